// Field listings of working time: sides, holidays, opening hours.
#include <algorithm>

#include "models/language/dates.hpp"
#include "models/language/types.hpp"
#include "models/scenario_fields.hpp"
#include "models/steps_places.hpp"
#include "models/working_time.hpp"

namespace kouan::models {
namespace {

using namespace language;  // the listings read as text

const Listing<Holiday>& holiday_listing() {
  static const auto k_listing =
      Listing<Holiday>("holiday", "Dates on which nothing is open.", "不开放的日期。")
          .field("title", &Holiday::title, title())
          .doc("Name.", "名称。")
          .example("{en: Naadam, zh: 那达慕}")
          .field("from", &Holiday::from, date())
          .required()
          .doc("First day.", "首日。")
          .example("2023-07-10")
          .field("to", &Holiday::to, date())
          .otherwise("from")
          .doc("Last day, inclusive.", "末日（含）。")
          .example("2023-07-15")
          .sourced_record()
          .written_alone("from")
          .check(&check_dates<Holiday>)
          .check([](Reader& reader, const Node& map, const std::string&, Holiday& out) {
            out.place = reader.place(map.mark);
            if (map.find("to") == nullptr) out.to = out.from;
          });
  return k_listing;
}
const ObjectInfo& holiday_info() { return holiday_listing().info(); }

/// A day of two holidays is closed once: one of them may have a wrong date.
void warn_of_days_twice(Reader& reader, const Node& map, const std::string& path, Side& out) {
  const auto day = [](const CivilDate& date) { return days_from_civil(date); };
  for (std::size_t i = 1; i < out.holidays.size(); ++i) {
    const Holiday& holiday = out.holidays[i];
    const auto is_within = [&](const Holiday& other) {
      return day(holiday.from) <= day(other.to) && day(other.from) <= day(holiday.to);
    };
    const auto before = out.holidays.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::none_of(out.holidays.begin(), before, is_within)) continue;
    reader.warning(Code::no_effect, plain(*map.value("holidays")).items[i].mark,
                   join(join(path, "holidays"), i),
                   {"found a holiday that overlaps one before it", "与前列节假日重叠"},
                   {"dates apart from each other", "互不重叠的日期"});
  }
}

void settle_hours(Reader& reader, const Node& map, const std::string& path, HoursText& out) {
  WeekSpans chosen;
  for (std::size_t day = 0; day < chosen.size(); ++day) {
    const bool is_chosen =
        map.find("days") == nullptr ||
        std::find(out.days.begin(), out.days.end(), static_cast<int>(day)) != out.days.end();
    if (is_chosen) chosen[day] = out.opening[day];
  }
  const Node& open = *map.value("open");
  if (has_overlap(chosen))
    return reader.error(Code::overlap, open.mark, join(path, "open"),
                        {"found spans that overlap", "时段相互重叠"},
                        {"spans apart from each other", "互不重叠的时段"});
  if (std::all_of(chosen.begin(), chosen.end(), [](const auto& day) { return day.empty(); })) {
    return reader.error(Code::empty, open.mark, join(path, "open"),
                        {"found hours that never open", "从不开放"},
                        {"at least one span a week; use closures: for closed seasons",
                         "每周至少一个时段；停开期用“closures:”"});
  }
  std::copy(chosen.begin(), chosen.end(), out.week);
}

}  // namespace

const Listing<Side>& side_listing() {
  static const auto k_listing =
      Listing<Side>("side", "A country at the border, with its clock and holidays.",
                    "口岸一侧：时区与节假日。")
          .field("title", &Side::title, title())
          .doc("Name of the country.", "国家名称。")
          .example("{en: China, zh: 中国}")
          .field("utc_offset", &Side::utc_offset_s, utc_offset())
          .otherwise("+08:00")
          .doc("Its clock; no summer time.", "与协调世界时之差，不设夏令时。")
          .example("\"+08:00\"")
          .field("holidays", &Side::holidays, list_of(object(&holiday_listing, &holiday_info)))
          .otherwise("[]")
          .doc("Holidays on which hours that name this side are closed.",
               "节假日，凡引用此侧的开放时间均关闭。")
          .example("[{title: Naadam, from: 2023-07-10, to: 2023-07-15}]")
          .check(&warn_of_days_twice);
  return k_listing;
}

const Listing<HoursText>& hours_listing() {
  static const auto k_listing =
      Listing<HoursText>("hours",
                         "Opening hours by weekday, closed on holidays and in closed seasons.",
                         "按周的开放时间，节假日与停开期关闭。")
          .field("title", &HoursText::title, title())
          .doc("Name.", "名称。")
          .example("{en: Entry gate, zh: 进境卡口}")
          .field("side", &HoursText::side, name_of("sides"))
          .required()
          .doc("Whose clock they follow.", "按哪一侧的时钟。")
          .example("cn")
          .field("open", &HoursText::opening, opening())
          .required()
          .doc(
              "Spans of the day; for all days, or by day. A span past midnight belongs to the day "
              "on which it begins.",
              "每日时段；可统一，也可按星期几分别给出。跨零点的时段归入起始日。")
          .example(
              "{mon-fri: \"08:00-18:00\", sat: [\"08:00-12:00\", \"14:00-18:00\"], sun: closed}")
          .field("days", &HoursText::days, days())
          .otherwise("mon-sun")
          .doc("Days on which they open at all.", "开放的星期几。")
          .example("mon-sat")
          .field("closed_on", &HoursText::closed_on, list_of(name_of("sides")))
          .otherwise("[]")
          .doc("Sides whose holidays close them.", "随哪些侧的节假日关闭。")
          .example("[mn, cn]")
          .field("closures", &HoursText::closures, list_of(object(&holiday_listing, &holiday_info)))
          .otherwise("[]")
          .doc("Further closed dates: seasons, works.", "其他停开日期。")
          .example("[{title: Works, from: 2023-02-01, to: 2023-02-03}]")
          .check(&settle_hours);
  return k_listing;
}

}  // namespace kouan::models
