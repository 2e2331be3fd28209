#include "analysis/capacity.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/analysis/hand_made.hpp"

namespace an = kouan::analysis;

namespace {

an::Gain gain(const std::string& id, const std::vector<double>& with) {
  const std::vector<double> base = {10, 20, 30};
  return {{id, {id, id}, false}, an::paired_difference(base, with), with, 0.5};
}

}  // namespace

TEST_CASE("the bottleneck is the largest gain whose interval excludes zero") {
  const an::Bottleneck b = an::rank_gains({
      gain("0", {10, 20, 30}),        // nothing
      gain("1", {11.0, 21.1, 31.0}),  // 1.03, surely
      gain("2", {22, 20, 30}),        // 4, by chance
  });
  REQUIRE(b.place.has_value());
  CHECK(b.place->id == "1");
  REQUIRE(b.gains.size() == 3);
  CHECK(b.gains[0].place.id == "2");
  CHECK(b.gains[2].place.id == "0");
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

TEST_CASE("no gain that can be told from chance: no bottleneck") {
  CHECK_FALSE(an::rank_gains({gain("0", {10, 20, 30}), gain("1", {22, 20, 30})}).place.has_value());
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
