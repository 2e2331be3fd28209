// How sure the answer of a shift is; the declaration is in analysis/report/mode_shift.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/check.hpp"
#include "analysis/report/answer_validation.hpp"
#include "analysis/report/certainty_words.hpp"
#include "analysis/report/mode_shift.hpp"
#include "analysis/report/numbers.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

class ShiftCertainty {
 public:
  ShiftCertainty(const ModeShiftOutcome& outcome, const ModeShiftTitles& titles,
                 const models::Scenario& road_alone, const models::Scenario& with_rail)
      : outcome_(outcome), titles_(titles), road_alone_(road_alone), with_rail_(with_rail) {}

  Answer all() {
    out_.open_group();
    say_intervals(outcome_.told_replications(), outcome_.seed, out_);
    if (outcome_.told_replications() < outcome_.replications)
      out_.say(fmt::format("Those of capacity alone are over {}.", outcome_.replications),
               fmt::format("仅通过能力为 {} 次重复的均值。", outcome_.replications));
    const CheckReport before = check(with_rail_);
    say_assumed(before, {"of the port with the railway ", "有铁路的口岸 "}, {}, out_);
    of_the_railway(before);
    ranges();
    out_.close_group();
    observed();
    return out_.take();
  }

 private:
  /// Levers as they are given with --with.
  std::string with() const {
    std::string names;
    for (std::size_t i = road_alone_.levers.size(); i < with_rail_.levers.size(); ++i)
      names += (names.empty() ? "" : "+") + with_rail_.levers[i].id;
    return names;
  }

  std::string command(const char* name) const {
    return fmt::format("kouan {} {} --with {}", name, road_alone_.file, with());
  }

  /// Of the assumed values, those that the road alone has not so.
  void of_the_railway(const CheckReport& before) {
    const auto& of_road = road_alone_.provenance;
    const auto count = std::count_if(
        before.assumptions.begin(), before.assumptions.end(), [&](const models::Provenance& p) {
          return std::none_of(of_road.begin(), of_road.end(), [&](const models::Provenance& road) {
            return road.path == p.path && road.value == p.value && road.range == p.range;
          });
        });
    if (count == 0) return;
    out_.say(fmt::format("“{}” brings or changes {} of the assumed; {} lists all.",
                         titles_.lever.en, count, command("check")),
             fmt::format("假定值中 {} 个由“{}”带来或改动；全部见{}。", count, titles_.lever.zh,
                         command("check")));
  }

  void ranges() {
    const bool is_choice_tried = !outcome_.over_ranges.empty();
    const Text but = is_choice_tried
                         ? Text{", those of the choice below aside", "（下列选择参数除外）"}
                         : Text{};
    out_.say(fmt::format("No value is tried at the ends of its range here{}: what capacity and "
                         "clearance rest on, {} tells.",
                         but.en, command("compare")),
             fmt::format("此处各数值均未取其范围两端试算{}：通过能力与通关时间还取决于什么，见{}。",
                         but.zh, command("compare")));
  }

  void observed() {
    const ValidationCount all = count(outcome_.cases);
    if (all.ran > 0) {
      say_validation(outcome_.cases, out_);
      tests_of_the_road();
      return cases_of_the_railway();
    }
    if (all.not_run > 0)
      out_.say(
          "Interrupted before the observed cases were run: nothing is held against "
          "observation here.",
          "观测对照例运行之前即被中断：此处未与观测对照。");
    else if (all.unanswered > 0)
      out_.say("Nothing is held against observation: the model has no answer to its cases.",
               "未与观测对照：模型对其观测例均无答案。");
    else if (outcome_.cases.empty() && outcome_.interrupted)
      out_.say("Interrupted before anything was held against observation.",
               "与观测对照之前即被中断。");
    else
      out_.say("Nothing is held against observation: no observed case of this port is there.",
               "未与观测对照：本口岸无观测例。");
    say_design(outcome_.cases, with_rail_, titles_.lever, out_);
  }

  /// By name: what is told here rests on them alone.
  void tests_of_the_road() {
    std::vector<Text> named;
    for (const ValidationOutcome& v : outcome_.cases) {
      if (!v.of_base || !v.counts() || !v.is_test()) continue;
      const Text& title = v.of->title;
      named.push_back(
          {fmt::format("“{}” ({})", in(title, Language::en), v.inside ? "inside" : "outside"),
           fmt::format("“{}”（{}）", in(title, Language::zh), v.inside ? "在容差之内" : "超差")});
    }
    const Text names = models::listed(named);
    if (named.empty() && count_of_base(outcome_.cases).not_run > 0) return;  // one of these may be
    if (named.empty())
      return out_.say("No independent test is of the road port of this file itself.",
                      "无针对本文件公路口岸自身的独立检验。");
    out_.say(fmt::format("Independent tests of the road port of this file itself: {}.", names.en),
             fmt::format("针对本文件公路口岸自身的独立检验：{}。", names.zh));
  }

  void cases_of_the_railway() {
    std::vector<ValidationOutcome> cases = outcome_.cases;
    for (ValidationOutcome& v : cases)
      v.of_base = !with_rail_.hash.empty() && v.of->scenario->hash == with_rail_.hash;
    const ValidationCount own = count_of_base(cases);
    out_.open_group();
    if (own.ran == 0 && own.not_run > 0)
      out_.say("No observed case of the port with the railway was run.",
               "针对有铁路的口岸的观测例均未运行。");
    else if (own.ran == 0)
      out_.say(
          "No observed case is of the port with the railway: nothing that was observed tests "
          "what is told of it.",
          "没有针对有铁路的口岸的观测例：所述铁路情况未经任何观测检验。");
    else
      out_.say(fmt::format("Of the port with the railway {} of {} {} inside tolerance; independent "
                           "tests among them: {}.",
                           own.inside, counted(static_cast<int>(own.ran), "observed case"),
                           own.ran == 1 || own.inside == 1 ? "is" : "are", own.tests),
               fmt::format("针对有铁路的口岸的 {} 个观测例中 {} 例在容差之内；其中独立检验 {} 例。",
                           own.ran, own.inside, own.tests));
    say_design(cases, with_rail_, titles_.lever, out_);
    out_.close_group();
  }

  const ModeShiftOutcome& outcome_;
  const ModeShiftTitles& titles_;
  const models::Scenario& road_alone_;
  const models::Scenario& with_rail_;
  Sentences out_;
};

}  // namespace

Answer mode_shift_certainty(const ModeShiftOutcome& outcome, const ModeShiftTitles& titles,
                            const models::Scenario& road_alone, const models::Scenario& with_rail) {
  return ShiftCertainty(outcome, titles, road_alone, with_rail).all();
}

}  // namespace kouan::analysis
