#include "analysis/theory/scenario_fleets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
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
/// Ways to part populations that several fleets together go through in a second or so.
constexpr double k_most_by_populations = 4e7;

/// A fleet's round as stations, its stages first, its travel last.
struct Round {
  std::vector<std::size_t> stages;
  std::vector<double> visits;  ///< of one cycle, by stage
  std::vector<ClosedStation> stations;
  Obstacles why;        ///< why the answer is not exact
  Obstacles forbidden;  ///< why there is none
};

using Fleets = std::vector<std::size_t>;  // classes

bool is_visited(const StageProfile& at, std::size_t c) {
  return std::any_of(at.visits.begin(), at.visits.end(),
                     [&](const StageVisit& v) { return v.entity_class == c; });
}

bool comes_from_elsewhere(const StageProfile& at, const Fleets& fleets) {
  return std::any_of(at.visits.begin(), at.visits.end(), [&](const StageVisit& v) {
    return std::find(fleets.begin(), fleets.end(), v.entity_class) == fleets.end();
  });
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
               const Fleets& together, Round& out) {
  double visits = 0, demand_s = 0;
  for (const StageVisit& v : at.visits) {
    if (v.entity_class != c) continue;
    visits += v.per_vehicle;
    demand_s += v.per_vehicle * v.holding.mean;
  }
  out.visits.push_back(visits);
  out.stations.push_back({demand_s, at.servers});
  out.forbidden.insert(at.own.begin(), at.own.end());
  if (comes_from_elsewhere(at, together)) out.forbidden.insert(Obstacle::fleet);
  if (!at.is_always_open()) out.forbidden.insert(Obstacle::hours);
  if (!is_ordinary(at, resource) && !resource.is_shared)
    out.forbidden.insert(Obstacle::several_rules);
  if (resource.is_shared || at.is_exponential) return;
  out.why.insert(at.is_alike ? Obstacle::general_service : Obstacle::different_services);
}

/// So that it would go round for ever in no time.
bool takes_no_time(const Round& round) {
  return std::all_of(round.stations.begin(), round.stations.end(),
                     [](const ClosedStation& s) { return s.demand <= 0; });
}

Round round_of(const Traffic& traffic, const sim::Model& model,
               const std::vector<StageProfile>& profiles, std::size_t c, const Fleets& together) {
  Round out;
  out.forbidden = obstacles_on_way(model, c);
  out.forbidden.erase(Obstacle::fleet);
  if (puts_down(model, c)) out.forbidden.insert(Obstacle::store);
  double travel_s = traffic.sojourn[c].mean;
  for (std::size_t s = 0; s < profiles.size(); ++s) {
    const StageProfile& at = profiles[s];
    if (!is_visited(at, c)) continue;
    out.stages.push_back(s);
    add_stage(at, model.resources[s], c, together, out);
    travel_s -= out.stations.back().demand;
  }
  out.stations.push_back({std::max(0.0, travel_s), 0});
  if (takes_no_time(out)) out.forbidden.insert(Obstacle::no_service);
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

WayAnswer round_alone(const models::Scenario& scenario, const Traffic& traffic,
                      const sim::Model& model, const std::vector<StageProfile>& profiles,
                      std::size_t c, std::vector<StageAnswer>& stages) {
  Round round = round_of(traffic, model, profiles, c, {c});
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

/// Fleets that meet at some stage, and those that these meet.
Fleets met_by(const std::vector<StageProfile>& profiles, const sim::Model& model, std::size_t c) {
  Fleets out{c};
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (const StageProfile& at : profiles) {
      if (!is_visited(at, out[i])) continue;
      for (const StageVisit& v : at.visits) {
        const bool is_fleet = model.classes[v.entity_class].source == sim::SourceKind::fleet;
        if (is_fleet && std::find(out.begin(), out.end(), v.entity_class) == out.end())
          out.push_back(v.entity_class);
      }
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// Several fleets at one set of stations: their own first, each one's travel after them.
class RoundsTogether {
 public:
  RoundsTogether(const models::Scenario& scenario, const Traffic& traffic, const sim::Model& model,
                 const std::vector<StageProfile>& profiles, const Fleets& fleets)
      : scenario_(scenario), fleets_(fleets) {
    for (const std::size_t c : fleets) {
      rounds_.push_back(round_of(traffic, model, profiles, c, fleets));
      units_.push_back(scenario.classes[c].fleet);
      why_.insert(rounds_.back().why.begin(), rounds_.back().why.end());
      forbidden_.insert(rounds_.back().forbidden.begin(), rounds_.back().forbidden.end());
    }
    for (std::size_t s = 0; s < profiles.size(); ++s)
      add(s, profiles[s].servers);
    for (std::size_t r = 0; r < fleets.size(); ++r) {
      SharedStation travel{std::vector<double>(fleets.size(), 0), 0};
      travel.demand[r] = rounds_[r].stations.back().demand;
      stations_.push_back(travel);
    }
    if (work_of_fleets(stations_, units_) > k_most_by_populations)
      forbidden_.insert(Obstacle::too_large);
  }

  /// In the order of the fleets.
  std::vector<WayAnswer> answer(std::vector<StageAnswer>& stages) const {
    std::vector<WayAnswer> out(fleets_.size());
    for (std::size_t r = 0; r < fleets_.size(); ++r) {
      out[r].entity_class = scenario_.classes[fleets_[r]].id;
      out[r].model = QueueModel::closed_fleets;
      out[r].why = forbidden_.empty() ? why_ : forbidden_;
    }
    for (const std::size_t s : stages_)
      stages[s].why.insert(forbidden_.begin(), forbidden_.end());
    if (!forbidden_.empty()) return out;
    const FleetsFigures found = closed_fleets(stations_, units_);
    for (std::size_t i = 0; i < stages_.size(); ++i) {
      const std::string id = stages[stages_[i]].stage;
      stages[stages_[i]] = stage(i, found);
      stages[stages_[i]].stage = id;
    }
    for (std::size_t r = 0; r < fleets_.size(); ++r) {
      out[r].standing = standing();
      out[r].per_s = found.throughput[r];
      out[r].sojourn_s = units_[r] / found.throughput[r];
      out[r].in_system = units_[r];
    }
    return out;
  }

 private:
  Standing standing() const { return why_.empty() ? Standing::exact : Standing::approximate; }

  void add(std::size_t stage, int servers) {
    SharedStation station{{}, servers};
    std::vector<double> visits;
    for (const Round& round : rounds_) {
      const auto at = std::find(round.stages.begin(), round.stages.end(), stage);
      const auto i = static_cast<std::size_t>(at - round.stages.begin());
      const bool is_on_way = at != round.stages.end();
      station.demand.push_back(is_on_way ? round.stations[i].demand : 0);
      visits.push_back(is_on_way ? round.visits[i] : 0);
    }
    if (*std::max_element(station.demand.begin(), station.demand.end()) <= 0) return;
    stages_.push_back(stage);
    stations_.push_back(std::move(station));
    visits_.push_back(std::move(visits));
  }

  StageAnswer stage(std::size_t i, const FleetsFigures& found) const {
    StageAnswer out;
    out.standing = standing();
    out.model = QueueModel::closed_fleets;
    out.why = why_;
    out.notation = fmt::format("M/M/{}//{}", stations_[i].servers, fmt::join(units_, "+"));
    double work = 0, inside = 0, visits = 0;
    for (std::size_t r = 0; r < fleets_.size(); ++r) {
      const double x = found.throughput[r];
      work += x * stations_[i].demand[r];
      inside += found.in_system[i][r];
      visits += x * visits_[i][r];
      if (visits_[i][r] <= 0) continue;
      const double sojourn_s = found.in_system[i][r] / (x * visits_[i][r]);
      const double wait_s = std::max(0.0, sojourn_s - stations_[i].demand[r] / visits_[i][r]);
      out.classes.push_back({scenario_.classes[fleets_[r]].id, wait_s, sojourn_s});
    }
    StageFigures& f = out.figures;
    f.utilisation = work / stations_[i].servers;
    f.in_system = inside;
    f.in_queue = std::max(0.0, inside - work);
    f.served_per_s = visits;
    f.sojourn_s = inside / visits;
    f.wait_s = *f.in_queue / visits;
    return out;
  }

  const models::Scenario& scenario_;
  Fleets fleets_;
  std::vector<Round> rounds_;  ///< by fleet
  std::vector<int> units_;
  std::vector<std::size_t> stages_;
  std::vector<SharedStation> stations_;
  std::vector<std::vector<double>> visits_;  ///< of one cycle, by stage, then by fleet
  Obstacles why_;
  Obstacles forbidden_;
};

}  // namespace

std::vector<WayAnswer> fleet_rounds(const models::Scenario& scenario, const Traffic& traffic,
                                    const sim::Model& model,
                                    const std::vector<StageProfile>& profiles,
                                    std::vector<StageAnswer>& stages) {
  std::vector<WayAnswer> out;
  std::vector<std::optional<WayAnswer>> found(model.classes.size());
  for (std::size_t c = 0; c < model.classes.size(); ++c) {
    if (model.classes[c].source != sim::SourceKind::fleet) continue;
    if (!found[c]) {
      const Fleets together = met_by(profiles, model, c);
      if (together.size() == 1) {
        found[c] = round_alone(scenario, traffic, model, profiles, c, stages);
      } else {
        const std::vector<WayAnswer> ways =
            RoundsTogether(scenario, traffic, model, profiles, together).answer(stages);
        for (std::size_t r = 0; r < together.size(); ++r)
          found[together[r]] = ways[r];
      }
    }
    out.push_back(*found[c]);
  }
  return out;
}

}  // namespace kouan::analysis::theory
