#include <doctest/doctest.h>

#include <stdexcept>

#include "analysis/theory/blocking_line.hpp"
#include "analysis/theory/queues.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan::analysis::theory;

TEST_CASE("two stations, four places, blocking after service: Hunt 1956 (Q33)") {
  const LineFigures q = saturated_line({{1, 1}, {4}, {}, Blocking::after_service});
  CHECK(q.throughput == exact(0.8571428571428571));
  CHECK(q.blocked[0] == exact(0.14285714285714282));
  CHECK(q.busy[0] == exact(q.throughput));
}

TEST_CASE("three stations without places, blocking after service: Hunt's 22/39 (Q34)") {
  const LineFigures q = saturated_line({{1, 1, 1}, {0, 0}, {}, Blocking::after_service});
  CHECK(q.throughput == exact(0.5641025641025641));
  CHECK(q.blocked[0] == exact(0.4358974358974359));
}

TEST_CASE("two stations: closed forms after and before service, for any number of places") {
  for (const int b : {0, 1, 4, 20}) {
    const LineFigures after = saturated_line({{2, 2}, {b}, {}, Blocking::after_service});
    CHECK(after.throughput == exact(2.0 * (b + 2) / (b + 3)));
    const LineFigures before = saturated_line({{2, 2}, {b}, {}, Blocking::before_service});
    CHECK(before.throughput == exact(2.0 * (b + 1) / (b + 2)));
  }
}

TEST_CASE("two unequal stations: the second is M/M/1/K that the first feeds") {
  // After service K = b + 2, the blocked unit being one more place; before service K = b + 1.
  const LineFigures after = saturated_line({{1.5, 1}, {3}, {}, Blocking::after_service});
  CHECK(after.throughput == exact(mmck(1.5, 1, 1, 5).throughput));
  CHECK(after.blocked[0] == exact(mmck(1.5, 1, 1, 5).blocked_share));
  const LineFigures before = saturated_line({{1.5, 1}, {3}, {}, Blocking::before_service});
  CHECK(before.throughput == exact(mmck(1.5, 1, 1, 4).throughput));
  CHECK(before.blocked[0] == exact(mmck(1.5, 1, 1, 4).blocked_share));
  CHECK(before.in_buffer[0] == exact(mmck(1.5, 1, 1, 4).in_queue));
}

TEST_CASE("three stations without places, blocking before service, by hand") {
  // A station works only if the next is empty. By which of the stations 2 and 3 are occupied:
  // p{} = p{3}, p{2} = p{} + p{23}, 2 p{3} = p{2}, p{23} = p{3}, so 1 : 2 : 1 : 1.
  const LineFigures q = saturated_line({{1, 1, 1}, {0, 0}, {}, Blocking::before_service});
  CHECK(q.throughput == exact(0.4));
  CHECK(q.blocked[0] == exact(0.6));
  CHECK(q.blocked[1] == exact(0.2));
}

TEST_CASE("several servers: a line reversed makes as much (Yamazaki & Sakasegawa 1975)") {
  const LineFigures one = saturated_line({{1, 0.7, 1.2}, {1, 2}, {}, Blocking::after_service});
  const LineFigures other = saturated_line({{1.2, 0.7, 1}, {2, 1}, {}, Blocking::after_service});
  CHECK(one.throughput == exact(other.throughput));
  // Two servers that feed one: M/M/1/K with a source of two that blocks one by one.
  const LineFigures q = saturated_line({{1, 1}, {0}, {2, 1}, Blocking::after_service});
  // Units beyond the first station's work: 0, 1, or more with one or two blocked: rates 2, 2, 1 up
  // (both work until one is blocked), 1 down: 1 : 2 : 4 : 4.
  CHECK(q.throughput == exact(1 - 1.0 / 11));
  CHECK(q.blocked[0] == exact((4 * 1 + 4 * 2) / 11.0 / 2));
}

TEST_CASE("one station alone is never blocked") {
  const LineFigures q = saturated_line({{3}, {}, {2}, Blocking::before_service});
  CHECK(q.throughput == exact(6));
  CHECK(q.blocked[0] == 0);
}

TEST_CASE("lines that are not sound are refused") {
  CHECK_THROWS_AS(saturated_line({{}, {}, {}, Blocking::after_service}), std::domain_error);
  CHECK_THROWS_AS(saturated_line({{1, 1}, {}, {}, Blocking::after_service}), std::domain_error);
  CHECK_THROWS_AS(saturated_line({{1, 0}, {1}, {}, Blocking::after_service}), std::domain_error);
  CHECK_THROWS_AS(saturated_line({{1, 1}, {1}, {1}, Blocking::after_service}), std::domain_error);
}
