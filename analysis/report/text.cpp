#include "analysis/report/text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/report/capacity_text.hpp"
#include "analysis/report/differences_text.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/screening_text.hpp"
#include "analysis/report/table.hpp"
#include "analysis/report/text_writer.hpp"
#include "analysis/report/units.hpp"
#include "analysis/report/variant_tables.hpp"
#include "analysis/throughput.hpp"
#include "models/amounts.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

class TextReport : public TextWriter {
 public:
  TextReport(const Report& report, std::size_t columns)
      : TextWriter(report.language, columns), report_(report) {}

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
        out_ += capacity_text(variant, language_, columns_);
      }
    footer();
    return take();
  }

  std::string whole() {
    head();
    answer();
    heading(say("Details", "细节"));
    sentences(report_.details);
    for (const Comparison& comparison : report_.comparisons)
      out_ += differences_text(report_, comparison, columns_);
    for (const VariantReport& variant : report_.variants)
      details(variant);
    validation();
    footer();
    return take();
  }

 private:
  void head() {
    paragraph(say(report_.base().title), 0);
    paragraph(say(report_.base().question), 0);
  }

  void answer() {
    heading(say("The answer", "结论"));
    sentences(report_.answer);
    heading(say("How sure is that", "可信程度"));
    sentences(report_.certainty);
  }

  void sentences(const Answer& said) {
    auto sentence = (language_ == Language::zh ? said.zh : said.en).begin();
    for (const std::size_t size : said.groups)
      for (std::size_t i = 0; i < size; ++i)
        paragraph(*sentence++, i == 0 ? 2 : 4, i == 0 ? "- " : "  - ");
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
    out_ += capacity_text(variant, language_, columns_);
    heading(say("Classes", "车辆类别"));
    out_ += class_table(outcome, language_, columns_);
    clearance(outcome);
    by_direction(outcome);
    heading(say("Stages", "环节"));
    out_ += stage_table(outcome, language_, columns_);
    occupation(variant);
    ledger(outcome);
    checks(variant);
  }

  void clearance(const VariantOutcome& outcome) {
    const std::string table = clearance_table(outcome, language_, columns_);
    if (table.empty()) return;
    heading(say("Clearance: physical, from joining the queue; documents, from declaration",
                "通关时间：车辆通关自开始排队起计，整体通关自申报起计"));
    out_ += table;
    if (!outcome.clearance) return;
    for (const ClearanceClock clock : k_clearance_clocks)
      clearance_ranges(outcome.clearance->on(clock), clock);
  }

  void clearance_ranges(const RangeScreening& found, ClearanceClock clock) {
    const bool is_physical = clock == ClearanceClock::physical;
    if (found.effects.empty() && !is_physical) return;
    const Text head =
        is_physical ? Text{"values with a range, put at its ends one at a time: {}; moving mean "
                           "physical clearance of the main class by 5 % or more: {}",
                           "带范围的数值逐一取端值试算：{} 项；使主要类别的平均车辆通关时间变化 5 % "
                           "以上：{} 项"}
                    : Text{"of the same {}, moving its mean document clearance by 5 % or more: {}",
                           "同样的 {} 项中，使其平均整体通关时间变化 5 % 以上：{} 项"};
    const ShownUnit hours{shown_unit("h", language_).name, 1.0 / 3600};
    out_ += screening_text(found, {head, hours, "< 5 %"}, language_, columns_);
  }

  void occupation(const VariantReport& variant) {
    const std::string table = occupation_table(variant, language_, columns_);
    if (table.empty()) return;
    heading(
        say("Occupation of the line sections (UIC 406): share of open time that passages take, "
            "pushed together as closely as headways allow; of the first replication",
            "区间占用率（UIC 406 压缩法）：按追踪与会车间隔压缩后，通过列车占区间开放时间的比例；"
            "取第一次重复"));
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
      const std::string detail = check.detail.en.empty() ? "" : aside(say(check.detail));
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
    paragraph(
        fmt::format("{} · {} {} · {} {} · {} {} · {} {} {} · {} {} {}{} · kouan {}{}",
                    labelled(say("scenario", "情景"), base.file), say("hash", "哈希"), base.hash,
                    say("seed", "种子"), report_.outcome.seed, say("replications", "重复"),
                    outcome.samples->replications(), say("horizon", "仿真时长"),
                    plain(base.horizon_s / models::k_day_s), days, say("warm-up", "预热"),
                    base.warm_up_s == 0 ? "0" : plain(base.warm_up_s / models::k_day_s), days,
                    warm_up_of_capacity(), KOUAN_VERSION,
                    report_.outcome.interrupted ? say(" · interrupted", " · 已中断") : ""),
        0);
  }

  /// Saturated runs have a warm-up of their own.
  std::string warm_up_of_capacity() const {
    if (!report_.variants.front().outcome->saturated) return "";
    const std::string days = plain(report_.base().saturated_warm_up_s / models::k_day_s) + " " +
                             shown_unit("d", language_).name;
    return aside(say("for capacity", "通过能力") + " " + days);
  }

  const Report& report_;
};

}  // namespace

std::string text_report(const Report& report, std::size_t columns) {
  return TextReport(report, columns).whole();
}

std::string text_answer(const Report& report, const AskedFor& asked, std::size_t columns) {
  return TextReport(report, columns).short_form(asked);
}

}  // namespace kouan::analysis
