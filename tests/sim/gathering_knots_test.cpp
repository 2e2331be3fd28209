// Deadlocks that pass through a gathering: who waits there keeps away those who are waited for.
#include <doctest/doctest.h>

#include <random>

#include "tests/support/minutes.hpp"
#include "tests/support/movement_builder.hpp"
#include "tests/support/parting_builder.hpp"

using namespace kouan::sim;
using namespace kouan::test;

namespace {

GatheringDef batch_of(std::uint32_t number) {
  GatheringDef def;
  def.kinds = {{number, -1}};
  return def;
}

GatheringDef pairs() {
  GatheringDef def;
  def.kinds = {{1, -1}, {1, -1}};
  return def;
}

Distribution lasting(double value) { return constant(value * k_min); }

/// Takes the place, waits there for others after some work, and leaves.
void wait_in(MovementBuilder& b, std::uint32_t place, std::uint32_t at, std::uint32_t kind,
             double work_min = 1) {
  b.seize(place).hold(place, lasting(work_min));
  gather(b, at, kind);
  b.finish(place).depart();
}

}  // namespace

TEST_CASE("who waits for a second one in the only place keeps it out") {
  MovementBuilder b(k_day);
  const auto yard = b.resource("yard", 1);
  const auto g = gathering(b, batch_of(2));
  b.listed("truck", {0, 20 * k_minute});
  wait_in(b, yard, g, 0);
  const RunResult result = run(b.settled(), {});
  REQUIRE(result.stop == StopReason::deadlock);
  CHECK(result.stopped_at == 20 * k_minute);
  REQUIRE(result.knot.size() == 2);
  CHECK(result.knot[0] == KnotLink{0, 0, g, KnotCause::gathers, {yard}});
  CHECK(result.knot[1] == KnotLink{0, 1, yard, KnotCause::is_held, {}});
}

TEST_CASE("a whole that waits for its parts is not missed where these meet others") {
  const auto run_until = [](Micros end) {
    MovementBuilder b(end);
    const auto yard = b.resource("yard", 2);
    const auto g = gathering(b, batch_of(3));
    b.listed("truck", {0, 10 * k_minute, 20 * k_minute});
    const auto waits = [&] {
      b.seize(yard).hold(yard, lasting(1));
      gather(b, g);
      b.finish(yard);
    };
    fork(b, {waits, [&] { b.travel(lasting(1)); }}, 2);
    b.depart();
    return run(b.settled(), {});
  };
  CHECK(run_until(15 * k_minute).stop == StopReason::horizon);  // the second may still come in
  const RunResult result = run_until(k_day);
  REQUIRE(result.stop == StopReason::deadlock);
  CHECK(result.stopped_at == 20 * k_minute);
  REQUIRE(result.knot.size() == 2);
  CHECK(result.knot[0] == KnotLink{0, 0, 0, KnotCause::gathers, {0}});
  CHECK(result.knot[1] == KnotLink{0, 2, 0, KnotCause::is_held, {}});
}

TEST_CASE("loaded trains on all tracks wait for empty ones that wait for a track") {
  MovementBuilder b(k_day);
  const auto track = b.resource("track", 2);
  const auto m = gathering(b, pairs());
  b.listed("loaded", {0, 10 * k_minute});
  wait_in(b, track, m, 0);
  b.listed("empty", {30 * k_minute});
  wait_in(b, track, m, 1);
  const RunResult result = run(b.settled(), {});
  REQUIRE(result.stop == StopReason::deadlock);
  CHECK(result.stopped_at == 30 * k_minute);
  REQUIRE(result.knot.size() == 2);
  CHECK(result.knot[0] == KnotLink{0, 0, m, KnotCause::gathers, {track}});
  CHECK(result.knot[1] == KnotLink{1, 0, track, KnotCause::is_held, {}});
}

TEST_CASE("two meetings crosswise") {
  MovementBuilder b(k_day);
  const auto m = gathering(b, pairs());
  const auto n = gathering(b, pairs());
  b.listed("a", {0});
  gather(b, m, 0);
  gather(b, n, 0);
  b.depart();
  b.listed("b", {5 * k_minute});
  gather(b, n, 1);
  gather(b, m, 1);
  b.depart();
  const RunResult result = run(b.settled(), {});
  REQUIRE(result.stop == StopReason::deadlock);
  CHECK(result.stopped_at == 5 * k_minute);
  REQUIRE(result.knot.size() == 2);
  CHECK(result.knot[0] == KnotLink{0, 0, m, KnotCause::gathers, {}});
  CHECK(result.knot[1] == KnotLink{1, 0, n, KnotCause::gathers, {}});
}

namespace {

/// A lorry keeps the yard while it waits for its own trailer, which needs `place` on its way.
RunResult lorry_and_trailer(bool in_the_same_yard, double lorry_min, double trailer_min) {
  MovementBuilder b(k_day);
  const auto yard = b.resource("yard", 1);
  const auto other = b.resource("other yard", 1);
  GatheringDef def = pairs();
  def.by_origin = true;
  const auto m = gathering(b, def);
  b.listed("lorry", {0}).seize(yard);
  split(b, 1, constant(1));
  b.hold(yard, lasting(lorry_min));
  gather(b, m, 0, {}, true);
  b.finish(yard).depart();
  made(b, "trailer");
  b.travel(lasting(trailer_min)).visit(in_the_same_yard ? yard : other, lasting(1));
  gather(b, m, 1);
  b.depart();
  return run(b.settled(), {});
}

}  // namespace

TEST_CASE("a lorry waits for its own trailer, which waits for the place that the lorry has") {
  for (const auto& [lorry_min, trailer_min] : {std::pair(4.0, 2.0), std::pair(2.0, 4.0)}) {
    const RunResult result = lorry_and_trailer(true, lorry_min, trailer_min);
    REQUIRE(result.stop == StopReason::deadlock);
    CHECK(result.stopped_at == 4 * k_minute);  // when the later of them begins to wait
    REQUIRE(result.knot.size() == 2);
    CHECK(result.knot[0] == KnotLink{0, 0, 0, KnotCause::gathers, {0}});
    CHECK(result.knot[1].class_index == 1);
    CHECK(result.knot[1].cause == KnotCause::is_held);
    CHECK(result.knot[1].wants == 0);
  }
  CHECK(lorry_and_trailer(false, 4, 2).stop == StopReason::horizon);
}

namespace {

/// A box waits in the only place of the yard for its lorry, which then takes it along to the crane;
/// the crane waits, loaded, for a place in the yard. The lorry takes the box aboard itself, or on
/// one of its ways.
RunResult box_and_crane(bool on_a_way) {
  MovementBuilder b(k_day);
  const auto yard = b.resource("yard", 1);
  const auto crane = b.resource("crane", 1);
  GatheringDef coupling = pairs();
  coupling.onto = 0;
  const auto m = gathering(b, coupling);
  b.listed("lorry", {0});
  const auto couple = [&] { gather(b, m, 0); };
  if (on_a_way) {
    fork(b, {couple, [&] { b.travel(lasting(5)); }}, 2);
  } else {
    couple();
  }
  b.visit(crane, lasting(1)).depart();
  b.listed("box", {k_minute}).seize(yard).hold(yard, lasting(1));
  gather(b, m, 1);
  b.finish(yard).depart();
  b.listed("load", {0}).seize(crane).hold(crane, lasting(3));
  b.visit(yard, lasting(1)).finish(crane).depart();
  return run(b.settled(), {});
}

}  // namespace

TEST_CASE("who waits for what is aboard waits for its carrier, whoever took it aboard") {
  for (const bool on_a_way : {false, true}) {
    CAPTURE(on_a_way);
    const RunResult result = box_and_crane(on_a_way);
    REQUIRE(result.stop == StopReason::deadlock);
    CHECK(result.stopped_at == (on_a_way ? 5 : 3) * k_minute);
    REQUIRE(result.knot.size() == 3);
    CHECK(result.knot[0] == KnotLink{0, 0, 1, KnotCause::is_held, {}});
    CHECK(result.knot[1] == KnotLink{2, 0, 0, KnotCause::is_held, {1}});
    CHECK(result.knot[2] == KnotLink{1, 0, k_none, KnotCause::is_part, {0}});
  }
}

TEST_CASE("who waits for its parts is caught with one of them") {
  // The train keeps its track while its wagons are weighed; the weighing waits for the track.
  MovementBuilder b(k_day);
  const auto track = b.resource("track", 1);
  const auto scale = b.resource("scale", 1);
  b.listed("train", {0}).seize(track).hold(track, lasting(1));
  const auto weigh = [&] { b.visit(scale, lasting(1)); };
  fork(b, {[&] { b.travel(lasting(1)); }, weigh, [&] { b.travel(lasting(9)); }}, 3);
  b.finish(track).depart();
  b.listed("engine", {0}).seize(scale).hold(scale, lasting(4));
  b.visit(track, lasting(1)).finish(scale).depart();
  const RunResult result = run(b.settled(), {});
  REQUIRE(result.stop == StopReason::deadlock);
  CHECK(result.stopped_at == 4 * k_minute);
  REQUIRE(result.knot.size() == 3);
  CHECK(result.knot[0] == KnotLink{0, 0, k_none, KnotCause::is_part, {track}});
  CHECK(result.knot[1] == KnotLink{0, 0, scale, KnotCause::is_held, {}});
  CHECK(result.knot[2] == KnotLink{1, 0, track, KnotCause::is_held, {scale}});
}

TEST_CASE("no alarm while somebody can still come, or give up") {
  const auto stopped = [](auto more) {
    MovementBuilder b(k_day);
    const auto yard = b.resource("yard", 1);
    const auto g = gathering(b, batch_of(2));
    b.listed("truck", {0, 20 * k_minute});
    wait_in(b, yard, g, 0);
    more(b, yard, g);
    return run(b.settled(), {}).stop;
  };
  CHECK(stopped([](MovementBuilder&, auto, auto) {}) == StopReason::deadlock);
  CHECK(stopped([](MovementBuilder& b, auto, auto g) {  // by another way
          b.listed("other", {k_hour});
          gather(b, g);
          b.depart();
        }) == StopReason::horizon);
  CHECK(stopped([](MovementBuilder& b, auto, auto g) {  // under way already
          b.listed("other", {0}).travel(lasting(60));
          gather(b, g);
          b.depart();
        }) == StopReason::horizon);
  CHECK(stopped([](MovementBuilder& b, auto, auto) {  // a second place opens later
          b.model().resources[0].capacity.push_back({k_hour, 2});
        }) == StopReason::horizon);
  CHECK(stopped([](MovementBuilder& b, auto, auto) {  // the clock lets one go alone
          b.model().gatherings[0].within = k_hour;
        }) == StopReason::horizon);
}

TEST_CASE("who comes of another on its way can still come") {
  MovementBuilder b(k_day);
  const auto yard = b.resource("yard", 1);
  const auto m = gathering(b, pairs());
  b.listed("whole", {0});
  wait_in(b, yard, m, 0);
  b.listed("train", {10 * k_minute}).travel(lasting(30));
  split(b, 2, constant(1));
  b.depart();
  made(b, "wagon");
  gather(b, m, 1);
  b.depart();
  b.listed("late", {5 * k_minute});
  wait_in(b, yard, m, 1);
  const RunResult result = run(b.settled(), {});
  REQUIRE(result.stop == StopReason::horizon);
  CHECK(result.classes[0].departed == 1);
}

namespace {

/// All are there at the start, take places, meet, and have short work: whoever is not caught, and
/// misses nobody, leaves before the day is over.
class RandomMeetings {
 public:
  explicit RandomMeetings(std::uint32_t seed) : random_(seed), b_(k_day) {
    for (int r = 0; r < 3; ++r)
      b_.resource("r" + std::to_string(r), 1 + below(3), below(3) - 1);
    for (int g = 0; g < 2; ++g) {
      GatheringDef def;
      for (int k = 0; k < 3; ++k)
        def.kinds.push_back({static_cast<std::uint32_t>(below(2) + (k == 0 ? 1 : 0)), -1});
      gathering(b_, def);
    }
    for (std::uint32_t c = 0; c < 3; ++c) {
      class_ = c;
      b_.at_start("c" + std::to_string(c), 1 + below(4));
      steps(2);
      b_.depart();
    }
    settle_joint_resources(b_.model());
  }

  Model& model() { return b_.model(); }

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint32_t>(n)); }

  void steps(int depth) {
    for (int n = 1 + below(2); n > 0; --n)
      step(depth);
  }

  void step(int depth) {
    const auto r = static_cast<std::uint32_t>(below(3));
    switch (below(4)) {
      case 0:
      case 1:
        if (depth > 0) {
          b_.seize(r);
          steps(depth - 1);
          b_.finish(r);
          break;
        }
        [[fallthrough]];
      case 2:
        gather(b_, static_cast<std::uint32_t>(below(2)), class_);
        break;
      default:
        b_.visit(r, lasting(1 + below(9)));
    }
  }

  std::mt19937 random_;
  MovementBuilder b_;
  std::uint32_t class_ = 0;
};

}  // namespace

TEST_CASE("whoever is in a ring would have waited to the end of the run") {
  int through_a_gathering = 0;
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    CAPTURE(seed);
    RandomMeetings port(seed);
    const RunResult result = run(port.model(), {});
    if (result.stop != StopReason::deadlock) continue;
    for (ResourceDef& def : port.model().resources)
      def.may_knot = false;  // nobody looks
    for (GatheringDef& def : port.model().gatherings)
      def.may_knot = false;
    const RunResult blind = run(port.model(), {});
    REQUIRE(blind.stop == StopReason::horizon);
    std::vector<std::int64_t> caught(blind.classes.size(), 0);
    for (const KnotLink& link : result.knot) {
      ++caught[link.class_index];
      if (link.cause == KnotCause::gathers) ++through_a_gathering;
    }
    for (std::size_t c = 0; c < caught.size(); ++c)
      CHECK(blind.classes[c].inside >= caught[c]);
  }
  CHECK(through_a_gathering > 50);
}

namespace {

/// A lorry with three trailers, which go on once all have been weighed, and may have three more
/// later. They wait for the others beside the scale, or keep one of the two places before it.
RunResult lorry_with_three(bool keep_their_place) {
  MovementBuilder b(k_day);
  const auto scale = b.resource("scale", 1);
  const auto yard = b.resource("yard", 2);
  GatheringDef weighed = batch_of(k_none);
  weighed.by_origin = true;
  GatheringDef coupling = pairs();
  coupling.kinds[1].needed = 3;
  coupling.by_origin = true;
  const auto all = gathering(b, weighed);
  const auto m = gathering(b, coupling);
  b.listed("lorry", {0});
  const std::uint32_t more = b.next_step();
  split(b, 1, constant(3));
  gather(b, m, 0, {}, true);
  b.branch(0, more).depart();
  made(b, "trailer");
  if (keep_their_place) b.seize(yard);
  b.visit(scale, lasting(40));
  gather(b, all);
  if (keep_their_place) b.finish(yard);
  gather(b, m, 1);
  b.depart();
  return run(b.settled(), {});
}

}  // namespace

TEST_CASE("who waits for all parts of a whole waits for none that may come of it later") {
  const RunResult result = lorry_with_three(false);
  REQUIRE(result.stop == StopReason::horizon);
  CHECK(result.classes[0].departed == 1);
  CHECK(result.classes[1].departed == 3);
  const RunResult knotted = lorry_with_three(true);
  REQUIRE(knotted.stop == StopReason::deadlock);
  REQUIRE(!knotted.knot.empty());
  for (const KnotLink& link : knotted.knot)
    CHECK(link.class_index == 1);
}
