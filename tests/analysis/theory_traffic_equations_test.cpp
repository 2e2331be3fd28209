#include <doctest/doctest.h>

#include <map>
#include <random>
#include <stdexcept>

#include "analysis/theory/queues.hpp"
#include "analysis/theory/traffic_equations.hpp"
#include "models/compile.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;
using doctest::Approx;

namespace {

std::size_t node(const ProcessGraph& graph, const std::string& id) {
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    if (graph.nodes()[i].id == id) return i;
  }
  return k_no_node;
}

}  // namespace

TEST_CASE("a Jackson network with feedback comes out as in Jackson 1957 (Q41)") {
  Eigen::Matrix3d routing;
  routing << 0, 0.6, 0.1, 0.05, 0, 0.1, 0.2, 0, 0;
  const Eigen::VectorXd rates = visit_ratios(routing, Eigen::Vector3d(20, 0, 0));
  CHECK(rates(0) == Approx(21.321961620469082).epsilon(1e-12));
  CHECK(rates(1) == Approx(12.793176972281449).epsilon(1e-12));
  CHECK(rates(2) == Approx(3.411513859275053).epsilon(1e-12));
  const double in_system[] = {mmc(rates(0), 10, 3).in_system, mmc(rates(1), 9, 2).in_system,
                              mmc(rates(2), 3, 2).in_system};
  CHECK(in_system[0] == Approx(3.3807908665562785).epsilon(1e-12));
  CHECK(in_system[1] == Approx(2.872457380143296).epsilon(1e-12));
  CHECK(in_system[2] == Approx(1.6804401750010638).epsilon(1e-12));
  CHECK((in_system[0] + in_system[1] + in_system[2]) / 20 ==
        Approx(0.39668442108503194).epsilon(1e-12));
}

TEST_CASE("a network that lets nobody out has no solution") {
  Eigen::Matrix2d routing;
  routing << 0, 1, 1, 0;
  CHECK_THROWS_AS(visit_ratios(routing, Eigen::Vector2d(1, 0)), std::domain_error);
}

TEST_CASE("moments of a geometric number of exponential times: exponential again") {
  // Each time has mean 2; after each the chain goes on with probability 0.75: mean 8, second 2
  // x 64.
  const PassageMoments m =
      passage_moments(Eigen::MatrixXd::Constant(1, 1, 0.75), Eigen::VectorXd::Constant(1, 2),
                      Eigen::VectorXd::Constant(1, 8));
  CHECK(m.mean(0) == Approx(8));
  CHECK(m.second(0) == Approx(128));
}

TEST_CASE("a server held over nested steps is held for all of them") {
  Scenario s = empty_port();
  s.stages = {stage("lane", 1, sim::constant(60)), stage("driver", 1, sim::uniform(20, 40)),
              yard("yard", 5)};
  add_class(s, "truck",
            {within("yard", {travel(100),
                             visit("lane", {choose({share(0.25, {visit("driver")})}), travel(10)}),
                             travel(sim::exponential(50))})});
  const ProcessGraph graph(s);
  const Traffic traffic = solve_traffic(graph);
  const Holding lane = traffic.holding[node(graph, "lane")];
  CHECK(lane.mean == Approx(60 + 0.25 * 30 + 10));
  // Variance of the driver's part: E[X^2] 0.25 (30^2 + 400/12) - 7.5^2.
  const double variance = 0.25 * (900 + 400.0 / 12) - 7.5 * 7.5;
  CHECK(lane.second - lane.mean * lane.mean == Approx(variance));
  const Holding yard = traffic.holding[node(graph, "yard")];
  CHECK(yard.mean == Approx(100 + 77.5 + 50));
  CHECK(yard.second - yard.mean * yard.mean == Approx(variance + 50 * 50));
  CHECK(traffic.sojourn[0].mean == Approx(yard.mean));
}

TEST_CASE("visits before clearance are told from those after") {
  Scenario s = empty_port();
  s.stages = {stage("gate", 1, sim::constant(60)), stage("exit", 1, sim::constant(60))};
  add_class(s, "truck",
            {visit("gate"), choose({share(0.5, {visit("exit")})}), cleared(), visit("exit")});
  const ProcessGraph graph(s);
  const Traffic traffic = solve_traffic(graph);
  double all = 0;
  double before = 0;
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    if (graph.nodes()[i].id != "exit") continue;
    all += traffic.visits[i];
    before += traffic.visits_to_clear[i];
  }
  CHECK(all == Approx(1.5));
  CHECK(before == Approx(0.5));
}

TEST_CASE("offered load by hand: 48 a day of 10 min on two servers open ten hours") {
  Scenario s = empty_port(10);
  s.stages = {stage("gate", 2, sim::exponential(600), "day"), stage("idle", 1, sim::constant(1))};
  s.stages[0].service_by_class["fast"] = sim::constant(300);
  add_class(s, "slow", {visit("gate")}, 48);
  add_class(s, "fast", {visit("gate"), visit("gate")}, 24);
  const sim::Model model = compile(s).model;
  const ProcessGraph graph(s);
  const std::vector<StageLoad> loads = offered_loads(s, graph, solve_traffic(graph), model);
  // 48 x 600 + 24 x 2 x 300 = 43,200 s of work a day on 72,000 s.
  CHECK(loads[0].load == Approx(0.6));
  CHECK(loads[0].load_by_class[0] == Approx(0.4));
  CHECK(loads[0].load_by_class[1] == Approx(0.2));
  CHECK(loads[0].visits == Approx(960));
  CHECK(loads[0].mean_holding_s == Approx(450));
  CHECK(loads[1].load == 0);
}

TEST_CASE("offered load takes off failures and stoppages in the mean, and counts batches as full") {
  Scenario s = empty_port(10);
  s.stages = {stage("gate", 1, sim::exponential(600))};
  add_class(s, "truck", {visit("gate")}, 72);
  const auto load = [&] {
    const sim::Model model = compile(s).model;
    const ProcessGraph graph(s);
    return offered_loads(s, graph, solve_traffic(graph), model)[0];
  };
  CHECK(load().load == Approx(0.5));
  SUBCASE("up for 3 h of 4 by the calendar") {
    s.stages[0].breakdowns =
        models::Breakdowns{sim::exponential(10'800), sim::constant(3600), false};
    CHECK(load().load == Approx(0.5 * 4 / 3));
  }
  SUBCASE("an hour of repair after every 2 h of work") {
    s.stages[0].breakdowns = models::Breakdowns{sim::exponential(7200), sim::constant(3600), true};
    CHECK(load().load == Approx(0.75));
    CHECK(load().mean_holding_s == Approx(600));
  }
  SUBCASE("a storm of 6 h after every 18 h") {
    s.stoppages = {{"storm", {}, sim::exponential(64'800), sim::exponential(21'600), {"gate"}}};
    CHECK(load().load == Approx(0.5 * 24 / 18));
  }
  SUBCASE("five at a time") {
    s.stages[0].batch = Batch{5, 1};
    CHECK(load().load == Approx(0.1));
    CHECK(load().mean_holding_s == Approx(600));
  }
}

TEST_CASE("open time counts every opening of every server, and only within the window") {
  sim::ResourceDef def;
  def.capacity = {{0, 0},
                  {100 * sim::k_second, 2},
                  {200 * sim::k_second, 3},
                  {300 * sim::k_second, 1},
                  {400 * sim::k_second, 0},
                  {500 * sim::k_second, 4}};
  const OpenTime all = open_time(def, 0, 600 * sim::k_second);
  CHECK(all.server_s == Approx(200 + 300 + 100 + 400));
  CHECK(all.any_s == Approx(400));
  CHECK(all.server_openings == 7);
  CHECK(all.openings == 2);
  CHECK(all.most_servers == 4);
  const OpenTime late = open_time(def, 250 * sim::k_second, 600 * sim::k_second);
  CHECK(late.server_s == Approx(150 + 100 + 400));
  CHECK(late.server_openings == 7);
}

namespace {

/// One way through a process: its probability, visits by stage, and expected time holding each.
struct Way {
  double probability = 1;
  std::map<std::string, double> visits;
  std::map<std::string, double> held_s;
  double time_s = 0;
};

/// Every way through a list of steps, written down one by one.
std::vector<Way> ways(const Scenario& s, const Steps& steps);

std::vector<Way> ways_of(const Scenario& s, const ProcessStep& step) {
  if (const auto* t = std::get_if<Travel>(&step.what)) {
    Way way;
    way.time_s = t->time_s.mean();
    return {way};
  }
  if (const auto* v = std::get_if<Visit>(&step.what)) {
    std::vector<Way> all = ways(s, v->steps);
    for (Way& way : all) {
      for (const Stage& stage : s.stages) {
        if (stage.id == v->stage) way.time_s += stage.service->mean();
      }
      way.visits[v->stage] += 1;
      way.held_s[v->stage] += way.time_s;
    }
    return all;
  }
  std::vector<Way> all;
  for (const Option& option : std::get<Choose>(step.what).options) {
    for (Way way : ways(s, option.steps)) {
      way.probability *= option.share;
      all.push_back(way);
    }
  }
  return all;
}

std::vector<Way> ways(const Scenario& s, const Steps& steps) {
  std::vector<Way> all{Way{}};
  for (const ProcessStep& step : steps) {
    std::vector<Way> longer;
    for (const Way& before : all) {
      for (const Way& after : ways_of(s, step)) {
        Way way = before;
        way.probability *= after.probability;
        way.time_s += after.time_s;
        for (const auto& [id, n] : after.visits)
          way.visits[id] += n;
        for (const auto& [id, t] : after.held_s)
          way.held_s[id] += t;
        longer.push_back(way);
      }
    }
    all = std::move(longer);
  }
  return all;
}

Steps random_steps(std::mt19937& random, int depth) {
  std::uniform_real_distribution<double> uniform(0, 1);
  Steps steps;
  const int count = 1 + static_cast<int>(random() % 3);
  for (int i = 0; i < count; ++i) {
    const std::string id(1, static_cast<char>('a' + random() % 4));
    const double kind = uniform(random);
    if (kind < 0.3 || depth == 0) {
      steps.push_back(visit(id));
    } else if (kind < 0.5) {
      steps.push_back(travel(100 * uniform(random)));
    } else if (kind < 0.75) {
      steps.push_back(visit(id, random_steps(random, depth - 1)));
    } else {
      const double p = uniform(random);
      steps.push_back(choose({share(p, random_steps(random, depth - 1)), share((1 - p) / 2, {}),
                              share((1 - p) / 2, random_steps(random, depth - 1))}));
    }
  }
  return steps;
}

}  // namespace

TEST_CASE("traffic equations agree with writing down every way, for random processes") {
  std::mt19937 random(41);
  for (int round = 0; round < 100; ++round) {
    Scenario s = empty_port();
    for (const char* id : {"a", "b", "c", "d"}) {
      s.stages.push_back(stage(id, 1, sim::exponential(10.0 + *id)));
    }
    add_class(s, "truck", random_steps(random, 2));
    const ProcessGraph graph(s);
    const Traffic traffic = solve_traffic(graph);
    const std::vector<double> summed = expected_visits(graph);
    std::map<std::string, double> visits;
    std::map<std::string, double> held_s;
    for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
      CHECK(summed[i] == Approx(traffic.visits[i]));
      visits[graph.nodes()[i].id] += traffic.visits[i];
      held_s[graph.nodes()[i].id] += traffic.visits[i] * traffic.holding[i].mean;
    }
    std::map<std::string, double> by_hand;
    std::map<std::string, double> held_by_hand_s;
    double time_s = 0;
    for (const Way& way : ways(s, s.processes[0].steps)) {
      for (const auto& [id, n] : way.visits)
        by_hand[id] += way.probability * n;
      for (const auto& [id, t] : way.held_s)
        held_by_hand_s[id] += way.probability * t;
      time_s += way.probability * way.time_s;
    }
    for (const Stage& stage : s.stages) {
      CHECK(visits[stage.id] == Approx(by_hand[stage.id]));
      CHECK(held_s[stage.id] == Approx(held_by_hand_s[stage.id]));
    }
    CHECK(traffic.sojourn[0].mean == Approx(time_s));
  }
}
