// Containers put together to trains by destination: scenarios/small/consolidation.yaml, with times
// by which all can be computed by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "models/compile.hpp"
#include "models/read_scenario.hpp"
#include "sim/run.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::models;

namespace {

/// What became of one destination: its containers, hours that one of them took, and its trains.
struct Destination {
  std::int64_t boxes = 0;
  double hours = 0;
  std::int64_t trains = 0;
};

Destination destination(const sim::Model& model, const sim::RunResult& run,
                        const std::string& name) {
  const auto of = [&](const std::string& class_name) {
    const auto it = std::find_if(model.classes.begin(), model.classes.end(),
                                 [&](const sim::ClassDef& c) { return c.name == class_name; });
    REQUIRE(it != model.classes.end());
    return run.classes[static_cast<std::size_t>(it - model.classes.begin())];
  };
  const sim::ClassResult boxes = of("to-" + name);
  return {boxes.cleared, boxes.physical.mean_s / 3600, of(name + "-train").cleared};
}

}  // namespace

TEST_CASE("each destination has trains of its own, full or when its first container is due") {
  ReadResult read = read_scenario("tests/models/data/consolidation.yaml");
  INFO(read.diagnostics.text());
  REQUIRE(read.scenario);
  const sim::Model model = compile(*read.scenario).model;
  const sim::RunResult run = sim::run(model, {});
  CHECK(run.conserved);
  // Every hour one: the tenth comes nine hours after the first, so full trains every ten hours,
  // from 10.1 to 230.1, and an hour later they are gone. Six minutes at the crane, 9 + ... + 0 = 45
  // hours of ten for the others, an hour for the test.
  const Destination chengdu = destination(model, run, "chengdu");
  CHECK(chengdu.trains == 23);
  CHECK(chengdu.boxes == 230);
  CHECK(chengdu.hours == doctest::Approx(0.1 + 4.5 + 1));
  // Every four hours one: due twelve hours after the first, with the fourth that comes just then;
  // from 16.1 every 16 hours to 224.1.
  const Destination xian = destination(model, run, "xian");
  CHECK(xian.trains == 14);
  CHECK(xian.boxes == 56);
  CHECK(xian.hours == doctest::Approx(0.1 + (12 + 8 + 4 + 0) / 4.0 + 1));
  // One a day: each goes by itself when it has waited twelve hours, at 36.1 and so on to 228.1.
  const Destination zhengzhou = destination(model, run, "zhengzhou");
  CHECK(zhengzhou.trains == 9);
  CHECK(zhengzhou.boxes == 9);
  CHECK(zhengzhou.hours == doctest::Approx(0.1 + 12 + 1));
}

TEST_CASE("trains leave when the hours open, not when the run begins within them") {
  Scenario s = test::empty_port(3);
  s.horizon_s = 2 * 86400.0;
  Hours shift;
  shift.id = "shift";
  shift.side = "cn";
  Gathering trains;
  trains.id = "trains";
  trains.opening = "shift";
  const auto departures = [&](DaySpan open) {
    for (auto& day : shift.week)
      day = {open};
    s.hours = {shift};
    s.gatherings = {trains};
    return compile(s).model.gatherings[0].departures;
  };
  using Times = std::vector<sim::Micros>;
  // From 18:00 to 08:00: the run begins while they are open. The first opening after it is known.
  CHECK(departures({18 * 3600, 32 * 3600}) ==
        Times{18 * sim::k_hour, 42 * sim::k_hour, 66 * sim::k_hour});
  CHECK(departures({0, 8 * 3600}) == Times{0, 24 * sim::k_hour, 48 * sim::k_hour});
  CHECK(departures({0, 24 * 3600}).empty());  // they never close, so they never open
}
