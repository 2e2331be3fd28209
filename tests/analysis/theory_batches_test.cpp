#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "analysis/theory/batches.hpp"
#include "analysis/theory/markov_chain.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan::analysis::theory;

namespace {

/// Bulk service by its chain: number waiting, 1 when the server is busy.
using Batched = std::array<int, 2>;

SteadyState<Batched> bulk_chain(double lambda, int least, int most) {
  const auto build = [=](int limit) {
    return SteadyState<Batched>({0, 0}, [=](const Batched& s) {
      const auto start = [=](int waiting) {
        return waiting < least ? Batched{waiting, 0}
                               : Batched{waiting - std::min(waiting, most), 1};
      };
      std::vector<Move<Batched>> moves;
      if (s[0] < limit) moves.push_back({s[1] ? Batched{s[0] + 1, 1} : start(s[0] + 1), lambda});
      if (s[1]) moves.push_back({start(s[0]), 1});
      return moves;
    });
  };
  return steady_state_without_limit(64, 4096, build,
                                    [](const Batched& x, int limit) { return x[0] == limit; });
}

/// What a departure with so many places finds, by going on until nothing changes.
std::vector<double> found_by_departures(double a, int places) {
  const std::size_t most = 400;
  std::vector<double> arrivals(most, 0);
  arrivals[0] = std::exp(-a);
  for (std::size_t n = 1; n < most; ++n)
    arrivals[n] = arrivals[n - 1] * a / static_cast<double>(n);
  std::vector<double> found = arrivals;
  for (double change = 1; change > 1e-14;) {
    std::vector<double> next(most, 0);
    for (std::size_t n = 0; n < most; ++n) {
      const std::size_t left = n - std::min(n, static_cast<std::size_t>(places));
      for (std::size_t k = 0; left + k < most; ++k)
        next[left + k] += found[n] * arrivals[k];
    }
    change = 0;
    for (std::size_t n = 0; n < most; ++n)
      change += std::abs(next[n] - found[n]);
    found = next;
  }
  return found;
}

}  // namespace

TEST_CASE("trains of 50 wagons, wagon by wagon, come out as in Burke 1975 (Q25)") {
  const QueueFigures q = mxg1(0.4, 50, exponential_service(1.0 / 30));
  CHECK(q.utilisation == exact(0.6666666666666666));
  CHECK(q.wait == exact(2.5166666666666666));
  CHECK(q.sojourn == exact(2.55));
  CHECK(q.in_system == exact(51.0));
  CHECK(q.in_queue == exact(50.333333333333336));
  CHECK(mxg1(0.4, 1, constant_service(1)).wait == exact(mg1(0.4, 1, 0).wait));
}

TEST_CASE("batch arrivals agree with the chain solved directly") {
  const auto build = [](int limit) {
    return SteadyState<int>(0, [=](const int& n) {
      std::vector<Move<int>> moves;
      if (n + 4 <= limit) moves.push_back({n + 4, 0.15});
      if (n > 0) moves.push_back({n - 1, 1});
      return moves;
    });
  };
  const auto s =
      steady_state_without_limit(64, 4096, build, [](int n, int limit) { return n > limit - 4; });
  const QueueFigures q = mxg1(0.15, 4, exponential_service(1));
  CHECK(s.mean([](int n) { return n; }) == exact(q.in_system));
  CHECK(s.mean([](int n) { return n > 0 ? 1 : 0.75; }) == exact(q.wait_share));
}

TEST_CASE("a shuttle that starts with any number comes out as in Bailey 1954 (Q28)") {
  const BulkFigures q = mm1_bulk_service(8, 1, 1, 10);
  CHECK(q.in_queue == exact(23.258892499630242));
  CHECK(q.wait == exact(2.9073615624537803));
  CHECK(q.sojourn == exact(3.9073615624537803));
  CHECK(q.idle_share == exact(0.005101384207296252));
  CHECK(q.root == exact(0.958979665856931));
}

TEST_CASE("bulk service agrees with the chain: any number, at least some, full batches only") {
  for (const auto& [least, most] : {std::array{1, 10}, std::array{4, 10}, std::array{10, 10}}) {
    const BulkFigures q = mm1_bulk_service(7, 1, least, most);
    const auto s = bulk_chain(7, least, most);
    CHECK(s.mean([](const Batched& x) { return x[0]; }) == exact(q.in_queue));
    CHECK(s.mean([](const Batched& x) { return x[1] == 0; }) == exact(q.idle_share));
  }
  // One at a time is M/M/1.
  CHECK(mm1_bulk_service(0.8, 1, 1, 1).in_queue == exact(mmc(0.8, 1, 1).in_queue));
}

TEST_CASE("consolidation to 50 or 12 h comes out by renewal-reward (Q30)") {
  const ConsolidationFigures q = consolidation(4, 50, 12);
  CHECK(q.batch == exact(46.70255486208189));
  CHECK(q.open == exact(11.425638715520472));
  CHECK(q.wait == exact(5.761697947649797));
  CHECK(q.departures == exact(0.08564841927411611));
  CHECK(q.full_share == exact(0.46171376027398786));
}

TEST_CASE("consolidation at its limits: by number alone, by time alone, at once") {
  const ConsolidationFigures by_number = consolidation(2, 5, 1e6);
  CHECK(by_number.batch == exact(5));
  CHECK(by_number.wait == exact(1));  // (4 + 3 + 2 + 1 + 0) / 2 over 5
  const ConsolidationFigures by_time = consolidation(2, 1000, 3);
  CHECK(by_time.open == exact(3));
  CHECK(by_time.wait == exact((3 + 6 * 1.5) / 7));  // the first waits 3, six more half of it
  const ConsolidationFigures at_once = consolidation(2, 1, 3);
  CHECK(at_once.wait == 0);
  CHECK(at_once.full_share == 1);
  CHECK(consolidation(2, 5, 0).batch == exact(1));
}

TEST_CASE("departures every six hours come out from the Poisson process (Q31)") {
  const TimetableFigures q = timetabled_departures(4, 6);
  CHECK(q.wait == exact(3));
  CHECK(q.load == exact(24));
  CHECK(q.empty_share == exact(3.775134544279098e-11));
  CHECK(q.in_queue == exact(12));
}

TEST_CASE("departures with few places agree with going from one to the next") {
  for (const int places : {1, 2, 7, 10}) {
    const double a = 0.8 * places;
    const TimetableFigures q = timetabled_departures(a / 3, 3, places);
    const std::vector<double> found = found_by_departures(a, places);
    double mean = 0;
    for (std::size_t n = 0; n < found.size(); ++n)
      mean += static_cast<double>(n) * found[n];
    CHECK(q.in_queue == exact(mean - a / 2));
    CHECK(q.empty_share == exact(found[0]));
  }
  CHECK(timetabled_departures(4, 6, 200).wait == exact(3));
}

TEST_CASE("batches that can't be kept up with are refused") {
  CHECK_THROWS_AS(mxg1(0.4, 75, exponential_service(1.0 / 30)), std::domain_error);
  CHECK_THROWS_AS(mxg1(0.4, 0, exponential_service(1.0 / 30)), std::domain_error);
  CHECK_THROWS_AS(mm1_bulk_service(10, 1, 1, 10), std::domain_error);
  CHECK_THROWS_AS(mm1_bulk_service(1, 1, 3, 2), std::domain_error);
  CHECK_THROWS_AS(timetabled_departures(4, 6, 24), std::domain_error);
  CHECK_THROWS_AS(consolidation(0, 6, 24), std::domain_error);
}

TEST_CASE("batches of a drawn size at one server of any service, at several exponential ones") {
  // Always three: as of a constant size. One server: the chain and Burke's formula agree.
  const BatchSizes three{0, 0, 1};
  CHECK(mxg1(0.2, three, exponential_service(1)).wait ==
        exact(mxg1(0.2, 3, exponential_service(1)).wait));
  const BatchSizes drawn{0.5, 0.3, 0, 0, 0.2};
  const QueueFigures formula = mxg1(0.25, drawn, exponential_service(1));
  const QueueFigures chain = mxmc(0.25, drawn, 1, 1);
  CHECK(chain.wait == exact(formula.wait));
  CHECK(chain.in_queue == exact(formula.in_queue));
  CHECK(chain.wait_share == exact(formula.wait_share));
  // Two servers, one or four at once: the mean number of the chain solved as a sparse system.
  CHECK(mxmc(0.5, {0.6, 0, 0, 0.4}, 1, 2).in_system == doctest::Approx(124.0 / 45).epsilon(1e-9));
  // One at once: M/M/c.
  CHECK(mxmc(1.5, {1}, 1, 2).wait == exact(mmc(1.5, 1, 2).wait));
  CHECK(mxmc(1.5, {1}, 1, 2).wait_share == exact(mmc(1.5, 1, 2).wait_share));
  CHECK_THROWS_AS(mxmc(1, {0, 1}, 1, 2), std::domain_error);
  CHECK_THROWS_AS(mxg1(0.1, BatchSizes{0.5}, exponential_service(1)), std::domain_error);
}

TEST_CASE("large batches cost no more if they are of one size, of many sizes they are refused") {
  BatchSizes one(9000, 0);
  one.back() = 1;
  const QueueFigures chain = mxmc(5e-5, one, 1, 1);
  const QueueFigures formula = mxg1(5e-5, 9000, exponential_service(1));
  CHECK(chain.in_queue == exact(formula.in_queue));
  CHECK(chain.wait_share == exact(formula.wait_share));
  CHECK_THROWS_AS(mxmc(1e-4, BatchSizes(9000, 1.0 / 9000), 1, 2), std::domain_error);
  // By the last so many of each size, and one by one.
  for (const std::size_t sizes : {2U, 8U, 9U, 20U}) {
    const BatchSizes alike(sizes, 1.0 / static_cast<double>(sizes));
    CHECK(mxmc(0.05, alike, 1, 1).in_queue ==
          exact(mxg1(0.05, alike, exponential_service(1)).in_queue));
  }
}
