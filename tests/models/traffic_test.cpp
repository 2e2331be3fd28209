// Arrivals, attributes and routing: from the file to the engine's model, and what the graph says.
#include <doctest/doctest.h>

#include <algorithm>

#include "models/attributes.hpp"
#include "models/compile.hpp"
#include "models/demand.hpp"
#include "models/process_graph.hpp"
#include "models/read_scenario.hpp"
#include "sim/run.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::models;
using sim::k_hour;

namespace {

const Scenario& traffic() {
  static const ReadResult k_result = read_scenario("tests/models/data/traffic.yaml");
  INFO(k_result.diagnostics.text());
  REQUIRE(k_result.scenario);
  return *k_result.scenario;
}

const sim::ClassDef& def(const Compiled& compiled, const std::string& name) {
  const auto& classes = compiled.model.classes;
  return *std::find_if(classes.begin(), classes.end(),
                       [&](const sim::ClassDef& c) { return c.name == name; });
}

double visits_to(const ProcessGraph& graph, std::size_t c, const std::string& id) {
  const std::vector<double> visits = expected_visits(graph);
  double sum = 0;
  for (std::size_t i = 0; i < visits.size(); ++i) {
    if (graph.nodes()[i].entity_class == c && graph.nodes()[i].id == id) sum += visits[i];
  }
  return sum;
}

}  // namespace

TEST_CASE("a class without goods says 0 t, which needs no source") {
  const ReadResult read = read_scenario("tests/models/data/passengers.yaml");
  CHECK(read.diagnostics.text().empty());
  REQUIRE(read.scenario);
  CHECK(read.scenario->classes.back().id == "bus");
  CHECK(read.scenario->classes.back().payload_kg.mean() == 0);
}

TEST_CASE("each kind of arrivals becomes its source") {
  const Compiled c = compile(traffic());
  const auto expected = [&](const std::string& name) {
    return expected_arrivals(def(c, name), 0, c.model.horizon);
  };
  CHECK(expected("steady") == doctest::Approx(120));
  CHECK(def(c, "steady").rates.size() == 5);
  CHECK(expected("profile") == doctest::Approx(160));
  CHECK(expected("cycle") == doctest::Approx(3 * 4 * 48));
  CHECK(def(c, "cycle").cycle.peak == 6 * k_hour);
  CHECK(expected("renewal") == 10);
  CHECK(def(c, "renewal").first_at_start);
  CHECK(def(c, "every").plan.front() == k_hour);
  CHECK(def(c, "every").plan.size() == 8);
  CHECK(expected("every") == doctest::Approx(8 * 2));
  // Monday is the second day; two hours behind the first side's clock.
  CHECK(def(c, "daily").plan == std::vector<sim::Micros>{33 * k_hour + k_hour / 2, 35 * k_hour});
  CHECK(def(c, "traced").plan == std::vector<sim::Micros>{k_hour, 3 * k_hour / 2});
  CHECK(def(c, "traced").payload_attribute == 0);
  CHECK(def(c, "waiting").at_start == 4);
  CHECK(expected("waiting") == 4);
  const sim::RunResult result = sim::run(c.model, {});
  CHECK(result.conserved);
  CHECK(result.little);
  // Rows of 100 and 90 t, then each is assigned 7 t.
  const auto& classes = c.model.classes;
  const auto traced = static_cast<std::size_t>(&def(c, "traced") - classes.data());
  CHECK(result.classes[traced].cleared_kg == 14000);
  CHECK(result.classes[traced].arrived == 2);
}

TEST_CASE("what is known of attributes before a run") {
  const Scenario& s = traffic();
  const EntityClass& traced = s.classes[6];
  REQUIRE(s.attributes.size() == 2);
  CHECK(s.attributes[0] == "load");
  // Traced with 95 t on average, assigned 7 t: the least.
  CHECK(attribute_of(s, traced, 0)->mean() == doctest::Approx(7000));
  CHECK(attribute_of(s, traced, 1)->mean() == doctest::Approx(25 * 60));
  CHECK_FALSE(attribute_of(s, s.classes[0], 1));
}

TEST_CASE("rounds are counted by adding to an attribute, from 0 where it has no value yet") {
  const ReadResult read = read_scenario("tests/models/data/rework.yaml");
  INFO(read.diagnostics.text());
  REQUIRE(read.scenario);
  const sim::RunResult result = sim::run(compile(*read.scenario).model, {});
  CHECK(result.resources[0].served == 2 * 3);
  CHECK(result.resources[1].served == 2);  // 30 + 3 x 4 t
}

TEST_CASE("visits in loops solve the traffic equations") {
  const ProcessGraph graph(traffic());
  // Three quarters go past the first choice each round: 4/3 rounds, each 2 visits to the lane.
  CHECK(visits_to(graph, 7, "lane-a") == doctest::Approx(8.0 / 3));
  CHECK(visits_to(graph, 7, "office") == doctest::Approx(2.0 / 3));
  CHECK(expected_visits(graph)[graph.sink(7)] == doctest::Approx(1));
  const std::vector<char> known = has_known_visits(graph);
  for (std::size_t i = 0; i < known.size(); ++i) {
    const GraphNode& node = graph.nodes()[i];
    CAPTURE(node.id);
    if (node.kind == NodeKind::sink || node.kind == NodeKind::source) CHECK(known[i] == 1);
    // The shortest lane and the loop while others stand in the yard depend on the state.
    if (node.entity_class == 7 && node.id == "lane-b") CHECK(known[i] == 0);
    if (node.entity_class == 7 && node.id == "lane-a") CHECK(known[i] == 1);
    if (node.entity_class == 0 && node.id == "lane-a") CHECK(known[i] == 0);
  }
}

TEST_CASE("options for other classes are not there for a class") {
  const ProcessGraph graph(traffic());
  CHECK(visits_to(graph, 6, "lane-a") == 0);
  CHECK(visits_to(graph, 6, "office") > 0);
}

TEST_CASE("loops without time and places without a way out are found") {
  Scenario s = test::empty_port();
  s.stages = {test::stage("a", 1, sim::constant(60)), test::stage("b", 1, sim::constant(0))};
  const ProcessStep label{Label{"again"}, {}};
  const ProcessStep back{GoTo{"again"}, {}};
  test::add_class(s, "timed", {label, test::visit("a"), test::visit("b"), back});
  const ProcessGraph timed(s);
  CHECK(loops_without_time(timed).empty());
  const std::vector<char> out = leads_out(timed);
  const std::vector<char> comes = reached(timed);
  for (std::size_t i = 0; i < out.size(); ++i)
    CHECK((comes[i] == 0 || out[i] == 0));
  test::add_class(s, "timeless",
                  {label, test::visit("b"), test::choose({test::share(0.5, {back})})});
  CHECK(loops_without_time(ProcessGraph(s)).size() == 1);
}
