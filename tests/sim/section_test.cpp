// Sections of way: schedules by hand, and the alternating lane against theory.
#include <doctest/doctest.h>

#include <cmath>

#include "tests/support/enough.hpp"
#include "tests/support/minutes.hpp"
#include "tests/support/movement_builder.hpp"

using namespace kouan::sim;
using kouan::test::enough;
using kouan::test::k_min;
using kouan::test::MovementBuilder;
using kouan::test::traced;

namespace {

using TracedTimes = std::vector<std::pair<std::string, double>>;

SectionRules single_track(Micros following, Micros opposing) {
  SectionRules rules;
  rules.directions = {{"north"}, {"south"}};
  rules.following = following;
  rules.opposing = opposing;
  return rules;
}

/// A train of its own class that comes once.
void train(MovementBuilder& b, const std::string& name, Micros at, std::uint32_t section,
           std::uint32_t direction, double run_min, bool in_order = true) {
  b.listed(name, {at}).take({{section, direction, 1, 0, in_order}});
  b.run_over(section, constant(run_min * k_min)).depart();
}

}  // namespace

TEST_CASE("trains on a single track in the order in which they are ready") {
  // Validation case D03.
  MovementBuilder b(2 * k_hour);
  const auto line = b.section("line", single_track(6 * k_minute, 0));
  const std::vector<std::pair<std::string, int>> ready = {{"A", 0}, {"B", 2},  {"C", 5},
                                                          {"D", 6}, {"E", 20}, {"F", 40}};
  for (const auto& [name, at] : ready)
    train(b, name, at * k_minute, line, name == "C" || name == "E" || name == "F" ? 1 : 0, 15);
  const Model& model = b.settled();
  CHECK(traced(model, TraceEvent::start, line) ==
        TracedTimes{{"A", 0}, {"B", 6}, {"C", 21}, {"D", 36}, {"E", 51}, {"F", 57}});
  CHECK(traced(model, TraceEvent::leave, line) ==
        TracedTimes{{"A", 15}, {"B", 21}, {"C", 36}, {"D", 51}, {"E", 66}, {"F", 72}});
  const RunResult result = run(model, {});
  CHECK(result.conserved);
  CHECK(result.little);
  CHECK(result.resources[line].busy_time_s == 72 * k_min);
}

TEST_CASE("a timetable compressed on a single track") {
  // Validation case D07: the first train of the next round enters when the six have taken 84 min.
  MovementBuilder b(3 * k_hour);
  const auto line = b.section("line", single_track(6 * k_minute, 3 * k_minute));
  int number = 0;
  for (const char direction : {'N', 'N', 'S', 'N', 'S', 'S', 'N'})
    train(b, std::to_string(++number), 0, line, direction == 'N' ? 0 : 1, 15);
  const TracedTimes entries = traced(b.settled(), TraceEvent::start, line);
  REQUIRE(entries.size() == 7);
  CHECK(entries.back() == std::pair<std::string, double>{"7", 84});
}

TEST_CASE("on a double track order is kept in each direction by itself") {
  // One in every 6 min in a direction. D waits for A, and then C, who asked later the other way.
  for (const bool is_double : {false, true}) {
    CAPTURE(is_double);
    MovementBuilder b(2 * k_hour);
    SectionRules rules = single_track(6 * k_minute, 0);
    rules.exclusive = false;
    const auto line = b.section("line", rules);
    train(b, "A", 0, line, 0, 15);
    train(b, "D", k_minute, line, 0, 15);
    train(b, "C", 2 * k_minute, line, 1, 15);
    for (NeedsDef& needs : b.model().needs)
      for (NeedDef& need : needs.of)
        need.over_directions = !is_double;
    const TracedTimes expected = is_double ? TracedTimes{{"A", 0}, {"C", 2}, {"D", 6}}
                                           : TracedTimes{{"A", 0}, {"D", 6}, {"C", 6}};
    CHECK(traced(b.settled(), TraceEvent::start, line) == expected);
  }
}

TEST_CASE("whoever can enters first, where order is not kept") {
  MovementBuilder b(2 * k_hour);
  const auto line = b.section("line", single_track(6 * k_minute, 0));
  train(b, "A", 0, line, 0, 15, false);
  train(b, "C", 5 * k_minute, line, 1, 15, false);
  train(b, "D", 7 * k_minute, line, 0, 15, false);
  // D follows A at once; C waits for both.
  CHECK(traced(b.settled(), TraceEvent::start, line) == TracedTimes{{"A", 0}, {"D", 7}, {"C", 22}});
}

TEST_CASE("on two tracks directions do not meet") {
  MovementBuilder b(2 * k_hour);
  SectionRules rules = single_track(6 * k_minute, 0);
  rules.exclusive = false;
  const auto line = b.section("line", rules);
  train(b, "A", 0, line, 0, 15);
  train(b, "B", k_minute, line, 1, 15);
  train(b, "C", 2 * k_minute, line, 0, 15, false);
  CHECK(traced(b.settled(), TraceEvent::start, line) == TracedTimes{{"A", 0}, {"B", 1}, {"C", 6}});
}

TEST_CASE("nobody overtakes, and the headway holds at the end too") {
  for (const bool overtaking : {false, true}) {
    MovementBuilder b(2 * k_hour, 25 * k_minute);
    SectionRules rules = single_track(2 * k_minute, 0);
    rules.overtaking = overtaking;
    const auto line = b.section("line", rules);
    train(b, "slow", 0, line, 0, 30);
    train(b, "fast", 2 * k_minute, line, 0, 10);
    train(b, "next", 4 * k_minute, line, 0, 10);
    const Model& model = b.settled();
    CHECK(traced(model, TraceEvent::leave, line) ==
          (overtaking ? TracedTimes{{"fast", 12}, {"next", 14}, {"slow", 30}}
                      : TracedTimes{{"slow", 30}, {"fast", 32}, {"next", 34}}));
    const RunResult result = run(model, {});
    CHECK(result.conserved);
    CHECK(result.little);
  }
}

TEST_CASE("a train enters when a track beyond is free, and keeps the section until it has left") {
  MovementBuilder b(3 * k_hour);
  const auto line = b.section("line", single_track(0, 0), 1);
  const auto track = b.resource("track", 1);
  b.listed("train", {0, 0, 0}).take({{line, 0, 1, 0, true}, {track}});
  b.run_over(line, constant(15 * k_min)).hold(track, constant(30 * k_min));
  b.give_up({{track}}).depart();
  const Model& model = b.settled();
  // hold() does not leave the section by itself: the train stands on the track from then on.
  CHECK(traced(model, TraceEvent::start, line) ==
        TracedTimes{{"train", 0}, {"train", 45}, {"train", 90}});
}

TEST_CASE("a section with slots is entered at these alone, one train each") {
  MovementBuilder b(3 * k_hour);
  SectionRules rules = single_track(0, 0);
  for (DirectionDef& d : rules.directions) {
    d.by_slots = true;
    d.slots = {0, 20 * k_minute, 40 * k_minute, 60 * k_minute};
  }
  const auto line = b.section("line", rules);
  b.listed("train", {0, 0, 20 * k_minute, 41 * k_minute}).take({{line, 0, 1, 0, true}});
  b.run_over(line, constant(5 * k_min)).depart();
  CHECK(traced(b.settled(), TraceEvent::start, line) ==
        TracedTimes{{"train", 0}, {"train", 20}, {"train", 40}, {"train", 60}});
}

TEST_CASE("a lane reversed by its hours") {
  MovementBuilder b(3 * k_hour);
  SectionRules rules = single_track(0, k_minute);
  rules.directions[0].turns = {0, k_hour};
  rules.directions[1].turns = {k_hour, 2 * k_hour};
  const auto lane = b.section("lane", rules);
  b.listed("in", {0, 58 * k_minute, 70 * k_minute}).take({{lane, 0}});
  b.run_over(lane, constant(5 * k_min)).depart();
  b.listed("out", {10 * k_minute, 119 * k_minute}).take({{lane, 1}});
  b.run_over(lane, constant(5 * k_min)).depart();
  // The lane is clear at 63, and one minute later the first enters the other way.
  CHECK(traced(b.settled(), TraceEvent::start, lane) ==
        TracedTimes{{"in", 0}, {"in", 58}, {"out", 64}, {"out", 119}});
}

TEST_CASE("turns by number, by gate and by time") {
  const auto run_with = [](TurnsDef turns) {
    MovementBuilder b(2 * k_hour);
    SectionRules rules = single_track(0, 0);
    turns.changeover_s = constant(k_min);
    rules.turns = turns;
    const auto lane = b.section("lane", rules, 1);
    b.listed("a", {0, 0, 0, 3 * k_minute}).take({{lane, 0}});
    b.run_over(lane, constant(2 * k_min)).depart();
    b.listed("b", {k_minute, k_minute}).take({{lane, 1}});
    b.run_over(lane, constant(2 * k_min)).depart();
    const TracedTimes times = traced(b.settled(), TraceEvent::start, lane);
    CHECK(run(b.model(), {}).little);
    return times;
  };
  TurnsDef two;
  two.most = 2;
  CHECK(run_with(two) == TracedTimes{{"a", 0}, {"a", 2}, {"b", 5}, {"b", 7}, {"a", 10}, {"a", 12}});
  TurnsDef gated;
  gated.kind = TurnKind::gated;
  // The first comes to an idle gate, and the turn is its alone.
  CHECK(run_with(gated) ==
        TracedTimes{{"a", 0}, {"b", 3}, {"b", 5}, {"a", 8}, {"a", 10}, {"a", 12}});
  CHECK(run_with(TurnsDef{}) ==
        TracedTimes{{"a", 0}, {"a", 2}, {"a", 4}, {"a", 6}, {"b", 9}, {"b", 11}});
  TurnsDef timed;
  timed.kind = TurnKind::timed;
  timed.lasts = 3 * k_minute;
  timed.keeps_turning = true;
  // Turns begin at 0, 5 (a until 4, then 1 min), 10 (b from 7, clear at 9), 15.
  CHECK(run_with(timed) ==
        TracedTimes{{"a", 0}, {"a", 2}, {"b", 5}, {"b", 7}, {"a", 10}, {"a", 12}});
  // One each ends a turn before its time, but where nobody comes it lasts: b's from 15 to 18.
  timed.most = 1;
  CHECK(run_with(timed) ==
        TracedTimes{{"a", 0}, {"b", 3}, {"a", 6}, {"b", 9}, {"a", 12}, {"a", 19}});
}

TEST_CASE("in turns a full queue of one direction keeps back who stands before it") {
  // Two minutes each, room for one to wait: n at 0 and 1, s at 0.5. When n has left at 2, the next
  // n stands before the queue, in which s is: the turn ends, s runs from 2 to 4, then n.
  for (const TurnKind kind : {TurnKind::exhaustive, TurnKind::gated}) {
    MovementBuilder b(k_hour);
    SectionRules rules = single_track(0, 0);
    rules.turns = TurnsDef{};
    rules.turns->kind = kind;
    const auto lane = b.section("lane", rules, 1, 1);
    b.listed("n", {0, k_minute}).take({{lane, 0}});
    b.run_over(lane, constant(2 * k_min)).depart();
    b.listed("s", {k_minute / 2}).take({{lane, 1}});
    b.run_over(lane, constant(2 * k_min)).depart();
    CHECK(traced(b.settled(), TraceEvent::start, lane) ==
          TracedTimes{{"n", 0}, {"s", 2}, {"n", 4}});
    CHECK(run(b.model(), {}).conserved);
  }
}

TEST_CASE("a section is open as long as somebody is on it") {
  // Open from 5 to 15 min; entered at 14 for 10 min, nobody else.
  MovementBuilder b(k_hour);
  const auto lane = b.section("lane", single_track(0, 0));
  b.model().resources[lane].capacity = {{0, 0}, {5 * k_minute, 1}, {15 * k_minute, 0}};
  train(b, "n", 14 * k_minute, lane, 0, 10);
  const RunResult result = run(b.settled(), {});
  CHECK(result.resources[lane].busy_time_s == 10 * k_min);
  CHECK(result.resources[lane].closed_time_s == 50 * k_min);
  CHECK(result.resources[lane].open_time_s == (10 + 9) * k_min);
}

TEST_CASE(
    "in turns order is kept in each direction by itself, and who waits for a track ends one") {
  // Ten minutes each, a minute to change over. "tracked" comes at 1 min and needs the track, which
  // is taken until 40; "behind" comes after it and needs the lane alone, and so does "south".
  const auto run_with = [](bool in_order) {
    MovementBuilder b(2 * k_hour);
    SectionRules rules = single_track(0, 0);
    rules.turns = TurnsDef{};
    rules.turns->changeover_s = constant(k_min);
    const auto lane = b.section("lane", rules);
    const auto track = b.resource("track", 1);
    const auto over_lane = [&](const std::string& name, Micros at, std::vector<NeedDef> needs) {
      b.listed(name, {at}).take(std::move(needs)).run_over(lane, constant(10 * k_min));
    };
    const NeedDef north{lane, 0, 1, 0, in_order, false};
    const NeedDef south{lane, 1, 1, 0, in_order, false};
    b.listed("holder", {0}).take({{track}}).hold(track, constant(40 * k_min));
    b.give_up({{track}}).depart();
    over_lane("first", 0, {north});
    b.depart();
    over_lane("tracked", k_minute, {north, {track}});
    b.give_up({{track}}).depart();
    over_lane("behind", 2 * k_minute, {north});
    b.depart();
    over_lane("south", 3 * k_minute, {south});
    b.depart();
    const TracedTimes times = traced(b.settled(), TraceEvent::start, lane);
    const RunResult result = run(b.model(), {});
    CHECK(result.conserved);
    CHECK(result.little);
    return times;
  };
  // The turn ends at 10, since "behind" lets "tracked" go first; south has it from 11, north again
  // from 41, a minute after the track is free.
  CHECK(run_with(true) ==
        TracedTimes{{"first", 0}, {"south", 11}, {"tracked", 41}, {"behind", 41}});
  // "behind" goes at once; south has the turn from 13.
  CHECK(run_with(false) ==
        TracedTimes{{"first", 0}, {"behind", 2}, {"south", 13}, {"tracked", 41}});
}

TEST_CASE("the first turn begins with those who are there at the start of the run") {
  MovementBuilder b(k_hour);
  SectionRules rules = single_track(0, 0);
  rules.turns = TurnsDef{};
  rules.turns->changeover_s = constant(k_min);
  const auto lane = b.section("lane", rules, 1);
  for (std::uint32_t direction = 0; direction < 2; ++direction) {
    b.at_start(direction == 0 ? "north" : "south", 2);
    b.take({{lane, direction}});
    b.run_over(lane, constant(10 * k_min)).depart();
  }
  CHECK(traced(b.settled(), TraceEvent::start, lane) ==
        TracedTimes{{"north", 0}, {"north", 10}, {"south", 21}, {"south", 31}});
}

TEST_CASE("turns end and begin as the hours of a direction close and open") {
  for (const TurnKind kind : {TurnKind::exhaustive, TurnKind::gated}) {
    for (const bool is_woken : {false, true}) {
      CAPTURE(is_woken);
      const auto run_with = [&](std::vector<Micros> north, std::vector<Micros> south,
                                SectionRules rules) {
        MovementBuilder b(3 * k_hour);
        rules.turns = TurnsDef{};
        rules.turns->kind = kind;
        const auto lane = b.section("lane", rules);
        b.listed("n", std::move(north)).take({{lane, 0}});
        b.run_over(lane, constant(k_min)).depart();
        b.listed("s", std::move(south)).take({{lane, 1}});
        b.run_over(lane, constant(k_min)).depart();
        return traced(b.settled(), TraceEvent::start, lane);
      };
      // The second n may follow at 30, but nobody may from 10 to 100: the turn ends at 10. It ends
      // at 10 as well where somebody comes at 12 at whom all is looked at anew.
      SectionRules closes = single_track(30 * k_minute, 0);
      closes.directions[0].turns = {0, 10 * k_minute, 100 * k_minute, 110 * k_minute};
      TracedTimes times{{"n", 0}, {"s", 10}, {"n", 100}};
      std::vector<Micros> south{2 * k_minute};
      if (is_woken) {
        south.push_back(12 * k_minute);
        times.insert(times.begin() + 2, {"s", 40});
      }
      CHECK(run_with({0, k_minute}, south, closes) == times);
    }
  }
}

TEST_CASE("a changeover begins as the next direction opens, whatever the headways") {
  for (const TurnKind kind : {TurnKind::exhaustive, TurnKind::gated}) {
    for (const bool is_woken : {false, true}) {
      CAPTURE(is_woken);
      MovementBuilder b(3 * k_hour);
      SectionRules rules = single_track(0, 6 * k_minute);
      rules.directions[1].turns = {110 * k_minute, 170 * k_minute};
      rules.turns = TurnsDef{};
      rules.turns->kind = kind;
      rules.turns->changeover_s = constant(15 * k_min);
      const auto lane = b.section("lane", rules);
      // Clear at 109; from 110 on s counts, and 15 min later has its turn. Who comes at 112 waits
      // for the next one.
      b.listed("n", is_woken ? std::vector<Micros>{108 * k_minute, 112 * k_minute}
                             : std::vector<Micros>{108 * k_minute});
      b.take({{lane, 0}}).run_over(lane, constant(k_min)).depart();
      b.listed("s", {61 * k_minute}).take({{lane, 1}});
      b.run_over(lane, constant(k_min)).depart();
      TracedTimes times{{"n", 108}, {"s", 125}};
      if (is_woken) times.emplace_back("n", 141);
      CHECK(traced(b.settled(), TraceEvent::start, lane) == times);
    }
  }
}

TEST_CASE("an alternating lane against theory") {
  // Validation case Q44: exhaustive, exponential passage and changeover, which never rests.
  MovementBuilder b(enough(20000, 5000) * k_hour, 500 * k_hour);
  SectionRules rules = single_track(0, 0);
  TurnsDef turns;
  turns.changeover_s = exponential(2 * 3600);
  turns.keeps_turning = true;
  rules.turns = turns;
  const auto lane = b.section("lane", rules, 1);
  const std::vector<double> rates = {0.35, 0.15};
  for (std::uint32_t d = 0; d < 2; ++d) {
    b.cls(d == 0 ? "one" : "two", {{0, rates[d] / 3600}});
    b.take({{lane, d}}).run_over(lane, exponential(3600)).depart();
  }
  const Model& model = b.settled();
  constexpr int k_runs = 20;
  for (std::uint32_t d = 0; d < 2; ++d) {
    double sum = 0;
    double squares = 0;
    for (std::uint32_t i = 0; i < k_runs; ++i) {
      RunOptions options;
      options.replication = i;
      const RunResult result = run(model, options);
      REQUIRE(result.conserved);
      REQUIRE(result.little);
      const ClassResult& c = result.classes[d];
      const std::uint32_t cell = LedgerLayout::resource_cell(lane) + LedgerLayout::waiting;
      const double wait = c.ledger_s[cell] / 3600 / static_cast<double>(c.sojourn.count);
      sum += wait;
      squares += wait * wait;
    }
    const double mean = sum / k_runs;
    const double se = std::sqrt((squares / k_runs - mean * mean) / (k_runs - 1));
    const double exact = d == 0 ? 4.451239669421487 : 5.747107438016528;
    INFO(mean, " ± ", se);
    CHECK(std::abs(mean - exact) < 4 * se);
    CHECK(se < 0.25);
  }
}
