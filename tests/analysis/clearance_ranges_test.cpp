// Which values with a range clearance times rest on: each at both ends, one at a time, on both
// clocks, and what alternatives change there.
#include "analysis/clearance_ranges.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "analysis/experiment.hpp"
#include "analysis/interrupt.hpp"
#include "analysis/report/csv.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "analysis/report/text.hpp"
#include "analysis/report/units.hpp"
#include "models/read_scenario.hpp"
#include "tests/analysis/few_runs.hpp"
#include "tests/analysis/sentences.hpp"
#include "tests/models/temporary_folder.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
using doctest::Approx;
using kouan::test::few_runs;

namespace {

/// A truck every 10 min on average, a gate of 2 min that nobody shares, and papers of 30 min from
/// the gate on, which decide: cleared some 32 min after it came. At 12 min the gate passes fewer
/// than come.
std::string papers_port(const std::string& gate = "2 min", const std::string& declare = "30 min") {
  return "kouan: 1\ntitle: {en: Port, zh: 口岸}\n"
         "run: {start: 2023-01-02, horizon: 35 d, saturated_warm_up: 1 d}\n"
         "sides: {cn: {title: {en: China, zh: 中国}}}\n"
         "classes:\n  truck:\n    title: {en: Trucks, zh: 货车}\n    process: way\n"
         "    payload: 10 t\n    arrivals: {rate: 6 /h}\n"
         "    vehicle_length: {value: 20 m, grade: assumed, range: 18 m .. 25 m}\n"
         "stages:\n"
         "  gate: {title: {en: Gate, zh: 卡口}, side: cn, servers: 1,\n"
         "    service: {value: " +
         gate +
         ", grade: assumed, range: 1 min .. 12 min}}\n"
         "processes:\n  way:\n    title: {en: In, zh: 进境}\n    steps:\n"
         "      - visit: gate\n"
         "      - declare: {value: " +
         declare +
         ", grade: assumed, range: 10 min .. 4 h}\n"
         "      - {travel: {title: {en: Drive, zh: 行驶}, time: {value: 5 min, grade: assumed, "
         "range: 4 min .. 6 min}}}\n"
         "      - await-documents\n      - release\n      - cleared\n";
}

models::Scenario read(const std::string& text) {
  const std::filesystem::path file = TemporaryFolder::own() / "cleared.yaml";
  std::ofstream(file) << text;
  const models::ReadResult result = models::read_scenario(file.string());
  REQUIRE_MESSAGE(result.scenario, result.diagnostics.text());
  return *result.scenario;
}

const an::ScreenedValue& effect_of(const an::RangeScreening& found, const std::string& path) {
  const auto it = std::find_if(found.effects.begin(), found.effects.end(),
                               [&](const an::ScreenedValue& e) { return e.of.path == path; });
  REQUIRE_MESSAGE(it != found.effects.end(), path);
  return *it;
}

const std::string k_declare = "processes.way.steps[1].declare";

std::vector<an::Variant> base_alone() { return {{"base", {"Port", "口岸"}, read(papers_port())}}; }

an::Report report_of(const std::vector<an::Variant>& variants,
                     const an::ExperimentOptions& options) {
  an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(variants, {}, options), {});
  kouan::test::check_lengths(report);
  return report;
}

std::string all_of(const std::vector<std::string>& sentences) {
  std::string all;
  for (const std::string& sentence : sentences)
    all += sentence + "\n";
  return all;
}

void check_says(const std::vector<std::string>& sentences, const std::string& part) {
  const std::string all = all_of(sentences);
  CHECK_MESSAGE(all.find(part) != std::string::npos, part << " is not in\n" << all);
}

}  // namespace

TEST_CASE("each value is put at both ends under the given demand, and told on both clocks") {
  const std::vector<an::Variant> base = base_alone();
  const an::ExperimentOutcome outcome = an::run_experiment(base, {}, few_runs(4, true));
  REQUIRE(outcome.variants[0].clearance);
  const an::ClearanceScreening& found = *outcome.variants[0].clearance;
  CHECK(found.entity_class == "truck");
  const an::RangeScreening& physical = found.on(an::ClearanceClock::physical);
  const an::RangeScreening& documents = found.on(an::ClearanceClock::documents);
  CHECK(physical.tried == 3);  // a length needs no run
  const an::ScreenedValue& papers_of = effect_of(documents, k_declare);
  CHECK(papers_of.low.paired->base.mean == Approx(30 * 60));
  CHECK(papers_of.low.paired->with.mean == Approx(10 * 60));
  CHECK(papers_of.high.paired->with.mean == Approx(4 * 3600));
  CHECK(papers_of.high.paired->difference.n == 3);  // without the one that picks
  // The wait for the papers is a part of the time on the spot: a difference on the same draws.
  const an::ScreenedValue& on_the_spot = effect_of(physical, k_declare);
  CHECK(on_the_spot.high.paired->difference.mean == Approx(210 * 60));
  CHECK(physical.effects.front().of.path == k_declare);
  // The gate is passed before the papers are lodged, and at its slow end not by all who come.
  const an::ScreenedValue& gate = effect_of(physical, "stages.gate.service");
  CHECK(gate.high.effect == an::EndEffect::grows);
  CHECK_FALSE(gate.high.paired);
  CHECK(documents.effects.size() == 1);
  // The drive is shorter than the papers take, and changes nothing.
  CHECK(physical.effects.size() == 2);
  CHECK(physical.unsure.empty());
  CHECK(physical.untried.empty());
}

TEST_CASE("the answer tells between what clearance lies, and certainty which values move it") {
  const std::vector<an::Variant> base = base_alone();
  const an::Report report = report_of(base, few_runs(4, true));
  check_says(report.answer.en, "95 in 100 take at most ");
  check_says(
      report.answer.en,
      "With one of 3 values at an end of its range, it is between 12.2 min (“In: time of the "
      "declaration” at 10 min) and 4.04 h (the same at 4 h).");
  check_says(
      report.answer.en,
      "At an end of the range of “Gate: service time” more comes than can pass, and clearance "
      "takes ever longer.");
  check_says(report.answer.en,
             "Document clearance, from declaration to release, is 30 ± 0 min on average. With one "
             "of 3 values at an end of its range, it is between 10.0 min (“In: time of the "
             "declaration” at 10 min) and 4.00 h (the same at 4 h).");
  check_says(report.certainty.en,
             "Of 3 values with a range, put at its ends one at a time under the given demand (one "
             "replication, 3 more where that moved it), 2 move the mean clearance time of Trucks "
             "by 5 % or more.");
  check_says(report.certainty.en, "at 12 min: queues grow to the end.");
  check_says(report.certainty.en,
             "Document clearance with “In: time of the declaration” at 10 min: 10 ± 0 min, at 4 h: "
             "4 ± 0 h.");
  check_says(report.answer.zh,
             "3 项数值逐一取范围端值，平均最低 10.0 分钟（“进境：申报用时”取 10 分钟），最高 4.00 "
             "小时（同一数值取 4 小时）。");
  check_says(report.certainty.zh, "，2 项使货车的平均通关时间变化 5 % 以上。");
}

TEST_CASE("what an alternative changes is told over the range of what makes most of it") {
  std::vector<an::Variant> both = base_alone();
  both.push_back({"fast", {"Fast gate", "快速卡口"}, read(papers_port("1 min", "30 min"))});
  const an::Report report = report_of(both, few_runs(4, true));
  const auto& changes =
      report.outcome.variants[1].clearance->changes_on(an::ClearanceClock::physical);
  REQUIRE_FALSE(changes.empty());
  // The papers come after the gate: their time is no part of the change.
  const auto papers_of = std::find_if(changes.begin(), changes.end(), [](const auto& change) {
    return change.of.path == k_declare;
  });
  REQUIRE(papers_of != changes.end());
  REQUIRE(papers_of->high);
  const an::ComparedMeasure* m =
      an::find_measure(report.comparisons[0], "truck.physical_clearance_s.mean");
  CHECK(papers_of->high->difference.mean == Approx(m->paired.difference.mean * 3600).epsilon(0.02));
  // The gate's own value is the alternative's: at 12 min it is no gain at all, but grows.
  CHECK(report.outcome.variants[1].clearance->on(an::ClearanceClock::physical).tried == 1);
  check_says(report.answer.en,
             " At an end of “Gate: service time” queues grow, and no change can be");
}

TEST_CASE("an alternative whose change hangs on an assumed value names it beside the change") {
  // A drive of 45 min beside papers of 30 min: how much longer than these it takes decides.
  std::string slow = papers_port();
  const std::string drive = "{value: 5 min, grade: assumed, range: 4 min .. 6 min}";
  slow.replace(slow.find(drive), drive.size(),
               "{value: 45 min, grade: assumed, range: 44 min .. 46 min}");
  std::vector<an::Variant> both = base_alone();
  both.push_back({"slow", {"Slow road", "慢路"}, read(slow)});
  const an::Report report = report_of(both, few_runs(4, true));
  // At 12 min queues grow in the base, at 1 min nowhere.
  const auto& growing = report.outcome.variants[1].clearance->growing;
  REQUIRE(growing.size() == 1);
  CHECK(growing.front().en == "Gate: service time");
  check_says(report.answer.en,
             "the change is between no clear change (“In: time of the declaration” at 4 h) and 35");
  check_says(report.answer.zh, "变化介于无明显变化（“进境：申报用时”取 4 小时）与延长 35");
  check_says(report.certainty.en,
             "Slow road: with “In: time of the declaration” at 10 min physical clearance is 35");
  check_says(report.certainty.en, ", at 4 h it changes by no more than chance explains.");
  check_says(report.certainty.zh, "慢路：“进境：申报用时”取 10 分钟时车辆通关时间延长 35");
  check_says(report.certainty.en,
             "Of 1 value with a range that “Slow road” brings or changes, none is seen to move the "
             "mean clearance time of Trucks by 5 % or more.");
}

TEST_CASE("what clearance rests on is in every form of the report") {
  const std::vector<an::Variant> both = {
      {"base", {"Port", "口岸"}, read(papers_port())},
      {"fast", {"Fast gate", "快速卡口"}, read(papers_port("1 min"))}};
  const an::Report report = report_of(both, few_runs(4, true));
  const auto json = an::to_json(report);
  const auto& ranges = json["scenarios"][0]["clearance_ranges"];
  CHECK(ranges["class"] == "truck");
  CHECK(ranges["physical_clearance_s"]["tried"] == 3);
  CHECK(ranges["physical_clearance_s"]["values"][0]["value"] == k_declare);
  CHECK(ranges["physical_clearance_s"]["values"][1]["high"]["effect"] == "grows");
  CHECK(ranges["physical_clearance_s"]["values"][1]["high"]["mean_s"].is_null());
  CHECK(ranges["document_clearance_s"]["values"][0]["high"]["mean_s"]["mean"] == Approx(14400));
  const auto& changes = json["comparisons"][0]["clearance_over_ranges"]["physical_clearance_s"];
  CHECK(changes[0]["value"] == k_declare);
  CHECK(changes[0]["high"]["difference"]["n"] == 3);
  const std::string csv = an::csv_text(report);
  CHECK(csv.find("base,clearance-change-at-high," + k_declare + ",document_clearance_s.mean,s,") !=
        std::string::npos);
  CHECK(csv.find("fast,difference-clearance-at-high," + k_declare +
                 ",physical_clearance_s.mean,s,") != std::string::npos);
  const std::string text = an::text_report(report);
  CHECK(text.find("queues grow") != std::string::npos);
}

TEST_CASE("without the wish, or with two replications, clearance is not screened") {
  const std::vector<an::Variant> base = base_alone();
  an::ExperimentOptions options = few_runs(4, true);
  options.ranges = false;
  const an::Report plain = report_of(base, options);
  CHECK_FALSE(plain.outcome.variants[0].clearance);
  CHECK(an::to_json(plain)["scenarios"][0]["clearance_ranges"].is_null());
  options.ranges = true;
  options.replications = 2;
  CHECK_FALSE(an::run_experiment(base, {}, options).variants[0].clearance);
}

TEST_CASE("an interruption leaves all that was finished before clearance was tried") {
  const an::Interrupt interrupt;
  const std::vector<an::Variant> base = base_alone();
  an::ExperimentOptions options = few_runs(4, true);
  options.replicate.pool.interrupt = &interrupt;
  options.progress = [&](an::Phase phase, const an::Progress&) {
    if (phase == an::Phase::clearance_screening && interrupt.count() == 0) std::raise(SIGINT);
  };
  const an::Report report = report_of(base, options);
  CHECK(report.outcome.interrupted);
  CHECK_FALSE(report.outcome.variants[0].clearance);
  CHECK(report.outcome.variants[0].screening);
  CHECK(report.outcome.variants[0].samples->replications() == 4);
  check_says(report.details.en, "What clearance times rest on was not finished.");
}

TEST_CASE("figures have four digits at most, and ends of ranges as many as their interval allows") {
  const an::Estimate narrow{67.1441, 0.0011, 10};
  CHECK(an::duration(an::scaled(narrow, 60), an::Language::en) == "67.14 ± 0.01 min");
  CHECK(an::rough_duration({24.6 * 3600, 5 * 3600.0, 4}).en == "about 25 h");
  CHECK(an::rough_duration({24.6 * 3600, 5 * 3600.0, 4}).zh == "约 25 小时");
  CHECK(an::rough_duration({12.3, 3, 4}).en == "about 12 s");
  CHECK(an::rough_duration({177.2 * 60, 60, 4}).en == "2.95 h");
}
