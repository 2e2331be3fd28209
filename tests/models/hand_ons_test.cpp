// Goods whose time in the port is not told, on ports of a few lines.
#include "models/hand_ons.hpp"

#include <doctest/doctest.h>

#include <utility>

#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::models;
using namespace kouan::test;

namespace {

ProcessStep set_out(const std::string& part, double share = 0.4,
                    const std::string& clock = "whole") {
  Split split;
  split.into = part;
  split.share = share;
  split.clock = clock;
  return {split, {}};
}

ProcessStep come_together(const std::string& place, Steps inner = {},
                          const std::string& as = "part") {
  Gather gather;
  gather.at = place;
  gather.steps = std::move(inner);
  gather.as = as;
  return {gather, {}};
}

Gathering batches_of(const std::string& into, const std::string& members) {
  Gathering g;
  g.id = "track";
  g.number = 2;
  g.into = into;
  g.members = members;
  return g;
}

/// Trains do `steps`; `cut` and `rake` are made inside, and trucks have nothing to do with it.
Scenario port_of(Steps steps, Steps of_cut = {cleared()}, const std::string& members = "end") {
  Scenario s = empty_port();
  s.gatherings = {batches_of("rake", members)};
  add_class(s, "train", std::move(steps)).flow = "rail";
  add_class(s, "truck", {set_out("box", 0.4, "own"), cleared()}).flow = "other";
  for (const char* id : {"cut", "rake", "box"})
    add_class(s, id, id == std::string("cut") ? of_cut : Steps{cleared()}, 0).from = "processes";
  s.flows.resize(2);
  s.flows[0].id = "rail";
  s.flows[1].id = "other";
  for (EntityClass& cls : s.classes)
    if (!cls.flow.empty()) cls.rates.clear();
  for (Flow& flow : s.flows)
    flow.annual_kg = 1e9;
  return s;
}

/// "why from to", empty where all times add up.
std::string untold(const Scenario& s) {
  static const char* const names[] = {"own-clock", "after-clearance", "not-cleared",
                                      "handed-on-again", "with-others"};
  const auto found = hand_on_of_untold_time(s, {"rail", "road"});
  if (!found) return "";
  return names[static_cast<int>(found->why)] + (" " + found->from + " " + found->to);
}

}  // namespace

TEST_CASE("parts on the clock of their whole, split off before all are cleared, are told") {
  CHECK(untold(port_of({cleared()})).empty());
  CHECK(untold(port_of({set_out("cut"), cleared()})).empty());
  CHECK(untold(port_of({set_out("cut", 1), cleared(), travel(60)})).empty());
  CHECK(
      untold(port_of({choose({share(0.3, {set_out("cut")}), otherwise({})}), cleared()})).empty());
  // Parts of parts.
  CHECK(untold(port_of({set_out("cut"), cleared()}, {set_out("box"), cleared()})).empty());
  // What takes no load hands nothing on.
  CHECK(untold(port_of({cleared(), set_out("cut", 0, "own")})).empty());
}

TEST_CASE("parts on a clock of their own leave out what was before, whatever the share") {
  CHECK(untold(port_of({set_out("cut", 0.4, "own"), cleared()})) == "own-clock train cut");
  CHECK(untold(port_of({set_out("cut", 1, "own"), cleared()})) == "own-clock train cut");
  CHECK(untold(port_of({set_out("cut"), cleared()}, {set_out("box", 1, "own"), cleared()})) ==
        "own-clock cut box");
}

TEST_CASE("nobody is cleared with what is handed on after clearance") {
  CHECK(untold(port_of({cleared(), set_out("cut")})) == "after-clearance train cut");
  CHECK(untold(port_of({choose({share(0.3, {cleared()}), otherwise({})}), set_out("cut"),
                        cleared()})) == "after-clearance train cut");
  CHECK(untold(port_of({cleared(), come_together("track")})) == "after-clearance train rake");
  // On another way it is no matter.
  CHECK(untold(port_of({choose({share(0.3, {cleared()}), otherwise({set_out("cut"), cleared()})})}))
            .empty());
}

TEST_CASE("who has split some off has to be cleared on every way") {
  CHECK(untold(port_of({set_out("cut")})) == "not-cleared train train");
  CHECK(untold(port_of({set_out("cut"), choose({share(0.3, {cleared()}), otherwise({})})})) ==
        "not-cleared train train");
  Parallel parallel;
  parallel.ways = {{set_out("cut")}, {travel(60)}};
  CHECK(untold(port_of({{parallel, {}}, cleared()})).empty());
  CHECK(untold(port_of({{parallel, {}}})) == "not-cleared train train");
}

TEST_CASE("goods are gathered as they came, or their time before is lost") {
  for (const char* members : {"end", "aboard"}) {
    CAPTURE(members);
    CHECK(untold(port_of({come_together("track")}, {cleared()}, members)).empty());
    CHECK(untold(port_of({set_out("cut", 1), cleared()}, {come_together("track")}, members)) ==
          "handed-on-again cut rake");
    CHECK(untold(port_of({set_out("cut"), come_together("track")}, {cleared()}, members)) ==
          "handed-on-again train rake");
  }
  // A batch that is not cleared, as a ferry is not, only takes them along.
  Scenario ferry =
      port_of({set_out("cut"), cleared()}, {come_together("track"), cleared()}, "aboard");
  ferry.processes[3].steps = {travel(60)};
  CHECK(untold(ferry).empty());
}

TEST_CASE("parts that come back onto their own whole are cleared with it") {
  Scenario s = port_of({set_out("cut"), come_together("track", {}, "whole"), cleared()},
                       {travel(60), come_together("track")});
  s.gatherings[0] = {};
  s.gatherings[0].id = "track";
  s.gatherings[0].by = "origin";
  s.gatherings[0].of = {{"cut", 1}, {"train", 1}};
  s.gatherings[0].onto = "train";
  CHECK(untold(s).empty());
  s.gatherings[0].by = "place";  // any train of those that came
  CHECK(untold(s) == "handed-on-again cut train");
}

TEST_CASE("who has goods of its own is not cleared with those of others") {
  Scenario onto = port_of({come_together("track"), cleared()});
  add_class(onto, "wagon", {come_together("track")}).flow = "rail";
  onto.classes.back().rates.clear();
  onto.gatherings[0] = {};
  onto.gatherings[0].id = "track";
  onto.gatherings[0].of = {{"wagon", 1}, {"train", 1}};
  onto.gatherings[0].onto = "train";
  CHECK(untold(onto) == "with-others wagon train");
  // Inner steps are done once for all.
  Scenario inner = port_of({come_together("track", {cleared()})}, {cleared()}, "aboard");
  inner.gatherings[0].into.clear();
  CHECK(untold(inner) == "with-others train train");
  inner.processes[0].steps = {come_together("track", {travel(60)}), cleared()};
  CHECK(untold(inner).empty());
}
