#include "analysis/report/capacity_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "analysis/report/limits.hpp"
#include "analysis/report/range_ends_text.hpp"
#include "analysis/report/screening_text.hpp"
#include "analysis/report/table.hpp"
#include "analysis/report/text_writer.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

class CapacityText : public TextWriter {
 public:
  using TextWriter::TextWriter;

  std::string of(const VariantReport& variant) {
    capacity(variant);
    return take();
  }

 private:
  static Estimate saturated(const VariantOutcome& outcome) {
    const CarriedIn in = carried_in(outcome.variant->scenario);
    return estimate(outcome.saturated->of_port(carried_measure(in)));
  }

  ShownUnit unit_of(const VariantOutcome& outcome) const {
    return CarriedWords(outcome.variant->scenario).unit(language_, saturated(outcome).mean);
  }

  void capacity(const VariantReport& variant) {
    const VariantOutcome& outcome = *variant.outcome;
    if (const models::Text none = not_limited(variant); !none.en.empty()) {
      heading(say("Capacity", "通过能力"));
      paragraph(say("Not limited by anything in the file: no saturated runs were made.",
                    "不受文件中任何数值限制：未作饱和运行。"),
                2);
    }
    if (!outcome.saturated) return;
    const CarriedIn in = carried_in(outcome.variant->scenario);
    const ShownUnit unit = unit_of(outcome);
    const double factor = unit.factor;
    const Estimate now = scaled(saturated(outcome), factor);
    heading(say("Capacity", "通过能力"));
    paragraph(
        labelled(say("saturated throughput", "饱和通过量"), with_interval(now) + " " + unit.name),
        2);
    const auto bound = [&](const std::string& what, double a_year, const std::string& stage) {
      const std::string at = stage.empty() ? "" : aside(say(place_title(variant, stage)));
      paragraph(labelled(what, (std::isfinite(a_year) ? plain(a_year * factor) : "–") + at), 2);
    };
    bound(say("analytic bound, sustained, in the demand's mix", "可持续水平的解析上界"),
          sustained_per_year(variant.bound, in), variant.bound.stage);
    bound(say("analytic bound in the mix carried", "按实际放行构成的解析上界"),
          cleared_mix_per_year(variant.bound, in), "");
    bound(say("analytic bound of any run, whatever the mix", "任意运行的解析上界（不论车辆构成）"),
          any_run_per_year(variant.bound, in), variant.bound.stage_any_run);
    range(outcome);
    screening(outcome);
    if (!outcome.bottleneck) {
      paragraph(say("The search for the bottleneck was not finished.", "瓶颈查找未完成。"), 2);
      return;
    }
    gains(outcome, unit, factor);
  }

  /// What more at each place tried would bring; `factor` from tonnes or vehicles to the unit.
  void gains(const VariantOutcome& outcome, const ShownUnit& unit, double factor) {
    TextTable table({say("more at", "扩能之处"), say("what", "内容"), say("more of it", "扩大"),
                     say("gain, ", "增量，") + unit.name, say("relative", "相对"), "n"});
    table.left(1);
    std::size_t rows = 0;
    std::vector<Gain> shown = outcome.bottleneck->gains;
    shown.insert(shown.end(), outcome.bottleneck->longer.begin(), outcome.bottleneck->longer.end());
    for (const Gain& gain : shown) {
      if (++rows > 6 && gain.is_screened_out) continue;
      table.add(
          {say(gain.place.title), say(one_more(outcome.variant->scenario, gain.place)),
           std::isfinite(gain.increment) ? fmt::format("{:.3g} %", 100 * gain.increment) : "–",
           signed_with_interval(scaled(gain.per_year.difference, factor)),
           signed_percent(gain.per_year.relative), std::to_string(gain.per_year.difference.n)});
    }
    for (const Gain& pair : outcome.bottleneck->pairs)
      table.add({say({pair.place.title.en + " and " + pair.also->title.en,
                      pair.place.title.zh + "与" + pair.also->title.zh}),
                 say(one_more_at_both(outcome.variant->scenario, pair)), "–",
                 signed_with_interval(scaled(pair.per_year.difference, factor)),
                 signed_percent(pair.per_year.relative),
                 std::to_string(pair.per_year.difference.n)});
    out_ += table.text(2, columns_);
  }

  /// What the figure hangs on besides chance.
  void range(const VariantOutcome& outcome) {
    if (!outcome.range) return;
    paragraph(over_range(
                  *outcome.range,
                  say("at the ends of the range of “{}”: {}; {} {}", "“{}”取两端值：{}；{} {}"),
                  [](const Estimate& carried, double factor) {
                    return with_interval(scaled(carried, factor));
                  },
                  outcome.range->at_low, outcome.range->at_high,
                  CarriedWords(outcome.variant->scenario), language_),
              2);
  }

  void screening(const VariantOutcome& outcome) {
    if (!outcome.screening) return;
    const ShownUnit unit = unit_of(outcome);
    const Text head = {
        "values with a range, put at its ends one at a time: {}; moving capacity by 1 % or more: "
        "{}",
        "带范围的数值逐一取端值试算：{} 项；使通过能力变化 1 % 以上：{} 项"};
    out_ += screening_text(*outcome.screening, {head, unit, "< 0.5 %"}, language_, columns_);
  }
};

}  // namespace

std::string capacity_text(const VariantReport& variant, Language language, std::size_t columns) {
  return CapacityText(language, columns).of(variant);
}

}  // namespace kouan::analysis
