// How many a saturated run keeps waiting: never too few for the first server, nor in the way of
// those who come back to it.
#include "models/saturated_stock.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "models/way_to_first_place.hpp"
#include "tests/support/port_builder.hpp"
#include "tests/support/saturated_run.hpp"

namespace kouan::models {
namespace {

using namespace test;

/// A gate that takes a minute for each, and coal that comes through it.
Scenario port_of_gate() {
  Scenario s = empty_port(30);
  s.stages = {stage("gate", 1, sim::constant(60))};
  add_class(s, "coal", {visit("gate"), cleared()}, 90);
  s.saturated_warm_up_s = 10 * 86400.0;
  return s;
}

ProcessStep gather(const std::string& at, Steps steps = {}) {
  Gather gather;
  gather.at = at;
  gather.steps = std::move(steps);
  return {gather, {}};
}

Gathering by_number(const std::string& id, int number, const std::string& into = "") {
  Gathering gathering;
  gathering.id = id;
  gathering.number = number;
  gathering.into = into;
  return gathering;
}

}  // namespace

TEST_CASE("a saturated source has enough for what gathers before its first server") {
  Scenario s = port_of_gate();
  s.gatherings = {by_number("train", 300)};
  s.processes[0].steps.insert(s.processes[0].steps.begin(), gather("train"));
  const sim::RunResult r = run_saturated(s);
  CHECK(r.classes[0].cleared > 20'000);
}

TEST_CASE("what leaves by the clock once a week is not short of what the gate can do until then") {
  Scenario s = empty_port(42);
  s.stages = {stage("gate", 12, sim::constant(120))};
  Gathering convoy;
  convoy.id = "convoy";
  convoy.every_s = 7 * 86400;
  s.gatherings = {convoy};
  add_class(s, "truck", {gather("convoy"), visit("gate"), cleared()}, 500);
  const sim::RunResult r = run_saturated(s);
  CHECK(r.resources[0].busy_time_s > 0.97 * 12 * 35 * 86400);  // from the first week on
  CHECK(gatherings_short_of_stock(s).empty());
  s.stages[0].groups[0].servers = 24;
  CHECK(gatherings_short_of_stock(s) == std::vector<std::string>{"convoy"});
}

namespace {

/// Four sheds that take an hour for a train of ten, 20 h after which it is through: 40 an hour.
Scenario port_of_trains() {
  Scenario s = empty_port(20);
  s.stages = {stage("shed", 4, sim::constant(3600))};
  s.saturated_warm_up_s = 4 * 86400.0;
  return s;
}

void check_sheds_are_busy(const Scenario& s) {
  const sim::RunResult r = run_saturated(s);
  CHECK(r.resources[0].busy_time_s == doctest::Approx(4 * 16 * 86400).epsilon(1e-3));
}

}  // namespace

TEST_CASE(
    "the first server of a batch is that of all aboard: others gather while it is on its way") {
  Scenario s = port_of_trains();
  const Steps way = {visit("shed"), travel(20 * 3600)};
  SUBCASE("over inner steps") {
    s.gatherings = {by_number("train", 10)};
    add_class(s, "box", {gather("train", way), cleared()}, 600);
  }
  SUBCASE("as a class of its own") {
    s.gatherings = {by_number("train", 10, "train")};
    add_class(s, "box", {gather("train")}, 600);
    add_class(s, "train", {way[0], way[1], cleared()}, 0).from = "processes";
  }
  SUBCASE("and those who end as it sets out") {
    s.gatherings = {by_number("train", 10, "train")};
    s.gatherings[0].members = "end";
    add_class(s, "box", {gather("train")}, 600);
    add_class(s, "train", {way[0], way[1], cleared()}, 0).from = "processes";
  }
  SUBCASE("in two stages") {
    s.gatherings = {by_number("group", 5, "group"), by_number("train", 2, "train")};
    add_class(s, "box", {gather("group")}, 600);
    add_class(s, "group", {gather("train")}, 0).from = "processes";
    add_class(s, "train", {way[0], way[1], cleared()}, 0).from = "processes";
  }
  check_sheds_are_busy(s);
}

TEST_CASE("a vehicle of a fleet gets the first server for those whom it takes aboard") {
  Scenario s = port_of_trains();
  Gathering meeting;
  meeting.id = "train";
  meeting.of = {{"box", 10}, {"engine", 1}};
  meeting.onto = "engine";
  s.gatherings = {meeting};
  add_class(s, "box", {gather("train"), cleared()}, 600);
  add_fleet(s, "engine", {gather("train"), visit("shed"), travel(20 * 3600), {LetOff{}, {}}}, 100);
  check_sheds_are_busy(s);
}

TEST_CASE("a first server is not short of those who are long under way to it") {
  Scenario s = port_of_gate();
  s.stages[0].groups[0].servers = 2;
  Steps& steps = s.processes[0].steps;
  SUBCASE("on the road") { steps.insert(steps.begin(), travel(20 * 3600)); }
  SUBCASE("until their slot") {
    Book book;
    book.id = "slots";
    book.hours = "always";
    book.per_hour = 150;
    book.ahead_s = 20 * 3600;
    s.books = {book};
    s.hours.push_back(s.hours[0]);
    s.hours.back().id = "always";
    for (auto& day : s.hours.back().week)
      day = {{0, 24 * 3600}};
    steps.insert(steps.begin(), {Appointment{"slots"}, {}});
  }
  SUBCASE("until their documents are there") {
    steps.insert(steps.begin(), {AwaitDocuments{}, {}});
    steps.insert(steps.begin(), {Declare{sim::constant(20 * 3600)}, {}});
  }
  SUBCASE("aboard of a train") {
    s.gatherings = {by_number("train", 10)};
    steps.insert(steps.begin(), gather("train", {travel(20 * 3600)}));
  }
  const sim::RunResult r = run_saturated(s);
  CHECK(r.resources[0].busy_time_s == doctest::Approx(2 * 20 * 86400).epsilon(1e-3));
  CHECK(classes_short_of_stock(s).empty());
}

TEST_CASE("who is taken together at many places is kept at each of them") {
  Scenario s = port_of_gate();
  std::vector<Option> destinations;
  for (const char* id : {"east", "west", "south", "north"}) {
    s.gatherings.push_back(by_number(id, 50));
    destinations.push_back(share(0.25, {gather(id)}));
  }
  destinations.back().otherwise = true;
  s.processes[0].steps.insert(s.processes[0].steps.begin(), choose(destinations));
  SUBCASE("before a gate") {}
  SUBCASE("and where many are served together") {
    s.stages[0].batch = Batch{500, 500};
    s.stages[0].service = sim::constant(500 * 60.0);
  }
  CHECK(run_saturated(s).resources[0].busy_time_s > 0.99 * 20 * 86400);
}

TEST_CASE("a source that has run dry sends twice as many after a day") {
  Scenario s = port_of_gate();
  Steps& steps = s.processes[0].steps;
  SUBCASE("since all wait until hours open") {
    Gathering convoy;
    convoy.id = "convoy";
    convoy.opening = "day";
    s.gatherings = {convoy};
    steps.insert(steps.begin(), gather("convoy"));
  }
  SUBCASE("since all who wait for a vehicle of a fleet are on its rounds") {
    Gathering ferry;
    ferry.id = "ferry";
    ferry.of = {{"coal", 30}, {"ferry", 1}};
    ferry.onto = "ferry";
    s.gatherings = {ferry};
    steps.insert(steps.begin(), gather("ferry"));
    add_fleet(s, "ferry", {gather("ferry"), travel(12 * 3600), {LetOff{}, {}}}, 40);
  }
  SUBCASE("since a way is longer than it looks") {
    Repeat rounds;
    rounds.steps = {travel(5 * 3600)};
    rounds.again = 0.8;
    steps.insert(steps.begin(), {rounds, {}});
  }
  CHECK(run_saturated(s).resources[0].busy_time_s > 0.98 * 20 * 86400);
}

TEST_CASE("shared servers are queued for where a source never runs dry") {
  Scenario s = port_of_gate();
  s.stages.push_back(stage("shed", 2, sim::constant(600)));
  s.stages[1].is_shared = true;
  s.processes[0].steps.insert(s.processes[0].steps.begin() + 1, visit("shed"));
  CHECK(static_cast<double>(run_saturated(s).classes[0].cleared) ==
        doctest::Approx(20 * 288).epsilon(1e-3));
}

TEST_CASE("shared servers that finish what is there as they close stay shared") {
  Scenario s = port_of_gate();
  s.stages[0].is_shared = true;
  const auto is_shared = [&] {
    return compile(s, {DemandMode::saturated, ""}).model.resources[0].is_shared;
  };
  CHECK_FALSE(is_shared());
  s.stages[0].groups[0].hours = "day";
  CHECK(is_shared());
  s.stages[0].at_closing = AtClosing::suspend;
  CHECK_FALSE(is_shared());
}

TEST_CASE("no more are sent where they bring no more through") {
  Scenario s = port_of_gate();
  s.stores = {{"heap", {"Heap", "堆场"}, "", 100e3, 0, 1e6 / 86400}};  // a hundred a day
  s.processes[0].steps.insert(s.processes[0].steps.begin(), unload("heap"));
  const sim::RunResult r = run_saturated(s);
  CHECK(r.classes[0].cleared == doctest::Approx(20 * 100).epsilon(0.01));
  CHECK(r.classes[0].inside <= 900);  // eight times as many as at first
}

TEST_CASE("more under way than a saturated run can hold are told") {
  Scenario s = port_of_gate();
  s.processes[0].steps.insert(s.processes[0].steps.begin(), travel(52 * 86400.0));
  CHECK(classes_short_of_stock(s).empty());  // 74,880 a minute apart, and a fifth more
  s.processes[0].steps[0] = travel(53 * 86400.0);
  CHECK(classes_short_of_stock(s) == std::vector<std::string>{"coal"});
}

TEST_CASE("the way to the first place is the slowest that may be taken") {
  Scenario s = port_of_gate();
  const auto way_s = [&](Steps steps) {
    s.processes[0].steps = std::move(steps);
    return way_to_first_place(s, s.classes[0]).time_s;
  };
  CHECK(way_s({travel(100), visit("gate"), travel(900)}) == 100);
  CHECK(way_s({choose({share(0.5, {travel(100)}), otherwise({travel(200)})}), travel(10),
               visit("gate")}) == 210);
  // Half of them are at the gate by then, or have left; the others go on.
  CHECK(way_s({choose({share(0.5, {travel(100), visit("gate")})}), travel(10), visit("gate")}) ==
        100);
  CHECK(way_s({choose({share(0.5, {{Leave{}, {}}})}), travel(10), visit("gate")}) == 10);
  Parallel both;
  both.ways = {{travel(300)}, {travel(100), visit("gate")}};
  CHECK(way_s({{both, {}}, travel(900), visit("gate")}) == 300);
  // Documents take 500 s from the tenth on; by the 410th they are not there.
  CHECK(way_s({travel(10),
               {Declare{sim::constant(500)}, {}},
               travel(400),
               {AwaitDocuments{}, {}},
               visit("gate")}) == 510);
}

namespace {

/// Who was at the desk drives for ten minutes and comes to it again: three of six minutes.
Scenario port_come_back_to() {
  Scenario s = empty_port(10);
  s.stages = {stage("desk", 3, sim::constant(360))};
  add_class(s, "lorry", {visit("desk"), travel(600), visit("desk"), cleared()}, 28);
  s.saturated_warm_up_s = 86400;
  return s;
}

/// Who comes back finds no endless queue: with 30 served an hour 15 are cleared.
void check_half_as_many_are_cleared(const Scenario& s) {
  const sim::RunResult r = run_saturated(s);
  CHECK(static_cast<double>(r.classes[0].cleared) == doctest::Approx(9 * 24 * 15).epsilon(0.01));
  CHECK(r.classes[0].turned_away <= 5);
}

}  // namespace

TEST_CASE("who comes back to where a source never runs dry meets no endless queue") {
  Scenario s = port_come_back_to();
  SUBCASE("and is not turned away") {
    s.stages[0].queue_places = 6;
    s.stages[0].rules.turns_away = true;
  }
  SUBCASE("and puts up with it") { s.stages[0].rules.balk_at = 6; }
  SUBCASE("and is patient enough") { s.stages[0].rules.patience_s = sim::constant(1800); }
  SUBCASE("in several at a time") {
    s.stages[0].groups[0].servers = 1;
    s.stages[0].batch = Batch{};
    s.stages[0].batch->most = 3;
    s.stages[0].queue_places = 9;
    s.stages[0].rules.turns_away = true;
  }
  check_half_as_many_are_cleared(s);
}

TEST_CASE("who waits before the stage that it comes back to is kept in number") {
  Scenario s = port_come_back_to();
  s.stages[0].groups[0].servers = 1;
  s.stages[0].service = sim::constant(60);
  Steps& steps = s.processes[0].steps;
  const auto served = [&] { return run_saturated(s).classes[0].cleared / 9; };
  SUBCASE("until hours open") {
    steps.insert(steps.begin(), {WaitUntil{"day"}, {}});
    CHECK(served() >= 640);  // of 720: by night as long as somebody waits; 100 alone gave 350
  }
  SUBCASE("for a slot") {
    s.hours.push_back(s.hours[0]);
    s.hours.back().id = "always";
    for (auto& day : s.hours.back().week)
      day = {{0, 24 * 3600}};
    Book book;
    book.id = "slots";
    book.hours = "always";
    book.per_hour = 8;
    s.books = {book};
    s.stages[0].service = sim::exponential(180);
    steps.insert(steps.begin(), {Appointment{"slots"}, {}});
    CHECK(served() >= 191);  // the book's 192
  }
  SUBCASE("and where nobody is kept out the usual number waits") {
    const sim::Model model = compile(s, {DemandMode::saturated, ""}).model;
    CHECK(model.classes[0].count == 100);
    CHECK(model.classes[0].may_grow);
    s.stages[0].rules.balk_at = 6;
    CHECK(compile(s, {DemandMode::saturated, ""}).model.classes[0].count == 1);
  }
}

TEST_CASE("who comes back to a full queue does not keep its server for ever") {
  Scenario s = port_come_back_to();
  s.stages[0].queue_places = 6;
  s.stages.push_back(stage("scan", 2, sim::constant(60)));
  s.processes[0].steps[1] = visit("scan");
  check_half_as_many_are_cleared(s);
}

TEST_CASE("whose parts come back to where a source never runs dry has no endless queue either") {
  Scenario s = port_come_back_to();
  Split boxes;
  boxes.into = "box";
  s.processes[0].steps[1] = {boxes, {}};
  s.processes[0].steps.erase(s.processes[0].steps.begin() + 2);
  add_class(s, "box", {visit("desk"), cleared()}, 0);
  s.classes[1].from = "processes";
  s.stages[0].rules.balk_at = 6;
  const sim::RunResult r = run_saturated(s);
  CHECK(static_cast<double>(r.classes[1].cleared) == doctest::Approx(9 * 24 * 15).epsilon(0.01));
}

}  // namespace kouan::models
