#include <doctest/doctest.h>

#include <numeric>
#include <stdexcept>

#include "analysis/theory/general_service.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan::analysis::theory;

TEST_CASE("moments of service times agree with their definitions") {
  const ServiceMoments exponential = exponential_service(3);
  CHECK(exponential.second == exact(2 * 9));
  CHECK(exponential.third == exact(6 * 27));
  // Erlang as a sum.
  const ServiceMoments two = sum(exponential_service(1.5), exponential_service(1.5));
  CHECK(erlang_service(3, 2).second == exact(two.second));
  CHECK(erlang_service(3, 2).third == exact(two.third));
  CHECK(discrete_service({1}, {4}).third == exact(constant_service(4).third));
  CHECK(lognormal_service(10, 0).third == exact(1000));
  CHECK(lognormal_service(10, 1.44).scv() == exact(1.44));
  CHECK_THROWS_AS(discrete_service({0.5}, {1}), std::domain_error);
  CHECK_THROWS_AS(discrete_service({1}, {1, 2}), std::domain_error);
  CHECK_THROWS_AS(erlang_service(1, 0), std::domain_error);
}

TEST_CASE("M/G/1 with lognormal service: mean and variance of the wait (Q09)") {
  const ServiceMoments service = lognormal_service(10, 1.2 * 1.2);
  CHECK(mg1(0.08, service).wait == exact(48.8));
  CHECK(mg1_wait_variance(0.08, service) == exact(4318.344533333333));
}

TEST_CASE("M/G/1 with two kinds of check: mean and variance of the wait (Q11)") {
  const ServiceMoments service = discrete_service({0.9, 0.1}, {2, 30});
  const QueueFigures q = mg1(0.18, service);
  CHECK(q.utilisation == exact(0.864));
  CHECK(q.wait == exact(61.94117647058823));
  CHECK(q.sojourn == exact(66.74117647058823));
  CHECK(q.in_queue == exact(11.149411764705881));
  CHECK(q.in_system == exact(12.013411764705882));
  CHECK(mg1_wait_variance(0.18, service) == exact(5031.062283737024));
}

TEST_CASE("M/M/1's variance of the wait follows from its exponential tail") {
  // Wait is 0 with probability 1 - rho, else exponential of mean 1 / (mu - lambda).
  const double rho = 0.8;
  const double mean = 1 / (1 - rho);
  CHECK(mg1_wait_variance(rho, exponential_service(1)) ==
        exact(2 * rho * mean * mean - rho * mean * rho * mean));
}

TEST_CASE("a train's handling as one customer: M/E50/1 (Q27)") {
  const QueueFigures q = mg1(0.4, erlang_service(50.0 / 30, 50));
  CHECK(q.utilisation == exact(0.6666666666666666));
  CHECK(q.wait == exact(1.7));
  CHECK(q.sojourn == exact(3.3666666666666667));
  CHECK(q.in_queue == exact(0.68));
  CHECK(q.in_system == exact(1.3466666666666667));
}

TEST_CASE("processor sharing depends on the mean of service alone (Q12)") {
  const double mean = discrete_service({0.9, 0.1}, {2, 30}).mean;
  const QueueFigures q = mg1_processor_sharing(0.18, mean);
  CHECK(q.in_system == exact(6.352941176470588));
  CHECK(q.sojourn == exact(35.294117647058826));
  CHECK(mg1_processor_sharing_sojourn(0.18, mean, 2) == exact(14.705882352941176));
  CHECK(mg1_processor_sharing_sojourn(0.18, mean, 30) == exact(220.58823529411765));
}

TEST_CASE("M/D/1: distribution of the number and of the wait (Q07)") {
  CHECK(md1_in_system(0.9, 1, 1)[1] == exact(0.14596031111569496));
  CHECK(md1_wait_at_most(0.9, 1, 1) == exact(0.24596031111569497));
  CHECK(md1_wait_at_most(0.9, 1, 4) == exact(0.5924545900864739));
  CHECK(md1_wait_at_most(0.9, 1, 10) == exact(0.8824030204297195));
  CHECK(md1_wait_at_most(0.9, 1, 0) == exact(0.1));
  CHECK(md1_wait_at_most(0.9, 1, -1) == 0);
}

TEST_CASE("M/D/1: the distributions have the means of Pollaczek and Khinchine") {
  const double lambda = 0.35;
  const double service = 2;
  const QueueFigures q = mg1(lambda, constant_service(service));
  double in_system = 0;
  const std::vector<double> p = md1_in_system(lambda, service, 200);
  for (std::size_t n = 0; n < p.size(); ++n)
    in_system += static_cast<double>(n) * p[n];
  CHECK(in_system == exact(q.in_system));
  CHECK(std::accumulate(p.begin(), p.end(), 0.0) == exact(1));
  // Mean wait as the integral of its tail, by midpoints; the error of the rule is about h^2 / 24.
  const double h = 0.01;
  double wait = 0;
  for (int i = 0; i < 12000; ++i)
    wait += h * (1 - md1_wait_at_most(lambda, service, (i + 0.5) * h));
  CHECK(wait == doctest::Approx(q.wait).epsilon(1e-4));
}

TEST_CASE("queues without steady state are refused") {
  CHECK_THROWS_AS(mg1(0.5, constant_service(2)), std::domain_error);
  CHECK_THROWS_AS(mg1_wait_variance(1, exponential_service(1)), std::domain_error);
  CHECK_THROWS_AS(mg1_processor_sharing(1, 1), std::domain_error);
  CHECK_THROWS_AS(md1_in_system(2, 1, 3), std::domain_error);
  CHECK_THROWS_AS(md1_in_system(0.5, 1, -1), std::domain_error);
}
