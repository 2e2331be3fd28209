#include "analysis/theory/traffic_equations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "models/demand.hpp"

namespace kouan::analysis::theory {
namespace {

using models::GraphEdge;
using models::GraphNode;
using models::k_no_node;
using models::NodeKind;
using models::ProcessGraph;

using Indices = std::vector<std::size_t>;

Eigen::Index at(std::size_t i) { return static_cast<Eigen::Index>(i); }

using Factors = Eigen::PartialPivLU<Eigen::MatrixXd>;

/// Throws when A is singular to working precision. A is I - P of a routing P or its transpose, for
/// which pivots by column do: those of the whole matrix took most of the time of a long process.
Factors factors_of(const Eigen::MatrixXd& a) {
  if (a.size() == 0) return Factors();
  Factors factors(a);
  const bool is_invertible = factors.rcond() > std::numeric_limits<double>::epsilon();
  if (!is_invertible) throw std::domain_error("a place that is entered has no way out");
  return factors;
}

/// Solves A x = b.
Eigen::VectorXd solve(const Factors& a, const Eigen::VectorXd& b) {
  if (b.size() == 0) return b;
  return a.solve(b);
}

Indices nodes_of_class(const ProcessGraph& graph, std::size_t c) {
  Indices nodes;
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    if (graph.nodes()[i].entity_class == c) nodes.push_back(i);
  }
  return nodes;
}

bool is_held_by(const ProcessGraph& graph, std::size_t node, std::size_t holder) {
  while (node != k_no_node && node != holder)
    node = graph.nodes()[node].holder;
  return node == holder;
}

/// Routing among `subset`; edges that leave it end the chain, and so does a node from which nobody
/// gets out: what it asks for beyond is left out, so that a bound stays a bound.
Eigen::MatrixXd routing_among(const ProcessGraph& graph, const Indices& subset) {
  const std::vector<char> out = models::leads_out(graph);
  std::vector<Eigen::Index> row(graph.nodes().size(), -1);
  for (std::size_t i = 0; i < subset.size(); ++i)
    row[subset[i]] = at(i);
  Eigen::MatrixXd p = Eigen::MatrixXd::Zero(at(subset.size()), at(subset.size()));
  for (const GraphEdge& e : graph.edges()) {
    if (row[e.from] >= 0 && row[e.to] >= 0 && out[e.from] != 0)
      p(row[e.from], row[e.to]) += e.probability;
  }
  return p;
}

/// Moments of the time from the first node of `subset` until leaving it, at least.
Holding time_through(const ProcessGraph& graph, const Indices& subset) {
  const Eigen::MatrixXd p = routing_among(graph, subset);
  Eigen::VectorXd mean = Eigen::VectorXd::Zero(at(subset.size()));
  Eigen::VectorXd second = mean;
  for (std::size_t i = 0; i < subset.size(); ++i) {
    const GraphNode& node = graph.nodes()[subset[i]];
    const auto& time = node.time_s;
    if (!time || (i > 0 && !node.binds)) continue;  // a part's time need not be the whole's
    if (node.beside > graph.nodes()[subset[0]].beside) continue;
    mean(at(i)) = time->mean();
    second(at(i)) = time->variance() + time->mean() * time->mean();
  }
  const PassageMoments moments = passage_moments(p, mean, second);
  return {moments.mean(0), moments.second(0)};
}

/// Visits of one class; with `until_clear`, of the way up to clearance only.
void add_visits(const ProcessGraph& graph, const Indices& nodes, bool until_clear,
                std::vector<double>& visits) {
  Eigen::MatrixXd p = routing_among(graph, nodes);
  Eigen::VectorXd entry = Eigen::VectorXd::Zero(p.rows());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const NodeKind kind = graph.nodes()[nodes[i]].kind;
    if (kind == NodeKind::source) entry(at(i)) = 1;
    if (until_clear && kind == NodeKind::clearance) p.row(at(i)).setZero();
  }
  const Eigen::VectorXd v = visit_ratios(p, entry);
  for (std::size_t i = 0; i < nodes.size(); ++i)
    visits[nodes[i]] = v(at(i));
}

/// The holder and all that happens while it is held, holder first.
Indices held_by(const ProcessGraph& graph, std::size_t holder) {
  Indices subset{holder};
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    if (i != holder && is_held_by(graph, i, holder)) subset.push_back(i);
  }
  return subset;
}

/// Where places are taken, and all that happens until they are vacated.
Indices kept_over(const ProcessGraph& graph, std::size_t taken) {
  Indices subset{taken};
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    const auto& keeps = graph.nodes()[i].keeps;
    if (std::find(keeps.begin(), keeps.end(), taken) != keeps.end()) subset.push_back(i);
  }
  return subset;
}

/// Of all the places that the node takes at once, at least.
Holding holding_at(const ProcessGraph& graph, std::size_t node) {
  const Holding one = time_through(graph, held_meanwhile(graph, node));
  if (!graph.nodes()[node].is_kept) return one;
  const double places = graph.nodes()[node].places;
  return {places * one.mean, places * places * one.second};
}

}  // namespace

std::vector<std::size_t> held_meanwhile(const ProcessGraph& graph, std::size_t node) {
  return graph.nodes()[node].is_kept ? kept_over(graph, node) : held_by(graph, node);
}

bool sends_some_elsewhere(const ProcessGraph& graph, std::size_t i) {
  const auto& nodes = graph.nodes();
  return std::any_of(nodes.begin(), nodes.end(), [&](const GraphNode& node) {
    if (!node.turns_away) return false;
    if (std::find(node.keeps.begin(), node.keeps.end(), i) != node.keeps.end()) return true;
    for (std::size_t h = node.holder; h != k_no_node; h = nodes[h].holder)
      if (h == i) return true;
    return false;
  });
}

Eigen::VectorXd visit_ratios(const Eigen::MatrixXd& routing, const Eigen::VectorXd& entry) {
  const auto n = routing.rows();
  return solve(factors_of(Eigen::MatrixXd::Identity(n, n) - routing.transpose()), entry);
}

PassageMoments passage_moments(const Eigen::MatrixXd& routing, const Eigen::VectorXd& mean,
                               const Eigen::VectorXd& second) {
  const auto n = routing.rows();
  const Factors a = factors_of(Eigen::MatrixXd::Identity(n, n) - routing);
  PassageMoments out;
  out.mean = solve(a, mean);
  const Eigen::VectorXd cross = 2 * mean.cwiseProduct(routing * out.mean);
  out.second = solve(a, second + cross);
  return out;
}

Traffic solve_traffic(const ProcessGraph& graph) {
  Traffic traffic;
  traffic.visits.assign(graph.nodes().size(), 0);
  traffic.visits_to_clear.assign(graph.nodes().size(), 0);
  traffic.holding.resize(graph.nodes().size());
  traffic.sojourn.resize(graph.class_count());
  for (std::size_t c = 0; c < graph.class_count(); ++c) {
    if (graph.source(c) == k_no_node) continue;
    Indices nodes = nodes_of_class(graph, c);
    add_visits(graph, nodes, false, traffic.visits);
    add_visits(graph, nodes, true, traffic.visits_to_clear);
    traffic.sojourn[c] = time_through(graph, nodes);  // a class's source is its first node
  }
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    const NodeKind kind = graph.nodes()[i].kind;
    if (kind != NodeKind::stage && kind != NodeKind::yard) continue;
    traffic.holding[i] = holding_at(graph, i);
  }
  traffic.known_visits = models::has_known_visits(graph);
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    if (graph.nodes()[i].by_others) traffic.known_visits[i] = 0;
  }
  traffic.known_holding.assign(graph.nodes().size(), 1);
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    if (!graph.nodes()[i].by_attribute && traffic.known_visits[i] != 0) continue;
    // Of a node that need not be reached alike, what holds it is not known either.
    if (graph.nodes()[i].by_attribute) traffic.known_holding[i] = 0;
    for (std::size_t h = graph.nodes()[i].holder; h != k_no_node; h = graph.nodes()[h].holder)
      traffic.known_holding[h] = 0;
    for (const std::size_t taken : graph.nodes()[i].keeps)
      traffic.known_holding[taken] = 0;
  }
  return traffic;
}

std::vector<double> arrivals_of_classes(const sim::Model& model) {
  std::vector<double> arrivals;
  for (const sim::ClassDef& c : model.classes) {
    arrivals.push_back(models::expected_arrivals(c, 0, model.horizon));
  }
  return arrivals;
}

OpenTime open_time(const sim::ResourceDef& resource, sim::Micros from, sim::Micros to) {
  OpenTime open;
  int before = 0;
  for (std::size_t i = 0; i < resource.capacity.size(); ++i) {
    const bool is_last = i + 1 == resource.capacity.size();
    const sim::Micros start = std::max(resource.capacity[i].at, from);
    const sim::Micros end = std::min(is_last ? to : resource.capacity[i + 1].at, to);
    if (start >= end) continue;
    const int servers = resource.capacity[i].servers;
    const double span_s = sim::to_seconds(end - start);
    open.server_s += span_s * servers;
    if (servers > 0) open.any_s += span_s;
    open.server_openings += std::max(0, servers - before);
    if (servers > 0 && before == 0) open.openings += 1;
    open.most_servers = std::max(open.most_servers, servers);
    before = servers;
  }
  return open;
}

}  // namespace kouan::analysis::theory
