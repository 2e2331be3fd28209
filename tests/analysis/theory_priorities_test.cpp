#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "analysis/theory/markov_chain.hpp"
#include "analysis/theory/priorities.hpp"
#include "analysis/theory/queues.hpp"
#include "tests/analysis/exact.hpp"
#include "tests/analysis/service_laws.hpp"

using namespace kouan::analysis::theory;

namespace {

/// Two classes, exponential: numbers of each, and whose is in service (0: nobody's).
struct TwoClasses {
  std::array<double, 2> lambda{};
  std::array<double, 2> mu{};
  bool preempts = false;
  int limit = 0;

  using State = std::array<int, 3>;

  int next_served(const State& s) const { return s[0] > 0 ? 1 : s[1] > 0 ? 2 : 0; }

  std::vector<Move<State>> moves(const State& s) const {
    std::vector<Move<State>> out;
    for (std::size_t k = 0; k < 2; ++k) {
      State more = s;
      more[k] += 1;
      if (s[2] == 0 || preempts) more[2] = next_served(more);
      if (s[k] < limit) out.push_back({more, lambda[k]});
    }
    if (s[2] > 0) {
      const auto k = static_cast<std::size_t>(s[2] - 1);
      State less = s;
      less[k] -= 1;
      less[2] = next_served(less);
      out.push_back({less, mu[k]});
    }
    return out;
  }

  SteadyState<State> solve() const {
    return {State{0, 0, 0}, [this](const State& s) { return moves(s); }};
  }
};

/// Classes of Q17 and Q18.
const std::vector<PriorityClass> k_two = {{0.3, exponential_service(1)},
                                          {0.2, exponential_service(2)}};

void compare_with_chain(bool preempts, const std::vector<PriorityFigures>& q) {
  const TwoClasses system{{0.3, 0.2}, {1, 0.5}, preempts, 90};
  const auto s = system.solve();
  CHECK(s.mean([](const auto& x) { return x[0]; }) == exact(q[0].in_system));
  // What the cut at 90 takes from the second class is of the order of 90 x 0.83^90.
  CHECK(s.mean([](const auto& x) { return x[1]; }) ==
        doctest::Approx(q[1].in_system).epsilon(1e-5));
}

}  // namespace

TEST_CASE("head-of-line priority comes out as in Cobham 1954 (Q17)") {
  const auto q = mg1_nonpreemptive(k_two);
  CHECK(q[0].wait == exact(1.5714285714285714));
  CHECK(q[1].wait == exact(5.238095238095238));
  CHECK(q[0].sojourn == exact(2.5714285714285716));
  CHECK(q[1].sojourn == exact(7.238095238095238));
  compare_with_chain(false, q);
}

TEST_CASE("preemptive-resume priority agrees with the chain solved directly") {
  const auto q = mg1_preemptive_resume(k_two);
  CHECK(q[0].in_system == exact(mmc(0.3, 1, 1).in_system));  // the first class is alone
  compare_with_chain(true, q);
}

TEST_CASE("three classes at three servers come out as in Kella & Yechiali 1985 (Q19)") {
  const auto q = mmc_nonpreemptive({0.6, 0.8, 1.0}, 1, 3);
  CHECK(q[0].wait == exact(0.2696629213483146));
  CHECK(q[1].wait == exact(0.5056179775280899));
  CHECK(q[2].wait == exact(2.0224719101123596));
  CHECK(q[2].sojourn == exact(3.0224719101123596));
}

TEST_CASE("work is conserved over classes, whatever the service times (Kleinrock 1965)") {
  const std::vector<PriorityClass> classes = {
      {0.1, constant_service(2)}, {0.05, lognormal_service(6, 2)}, {0.02, erlang_service(8, 3)}};
  ServiceMoments any;
  double lambda = 0;
  for (const PriorityClass& c : classes) {
    lambda += c.lambda;
    any.mean += c.lambda * c.service.mean;
    any.second += c.lambda * c.service.second;
  }
  const double fifo_wait =
      mg1(lambda, any.mean / lambda, any.second * lambda / (any.mean * any.mean) - 1).wait;
  const auto q = mg1_nonpreemptive(classes);
  double work = 0;
  for (std::size_t k = 0; k < classes.size(); ++k)
    work += classes[k].lambda * classes[k].service.mean * q[k].wait;
  CHECK(work == exact(any.mean * fifo_wait));
}

TEST_CASE("with exponential service of one rate preemption doesn't change the total") {
  const std::vector<PriorityClass> classes = {
      {0.2, exponential_service(1)}, {0.3, exponential_service(1)}, {0.1, exponential_service(1)}};
  const auto q = mg1_preemptive_resume(classes);
  CHECK(q[0].in_system + q[1].in_system + q[2].in_system == exact(mmc(0.6, 1, 1).in_system));
}

TEST_CASE("priorities of an overloaded queue are refused") {
  CHECK_THROWS_AS(mg1_nonpreemptive({{0.5, constant_service(2)}}), std::domain_error);
  CHECK_THROWS_AS(mg1_preemptive_resume({{0.5, constant_service(2)}}), std::domain_error);
  CHECK_THROWS_AS(mmc_nonpreemptive({1, 1}, 1, 2), std::domain_error);
  CHECK_THROWS_AS(mmc_nonpreemptive({1, -1}, 1, 2), std::domain_error);
}

TEST_CASE("several servers of which the more urgent take those of the less urgent") {
  // One server: as by White & Christie. Two: the first class alone, and both together, are M/M/2.
  const double lambda[] = {0.3, 0.2};
  const auto one = mmc_preemptive({lambda[0], lambda[1]}, 1, 1);
  const auto known = mg1_preemptive_resume(
      {{lambda[0], exponential_service(1)}, {lambda[1], exponential_service(1)}});
  for (std::size_t k = 0; k < 2; ++k)
    CHECK(one[k].sojourn == exact(known[k].sojourn));
  const auto two = mmc_preemptive({0.8, 0.8}, 1, 2);
  CHECK(two[0].sojourn == exact(mmc(0.8, 1, 2).sojourn));
  CHECK(0.8 * (two[0].sojourn + two[1].sojourn) == exact(mmc(1.6, 1, 2).in_system));
  CHECK_THROWS_AS(mmc_preemptive({1, 1}, 1, 2), std::domain_error);
}
