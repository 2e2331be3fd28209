#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

#include "analysis/theory/queues.hpp"

using namespace kouan::analysis::theory;
using doctest::Approx;

namespace {

Approx to_twelve(double value) { return Approx(value).epsilon(1e-12); }

}  // namespace

// Numbers: oracle cases by number, with the reference that each quotes.

TEST_CASE("M/M/1 comes out as in Kleinrock 1975, ch. 3 (Q01)") {
  const QueueFigures q = mmc(0.8, 1, 1);
  CHECK(q.utilisation == to_twelve(0.8));
  CHECK(q.wait_share == to_twelve(0.8));
  CHECK(q.in_system == to_twelve(4.0));
  CHECK(q.in_queue == to_twelve(3.2));
  CHECK(q.sojourn == to_twelve(5.0));
  CHECK(q.wait == to_twelve(4.0));
}

TEST_CASE("M/M/2 comes out as in Gross & Harris, ch. 2 (Q03)") {
  const QueueFigures q = mmc(1.5, 1, 2);
  CHECK(q.wait_share == to_twelve(0.6428571428571429));
  CHECK(q.in_queue == to_twelve(1.9285714285714286));
  CHECK(q.wait == to_twelve(1.2857142857142858));
  CHECK(q.sojourn == to_twelve(2.2857142857142856));
  CHECK(q.in_system == to_twelve(3.4285714285714284));
}

TEST_CASE("M/M/5 by the hour comes out as in Gross & Harris, ch. 2 (Q04)") {
  const QueueFigures q = mmc(40, 10, 5);
  CHECK(q.wait_share == to_twelve(0.5541125541125541));
  CHECK(q.in_queue == to_twelve(2.2164502164502164));
  CHECK(q.wait == to_twelve(0.05541125541125541));
  CHECK(q.in_system == to_twelve(6.216450216450217));
}

TEST_CASE("M/M/100 stays exact with many servers (Q06)") {
  const QueueFigures q = mmc(95, 1, 100);
  CHECK(q.wait_share == to_twelve(0.5064568539130206));
  CHECK(q.in_queue == to_twelve(9.622680224347391));
  CHECK(q.in_system == to_twelve(104.62268022434739));
}

TEST_CASE("M/D/1 comes out as in Erlang 1909 (Q07)") {
  const QueueFigures q = mg1(0.9, 1, 0);
  CHECK(q.wait == to_twelve(4.5));
  CHECK(q.sojourn == to_twelve(5.5));
  CHECK(q.in_queue == to_twelve(4.05));
  CHECK(q.in_system == to_twelve(4.95));
  CHECK(q.wait_share == to_twelve(0.9));
}

TEST_CASE("M/G/1 with lognormal service comes out as in Pollaczek 1930 (Q09)") {
  const QueueFigures q = mg1(0.08, 10, 1.2 * 1.2);
  CHECK(q.utilisation == to_twelve(0.8));
  CHECK(q.wait == to_twelve(48.8));
  CHECK(q.sojourn == to_twelve(58.8));
  CHECK(q.in_queue == to_twelve(3.904));
  CHECK(q.in_system == to_twelve(4.704));
}

TEST_CASE("M/M/3/10 comes out as in Gross & Harris, ch. 2 (Q13)") {
  const LossFigures q = mmck(3, 1, 3, 10);
  CHECK(q.blocked_share == to_twelve(0.10112359550561797));
  CHECK(q.throughput == to_twelve(2.696629213483146));
  CHECK(q.in_system == to_twelve(5.52808988764045));
  CHECK(q.in_queue == to_twelve(2.831460674157303));
  CHECK(q.sojourn == to_twelve(2.05));
  CHECK(q.wait == to_twelve(1.05));
  CHECK(q.empty_share == to_twelve(0.02247191011235955));
  // p(3) = … = p(10) = 4.5 p(0) = 9 / 89: of the 80 / 89 taken in, those that find 3 to 9 there.
  CHECK(q.wait_share == to_twelve(7 * 9 / 80.0));
}

TEST_CASE("Erlang's loss formula comes out as in Sevastyanov 1957 (Q14)") {
  CHECK(erlang_b(10, 7) == to_twelve(0.07874088296957026));
  CHECK(7 * (1 - erlang_b(10, 7)) == to_twelve(6.448813819213008));
  CHECK(mmck(7, 1, 10, 10).blocked_share == to_twelve(erlang_b(10, 7)));
  CHECK(mmck(7, 1, 10, 10).wait_share == 0);
}

TEST_CASE("edge values mean what they say") {
  CHECK(erlang_b(0, 3) == 1);
  CHECK(erlang_b(3, 0) == 0);
  CHECK(erlang_c(2, 2) == 1);
  CHECK(erlang_c(2, 0) == 0);
  CHECK_THROWS_AS(mmc(2, 1, 2), std::domain_error);
  CHECK_THROWS_AS(mg1(1, 1, 1), std::domain_error);
  CHECK_THROWS_AS(mmck(1, 1, 3, 2), std::domain_error);
  CHECK(mmck(2, 1, 1, 5000).blocked_share == to_twelve(0.5));  // no overflow
}
