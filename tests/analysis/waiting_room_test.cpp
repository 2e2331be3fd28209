// Room to wait at a stage that has an end: as a candidate for the bottleneck, and as what the bound
// ignores.
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "analysis/capacity.hpp"
#include "analysis/check.hpp"
#include "analysis/report/csv.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "analysis/report/text.hpp"
#include "sim/run.hpp"
#include "tests/analysis/sentences.hpp"
#include "tests/support/port_builder.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;

namespace {

/// A border open for four hours that lets 100 an hour through, before a customs that is open for
/// ten, does 50 an hour and has room for `places` to wait: who finds none stays at the border.
models::Scenario border_and_customs(int places, const char* hours_of_border = "morning") {
  models::Scenario s = empty_port(10);
  s.hash = "room";
  s.saturated_warm_up_s = 86400;
  models::Hours morning = s.hours[0];
  morning.id = "morning";
  for (auto& spans : morning.week)
    spans = {{8 * 3600, 12 * 3600}};
  s.hours.push_back(morning);
  s.stages = {stage("border", 1, sim::constant(36), hours_of_border),
              stage("customs", 10, sim::constant(720), "day")};
  if (places >= 0) s.stages[1].queue_places = places;
  add_class(s, "truck", {visit("border"), visit("customs"), cleared()}, 400);
  return s;
}

an::Report report_of_runs(models::Scenario scenario) {
  static std::vector<an::Variant> one;  // outlives the report
  one = {{"base", {"Port", "口岸"}, std::move(scenario)}};
  an::ExperimentOptions o;
  o.replications = 4;
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  return an::make_report("run", an::Language::en, an::run_experiment(one, {}, o), {});
}

an::Report report_of_room(int places) { return report_of_runs(border_and_customs(places)); }

/// "customs.queue area ": ids of stages and yards, of queues with that behind them.
std::string rooms(const models::Scenario& scenario) {
  std::string all;
  for (const an::LimitedRoom& room : an::check(scenario).limited_room)
    all += room.stage + (room.is_yard ? " " : ".queue ");
  return all;
}

}  // namespace

TEST_CASE("the room to wait is the bottleneck where it fills before what follows opens longer") {
  const an::Report report = report_of_room(30);
  const an::Bottleneck& found = *report.variants[0].outcome->bottleneck;
  REQUIRE(found.place.has_value());
  CHECK(found.place->id == "customs");
  CHECK(found.place->waiting_places == 30);
  CHECK(found.gains.front().place.key() == "customs.queue");
  // Thirty more a day of 10 t; one more server does five an hour for four hours.
  CHECK(found.gains.front().per_year.difference.mean ==
        doctest::Approx(30 * 10 * 365.0).epsilon(0.02));
  CHECK(found.gains.front().increment == 1);
  CHECK_MESSAGE(says(report.answer,
                     "; the bottleneck is the room to wait at Stage customs: room for 30 more to "
                     "wait adds 0.1"),
                report.answer.en[0]);
  CHECK(report.answer.zh[0].find("；瓶颈为环节customs的候位：增加 30 个候位，年增量 ") !=
        std::string::npos);
  CHECK(says(report.details,
             "room for 30 more to wait at Stage customs (twice its room) changes "
             "capacity by +0.1"));
  const auto json = an::to_json(report)["capacity"]["bottleneck"];
  CHECK(json["stage"] == "customs");
  CHECK(json["kind"] == "queue");
  CHECK(json["gains"][0]["kind"] == "queue");
  CHECK(json["gains"][0]["what"]["zh"] == "增加 30 个候位");
  CHECK(an::csv_text(report).find("base,longer-queue,customs,tonnes_per_year,t/yr,") !=
        std::string::npos);
}

TEST_CASE("a stage and the room to wait at it, which share an id, are told apart by kind") {
  an::Report report = report_of_room(30);
  an::Bottleneck& found = *report.outcome.variants[0].bottleneck;
  found.rivals.clear();
  for (const an::Gain& gain : found.gains)
    if (gain.place.key() != "customs.queue") found.rivals.push_back(gain.place);
  REQUIRE(found.rivals.size() == 2);
  found.rivals.push_back(found.gains.front().place);
  const auto json = an::to_json(report)["capacity"]["bottleneck"];
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(json["rivals"][i] == found.rivals[i].id);
    CHECK(json["rival_kinds"][i] == (i < 2 ? "stage" : "queue"));
  }
}

TEST_CASE("no room is tried where a queue has no end, no room at all, or was never full") {
  for (const int places : {-1, 0, 100'000}) {
    CAPTURE(places);
    const an::Report report = report_of_room(places);
    for (const an::Gain& gain : report.variants[0].outcome->bottleneck->gains)
      CHECK(gain.place.waiting_places == 0);
  }
}

TEST_CASE("no room is tried where those who come without end are all that fill it") {
  models::Scenario s = border_and_customs(30);
  s.stages[0].queue_places = 5;
  const an::Report report = report_of_runs(s);
  for (const an::Gain& gain : report.variants[0].outcome->bottleneck->gains)
    CHECK(gain.place.key() != "border.queue");
  REQUIRE(report.variants[0].outcome->bottleneck->place);
  CHECK(report.variants[0].outcome->bottleneck->place->key() == "customs.queue");
}

TEST_CASE("pairs are of places that were tried, which the place is not whose queue was") {
  const an::Report report = report_of_room(30);
  const an::VariantOutcome& outcome = *report.variants[0].outcome;
  an::Place place{"customs", {"Stage customs", "环节customs"}};
  const auto pairs = [&] {
    return an::pair_candidates(outcome.variant->scenario, *outcome.saturated, {place}).size();
  };
  CHECK(pairs() == 1);
  place.waiting_places = 30;
  CHECK(pairs() == 0);
}

TEST_CASE("check names the room that the bound ignores, where opening hours differ") {
  const an::CheckReport report = an::check(border_and_customs(30));
  REQUIRE(report.limited_room.size() == 1);
  const std::string en = an::to_text(report, an::Language::en, 1000);
  CHECK_MESSAGE(en.find("The bound ignores that room is limited between places that are open at "
                        "different times, so that less may pass: Stage customs (room for 30 to "
                        "wait).") != std::string::npos,
                en);
  const std::string zh = an::to_text(report, an::Language::zh, 1000);
  CHECK(zh.find("实际能力可能更低：环节customs（30 个候位）。") != std::string::npos);
  const auto json = an::to_json(report)["bound"]["ignores"];
  CHECK(json["room"][0]["stage"] == "customs");
  CHECK(json["room"][0]["kind"] == "queue");
  CHECK(json["room"][0]["places"] == 30);
  CHECK(json["text"]["en"].is_string());

  CHECK(an::check(border_and_customs(30, "day")).limited_room.empty());
  const an::CheckReport open = an::check(border_and_customs(-1));
  CHECK(open.limited_room.empty());
  CHECK(an::to_json(open)["bound"]["ignores"]["text"].is_null());

  models::Scenario with_yard = border_and_customs(-1);
  with_yard.stages.push_back(yard("area", 20));
  with_yard.processes[0].steps = {visit("border"), within("area", {visit("customs")}), cleared()};
  const std::string yard_en = an::to_text(an::check(with_yard), an::Language::en, 1000);
  CHECK(yard_en.find("less may pass: Stage area (20 places).") != std::string::npos);
}

TEST_CASE("room lies between what is on one way through it, not on ways that part") {
  models::Scenario s = border_and_customs(30, "day");
  s.stages.push_back(stage("special", 2, sim::constant(36), "morning"));
  const auto steps = [&](models::Steps before_customs) {
    before_customs.push_back(visit("customs"));
    s.processes[0].steps = {
        visit("border"),
        choose({share(0.2, {visit("special")}), share(0.8, std::move(before_customs))}), cleared()};
  };
  steps({});
  CHECK(rooms(s).empty());
  steps({visit("special")});
  CHECK(rooms(s) == "customs.queue ");
}

TEST_CASE("the queue of a yard and its places are judged apart") {
  models::Scenario s = border_and_customs(-1);
  s.stages.push_back(yard("area", 20));
  s.stages[2].queue_places = 30;
  s.processes[0].steps = {visit("border"), within("area", {visit("customs")}), cleared()};
  CHECK(rooms(s) == "area.queue area ");
  const std::string en = an::to_text(an::check(s), an::Language::en, 1000);
  CHECK(en.find("Stage area (room for 30 to wait), Stage area (20 places).") != std::string::npos);
  s.stages[2].queue_places = 0;
  CHECK(rooms(s) == "area ");
  s.stages[2].queue_places = 30;
  // The yard alone opens at other times than what lies before and in it.
  s.stages[0] = stage("border", 1, sim::constant(36), "day");
  s.stages[2].groups = stage("border", 20, sim::constant(36), "morning").groups;
  CHECK(rooms(s) == "area.queue ");
}
