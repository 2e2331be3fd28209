#include <doctest/doctest.h>

#include <array>
#include <numeric>
#include <optional>
#include <stdexcept>

#include "analysis/theory/closed_network.hpp"
#include "analysis/theory/markov_chain.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan::analysis::theory;

namespace {

/// Loader, border gate, unloader, driving [h].
const std::vector<ClosedStation> k_fleet = {{0.1, 1}, {4.0 / 60, 2}, {5.0 / 60, 1}, {2, 0}};

void check_equal(const ClosedFigures& a, const ClosedFigures& b) {
  CHECK(a.throughput == exact(b.throughput));
  CHECK(a.cycle == exact(b.cycle));
  for (std::size_t i = 0; i < a.in_system.size(); ++i) {
    CHECK(a.in_system[i] == exact(b.in_system[i]));
    CHECK(a.utilisation[i] == exact(b.utilisation[i]));
  }
}

}  // namespace

TEST_CASE("a closed fleet comes out as in Reiser & Lavenberg 1980 and Buzen 1973 (Q42)") {
  const std::array units = {1, 5, 10, 20, 30, 40};
  const std::array trips = {0.4444444444444444, 2.1891733819088333, 4.263822207389683,
                            7.719508912372598,  9.507968904497424,  9.925226543801937};
  const std::array cycles = {2.25,
                             2.2839671089186586,
                             2.345313550520206,
                             2.5908383845434257,
                             3.1552480136750876,
                             4.03013471012196};
  for (std::size_t i = 0; i < units.size(); ++i) {
    const ClosedFigures mva = mean_value_analysis(k_fleet, units[i]);
    CHECK(mva.throughput == exact(trips[i]));
    CHECK(mva.cycle == exact(cycles[i]));
    CHECK(std::accumulate(mva.in_system.begin(), mva.in_system.end(), 0.0) == exact(units[i]));
    check_equal(mva, closed_convolution(k_fleet, units[i]));
  }
}

TEST_CASE("stations with several servers agree with the chain solved directly") {
  // Numbers at the first two of three stations; the rest of 7 is at the delay.
  using State = std::array<int, 2>;
  const SteadyState<State> s({0, 0}, [](const State& x) {
    std::vector<Move<State>> moves;
    const int away = 7 - x[0] - x[1];
    if (away > 0) moves.push_back({{x[0] + 1, x[1]}, away / 2.0});
    if (x[0] > 0) moves.push_back({{x[0] - 1, x[1] + 1}, std::min(x[0], 3) / 1.5});
    if (x[1] > 0) moves.push_back({{x[0], x[1] - 1}, 1 / 0.7});
    return moves;
  });
  const std::vector<ClosedStation> stations = {{1.5, 3}, {0.7, 1}, {2, 0}};
  const ClosedFigures q = closed_convolution(stations, 7);
  CHECK(s.mean([](const State& x) { return x[0]; }) == exact(q.in_system[0]));
  CHECK(s.mean([](const State& x) { return x[1]; }) == exact(q.in_system[1]));
  check_equal(mean_value_analysis(stations, 7), q);
}

namespace {

std::optional<double> throughput_by_mva(const std::vector<ClosedStation>& stations, int units) {
  try {
    return mean_value_analysis(stations, units).throughput;
  } catch (const std::domain_error&) {
    return {};
  }
}

}  // namespace

TEST_CASE("mean value analysis gives the digits of convolution or says that it can't") {
  int answers = 0;
  for (const int servers : {2, 5, 10, 20, 30}) {
    for (const int units : {servers, 2 * servers, 4 * servers, 300}) {
      for (const double demand : {0.3, 1.0, 2.0}) {
        const std::vector<ClosedStation> stations = {{demand * servers, servers}, {1, 0}, {0.5, 1}};
        const auto throughput = throughput_by_mva(stations, units);
        if (!throughput) continue;
        answers += 1;
        CHECK(*throughput == exact(closed_convolution(stations, units).throughput));
      }
    }
  }
  CHECK(answers > 20);
  CHECK(answers < 60);
}

TEST_CASE("convolution keeps its digits where mean value analysis can't") {
  // Thirty servers nearly always busy: with 400 units the share of idle ones is far below 1e-9.
  const std::vector<ClosedStation> stations = {{30, 30}, {1, 0}};
  CHECK(closed_convolution(stations, 400).throughput == exact(1));
  CHECK(closed_convolution(stations, 400).in_system[1] == exact(1));
}

TEST_CASE("an empty fleet does nothing, a fleet of one never waits") {
  CHECK(mean_value_analysis(k_fleet, 0).throughput == 0);
  CHECK(closed_convolution(k_fleet, 0).cycle == exact(2.25));
  CHECK(closed_convolution({{0, 1}, {3, 1}}, 1).cycle == exact(3));
  CHECK_THROWS_AS(mean_value_analysis({{0, 1}}, 1), std::domain_error);
  CHECK_THROWS_AS(mean_value_analysis(k_fleet, -1), std::domain_error);
  CHECK_THROWS_AS(closed_convolution({{-1, 1}, {2, 1}}, 1), std::domain_error);
}

TEST_CASE("several fleets: one of them alone, two alike as one, and a chain of two") {
  std::vector<SharedStation> alone;
  for (const ClosedStation& s : k_fleet)
    alone.push_back({{s.demand}, s.servers});
  const ClosedFigures known = closed_convolution(k_fleet, 20);
  const FleetsFigures one = closed_fleets(alone, {20});
  CHECK(one.throughput[0] == exact(known.throughput));
  for (std::size_t i = 0; i < k_fleet.size(); ++i)
    CHECK(one.in_system[i][0] == exact(known.in_system[i]));

  std::vector<SharedStation> alike;
  for (const ClosedStation& s : k_fleet)
    alike.push_back({{s.demand, s.demand}, s.servers});
  const FleetsFigures two = closed_fleets(alike, {5, 15});
  CHECK(two.throughput[0] + two.throughput[1] == exact(known.throughput));
  CHECK(two.throughput[1] == exact(3 * two.throughput[0]));

  // A gate of two servers for both, a crane for the first alone, drives of 4 and 6: the chain of
  // the numbers of each fleet at each station, solved as a sparse system.
  const FleetsFigures mixed =
      closed_fleets({{{2, 2}, 2}, {{1, 0}, 1}, {{4, 0}, 0}, {{0, 6}, 0}}, {2, 3});
  CHECK(mixed.throughput[0] == doctest::Approx(0.2652360515021459).epsilon(1e-9));
  CHECK(mixed.throughput[1] == doctest::Approx(0.3562231759656652).epsilon(1e-9));
  CHECK_THROWS_AS(closed_fleets({{{1, 0}, 1}}, {1, 1}), std::domain_error);
}

TEST_CASE("those who come from outside slow a single station down, as if its server were slower") {
  // At single servers the fleet meets what it would with its work stretched by 1 / (1 - load).
  const double load = 0.4;
  const ClosedFigures alone = closed_convolution({{2 / (1 - load), 1}, {5, 0}}, 4);
  const FleetsFigures mixed = closed_fleets({{{2}, 1, load}, {{5}, 0, 0}}, {4});
  CHECK(mixed.throughput[0] == exact(alone.throughput));
  CHECK(mixed.in_system[0][0] == exact(alone.in_system[0]));
  CHECK(mixed.open_in_system[0] == exact(load / (1 - load) * (1 + alone.in_system[0])));
  CHECK(mixed.open_in_system[1] == 0);
}

TEST_CASE("a fleet and others at two servers agree with the chain solved directly") {
  struct Both {  // of the fleet at the station, of the others
    int fleet = 0;
    int open = 0;
    bool operator<(const Both& o) const {
      return std::array{fleet, open} < std::array{o.fleet, o.open};
    }
  };
  // Processor sharing has the same numbers as first come first served, and a smaller state.
  const double lambda = 0.7, drive = 5;
  const SteadyState<Both> chain(Both{}, [=](const Both& x) {
    std::vector<Move<Both>> moves;
    const double share =
        std::min(2.0, static_cast<double>(x.fleet + x.open)) / std::max(1, x.fleet + x.open);
    if (x.open < 200) moves.push_back({{x.fleet, x.open + 1}, lambda});
    if (x.fleet < 3) moves.push_back({{x.fleet + 1, x.open}, (3 - x.fleet) / drive});
    if (x.open > 0) moves.push_back({{x.fleet, x.open - 1}, x.open * share});
    if (x.fleet > 0) moves.push_back({{x.fleet - 1, x.open}, x.fleet * share});
    return moves;
  });
  const FleetsFigures found = closed_fleets({{{1}, 2, lambda}, {{drive}, 0, 0}}, {3});
  CHECK(found.in_system[0][0] == exact(chain.mean([](const Both& x) { return x.fleet; })));
  CHECK(found.open_in_system[0] == exact(chain.mean([](const Both& x) { return x.open; })));
  const FleetsFigures busy = closed_fleets({{{1}, 2, 1.99}, {{drive}, 0, 0}}, {300});
  CHECK(busy.open_in_system[0] > 1000);
  CHECK(busy.throughput[0] < 0.01 + 1e-9);
  CHECK_THROWS_AS(closed_fleets({{{1}, 2, 2}, {{5}, 0, 0}}, {3}), std::domain_error);
}

TEST_CASE(
    "the work of fleets counts those from outside, of whom there are many at a full station") {
  const auto work = [](double load) {
    return work_of_fleets({{{1}, 1, load}, {{5}, 0, 0}}, {1500});
  };
  CHECK(work(0.5) < 1.2 * work(0));
  CHECK(work(0.998) > 20 * work(0));
}
