#include "analysis/report/answer_validation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "analysis/report/numbers.hpp"
#include "analysis/report/units.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

Text name_of_case(const ValidationOutcome& v) {
  if (v.of->title.en.empty()) return {v.of->id, v.of->id};
  return {"“" + v.of->title.en + "”", "“" + v.of->title.zh + "”"};
}

/// How many times too high or too low; endless where nothing is simulated, and least of all where
/// nothing was observed: nothing is a multiple of that.
double factor_off(const ValidationOutcome& v) {
  if (!(v.of->observed > 0)) return 0;
  const double ratio = v.simulated.mean / v.of->observed;
  if (!(ratio > 0) || !std::isfinite(ratio)) return std::numeric_limits<double>::infinity();
  return std::max(ratio, 1 / ratio);
}

/// "16 % above the observed", "at 2.5 times the observed", "29 times too low": as one says it.
Text off_by(double ratio) {
  constexpr double k_twice = 2;
  if (ratio >= k_twice)
    return {"at " + plain(ratio) + " times the observed", "为观测值的 " + plain(ratio) + " 倍"};
  if (ratio > 1 / k_twice) {
    const std::string percent = fmt::format("{:.0f}", 100 * std::abs(ratio - 1));
    if (percent == "0") return {"as observed", "与观测值相同"};
    return ratio > 1 ? Text{percent + " % above the observed", "高于观测值 " + percent + " %"}
                     : Text{percent + " % below the observed", "低于观测值 " + percent + " %"};
  }
  if (!(ratio > 0)) return {"as nothing at all", "为零"};
  constexpr int k_digits = 2;
  const std::string times = short_number(1 / ratio, k_digits);
  return {times + " times too low", "仅为观测值的 1/" + times};
}

constexpr std::size_t k_most_misses_named = 2;  ///< misses by their titles

std::vector<const ValidationOutcome*> misses_of(const std::vector<ValidationOutcome>& validation) {
  std::vector<const ValidationOutcome*> misses;
  for (const ValidationOutcome& v : validation)
    if (v.counts() && !v.inside) misses.push_back(&v);
  return misses;
}

/// Of misses too many to be named the one that is farthest off; null where they are few.
const ValidationOutcome* gravest_of(const std::vector<const ValidationOutcome*>& misses) {
  if (misses.size() <= k_most_misses_named) return nullptr;
  return *std::max_element(misses.begin(), misses.end(), [](const auto* a, const auto* b) {
    return factor_off(*a) < factor_off(*b);
  });
}

/// The observed cases that missed: "Outside: “Trains a day”.", or where these would be a list of
/// their own "The gravest of 3 outside is “Trains a day”, simulated at 1.8 times the observed."
Text missed(const std::vector<const ValidationOutcome*>& misses) {
  if (misses.empty()) return {};
  if (const ValidationOutcome* v = gravest_of(misses)) {
    const Text name = name_of_case(*v);
    Text times;
    if (v->of->observed > 0) {
      const Text off = off_by(v->simulated.mean / v->of->observed);
      times = {", simulated " + off.en, "，仿真" + off.zh};
    }
    return {fmt::format("The gravest of {} outside is {}{}; the table of cases has all.",
                        misses.size(), name.en, times.en),
            fmt::format("超差 {} 例，最甚者为{}{}；其余见观测对照表。", misses.size(), name.zh,
                        times.zh)};
  }
  std::vector<Text> named;
  for (const ValidationOutcome* v : misses)
    named.push_back(name_of_case(*v));
  const Text names = models::listed(named);
  return {"Outside: " + names.en + ".", "超差：" + names.zh + "。"};
}

/// By how many per cent the simulation is beyond the figure, "12"; empty of a figure of nothing.
std::string percent_beyond(const ValidationOutcome& v) {
  if (!(v.of->observed > 0)) return "";
  const double percent = 100 * std::abs(v.simulated.mean / v.of->observed - 1);
  return percent < 1 ? plain(percent) : fmt::format("{:.0f}", percent);
}

/// "12 % above “Published capacity”", "高于“公布能力” 12 %", with `kind` before the name.
Text how_far_beyond(const ValidationOutcome& v, const Text& kind) {
  const bool is_above = verdict(v) == CaseVerdict::above;
  const std::string percent = percent_beyond(v);
  const std::string number = percent.empty() ? "" : percent + " % ";
  return {fmt::format("{}{} {}“{}”", number, is_above ? "above" : "below", kind.en,
                      in(v.of->title, Language::en)),
          fmt::format("{}{}“{}”{}", is_above ? "高于" : "低于", kind.zh,
                      in(v.of->title, Language::zh), percent.empty() ? "" : " " + percent + " %")};
}

std::string both_figures(const ValidationOutcome& v, Language language) {
  constexpr int k_digits = 12;  // fewer than a product of doubles is wrong in
  const ShownUnit unit = shown_unit(unit_of_case(*v.of), language);
  const std::string simulated = with_interval(scaled(v.simulated, unit.factor));
  const std::string published = as_written(rounded(v.of->observed * unit.factor, k_digits));
  return language == Language::zh
             ? fmt::format("仿真 {0} {2}，公布 {1} {2}", simulated, published, unit.name)
             : fmt::format("{0} {2} simulated against {1} {2} published", simulated, published,
                           unit.name);
}

/// Design figures of the scenario from which the simulation differs.
std::vector<const ValidationOutcome*> beyond(const std::vector<ValidationOutcome>& validation,
                                             const models::Scenario& scenario) {
  std::vector<const ValidationOutcome*> found;
  for (const ValidationOutcome& v : validation) {
    const CaseVerdict is = verdict(v);
    const bool is_beyond = is == CaseVerdict::above || is == CaseVerdict::below;
    if (is_beyond && !scenario.hash.empty() && v.of->scenario->hash == scenario.hash)
      found.push_back(&v);
  }
  return found;
}

/// "The farthest of the tests is simulated 2.5 times too low.": within a factor of 3 all sorts of
/// things agree. Nothing where that is the gravest miss, which has been told.
Text how_far(const ValidationCount& all, const ValidationOutcome* gravest) {
  if (!all.farthest) return {};
  if (gravest != nullptr && gravest->is_test() &&
      *all.farthest == gravest->simulated.mean / gravest->of->observed)
    return {};
  const Text off = off_by(*all.farthest);
  if (all.tests == 1)
    return {"The test is simulated " + off.en + ".", "该项独立检验的仿真值" + off.zh + "。"};
  return {fmt::format("The farthest of the tests, inside or not, is simulated {}.", off.en),
          fmt::format("独立检验（不论是否在容差之内）中最远者，仿真值{}。", off.zh)};
}

/// " (2 inside)".
Text how_many_inside(const ValidationCount& all) {
  return {fmt::format(" ({} inside)", all.tests_inside),
          fmt::format("（{} 例在容差之内）", all.tests_inside)};
}

/// ", 27 more were not run", of an experiment that ended before: what ran is not all there is.
Text not_run(const ValidationCount& all) {
  if (all.not_run == 0) return {};
  return {fmt::format(", {} more {} not run", all.not_run, all.not_run == 1 ? "was" : "were"),
          fmt::format("，另有 {} 例未运行", all.not_run)};
}

bool are_all_tests(const ValidationCount& all) { return all.fitted == 0 && all.dependent == 0; }

/// "; 2 of them are independent tests (2 inside, ...)", so that the number inside is not read as a
/// pass; nothing where all are, or the case is one.
Text tests_of(const ValidationCount& all) {
  if (are_all_tests(all)) return {};
  const std::string are = all.tests == 0   ? "none is an independent test"
                          : all.tests == 1 ? "1 is an independent test"
                                           : fmt::format("{} are independent tests", all.tests);
  if (all.tests == 0) return {"; " + are, "；其中无独立检验"};
  const Text inside = how_many_inside(all);
  return {"; " + are + inside.en, fmt::format("；其中独立检验 {} 例", all.tests) + inside.zh};
}

/// "Of its capacity only that of some classes is tested: by one case, which misses."
Text tests_of_some(const ValidationCount& own) {
  const std::size_t all = own.capacity_tests_of_some, inside = own.capacity_tests_of_some_inside;
  if (all == 1)
    return {
        fmt::format("Of its capacity only that of some classes is tested, by one case, which {}.",
                    inside == 1 ? "is inside" : "misses"),
        fmt::format("其通过能力仅有部分车型经独立检验，共 1 例，{}。",
                    inside == 1 ? "在容差之内" : "超差")};
  return {
      fmt::format("Of its capacity only that of some classes is tested, by {} cases, of which "
                  "{} inside.",
                  all, inside == 1 ? "1 is" : fmt::format("{} are", inside)),
      fmt::format("其通过能力仅有部分车型经独立检验，共 {} 例，{} 例在容差之内。", all, inside)};
}

/// A flow that gets through says nothing of how much more would.
Text test_of_capacity(const ValidationCount& own) {
  if (own.capacity_tests > 0) return {};
  if (own.capacity_tests_of_some > 0) return tests_of_some(own);
  return own.tests > 0
             ? Text{"No independent test is of its capacity.", "独立检验均不涉及其通过能力。"}
             : Text{"No observation tests the capacity of this scenario itself.",
                    "本情景自身的通过能力未经观测检验。"};
}

/// A case that misses elsewhere says nothing of the times told; one that is of them does.
Text test_of_clearance(const ValidationCount& own) {
  const std::size_t all = own.clearance_tests, inside = own.clearance_tests_inside;
  if (all == 0) return {};
  if (all == 1)
    return {fmt::format("Of its clearance times one case is a test, which {}.",
                        inside == 1 ? "is inside" : "misses"),
            fmt::format("其通关时间经 1 例独立检验，{}。", inside == 1 ? "在容差之内" : "超差")};
  return {fmt::format("Of its clearance times {} cases are tests, of which {} inside.", all,
                      inside == 1 ? "1 is" : fmt::format("{} are", inside)),
          fmt::format("其通关时间经 {} 例独立检验，{} 例在容差之内。", all, inside)};
}

/// How many of the cases are a test of the model at all.
Text worth_of(const ValidationCount& all) {
  const Text inside = how_many_inside(all);
  return {fmt::format("{} {}{}, {} {} from inputs or fitted cases, {} {} fitted", all.tests,
                      all.tests == 1 ? "is an independent test" : "are independent tests",
                      inside.en, all.dependent, all.dependent == 1 ? "follows" : "follow",
                      all.fitted, all.fitted == 1 ? "was" : "were"),
          fmt::format("独立检验 {} 例{}，{} 例可由输入或参与拟合的例推出，{} 例参与拟合", all.tests,
                      inside.zh, all.dependent, all.fitted)};
}

/// Tests of other scenarios say little of this one.
Text worth_of_own(const ValidationCount& own) {
  const std::string are = own.tests == 0   ? "none is an independent test"
                          : own.tests == 1 ? "1 is an independent test"
                                           : fmt::format("{} are independent tests", own.tests);
  return {fmt::format("of the {} of this scenario itself, {}", own.ran, are),
          fmt::format("本情景自身的 {} 例中{}", own.ran,
                      own.tests == 0 ? "无独立检验" : fmt::format("独立检验 {} 例", own.tests))};
}

void say_of_others(const ValidationCount& all, const ValidationCount& own, Sentences& out) {
  const Text more = not_run(all);
  const Text none =
      own.not_run > 0
          ? Text{"No observed case of this scenario was run", "针对本情景的观测例均未运行"}
          : Text{"No observed case is of this scenario", "没有针对本情景的观测例"};
  out.say(fmt::format("{}: {} of other scenarios {} run ({} inside {} tolerance){}.", none.en,
                      all.ran, all.ran == 1 ? "was" : "were", all.inside,
                      all.ran == 1 ? "its" : "their", more.en),
          fmt::format("{}：所运行的 {} 例均属其他情景（{} 例在容差之内）{}。", none.zh, all.ran,
                      all.inside, more.zh));
}

}  // namespace

void say_validation(const std::vector<ValidationOutcome>& validation, Sentences& out) {
  const ValidationCount all = count(validation);
  const ValidationCount own = count_of_base(validation);
  if (all.ran == 0) {
    if (all.not_run == 1)
      out.say("The one observed case was not run.", "唯一的观测例未运行。");
    else if (all.not_run > 0)
      out.say(fmt::format("None of {} observed cases was run.", all.not_run),
              fmt::format("{} 例观测例均未运行。", all.not_run));
    return;
  }
  const std::vector<const ValidationOutcome*> misses = misses_of(validation);
  out.open_group();
  if (own.ran == 0) {
    say_of_others(all, own, out);
    out.say(missed(misses));
    return out.close_group();
  }
  const Text worth = tests_of(all) + not_run(all);
  out.say(fmt::format("Held against observation, {} of {} {}{} inside tolerance{}.", all.inside,
                      all.ran, all.ran == 1 ? "case" : "cases",
                      (all.not_run > 0 ? " run" : "") +
                          std::string(all.ran == 1 || all.inside == 1 ? " is" : " are"),
                      worth.en),
          fmt::format("与观测对照，{}{} 例中 {} 例在容差之内{}。",
                      all.not_run > 0 ? "所运行的 " : "", all.ran, all.inside, worth.zh));
  out.say(missed(misses));
  out.say(how_far(all, gravest_of(misses)));
  if (own.not_run == 0) out.say(test_of_capacity(own));  // else one of it may be among the others
  out.say(test_of_clearance(own));
  out.close_group();
}

void say_worth_of_validation(const std::vector<ValidationOutcome>& validation, Sentences& out) {
  const ValidationCount all = count(validation);
  const ValidationCount own = count_of_base(validation);
  if (own.ran == 0) return;  // said in the answer
  const bool are_others = own.ran < all.ran;
  if (are_all_tests(all) && !are_others) return;
  out.open_group();
  const Text worth = worth_of(all);
  out.say(fmt::format("Of the {} held against observation, {}.", all.ran, worth.en),
          fmt::format("与观测对照的 {} 例中，{}。", all.ran, worth.zh));
  if (are_others) out.say(as_sentence(worth_of_own(own)));
  out.close_group();
}

Text carried_more_than(const std::vector<ValidationOutcome>& validation, double low,
                       double beside) {
  std::optional<ObservedYear> most;
  for (const ValidationOutcome& v : validation) {
    const auto found = v.of_base ? observed_year(*v.of) : std::nullopt;
    if (found && found->tonnes > std::max(low, most ? most->tonnes : 0)) most = found;
  }
  if (!most) return {};
  constexpr int k_digits = 12;  // fewer than a product of doubles is wrong in
  const auto amount = [&](const MassUnit& unit) {
    return as_written(rounded(most->tonnes / unit.t, k_digits)) + " " + unit.name;
  };
  return {fmt::format("The {} observed in {} are more than the low end allows.",
                      amount(mass_unit(beside, Language::en)), most->year),
          fmt::format("{} 年实际观测 {}，已超过该低端。", most->year,
                      amount(mass_unit(beside, Language::zh)))};
}

Text beyond_design(const std::vector<ValidationOutcome>& validation,
                   const models::Scenario& scenario, const Text& with) {
  Text text;
  const Text where =
      with.en.empty() ? Text{} : Text{"with “" + with.en + "” ", "采用“" + with.zh + "”时，"};
  for (const ValidationOutcome* v : beyond(validation, scenario)) {
    const Text far = how_far_beyond(*v, {"", ""});
    text = one_after(text, as_sentence({where.en + "the simulation is " + far.en,
                                        where.zh + "仿真值" + far.zh}));
  }
  return text;
}

void say_design(const std::vector<ValidationOutcome>& validation, const models::Scenario& scenario,
                const Text& title, Sentences& out) {
  for (const ValidationOutcome* v : beyond(validation, scenario)) {
    const Text far = how_far_beyond(*v, {"a published design figure, ", "公布的设计值"});
    out.say(fmt::format("{}: the simulation is {}: {}.", title.en, far.en,
                        both_figures(*v, Language::en)),
            fmt::format("{}：仿真值{}（{}）。", title.zh, far.zh, both_figures(*v, Language::zh)));
  }
}

}  // namespace kouan::analysis
