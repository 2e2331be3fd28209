#include <doctest/doctest.h>

#include <array>
#include <stdexcept>

#include "analysis/theory/jackson.hpp"
#include "analysis/theory/markov_chain.hpp"
#include "analysis/theory/network_approximation.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan::analysis::theory;

namespace {

/// Two stations in a row, all Poisson and exponential to begin with.
GeneralNetwork row_of_two(double lambda) {
  GeneralNetwork network;
  network.external = Eigen::Vector2d(lambda, 0);
  network.external_scv = Eigen::Vector2d(1, 1);
  network.mean_service = Eigen::Vector2d(1, 1);
  network.service_scv = Eigen::Vector2d(1, 1);
  network.servers = {1, 1};
  network.routing = Eigen::Matrix2d{{0, 1}, {0, 0}};
  return network;
}

}  // namespace

TEST_CASE("a Jackson network with rework is met exactly (Q41)") {
  GeneralNetwork network;
  network.external = Eigen::Vector3d(20, 0, 0);
  network.external_scv = Eigen::Vector3d(1, 1, 1);
  network.mean_service = Eigen::Vector3d(1.0 / 10, 1.0 / 9, 1.0 / 3);
  network.service_scv = Eigen::Vector3d(1, 1, 1);
  network.servers = {3, 2, 2};
  network.routing = Eigen::Matrix3d{{0, 0.6, 0.1}, {0.05, 0, 0.1}, {0.2, 0, 0}};
  const GeneralNetworkFigures q = approximate_network(network);
  for (Eigen::Index i = 0; i < 3; ++i)
    CHECK(q.arrival_scv(i) == exact(1));
  CHECK(q.in_system == exact(7.933688421700639));
  CHECK(q.sojourn == exact(0.39668442108503194));
}

TEST_CASE("M/G/1 is met exactly, and its departures get Marshall's variability") {
  GeneralNetwork network = row_of_two(0.8);
  network.service_scv = Eigen::Vector2d(4, 1);
  const GeneralNetworkFigures q = approximate_network(network);
  CHECK(q.stations[0].wait == exact(mg1(0.8, 1, 4).wait));
  // Of one server alone, with all going on: rho^2 cs + (1 - rho^2) ca.
  CHECK(q.arrival_scv(1) == exact(0.64 * 4 + 0.36));
}

TEST_CASE("splitting halves what arrivals have beyond Poisson's variability") {
  GeneralNetwork network = row_of_two(0.8);
  network.external_scv(0) = 3;
  network.service_scv(0) = 3;
  network.routing(0, 1) = 0.5;
  const GeneralNetworkFigures q = approximate_network(network);
  CHECK(q.arrival_scv(0) == exact(3));
  CHECK(q.arrival_scv(1) == exact(0.5 * 3 + 0.5));
}

TEST_CASE("superposition weighs streams as Whitt 1983 does, by hand") {
  // Two outside streams of rate 0.25 and scv 0 through stations of deterministic service meet at a
  // third of load 0.5: v = 2, w = 1 / (1 + 4 x 0.25) = 0.5. Each stream leaves with 0.25^2 x 0.2.
  GeneralNetwork network;
  network.external = Eigen::Vector3d(0.25, 0.25, 0);
  network.external_scv = Eigen::Vector3d(0, 0, 1);
  network.mean_service = Eigen::Vector3d(1, 1, 1);
  network.service_scv = Eigen::Vector3d(0, 0, 0);
  network.servers = {1, 1, 1};
  network.routing = Eigen::Matrix3d{{0, 0, 1}, {0, 0, 1}, {0, 0, 0}};
  const GeneralNetworkFigures q = approximate_network(network);
  CHECK(q.arrival_scv(0) == exact(0));
  CHECK(q.stations[0].wait == exact(0));
  CHECK(q.arrival_scv(2) == exact(0.5 * 0.0625 * 0.2 + 0.5));
}

TEST_CASE("E3/E4/1 is approximated within a few percent of the exact wait (Q53)") {
  GeneralNetwork network = row_of_two(0.9);
  network.external_scv(0) = 1.0 / 3;
  network.service_scv(0) = 1.0 / 4;
  CHECK(approximate_network(network).stations[0].wait ==
        doctest::Approx(2.4650967616764707).epsilon(0.02));
}

TEST_CASE("networks outside the approximation's reach are refused") {
  GeneralNetwork network = row_of_two(1);
  CHECK_THROWS_AS(approximate_network(network), std::domain_error);
  network = row_of_two(0.5);
  network.routing(0, 0) = 0.1;
  network.routing(0, 1) = 0.9;
  CHECK_THROWS_AS(approximate_network(network), std::domain_error);
  network = row_of_two(0.5);
  network.servers = {1};
  CHECK_THROWS_AS(approximate_network(network), std::domain_error);
}
