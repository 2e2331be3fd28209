// Books: which slots the hours of a scenario give, and who gets one of them.
#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "models/compile.hpp"
#include "sim/run.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::models;
using namespace kouan::test;
using sim::k_hour;
using sim::k_minute;

namespace {

/// A port whose vehicles take slots of a book, so many an hour, with those hours on every day.
Scenario port_with_book(DaySpan hours, std::int32_t per_hour) {
  Scenario port = empty_port();
  Hours shift;
  shift.id = "shift";
  shift.side = "cn";
  for (auto& day : shift.week)
    day = {hours};
  port.hours.push_back(shift);
  Book book;
  book.id = "slots";
  book.hours = "shift";
  book.per_hour = per_hour;
  port.books = {book};
  return port;
}

std::vector<sim::Micros> slots_of(const Scenario& port) {
  std::vector<sim::Micros> at;
  const sim::BookDef book = compile(port).model.books[0];
  for (const sim::SlotDef& slot : book.slots)
    at.push_back(slot.at);
  return at;
}

}  // namespace

TEST_CASE("slots of a shift that opened before the run are counted from its opening") {
  // 22:10 to 02:10, a slot an hour: the night before the run has 00:10 and 01:10 left; 02:10 is
  // its end.
  Scenario port = port_with_book({22 * 3600 + 600, 26 * 3600 + 600}, 1);
  port.horizon_s = 86400;
  const sim::Micros ten = 10 * k_minute;
  CHECK(slots_of(port) ==
        std::vector<sim::Micros>{ten, k_hour + ten, 22 * k_hour + ten, 23 * k_hour + ten});
  // Three an hour: every 20 min from 00:10 on, 02:10 left out.
  port.books[0].per_hour = 3;
  const std::vector<sim::Micros> three = slots_of(port);
  REQUIRE(three.size() == 6 + 6);
  CHECK(three.front() == ten);
  CHECK(three[5] == k_hour + 50 * k_minute);
  CHECK(three[6] == 22 * k_hour + ten);
}

TEST_CASE("slots of hours without an end are counted from their opening, however long ago") {
  // Round the clock: from midnight on.
  Scenario always = port_with_book({0, 86400}, 1);
  always.horizon_s = 86400;
  REQUIRE(slots_of(always).size() == 24);
  CHECK(slots_of(always).front() == 0);
  // Open from Monday 08:10 to Sunday's midnight: on Saturday it is ten past each full hour.
  Scenario week = port_with_book({0, 86400}, 1);
  week.start = {2023, 1, 7};
  week.horizon_s = 86400;
  week.hours.back().week[0] = {{8 * 3600 + 600, 86400}};
  REQUIRE(slots_of(week).size() == 24);
  CHECK(slots_of(week).front() == 10 * k_minute);
}

TEST_CASE("who asks as the run begins gets the first slot of the shift that is open") {
  Scenario port = port_with_book({22 * 3600 + 600, 26 * 3600 + 600}, 1);
  port.horizon_s = 86400;
  port.books[0].ahead_s = 60;
  Appointment booked;
  booked.book = "slots";
  add_class(port, "truck", {{booked, {}}, cleared()}, 0);
  port.classes.back().arrivals.at_start = 3;
  // 00:10, 01:10 and, in the next shift, 22:10.
  const sim::ClassResult trucks = sim::run(compile(port).model, {}).classes[0];
  CHECK(trucks.cleared == 3);
  CHECK(trucks.sojourn.mean_s == doctest::Approx((10 + 70 + 22 * 60 + 10) * 60 / 3.0));
}

TEST_CASE("near the end of a run too, who finds no slot near enough is turned away") {
  // A slot at 08:00 of each day, taken at most 12 h before; the run ends after two days. At 10 and
  // 13 h the next is 22 and 19 h ahead, at 34 and 37 h again, though it is beyond the run. Who asks
  // at 45 h gets that of the third day and waits to the end; at 46 h it is gone.
  Scenario port = port_with_book({8 * 3600, 9 * 3600}, 1);
  port.horizon_s = 2 * 86400;
  port.books[0].most_ahead_s = 12 * 3600;
  Appointment booked;
  booked.book = "slots";
  const std::vector<double> asks_h = {10, 13, 34, 37, 45, 46};
  for (const double at_h : asks_h) {
    add_class(port, "at-" + std::to_string(port.classes.size()),
              {travel(at_h * 3600), {booked, {}}, cleared()}, 0);
    port.classes.back().arrivals.at_start = 1;
  }
  const sim::RunResult run = sim::run(compile(port).model, {});
  CHECK(run.conserved);
  std::vector<std::int64_t> away;
  for (const sim::ClassResult& cls : run.classes)
    away.push_back(cls.turned_away);
  CHECK(away == std::vector<std::int64_t>{1, 1, 1, 1, 0, 1});
  CHECK(run.classes[4].inside == 1);
}
