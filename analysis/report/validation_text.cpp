// The table of observed cases; the declaration is in analysis/report/text.hpp.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/report/numbers.hpp"
#include "analysis/report/table.hpp"
#include "analysis/report/text.hpp"
#include "analysis/report/units.hpp"
#include "analysis/report/written_values.hpp"

namespace kouan::analysis {

namespace {

/// More digits than anybody writes down, fewer than a product of doubles is wrong in.
constexpr int k_written_digits = 12;

std::string kind_of(const ValidationOutcome& v, bool zh) {
  const ValidationCase& of = *v.of;
  if (of.fitted) return zh ? "参与拟合" : "fitted";
  if (of.design) return zh ? "设计值" : "design figure";
  if (of.dependent) return zh ? "非独立" : "not independent";
  if (v.follows()) return zh ? "即给定需求" : "demand as given";
  return zh ? "独立检验" : "test";
}

/// Whence the observed figure is, and how well it is known.
std::string origin_of(const ValidationCase& of) {
  if (of.grade.empty()) return of.source;
  return of.source.empty() ? of.grade : of.source + " " + of.grade;
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
  const std::string not_run =
      all.not_run == 0
          ? ""
          : fmt::format(fmt::runtime(zh ? "；未运行 {} 例" : "; not run: {}"), all.not_run);
  if (zh)
    return fmt::format("{} 例中 {} 例合格；独立检验 {} 例中 {} 例合格；{} 例非独立，{} 例参与拟合",
                       all.ran, all.inside, all.tests, all.tests_inside, all.dependent,
                       all.fitted) +
           not_run;
  return fmt::format(
             "{} of {} inside tolerance; of independent tests {} of {}; not independent: {}, "
             "fitted: {}",
             all.inside, all.ran, all.tests_inside, all.tests, all.dependent, all.fitted) +
         not_run;
}

}  // namespace

std::string validation_text(const std::vector<ValidationOutcome>& validation, Language language,
                            std::size_t columns) {
  const bool zh = language == Language::zh;
  TextTable table({zh ? "例" : "case", zh ? "指标" : "figure", zh ? "观测" : "observed",
                   zh ? "仿真值" : "simulated", "", zh ? "容差" : "tolerance", zh ? "性质" : "kind",
                   zh ? "来源、等级" : "source, grade"});
  table.left(1);
  table.together(2, 4);
  for (const ValidationOutcome& v : validation) {
    const ShownUnit unit = shown_unit(unit_of_case(*v.of), language);
    const double observed = rounded(v.of->observed * unit.factor, k_written_digits);
    const std::string simulated_unit = v.simulated.known() ? " " + unit.name : "";
    table.add({v.of->id, in(v.of->title, language), as_written(observed) + " " + unit.name,
               with_interval(scaled(v.simulated, unit.factor)) + simulated_unit, verdict_of(v, zh),
               tolerance_text(v.of->tolerance.text, language), kind_of(v, zh), origin_of(*v.of)});
  }
  std::string out = table.text(2, columns);
  for (const std::string& line :
       wrapped(summary_of(count(validation), zh), std::min(columns, k_text_columns) - 2))
    out += "  " + line + "\n";
  return out + unanswered_of(validation, language, columns);
}

}  // namespace kouan::analysis
