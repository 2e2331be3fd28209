// Batches that the clock lets go at one instant from gatherings behind each other.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "sim/run.hpp"
#include "tests/support/parting_builder.hpp"

using namespace kouan::sim;
using namespace kouan::test;

namespace {

GatheringDef whoever_is_there() {
  GatheringDef def;
  def.kinds = {{k_none, -1}};
  return def;
}

}  // namespace

TEST_CASE("who comes with a departure elsewhere is taken along at the same instant") {
  // The first of three leaves as often as the others, or more often, so that its departure is
  // booked last: who came at 41 min is gone at 60 min, whichever is listed first.
  for (const Micros every : {60 * k_minute, 30 * k_minute, 20 * k_minute}) {
    std::vector<std::uint32_t> order = {0, 1, 2};
    do {
      CAPTURE(every);
      ModelBuilder b(5 * k_hour);
      std::vector<std::uint32_t> numbers(3);
      for (const std::uint32_t place : order) {
        GatheringDef def = whoever_is_there();
        def.every = place == 0 ? every : 60 * k_minute;
        numbers[place] = gathering(b, def);
      }
      b.cls("truck", {});
      b.model().classes.back().source = SourceKind::listed;
      b.model().classes.back().plan = {41 * k_minute};
      gather(b, numbers[0]);
      gather(b, numbers[1]);
      b.travel(constant(0));
      gather(b, numbers[2]);
      b.depart();
      const RunResult r = run(b.model(), {});
      CHECK(r.classes[0].sojourn.mean_s == 19 * 60);
      CHECK(r.little);
    } while (std::next_permutation(order.begin(), order.end()));
  }
}

TEST_CASE(
    "on a ring each departs once at an instant, the first of the programs before the others") {
  // Comes at 1 min, leaves both at 60 and is back at the first, where it waits until 120.
  for (const bool swapped : {false, true}) {
    ModelBuilder b(200 * k_minute);
    GatheringDef def = whoever_is_there();
    def.every = 60 * k_minute;
    def.most = 1;
    gathering(b, def);
    gathering(b, def);
    b.cls("truck", {});
    b.model().classes.back().source = SourceKind::listed;
    b.model().classes.back().plan = {k_minute};
    const std::uint32_t first = b.next_step();
    gather(b, swapped ? 1 : 0);
    gather(b, swapped ? 0 : 1);
    b.add(StepKind::jump, first);
    const RunResult r = run(b.model(), {});
    CHECK(r.gatherings[0].batches == 3);  // 60, 120, 180
    CHECK(r.gatherings[1].batches == 3);
    CHECK(r.gatherings[swapped ? 1 : 0].waiting.max_s == 60 * 60);
    CHECK(r.gatherings[swapped ? 0 : 1].waiting.max_s == 0);
  }
}

TEST_CASE("ways of three classes round three gatherings: each departs once at an instant") {
  // Each leaves with whoever came to it by then; on the ring a is first, so that who goes on from c
  // to a waits for the next hour. Of a: 60 (x) and 120 (z), of b: 60 (x, y), of c: 60 (y, z).
  ModelBuilder b(150 * k_minute);
  GatheringDef def = whoever_is_there();
  def.every = 60 * k_minute;
  for (int i = 0; i < 3; ++i)
    gathering(b, def);
  for (std::uint32_t from = 0; from < 3; ++from) {
    b.cls(std::string(1, static_cast<char>('x' + from)), {});
    b.model().classes.back().source = SourceKind::listed;
    b.model().classes.back().plan = {static_cast<Micros>(from + 1) * k_minute};
    gather(b, from);
    gather(b, (from + 1) % 3);
    b.depart();
  }
  const RunResult r = run(b.model(), {});
  CHECK(r.stop == StopReason::horizon);
  CHECK(r.classes[0].sojourn.mean_s == 59 * 60);
  CHECK(r.classes[1].sojourn.mean_s == 58 * 60);
  CHECK(r.classes[2].sojourn.mean_s == 117 * 60);
  CHECK(r.gatherings[0].batches == 2);
  CHECK(r.gatherings[1].batches == 1);
  CHECK(r.gatherings[2].batches == 1);
}

TEST_CASE("who is met by those of a departure goes on with a departure of the same instant") {
  // The box leaves at 60 min and meets the car, which is taken along by the convoy of 60 min.
  for (const bool convoy_first : {false, true}) {
    CAPTURE(convoy_first);
    ModelBuilder b(150 * k_minute);
    GatheringDef def = whoever_is_there();
    def.every = 60 * k_minute;
    GatheringDef pair;
    pair.kinds = {{1, -1}, {1, -1}};
    const std::uint32_t convoy = convoy_first ? gathering(b, def) : 0;
    const std::uint32_t boxes = gathering(b, def);
    const std::uint32_t met = gathering(b, pair);
    const std::uint32_t away = convoy_first ? convoy : gathering(b, def);
    b.cls("box", {});
    b.model().classes.back().source = SourceKind::listed;
    b.model().classes.back().plan = {10 * k_minute};
    gather(b, boxes);
    gather(b, met, 0);
    b.depart();
    b.cls("car", {});
    b.model().classes.back().source = SourceKind::listed;
    b.model().classes.back().plan = {5 * k_minute};
    gather(b, met, 1);
    gather(b, away);
    b.depart();
    const RunResult r = run(b.model(), {});
    CHECK(r.classes[0].sojourn.mean_s == 50 * 60);
    CHECK(r.classes[1].sojourn.mean_s == 55 * 60);
  }
}
