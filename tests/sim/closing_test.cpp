// What closes at the instant at which something else opens, in schedules computed by hand: work
// begins on [opening, closing), whichever of both is listed first.
#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "sim/run.hpp"
#include "tests/support/minutes.hpp"
#include "tests/support/movement_builder.hpp"

using namespace kouan::sim;
using kouan::test::k_min;
using kouan::test::minutes;
using kouan::test::MovementBuilder;
using kouan::test::traced;

namespace {

using Starts = std::vector<double>;

const std::vector<CapacityChange>& until_an_hour() {
  static const std::vector<CapacityChange> k_hours = {
      {0, 0}, {10 * k_minute, 1}, {60 * k_minute, 0}, {120 * k_minute, 1}};
  return k_hours;
}

const std::vector<CapacityChange>& from_an_hour() {
  static const std::vector<CapacityChange> k_hours = {{0, 0}, {60 * k_minute, 1}};
  return k_hours;
}

ServerRules closing(AtClosing at_closing) {
  ServerRules rules;
  rules.at_closing = at_closing;
  return rules;
}

/// Two places, made in both orders.
struct Places {
  std::uint32_t here = 0;
  std::uint32_t ahead = 0;
};

using Make = std::function<std::uint32_t(MovementBuilder&)>;

Places make_places(MovementBuilder& b, bool ahead_first, const Make& here, const Make& ahead) {
  Places places;
  if (ahead_first) places.ahead = ahead(b);
  places.here = here(b);
  if (!ahead_first) places.ahead = ahead(b);
  return places;
}

std::uint32_t ahead_from_an_hour(MovementBuilder& b) {
  return b.resource("ahead", from_an_hour(), 0);
}

/// Instants [min] at which work begins at the place.
Starts starts_at(MovementBuilder b, std::uint32_t place) {
  const RunResult result = run(b.settled(), {});
  CHECK(result.stop == StopReason::horizon);
  CHECK(result.conserved);
  CHECK(result.little);
  Starts starts;
  for (const auto& [name, at] : traced(b.model(), TraceEvent::start, place))
    starts.push_back(at);
  return starts;
}

/// Three trucks from time 0, at a place open 10-60 min and from 120 min on and then at one without
/// a queue that opens at 60 min: the first is done at 40, keeps its server and leaves it at 60, as
/// this closes. The second begins at 120, the third when it has gone on at 150.
void check_begins_when_open(const Make& here,
                            const std::function<void(MovementBuilder&, Places)>& visits) {
  for (const bool ahead_first : {false, true}) {
    CAPTURE(ahead_first);
    MovementBuilder b(k_day);
    const Places places = make_places(b, ahead_first, here, ahead_from_an_hour);
    b.listed("truck", {0, 0, 0});
    visits(b, places);
    b.visit(places.ahead, constant(5 * k_min)).depart();
    CHECK(starts_at(b, places.here) == Starts{10, 120, 150});
    CHECK(starts_at(b, places.ahead) == Starts{60, 150, 180});
  }
}

}  // namespace

TEST_CASE("nobody begins at a place that closes as the one ahead opens") {
  SUBCASE("whose servers are counted") {
    check_begins_when_open(
        [](MovementBuilder& b) { return b.resource("here", until_an_hour()); },
        [](MovementBuilder& b, Places at) { b.visit(at.here, constant(30 * k_min)); });
  }
  SUBCASE("whose servers are told apart") {
    for (const auto at_closing : {AtClosing::finish, AtClosing::suspend, AtClosing::hand_over}) {
      CAPTURE(static_cast<int>(at_closing));
      check_begins_when_open(
          [&](MovementBuilder& b) {
            return b.resource("here", until_an_hour(), closing(at_closing));
          },
          [](MovementBuilder& b, Places at) { b.visit_server(at.here, constant(30 * k_min)); });
    }
  }
  SUBCASE("that is held over what happens inside") {
    check_begins_when_open([](MovementBuilder& b) { return b.resource("here", until_an_hour()); },
                           [](MovementBuilder& b, Places at) {
                             b.seize(at.here).travel(constant(30 * k_min)).finish(at.here);
                           });
  }
  SUBCASE("that is a section") {
    check_begins_when_open(
        [](MovementBuilder& b) {
          SectionRules rules;
          rules.directions = {{"out", {}, false, {}}};
          const std::uint32_t r = b.section("here", rules, 1);
          b.model().resources[r].capacity = until_an_hour();
          return r;
        },
        [](MovementBuilder& b, Places at) {
          b.take({{at.here}}).run_over(at.here, constant(30 * k_min));
        });
  }
}

TEST_CASE("nobody begins at a place that closes as one further ahead opens") {
  // Done at 15, the first truck waits between both places; the second waits at the first place.
  for (const bool ahead_first : {false, true}) {
    CAPTURE(ahead_first);
    MovementBuilder b(k_day);
    const Places at = make_places(
        b, ahead_first, [](MovementBuilder& m) { return m.resource("here", until_an_hour()); },
        ahead_from_an_hour);
    const std::uint32_t between = b.resource("between", 1, 0);
    b.listed("truck", {0, 0, 0}).visit(at.here, constant(5 * k_min));
    b.visit(between, constant(5 * k_min)).visit(at.ahead, constant(5 * k_min)).depart();
    CHECK(starts_at(b, at.here) == Starts{10, 15, 120});
    CHECK(starts_at(b, between) == Starts{15, 60, 125});
  }
}

TEST_CASE("nobody begins at a place at which a stoppage begins as the one ahead opens") {
  for (const bool ahead_first : {false, true}) {
    CAPTURE(ahead_first);
    MovementBuilder b(3 * k_hour);
    const Places at = make_places(
        b, ahead_first, [](MovementBuilder& m) { return m.resource("here", 1); },
        ahead_from_an_hour);
    b.model().stoppages.push_back({"storm", constant(60 * k_min), constant(60 * k_min), {at.here}});
    b.listed("truck", {0, 0}).visit(at.here, constant(30 * k_min));
    b.visit(at.ahead, constant(5 * k_min)).depart();
    CHECK(starts_at(b, at.here) == Starts{0, 120});
  }
}

TEST_CASE("nobody begins at a server that fails as the one ahead opens, or is repaired") {
  // Down here from 20 to 40 and from 60 to 80. Ahead one opens at 60, or is down from 10 to 60 and
  // again from 70: its repair is booked long before the failure here.
  const auto fails = [](double after, double lasts) {
    ServerRules rules;
    rules.breakdowns = BreakdownDef{constant(after * k_min), constant(lasts * k_min), false};
    return rules;
  };
  for (const bool is_repaired : {false, true}) {
    for (const bool ahead_first : {false, true}) {
      CAPTURE(is_repaired);
      CAPTURE(ahead_first);
      MovementBuilder b(100 * k_minute);
      const Places at = make_places(
          b, ahead_first,
          [&](MovementBuilder& m) {
            return m.resource("here", {{0, 1}}, fails(20, 20));
          },
          [&](MovementBuilder& m) {
            const auto from = std::vector<CapacityChange>{{0, 1}};
            return is_repaired ? m.resource("ahead", from, fails(10, 50), 0)
                               : m.resource("ahead", from_an_hour(), 0);
          });
      b.listed("truck", {11 * k_minute, 11 * k_minute});
      b.visit_server(at.here, constant(5 * k_min));
      if (is_repaired)
        b.visit_server(at.ahead, constant(5 * k_min)).depart();
      else
        b.visit(at.ahead, constant(5 * k_min)).depart();
      CHECK(starts_at(b, at.here) == Starts{11, 80});
      CHECK(starts_at(b, at.ahead) == (is_repaired ? Starts{60} : Starts{60, 85}));
    }
  }
}

TEST_CASE("places that are never open together are not taken together") {
  for (const bool ahead_first : {false, true}) {
    CAPTURE(ahead_first);
    MovementBuilder b(k_day);
    const Places at = make_places(
        b, ahead_first, [](MovementBuilder& m) { return m.resource("here", until_an_hour()); },
        [](MovementBuilder& m) { return m.resource("ahead", from_an_hour()); });
    b.listed("truck", {0}).take({{at.here}, {at.ahead}}).travel(constant(5 * k_min));
    b.give_up({{at.here}, {at.ahead}}).depart();
    CHECK(starts_at(b, at.here) == Starts{120});
  }
}

TEST_CASE("of those who wait for room ahead the first has it, whichever place opens first") {
  // Both stand at a server without work, since somebody is ahead from 0 to 30: the first since 5,
  // the second since 10. Both places close at 20 and open again at 60.
  for (const bool swapped : {false, true}) {
    CAPTURE(swapped);
    MovementBuilder b(k_day);
    const std::vector<CapacityChange> hours = {{0, 1}, {20 * k_minute, 0}, {60 * k_minute, 1}};
    const Make gate = [&](MovementBuilder& m) {
      return m.resource("gate", hours, closing(AtClosing::finish));
    };
    const Places at = make_places(b, swapped, gate, gate);
    const std::uint32_t room = b.resource("room", {{0, 1}}, ServerRules{}, 0);
    b.listed("there", {0}).visit_server(room, constant(30 * k_min)).depart();
    for (const auto& [place, comes] : {std::pair{at.here, 5}, std::pair{at.ahead, 10}}) {
      b.listed("truck " + std::to_string(comes), {comes * k_minute});
      b.visit_before(place, room, constant(10 * k_min));
      b.visit_server(room, constant(10 * k_min)).depart();
    }
    const RunResult result = run(b.settled(), {});
    CHECK(minutes(result.classes[1].sojourn.mean_s) == 80 - 5);    // works 60-70
    CHECK(minutes(result.classes[2].sojourn.mean_s) == 100 - 10);  // 80-90
  }
}

TEST_CASE("room given back by who is handed over is for the first who waits there") {
  // Room has one place, kept from 5 on for the second truck, which works at a place that closes at
  // 60. The third is done at 31 and held back; the fourth comes for room when the yard opens at 60.
  for (const bool swapped : {false, true}) {
    CAPTURE(swapped);
    MovementBuilder b(k_day);
    const Places at = make_places(
        b, swapped,
        [](MovementBuilder& m) {
          return m.resource("here", {{0, 1}, {60 * k_minute, 0}}, closing(AtClosing::hand_over));
        },
        [](MovementBuilder& m) { return m.resource("yard", from_an_hour()); });
    const std::uint32_t other = b.resource("other", {{0, 1}});
    const std::uint32_t room = b.resource("room", {{0, 1}}, ServerRules{}, 1);
    b.listed("first", {0}).visit_server(room, constant(90 * k_min)).depart();
    b.listed("second", {5 * k_minute});
    b.visit_before(at.here, room, constant(120 * k_min));
    b.visit_server(room, constant(90 * k_min)).depart();
    b.listed("third", {30 * k_minute}).visit(other, constant(k_min));
    b.visit_server(room, constant(90 * k_min)).depart();
    b.listed("fourth", {50 * k_minute}).take({{at.ahead}});
    b.visit_server(room, constant(90 * k_min));
    b.give_up({{at.ahead}}).depart();
    const RunResult result = run(b.settled(), {});
    CHECK(minutes(result.classes[2].sojourn.mean_s) == 180 - 30);
    CHECK(minutes(result.classes[3].sojourn.mean_s) == 270 - 50);
  }
}

TEST_CASE("a closed server counts as open while a vehicle that is done is kept there") {
  // Open 0-30 and from 90 on. Served 0-20, blocked until the place ahead opens at 60.
  for (const auto at_closing : {AtClosing::finish, AtClosing::suspend, AtClosing::hand_over}) {
    CAPTURE(static_cast<int>(at_closing));
    MovementBuilder b(100 * k_minute);
    const auto here =
        b.resource("here", {{0, 1}, {30 * k_minute, 0}, {90 * k_minute, 1}}, closing(at_closing));
    const auto ahead = ahead_from_an_hour(b);
    b.listed("truck", {0}).visit_server(here, constant(20 * k_min));
    b.visit(ahead, constant(5 * k_min)).depart();
    const ResourceResult result = run(b.settled(), {}).resources[here];
    CHECK(minutes(result.busy_time_s) == 20);
    CHECK(minutes(result.blocked_time_s) == 40);
    CHECK(minutes(result.open_time_s) == 30 + 30 + 10);
    CHECK(minutes(result.closed_time_s) == 60);
  }
}
