#include "models/process_graph_extremes.hpp"

#include <algorithm>
#include <optional>

namespace kouan::models {
namespace {

/// Loops come to their sums by and by, a round in a sweep; what is left of one of n rounds in the
/// mean is less than a billionth up to some 400 of them, e^(-10000/n) beyond.
constexpr int k_most_sweeps = 10'000;
constexpr double k_settled = 1e-13;

/// Those turned away at a place have come to it, as the equations count them.
struct Least {
  double operator()(double a, double b) const { return std::min(a, b); }
  double of_refused(double here) const { return here; }
};

/// Those turned away at a place bring it nothing, however often they try again.
struct Most {
  double operator()(double a, double b) const { return std::max(a, b); }
  double of_refused(double) const { return 0; }
};

}  // namespace

SumsOverWays::SumsOverWays(const ProcessGraph& graph)
    : graph_(graph),
      nodes_(graph.class_count()),
      onward_(graph.nodes().size()),
      may_turn_away_(graph.class_count(), 0) {
  for (std::size_t i = graph.nodes().size(); i-- > 0;)
    nodes_[graph.nodes()[i].entity_class].push_back(i);
  const std::vector<char> out = leads_out(graph);
  for (const GraphEdge& e : graph.edges()) {
    if (out[e.from] == 0) continue;  // counted once, as the traffic equations do
    onward_[e.from].ways.push_back({e.to, e.probability, e.may_fail, e.is_overflow});
    onward_[e.from].is_open = onward_[e.from].is_open || e.assumed;
    if (e.is_overflow) may_turn_away_[graph.nodes()[e.from].entity_class] = 1;
  }
}

template <class Better>
double SumsOverWays::after(const Onward& onward, const std::vector<double>& each,
                           const std::vector<double>& sums, Better better) const {
  std::optional<double> away;
  for (const Way& way : onward.ways) {
    if (!way.is_overflow) continue;
    const double there = each[way.to] + sums[way.to];
    away = away ? better(*away, there) : there;
  }
  double all = 0, probability = 0;
  std::optional<double> one;
  for (const Way& way : onward.ways) {
    if (way.probability <= 0) continue;
    const bool is_full = away && graph_.nodes()[way.to].turns_away;
    double there = each[way.to] + sums[way.to];
    if (is_full) there = better(there, better.of_refused(each[way.to]) + *away);
    if (away && way.may_fail) there = better(there, *away);  // they do not come there
    all += way.probability * there;
    probability += way.probability;
    one = one ? better(*one, there) : there;
  }
  return onward.is_open && one ? probability * *one : all;
}

/// By value iteration from nothing, which never passes what it comes to.
template <class Better>
double SumsOverWays::extreme(std::size_t c, const std::vector<double>& each, Better better) const {
  if (graph_.source(c) == k_no_node) return 0;
  std::vector<double> sums(each.size(), 0);
  for (int sweep = 0; sweep < k_most_sweeps; ++sweep) {
    double moved = 0;
    for (const std::size_t node : nodes_[c]) {
      const double sum = after(onward_[node], each, sums, better);
      moved = std::max(moved, (sum - sums[node]) / (1 + sum));
      sums[node] = sum;
    }
    if (moved <= k_settled) break;
  }
  return sums[graph_.source(c)];
}

double SumsOverWays::least(std::size_t c, const std::vector<double>& each) const {
  return extreme(c, each, Least{});
}

double SumsOverWays::most(std::size_t c, const std::vector<double>& each) const {
  return extreme(c, each, Most{});
}

}  // namespace kouan::models
