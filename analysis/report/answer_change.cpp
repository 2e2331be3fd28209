#include "analysis/report/answer_change.hpp"

#include <fmt/format.h>

#include <string>

#include "analysis/report/numbers.hpp"
#include "analysis/report/units.hpp"
#include "analysis/throughput.hpp"

namespace kouan::analysis {

using models::Text;

namespace {

/// A clock of the classes and how a clause on it begins.
struct ClearanceClock {
  const char* measure;
  const char* en;
  const char* zh;         ///< with the class
  bool leaves_out_small;  ///< a change of no use to a planner is not told
};

/// What an alternative does to the time of a vehicle or its documents, if anything that matters;
/// or the base over it. `is_second`: after a clause on the same class.
Text clock_changed(const Report& report, const Comparison& comparison, bool is_of_base,
                   const ClearanceClock& clock, bool is_second) {
  const auto main = main_class(report);
  if (!main) return {};
  const models::EntityClass& cls = report.base().classes[*main];
  const ComparedMeasure* m = find_measure(comparison, cls.id + "." + clock.measure);
  if (m == nullptr || !m->paired.is_real()) return {};
  if (clock.leaves_out_small && is_small(m->paired.relative)) return {};
  const PairedDifference seen = is_of_base ? reversed(m->paired) : m->paired;
  const bool is_longer = seen.difference.mean > 0;
  const Estimate seconds = scaled(seen.difference, is_longer ? 3600 : -3600);
  const std::string by = duration(seconds, Language::en);
  const char* way = is_longer ? "longer" : "shorter";
  return {is_second ? fmt::format("{} {} {}", clock.en, by, way)
                    : fmt::format("{} of {} is {} {} on average", clock.en, cls.title.en, by, way),
          is_second ? fmt::format("，整体通关时间{} {}", is_longer ? "延长" : "缩短",
                                  duration(seconds, Language::zh))
                    : fmt::format(fmt::runtime(std::string(clock.zh) + "平均{} {}"), cls.title.zh,
                                  is_longer ? "延长" : "缩短", duration(seconds, Language::zh))};
}

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
      return {fmt::format("{} {} a year in one replication; a difference takes at least two",
                          what.en, with.en),
              fmt::format("仅一次重复，{}为 {}，至少两次重复才能判断差异", what.zh, with.zh)};
    case Verdict::nothing:
      return {fmt::format("{} does not change at all", what.en),
              fmt::format("{}毫无变化", what.zh)};
    case Verdict::chance: {
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

Text clearance_changed(const Report& report, const Comparison& comparison, bool is_of_base,
                       bool has_no_effect) {
  static const ClearanceClock k_but{"physical_clearance_s.mean", ", but physical clearance",
                                    "，但{}的车辆通关时间", false};
  static const ClearanceClock k_and{"physical_clearance_s.mean", ", and physical clearance",
                                    "，{}的车辆通关时间", false};
  static const ClearanceClock k_document{"document_clearance_s.mean", ", and document clearance",
                                         "，{}的整体通关时间", true};
  const Text physical =
      clock_changed(report, comparison, is_of_base, has_no_effect ? k_but : k_and, false);
  const Text document =
      clock_changed(report, comparison, is_of_base, k_document, !physical.en.empty());
  return {physical.en + document.en, physical.zh + document.zh};
}

}  // namespace kouan::analysis
