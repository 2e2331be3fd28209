#include "models/process_graph.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/range/iterator_range.hpp>

#include <algorithm>
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

using Nodes = std::vector<std::size_t>;

/// Which nodes a breadth-first search from `starts` finds that does not come to `without`.
template <class AnyGraph>
std::vector<char> found_from(const AnyGraph& graph, Nodes starts, const Nodes& without = {}) {
  std::vector<boost::default_color_type> colors(num_vertices(graph), boost::white_color);
  std::vector<char> is_barred(colors.size(), 0);
  for (const std::size_t node : without) {
    colors[node] = boost::black_color;
    is_barred[node] = 1;
  }
  std::erase_if(starts, [&](std::size_t node) { return is_barred[node] != 0; });
  boost::queue<std::size_t> queue;
  boost::breadth_first_visit(
      graph, starts.begin(), starts.end(), queue, boost::default_bfs_visitor(),
      boost::make_iterator_property_map(colors.begin(), get(boost::vertex_index, graph)));
  std::vector<char> found(colors.size());
  std::transform(colors.begin(), colors.end(), is_barred.begin(), found.begin(),
                 [](auto color, char barred) {
                   return static_cast<char>(color != boost::white_color && barred == 0);
                 });
  return found;
}

/// Lets through every node but those that stand for `id`.
struct Without {
  const std::vector<GraphNode>* nodes = nullptr;
  const std::string* id = nullptr;
  bool operator()(std::size_t node) const {
    return !is_place((*nodes)[node].kind) || (*nodes)[node].id != *id;
  }
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
const std::vector<BetweenWays>& ProcessGraph::between_ways() const { return impl_->data.between; }
std::size_t ProcessGraph::source(std::size_t c) const { return impl_->data.sources.at(c); }
std::size_t ProcessGraph::sink(std::size_t c) const { return impl_->data.sinks.at(c); }
std::size_t ProcessGraph::class_count() const { return impl_->data.sources.size(); }

bool is_place(NodeKind kind) {
  return kind == NodeKind::stage || kind == NodeKind::yard || kind == NodeKind::store;
}

std::vector<char> reached(const ProcessGraph& graph) {
  std::vector<char> all(graph.nodes().size(), 0);
  for (std::size_t c = 0; c < graph.class_count(); ++c) {
    if (graph.source(c) == k_no_node) continue;
    const std::vector<char> found = found_from(graph.impl().graph, Nodes{graph.source(c)});
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = static_cast<char>(all[i] | found[i]);
  }
  return all;
}

std::vector<char> reached_from(const ProcessGraph& graph, const std::vector<std::size_t>& from,
                               const std::vector<std::size_t>& without) {
  return found_from(graph.impl().graph, from, without);
}

std::vector<char> leads_to(const ProcessGraph& graph, const std::vector<std::size_t>& to) {
  return found_from(boost::make_reverse_graph(graph.impl().graph), to);
}

std::vector<WayOut> ways_out(const ProcessGraph& graph, std::size_t node) {
  const Graph& all = graph.impl().graph;
  std::vector<WayOut> out;
  for (const auto& edge : boost::make_iterator_range(out_edges(node, all)))
    out.push_back({target(edge, all), all[edge].value});
  return out;
}

std::vector<std::size_t> nodes_before(const ProcessGraph& graph, std::size_t node) {
  const auto [first, last] = inv_adjacent_vertices(node, graph.impl().graph);
  return {first, last};
}

bool has_clearance(const ProcessGraph& graph, std::size_t c, const std::vector<char>& is_reached) {
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    const GraphNode& node = graph.nodes()[i];
    if (node.entity_class == c && node.kind == NodeKind::clearance && is_reached[i] != 0) {
      return true;
    }
  }
  return false;
}

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

std::vector<std::string> classes_without_process(const Scenario& scenario) {
  std::vector<std::string> ids;
  for (const EntityClass& c : scenario.classes) {
    if (process_of(scenario, c) == nullptr) ids.push_back(c.id);
  }
  return ids;
}

std::vector<char> leads_out(const ProcessGraph& graph) {
  std::vector<char> all(graph.nodes().size(), 0);
  const auto backwards = boost::make_reverse_graph(graph.impl().graph);
  for (std::size_t c = 0; c < graph.class_count(); ++c) {
    if (graph.sink(c) == k_no_node) continue;
    const std::vector<char> found = found_from(backwards, Nodes{graph.sink(c)});
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = static_cast<char>(all[i] | found[i]);
  }
  return all;
}

std::vector<std::size_t> loops_without_time(const ProcessGraph& graph) {
  const auto takes_none = [&](std::size_t i) {
    const auto& time = graph.nodes()[i].time_s;
    return !time || time->upper_bound() <= 0;
  };
  Graph timeless(graph.nodes().size());
  std::vector<char> has_own_loop(graph.nodes().size(), 0);
  for (const GraphEdge& e : graph.edges()) {
    if (!takes_none(e.from) || !takes_none(e.to)) continue;
    add_edge(e.from, e.to, Probability{e.probability}, timeless);
    if (e.from == e.to) has_own_loop[e.from] = 1;
  }
  std::vector<std::size_t> component(graph.nodes().size());
  const std::size_t count = boost::strong_components(
      timeless,
      boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, timeless)));
  std::vector<std::size_t> size(count, 0);
  for (const std::size_t c : component)
    ++size[c];
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < component.size(); ++i) {
    if (size[component[i]] < 2 && has_own_loop[i] == 0) continue;
    found.push_back(i);
    size[component[i]] = 0;  // one node is enough
    has_own_loop[i] = 0;
  }
  return found;
}

bool is_on_every_way(const ProcessGraph& graph, std::size_t c, const std::string& id,
                     CutTarget target) {
  const std::size_t source = graph.source(c);
  if (source == k_no_node) return false;
  const bool clears = target == CutTarget::clearance && has_clearance(graph, c, reached(graph));
  const Without without{&graph.nodes(), &id};
  const boost::filtered_graph<Graph, boost::keep_all, Without> rest(graph.impl().graph, {},
                                                                    without);
  const std::vector<char> found = found_from(rest, Nodes{source});
  for (std::size_t i = 0; i < found.size(); ++i) {
    const GraphNode& node = graph.nodes()[i];
    if (found[i] == 0 || node.entity_class != c) continue;
    if (node.kind == (clears ? NodeKind::clearance : NodeKind::sink)) return false;
  }
  return true;
}

bool may_hand_on_without(const ProcessGraph& graph, std::size_t c, const std::string& id) {
  if (graph.source(c) == k_no_node) return false;
  const auto& nodes = graph.nodes();
  Nodes places, starts{graph.source(c)};
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (is_place(nodes[i].kind) && nodes[i].id == id) places.push_back(i);
  std::vector<char> found;
  for (std::size_t before = 0; before < starts.size();) {
    before = starts.size();
    found = reached_from(graph, starts, places);
    for (const BetweenWays& one : graph.between_ways())
      if (found[one.fork] != 0 && found[one.node] == 0) starts.push_back(one.node);
  }
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (found[i] != 0 && nodes[i].entity_class == c && nodes[i].hands_on) return true;
  return false;
}

}  // namespace kouan::models
