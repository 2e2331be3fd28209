#include "analysis/report/differences_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "analysis/report/range_ends_text.hpp"
#include "analysis/report/table.hpp"
#include "analysis/report/text_writer.hpp"
#include "models/amounts.hpp"

namespace kouan::analysis {

namespace {

class DifferencesText : public TextWriter {
 public:
  DifferencesText(const Report& report, std::size_t columns)
      : TextWriter(report.language, columns), report_(report) {}

  std::string of(const Comparison& comparison) {
    differences(comparison);
    return take();
  }

 private:
  void differences(const Comparison& comparison) {
    heading(labelled(say("Against the base", "与基准比较"), comparison.with));
    TextTable table({say("measure", "指标"), say("base", "基准"), say("with", "方案"),
                     say("difference", "差值"), say("unit", "单位"), say("beyond chance?", "显著"),
                     say("variance saved", "方差缩减")});
    table.left(4);
    table.narrow(k_widest_title);
    for (const ComparedMeasure& m : comparison.measures) {
      if (!m.paired.is_real() && m.id.find('.') != std::string::npos) continue;
      const auto& saved = m.paired.variance_saved;
      std::vector<std::string> row = {say(m.title)};
      for (std::string& cell : levels_and_difference(m))
        row.push_back(std::move(cell));
      row.push_back(judged(m.paired));
      row.push_back(saved ? grouped(100 * *saved, 0) + " %" : "–");
      table.add(row);
    }
    out_ += table.text(2, columns_);
    paragraph(say(way_of_differences(*variant_of(report_, comparison.with).outcome->variant)), 2);
    pairs_wanting(comparison);
    gains_over_ranges(comparison);
  }

  /// Why no variance saved is told where there are too few pairs for it.
  void pairs_wanting(const Comparison& comparison) {
    const auto is_short = [](const ComparedMeasure& m) {
      return m.paired.difference.n < k_least_correlated_pairs;
    };
    if (std::none_of(comparison.measures.begin(), comparison.measures.end(), is_short)) return;
    paragraph(
        fmt::format(fmt::runtime(say("variance saved: cannot be told of fewer than {} replications",
                                     "方差缩减：重复不足 {} 次，无法判断")),
                    k_least_correlated_pairs),
        2);
  }

  /// The gain of capacity hangs on the same value as the capacity, and on what the alternative's
  /// own bottleneck rests on.
  void gains_over_ranges(const Comparison& comparison) {
    const VariantOutcome& with = *variant_of(report_, comparison.with).outcome;
    const CarriedWords words(report_.base(), with.variant->scenario);
    gain_over_range(report_.variants.front().outcome->range, comparison.over_range, words);
    gain_over_range(with.own_range, comparison.over_own_range, words);
  }

  void gain_over_range(const std::optional<CapacityRange>& range,
                       const std::optional<RangeGain>& gain, const CarriedWords& words) {
    if (!gain || !range) return;
    paragraph(over_range(
                  *range,
                  say("gain of capacity at the ends of the range of “{}”: {}; {} {}",
                      "“{}”取两端值时通过能力的增量：{}；{} {}"),
                  [](const Estimate& carried, double factor) {
                    return signed_with_interval(scaled(carried, factor));
                  },
                  scaled(gain->low.difference, words.in_measure()),
                  scaled(gain->high.difference, words.in_measure()), words, language_),
              2);
  }

  /// Base, with, difference and their unit. Each time has a unit of its own: a difference of
  /// seconds between hours is told in seconds.
  std::vector<std::string> levels_and_difference(const ComparedMeasure& m) const {
    const PairedDifference& p = m.paired;
    if (m.unit == "h") {
      const auto seconds = [](const Estimate& hours) { return scaled(hours, models::k_hour_s); };
      return {duration(seconds(p.base), language_), duration(seconds(p.with), language_),
              signed_duration(seconds(p.difference), language_), ""};
    }
    const ShownUnit unit = shown_unit(m.unit, language_);
    return {with_interval(scaled(p.base, unit.factor)), with_interval(scaled(p.with, unit.factor)),
            signed_with_interval(scaled(p.difference, unit.factor)), unit.name};
  }

  /// What is sure need not matter: a sure difference of no use to a planner is called tiny.
  std::string judged(const PairedDifference& paired) const {
    if (paired.verdict() == Verdict::unknown) return "?";
    if (!paired.is_real()) return say("no", "否");
    return is_small(paired.relative) ? say("yes, tiny", "是，极小") : say("yes", "是");
  }

  const Report& report_;
};

}  // namespace

std::string differences_text(const Report& report, const Comparison& comparison,
                             std::size_t columns) {
  return DifferencesText(report, columns).of(comparison);
}

}  // namespace kouan::analysis
