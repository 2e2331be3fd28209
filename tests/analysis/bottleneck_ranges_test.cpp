// Under which assumptions the bottleneck would be elsewhere.
#include "analysis/bottleneck_ranges.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "analysis/report/answer_bottleneck_ranges.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "tests/analysis/sentences.hpp"
#include "tests/analysis/two_stages_port.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
using namespace kouan::test;

namespace {

an::BottleneckAtEnd at_low(const std::string& path, double gain, double half_width) {
  an::BottleneckAtEnd end{{path, models::Grade::assumed, "1 min", "3 min", 60, 180},
                          {path, path},
                          models::RangeEnd::low,
                          an::PairedDifference{}};
  end.more->difference = {gain, half_width, 3};
  return end;
}

}  // namespace

TEST_CASE("ends of ranges at which more at the bottleneck adds nothing are found by running it") {
  const std::vector<an::Variant> base = {
      {"base", {"Port", "口岸"}, screened_port(two_stages("1"))}};
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(base, {}, screened_runs()), {});
  const auto& found = report.outcome.variants[0].bottleneck_over_ranges;
  REQUIRE(found);
  CHECK(found->tried == 3);  // not where capacity stays as it is, as with another lane at the scale
  CHECK(found->unsure.empty());
  // A gate of 30 s leaves the scale of 40 s behind it as the slower one, and so does a scale of 2
  // min; with a gate of 2 min the gate is all the more the bottleneck.
  REQUIRE(found->elsewhere.size() == 2);
  CHECK(found->elsewhere[0].of.path == "stages.gate.service");
  CHECK(found->elsewhere[0].end == models::RangeEnd::low);
  CHECK(found->elsewhere[1].of.path == "stages.scale.service");
  CHECK(found->elsewhere[1].end == models::RangeEnd::high);
  const std::string said =
      "The bottleneck is elsewhere with “Gate: service time” at 30 s or “Scale: service time” at 2 "
      "min. There one more server at Gate adds less than a tenth of as much.";
  CHECK(any_tells(report.answer.en, said));
  CHECK(any_tells(report.answer.zh,
                  "“卡口：作业时间”取 30 秒或“地磅：作业时间”取 2 分钟时，瓶颈在别处：卡口增加一条"
                  "通道（作业位）的增量不足现值的十分之一。"));
  const auto json = an::to_json(report)["capacity"]["bottleneck"]["over_ranges"];
  CHECK(json["tried"] == 3);
  CHECK(json["elsewhere"][0]["value"] == "stages.gate.service");
  CHECK(json["elsewhere"][0]["at"]["zh"] == "30 秒");
  CHECK(json["says"]["en"] == said);
}

TEST_CASE("more adds nothing if it is less than a tenth for sure, and what is not known is said") {
  std::vector<an::BottleneckAtEnd> ends = {at_low("a", 0, 0), at_low("b", 5, 6), at_low("c", 80, 5),
                                           at_low("d", 9, 0.5), at_low("e", 12, 1)};
  ends.push_back(at_low("f", 0, 0));
  ends.back().more.reset();
  const an::BottleneckOverRanges found = an::sorted_by_bottleneck(std::move(ends), 100);
  CHECK(found.tried == 5);
  REQUIRE(found.elsewhere.size() == 2);
  CHECK(found.elsewhere[0].of.path == "a");
  CHECK(found.elsewhere[1].of.path == "d");
  REQUIRE(found.unsure.size() == 2);
  CHECK(found.unsure[0].of.path == "b");
  CHECK(found.unsure[1].of.path == "f");
}

TEST_CASE("an end of which it is not sure that it moves capacity is no end without effect") {
  // At 60.4 s the scale is the bottleneck, yet capacity is less than a hundredth lower there.
  std::string text = two_stages("1");
  const auto put = [&](const std::string& from, const std::string& to) {
    REQUIRE(text.find(from) != std::string::npos);
    text.replace(text.find(from), from.size(), to);
  };
  put("{value: 60 s, grade: assumed, range: 30 s .. 2 min}", "60 s");
  put("range: 20 s .. 2 min", "range: 20 s .. 60.4 s");
  const std::vector<an::Variant> base = {{"base", {"Port", "口岸"}, screened_port(text)}};
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(base, {}, screened_runs()), {});
  const auto& found = report.outcome.variants[0].bottleneck_over_ranges;
  REQUIRE(found);
  CHECK(found->tried == 0);
  CHECK(found->elsewhere.empty());
  REQUIRE(found->unsure.size() == 1);
  CHECK(found->unsure[0].of.path == "stages.scale.service");
  CHECK(found->unsure[0].end == models::RangeEnd::high);
  CHECK(any_tells(report.answer.en,
                  "Whether the bottleneck is elsewhere cannot be told at 1 end of ranges."));
  CHECK(any_tells(report.answer.zh, "取值范围的 1 个端值处，无法判断瓶颈是否转移。"));
  const auto json = an::to_json(report)["capacity"]["bottleneck"]["over_ranges"];
  CHECK(json["unsure"][0]["tonnes_per_year"].is_null());
}

TEST_CASE("an end at which more cannot be run is one of which nothing is known") {
  const models::Scenario port = screened_port(two_stages("1"));
  const an::Place gate{"gate", {"Gate", "卡口"}};
  const an::BottleneckAtEnd nowhere = at_low("stages.nowhere.service", 0, 0);
  an::BottleneckAtEnds ends("base", {"Port", "口岸"}, port, gate,
                            {{nowhere.of, nowhere.title, nowhere.end, {1, 1, 1}}});
  CHECK(ends.lanes().empty());
  const an::BottleneckOverRanges found = an::sorted_by_bottleneck(ends.result(), 100);
  CHECK(found.tried == 0);
  REQUIRE(found.unsure.size() == 1);
  CHECK(found.unsure[0].of.path == "stages.nowhere.service");
}

TEST_CASE("that no range moves the bottleneck is said too, and of many values two are named") {
  const std::vector<an::Variant> port = {
      {"base", {"Port", "口岸"}, screened_port(two_stages("1"))}};
  const an::ExperimentOutcome outcome = an::run_experiment(port, {}, screened_runs());
  an::VariantOutcome base;
  base.variant = &port.front();
  base.bottleneck = outcome.variants[0].bottleneck;
  base.bottleneck_over_ranges.emplace();
  base.bottleneck_over_ranges->tried = 12;
  CHECK(an::bottleneck_over_ranges(base).en ==
        "At none of the 12 ends of ranges that move capacity is the bottleneck seen to be "
        "elsewhere.");
  base.bottleneck_over_ranges->unsure = {at_low("u", 0, 0)};
  CHECK(an::bottleneck_over_ranges(base).zh ==
        "使通过能力变化的 12 个端值处，瓶颈均未见转移；有 1 个端值无法判断。");
  base.bottleneck_over_ranges->tried = 1;
  CHECK(an::bottleneck_over_ranges(base).en ==
        "At the one end of a range that moves capacity the bottleneck is not seen to be elsewhere; "
        "at 1 end it cannot be told.");
  base.bottleneck_over_ranges->tried = 0;
  base.bottleneck_over_ranges->unsure.clear();
  CHECK(an::bottleneck_over_ranges(base).en.empty());
  base.bottleneck_over_ranges->unsure = {at_low("u", 0, 0), at_low("v", 0, 0)};
  base.bottleneck_over_ranges->elsewhere = {at_low("a", 0, 0), at_low("b", 0, 0), at_low("c", 0, 0),
                                            at_low("d", 0, 0), at_low("e", 0, 0)};
  const std::string many = an::bottleneck_over_ranges(base).en;
  CHECK_MESSAGE(
      many.find("at an end of 5 values, such as “a” at 1 min or “b” at 1 min. There one more") !=
          std::string::npos,
      many);
  CHECK(many.ends_with("; at 2 ends it cannot be told."));
}
