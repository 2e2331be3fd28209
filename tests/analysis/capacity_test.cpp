#include "analysis/capacity.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "analysis/samples.hpp"
#include "models/compile.hpp"
#include "sim/run.hpp"
#include "tests/analysis/hand_made.hpp"
#include "tests/support/port_builder.hpp"

namespace an = kouan::analysis;
namespace sim = kouan::sim;
using namespace kouan::test;

namespace {

an::Gain gain(const std::string& id, const std::vector<double>& with) {
  const std::vector<double> base = {10, 20, 30};
  return {{id, {id, id}, false}, an::paired_difference(base, with), with, 0.5};
}

}  // namespace

TEST_CASE("a larger gain by chance does not lead, yet it is not excluded: a rival") {
  const an::Bottleneck b = an::rank_gains({
      gain("0", {10, 20, 30}),        // nothing
      gain("1", {11.0, 21.1, 31.0}),  // 1.03, surely
      gain("2", {22, 20, 30}),        // 4, by chance
  });
  REQUIRE(b.place.has_value());
  CHECK(b.judged);
  CHECK(b.place->id == "1");
  REQUIRE(b.rivals.size() == 1);
  CHECK(b.rivals[0].id == "2");
  REQUIRE(b.gains.size() == 3);
  CHECK(b.gains[0].place.id == "2");
  CHECK(b.gains[2].place.id == "0");
}

namespace {

/// Beside six places that change nothing: eight gains need a t of 102 in two replications.
an::Bottleneck beside_six(std::vector<an::Gain> gains) {
  for (int i = 0; i < 6; ++i)
    gains.push_back(gain("0", {10, 20}));
  return an::rank_gains(std::move(gains));
}

}  // namespace

// Found in two replications of two weeks of a port: 1.37 ± 0.08 and 6.94 ± 1.13.
TEST_CASE("no smaller gain leads because it is surer where the larger is larger for sure") {
  const an::Gain small = gain("agv-load", {11.3637, 21.3763});
  const an::Bottleneck alone = beside_six({small});
  REQUIRE(alone.place.has_value());
  CHECK(alone.place->id == "agv-load");
  const an::Bottleneck both = beside_six({small, gain("mn-exit", {16.851, 27.029})});
  CHECK_FALSE(both.judged);
  CHECK_FALSE(both.place.has_value());
  CHECK(both.rivals.empty());
  CHECK(both.gains[0].place.id == "mn-exit");
  an::Gain screened = gain("mn-exit", {16.851, 27.029});
  screened.is_screened_out = true;
  CHECK(beside_six({small, screened}).place.has_value());
}

// 6.47 ± 1.23: not 0 by itself, and not sure among eight.
TEST_CASE("a gain that matters and is not sure yet leaves it open, and is not taken for chance") {
  const an::Bottleneck b = beside_six({gain("coal", {16.373, 26.567})});
  CHECK_FALSE(b.judged);
  CHECK_FALSE(b.place.has_value());
  // A hundredth of capacity is what matters: 0.15 here.
  CHECK_FALSE(beside_six({gain("a", {10.01, 20})}).judged);
  CHECK(beside_six({gain("a", {10.001, 20})}).judged);
}

// Gains of 2 in every replication, of 1.5 to 2.5, and of 1 in every replication.
TEST_CASE("places whose gains cannot be told apart are rivals, and others are not") {
  const an::Bottleneck b = an::rank_gains(
      {gain("a", {12, 22, 32.1}), gain("b", {11.5, 22.5, 32}), gain("c", {11, 21, 31.1})});
  REQUIRE(b.place.has_value());
  CHECK(b.place->id == "a");
  REQUIRE(b.rivals.size() == 1);
  CHECK(b.rivals[0].id == "b");
  CHECK(b.judged);
}

TEST_CASE("what was given up after screening is no rival: it has too few replications") {
  an::Gain screened = gain("b", {11.5, 22.5});
  screened.is_screened_out = true;
  const an::Bottleneck b = an::rank_gains({gain("a", {12, 22, 32.1}), screened});
  CHECK(b.place->id == "a");
  CHECK(b.rivals.empty());
}

TEST_CASE("what has the replications of the screening alone cannot lead, however large") {
  an::Gain screened = gain("b", {14, 24.1});
  screened.is_screened_out = true;
  const an::Bottleneck b = an::rank_gains({gain("a", {12, 22, 32.1}), screened});
  CHECK(b.gains[0].place.id == "b");
  REQUIRE(b.place.has_value());
  CHECK(b.place->id == "a");
}

TEST_CASE("the largest of many has to be surer than the only one") {
  // 1 with a standard error of 0.1: t = 10, above 4.30 for one place and below 19.96 for twenty.
  const an::Gain sure = gain("a", {10.8268, 21, 31.1732});
  CHECK(an::rank_gains({sure}).place.has_value());
  std::vector<an::Gain> many(19, gain("0", {10, 20, 30}));
  many.push_back(sure);
  CHECK_FALSE(an::rank_gains(many).place.has_value());
}

TEST_CASE("after an interruption rivals are compared over the replications that both have") {
  const an::Bottleneck b =
      an::rank_gains({gain("a", {12, 22, 32.1}), gain("b", {11.5, 22.5}), gain("c", {11, 21.01})});
  CHECK(b.place->id == "a");
  REQUIRE(b.rivals.size() == 1);
  CHECK(b.rivals[0].id == "b");
}

TEST_CASE("one replication leaves the bottleneck unknown and not absent") {
  const an::Bottleneck b = an::rank_gains({gain("a", {12})});
  CHECK_FALSE(b.judged);
  CHECK_FALSE(b.place.has_value());
}

TEST_CASE("no gain that can be told from chance, nor could matter: no bottleneck") {
  const an::Bottleneck b = an::rank_gains({gain("0", {10, 20, 30}), gain("1", {10.02, 20, 29.99})});
  CHECK_FALSE(b.place.has_value());
  CHECK(b.judged);
  const an::Bottleneck wide = an::rank_gains({gain("0", {10, 20, 30}), gain("1", {22, 20, 30})});
  CHECK_FALSE(wide.place.has_value());
  CHECK_FALSE(wide.judged);
}

TEST_CASE("a loss is no bottleneck however sure") {
  CHECK_FALSE(an::rank_gains({gain("0", {9.0, 19.1, 29.0})}).place.has_value());
}

TEST_CASE("screening keeps the largest gains and no place that changed nothing") {
  const std::vector<an::Gain> gains = {gain("5", {11, 21, 31}), gain("6", {13, 23, 33}),
                                       gain("7", {10, 20, 30}), gain("8", {12, 22, 32}),
                                       gain("9", {11, 21, 31})};
  CHECK(an::best_candidates(gains, 3) == std::vector<std::string>{"6", "8", "5"});
  CHECK(an::best_candidates(gains, 10).size() == 4);
}

TEST_CASE("only stages at which anybody waited are tried") {
  const auto scenario = kouan::tests::hand_made_scenario();
  const auto compiled = kouan::tests::hand_made_model();
  an::Samples samples(scenario, compiled);
  samples.add(kouan::tests::hand_made_run(0));
  const std::vector<an::Place> candidates = an::bottleneck_candidates(scenario, samples);
  REQUIRE(candidates.size() == 1);
  CHECK(candidates[0].id == "gate");
}

namespace {

/// One saturated run of ten days after a warm-up of one.
an::Samples saturated(kouan::models::Scenario& s) {
  s.saturated_warm_up_s = 86400;
  const auto compiled = kouan::models::compile(s, {kouan::models::DemandMode::saturated, ""});
  an::Samples samples(s, compiled);
  samples.add(sim::run(compiled.model, {}));
  return samples;
}

}  // namespace

TEST_CASE("what piles up behind clearance is no capacity") {
  kouan::models::Scenario s = empty_port(11);
  s.stages = {stage("gate", 1, sim::constant(60)), stage("exit", 1, sim::constant(150))};
  add_class(s, "truck", {visit("gate"), cleared(), visit("exit")});
  const an::Samples samples = saturated(s);
  // 576 a day leave of 1,440 that are cleared.
  CHECK(samples.of_port("cleared_per_day")[0] == doctest::Approx(576).epsilon(1e-3));
  CHECK(samples.of_port("tonnes_per_year")[0] == doctest::Approx(576 * 10 * 365).epsilon(1e-3));
  const auto places = an::bottleneck_candidates(s, samples);
  REQUIRE(places.size() == 2);
  CHECK(places[1].id == "exit");
}

TEST_CASE("who has no load to put down waits for no store, and comes as given in saturated runs") {
  kouan::models::Scenario s = empty_port(11);
  s.stages = {stage("gate", 1, sim::constant(600))};
  kouan::models::Store store;
  store.id = "heap";
  store.capacity_kg = 100e3;
  store.removal_kg_per_s = 100;
  s.stores = {store};
  add_class(s, "truck", {visit("gate"), cleared()});
  add_class(s, "empty", {cleared(), unload("heap")}, 20).payload_kg = sim::constant(0);
  const an::Samples samples = saturated(s);
  CHECK(samples.of_port("tonnes_per_year")[0] == doctest::Approx(144 * 10 * 365).epsilon(0.01));
  CHECK(samples.of_class(1, "cleared_per_day")[0] == doctest::Approx(20).epsilon(0.3));
}

TEST_CASE("a stage that all share is tried for the bottleneck although nobody queues there") {
  kouan::models::Scenario s = empty_port(11);
  s.stages = {stage("gate", 1, sim::constant(60)), stage("idle", 1, sim::constant(60))};
  s.stages[0].is_shared = s.stages[1].is_shared = true;
  add_class(s, "truck", {visit("gate"), cleared()});
  const auto places = an::bottleneck_candidates(s, saturated(s));
  REQUIRE(places.size() == 1);
  CHECK(places[0].id == "gate");
}

TEST_CASE("longer hours are told beside the places and are never the bottleneck") {
  an::Gain hour = gain("day", {15, 25.1, 35});
  hour.place.hours = 1;
  const an::Bottleneck b = an::rank_gains({hour, gain("a", {12, 22, 32.1})});
  REQUIRE(b.place.has_value());
  CHECK(b.place->id == "a");
  CHECK(b.gains.size() == 1);
  REQUIRE(b.longer.size() == 1);
  CHECK(b.longer[0].place.id == "day");
}

TEST_CASE("hours that somebody keeps and that leave room are tried longer") {
  kouan::models::Scenario s = kouan::tests::hand_made_scenario();
  const auto hours = [](const std::string& id, std::int32_t from_s) {
    kouan::models::Hours h;
    h.id = id;
    for (auto& day : h.week)
      day = {{from_s, 86400}};
    return h;
  };
  s.hours = {hours("day", 8 * 3600), hours("nearly", 1800), hours("always", 0),
             hours("idle", 3600)};
  s.stages[0].groups.clear();
  for (const char* id : {"day", "nearly", "always"})
    s.stages[0].groups.push_back({1, id});
  const std::vector<an::Place> found = an::hours_candidates(s);
  REQUIRE(found.size() == 3);
  CHECK(found[0].id == "day");
  CHECK(found[0].hours == 1);
  CHECK(found[1].hours == 2);
  CHECK(found[2].id == "nearly");
}
