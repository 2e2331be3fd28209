// Steps that look at attributes and at the state of the port to find their way, and loops.
#include <algorithm>
#include <utility>

#include "sim/engine.hpp"

namespace kouan::sim {
namespace {

bool compares(double answer, Comparison how, double value) {
  switch (how) {
    case Comparison::below:
      return answer < value;
    case Comparison::at_most:
      return answer <= value;
    case Comparison::equal:
      return answer == value;
    case Comparison::at_least:
      return answer >= value;
    case Comparison::above:
      return answer > value;
  }
  return false;
}

}  // namespace

/// Attributes of an entity that comes in: those of its row of the trace, 0 else.
void Engine::start_attributes(std::uint32_t index) {
  Entity& entity = pool_[index];
  const ClassDef& def = model_.classes[entity.class_index];
  for (std::uint32_t a = 0; a < model_.attributes; ++a)
    attribute(index, a) = 0;
  const std::size_t columns = def.trace_columns.size();
  if (!def.trace.empty()) {
    const std::size_t row = entity.serial % (def.trace.size() / columns);
    for (std::size_t i = 0; i < columns; ++i)
      attribute(index, def.trace_columns[i]) = def.trace[row * columns + i];
  }
  if (def.payload_attribute != k_none) entity.payload_kg = attribute(index, def.payload_attribute);
}

/// Attributes that a part is given are its own, and its load is the whole's.
void Engine::assign(std::uint32_t index, const Step& step) {
  const double before = step.limit == k_none ? 0 : attribute(index, step.a);
  const double value = before + draw(pool_[index], step);
  attribute(index, step.a) = value;
  if (step.c != k_none && !pool_[index].is_part) set_load(index, value);
}

void Engine::work_for(std::uint32_t index, const Step& step) {
  Entity& entity = pool_[index];
  if (step.a == k_none) {
    leave_carried(index);
    note(entity, k_none, TraceEvent::travel);
  }
  entity.since = now_;
  book(index, now_ + from_seconds(attribute(index, step.c)));
}

/// Time of work [s] at servers that are told apart or shared: drawn, or what attribute c says.
double Engine::work_s(std::uint32_t index, const Step& step) {
  return step.c == k_none ? draw(pool_[index], step) : attribute(index, step.c);
}

/// Entities that wait or are served there, or keep a server.
std::int64_t Engine::number_at(std::uint32_t resource) const {
  const ResourceDef& def = model_.resources[resource];
  const ResourceState& r = resources_[resource];
  if (def.is_shared)
    return r.waiting + static_cast<std::int64_t>(sharings_[resource].guests.size());
  if (!def.rules) return r.waiting + r.in_use;
  std::int64_t number = r.waiting;
  for (const Server& s : sets_[resource].servers) {
    if (s.entity != k_none) number += 1 + static_cast<std::int64_t>(s.batch.size());
  }
  return number;
}

bool Engine::holds(std::uint32_t index, const Condition& condition) {
  double answer = 0;
  switch (condition.what) {
    case Question::waiting:
      answer = static_cast<double>(resources_[condition.of].waiting);
      break;
    case Question::number:
      answer = static_cast<double>(number_at(condition.of));
      break;
    case Question::free: {
      const ResourceState& r = resources_[condition.of];
      const bool has_free = model_.resources[condition.of].rules
                                ? sets_[condition.of].free() != k_none
                                : r.has_free_server();
      answer = r.waiting == 0 && has_free ? 1 : 0;
      break;
    }
    case Question::open: {
      const std::vector<Micros>& turns = model_.schedules[condition.of];
      answer = (std::upper_bound(turns.begin(), turns.end(), now_) - turns.begin()) % 2 == 1;
      break;
    }
    case Question::attribute:
      answer = attribute(index, condition.of);
      break;
  }
  return compares(answer, condition.how, condition.value) != condition.negated;
}

/// Step of the resource at which fewest wait or hold a server; open ones before closed ones.
std::uint32_t Engine::shortest(const Entity& entity, const Step& step) const {
  const Shortest& choice = model_.comparisons[step.a];
  const auto load = [&](std::size_t i) {
    const ResourceState& r = resources_[choice.resources[i]];
    const auto number = static_cast<double>(number_at(choice.resources[i]));
    const double servers = static_cast<double>(std::max<std::int64_t>(1, r.servers));
    return std::pair(r.servers == 0, choice.per_server ? number / servers : number);
  };
  std::size_t first = 0;
  std::size_t ties = 1;
  for (std::size_t i = 1; i < choice.resources.size(); ++i) {
    if (load(i) < load(first)) {
      first = i;
      ties = 1;
    } else if (load(i) == load(first)) {
      ++ties;
    }
  }
  if (ties == 1 || !choice.at_random) return choice.steps[first];
  const double u = draws_.uniform(entity.serial, step.purpose);
  auto skip = std::min(ties - 1, static_cast<std::size_t>(u * static_cast<double>(ties)));
  std::size_t chosen = first;
  while (skip > 0) {
    ++chosen;
    if (load(chosen) == load(first)) --skip;
  }
  return choice.steps[chosen];
}

/// The round's draws differ from those of the rounds before. Where rounds take no time, an instant
/// would never end.
bool Engine::lap(Entity& entity) {
  entity.serial += k_lap;
  if (lapped_at_ != now_) laps_now_ = 0;
  lapped_at_ = now_;
  if (++laps_now_ <= k_most_laps_at_once) return true;
  stop_endless(StopReason::endless_rounds, entity.class_index);
  return false;
}

}  // namespace kouan::sim
