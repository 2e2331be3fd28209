// Dates, times of day and weekdays as written in scenario files.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "models/language/quantity.hpp"
#include "models/scenario.hpp"

namespace kouan::models::language {

// What is allowed, as several messages say it.
Text time_of_day_form();
Text utc_offset_form();
Text same_day_or_later();  ///< of `to` beside `from`
/// What is wrong of `to` beside `from`.
Text last_before_first();

/// "2023-07-10", a day that exists, years 1900 to 2200.
Parsed<CivilDate> parse_date(std::string_view text);
/// Days since 1970-01-01.
std::int64_t day_number(const CivilDate& date);
/// "2023-07-10"
std::string date_text(const CivilDate& date);

/// "08:00-18:00" as seconds after midnight; the end of a span past midnight ("22:00-06:00") is
/// above 86400.
Parsed<DaySpan> parse_span(std::string_view text);
/// "08:00" as seconds after midnight, below 24:00.
Parsed<std::int32_t> parse_time_of_day(std::string_view text);
/// "+08:00" as seconds east of Greenwich, within 14 h.
Parsed<std::int32_t> parse_utc_offset(std::string_view text);
/// "mon-sat" or "sun" as numbers of days, 0 = Monday; "fri-mon" goes over the weekend.
Parsed<std::vector<int>> parse_days(std::string_view text);

}  // namespace kouan::models::language
