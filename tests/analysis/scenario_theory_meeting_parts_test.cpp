// Stages that parts of one vehicle come to over several of its ways side by side: arrivals there
// depend on each other, whatever each way brings alone.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "analysis/check.hpp"
#include "analysis/theory/queues.hpp"
#include "analysis/theory_words.hpp"
#include "tests/analysis/exact.hpp"
#include "tests/analysis/stage_answer.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::analysis::theory;
using namespace kouan::models;
using namespace kouan::test;

namespace {

constexpr double k_parts_per_s = 480.0 / 86400;

ProcessStep side_by_side(std::vector<Steps> ways) { return {Parallel{std::move(ways)}, {}}; }

/// Four single servers of a minute each; 480 vehicles a day, which do these steps.
Scenario four_servers(Steps steps) {
  Scenario s = empty_port();
  for (const char* id : {"s", "u", "v", "w"})
    s.stages.push_back(stage(id, 1, sim::exponential(60)));
  steps.push_back(cleared());
  add_class(s, "truck", std::move(steps), 480);
  return s;
}

/// Whether the stage has no answer since parts meet there.
bool is_met_at(const Scenario& s, const std::string& id) {
  const StageAnswer at = answer_of_stage(s, id);
  return at.standing == Standing::none && at.why.count(Obstacle::parts_meet) == 1;
}

bool is_simple_queue(const Scenario& s, const std::string& id) {
  const StageAnswer at = answer_of_stage(s, id);
  return at.standing == Standing::exact && at.figures.wait_s &&
         *at.figures.wait_s == exact(mmc(k_parts_per_s, 1.0 / 60, 1).wait);
}

}  // namespace

TEST_CASE("parts that come to one stage at once are no Poisson stream") {
  const Scenario s = four_servers({side_by_side({{visit("s")}, {visit("s")}})});
  CHECK(is_met_at(s, "s"));
  CHECK(check(s).theory.ways.at(0).standing == Standing::none);
  CHECK(check(s).theory.ways.at(0).why.count(Obstacle::parts_meet) == 1);
}

TEST_CASE("parts that come to one stage behind others are no Poisson stream there") {
  const Scenario across = four_servers({side_by_side({{visit("s")}, {visit("u"), visit("s")}})});
  CHECK(is_met_at(across, "s"));
  CHECK(is_simple_queue(across, "u"));
  const Scenario joined = four_servers(
      {side_by_side({{visit("s"), visit("v"), visit("w")}, {visit("u"), visit("v")}})});
  CHECK(is_simple_queue(joined, "s"));
  CHECK(is_simple_queue(joined, "u"));
  CHECK(is_met_at(joined, "v"));
  const StageAnswer behind = answer_of_stage(joined, "w");
  CHECK(behind.standing == Standing::approximate);
  CHECK(behind.why == Obstacles{Obstacle::shaped_arrivals});
  const Scenario apart = four_servers(
      {side_by_side({{visit("s"), visit("v")}, {visit("u"), travel(60), visit("w")}})});
  for (const char* id : {"s", "u", "v", "w"})
    CHECK(is_simple_queue(apart, id));
}

TEST_CASE("parts meet over nested ways, choices and rounds too") {
  const Scenario nested =
      four_servers({side_by_side({{side_by_side({{visit("s")}, {visit("u")}})},
                                  {choose({share(0.5, {visit("s")}), otherwise({visit("v")})})}})});
  CHECK(is_met_at(nested, "s"));
  CHECK(is_simple_queue(nested, "u"));
  CHECK(answer_of_stage(nested, "v").standing == Standing::exact);
  Repeat round;
  round.steps = {side_by_side({{visit("s")}, {travel(60), visit("s"), visit("u")}})};
  round.again = 0.2;
  const Scenario loop = four_servers({{round, {}}});
  CHECK(is_met_at(loop, "s"));
  CHECK(answer_of_stage(loop, "u").standing == Standing::approximate);
  round.steps = {side_by_side({{visit("s")}, {visit("u")}})};  // round again when both are done
  CHECK(answer_of_stage(four_servers({{round, {}}}), "s").standing == Standing::approximate);
}

TEST_CASE("a part that its whole does not wait for meets it further on") {
  const auto race = [](std::vector<Steps> ways) {
    Parallel first{std::move(ways)};
    first.needed = 1;
    return ProcessStep{first, {}};
  };
  const Scenario on = four_servers({race({{visit("s")}, {visit("u")}}), visit("s"), visit("w")});
  CHECK(is_met_at(on, "s"));
  CHECK(is_simple_queue(on, "u"));
  const Scenario ways = four_servers(
      {race({{visit("u"), visit("s")}, {visit("v")}}), side_by_side({{visit("s")}, {visit("u")}})});
  CHECK(is_met_at(ways, "s"));
  CHECK(is_met_at(ways, "u"));
  CHECK(is_simple_queue(ways, "v"));
  // What a part does not wait for may also meet the whole that the part belongs to.
  const Scenario nested = four_servers(
      {side_by_side({{race({{visit("s")}, {visit("u")}})}, {visit("v")}}), visit("s")});
  CHECK(is_met_at(nested, "s"));
  CHECK(is_simple_queue(nested, "u"));
  CHECK(is_simple_queue(nested, "v"));
  const Scenario all = four_servers({side_by_side({{visit("s")}, {visit("u")}}), visit("s")});
  CHECK(answer_of_stage(all, "s").standing == Standing::approximate);
}

TEST_CASE("others who come from where a part has been arrive by it") {
  Scenario s = four_servers({side_by_side({{visit("s")}, {visit("u")}})});
  add_class(s, "car", {visit("u"), visit("s"), cleared()}, 240);
  CHECK(answer_of_stage(s, "u").standing == Standing::exact);
  CHECK(answer_of_stage(s, "s").standing == Standing::approximate);
  CHECK(answer_of_stage(s, "s").why == Obstacles{Obstacle::shaped_arrivals});
  s.processes[1].steps = {visit("u"), visit("v"), cleared()};  // to where no other part comes
  for (const char* id : {"s", "u", "v"})
    CHECK(answer_of_stage(s, id).standing == Standing::exact);
}

TEST_CASE("that parts meet is told in both languages and for programs") {
  const Scenario s = four_servers({side_by_side({{visit("s")}, {visit("s")}})});
  CHECK(std::string(id_of(Obstacle::parts_meet)) == "parts-meet");
  CHECK(text_of(Obstacle::parts_meet).en.find("parts of one vehicle come here") == 0);
  CHECK(to_text(check(s), Language::zh).find("同一车辆的几部分经多条并行支路到此") !=
        std::string::npos);
  CHECK(to_json(check(s))["theory"]["stages"][0]["why"][0]["id"] == "parts-meet");
}

TEST_CASE("a stage that none come to but those turned away elsewhere is told of, with the reason") {
  Scenario s = four_servers({});
  s.stages[0].queue_places = 0;
  s.stages[0].rules.turns_away = true;
  s.stages[0].service = sim::constant(60);  // else their chain says how many
  Visit first{"s", {}};
  first.otherwise = {visit("u")};
  first.has_otherwise = true;
  s.processes[0].steps = {{first, {}}, cleared()};
  CHECK(answer_of_stage(s, "u").standing == Standing::none);
  CHECK(answer_of_stage(s, "u").why == Obstacles{Obstacle::unknown_numbers});
  CHECK(check(s).theory.stages.size() == 2);  // nobody comes to the others
}

TEST_CASE("a stage that none come to but parts of others is told of, with the reason") {
  Scenario s = four_servers({{Split{"trailer"}, {}}});
  add_class(s, "trailer", {visit("s"), cleared()}, 0).from = "processes";
  CHECK(answer_of_stage(s, "s").standing == Standing::none);
  CHECK(answer_of_stage(s, "s").why == Obstacles{Obstacle::others});
  s.processes[0].steps = {cleared()};  // of which there are none
  CHECK(check(s).theory.stages.empty());
}

TEST_CASE("a stage of which those at the start are all that come is told of, with the reason") {
  Scenario s = four_servers({visit("s")});
  s.classes[0].rates.clear();
  s.classes[0].arrivals.kind = ArrivalKind::steady;
  s.classes[0].arrivals.at_start = 3;
  CHECK(answer_of_stage(s, "s").why == Obstacles{Obstacle::arrivals_end});
}
