#include "analysis/theory/scenario_theory.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>

#include "analysis/check.hpp"
#include "analysis/theory/jackson.hpp"
#include "analysis/theory/markov_chain.hpp"
#include "analysis/theory/network_approximation.hpp"
#include "analysis/theory/renewal_arrivals.hpp"
#include "tests/analysis/exact.hpp"
#include "tests/analysis/three_stages_port.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;

namespace {

constexpr double k_day_s = 86400;

}  // namespace

TEST_CASE("exponential stages in a row are an open Jackson network, travel of any kind between") {
  const ScenarioTheory theory = theory_of(three_stages(exponential_min(2), exponential_min(1)));
  JacksonNetwork network;
  network.external = Eigen::Vector3d(1000 / k_day_s, 0, 0);
  network.mu = Eigen::Vector3d(1 / 120.0, 1 / 240.0, 1 / 60.0);
  network.servers = {2, 1, 1};
  network.routing = Eigen::Matrix3d{{0, 0.25, 0.75}, {0, 0, 1}, {0, 0, 0}};
  const JacksonFigures q = jackson(network);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(theory.stages[i].standing == Standing::exact);
    CHECK(theory.stages[i].model == QueueModel::exponential);
    CHECK(*theory.stages[i].figures.wait_s == exact(q.stations[i].wait));
    CHECK(*theory.stages[i].figures.in_system == exact(q.stations[i].in_system));
    CHECK(*theory.stages[i].figures.wait_share == exact(q.stations[i].wait_share));
  }
  const WayAnswer& way = theory.ways.at(0);
  CHECK(way.standing == Standing::exact);
  CHECK(way.model == QueueModel::product_form);
  CHECK(*way.sojourn_s == exact(q.sojourn + 330));
  CHECK(*way.in_system == exact(q.in_system + 330 * 1000 / k_day_s));
}

TEST_CASE(
    "any service at a last single server is exact after exponential stages, nearly after others") {
  const sim::Distribution lognormal = sim::lognormal(60, 0.5);
  const ScenarioTheory after_exponential = theory_of(three_stages(exponential_min(2), lognormal));
  CHECK(stage_of(after_exponential, "exit").standing == Standing::exact);
  CHECK(stage_of(after_exponential, "exit").model == QueueModel::general);
  CHECK(after_exponential.ways.at(0).standing == Standing::exact);
  CHECK(after_exponential.ways.at(0).model == QueueModel::stage_by_stage);

  const ScenarioTheory after_others = theory_of(three_stages(sim::erlang(4, 120), lognormal));
  const StageAnswer& gate = stage_of(after_others, "gate");
  CHECK(gate.standing == Standing::approximate);
  CHECK(gate.why == Obstacles{Obstacle::general_service});
  const StageAnswer& exit = stage_of(after_others, "exit");
  CHECK(exit.standing == Standing::approximate);
  CHECK(exit.why == Obstacles{Obstacle::shaped_arrivals});
  CHECK(after_others.ways.at(0).standing == Standing::approximate);
  GeneralNetwork network;
  network.external = Eigen::Vector3d(1000 / k_day_s, 0, 0);
  network.external_scv = Eigen::Vector3d::Ones();
  network.mean_service = Eigen::Vector3d(120, 240, 60);
  network.service_scv = Eigen::Vector3d(0.25, 1, 0.25);
  network.servers = {2, 1, 1};
  network.routing = Eigen::Matrix3d{{0, 0.25, 0.75}, {0, 0, 1}, {0, 0, 0}};
  const GeneralNetworkFigures q = approximate_network(network);
  CHECK(*gate.figures.wait_s == exact(q.stations[0].wait));
  CHECK(*stage_of(after_others, "scan").figures.wait_s == exact(q.stations[1].wait));
  CHECK(*exit.figures.wait_s == exact(q.stations[2].wait));
}

TEST_CASE(
    "arrivals at intervals of Erlang's kind are exact at an exponential server, nearly at others") {
  Scenario s = empty_port();
  s.stages = {stage("gate", 1, exponential_min(60))};
  EntityClass& c = add_class(s, "train", {visit("gate"), cleared()}, 0);
  c.arrivals.kind = ArrivalKind::renewal;
  c.arrivals.interarrival_s = sim::erlang(3, 4000);
  const StageAnswer erlang = stage_of(theory_of(s), "gate");
  CHECK(erlang.standing == Standing::exact);
  CHECK(*erlang.figures.wait_s ==
        exact(gimc(1 / 4000.0, 1 / 3600.0, 1, erlang_transform(4000, 3)).wait));
  s.stages[0].service = sim::erlang(4, 3600);
  const StageAnswer gate = stage_of(theory_of(s), "gate");
  CHECK(gate.standing == Standing::approximate);
  CHECK(gate.why == Obstacles{Obstacle::other_arrivals});
  // E3/E4/1, Q53: 2.465 h exactly; Kingman's 2.625 h with the correction for regular arrivals.
  CHECK(*gate.figures.wait_s / 3600 == doctest::Approx(2.465).epsilon(0.02));
  CHECK(*gate.figures.wait_s / 3600 < 2.625);
  c.arrivals.interarrival_s = sim::exponential(4000);
  s.classes[0] = c;
  CHECK(stage_of(theory_of(s), "gate").standing == Standing::exact);
}

TEST_CASE("a stage that vehicles come back to is exact if it is exponential, nearly else") {
  const auto twice = [](const sim::Distribution& service) {
    Scenario s = empty_port();
    s.stages = {stage("gate", 1, service)};
    add_class(s, "truck", {visit("gate"), travel(600), choose({share(0.5, {visit("gate")})})}, 400);
    return stage_of(theory_of(s), "gate");
  };
  const StageAnswer exponential = twice(exponential_min(2));
  CHECK(exponential.standing == Standing::exact);
  CHECK(*exponential.figures.utilisation == exact(600 * 120 / k_day_s));
  CHECK(twice(sim::constant(120)).why == Obstacles{Obstacle::shaped_arrivals});
  CHECK(twice(sim::constant(120)).standing == Standing::approximate);
}

TEST_CASE("rates that change and hours leave an approximation that says so") {
  Scenario s = three_stages(exponential_min(2), exponential_min(1));
  s.classes[0].rates = {{{2023, 1, 1}, {2023, 1, 5}, 800}, {{2023, 1, 6}, {2023, 12, 31}, 1200}};
  const StageAnswer gate = stage_of(theory_of(s), "gate");
  CHECK(gate.standing == Standing::approximate);
  CHECK(gate.why == Obstacles{Obstacle::rates_change});
  CHECK(*gate.figures.utilisation == exact(1000 * 120 / 2 / k_day_s));  // at the mean rate

  Scenario day = three_stages(exponential_min(2), exponential_min(0.5));
  day.stages[2].groups[0].hours = "day";  // 10 of 24 hours
  day.stages[2].service = sim::constant(20);
  const ScenarioTheory theory = theory_of(day);
  const StageAnswer& exit = stage_of(theory, "exit");
  CHECK(exit.standing == Standing::none);  // by night more gather than it says
  CHECK(exit.why == Obstacles{Obstacle::hours});
  CHECK(theory.ways.at(0).standing == Standing::none);  // the wait for opening is not known
  CHECK(theory.ways.at(0).why == Obstacles{Obstacle::hours});
}

TEST_CASE("an exponential gate with arrivals day and night is exact by its daily chain") {
  Scenario s = empty_port();
  s.stages = {stage("gate", 2, exponential_min(7.5), "day")};
  add_class(s, "truck", {visit("gate"), cleared()}, 120);
  const StageAnswer gate = stage_of(theory_of(s), "gate");
  CHECK(gate.standing == Standing::exact);
  CHECK(gate.model == QueueModel::daily_gate);
  // What is left of exponential work is like new: handed over, as many are inside as
  // suspended, 8.95 by the periodic chain of X13, solved by matrix exponentials; but in the queue.
  Scenario night = empty_port();
  night.stages = {stage("gate", 2, exponential_min(30), "day")};
  for (auto& spans : night.hours[0].week)
    spans = {{0, 12 * 3600}};
  add_class(night, "truck", {visit("gate"), cleared()}, 36);
  for (const AtClosing at_closing : {AtClosing::suspend, AtClosing::hand_over}) {
    night.stages[0].at_closing = at_closing;
    const StageAnswer closing = stage_of(theory_of(night), "gate");
    CHECK(closing.standing == Standing::exact);
    CHECK(*closing.figures.in_system == doctest::Approx(8.95031193288).epsilon(1e-6));
    CHECK(closing.figures.in_queue.has_value() == (at_closing == AtClosing::suspend));
  }
  s.hours[0].week[3] = {{9 * 3600, 18 * 3600}};  // Thursdays begin later
  s.stages[0].at_closing = AtClosing::finish;
  CHECK(stage_of(theory_of(s), "gate").standing == Standing::none);
}

TEST_CASE("a gate by day whose chain would take too long to follow is told as too large") {
  Scenario s = empty_port();
  s.stages = {stage("gate", 40, exponential_min(4), "day")};  // 6,000 a day fit into its 10 hours
  add_class(s, "truck", {visit("gate"), cleared()}, 5900);
  const StageAnswer gate = stage_of(theory_of(s), "gate");
  CHECK(gate.standing == Standing::none);
  CHECK(gate.why == Obstacles{Obstacle::hours, Obstacle::too_large});
}

TEST_CASE("those who balk are those who find a limited queue full; what comes after is not known") {
  Scenario s = three_stages(exponential_min(2.5), exponential_min(1));
  s.stages[0].rules.balk_at = 3;
  const ScenarioTheory theory = theory_of(s);
  const StageAnswer& gate = stage_of(theory, "gate");
  CHECK(gate.notation == "M/M/2/5");
  const LossFigures q = mmck(1000 / k_day_s, 1 / 150.0, 2, 5);
  CHECK(*gate.figures.turned_away_share == exact(q.blocked_share));
  CHECK(*gate.figures.wait_s == exact(q.wait));
  CHECK(*gate.figures.wait_share == exact(q.wait_share));
  CHECK(stage_of(theory, "exit").standing == Standing::none);
  CHECK(stage_of(theory, "exit").why == Obstacles{Obstacle::unknown_numbers});
  CHECK(theory.ways.at(0).standing == Standing::none);
}

TEST_CASE("priorities with a limited queue: all together are as in M/M/c/K, if they are alike") {
  Scenario s = empty_port();
  s.stages = {stage("gate", 2, exponential_min(2.5))};
  s.stages[0].rules.balk_at = 3;
  s.stages[0].priority = {{"bus", 1}, {"truck", 2}};
  add_class(s, "bus", {visit("gate"), cleared()}, 300);
  add_class(s, "truck", {visit("gate"), cleared()}, 700);
  const StageAnswer gate = stage_of(theory_of(s), "gate");
  CHECK(gate.standing == Standing::exact);
  CHECK(gate.notation == "M/M/2/5");
  const LossFigures q = mmck(1000 / k_day_s, 1 / 150.0, 2, 5);
  CHECK(*gate.figures.turned_away_share == exact(q.blocked_share));
  CHECK(*gate.figures.in_queue == exact(q.in_queue));
  CHECK(gate.classes.empty());
  s.stages[0].preempts = true;  // who is broken off needs a place again
  CHECK(stage_of(theory_of(s), "gate").why == Obstacles{Obstacle::several_rules});
  s.stages[0].preempts = false;
  s.stages[0].service_by_class["bus"] = sim::constant(60);
  CHECK(stage_of(theory_of(s), "gate").why == Obstacles{Obstacle::several_rules});
  s.stages[0].service_by_class["bus"] = exponential_min(1);
  CHECK(stage_of(theory_of(s), "gate").model == QueueModel::markov_chain);
}

TEST_CASE("an overloaded stage has no answer, and what follows has none") {
  const ScenarioTheory theory = theory_of(three_stages(exponential_min(3), exponential_min(1)));
  CHECK(stage_of(theory, "gate").why == Obstacles{Obstacle::overload});
  CHECK_FALSE(stage_of(theory, "gate").figures.wait_s.has_value());
  CHECK(stage_of(theory, "exit").standing == Standing::none);
  CHECK(stage_of(theory, "exit").why == Obstacles{Obstacle::overload_before});
}

namespace {

/// Two single servers in a row, `places` before the second, 600 a day.
Scenario line(std::int64_t places, const sim::Distribution& second) {
  Scenario s = empty_port();
  s.stages = {stage("first", 1, exponential_min(1)), stage("second", 1, second)};
  s.stages[1].queue_places = places;
  add_class(s, "truck", {visit("first"), cleared(), visit("second")}, 600);
  return s;
}

}  // namespace

TEST_CASE("a line with a limited queue is solved by its chain; with room enough it is Jackson's") {
  const ScenarioTheory theory = theory_of(line(60, exponential_min(1)));
  const QueueFigures q = mmc(600 / k_day_s, 1 / 60.0, 1);
  for (const StageAnswer& s : theory.stages) {
    CHECK(s.standing == Standing::exact);
    CHECK(s.model == QueueModel::markov_chain);
    CHECK(*s.figures.wait_s == doctest::Approx(q.wait).epsilon(1e-6));
    CHECK(*s.figures.utilisation == doctest::Approx(q.utilisation).epsilon(1e-6));
  }
  CHECK(*theory.ways.at(0).sojourn_s == doctest::Approx(2 * q.sojourn).epsilon(1e-6));
}

TEST_CASE("a line without room between agrees with its chain written by hand") {
  struct Two {  // those at the first station, whether one is kept there, whether the second works
    int first = 0;
    int kept = 0;
    int second = 0;
    bool operator<(const Two& o) const {
      return std::array{first, kept, second} < std::array{o.first, o.kept, o.second};
    }
  };
  const double lambda = 600 / k_day_s;
  const double mu = 1 / 60.0;
  const SteadyState<Two> chain(Two{}, [=](const Two& x) {
    std::vector<Move<Two>> moves;
    if (x.first < 200) moves.push_back({{x.first + 1, x.kept, x.second}, lambda});
    if (x.first > 0 && x.kept == 0)
      moves.push_back({x.second ? Two{x.first, 1, 1} : Two{x.first - 1, 0, 1}, mu});
    if (x.second) moves.push_back({x.kept ? Two{x.first - 1, 0, 1} : Two{x.first, 0, 0}, mu});
    return moves;
  });
  const ScenarioTheory theory = theory_of(line(0, exponential_min(1)));
  const StageFigures& first = stage_of(theory, "first").figures;
  CHECK(*first.blocked == exact(chain.mean([](const Two& x) { return x.kept; })));
  CHECK(*first.in_system == exact(chain.mean([](const Two& x) { return x.first; })));
  const StageFigures& second = stage_of(theory, "second").figures;
  CHECK(*second.in_queue == *first.blocked);  // as results count them, where else they stand or not
  CHECK(*second.wait_s == exact(*first.blocked / lambda));
  CHECK(*theory.ways.at(0).in_system ==
        exact(chain.mean([](const Two& x) { return x.first + x.second; })));
  CHECK(*theory.ways.at(0).capacity_per_s == exact(mu * 2 / 3));  // Hunt 1956
}

TEST_CASE("a line that turns away before its first queue is solved by its chain") {
  // Two single servers without room, at which as many come as either can serve. By hand, with p the
  // share of time without anybody: the first works alone 3/2 p, the second alone p, both p/2, the
  // first is kept p/2; 5/9 of those who come find the first taken.
  Scenario s = line(0, exponential_min(1));
  s.stages[0].queue_places = 0;
  s.stages[0].rules.turns_away = true;
  s.classes[0].rates[0].rate_per_day = 1440;
  const ScenarioTheory theory = theory_of(s);
  const StageAnswer& first = stage_of(theory, "first");
  CHECK(first.standing == Standing::exact);
  CHECK(first.model == QueueModel::markov_chain);
  CHECK(*first.figures.turned_away_share == exact(5.0 / 9));
  CHECK(*first.figures.utilisation == exact(4.0 / 9));
  CHECK(*first.figures.blocked == exact(1.0 / 9));
  CHECK(*theory.ways.at(0).per_s == exact(4.0 / 9 / 60));
  CHECK(*theory.ways.at(0).in_system == exact(2.0 / 9 * (1.5 + 1 + 2 * 0.5 + 2 * 0.5)));
  CHECK(*theory.ways.at(0).capacity_per_s == exact(2.0 / 3 / 60));  // Hunt 1956
  s.stages[0].queue_places = 30;  // so much room that nearly nobody is lost
  s.classes[0].rates[0].rate_per_day = 600;
  const ScenarioTheory open = theory_of(line(0, exponential_min(1)));
  CHECK(*theory_of(s).ways.at(0).in_system ==
        doctest::Approx(*open.ways.at(0).in_system).epsilon(1e-4));
}

TEST_CASE("a limited queue with other service has no answer, and says whose servers it keeps") {
  const ScenarioTheory theory = theory_of(line(5, sim::constant(60)));
  CHECK(stage_of(theory, "first").standing == Standing::none);
  CHECK(stage_of(theory, "first").why == Obstacles{Obstacle::held_back});
  CHECK(stage_of(theory, "second").why == Obstacles{Obstacle::holds_back});
  Scenario apart = line(5, sim::constant(60));
  apart.processes[0].steps.insert(apart.processes[0].steps.begin() + 1, travel(60));
  CHECK(stage_of(theory_of(apart), "first").standing == Standing::exact);  // they wait on the road
  CHECK(stage_of(theory_of(apart), "second").standing == Standing::exact);
}

TEST_CASE("documents leave answers out, with the reason") {
  Scenario s = three_stages(exponential_min(2), exponential_min(1));
  s.processes[0].steps.insert(s.processes[0].steps.begin() + 1, {AwaitDocuments{}, {}});
  s.processes[0].steps.insert(s.processes[0].steps.begin(), {Declare{sim::constant(3600)}, {}});
  const ScenarioTheory theory = theory_of(s);
  CHECK(theory.ways.at(0).standing == Standing::none);
  CHECK(theory.ways.at(0).why.count(Obstacle::documents) == 1);
  CHECK(stage_of(theory, "exit").standing == Standing::approximate);
}

TEST_CASE("arrivals that end leave no long run, a limit that is out of reach is none") {
  Scenario s = three_stages(exponential_min(2), exponential_min(1));
  s.classes[0].arrivals.limit = 9000;  // of 10,000 in ten days
  for (const StageAnswer& stage : theory_of(s).stages)
    CHECK(stage.why == Obstacles{Obstacle::arrivals_end});
  CHECK(theory_of(s).ways.at(0).standing == Standing::none);
  s.classes[0].arrivals.limit = 10500;  // five standard deviations
  CHECK(stage_of(theory_of(s), "gate").standing == Standing::none);
  s.classes[0].arrivals.limit = 10700;
  CHECK(stage_of(theory_of(s), "gate").standing == Standing::exact);
  CHECK(theory_of(s).ways.at(0).standing == Standing::exact);
}

TEST_CASE("the text names model, source and standing in both languages, JSON the same") {
  const auto holds = [](const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  };
  const CheckReport report = check(three_stages(sim::erlang(4, 120), exponential_min(1)));
  const std::string en = to_text(report, Language::en);
  for (const char* part : {"Queueing theory", "GI/G/2", "why not exact", "APPROXIMATION", "Whitt",
                           "2 service is not exponential", "from arriving to leaving"}) {
    CHECK_MESSAGE(holds(en, part), part << " is not in\n" << en);
  }
  const std::string zh = to_text(report, Language::zh);
  for (const char* part :
       {"排队论", "非精确原因", "近似公式", "作业时间不服从指数分布", "自到达至离开"})
    CHECK_MESSAGE(holds(zh, part), part << " is not in\n" << zh);
  const auto found = to_json(report)["theory"];
  CHECK(found["stages"][0]["stage"] == "gate");
  CHECK(found["stages"][0]["answer"] == "approximation");
  CHECK(found["stages"][0]["model"] == "network-approximation");
  CHECK(found["stages"][0]["why"][0]["id"] == "general-service");
  CHECK(found["stages"][0]["wait_s"].is_number());
  CHECK(found["classes"][0]["class"] == "truck");

  const auto exact_json =
      to_json(check(three_stages(exponential_min(2), exponential_min(1))))["theory"];
  CHECK(exact_json["stages"][0]["answer"] == "exact");
  CHECK(exact_json["stages"][0]["notation"] == "M/M/2");
  CHECK(exact_json["stages"][0]["source"] == "Erlang 1917; Gross & Harris, ch. 2");
  CHECK(exact_json["classes"][0]["model"] == "jackson-network");
}
