// Offered loads of stages and stores; the declarations are in
// analysis/theory/traffic_equations.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "analysis/theory/capacity_rows.hpp"
#include "analysis/theory/traffic_equations.hpp"
#include "models/attributes.hpp"
#include "models/demand.hpp"
#include "models/process_graph_extremes.hpp"
#include "models/working_time.hpp"

namespace kouan::analysis::theory {

namespace {

using models::GraphNode;
using models::NodeKind;
using models::ProcessGraph;
using models::Scenario;

/// Of the months that the run cuts, stretches below a week say nothing about a season.
constexpr sim::Micros k_shortest_stretch = 7 * sim::k_day;

/// A stretch of the run and who arrives in it.
struct Stretch {
  std::string month;
  sim::Micros from = 0;
  sim::Micros to = 0;
  std::vector<double> arrivals;  ///< expected, per class; 0 for fleets
};

Stretch stretch(const sim::Model& model, std::string month, sim::Micros from, sim::Micros to) {
  Stretch out{std::move(month), from, to, {}};
  for (const sim::ClassDef& c : model.classes)
    out.arrivals.push_back(models::expected_arrivals(c, from, to));
  return out;
}

std::vector<Stretch> months_of(const Scenario& scenario, const sim::Model& model) {
  std::vector<Stretch> months;
  const std::int64_t start = models::days_from_civil(scenario.start);
  models::CivilDate first{scenario.start.year, scenario.start.month, 1};
  while (true) {
    const models::CivilDate next{first.year + (first.month == 12 ? 1 : 0), first.month % 12 + 1, 1};
    const sim::Micros from =
        std::max<sim::Micros>(0, (models::days_from_civil(first) - start) * sim::k_day);
    const sim::Micros to =
        std::min(model.horizon, (models::days_from_civil(next) - start) * sim::k_day);
    if (from >= model.horizon) return months;
    if (to - from >= k_shortest_stretch)
      months.push_back(
          stretch(model, fmt::format("{:04}-{:02}", first.year, first.month), from, to));
    first = next;
  }
}

double share(double work, double available) {
  if (work <= 0) return 0;
  return available > 0 ? work / available : std::numeric_limits<double>::infinity();
}

/// What servers that fail, are stopped or take several at once can do beside those that don't.
struct Efficiency {
  double up_share = 1;   ///< of their time, by the calendar: in the long run f / (f + r) with mean
                         ///< time to failure f and repair r (renewal reward); of stoppages alike
  double per_visit = 1;  ///< server time taken by a visit over its holding: repairs that its own
                         ///< work brings about add r / f, a full batch shares one holding
};

Efficiency efficiency(const sim::Model& model, std::size_t resource) {
  Efficiency out;
  for (const sim::StoppageDef& stop : model.stoppages) {
    if (std::find(stop.resources.begin(), stop.resources.end(), resource) == stop.resources.end())
      continue;
    const double between_s = stop.between_s.mean();
    out.up_share *= between_s / (between_s + stop.lasts_s.mean());
  }
  const auto& rules = model.resources.at(resource).rules;
  if (!rules) return out;
  out.per_visit = 1.0 / rules->batch_most;
  if (!rules->breakdowns) return out;
  const double to_failure_s = rules->breakdowns->to_failure_s.mean();
  const double repair_s = rules->breakdowns->repair_s.mean();
  if (rules->breakdowns->by_operating_time)
    out.per_visit *= 1 + repair_s / to_failure_s;
  else
    out.up_share *= to_failure_s / (to_failure_s + repair_s);
  return out;
}

/// One stage or store and what a visit to each of its nodes asks of it.
class Place {
 public:
  Place(const Scenario& scenario, const ProcessGraph& graph, const Traffic& traffic,
        const models::SumsOverWays& ways, const sim::Model& model, std::size_t index)
      : scenario_(scenario), graph_(graph), traffic_(traffic), model_(model), index_(index) {
    if (!is_store()) efficiency_ = efficiency(model, index);
    compare_ways(ways);
  }

  bool is_store() const { return index_ >= scenario_.stages.size(); }

  StageLoad load(const Stretch& whole, const std::vector<Stretch>& months) const {
    StageLoad out;
    out.stage = id();
    out.is_store = is_store();
    if (!out.is_store) out.open = open_time(model_.resources.at(index_), whole.from, whole.to);
    const std::vector<double> by_class = work_of(whole, Whom::all, &out.visits);
    for (const double w : by_class)
      out.load_by_class.push_back(share(w, available(whole)));
    const double work = sum(by_class);
    out.load = share(work, available(whole));
    out.least_load = least_load(whole);
    out.is_of_fleets = out.visits <= 0 && is_visited_by_fleet();
    if (out.visits > 0 && !out.is_store)
      out.mean_holding_s = work / out.visits / efficiency_.per_visit;
    out.is_assumed = is_assumed();
    out.counts_turned_away = counts_turned_away_;
    out.uncounted = uncounted();
    out.uncounted.sent = is_sent_others_;
    out.turns_away = turns_away();
    for (const Stretch& month : months) {
      const double load = share(sum(work_of(month, Whom::all)), available(month));
      const double least = least_load(month);
      // A month that is overloaded for sure is worse than one that may keep up.
      const std::pair worst(out.worst_month_least_load > 1 ? out.worst_month_least_load : 0.0,
                            out.worst_month_load);
      if (std::pair(least > 1 ? least : 0.0, load) <= worst) continue;
      out.worst_month_load = load;
      out.worst_month_least_load = least;
      out.worst_month = month.month;
    }
    return out;
  }

 private:
  /// Who is counted: of those who may have been turned away at earlier places, all, or as many as
  /// come at least.
  enum class Whom { all, sure_to_come };

  /// What one vehicle of a class brings, where it depends on who is turned away.
  void compare_ways(const models::SumsOverWays& ways) {
    constexpr double k_rounding = 1e-9;
    least_each_.resize(scenario_.classes.size());
    std::vector<double> least(graph_.nodes().size(), 0), visit = least;
    for (std::size_t i = 0; i < least.size(); ++i) {
      if (!is_here(graph_.nodes()[i])) continue;
      least[i] = least_at(i);
      visit[i] = 1;
    }
    for (std::size_t c = 0; c < least_each_.size(); ++c) {
      const bool comes = models::expected_arrivals(model_.classes[c], 0, model_.horizon) > 0;
      if (!comes || !ways.may_turn_away(c)) continue;
      double work = 0, visits = 0;
      for (std::size_t i = 0; i < least.size(); ++i) {
        if (visit[i] <= 0 || graph_.nodes()[i].entity_class != c) continue;
        work += traffic_.visits[i] * work_at(i);
        visits += traffic_.visits[i];
      }
      least_each_[c] = ways.least(c, least);
      counts_turned_away_ |= *least_each_[c] < work * (1 - k_rounding);
      is_sent_others_ |= ways.most(c, visit) > visits * (1 + k_rounding);
    }
  }

  /// Work [s] or load [kg] of one who comes to node `i`.
  double work_at(std::size_t i) const {
    if (is_store()) return mean_payload_kg(scenario_.classes[graph_.nodes()[i].entity_class]);
    return traffic_.holding[i].mean * efficiency_.per_visit;
  }

  /// The same at least: what comes while it is held, some may be spared.
  double least_at(std::size_t i) const {
    if (is_store() || !sends_some_elsewhere(graph_, i)) return work_at(i);
    const GraphNode& node = graph_.nodes()[i];
    const double own_s = node.time_s ? node.time_s->mean() : 0;
    return own_s * (node.is_kept ? node.places : 1) * efficiency_.per_visit;
  }

  static double sum(const std::vector<double>& work) {
    return std::accumulate(work.begin(), work.end(), 0.0);
  }

  double least_load(const Stretch& in) const {
    return share(sum(work_of(in, Whom::sure_to_come)), available(in) + after_closing(in));
  }

  double mean_payload_kg(const models::EntityClass& cls) const {
    return models::as_drawn(scenario_, cls, cls.payload_kg).mean();
  }

  bool is_visited_by_fleet() const {
    for (std::size_t i = 0; i < graph_.nodes().size(); ++i) {
      const GraphNode& node = graph_.nodes()[i];
      const bool comes = traffic_.visits[i] > 0 && scenario_.classes[node.entity_class].fleet > 0;
      if (comes && is_here(node)) return true;
    }
    return false;
  }

  const models::Store& store() const { return scenario_.stores[index_ - scenario_.stages.size()]; }
  const std::string& id() const { return is_store() ? store().id : scenario_.stages[index_].id; }

  bool is_here(const GraphNode& node) const {
    return (is_store() ? node.kind == NodeKind::store : node.is_stage()) && node.id == id();
  }

  /// Whether conditions decide how often somebody comes, or what is held meanwhile.
  bool is_assumed() const {
    for (std::size_t i = 0; i < graph_.nodes().size(); ++i) {
      const bool by_attribute = graph_.nodes()[i].by_attribute;
      if (is_here(graph_.nodes()[i]) &&
          (traffic_.known_visits[i] == 0 || (traffic_.known_holding[i] == 0 && !by_attribute)))
        return true;
    }
    return false;
  }

  /// What keeps the places besides the times that the routing gives; nothing of a store.
  UncountedTime uncounted() const {
    UncountedTime out;
    for (std::size_t i = 0; i < graph_.nodes().size(); ++i) {
      const GraphNode& here = graph_.nodes()[i];
      if (is_store() || !is_here(here) || traffic_.visits[i] <= 0) continue;
      out.documents |= here.awaits_documents;
      out.others |= here.awaits_others;
      for (const std::size_t inner : held_meanwhile(graph_, i))
        if (inner != i && traffic_.visits[inner] > 0) add_inner(here, graph_.nodes()[inner], out);
    }
    return out;
  }

  void add_inner(const GraphNode& here, const GraphNode& inner, UncountedTime& out) const {
    out.beside |= inner.beside > here.beside;
    if (inner.kind == NodeKind::store) out.queues = true;  // it may be full
    for (std::size_t s = 0; s < scenario_.stages.size(); ++s) {
      if (scenario_.stages[s].id != inner.id || models::takes_any_number(scenario_.stages[s]))
        continue;
      const OpenTime open = open_time(model_.resources.at(s), 0, model_.horizon);
      out.queues = true;
      out.hours |= open.any_s < sim::to_seconds(model_.horizon);
    }
  }

  bool turns_away() const {
    bool any = false;
    for (std::size_t i = 0; i < graph_.nodes().size(); ++i) {
      if (!is_here(graph_.nodes()[i]) || traffic_.visits[i] <= 0) continue;
      if (!graph_.nodes()[i].turns_away) return false;
      any = true;
    }
    return any;
  }

  /// Open server time [s]; of a store what is removed [kg].
  double available(const Stretch& in) const {
    if (is_store()) return store().removal_kg_per_s * sim::to_seconds(in.to - in.from);
    return open_time(model_.resources.at(index_), in.from, in.to).server_s * efficiency_.up_share;
  }

  /// Work that can be done after closing at most, in expectation [s].
  double after_closing(const Stretch& in) const {
    if (is_store()) return 0;
    const sim::ResourceDef& resource = model_.resources.at(index_);
    const bool is_finished = resource.is_shared ? resource.shared_finishes
                                                : !resource.rules || resource.rules->at_closing ==
                                                                         sim::AtClosing::finish;
    if (!is_finished) return 0;
    const OpenTime open = open_time(resource, in.from, in.to);
    return work_in_hand(open.server_openings, distinct_holdings(graph_, traffic_, id()));
  }

  /// Work [s] or load [kg] that the arrivals of the stretch bring, by class; adds up their visits.
  std::vector<double> work_of(const Stretch& in, Whom whom, double* visits = nullptr) const {
    std::vector<double> work(in.arrivals.size(), 0);
    for (std::size_t i = 0; i < graph_.nodes().size(); ++i) {
      const GraphNode& node = graph_.nodes()[i];
      if (!is_here(node)) continue;
      const double here = in.arrivals.at(node.entity_class) * traffic_.visits[i];
      work[node.entity_class] += here * work_at(i);
      if (visits != nullptr) *visits += here;
    }
    for (std::size_t c = 0; c < work.size() && whom == Whom::sure_to_come; ++c)
      if (least_each_[c]) work[c] = in.arrivals[c] * *least_each_[c];
    return work;
  }

  const Scenario& scenario_;
  const ProcessGraph& graph_;
  const Traffic& traffic_;
  const sim::Model& model_;
  std::size_t index_;  ///< of the stage; stores follow
  Efficiency efficiency_;
  std::vector<std::optional<double>> least_each_;  ///< work of one of the class, of some of which
                                                   ///< may be turned away somewhere
  bool counts_turned_away_ = false;
  bool is_sent_others_ = false;
};

Judgement judged(const StageLoad& at, double load, double least) {
  if (at.is_assumed) return Judgement::unknown;
  if (least > 1) return Judgement::grows;
  if (load <= 1) return Judgement::keeps_up;
  return at.counts_turned_away ? Judgement::may_grow : Judgement::full_hours;
}

}  // namespace

std::vector<std::string> names_of(const UncountedTime& uncounted) {
  std::vector<std::string> names;
  const auto add = [&](bool is_left_out, const char* name) {
    if (is_left_out) names.emplace_back(name);
  };
  add(uncounted.documents, "documents");
  add(uncounted.others, "others");
  add(uncounted.hours, "hours");
  add(uncounted.queues, "queues");
  add(uncounted.beside, "beside");
  add(uncounted.sent, "sent");
  return names;
}

Judgement judged(const StageLoad& load) {
  if (!load.is_assumed && !std::isfinite(load.load)) return Judgement::never_open;
  return judged(load, load.load, load.least_load);
}

Judgement judged_in_worst_month(const StageLoad& load) {
  return judged(load, load.worst_month_load, load.worst_month_least_load);
}

bool may_hold_up(const StageLoad& load) { return load.load > 1 || load.uncounted.sent; }

std::vector<StageLoad> offered_loads(const Scenario& scenario, const ProcessGraph& graph,
                                     const Traffic& traffic, const sim::Model& model) {
  const Stretch whole = stretch(model, "", 0, model.horizon);
  const std::vector<Stretch> months = months_of(scenario, model);
  const models::SumsOverWays ways(graph);
  std::vector<StageLoad> loads;
  for (std::size_t i = 0; i < scenario.stages.size() + scenario.stores.size(); ++i)
    loads.push_back(Place(scenario, graph, traffic, ways, model, i).load(whole, months));
  return loads;
}

}  // namespace kouan::analysis::theory
