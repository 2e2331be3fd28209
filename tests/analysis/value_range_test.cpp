// The range of what a capacity rests on: which value it is, and what its ends make of a scenario.
#include "analysis/value_range.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "analysis/experiment.hpp"
#include "analysis/interrupt.hpp"
#include "analysis/report/csv.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "analysis/report/text.hpp"
#include "sim/run.hpp"
#include "tests/support/port_builder.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;
using doctest::Approx;

namespace {

models::Provenance value(const std::string& path, const std::string& text,
                         const std::string& range) {
  models::Provenance p;
  p.path = path;
  p.value = text;
  p.grade = models::Grade::assumed;
  p.range = range;
  return p;
}

/// One truck a minute at one gate.
models::Scenario one_gate() {
  models::Scenario s = empty_port(10);
  s.saturated_warm_up_s = 86400;
  s.stages = {stage("gate", 1, sim::constant(60))};
  add_class(s, "truck", {visit("gate"), cleared()});
  return s;
}

an::Place gate() { return {"gate", {"Stage gate", "环节gate"}, false}; }

}  // namespace

TEST_CASE("of several values the one with the widest range counts") {
  models::Scenario s = one_gate();
  CHECK_FALSE(an::widest_range(s, gate()));
  s.provenance = {value("stages.gate.servers", "1", "1 .. 2"),
                  value("stages.gate.service", "1 min", "30 s .. 2 min"),
                  value("stages.other.service", "1 min", "1 s .. 2 h")};
  const auto widest = an::widest_range(s, gate());
  REQUIRE(widest);
  CHECK(widest->path == "stages.gate.service");
  CHECK(widest->title.en == "Stage gate: service time");
  CHECK(widest->low == "30 s");
  CHECK(widest->high == "2 min");
  CHECK(widest->high_si == Approx(120));
  s.provenance[1].range = "50 s .. 70 s";
  CHECK(an::widest_range(s, gate())->path == "stages.gate.servers");
}

TEST_CASE("ranges from nothing and values from a file are left out") {
  models::Scenario s = one_gate();
  s.provenance = {value("stages.gate.servers", "1", "0 .. 2"),
                  value("stages.gate.service", "empirical(times.csv)", "30 s .. 2 min")};
  CHECK_FALSE(an::widest_range(s, gate()));
}

TEST_CASE("a distribution is scaled until its mean is at the end, cuts and all") {
  models::Scenario s = one_gate();
  s.stages[0].service = sim::cut(sim::lognormal(60, 0.5), 0, 240);
  s.provenance = {
      value("stages.gate.service", "lognormal(mean 1 min, cv 0.5, max 4 min)", "30 s .. 2 min")};
  const auto range = an::widest_range(s, gate());
  REQUIRE(range);
  const double mean = s.stages[0].service->mean();
  const models::Scenario high = an::with_value(s, *range, range->high_si);
  CHECK(high.stages[0].service->mean() == Approx(120));
  CHECK(high.stages[0].service->upper_bound() == Approx(240 * 120 / mean));
  CHECK(high.stages[0].service->scv() == Approx(s.stages[0].service->scv()));
  CHECK(s.stages[0].service->mean() == Approx(mean));  // the scenario given is as it was
}

TEST_CASE("of servers and places only the whole numbers inside a range count") {
  models::Scenario s = one_gate();
  s.provenance = {value("stages.gate.servers", "1", "0.3 .. 2.7")};
  const auto range = an::widest_range(s, gate());
  REQUIRE(range);
  CHECK(range->low == "1");
  CHECK(range->high == "2");
  CHECK(an::with_value(s, *range, range->low_si).stages[0].groups[0].servers == 1);
  CHECK(an::with_value(s, *range, range->high_si).stages[0].groups[0].servers == 2);
  s.provenance[0].range = "1.2 .. 2.7";
  CHECK_FALSE(an::widest_range(s, gate()));
}

TEST_CASE("places of a yard and what is removed from a store have ends too") {
  models::Scenario s = one_gate();
  s.stages.push_back(yard("yard", 5));
  s.stores = {{"pile", {"Pile", "堆场"}, "cn", 1e9, 0, 10}};
  s.provenance = {value("yards.yard.places", "5", "2 .. 9"),
                  value("stores.pile.removal", "864 t/d", "432 t/d .. 1728 t/d")};
  const auto places = an::widest_range(s, {"yard", {}, false});
  REQUIRE(places);
  CHECK(an::with_value(s, *places, places->low_si).stages[1].groups[0].servers == 2);
  const auto removal = an::widest_range(s, {"pile", {}, true});
  REQUIRE(removal);
  CHECK(an::with_value(s, *removal, removal->high_si).stores[0].removal_kg_per_s == Approx(20));
}

namespace {

an::ExperimentOptions few_runs() {
  an::ExperimentOptions options;
  options.replications = 4;
  options.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  return options;
}

/// A gate that takes between 30 s and 2 min, and what is tried there.
std::vector<an::Variant> gate_and(const models::Scenario& other) {
  models::Scenario s = one_gate();
  s.provenance = {value("stages.gate.service", "1 min", "30 s .. 2 min")};
  return {{"base", {"Port", "口岸"}, s}, {"two", {"Two lanes", "两条通道"}, other}};
}

models::Scenario two_lanes() {
  models::Scenario s = one_gate();
  s.provenance = {value("stages.gate.service", "1 min", "30 s .. 2 min")};
  s.stages[0].groups[0].servers = 2;
  return s;
}

an::Report report_on(const std::vector<an::Variant>& both) {
  return an::make_report("compare", an::Language::en, an::run_experiment(both, {}, few_runs()), {});
}

/// Tonnes that a lane passes in a year, 10 t every so many seconds, round the clock.
double tonnes_of_lane(double service_s) { return 10.0 * 86400 / service_s * 365; }

}  // namespace

TEST_CASE("capacity at both ends stands beside the headline, in every form") {
  const auto both = gate_and(two_lanes());
  const an::Report report = report_on(both);
  const auto& range = report.outcome.variants[0].range;
  REQUIRE(range);
  CHECK(range->at_low.n == 3);
  CHECK(range->at_low.mean == Approx(tonnes_of_lane(30)).epsilon(1e-3));
  CHECK(range->at_high.mean == Approx(tonnes_of_lane(120)).epsilon(1e-3));
  CHECK(report.answer.en[1].find(
            "That interval covers chance alone: the range of “Stage gate: service time” is 30 s "
            "to 2 min (assumed); at 30 s capacity is 10.51") == 0);
  CHECK(report.answer.en[1].find(" Mt a year, at 2 min it is 2.62") != std::string::npos);
  CHECK(report.answer.zh[1].find("30 秒 至 2 分钟（假定）") != std::string::npos);
  CHECK(an::text_report(report).find(
            "at the ends of the range of “Stage gate: service time”: 30 s: 10.51") !=
        std::string::npos);
  CHECK(an::csv_text(report).find(
            "base,capacity-at-high,stages.gate.service,tonnes_per_year,t/yr,") !=
        std::string::npos);
  const auto json = an::to_json(report)["scenarios"];
  CHECK(json[0]["capacity"]["range"]["value"] == "stages.gate.service");
  CHECK(json[0]["capacity"]["range"]["low"]["at"]["zh"] == "30 秒");
  CHECK(json[0]["capacity"]["range"]["high"]["tonnes_per_year"]["n"] == 3);
}

TEST_CASE("an alternative runs at the same ends, and its gain goes over them") {
  const auto both = gate_and(two_lanes());
  const an::Report report = report_on(both);
  const auto& range = report.outcome.variants[1].range;
  REQUIRE(range);
  CHECK(range->at_low.mean == Approx(2 * tonnes_of_lane(30)).epsilon(1e-3));
  CHECK(range->at_high.mean == Approx(2 * tonnes_of_lane(120)).epsilon(1e-3));
  const auto& gain = report.comparisons[0].over_range;
  REQUIRE(gain);
  CHECK(gain->low.difference.mean == Approx(1e-6 * tonnes_of_lane(30)).epsilon(1e-3));
  CHECK(gain->high.difference.mean == Approx(1e-6 * tonnes_of_lane(120)).epsilon(1e-3));
  CHECK(gain->high.difference.n == 3);
  const std::string said = report.answer.en[2], zh = report.answer.zh[2];
  CHECK_MESSAGE(said.find("Two lanes: capacity rises by 5.25") == 0, said);
  CHECK_MESSAGE(said.find(" Mt a year (at 30 s +10.51") != std::string::npos, said);
  CHECK_MESSAGE(said.find(" Mt, at 2 min +2.62") != std::string::npos, said);
  CHECK_MESSAGE(zh.find("（取 30 秒 时 +1,051") != std::string::npos, zh);
  CHECK(an::text_report(report).find(
            "gain of capacity at the ends of the range of “Stage gate: service time”: 30 s: "
            "+10.51") != std::string::npos);
  CHECK(an::csv_text(report).find("two,difference-at-low,base,capacity,Mt/yr,10.51") !=
        std::string::npos);
  const auto json = an::to_json(report);
  CHECK(json["scenarios"][1]["capacity"]["range"]["value"] == "stages.gate.service");
  CHECK(json["comparisons"][0]["over_range"]["high"]["mean"].get<double>() ==
        Approx(1e-6 * tonnes_of_lane(120)).epsilon(1e-3));
}

TEST_CASE("what the base has is told as a gain at the ends too") {
  auto both = gate_and(two_lanes());
  std::swap(both[0].scenario, both[1].scenario);
  both[1].counterfactual = {"A second lane", "第二条通道"};
  const std::string said = report_on(both).answer.en[2];
  CHECK_MESSAGE(said.find("A second lane: capacity rises by 5.25") == 0, said);
  CHECK_MESSAGE(said.find("(at 30 s +10.51") != std::string::npos, said);
}

TEST_CASE("a gain that is the same over the range is not told twice") {
  models::Scenario same = gate_and(one_gate())[0].scenario;
  const auto both = gate_and(same);
  const an::Report report = report_on(both);
  REQUIRE(report.comparisons[0].over_range);
  CHECK(report.comparisons[0].over_range->low.difference.mean == 0);
  CHECK_MESSAGE(report.answer.en[2].find("(at 30 s") == std::string::npos, report.answer.en[2]);
}

TEST_CASE("an alternative that sets the value itself, or lacks it, has no range") {
  models::Scenario quick = one_gate();
  quick.stages[0].service = sim::constant(40);
  for (const bool has_one : {true, false}) {
    quick.provenance.clear();
    if (has_one) quick.provenance = {value("stages.gate.service", "40 s", "30 s .. 2 min")};
    const auto both = gate_and(quick);
    const an::Report report = report_on(both);
    CHECK(report.outcome.variants[0].range);
    CHECK_FALSE(report.outcome.variants[1].range);
    CHECK_FALSE(report.comparisons[0].over_range);
    const auto json = an::to_json(report);
    CHECK(json["scenarios"][1]["capacity"]["range"].is_null());
    CHECK(json["comparisons"][0]["over_range"].is_null());
    CHECK(report.answer.en[2].find("(at 30 s") == std::string::npos);
  }
}

TEST_CASE("ends that an interruption left unequal are no range") {
  const auto both = gate_and(two_lanes());
  an::ExperimentOptions options = few_runs();
  const an::Interrupt interrupt;
  options.replicate.pool.interrupt = &interrupt;
  constexpr std::size_t k_done = 9;  // two of the three replications at all four ends, and one
  options.progress = [&](an::Phase phase, const an::Progress& progress) {
    if (phase == an::Phase::range && progress.done >= k_done && interrupt.count() == 0)
      std::raise(SIGINT);
  };
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, options), {});
  CHECK(report.outcome.interrupted);
  REQUIRE(report.outcome.variants[0].bottleneck);
  for (const an::VariantOutcome& v : report.outcome.variants)
    CHECK_FALSE(v.range);
}
