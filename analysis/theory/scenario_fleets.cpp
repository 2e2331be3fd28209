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
  bool has_outside = false;  ///< others come to its stages that are no fleet
  Obstacles why;             ///< why the answer is not exact
  Obstacles forbidden;       ///< why there is none
};

using Fleets = std::vector<std::size_t>;  // classes

/// What those who come from outside have been through, as far as no formula takes it.
void add_outside(const StageProfile& at, Round& out) {
  if (!at.has_open_class) return;
  out.has_outside = true;
  if (at.servers > 0 && at.load() >= 1) out.forbidden.insert(Obstacle::overload);
  // How long they wait for the fleets isn't in any product form then.
  if (at.rate_per_s > 0 && at.holding.mean <= 0) out.forbidden.insert(Obstacle::no_service);
  Obstacles why = at.arrivals;
  if (why.erase(Obstacle::shaped_arrivals) > 0) out.why.insert(Obstacle::shaped_arrivals);
  if (why.empty()) return;
  out.forbidden.insert(why.begin(), why.end());
  out.forbidden.insert(Obstacle::fleet);
}

/// Others of whom nobody knows how many come.
void add_uncounted(const StageProfile& at, Round& out) {
  const Obstacles why = fatal(at.arrivals);
  out.forbidden.insert(why.begin(), why.end());
  if (why.empty()) out.forbidden.insert(Obstacle::unknown_numbers);
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
  add_outside(at, out);
  if (!at.is_always_open()) out.forbidden.insert(Obstacle::hours);
  if (!is_ordinary(at, resource) && !resource.is_shared)
    out.forbidden.insert(Obstacle::several_rules);
  if (resource.is_shared || at.is_exponential) return;
  out.why.insert(at.is_alike ? Obstacle::general_service : Obstacle::different_services);
}

/// Says at the stages too why there is no answer.
WayAnswer without_answer(WayAnswer out, Obstacles why, const std::vector<std::size_t>& at,
                         std::vector<StageAnswer>& stages) {
  for (const std::size_t s : at)
    stages[s].why.insert(why.begin(), why.end());
  out.why = std::move(why);
  return out;
}

/// So that it would go round for ever in no time.
bool takes_no_time(const Round& round) {
  return std::all_of(round.stations.begin(), round.stations.end(),
                     [](const ClosedStation& s) { return s.demand <= 0; });
}

Round round_of(const Traffic& traffic, const sim::Model& model,
               const std::vector<StageProfile>& profiles, std::size_t c) {
  Round out;
  out.forbidden = obstacles_on_way(model, c);
  out.forbidden.erase(Obstacle::fleet);
  if (puts_down(model, c)) out.forbidden.insert(Obstacle::store);
  double travel_s = traffic.sojourn[c].mean;
  for (std::size_t s = 0; s < profiles.size(); ++s) {
    const StageProfile& at = profiles[s];
    if (!is_visited_by(at, c)) continue;
    out.stages.push_back(s);
    add_stage(at, model.resources[s], c, out);
    if (!are_all_counted(model, at, s)) add_uncounted(at, out);
    travel_s -= out.stations.back().demand;
  }
  out.stations.push_back({std::max(0.0, travel_s), 0});
  if (takes_no_time(out)) out.forbidden.insert(Obstacle::no_service);
  return out;
}

/// At shared servers nobody waits: they take longer.
void forget_waits(StageAnswer& out) {
  out.notation += "-PS";
  out.figures.wait_s.reset();
  out.figures.in_queue.reset();
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

WayAnswer round_alone(const models::Scenario& scenario, const sim::Model& model, Round round,
                      std::size_t c, std::vector<StageAnswer>& stages) {
  WayAnswer out;
  out.entity_class = scenario.classes[c].id;
  out.model = QueueModel::closed_network;
  const int units = scenario.classes[c].fleet;
  if (units == 1) round.why.clear();  // nobody is there to wait for
  Obstacles why = round.forbidden;
  double servers = 0;
  for (const ClosedStation& station : round.stations)
    servers += std::max(1, station.servers);
  if (units * servers > k_most_by_analysis) why.insert(Obstacle::too_large);
  if (!why.empty()) return without_answer(std::move(out), std::move(why), round.stages, stages);
  try {
    const ClosedFigures found = units <= k_most_by_convolution
                                    ? closed_convolution(round.stations, units)
                                    : mean_value_analysis(round.stations, units);
    for (std::size_t i = 0; i < round.stages.size(); ++i) {
      const std::string id = stages[round.stages[i]].stage;
      stages[round.stages[i]] = stage_answer(round, i, found, units);
      stages[round.stages[i]].stage = id;
      if (model.resources[round.stages[i]].is_shared) forget_waits(stages[round.stages[i]]);
    }
    out.standing = round.why.empty() ? Standing::exact : Standing::approximate;
    out.why = round.why;
    out.per_s = found.throughput;
    out.sojourn_s = found.cycle;
    out.in_system = units;
  } catch (const std::domain_error&) {
    return without_answer(std::move(out), {Obstacle::too_large}, round.stages, stages);
  }
  return out;
}

/// Fleets that meet at some stage, and those that these meet.
Fleets met_by(const std::vector<StageProfile>& profiles, const sim::Model& model, std::size_t c) {
  Fleets out{c};
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (const StageProfile& at : profiles) {
      if (!is_visited_by(at, out[i])) continue;
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
      : scenario_(scenario), model_(model), profiles_(profiles), fleets_(fleets) {
    for (const std::size_t c : fleets) {
      rounds_.push_back(round_of(traffic, model, profiles, c));
      units_.push_back(scenario.classes[c].fleet);
      why_.insert(rounds_.back().why.begin(), rounds_.back().why.end());
      forbidden_.insert(rounds_.back().forbidden.begin(), rounds_.back().forbidden.end());
      has_outside_ = has_outside_ || rounds_.back().has_outside;
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
      out[r].model = has_outside_ ? QueueModel::mixed_network : QueueModel::closed_fleets;
      out[r].why = forbidden_.empty() ? why_ : forbidden_;
    }
    for (const std::size_t s : stages_)
      stages[s].why.insert(forbidden_.begin(), forbidden_.end());
    if (!forbidden_.empty()) return out;
    FleetsFigures found;
    try {
      found = closed_fleets(stations_, units_);
    } catch (const std::domain_error&) {
      return too_large(std::move(out), stages);
    }
    for (std::size_t i = 0; i < stages_.size(); ++i) {
      const std::string id = stages[stages_[i]].stage;
      stages[stages_[i]] = stage(i, found);
      stages[stages_[i]].stage = id;
      if (model_.resources[stages_[i]].is_shared) forget_waits(stages[stages_[i]]);
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
  std::vector<WayAnswer> too_large(std::vector<WayAnswer> out,
                                   std::vector<StageAnswer>& stages) const {
    for (WayAnswer& way : out)
      way.why.insert(Obstacle::too_large);
    for (const std::size_t s : stages_)
      stages[s].why.insert(Obstacle::too_large);
    return out;
  }

  Standing standing() const { return why_.empty() ? Standing::exact : Standing::approximate; }

  void add(std::size_t stage, int servers) {
    SharedStation station{{}, servers};
    if (profiles_[stage].has_open_class) station.open_load = profiles_[stage].load() * servers;
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
    const StageProfile& at = profiles_[stages_[i]];
    StageAnswer out;
    out.standing = standing();
    out.model = at.has_open_class ? QueueModel::mixed_network : QueueModel::closed_fleets;
    out.why = why_;
    out.notation = fmt::format("M/M/{}//{}{}", stations_[i].servers, fmt::join(units_, "+"),
                               at.has_open_class ? "+∞" : "");
    double work = stations_[i].open_load;
    double inside = found.open_in_system[i];
    double visits = at.rate_per_s;
    add_outside_classes(i, found.open_in_system[i], out);
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

  /// Which of those inside is of which class goes by the work that each brings.
  void add_outside_classes(std::size_t i, double inside, StageAnswer& out) const {
    for (const StageVisit& v : profiles_[stages_[i]].visits) {
      if (v.rate_per_s <= 0) continue;
      const double sojourn_s = inside * v.holding.mean / stations_[i].open_load;
      out.classes.push_back({scenario_.classes[v.entity_class].id,
                             std::max(0.0, sojourn_s - v.holding.mean), sojourn_s});
    }
  }

  const models::Scenario& scenario_;
  const sim::Model& model_;
  const std::vector<StageProfile>& profiles_;
  Fleets fleets_;
  std::vector<Round> rounds_;  ///< by fleet
  std::vector<int> units_;
  std::vector<std::size_t> stages_;
  std::vector<SharedStation> stations_;
  std::vector<std::vector<double>> visits_;  ///< of one cycle, by stage, then by fleet
  Obstacles why_;
  Obstacles forbidden_;
  bool has_outside_ = false;
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
      Round round = round_of(traffic, model, profiles, c);
      if (together.size() == 1 && !round.has_outside) {
        found[c] = round_alone(scenario, model, std::move(round), c, stages);
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
