#include "analysis/theory/scenario_network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "analysis/theory/network_approximation.hpp"
#include "analysis/theory/stage_arrivals.hpp"

namespace kouan::analysis::theory {
namespace {

using models::GraphEdge;
using models::GraphNode;
using models::k_no_node;
using models::NodeKind;

/// Larger dense systems take too long for what an approximation is worth.
constexpr std::size_t k_most_nodes = 1000;

Eigen::Index row_at(std::size_t i) { return static_cast<Eigen::Index>(i); }

/// As parts go: each of ways side by side begins where they part, as their whole came there, and it
/// goes on behind the last of them.
std::vector<GraphEdge> edges_of_parts(const models::ProcessGraph& graph) {
  std::vector<GraphEdge> out;
  const auto& between = graph.between_ways();
  for (const GraphEdge& e : graph.edges()) {
    if (std::none_of(between.begin(), between.end(),
                     [&](const models::BetweenWays& one) { return one.node == e.to; }))
      out.push_back(e);
  }
  for (const models::BetweenWays& one : between)
    out.push_back({one.fork, one.node});
  return out;
}

/// Rates per second at which vehicles go from one ordinary stage straight to the next, whatever
/// they pass on the way that is none.
class Flows {
 public:
  Flows(const models::Scenario& scenario, const models::ProcessGraph& graph, const Traffic& traffic,
        const sim::Model& model, const std::vector<std::size_t>& row_of_stage, std::size_t rows)
      : graph_(graph),
        traffic_(traffic),
        model_(model),
        edges_(edges_of_parts(graph)),
        excess_(Eigen::VectorXd::Zero(row_at(rows))),
        flows_(Eigen::MatrixXd::Zero(row_at(rows), row_at(rows))) {
    for (const GraphNode& node : graph.nodes())
      row_.push_back(row_of(scenario, node, row_of_stage));
    for (std::size_t c = 0; c < graph.class_count(); ++c)
      add_class(c);
  }

  const Eigen::MatrixXd& per_s() const { return flows_; }
  /// Of what comes from outside, per stage: sum over classes of the rate times what its squared
  /// coefficient of variation has over 1, split off by chance (Whitt 1983, ch. IV).
  const Eigen::VectorXd& excess_per_s() const { return excess_; }

 private:
  static std::size_t row_of(const models::Scenario& scenario, const GraphNode& node,
                            const std::vector<std::size_t>& row_of_stage) {
    if (node.kind != NodeKind::stage && node.kind != NodeKind::yard) return k_no_node;
    for (std::size_t s = 0; s < scenario.stages.size(); ++s) {
      if (scenario.stages[s].id == node.id) return row_of_stage[s];
    }
    return k_no_node;
  }

  void add_class(std::size_t c) {
    const double rate_per_s = long_run_rate_per_s(model_, c);
    if (rate_per_s <= 0) return;
    std::vector<std::size_t> between, ordinary;
    for (std::size_t i = 0; i < row_.size(); ++i) {
      if (graph_.nodes()[i].entity_class == c)
        (row_[i] == k_no_node ? between : ordinary).push_back(i);
    }
    if (between.size() + ordinary.size() > k_most_nodes || ordinary.empty()) return;
    const Eigen::MatrixXd among = routing(between, between);
    const Eigen::MatrixXd passed = (Eigen::MatrixXd::Identity(among.rows(), among.rows()) - among)
                                       .partialPivLu()
                                       .solve(routing(between, ordinary));
    const Eigen::MatrixXd direct =
        routing(ordinary, ordinary) + routing(ordinary, between) * passed;
    if (!direct.allFinite()) return;  // some never get out
    const auto source = std::find(between.begin(), between.end(), graph_.source(c));
    for (std::size_t j = 0; j < ordinary.size(); ++j) {
      const double first = passed(std::distance(between.begin(), source), row_at(j));
      excess_(row_at(row_[ordinary[j]])) +=
          rate_per_s * first * first * (arrival_scv(model_.classes[c], model_) - 1);
    }
    for (std::size_t i = 0; i < ordinary.size(); ++i) {
      const double rate = rate_per_s * traffic_.visits[ordinary[i]];
      for (std::size_t j = 0; j < ordinary.size(); ++j)
        flows_(row_at(row_[ordinary[i]]), row_at(row_[ordinary[j]])) +=
            rate * direct(row_at(i), row_at(j));
    }
  }

  Eigen::MatrixXd routing(const std::vector<std::size_t>& from,
                          const std::vector<std::size_t>& to) const {
    std::vector<Eigen::Index> row(row_.size(), -1), column(row_.size(), -1);
    for (std::size_t i = 0; i < from.size(); ++i)
      row[from[i]] = row_at(i);
    for (std::size_t i = 0; i < to.size(); ++i)
      column[to[i]] = row_at(i);
    Eigen::MatrixXd p = Eigen::MatrixXd::Zero(row_at(from.size()), row_at(to.size()));
    for (const GraphEdge& e : edges_) {
      if (row[e.from] >= 0 && column[e.to] >= 0) p(row[e.from], column[e.to]) += e.probability;
    }
    return p;
  }

  const models::ProcessGraph& graph_;
  const Traffic& traffic_;
  const sim::Model& model_;
  std::vector<GraphEdge> edges_;
  std::vector<std::size_t> row_;  ///< of the stage at each node, if it is ordinary
  Eigen::VectorXd excess_;
  Eigen::MatrixXd flows_;
};

/// The network of the ordinary stages; a stage's service is stretched by the time it is closed, so
/// that all run on the calendar's clock.
GeneralNetwork network_of(const std::vector<const StageProfile*>& stages, const Flows& found) {
  const Eigen::MatrixXd& flows = found.per_s();
  const auto n = row_at(stages.size());
  GeneralNetwork network;
  network.external = network.mean_service = network.service_scv = Eigen::VectorXd::Zero(n);
  network.external_scv = Eigen::VectorXd::Ones(n);
  network.routing = Eigen::MatrixXd::Zero(n, n);
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const StageProfile& stage = *stages[i];
    network.mean_service(row_at(i)) = stage.holding.mean / stage.open_share;
    network.service_scv(row_at(i)) = std::max(0.0, stage.holding.scv());
    network.servers.push_back(stage.servers);
    double from_stages = 0;
    for (std::size_t j = 0; j < stages.size(); ++j) {
      if (j == i) continue;
      network.routing(row_at(i), row_at(j)) = flows(row_at(i), row_at(j)) / stage.rate_per_s;
      from_stages += flows(row_at(j), row_at(i));
    }
    const double outside = std::max(0.0, stage.rate_per_s - from_stages);
    network.external(row_at(i)) = outside;
    if (outside > 1e-12 * stage.rate_per_s)
      network.external_scv(row_at(i)) =
          std::max(0.0, 1 + found.excess_per_s()(row_at(i)) / outside);
  }
  return network;
}

StageAnswer answer_of(const StageProfile& stage, const QueueFigures& q) {
  StageAnswer out;
  out.standing = Standing::approximate;
  out.model = QueueModel::several_servers;
  out.notation = fmt::format("GI/G/{}", stage.servers);
  out.figures.utilisation = q.utilisation;
  out.figures.wait_share = q.wait_share;
  out.figures.wait_s = q.wait * stage.open_share;
  out.figures.sojourn_s = *out.figures.wait_s + stage.holding.mean;
  out.figures.in_queue = q.in_queue;
  out.figures.in_system = q.in_system;
  out.figures.served_per_s = stage.rate_per_s;
  return out;
}

}  // namespace

std::vector<std::optional<StageAnswer>> approximate_stages(
    const models::Scenario& scenario, const models::ProcessGraph& graph, const Traffic& traffic,
    const sim::Model& model, const std::vector<StageProfile>& profiles,
    const std::vector<char>& ordinary) {
  std::vector<std::size_t> row_of_stage(profiles.size(), k_no_node);
  std::vector<const StageProfile*> stages;
  for (std::size_t s = 0; s < profiles.size(); ++s) {
    if (ordinary[s] == 0) continue;
    row_of_stage[s] = stages.size();
    stages.push_back(&profiles[s]);
  }
  std::vector<std::optional<StageAnswer>> out(profiles.size());
  if (stages.empty() || stages.size() > k_most_nodes) return out;
  const Flows flows(scenario, graph, traffic, model, row_of_stage, stages.size());
  GeneralNetworkFigures found;
  try {
    found = approximate_network(network_of(stages, flows));
  } catch (const std::domain_error&) {
    return out;  // a station that rounding puts at its limit
  }
  for (std::size_t s = 0; s < profiles.size(); ++s) {
    if (row_of_stage[s] != k_no_node)
      out[s] = answer_of(profiles[s], found.stations[row_of_stage[s]]);
  }
  return out;
}

}  // namespace kouan::analysis::theory
