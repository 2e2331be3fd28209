#include "analysis/report/certainty_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/report/numbers.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

/// " and 28 more derived or background knowledge (grades D and C), 98 together": so many has the
/// list of assumptions.
Text derived_too(const CheckReport& before) {
  const auto& all = before.scenario.provenance;
  const auto count = std::count_if(all.begin(), all.end(), [](const models::Provenance& p) {
    return p.grade == models::Grade::d || p.grade == models::Grade::c;
  });
  if (count == 0) return {};
  const std::size_t both = before.assumptions.size() + static_cast<std::size_t>(count);
  return {fmt::format(" and {} more derived or background knowledge (grades D and C), {} together",
                      count, both),
          fmt::format("，另有 {} 个为推算或背景资料（等级 D、C），共 {} 个", count, both)};
}

}  // namespace

void say_intervals(int replications, std::uint64_t seed, Sentences& out) {
  const Text interval =
      replications < 2
          ? Text{"rest on one replication, which gives no interval", "仅一次重复，无置信区间"}
          : Text{fmt::format("are means over {} with 95 % intervals",
                             counted(replications, "replication")),
                 fmt::format("为 {} 次重复的均值，附 95 % 置信区间", replications)};
  out.say(fmt::format("Figures {} (seed {}).", interval.en, seed),
          fmt::format("数字{}（种子 {}）。", interval.zh, seed));
}

void say_assumed(const CheckReport& before, const Text& whose, const Text& besides,
                 Sentences& out) {
  const std::size_t values = before.values;
  const std::size_t unstated = before.unstated;
  if (values == 0 && unstated == 0) return;
  if (values == 0)
    return out.say(fmt::format("None of the {} values states its origin, and intervals do not "
                               "cover what is wrong in them.",
                               unstated),
                   fmt::format("{} 个数值均未标注来源或等级，其误差不在区间之内。", unstated));
  const std::size_t count = before.assumptions.size();
  const double share = 100.0 * static_cast<double>(count) / static_cast<double>(values);
  const Text more = unstated == 0 ? Text{}
                                  : Text{fmt::format(", and {} more {} no origin", unstated,
                                                     unstated == 1 ? "states" : "state"),
                                         fmt::format("，另有 {} 个未标注来源或等级", unstated)};
  const Text derived = derived_too(before);
  out.say(fmt::format("Of {} values {}with a stated origin {} ({:.0f} %) are assumed{}{}.", values,
                      whose.en, count, share, derived.en, more.en),
          fmt::format("{}{} 个标注来源或等级的数值中 {} 个（{:.0f} %）为假定值{}{}。", whose.zh,
                      values, count, share, derived.zh, more.zh));
  out.say(fmt::format("Intervals do not cover what is wrong in these{}.", besides.en),
          fmt::format("其误差不在区间之内{}。", besides.zh));
}

}  // namespace kouan::analysis
