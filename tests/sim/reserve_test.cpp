// Room that is kept ahead of work: schedules by hand, and random lines in which it is never given
// to others.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>
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

using AtPlace = std::vector<std::pair<std::string, double>>;

/// A visit whose work begins only once there is room at `ahead`, which is then kept.
void visit_before(MovementBuilder& b, std::uint32_t here, std::uint32_t ahead, double work_min,
                  std::uint8_t level = 0) {
  b.visit_server(here, constant(work_min * k_min), level);
  Step keeps;
  keeps.kind = StepKind::reserve;
  keeps.a = ahead;
  keeps.limit = here;
  keeps.ledger = LedgerLayout::resource_cell(here) + LedgerLayout::interrupted;
  auto& steps = b.model().steps;
  steps.insert(steps.end() - 3, keeps);
}

void check_books(const Model& model) {
  const RunResult result = run(model, {});
  CHECK(result.stop == StopReason::horizon);
  CHECK(result.conserved);
  CHECK(result.little);
}

}  // namespace

TEST_CASE("a server is kept, whoever waits before the queue") {
  // a is at one from 0 to 5, for which two is kept; b comes to two at 1.
  MovementBuilder b(60 * k_minute);
  const auto one = b.resource("one", {{0, 1}}, ServerRules{}, 0);
  const auto two = b.resource("two", {{0, 1}}, ServerRules{}, 0);
  visit_before(b.listed("a", {0}), one, two, 5);
  b.visit_server(two, constant(20 * k_min)).depart();
  b.listed("b", {k_minute}).visit_server(two, constant(20 * k_min)).depart();
  CHECK(traced(b.model(), TraceEvent::start, two) == AtPlace{{"a", 5}, {"b", 25}});
  CHECK(traced(b.model(), TraceEvent::leave, two) == AtPlace{{"a", 25}, {"b", 45}});
  CHECK(traced(b.model(), TraceEvent::leave, one) == AtPlace{{"a", 5}});
  check_books(b.model());
}

TEST_CASE("two stages that keep room for each other are no deadlock") {
  MovementBuilder b(60 * k_minute);
  const auto one = b.resource("one", {{0, 1}}, ServerRules{}, 0);
  const auto two = b.resource("two", {{0, 1}}, ServerRules{}, 0);
  visit_before(b.listed("a", {0}), one, two, 5);
  b.visit_server(two, constant(5 * k_min)).depart();
  visit_before(b.listed("b", {k_minute}), two, one, 5);
  b.visit_server(one, constant(5 * k_min)).depart();
  settle_joint_resources(b.model());
  CHECK(traced(b.model(), TraceEvent::start, two) == AtPlace{{"a", 5}, {"b", 10}});
  CHECK(traced(b.model(), TraceEvent::start, one) == AtPlace{{"a", 0}, {"b", 15}});
  check_books(b.model());
}

TEST_CASE("a place of the queue stays kept when another takes the server") {
  // Two has a server and a place: one is for a, who comes at 5, the other for c, who comes at 8.
  MovementBuilder b(60 * k_minute);
  const auto one = b.resource("one", {{0, 2}}, ServerRules{});
  const auto two = b.resource("two", {{0, 1}}, ServerRules{}, 1);
  visit_before(b.listed("a", {0}), one, two, 5);
  b.visit_server(two, constant(10 * k_min)).depart();
  visit_before(b.listed("c", {0}), one, two, 8);
  b.visit_server(two, constant(10 * k_min)).depart();
  b.listed("b", {k_minute}).visit_server(two, constant(10 * k_min)).depart();
  CHECK(traced(b.model(), TraceEvent::held_back, two) == AtPlace{{"b", 1}});
  CHECK(traced(b.model(), TraceEvent::queue, two) == AtPlace{{"a", 5}, {"c", 8}, {"b", 15}});
  CHECK(traced(b.model(), TraceEvent::start, two) == AtPlace{{"a", 5}, {"c", 15}, {"b", 25}});
  check_books(b.model());
}

TEST_CASE("a server that was kept and closed is still kept when it opens") {
  // Two closes from 4 to 10; a, for whom it is kept, comes at 5, the more urgent b at 1.
  MovementBuilder b(60 * k_minute);
  const auto one = b.resource("one", {{0, 1}}, ServerRules{});
  const auto two =
      b.resource("two", {{0, 1}, {4 * k_minute, 0}, {10 * k_minute, 1}}, ServerRules{}, 0);
  visit_before(b.listed("a", {0}), one, two, 5);
  b.visit_server(two, constant(20 * k_min), 1).depart();
  b.listed("b", {k_minute}).visit_server(two, constant(20 * k_min), 0).depart();
  CHECK(traced(b.model(), TraceEvent::held_back, two) == AtPlace{{"b", 1}, {"a", 5}});
  CHECK(traced(b.model(), TraceEvent::start, two) == AtPlace{{"a", 10}, {"b", 30}});
  CHECK(traced(b.model(), TraceEvent::leave, one) == AtPlace{{"a", 10}});
  check_books(b.model());
}

TEST_CASE("room that was kept for one who gives up is for others") {
  // As above, but a waits for 2 min only.
  MovementBuilder b(60 * k_minute);
  const auto one = b.resource("one", {{0, 1}}, ServerRules{});
  const auto two =
      b.resource("two", {{0, 1}, {4 * k_minute, 0}, {10 * k_minute, 1}}, ServerRules{}, 0);
  visit_before(b.listed("a", {0}), one, two, 5);
  b.visit_server(two, constant(20 * k_min)).depart();
  b.model().distributions.push_back(constant(2 * k_min));
  Step& asks = *(b.model().steps.end() - 5);
  REQUIRE(asks.kind == StepKind::seize_server);
  asks.b = static_cast<std::uint32_t>(b.model().distributions.size() - 1);
  asks.c = b.next_step();
  asks.limit = k_none;
  asks.stays_when_full = true;
  b.add(StepKind::turn_away);
  b.listed("b", {k_minute}).visit_server(two, constant(20 * k_min)).depart();
  CHECK(traced(b.model(), TraceEvent::gave_up, two) == AtPlace{{"a", 7}});
  CHECK(traced(b.model(), TraceEvent::queue, two) == AtPlace{{"b", 10}});
  CHECK(traced(b.model(), TraceEvent::start, two) == AtPlace{{"b", 10}});
  check_books(b.model());
}

TEST_CASE("work that is broken off does not go on at a server that is kept") {
  // Two servers: x at one of them from 0, the other kept for e, who comes at 20. The more urgent u
  // breaks off x at 1, for 10 min.
  MovementBuilder b(200 * k_minute);
  ServerRules rules;
  rules.preempts = true;
  const auto one = b.resource("one", {{0, 1}}, ServerRules{});
  const auto two = b.resource("two", {{0, 2}}, rules, 0);
  b.listed("x", {0}).visit_server(two, constant(100 * k_min), 1).depart();
  visit_before(b.listed("e", {0}), one, two, 20);
  b.visit_server(two, constant(10 * k_min), 1).depart();
  b.listed("u", {k_minute}).visit_server(two, constant(10 * k_min), 0).depart();
  CHECK(traced(b.model(), TraceEvent::start, two) ==
        AtPlace{{"x", 0}, {"u", 1}, {"x", 11}, {"e", 20}});
  CHECK(traced(b.model(), TraceEvent::leave, two) == AtPlace{{"u", 11}, {"e", 30}, {"x", 110}});
  check_books(b.model());
}

TEST_CASE("work that waits for room begins only at a server that is open and up") {
  // Two is taken from 20 to 40 by q; a gets one at 25 for 10 min of work, closed or down from 28 or
  // 30 to 60 or 68.
  MovementBuilder b(120 * k_minute);
  ServerRules rules;
  std::vector<CapacityChange> hours{{0, 1}};
  double begins = 60;
  bool steps_back = false;
  const std::vector<CapacityChange> shut{{0, 1}, {30 * k_minute, 0}, {60 * k_minute, 1}};
  SUBCASE("work in hand is finished") { hours = shut; }
  SUBCASE("suspended") {
    hours = shut;
    rules.at_closing = AtClosing::suspend;
  }
  SUBCASE("handed over") {
    hours = shut;
    rules.at_closing = AtClosing::hand_over;
    steps_back = true;
  }
  SUBCASE("a failure") {
    rules.breakdowns = {constant(28 * k_min), constant(40 * k_min)};
    begins = 68;
  }
  const auto one = b.resource("one", hours, rules);
  const auto two = b.resource("two", {{0, 1}}, ServerRules{}, 0);
  visit_before(b.listed("a", {25 * k_minute}), one, two, 10);
  b.visit_server(two, constant(5 * k_min)).depart();
  b.listed("q", {20 * k_minute}).visit_server(two, constant(20 * k_min)).depart();
  const AtPlace starts = steps_back ? AtPlace{{"a", 25}, {"a", begins}} : AtPlace{{"a", 25}};
  CHECK(traced(b.model(), TraceEvent::start, one) == starts);
  CHECK(traced(b.model(), TraceEvent::leave, one) == AtPlace{{"a", begins + 10}});
  CHECK(traced(b.model(), TraceEvent::start, two) == AtPlace{{"q", 20}, {"a", begins + 10}});
  check_books(b.model());
  CHECK(run(b.model(), {}).resources[one].waiting.max_s == 0);
}

TEST_CASE("a closed server's room goes to the next who may begin") {
  // As above at one, which never opens again; c waits at another from 26, and begins at 40.
  MovementBuilder b(120 * k_minute);
  const auto one = b.resource("one", {{0, 1}, {30 * k_minute, 0}}, ServerRules{});
  const auto other = b.resource("other", {{0, 1}}, ServerRules{});
  const auto two = b.resource("two", {{0, 1}}, ServerRules{}, 0);
  visit_before(b.listed("a", {25 * k_minute}), one, two, 10);
  b.visit_server(two, constant(5 * k_min)).depart();
  visit_before(b.listed("c", {26 * k_minute}), other, two, 10);
  b.visit_server(two, constant(5 * k_min)).depart();
  b.listed("q", {20 * k_minute}).visit_server(two, constant(20 * k_min)).depart();
  CHECK(traced(b.model(), TraceEvent::start, two) == AtPlace{{"q", 20}, {"c", 50}});
  CHECK(traced(b.model(), TraceEvent::leave, one).empty());
  check_books(b.model());
}

TEST_CASE("who is broken off gives up the room that was kept for its work") {
  // p works from 1, for 5 min, and has reserved two; the more urgent u comes at 2, works until 5,
  // and is at two from 5 to 10. p goes on at 5 as soon as it has room: at 10, until 14.
  MovementBuilder b(60 * k_minute);
  ServerRules rules;
  rules.preempts = true;
  const auto one = b.resource("one", {{0, 1}}, rules);
  const auto two = b.resource("two", {{0, 1}}, ServerRules{}, 0);
  visit_before(b.listed("p", {k_minute}), one, two, 5, 1);
  b.visit_server(two, constant(5 * k_min)).depart();
  visit_before(b.listed("u", {2 * k_minute}), one, two, 3, 0);
  b.visit_server(two, constant(5 * k_min)).depart();
  CHECK(traced(b.model(), TraceEvent::handed_over, one) == AtPlace{{"p", 2}});
  CHECK(traced(b.model(), TraceEvent::start, one) == AtPlace{{"p", 1}, {"u", 2}, {"p", 5}});
  CHECK(traced(b.model(), TraceEvent::start, two) == AtPlace{{"u", 5}, {"p", 14}});
  CHECK(traced(b.model(), TraceEvent::leave, one) == AtPlace{{"u", 5}, {"p", 14}});
  check_books(b.model());
}

TEST_CASE("work that is handed over at closing gives up its room until it goes on") {
  // p works from 25 to 30, of 10 min; u, more urgent, comes at 40 and is served first from 60 on:
  // 63, and at two until 68. p has room at 68 and 5 min left.
  MovementBuilder b(120 * k_minute);
  ServerRules rules;
  rules.at_closing = AtClosing::hand_over;
  const auto one = b.resource("one", {{0, 1}, {30 * k_minute, 0}, {60 * k_minute, 1}}, rules);
  const auto two = b.resource("two", {{0, 1}}, ServerRules{}, 0);
  visit_before(b.listed("p", {25 * k_minute}), one, two, 10, 1);
  b.visit_server(two, constant(5 * k_min)).depart();
  visit_before(b.listed("u", {40 * k_minute}), one, two, 3, 0);
  b.visit_server(two, constant(5 * k_min)).depart();
  b.listed("q", {35 * k_minute}).visit_server(two, constant(k_min)).depart();
  CHECK(traced(b.model(), TraceEvent::start, two) == AtPlace{{"q", 35}, {"u", 63}, {"p", 73}});
  check_books(b.model());
}

TEST_CASE("one place is kept for an entity at a time") {
  // a keeps two for its visit to one, and comes to inner, which would keep two as well, before it.
  // c, who needs two, gets it when a has left, at 30.
  MovementBuilder b(120 * k_minute);
  const auto one = b.resource("one", {{0, 1}}, ServerRules{});
  const auto inner = b.resource("inner", {{0, 1}}, ServerRules{});
  const auto two = b.resource("two", {{0, 1}}, ServerRules{}, 0);
  visit_before(b.listed("a", {0}), one, two, 5);
  visit_before(b, inner, two, 5);
  b.visit_server(two, constant(20 * k_min)).depart();
  b.listed("c", {k_minute}).visit_server(two, constant(5 * k_min)).depart();
  CHECK(traced(b.model(), TraceEvent::start, two) == AtPlace{{"a", 10}, {"c", 30}});
  check_books(b.model());
}

namespace {

struct LineStage {
  int servers = 1;
  int places = -1;
  bool keeps_ahead = false;
};

/// Class a visits all, b some; each with its own levels.
MovementBuilder random_line(const std::vector<LineStage>& stages, unsigned visits_of_b,
                            unsigned urgent_a) {
  MovementBuilder b(2 * k_day);
  for (std::size_t s = 0; s < stages.size(); ++s) {
    b.resource("stage" + std::to_string(s), {{0, stages[s].servers}}, ServerRules{},
               s == 0 ? -1 : stages[s].places);
  }
  for (const bool is_b : {false, true}) {
    std::vector<std::uint32_t> way;
    for (std::uint32_t s = 0; s < stages.size(); ++s) {
      if (!is_b || (visits_of_b >> s & 1U) != 0) way.push_back(s);
    }
    b.cls(is_b ? "b" : "a", {{0, 1.0 / (12 * k_min)}});
    for (std::size_t i = 0; i < way.size(); ++i) {
      const auto level = static_cast<std::uint8_t>((urgent_a >> way[i] & 1U) ^ (is_b ? 1U : 0U));
      b.visit_server(way[i], exponential(8 * k_min), level);
      if (i + 1 == way.size() || !stages[way[i]].keeps_ahead) continue;
      Step keeps;
      keeps.kind = StepKind::reserve;
      keeps.a = way[i + 1];
      keeps.limit = way[i];
      keeps.ledger = LedgerLayout::resource_cell(way[i]) + LedgerLayout::interrupted;
      b.model().steps.insert(b.model().steps.end() - 3, keeps);
    }
    b.add(StepKind::clear).depart();
  }
  settle_joint_resources(b.model());
  return b;
}

/// Those who were held back for longer than an instant at a place that was kept for them.
std::size_t lost_room(const Model& model, unsigned seed) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> kept;  // classes and places
  for (std::uint32_t c = 0; c < model.classes.size(); ++c) {
    for (std::uint32_t i = model.classes[c].first_step; model.steps[i].kind != StepKind::depart;
         ++i) {
      if (model.steps[i].kind == StepKind::reserve) kept.emplace(c, model.steps[i].a);
    }
  }
  std::map<std::pair<std::uint32_t, std::uint64_t>, Micros> held_since;
  std::size_t lost = 0;
  Trace trace([&](std::span<const TraceRecord> records) {
    for (const TraceRecord& r : records) {
      if (kept.count({r.class_index, r.place}) == 0) continue;
      const auto key = std::pair(r.class_index, r.serial);
      if (r.event == TraceEvent::held_back) held_since[key] = r.at;
      if (r.event != TraceEvent::queue || held_since.count(key) == 0) continue;
      if (held_since[key] < r.at) ++lost;
      held_since.erase(key);
    }
  });
  const RunResult result = run(model, {seed, 0, false, &trace});
  trace.flush();
  RC_ASSERT(result.conserved);
  RC_ASSERT(result.little);
  RC_ASSERT(result.stop == StopReason::horizon);
  return lost + std::size_t(std::count_if(held_since.begin(), held_since.end(), [](const auto& h) {
           return h.second < 2 * k_day - k_hour;
         }));
}

}  // namespace

TEST_CASE("room that is kept is never given to others") {
  CHECK(rc::check("whoever is expected comes in at once", [] {
    using rc::gen::inRange;
    const auto stage = rc::gen::build<LineStage>(
        rc::gen::set(&LineStage::servers, inRange(1, 3)),
        rc::gen::set(&LineStage::places, inRange(-1, 3)),
        rc::gen::set(&LineStage::keeps_ahead, rc::gen::element(true, true, false)));
    const auto stages = *rc::gen::container<std::vector<LineStage>>(
        *inRange(std::size_t{2}, std::size_t{5}), stage);
    const unsigned visits_of_b = *inRange(1U, 1U << stages.size());
    const MovementBuilder b = random_line(stages, visits_of_b, *inRange(0U, 16U));
    RC_ASSERT(lost_room(b.model(), *inRange(1U, 1000000U)) == 0);
  }));
}
