// The rules by which goods part between road and rail, against what a hand computes.
#include "analysis/mode_split.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <vector>

#include "analysis/mode_shift.hpp"

using namespace kouan;
using namespace kouan::analysis;

namespace {

/// The log-odds of rail change by ln 3 with an hour, at equal prices: shares are 1 / (1 + 3^d).
models::ModeSplit split_by_hours() {
  models::ModeSplit split;
  split.lever = "rail";
  split.time_value_usd_per_t_h = 1;
  split.sensitivity_t_per_usd = std::log(3.0);
  return split;
}

/// Goes on until done; `times`: the stub for runs.
SuccessiveAverages searched(const models::ModeSplit& split, double start,
                            const std::function<ModeTimes(double)>& times) {
  SuccessiveAverages search(start);
  while (!search.is_done())
    search.answer(chosen_share(split, times(search.share())));
  return search;
}

SplitFigures figures_at(double demand_t, const std::vector<double>& alone_h,
                        const std::vector<double>& beside_h) {
  SplitFigures out;
  out.demand_t_per_year = demand_t;
  out.time_h = paired_difference(alone_h, beside_h);
  return out;
}

}  // namespace

TEST_CASE("the share that chooses rail is the logit of generalised costs") {
  models::ModeSplit split = split_by_hours();
  CHECK(chosen_share(split, {5, 5}) == doctest::Approx(0.5));
  CHECK(chosen_share(split, {5, 6}) == doctest::Approx(0.25));
  CHECK(chosen_share(split, {6, 5}) == doctest::Approx(0.75));
  split.road_price_usd_per_t = 2;
  split.rail_price_usd_per_t = 1;  // a dollar is an hour
  CHECK(chosen_share(split, {5, 6}) == doctest::Approx(0.5));
  split.road_preference_usd_per_t = 1;
  CHECK(chosen_share(split, {5, 6}) == doctest::Approx(0.25));
}

TEST_CASE("successive averages find the fixed point from either side") {
  // Rail takes four hours times its share, the road none: 1 / (1 + 3^(4x)) = x at x = 1/4.
  const auto times = [](double share) { return ModeTimes{0, 4 * share}; };
  const models::ModeSplit split = split_by_hours();
  for (const double start : {0.01, 0.99}) {
    CAPTURE(start);
    const SuccessiveAverages search = searched(split, start, times);
    CHECK(search.is_settled());
    // Where f(x) - x is below 0.01 and f falls with 4 ln 3 x (1 - x) = 0.82, x is this near.
    CHECK(std::abs(search.share() - 0.25) < 0.01 / 1.8);
  }
}

TEST_CASE("where each mode gets quicker with use, the two starts differ") {
  // d = -8 (x - 1/2): 1/2 is a fixed point that repels; 1 / (1 + 3^4) = 1/82 lies near the others.
  const auto times = [](double share) { return ModeTimes{8 * (share - 0.5), 0}; };
  const models::ModeSplit split = split_by_hours();
  const SuccessiveAverages low = searched(split, 0.01, times);
  const SuccessiveAverages high = searched(split, 0.99, times);
  CHECK(low.is_settled());
  CHECK(high.is_settled());
  CHECK(low.share() < 0.05);
  CHECK(high.share() == doctest::Approx(1 - low.share()));
}

TEST_CASE("a search that does not settle ends at a share whose times were asked for") {
  // All or nothing: there is no fixed point.
  double asked = -1;
  SuccessiveAverages search(0.01);
  while (!search.is_done()) {
    asked = search.share();
    search.answer(asked < 0.5 ? 1 : 0);
  }
  CHECK_FALSE(search.is_settled());
  CHECK(search.rounds() == k_most_rounds);
  CHECK(search.share() == asked);
  CHECK(std::abs(search.change()) >= 0.4);
}

TEST_CASE("where a mode has no time for want of traffic, the search begins nearer the middle") {
  SuccessiveAverages low(0.2);
  CHECK(low.begin_nearer_the_middle(false));
  CHECK(low.share() == doctest::Approx(0.4));
  CHECK(low.start() == low.share());
  CHECK(low.begin_nearer_the_middle(false));
  CHECK(low.share() == doctest::Approx(0.5));
  CHECK_FALSE(low.begin_nearer_the_middle(false));
  CHECK(low.rounds() == 0);
  SuccessiveAverages high(0.9);
  CHECK(high.begin_nearer_the_middle(true));
  CHECK(high.share() == doctest::Approx(0.8));
}

TEST_CASE("a constant choice is found in two rounds, exactly") {
  const auto times = [](double) { return ModeTimes{6, 5}; };
  const SuccessiveAverages search = searched(split_by_hours(), 0.01, times);
  CHECK(search.rounds() == 2);
  CHECK(search.share() == chosen_share(split_by_hours(), {6, 5}));
}

TEST_CASE("the share is told over the range of each parameter that has one") {
  models::Scenario scenario;
  models::Provenance price;
  price.path = "levers.rail.split.rail_price";
  price.value = "1 USD/t";
  price.range = "0 USD/t .. 2 USD/t";
  models::Provenance sensitivity = price;
  sensitivity.path = "levers.rail.split.sensitivity";
  sensitivity.value = "1.1";
  sensitivity.range = "";
  scenario.provenance = {price, sensitivity};
  models::ModeSplit split = split_by_hours();
  split.road_price_usd_per_t = 1;
  split.rail_price_usd_per_t = 1;
  const auto shares = shares_over_ranges(scenario, split, {{{5, 5}, 0.6}});
  REQUIRE(shares.size() == 1);
  CHECK(shares[0].field == "rail_price");
  CHECK(shares[0].low == "0 USD/t");
  CHECK(shares[0].high == "2 USD/t");
  CHECK(shares[0].at_low == doctest::Approx(0.6));  // 0.75, but no more can go by rail
  CHECK(shares[0].at_high == doctest::Approx(0.25));
}

TEST_CASE("where a time is not known the share over the range is not either") {
  models::Scenario scenario;
  models::Provenance price;
  price.path = "levers.rail.split.rail_price";
  price.value = "1 USD/t";
  price.range = "0 USD/t .. 2 USD/t";
  scenario.provenance = {price};
  const models::ModeSplit split = split_by_hours();
  const ModeTimes nobody_by_rail{5, k_nan};
  CHECK_FALSE(nobody_by_rail.known());
  const Choosing equal{{5, 5}, 0.6}, no_road{{k_nan, 5}, 0.6};
  for (const std::vector<Choosing>& replications :
       {std::vector<Choosing>{}, {{nobody_by_rail, 0.6}}, {equal, no_road}}) {
    const auto shares = shares_over_ranges(scenario, split, replications);
    REQUIRE(shares.size() == 1);
    CHECK_FALSE(shares[0].at_low);
    CHECK_FALSE(shares[0].at_high);
  }
  CHECK_FALSE(shares_over_ranges(scenario, split, {{{5, 5}, k_nan}})[0].at_low);
  SUBCASE("unless nothing can go by rail: then none does, whatever the times") {
    const auto none = shares_over_ranges(scenario, split, {{nobody_by_rail, 0}});
    CHECK(none[0].at_low == 0.0);
    CHECK(none[0].at_high == 0.0);
    // One replication in which half go at equal costs, one in which the railway carries nothing.
    const auto half = shares_over_ranges(scenario, split, {{{5, 5}, 1}, {nobody_by_rail, 0}});
    CHECK(half[0].at_low == doctest::Approx(0.25));
  }
}

TEST_CASE("time is saved from where every higher demand says so") {
  const SplitFigures costs = figures_at(1, {1.0, 1.1, 1.2}, {2.0, 2.2, 2.1});
  const SplitFigures saves_by_chance = figures_at(2, {3.0, 1.0, 2.0}, {1.0, 2.0, 2.5});
  const SplitFigures saves = figures_at(3, {5.0, 5.1, 5.2}, {2.0, 2.2, 2.1});
  const BreakEven between = break_even({costs, saves_by_chance, saves});
  CHECK(between.not_yet_t_per_year == 2.0);
  CHECK(between.saves_t_per_year == 3.0);
  CHECK_FALSE(break_even({costs, saves_by_chance}).saves_t_per_year);
  CHECK_FALSE(break_even({saves}).not_yet_t_per_year);
  CHECK(break_even({saves, costs, saves}).not_yet_t_per_year == 1.0);
}

TEST_CASE("rules have the names that the command takes") {
  CHECK(split_rule_words().size() == 4);
  CHECK(parse_split_rule("capacity-first") == SplitRule::capacity_first);
  CHECK(parse_split_rule("price-and-time") == SplitRule::price_and_time);
  CHECK_FALSE(parse_split_rule("price"));
}
