// From variants to outcomes with runs made by hand: what is run, paired, stopped and given up.
#include "analysis/experiment.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/compare.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "analysis/report/text.hpp"
#include "tests/analysis/made_up_port.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;
using doctest::Approx;

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
  const an::PairedDifference& gain = out.variants[0].bottleneck->gains[0].per_year;
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

TEST_CASE("a pair seen from the other side is the pair of the other order") {
  const std::vector<double> base = {10, 20, 31, 44};
  const std::vector<double> with = {11, 22, 30, 49};
  const an::PairedDifference p = an::reversed(an::paired_difference(base, with));
  const an::PairedDifference q = an::paired_difference(with, base);
  CHECK(p.base.mean == q.base.mean);
  CHECK(p.with.mean == q.with.mean);
  CHECK(p.difference.mean == Approx(q.difference.mean));
  CHECK(*p.difference.half_width == Approx(*q.difference.half_width));
  CHECK(p.relative.mean == Approx(q.relative.mean));
  CHECK(*p.relative.half_width == Approx(*q.relative.half_width));
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

TEST_CASE("no precision is reached where nothing is observed to judge it by") {
  const auto both = variants();
  an::ExperimentOptions o = options(0);
  o.precision = 0.02;
  o.capacity = false;
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    sim::RunResult result = made_up(model, run);
    sim::ClassResult& c = result.classes[0];
    c.cleared = c.departed = c.arrived = 0;
    c.cleared_kg = 0;
    c.physical = c.sojourn = {};
    return result;
  };
  an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, o), {});
  CHECK(report.outcome.variants[0].samples->replications() == 18);
  REQUIRE(report.outcome.precision.has_value());
  CHECK_FALSE(report.outcome.precision->reached);
  CHECK(an::to_json(report)["precision"] ==
        nlohmann::ordered_json{{"asked", 0.02}, {"reached", false}, {"widest", nullptr}});
  const std::string text = an::text_answer(report, {.precision = true});
  CHECK(text.find("The precision asked for, 2 %, cannot be judged") != std::string::npos);
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

TEST_CASE("a saturated validation case of a port that nothing limits is not answered") {
  models::Scenario open = port(7);
  open.processes[0].steps = {travel(600), cleared()};
  an::ValidationCase v;
  v.id = "V";
  v.scenario = std::make_shared<const models::Scenario>(open);
  v.measure = an::ValidationMeasure::tonnes;
  v.mode = models::DemandMode::saturated;
  v.classes = {0};
  v.tolerance = {"at least", 0, 1e300};
  const auto both = variants();
  const std::vector<an::ValidationCase> cases = {v};
  const an::ExperimentOutcome out = an::run_experiment(both, cases, options(3));
  const an::ValidationOutcome& found = out.validation[0];
  CHECK(an::verdict(found) == an::CaseVerdict::unanswered);
  CHECK(found.unanswered.en.find("nothing in its scenario limits capacity") == 0);
  CHECK(found.unanswered.zh.find("其情景中无任何数值限制通过能力") == 0);
  CHECK_FALSE(found.counts());
  CHECK(out.given_up.empty());
  const an::ValidationCount n = an::count(out.validation);
  CHECK(n.ran == 0);
  CHECK(n.unanswered == 1);
  const std::string text = an::validation_text(out.validation, an::Language::en);
  CHECK(text.find("not answered, and not counted: V: nothing in its scenario") !=
        std::string::npos);
  CHECK(text.find("MISS") == std::string::npos);
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
    CHECK(out.without_results[0].variant->id == "seven");
    CHECK_FALSE(out.interrupted);
    CHECK_FALSE(out.given_up.empty());
    const an::Report report = an::make_report("compare", an::Language::en, std::move(out), {});
    CHECK(says(report.answer,
               "Seven lanes: no results, since a run had to stop before its end. "
               "Replication 1 of seven"));
    CHECK(any_tells(report.answer.zh, "七条通道：无结果，因其运行中途终止。seven"));
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
  CHECK(out.lost.en == "replication 4 of base: no memory");
  CHECK(out.variants[0].samples->replications() == 3);
  CHECK_FALSE(out.variants[0].bottleneck.has_value());
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
  CHECK(out.broken[1].lane.en == "validation case V");
  CHECK(out.broken[1].replication == 1);
  CHECK(out.broken[1].conserved);
  CHECK_FALSE(out.broken[1].little);
}
