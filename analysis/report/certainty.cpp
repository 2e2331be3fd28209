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
#include "analysis/report/certainty_words.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/written_values.hpp"

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

  /// The list of the page has what alternatives bring too, so that it counts more.
  void sureness() {
    say_intervals(base().outcome->samples->replications(), report_.outcome.seed, out_);
    const bool is_compared = !report_.comparisons.empty();
    const Text whose = is_compared ? Text{"of the base ", "基准情景 "} : Text{};
    const Text others =
        is_compared
            ? Text{", nor in what alternatives bring or change, which the list of assumptions "
                   "counts apart",
                   "；各方案自带或改动的数值亦然，假定清单另行计数"}
            : Text{};
    say_assumed(base().before, whose, others, out_);
  }

  const Report& report_;
  Sentences out_;
};

}  // namespace

Answer certainty(const Report& report) { return CertaintyWriter(report).all(); }

}  // namespace kouan::analysis
