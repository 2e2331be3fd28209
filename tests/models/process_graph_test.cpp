#include "models/process_graph.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::models;
using namespace kouan::test;

namespace {

constexpr double k_unlimited = std::numeric_limits<double>::infinity();

std::size_t node(const ProcessGraph& graph, const std::string& id, std::size_t occurrence = 0) {
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    if (graph.nodes()[i].id == id && occurrence-- == 0) return i;
  }
  return k_no_node;
}

double probability(const ProcessGraph& graph, std::size_t from, std::size_t to) {
  for (const GraphEdge& e : graph.edges()) {
    if (e.from == from && e.to == to) return e.probability;
  }
  return 0;
}

Scenario gate_with_fall_back(double read_rate) {
  Scenario s = empty_port();
  s.stages = {stage("gate", 1, sim::constant(60)), stage("manned", 1, sim::constant(60))};
  s.stages[0].read_rate = read_rate;
  s.stages[0].on_misread = "manned";
  add_class(s, "truck", {visit("gate"), cleared(), travel(60)});
  return s;
}

}  // namespace

TEST_CASE("a misread goes to the fall-back and from there on like the rest") {
  const ProcessGraph graph(gate_with_fall_back(0.9));
  const std::size_t gate = node(graph, "gate");
  const std::size_t manned = node(graph, "manned");
  CHECK(probability(graph, graph.source(0), gate) == 1);
  CHECK(probability(graph, gate, manned) == doctest::Approx(0.1));
  std::size_t clearance = k_no_node;
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    if (graph.nodes()[i].kind == NodeKind::clearance) clearance = i;
  }
  CHECK(probability(graph, gate, clearance) == doctest::Approx(0.9));
  CHECK(probability(graph, manned, clearance) == 1);
}

TEST_CASE("a fall-back may misread in turn") {
  Scenario s = gate_with_fall_back(0.8);
  s.stages.push_back(stage("office", 1, sim::constant(60)));
  s.stages[1].read_rate = 0.5;
  s.stages[1].on_misread = "office";
  const ProcessGraph graph(s);
  const std::size_t office = node(graph, "office");
  CHECK(probability(graph, node(graph, "gate"), node(graph, "manned")) == doctest::Approx(0.2));
  CHECK(probability(graph, node(graph, "manned"), office) == doctest::Approx(0.5));
  CHECK(expected_visits(graph)[office] == doctest::Approx(0.1));
  CHECK(expected_visits(graph)[graph.sink(0)] == doctest::Approx(1));
  const auto is_clearance = [](const GraphNode& n) { return n.kind == NodeKind::clearance; };
  const auto clearance = std::find_if(graph.nodes().begin(), graph.nodes().end(), is_clearance);
  CHECK(probability(graph, office, static_cast<std::size_t>(clearance - graph.nodes().begin())) ==
        1);
}

TEST_CASE("a stage reads after its nested steps, and these are held by it alone") {
  Scenario s = gate_with_fall_back(0.9);
  s.stages.push_back(stage("driver", 1, sim::constant(30)));
  s.processes[0].steps = {within("manned", {visit("gate", {visit("driver"), travel(5)})})};
  s.stages[0].on_misread = "driver";
  const ProcessGraph graph(s);
  const std::size_t manned = node(graph, "manned");
  const std::size_t gate = node(graph, "gate");
  const std::size_t inner = node(graph, "driver", 0);
  const std::size_t fall_back = node(graph, "driver", 1);
  const std::size_t road = node(graph, "truck-1");
  CHECK(graph.nodes()[gate].holder == manned);
  CHECK(graph.nodes()[inner].holder == gate);
  CHECK(graph.nodes()[road].holder == gate);
  CHECK(graph.nodes()[fall_back].holder == manned);
  CHECK(probability(graph, road, fall_back) == doctest::Approx(0.1));
  CHECK(probability(graph, gate, fall_back) == 0);
}

TEST_CASE("shares of a choice, its rest, and two choices in a row") {
  Scenario s = empty_port();
  for (const char* id : {"a", "b", "c", "d"})
    s.stages.push_back(stage(id, 1, sim::constant(1)));
  add_class(s, "truck",
            {choose({share(0.2, {visit("a")}), share(0.3, {})}),
             choose({share(0.5, {visit("b")}), otherwise({visit("c")})})});
  const ProcessGraph graph(s);
  const std::size_t a = node(graph, "a");
  CHECK(probability(graph, graph.source(0), a) == doctest::Approx(0.2));
  CHECK(probability(graph, graph.source(0), node(graph, "b")) == doctest::Approx(0.4));
  CHECK(probability(graph, graph.source(0), node(graph, "c")) == doctest::Approx(0.4));
  CHECK(probability(graph, a, node(graph, "b")) == doctest::Approx(0.5));
  CHECK(expected_visits(graph)[node(graph, "c")] == doctest::Approx(0.5));
  CHECK(unreachable_places(s, graph) == std::vector<std::string>{"d"});
}

TEST_CASE("what has share nought is not reached; classes without process are named") {
  Scenario s = empty_port();
  s.stages = {stage("a", 1, sim::constant(1)), stage("b", 1, sim::constant(1))};
  s.stores.push_back({"heap", {}, "", 1e6, 0, 1});
  add_class(s, "truck", {visit("a"), choose({share(0, {visit("b"), unload("heap")})})});
  EntityClass lost;
  lost.id = "lost";
  lost.process = "nowhere";
  s.classes.push_back(lost);
  const ProcessGraph graph(s);
  CHECK(unreachable_places(s, graph) == std::vector<std::string>{"b", "heap"});
  CHECK(classes_without_process(s) == std::vector<std::string>{"lost"});
  CHECK(graph.source(1) == k_no_node);
  CHECK(draw(s, graph).nodes.size() == 3);
}

TEST_CASE("what is on every way to clearance") {
  Scenario s = empty_port();
  for (const char* id : {"a", "b", "c", "d"})
    s.stages.push_back(stage(id, 1, sim::constant(1)));
  add_class(s, "truck",
            {visit("a"), choose({share(0.5, {visit("b")}), otherwise({visit("c"), visit("b")})}),
             choose({share(0.1, {visit("c")})}), cleared(), visit("d")});
  const ProcessGraph graph(s);
  CHECK(is_on_every_way(graph, 0, "a"));
  CHECK(is_on_every_way(graph, 0, "b"));
  CHECK_FALSE(is_on_every_way(graph, 0, "c"));
  CHECK_FALSE(is_on_every_way(graph, 0, "d"));
}

TEST_CASE("what can be come to from somewhere without having been elsewhere") {
  const ProcessGraph graph(gate_with_fall_back(0.9));
  const std::size_t gate = node(graph, "gate");
  const std::size_t manned = node(graph, "manned");
  CHECK(reached_from(graph, {graph.source(0)})[manned] == 1);
  CHECK(reached_from(graph, {gate})[graph.source(0)] == 0);
  CHECK(reached_from(graph, {manned})[gate] == 0);
  const std::vector<char> past_gate = reached_from(graph, {graph.source(0)}, {gate});
  CHECK(past_gate[graph.source(0)] == 1);
  CHECK(std::count(past_gate.begin(), past_gate.end(), 1) == 1);
  CHECK(reached_from(graph, {gate}, {gate})[gate] == 0);
  CHECK(leads_to(graph, nodes_before(graph, manned))[gate] == 1);
  CHECK(leads_to(graph, nodes_before(graph, manned))[manned] == 0);
  const std::vector<WayOut> ways = ways_out(graph, gate);
  REQUIRE(ways.size() == 2);
  CHECK(ways[0].probability + ways[1].probability == doctest::Approx(1));
}

TEST_CASE("the least cut, by hand: gate 100, then 30 + 40 side by side, exit 90") {
  Scenario s = empty_port();
  for (const char* id : {"gate", "left", "right", "exit"}) {
    s.stages.push_back(stage(id, 1, sim::constant(1)));
  }
  const Steps steps = {visit("gate"),
                       choose({share(0.9, {visit("left")}), otherwise({visit("right")})}),
                       cleared(), visit("exit")};
  add_class(s, "truck", steps);
  const ProcessGraph graph(s);
  const std::vector<PlaceCapacity> capacities = {
      {"gate", 100}, {"left", 30}, {"right", 40}, {"exit", 60}};
  const MinCut cleared = min_cut(s, graph, capacities, {k_unlimited}, CutTarget::clearance);
  CHECK(cleared.vehicles_per_day == doctest::Approx(70));
  CHECK(cleared.places == std::vector<std::string>{"left", "right"});
  const MinCut left = min_cut(s, graph, capacities, {k_unlimited}, CutTarget::sink);
  CHECK(left.vehicles_per_day == doctest::Approx(60));
  CHECK(left.places == std::vector<std::string>{"exit"});
  const MinCut fleet = min_cut(s, graph, capacities, {25}, CutTarget::sink);
  CHECK(fleet.vehicles_per_day == doctest::Approx(25));
  CHECK(fleet.classes == std::vector<std::string>{"truck"});
  CHECK(std::isinf(min_cut(s, graph, {}, {k_unlimited}, CutTarget::sink).vehicles_per_day));
  const MinCut shut = min_cut(s, graph, {{"gate", 0}}, {k_unlimited}, CutTarget::sink);
  CHECK(shut.vehicles_per_day == 0);
  CHECK(shut.places == std::vector<std::string>{"gate"});
}

TEST_CASE("two classes share a stage's capacity in the cut") {
  Scenario s = empty_port();
  for (const char* id : {"one", "two", "both"}) {
    s.stages.push_back(stage(id, 1, sim::constant(1)));
  }
  add_class(s, "coal", {visit("one"), visit("both")});
  add_class(s, "copper", {visit("two"), visit("both")});
  const ProcessGraph graph(s);
  const std::vector<double> limits(2, k_unlimited);
  const MinCut wide =
      min_cut(s, graph, {{"one", 10}, {"two", 20}, {"both", 50}}, limits, CutTarget::sink);
  CHECK(wide.vehicles_per_day == doctest::Approx(30));
  CHECK(wide.places == std::vector<std::string>{"one", "two"});
  const MinCut narrow =
      min_cut(s, graph, {{"one", 10}, {"two", 20}, {"both", 25}}, limits, CutTarget::sink);
  CHECK(narrow.vehicles_per_day == doctest::Approx(25));
  CHECK(narrow.places == std::vector<std::string>{"both"});
}

TEST_CASE("the drawing merges classes and occurrences, and leaves clearance out") {
  Scenario s = empty_port();
  s.stages = {stage("gate", 1, sim::constant(1)), stage("scan", 1, sim::constant(1))};
  add_class(s, "coal", {visit("gate"), choose({share(0.2, {visit("scan")})}), cleared()});
  add_class(s, "copper", {visit("gate"), cleared(), visit("scan")});
  const ProcessGraph graph(s);
  const DrawnGraph drawn = draw(s, graph, {30, 10});
  REQUIRE(drawn.nodes.size() == 5);
  for (const DrawnNode& n : drawn.nodes)
    CHECK(n.kind != NodeKind::clearance);
  const auto edge = [&](const std::string& from, const std::string& to) {
    for (const DrawnEdge& e : drawn.edges) {
      if (e.from == from && e.to == to) return e;
    }
    return DrawnEdge{from, to, 0, {}};
  };
  // Of 40 that leave the gate, 0.2 x 30 + 10 go to the scanner.
  CHECK(edge("stage-gate", "stage-scan").share == doctest::Approx(0.4));
  CHECK(edge("stage-gate", "stage-scan").classes == std::vector<std::string>{"coal", "copper"});
  CHECK(edge("stage-gate", "sink").share == doctest::Approx(0.6));
  CHECK(edge("stage-gate", "sink").classes == std::vector<std::string>{"coal"});
  CHECK(edge("source-coal", "stage-gate").share == 1);
}
