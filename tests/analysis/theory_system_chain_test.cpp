// A small system as one Markov chain against formulas and recursions written here, and against the
// chain of one class that goes one way.
#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "analysis/theory/process_chain.hpp"
#include "analysis/theory/system_chain.hpp"
#include "models/compile.hpp"
#include "tests/analysis/exact.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;

namespace {

constexpr double k_system_minute_s = 60;

sim::Distribution exponential_minutes(double minutes) {
  return sim::exponential(minutes * k_system_minute_s);
}

std::optional<SystemFigures> figures_of(const Scenario& s) {
  Obstacles why;
  return system_chain(compile(s).model, why);
}

ProcessStep take_places(const std::string& yard_id, int number, int keep_free = 0) {
  Seize seize;
  seize.places = {{yard_id, number, keep_free}};
  return {seize, {}};
}

ProcessStep vacate(const std::string& yard_id) { return {Vacate{{yard_id}}, {}}; }

/// Nobody waits: who finds too little is turned away.
Stage losing(Stage s, std::int64_t places = 0) {
  s.queue_places = places;
  s.rules.turns_away = true;
  return s;
}

double erlang_by_recursion(double load, int servers) {
  double blocked = 1;
  for (int n = 1; n <= servers; ++n)
    blocked = load * blocked / (n + load * blocked);
  return blocked;
}

/// A fleet that drives 30 min and is served 20 min by one of so many docks, or is turned away.
Scenario docks(int vehicles, int servers, std::int64_t places) {
  Scenario s = empty_port();
  s.stages = {losing(stage("dock", servers, exponential_minutes(20)), places)};
  add_fleet(s, "shuttle", {travel(exponential_minutes(30)), visit("dock"), cleared()}, vehicles);
  return s;
}

}  // namespace

TEST_CASE("a fleet that is turned away at full docks is Engset's loss system") {
  // The congestion that calls meet with N sources, by recursion over the servers (Engset 1918;
  // Iversen 2015, eq. 5.52 with load b = 20/30 of an idle source).
  const double b = 20.0 / 30;
  for (const int vehicles : {2, 5, 6, 9}) {
    const int servers = 3;
    double met = 1;
    for (int n = 1; n <= servers; ++n)
      met = std::max(0, vehicles - n) * b * met / (n + std::max(0, vehicles - n) * b * met);
    const SystemFigures found = *figures_of(docks(vehicles, servers, 0));
    const SystemWay& way = found.ways.at(0);
    CHECK(way.turned_away_per_s / way.come_per_s == exact(vehicles > servers ? met : 0));
    CHECK(way.in_system == vehicles);
    CHECK(way.sojourn_s.has_value() == (vehicles <= servers));
    // Who is not driving is at a dock: rounds begun x 30 min are those that drive.
    CHECK(way.come_per_s * 1800 + way.per_s * 1200 == exact(vehicles));
  }
}

TEST_CASE("a fleet at a limited queue is M/M/c/K//N by its birth-and-death recursion") {
  const int vehicles = 7, servers = 2, most = 4;
  std::vector<double> p{1};
  for (int n = 1; n <= most; ++n)
    p.push_back(p.back() * (vehicles - n + 1) / 30 / (std::min(n, servers) / 20.0));
  double sum = 0, queue = 0, busy = 0, asked = 0;
  for (int n = 0; n <= most; ++n) {
    const double share = p[static_cast<std::size_t>(n)];
    sum += share;
    queue += share * std::max(0, n - servers);
    busy += share * std::min(n, servers);
    asked += share * (vehicles - n);
  }
  const SystemFigures found = *figures_of(docks(vehicles, servers, most - servers));
  const SystemStage& dock = found.stages.at(0);
  CHECK(dock.in_queue == exact(queue / sum));
  CHECK(dock.held == exact(busy / sum));
  CHECK(dock.refused_per_s / (dock.refused_per_s + dock.begun_per_s) ==
        exact((vehicles - most) * p.back() / asked));
  CHECK(dock.kept == 0);
}

TEST_CASE("classes that take several places of one yard agree with Kaufman and Roberts") {
  struct Kind {
    int places;
    double per_h;
    double stay_min;
  };
  const std::vector<Kind> kinds{{1, 6, 20}, {3, 3, 30}, {2, 1, 45}};
  const int places = 7;
  Scenario s = empty_port();
  s.stages = {losing(yard("tracks", places))};
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    add_class(s, "class-" + std::to_string(i),
              {take_places("tracks", kinds[i].places),
               travel(exponential_minutes(kinds[i].stay_min)), vacate("tracks"), cleared()},
              24 * kinds[i].per_h);
  }
  // q(j) = sum over kinds of load x places x q(j - places) / j (Kaufman 1981, eq. 7; Roberts 1981).
  std::vector<double> q{1};
  double sum = 1;
  for (int j = 1; j <= places; ++j) {
    double next = 0;
    for (const Kind& kind : kinds) {
      const double load = kind.per_h * kind.stay_min / 60;
      if (j >= kind.places)
        next += load * kind.places * q[static_cast<std::size_t>(j - kind.places)];
    }
    q.push_back(next / j);
    sum += q.back();
  }
  const SystemFigures found = *figures_of(s);
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    double blocked = 0;
    for (int j = places - kinds[i].places + 1; j <= places; ++j)
      blocked += q[static_cast<std::size_t>(j)] / sum;
    const SystemWay& way = found.ways.at(i);
    CHECK(way.turned_away_per_s / way.come_per_s == exact(blocked));
    CHECK(*way.sojourn_s == exact(60 * kinds[i].stay_min));
  }
  double taken = 0;
  for (int j = 1; j <= places; ++j)
    taken += j * q[static_cast<std::size_t>(j)] / sum;
  CHECK(found.stages.at(0).held == exact(taken));
}

TEST_CASE("places kept free for others are trunk reservation, by number or by a condition") {
  // Ten cars and six buses an hour stay 20 min in a yard of 5; cars only while fewer than 3 are in.
  const int places = 5, below = 3;
  std::vector<double> p{1};
  double sum = 1;
  for (int n = 1; n <= places; ++n) {
    p.push_back(p.back() * (n <= below ? 16 : 6) / (3.0 * n));
    sum += p.back();
  }
  const double bus_refused = p[5] / sum;
  const double car_refused = (p[3] + p[4] + p[5]) / sum;
  const ProcessStep stay = travel(exponential_minutes(20));
  Scenario by_number = empty_port();
  by_number.stages = {losing(yard("lot", places))};
  Scenario by_condition = by_number;
  add_class(by_number, "car",
            {take_places("lot", 1, places - below), stay, vacate("lot"), cleared()}, 240);
  add_class(by_number, "bus", {take_places("lot", 1), stay, vacate("lot"), cleared()}, 144);
  When fewer;
  fewer.of = "lot";
  fewer.value = below;
  Option enter = share(0, {within("lot", {stay})});
  enter.when = {fewer};
  add_class(by_condition, "car", {choose({enter, otherwise({{Leave{}, {}}})}), cleared()}, 240);
  add_class(by_condition, "bus", {within("lot", {stay}), cleared()}, 144);
  for (const Scenario& s : {by_number, by_condition}) {
    const SystemFigures found = *figures_of(s);
    CHECK(found.ways.at(0).turned_away_per_s / found.ways[0].come_per_s == exact(car_refused));
    CHECK(found.ways.at(1).turned_away_per_s / found.ways[1].come_per_s == exact(bus_refused));
    CHECK(*found.ways[0].sojourn_s == exact(1200));
  }
}

TEST_CASE("those who overflow to further servers are lost as from all together") {
  Scenario s = empty_port();
  s.stages = {losing(stage("first", 3, exponential_minutes(10))),
              losing(stage("second", 2, exponential_minutes(10)))};
  Visit first;
  first.stage = "first";
  first.otherwise = {visit("second")};
  first.has_otherwise = true;
  add_class(s, "car", {{first, {}}, cleared()}, 24 * 24);
  const SystemFigures found = *figures_of(s);
  const SystemWay& way = found.ways.at(0);
  CHECK(way.turned_away_per_s / way.come_per_s == exact(erlang_by_recursion(4, 5)));
  CHECK(found.stages.at(1).held ==
        exact(4 * (erlang_by_recursion(4, 3) - erlang_by_recursion(4, 5))));
}

TEST_CASE("classes of different work behind one queue are Pollaczek's, urgent ones Cobham's") {
  // One server, 6 cars of 2 min and 2 buses of 5 min an hour.
  const double car_per_s = 6 / 3600.0, bus_per_s = 2 / 3600.0;
  const double load = car_per_s * 120 + bus_per_s * 300;
  const double left_s = car_per_s * 120 * 120 + bus_per_s * 300 * 300;  // half of second moments
  Scenario s = empty_port();
  s.stages = {stage("gate", 1, exponential_minutes(2))};
  s.stages[0].service_by_class["bus"] = exponential_minutes(5);
  add_class(s, "car", {travel(600), visit("gate"), cleared()}, 144);
  add_class(s, "bus", {visit("gate"), cleared(), travel(300)}, 48);
  const auto near = [](double value) { return doctest::Approx(value).epsilon(1e-8); };
  const SystemFigures alike = *figures_of(s);
  CHECK(*alike.ways.at(0).sojourn_s == near(left_s / (1 - load) + 120 + 600));
  CHECK(*alike.ways.at(1).sojourn_s == near(left_s / (1 - load) + 300 + 300));
  CHECK(alike.stages.at(0).held == near(load));
  s.stages[0].priority = {{"bus", 1}, {"car", 2}};
  const SystemFigures urgent = *figures_of(s);
  const double of_bus = bus_per_s * 300;
  CHECK(*urgent.ways.at(1).sojourn_s == near(left_s / (1 - of_bus) + 600));
  CHECK(*urgent.ways.at(0).sojourn_s == near(left_s / (1 - of_bus) / (1 - load) + 720));
}

TEST_CASE("ways chosen by chance are those of one class for each") {
  // A third go to a search in the yard, half of the others for a drive, the rest straight on.
  const ProcessStep search = visit("search");
  const ProcessStep drive = travel(exponential_minutes(4));
  Scenario by_chance = empty_port();
  by_chance.stages = {losing(yard("lot", 4)), stage("search", 1, exponential_minutes(9))};
  Scenario by_class = by_chance;
  add_class(by_chance, "truck",
            {within("lot",
                    {visit("search"), choose({share(1.0 / 3, {search}), share(1.0 / 3, {drive})})}),
             cleared()},
            180);
  add_class(by_class, "a", {within("lot", {visit("search"), search}), cleared()}, 60);
  add_class(by_class, "b", {within("lot", {visit("search"), drive}), cleared()}, 60);
  add_class(by_class, "c", {within("lot", {visit("search")}), cleared()}, 60);
  const SystemFigures one = *figures_of(by_chance);
  const SystemFigures three = *figures_of(by_class);
  for (std::size_t r = 0; r < 2; ++r) {
    CHECK(one.stages.at(r).held == exact(three.stages.at(r).held));
    CHECK(one.stages[r].in_queue == exact(three.stages[r].in_queue));
    CHECK(one.stages[r].begun_per_s == exact(three.stages[r].begun_per_s));
  }
  double inside = 0;
  for (const SystemWay& way : three.ways)
    inside += way.in_system;
  CHECK(one.ways.at(0).in_system == exact(inside));
}

TEST_CASE("one class that goes one way has the figures of its own chain") {
  Scenario line = empty_port();
  line.stages = {stage("first", 2, exponential_minutes(2)),
                 stage("second", 1, exponential_minutes(1)),
                 stage("third", 1, exponential_minutes(1.2))};
  line.stages[1].queue_places = 1;
  line.stages[2].queue_places = 0;
  Scenario nested = line;
  nested.stages.push_back(yard("lot", 4));
  Scenario lost = line;
  lost.stages[0] = losing(lost.stages[0], 3);
  add_class(line, "truck", {visit("first"), visit("second"), visit("third"), cleared()}, 500);
  add_class(nested, "truck",
            {within("lot", {visit("first"), visit("second"), visit("third")}), cleared()}, 500);
  add_class(lost, "truck", {visit("first"), visit("second"), visit("third"), cleared()}, 1500);
  for (const Scenario& s : {line, nested, lost}) {
    Obstacles why;
    const sim::Model model = compile(s).model;
    const ChainFigures chain = *process_chain(model, why);
    const SystemFigures system = *system_chain(model, why);
    CHECK(system.ways.at(0).in_system == doctest::Approx(chain.in_system).epsilon(1e-8));
    CHECK(system.ways[0].per_s == doctest::Approx(chain.per_s).epsilon(1e-8));
    REQUIRE(system.stages.size() == chain.stages.size());
    for (std::size_t r = 0; r < chain.stages.size(); ++r) {
      CHECK(system.stages[r].resource == chain.stages[r].resource);
      CHECK(system.stages[r].in_queue == doctest::Approx(chain.stages[r].in_queue).epsilon(1e-7));
      CHECK(system.stages[r].held == doctest::Approx(chain.stages[r].held).epsilon(1e-8));
      CHECK(system.stages[r].kept == doctest::Approx(chain.stages[r].kept).epsilon(1e-7));
    }
  }
}

TEST_CASE("two fleets of different work at one server agree with their chain by hand") {
  // One of each: a works 2 min and drives 3, b works 5 and drives 4, at one server first come first
  // served. States: both drive; a works; b works; a works, b waits; b works, a waits.
  const double a = 1 / 2.0, b = 1 / 5.0, x = 1 / 3.0, y = 1 / 4.0;
  Scenario s = empty_port();
  s.stages = {stage("dock", 1, exponential_minutes(2))};
  s.stages[0].service_by_class["b"] = exponential_minutes(5);
  add_fleet(s, "a", {travel(exponential_minutes(3)), visit("dock"), cleared()}, 1);
  add_fleet(s, "b", {travel(exponential_minutes(4)), visit("dock"), cleared()}, 1);
  const SystemFigures found = *figures_of(s);
  // Balance, with p of both driving 1: u, v of one at work alone, w, z with the other waiting.
  // u (a + y) = x + b z, v (b + x) = y + a w, a w = y u, b z = x v.
  const double u = (x * (b + x) + x * y) / ((a + y) * (b + x) - x * y);
  const double v = (y + y * u) / (b + x);
  const double w = y * u / a, z = x * v / b;
  const double sum = 1 + u + v + w + z;
  CHECK(found.ways.at(0).per_s * 60 == exact(a * (u + w) / sum));
  CHECK(found.ways.at(1).per_s * 60 == exact(b * (v + z) / sum));
  CHECK(found.stages.at(0).in_queue == exact((w + z) / sum));
}

TEST_CASE("under complete sharing no more than the means of times matters") {
  const auto tracks = [](const sim::Distribution& one, const sim::Distribution& three,
                         int keep_free = 0) {
    Scenario s = empty_port();
    s.stages = {losing(yard("tracks", 6))};
    add_class(s, "wagon",
              {take_places("tracks", 1, keep_free), travel(one), vacate("tracks"), cleared()}, 144);
    add_class(s, "train", {take_places("tracks", 3), travel(three), vacate("tracks"), cleared()},
              72);
    return s;
  };
  const SystemFigures exponential =
      *figures_of(tracks(exponential_minutes(20), exponential_minutes(30)));
  const SystemFigures any = *figures_of(tracks(sim::constant(1200), sim::lognormal(1800, 2)));
  for (std::size_t i = 0; i < 2; ++i)
    CHECK(any.ways.at(i).per_s == exact(exponential.ways.at(i).per_s));
  CHECK_FALSE(figures_of(tracks(sim::constant(1200), exponential_minutes(30), 1)));
  Scenario fleet = docks(6, 3, 0);
  fleet.stages[0].service = sim::constant(1200);
  fleet.processes[0].steps[0] = travel(sim::uniform(0, 3600));
  CHECK(figures_of(fleet)->ways.at(0).per_s == exact(figures_of(docks(6, 3, 0))->ways[0].per_s));
  Scenario even = fleet;
  even.processes[0].steps[0] = travel(1800);  // goes on for ever as it begins
  CHECK_FALSE(figures_of(even));
  fleet.processes[0].steps.push_back(travel(600));  // of those taken in alone
  CHECK_FALSE(figures_of(fleet));
  fleet = docks(6, 3, 1);
  fleet.stages[0].service = sim::constant(1200);
  CHECK_FALSE(figures_of(fleet));
}

TEST_CASE("what the chain of a system cannot follow has no figures") {
  Scenario fine = empty_port();
  fine.stages = {losing(stage("gate", 1, exponential_minutes(2)), 2),
                 stage("scan", 1, exponential_minutes(2)), yard("lot", 3)};
  fine.stages[1].queue_places = 2;
  const auto with = [&](const Steps& steps, double per_day = 300) {
    Scenario s = fine;
    add_class(s, "bus", {visit("gate"), cleared()}, 100);
    add_class(s, "truck", steps, per_day);
    return s;
  };
  CHECK(figures_of(with({visit("gate"), visit("scan"), cleared()})));
  CHECK_FALSE(figures_of(with({visit("gate"), travel(exponential_minutes(5)), visit("scan")})));
  CHECK_FALSE(figures_of(with({take_places("lot", 2), travel(exponential_minutes(5)), vacate("lot"),
                               cleared()})));  // they wait for places
  CHECK_FALSE(figures_of(with({within("lot", {travel(300)}), cleared()})));
  // Who holds the one waits for who holds the other: such a system may stand still for good.
  CHECK_FALSE(figures_of(with({visit("gate", {visit("scan", {visit("gate")})}), cleared()})));
  Scenario other = with({visit("gate"), cleared()});
  other.stages[0].service_by_class["bus"] = sim::erlang(2, 120);
  CHECK_FALSE(figures_of(other));
  other = with({visit("gate"), cleared()});
  other.stages[0].rules.patience_s = exponential_minutes(10);
  CHECK_FALSE(figures_of(other));
  other = with({visit("gate"), cleared()});
  other.stages[0].groups[0].hours = "day";
  CHECK_FALSE(figures_of(other));
  other = with({visit("gate"), cleared()});
  other.classes[1].rates = {{{2023, 1, 1}, {2023, 1, 5}, 200}, {{2023, 1, 6}, {2023, 12, 31}, 300}};
  CHECK_FALSE(figures_of(other));
  other = with({visit("gate"), cleared()});
  other.stages[0].queue_places = -1;
  other.stages[1].queue_places = -1;
  add_class(other, "more", {visit("gate"), visit("scan"), cleared()}, 100);
  CHECK_FALSE(figures_of(other));  // any number waits at the second stage
}

TEST_CASE("a system of too many states is too large, and one that is overloaded has none") {
  Scenario s = empty_port();
  s.stages = {stage("gate", 1, exponential_minutes(2)), stage("scan", 1, exponential_minutes(3))};
  s.stages[1].queue_places = 1;
  for (const char* id : {"a", "b", "c"})
    add_fleet(s, id, {visit("gate"), visit("scan"), travel(exponential_minutes(5)), cleared()}, 8);
  Obstacles why;
  CHECK_FALSE(system_chain(compile(s).model, why));
  CHECK(why == Obstacles{Obstacle::too_large});
  Scenario busy = empty_port();
  busy.stages = {stage("gate", 1, exponential_minutes(2))};
  add_class(busy, "car", {visit("gate"), cleared()}, 500);
  add_class(busy, "bus", {visit("gate"), cleared()}, 300);
  CHECK_FALSE(figures_of(busy));
}
