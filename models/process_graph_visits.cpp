// Expected visits to the places of a process, loops included: the traffic equations.
#include <Eigen/SparseLU>

#include <algorithm>
#include <cmath>

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

}  // namespace kouan::models
