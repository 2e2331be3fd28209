#include "analysis/theory/scenario_fleets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "analysis/theory/closed_network.hpp"
#include "analysis/theory/stage_formulas.hpp"
#include "analysis/theory/stage_obstacles.hpp"

namespace kouan::analysis::theory {
namespace {

/// Convolution takes the square of the fleet, but never loses digits.
constexpr int k_most_by_convolution = 300;
/// Units times servers that mean value analysis goes through in a second or so.
constexpr double k_most_by_analysis = 2e8;

/// A fleet's round as stations, its stages first, its travel last.
struct Round {
  std::vector<std::size_t> stages;
  std::vector<double> visits;  ///< of one cycle, by stage
  std::vector<ClosedStation> stations;
  Obstacles why;        ///< why the answer is not exact
  Obstacles forbidden;  ///< why there is none
};

bool comes_from_elsewhere(const StageProfile& at, std::size_t c) {
  return std::any_of(at.visits.begin(), at.visits.end(),
                     [&](const StageVisit& v) { return v.entity_class != c; });
}

/// Whether it puts its load into a store, which may be full.
bool puts_down(const sim::Model& model, std::size_t c) {
  const StepRange range = steps_of_class(model, c);
  for (std::size_t i = range.first; i < range.last; ++i) {
    if (model.steps[i].kind == sim::StepKind::deposit) return true;
  }
  return false;
}

void add_stage(const StageProfile& at, const sim::ResourceDef& resource, std::size_t c,
               Round& out) {
  double visits = 0, demand_s = 0;
  for (const StageVisit& v : at.visits) {
    if (v.entity_class != c) continue;
    visits += v.per_vehicle;
    demand_s += v.per_vehicle * v.holding.mean;
  }
  out.visits.push_back(visits);
  out.stations.push_back({demand_s, at.servers});
  out.forbidden.insert(at.own.begin(), at.own.end());
  if (comes_from_elsewhere(at, c)) out.forbidden.insert(Obstacle::fleet);
  if (!at.is_always_open()) out.forbidden.insert(Obstacle::hours);
  if (!is_ordinary(at, resource) && !resource.is_shared)
    out.forbidden.insert(Obstacle::several_rules);
  if (resource.is_shared || at.is_exponential) return;
  out.why.insert(at.is_alike ? Obstacle::general_service : Obstacle::different_services);
}

Round round_of(const Traffic& traffic, const sim::Model& model,
               const std::vector<StageProfile>& profiles, std::size_t c) {
  Round out;
  out.forbidden = obstacles_at_source(model, c);
  out.forbidden.erase(Obstacle::fleet);
  if (puts_down(model, c)) out.forbidden.insert(Obstacle::store);
  double travel_s = traffic.sojourn[c].mean;
  for (std::size_t s = 0; s < profiles.size(); ++s) {
    const StageProfile& at = profiles[s];
    const bool comes = std::any_of(at.visits.begin(), at.visits.end(),
                                   [&](const StageVisit& v) { return v.entity_class == c; });
    if (!comes) continue;
    out.stages.push_back(s);
    add_stage(at, model.resources[s], c, out);
    travel_s -= out.stations.back().demand;
  }
  out.stations.push_back({std::max(0.0, travel_s), 0});
  return out;
}

/// What theory says of one of its stages, station `i` of `found`.
StageAnswer stage_answer(const Round& round, std::size_t i, const ClosedFigures& found, int units) {
  const ClosedStation& station = round.stations[i];
  StageAnswer out;
  out.standing = round.why.empty() ? Standing::exact : Standing::approximate;
  out.model = QueueModel::closed_network;
  out.notation = fmt::format("M/M/{}//{}", station.servers, units);
  out.why = round.why;
  StageFigures& f = out.figures;
  f.utilisation = found.utilisation[i];
  f.in_system = found.in_system[i];
  f.sojourn_s = found.sojourn[i] / round.visits[i];
  f.wait_s = std::max(0.0, (found.sojourn[i] - station.demand) / round.visits[i]);
  f.in_queue = std::max(0.0, found.in_system[i] - found.throughput * station.demand);
  f.served_per_s = found.throughput * round.visits[i];
  return out;
}

}  // namespace

WayAnswer fleet_round(const models::Scenario& scenario, const Traffic& traffic,
                      const sim::Model& model, const std::vector<StageProfile>& profiles,
                      std::size_t c, std::vector<StageAnswer>& stages) {
  Round round = round_of(traffic, model, profiles, c);
  WayAnswer out;
  out.entity_class = scenario.classes[c].id;
  out.model = QueueModel::closed_network;
  const int units = scenario.classes[c].fleet;
  if (units == 1) round.why.clear();  // nobody is there to wait for
  out.why = round.forbidden;
  for (const std::size_t s : round.stages)
    stages[s].why.insert(round.forbidden.begin(), round.forbidden.end());
  double servers = 0;
  for (const ClosedStation& station : round.stations)
    servers += std::max(1, station.servers);
  if (units * servers > k_most_by_analysis) out.why.insert(Obstacle::too_large);
  if (!out.why.empty()) return out;
  try {
    const ClosedFigures found = units <= k_most_by_convolution
                                    ? closed_convolution(round.stations, units)
                                    : mean_value_analysis(round.stations, units);
    for (std::size_t i = 0; i < round.stages.size(); ++i) {
      const std::string id = stages[round.stages[i]].stage;
      stages[round.stages[i]] = stage_answer(round, i, found, units);
      stages[round.stages[i]].stage = id;
    }
    out.standing = round.why.empty() ? Standing::exact : Standing::approximate;
    out.why = round.why;
    out.per_s = found.throughput;
    out.sojourn_s = found.cycle;
    out.in_system = units;
  } catch (const std::domain_error&) {
    out.why.insert(Obstacle::too_large);
  }
  return out;
}

}  // namespace kouan::analysis::theory
