// What is said of a port at which trains come and are split into what cranes move: each train and
// each load counted once.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/experiment.hpp"
#include "analysis/measures.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "analysis/report/text.hpp"
#include "analysis/report/units.hpp"
#include "analysis/throughput.hpp"
#include "sim/run.hpp"
#include "tests/analysis/report_of_one.hpp"
#include "tests/support/port_builder.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;

namespace {

void comes_every(models::EntityClass& c, double hours, double payload_t) {
  c.arrivals.kind = models::ArrivalKind::renewal;
  c.arrivals.interarrival_s = sim::constant(hours * 3600);
  c.payload_kg = sim::constant(payload_t * 1000);
  c.mode = "rail";
  c.counts.trains = 1;
}

/// Eight trains a day in, of which each is reloaded box by box, and four out; a fleet goes round.
models::Scenario port_of_trains() {
  models::Scenario s = empty_port(10);
  s.saturated_warm_up_s = 86400;
  s.stages = {stage("track", 1, sim::constant(600)), stage("crane", 2, sim::constant(300))};
  models::EntityClass& in = add_class(
      s, "train",
      {visit("track"), {models::Split{"box", sim::constant(10), 1, "own"}, {}}, cleared()}, 0);
  in.direction = "inbound";
  comes_every(in, 3, 1200);
  models::EntityClass& out = add_class(s, "away", {visit("track"), cleared()}, 0);
  out.direction = "outbound";
  comes_every(out, 6, 250);
  models::EntityClass& box = add_class(s, "box", {visit("crane"), cleared()}, 0);
  box.mode = "rail";
  box.direction = "inbound";
  box.from = "processes";
  box.payload_kg = sim::constant(0);
  box.counts.teu = 2;
  models::EntityClass& wagon = add_fleet(s, "wagon", {travel(3600)}, 5);
  wagon.mode = "rail";
  wagon.payload_kg = sim::constant(0);
  return s;
}

}  // namespace

TEST_CASE("what one of a class is: a train, a wagon, a cut or a vehicle") {
  models::EntityClass cls;
  CHECK(an::counted_in(cls) == "vehicles");
  cls.mode = "rail";
  CHECK(an::counted_in(cls) == "vehicles");  // says nothing of itself: nothing is guessed
  cls.is_gathered = true;
  CHECK(an::counted_in(cls) == "trains");
  cls.is_gathered = false;
  cls.counts.wagons = 10;
  CHECK(an::counted_in(cls) == "cuts");
  cls.counts.wagons = 1;
  CHECK(an::counted_in(cls) == "wagons");
  cls.counts.wagons = 50;
  cls.counts.trains = 1;
  CHECK(an::counted_in(cls) == "trains");
  // Put together inside: it counts for none that crosses the border.
  cls.counts = {};
  cls.vehicle_length_m = 720;
  CHECK(an::counted_in(cls) == "trains");
  cls.vehicle_length_m = 84;  // set out of a train, with which its wagons count
  CHECK(an::counted_in(cls) == "cuts");
  cls.vehicle_length_m = 25;
  CHECK(an::counted_in(cls) == "vehicles");
  CHECK(an::counting_unit_of("vehicles/d", true) == "trains/d");
  CHECK(an::counting_unit_of("vehicles/d", false) == "vehicles/d");
  CHECK(an::counting_unit_of("Mt", true) == "Mt");
}

TEST_CASE("trains are counted where they come from outside, loads where they are reloaded") {
  const models::Scenario s = port_of_trains();
  REQUIRE(an::is_port_of_trains(s));
  const an::Report report = report_of_one(s, false);
  const an::Samples& samples = *report.variants[0].outcome->samples;
  const auto port = [&](const char* measure) {
    return an::estimate(samples.of_port(measure)).mean;
  };
  // From 0:00 of the first day on, both ends left out: 79 and 39 in ten days, 790 boxes.
  CHECK(port("cleared_per_day") == doctest::Approx(7.9 + 3.9));
  CHECK(port("cleared_per_year") == doctest::Approx(365 * (7.9 + 3.9)));
  CHECK(an::estimate(samples.of_class(2, "cleared_per_day")).mean == doctest::Approx(79));
  // 1,200 t a train in ten boxes; what leaves the crane counts, all within the run.
  CHECK(port("tonnes_per_year") == doctest::Approx(365 * (7.9 * 1200 + 3.9 * 250)));
  const double train = an::estimate(samples.of_class(0, "physical_clearance_s.mean")).mean;
  const double away = an::estimate(samples.of_class(1, "physical_clearance_s.mean")).mean;
  CHECK(port("physical_clearance_s.mean") ==
        doctest::Approx((7.9 * train + 3.9 * away) / (7.9 + 3.9)));
}

TEST_CASE("the answer of a port of trains is in trains and tonnes by direction") {
  const an::Report report = report_of_one(port_of_trains(), false);
  CHECK(any_tells(report.answer.en,
                  "By direction: inbound 7.900 ± 0 trains a day with 3.460 ± 0 Mt a year, outbound "
                  "3.900 ± 0 trains a day with 0.3559 ± 0 Mt a year."));
  CHECK(any_tells(
      report.answer.zh,
      "分方向：入境日均 7.900 ± 0 列、每年 346.0 ± 0 万吨，出境日均 3.900 ± 0 列、每年 35.59 ± 0 "
      "万吨。"));
  CHECK(any_tells(report.answer.en, "physical clearance of Class train"));
  CHECK(any_tells(report.details.en, "11.80 ± 0 trains per calendar day"));
  CHECK(any_tells(report.details.zh, "日均通关 11.80 ± 0 列"));
  CHECK(an::to_json(report)["main_class"] == "train");
  models::Scenario s = port_of_trains();
  s.classes[3].counts.wagons = 1;
  CHECK(an::text_report(report_of_one(s, false)).find("hours per vehicle, train or wagon until") !=
        std::string::npos);
}

TEST_CASE("of a full port of trains the headline names trains too, and of a mixed one none") {
  models::Scenario s = port_of_trains();
  const an::Report full = report_of_one(s, true);
  CHECK(any_tells(full.answer.en, "the port can carry"));
  CHECK(any_tells(full.answer.en, "By direction: inbound "));
  CHECK(any_tells(full.answer.en, " trains a day with "));
  CHECK(any_tells(full.details.en, " trains are cleared per open day"));
  add_class(s, "truck", {visit("track"), cleared()}, 10);
  CHECK_FALSE(an::is_port_of_trains(s));
  const an::Report mixed = report_of_one(s, false);
  CHECK_FALSE(any_tells(mixed.answer.en, "trains a day"));
  CHECK(any_tells(mixed.details.en, "vehicles per calendar day"));
}

TEST_CASE("who counts as several trains does so in the answer, the details and the table alike") {
  models::Scenario s = port_of_trains();
  s.classes[0].counts.trains = 2;
  const an::Report report = report_of_one(s, false);
  // As above, where each counts once: 7.9 and 3.9 a day.
  CHECK(any_tells(report.answer.en,
                  "By direction: inbound 15.80 ± 0 trains a day with 3.460 ± 0 Mt a year"));
  CHECK(
      any_tells(report.details.en, "19.70 ± 0 trains per calendar day (inbound 15.80 ± 0 trains"));
  CHECK(any_tells(report.details.zh, "日均通关 19.70 ± 0 列"));
  const auto rows = an::throughput(s, *report.variants[0].outcome->samples);
  const auto both = std::find_if(rows.begin(), rows.end(), [](const an::Throughput& row) {
    return row.direction == "both" && row.unit == "trains";
  });
  REQUIRE(both != rows.end());
  CHECK(both->per_day.mean == doctest::Approx(19.7));
  s.classes[1].counts.trains = 2;
  const an::Report full = report_of_one(s, true);
  const double vehicles =
      an::estimate(full.variants[0].outcome->saturated->of_port("cleared_per_open_day")).mean;
  const auto at = std::find_if(full.details.en.begin(), full.details.en.end(), [](const auto& t) {
    return t.find("are cleared per open day") != std::string::npos;
  });
  REQUIRE(at != full.details.en.end());
  std::string digits = at->substr(std::string("At capacity ").size());
  digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
  CHECK(std::stod(digits) == doctest::Approx(2 * vehicles).epsilon(0.02));  // as rounded
}

TEST_CASE("where only what was brought is cleared, that is counted") {
  // Every 3 h a truck brings ten boxes and leaves by itself.
  models::Scenario s = empty_port(10);
  s.stages = {stage("gate", 1, sim::constant(60)), stage("crane", 2, sim::constant(300))};
  models::EntityClass& truck = add_class(
      s, "truck", {visit("gate"), {models::Split{"box", sim::constant(10), 1, "own"}, {}}}, 0);
  truck.arrivals.kind = models::ArrivalKind::renewal;
  truck.arrivals.interarrival_s = sim::constant(3 * 3600);
  models::EntityClass& box = add_class(s, "box", {visit("crane"), cleared()}, 0);
  box.from = "processes";
  box.payload_kg = sim::constant(0);
  const an::Report report = report_of_one(s, false);
  const an::Samples& samples = *report.variants[0].outcome->samples;
  CHECK(an::estimate(samples.of_port("cleared_per_day")).mean == doctest::Approx(80).epsilon(0.02));
  CHECK(an::estimate(samples.of_port("physical_clearance_s.mean")).known());
}
