// What `kouan check` warns of and what is assumed, as it tells them on a terminal.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "analysis/check_words.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/written_values.hpp"
#include "analysis/value_title.hpp"

namespace kouan::analysis {

namespace {

/// What offered loads say; where a fleet comes alone, how many come is what the stages let it.
std::string overload_text(const CheckReport& report, const Words& say) {
  const auto of_fleets = std::count_if(report.loads.begin(), report.loads.end(),
                                       [](const auto& load) { return load.is_of_fleets; });
  if (of_fleets == 0) return say("no stage is overloaded", "无环节超负荷");
  if (static_cast<std::size_t>(of_fleets) == report.loads.size())
    return say("whether a stage is overloaded is not judged, since a fleet drives them",
               "各环节由循环车队驱动，是否超负荷不作判断");
  return say("no stage is overloaded (those that a fleet drives are not judged)",
             "无环节超负荷（由循环车队驱动者不作判断）");
}

bool may_miss_those_above_1(const theory::StageLoad& load) {
  return theory::judged(load) == theory::Judgement::may_grow ||
         theory::judged_in_worst_month(load) == theory::Judgement::may_grow;
}

std::string nothing_to_warn_of(const CheckReport& report, const Words& say) {
  std::string reserve = lower_loads_text(report, say).empty()
                            ? ""
                            : say(", but loads with ≥ are lower figures and may be above 1",
                                  "（带≥的负荷率仅为下限，可能超过1）");
  if (std::any_of(report.loads.begin(), report.loads.end(), may_miss_those_above_1))
    reserve +=
        say(", but of loads above 1 that count who may be turned away before it is not known",
            "（计入此前可能被拒者而超过1的，是否超负荷未知）");
  return say("of the port none: every stage is reached, every way leads out, {}{}",
             "口岸本身无警告：各环节均可到达，各路径均有出路，{}{}", overload_text(report, say),
             reserve);
}

/// "Weighing: service time: 40 s, range 10 s .. 60 s (stages.weighbridge.service)": what it is,
/// what it may be, and where to change it.
std::string assumption(const models::Provenance& p, const models::Scenario& scenario,
                       const Words& say) {
  const std::string title = say.text(value_title(scenario, p.path));
  const std::string value = say.text(written_quantity(p.value));
  const std::string range =
      p.range.empty() ? "" : say(", range {}", "，取值范围 {}", say.text(written_range(p.range)));
  if (title.empty()) return fmt::format("{} = {}{}", p.path, value, range);
  return say("{}: {}{} ({})", "{}：{}{}（{}）", title, value, range, p.path);
}

}  // namespace

std::string warnings_text(const CheckReport& report, const Words& say) {
  const auto& all = report.warnings;
  const std::string id = models::language::code_word(models::language::Code::unsourced);
  const auto is_unsourced = [&](const CheckWarning& w) { return w.id == id; };
  const auto unsourced = std::count_if(all.begin(), all.end(), is_unsourced);
  std::string out =
      "\n" + (all.empty() ? say("Warnings", "警告") : say("Warnings: {}", "警告：{}", all.size())) +
      "\n";
  if (static_cast<std::size_t>(unsourced) == all.size())
    out += say.paragraph(nothing_to_warn_of(report, say), 2);
  for (const CheckWarning& w : all)
    if (!is_unsourced(w))
      out += say.paragraph("! " + (w.place.empty() ? "" : w.place + ": ") + say.text(w.text), 2);
  if (unsourced == 0) return out;
  out += say.paragraph(
      say("! {} without source and grade; write {{value: …, source: …}} or {{value: …, "
          "grade: assumed, range: … .. …}}:",
          "! {1}个数值未标注来源或等级；请写作{{value: …, source: …}}或{{value: …, grade: "
          "assumed, range: … .. …}}：",
          counted(static_cast<int>(unsourced), "value"), unsourced),
      2);
  for (const CheckWarning& w : all)
    if (is_unsourced(w)) out += fmt::format("      {} ({})\n", w.about, w.place);
  return out;
}

std::string assumptions_text(const CheckReport& report, const Words& say) {
  const double share =
      static_cast<double>(report.assumptions.size()) / static_cast<double>(report.values);
  std::string out =
      "\n" +
      (report.values == 0
           ? say("Assumed: no value states a source or grade", "假定：没有任何数值标注来源或等级")
           : say("Assumed: {} of {} values with a source or grade ({})",
                 "假定：{1}个标注来源或等级的数值中有{0}个（{2}）", report.assumptions.size(),
                 report.values, say.share(share))) +
      "\n";
  if (report.unstated > 0)
    out += say.paragraph(
        say("Values that state neither: {}", "未标注来源或等级的数值：{}个", report.unstated), 2);
  for (const models::Provenance& p : report.assumptions) {
    out += say.paragraph(assumption(p, report.scenario, say), 2);
    const std::string note = say.text(p.note);
    if (!note.empty()) out += say.paragraph(note, 6);
  }
  return out;
}

}  // namespace kouan::analysis
