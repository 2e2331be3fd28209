// Deadlocks: found at their instant, named, and not cried where there is a way out.
#include <doctest/doctest.h>

#include <random>

#include "tests/support/minutes.hpp"
#include "tests/support/movement_builder.hpp"

using namespace kouan::sim;
using kouan::test::k_min;
using kouan::test::MovementBuilder;

namespace {

/// At the start takes `from`, works there, then takes `to` while holding `from`.
void move(MovementBuilder& b, const std::string& name, std::uint32_t from, std::uint32_t to,
          double work_min = 0) {
  b.at_start(name, 1).seize(from).hold(from, constant(work_min * k_min));
  b.visit(to, constant(k_min)).finish(from).depart();
}

}  // namespace

TEST_CASE("two trains want each other's track") {
  // Validation case D08.
  MovementBuilder b(k_day);
  const auto a = b.resource("yard A", 1);
  const auto c = b.resource("yard B", 1);
  move(b, "east", a, c);
  move(b, "west", c, a);
  const RunResult result = run(b.settled(), {});
  REQUIRE(result.stop == StopReason::deadlock);
  CHECK(result.stopped_at == 0);
  REQUIRE(result.knot.size() == 2);
  CHECK(result.knot[0] == KnotLink{0, 0, c, KnotCause::is_held, {a}});
  CHECK(result.knot[1] == KnotLink{1, 0, a, KnotCause::is_held, {c}});
  CHECK(result.classes.empty());
}

TEST_CASE("a deadlock is found when the last of its ring begins to wait") {
  MovementBuilder b(k_day);
  const auto x = b.resource("x", 1);
  const auto y = b.resource("y", 1);
  const auto z = b.resource("z", 1);
  move(b, "one", x, y, 10);
  move(b, "two", y, z, 20);
  move(b, "three", z, x, 30);
  const RunResult result = run(b.settled(), {});
  CHECK(result.stop == StopReason::deadlock);
  CHECK(result.stopped_at == 30 * k_minute);
  CHECK(result.knot.size() == 3);
}

TEST_CASE("who holds a place that is not the last ties no knot") {
  MovementBuilder b(k_day);
  const auto x = b.resource("x", 1);
  const auto y = b.resource("y", 2);
  move(b, "one", x, y, 10);
  move(b, "two", y, x, 20);
  const RunResult result = run(b.settled(), {});
  CHECK(result.stop == StopReason::horizon);
  CHECK(result.classes[0].departed == 1);
  CHECK(result.classes[1].departed == 1);
  CHECK(result.conserved);
  CHECK(result.little);
}

TEST_CASE("whose patience ends is not caught") {
  MovementBuilder b(k_day);
  const auto x = b.resource("x", 1);
  const auto y = b.resource("y", 1);
  b.listed("one", {0}).seize(x).hold(x, constant(k_min));
  b.seize(y);
  Step& asks = b.model().steps.back();
  b.model().distributions.push_back(constant(3600));
  asks.b = static_cast<std::uint32_t>(b.model().distributions.size() - 1);
  asks.purpose = 7;
  asks.c = b.next_step() + 1;
  b.finish(y).finish(x).depart();
  move(b, "two", y, x, 1);
  const RunResult result = run(b.settled(), {});
  CHECK(result.stop == StopReason::horizon);
  CHECK(result.resources[y].gave_up == 1);
  CHECK(result.classes[1].departed == 1);
}

TEST_CASE("servers that open later are a way out") {
  enum class Opens { never, in_the_run, after_it };
  for (const Opens opens : {Opens::never, Opens::in_the_run, Opens::after_it}) {
    MovementBuilder b(k_day);
    const auto x = b.resource("x", 1);
    std::vector<CapacityChange> capacity = {{0, 1}};
    if (opens == Opens::in_the_run) capacity.push_back({k_hour, 2});
    const auto y = b.resource("y", capacity);
    if (opens == Opens::after_it) b.model().resources[y].servers_later = 2;
    move(b, "one", x, y);
    move(b, "two", y, x);
    CHECK((run(b.settled(), {}).stop == StopReason::deadlock) == (opens == Opens::never));
  }
}

TEST_CASE("full queues that block each other's servers") {
  MovementBuilder b(k_day);
  const auto x = b.resource("x", 1, 0);
  const auto y = b.resource("y", 1, 0);
  b.listed("there", {0}).visit(x, constant(10 * k_min)).visit(y, constant(k_min)).depart();
  b.listed("back", {0}).visit(y, constant(20 * k_min)).visit(x, constant(k_min)).depart();
  const RunResult result = run(b.settled(), {});
  CHECK(result.stop == StopReason::deadlock);
  CHECK(result.stopped_at == 20 * k_minute);
  REQUIRE(result.knot.size() == 2);
  CHECK(result.knot[0] == KnotLink{0, 0, y, KnotCause::is_held, {x}});
}

TEST_CASE("somebody in the queue who gives up lets in who stands before it") {
  for (const bool gives_up : {false, true}) {
    MovementBuilder b(k_day);
    const auto x = b.resource("x", 1, 0);
    const auto y = b.resource("y", 1, 1);
    b.listed("there", {0}).visit(x, constant(10 * k_min)).visit(y, constant(k_min)).depart();
    b.listed("back", {0}).visit(y, constant(20 * k_min)).visit(x, constant(k_min)).depart();
    b.listed("third", {k_minute});
    const std::uint32_t asked = b.next_step();
    b.visit(y, constant(k_min)).depart();
    if (gives_up) {
      b.model().distributions.push_back(constant(3600));
      b.model().steps[asked].b = static_cast<std::uint32_t>(b.model().distributions.size() - 1);
      b.model().steps[asked].purpose = 7;
      b.model().steps[asked].c = asked + 3;
    }
    const RunResult result = run(b.settled(), {});
    CAPTURE(gives_up);
    CHECK((result.stop == StopReason::deadlock) != gives_up);
    CHECK((result.stopped_at == 20 * k_minute) != gives_up);
    if (gives_up) CHECK(result.classes[0].departed + result.classes[1].departed == 2);
  }
}

TEST_CASE("servers told apart are part of the ring") {
  MovementBuilder b(k_day);
  const auto x = b.resource("x", {{0, 1}}, ServerRules{}, 0);
  const auto y = b.resource("y", 1, 0);
  b.listed("there", {0}).visit_server(x, constant(10 * k_min)).visit(y, constant(k_min)).depart();
  b.listed("back", {0}).visit(y, constant(20 * k_min)).visit_server(x, constant(k_min)).depart();
  const RunResult result = run(b.settled(), {});
  CHECK(result.stop == StopReason::deadlock);
  CHECK(result.stopped_at == 20 * k_minute);
}

TEST_CASE("taken together there is no deadlock") {
  MovementBuilder b(k_day);
  const auto x = b.resource("x", 1);
  const auto y = b.resource("y", 1);
  for (const bool forward : {true, false}) {
    b.listed(forward ? "one" : "two", {0}).take({{forward ? x : y}, {forward ? y : x}});
    b.hold(x, constant(10 * k_min));
    b.give_up({{x}, {y}}).depart();
  }
  const RunResult result = run(b.settled(), {});
  CHECK(result.stop == StopReason::horizon);
  CHECK(result.classes[0].departed + result.classes[1].departed == 2);
  CHECK(b.model().resources[x].may_knot == false);
}

TEST_CASE("full yards on both sides of a single track, and one place kept free") {
  for (const int spare : {0, 1}) {
    MovementBuilder b(k_day);
    SectionRules rules;
    rules.directions = {{"east"}, {"west"}};
    const auto line = b.section("line", rules);
    const auto a = b.resource("a", 2);
    const auto c = b.resource("b", 2);
    for (const bool east : {true, false}) {
      const auto from = east ? a : c;
      const auto to = east ? c : a;
      b.listed(east ? "east" : "west", {0, 0}).take({{from, 0, 1, spare}});
      b.hold(from, constant(10 * k_min));
      b.take({{to}});
      b.take({{line, east ? 0U : 1U, 1, 0, true}});
      b.give_up({{from}});
      b.run_over(line, constant(15 * k_min)).hold(to, constant(k_min));
      b.give_up({{to}}).depart();
    }
    const RunResult result = run(b.settled(), {});
    CAPTURE(spare);
    CHECK((result.stop == StopReason::deadlock) == (spare == 0));
    if (spare == 0) {
      CHECK(result.stopped_at == 10 * k_minute);
    } else {
      CHECK(result.classes[0].departed == 2);
      CHECK(result.classes[1].departed == 2);
    }
  }
}

TEST_CASE("order that must be kept is part of the ring") {
  // The southbound train is first in line for the section, on which a northbound one stands: that
  // one waits for the track of another northbound train, which waits behind the southbound one.
  for (const bool in_order : {true, false}) {
    MovementBuilder b(k_day);
    SectionRules rules;
    rules.directions = {{"north"}, {"south"}};
    const auto line = b.section("line", rules);
    const auto track = b.resource("track", 1);
    b.listed("standing", {0}).take({{line, 0, 1, 0, in_order}});
    b.run_over(line, constant(15 * k_min)).visit(track, constant(k_min)).depart();
    b.listed("south", {k_minute}).take({{line, 1, 1, 0, in_order}});
    b.run_over(line, constant(15 * k_min)).depart();
    b.listed("north", {0}).take({{track}});
    b.hold(track, constant(5 * k_min));
    b.take({{line, 0, 1, 0, in_order}}).give_up({{track}});
    b.run_over(line, constant(15 * k_min)).depart();
    b.model().resources[track].queue_places = 0;
    const RunResult result = run(b.settled(), {});
    CAPTURE(in_order);
    CHECK((result.stop == StopReason::deadlock) == in_order);
    if (in_order) CHECK(result.knot.size() == 3);
  }
}

TEST_CASE("who stands behind another on a section is part of the ring") {
  for (const bool overtaking : {false, true}) {
    MovementBuilder b(k_day);
    SectionRules rules;
    rules.directions = {{"north"}};
    rules.overtaking = overtaking;
    const auto line = b.section("line", rules);
    const auto track = b.resource("track", 1);
    const auto crane = b.resource("crane", 1, 0);
    b.listed("first", {0}).take({{line}});
    b.run_over(line, constant(10 * k_min)).visit(crane, constant(k_min)).depart();
    b.listed("second", {k_minute}).take({{track}}).take({{line}});
    b.run_over(line, constant(5 * k_min)).give_up({{track}}).depart();
    b.listed("crane", {0}).seize(crane).hold(crane, constant(20 * k_min));
    b.visit(track, constant(k_min)).finish(crane).depart();
    const RunResult result = run(b.settled(), {});
    CAPTURE(overtaking);
    CHECK((result.stop == StopReason::deadlock) != overtaking);
    if (overtaking) continue;
    CHECK(result.stopped_at == 20 * k_minute);
    REQUIRE(result.knot.size() == 3);
    CHECK(result.knot[0] == KnotLink{0, 0, crane, KnotCause::is_held, {line}});
    CHECK(result.knot[1] == KnotLink{2, 0, track, KnotCause::is_held, {crane}});
    CHECK(result.knot[2] == KnotLink{1, 0, line, KnotCause::stands, {line, track}});
  }
}

TEST_CASE("only what is on a ring is looked at") {
  MovementBuilder b(k_day);
  const auto track = b.resource("track", 3);
  const auto locomotive = b.resource("locomotive", 1);
  const auto team = b.resource("team", 2);
  b.cls("train", {{0, 0.7 / 3600}}).seize(track);
  b.visit(locomotive, exponential(900)).visit(team, exponential(4500));
  b.visit(locomotive, exponential(1200)).finish(track).depart();
  settle_joint_resources(b.model());
  for (const ResourceDef& def : b.model().resources) {
    CHECK_FALSE(def.may_knot);
    CHECK_FALSE(def.is_joint);
  }
}

namespace {

/// A random port in which whoever is not caught leaves before the day is over: everybody is there
/// at the start, and all work is short.
class RandomPort {
 public:
  explicit RandomPort(std::uint32_t seed) : random_(seed), b_(k_day) {
    for (int r = 0; r < 4; ++r) {
      const int places = below(3) - 1;
      b_.resource("r" + std::to_string(r), 1 + below(2), places);
    }
    SectionRules rules;
    rules.directions = {{"there"}, {"back"}};
    rules.following = below(2) * k_minute;
    rules.overtaking = below(2) == 0;
    line_ = b_.section("line", rules, 1 + below(3), below(2) - 1);
    in_order_ = below(2) == 0;
    for (int c = 0; c < 3; ++c) {
      b_.at_start("c" + std::to_string(c), 1 + below(3));
      steps(2);
      b_.depart();
    }
    settle_joint_resources(b_.model());
  }

  Model& model() { return b_.model(); }

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint32_t>(n)); }
  std::uint32_t any() { return static_cast<std::uint32_t>(below(4)); }
  Distribution time() { return constant(k_min * (1 + below(9))); }

  void steps(int depth) {
    for (int n = 1 + below(2); n > 0; --n)
      step(depth);
  }

  void step(int depth) {
    const std::uint32_t r = any();
    switch (depth == 0 ? 0 : below(4)) {
      case 1:
        b_.seize(r);
        steps(depth - 1);
        b_.finish(r);
        break;
      case 2: {
        const std::uint32_t other = (r + 1) % 4;
        b_.take({{r, 0, 1, 0, in_order_}, {other}});
        steps(depth - 1);
        b_.give_up({{r}, {other}});
        break;
      }
      case 3:
        b_.take({{line_, static_cast<std::uint32_t>(below(2)), 1, 0, in_order_}});
        b_.run_over(line_, time());
        break;
      default:
        b_.visit(r, time());
    }
  }

  std::mt19937 random_;
  MovementBuilder b_;
  std::uint32_t line_ = 0;
  bool in_order_ = false;
};

}  // namespace

TEST_CASE("a deadlock is found exactly where somebody would be caught") {
  int found = 0;
  for (std::uint32_t seed = 0; seed < 600; ++seed) {
    CAPTURE(seed);
    RandomPort port(seed);
    const RunResult result = run(port.model(), {});
    for (ResourceDef& def : port.model().resources)
      def.may_knot = false;  // nobody looks
    const RunResult blind = run(port.model(), {});
    REQUIRE(blind.stop == StopReason::horizon);
    CHECK(blind.conserved);
    CHECK(blind.little);
    std::int64_t caught = 0;
    for (const ClassResult& c : blind.classes)
      caught += c.inside;
    CHECK((result.stop == StopReason::deadlock) == (caught > 0));
    if (result.stop == StopReason::deadlock) ++found;
    CHECK(result.knot.empty() == (caught == 0));
  }
  CHECK(found > 60);
  CHECK(found < 540);
}
