#include "analysis/deadlock.hpp"

#include <fmt/format.h>

#include <cmath>
#include <vector>

namespace kouan::analysis {
namespace {

/// "wagon 3 of train 4".
models::Text name_of(const DeadlockLink& link) {
  const VehicleName& who = link.who;
  const std::string name = fmt::format("{} {}", who.vehicle_class, who.number);
  if (who.whole_class.empty()) return {name, name};
  const std::string whole = who.whole_number == 0
                                ? who.whole_class
                                : fmt::format("{} {}", who.whole_class, who.whole_number);
  const char* article = who.whole_number == 0 ? "a " : "";
  return {fmt::format("{} of {}{}", name, article, whole), fmt::format("{} 的 {}", whole, name)};
}

std::string joined(const std::vector<std::string>& names, const char* comma) {
  return fmt::format("{}", fmt::join(names, comma));
}

std::string in_english(const DeadlockLink& link, const DeadlockLink& next) {
  const std::string who = link.holds.empty() ? name_of(link).en
                                             : fmt::format("{} holds {} and", name_of(link).en,
                                                           joined(link.holds, ", "));
  switch (link.cause) {
    case sim::KnotCause::is_held:
      return fmt::format("{} waits for {}, which {} holds", who, link.waits_for, name_of(next).en);
    case sim::KnotCause::is_before:
      return fmt::format("{} waits for {} behind {}", who, link.waits_for, name_of(next).en);
    case sim::KnotCause::stands:
      return fmt::format("{} stands on {} behind {}", who, link.waits_for, name_of(next).en);
    case sim::KnotCause::gathers:
    case sim::KnotCause::batches:
      return fmt::format("{} waits at {} for {}", who, link.waits_for, name_of(next).en);
    case sim::KnotCause::is_part:
      break;
  }
  return fmt::format("{} waits for its part, or what carries it, {}", who, name_of(next).en);
}

std::string in_chinese(const DeadlockLink& link, const DeadlockLink& next) {
  const std::string who =
      link.holds.empty() ? name_of(link).zh
                         : fmt::format("{} 占用 {}，", name_of(link).zh, joined(link.holds, "、"));
  switch (link.cause) {
    case sim::KnotCause::is_held:
      return fmt::format("{}等候被 {} 占用的 {}", who, name_of(next).zh, link.waits_for);
    case sim::KnotCause::is_before:
      return fmt::format("{}排在 {} 之后等候 {}", who, name_of(next).zh, link.waits_for);
    case sim::KnotCause::stands:
      return fmt::format("{}在 {} 上停于 {} 之后", who, link.waits_for, name_of(next).zh);
    case sim::KnotCause::gathers:
    case sim::KnotCause::batches:
      return fmt::format("{}在 {} 等候 {}", who, link.waits_for, name_of(next).zh);
    case sim::KnotCause::is_part:
      break;
  }
  return fmt::format("{}等候其部分或载体 {}", who, name_of(next).zh);
}

/// "12.5 min" within the first hour, then "2 d 4 h 12 min".
models::Text time_since_start(double seconds) {
  const double minutes = seconds / 60;
  if (minutes < 60)
    return {fmt::format("{:.6g} min", minutes), fmt::format("{:.6g} 分钟", minutes)};
  const auto whole = std::llround(minutes);
  const auto days = whole / (24 * 60), hours = whole / 60 % 24;
  models::Text out;
  if (days > 0) out = {fmt::format("{} d ", days), fmt::format("{} 天 ", days)};
  return {out.en + fmt::format("{} h {} min", hours, whole % 60),
          out.zh + fmt::format("{} 小时 {} 分钟", hours, whole % 60)};
}

/// Where it has no title, its id.
models::Text title_or_id(const models::Text& title, const std::string& id) {
  return {title.en.empty() ? id : title.en, title.zh.empty() ? id : title.zh};
}

/// "12 of Wagon, 1 of Train".
models::Text counted_by_class(const models::Scenario& scenario,
                              const std::vector<std::int64_t>& numbers) {
  std::vector<models::Text> counts;
  for (std::size_t c = 0; c < numbers.size(); ++c) {
    if (numbers[c] <= 0) continue;
    const models::Text title = title_or_id(scenario.classes.at(c).title, scenario.classes[c].id);
    counts.push_back({fmt::format("{} of {}", numbers[c], title.en),
                      fmt::format("{} 辆{}", numbers[c], title.zh)});
  }
  return models::listed(counts);
}

models::Text so_many_more(const sim::Standing& standing) {
  return {fmt::format("{} more", standing.missing.front()),
          fmt::format("另外 {} 辆", standing.missing.front())};
}

/// Whom those at a gathering miss. Kinds of a meeting are its classes, in the order of their ids.
models::Text missing_in_words(const models::Scenario& scenario, const models::Gathering& gathering,
                              const sim::Standing& standing) {
  if (standing.missing.empty()) return {"the others of their wholes", "同属一体的其余部分"};
  if (!gathering.is_meeting()) return so_many_more(standing);
  std::vector<std::int64_t> by_class(scenario.classes.size(), 0);
  std::size_t kind = 0;
  for (const auto& [id, number] : gathering.of) {
    for (std::size_t c = 0; c < by_class.size(); ++c) {
      if (scenario.classes[c].id == id) by_class[c] = standing.missing.at(kind);
    }
    ++kind;
  }
  const models::Text out = counted_by_class(scenario, by_class);
  return {out.en, "另外 " + out.zh};
}

}  // namespace

Deadlock deadlock_of(const sim::RunResult& result, const sim::Model& model) {
  Deadlock out;
  out.at_s = sim::to_seconds(result.stopped_at);
  for (const sim::KnotLink& link : result.knot) {
    DeadlockLink named;
    named.who = {model.classes.at(link.class_index).name, link.serial + 1, {}, 0};
    if (link.part_number > 0) {
      named.who.number = link.part_number;
      named.who.whole_class = model.classes.at(link.whole_class).name;
      named.who.whole_number = link.is_whole_part ? 0 : link.whole_serial + 1;
    }
    for (const std::uint32_t r : link.holds)
      named.holds.push_back(model.resources.at(r).name);
    if (link.wants != sim::k_none)
      named.waits_for = link.cause == sim::KnotCause::gathers ? model.gatherings.at(link.wants).name
                                                              : model.resources.at(link.wants).name;
    named.cause = link.cause;
    out.ring.push_back(std::move(named));
  }
  return out;
}

models::Text text_of(const Deadlock& deadlock) {
  std::vector<models::Text> links;
  for (std::size_t i = 0; i < deadlock.ring.size(); ++i) {
    const DeadlockLink& next = deadlock.ring[(i + 1) % deadlock.ring.size()];
    links.push_back({in_english(deadlock.ring[i], next), in_chinese(deadlock.ring[i], next)});
  }
  const models::Text after = time_since_start(deadlock.at_s);
  return models::Text{"deadlock after " + after.en + ": ", after.zh + "后死锁："} +
         models::one_after_another(links);
}

models::Text standing_in_words(const models::Scenario& scenario, const sim::Standing& standing) {
  const models::Text who = counted_by_class(scenario, standing.waiting);
  if (standing.at == sim::StandingAt::store) {
    const models::Store& place = scenario.stores.at(standing.place);
    const models::Text store = title_or_id(place.title, place.id);
    return {
        fmt::format("at {} the wait of {} to unload has no end: it is full and nothing is removed",
                    store.en, who.en),
        fmt::format("{}处有{}永远等候卸货：已堆满且无货物运出", store.zh, who.zh)};
  }
  models::Text title, missing;
  if (standing.at == sim::StandingAt::stage) {
    const models::Stage& stage = scenario.stages.at(standing.place);
    title = title_or_id(stage.title, stage.id);
    missing = so_many_more(standing);
  } else {
    const models::Gathering& gathering = scenario.gatherings.at(standing.place);
    title = title_or_id(gathering.title, gathering.id);
    missing = missing_in_words(scenario, gathering, standing);
  }
  return {fmt::format(
              "at {} the wait of {} for {} has no end: nobody comes any more who could join them",
              title.en, who.en, missing.en),
          fmt::format("{}处有{}等候{}，而此后再无可与之会合者到来", title.zh, who.zh, missing.zh)};
}

}  // namespace kouan::analysis
