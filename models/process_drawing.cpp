// The process graph as a planner draws it; the declarations are in models/process_graph.hpp.
#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "models/process_graph.hpp"

namespace kouan::models {
namespace {

std::string drawn_id(const GraphNode& node) {
  if (node.kind == NodeKind::sink) return "sink";
  return std::string(name_of(node.kind)) + "-" + node.id;
}

DrawnNode drawn(const GraphNode& node) {
  DrawnNode out{drawn_id(node), node.kind, node.title, node.side, ""};
  const bool is_place =
      node.kind == NodeKind::stage || node.kind == NodeKind::yard || node.kind == NodeKind::store;
  if (is_place) out.stage = node.id;
  return out;
}

/// Adds up the vehicles between drawn nodes; clearances and junctions are passed through, being no
/// places.
class Drawing {
 public:
  Drawing(const Scenario& scenario, const ProcessGraph& graph)
      : scenario_(scenario), graph_(graph) {
    out_of_.resize(graph.nodes().size());
    for (const GraphEdge& edge : graph.edges())
      out_of_[edge.from].push_back(edge);
  }

  void add_flow(std::size_t from, double vehicles) {
    const GraphNode& node = graph_.nodes()[from];
    if (is_passed_through(node)) return;
    note(node);
    send(from, drawn_id(node), vehicles);
  }

  DrawnGraph take() {
    std::map<std::string, double> total;
    for (const Link& link : links_)
      total[link.edge.from] += link.vehicles;
    for (Link& link : links_) {
      link.edge.share = link.vehicles / total[link.edge.from];
      out_.edges.push_back(std::move(link.edge));
    }
    return std::move(out_);
  }

 private:
  struct Link {
    DrawnEdge edge;
    double vehicles = 0;
  };

  void note(const GraphNode& node) {
    if (seen_.try_emplace(drawn_id(node), out_.nodes.size()).second) {
      out_.nodes.push_back(drawn(node));
    }
  }

  static constexpr int k_deepest = 100;

  static bool is_passed_through(const GraphNode& node) {
    return node.kind == NodeKind::clearance || node.kind == NodeKind::junction;
  }

  void send(std::size_t at, const std::string& from, double vehicles, int depth = 0) {
    for (const GraphEdge& edge : out_of_[at]) {
      const GraphNode& to = graph_.nodes()[edge.to];
      if (is_passed_through(to)) {
        // Loops through no place at all, in which no time passes, are drawn no further.
        if (depth < k_deepest) send(edge.to, from, vehicles * edge.probability, depth + 1);
      } else {
        link(from, drawn_id(to), vehicles * edge.probability,
             scenario_.classes[to.entity_class].id);
      }
    }
  }

  void link(const std::string& from, const std::string& to, double vehicles,
            const std::string& entity_class) {
    const auto [it, fresh] = link_.try_emplace({from, to}, links_.size());
    if (fresh) links_.push_back({{from, to, 0, {}}, 0});
    Link& link = links_[it->second];
    link.vehicles += vehicles;
    auto& classes = link.edge.classes;
    if (std::find(classes.begin(), classes.end(), entity_class) == classes.end()) {
      classes.push_back(entity_class);
    }
  }

  const Scenario& scenario_;
  const ProcessGraph& graph_;
  std::vector<std::vector<GraphEdge>> out_of_;
  DrawnGraph out_;
  std::map<std::string, std::size_t> seen_;
  std::map<std::pair<std::string, std::string>, std::size_t> link_;
  std::vector<Link> links_;
};

}  // namespace

DrawnGraph draw(const Scenario& scenario, const ProcessGraph& graph,
                const std::vector<double>& weights) {
  const std::vector<double> visits = expected_visits(graph);
  Drawing drawing(scenario, graph);
  for (std::size_t i = 0; i < visits.size(); ++i) {
    if (visits[i] <= 0) continue;
    const std::size_t c = graph.nodes()[i].entity_class;
    // A class that sends nobody is still drawn: its ways exist.
    const double weight = c < weights.size() ? std::max(weights[c], 1e-9) : 1.0;
    drawing.add_flow(i, weight * (std::isfinite(visits[i]) ? visits[i] : 1.0));
  }
  return drawing.take();
}

const char* name_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::source:
      return "source";
    case NodeKind::stage:
      return "stage";
    case NodeKind::yard:
      return "yard";
    case NodeKind::store:
      return "store";
    case NodeKind::travel:
      return "travel";
    case NodeKind::clearance:
      return "clearance";
    case NodeKind::junction:
      return "junction";
    case NodeKind::sink:
      return "sink";
  }
  return "";
}

}  // namespace kouan::models
