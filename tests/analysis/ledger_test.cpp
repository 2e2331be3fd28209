// The rows of the time ledger: a drive with a title has one of its own, however often it is driven.
#include "analysis/report/ledger.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analysis/experiment.hpp"
#include "analysis/report/activity_words.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "analysis/report/variant_tables.hpp"
#include "models/read_scenario.hpp"
#include "sim/run.hpp"
#include "tests/analysis/report_of_one.hpp"
#include "tests/models/temporary_folder.hpp"
#include "tests/support/file_content.hpp"
#include "tests/support/port_builder.hpp"

namespace an = kouan::analysis;
namespace fs = std::filesystem;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;
using doctest::Approx;

namespace {

models::ProcessStep drive(double seconds, const std::string& en, const std::string& zh) {
  return {models::Travel{sim::constant(seconds), {en, zh}, ""}, {}};
}

an::ExperimentOutcome outcome_of(const std::vector<an::Variant>& base) {
  an::ExperimentOptions options;
  options.replications = 2;
  options.capacity = false;
  options.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  return an::run_experiment(base, {}, options);
}

}  // namespace

TEST_CASE("each named drive has a row, drives without a name share one") {
  models::Scenario s = empty_port(10);
  s.stages = {stage("gate", 50, sim::constant(360))};
  add_class(s, "truck",
            {drive(720, "To the gate", "至卡口"), visit("gate", {drive(360, "Through", "驶过")}),
             drive(720, "To the gate", "至卡口"), drive(180, "", ""), cleared()},
            50);
  const std::vector<an::Variant> base = {{"base", {"Port", "口岸"}, s, {}}};
  const an::ExperimentOutcome outcome = outcome_of(base);
  std::map<std::string, double> moving_h;
  for (const an::LedgerRow& row : an::ledger_rows(outcome.variants[0], 0))
    if (row.state == an::LedgerState::moving) moving_h[row.drive.zh] = row.hours.mean;
  REQUIRE(moving_h.size() == 3);
  CHECK(moving_h["至卡口"] == Approx(0.4).epsilon(0.02));
  CHECK(moving_h["驶过"] == Approx(0.1).epsilon(0.02));
  CHECK(moving_h[""] == Approx(0.05).epsilon(0.02));
  CHECK(an::ledger_total(outcome.variants[0], 0, an::LedgerState::moving).mean ==
        Approx(moving_h["至卡口"] + moving_h["驶过"] + moving_h[""]));
}

TEST_CASE("a wait for places together is one row that tells what was lacking") {
  // Nobody else takes them, so whoever waits lacks both; of the third there is always enough.
  models::Scenario s = empty_port(10);
  s.stages = {yard("east", 1), yard("west", 2), yard("south", 1000)};
  const models::Seize all{{{"east"}, {"west", 2}, {"south"}}};
  add_class(s, "truck",
            {{all, {}}, travel(3600), {models::Vacate{{"east", "west", "south"}}, {}}, cleared()},
            15);
  const std::vector<an::Variant> base = {{"base", {"Port", "口岸"}, s, {}}};
  const an::ExperimentOutcome outcome = outcome_of(base);
  double sum = 0;
  for (const an::LedgerRow& row : an::ledger_rows(outcome.variants[0], 0)) {
    sum += row.hours.mean;
    if (row.state != an::LedgerState::waiting) {
      CHECK(row.lacking.empty());
      continue;
    }
    CHECK(row.stage == "east");
    REQUIRE(row.lacking.size() == 2);
    CHECK(row.lacking[0].stage == "east");
    CHECK(row.lacking[1].stage == "west");
    CHECK(row.hours.mean > 0.1);
    for (const an::LedgerLack& lack : row.lacking)
      CHECK(lack.hours.mean == Approx(row.hours.mean).epsilon(1e-12));
  }
  CHECK(an::ledger_totals(outcome.variants[0], 0).all.mean == Approx(sum));  // parts are no rows
}

namespace {

/// One train at 1:00 with two containers for which empty flats come at 1:30 and 3:00; a crane takes
/// half an hour for each. The flats leave as a train, which waits at its track for an engine that
/// another holds until 6:00.
constexpr const char* k_hub = R"(kouan: 1
title: Hub
run: {start: 2023-03-01, horizon: 1 d}
classes:
  train: {mode: rail, payload: 40 t, process: import, arrivals: {timetable: {at: ["01:00"]}}}
  box: {mode: rail, from: processes, process: reloading}
  flat: {mode: rail, payload: 0 t, process: empty, arrivals: {timetable: {at: ["01:30", "03:00"]}}}
  out: {mode: rail, from: processes, process: inland}
  shunting: {mode: rail, payload: 0 t, process: shunting, arrivals: {timetable: {at: ["02:00"]}}}
stages: {crane: {servers: 1, service: 30 min, activity: gauge-change}}
yards: {track: {places: 1}, engine: {places: 1}}
meetings:
  over: {of: {box: 1, flat: 1}}
  emptied: {by: origin, of: {train: 1, box: 2}}
gatherings: {consist: {number: 2, into: out}}
processes:
  import: {steps: [{split: {into: box, number: 2}}, {meet: {at: emptied, as: whole}}, cleared]}
  reloading: {steps: [{meet: {at: over, steps: [{visit: crane}]}}, cleared, {meet: emptied}]}
  empty: {steps: [{meet: {at: over, steps: [{visit: crane}]}}, {gather: consist}]}
  inland: {steps: [{seize: [track, engine]}, {travel: {time: 1 h, title: Away}}, {vacate: [track, engine]}, cleared]}
  shunting: {steps: [{seize: [engine]}, {travel: {time: 4 h, title: Shunting}}, {vacate: [engine]}]}
)";

using Rows = std::map<std::string, double>;  ///< minutes by "state stage activity"

Rows minutes_of(const an::VariantOutcome& outcome, std::size_t index) {
  Rows minutes;
  for (const an::LedgerRow& row : an::ledger_rows(outcome, index))
    minutes[std::string(an::name_of(row.state)) + " " + row.stage + row.drive.en + " " +
            row.activity] = std::round(row.hours.mean * 6e7) / 1e6;
  return minutes;
}

}  // namespace

TEST_CASE("work in a meeting is told of its members, and of the train whose parts they are") {
  const fs::path file = TemporaryFolder::own() / "hub.yaml";
  std::ofstream(file, std::ios::binary) << k_hub;
  const models::ReadResult read = models::read_scenario(file.string(), {});
  REQUIRE_MESSAGE(read.scenario, read.diagnostics.text());
  const an::Report report = report_of_one(*read.scenario, false);
  const an::VariantOutcome& outcome = *report.variants.front().outcome;
  CHECK(minutes_of(outcome, 0) ==
        Rows{{"waiting over waiting-queue", 30 + 60}, {"served crane gauge-change", 60}});
  CHECK(minutes_of(outcome, 1) == Rows{{"waiting over waiting-queue", (30 + 120) / 2.0},
                                       {"served crane gauge-change", 30},
                                       {"waiting emptied waiting-queue", 90 / 2.0}});
  CHECK(minutes_of(outcome, 2) == Rows{{"served crane gauge-change", 30},
                                       {"waiting consist waiting-queue", 90 / 2.0},
                                       {"waiting track waiting-queue", 150},
                                       {"moving Away driving", 60}});
  for (std::size_t c = 0; c < 4; ++c) {
    for (const an::LedgerRow& row : an::ledger_rows(outcome, c)) {
      if (row.stage != "track") continue;  // those aboard lack what their train does
      REQUIRE(row.lacking.size() == 1);
      CHECK(row.lacking[0].stage == "engine");
      CHECK(row.lacking[0].hours.mean == Approx(2.5));
    }
    const double sojourn_s = an::estimate(outcome.samples->of_class(c, "sojourn_s.mean")).mean;
    CHECK(an::ledger_totals(outcome, c).all.mean == Approx(sojourn_s / 3600));
  }
  const auto json = an::to_json(report)["ledger"][0];
  CHECK(json["by_activity"]["gauge-change"]["mean"].get<double>() == Approx(1));
  CHECK(json["by_activity"]["waiting-queue"]["mean"].get<double>() == Approx(1.5));
  CHECK(json["by_state"]["served"]["mean"].get<double>() == Approx(1));
  const std::string table = an::activity_table(outcome, an::Language::en, 100);
  CHECK(table.find("Gauge change") != std::string::npos);
}

TEST_CASE("the terminal calls the rows of CAREC's monitoring as the page does, and knows all") {
  const std::string root = KOUAN_SOURCE_DIR;
  const std::string page = content(root + "/tools/web/src/core/activities.js");
  const std::string language = content(root + "/docs/reference/scenario-language.md");
  const std::size_t from = language.find("Rows of CAREC's corridor monitoring: `");
  REQUIRE(from != std::string::npos);
  std::string listed = language.substr(from, language.find('\n', from) - from);
  std::set<std::string> distinct;  // two rows of one title could not be told apart
  for (const an::ActivityWord& word : an::activity_words()) {
    CHECK_MESSAGE(distinct.insert(word.title.en).second, word.id);
    CHECK_MESSAGE(distinct.insert(word.title.zh).second, word.id);
    const std::string titles = ": [\"" + word.title.en + "\", \"" + word.title.zh + "\"]";
    CHECK_MESSAGE(page.find(titles) != std::string::npos, word.id);
    const std::size_t at = listed.find("`" + word.id + "`");
    if (at != std::string::npos) listed.erase(at, word.id.size() + 2);
  }
  CHECK(listed == "Rows of CAREC's corridor monitoring: , , , , , , , , , , , , , , , `none`.");
}

TEST_CASE("tables tell both clocks' quantiles and the hours in CAREC's rows, as wide as asked") {
  models::Scenario s = empty_port(10);
  s.stages = {stage("gate", 50, sim::constant(360))};
  s.stages[0].activity = "customs";
  add_class(s, "truck", {drive(600, "", ""), visit("gate"), cleared()}, 50);
  const std::vector<an::Variant> base = {{"base", {"Port", "口岸"}, s, {}}};
  const an::ExperimentOutcome all = outcome_of(base);
  const an::VariantOutcome& outcome = all.variants[0];
  const std::string en = an::clearance_table(outcome, an::Language::en, 100);
  CHECK(en.find("class, clock") != std::string::npos);
  for (const char* word : {"mean", "median", "90 %", "95 %", "physical"})
    CHECK_MESSAGE(en.find(word) != std::string::npos, word);
  const std::string zh = an::clearance_table(outcome, an::Language::zh, 100);
  for (const char* word : {"平均", "中位数", "90 %", "95 %", "车辆通关"})
    CHECK_MESSAGE(zh.find(word) != std::string::npos, word);
  const std::string hours = an::activity_table(outcome, an::Language::en, 80);
  CHECK(hours.find("Customs controls") != std::string::npos);
  CHECK(hours.find("Driving") != std::string::npos);
  CHECK(hours.find("Phytosanitary") == std::string::npos);
  CHECK(hours.find("Total") != std::string::npos);
}
