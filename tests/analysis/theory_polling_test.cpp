#include <doctest/doctest.h>

#include <array>
#include <stdexcept>

#include "analysis/theory/interruptions.hpp"
#include "analysis/theory/markov_chain.hpp"
#include "analysis/theory/polling.hpp"
#include "tests/analysis/exact.hpp"
#include "tests/analysis/service_laws.hpp"

using namespace kouan::analysis::theory;

namespace {

/// Numbers waiting in or served from each queue, and what the server does: serves queue 0, changes
/// over from it, serves queue 1, changes over from it.
using Polled = std::array<int, 3>;

SteadyState<Polled> alternating_lane(double lambda0, double lambda1, double changeover, int limit) {
  return {Polled{0, 0, 1}, [=](const Polled& s) {
            std::vector<Move<Polled>> moves;
            if (s[0] < limit) moves.push_back({{s[0] + 1, s[1], s[2]}, lambda0});
            if (s[1] < limit) moves.push_back({{s[0], s[1] + 1, s[2]}, lambda1});
            if (s[2] == 0) moves.push_back({{s[0] - 1, s[1], s[0] > 1 ? 0 : 1}, 1});
            if (s[2] == 1) moves.push_back({{s[0], s[1], s[1] > 0 ? 2 : 3}, changeover});
            if (s[2] == 2) moves.push_back({{s[0], s[1] - 1, s[1] > 1 ? 2 : 3}, 1});
            if (s[2] == 3) moves.push_back({{s[0], s[1], s[0] > 0 ? 0 : 1}, changeover});
            return moves;
          }};
}

std::vector<PolledQueue> lane_of_q44() {
  return {{0.35, exponential_service(1), exponential_service(2)},
          {0.15, exponential_service(1), exponential_service(2)}};
}

/// sum of rho_i Wq_i by the pseudo-conservation law for exhaustive service (Boxma & Groenendijk
/// 1987): rho sum(lambda_i E[S_i^2]) / (2 (1 - rho)) + rho E[R^2] / (2 E[R]) + E[R]
/// (rho^2 - sum(rho_i^2)) / (2 (1 - rho)), R the changeovers of a round.
double conserved_weighted_wait(const std::vector<PolledQueue>& queues) {
  double rho = 0, work = 0, squares = 0;
  ServiceMoments round;
  for (const PolledQueue& q : queues) {
    const double load = q.lambda * q.service.mean;
    rho += load;
    squares += load * load;
    work += q.lambda * q.service.second;
    round = sum(round, q.changeover);
  }
  return rho * work / (2 * (1 - rho)) + rho * round.second / (2 * round.mean) +
         round.mean * (rho * rho - squares) / (2 * (1 - rho));
}

}  // namespace

TEST_CASE("an alternating lane comes out by Boxma & Groenendijk's law (Q44)") {
  const PollingFigures q = exhaustive_polling(lane_of_q44());
  CHECK(q.wait[0] == exact(4.451239669421487));
  CHECK(q.wait[1] == exact(5.747107438016528));
  CHECK(q.weighted_wait == exact(2.42));
  CHECK(conserved_weighted_wait(lane_of_q44()) == exact(2.42));
}

TEST_CASE("an alternating lane agrees with the chain solved directly") {
  const auto s = alternating_lane(0.35, 0.15, 0.5, 70);
  const PollingFigures q = exhaustive_polling(lane_of_q44());
  CHECK(s.mean([](const Polled& x) { return x[0] - (x[2] == 0); }) ==
        doctest::Approx(q.in_queue[0]).epsilon(1e-7));
  CHECK(s.mean([](const Polled& x) { return x[1] - (x[2] == 2); }) ==
        doctest::Approx(q.in_queue[1]).epsilon(1e-7));
  CHECK(s.mean([](const Polled& x) { return x[0] == 70 || x[1] == 70; }) < 1e-9);
}

TEST_CASE("four unlike queues obey the pseudo-conservation law") {
  for (const double scale : {0.2, 1.0, 1.5}) {
    const std::vector<PolledQueue> queues = {
        {0.10 * scale, constant_service(2), constant_service(1)},
        {0.05 * scale, lognormal_service(3, 2), erlang_service(2, 4)},
        {0, constant_service(1), constant_service(0)},
        {0.20 * scale, exponential_service(1), lognormal_service(0.5, 1)}};
    CHECK(exhaustive_polling(queues).weighted_wait == exact(conserved_weighted_wait(queues)));
  }
}

TEST_CASE("one queue alone is M/G/1 with multiple vacations") {
  const ServiceMoments vacation = lognormal_service(3, 0.5);
  const double wait = mg1_vacations(0.7, erlang_service(1, 3), vacation).wait;
  CHECK(exhaustive_polling({{0.7, erlang_service(1, 3), vacation}}).wait[0] == exact(wait));
}

TEST_CASE("polling that can't keep up or never changes over is refused") {
  CHECK_THROWS_AS(exhaustive_polling({{1, constant_service(1), constant_service(1)}}),
                  std::domain_error);
  CHECK_THROWS_AS(exhaustive_polling({{0.5, constant_service(1), constant_service(0)}}),
                  std::domain_error);
}
