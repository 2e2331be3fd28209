// The whole way from variants to report with runs made by hand: what comes out is known beforehand.
#include "analysis/experiment.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/compare.hpp"
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

/// One stage, one class; `servers` tells the variants apart.
models::Scenario port(int servers) {
  models::Scenario s = empty_port(10);
  s.file = "port.yaml";
  s.hash = "h" + std::to_string(servers);
  s.title = {"Port", "口岸"};
  s.saturated_warm_up_s = 86400;
  s.stages = {stage("gate", servers, sim::constant(60))};
  add_class(s, "truck", {visit("gate"), cleared()});
  return s;
}

std::vector<an::Variant> variants() {
  return {{"base", {"Port", "口岸"}, port(1)}, {"two", {"Two lanes", "两条通道"}, port(2)}};
}

/// 1000 vehicles a server, and a little more for the replication; saturated runs have a class that
/// is saturated.
sim::RunResult made_up(const sim::Model& model, const sim::RunOptions& options) {
  const double servers = model.resources[0].capacity.front().servers;
  const bool saturated = model.classes[0].source == sim::SourceKind::saturated;
  sim::RunResult r;
  r.conserved = true;
  r.little = true;
  sim::ClassResult c;
  c.cleared = static_cast<std::int64_t>(servers * (saturated ? 1000 : 300)) + options.replication;
  c.arrived = c.cleared;
  c.departed = c.cleared;
  c.cleared_kg = static_cast<double>(c.cleared) * 10e3;
  c.physical = {c.cleared, 0, 3600 / servers + options.replication, 0, 0, 0, 0, 0};
  c.sojourn = c.physical;
  c.ledger_s.assign(sim::LedgerLayout::cells_per_class(1, 0), 100.0);
  r.classes = {c};
  sim::ResourceResult gate;
  gate.queue_time_s = 86400;
  gate.open_time_s = 86400;
  gate.busy_time_s = 43200;
  r.resources = {gate};
  r.hourly_queue.assign(240, 1);
  r.daily_cleared.assign(10, 1);
  r.daily_cleared_kg.assign(10, 10e3);
  return r;
}

an::ExperimentOptions options(int replications) {
  an::ExperimentOptions o;
  o.replications = replications;
  o.replicate.runner = made_up;
  o.replicate.pool.workers = 2;
  return o;
}

}  // namespace

TEST_CASE("each variant is run as given and saturated and with more at its gate") {
  const auto both = variants();
  const an::ExperimentOutcome out = an::run_experiment(both, {}, options(5));
  REQUIRE(out.variants.size() == 2);
  CHECK_FALSE(out.interrupted);
  CHECK(out.variants[0].samples->replications() == 5);
  CHECK(out.variants[1].saturated->replications() == 5);
  // 9 of 10 days are observed: 1000 x 10 t / 9 d x 365.
  CHECK(an::estimate(out.variants[0].saturated->of_port("tonnes_per_year")).mean ==
        Approx(1002 * 10 / 9.0 * 365));
  REQUIRE(out.variants[0].bottleneck.has_value());
  REQUIRE(out.variants[0].bottleneck->place.has_value());
  CHECK(out.variants[0].bottleneck->place->id == "gate");
  const an::PairedDifference& gain = out.variants[0].bottleneck->gains[0].tonnes_per_year;
  CHECK(gain.difference.n == 5);
  CHECK(gain.difference.mean == Approx(1000 * 10 / 9.0 * 365));
}

TEST_CASE("comparisons pair replication by replication") {
  const auto both = variants();
  const an::ExperimentOutcome out = an::run_experiment(both, {}, options(4));
  const an::Comparison c = an::compare(out.variants[0], out.variants[1]);
  CHECK(c.base == "base");
  CHECK(c.with == "two");
  const an::ComparedMeasure* clearance = an::find_measure(c, "truck.physical_clearance_s.mean");
  REQUIRE(clearance != nullptr);
  CHECK(clearance->unit == "h");
  CHECK(clearance->paired.difference.mean == Approx(-0.5));
  CHECK(*clearance->paired.difference.half_width == Approx(0).epsilon(1e-9));
  CHECK(*clearance->paired.variance_saved == Approx(1));
  CHECK(an::find_measure(c, "truck.document_clearance_s.mean") == nullptr);  // never observed
}

TEST_CASE("precision runs ten and then blocks of eight until it is reached twice in a row") {
  const auto both = variants();
  an::ExperimentOptions o = options(0);
  o.capacity = false;
  o.precision = 0.5;
  an::ExperimentOutcome out = an::run_experiment(both, {}, o);
  CHECK(out.variants[0].samples->replications() == 18);
  REQUIRE(out.precision.has_value());
  CHECK(out.precision->asked == 0.5);
  CHECK(out.precision->reached);
  // Replications that go round 0, 1, 2, 3: after ten the half-width is 0.28 % of the vehicles
  // cleared, after eighteen 0.19 %, after twenty-six 0.15 %.
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return made_up(model, {run.seed, run.replication % 4});
  };
  o.precision = 0.002;
  out = an::run_experiment(both, {}, o);
  CHECK(out.variants[0].samples->replications() == 26);
  CHECK(out.variants[1].samples->replications() == 26);
  CHECK(out.precision->reached);
  CHECK(out.precision->widest < 0.002);
}

TEST_CASE("a validation case that asks for what runs anyway runs nothing more") {
  const auto both = variants();
  an::ValidationCase v;
  v.id = "V";
  v.scenario = std::make_shared<const models::Scenario>(port(1));
  v.measure = an::ValidationMeasure::tonnes;
  v.classes = {0};
  v.tolerance = {"90 .. 110", 90, 110};
  std::size_t total = 0;
  an::ExperimentOptions o = options(3);
  o.capacity = false;
  o.progress = [&](an::Phase, const an::Progress& p) { total = p.total; };
  const std::vector<an::ValidationCase> cases = {v};
  const an::ExperimentOutcome out = an::run_experiment(both, cases, o);
  CHECK(total == 6);
  REQUIRE(out.validation.size() == 1);
  CHECK(out.validation[0].simulated.n == 3);
  CHECK(out.validation[0].simulated.mean == Approx(100));
  CHECK(out.validation[0].inside);
}

TEST_CASE("a validation case that runs away is a miss and nothing else is lost") {
  const auto both = variants();
  an::ValidationCase v;
  v.id = "V";
  v.scenario = std::make_shared<const models::Scenario>(port(7));
  v.measure = an::ValidationMeasure::tonnes;
  v.classes = {0};
  v.tolerance = {"at least", 0, 1e300};
  an::ExperimentOptions o = options(3);
  o.capacity = false;
  o.replicate.runner = [](const sim::Model& m, const sim::RunOptions& r) {
    sim::RunResult result = made_up(m, r);
    if (m.resources[0].capacity.front().servers == 7)
      result.stop = sim::StopReason::too_many_inside;
    return result;
  };
  const std::vector<an::ValidationCase> cases = {v};
  const an::ExperimentOutcome out = an::run_experiment(both, cases, o);
  CHECK(out.variants[1].samples->replications() == 3);
  REQUIRE(out.validation.size() == 1);
  CHECK_FALSE(out.validation[0].inside);
  CHECK(an::count(out.validation).ran == 1);
  REQUIRE(out.given_up.size() == 1);
  CHECK(out.given_up[0].en.find("validation case V") != std::string::npos);
}

namespace {

an::ValidationCase observed(const std::string& id, int servers) {
  an::ValidationCase v;
  v.id = id;
  v.scenario = std::make_shared<const models::Scenario>(port(servers));
  v.measure = an::ValidationMeasure::tonnes;
  v.classes = {0};
  v.tolerance = {"at least", 0, 1e300};
  return v;
}

an::Answer answer_with(const std::vector<an::ValidationCase>& cases) {
  const auto both = variants();
  an::ExperimentOptions o = options(2);
  o.capacity = false;
  return an::make_report("compare", an::Language::en, an::run_experiment(both, cases, o), {})
      .answer;
}

bool says(const an::Answer& answer, const std::string& part) {
  return std::any_of(answer.en.begin(), answer.en.end(), [&](const std::string& sentence) {
    return sentence.find(part) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("cases that were fitted or depend on inputs are told apart from tests") {
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("B", 1), observed("C", 1),
                                           observed("D", 7)};
  cases[0].fitted = true;
  cases[1].dependent = true;
  cases[2].tolerance = {"at most", -1e300, 0};
  const an::Answer answer = answer_with(cases);
  CHECK(says(answer,
             "3 of 4 cases come out inside their tolerance; independent tests are 2 of them, "
             "1 inside: 1 follow from inputs or from fitted cases, 1 were fitted; of the 3 of this "
             "scenario itself 1 is an independent test; no independent test is of its capacity."));
}

TEST_CASE("cases of a scenario that are no tests are said to test nothing of it") {
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("B", 7)};
  cases[0].dependent = true;
  CHECK(
      says(answer_with(cases),
           "independent tests are 1 of them, 1 inside: 1 follow from inputs or from fitted cases, "
           "0 were fitted; of the 1 of this scenario itself none is an independent test; nothing "
           "observed tests its capacity."));
}

TEST_CASE("a test in saturated runs is one of capacity") {
  std::vector<an::ValidationCase> cases = {observed("A", 1)};
  cases[0].mode = models::DemandMode::saturated;
  const an::Answer answer = answer_with(cases);
  CHECK(says(answer, "1 of 1 cases come out inside their tolerance."));
}

TEST_CASE("cases of other scenarios alone are no praise of this one") {
  const an::Answer answer = answer_with({observed("A", 7), observed("B", 8)});
  CHECK(says(answer,
             "No observed case is of this scenario: the 2 cases that were run are of others"));
  CHECK_FALSE(says(answer, "Held against observation"));
}

TEST_CASE("an alternative that runs away leaves the experiment and the rest stands") {
  auto three = variants();
  three.push_back({"seven", {"Seven lanes", "七条通道"}, port(7)});
  for (const bool precise : {false, true}) {
    an::ExperimentOptions o = options(3);
    if (precise) o.precision = 0.5;
    o.replicate.runner = [](const sim::Model& m, const sim::RunOptions& r) {
      sim::RunResult result = made_up(m, r);
      if (m.resources[0].capacity.front().servers == 7)
        result.stop = sim::StopReason::too_many_inside;
      return result;
    };
    an::ExperimentOutcome out = an::run_experiment(three, {}, o);
    REQUIRE(out.variants.size() == 2);
    CHECK(out.variants[1].variant->id == "two");
    CHECK(out.variants[1].samples->replications() == (precise ? 18 : 3));
    CHECK(out.variants[1].bottleneck.has_value());
    REQUIRE(out.without_results.size() == 1);
    CHECK(out.without_results[0]->id == "seven");
    CHECK_FALSE(out.interrupted);
    CHECK_FALSE(out.given_up.empty());
    const an::Report report = an::make_report("compare", an::Language::en, std::move(out), {});
    CHECK(says(report.answer, "Seven lanes: no results"));
    CHECK(report.comparisons.size() == 1);
  }
}

TEST_CASE("a base that runs away leaves nothing") {
  an::ExperimentOptions o = options(3);
  o.replicate.runner = [](const sim::Model& m, const sim::RunOptions& r) {
    sim::RunResult result = made_up(m, r);
    if (m.resources[0].capacity.front().servers == 1)
      result.stop = sim::StopReason::too_many_inside;
    return result;
  };
  const auto both = variants();
  CHECK_THROWS_AS(an::run_experiment(both, {}, o), an::RunawayError);
}

TEST_CASE("a place whose runs run away is no bottleneck and the rest is told") {
  const std::vector<an::Variant> one = {variants()[0]};
  an::ExperimentOptions o = options(4);
  o.replicate.runner = [](const sim::Model& m, const sim::RunOptions& r) {
    sim::RunResult result = made_up(m, r);
    if (m.resources[0].capacity.front().servers == 2)
      result.stop = sim::StopReason::too_many_inside;
    return result;
  };
  const an::ExperimentOutcome out = an::run_experiment(one, {}, o);
  CHECK(out.variants[0].saturated->replications() == 4);
  REQUIRE(out.variants[0].bottleneck.has_value());
  CHECK_FALSE(out.variants[0].bottleneck->place.has_value());
  CHECK(out.variants[0].bottleneck->gains.empty());
  CHECK(out.given_up.size() == 1);
}

TEST_CASE("a lost replication ends the experiment with what was finished before") {
  const std::vector<an::Variant> one = {variants()[0]};
  an::ExperimentOptions o = options(6);
  o.replicate.runner = [](const sim::Model& m, const sim::RunOptions& r) {
    if (r.replication == 3) throw std::runtime_error("no memory");
    return made_up(m, r);
  };
  const an::ExperimentOutcome out = an::run_experiment(one, {}, o);
  CHECK(out.interrupted);
  CHECK(out.lost == "replication 4 of base: no memory");
  CHECK(out.variants[0].samples->replications() == 3);
  CHECK_FALSE(out.variants[0].bottleneck.has_value());
}

TEST_CASE("broken conservation fails the check of the report") {
  const std::vector<an::Variant> one = {variants()[0]};
  an::ExperimentOptions o = options(3);
  o.capacity = false;
  o.replicate.runner = [](const sim::Model& m, const sim::RunOptions& r) {
    sim::RunResult result = made_up(m, r);
    result.conserved = r.replication != 1;
    return result;
  };
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(one, {}, o), {});
  CHECK_FALSE(an::all_ok(report));
  CHECK(report.variants[0].checks[0].id == "conservation");
  CHECK(report.variants[0].checks[0].detail.en == "broken in replication 2 of base");
  CHECK(report.answer.en.back().find("CHECK FAILED") == 0);
}

namespace {

/// Breaks Little's law where the model has two servers: with more at the gate of `port(1)`.
sim::RunResult broken_with_two(const sim::Model& model, const sim::RunOptions& options) {
  sim::RunResult run = made_up(model, options);
  run.little = model.resources[0].capacity.front().servers != 2;
  return run;
}

}  // namespace

TEST_CASE("a run that breaks in the search for the bottleneck fails the check too") {
  const std::vector<an::Variant> one = {variants()[0]};
  an::ExperimentOptions o = options(3);
  o.replicate.runner = broken_with_two;
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(one, {}, o), {});
  CHECK_FALSE(an::all_ok(report));
  CHECK(report.variants[0].checks[1].id == "little");
  CHECK(report.variants[0].checks[1].detail.en.find("replication 1 of base, with more at gate") !=
        std::string::npos);
}

TEST_CASE("a run that breaks for a validation case alone is on the list, without any variant") {
  an::ValidationCase v;
  v.id = "V";
  v.scenario = std::make_shared<const models::Scenario>(port(2));
  v.measure = an::ValidationMeasure::tonnes;
  v.classes = {0};
  const std::vector<an::ValidationCase> cases = {v};
  an::ExperimentOptions o = options(2);
  o.replicate.runner = broken_with_two;
  const an::ExperimentOutcome out = an::run_experiment({}, cases, o);
  REQUIRE(out.broken.size() == 2);
  CHECK(out.broken[1].lane == "validation case V");
  CHECK(out.broken[1].replication == 1);
  CHECK(out.broken[1].conserved);
  CHECK_FALSE(out.broken[1].little);
}

TEST_CASE("one replication claims nothing: no failed check, no difference, no bottleneck") {
  const auto both = variants();
  an::ExperimentOptions o = options(1);
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    sim::RunResult result = made_up(model, run);
    for (double& kg : result.daily_cleared_kg)
      kg *= 1e6;  // far above the bound: by chance, for all that one replication can tell
    return result;
  };
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, o), {});
  CHECK(an::all_ok(report));
  const auto json = an::to_json(report);
  CHECK(json["scenarios"][0]["checks"][2]["id"] == "capacity-bound");
  CHECK(json["scenarios"][0]["checks"][2]["ok"].is_null());
  CHECK(json["comparisons"][0]["measures"][0]["real"].is_null());
  CHECK(json["scenarios"][0]["capacity"]["bottleneck"]["judged"] == false);
  CHECK(says(report.answer, "a difference takes at least two"));
  CHECK(says(report.answer, "bottleneck is takes at least two"));
  CHECK_FALSE(says(report.answer, "chance"));
  CHECK(an::text_report(report).find("? ") != std::string::npos);
}

TEST_CASE("above the bound in several replications is a failed check") {
  const std::vector<an::Variant> one = {variants()[0]};
  an::ExperimentOptions o = options(3);
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    sim::RunResult result = made_up(model, run);
    for (double& kg : result.daily_cleared_kg)
      kg *= 1e6;
    return result;
  };
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(one, {}, o), {});
  CHECK_FALSE(an::all_ok(report));
  CHECK(report.variants[0].checks[2].failed());
}

// The gate shuts at 18:00 and the road takes ten hours: in the two hours after midnight that are
// observed nobody starts at the gate, yet those who passed it in the afternoon are cleared.
TEST_CASE("what was on its way when the warm-up ended does not fail the bound") {
  models::Scenario s = port(1);
  s.horizon_s = 26 * 3600;
  s.stages = {stage("gate", 1, sim::exponential(60), "day")};
  s.processes[0].steps = {visit("gate"), travel(10 * 3600), cleared()};
  const std::vector<an::Variant> one = {{"base", {"Port", "口岸"}, s}};
  an::ExperimentOptions o = options(3);
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(one, {}, o), {});
  CHECK(report.variants[0].bound.tonnes_per_year_any_run == 0);
  CHECK(an::estimate(report.variants[0].outcome->saturated->of_port("tonnes_per_year")).mean > 0);
  CHECK(report.variants[0].checks[2].ok == true);
}

namespace {

an::Report run_for_real(const std::vector<an::Variant>& variants) {
  an::ExperimentOptions o = options(3);
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  return an::make_report("run", an::Language::en, an::run_experiment(variants, {}, o), {});
}

}  // namespace

TEST_CASE("what the bound is held against counts the warm-up too") {
  models::Scenario s = port(1);
  s.saturated_warm_up_s = 8 * 86400;  // of ten days
  s.stages = {stage("gate", 1, sim::exponential(60))};
  const std::vector<an::Variant> one = {{"base", {"Port", "口岸"}, s}};
  const an::Report report = run_for_real(one);
  const an::Samples& saturated = *report.variants[0].outcome->saturated;
  const double whole = an::estimate(saturated.whole_run_tonnes_per_year()).mean;
  CHECK(whole == Approx(1440 * 10 * 365.0).epsilon(0.03));  // one a minute, each of 10 t
  CHECK(whole == Approx(an::estimate(saturated.of_port("tonnes_per_year")).mean).epsilon(0.03));
  CHECK(report.variants[0].checks[2].ok == true);
}

TEST_CASE(
    "the bound that saturated runs are held against has no room in stores, as they start full") {
  models::Scenario s = port(1);
  s.stores = {{"heap", {"Heap", "堆场"}, "", 1e9, 0, 1e6 / 86400}};  // empty if it were as given
  s.processes[0].steps = {visit("gate", {unload("heap")}), cleared()};
  const std::vector<an::Variant> one = {{"base", {"Port", "口岸"}, s}};
  const an::Report report = run_for_real(one);
  CHECK(report.variants[0].checks[2].ok == true);
  // Removal of 1 kt a day: 0.365 Mt a year.
  CHECK(report.variants[0].checks[2].detail.en.find("bound 0.365") != std::string::npos);
}

TEST_CASE("an alternative that changes nothing is told as that, not as chance") {
  std::vector<an::Variant> both = variants();
  both[1].scenario = port(1);
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, options(3)), {});
  CHECK(says(report.answer, "Two lanes: changes nothing in capacity"));
  CHECK(says(report.details, "Two lanes changes nothing in what is carried"));
}

TEST_CASE("an alternative that only takes time says how much in the answer") {
  std::vector<an::Variant> both = variants();
  both[1].scenario = port(1);
  both[1].scenario.stages[0].queue_places = 5;  // tells the runs apart
  an::ExperimentOptions o = options(3);
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    sim::RunResult result = made_up(model, run);
    result.classes[0].physical.mean_s += model.resources[0].queue_places == 5 ? 21 : 0;
    return result;
  };
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, o), {});
  CHECK(says(report.answer,
             "Two lanes: changes nothing in capacity, but physical clearance of "
             "Class truck by +21"));
}

TEST_CASE("a counterfactual is told as what it takes away gains") {
  std::vector<an::Variant> both = {variants()[1], variants()[0]};  // two lanes, and one instead
  both[0].id = "base";
  both[1].id = "one-lane";
  both[1].title = {"One lane", "一条通道"};
  both[1].scenario.levers.emplace_back();
  both[1].scenario.levers[0].instead_of = {"Two lanes", "两条通道"};
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, options(3)), {});
  CHECK(says(report.answer, "Two lanes instead of “One lane”: capacity +"));
  CHECK(says(report.answer, "offered load of "));
  const std::string& zh = report.answer.zh[1];
  CHECK(zh.find("两条通道（相对于“一条通道”）：年通过能力 +") == 0);
}

TEST_CASE("three alternatives are answered in eight sentences at most, headline first") {
  std::vector<an::Variant> four = variants();
  four.push_back({"three", {"Three lanes", "三条通道"}, port(3)});
  four.push_back({"four", {"Four lanes", "四条通道"}, port(4)});
  for (models::EntityClass& c : four[0].scenario.classes)
    c.rates[0].rate_per_day = 5000;  // overloaded
  an::ValidationCase v;
  v.id = "V";
  v.scenario = std::make_shared<const models::Scenario>(port(1));
  v.measure = an::ValidationMeasure::tonnes;
  v.classes = {0};
  const std::vector<an::ValidationCase> cases = {v};
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(four, cases, options(4)), {});
  CHECK(report.answer.en.size() <= 8);
  CHECK(report.answer.en.size() == report.answer.zh.size());
  CHECK(report.details.en.size() == report.details.zh.size());
  CHECK(report.answer.en[0].find("As it stands the port can carry") == 0);
  CHECK(report.answer.en[0].find("the bottleneck is") != std::string::npos);
  CHECK(report.answer.en[1].find("Two lanes: capacity +") == 0);
  CHECK(says(report.details, "demand is more than these can do"));
  CHECK(says(report.details, "Outside their tolerance: V"));
}

TEST_CASE("json of a comparison has the documented keys") {
  const auto both = variants();
  const an::Report report =
      an::make_report("compare", an::Language::zh, an::run_experiment(both, {}, options(4)), {});
  const auto json = an::to_json(report);
  for (const char* key : {"kouan", "command", "lang", "title", "question", "answer", "scenarios",
                          "comparisons", "validation", "sources"})
    CHECK_MESSAGE(json.contains(key), key);
  CHECK(json["lang"] == "zh");
  const auto& base = json["scenarios"][0];
  for (const char* key :
       {"id",        "title",    "scenario", "hash",        "version", "seed",    "replications",
        "horizon_s", "warmup_s", "start",    "interrupted", "levers",  "classes", "stages",
        "sides",     "ledger",   "capacity", "series",      "graph",   "checks",  "assumptions"})
    CHECK_MESSAGE(base.contains(key), key);
  CHECK(base["classes"][0]["document_clearance_s"].is_null());
  CHECK(base["classes"][0]["physical_clearance_s"]["mean"]["n"] == 4);
  CHECK(base["capacity"]["bottleneck"]["stage"] == "gate");
  CHECK(base["series"]["days"].size() == 10);
  CHECK(base["series"]["queue_by_hour"][0]["mean"].size() == 24);
  CHECK(base["stages"][0]["queue_km"].is_null());  // trucks without a length
  const auto& measure = json["comparisons"][0]["measures"][0];
  for (const char* key : {"id", "title", "unit", "base", "with", "difference", "relative", "real",
                          "correlation", "variance_saved"})
    CHECK_MESSAGE(measure.contains(key), key);
}

TEST_CASE("json of a run has the scenario at its top level") {
  const std::vector<an::Variant> one = {variants()[0]};
  an::ExperimentOptions o = options(1);
  o.capacity = false;
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(one, {}, o), {});
  const auto json = an::to_json(report);
  CHECK_FALSE(json.contains("scenarios"));
  CHECK(json["scenario"] == "port.yaml");
  CHECK(json["capacity"].is_null());
  CHECK(json["classes"][0]["cleared"]["half_width"].is_null());  // one replication
  CHECK(json["classes"][0]["cleared"]["n"] == 1);
  CHECK(json["title"]["zh"] == "口岸");
}

TEST_CASE("csv has eight columns in every row and unknown numbers empty") {
  const std::vector<an::Variant> one = {variants()[0]};
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(one, {}, options(1)), {});
  const std::string csv = an::csv_text(report);
  std::size_t start = 0;
  while (start < csv.size()) {
    const std::size_t end = csv.find('\n', start);
    const std::string line = csv.substr(start, end - start);
    CHECK_MESSAGE(std::count(line.begin(), line.end(), ',') == 7, line);
    start = end + 1;
  }
  CHECK(csv.find("base,class,truck,cleared,vehicles,300,,1\n") != std::string::npos);
}

TEST_CASE("the Chinese text has no English units and no minus nothing") {
  const auto both = variants();
  an::ValidationCase v;
  v.id = "V";
  v.title = {"Tonnes", "货运量"};
  v.scenario = std::make_shared<const models::Scenario>(port(1));
  v.measure = an::ValidationMeasure::tonnes;
  v.unit = "Mt";
  v.unit_si = 1e6;
  v.classes = {0};
  v.observed = 37.857;
  v.tolerance = {"factor 3", 0, 1};
  const std::vector<an::ValidationCase> cases = {v};
  const an::Report report =
      an::make_report("compare", an::Language::zh, an::run_experiment(both, cases, options(2)), {});
  std::string text = an::text_report(report);
  text.erase(0, text.find("== "));  // the answer's sentences are made elsewhere
  for (const char* word : {"Mt", "vehicles", " min", " h ", " d ", "factor", "-0 %"})
    CHECK_MESSAGE(text.find(word) == std::string::npos, word);
  CHECK(text.find("3,785.7 万吨") != std::string::npos);
  CHECK(text.find("3 倍以内") != std::string::npos);
}

TEST_CASE("the text names both languages' titles and never breaks for want of data") {
  const auto both = variants();
  an::Report report =
      an::make_report("compare", an::Language::zh, an::run_experiment(both, {}, options(2)), {});
  CHECK(an::text_report(report).find("两条通道") != std::string::npos);
  report.language = an::Language::en;
  CHECK(an::text_report(report).find("Two lanes") != std::string::npos);
  CHECK(report.answer.en.size() == report.answer.zh.size());
}
