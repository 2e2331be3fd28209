// Capacity over the range of what it rests on most, as a report tells it.
#include <doctest/doctest.h>

#include <cmath>
#include <csignal>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "analysis/experiment.hpp"
#include "analysis/interrupt.hpp"
#include "analysis/report/csv.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "analysis/report/text.hpp"
#include "models/read_scenario.hpp"
#include "tests/analysis/few_runs.hpp"
#include "tests/analysis/ranged_gate_port.hpp"
#include "tests/analysis/sentences.hpp"
#include "tests/models/temporary_folder.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
using doctest::Approx;
using kouan::test::any_tells;
using kouan::test::few_runs;
using kouan::test::group_of;
using kouan::test::says;

namespace {

/// That in 2023 it carried so many million tonnes.
an::ValidationCase year_of(const models::Scenario& scenario, double carried_mt) {
  an::ValidationCase year;
  year.id = "Y";
  year.scenario = std::make_shared<const models::Scenario>(scenario);
  year.classes = {0};
  year.unit = "Mt";
  year.unit_si = 1e6;
  year.observed = carried_mt;
  year.from = models::CivilDate{2023, 1, 2};
  year.to = models::CivilDate{2024, 1, 1};
  year.tolerance = {"at least", 0, 1e300};
  return year;
}

/// A gate that takes between 30 s and 2 min, and what is tried there.
std::vector<an::Variant> gate_and(const models::Scenario& other) {
  return {{"base", {"Port", "口岸"}, one_gate()}, {"two", {"Two lanes", "两条通道"}, other}};
}

models::Scenario two_lanes() { return one_gate("2"); }

an::Report report_on(const std::vector<an::Variant>& both) {
  an::Report report = an::make_report("compare", an::Language::en,
                                      an::run_experiment(both, {}, few_runs(4, false)), {});
  kouan::test::check_lengths(report);
  return report;
}

/// Tonnes that a lane passes in a year, 10 t every so many seconds, round the clock.
double tonnes_of_lane(double service_s) { return 10.0 * 86400 / service_s * 365; }

}  // namespace

TEST_CASE("over a range capacity of a base with levers is told as theirs") {
  auto both = gate_and(two_lanes());
  both[0].with = {"Second shift", "两班作业"};
  const an::Report report = report_on(both);
  CHECK(says(report.certainty, "at its ends capacity with “Second shift” is 10.51"));
  CHECK(any_tells(report.certainty.zh, "取两端值时采用“两班作业”后年通过能力分别为 1,051"));
}

TEST_CASE("capacity at both ends stands beside the headline, in every form") {
  const auto both = gate_and(two_lanes());
  const an::Report report = report_on(both);
  const auto& range = report.outcome.variants[0].range;
  REQUIRE(range);
  CHECK(range->at_low.n == 3);
  CHECK(range->at_low.mean == Approx(tonnes_of_lane(30)).epsilon(1e-3));
  CHECK(range->at_high.mean == Approx(tonnes_of_lane(120)).epsilon(1e-3));
  CHECK(says(report.certainty,
             "The bottleneck’s “Gate: service time” has a range of 30 s to 2 min (assumed): at its "
             "ends capacity as it stands is 10.51"));
  CHECK(says(report.certainty, " Mt and 2.62"));
  CHECK(any_tells(report.certainty.zh,
                  "30 秒至 2 分钟（假定）；取两端值时现状年通过能力分别为 1,051"));
  // Between what it lies stands under the figure, each end with what leads there.
  CHECK(says(report.answer,
             "With one value, the only one tried, at an end of its range, it is between 2.63 Mt "
             "(“Gate: service time” at 2 min) and 10.5 Mt (the same at 30 s)."));
  CHECK(any_tells(report.answer.zh,
                  "仅 1 项数值试算，取范围端值时，年通过能力最低 263 万吨（“卡口：作业时间”取 2 "
                  "分钟），最高 1,050 万吨（同一数值取 30 秒）。"));
  CHECK(says(report.answer, "it is between 5.26 Mt (“Gate: service time” at 2 min) and 21.0 Mt"));
  CHECK(an::text_report(report).find(
            "at the ends of the range of “Gate: service time”: 30 s: 10.51") != std::string::npos);
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
  CHECK(group_of(report.answer, 1).en.find("Two lanes: capacity rises by 5.25") == 0);
  CHECK(says(report.certainty, "Two lanes: with “Gate: service time” at 30 s the gain is +10.51"));
  CHECK(says(report.certainty, " Mt a year, at 2 min +2.62"));
  CHECK(any_tells(report.certainty.zh, "取 30 秒时年增量为 +1,051"));
  CHECK(an::text_report(report).find(
            "gain of capacity at the ends of the range of “Gate: service time”: 30 s: "
            "+10.51") != std::string::npos);
  CHECK(an::csv_text(report).find("two,difference-at-low,base,capacity,Mt/yr,10.51") !=
        std::string::npos);
  const auto json = an::to_json(report);
  CHECK(json["scenarios"][1]["capacity"]["range"]["value"] == "stages.gate.service");
  CHECK(json["comparisons"][0]["over_range"]["high"]["mean"].get<double>() ==
        Approx(1e-6 * tonnes_of_lane(120)).epsilon(1e-3));
}

TEST_CASE(
    "an alternative whose bottleneck is elsewhere runs at the ends of what that rests on too") {
  // Three lanes at the gate leave the scale, 40 s a truck, as the narrowest place.
  const auto port = [](const std::string& lanes) {
    const std::filesystem::path file = TemporaryFolder::own() / "scale.yaml";
    std::ofstream(file)
        << "kouan: 1\ntitle: {en: Port, zh: 口岸}\n"
           "run: {start: 2023-01-02, horizon: 4 d, saturated_warm_up: 1 d}\n"
           "sides: {cn: {title: {en: China, zh: 中国}}}\n"
           "classes: {truck: {payload: 10 t, process: way, arrivals: {rate: 1 /min}}}\n"
           "stages:\n  gate: {title: {en: Gate, zh: 卡口}, side: cn, servers: "
        << lanes << ", service: " << ranged("1 min", "30 s .. 2 min")
        << "}\n  scale: {title: {en: Scale, zh: 地磅}, side: cn, servers: 1, service: "
        << ranged("40 s", "20 s .. 2 min")
        << "}\nprocesses: {way: {steps: [{visit: gate}, {visit: scale}, cleared]}}\n";
    const models::ReadResult read = models::read_scenario(file.string());
    REQUIRE_MESSAGE(read.scenario, read.diagnostics.text());
    return *read.scenario;
  };
  std::vector<an::Variant> both = {{"base", {"Port", "口岸"}, port("1")},
                                   {"three", {"Three lanes", "三条通道"}, port("3")}};
  const an::Report report = report_on(both);
  CHECK_FALSE(report.outcome.variants[0].own_range);
  const an::VariantOutcome& three = report.outcome.variants[1];
  REQUIRE(three.own_range);
  CHECK(three.own_range->of.path == "stages.scale.service");
  CHECK(three.own_range->at_low.mean == Approx(3 * tonnes_of_lane(60)).epsilon(1e-3));
  CHECK(three.own_range->at_high.mean == Approx(tonnes_of_lane(120)).epsilon(1e-3));
  REQUIRE(three.base_over_own_range);
  CHECK(three.base_over_own_range->at_high.mean == Approx(tonnes_of_lane(120)).epsilon(1e-3));
  const auto& gain = report.comparisons[0].over_own_range;
  REQUIRE(gain);
  CHECK(gain->low.difference.mean == Approx(2e-6 * tonnes_of_lane(60)).epsilon(1e-3));
  CHECK(std::abs(gain->high.difference.mean) < 1e-3);
  CHECK(
      says(report.certainty, "Three lanes: with “Scale: service time” at 20 s the gain is +10.51"));
  CHECK(any_tells(report.certainty.zh, "三条通道：“地磅：作业时间”取 20 秒时年增量为 +1,051"));
  CHECK(an::text_report(report).find(
            "gain of capacity at the ends of the range of “Scale: service time”: 20 s: ") !=
        std::string::npos);
  const std::string csv = an::csv_text(report);
  CHECK(csv.find("three,difference-own-at-low,base,capacity,Mt/yr,10.51") != std::string::npos);
  CHECK(csv.find("three,capacity-at-low,stages.scale.service,tonnes_per_year,t/yr,15") !=
        std::string::npos);
  const auto json = an::to_json(report);
  CHECK(json["scenarios"][1]["capacity"]["own_range"]["value"] == "stages.scale.service");
  CHECK(json["comparisons"][0]["over_own_range"]["low"]["mean"].get<double>() ==
        Approx(2e-6 * tonnes_of_lane(60)).epsilon(1e-3));

  // Where the lever sets that value itself, the base counts as it is.
  both[1].scenario = ranged_gate_port("servers: 1, service: " + ranged("30 s", "20 s .. 40 s"));
  both[0].scenario = ranged_gate_port("servers: 1, service: 1 min");
  const an::Report sets = report_on(both);
  REQUIRE(sets.comparisons[0].over_own_range);
  CHECK_FALSE(sets.outcome.variants[1].base_over_own_range);
  CHECK(sets.comparisons[0].over_own_range->high.difference.mean ==
        Approx(1e-6 * (tonnes_of_lane(40) - tonnes_of_lane(60))).epsilon(1e-3));
}

TEST_CASE("what the base has is told as a gain at the ends too") {
  auto both = gate_and(two_lanes());
  std::swap(both[0].scenario, both[1].scenario);
  both[1].counterfactual = {"A second lane", "第二条通道"};
  const an::Report report = report_on(both);
  CHECK(
      says(report.answer, "A second lane (the base against “Two lanes”): capacity rises by 5.25"));
  CHECK(says(report.answer,
             "capacity with “Two lanes” is between 2.63 Mt (“Gate: service time” at 2 min)"));
  CHECK(says(report.certainty,
             "A second lane: with “Gate: service time” at 30 s the gain is +10.51"));
}

TEST_CASE("a gain that is the same over the range is not told twice") {
  const auto both = gate_and(
      ranged_gate_port("servers: 1, queue_lanes: 2, service: " + ranged("1 min", "30 s .. 2 min")));
  const an::Report report = report_on(both);
  REQUIRE(report.comparisons[0].over_range);
  CHECK(report.comparisons[0].over_range->low.difference.mean == 0);
  CHECK(report.certainty.groups.size() == 2);  // chance, and the range of the base
  CHECK(says(report_on(gate_and(one_gate())).answer,
             "Two lanes: nothing changes, all that it sets stands there already."));
}

TEST_CASE("an alternative that sets the value itself, or lacks it, has no range") {
  for (const char* service : {"{value: 40 s, grade: assumed, range: 30 s .. 2 min}", "40 s"}) {
    const auto both = gate_and(ranged_gate_port("servers: 1, service: " + std::string(service)));
    const an::Report report = report_on(both);
    CHECK(report.outcome.variants[0].range);
    CHECK_FALSE(report.outcome.variants[1].range);
    CHECK_FALSE(report.comparisons[0].over_range);
    const auto json = an::to_json(report);
    CHECK(json["scenarios"][1]["capacity"]["range"].is_null());
    CHECK(json["comparisons"][0]["over_range"].is_null());
    CHECK(group_of(report.answer, 1).en.find("at 30 s") == std::string::npos);
  }
}

TEST_CASE("ends that an interruption left unequal are no range") {
  const auto both = gate_and(two_lanes());
  an::ExperimentOptions options = few_runs(4, false);
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

TEST_CASE("what was carried in a year stands beside a range that begins below it") {
  const std::vector<an::Variant> base = {{"base", {"Port", "口岸"}, one_gate()}};
  an::ValidationCase year = year_of(base[0].scenario, 3.125);
  const auto head = [&] {
    return an::make_report("run", an::Language::en,
                           an::run_experiment(base, {year}, few_runs(4, false)), {})
        .answer;
  };
  const an::Answer said = head();
  CHECK(says(said, "The 3.125 Mt observed in 2023 are more than the low end allows."));
  CHECK(any_tells(said.zh, "2023 年实际观测 312.5 万吨，已超过该低端。"));
  // Below the low end it says nothing, nor of part of a year, of some classes, or of a design.
  const an::ValidationCase above = year;
  year.observed = 2.5;
  CHECK_FALSE(says(head(), "are more than the low end"));
  year = above;
  year.to = models::CivilDate{2023, 12, 30};
  CHECK_FALSE(says(head(), "are more than the low end"));
  year = above;
  year.names_classes = true;
  CHECK_FALSE(says(head(), "are more than the low end"));
  year = above;
  year.design = true;
  CHECK_FALSE(says(head(), "are more than the low end"));
  year = above;
  models::Scenario other = base[0].scenario;
  other.hash = "another";
  year.scenario = std::make_shared<const models::Scenario>(other);
  CHECK_FALSE(says(head(), "are more than the low end"));
}

TEST_CASE("what was carried in a year is told in the unit of the capacity that it stands beside") {
  const std::vector<an::Variant> base = {{"base", {"Port", "口岸"}, one_gate("1", "50 kg")}};
  const an::Answer said =
      an::make_report(
          "run", an::Language::en,
          an::run_experiment(base, {year_of(base[0].scenario, 0.025)}, few_runs(4, false)), {})
          .answer;
  CHECK(says(said, "it is between 13.1 kt (“Gate: service time” at 2 min)"));
  CHECK(says(said, "The 25 kt observed in 2023 are more"));
  CHECK(any_tells(said.zh, "2023 年实际观测 2.5 万吨，"));
}
