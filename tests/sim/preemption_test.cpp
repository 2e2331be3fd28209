// Where work may be broken off the most urgent are at work, also when a server comes back or
// somebody is sent away: schedules by hand.
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "sim/run.hpp"
#include "tests/support/minutes.hpp"
#include "tests/support/movement_builder.hpp"

using namespace kouan::sim;
using kouan::test::k_min;
using kouan::test::MovementBuilder;
using kouan::test::traced;

namespace {

using WhoWhen = std::vector<std::pair<std::string, double>>;

ServerRules breaking_off(AtClosing at_closing) {
  ServerRules rules;
  rules.preempts = true;
  rules.at_closing = at_closing;
  return rules;
}

/// Comes at this minute to work of so many.
void comes(MovementBuilder& b, const std::string& name, double at_min, std::uint32_t gate,
           double work_min, std::uint8_t level) {
  b.listed(name, {from_seconds(at_min * k_min)});
  b.visit_server(gate, constant(work_min * k_min), level).depart();
}

void check_sums(const Model& model) {
  const RunResult result = run(model, {});
  CHECK(result.conserved);
  CHECK(result.little);
}

}  // namespace

TEST_CASE("after a repair the more urgent who came meanwhile is served first") {
  // Fails after 4 min of work, repair 10 min: c 0-4, repair until 14, a 14-17, c 17-18, ...
  MovementBuilder b(60 * k_minute);
  ServerRules rules = breaking_off(AtClosing::finish);
  rules.breakdowns = BreakdownDef{constant(4 * k_min), constant(10 * k_min), true};
  const auto gate = b.resource("gate", {{0, 1}}, rules);
  comes(b, "a", 6, gate, 3, 0);
  comes(b, "c", 0, gate, 10, 1);
  CHECK(traced(b.model(), TraceEvent::interrupted, gate) ==
        WhoWhen{{"c", 4}, {"c", 18}, {"c", 32}});
  CHECK(traced(b.model(), TraceEvent::handed_over, gate) == WhoWhen{{"c", 14}});
  CHECK(traced(b.model(), TraceEvent::start, gate) == WhoWhen{{"c", 0}, {"a", 14}, {"c", 17}});
  CHECK(traced(b.model(), TraceEvent::resumed, gate) == WhoWhen{{"c", 14}, {"c", 28}, {"c", 42}});
  CHECK(traced(b.model(), TraceEvent::leave, gate) == WhoWhen{{"a", 17}, {"c", 43}});
  check_sums(b.model());
}

TEST_CASE("in the morning the most urgent are served first, whose work ever was suspended") {
  MovementBuilder b(200 * k_minute);
  const auto gate = b.resource("gate", {{0, 1}, {20 * k_minute, 0}, {60 * k_minute, 1}},
                               breaking_off(AtClosing::suspend));
  comes(b, "c", 15, gate, 40, 2);
  comes(b, "a", 30, gate, 7, 0);
  comes(b, "b", 40, gate, 5, 1);
  CHECK(traced(b.model(), TraceEvent::leave, gate) == WhoWhen{{"a", 67}, {"b", 72}, {"c", 107}});
  check_sums(b.model());
}

TEST_CASE("of several servers that open again the least urgent work waits") {
  // Two servers, suspended with c and the less urgent d; a comes meanwhile.
  for (const bool c_first : {false, true}) {
    MovementBuilder b(200 * k_minute);
    const auto gate = b.resource("gate", {{0, 2}, {20 * k_minute, 0}, {60 * k_minute, 2}},
                                 breaking_off(AtClosing::suspend));
    comes(b, "c", c_first ? 10 : 11, gate, 40, 1);
    comes(b, "d", c_first ? 11 : 10, gate, 40, 2);
    comes(b, "a", 30, gate, 7, 0);
    const double c_done = c_first ? 10 : 9;
    const double d_done = c_first ? 9 : 10;
    CHECK(traced(b.model(), TraceEvent::handed_over, gate) == WhoWhen{{"d", 60}});
    CHECK(traced(b.model(), TraceEvent::leave, gate) ==
          WhoWhen{{"a", 67}, {"c", 100 - c_done}, {"d", 107 - d_done}});
    check_sums(b.model());
  }
}

TEST_CASE("who has to leave a server that closes takes that of the less urgent") {
  // Two servers until 60, then one; a began last.
  MovementBuilder b(200 * k_minute);
  const auto gate = b.resource("gate", {{0, 2}, {k_hour, 1}}, breaking_off(AtClosing::hand_over));
  comes(b, "c", 50, gate, 100, 1);
  comes(b, "a", 55, gate, 20, 0);
  CHECK(traced(b.model(), TraceEvent::handed_over, gate) == WhoWhen{{"a", 60}, {"c", 60}});
  CHECK(traced(b.model(), TraceEvent::leave, gate) == WhoWhen{{"a", 75}, {"c", 165}});
  check_sums(b.model());
}

TEST_CASE("work that went on past closing is broken off when the server opens again") {
  MovementBuilder b(200 * k_minute);
  const auto gate = b.resource("gate", {{0, 1}, {20 * k_minute, 0}, {30 * k_minute, 1}},
                               breaking_off(AtClosing::finish));
  comes(b, "c", 10, gate, 40, 1);
  comes(b, "a", 25, gate, 5, 0);
  CHECK(traced(b.model(), TraceEvent::leave, gate) == WhoWhen{{"a", 35}, {"c", 55}});
  check_sums(b.model());
}

TEST_CASE("after a repair the more urgent is served first, also from before a full queue") {
  MovementBuilder b(200 * k_minute);
  ServerRules rules = breaking_off(AtClosing::finish);
  rules.breakdowns = BreakdownDef{constant(10 * k_min), constant(10 * k_min), true};
  const auto gate = b.resource("gate", {{0, 1}}, rules, 1);
  comes(b, "c", 0, gate, 15, 1);
  comes(b, "d", 12, gate, 2, 1);
  comes(b, "a", 14, gate, 3, 0);
  CHECK(traced(b.model(), TraceEvent::held_back, gate) == WhoWhen{{"a", 14}});
  CHECK(traced(b.model(), TraceEvent::leave, gate) == WhoWhen{{"a", 23}, {"c", 28}, {"d", 30}});
  check_sums(b.model());
}

TEST_CASE("at opening the most urgent begins, from before the queue too") {
  // Opens at 60; b waits in the only place from 0, for 90 min at most, a before it from 1.
  MovementBuilder b(300 * k_minute);
  const auto gate =
      b.resource("gate", {{0, 0}, {60 * k_minute, 1}}, breaking_off(AtClosing::finish), 1);
  comes(b, "b", 0, gate, 10, 1);
  b.model().distributions.push_back(constant(90 * k_min));
  Step& asks = *(b.model().steps.end() - 5);
  REQUIRE(asks.kind == StepKind::seize_server);
  asks.b = static_cast<std::uint32_t>(b.model().distributions.size() - 1);
  asks.c = b.next_step();
  asks.stays_when_full = true;
  b.add(StepKind::turn_away);
  comes(b, "a", 1, gate, 100, 0);
  CHECK(traced(b.model(), TraceEvent::start, gate) == WhoWhen{{"a", 60}});
  CHECK(traced(b.model(), TraceEvent::handed_over, gate).empty());
  CHECK(traced(b.model(), TraceEvent::gave_up, gate) == WhoWhen{{"b", 90}});
  CHECK(traced(b.model(), TraceEvent::leave, gate) == WhoWhen{{"a", 160}});
  check_sums(b.model());
}
