// The stage that opens and closes every day; declared in analysis/theory/stage_formulas.hpp.
#include <fmt/format.h>

#include <optional>
#include <stdexcept>

#include "analysis/theory/opening_hours.hpp"
#include "analysis/theory/stage_formulas.hpp"

namespace kouan::analysis::theory {
namespace {

/// Times open and closed by turns, the same in every turn; the ends of the run may cut one.
struct Turns {
  double open_s = 0;
  double closed_s = 0;
};

std::optional<Turns> regular_turns(const sim::ResourceDef& resource, sim::Micros horizon) {
  std::optional<sim::Micros> open, closed;
  for (std::size_t i = 1; i + 1 < resource.capacity.size(); ++i) {
    const sim::Micros length = resource.capacity[i + 1].at - resource.capacity[i].at;
    if (resource.capacity[i + 1].at >= horizon) break;
    std::optional<sim::Micros>& turn = resource.capacity[i].servers > 0 ? open : closed;
    if (turn.value_or(length) != length) return {};
    turn = length;
  }
  if (!open || !closed) return {};
  return Turns{sim::to_seconds(*open), sim::to_seconds(*closed)};
}

/// The chain of a day is followed until it repeats; Q23 of the oracles takes 5e6 of these and some
/// tenths of a second.
constexpr double k_most_work = 5e7;

/// Numbers in system, with those at servers, times events of a day times days until it repeats.
double work_of_gate(const StageProfile& profile, const Turns& turns) {
  const double states = (64 + 2 * profile.rate_per_s * turns.closed_s) * (profile.servers + 1);
  const double events_per_s = profile.rate_per_s + profile.servers / profile.holding.mean;
  const double slack = 1 - profile.load();
  return states * events_per_s * (turns.open_s + turns.closed_s) / (slack * slack);
}

}  // namespace

std::optional<StageAnswer> answer_for_daily_gate(const StageProfile& profile,
                                                 const sim::ResourceDef& resource,
                                                 sim::Micros horizon) {
  const auto at_closing = resource.rules.value_or(sim::ServerRules{}).at_closing;
  if (!profile.own.empty() || !profile.arrivals.empty() || !profile.is_exponential) return {};
  if (!is_ordinary(profile, resource)) return {};
  const std::optional<Turns> turns = regular_turns(resource, horizon);
  if (!turns || profile.load() >= 1) return {};
  StageAnswer out;
  if (work_of_gate(profile, *turns) > k_most_work) {
    out.why.insert(Obstacle::too_large);
    return out;
  }
  DailyGate gate{profile.rate_per_s, 1 / profile.holding.mean, profile.servers,
                 turns->open_s,      turns->closed_s,          WorkInHand::finished};
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
