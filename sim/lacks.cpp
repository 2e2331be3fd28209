#include "sim/lacks.hpp"

#include <algorithm>
#include <cstddef>

namespace kouan::sim {
namespace {

/// Waiting for one thing alone needs no telling apart; of a section it is more than its number.
bool is_told(const Model& model, const NeedsDef& needs, std::size_t i) {
  const std::uint32_t resource = needs.of[i].resource;
  const bool is_again =
      std::any_of(needs.of.begin(), needs.of.begin() + static_cast<std::ptrdiff_t>(i),
                  [&](const NeedDef& n) { return n.resource == resource; });
  return needs.of.size() > 1 && !is_again && !model.resources[resource].section;
}

/// Calls `use(step, need, lack)` for every need that is told.
template <class Use>
void for_each_lack(const Model& model, Use use) {
  for (const Step& step : model.steps) {
    if (step.kind != StepKind::take) continue;
    const NeedsDef& needs = model.needs[step.needs];
    for (std::size_t i = 0; i < needs.of.size(); ++i) {
      if (is_told(model, needs, i)) use(step, needs.of[i], Lack{step.a, needs.of[i].resource});
    }
  }
}

}  // namespace

std::vector<Lack> lacks_of(const Model& model) {
  std::vector<Lack> all;
  for_each_lack(model, [&](const Step&, const NeedDef&, const Lack& lack) {
    if (std::find(all.begin(), all.end(), lack) == all.end()) all.push_back(lack);
  });
  return all;
}

LackClocks::LackClocks(const Model& model)
    : by_resource_(model.resources.size()), by_needs_(model.needs.size()) {
  const std::vector<Lack> all = lacks_of(model);
  lacks_ = all.size();
  sums_.assign(2 * model.classes.size() * lacks_, WideMicros{0});
  for_each_lack(model, [&](const Step& step, const NeedDef& need, const Lack& lack) {
    const auto number =
        static_cast<std::uint32_t>(std::find(all.begin(), all.end(), lack) - all.begin());
    std::vector<Watch>& watches = by_needs_[step.needs];
    const bool is_known = std::any_of(watches.begin(), watches.end(),
                                      [&](const Watch& w) { return w.lack == number; });
    if (!is_known) watches.push_back({clock_of(lack.queue, need), number});
  });
}

std::uint32_t LackClocks::clock_of(std::uint32_t queue, const NeedDef& need) {
  const std::int64_t amount = std::int64_t{need.count} + need.spare;
  const auto found = std::find_if(clocks_.begin(), clocks_.end(), [&](const Clock& c) {
    return c.queue == queue && c.resource == need.resource && c.amount == amount;
  });
  const auto number = static_cast<std::uint32_t>(found - clocks_.begin());
  if (found == clocks_.end()) {
    clocks_.push_back({queue, need.resource, amount});
    by_resource_[need.resource].push_back(number);
  }
  return number;
}

/// While the queue is closed the wait is booked as that, whatever else is lacking.
void LackClocks::set(Clock& clock, const std::vector<ResourceState>& resources, Micros now) {
  const ResourceState& r = resources[clock.resource];
  const bool runs = resources[clock.queue].servers > 0 && r.servers - r.in_use < clock.amount;
  if (runs == clock.runs) return;
  clock.total = clock.until(now);
  clock.since = now;
  clock.runs = runs;
}

void LackClocks::note_hours(const std::vector<ResourceState>& resources, Micros now) {
  for (Clock& clock : clocks_)
    set(clock, resources, now);
}

/// Minus the clock when a wait begins, plus the clock when it ends.
void LackClocks::enter(std::uint32_t needs, std::size_t account, Micros now, int sign) {
  for (const Watch& watch : by_needs_[needs])
    sums_[account * lacks_ + watch.lack] += sign * WideMicros{clocks_[watch.clock].until(now)};
}

void LackClocks::restart(Micros now) {
  std::fill(sums_.begin(), sums_.end(), WideMicros{0});
  for (Clock& clock : clocks_) {
    clock.total = 0;
    clock.since = now;
  }
}

std::vector<double> LackClocks::seconds(std::size_t account) const {
  std::vector<double> out;
  for (std::size_t lack = 0; lack < lacks_; ++lack)
    out.push_back(to_seconds(sums_[account * lacks_ + lack]));
  return out;
}

}  // namespace kouan::sim
