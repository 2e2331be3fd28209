// Batches that the clock lets go at one instant from gatherings behind each other.
#include <doctest/doctest.h>

#include <algorithm>
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
