#include "analysis/deadlock.hpp"

#include <fmt/format.h>

namespace kouan::analysis {
namespace {

std::string name_of(const DeadlockLink& link) {
  return fmt::format("{} {}", link.vehicle_class, link.number);
}

std::string joined(const std::vector<std::string>& names, const char* comma) {
  return fmt::format("{}", fmt::join(names, comma));
}

std::string in_english(const DeadlockLink& link, const DeadlockLink& next) {
  const std::string who =
      link.holds.empty() ? name_of(link)
                         : fmt::format("{} holds {} and", name_of(link), joined(link.holds, ", "));
  switch (link.cause) {
    case sim::KnotCause::is_held:
      return fmt::format("{} waits for {}, which {} holds", who, link.waits_for, name_of(next));
    case sim::KnotCause::is_before:
      return fmt::format("{} waits for {} behind {}", who, link.waits_for, name_of(next));
    case sim::KnotCause::stands:
      return fmt::format("{} stands on {} behind {}", who, link.waits_for, name_of(next));
    case sim::KnotCause::is_part:
      break;
  }
  return fmt::format("{} waits for its part, or what carries it, {}", who, name_of(next));
}

std::string in_chinese(const DeadlockLink& link, const DeadlockLink& next) {
  const std::string who =
      link.holds.empty() ? name_of(link)
                         : fmt::format("{} 占用 {}，", name_of(link), joined(link.holds, "、"));
  switch (link.cause) {
    case sim::KnotCause::is_held:
      return fmt::format("{}等候被 {} 占用的 {}", who, name_of(next), link.waits_for);
    case sim::KnotCause::is_before:
      return fmt::format("{}排在 {} 之后等候 {}", who, name_of(next), link.waits_for);
    case sim::KnotCause::stands:
      return fmt::format("{}在 {} 上停于 {} 之后", who, link.waits_for, name_of(next));
    case sim::KnotCause::is_part:
      break;
  }
  return fmt::format("{}等候其部分或载体 {}", who, name_of(next));
}

}  // namespace

Deadlock deadlock_of(const sim::RunResult& result, const sim::Model& model) {
  Deadlock out;
  out.at_s = sim::to_seconds(result.stopped_at);
  for (const sim::KnotLink& link : result.knot) {
    DeadlockLink named;
    named.vehicle_class = model.classes.at(link.class_index).name;
    named.number = link.serial + 1;
    for (const std::uint32_t r : link.holds)
      named.holds.push_back(model.resources.at(r).name);
    if (link.wants != sim::k_none) named.waits_for = model.resources.at(link.wants).name;
    named.cause = link.cause;
    out.ring.push_back(std::move(named));
  }
  return out;
}

models::Text text_of(const Deadlock& deadlock) {
  models::Text out;
  for (std::size_t i = 0; i < deadlock.ring.size(); ++i) {
    const DeadlockLink& next = deadlock.ring[(i + 1) % deadlock.ring.size()];
    out.en += (i == 0 ? "" : "; ") + in_english(deadlock.ring[i], next);
    out.zh += (i == 0 ? "" : "；") + in_chinese(deadlock.ring[i], next);
  }
  const double minutes = deadlock.at_s / 60;
  out.en = fmt::format("deadlock after {:.6g} min: {}", minutes, out.en);
  out.zh = fmt::format("{:.6g} 分钟后死锁：{}", minutes, out.zh);
  return out;
}

}  // namespace kouan::analysis
