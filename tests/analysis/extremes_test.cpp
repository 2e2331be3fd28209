// Between what single values lead a figure: the lowest and the highest over all of them, not over
// the one with the widest reach.
#include "analysis/extremes.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "analysis/compare.hpp"
#include "analysis/experiment.hpp"
#include "analysis/report/answer_extremes.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "models/read_scenario.hpp"
#include "tests/analysis/few_runs.hpp"
#include "tests/analysis/ranged_gate_port.hpp"
#include "tests/analysis/sentences.hpp"
#include "tests/models/temporary_folder.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
using doctest::Approx;
using kouan::test::any_tells;
using kouan::test::check_lengths;
using kouan::test::few_runs;
using kouan::test::says;

namespace {

/// A gate of 60 s, which binds, and a scale of 40 s after it: the gate's range is the widest apart,
/// the scale's goes lower.
models::Scenario gate_and_scale(const std::string& lanes) {
  return ranged_gate_port(
      "servers: " + lanes + ", service: " + ranged("60 s", "30 s .. 90 s"),
      "  scale: {title: {en: Scale, zh: 地磅}, side: cn, servers: 1, service: " +
          ranged("40 s", "35 s .. 3 min") + "}\n",
      "10 t", "{visit: gate}, {visit: scale}");
}

double tonnes_at(double seconds) { return 10.0 * 86400 / seconds * 365; }

an::Report report_with_two_lanes() {
  static const std::vector<an::Variant> both = {
      {"base", {"Port", "口岸"}, gate_and_scale("1")},
      {"two", {"Two lanes", "两条通道"}, gate_and_scale("2")}};
  return an::make_report("compare", an::Language::en,
                         an::run_experiment(both, {}, few_runs(4, true)), {});
}

an::Estimate of(double mean, double half_width) { return {mean, half_width, 4}; }

an::ChangeOverRange change(const std::string& path, const std::string& title, double low,
                           double high) {
  const auto end = [](double seconds) {
    an::PairedDifference pair;
    pair.difference = of(seconds, 2);
    return pair;
  };
  models::RangedValue value;
  value.path = path;
  value.low = "0 h";
  value.high = "16 h";
  return {value, {title, title}, end(low), end(high)};
}

/// 30 min shorter as it is; between 25 h shorter and 3 h longer at ends of two values.
an::VariantOutcome that_may_lengthen() {
  an::VariantOutcome out;
  an::ClearanceScreening& found = out.clearance.emplace();
  found.shared = 2;
  found.changes[0] = {change("lanes", "Lanes", -25 * 3600.0, -1700),
                      change("hours", "Hours", -1810, 3 * 3600.0)};
  return out;
}

an::ComparedMeasure half_an_hour_shorter() {
  an::ComparedMeasure m;
  m.paired.difference = of(-0.5, 0.01);
  return m;
}

}  // namespace

TEST_CASE("the lowest is that of another value than of the one with the widest reach") {
  const an::Report report = report_with_two_lanes();
  check_lengths(report);
  const an::VariantOutcome& base = report.outcome.variants[0];
  REQUIRE(base.screening);
  CHECK(base.screening->effects.front().of.path == "stages.gate.service");
  const auto found = an::capacity_extremes(base);
  REQUIRE(found);
  CHECK(found->tried == base.screening->tried);
  REQUIRE(found->lowest.of);
  CHECK(found->lowest.of->path == "stages.scale.service");
  CHECK(found->lowest.there.mean == Approx(tonnes_at(180)).epsilon(1e-3));
  REQUIRE(found->highest.of);
  CHECK(found->highest.of->path == "stages.gate.service");
  CHECK(found->highest.there.mean == Approx(tonnes_at(40)).epsilon(1e-3));
  CHECK(says(report.answer,
             "With one of 2 values at an end of its range, it is between 1.75 Mt (“Scale: service "
             "time” at 3 min) and 7.88 Mt (“Gate: service time” at 30 s)."));
  CHECK(any_tells(report.answer.zh,
                  "2 项数值逐一取范围端值，年通过能力最低 175 万吨（“地磅：作业时间”取 3 "
                  "分钟），最高 788 万吨（“卡口：作业时间”取 30 秒）。"));
  const auto json = an::to_json(report)["scenarios"][0]["capacity"]["extremes"];
  CHECK(json["tried"] == 2);
  CHECK(json["unsure"] == 0);
  CHECK(json["lowest"]["value"] == "stages.scale.service");
  CHECK(json["lowest"]["at"]["zh"] == "3 分钟");
  CHECK(json["highest"]["tonnes_per_year"]["n"] == 3);
}

TEST_CASE("an alternative is run with what moves the base most, and its extremes are over that") {
  const an::Report report = report_with_two_lanes();
  const an::VariantOutcome& two = report.outcome.variants[1];
  // Its own bottleneck is the scale, whose range is run with it anyway, as the base's own is: none
  // of the values that the base rests on is left to run.
  const auto found = an::capacity_extremes(two);
  REQUIRE(found);
  CHECK(found->tried == 2);
  CHECK(found->lowest.of->path == "stages.scale.service");
  CHECK(found->lowest.there.mean == Approx(tonnes_at(180)).epsilon(1e-3));
  CHECK(found->highest.there.mean == Approx(tonnes_at(35)).epsilon(1e-3));
  // Where it is the gate again, the scale is one that both share.
  const std::vector<an::Variant> both = {
      {"base", {"Port", "口岸"}, gate_and_scale("1")},
      {"more", {"Room", "候位"}, gate_and_scale("1, queue_lanes: 2")}};
  const an::Report same = an::make_report("compare", an::Language::en,
                                          an::run_experiment(both, {}, few_runs(4, true)), {});
  const auto& shared = same.outcome.variants[1].shared_screening;
  REQUIRE(shared);
  CHECK(shared->tried == 1);
  REQUIRE(shared->effects.size() == 1);
  CHECK(shared->effects[0].of.path == "stages.scale.service");
  CHECK(shared->effects[0].high.paired->with.mean == Approx(tonnes_at(180)).epsilon(1e-3));
  CHECK(shared->effects[0].high.paired->difference.n == 3);  // it was picked by what the base does
  CHECK(an::capacity_extremes(same.outcome.variants[1])->lowest.of->path == "stages.scale.service");
  CHECK(an::to_json(same)["scenarios"][1]["capacity"]["shared_ranges"]["tried"] == 1);
}

TEST_CASE("a single value that an alternative was run with too is told as one") {
  const std::string queue = ranged("50 vehicles", "40 vehicles .. 60 vehicles");
  const std::vector<an::Variant> both = {
      {"base", {"Port", "口岸"}, gate_and_scale("1")},
      {"queue", {"Queue", "候位"}, gate_and_scale("1, queue: " + queue)}};
  const an::Report report = an::make_report("compare", an::Language::en,
                                            an::run_experiment(both, {}, few_runs(4, true)), {});
  CHECK(
      says(report.certainty,
           "Of the values that it shares with the base, one was run with it too, that which moves "
           "the base most."));
}

TEST_CASE("at an end without loads capacity is told in tonnes as it is elsewhere: none") {
  const std::vector<an::Variant> base = {
      {"base",
       {"Port", "口岸"},
       ranged_gate_port("servers: 1, service: 1 min", "", ranged("20 t", "0 t .. 25 t"))}};
  const an::ExperimentOutcome outcome = an::run_experiment(base, {}, few_runs(4, true));
  const auto found = an::capacity_extremes(outcome.variants[0]);
  REQUIRE(found);
  CHECK(found->lowest.of->path == "classes.truck.payload");
  CHECK(found->lowest.there.mean == 0);
  CHECK(found->highest.there.mean == Approx(2.5 * tonnes_at(60)).epsilon(1e-3));
}

TEST_CASE("a change that single values turn round is told to turn, by the value that does it") {
  const an::VariantOutcome alternative = that_may_lengthen();
  const an::ComparedMeasure m = half_an_hour_shorter();
  const auto found = an::change_extremes(alternative, an::ClearanceClock::physical, of(-1800, 36));
  REQUIRE(found);
  CHECK(found->lowest.of->path == "lanes");
  CHECK(found->lowest.there.mean == Approx(-90000));
  CHECK(found->highest.of->path == "hours");
  const models::Text said = an::change_between(alternative, an::ClearanceClock::physical, &m,
                                               {"the change", "变化"}, false);
  CHECK(said.en ==
        "With one of 2 values at an end of its range, the change is between 25.0 h shorter "
        "(“Lanes” at 0 h) and 3.00 h longer (“Hours” at 16 h). There it is longer, not shorter.");
  CHECK(said.zh ==
        "2 项数值逐一取范围端值，变化介于缩短 25.0 小时（“Lanes”取 0 小时）与延长 3.00 "
        "小时（“Hours”取 16 小时）之间。后者反而延长。");
  // Seen from the base it is the other way round.
  const models::Text other = an::change_between(alternative, an::ClearanceClock::physical, &m,
                                                {"the change", "变化"}, true);
  CHECK_MESSAGE(
      other.en.find("between 3.00 h shorter (“Hours” at 16 h) and 25.0 h longer (“Lanes” "
                    "at 0 h). At the first it is shorter, not longer.") != std::string::npos,
      other.en);
}

TEST_CASE("an end at which a flow is nothing hides neither the lowest nor the highest") {
  an::VariantOutcome alternative = that_may_lengthen();
  const an::ComparedMeasure m = half_an_hour_shorter();
  alternative.clearance->shared = 3;
  auto& changes = alternative.clearance->changes[0];
  changes.push_back(change("flows.coal.annual", "Coal: annual amount", 4 * 3600.0, -7200));
  auto found = an::change_extremes(alternative, an::ClearanceClock::physical, of(-1800, 36));
  REQUIRE(found);
  CHECK(found->highest.of->path == "hours");
  REQUIRE(found->without.size() == 1);
  CHECK(found->without[0].there.mean == Approx(4 * 3600.0));
  const auto said = [&](bool is_of_base) {
    return an::change_between(alternative, an::ClearanceClock::physical, &m, {"the change", "变化"},
                              is_of_base);
  };
  CHECK_MESSAGE(said(false).en.ends_with(" Apart from that, with “Coal: annual amount” at 0 h, so "
                                         "none at all: 4.00 h longer."),
                said(false).en);
  CHECK_MESSAGE(said(false).zh.ends_with("另外，“Coal: annual amount”取 0 小时，即完全没有时：延长 "
                                         "4.00 小时。"),
                said(false).zh);
  CHECK(said(true).en.ends_with("none at all: 4.00 h shorter."));
  // Inside what others lead to it is nothing of note.
  changes.back() = change("flows.coal.annual", "Coal: annual amount", 3600.0, -7200);
  found = an::change_extremes(alternative, an::ClearanceClock::physical, of(-1800, 36));
  CHECK(found->without.empty());
}

TEST_CASE("an end that chance or a trifle parts from how it is counts as it is") {
  an::VariantOutcome alternative;
  an::ClearanceScreening& found = alternative.clearance.emplace();
  found.shared = 1;
  found.changes[0] = {change("lanes", "Lanes", -1800 - 30, -1800 + 80)};
  const auto extremes =
      an::change_extremes(alternative, an::ClearanceClock::physical, of(-1800, 36));
  REQUIRE(extremes);
  CHECK_FALSE(extremes->any_moves());
  const an::ComparedMeasure m = half_an_hour_shorter();
  CHECK(an::change_between(alternative, an::ClearanceClock::physical, &m, {"the change", "变化"},
                           false)
            .en ==
        "The one value tried at the ends of its range is not seen to move it by 5 % or more.");
}

TEST_CASE("of an end that chance may explain nothing is claimed, in either language") {
  an::VariantOutcome alternative;
  an::ClearanceScreening& found = alternative.clearance.emplace();
  found.shared = 1;
  found.changes[0] = {change("lanes", "Lanes", -1800 - 100, -1800 + 80)};
  an::ComparedMeasure m;
  m.paired.difference = of(-0.5, 0.06);
  const auto said = [&] {
    return an::change_between(alternative, an::ClearanceClock::physical, &m, {"the change", "变化"},
                              false);
  };
  CHECK(said().en ==
        "Of the one value tried at the ends of its range it cannot be told whether it moves it by "
        "5 % or more.");
  CHECK(said().zh == "试算的 1 项数值取范围端值时，其是否变化 5 % 以上无法判断。");
  found.shared = 3;
  CHECK(said().en ==
        "None of 3 values tried at the ends of their ranges is seen to move it by 5 % or more; of "
        "1 it cannot be told.");
  CHECK(said().zh == "3 项数值逐一取范围端值，均未见其变化 5 % 以上，其中 1 项无法判断。");
  // As capacity of a screening tells it, by the same words.
  found.by_clock[0].tried = 2;
  found.by_clock[0].unsure.resize(2);
  CHECK(an::change_extremes(alternative, an::ClearanceClock::physical, of(-1800, 216))->unsure ==
        1);
}

TEST_CASE("an end that cannot be told is told as that, whatever the value does at its other end") {
  an::VariantOutcome alternative = that_may_lengthen();
  an::ChangeOverRange& lanes = alternative.clearance->changes[0][0];
  lanes.high->difference = of(-7200, 20000);
  const an::ComparedMeasure m = half_an_hour_shorter();
  const models::Text said = an::change_between(alternative, an::ClearanceClock::physical, &m,
                                               {"the change", "变化"}, false);
  CHECK_MESSAGE(said.en.ends_with(" There it is longer, not shorter. At an end of 1 of them it "
                                  "cannot be told."),
                said.en);
  CHECK_MESSAGE(said.zh.ends_with("后者反而延长。其中 1 项取某一端值时无法判断。"), said.zh);
}

TEST_CASE("what chance explains as it is does not turn round") {
  an::VariantOutcome alternative = that_may_lengthen();
  an::ComparedMeasure m;
  m.paired.difference = of(-0.5, 0.6);
  const models::Text said = an::change_between(alternative, an::ClearanceClock::physical, &m,
                                               {"the change", "变化"}, false);
  CHECK_MESSAGE(said.en.find("3.00 h longer (“Hours” at 16 h).") != std::string::npos, said.en);
  CHECK_MESSAGE(said.en.find("There it is longer") == std::string::npos, said.en);
}
