#include "analysis/day_picture.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "analysis/report/csv.hpp"
#include "analysis/report/text.hpp"
#include "analysis/report/variant_tables.hpp"
#include "models/read_scenario.hpp"
#include "tests/analysis/report_of_one.hpp"
#include "tests/models/temporary_folder.hpp"

namespace kouan::analysis {
namespace {

/// Trains at 06:00 and 06:30 every day: in over the line, five hours on a track, back over the
/// line.
constexpr const char* k_rail_port = R"(kouan: 1
title: Rail port
run: {start: 2023-03-01, horizon: 3 d, warm_up: 1 d}
classes:
  train: {mode: rail, payload: 1000 t, process: way, arrivals: {timetable: {at: ["06:00", "06:30"]}}}
  lorry: {payload: 1 t, process: road, arrivals: {timetable: {at: ["06:00"]}}}
sections:
  line: {directions: [in, out], run: 20 min, following: 5 min, opposing: 5 min}
yards:
  tracks: {places: 3}
processes:
  way:
    steps:
      - pass: {section: line, direction: in, with: [tracks]}
      - travel: {time: 5 h, title: Work}
      - cleared
      - pass: {section: line, direction: out, vacate: [tracks]}
  road: {steps: [{within: {yard: tracks, steps: [{travel: {time: 1 h, title: Work}}]}}, cleared]}
)";

models::Scenario read_rail_port(const std::string& text) {
  const std::filesystem::path file = TemporaryFolder::own() / "day.yaml";
  std::ofstream(file, std::ios::binary) << text;
  const models::ReadResult result = models::read_scenario(file.string(), {});
  REQUIRE_MESSAGE(result.scenario, result.diagnostics.text());
  return *result.scenario;
}

}  // namespace

TEST_CASE("a day of a rail port is drawn by hand the same way") {
  const models::Scenario s = read_rail_port(k_rail_port);
  const auto day = day_picture(s, models::compile(s), 1);
  REQUIRE(day);
  CHECK(day->date.month == 3);
  CHECK(day->date.day >= 2);  // the first day is the warm-up's
  REQUIRE(day->places.size() == 2);
  const DayPlace& line = day->places[day->places[0].is_section ? 0 : 1];
  const DayPlace& tracks = day->places[day->places[0].is_section ? 1 : 0];
  CHECK(tracks.tracks == 3);
  CHECK(line.directions == std::vector<std::string>{"in", "out"});
  REQUIRE(line.stays.size() == 4);
  const auto runs = [&](std::size_t i, std::size_t direction, double from_h) {
    CHECK(line.stays[i].direction == direction);
    CHECK(line.stays[i].from_h == doctest::Approx(from_h));
    CHECK(line.stays[i].to_h == doctest::Approx(from_h + 1.0 / 3));
  };
  runs(0, 0, 6);
  runs(1, 0, 6.5);
  runs(2, 1, 6 + 1.0 / 3 + 5);
  runs(3, 1, 6.5 + 1.0 / 3 + 5);
  // In at 0 and 5 min, both in after 25; out at 30 and 35, out after 55; in again at 60.
  REQUIRE(line.occupation);
  CHECK(line.occupation->mean == doctest::Approx(60 / 1440.0));
  CHECK(line.occupation->on_day == line.occupation->mean);
  // Of the hours in which they enter, two of one direction each: again after two headways.
  REQUIRE(line.occupation->hours.size() == 6);
  for (const OccupiedHours& part : line.occupation->hours)
    CHECK(part.mean == doctest::Approx(part.from_h == 4 || part.from_h == 8 ? 10 / 240.0 : 0));
  CHECK(line.occupation->hours[1].peak == doctest::Approx(10 / 240.0));
  CHECK(line.length_m == 0);
  CHECK_FALSE(tracks.occupation);
  REQUIRE(tracks.stays.size() == 2);  // the lorry is no train
  CHECK(tracks.stays[0].track == 0);
  CHECK(tracks.stays[1].track == 1);
  CHECK(tracks.stays[0].from_h == doctest::Approx(6));  // reserved before it sets out
  CHECK(tracks.stays[0].to_h == doctest::Approx(6 + 1.0 / 3 + 5));
}

TEST_CASE("tables and CSV tell the occupation of sections as the picture of the day does") {
  const models::Scenario s = read_rail_port(k_rail_port);
  const Report report = test::report_of_one(s, false);
  const VariantReport& variant = report.variants.front();
  const std::string csv = csv_text(report);
  for (const char* row : {"base,occupation,line,on_day,1,0.041666666666666664,,1\n",
                          "base,occupation,line,mean,1,0.041666666666666664,,1\n",
                          "base,occupation,line,hours_04_08.mean,1,0.041666666666666664,,1\n",
                          "base,occupation,line,hours_12_16.peak,1,0,,1\n"})
    CHECK_MESSAGE(csv.find(row) != std::string::npos, row);
  CHECK(csv.find("occupation,tracks") == std::string::npos);
  const std::string en = occupation_table(variant, Language::en, 100);
  for (const char* word : {"section, hours of the day", "mean of all days", "fullest day", "line",
                           "4.2 %", "  04–08", "0.0 %"})
    CHECK_MESSAGE(en.find(word) != std::string::npos, word);
  CHECK(en.find("tracks") == std::string::npos);
  const std::string zh = occupation_table(variant, Language::zh, 100);
  for (const char* word : {"区间、时段", "全部日平均", "最满日"})
    CHECK_MESSAGE(zh.find(word) != std::string::npos, word);
  const std::string whole = text_report(report);
  CHECK(whole.find("UIC 406") != std::string::npos);
}

TEST_CASE("a part of the day in which the line is hardly open weighs as little in the mean") {
  std::string text = k_rail_port;
  const std::string line = "line: {directions";
  text.replace(text.find(line), line.size(), "line: {hours: line, directions");
  // On Thursday both come in at 06:00 and 06:30, on Friday at 07:50 and 07:55.
  text += R"(sides: {cn: {title: China}}
hours:
  line: {side: cn, open: {wed: "00:00-24:00", thu: "00:00-24:00", fri: "07:50-24:00"}}
)";
  const models::Scenario s = read_rail_port(text);
  const auto day = day_picture(s, models::compile(s), 1);
  REQUIRE(day);
  const DayPlace& place = day->places[day->places[0].is_section ? 0 : 1];
  REQUIRE(place.occupation);
  const auto part = std::find_if(place.occupation->hours.begin(), place.occupation->hours.end(),
                                 [](const OccupiedHours& h) { return h.from_h == 4; });
  REQUIRE(part != place.occupation->hours.end());
  CHECK(part->peak == doctest::Approx(1));
  CHECK(part->mean == doctest::Approx(20 / 250.0));
}

TEST_CASE("a day on which the line is hardly open weighs as little in the mean of days") {
  std::string text = k_rail_port;
  const std::string line = "line: {directions";
  text.replace(text.find(line), line.size(), "line: {hours: line, directions");
  text += R"(sides: {cn: {title: China}}
hours:
  line: {side: cn, open: {wed: "00:00-24:00", thu: "00:00-24:00", fri: "07:50-09:50"}}
)";
  const models::Scenario s = read_rail_port(text);
  const auto day = day_picture(s, models::compile(s), 1);
  REQUIRE(day);
  const DayPlace& place = day->places[day->places[0].is_section ? 0 : 1];
  REQUIRE(place.occupation);
  // On Thursday an hour of 24; on Friday two follow each other in, and none can go out: 10 min of
  // two hours.
  CHECK(place.occupation->peak == doctest::Approx(10 / 120.0));
  CHECK(place.occupation->mean == doctest::Approx((60 + 10) / (1440.0 + 120)));
}

TEST_CASE("a section says how long it is") {
  std::string text = k_rail_port;
  const std::string run = "run: 20 min";
  REQUIRE(text.find(run) != std::string::npos);
  text.replace(text.find(run), run.size(), "length: 9.5 km, " + run);
  const models::Scenario s = read_rail_port(text);
  const auto day = day_picture(s, models::compile(s), 1);
  REQUIRE(day);
  CHECK(day->places[day->places[0].is_section ? 0 : 1].length_m == doctest::Approx(9500));
}

TEST_CASE("who takes two tracks stands on two") {
  std::string text = k_rail_port;
  const std::string one = "with: [tracks]";
  text.replace(text.find(one), one.size(), "with: [{yard: tracks, number: 2}]");
  text.replace(text.find("places: 3"), 9, "places: 4");
  const models::Scenario s = read_rail_port(text);
  const auto day = day_picture(s, models::compile(s), 1);
  REQUIRE(day);
  const DayPlace& tracks = day->places[day->places[0].is_section ? 1 : 0];
  REQUIRE(tracks.stays.size() == 4);
  CHECK(tracks.stays[0].number == tracks.stays[1].number);
  CHECK(tracks.stays[0].track == 0);
  CHECK(tracks.stays[1].track == 1);
}

TEST_CASE("a port without trains has no such day") {
  std::string text = k_rail_port;
  text.replace(text.find("mode: rail, "), 12, "");
  const models::Scenario s = read_rail_port(text);
  CHECK_FALSE(day_picture(s, models::compile(s), 1).has_value());
}

}  // namespace kouan::analysis
