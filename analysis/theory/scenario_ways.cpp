#include "analysis/theory/scenario_ways.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "analysis/theory/stage_arrivals.hpp"
#include "analysis/theory/stage_obstacles.hpp"

namespace kouan::analysis::theory {

using models::GraphEdge;
using models::GraphNode;
using models::NodeKind;

WayMaker::WayMaker(const models::Scenario& scenario, const models::ProcessGraph& graph,
                   const Traffic& traffic, const sim::Model& model,
                   const std::vector<StageProfile>& profiles,
                   const std::vector<StageAnswer>& answers)
    : scenario_(scenario),
      graph_(graph),
      traffic_(traffic),
      model_(model),
      profiles_(profiles),
      answers_(answers) {
  for (std::size_t c = 0; c < model.classes.size(); ++c)
    rates_per_s_.push_back(long_run_rate_per_s(model, c));
}

bool WayMaker::comes_to(std::size_t c, std::size_t s) const {
  return std::any_of(profiles_[s].visits.begin(), profiles_[s].visits.end(),
                     [&](const StageVisit& v) { return v.entity_class == c; });
}

/// Whether the class has one visit of the stage and nothing else, those turned away included.
bool WayMaker::is_only_stage(std::size_t c, std::size_t s) const {
  const StageVisit* own = nullptr;
  for (const StageVisit& v : profiles_[s].visits) {
    if (v.entity_class != c) continue;
    if (own != nullptr || std::abs(v.per_vehicle - 1) > 1e-12) return false;
    own = &v;
  }
  if (own == nullptr) return false;
  const double own_s = own->holding.mean;
  if (std::abs(traffic_.sojourn[c].mean - own_s) > 1e-9 * own_s) return false;
  return std::none_of(graph_.edges().begin(), graph_.edges().end(), [&](const GraphEdge& e) {
    const GraphNode& to = graph_.nodes()[e.to];
    return to.entity_class == c && e.probability <= 0 && to.kind != NodeKind::sink;
  });
}

void WayMaker::add_stage(std::size_t c, std::size_t s, WayAnswer& way, double& extra_s) const {
  const StageAnswer& at = answers_[s];
  const StageProfile& profile = profiles_[s];
  way.why.insert(at.why.begin(), at.why.end());
  const bool is_cut = at.figures.turned_away_share.has_value() && !is_only_stage(c, s);
  const bool is_of_open_time = at.standing == Standing::approximate && !profile.is_always_open();
  const bool is_of_all = !at.why_not_by_class.empty();
  if (is_cut) way.why.insert(Obstacle::turned_away);
  way.why.insert(at.why_not_by_class.begin(), at.why_not_by_class.end());
  if (at.standing == Standing::none || is_cut || is_of_open_time || is_of_all)
    way.standing = Standing::none;
  if (way.standing == Standing::none || !at.figures.sojourn_s) return;
  if (at.standing == Standing::approximate && way.standing == Standing::exact)
    way.standing = Standing::approximate;
  auto own = at.classes.begin();  // those of its visits, where classes don't meet the same
  for (const StageVisit& v : profile.visits) {
    if (v.entity_class != c) continue;
    own = std::find_if(own, at.classes.end(), [&](const ClassFigures& figures) {
      return figures.entity_class == scenario_.classes[c].id;
    });
    const bool is_own = own != at.classes.end();
    extra_s += v.per_vehicle * (is_own ? own++->sojourn_s - v.holding.mean
                                       : *at.figures.sojourn_s - profile.holding.mean);
  }
}

bool WayMaker::has_store(std::size_t c) const {
  for (std::size_t i = 0; i < graph_.nodes().size(); ++i) {
    const GraphNode& node = graph_.nodes()[i];
    if (node.entity_class == c && node.kind == NodeKind::store && traffic_.visits[i] > 0)
      return true;
  }
  return false;
}

QueueModel WayMaker::model_of(std::size_t c) const {
  std::vector<std::size_t> stages;
  for (std::size_t s = 0; s < profiles_.size(); ++s) {
    if (comes_to(c, s)) stages.push_back(s);
  }
  if (stages.size() == 1) return answers_[stages.front()].model;
  for (const std::size_t s : stages) {
    if (answers_[s].model == QueueModel::mixed_network) return QueueModel::mixed_network;
  }
  const bool is_product = std::all_of(stages.begin(), stages.end(), [&](std::size_t s) {
    return answers_[s].standing == Standing::exact &&
           keeps_poisson(profiles_[s], model_.resources[s]);
  });
  return is_product && !stages.empty() ? QueueModel::product_form : QueueModel::stage_by_stage;
}

WayAnswer WayMaker::way(std::size_t c) const {
  WayAnswer out;
  out.entity_class = scenario_.classes[c].id;
  out.standing = Standing::exact;
  out.model = model_of(c);
  double extra_s = 0;
  double share = 1;
  std::optional<std::size_t> only;
  for (std::size_t s = 0; s < profiles_.size(); ++s) {
    if (!comes_to(c, s)) continue;
    add_stage(c, s, out, extra_s);
    if (is_only_stage(c, s)) only = s;
    share -= answers_[s].figures.turned_away_share.value_or(0);
  }
  Obstacles on_way = obstacles_on_way(model_, c);
  if (out.standing == Standing::exact) {
    for (const Obstacle o :
         {Obstacle::other_arrivals, Obstacle::batch_arrivals, Obstacle::planned_arrivals})
      on_way.erase(o);
  }
  out.why.insert(on_way.begin(), on_way.end());
  for (const Obstacle o : {Obstacle::documents, Obstacle::others, Obstacle::conditions,
                           Obstacle::waits_on_way, Obstacle::arrivals_end}) {
    if (on_way.count(o) > 0) out.standing = Standing::none;
  }
  if (has_store(c)) out.why.insert(Obstacle::store);
  if (out.standing == Standing::exact && !out.why.empty()) out.standing = Standing::approximate;
  if (out.standing == Standing::none) return out;
  out.per_s = rates_per_s_[c] * share;
  if (only && !answers_[*only].figures.sojourn_s) {
    // Of some their time is not known, their number is, and all fare alike.
    out.in_system =
        *answers_[*only].figures.in_system * rates_per_s_[c] / profiles_[*only].rate_per_s;
    return out;
  }
  out.sojourn_s = traffic_.sojourn[c].mean + extra_s;
  out.in_system = *out.per_s * *out.sojourn_s;
  return out;
}

}  // namespace kouan::analysis::theory
