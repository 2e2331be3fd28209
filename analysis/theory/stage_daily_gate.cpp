// The stage that opens and closes every day; declared in analysis/theory/stage_formulas.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <vector>

#include "analysis/theory/opening_hours.hpp"
#include "analysis/theory/stage_formulas.hpp"

namespace kouan::analysis::theory {
namespace {

/// The times at which it is open and closed by turns, all through the run, whose begin and end may
/// cut the first and the last of them.
struct GateTimes {
  bool is_first_open = false;
  std::vector<sim::Micros> lengths;

  std::size_t last() const { return lengths.size() - 1; }
  /// Uncut, the first of them at 1.
  std::size_t whole() const { return lengths.size() < 2 ? 0 : lengths.size() - 2; }
};

GateTimes times_of(const sim::ResourceDef& resource, sim::Micros horizon) {
  GateTimes out;
  out.is_first_open = resource.capacity.front().servers > 0;
  for (std::size_t i = 0; i < resource.capacity.size(); ++i) {
    const sim::Micros from = resource.capacity[i].at;
    if (from >= horizon) break;
    const bool is_last = i + 1 == resource.capacity.size();
    const sim::Micros to = is_last ? horizon : std::min(horizon, resource.capacity[i + 1].at);
    out.lengths.push_back(to - from);
  }
  return out;
}

/// Whether each is as long as that `period` later, and those at the ends of the run, which may be
/// cut, no longer: a gate that opens late in the run, or closes for good, has no long run.
bool repeats(const GateTimes& times, std::size_t period) {
  const std::vector<sim::Micros>& of = times.lengths;
  for (std::size_t i = 1; i + period < times.last(); ++i)
    if (of[i] != of[i + period]) return false;
  return of.front() <= of[period] && of.back() <= of[times.last() - period];
}

sim::Micros length_of(const GateTimes& times, std::size_t period) {
  const auto first = times.lengths.begin() + 1;
  return std::accumulate(first, first + static_cast<std::ptrdiff_t>(period), sim::Micros{0});
}

/// The turns after which all repeats, of a day or a week that is seen whole twice: dates alone can
/// be as far apart by chance.
std::vector<GateTurn> regular_turns(const sim::ResourceDef& resource, sim::Micros horizon) {
  constexpr std::size_t k_most_turns = 21;  // three a day, of a week
  const GateTimes times = times_of(resource, horizon);
  for (std::size_t turns = 1; turns <= k_most_turns; ++turns) {
    const std::size_t period = 2 * turns;
    if (times.whole() < 2 * period) return {};
    const sim::Micros length = length_of(times, period);
    const bool is_by_the_calendar = length == sim::k_day || length == 7 * sim::k_day;
    if (!is_by_the_calendar || !repeats(times, period)) continue;
    std::vector<GateTurn> out;
    const auto whole_s = [&](std::size_t i) {
      return sim::to_seconds(times.lengths[1 + i % period]);
    };
    for (std::size_t i = times.is_first_open ? 1 : 0; out.size() < turns; i += 2)
      out.push_back({whole_s(i), whole_s(i + 1)});
    return out;
  }
  return {};
}

/// The chain of a day is followed until it repeats; Q23 of the oracles takes 5e6 of these and some
/// tenths of a second.
constexpr double k_most_work = 5e7;

/// A period of the turns.
struct OpenPart {
  double open_s = 0;
  double length_s = 0;

  /// Work that comes over what can be done while it is open.
  double load(const StageProfile& profile) const {
    return profile.rate_per_s * length_s * profile.holding.mean / (profile.servers * open_s);
  }
};

OpenPart open_part(const std::vector<GateTurn>& turns) {
  OpenPart out;
  for (const GateTurn& turn : turns) {
    out.open_s += turn.open;
    out.length_s += turn.open + turn.closed;
  }
  return out;
}

/// Numbers in system, with those at servers, times events of a day times days until it repeats.
double work_of_gate(const StageProfile& profile, const OpenPart& part) {
  const double closed_s = part.length_s - part.open_s;
  const double states = (64 + 2 * profile.rate_per_s * closed_s) * (profile.servers + 1);
  const double events_per_s = profile.rate_per_s + profile.servers / profile.holding.mean;
  const double slack = 1 - part.load(profile);
  return states * events_per_s * part.length_s / (slack * slack);
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
  if (!is_ordinary(profile, resource) || profile.is_always_open()) return {};
  if (profile.load() >= 1) return {};
  StageAnswer out;
  const std::vector<GateTurn> turns = regular_turns(resource, horizon);
  if (turns.empty()) {
    out.why.insert(Obstacle::irregular_hours);
    return out;
  }
  const OpenPart part = open_part(turns);
  // What the run cuts may leave it more of its open time than it has in the long run.
  if (part.load(profile) >= 1) {
    out.why.insert(Obstacle::overload);
    return out;
  }
  if (work_of_gate(profile, part) > k_most_work) {
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
