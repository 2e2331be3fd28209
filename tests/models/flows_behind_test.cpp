// Whose goods classes carry, on ports of a few lines.
#include "models/flows_behind.hpp"

#include <doctest/doctest.h>

#include <utility>

#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::models;
using namespace kouan::test;

namespace {

using Flows = std::set<std::string>;

ProcessStep split_into(const std::string& part) {
  Split split;
  split.into = part;
  return {split, {}};
}

ProcessStep gather_at(const std::string& place) {
  Gather gather;
  gather.at = place;
  return {gather, {}};
}

EntityClass& add_made(Scenario& s, const std::string& id, Steps steps = {cleared()}) {
  EntityClass& cls = add_class(s, id, std::move(steps), 0);
  cls.from = "processes";
  return cls;
}

Gathering gathering(const std::string& id, const std::string& into, const std::string& members) {
  Gathering g;
  g.id = id;
  g.number = 2;
  g.into = into;
  g.members = members;
  return g;
}

}  // namespace

TEST_CASE("parts carry the goods of their whole, also parts of parts and those split off inside") {
  Scenario s = empty_port();
  s.stages = {stage("gate", 1, sim::constant(60))};
  add_class(s, "train", {visit("gate", {split_into("cut")}), cleared()}).flow = "rail";
  add_class(s, "truck", {cleared()}).flow = "road";
  add_made(s, "cut", {split_into("wagon"), cleared()});
  add_made(s, "wagon");
  const std::vector<Flows> behind = flows_behind(s);
  CHECK(behind[0] == Flows{"rail"});
  CHECK(behind[1] == Flows{"road"});
  CHECK(behind[2] == Flows{"rail"});
  CHECK(behind[3] == Flows{"rail"});
}

TEST_CASE("who is gathered hands its goods on, and stays aboard or ends") {
  Scenario s = empty_port();
  s.gatherings = {gathering("stand", "convoy", "aboard"), gathering("track", "consist", "end")};
  add_class(s, "truck", {gather_at("stand")}).flow = "road";
  add_class(s, "wagon", {gather_at("track")}).flow = "rail";
  add_made(s, "convoy");
  add_made(s, "consist");
  const std::vector<Flows> behind = flows_behind(s);
  CHECK(behind[2] == Flows{"road"});
  CHECK(behind[3] == Flows{"rail"});
}

TEST_CASE("goods of several flows, and of none, are told apart from those of one") {
  Scenario s = empty_port();
  add_class(s, "train", {split_into("cut")}).flow = "rail";
  add_class(s, "truck", {split_into("cut")}).flow = "road";
  add_class(s, "other", {split_into("box")});  // at stated rates
  add_class(s, "empty", {split_into("cut")}).payload_kg = sim::constant(0);
  add_made(s, "cut");
  add_made(s, "box");
  const std::vector<Flows> behind = flows_behind(s);
  CHECK(behind[4] == Flows{"rail", "road"});
  CHECK(behind[5] == Flows{""});
  CHECK(behind[3].empty());
}

TEST_CASE("those who are cleared over the inner steps of a gathering have each other's goods") {
  Scenario s = empty_port();
  Gathering pair;
  pair.id = "pair";
  pair.of = {{"train", 1}, {"truck", 1}};
  s.gatherings = {pair};
  const auto come = [](Steps inner) {
    Gather gather;
    gather.at = "pair";
    gather.steps = std::move(inner);
    return ProcessStep{gather, {}};
  };
  add_class(s, "train", {come({travel(60), cleared()})}).flow = "rail";
  add_class(s, "truck", {come({travel(60), cleared()})}).flow = "road";
  add_class(s, "other", {cleared()}).flow = "road";
  const std::vector<Flows> behind = flows_behind(s);
  CHECK(behind[0] == Flows{"rail", "road"});
  CHECK(behind[1] == Flows{"rail", "road"});
  CHECK(behind[2] == Flows{"road"});
  // Each cleared by itself keeps its own.
  for (Process& process : s.processes)
    process.steps = {come({travel(60)}), cleared()};
  CHECK(flows_behind(s)[0] == Flows{"rail"});
}
