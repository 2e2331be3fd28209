#include "analysis/report/mode_shift_capacity.hpp"

#include <fmt/format.h>

#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/units.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

Text without_results_of(int all, int with_results, const Text& port) {
  return {fmt::format("{} of {} {} ended without results", all - with_results,
                      counted(all, "saturated run"), port.en),
          fmt::format("{} 次{}饱和运行中有 {} 次无结果", all, port.zh, all - with_results)};
}

/// " (2 of 3 saturated runs with the railway ended without results)", where some did.
Text in_brackets(bool is_whole, const Text& why) {
  if (is_whole) return {};
  return {" (" + why.en + ")", "（" + why.zh + "）"};
}

Text port_gain(const ModeShiftOutcome& outcome) {
  const Estimate& more = outcome.capacity.difference;
  const Text why = road_without_results(outcome);
  if (!more.known())
    return {"By how much capacity of the whole port changes is not known, since " + why.en,
            "全口岸年通过能力变化未知，因 " + why.zh};
  const Text part = in_brackets(outcome.road_capacity.n == outcome.replications, why);
  return {"Capacity of the whole port changes by " + tonnes_more(more).en + " a year" + part.en,
          "全口岸年通过能力变化 " + tonnes_more(more).zh + part.zh};
}

Text capacity_of_both(const ModeShiftOutcome& outcome) {
  const Estimate& rail = outcome.rail_capacity;
  const Text why = rail_without_results(outcome);
  if (!rail.known())
    return {"Capacity of the railway, and of the whole port with it, is not known: " + why.en + ".",
            "铁路及有铁路时全口岸的通过能力未知：" + why.zh + "。"};
  const Text part = in_brackets(rail.n == outcome.replications, why);
  const Text gain = port_gain(outcome);
  return {fmt::format("{}; that of the railway is {}{}.", gain.en, tonnes(rail).en, part.en),
          fmt::format("{}；铁路为 {}{}。", gain.zh, tonnes(rail).zh, part.zh)};
}

/// Nothing can't get less.
Text carried_when_full(const Estimate& capacity, const Text& mode) {
  if (capacity.known() && capacity.mean == 0)
    return {"Nothing is carried by " + mode.en + " in these runs.",
            mode.zh + "在这些运行中毫无货运量。"};
  return {"What " + mode.en +
              " can carry is what passed all the same, and in a longer run may be less.",
          mode.zh + "通过能力按其间年货运量计，运行更长时可能更低。"};
}

/// Who stands may be of the road.
Text when_rail_is_full(const ModeShiftOutcome& outcome) {
  const bool is_none = outcome.rail_capacity.known() && outcome.rail_capacity.mean == 0;
  return carried_when_full(outcome.rail_capacity, is_none ? Text{"the railway", "铁路"}
                                                          : Text{"port and railway", "口岸与铁路"});
}

Text standing_told(const StandingRuns& found, const char* run, const Text& which,
                   const Text& means) {
  return {fmt::format("In {} of {} {}, {}. {}", found.runs, counted(found.of, run), which.en,
                      found.first.en, means.en),
          fmt::format("{} 次{}运行中有 {} 次，{}。{}", found.of, which.zh, found.runs,
                      found.first.zh, means.zh)};
}

}  // namespace

Text rail_without_results(const ModeShiftOutcome& outcome) {
  return without_results_of(outcome.replications, outcome.rail_capacity.n,
                            {"with the railway", "有铁路的"});
}

Text road_without_results(const ModeShiftOutcome& outcome) {
  return without_results_of(outcome.replications, outcome.road_capacity.n,
                            {"of the road alone", "仅公路的"});
}

std::vector<Text> capacity_sentences(const ModeShiftOutcome& outcome) {
  std::vector<Text> out = {capacity_of_both(outcome)};
  const auto standing = [&](const StandingRuns& found, const char* run, const Text& which,
                            const Text& means) {
    if (found.runs > 0) out.push_back(standing_told(found, run, which, means));
  };
  // A run in which some stand for ever has results; they are of what passed before.
  standing(outcome.standing.with_rail, "saturated run", {"with the railway", "有铁路的饱和"},
           when_rail_is_full(outcome));
  standing(outcome.standing.road_alone, "saturated run", {"of the road alone", "仅公路的饱和"},
           carried_when_full(outcome.road_capacity, {"the road", "公路"}));
  const Text as_run{"Times and tonnes there hold for the length of the run only.",
                    "其时间与货运量仅对所仿真的时长有效。"};
  standing(outcome.standing_given.with_rail, "run",
           {"with the railway at the demands tried", "有铁路的给定需求"}, as_run);
  standing(outcome.standing_given.road_alone, "run",
           {"of the road alone at the demands tried", "仅公路的给定需求"}, as_run);
  return out;
}

}  // namespace kouan::analysis
