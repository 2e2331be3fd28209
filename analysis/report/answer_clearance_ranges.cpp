#include "analysis/report/answer_clearance_ranges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "analysis/extremes.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/units.hpp"
#include "analysis/report/written_values.hpp"
#include "models/amounts.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

constexpr std::size_t k_named_with_ends = 3;  ///< values that a list names
constexpr std::size_t k_changes_named = 2;    ///< values over which a change is told

bool has_effect(const ScreenedValue& value, EndEffect effect) {
  return value.low.effect == effect || value.high.effect == effect;
}

Text told_time(const Estimate& seconds) {
  return {duration(seconds, Language::en), duration(seconds, Language::zh)};
}

const Text& clock_name(ClearanceClock clock) {
  static const Text k_physical{"physical clearance", "车辆通关时间"};
  static const Text k_documents{"document clearance", "整体通关时间"};
  return clock == ClearanceClock::physical ? k_physical : k_documents;
}

/// The title of the class that it is told of.
Text title_of_class(const VariantOutcome& of) {
  for (const models::EntityClass& cls : of.variant->scenario.classes)
    if (cls.id == of.clearance->entity_class) return cls.title;
  return {};
}

/// "10.5 ± 0.2 h at 4 h", and of an end without figures why.
Text at_end(const std::string& at, const ScreenedEnd& end) {
  const Text where = written_quantity(at);
  const auto words = [&](const Text& what) {
    return Text{fmt::format("at {}: {}", where.en, what.en),
                fmt::format("取 {}：{}", where.zh, what.zh)};
  };
  if (end.paired) return words(told_time(end.paired->with));
  switch (end.effect) {
    case EndEffect::grows:
      return words({"queues grow to the end", "排队持续增长"});
    case EndEffect::stays:
      return words({"about as it is", "大致不变"});
    default:
      return words({"not run", "未能试算"});
  }
}

/// "“Gate: service time” at 30 s: 54.1 ± 0.2 min, at 2 min: queues grow to the end".
Text both_ends(const ScreenedValue& value) {
  const Text low = at_end(value.of.low, value.low), high = at_end(value.of.high, value.high);
  return {fmt::format("“{}” {}, {}", value.title.en, low.en, high.en),
          fmt::format("“{}”{}，{}", value.title.zh, low.zh, high.zh)};
}

/// "Physical clearance with “…” at 30 s: …, at 2 min: …", a sentence for each value that moves it
/// furthest on either clock; how many more there are.
void say_lists(const VariantOutcome& of, Sentences& out) {
  for (const ClearanceClock clock : k_clearance_clocks) {
    const RangeScreening& found = of.clearance->on(clock);
    const std::size_t named = std::min(found.effects.size(), k_named_with_ends);
    Text name = clock_name(clock);
    name.en.front() = clock == ClearanceClock::physical ? 'P' : 'D';  // begins the sentence
    for (std::size_t i = 0; i < named; ++i) {
      const Text ends = both_ends(found.effects[i]);
      out.say(name.en + " with " + ends.en + ".", name.zh + "，" + ends.zh + "。");
    }
    const std::size_t more = found.effects.size() - named;
    if (more > 0)
      out.say(fmt::format("{}: {} more move it less.", name.en, more),
              fmt::format("{}：另有 {} 项，影响较小。", name.zh, more));
  }
}

/// Values that are in such a list on either clock.
std::size_t count_on_either(const ClearanceScreening& found,
                            std::vector<ScreenedValue> RangeScreening::*list) {
  std::set<std::string> paths;
  for (const RangeScreening& one : found.by_clock)
    for (const ScreenedValue& value : one.*list)
      paths.insert(value.of.path);
  return paths.size();
}

/// "; of 2 it cannot be told; 1 could not be run at both ends of its range".
Text rest_of(const ClearanceScreening& found) {
  Text rest;
  if (const std::size_t unsure = count_on_either(found, &RangeScreening::unsure); unsure > 0)
    rest +=
        {fmt::format("; of {} it cannot be told", unsure), fmt::format("；{} 项无法判断", unsure)};
  if (const std::size_t untried = count_on_either(found, &RangeScreening::untried); untried > 0)
    rest += {fmt::format("; {} could not be run at both ends of {}", untried,
                         untried == 1 ? "its range" : "their ranges"),
             fmt::format("；{} 项未能在范围两端试算", untried)};
  return rest;
}

Text moving(std::size_t count) {
  if (count == 0) return {"none is seen to move", "未见"};
  return {count == 1 ? "one moves" : fmt::format("{} move", count), fmt::format("{} 项", count)};
}

bool is_other(const std::optional<PairedDifference>& there, const Estimate& here) {
  return there && is_other_change(there->difference, here);
}

Text way(double change) { return change > 0 ? Text{"longer", "延长"} : Text{"shorter", "缩短"}; }

/// "at 2 h physical clearance is 12 ± 3 s shorter", of `what`; "it" of what has been named.
Text change_at(const std::string& at, const PairedDifference& change, const Text& what) {
  const Text where = written_quantity(at);
  const double mean = change.difference.mean;
  if (!change.is_real())
    return {fmt::format("at {} {} changes by no more than chance explains", where.en, what.en),
            fmt::format("取 {}时{}变化不超过随机误差", before_han(where.zh), what.zh)};
  const Text by = told_time(scaled(change.difference, mean > 0 ? 1 : -1)), to = way(mean);
  return {fmt::format("at {} {} is {} {}", where.en, what.en, by.en, to.en),
          fmt::format("取 {}时{}{} {}", before_han(where.zh), what.zh, to.zh, by.zh)};
}

Text change_at_ends(const ChangeOverRange& change, ClearanceClock clock, bool is_of_base) {
  std::vector<Text> ends;
  for (const auto& [at, end] :
       {std::pair{&change.of.low, &change.low}, std::pair{&change.of.high, &change.high}})
    if (*end)
      ends.push_back(change_at(*at, seen_from(**end, is_of_base),
                               ends.empty() ? clock_name(clock) : Text{"it", ""}));
  return models::listed(ends);
}

}  // namespace

Text at_ends_without_end(const VariantOutcome& base) {
  if (!base.clearance) return {};
  std::vector<Text> named;
  for (const ScreenedValue& value : base.clearance->on(ClearanceClock::physical).effects)
    if (has_effect(value, EndEffect::grows)) named.push_back(value.title);
  if (named.empty()) return {};
  const std::size_t more = named.size() - 1;
  const std::string others = more == 0   ? ""
                             : more == 1 ? " and of one more value"
                                         : fmt::format(" and of {} more values", more);
  return {fmt::format("At an end of the range of “{}”{} more comes than can pass, and clearance "
                      "takes ever longer.",
                      named.front().en, others),
          fmt::format("“{}”{}取某一端值时到达超过所能放行，通关时间不断延长。", named.front().zh,
                      more == 0 ? "" : fmt::format("等 {} 项", named.size()))};
}

void say_clearance_ranges(const VariantOutcome& base, Sentences& out) {
  if (!base.clearance || base.clearance->on(ClearanceClock::physical).tried == 0) return;
  const ClearanceScreening& found = *base.clearance;
  const auto tried = static_cast<int>(found.on(ClearanceClock::physical).tried);
  const int more = std::min(base.samples->replications(), k_screening_replications) - 1;
  const Text title = title_of_class(base), rest = rest_of(found);
  const std::size_t count = count_on_either(found, &RangeScreening::effects);
  out.open_group();
  out.say(fmt::format("Of {} with a range, put at its ends one at a time under the given demand "
                      "(one replication, {} more where that moved it), {} the mean clearance time "
                      "of {} by 5 % or more{}.",
                      counted(tried, "value"), more, moving(count).en, title.en, rest.en),
          fmt::format("按实际需求对带范围的 {} 项数值逐一取端值试算（一次重复，有变化者再作 {} "
                      "次），{}使{}的平均通关时间变化 5 % 以上{}{}。",
                      tried, more, moving(count).zh, title.zh, count == 0 ? "者" : "", rest.zh));
  say_lists(base, out);
  out.close_group();
}

void say_own_clearance_ranges(const VariantOutcome& alternative, Sentences& out) {
  if (!alternative.clearance || alternative.clearance->on(ClearanceClock::physical).tried == 0)
    return;
  const ClearanceScreening& found = *alternative.clearance;
  const auto tried = static_cast<int>(found.on(ClearanceClock::physical).tried);
  const Text& title = alternative.variant->title;
  const Text cls = title_of_class(alternative), rest = rest_of(found);
  const std::size_t count = count_on_either(found, &RangeScreening::effects);
  out.say(fmt::format("Of {} with a range that “{}” brings or changes, {} the mean clearance time "
                      "of {} by 5 % or more{}.",
                      counted(tried, "value"), title.en, moving(count).en, cls.en, rest.en),
          fmt::format("“{}”自带或改动的、带范围的 {} 项数值中，{}使{}的平均通关时间变化 5 % "
                      "以上{}{}。",
                      title.zh, tried, moving(count).zh, cls.zh, count == 0 ? "者" : "", rest.zh));
  say_lists(alternative, out);
}

void say_clearance_changes(const Comparison& comparison, const VariantOutcome& alternative,
                           const Text& title, Sentences& out) {
  if (!alternative.clearance) return;
  const bool is_of_base = !alternative.variant->counterfactual.en.empty();
  const ClearanceScreening& found = *alternative.clearance;
  std::set<std::string> told;
  for (const ClearanceClock clock : k_clearance_clocks) {
    const ComparedMeasure* m =
        find_measure(comparison, found.entity_class + "." + clearance_measure(clock));
    if (m == nullptr || m->paired.verdict() == Verdict::unknown) continue;
    const Estimate here = scaled(m->paired.difference, models::k_hour_s);
    std::size_t room = clock == ClearanceClock::physical ? k_changes_named : 1;
    for (const ChangeOverRange& change : found.changes_on(clock)) {
      if (room == 0) break;
      if (!is_other(change.low, here) && !is_other(change.high, here)) continue;
      if (!told.insert(change.of.path).second) continue;
      --room;
      const Text ends = change_at_ends(change, clock, is_of_base);
      out.say(fmt::format("{}: with “{}” {}.", title.en, change.title.en, ends.en),
              fmt::format("{}：“{}”{}。", title.zh, change.title.zh, ends.zh));
    }
  }
}

}  // namespace kouan::analysis
