// Max-flow min-cut through the places of a process graph.
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/edmonds_karp_max_flow.hpp>

#include <cmath>
#include <map>

#include "models/process_graph.hpp"

namespace kouan::models {
namespace {

/// Max-flow network: every edge with its reverse, whose capacity is zero (Boost's convention).
class Network {
 public:
  explicit Network(std::size_t vertices) : graph_(vertices) {}

  std::size_t add_vertex() { return boost::add_vertex(graph_); }

  void add(std::size_t from, std::size_t to, double capacity) {
    const auto forth = boost::add_edge(from, to, graph_).first;
    const auto back = boost::add_edge(to, from, graph_).first;
    put(boost::edge_capacity, graph_, forth, capacity);
    put(boost::edge_capacity, graph_, back, 0.0);
    put(boost::edge_reverse, graph_, forth, back);
    put(boost::edge_reverse, graph_, back, forth);
  }

  double max_flow(std::size_t from, std::size_t to) {
    return boost::edmonds_karp_max_flow(graph_, from, to);
  }

  /// Vertices on the side of `from` once the flow is found: reached over edges with capacity to
  /// spare.
  std::vector<char> side_of(std::size_t from, double tolerance) const {
    std::vector<char> found(num_vertices(graph_), 0);
    std::vector<std::size_t> stack{from};
    found[from] = 1;
    while (!stack.empty()) {
      const std::size_t at = stack.back();
      stack.pop_back();
      for (auto [e, end] = out_edges(at, graph_); e != end; ++e) {
        const std::size_t to = target(*e, graph_);
        if (found[to] != 0 || get(boost::edge_residual_capacity, graph_, *e) <= tolerance) continue;
        found[to] = 1;
        stack.push_back(to);
      }
    }
    return found;
  }

 private:
  using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
  using VertexProperties =
      boost::property<boost::vertex_color_t, boost::default_color_type,
                      boost::property<boost::vertex_predecessor_t, Traits::edge_descriptor>>;
  using EdgeProperties = boost::property<
      boost::edge_capacity_t, double,
      boost::property<boost::edge_residual_capacity_t, double,
                      boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>;
  boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, VertexProperties,
                        EdgeProperties>
      graph_;
};

/// Builds the network of a min-cut and reads the cut off it.
class Cut {
 public:
  Cut(const Scenario& scenario, const ProcessGraph& graph,
      const std::vector<PlaceCapacity>& capacities, const std::vector<double>& class_limit)
      : scenario_(scenario), graph_(graph), class_limit_(class_limit) {
    for (const PlaceCapacity& p : capacities)
      capacity_[p.id] = p.vehicles_per_day;
    for (const auto& [id, value] : capacity_)
      finite_ += std::isfinite(value) ? value : 0;
    for (const double value : class_limit)
      finite_ += std::isfinite(value) ? value : 0;
  }

  MinCut solve(CutTarget target) {
    build(target);
    MinCut cut;
    const double flow = network_.max_flow(k_from, k_to);
    if (flow > finite_ * (1 + 1e-9)) return cut;
    cut.vehicles_per_day = flow;
    const std::vector<char> side = network_.side_of(k_from, 1e-9 * (1 + finite_));
    const auto is_cut = [&](const std::string& id) {
      const auto it = entry_.find(id);
      return it != entry_.end() && side[it->second] != 0 && side[exit_[id]] == 0;
    };
    for (const Stage& s : scenario_.stages) {
      if (is_cut(s.id)) cut.places.push_back(s.id);
    }
    for (const Store& s : scenario_.stores) {
      if (is_cut(s.id)) cut.places.push_back(s.id);
    }
    for (std::size_t c = 0; c < class_limit_.size(); ++c) {
      const std::size_t source = graph_.source(c);
      if (source != k_no_node && side[into_[source]] == 0) {
        cut.classes.push_back(scenario_.classes[c].id);
      }
    }
    return cut;
  }

 private:
  static constexpr std::size_t k_from = 0;
  static constexpr std::size_t k_to = 1;

  /// What no cut should hold: more than all finite capacities together.
  double unlimited() const { return 2 * finite_ + 1; }

  void build(CutTarget target) {
    const std::vector<char> is_reached = reached(graph_);
    const auto& nodes = graph_.nodes();
    into_.assign(nodes.size(), 0);
    out_of_.assign(nodes.size(), 0);
    for (std::size_t i = 0; i < nodes.size(); ++i)
      add_node(i);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const bool to_sink =
          target == CutTarget::sink || !has_clearance(graph_, nodes[i].entity_class, is_reached);
      if (nodes[i].kind == (to_sink ? NodeKind::sink : NodeKind::clearance)) {
        network_.add(out_of_[i], k_to, unlimited());
      }
    }
    for (const GraphEdge& edge : graph_.edges()) {
      network_.add(out_of_[edge.from], into_[edge.to], unlimited());
    }
    for (std::size_t c = 0; c < graph_.class_count(); ++c) {
      if (graph_.source(c) == k_no_node) continue;
      const double limit =
          c < class_limit_.size() && std::isfinite(class_limit_[c]) ? class_limit_[c] : unlimited();
      network_.add(k_from, into_[graph_.source(c)], limit);
    }
  }

  void add_node(std::size_t i) {
    const GraphNode& node = graph_.nodes()[i];
    if (!is_place(node.kind)) {
      into_[i] = out_of_[i] = network_.add_vertex();
      return;
    }
    if (entry_.find(node.id) == entry_.end()) {
      entry_[node.id] = network_.add_vertex();
      exit_[node.id] = network_.add_vertex();
      const auto it = capacity_.find(node.id);
      const bool limits = it != capacity_.end() && std::isfinite(it->second);
      network_.add(entry_[node.id], exit_[node.id], limits ? it->second : unlimited());
    }
    into_[i] = entry_[node.id];
    out_of_[i] = exit_[node.id];
  }

  const Scenario& scenario_;
  const ProcessGraph& graph_;
  const std::vector<double>& class_limit_;
  std::map<std::string, double> capacity_;
  double finite_ = 0;
  Network network_{2};
  std::map<std::string, std::size_t> entry_;
  std::map<std::string, std::size_t> exit_;
  std::vector<std::size_t> into_;
  std::vector<std::size_t> out_of_;
};

}  // namespace

MinCut min_cut(const Scenario& scenario, const ProcessGraph& graph,
               const std::vector<PlaceCapacity>& capacities, const std::vector<double>& class_limit,
               CutTarget target) {
  return Cut(scenario, graph, capacities, class_limit).solve(target);
}

}  // namespace kouan::models
