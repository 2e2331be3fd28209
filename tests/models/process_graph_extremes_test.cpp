#include "models/process_graph_extremes.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::models;
using namespace kouan::test;
using doctest::Approx;

namespace {

Scenario port_of(Steps steps) {
  Scenario s = empty_port();
  for (const char* id : {"a", "b", "x"})
    s.stages.push_back(stage(id, 1, sim::constant(60)));
  add_class(s, "truck", std::move(steps));
  return s;
}

/// Who finds five waiting does the other steps instead.
ProcessStep balking(const std::string& id, Steps instead) {
  Visit visit{id, {}};
  visit.rules.balk_at = 5;
  visit.otherwise = std::move(instead);
  visit.has_otherwise = true;
  return {visit, {}};
}

ProcessStep gone() { return {Leave{}, {}}; }

struct Range {
  double least;
  double most;
};

/// Visits of one vehicle to the stage.
Range visits_to(const Scenario& s, const std::string& id) {
  const ProcessGraph graph(s);
  std::vector<double> visit;
  for (const GraphNode& node : graph.nodes())
    visit.push_back(node.is_stage() && node.id == id ? 1 : 0);
  const SumsOverWays ways(graph);
  return {ways.least(0, visit), ways.most(0, visit)};
}

void check_visits(const Scenario& s, const std::string& id, double least, double most) {
  const Range range = visits_to(s, id);
  CHECK(range.least == Approx(least).epsilon(1e-12));
  CHECK(range.most == Approx(most).epsilon(1e-12));
}

}  // namespace

TEST_CASE("where nobody is turned away least and most are what the equations say") {
  const Scenario s = port_of({choose({share(0.25, {visit("x")})}), visit("a")});
  check_visits(s, "x", 0.25, 0.25);
  CHECK_FALSE(SumsOverWays(ProcessGraph(s)).may_turn_away(0));
}

TEST_CASE("those turned away may leave, do something else and come all the same, or come instead") {
  check_visits(port_of({balking("a", {gone()}), visit("x")}), "x", 0, 1);
  check_visits(port_of({balking("a", {travel(60)}), visit("x")}), "x", 1, 1);
  check_visits(port_of({balking("a", {visit("x")})}), "x", 0, 1);
  check_visits(port_of({balking("a", {gone()}), visit("x")}), "a", 1, 1);  // they have come to it
  CHECK(SumsOverWays(ProcessGraph(port_of({balking("a", {})}))).may_turn_away(0));
}

TEST_CASE("who comes to a place by either way, at two steps, comes once for sure") {
  check_visits(port_of({balking("a", {visit("x"), gone()}), visit("b"), visit("x")}), "x", 1, 1);
}

TEST_CASE("what one place sends there does not hide what another keeps away") {
  // Half are sent to x by a full a, the other half kept from it by a full b.
  const Scenario s = port_of({choose({share(0.5, {balking("a", {visit("x"), gone()}), gone()}),
                                      otherwise({balking("b", {gone()}), visit("x")})})});
  check_visits(s, "x", 0, 1);
  check_visits(s, "b", 0.5, 0.5);
}

TEST_CASE("some come for sure beside those who may not") {
  const Scenario s = port_of(
      {choose({share(0.3, {balking("a", {gone()})}), otherwise({visit("b")})}), visit("x")});
  check_visits(s, "x", 0.7, 1);
}

TEST_CASE("of several places in a row each may keep some away") {
  const Scenario s = port_of({balking("a", {}), balking("b", {gone()}), visit("x")});
  check_visits(s, "x", 0, 1);
  // All come to the second, too: the graph does not tell whom it turns away from whom the first
  // does, and so counts none for sure.
  check_visits(s, "b", 0, 1);
}

TEST_CASE("rounds of a loop in which some leave") {
  const Scenario s = port_of({{Repeat{{balking("a", {gone()}), visit("x")}, 0.5, {}}, {}}});
  check_visits(s, "a", 1, 2);
  check_visits(s, "x", 0, 2);
}

TEST_CASE("who is turned away and tries again brings no more than who gets in at once") {
  const ProcessStep label{Label{"again"}, {}};
  const ProcessStep back{GoTo{"again"}, {}};
  const Scenario s = port_of({label, balking("a", {travel(600), visit("b"), back}), visit("x")});
  check_visits(s, "a", 1, 1);
  check_visits(s, "x", 0, 1);  // nothing says that they ever get in
  check_visits(port_of({balking("a", {visit("a")})}), "a", 1, 1);
  // The place on their way round gets them again in every round.
  const Range at_b = visits_to(s, "b");
  CHECK(at_b.least == 0);
  CHECK(at_b.most > 1000);
  const Scenario from_behind = port_of({label, visit("x"), balking("a", {back})});
  CHECK(visits_to(from_behind, "x").most > 1000);  // another place sends them there again
  check_visits(from_behind, "a", 1, 1);
}

TEST_CASE("where conditions decide, the way that brings least may always be taken") {
  Option full;
  full.when.resize(1);
  full.steps = {balking("a", {gone()})};
  const Scenario s = port_of({choose({full, otherwise({visit("b")})}), visit("x")});
  check_visits(s, "x", 0, 1);
  check_visits(s, "b", 0, 1);
}

TEST_CASE("who finds no slot, or waits in vain, is missing behind") {
  Scenario s = port_of({{Appointment{"slots", {}, {}, 0.1, {}, false}, {}}, visit("x")});
  Book slots;
  slots.id = "slots";
  slots.per_hour = 1;
  s.books = {slots};
  check_visits(s, "x", 0.9, 0.9);  // a share that is known
  s.books[0].most_ahead_s = 3600;
  check_visits(s, "x", 0, 0.9);
  Gather waits;
  waits.at = "pairs";
  waits.patience_s = sim::constant(600);
  s.processes[0].steps = {{waits, {}}, visit("x")};
  s.gatherings.resize(1);
  s.gatherings[0].id = "pairs";
  check_visits(s, "x", 0, 1);
  waits.patience_s.reset();
  s.processes[0].steps[0] = {waits, {}};
  s.gatherings[0].of = {{"van", 1}, {"trailer", 1}};
  s.gatherings[0].alike = {{"truck", "van"}};
  s.gatherings[0].places = {{"trailer", 3}};
  check_visits(s, "x", 1, 1);  // the places are those of others
  s.gatherings[0].places = {{"van", 3}};
  check_visits(s, "x", 0, 1);
}

TEST_CASE("places that are waited for together are found full together") {
  Scenario s = port_of(Steps{});
  s.stages.push_back(yard("track", 1));
  Stage line = stage("line", 1, sim::constant(60));
  line.kind = StageKind::section;
  line.section = SectionRules{};
  s.stages.push_back(line);
  Pass pass;
  pass.section = "line";
  pass.with = {{"track"}};
  pass.rules.balk_at = 2;
  s.processes[0].steps = {{pass, {}}, visit("x")};
  check_visits(s, "x", 0, 1);
}
