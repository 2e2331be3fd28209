// What is said of the classes that a question is about, and of a meeting that is short of one side.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/check.hpp"
#include "analysis/experiment.hpp"
#include "analysis/meeting_rates.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "analysis/report/text.hpp"
#include "models/compile.hpp"
#include "sim/run.hpp"
#include "tests/analysis/report_of_one.hpp"
#include "tests/support/port_builder.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;
using doctest::Approx;

namespace {

models::EntityClass& add_trains(models::Scenario& s, const std::string& id, models::Steps steps,
                                double per_day) {
  models::EntityClass& c = add_class(s, id, std::move(steps), 0);
  c.arrivals.kind = models::ArrivalKind::renewal;
  c.arrivals.interarrival_s = sim::constant(86400 / per_day);
  c.mode = "rail";
  return c;
}

/// Eight trains a day out, which take a permit each, and seven permits a day that expire; twelve
/// trains a day in.
models::Scenario port_of_permits() {
  models::Scenario s = empty_port(40);
  s.stages = {stage("track", 1, sim::constant(600)), yard("first", 1)};
  s.stages[1].title = {"First in line", "待许可首位"};
  models::Gathering quota;
  quota.id = "quota";
  quota.title = {"Quota", "配额"};
  quota.of = {{"train", 1}, {"permit", 1}};
  s.gatherings = {quota};
  models::Gather waits;
  waits.at = "quota";
  models::Gather expires = waits;
  expires.patience_s = sim::constant(86400);
  models::EntityClass& out =
      add_trains(s, "train", {within("first", {{waits, {}}}), visit("track"), cleared()}, 8);
  out.direction = "outbound";
  out.counts.trains = 1;
  models::EntityClass& in = add_trains(s, "other", {visit("track"), cleared()}, 12);
  in.direction = "inbound";
  in.counts.trains = 1;
  add_trains(s, "permit", {{expires, {}}}, 7).payload_kg = sim::constant(0);
  return s;
}

}  // namespace

TEST_CASE("the answer begins with the classes that the question is about") {
  models::Scenario s = port_of_permits();
  const an::Report of_all = report_of_one(s, false);
  CHECK_FALSE(any_tells(of_all.answer.en, "The question"));
  CHECK(an::to_json(of_all)["main_class"] == "other");
  s.asks_about = {"train"};
  const an::Report report = report_of_one(s, false);
  CHECK(an::to_json(report)["main_class"] == "train");
  CHECK(report.answer.en[0].starts_with(
      "The question: at the demand of 2023, all that passes outbound is 6.9"));
  CHECK(report.answer.en[0].ends_with(" a day."));
  CHECK(report.answer.zh[0].starts_with("所问：按 2023 年的需求，出境全部日均通过 6.9"));
  CHECK(report.answer.en[1].starts_with("Class train: "));
  CHECK(any_tells(report.answer.en, "for “First in line”"));
  // Eight less seven, and those on the way when the run ends.
  CHECK(any_tells(report.answer.en, "Their queue grows by 1.0"));
  CHECK(any_tells(report.answer.zh, "排队每天增加 1.0"));
  CHECK(any_tells(report.answer.en, " inside after 40 days: the hours grow with it."));
}

TEST_CASE("of a queue that stays as it is the answer tells no growth") {
  models::Scenario s = port_of_permits();
  s.asks_about = {"other"};
  const an::Report report = report_of_one(s, false);
  CHECK(report.answer.en[1].starts_with("Class other: "));
  CHECK_FALSE(any_tells(report.answer.en, "grows"));
}

TEST_CASE("neither those who leave nor a warm-up make a queue grow") {
  models::Scenario s = port_of_permits();
  s.warm_up_s = 20 * 86400;
  s.asks_about = {"other", "permit"};
  models::Steps& steps = s.processes[1].steps;
  steps.insert(steps.begin(), choose({share(0.5, {{models::Leave{}, {}}}), otherwise({})}));
  const an::Report report = report_of_one(s, false);
  CHECK(any_tells(report.answer.en, "Class other: "));
  CHECK(any_tells(report.answer.en, "Class permit: "));
  CHECK_FALSE(any_tells(report.answer.en, "queue grows by"));
  for (const std::string& sentence : report.answer.en)
    if (sentence.starts_with("Class permit"))
      CHECK(sentence.find("a day pass") == std::string::npos);
}

TEST_CASE("permits are no trains: figures are told in trains all the same, and they stand apart") {
  const an::Report report = report_of_one(port_of_permits(), false);
  CHECK(any_tells(report.details.en, " trains per calendar day"));
  const std::string text = an::text_report(report);
  const auto apart = text.find("never cleared, in no throughput");
  REQUIRE(apart != std::string::npos);
  CHECK(text.find("Class permit") > apart);
  const auto classes = an::to_json(report)["classes"];
  CHECK(classes[0]["passes"] == true);
  CHECK(classes[2]["passes"] == false);
}

TEST_CASE("check tells the load that one side of a meeting offers to the other") {
  const models::Scenario s = port_of_permits();
  const an::CheckReport report = an::check(s);
  REQUIRE(report.meetings.size() == 1);
  CHECK(report.meetings[0].load == Approx(8.0 / 7).epsilon(0.01));
  CHECK(report.meetings[0].less.may_leave());
  const auto unmet = std::find_if(report.warnings.begin(), report.warnings.end(),
                                  [](const an::CheckWarning& w) { return w.id == "unmet"; });
  REQUIRE(unmet != report.warnings.end());
  CHECK(unmet->about == "quota");
  const std::string text = an::to_text(report, an::Language::en);
  CHECK(text.find("Quota: Class train ") != std::string::npos);
  CHECK(text.find("; load 1.14") != std::string::npos);
  // All of the time for which a place in line is held depends on the state: no "≥0.00".
  CHECK(text.find("≥0.00") == std::string::npos);
  CHECK(an::to_json(report)["meetings"][0]["more"]["classes"][0] == "train");
}

TEST_CASE("how many come to a meeting is not known behind a stage that turns some away") {
  models::Scenario s = port_of_permits();
  s.stages.push_back(stage("booth", 1, sim::constant(60)));
  models::Steps& steps = s.processes[0].steps;
  steps.insert(steps.begin(), visit("booth"));
  CHECK(an::check(s).meetings.size() == 1);
  s.stages.back().rules.turns_away = true;  // never, as its queue takes all
  CHECK(an::check(s).meetings.size() == 1);
  s.stages.back().queue_places = 5;
  CHECK(an::check(s).meetings.empty());
}

TEST_CASE("a meeting that is short of one side warns of those who wait there for good") {
  models::Scenario s = port_of_permits();
  const auto warns = [&] {
    const an::CheckReport report = an::check(s);
    REQUIRE(report.meetings.size() == 1);
    CHECK(report.meetings[0].load > 1.1);
    return std::any_of(report.warnings.begin(), report.warnings.end(),
                       [](const an::CheckWarning& w) { return w.id == "unmet"; });
  };
  CHECK(warns());
  SUBCASE("not if they queue at an overloaded stage before it") {
    s.stages.push_back(stage("slow", 1, sim::constant(86400 / 4.0)));
    models::Steps& steps = s.processes[0].steps;
    steps.insert(steps.begin(), visit("slow"));
    CHECK_FALSE(warns());
  }
  SUBCASE("nor if they wait for a yard there of which they need a place beside another's") {
    s.stages.push_back(yard("wide", 100));
    s.stages.push_back(yard("narrow", 1));
    models::Seize both;
    both.places = {{"wide"}, {"narrow"}};
    models::Steps& steps = s.processes[0].steps;
    steps.insert(steps.begin(),
                 {{both, {}}, travel(6 * 3600), {models::Vacate{{"wide", "narrow"}}, {}}});
    CHECK_FALSE(warns());  // six hours of each of eight a day
  }
  SUBCASE("nor where it is not known whether they do: others may be sent there") {
    // Cars that a full booth turns away go to the same stage, in any number.
    s.stages.push_back(stage("slow", 1, sim::constant(60)));
    s.stages.push_back(stage("booth", 1, sim::constant(60)));
    models::Steps& steps = s.processes[0].steps;
    steps.insert(steps.begin(), visit("slow"));
    models::Visit booth{"booth", {}};
    booth.rules.balk_at = 0;
    booth.has_otherwise = true;
    booth.otherwise = {visit("slow")};
    add_class(s, "car", {{booth, {}}}, 10);
    CHECK_FALSE(warns());
  }
  SUBCASE("whoever comes beside them and gives up in time") {
    models::Gather waits;
    waits.at = "quota";
    waits.patience_s = sim::constant(3600);
    s.gatherings[0].alike = {{"hasty", "train"}};
    add_trains(s, "hasty", {{waits, {}}}, 2);
    CHECK(warns());
  }
  SUBCASE("not if those who give up are what is too much") {
    models::Gather waits;
    waits.at = "quota";
    waits.patience_s = sim::constant(3600);
    s.gatherings[0].alike = {{"hasty", "train"}};
    add_trains(s, "hasty", {{waits, {}}}, 2);
    s.classes[0].arrivals.interarrival_s = sim::constant(86400 / 6.0);
    CHECK_FALSE(warns());
  }
}

TEST_CASE("no load is told of a meeting where it is not known before a run who comes") {
  models::Scenario s = port_of_permits();
  SUBCASE("some may go another way") {
    models::Steps& steps = s.processes[0].steps;
    steps.insert(steps.begin(), choose({share(0.5, {{models::Leave{}, {}}}), otherwise({})}));
  }
  SUBCASE("a fleet brings the other side") {
    s.classes[2].arrivals = {};
    s.classes[2].fleet = 5;
  }
  CHECK(an::meeting_rates(s, models::compile(s).model).empty());
}

TEST_CASE("what is taken with a section may hold up those who come to a meeting") {
  models::Scenario s = port_of_permits();
  const sim::Model model = models::compile(s).model;  // who arrives, whatever they do then
  models::Pass pass{"line", "in"};
  pass.with = {{"engine"}};
  models::Steps& steps = s.processes[0].steps;
  steps.insert(steps.begin(), {pass, {}});
  const auto meetings = an::meeting_rates(s, model);
  REQUIRE(meetings.size() == 1);
  CHECK(meetings[0].more.stages_before == std::vector<std::string>{"line", "engine", "first"});
}

TEST_CASE("places at another meeting send away those alone for whom they are") {
  models::Scenario s = port_of_permits();
  const sim::Model model = models::compile(s).model;
  models::Gathering pairs;
  pairs.id = "pairs";
  pairs.of = {{"engine", 1}, {"other", 1}};
  pairs.alike = {{"train", "engine"}};
  pairs.places = {{"other", 3}};
  s.gatherings.push_back(pairs);
  models::Gather coupled;
  coupled.at = "pairs";
  models::Steps& steps = s.processes[0].steps;
  steps.insert(steps.begin(), {coupled, {}});
  const auto meetings = an::meeting_rates(s, model);
  REQUIRE(meetings.size() == 1);
  CHECK(meetings[0].meeting == "quota");
  s.gatherings[1].places = {{"engine", 3}};
  CHECK(an::meeting_rates(s, model).empty());
}

TEST_CASE("permits in plenty are not warned of: they expire") {
  models::Scenario s = port_of_permits();
  s.classes[0].arrivals.interarrival_s = sim::constant(86400 / 4.0);
  const an::CheckReport report = an::check(s);
  REQUIRE(report.meetings.size() == 1);
  CHECK(report.meetings[0].load > 1);
  CHECK(std::none_of(report.warnings.begin(), report.warnings.end(),
                     [](const an::CheckWarning& w) { return w.id == "unmet"; }));
}
