// A port whose vehicles carry nothing is told in vehicles; with one load, in tonnes.
#include "analysis/carried.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/check.hpp"
#include "analysis/report/carried_words.hpp"
#include "analysis/report/csv.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "analysis/report/text.hpp"
#include "analysis/throughput.hpp"
#include "tests/analysis/made_up_port.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;

namespace {

/// Passport control of `servers`, one minute each: 1440 cars a day and server.
models::Scenario crossing(int servers) {
  models::Scenario s = empty_port(10);
  s.hash = "cars" + std::to_string(servers);
  s.saturated_warm_up_s = 86400;
  s.stages = {stage("gate", servers, sim::constant(60))};
  add_class(s, "car", {visit("gate"), cleared()}, 240).payload_kg = sim::constant(0);
  return s;
}

an::Report report_of(const std::vector<an::Variant>& variants, bool capacity) {
  an::ExperimentOptions options;
  options.replications = 3;
  options.capacity = capacity;
  options.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  return an::make_report("compare", an::Language::en, an::run_experiment(variants, {}, options),
                         {});
}

an::Report report_of_crossing() {
  static const std::vector<an::Variant> both = {
      {"base", {"Crossing", "口岸"}, crossing(1), {}},
      {"two", {"Two lanes", "两条通道"}, crossing(2), {}}};
  return report_of(both, true);
}

}  // namespace

TEST_CASE("what is carried is vehicles only where nobody has a load") {
  models::Scenario s = crossing(1);
  CHECK(an::carried_in(s) == an::CarriedIn::vehicles);
  CHECK(an::carried_in({&s, &s}) == an::CarriedIn::vehicles);
  const models::Scenario empty = s;
  add_class(s, "truck", {visit("gate"), cleared()}, 24);
  CHECK(an::carried_in(s) == an::CarriedIn::tonnes);
  CHECK(an::carried_in({&empty, &s}) == an::CarriedIn::tonnes);
}

TEST_CASE("tables and sentences scale tonnes by the same number, so that ties round alike") {
  models::Scenario loaded = crossing(1);
  for (auto& c : loaded.classes)
    c.payload_kg = sim::constant(1000);
  const an::CarriedWords words(loaded);
  CHECK(words.unit(an::Language::zh, 5e6).factor == 1e-4);
  CHECK(words.unit(an::Language::en, 5e6).factor == 1e-6);
}

TEST_CASE("tables of a small port are in the unit in which its figures are read") {
  models::Scenario loaded = crossing(1);
  for (auto& c : loaded.classes)
    c.payload_kg = sim::constant(1000);
  const an::CarriedWords words(loaded);
  const auto unit = [&](an::Language language, double beside) {
    return words.unit(language, beside).name;
  };
  CHECK(unit(an::Language::en, 100e3) == "Mt/yr");
  CHECK(unit(an::Language::en, 7832) == "kt/yr");
  CHECK(unit(an::Language::en, 30) == "t/yr");
  CHECK(words.unit(an::Language::en, 7832).factor == 1e-3);
  CHECK(unit(an::Language::zh, 7832) == "万吨/年");
  CHECK(unit(an::Language::zh, 900) == "吨/年");
  CHECK(unit(an::Language::en, 0) == "Mt/yr");
}

TEST_CASE("the bound of a port without loads is one of vehicles") {
  const an::theory::CapacityBound bound = an::theory::capacity_bound(crossing(2));
  CHECK(bound.vehicles_per_day == doctest::Approx(2880).epsilon(1e-3));  // the last is finished
  CHECK(bound.tonnes_per_year == 0);
  CHECK(an::sustained_per_year(bound, an::CarriedIn::vehicles) ==
        doctest::Approx(365 * bound.vehicles_per_day));
  CHECK(an::any_run_per_year(bound, an::CarriedIn::vehicles) >= 2880 * 365 * (1 - 1e-9));
  const std::string en = to_text(an::check(crossing(2)), an::Language::en);
  CHECK(en.find(" vehicles a year (2,880 vehicles a calendar day)") != std::string::npos);
  CHECK(en.find("at most 0 t") == std::string::npos);
  CHECK(en.find("bound, vehicles") != std::string::npos);
  const std::string zh = to_text(an::check(crossing(2)), an::Language::zh);
  CHECK(zh.find("上界，辆") != std::string::npos);
  CHECK(zh.find("0 吨（") == std::string::npos);
}

TEST_CASE("capacity, gains and bottleneck of a port without loads are told in vehicles") {
  const an::Report report = report_of_crossing();
  INFO(report.answer.en.front());
  CHECK(says(report.answer, "the port can carry 525"));
  CHECK(says(report.answer, " vehicles a year"));
  CHECK(says(report.answer, "the bottleneck is Stage gate"));
  CHECK(says(report.answer, "Two lanes: capacity rises by 525"));
  for (const std::string& sentence : report.answer.en)
    CHECK_MESSAGE(sentence.find(" Mt") == std::string::npos, sentence);
  for (const std::string& sentence : report.answer.zh)
    CHECK_MESSAGE(sentence.find("吨") == std::string::npos, sentence);
  for (const std::string& sentence : report.details.en)
    CHECK_MESSAGE(sentence.find(" Mt") == std::string::npos, sentence);
  CHECK(text_report(report).find(" Mt") == std::string::npos);
  const auto json = an::to_json(report);
  CHECK(json["counted_in"] == "vehicles");
  const auto& gain = json["scenarios"][0]["capacity"]["bottleneck"]["gains"][0];
  CHECK(gain["vehicles_per_year"]["mean"].get<double>() == doctest::Approx(525600).epsilon(0.01));
  CHECK_FALSE(gain.contains("tonnes_per_year"));
  for (const auto& check : json["scenarios"][0]["checks"])
    CHECK_MESSAGE(check.dump().find("Mt/yr") == std::string::npos, check.dump());
}

TEST_CASE("without loads the class of which most come stands for the port") {
  models::Scenario s = empty_port(10);
  s.stages = {stage("gate", 1, sim::constant(60))};
  add_class(s, "bus", {visit("gate"), cleared()}, 24).payload_kg = sim::constant(0);
  add_class(s, "car", {visit("gate"), cleared()}, 240).payload_kg = sim::constant(0);
  static std::vector<an::Variant> one;  // outlives the report
  one = {{"base", {"Crossing", "口岸"}, s, {}}};
  CHECK(an::to_json(report_of(one, false))["main_class"] == "car");
}

TEST_CASE("a lever that cures a class without loads is told in its vehicles") {
  const auto port_of_buses = [](int bus_lanes) {
    models::Scenario s = empty_port(10);
    s.saturated_warm_up_s = 86400;
    s.hash = "b" + std::to_string(bus_lanes);
    s.stages = {stage("gate", 1, sim::constant(60)),
                stage("bus-hall", bus_lanes, sim::constant(600))};
    add_class(s, "truck", {visit("gate"), cleared()}, 24);
    add_class(s, "bus", {visit("bus-hall"), cleared()}, 24).payload_kg = sim::constant(0);
    return s;
  };
  const std::vector<an::Variant> both = {
      {"base", {"Port", "口岸"}, port_of_buses(1)},
      {"halls", {"Two bus lanes", "两条客车通道"}, port_of_buses(2)}};
  an::ExperimentOptions o;
  o.replications = 3;
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, o), {});
  // 600 s a bus: 144 a day, 52,560 a year of 365 days, and one more in the nine days counted.
  CHECK_MESSAGE(group_of(report.answer, 1)
                        .en.find("Two bus lanes: capacity in tonnes does not change at all, "
                                 "but that of Class bus rises by 52,601 ± 0 vehicles, to "
                                 "105,201 ± 0 vehicles a year") == 0,
                group_of(report.answer, 1).en);
  CHECK_MESSAGE(group_of(report.answer, 1)
                        .zh.find("两条客车通道：按吨计的年通过能力毫无变化，但类别bus的年"
                                 "通过能力提高 52,601 ± 0 辆，达到 105,201 ± 0 辆") == 0,
                group_of(report.answer, 1).zh);
  const an::ComparedMeasure* of_buses = an::find_measure(report.comparisons[0], "bus.capacity");
  REQUIRE(of_buses != nullptr);
  CHECK(of_buses->unit == "vehicles/yr");
  CHECK(an::find_measure(report.comparisons[0], "truck.capacity") == nullptr);
}

namespace {

/// Trucks through a gate of so many servers, and passengers, through a hall of their own where it
/// has any.
models::Scenario port_of_passengers(int hall, double passengers_a_day) {
  models::Scenario s = empty_port(10);
  s.saturated_warm_up_s = 86400;
  s.hash = "p" + std::to_string(hall) + "/" + std::to_string(passengers_a_day);
  s.stages = {stage("gate", 1, sim::constant(60))};
  if (hall > 0) s.stages.push_back(stage("hall", hall, sim::constant(600)));
  add_class(s, "truck", {visit("gate"), cleared()}, 24);
  models::Steps way = {travel(600), cleared()};
  if (hall > 0) way = {visit("hall"), cleared()};
  models::EntityClass& cls = add_class(s, "person", std::move(way), passengers_a_day);
  cls.payload_kg = sim::constant(0);
  cls.counts.passengers = 1;
  return s;
}

an::Report compared(const models::Scenario& base, const models::Scenario& with) {
  static std::vector<an::Variant> both;  // outlives the report
  both = {{"base", {"Port", "口岸"}, base}, {"other", {"Other", "其他"}, with}};
  an::ExperimentOptions o;
  o.replications = 3;
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  return an::make_report("compare", an::Language::en, an::run_experiment(both, {}, o), {});
}

}  // namespace

TEST_CASE("a class that nothing limits has no capacity to compare, however many come") {
  const auto has_capacity = [](const models::Scenario& base, const models::Scenario& with) {
    const an::Report report = compared(base, with);
    return an::find_measure(report.comparisons[0], "person.capacity") != nullptr;
  };
  CHECK_FALSE(has_capacity(port_of_passengers(0, 48), port_of_passengers(0, 96)));
  CHECK_FALSE(has_capacity(port_of_passengers(0, 48), port_of_passengers(1, 48)));
  CHECK_FALSE(has_capacity(port_of_passengers(1, 48), port_of_passengers(0, 48)));
  CHECK(has_capacity(port_of_passengers(1, 48), port_of_passengers(2, 48)));
}

TEST_CASE("the capacity of a class is told in what one of it is") {
  const an::Report report = compared(port_of_passengers(1, 48), port_of_passengers(2, 48));
  CHECK(an::find_measure(report.comparisons[0], "person.capacity")->unit == "passengers/yr");
  CHECK_MESSAGE(says(report.answer,
                     "rises by 52,601 ± 0 passengers, to 105,201 ± 0 passengers a "
                     "year"),
                group_of(report.answer, 1).en);
  CHECK_MESSAGE(group_of(report.answer, 1).zh.find("提高 52,601 ± 0 人次，达到 105,201 ± 0 人次") !=
                    std::string::npos,
                group_of(report.answer, 1).zh);
  models::EntityClass cls;
  CHECK(an::unit_of_class(cls) == "vehicles");
  cls.counts.passengers = 40;  // a bus
  CHECK(an::unit_of_class(cls) == "vehicles");
  cls.mode = "rail";
  cls.counts.trains = 1;
  CHECK(an::unit_of_class(cls) == "trains");
}
