#include <doctest/doctest.h>

#include <stdexcept>

#include "analysis/theory/opening_hours.hpp"
#include "analysis/theory/queues.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan::analysis::theory;

TEST_CASE("a gate open for half the day that finishes its work comes out (Q23)") {
  const DailyFigures q = daily_gate({6, 8, 2, {{12, 12}}, WorkInHand::finished});
  CHECK(q.in_system == exact(29.56727877874251));
  CHECK(q.in_queue == exact(28.817278778735368));
  CHECK(q.sojourn == exact(4.927879796457085));
  CHECK(q.wait == exact(4.802879796455895));
  CHECK(q.before_opening == exact(72.139680744387));
  CHECK(q.at_closing == exact(0.8935103463917372));
}

TEST_CASE("a gate that is always open is M/M/c") {
  for (const WorkInHand in_hand : {WorkInHand::finished, WorkInHand::suspended}) {
    const DailyFigures q = daily_gate({1.2, 1, 2, {{24, 0}}, in_hand});
    CHECK(q.in_system == exact(mmc(1.2, 1, 2).in_system));
    CHECK(q.wait == exact(mmc(1.2, 1, 2).wait));
  }
}

TEST_CASE("short turns with work suspended are a slower server") {
  // Open for a third of every 0.03: in the limit M/M/c of rate mu / 3, off by about as little.
  const DailyFigures q = daily_gate({0.5, 3, 1, {{0.01, 0.02}}, WorkInHand::suspended});
  CHECK(q.in_system == doctest::Approx(mmc(0.5, 1, 1).in_system).epsilon(0.03));
}

TEST_CASE("work in hand suspended stays overnight") {
  const DailyFigures finished = daily_gate({2, 4, 3, {{6, 6}}, WorkInHand::finished});
  const DailyFigures suspended = daily_gate({2, 4, 3, {{6, 6}}, WorkInHand::suspended});
  CHECK(suspended.before_opening == exact(suspended.at_closing + 2 * 6));
  CHECK(finished.before_opening < finished.at_closing + 2 * 6);
  CHECK(suspended.sojourn > finished.sojourn);
}

TEST_CASE("finishing work in hand is capacity of its own") {
  // A day of 1 open, 9 closed: 1 can be served in the day and, almost for sure, 1 more in the
  // evening.
  CHECK(daily_gate({0.15, 1, 1, {{1, 9}}, WorkInHand::finished}).in_system > 0);
  CHECK_THROWS_AS(daily_gate({0.15, 1, 1, {{1, 9}}, WorkInHand::suspended}), std::domain_error);
  CHECK_THROWS_AS(daily_gate({0.25, 1, 1, {{1, 9}}, WorkInHand::finished}), std::domain_error);
  CHECK_THROWS_AS(daily_gate({1, 1, 0, {{1, 9}}, WorkInHand::finished}), std::domain_error);
}
