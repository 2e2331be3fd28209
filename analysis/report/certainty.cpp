// How sure the answer is; the declaration is in analysis/report/answer.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "analysis/report/answer.hpp"
#include "analysis/report/answer_change.hpp"
#include "analysis/report/answer_clearance_ranges.hpp"
#include "analysis/report/answer_ranges.hpp"
#include "analysis/report/answer_validation.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

class CertaintyWriter {
 public:
  explicit CertaintyWriter(const Report& report) : report_(report) {}

  Answer all() {
    out_.open_group();
    sureness();
    out_.close_group();
    const auto& validation = report_.outcome.validation;
    say_design(validation, report_.base(), under(report_, base()), out_);
    say_ranges(*base().outcome, out_);
    say_clearance_ranges(*base().outcome, out_);
    for (const Comparison& comparison : report_.comparisons)
      alternative(comparison);
    say_worth_of_validation(validation, out_);
    return out_.take();
  }

 private:
  const VariantReport& base() const { return report_.variants.front(); }

  void alternative(const Comparison& comparison) {
    const VariantOutcome& variant = *variant_of(report_, comparison.with).outcome;
    const Text& undone = variant.variant->counterfactual;
    const Text& title = undone.en.empty() ? variant.variant->title : undone;
    say_design(report_.outcome.validation, variant.variant->scenario, variant.variant->title, out_);
    out_.open_group();
    const ComparedMeasure* capacity = find_measure(comparison, "capacity");
    say_own_ranges(variant, is_far_end_told(capacity, variant), out_);
    gains_over_ranges(comparison, variant, title);
    say_own_clearance_ranges(variant, out_);
    say_clearance_changes(comparison, variant, title, out_);
    out_.close_group();
  }

  /// At the ends of the range that the sentence on the base names and of what the alternative's own
  /// bottleneck rests on: where the gain there is another than the headline's, by more than their
  /// intervals.
  void gains_over_ranges(const Comparison& comparison, const VariantOutcome& variant,
                         const Text& title) {
    const ComparedMeasure* m = find_measure(comparison, "capacity");
    if (m == nullptr || m->paired.verdict() == Verdict::unknown) return;
    over_range(base().outcome->range, comparison.over_range, m->paired, variant, title);
    over_range(variant.own_range, comparison.over_own_range, m->paired, variant, title);
  }

  void over_range(const std::optional<CapacityRange>& range, const std::optional<RangeGain>& gain,
                  const PairedDifference& paired, const VariantOutcome& variant,
                  const Text& title) {
    if (!range || !gain) return;
    const bool is_of_base = !variant.variant->counterfactual.en.empty();
    const auto seen = [&](const PairedDifference& p) { return is_of_base ? reversed(p) : p; };
    const PairedDifference low = seen(gain->low), high = seen(gain->high), here = seen(paired);
    if (!is_other(low, here) && !is_other(high, here)) return;
    const CarriedWords words(report_.base(), variant.variant->scenario);
    const Text from = written_quantity(range->of.low), to = written_quantity(range->of.high);
    const Text first = words.more(scaled(low.difference, words.in_measure()));
    const Text last = words.more(scaled(high.difference, words.in_measure()));
    const Text name = name_of_value(range->title, range->of);
    out_.say(fmt::format("{}: with “{}” at {} the gain is {} a year, at {} {}.", title.en, name.en,
                         from.en, first.en, to.en, last.en),
             fmt::format("{}：“{}”取 {}时年增量为 {}，取 {}时为 {}。", title.zh, name.zh,
                         before_han(from.zh), first.zh, before_han(to.zh), last.zh));
  }

  /// Whether the two gains differ by more than chance, and by enough to be of use to a planner.
  static bool is_other(const PairedDifference& there, const PairedDifference& here) {
    if (is_small(there.relative) && is_small(here.relative)) return false;
    const double off = std::abs(there.difference.mean - here.difference.mean);
    return off > std::max(there.difference.half_width.value_or(0),
                          here.difference.half_width.value_or(0));
  }

  void sureness() {
    const ExperimentOutcome& outcome = report_.outcome;
    const int n = base().outcome->samples->replications();
    const Text interval =
        n < 2
            ? Text{"rest on one replication, which gives no interval", "仅一次重复，无置信区间"}
            : Text{fmt::format("are means over {} with 95 % intervals", counted(n, "replication")),
                   fmt::format("为 {} 次重复的均值，附 95 % 置信区间", n)};
    out_.say(fmt::format("Figures {} (seed {}).", interval.en, outcome.seed),
             fmt::format("数字{}（种子 {}）。", interval.zh, outcome.seed));
    assumed();
  }

  void assumed() {
    const std::size_t values = base().before.values;
    const std::size_t unstated = base().before.unstated;
    if (values == 0 && unstated == 0) return;
    if (values == 0)
      return out_.say(fmt::format("None of the {} values states its origin, and intervals do not "
                                  "cover what is wrong in them.",
                                  unstated),
                      fmt::format("{} 个数值均未标注来源或等级，其误差不在区间之内。", unstated));
    const std::size_t count = base().before.assumptions.size();
    const double share = 100.0 * static_cast<double>(count) / static_cast<double>(values);
    const Text more = unstated == 0 ? Text{}
                                    : Text{fmt::format(", and {} more {} no origin", unstated,
                                                       unstated == 1 ? "states" : "state"),
                                           fmt::format("，另有 {} 个未标注来源或等级", unstated)};
    const bool is_compared = !report_.comparisons.empty();
    const Text derived = derived_too(), others = is_compared ? of_alternatives() : Text{};
    out_.say(
        fmt::format("Of {} values {}with a stated origin {} ({:.0f} %) are assumed{}{}.", values,
                    is_compared ? "of the base " : "", count, share, derived.en, more.en),
        fmt::format("{}{} 个标注来源或等级的数值中 {} 个（{:.0f} %）为假定值{}{}。",
                    is_compared ? "基准情景 " : "", values, count, share, derived.zh, more.zh));
    out_.say(fmt::format("Intervals do not cover what is wrong in these{}.", others.en),
             fmt::format("其误差不在区间之内{}。", others.zh));
  }

  /// " and 28 more derived or background knowledge (grades D and C), 98 together": so many has the
  /// list of assumptions of the base.
  Text derived_too() const {
    const auto& all = report_.base().provenance;
    const auto count = std::count_if(all.begin(), all.end(), [](const models::Provenance& p) {
      return p.grade == models::Grade::d || p.grade == models::Grade::c;
    });
    if (count == 0) return {};
    const std::size_t both = base().before.assumptions.size() + static_cast<std::size_t>(count);
    return {
        fmt::format(" and {} more derived or background knowledge (grades D and C), {} together",
                    count, both),
        fmt::format("，另有 {} 个为推算或背景资料（等级 D、C），共 {} 个", count, both)};
  }

  /// The list of the page has what alternatives bring too, so that it counts more.
  static Text of_alternatives() {
    return {
        ", nor in what alternatives bring or change, which the list of assumptions counts apart",
        "；各方案自带或改动的数值亦然，假定清单另行计数"};
  }

  const Report& report_;
  Sentences out_;
};

}  // namespace

Answer certainty(const Report& report) { return CertaintyWriter(report).all(); }

}  // namespace kouan::analysis
