#include "models/process_graph.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/depth_first_search.hpp>
#include <boost/graph/edmonds_karp_max_flow.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/reverse_graph.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <utility>

#include "models/process_steps.hpp"

namespace kouan::models {
namespace {

struct Probability {
  double value = 1;
};
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS,
                                    boost::no_property, Probability>;

}  // namespace

struct ProcessGraph::Impl {
  NodesAndEdges data;
  Graph graph;
};

namespace {

bool is_place(NodeKind kind) {
  return kind == NodeKind::stage || kind == NodeKind::yard || kind == NodeKind::store;
}

/// Which nodes a breadth-first search from `start` finds.
template <class AnyGraph>
std::vector<char> found_from(const AnyGraph& graph, std::size_t start) {
  std::vector<boost::default_color_type> colors(num_vertices(graph), boost::white_color);
  boost::queue<std::size_t> queue;
  boost::breadth_first_visit(
      graph, start, queue, boost::default_bfs_visitor(),
      boost::make_iterator_property_map(colors.begin(), get(boost::vertex_index, graph)));
  std::vector<char> found(colors.size());
  std::transform(colors.begin(), colors.end(), found.begin(),
                 [](auto color) { return static_cast<char>(color != boost::white_color); });
  return found;
}

/// Nodes that their class reaches from its source.
std::vector<char> reached(const ProcessGraph& graph) {
  std::vector<char> all(graph.nodes().size(), 0);
  for (std::size_t c = 0; c < graph.class_count(); ++c) {
    if (graph.source(c) == k_no_node) continue;
    const std::vector<char> found = found_from(graph.impl().graph, graph.source(c));
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = static_cast<char>(all[i] | found[i]);
  }
  return all;
}

struct BackEdges : boost::default_dfs_visitor {
  explicit BackEdges(std::vector<GraphEdge>& edges) : found(edges) {}
  template <class Edge>
  void back_edge(const Edge& edge, const Graph& graph) {
    found.get().push_back({source(edge, graph), target(edge, graph), graph[edge].value});
  }
  std::reference_wrapper<std::vector<GraphEdge>> found;
};

/// Lets through every node but those that stand for `id`.
struct Without {
  const std::vector<GraphNode>* nodes = nullptr;
  const std::string* id = nullptr;
  bool operator()(std::size_t node) const {
    return !is_place((*nodes)[node].kind) || (*nodes)[node].id != *id;
  }
};

/// Whether the nodes of class `c` hold a clearance that can be reached.
bool has_clearance(const ProcessGraph& graph, std::size_t c, const std::vector<char>& is_reached) {
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    const GraphNode& node = graph.nodes()[i];
    if (node.entity_class == c && node.kind == NodeKind::clearance && is_reached[i] != 0) {
      return true;
    }
  }
  return false;
}

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

ProcessGraph::ProcessGraph(const Scenario& scenario) {
  auto impl = std::make_shared<Impl>();
  impl->data = nodes_and_edges(scenario);
  impl->graph = Graph(impl->data.nodes.size());
  for (const GraphEdge& edge : impl->data.edges) {
    add_edge(edge.from, edge.to, Probability{edge.probability}, impl->graph);
  }
  impl_ = std::move(impl);
}

const std::vector<GraphNode>& ProcessGraph::nodes() const { return impl_->data.nodes; }
const std::vector<GraphEdge>& ProcessGraph::edges() const { return impl_->data.edges; }
std::size_t ProcessGraph::source(std::size_t c) const { return impl_->data.sources.at(c); }
std::size_t ProcessGraph::sink(std::size_t c) const { return impl_->data.sinks.at(c); }
std::size_t ProcessGraph::class_count() const { return impl_->data.sources.size(); }

std::vector<std::string> unreachable_places(const Scenario& scenario, const ProcessGraph& graph) {
  const std::vector<char> is_reached = reached(graph);
  const auto is_unreachable = [&](const std::string& id) {
    for (std::size_t i = 0; i < is_reached.size(); ++i) {
      const GraphNode& node = graph.nodes()[i];
      if (is_reached[i] != 0 && is_place(node.kind) && node.id == id) return false;
    }
    return true;
  };
  std::vector<std::string> ids;
  for (const Stage& stage : scenario.stages) {
    if (is_unreachable(stage.id)) ids.push_back(stage.id);
  }
  for (const Store& store : scenario.stores) {
    if (is_unreachable(store.id)) ids.push_back(store.id);
  }
  return ids;
}

std::vector<std::size_t> nodes_without_way_out(const ProcessGraph& graph) {
  const std::vector<char> is_reached = reached(graph);
  const auto backwards = boost::make_reverse_graph(graph.impl().graph);
  std::vector<char> leaves(is_reached.size(), 0);
  for (std::size_t c = 0; c < graph.class_count(); ++c) {
    if (graph.sink(c) == k_no_node) continue;
    const std::vector<char> found = found_from(backwards, graph.sink(c));
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      leaves[i] = static_cast<char>(leaves[i] | found[i]);
    }
  }
  std::vector<std::size_t> stuck;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (is_reached[i] != 0 && leaves[i] == 0) stuck.push_back(i);
  }
  return stuck;
}

std::vector<std::string> classes_without_process(const Scenario& scenario) {
  std::vector<std::string> ids;
  for (const EntityClass& c : scenario.classes) {
    const bool known = std::any_of(scenario.processes.begin(), scenario.processes.end(),
                                   [&](const Process& p) { return p.id == c.process; });
    if (!known) ids.push_back(c.id);
  }
  return ids;
}

std::vector<GraphEdge> back_edges(const ProcessGraph& graph) {
  std::vector<GraphEdge> edges;
  const Graph& g = graph.impl().graph;
  std::vector<boost::default_color_type> colors(num_vertices(g), boost::white_color);
  const auto color_map =
      boost::make_iterator_property_map(colors.begin(), get(boost::vertex_index, g));
  for (std::size_t c = 0; c < graph.class_count(); ++c) {
    if (graph.source(c) == k_no_node) continue;
    boost::depth_first_visit(g, graph.source(c), BackEdges(edges), color_map);
  }
  return edges;
}

std::vector<double> expected_visits(const ProcessGraph& graph) {
  const std::size_t n = graph.nodes().size();
  std::vector<char> stuck(graph.class_count(), 0);
  for (const std::size_t node : nodes_without_way_out(graph)) {
    stuck[graph.nodes()[node].entity_class] = 1;
  }
  std::vector<double> entry(n, 0);
  for (std::size_t c = 0; c < graph.class_count(); ++c) {
    if (graph.source(c) != k_no_node) entry[graph.source(c)] = stuck[c] != 0 ? 0 : 1;
  }
  std::vector<double> visits(n, 0);
  double change = 1;
  while (change > 1e-14) {
    std::vector<double> next = entry;
    for (const GraphEdge& e : graph.edges())
      next[e.to] += visits[e.from] * e.probability;
    change = 0;
    for (std::size_t i = 0; i < n; ++i)
      change = std::max(change, std::abs(next[i] - visits[i]));
    visits = std::move(next);
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (stuck[graph.nodes()[i].entity_class] != 0) {
      visits[i] = std::numeric_limits<double>::infinity();
    }
  }
  return visits;
}

bool is_on_every_way(const ProcessGraph& graph, std::size_t c, const std::string& id) {
  const std::size_t source = graph.source(c);
  if (source == k_no_node) return false;
  const bool clears = has_clearance(graph, c, reached(graph));
  const Without without{&graph.nodes(), &id};
  const boost::filtered_graph<Graph, boost::keep_all, Without> rest(graph.impl().graph, {},
                                                                    without);
  const std::vector<char> found = found_from(rest, source);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const GraphNode& node = graph.nodes()[i];
    if (found[i] == 0 || node.entity_class != c) continue;
    if (node.kind == (clears ? NodeKind::clearance : NodeKind::sink)) return false;
  }
  return true;
}

MinCut min_cut(const Scenario& scenario, const ProcessGraph& graph,
               const std::vector<PlaceCapacity>& capacities, const std::vector<double>& class_limit,
               CutTarget target) {
  return Cut(scenario, graph, capacities, class_limit).solve(target);
}

}  // namespace kouan::models
