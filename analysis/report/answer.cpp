#include "analysis/report/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "analysis/report/answer_asked.hpp"
#include "analysis/report/answer_bottleneck.hpp"
#include "analysis/report/answer_bottleneck_ranges.hpp"
#include "analysis/report/answer_change.hpp"
#include "analysis/report/answer_clearance.hpp"
#include "analysis/report/answer_extremes.hpp"
#include "analysis/report/answer_ranges.hpp"
#include "analysis/report/answer_validation.hpp"
#include "analysis/report/clearance_change.hpp"
#include "analysis/report/left_behind.hpp"
#include "analysis/report/limits.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/result_checks.hpp"
#include "analysis/report/units.hpp"
#include "models/amounts.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

constexpr double k_shortest_year_days = 364.5;

/// A part of a sentence after what goes before.
Text then(const Text& part) {
  return part.en.empty() ? Text{} : Text{"; " + part.en, "；" + part.zh};
}

class AnswerWriter {
 public:
  explicit AnswerWriter(const Report& report) : report_(report) {}

  Answer all() {
    interrupted();
    without_results();
    never_cleared();
    say_asked(report_, out_);
    of_the_base();
    for (const Comparison& comparison : report_.comparisons)
      alternative(comparison);
    say_clearance(report_, out_);
    say_turned_away(report_, base(), out_);
    say_validation(report_.outcome.validation, out_);
    failed_checks();
    return out_.take();
  }

 private:
  const VariantReport& base() const { return report_.variants.front(); }
  CarriedWords words() const { return CarriedWords(report_.base()); }
  Text amount(const Samples& samples) const {
    return words().amount(estimate(samples.of_port(carried_measure(words().in()))));
  }
  const char* carried_zh() const { return words().in() == CarriedIn::tonnes ? "货运量" : "通关量"; }
  Estimate carried_in_run() const {
    return estimate(base().outcome->samples->of_port(carried_measure(words().in())));
  }

  void interrupted() {
    if (!report_.outcome.interrupted) return;
    const int n = base().outcome->samples->replications();
    out_.say(fmt::format("Interrupted: what follows rests on what was finished, {}.",
                         counted(n, "replication")),
             fmt::format("运行被中断：以下结果仅依据已完成的 {} 次重复。", n));
  }

  /// Classes may lack the step that counts their load; what follows would else be a bare zero.
  void never_cleared() {
    const auto& warnings = base().before.warnings;
    const auto is_it = [](const CheckWarning& w) { return w.id == "never-cleared"; };
    const auto count = std::count_if(warnings.begin(), warnings.end(), is_it);
    const auto classes = base().outcome->variant->scenario.classes.size();
    if (count == 0 || static_cast<std::size_t>(count) < classes) return;
    out_.say(
        "No process has the step “cleared”, so nothing counts as throughput: the zeros below "
        "say nothing of the port.",
        "所有流程均无“cleared”（放行）步骤，不计通过量：以下的零值不反映口岸能力。");
  }

  void without_results() {
    for (const WithoutResults& one : report_.outcome.without_results) {
      const Text why = as_sentence(one.why);
      out_.say(fmt::format("{}: no results, since a run had to stop before its end. {}",
                           one.variant->title.en, why.en),
               fmt::format("{}：无结果，因其运行中途终止。{}", one.variant->title.zh, why.zh));
    }
  }

  /// The headline, and what has to be known with it.
  void of_the_base() {
    const VariantOutcome& outcome = *base().outcome;
    out_.open_group();
    const bool is_told = headline();
    if (is_told) {
      out_.say(as_sentence(bottleneck_alone(base())));
      out_.say(capacity_between(outcome, words(), {"it", "年通过能力"}));
      observed_above();
      say_bottleneck_over_ranges(outcome, out_);
    }
    directions();
    scaled_up();
    out_.say(beyond_design(report_.outcome.validation, report_.base()));
    say_sent_as_given(report_, base(), out_);
    what_lasts();
    out_.close_group();
  }

  /// Whether it tells capacity.
  bool headline() {
    const auto& saturated = base().outcome->saturated;
    const Text head = under(report_, base());
    if (!saturated) {
      const Text t = amount(*base().outcome->samples);
      out_.say(fmt::format("{} the port carries {} a year, under its own demand.", head.en, t.en),
               fmt::format("{}，按实际需求，口岸年{}为 {}。", head.zh, carried_zh(), t.zh));
      out_.say(as_sentence(left_behind(base())));
      out_.say(as_sentence(not_limited(base())));
      return false;
    }
    if (cannot_tell_capacity(head)) return false;
    const Text where = then(bottleneck_told(report_, base()));
    const Text t = amount(*saturated);
    out_.say(fmt::format("{} the port can carry {} a year{}.", head.en, t.en, where.en),
             fmt::format("{}，年通过能力为 {}{}。", head.zh, t.zh, where.zh));
    return true;
  }

  /// What was carried can be carried, whatever the low end of what single values lead to says.
  void observed_above() {
    const auto found = capacity_extremes(*base().outcome);
    if (!found || !found->lowest.of || words().in() != CarriedIn::tonnes) return;
    const Estimate& low = found->lowest.there;
    out_.say(carried_more_than(report_.outcome.validation, low.mean, size_of_figure(low)));
  }

  void directions() {
    const VariantOutcome& outcome = *base().outcome;
    const Samples& samples = outcome.saturated ? *outcome.saturated : *outcome.samples;
    const Text each = trains_by_direction(outcome.variant->scenario, samples);
    if (each.en.empty()) return;
    out_.say("By direction: " + each.en + ".", "分方向：" + each.zh + "。");
  }

  /// Figures a year are what the days simulated come to over 365 of them.
  void scaled_up() {
    const double days = report_.base().horizon_s / models::k_day_s;
    if (days > k_shortest_year_days) return;
    const std::string number = short_number(days, 4);
    out_.say(fmt::format("A year is scaled up from the {} days simulated: other seasons and "
                         "holidays are not in it.",
                         number),
             fmt::format("年数由所仿真的 {} 天折算，未反映其余时间的季节与节假日。", number));
  }

  /// Why saturated runs say nothing of capacity; empty where they do. Runs of a few days may have
  /// no open hour left after their warm-up: a zero then says nothing of the port.
  Text why_capacity_is_unknown() const {
    const Samples& saturated = *base().outcome->saturated;
    if (saturated.replications() == 0)
      return {"none of its saturated runs was finished", "饱和运行尚无一次完成"};
    if (estimate(saturated.of_port("cleared_per_open_day")).known() || !(carried_in_run().mean > 0))
      return {};
    const double warm_up_d = report_.base().saturated_warm_up_s / models::k_day_s;
    const bool has_whole_day = saturated.window().first_day < saturated.window().last_day;
    const std::string days = plain(warm_up_d);
    if (warm_up_d <= 0 && has_whole_day) return {"no day of the run is open", "运行期内无开放日"};
    if (warm_up_d <= 0) return {"the run has no whole day", "运行时长不足完整的一天"};
    return {fmt::format("{} after the first {} days, which saturated runs leave out "
                        "(saturated_warm_up)",
                        has_whole_day ? "no day is open" : "no whole day is left", days),
            fmt::format("饱和运行剔除的前 {} 天（saturated_warm_up）之后{}", days,
                        has_whole_day ? "再无开放日" : "已不足完整的一天")};
  }

  bool cannot_tell_capacity(const Text& head) {
    const Text why = why_capacity_is_unknown();
    if (why.en.empty()) return false;
    const Text t = words().amount(carried_in_run());
    out_.say(fmt::format("{} capacity cannot be told: {}; under its own demand the port carries {} "
                         "a year.",
                         head.en, why.en, t.en),
             fmt::format("{}，无法判断年通过能力：{}；按实际需求，口岸年{}为 {}。", head.zh, why.zh,
                         carried_zh(), t.zh));
    return true;
  }

  /// Nobody asks for the mix of such a port's capacity, so the headline alone would mislead.
  void of_another_mix() {
    const VariantReport& variant = base();
    Text limit;
    if (is_above_bound_of_mix(variant)) {
      const Text lasting = words().known(sustained_per_year(variant.bound, words().in()));
      limit = {fmt::format("; in the demand's own mix at most {} a year can last", lasting.en),
               fmt::format("；按需求构成，每年至多可长期维持 {}", lasting.zh)};
    }
    out_.say(
        fmt::format(
            "The mix of that capacity is not the demand's: each class comes as fast as its own "
            "entry lets it in{}.",
            limit.en),
        fmt::format("上述能力的车辆构成与需求不同：各类车辆按各自入口的能力进入{}。", limit.zh));
  }

  /// A saturated run carries more than its own mix can where those who need no crowded place go on
  /// past it: the others' queue grows. Where nobody goes round the place, the check says it.
  void what_lasts() {
    const VariantReport& variant = base();
    if (!variant.outcome->saturated) return;
    if (saturates_another_mix(*variant.outcome)) return of_another_mix();
    if (!is_above_bound_of_mix(variant)) return;
    const double sustained = sustained_per_year(variant.bound, words().in());
    if (no_way_round_per_year(variant.bound, words().in()) <= sustained * (1 + 1e-9)) return;
    const Text lasting = words().known(sustained);
    const Text place = place_title(variant, variant.bound.stage);
    out_.say(
        fmt::format("Not all of what it can carry lasts: in the mix of the demand no more than {} "
                    "a year can, which {} sets; beyond that its queue grows while others go on "
                    "past it.",
                    lasting.en, place.en),
        fmt::format("上述能力不能全部长期维持：按需求构成，每年至多 {}，取决于{}；超出后该处排队"
                    "持续增长，其他车辆则照常通过。",
                    lasting.zh, place.zh));
  }

  /// Says of an alternative that is the base itself that it is; its figures would look like an
  /// answer.
  bool changes_nothing(const VariantReport& variant, const Comparison& comparison) {
    const std::string& hash = variant.outcome->variant->scenario.hash;
    if (hash.empty() || hash != base().outcome->variant->scenario.hash) return false;
    const auto is_same = [](const ComparedMeasure& m) {
      return m.paired.verdict() == Verdict::nothing;
    };
    if (!std::all_of(comparison.measures.begin(), comparison.measures.end(), is_same)) return false;
    const Text& title = variant.outcome->variant->title;
    out_.say(fmt::format("{}: nothing changes, all that it sets stands there already.", title.en),
             fmt::format("{}：毫无变化，所设各项原已如此。", title.zh));
    return true;
  }

  /// Capacity, or what stands for it where nothing limits one of the two.
  static Text called(bool is_capacity, const CarriedWords& words) {
    if (is_capacity) return {"capacity", "年通过能力"};
    if (words.in() == CarriedIn::tonnes)
      return {"what is carried under the given demand", "按实际需求的年货运量"};
    return {"what is cleared under the given demand", "按实际需求的年通关量"};
  }

  void alternative(const Comparison& comparison) {
    const VariantReport& variant = variant_of(report_, comparison.with);
    if (changes_nothing(variant, comparison)) return;
    // What the base has is told, not its absence.
    const bool is_of_base = !variant.outcome->variant->counterfactual.en.empty();
    const CarriedWords words(report_.base(), variant.outcome->variant->scenario);
    const ComparedMeasure* capacity = find_measure(comparison, "capacity");
    const ComparedMeasure* m =
        capacity != nullptr ? capacity : find_measure(comparison, carried_measure(words.in()));
    if (m == nullptr) return;
    const PairedDifference seen = is_of_base ? reversed(m->paired) : m->paired;
    const bool has_no_effect = seen.verdict() == Verdict::nothing ||
                               seen.verdict() == Verdict::chance || is_small(seen.relative);
    out_.open_group();
    head_of(variant, comparison, seen, has_no_effect);
    if (capacity != nullptr && !has_no_effect)
      over_values(variant, words, is_of_base);
    else if (is_far_end_told(capacity, *variant.outcome))
      out_.say(as_sentence(at_far_end(*variant.outcome, words)));
    if (is_of_base)
      out_.say(as_sentence(has_no_effect ? never_bound(report_, variant)
                                         : bottleneck_without(report_, variant)));
    else
      out_.say(as_sentence(bottleneck_alone(variant)));
    say_clearance_changed(report_, comparison, is_of_base, out_);
    conditions(variant, is_of_base);
    out_.close_group();
  }

  /// What it does to capacity, and where the bottleneck is then.
  void head_of(const VariantReport& variant, const Comparison& comparison,
               const PairedDifference& seen, bool has_no_effect) {
    const bool is_of_base = !variant.outcome->variant->counterfactual.en.empty();
    const CarriedWords words(report_.base(), variant.outcome->variant->scenario);
    const bool is_capacity = find_measure(comparison, "capacity") != nullptr;
    const Text unloaded =
        has_no_effect && is_capacity ? unloaded_changed(report_, comparison, is_of_base) : Text{};
    const Text what = unloaded.en.empty() ? called(is_capacity, words)
                                          : Text{"capacity in tonnes", "按吨计的年通过能力"};
    Text change = changed(seen, what, words) + unloaded;
    if (!is_of_base)
      change += then(variant.outcome->saturated ? bottleneck_told(report_, variant)
                                                : not_limited(variant));
    const Text title = told_against(variant);
    out_.say(fmt::format("{}: {}.", title.en, change.en),
             fmt::format("{}：{}。", title.zh, change.zh));
  }

  /// Of what takes away what the base has, its own capacity: that of the base is told above.
  void over_values(const VariantReport& variant, const CarriedWords& words, bool is_of_base) {
    const Text& own = variant.outcome->variant->title;
    const Text subject =
        is_of_base ? Text{"capacity with “" + own.en + "”", "采用“" + own.zh + "”时年通过能力"}
                   : Text{"it", "年通过能力"};
    out_.say(capacity_between(*variant.outcome, words, subject));
  }

  /// What else the effect hangs on: design figures, what it presupposes, what it costs.
  void conditions(const VariantReport& variant, bool is_of_base) {
    const models::Scenario& scenario = variant.outcome->variant->scenario;
    out_.say(beyond_design(report_.outcome.validation, scenario,
                           is_of_base ? variant.outcome->variant->title : Text{}));
    if (is_of_base) return;
    const std::size_t known = report_.base().levers.size();
    out_.say(presupposed_by_levers(scenario, known));
    out_.say(as_sentence(terms_of_levers(scenario, known)));
  }

  /// What the sentence is of, and against what where that is not the base as it stands: what nobody
  /// proposes is told as what the base gains by not being so; beside other levers it can only be
  /// told as a change from the base.
  static Text told_against(const VariantReport& variant) {
    const Variant& of = *variant.outcome->variant;
    if (!of.counterfactual.en.empty())
      return {fmt::format("{} (the base against “{}”)", of.counterfactual.en, of.title.en),
              fmt::format("{}（基准与“{}”相比）", of.counterfactual.zh, of.title.zh)};
    if (of.undoes.en.empty()) return of.title;
    return {fmt::format("{} (against the base, which has “{}”)", of.title.en, of.undoes.en),
            fmt::format("{}（与基准相比；基准为“{}”）", of.title.zh, of.undoes.zh)};
  }

  void failed_checks() {
    for (const VariantReport& variant : report_.variants)
      for (const ResultCheck& check : variant.checks)
        if (check.failed())
          out_.say(fmt::format("CHECK FAILED in {}: {} ({}).", variant.outcome->variant->id,
                               check.title.en, check.detail.en),
                   fmt::format("检查未通过（{}）：{}（{}）。", variant.outcome->variant->id,
                               check.title.zh, check.detail.zh));
  }

  const Report& report_;
  Sentences out_;
};

}  // namespace

Answer answer(const Report& report) { return AnswerWriter(report).all(); }

}  // namespace kouan::analysis
