// The stage that opens and closes every day; declared in analysis/theory/stage_formulas.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <vector>

#include "analysis/theory/opening_hours.hpp"
#include "analysis/theory/stage_formulas.hpp"

namespace kouan::analysis::theory {
namespace {

/// Lengths of the times at which it is open and closed by turns, the first open; what the ends of
/// the run may cut is left out.
std::vector<sim::Micros> whole_spans(const sim::ResourceDef& resource, sim::Micros horizon) {
  std::vector<sim::Micros> spans;
  for (std::size_t i = 1; i + 1 < resource.capacity.size(); ++i) {
    if (resource.capacity[i + 1].at >= horizon) break;
    if (spans.empty() && resource.capacity[i].servers <= 0) continue;
    spans.push_back(resource.capacity[i + 1].at - resource.capacity[i].at);
  }
  return spans;
}

/// The turns after which all repeats, of a day or a week. Several must be seen twice.
std::vector<GateTurn> regular_turns(const sim::ResourceDef& resource, sim::Micros horizon) {
  constexpr std::size_t k_most_turns = 21;  // three a day, of a week
  const std::vector<sim::Micros> spans = whole_spans(resource, horizon);
  for (std::size_t turns = 1; turns <= k_most_turns; ++turns) {
    const std::size_t period = 2 * turns;
    if (spans.size() < (turns == 1 ? period : 2 * period)) return {};
    const auto second = spans.begin() + static_cast<std::ptrdiff_t>(period);
    if (!std::equal(second, spans.end(), spans.begin())) continue;
    std::vector<GateTurn> out;
    for (std::size_t i = 0; i < period; i += 2)
      out.push_back({sim::to_seconds(spans[i]), sim::to_seconds(spans[i + 1])});
    return out;
  }
  return {};
}

/// The chain of a day is followed until it repeats; Q23 of the oracles takes 5e6 of these and some
/// tenths of a second.
constexpr double k_most_work = 5e7;

/// Numbers in system, with those at servers, times events of a day times days until it repeats.
double work_of_gate(const StageProfile& profile, const std::vector<GateTurn>& turns) {
  double closed_s = 0;
  double length_s = 0;
  for (const GateTurn& turn : turns) {
    closed_s += turn.closed;
    length_s += turn.open + turn.closed;
  }
  const double states = (64 + 2 * profile.rate_per_s * closed_s) * (profile.servers + 1);
  const double events_per_s = profile.rate_per_s + profile.servers / profile.holding.mean;
  const double slack = 1 - profile.load();
  return states * events_per_s * length_s / (slack * slack);
}

}  // namespace

double least_wait_by_closing_s(const StageProfile& profile, const sim::ResourceDef& resource,
                               sim::Micros horizon) {
  double waits_s = 0;
  for (std::size_t i = 0; i < resource.capacity.size(); ++i) {
    if (resource.capacity[i].servers > 0 || resource.capacity[i].at >= horizon) continue;
    const bool is_last = i + 1 == resource.capacity.size();
    const sim::Micros until = is_last ? horizon : std::min(horizon, resource.capacity[i + 1].at);
    const double come = profile.rate_per_s * sim::to_seconds(until - resource.capacity[i].at);
    // The first of them find a server each when it opens, the others as fast as all servers work.
    const double wait = std::max(0.0, come - profile.servers);
    waits_s += wait * wait / 2 * profile.holding.mean / profile.servers;
  }
  return waits_s / (profile.rate_per_s * sim::to_seconds(horizon));
}

std::optional<StageAnswer> answer_for_daily_gate(const StageProfile& profile,
                                                 const sim::ResourceDef& resource,
                                                 sim::Micros horizon) {
  const auto at_closing = resource.rules.value_or(sim::ServerRules{}).at_closing;
  if (!profile.own.empty() || !profile.arrivals.empty() || !profile.is_exponential) return {};
  if (!is_ordinary(profile, resource)) return {};
  const std::vector<GateTurn> turns = regular_turns(resource, horizon);
  if (turns.empty() || profile.load() >= 1) return {};
  StageAnswer out;
  if (work_of_gate(profile, turns) > k_most_work) {
    out.why.insert(Obstacle::too_large);
    return out;
  }
  DailyGate gate{profile.rate_per_s, 1 / profile.holding.mean, profile.servers, turns,
                 WorkInHand::finished};
  // What is left of exponential work is like new: handed over, as many are inside as suspended.
  if (at_closing != sim::AtClosing::finish) gate.in_hand = WorkInHand::suspended;
  try {
    const DailyFigures q = daily_gate(gate);
    out.standing = Standing::exact;
    out.model = QueueModel::daily_gate;
    out.notation = fmt::format("M/M/{}", profile.servers);
    out.figures.wait_s = q.wait;
    out.figures.sojourn_s = q.sojourn;
    // Those handed over stand in the queue again.
    if (at_closing != sim::AtClosing::hand_over) out.figures.in_queue = q.in_queue;
    out.figures.in_system = q.in_system;
    out.figures.served_per_s = profile.rate_per_s;
    return out;
  } catch (const std::domain_error&) {
    out.why.insert(Obstacle::too_large);  // so near to what it can serve that the queue is too long
    return out;
  }
}

}  // namespace kouan::analysis::theory
