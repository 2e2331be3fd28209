// Warnings of magnitudes: loads, counts and lengths beyond all that runs, trains longer than
// tracks.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/check_warnings.hpp"
#include "tests/support/port_builder.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;

namespace {

models::Scenario yard_port() {
  models::Scenario s = empty_port(10);
  s.stages = {yard("tracks", 4)};
  models::EntityClass& train = add_class(s, "train", {within("tracks", {}), cleared()}, 5);
  train.title = {"Train", "列车"};
  train.mode = "rail";
  train.payload_kg = sim::constant(3.2e6);
  train.counts.trains = 1;
  train.counts.wagons = 50;
  train.vehicle_length_m = 750;
  return s;
}

std::string told(const std::vector<an::CheckWarning>& warnings) {
  std::string all;
  for (const an::CheckWarning& warning : warnings)
    all += warning.id + ": " + warning.text.en + "\n" + warning.text.zh + "\n";
  return all;
}

}  // namespace

TEST_CASE("a train as they run is not warned of") {
  CHECK(told(an::warnings_of_magnitudes(yard_port())) == "");
}

TEST_CASE("a load ten times too large is told by wagon and by train") {
  models::Scenario s = yard_port();
  s.classes[0].payload_kg = sim::constant(32e6);
  CHECK(
      told(an::warnings_of_magnitudes(s)) ==
      "implausible: one of Train (train) has 640 t a wagon, more than anything that runs (150 t a "
      "wagon): is a unit, a decimal or a count wrong?\n"
      "列车（train）为 640 吨/辆，超出实际运行的任何车辆（150 吨/辆）：请核对单位、小数点或数量\n");
  s.classes[0].payload_kg = sim::constant(900e6);
  CHECK(told(an::warnings_of_magnitudes(s)).find("900,000 t a train") != std::string::npos);
  s.classes[0].counts.trains = 300;  // so many trains in one run entity
  CHECK(told(an::warnings_of_magnitudes(s)).find("t a train") == std::string::npos);
}

TEST_CASE("a train whose wagons are counted by its cuts is held against these") {
  models::Scenario s = yard_port();
  s.classes[0].counts.wagons = 0;
  models::EntityClass& cut = add_class(s, "cut", {cleared()});
  cut.title = {"Cut", "车组"};
  cut.mode = "rail";
  cut.counts.wagons = 10;
  s.processes[0].steps = {models::ProcessStep{models::Split{"flagged", sim::constant(1), 0.1}, {}},
                          models::ProcessStep{models::Split{"cut", sim::constant(5)}, {}},
                          cleared()};
  CHECK(told(an::warnings_of_magnitudes(s)) == "");
  s.classes[0].payload_kg = sim::constant(32e6);
  CHECK(told(an::warnings_of_magnitudes(s)).find("one of Cut (cut) has 576 t a wagon") !=
        std::string::npos);
}

TEST_CASE("containers are held against their wagon, their vehicle and their weight") {
  models::Scenario s = yard_port();
  s.classes[0].counts.teu = 600;
  CHECK(told(an::warnings_of_magnitudes(s)).find("12.0 TEU a wagon") != std::string::npos);
  s.classes[0].counts.teu = 50;
  CHECK(told(an::warnings_of_magnitudes(s)).find("64.0 t a TEU") != std::string::npos);
  s.classes[0].mode = "road";
  s.classes[0].counts = {0, 0, 200, 0};
  CHECK(told(an::warnings_of_magnitudes(s)).find("200 TEU a vehicle") != std::string::npos);
}

TEST_CASE("a train is told where it is longer than its track, and where lengths are said") {
  models::Scenario s = yard_port();
  CHECK(told(an::warnings_of_lengths(s)) == "");
  s.stages[0].place_length_m = 750;
  CHECK(told(an::warnings_of_lengths(s)) == "");
  s.stages[0].place_length_m = 700;
  const std::string one = told(an::warnings_of_lengths(s));
  CHECK(
      one.find("too-long: one of Train (train) is 750 m long, and stands in Stage tracks (tracks) "
               "on a place of 700 m as if it fitted") == 0);
  CHECK(one.find("长 750 米") != std::string::npos);
}

TEST_CASE("who takes several places has the length of all of them") {
  models::Scenario s = yard_port();
  s.stages[0].place_length_m = 400;
  s.processes[0].steps = {{models::Seize{{{"tracks", 2, 0}}, false, {}, {}, {}, false}, {}},
                          {models::Vacate{{"tracks"}}, {}},
                          cleared()};
  CHECK(told(an::warnings_of_lengths(s)) == "");
  s.stages[0].place_length_m = 370;
  CHECK(told(an::warnings_of_lengths(s)).find("on 2 places of 370 m") != std::string::npos);
}
