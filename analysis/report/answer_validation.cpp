#include "analysis/report/answer_validation.hpp"

#include <fmt/format.h>

#include <string>

#include "analysis/report/numbers.hpp"
#include "analysis/report/units.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

/// The observed cases that missed, by their titles.
Text missed(const std::vector<ValidationOutcome>& validation) {
  Text names;
  for (const ValidationOutcome& v : validation) {
    if (!v.counts() || v.inside) continue;
    const bool is_titled = !v.of->title.en.empty();
    names.en += names.en.empty() ? "" : ", ";
    names.en += is_titled ? "“" + v.of->title.en + "”" : v.of->id;
    names.zh += names.zh.empty() ? "" : "、";
    names.zh += is_titled ? "“" + v.of->title.zh + "”" : v.of->id;
  }
  if (names.en.empty()) return {};
  return {" (outside: " + names.en + ")", "（超差：" + names.zh + "）"};
}

/// "; “Published capacity” is 82.2 kt/d; the simulation gives 90.0 ± 0.1 kt/d".
std::string beyond_one(const ValidationOutcome& v, Language language) {
  constexpr int k_digits = 12;  // fewer than a product of doubles is wrong in
  const ShownUnit unit = shown_unit(v.of->unit, language);
  const char* form = language == Language::zh ? "；“{0}”为 {1} {2}，仿真值为 {3} {2}"
                                              : "; “{0}” is {1} {2}; the simulation gives {3} {2}";
  return fmt::format(fmt::runtime(form), in(v.of->title, language),
                     as_written(rounded(v.of->observed * unit.factor, k_digits)), unit.name,
                     with_interval(scaled(v.simulated, unit.factor)));
}

/// ", the farthest at 2.4 times the observed": within a factor of 3 all sorts of things agree.
Text how_far(const ValidationCount& all) {
  if (!all.farthest) return {};
  const std::string ratio = fmt::format("{:.3g}", *all.farthest);
  const bool is_only = all.tests_inside == 1;
  return {
      fmt::format(", {}at {} times the observed", is_only ? "" : "the farthest of them ", ratio),
      fmt::format("，{}为观测值的 {} 倍", is_only ? "" : "其中最远者", ratio)};
}

bool are_all_tests(const ValidationCount& all) { return all.fitted == 0 && all.dependent == 0; }

/// How many of the cases are a test of the model at all.
Text worth_of(const ValidationCount& all) {
  if (are_all_tests(all)) return {};  // said beside their number
  const Text far = how_far(all);
  return {
      fmt::format(
          "; of the {}, {} {} ({} inside{}), {} {} from inputs or fitted cases, {} {} fitted",
          all.ran, all.tests, all.tests == 1 ? "is an independent test" : "are independent tests",
          all.tests_inside, far.en, all.dependent, all.dependent == 1 ? "follows" : "follow",
          all.fitted, all.fitted == 1 ? "was" : "were"),
      fmt::format("；其中独立检验 {} 例（{} 例在容差之内{}），{} 例可由输入或参与拟合的例推出"
                  "，{} 例参与拟合",
                  all.tests, all.tests_inside, far.zh, all.dependent, all.fitted)};
}

/// Tests of other scenarios say little of this one, and a flow that gets through says nothing of
/// how much more would.
Text worth_of_own(const ValidationCount& all, const ValidationCount& own) {
  Text text;
  if (own.ran < all.ran) {
    const std::string are = own.tests == 0   ? "none is an independent test"
                            : own.tests == 1 ? "1 is an independent test"
                                             : fmt::format("{} are independent tests", own.tests);
    text = {fmt::format("; of the {} of this scenario itself, {}", own.ran, are),
            fmt::format("；本情景自身的 {} 例中{}", own.ran,
                        own.tests == 0 ? "无独立检验" : fmt::format("独立检验 {} 例", own.tests))};
  }
  if (own.capacity_tests > 0) return text;
  text.en += own.tests > 0 ? "; no independent test is of its capacity"
                           : "; no observation tests its capacity";
  text.zh += own.tests > 0 ? "；独立检验均不涉及其通过能力" : "；其通过能力未经观测检验";
  return text;
}

}  // namespace

void say_validation(const std::vector<ValidationOutcome>& validation, Sentences& out) {
  const ValidationCount all = count(validation);
  const ValidationCount own = count_of_base(validation);
  if (all.ran == 0) return;
  const Text outside = missed(validation);
  if (own.ran == 0) {
    out.say(fmt::format("No observed case is of this scenario: {} of other scenarios {} run ({} "
                        "inside {} tolerance){}.",
                        all.ran, all.ran == 1 ? "was" : "were", all.inside,
                        all.ran == 1 ? "its" : "their", outside.en),
            fmt::format("没有针对本情景的观测例：所运行的 {} 例均属其他情景（{} 例在容差之内）{}。",
                        all.ran, all.inside, outside.zh));
    return;
  }
  const Text worth = worth_of(all), of_own = worth_of_own(all, own);
  const Text far = are_all_tests(all) ? how_far(all) : Text{};
  out.say(fmt::format("Held against observation, {} of {} {} inside tolerance{}{}{}{}.", all.inside,
                      all.ran,
                      all.ran == 1      ? "case is"
                      : all.inside == 1 ? "cases is"
                                        : "cases are",
                      far.en, outside.en, worth.en, of_own.en),
          fmt::format("与观测对照，{} 例中 {} 例在容差之内{}{}{}{}。", all.ran, all.inside, far.zh,
                      outside.zh, worth.zh, of_own.zh));
}

Text beyond_design(const std::vector<ValidationOutcome>& validation,
                   const models::Scenario& scenario) {
  Text text;
  for (const ValidationOutcome& v : validation) {
    const CaseVerdict found = verdict(v);
    const bool is_beyond = found == CaseVerdict::above || found == CaseVerdict::below;
    if (!is_beyond || scenario.hash.empty() || v.of->scenario->hash != scenario.hash) continue;
    text.en += beyond_one(v, Language::en);
    text.zh += beyond_one(v, Language::zh);
  }
  return text;
}

}  // namespace kouan::analysis
