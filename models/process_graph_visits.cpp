// Expected visits to the places of a process, loops included: the traffic equations.
#include <Eigen/SparseLU>

#include <algorithm>
#include <cmath>
#include <functional>

#include "models/process_graph.hpp"

namespace kouan::models {

namespace {

/// `probability`: one an edge.
std::vector<double> visits_at(const ProcessGraph& graph, const std::vector<double>& probability) {
  const auto n = static_cast<Eigen::Index>(graph.nodes().size());
  std::vector<double> visits(graph.nodes().size(), 0);
  if (n == 0) return visits;
  const std::vector<char> out = leads_out(graph);
  std::vector<Eigen::Triplet<double>> entries;
  for (Eigen::Index i = 0; i < n; ++i)
    entries.emplace_back(i, i, 1.0);
  for (std::size_t i = 0; i < probability.size(); ++i) {
    const GraphEdge& e = graph.edges()[i];
    if (out[e.from] == 0) continue;
    entries.emplace_back(static_cast<Eigen::Index>(e.to), static_cast<Eigen::Index>(e.from),
                         -probability[i]);
  }
  Eigen::SparseMatrix<double> equations(n, n);
  equations.setFromTriplets(entries.begin(), entries.end());
  Eigen::VectorXd entry = Eigen::VectorXd::Zero(n);
  for (std::size_t c = 0; c < graph.class_count(); ++c) {
    if (graph.source(c) != k_no_node) entry(static_cast<Eigen::Index>(graph.source(c))) = 1;
  }
  Eigen::SparseLU<Eigen::SparseMatrix<double>> solver;
  solver.compute(equations);
  const Eigen::VectorXd solved = solver.solve(entry);
  // Rounding leaves traces at nodes to which nobody comes.
  for (Eigen::Index i = 0; i < n; ++i)
    visits[static_cast<std::size_t>(i)] = std::max(0.0, solved(i));
  return visits;
}

/// What is turned away at the node where some are: a share of its own at each, since where ways
/// meet again equal ones could make up for each other.
double share_turned_away(std::size_t node) {
  constexpr double k_golden = 0.6180339887498949;
  const double spread = k_golden * static_cast<double>(node + 1);
  return 0.25 + 0.5 * (spread - std::floor(spread));
}

/// Takes that share off the ways to where some are turned away, or off all ways on where it is no
/// place that does so, and puts it on those of the turned away.
void turn_some_away(const ProcessGraph& graph, const std::vector<std::size_t>& edges,
                    std::vector<double>& probability) {
  const auto goes_on = [&](std::size_t e) { return !graph.edges()[e].is_overflow; };
  const auto may_fail = [&](std::size_t e) {
    return goes_on(e) && graph.nodes()[graph.edges()[e].to].turns_away;
  };
  const auto ways = std::count_if(edges.begin(), edges.end(), std::not_fn(goes_on));
  if (ways == 0) return;
  const bool is_by_place = std::any_of(edges.begin(), edges.end(), may_fail);
  double away = 0;
  for (const std::size_t e : edges) {
    if (is_by_place ? !may_fail(e) : !goes_on(e)) continue;
    const double share = share_turned_away(graph.edges()[e].to);
    away += probability[e] * share;
    probability[e] *= 1 - share;
  }
  for (const std::size_t e : edges)
    if (!goes_on(e)) probability[e] += away / static_cast<double>(ways);
}

/// Those turned away at a node have come to it, too.
std::vector<double> offered_visits(const ProcessGraph& graph,
                                   const std::vector<double>& probability) {
  const std::vector<double> admitted = visits_at(graph, probability);
  std::vector<double> offered = admitted;
  for (std::size_t i = 0; i < offered.size(); ++i)
    if (graph.nodes()[i].turns_away) offered[i] = 0;
  for (std::size_t i = 0; i < probability.size(); ++i) {
    const GraphEdge& e = graph.edges()[i];
    if (graph.nodes()[e.to].turns_away)
      offered[e.to] += admitted[e.from] * (e.is_overflow ? probability[i] : e.probability);
  }
  return offered;
}

}  // namespace

double probability_of(const ProcessGraph& graph, const GraphEdge& edge, bool varied) {
  if (!varied || !edge.assumed) return edge.probability;
  // The ways out of one junction get weights 1, 2, 3, … in the order of their edges.
  double weight = 0;
  double sum = 0;
  double upto = 0;
  for (const GraphEdge& e : graph.edges()) {
    if (e.from != edge.from) continue;
    sum += ++upto * e.probability;
    if (e.to == edge.to) weight = upto * e.probability;
  }
  return weight / sum;
}

std::vector<double> expected_visits(const ProcessGraph& graph, bool varied) {
  std::vector<double> probability;
  for (const GraphEdge& e : graph.edges())
    probability.push_back(probability_of(graph, e, varied));
  return visits_at(graph, probability);
}

std::vector<char> has_known_visits(const ProcessGraph& graph) {
  const std::vector<double> one = expected_visits(graph);
  const bool asks = std::any_of(graph.edges().begin(), graph.edges().end(),
                                [](const GraphEdge& e) { return e.assumed; });
  std::vector<char> known(one.size(), 1);
  if (!asks) return known;
  const std::vector<double> other = expected_visits(graph, true);
  for (std::size_t i = 0; i < one.size(); ++i)
    known[i] = static_cast<char>(std::abs(one[i] - other[i]) <= 1e-9 * (1 + one[i]));
  return known;
}

std::vector<char> may_miss_some(const ProcessGraph& graph) {
  std::vector<double> probability;
  std::vector<std::vector<std::size_t>> ways_out(graph.nodes().size());
  for (std::size_t e = 0; e < graph.edges().size(); ++e) {
    probability.push_back(graph.edges()[e].probability);
    ways_out[graph.edges()[e].from].push_back(e);
  }
  for (const std::vector<std::size_t>& edges : ways_out)
    turn_some_away(graph, edges, probability);
  const std::vector<double> all = expected_visits(graph);
  const std::vector<double> some = offered_visits(graph, probability);
  std::vector<char> fewer;
  for (std::size_t i = 0; i < all.size(); ++i)
    fewer.push_back(static_cast<char>(all[i] - some[i] > 1e-9 * (1 + all[i])));
  return fewer;
}

}  // namespace kouan::models
