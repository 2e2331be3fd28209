// Which values with a range capacity rests on: each at both ends, one at a time.
#include "analysis/range_screening.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/experiment.hpp"
#include "analysis/report/csv.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "analysis/report/text.hpp"
#include "tests/analysis/sentences.hpp"
#include "tests/analysis/two_stages_port.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
using namespace kouan::test;
using doctest::Approx;

namespace {

/// Tonnes a year of 10 t every so many seconds.
double tonnes_every(double seconds) { return 10.0 * 86400 / seconds * 365; }

const an::ScreenedValue& effect_at(const an::RangeScreening& screening, const std::string& path) {
  const auto it = std::find_if(screening.effects.begin(), screening.effects.end(),
                               [&](const an::ScreenedValue& e) { return e.of.path == path; });
  REQUIRE(it != screening.effects.end());
  return *it;
}

}  // namespace

TEST_CASE("each value is put at both ends, and those that move capacity are kept") {
  const std::vector<an::Variant> base = {
      {"base", {"Port", "口岸"}, screened_port(two_stages("1"))}};
  const an::ExperimentOutcome outcome = an::run_experiment(base, {}, screened_runs());
  const auto& found = outcome.variants[0].screening;
  REQUIRE(found);
  CHECK(found->tried == 4);
  CHECK(found->untried.empty());
  CHECK(found->unsure.empty());
  REQUIRE(found->effects.size() == 2);
  // The gate is what binds: faster, until the scale does; slower, all the way.
  const an::ScreenedValue& gate = effect_at(*found, "stages.gate.service");
  CHECK(gate.title.en == "Gate: service time");
  CHECK(gate.low.paired->with.mean == Approx(tonnes_every(40)).epsilon(1e-3));
  CHECK(gate.high.paired->with.mean == Approx(tonnes_every(120)).epsilon(1e-3));
  CHECK(gate.low.paired->base.mean == Approx(tonnes_every(60)).epsilon(1e-3));
  CHECK(gate.high.paired->difference.n == 3);  // as often as the bottleneck's ends are run
  CHECK(found->reused == "stages.gate.service");
  // The scale does not bind as it is, and would at its slow end: what a single range would not say.
  const an::ScreenedValue& scale = effect_at(*found, "stages.scale.service");
  CHECK(scale.low.effect == an::EndEffect::stays);
  CHECK(scale.high.effect == an::EndEffect::moves);
  CHECK(scale.high.paired->with.mean == Approx(tonnes_every(120)).epsilon(1e-3));
  // The gate's ends are the bottleneck's too: one set of runs, one figure.
  const an::CapacityRange& range = *outcome.variants[0].range;
  CHECK(range.of.path == "stages.gate.service");
  CHECK(gate.low.paired->with.mean == range.at_low.mean);
  CHECK(gate.high.paired->with.mean == range.at_high.mean);
  CHECK(gate.high.paired->with.half_width == range.at_high.half_width);
}

namespace {

std::string with_gate(const std::string& service) {
  std::string text = two_stages("1");
  const std::string was = "{value: 60 s, grade: assumed, range: 30 s .. 2 min}";
  text.replace(text.find(was), was.size(), service);
  return text;
}

an::Report report_of_few_runs(const std::vector<an::Variant>& variants,
                              const an::ExperimentOptions& options) {
  an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(variants, {}, options), {});
  kouan::test::check_lengths(report);
  return report;
}

bool says_of_certainty(const an::Report& report, const std::string& part) {
  return std::any_of(report.certainty.en.begin(), report.certainty.en.end(),
                     [&](const std::string& s) { return s.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("what is told of how often the ends are run is so") {
  const std::vector<an::Variant> base = {
      {"base", {"Port", "口岸"}, screened_port(two_stages("1"))}};
  an::ExperimentOptions options = screened_runs();
  options.replications = 6;
  const an::Report report = report_of_few_runs(base, options);
  const an::RangeScreening& found = *report.outcome.variants[0].screening;
  REQUIRE(found.reused == "stages.gate.service");
  CHECK(effect_at(found, "stages.gate.service").high.paired->difference.n == 3);
  CHECK(effect_at(found, "stages.scale.service").high.paired->difference.n == 4);
  CHECK(says_of_certainty(report, " (3 replications each)."));
  CHECK(says_of_certainty(
      report,
      "Of 3 other values with a range, assumed or not, put at its ends one at a time "
      "(one replication, 4 more where that moved it), one moves "
      "capacity by 1 % or more too."));
}

TEST_CASE("others move capacity too only where the bottleneck's own value does") {
  const std::string gate = with_gate("{value: 60 s, grade: assumed, range: 59.9 s .. 60.1 s}");
  const std::vector<an::Variant> base = {{"base", {"Port", "口岸"}, screened_port(gate)}};
  const an::Report report = report_of_few_runs(base, screened_runs());
  REQUIRE(report.outcome.variants[0].range);
  CHECK(says_of_certainty(report, " has a range of 59.9 s to 60.1 s (assumed): at its ends "));
  CHECK(says_of_certainty(report, "one moves capacity by 1 % or more."));
}

TEST_CASE("an alternative none of whose values moves its capacity says so") {
  std::string text = two_stages("1");
  const std::string was = "range: 18 m .. 25 m";
  text.replace(text.find(was), was.size(), "range: 19 m .. 21 m");
  const std::vector<an::Variant> both = {{"base", {"Port", "口岸"}, screened_port(two_stages("1"))},
                                         {"other", {"Other", "其他"}, screened_port(text)}};
  const an::Report report = report_of_few_runs(both, screened_runs());
  CHECK(says_of_certainty(report,
                          "Of 1 value with a range that “Other” brings or changes, none is seen to "
                          "move its capacity by 1 % or more."));
}

TEST_CASE("an alternative that makes no difference tells at which end it would") {
  std::string text = two_stages("1");
  const std::string was = "value: 40 s, grade: assumed, range: 20 s .. 2 min";
  text.replace(text.find(was), was.size(), "value: 39 s, grade: assumed, range: 20 s .. 3 min");
  const std::vector<an::Variant> both = {{"base", {"Port", "口岸"}, screened_port(two_stages("1"))},
                                         {"other", {"Other", "其他"}, screened_port(text)}};
  const an::Report report = report_of_few_runs(both, screened_runs());
  CHECK(
      kouan::test::says(report.answer,
                        "With “Other” and its “Scale: service time” at 3 min, an end of its range, "
                        "capacity is 1.7"));
  CHECK(kouan::test::any_tells(
      report.answer.zh, "采用“其他”且其“地磅：作业时间”取范围端值 3 分钟时，年通过能力为 17"));
  CHECK(says_of_certainty(report, "that “Other” brings or changes, one moves its capacity"));
  CHECK_FALSE(says_of_certainty(report, "With “Scale: service time” at 3 min"));  // told once
}

TEST_CASE("what cannot be told of an alternative's values is told as of the base's") {
  const std::vector<an::Variant> both = {
      {"base", {"Port", "口岸"}, screened_port(two_stages("1"))},
      {"slow",
       {"Slow", "慢"},
       screened_port(
           with_gate("{value: exponential(mean 3 h), grade: assumed, range: 170 min .. 190 "
                     "min}"))}};
  int unsure = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    an::ExperimentOptions options = screened_runs();
    options.replicate.seed = seed;
    const an::Report report = report_of_few_runs(both, options);
    REQUIRE(report.outcome.variants[1].screening);
    if (report.outcome.variants[1].screening->unsure.empty()) continue;
    ++unsure;
    CHECK(says_of_certainty(report,
                            "Of 1 value with a range that “Slow” brings or changes, none "
                            "is seen to move its capacity by 1 % or more; of 1 it cannot "
                            "be told."));
  }
  CHECK(unsure >= 1);
}

TEST_CASE("without the wish, or with two replications, nothing is screened") {
  const std::vector<an::Variant> base = {
      {"base", {"Port", "口岸"}, screened_port(two_stages("1"))}};
  an::ExperimentOptions options = screened_runs();
  options.ranges = false;
  CHECK_FALSE(an::run_experiment(base, {}, options).variants[0].screening);
  options.ranges = true;
  options.replications = 2;
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(base, {}, options), {});
  CHECK_FALSE(report.outcome.variants[0].screening);
  CHECK(std::any_of(report.details.en.begin(), report.details.en.end(), [](const std::string& s) {
    return s.find("takes at least 3 replications") != std::string::npos;
  }));
}

TEST_CASE("of an alternative the values are screened that the base has not so") {
  const models::Scenario base = screened_port(two_stages("1"));
  const models::Scenario other =
      screened_port(two_stages("{value: 3, grade: assumed, range: 1 .. 4}"));
  const auto own = an::values_to_screen(other, &base);
  REQUIRE(own.size() == 1);
  CHECK(own[0].path == "stages.gate.servers");
  CHECK(an::values_to_screen(base, nullptr).size() == 4);
}

TEST_CASE("what capacity rests on besides is in every form of the report") {
  const std::vector<an::Variant> both = {
      {"base", {"Port", "口岸"}, screened_port(two_stages("1"))},
      {"two",
       {"More lanes", "更多通道"},
       screened_port(two_stages("{value: 3, grade: assumed, range: 1 .. 4}"))}};
  const an::Report report = an::make_report("compare", an::Language::en,
                                            an::run_experiment(both, {}, screened_runs()), {});
  const auto said = [&](const std::string& part) {
    return std::any_of(report.certainty.en.begin(), report.certainty.en.end(),
                       [&](const std::string& s) { return s.find(part) != std::string::npos; });
  };
  CHECK(
      said("Of 3 other values with a range, assumed or not, put at its ends one at a time (one "
           "replication, 3 more where that moved it), one moves capacity by 1 % or more too."));
  CHECK(said("With “Scale: service time” at 2 min it is 2.62"));
  CHECK(
      said("Of 1 value with a range that “More lanes” brings or changes, one moves its capacity "
           "by 1 % or more."));
  CHECK(said("With “Gate: lanes or places of work” at 1 it is 5.25"));
  CHECK(std::any_of(report.certainty.zh.begin(), report.certainty.zh.end(), [](const auto& s) {
    return s.find(
               "带范围的其余 3 项数值（不论是否假定）逐一取端值试算（一次重复，有变化者再作 3 "
               "次），另有 1 "
               "项使年通过能力变化 1 % 以上") != std::string::npos;
  }));
  const std::string text = an::text_report(report);
  CHECK(
      text.find("values with a range, put at its ends one at a time: 4; moving capacity by 1 % or "
                "more: 2") != std::string::npos);
  CHECK(an::csv_text(report).find(
            "base,gain-at-high,stages.scale.service,tonnes_per_year,t/yr,-") != std::string::npos);
  const auto ranges = an::to_json(report)["scenarios"][0]["capacity"]["ranges"];
  CHECK(ranges["tried"] == 4);
  CHECK(ranges["values"].size() == 2);
  CHECK(ranges["values"][0]["high"]["at"]["en"] == "2 min");
  CHECK(ranges["values"][0]["high"]["effect"] == "moves");
  CHECK(ranges["values"][1]["low"]["effect"] == "stays");
  CHECK(ranges["values"][1]["low"]["difference"].is_null());
}

TEST_CASE("what the noise of few replications hides is told as such, not as no effect") {
  // Exponential work of 3 h in 3 days: a mean a tenth longer cannot be told from chance.
  const std::vector<an::Variant> base = {
      {"base",
       {"Port", "口岸"},
       screened_port(
           with_gate("{value: exponential(mean 3 h), grade: assumed, range: 170 min .. 190 "
                     "min}"))}};
  int unsure = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    an::ExperimentOptions options = screened_runs();
    options.replicate.seed = seed;
    const an::ExperimentOutcome outcome = an::run_experiment(base, {}, options);
    REQUIRE(outcome.variants[0].screening);
    unsure += outcome.variants[0].screening->unsure.empty() ? 0 : 1;
  }
  CHECK(unsure >= 3);
}

TEST_CASE("an end that cannot be run is told, and the other counts") {
  std::string text = two_stages("1");
  const std::string was = "{value: 40 s, grade: assumed, range: 20 s .. 2 min}";
  text.replace(text.find(was), was.size(),
               "{value: \"normal(40 s, 5 s, min 30 s)\", grade: assumed, range: 0 s .. 2 min}");
  text.replace(text.find("processes: {way: {steps: [{visit: gate}, {visit: scale}, cleared]}}"),
               std::string::npos,
               "processes: {way: {steps: [{choose: [{share: {value: 20 %, grade: assumed, range: "
               "10 % .. 90 %}, steps: [{visit: gate}]}, {share: {value: 30 %, grade: assumed, "
               "range: 20 % .. 50 %}, steps: []}, {otherwise: [{visit: gate}]}]}, "
               "{visit: scale}, cleared]}}\n");
  const std::vector<an::Variant> base = {{"base", {"Port", "口岸"}, screened_port(text)}};
  const auto found = an::run_experiment(base, {}, screened_runs()).variants[0].screening;
  REQUIRE(found);
  const auto is_share = [](const an::ScreenedValue& v) { return v.of.path.ends_with("share"); };
  const auto share = std::find_if(found->untried.begin(), found->untried.end(), is_share);
  REQUIRE(share != found->untried.end());  // 90 % and 30 % are more than all
  CHECK(share->high.effect == an::EndEffect::not_run);
  CHECK(share->low.effect != an::EndEffect::not_run);
  CHECK(share->title.en == "way: share sent to Gate");
}

TEST_CASE(
    "drives of one title are told apart by their processes, in one process by where they are") {
  const std::string drive =
      "{travel: {title: {en: Drive, zh: 行驶}, time: {value: 2 min, grade: assumed, "
      "range: 1 min .. 10 min}}}";
  std::string text = two_stages("1");
  text.replace(text.find("processes:"), std::string::npos,
               "yards: {a: {side: cn, places: 1}, b: {side: cn, places: 1}}\nprocesses:\n"
               "  way: {title: {en: In, zh: 进境}, steps: [{within: {yard: a, steps: [" +
                   drive +
                   "]}}, {visit: gate}, cleared]}\n"
                   "  back: {title: {en: Out, zh: 出境}, steps: [{within: {yard: b, steps: [" +
                   drive + ", " + drive + "]}}, {visit: scale}, cleared]}\n");
  const std::string trucks = "classes:\n";
  text.insert(text.find(trucks) + trucks.size(),
              "  empty: {title: {en: Empty, zh: 空车}, process: back, payload: 10 t, "
              "arrivals: {rate: 1 /min}}\n");
  const std::vector<an::Variant> base = {{"base", {"Port", "口岸"}, screened_port(text)}};
  const auto found = an::run_experiment(base, {}, screened_runs()).variants[0].screening;
  REQUIRE(found);
  std::vector<std::string> titles;
  for (const an::ScreenedValue& value : found->effects)
    if (value.of.path.ends_with("travel.time"))
      titles.push_back(value.title.en + " | " + value.title.zh + "\n");
  std::sort(titles.begin(), titles.end());
  std::string all;
  for (const std::string& title : titles)
    all += title;
  CHECK(all ==
        "Drive: travel time (In) | 行驶：行驶时间（进境）\n"
        "Drive: travel time (processes.back.steps[0].within.steps[0].travel.time) | "
        "行驶：行驶时间（processes.back.steps[0].within.steps[0].travel.time）\n"
        "Drive: travel time (processes.back.steps[0].within.steps[1].travel.time) | "
        "行驶：行驶时间（processes.back.steps[0].within.steps[1].travel.time）\n");
}
