#include "analysis/report/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/carried_words.hpp"
#include "analysis/report/limits.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/table.hpp"
#include "analysis/report/units.hpp"
#include "analysis/report/variant_tables.hpp"
#include "analysis/throughput.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

/// More digits than anybody writes down, fewer than a product of doubles is wrong in.
constexpr int k_written_digits = 12;
/// Titles in tables are broken beyond this.
constexpr std::size_t k_title = 32;

class TextReport {
 public:
  TextReport(const Report& report, std::size_t columns)
      : report_(report), language_(report.language), columns_(columns) {}

  /// Title, question and answer.
  std::string short_form(const AskedFor& asked) {
    head();
    answer();
    Sentences precision;
    if (asked.precision) say_precision(report_, precision);
    const Answer said = precision.take();
    if (!said.en.empty()) {
      heading(say("Precision", "精度"));
      sentences(said);
    }
    if (asked.value)
      for (const VariantReport& variant : report_.variants) {
        if (report_.variants.size() > 1) name(variant);
        capacity(variant);
      }
    footer();
    return std::move(out_);
  }

  std::string whole() {
    head();
    answer();
    heading(say("Details", "细节"));
    sentences(report_.details);
    for (const Comparison& comparison : report_.comparisons)
      differences(comparison);
    for (const VariantReport& variant : report_.variants)
      details(variant);
    validation();
    footer();
    return std::move(out_);
  }

 private:
  const std::string& say(const Text& text) const { return in(text, language_); }
  std::string say(const char* en, const char* zh) const {
    return language_ == Language::zh ? zh : en;
  }

  void head() {
    paragraph(say(report_.base().title), 0);
    paragraph(say(report_.base().question), 0);
  }

  void heading(const std::string& text) {
    out_ += "\n";
    paragraph(text, 0);
  }

  void paragraph(const std::string& text, std::size_t indent, const char* first = "") {
    if (text.empty()) return;
    bool head = true;
    for (const std::string& line : wrapped(text, prose() - indent)) {
      const std::string lead = head ? first : "";
      out_ += lead + std::string(indent - std::min(indent, display_width(lead)), ' ') + line + "\n";
      head = false;
    }
  }

  /// Longer lines are hard to read, however wide the terminal.
  std::size_t prose() const { return std::min(columns_, k_text_columns); }

  void answer() {
    heading(say("The answer", "结论"));
    sentences(report_.answer);
    heading(say("How sure is that", "可信程度"));
    sentences(report_.certainty);
  }

  void sentences(const Answer& said) {
    for (const std::string& sentence : language_ == Language::zh ? said.zh : said.en)
      paragraph(sentence, 2, "- ");
  }

  /// What concerns the whole port, and what else differs for sure; the rest is in JSON and CSV.
  void differences(const Comparison& comparison) {
    heading(fmt::format("{}: {}", say("Against the base", "与基准比较"), comparison.with));
    TextTable table({say("measure", "指标"), say("base", "基准"), say("with", "方案"),
                     say("difference", "差值"), say("unit", "单位"), say("beyond chance?", "显著"),
                     say("variance saved", "方差缩减")});
    table.left(4);
    table.narrow(k_title);
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
                  scaled(gain->high.difference, words.in_measure()), words),
              2);
  }

  /// Base, with, difference and their unit. Each time has a unit of its own: a difference of
  /// seconds between hours is told in seconds.
  std::vector<std::string> levels_and_difference(const ComparedMeasure& m) const {
    const PairedDifference& p = m.paired;
    if (m.unit == "h") {
      const auto seconds = [](const Estimate& hours) { return scaled(hours, 3600); };
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

  /// "== Small port (base)".
  void name(const VariantReport& variant) {
    const Variant& of = *variant.outcome->variant;
    const std::string id = of.id == "base" ? say("base", "基准") : of.id;
    const char* form = language_ == Language::zh ? "== {}（{}）" : "== {} ({})";
    heading(fmt::format(fmt::runtime(form), say(of.title), id));
  }

  void details(const VariantReport& variant) {
    const VariantOutcome& outcome = *variant.outcome;
    name(variant);
    capacity(variant);
    heading(say("Classes", "车辆类别"));
    out_ += class_table(outcome, language_, columns_);
    clearance(outcome);
    by_direction(outcome);
    heading(say("Stages", "环节"));
    out_ += stage_table(outcome, language_, columns_);
    ledger(outcome);
    checks(variant);
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
    const ShownUnit unit = CarriedWords(outcome.variant->scenario).unit(language_);
    const double factor = unit.factor;
    const Estimate now = scaled(estimate(outcome.saturated->of_port(carried_measure(in))), factor);
    heading(say("Capacity", "通过能力"));
    paragraph(fmt::format("{}: {} {}", say("saturated throughput", "饱和通过量"),
                          with_interval(now), unit.name),
              2);
    const auto bound = [&](const std::string& what, double a_year, const std::string& stage) {
      paragraph(fmt::format("{}: {}{}", what, std::isfinite(a_year) ? plain(a_year * factor) : "–",
                            stage.empty() ? "" : " (" + say(place_title(variant, stage)) + ")"),
                2);
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
    paragraph(
        over_range(
            *outcome.range,
            say("at the ends of the range of “{}”: {}; {} {}", "“{}”取两端值：{}；{} {}"),
            [](const Estimate& carried, double factor) {
              return with_interval(scaled(carried, factor));
            },
            outcome.range->at_low, outcome.range->at_high, CarriedWords(outcome.variant->scenario)),
        2);
  }

  /// Both ends in a sentence of `form`, from tonnes or vehicles a year.
  template <class Shown>
  std::string over_range(const CapacityRange& range, const std::string& form, const Shown& shown,
                         const Estimate& low, const Estimate& high,
                         const CarriedWords& words) const {
    const ShownUnit unit = words.unit(language_);
    const auto at = [&](const std::string& end, const Estimate& carried) {
      return fmt::format("{}: {}", say(written_quantity(end)), shown(carried, unit.factor));
    };
    return fmt::format(fmt::runtime(form), say(name_of_value(range.title, range.of)),
                       at(range.of.low, low), at(range.of.high, high), unit.name);
  }

  /// Values that move it, each by itself at the ends of its range.
  void screening(const VariantOutcome& outcome) {
    if (!outcome.screening) return;
    const RangeScreening& found = *outcome.screening;
    const ShownUnit unit = CarriedWords(outcome.variant->scenario).unit(language_);
    paragraph(fmt::format(fmt::runtime(say(
                              "values with a range, put at its ends one at a time: {}; moving "
                              "capacity by 1 % or more: {}",
                              "带范围的数值逐一取端值试算：{} 项；使通过能力变化 1 % 以上：{} 项")),
                          found.tried, found.effects.size()),
              2);
    for (const auto& [values, head] :
         {std::pair{&found.unsure, say("cannot be told: ", "无法判断：")},
          std::pair{&found.untried, say("an end could not be run: ", "有一端无法运行：")}})
      if (!values->empty()) paragraph(head + titles(*values), 2);
    if (found.effects.empty()) return;
    TextTable table({say("value", "数值"), say("at", "取低值"), unit.name, say("change", "变化"),
                     say("at", "取高值"), unit.name, say("change", "变化")});
    table.narrow(k_title);
    for (const ScreenedValue& value : found.effects) {
      std::vector<std::string> row = {say(value.title)};
      for (const auto& [at, end] :
           {std::pair{&value.of.low, &value.low}, std::pair{&value.of.high, &value.high}}) {
        const auto& paired = end->paired;
        const bool stays = end->effect == EndEffect::stays;
        row.push_back(say(written_quantity(*at)));
        row.push_back(paired ? with_interval(scaled(paired->with, unit.factor)) : "–");
        row.push_back(paired ? signed_percent(paired->relative) : stays ? "< 0.5 %" : "–");
      }
      table.add(row);
    }
    out_ += table.text(2, columns_);
  }

  std::string titles(const std::vector<ScreenedValue>& values) const {
    std::string out;
    for (const ScreenedValue& value : values)
      out += (out.empty() ? "" : say("; ", "；")) + say(value.title);
    return out;
  }

  void clearance(const VariantOutcome& outcome) {
    const std::string table = clearance_table(outcome, language_, columns_);
    if (table.empty()) return;
    heading(say("Clearance: physical, from joining the queue; documents, from declaration",
                "通关时间：车辆通关自开始排队起计，整体通关自申报起计"));
    out_ += table;
  }

  void ledger(const VariantOutcome& outcome) {
    heading(
        fmt::format(fmt::runtime(say("Where the time goes, hours per {} until it leaves for good",
                                     "时间构成，小时/{}，计至最终离开")),
                    one_of(outcome.variant->scenario)));
    out_ += state_table(outcome, language_, columns_);
    heading(say("The same hours in the rows of CAREC's corridor monitoring",
                "按CAREC走廊监测项目列出的同一时间构成"));
    out_ += activity_table(outcome, language_, columns_);
  }

  /// What the hours are of: "train or wagon" where the classes are some this, some that.
  std::string one_of(const models::Scenario& scenario) const {
    static const std::vector<std::pair<std::string, Text>> k_kinds = {
        {"vehicles", {"vehicle", "车"}},
        {"trains", {"train", "列"}},
        {"wagons", {"wagon", "辆"}},
        {"cuts", {"cut of wagons", "组"}}};
    std::vector<std::string> ones;
    for (const auto& [kind, one] : k_kinds)
      for (const models::EntityClass& cls : scenario.classes)
        if (counted_in(cls) == kind && (ones.empty() || ones.back() != say(one)))
          ones.push_back(say(one));
    std::string out;
    for (std::size_t i = 0; i < ones.size(); ++i)
      out += (i == 0 ? "" : i + 1 == ones.size() ? say(" or ", "或") : say(", ", "、")) + ones[i];
    return out;
  }

  void by_direction(const VariantOutcome& outcome) {
    const std::vector<Throughput> rows = throughput(outcome.variant->scenario, *outcome.samples);
    if (rows.empty()) return;
    heading(say("Throughput by direction, each counted once, when cleared",
                "分方向通过量，每辆（列）放行时计一次"));
    TextTable table({say("direction", "方向"), say("counted in", "单位"), say("a day", "日均"),
                     say("a year", "年")});
    table.left(1);
    for (const Throughput& row : rows)
      table.add({say(direction_name(row.direction)), say(counting_unit(row.unit)),
                 with_interval(row.per_day), with_interval(row.per_year)});
    out_ += table.text(2, columns_);
  }

  void checks(const VariantReport& variant) {
    heading(say("Checks", "检查"));
    for (const ResultCheck& check : variant.checks) {
      const std::string detail = check.detail.en.empty() ? "" : " (" + say(check.detail) + ")";
      const std::string told = verdict(check) + "  ";
      paragraph(say(check.title) + detail, 2 + display_width(told), ("  " + told).c_str());
    }
  }

  std::string verdict(const ResultCheck& check) const {
    if (!check.applies) return say("n/a ", "不适用");
    if (!check.ok) return say("?   ", "未判");
    return *check.ok ? say("ok  ", "通过") : say("FAIL", "失败");
  }

  void validation() {
    if (report_.outcome.validation.empty()) return;
    heading(say("Held against observation", "模型验证"));
    out_ += validation_text(report_.outcome.validation, language_, columns_);
  }

  void footer() {
    const models::Scenario& base = report_.base();
    const auto& outcome = *report_.variants.front().outcome;
    const std::string days = shown_unit("d", language_).name;
    out_ += "\n";
    paragraph(fmt::format("{}: {} · {} {} · {} {} · {} {} · {} {} {} · {} {} {}{} · kouan {}{}",
                          say("scenario", "情景"), base.file, say("hash", "哈希"), base.hash,
                          say("seed", "种子"), report_.outcome.seed, say("replications", "重复"),
                          outcome.samples->replications(), say("horizon", "仿真时长"),
                          plain(base.horizon_s / 86400), days, say("warm-up", "预热"),
                          base.warm_up_s == 0 ? "0" : plain(base.warm_up_s / 86400), days,
                          warm_up_of_capacity(), KOUAN_VERSION,
                          report_.outcome.interrupted ? say(" · interrupted", " · 已中断") : ""),
              0);
  }

  /// Saturated runs have a warm-up of their own.
  std::string warm_up_of_capacity() const {
    if (!report_.variants.front().outcome->saturated) return "";
    const std::string days =
        plain(report_.base().saturated_warm_up_s / 86400) + " " + shown_unit("d", language_).name;
    return say(" (", "（") + say("for capacity", "通过能力") + " " + days + say(")", "）");
  }

  const Report& report_;
  Language language_;
  std::size_t columns_;
  std::string out_;
};

}  // namespace

std::string text_report(const Report& report, std::size_t columns) {
  return TextReport(report, columns).whole();
}

std::string text_answer(const Report& report, const AskedFor& asked, std::size_t columns) {
  return TextReport(report, columns).short_form(asked);
}

namespace {

std::string kind_of(const ValidationOutcome& v, bool zh) {
  const ValidationCase& of = *v.of;
  if (of.fitted) return zh ? "参与拟合" : "fitted";
  if (of.design) return zh ? "设计值" : "design figure";
  if (of.dependent) return zh ? "非独立" : "not independent";
  if (v.follows()) return zh ? "即给定需求" : "demand as given";
  return zh ? "独立检验" : "test";
}

std::string verdict_of(const ValidationOutcome& v, bool zh) {
  switch (verdict(v)) {
    case CaseVerdict::not_run:
      return zh ? "未运行" : "not run";
    case CaseVerdict::unanswered:
      return zh ? "不作答" : "not answered";
    case CaseVerdict::inside:
      return zh ? "合格" : "inside";
    case CaseVerdict::miss:
      return zh ? "超差" : "MISS";
    case CaseVerdict::no_value:
      return zh ? "无结果" : "no value";
    case CaseVerdict::within:
      return zh ? "相符" : "within";
    case CaseVerdict::above:
      return zh ? "高于" : "above";
    case CaseVerdict::below:
      return zh ? "低于" : "below";
  }
  return "";
}

/// Cases to which the model has no answer, and why.
std::string unanswered_of(const std::vector<ValidationOutcome>& validation, Language language,
                          std::size_t columns) {
  std::string all;
  for (const ValidationOutcome& v : validation) {
    if (!v.is_unanswered()) continue;
    const char* form = language == Language::zh ? "不作答，不计入：{}：{}"
                                                : "not answered, and not counted: {}: {}";
    const std::string text = fmt::format(fmt::runtime(form), v.of->id, in(v.unanswered, language));
    for (const std::string& line : wrapped(text, std::min(columns, k_text_columns) - 2))
      all += "  " + line + "\n";
  }
  return all;
}

std::string summary_of(const ValidationCount& all, bool zh) {
  if (zh)
    return fmt::format("{} 例中 {} 例合格；独立检验 {} 例中 {} 例合格；{} 例非独立，{} 例参与拟合",
                       all.ran, all.inside, all.tests, all.tests_inside, all.dependent, all.fitted);
  return fmt::format(
      "{} of {} inside tolerance; of independent tests {} of {}; not independent: {}, fitted: {}",
      all.inside, all.ran, all.tests_inside, all.tests, all.dependent, all.fitted);
}

}  // namespace

std::string validation_text(const std::vector<ValidationOutcome>& validation, Language language,
                            std::size_t columns) {
  const bool zh = language == Language::zh;
  TextTable table({zh ? "例" : "case", zh ? "指标" : "figure", zh ? "观测" : "observed",
                   zh ? "容差" : "tolerance", zh ? "仿真值" : "simulated", "",
                   zh ? "性质" : "kind"});
  table.left(1);
  for (const ValidationOutcome& v : validation) {
    const ShownUnit unit = shown_unit(unit_of_case(*v.of), language);
    const double observed = rounded(v.of->observed * unit.factor, k_written_digits);
    const std::string simulated_unit = v.simulated.known() ? " " + unit.name : "";
    table.add({v.of->id, in(v.of->title, language), as_written(observed) + " " + unit.name,
               tolerance_text(v.of->tolerance.text, language),
               with_interval(scaled(v.simulated, unit.factor)) + simulated_unit, verdict_of(v, zh),
               kind_of(v, zh)});
  }
  std::string out = table.text(2, columns);
  for (const std::string& line :
       wrapped(summary_of(count(validation), zh), std::min(columns, k_text_columns) - 2))
    out += "  " + line + "\n";
  return out + unanswered_of(validation, language, columns);
}

}  // namespace kouan::analysis
