// What the details say of bounds, runs without results and months that are shut.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/experiment.hpp"
#include "analysis/report/report.hpp"
#include "sim/run.hpp"
#include "tests/support/port_builder.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;

namespace {

/// Trucks at a gate that fills up, far more than there are trains on a line of their own.
models::Scenario road_and_rail() {
  models::Scenario s = empty_port(10);
  s.saturated_warm_up_s = 86400;
  s.stages = {stage("gate", 1, sim::constant(600), "day"),
              stage("line", 1, sim::constant(600), "day")};
  add_class(s, "truck", {visit("gate"), cleared()}, 50);
  add_class(s, "train", {visit("line"), cleared()}, 5);
  return s;
}

/// Quarter of an hour long, one every six minutes in a direction; one track for all of them.
models::Stage line_of(const std::vector<std::string>& directions, bool in_order = false) {
  models::Stage line = stage("line", 1000000, sim::constant(900));
  line.title = {"Line", "线路"};
  line.kind = models::StageKind::section;
  line.section = models::SectionRules{};
  for (const std::string& direction : directions)
    line.section->directions.push_back({direction, "", 0, 0});
  line.section->following_s = 360;
  line.section->in_order = in_order;
  line.section->any_number = true;
  return line;
}

an::Report report_of(const models::Scenario& scenario, const models::Text& with = {}) {
  static std::vector<an::Variant> one;  // outlives the report
  one = {{"base", {"Port", "口岸"}, scenario, with}};
  an::ExperimentOptions options;
  options.replications = 2;
  options.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  return an::make_report("run", an::Language::en, an::run_experiment(one, {}, options), {});
}

bool any_says(const std::vector<std::string>& sentences, const std::string& part) {
  return std::any_of(sentences.begin(), sentences.end(), [&](const std::string& sentence) {
    return sentence.find(part) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("a capacity above the bound in the demand's mix is explained with the bound of any mix") {
  const an::Report report = report_of(road_and_rail());
  const kouan::analysis::theory::CapacityBound& bound = report.variants[0].bound;
  const double capacity =
      an::estimate(report.variants[0].outcome->saturated->of_port("tonnes_per_year")).mean;
  REQUIRE(capacity > bound.tonnes_per_year);
  CHECK(capacity <= bound.tonnes_per_year_any_run);
  CHECK(an::all_ok(report));
  CHECK(
      any_says(report.details.en, "breaks no bound: in a saturated run each class comes as fast"));
  CHECK(any_says(report.details.en, "what no run can pass, whatever its mix, is"));
  CHECK(any_says(report.details.zh, "并未突破上界：饱和运行中各类车辆按各自入口的能力进入"));
}

TEST_CASE("a capacity below that bound needs no word about it") {
  models::Scenario s = road_and_rail();
  s.classes.pop_back();
  const an::Report report = report_of(s);
  CHECK_FALSE(any_says(report.details.en, "breaks no bound"));
}

TEST_CASE("what a run has on top of its file is named, and the file alone stands as it is") {
  const an::Report plain = report_of(road_and_rail());
  CHECK(plain.answer.en[0].find("As it stands the port can carry") == 0);
  CHECK(plain.answer.zh[0].find("现状下，年通过能力为") == 0);
  const an::Report with = report_of(road_and_rail(), {"Second gate", "第二卡口"});
  CHECK(with.answer.en[0].find("With “Second gate” the port can carry") == 0);
  CHECK(with.answer.zh[0].find("采用“第二卡口”后，年通过能力为") == 0);
  for (const an::Answer& said : {with.answer, with.details}) {
    CHECK_FALSE(any_says(said.en, "As it stands"));
    CHECK_FALSE(any_says(said.zh, "现状"));
  }
}

TEST_CASE("sentences fit titles in the singular and in the plural") {
  models::Scenario s = road_and_rail();
  s.classes[0].rates = {{{2023, 1, 1}, {2023, 12, 31}, 100}};  // the gate lets 60 a day pass
  s.classes[0].title = {"Truck", "货车"};
  s.stages[0].title = {"Gates", "卡口"};
  const an::Report report = report_of(s);
  CHECK(any_says(report.answer.en,
                 " carried), physical clearance of Truck, from joining the queue to being "
                 "cleared, is "));
  CHECK(
      any_says(report.answer.en,
               "The offered load of Gates is above 1, so this holds for the 10.0 days simulated"));
  CHECK(any_says(report.details.en, "As it stands the number still inside at the end is "));
  CHECK(any_says(report.details.en, " (Truck): clearance times leave them out"));
}

TEST_CASE("a lane that the state chooses is not called overloaded") {
  models::Scenario s = road_and_rail();
  s.classes[0].rates = {{{2023, 1, 1}, {2023, 12, 31}, 150}};  // 240 a day fit into both lanes
  s.stages.push_back(stage("wide", 3, sim::constant(600), "day"));
  models::Visit lane;
  lane.shortest = {"gate", "wide"};
  s.processes[0].steps[0] = {lane, {}};
  const an::Report report = report_of(s);
  const auto over = [&](const std::vector<std::string>& said) {
    return any_says(said, "ffered load") || any_says(said, "more than these can do");
  };
  CHECK_FALSE(over(report.answer.en));
  CHECK_FALSE(over(report.details.en));
}

TEST_CASE("where more comes than the port can carry, clearance times hold for the run only") {
  models::Scenario s = empty_port(10);
  s.saturated_warm_up_s = 86400;
  s.stages = {stage("gate", 1, sim::constant(600))};
  add_class(s, "truck", {visit("gate"), cleared()}, 200);  // the gate lets 144 a day pass
  const std::string more =
      "More comes than the port can carry, so queues grow to the end and this ";
  // 200 a day of 10 t are 0.730 Mt a year, of which 0.526 Mt can pass.
  CHECK(any_says(report_of(s).answer.en,
                 "As it stands, at the demand of 2023 (0.730 Mt a year, 0.52"));
  CHECK(any_says(report_of(s).answer.en, more + "holds for the 10.0 days simulated only."));
  s.classes[0].rates = {{{2023, 1, 1}, {2023, 12, 31}, 100}};
  CHECK_FALSE(any_says(report_of(s).answer.en, more));
}

TEST_CASE("who waits for ever is told: for whom, since when, and in how many runs") {
  models::Scenario s = empty_port(10);
  s.stages = {stage("gate", 1, sim::constant(600))};
  models::Gathering assembly;
  assembly.id = "assembly";
  assembly.title = {"Assembly", "编组"};
  assembly.number = 5;
  s.gatherings = {assembly};
  models::EntityClass& wagon =
      add_class(s, "wagon", {visit("gate"), {models::Gather{"assembly", {}}, {}}, cleared()}, 0);
  wagon.arrivals.kind = models::ArrivalKind::renewal;
  wagon.arrivals.interarrival_s = sim::constant(86400);
  wagon.arrivals.limit = 7;
  add_class(s, "truck", {visit("gate"), cleared()}, 24);
  const an::Report report = report_of(s);
  CHECK(any_says(
      report.details.en,
      "at Assembly the wait of 2 of Class wagon for 3 more has no end: nobody comes any more who "
      "could join them. So since day 7.01 at the latest, and in 2 of 2 replications."));
  CHECK(any_says(report.details.zh,
                 "编组处有2 辆类别wagon等候另外 3 辆，而此后再无可与之会合者到来"));
  s.gatherings[0].number = 7;
  CHECK_FALSE(any_says(report_of(s).details.en, "nobody comes any more"));
}

TEST_CASE("a store that is full for ever is told, and whom a meeting misses") {
  models::Scenario s = empty_port(10);
  s.stages = {stage("gate", 1, sim::constant(60))};
  s.stores.push_back({"heap", {"Heap", "堆场"}, "", 25e3, 0, 0});
  add_class(s, "truck", {visit("gate"), unload("heap"), cleared()}, 24);
  CHECK(any_says(report_of(s).details.en, "of Class truck to unload has no end: it is full"));

  models::Scenario meeting = empty_port(10);
  models::Gathering pair;
  pair.id = "pair";
  pair.title = {"Pairing", "配对"};
  pair.of = {{"lorry", 1}, {"wagon", 2}};
  meeting.gatherings = {pair};
  meeting.stages = {stage("gate", 1, sim::constant(60))};
  for (const char* id : {"lorry", "wagon"}) {
    models::EntityClass& c =
        add_class(meeting, id, {visit("gate"), {models::Gather{"pair", {}}, {}}, cleared()}, 0);
    c.arrivals.kind = models::ArrivalKind::renewal;
    c.arrivals.interarrival_s = sim::constant(3600);
    c.arrivals.limit = 3;
  }
  add_class(meeting, "truck", {visit("gate"), cleared()}, 24);
  CHECK(any_says(
      report_of(meeting).details.en,
      "at Pairing the wait of 2 of Class lorry, 1 of Class wagon for 1 of Class wagon has no end"));
}

TEST_CASE("too few for a batch of a stage are told at the stage") {
  models::Scenario s = empty_port(10);
  s.stages = {stage("gate", 1, sim::constant(60)), stage("press", 1, sim::constant(60))};
  s.stages[1].batch = models::Batch{4, 4};
  add_fleet(s, "agv", {visit("press"), cleared()}, 3);
  add_class(s, "truck", {visit("gate"), cleared()}, 24);
  const an::Report report = report_of(s);
  CHECK(any_says(report.details.en,
                 "at Stage press the wait of 3 of Class agv for 1 more has no end"));
  CHECK(any_says(report.details.zh, "环节press处有3 辆类别agv等候另外 1 辆"));
}

TEST_CASE("where the bound lies with a section of which there is no more, the answer says why") {
  models::Scenario s = empty_port(10);
  s.saturated_warm_up_s = 86400;
  s.stages = {stage("gate", 1, sim::constant(60)), line_of({"in"})};
  add_class(s, "truck", {visit("gate"), {models::Pass{"line", "in"}, {}}, cleared()}, 50);
  const an::Report report = report_of(s);
  CHECK(any_says(report.answer.en, "No single place is the bottleneck"));
  CHECK(any_says(report.answer.en,
                 ". Line sets the analytic bound, and was not tried with more: its one direction "
                 "has the track to itself, and headways and slots are no places"));
  CHECK(any_says(report.answer.zh, "解析上界取决于线路，该处未试扩能：仅有一个方向，独占线路"));
  s.stages[1] = line_of({"in", "out"});
  s.stages[1].section->exclusive = false;
  const an::Report two = report_of(s);
  CHECK(any_says(two.answer.en, ": each direction has its own track already"));
  CHECK(any_says(two.answer.zh, "：各方向已有独立线路"));
}

TEST_CASE("where nothing limits capacity no saturated run is made, and that is said") {
  models::Scenario s = empty_port(10);
  s.saturated_warm_up_s = 86400;
  models::Stage line = line_of({"in"});
  line.section->following_s = 0;
  s.stages = {line};
  add_class(s, "truck", {{models::Pass{"line", "in"}, {}}, cleared()}, 50);
  const an::Report report = report_of(s);
  CHECK(report.variants[0].outcome->saturated == nullptr);
  CHECK(any_says(report.answer.en, "Capacity is not limited by anything in the file."));
  CHECK(any_says(report.answer.en,
                 "A year is scaled up from the 10 days simulated: other seasons and holidays are "
                 "not in it."));
  CHECK(any_says(report.answer.zh, "通过能力不受文件中任何数值限制。"));
  CHECK(an::all_ok(report));
  const auto& warnings = report.variants[0].before.warnings;
  const auto is_it = [](const an::CheckWarning& w) { return w.id == "unlimited"; };
  const auto told = std::find_if(warnings.begin(), warnings.end(), is_it);
  REQUIRE(told != warnings.end());
  CHECK(told->text.en ==
        "any number of Class truck (truck) can pass at once: no server, place, headway or slot is "
        "on its way; "
        "nothing limits capacity, and no saturated runs are made");
}

TEST_CASE("a class that nothing limits beside others is told to count as given") {
  models::Scenario s = empty_port(10);
  s.saturated_warm_up_s = 86400;
  s.stages = {stage("gate", 1, sim::constant(600))};
  add_class(s, "truck", {visit("gate"), cleared()}, 50);
  CHECK_FALSE(any_says(report_of(s).answer.en, "nothing in the file limits"));
  add_class(s, "bus", {travel(600), cleared()}, 50);
  const an::Report report = report_of(s);
  CHECK(any_says(report.answer.en,
                 "As it stands nothing in the file limits “Class bus”: in capacity they count as "
                 "under their own demand."));
  CHECK(any_says(report.answer.zh, "文件中无任何数值限制“类别bus”"));
}

TEST_CASE("a class that carries more at capacity since others left its entry is explained") {
  models::Scenario s = empty_port(20);
  s.saturated_warm_up_s = 86400;
  s.stages = {stage("gate", 1, sim::constant(600))};
  add_class(s, "coal", {visit("gate"), cleared()}, 90);
  add_class(s, "copper", {visit("gate"), cleared()}, 10);
  s.classes[1].title = {"Copper", "铜"};
  models::Scenario less = s;
  less.classes[0].rates = {{{2023, 1, 1}, {2023, 12, 31}, 10}};
  const std::vector<an::Variant> two = {{"base", {"Port", "口岸"}, s},
                                        {"rail", {"Railway", "铁路"}, less}};
  an::ExperimentOptions options;
  options.replications = 3;
  options.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(two, {}, options), {});
  // The gate lets 144 a day pass, of 10 t: a tenth are copper, then half.
  CHECK(any_says(report.details.en, "Railway: at capacity Copper carry 0.26"));
  CHECK(any_says(report.details.en, "this class is 50 % at its entry (10 % before)."));
  CHECK(any_says(report.details.zh, "该类占其入口的 50 %（原 10 %）。"));
  CHECK_FALSE(any_says(report.details.en, "coal carry"));
}

TEST_CASE("an alternative that nothing limits is told so beside a port that something does") {
  models::Scenario gate = empty_port(10);
  gate.saturated_warm_up_s = 86400;
  gate.stages = {stage("gate", 1, sim::constant(600))};
  add_class(gate, "truck", {visit("gate"), cleared()}, 50);
  models::Scenario none = gate;
  none.processes[0].steps = {travel(600), cleared()};
  const std::vector<an::Variant> two = {{"base", {"Port", "口岸"}, gate},
                                        {"open", {"No gate", "无卡口"}, none}};
  an::ExperimentOptions options;
  options.replications = 2;
  options.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(two, {}, options), {});
  CHECK(report.variants[0].outcome->bottleneck);
  CHECK(report.variants[1].outcome->saturated == nullptr);
  CHECK(any_says(report.answer.en, "No gate: what is carried under the given demand "));
  CHECK(any_says(report.answer.en, "; capacity is not limited by anything in the file."));
}

namespace {

/// A port with a gate and a single track that every truck travels both ways.
models::Scenario there_and_back(bool in_order) {
  models::Scenario s = empty_port(10);
  s.saturated_warm_up_s = 86400;
  s.stages = {stage("gate", 1, sim::constant(600)), line_of({"in", "out"}, in_order)};
  add_class(s, "truck",
            {visit("gate"),
             {models::Pass{"line", "in"}, {}},
             {models::Pass{"line", "out"}, {}},
             cleared()},
            30);
  return s;
}

}  // namespace

TEST_CASE("a single track for both directions is tried with a second one") {
  // A pair of passages takes at least twice the run on one track; on two, each direction lets one
  // in every six minutes: 48 pairs a day against 240, and the gate serves 144.
  for (const bool in_order : {false, true}) {
    CAPTURE(in_order);
    const an::Report report = report_of(there_and_back(in_order));
    const auto& found = report.variants[0].outcome->bottleneck;
    REQUIRE(found);
    REQUIRE(found->place);
    CHECK(found->place->id == "line");
    const an::Gain& gain = found->gains.front();
    CHECK(gain.place.id == "line");
    CHECK(gain.increment == 1);  // two tracks instead of one
    const double now =
        an::estimate(report.variants[0].outcome->saturated->of_port("cleared_per_day")).mean;
    CHECK(now <= 96);  // trains may follow each other, so a little more than a pair at a time
    const double with = an::estimate(gain.with).mean / (10 * 365);  // of 10 t a truck
    CHECK(with == doctest::Approx(144).epsilon(0.02));
    CHECK(any_says(report.answer.en, "the bottleneck is Line"));
    CHECK(
        any_says(report.details.en, "a second track at Line (100 % more of it) changes capacity"));
    CHECK(any_says(report.details.zh, "线路增设第二线"));
  }
}

TEST_CASE("places that are taken together are all tried, whoever's queue they wait in") {
  // A locomotive and a path: those without a locomotive wait in the queue of the line.
  models::Scenario s = empty_port(10);
  s.saturated_warm_up_s = 86400;
  models::Stage line = line_of({"in"});
  line.section->following_s = 60;
  s.stages = {stage("gate", 2, sim::constant(600)), line, yard("engine", 1)};
  models::Pass pass{"line", "in"};
  pass.with = {{"engine", 1, 0}};
  add_class(s, "train",
            {visit("gate"), {pass, {}}, travel(3600), {models::Vacate{{"engine"}}, {}}, cleared()},
            30);
  const an::Report report = report_of(s);
  const auto& found = report.variants[0].outcome->bottleneck;
  REQUIRE(found);
  REQUIRE(found->place);
  CHECK(found->place->id == "engine");
  CHECK(found->gains.front().increment == 1);
}

TEST_CASE("a section with a number that may be on it is tried with room for one more") {
  models::Scenario s = empty_port(10);
  s.saturated_warm_up_s = 86400;
  models::Stage line = line_of({"in"});
  line.section->following_s = 0;
  line.section->any_number = false;
  line.groups[0].servers = 1;
  s.stages = {stage("gate", 1, sim::constant(60)), line};
  add_class(s, "truck", {visit("gate"), {models::Pass{"line", "in"}, {}}, cleared()}, 50);
  const an::Report report = report_of(s);
  CHECK(any_says(report.answer.en, "the bottleneck is Line"));
  CHECK(any_says(report.details.en, "room for one more on it at Line (100 % more of it)"));
}

TEST_CASE("a capacity above what lasts is told in the answer, with the place that sets the bound") {
  // The gate lets 1,440 a day pass; of those a tenth go to an inspection that serves 24.
  const auto answer_at = [](double inspection_s) -> an::Report {
    models::Scenario s = empty_port(10);
    s.saturated_warm_up_s = 86400;
    s.stages = {stage("gate", 1, sim::constant(60)),
                stage("inspection", 1, sim::constant(inspection_s))};
    add_class(s, "truck", {visit("gate"), choose({share(0.1, {visit("inspection")})}), cleared()},
              100);
    return report_of(s);
  };
  const an::Report told = answer_at(3600);
  const an::Answer& overrun = told.answer;
  CHECK(any_says(overrun.en, "Not all of what it can carry lasts"));
  CHECK(any_says(overrun.en, "inspection sets; beyond that its queue grows"));
  CHECK(any_says(overrun.zh, "上述能力不能全部长期维持"));
  CHECK_FALSE(any_says(told.details.en, "breaks no bound"));  // of the base told once
  CHECK_FALSE(any_says(answer_at(300).answer.en, "lasts"));
}
