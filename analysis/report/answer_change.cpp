#include "analysis/report/answer_change.hpp"

#include <fmt/format.h>

#include <string>

#include "analysis/report/numbers.hpp"
#include "analysis/report/units.hpp"
#include "analysis/throughput.hpp"

namespace kouan::analysis {

using models::Text;

namespace {

/// "12 ± 3 vehicles", of a class.
Text of_class(const models::EntityClass& cls, const Estimate& e) {
  const std::string number = with_interval(e) + " ";
  const std::string unit = unit_of_class(cls);
  return {number + shown_unit(unit, Language::en).name,
          number + shown_unit(unit, Language::zh).name};
}

}  // namespace

Text changed(const PairedDifference& pair, const Text& what, const CarriedWords& words) {
  const double each = words.in_measure();
  const Text more = words.more(scaled(pair.difference, each));
  const Text with = words.amount(scaled(pair.with, each));
  switch (pair.verdict()) {
    case Verdict::unknown:
      return {fmt::format("{} is {} a year in one replication; a difference takes at least two",
                          what.en, with.en),
              fmt::format("仅一次重复，{}为 {}，至少两次重复才能判断差异", what.zh, with.zh)};
    case Verdict::nothing:
      return {fmt::format("{} does not change at all", what.en),
              fmt::format("{}毫无变化", what.zh)};
    case Verdict::chance: {
      if (is_small(pair.relative))
        return {fmt::format("{} stays practically as it was", what.en),
                fmt::format("{}几乎不变", what.zh)};
      const Text most = words.at_most(scaled(pair.difference, each));
      return {
          fmt::format("{} does not change by more than chance explains (with 95 % confidence "
                      "at most {} a year either way)",
                      what.en, most.en),
          fmt::format("{}的变化不超过随机误差（95 % 置信度下每年增减至多 {}）", what.zh, most.zh)};
    }
    case Verdict::real:
      break;
  }
  if (is_small(pair.relative))
    return {fmt::format("{} stays practically as it was ({} a year)", what.en, more.en),
            fmt::format("{}几乎不变（{}）", what.zh, more.zh)};
  const bool is_more = pair.difference.mean > 0;
  const Text by = words.amount(scaled(pair.difference, is_more ? each : -each));
  return {fmt::format("{} {} by {}, to {} a year", what.en, is_more ? "rises" : "falls", by.en,
                      with.en),
          fmt::format("{}{} {}，{} {}", what.zh, is_more ? "提高" : "降低", by.zh,
                      is_more ? "达到" : "降至", with.zh)};
}

Text unloaded_changed(const Report& report, const Comparison& comparison, bool is_of_base) {
  Text all;
  for (const models::EntityClass& cls : report.base().classes) {
    const ComparedMeasure* m = find_measure(comparison, cls.id + k_class_capacity);
    if (m == nullptr || !m->paired.is_real() || is_small(m->paired.relative)) continue;
    const PairedDifference seen = is_of_base ? reversed(m->paired) : m->paired;
    const bool is_more = seen.difference.mean > 0;
    const Text by = of_class(cls, scaled(seen.difference, is_more ? 1 : -1));
    const Text with = of_class(cls, seen.with);
    all.en +=
        fmt::format("{} that of {} {} by {}, to {} a year", all.en.empty() ? ", but" : ", and",
                    cls.title.en, is_more ? "rises" : "falls", by.en, with.en);
    all.zh +=
        fmt::format("，{}{}的年通过能力{} {}，{} {}", all.zh.empty() ? "但" : "", cls.title.zh,
                    is_more ? "提高" : "降低", by.zh, is_more ? "达到" : "降至", with.zh);
  }
  return all;
}

}  // namespace kouan::analysis
