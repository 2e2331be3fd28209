// Several things taken at once: schedules by hand, and the same results as single queues.
#include <doctest/doctest.h>

#include "sim/lacks.hpp"
#include "tests/support/minutes.hpp"
#include "tests/support/movement_builder.hpp"

using namespace kouan::sim;
using kouan::test::k_min;
using kouan::test::MovementBuilder;
using kouan::test::traced;

namespace {

using TracedTimes = std::vector<std::pair<std::string, double>>;

/// `first` holds x over [0, 10) min, `both` asks for x and y at 1 min and holds them for 5 min,
/// `late` asks for y at 2 min and holds it for 3 min.
MovementBuilder two_resources(bool in_order) {
  MovementBuilder b(k_hour);
  const auto x = b.resource("x", 1);
  const auto y = b.resource("y", 1);
  b.listed("first", {0}).visit(x, constant(10 * k_min)).depart();
  b.listed("both", {k_minute}).take({{x, 0, 1, 0, in_order}, {y, 0, 1, 0, in_order}});
  b.hold(x, constant(5 * k_min));
  b.give_up({{x}, {y}}).depart();
  b.listed("late", {2 * k_minute}).visit(y, constant(3 * k_min)).depart();
  return b;
}

}  // namespace

TEST_CASE("who needs two things holds none of them while one is missing") {
  MovementBuilder b = two_resources(false);
  const Model& model = b.settled();
  CHECK(traced(model, TraceEvent::start, 0) == TracedTimes{{"first", 0}, {"both", 10}});
  CHECK(traced(model, TraceEvent::start, 1) == TracedTimes{{"late", 2}, {"both", 10}});
  const RunResult result = run(model, {});
  CHECK(result.conserved);
  CHECK(result.little);
  CHECK(result.resources[0].busy_time_s == 15 * k_min);
  CHECK(result.resources[1].busy_time_s == 8 * k_min);
  CHECK(result.resources[0].queue_time_s == 9 * k_min);  // it waits at the first it names
  CHECK(result.resources[1].queue_time_s == 0);
}

TEST_CASE("of a wait for two things the books tell how long each was lacking") {
  // "both" wants x and y from 1 to 10 min: x is held until then, y from 2 to 5 min.
  MovementBuilder b = two_resources(false);
  const Model& model = b.settled();
  CHECK(lacks_of(model) == std::vector<Lack>{{0, 0}, {0, 1}});
  const RunResult result = run(model, {});
  CHECK(result.classes[1].lacked_s == std::vector<double>{9 * k_min, 3 * k_min});
  CHECK(result.classes[0].lacked_s == std::vector<double>{0, 0});
}

TEST_CASE(
    "a wait for a section and a track tells when the track was lacking, not while it is shut") {
  // The only track is held over [0, 10) min. The section lets one in every 5 min, and "second",
  // who comes at 1 min, enters it at 10; "third" enters at 15, when the track of "second" is free
  // again since 12: of its 13 min it lacks the track for 10.
  MovementBuilder b(k_hour);
  const auto line = b.section("line", {.directions = {{}}, .following = 5 * k_minute});
  const auto track = b.resource("track", 1);
  b.listed("first", {0}).visit(track, constant(10 * k_min)).depart();
  b.listed("second", {k_minute}).take({{line}, {track}}).run_over(line, constant(k_min));
  b.hold(track, constant(k_min));
  b.give_up({{track}}).depart();
  b.listed("third", {2 * k_minute}).take({{line}, {track}}).run_over(line, constant(k_min));
  b.give_up({{track}}).depart();
  const Model& model = b.settled();
  CHECK(lacks_of(model) == std::vector<Lack>{{line, track}});
  const RunResult all = run(model, {});
  CHECK(all.resources[line].queue_time_s == (9 + 13) * k_min);
  CHECK(all.classes[1].lacked_s == std::vector<double>{9 * k_min});
  CHECK(all.classes[2].lacked_s == std::vector<double>{(8 + 2) * k_min});
  b.model().warm_up = 6 * k_minute;  // of the same waits what is after it
  const RunResult late = run(model, {});
  CHECK(late.classes[1].lacked_s == std::vector<double>{4 * k_min});
  CHECK(late.classes[2].lacked_s == std::vector<double>{(4 + 2) * k_min});
  b.model().warm_up = 0;
  b.model().horizon = 8 * k_minute;  // they wait still
  CHECK(run(model, {}).classes[2].lacked_s == std::vector<double>{6 * k_min});
  b.model().horizon = k_hour;
  b.model().resources[line].capacity = {{0, 1000}, {4 * k_minute, 0}, {7 * k_minute, 1000}};
  CHECK(run(model, {}).classes[2].lacked_s == std::vector<double>{(5 + 2) * k_min});
}

TEST_CASE("in order nobody who asks later goes before") {
  MovementBuilder b = two_resources(true);
  const Model& model = b.settled();
  CHECK(traced(model, TraceEvent::start, 1) == TracedTimes{{"both", 10}, {"late", 15}});
  CHECK(run(model, {}).little);
}

TEST_CASE("a number of places is taken together and some can be kept free") {
  MovementBuilder b(k_hour);
  const auto places = b.resource("places", 4);
  b.listed("pair", {0, 0, 0}).take({{places, 0, 2, 1}});
  b.travel(constant(10 * k_min));
  b.give_up({{places, 0, 2}}).depart();
  b.listed("single", {k_minute}).visit(places, constant(30 * k_min)).depart();
  const Model& model = b.settled();
  // The first pair leaves 2 free, so another pair would leave none; a single one may take one.
  CHECK(traced(model, TraceEvent::start, places) ==
        TracedTimes{{"pair", 0}, {"single", 1}, {"pair", 10}, {"pair", 20}});
  const RunResult result = run(model, {});
  CHECK(result.conserved);
  CHECK(result.little);
}

TEST_CASE("the more urgent go first over all that are asked for together") {
  MovementBuilder b(k_hour);
  const auto x = b.resource("x", 1);
  const auto y = b.resource("y", 1);
  b.listed("first", {0}).take({{x}, {y}});
  b.hold(x, constant(10 * k_min));
  b.give_up({{x}, {y}}).depart();
  b.listed("slow", {k_minute}).take({{x}, {y}});
  b.model().steps.back().urgency = 2;
  b.hold(x, constant(10 * k_min));
  b.give_up({{x}, {y}}).depart();
  b.listed("urgent", {2 * k_minute}).take({{y}});
  b.model().steps.back().urgency = 1;
  b.hold(y, constant(10 * k_min));
  b.give_up({{y}}).depart();
  CHECK(traced(b.settled(), TraceEvent::start, y) ==
        TracedTimes{{"first", 0}, {"urgent", 10}, {"slow", 20}});
}

TEST_CASE("a joint resource by itself is the queue that it would be else") {
  const auto build = [](bool joint) {
    MovementBuilder b(200 * k_day, 20 * k_day);
    const auto gate = b.resource("gate", {{0, 2}, {40 * k_day, 1}, {41 * k_day, 2}}, 3);
    const auto before = b.resource("before", 1);
    b.cls("truck", {{0, 1.5 / 3600}})
        .visit(before, exponential(1000))
        .visit(gate, exponential(3600))
        .depart();
    b.model().resources[gate].is_joint = joint;
    settle_joint_resources(b.model());
    REQUIRE((b.model().steps[3].kind == StepKind::take) == joint);
    RunOptions options;
    options.events_only = true;
    return run(b.model(), options);
  };
  RunResult plain = build(false);
  RunResult joint = build(true);
  CHECK(plain.little);
  CHECK(joint == plain);
}

TEST_CASE("books balance where all kinds of waiting for several things mix") {
  MovementBuilder b(300 * k_day, 17 * k_day + 12345);
  const auto track = b.resource("track", 3, 0);
  const auto locomotive = b.resource("locomotive", {{0, 2}, {10 * k_hour, 1}, {20 * k_hour, 2}});
  const auto team = b.resource("team", 1);
  const auto before = b.resource("before", 2);
  for (const char* name : {"east", "west"}) {
    b.cls(name, {{0, 0.35 / 3600}}).visit(before, exponential(600));
    b.take({{track}, {locomotive}});
    b.model().distributions.push_back(exponential(4 * 3600));
    b.model().steps.back().b = static_cast<std::uint32_t>(b.model().distributions.size() - 1);
    b.model().steps.back().purpose = name_hash("patience", name_hash(name));
    const std::uint32_t asked = b.next_step() - 1;
    b.hold(locomotive, exponential(900));
    b.give_up({{locomotive}});
    b.take({{team}, {locomotive}});
    b.hold(team, exponential(1800));
    b.give_up({{team}, {locomotive}});
    b.give_up({{track}}).depart();
    b.model().steps[asked].c = b.next_step();
    b.model().steps[asked].stays_when_full = true;
    b.add(StepKind::turn_away);
  }
  const RunResult result = run(b.settled(), {});
  CHECK(result.stop == StopReason::horizon);
  CHECK(result.conserved);
  CHECK(result.little);
  CHECK(result.classes[0].turned_away > 0);
  CHECK(result.resources[before].blocked_time_s > 0);
  CHECK(result == run(b.model(), {}));
}
