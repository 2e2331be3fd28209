#include <doctest/doctest.h>

#include <array>
#include <stdexcept>

#include "analysis/theory/jackson.hpp"
#include "analysis/theory/markov_chain.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan::analysis::theory;

namespace {

JacksonNetwork documents_scan_physical() {
  JacksonNetwork network;
  network.external = Eigen::Vector3d(20, 0, 0);
  network.mu = Eigen::Vector3d(10, 9, 3);
  network.servers = {3, 2, 2};
  network.routing = Eigen::Matrix3d{{0, 0.6, 0.1}, {0.05, 0, 0.1}, {0.2, 0, 0}};
  return network;
}

}  // namespace

TEST_CASE("a network with rework comes out as in Jackson 1963 (Q41)") {
  const JacksonFigures q = jackson(documents_scan_physical());
  CHECK(q.rates(0) == exact(21.321961620469082));
  CHECK(q.rates(1) == exact(12.793176972281449));
  CHECK(q.rates(2) == exact(3.411513859275053));
  CHECK(q.stations[0].in_system == exact(3.3807908665562785));
  CHECK(q.stations[1].in_system == exact(2.872457380143296));
  CHECK(q.stations[2].in_system == exact(1.6804401750010638));
  CHECK(q.in_system == exact(7.933688421700639));
  CHECK(q.sojourn == exact(0.39668442108503194));
}

TEST_CASE("two stations with rework agree with the chain solved directly") {
  using State = std::array<int, 2>;
  // Station 0: one server of rate 2, station 1: two of rate 0.8; a fifth of station 1 goes back.
  const int limit = 90;
  const SteadyState<State> s({0, 0}, [=](const State& x) {
    std::vector<Move<State>> moves;
    const double served = 0.8 * std::min(x[1], 2);
    if (x[0] < limit) moves.push_back({{x[0] + 1, x[1]}, 0.9});
    if (x[0] > 0 && x[1] < limit) moves.push_back({{x[0] - 1, x[1] + 1}, 2});
    if (x[1] > 0) moves.push_back({{x[0], x[1] - 1}, 0.8 * served});
    if (x[1] > 0 && x[0] < limit) moves.push_back({{x[0] + 1, x[1] - 1}, 0.2 * served});
    return moves;
  });
  JacksonNetwork network;
  network.external = Eigen::Vector2d(0.9, 0);
  network.mu = Eigen::Vector2d(2, 0.8);
  network.servers = {1, 2};
  network.routing = Eigen::Matrix2d{{0, 1}, {0.2, 0}};
  const JacksonFigures q = jackson(network);
  CHECK(s.mean([](const State& x) { return x[0]; }) == exact(q.stations[0].in_system));
  CHECK(s.mean([](const State& x) { return x[1]; }) == exact(q.stations[1].in_system));
}

TEST_CASE("networks that are not sound are refused") {
  JacksonNetwork network = documents_scan_physical();
  network.routing(0, 0) = 0.5;  // the row now sums to 1.2
  CHECK_THROWS_AS(jackson(network), std::domain_error);
  network = documents_scan_physical();
  network.external(0) = 40;
  CHECK_THROWS_AS(jackson(network), std::domain_error);
  network = documents_scan_physical();
  network.servers = {3, 2};
  CHECK_THROWS_AS(jackson(network), std::domain_error);
  network = documents_scan_physical();
  network.routing = Eigen::Matrix3d{{0, 1, 0}, {1, 0, 0}, {0, 0, 0}};
  CHECK_THROWS_AS(jackson(network), std::domain_error);
}
