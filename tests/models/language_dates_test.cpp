#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "models/language/dates.hpp"
#include "models/language/types.hpp"

using namespace kouan::models;
using namespace kouan::models::language;

TEST_CASE("dates that exist") {
  CHECK(date_text(parse_date("2023-07-10").value) == "2023-07-10");
  CHECK(parse_date("2024-02-29"));
  CHECK(parse_date("2000-02-29"));
  for (const char* bad : {"2023-02-29", "1900-02-29", "2023-13-01", "2023-00-10", "2023-04-31",
                          "2023-1-1", "23-01-01", "2023/01/01", "2023-01-01 ", "2023-01-01T00:00",
                          "", "today", "9999-01-01", "2023-01-0１"}) {
    CAPTURE(bad);
    const bool is_padded = std::string(bad) == "2023-01-01 ";
    CHECK(static_cast<bool>(parse_date(bad)) == is_padded);
  }
}

TEST_CASE("a date that cannot be says which part of it") {
  CHECK(parse_date("2023-13-01").problem->found.en ==
        "found \"2023-13-01\", and there is no month 13");
  CHECK(parse_date("2023-02-29").problem->found.en ==
        "found \"2023-02-29\", and 2023-02 has no day 29: its last is 28");
  CHECK(parse_date("2023-06-00").problem->found.zh ==
        "所写为“2023-06-00”，2023-06并无0日，末日为30日");
}

TEST_CASE("a date that is written otherwise is asked for as it is written here") {
  for (const char* text : {"2023/7/10", "2023-7-10", "2023.07.10", "20230710", "10.7.2023",
                           "2023年7月10日", "2023-07-10T00:00"}) {
    CAPTURE(text);
    const bool has_time = std::string(text).find('T') != std::string::npos;
    CHECK(parse_date(text).problem->nearest == (has_time ? "" : "2023-07-10"));
  }
  for (const char* text : {"7/10/2023", "2023-13", "2023/13/01", "1/2/3", "today", "99999999"}) {
    CAPTURE(text);
    CHECK(parse_date(text).problem->nearest.empty());
  }
}

TEST_CASE("days of the week that are written otherwise") {
  const std::vector<std::pair<const char*, const char*>> meant = {
      {"Monday", "mon"}, {"Monday-Saturday", "mon-sat"},
      {"tues", "tue"},   {"周一至周五", "mon-fri"},
      {"星期天", "sun"}, {"Mon-Fri", "mon-fri"},
      {"weekdays", ""},  {"mon-stu", ""}};
  for (const auto& one : meant) {
    CAPTURE(one.first);
    CHECK(parse_days(one.first).problem->nearest == one.second);
  }
}

TEST_CASE("day numbers") {
  CHECK(day_number({1970, 1, 1}) == 0);
  CHECK(day_number({2000, 3, 1}) == 11017);
  CHECK(day_number({2024, 3, 1}) - day_number({2024, 2, 28}) == 2);
  CHECK(day_number({1969, 12, 31}) == -1);
}

TEST_CASE("spans of a day") {
  const auto day = parse_span("08:00-18:30");
  REQUIRE(day);
  CHECK(day.value.from_s == 8 * 3600);
  CHECK(day.value.to_s == 18 * 3600 + 1800);
  CHECK(parse_span("0:00 - 24:00").value.to_s == 86400);
  CHECK(parse_span("22:00-06:00").value.to_s == 30 * 3600);
  for (const char* bad : {"08:00", "08:00-", "8-18", "08:00-24:01", "08:60-09:00", "08:00-08:00",
                          "24:00-25:00", "-", "08：00-18：00", "08:00-18:00-20:00"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_span(bad));
  }
}

TEST_CASE("a span that is written otherwise is asked for in hours and minutes") {
  for (const char* text : {"8-18", "8:00-18", "08-18:00", "0800-1800", "8h-18h", "8.00 - 18.00",
                           "8~18", "8点-18点", "8时至18时", "8 to 18", "08:00 .. 18:00"}) {
    CAPTURE(text);
    CHECK(parse_span(text).problem->nearest == "08:00-18:00");
  }
  for (const char* text :
       {"from eight to six", "8am-6pm", "08:00-25:00", "8-8", "8", "-", "8-18-20", "8:5-18:00"}) {
    CAPTURE(text);
    CHECK(parse_span(text).problem->nearest.empty());
  }
}

TEST_CASE("offsets from UTC") {
  CHECK(parse_utc_offset("+08:00").value == 28800);
  CHECK(parse_utc_offset("-03:30").value == -12600);
  CHECK(parse_utc_offset("+0:00").value == 0);
  for (const char* bad : {"8", "08:00", "+15:00", "+8", "UTC", ""}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_utc_offset(bad));
  }
}

TEST_CASE("weekdays") {
  CHECK(parse_days("mon-sat").value == std::vector<int>{0, 1, 2, 3, 4, 5});
  CHECK(parse_days("sun").value == std::vector<int>{6});
  CHECK(parse_days("fri-mon").value == std::vector<int>{4, 5, 6, 0});
  CHECK(parse_days("mon-sun").value.size() == 7);
  CHECK(parse_days("mon-fry").problem->nearest == "mon-fri");
  CHECK_FALSE(parse_days("Monday"));
  CHECK_FALSE(parse_days(""));
}

TEST_CASE("what lies past midnight overlaps the next day, Sunday's that of Monday") {
  WeekSpans week;
  week[6] = {{22 * 3600, 30 * 3600}};
  CHECK_FALSE(has_overlap(week));
  week[0] = {{6 * 3600, 9 * 3600}};
  CHECK_FALSE(has_overlap(week));
  week[0] = {{5 * 3600, 9 * 3600}};
  CHECK(has_overlap(week));
  week[6].clear();
  week[0] = {{5 * 3600, 9 * 3600}, {8 * 3600, 10 * 3600}};
  CHECK(has_overlap(week));
}
