#include <doctest/doctest.h>

#include <stdexcept>

#include "analysis/theory/general_service.hpp"
#include "tests/analysis/exact.hpp"
#include "tests/analysis/service_laws.hpp"

using namespace kouan::analysis::theory;

TEST_CASE("moments of service times agree with their definitions") {
  const ServiceMoments exponential = exponential_service(3);
  CHECK(exponential.second == exact(2 * 9));
  CHECK(exponential.third == exact(6 * 27));
  // Erlang as a sum.
  const ServiceMoments two = sum(exponential_service(1.5), exponential_service(1.5));
  CHECK(erlang_service(3, 2).second == exact(two.second));
  CHECK(erlang_service(3, 2).third == exact(two.third));
  CHECK_THROWS_AS(erlang_service(1, 0), std::domain_error);
}

TEST_CASE("M/G/1 with lognormal service: the mean wait (Q09)") {
  const ServiceMoments service = lognormal_service(10, 1.2 * 1.2);
  CHECK(mg1(0.08, service).wait == exact(48.8));
}

TEST_CASE("M/G/1 with two kinds of check: the mean wait (Q11)") {
  const ServiceMoments service = discrete_service({0.9, 0.1}, {2, 30});
  const QueueFigures q = mg1(0.18, service);
  CHECK(q.utilisation == exact(0.864));
  CHECK(q.wait == exact(61.94117647058823));
  CHECK(q.sojourn == exact(66.74117647058823));
  CHECK(q.in_queue == exact(11.149411764705881));
  CHECK(q.in_system == exact(12.013411764705882));
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
}

TEST_CASE("queues without steady state are refused") {
  CHECK_THROWS_AS(mg1(0.5, constant_service(2)), std::domain_error);
  CHECK_THROWS_AS(mg1_processor_sharing(1, 1), std::domain_error);
}
