// Occupation of running sections by timetable compression (UIC 406), for a terminal.
#include <fmt/format.h>

#include "analysis/report/table.hpp"
#include "analysis/report/units.hpp"
#include "analysis/report/variant_tables.hpp"
#include "models/language/dates.hpp"

namespace kouan::analysis {

namespace {

/// Without an interval: of one replication.
std::string occupied_text(double share) { return fmt::format("{:.1f} %", 100 * share); }

}  // namespace

std::string occupation_table(const VariantReport& variant, Language language, std::size_t columns) {
  if (!variant.day) return "";
  const bool zh = language == Language::zh;
  const std::string date = models::language::date_text(variant.day->date);
  TextTable table({zh ? "区间、时段" : "section, hours of the day", date,
                   zh ? "全部日平均" : "mean of all days", zh ? "最满日" : "fullest day"});
  table.narrow(k_widest_title);
  for (const DayPlace& place : variant.day->places) {
    if (!place.occupation) continue;
    const Occupation& of = *place.occupation;
    table.add({in(place.title, language), occupied_text(of.on_day), occupied_text(of.mean),
               occupied_text(of.peak)});
    for (const OccupiedHours& part : of.hours)
      table.add({fmt::format("  {:02.0f}–{:02.0f}", part.from_h, part.to_h), "",
                 occupied_text(part.mean), occupied_text(part.peak)});
  }
  return table.empty() ? "" : table.text(2, columns);
}

}  // namespace kouan::analysis
