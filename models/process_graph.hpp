// The process graph of a scenario: every place at which an entity can be, class by class, and with
// what probability it goes where next, in loops too. It answers what can't be reached, from where
// nobody gets out, and what a cut through the stages lets through, before anything is simulated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/scenario.hpp"
#include "sim/distribution.hpp"

namespace kouan::models {

enum class NodeKind {
  source,     ///< where a class enters
  stage,      ///< a visit: one server held for the service time and over nested steps
  yard,       ///< a place held over inner steps
  store,      ///< the load is put down here
  travel,     ///< time spent holding nothing new
  clearance,  ///< the physical clock stops here and the load counts as throughput
  junction,   ///< no place: where ways part by conditions, meet at a label or loop, or go side by
              ///< side
  sink,       ///< where the class leaves; a closed fleet starts again from its source
};

inline constexpr std::size_t k_no_node = std::numeric_limits<std::size_t>::max();

/// One place of one class's process. A stage visited at two steps has two nodes, so that routing
/// has no memory and the visit ratios are exact.
struct GraphNode {
  /// A place that is held: somebody is served there or parked.
  bool is_stage() const { return kind == NodeKind::stage || kind == NodeKind::yard; }

  NodeKind kind = NodeKind::source;
  std::size_t entity_class = 0;  ///< index into scenario.classes
  std::string id;                ///< of the stage, yard or store; of the class at a source
  Text title;
  std::string side;
  std::optional<sim::Distribution> time_s;  ///< own service or travel time; none = no time of its
                                            ///< own
  bool by_attribute = false;                ///< that is an attribute's, as spread over all
  std::size_t holder = k_no_node;           ///< innermost stage or yard node held meanwhile
  Place place;                              ///< of the step in the scenario's file
  bool binds = true;  ///< false: not every vehicle needs it with its own load; it sets no bound
  bool turns_away = false;  ///< some may be refused or give up here: its queue does not just grow
  bool by_others = false;   ///< others decide how often it is visited: how many ride in a batch
  std::int32_t places = 1;  ///< so many of it are taken
  bool is_kept = false;     ///< they are kept until vacated, whatever comes between
  std::vector<std::size_t> keeps;  ///< nodes taken before, whose places are kept meanwhile
  bool hands_on = false;           ///< the load may go over to others from here on
  bool awaits_documents = false;   ///< meanwhile, by one of the steps while it is held or kept
  bool awaits_others = false;      ///< likewise: a batch, or an appointment
  std::int32_t beside = 0;  ///< so many parallel ways, or steps of who carries a batch, are around
                            ///< it: what its time is, the whole's need not be
  std::size_t around = k_no_node;  ///< on ways side by side, all awaited: the innermost such node
                                   ///< of the whole, which holds it until they are done
};

/// `probability` is that of going on at `to` after being at `from`; 0 on the ways of those turned
/// away, whose number depends on the queues.
struct GraphEdge {
  std::size_t from = 0;
  std::size_t to = 0;
  double probability = 1;
  bool assumed = false;  ///< conditions decide: the ways out of this junction are taken as alike
  bool is_overflow = false;  ///< of those turned away, maybe among others
  bool may_fail = false;     ///< some who would go here find no slot, or wait for others in vain
};

/// A junction where one of ways side by side ends in the graph and the next begins.
struct BetweenWays {
  std::size_t node = 0;
  std::size_t fork = 0;          ///< the junction at which in truth this next one begins
  std::size_t join = k_no_node;  ///< and at which that one ends; none if nobody gets there
};

/// Nodes and edges of all classes; classes share no node.
/// Boost.Graph holds it; copies share one graph.
class ProcessGraph {
 public:
  /// Classes whose process is missing or names unknown stages get what can be built; nothing is
  /// thrown.
  explicit ProcessGraph(const Scenario& scenario);

  const std::vector<GraphNode>& nodes() const;
  const std::vector<GraphEdge>& edges() const;
  const std::vector<BetweenWays>& between_ways() const;
  /// Nodes of class `c`; k_no_node when the class has no process.
  std::size_t source(std::size_t c) const;
  std::size_t sink(std::size_t c) const;
  std::size_t class_count() const;

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  std::shared_ptr<const Impl> impl_;
};

/// Whether the node stands for a stage, yard or store.
bool is_place(NodeKind kind);

/// Per node: whether its class reaches it from its source.
std::vector<char> reached(const ProcessGraph& graph);

/// Per node: whether it is one of `from` or can be come to from there without having been at any of
/// `without`.
std::vector<char> reached_from(const ProcessGraph& graph, const std::vector<std::size_t>& from,
                               const std::vector<std::size_t>& without = {});

/// Per node: whether it is one of `to` or one of them can be come to from there.
std::vector<char> leads_to(const ProcessGraph& graph, const std::vector<std::size_t>& to);

/// Where one may go on from the node, and with what probability.
struct WayOut {
  std::size_t to = 0;
  double probability = 1;
};
std::vector<WayOut> ways_out(const ProcessGraph& graph, std::size_t node);

/// From where one comes to the node.
std::vector<std::size_t> nodes_before(const ProcessGraph& graph, std::size_t node);

/// Whether the nodes of class `c` hold a clearance that can be reached.
bool has_clearance(const ProcessGraph& graph, std::size_t c, const std::vector<char>& is_reached);

/// Ids of stages, yards and stores that no class reaches with positive probability, in file order.
std::vector<std::string> unreachable_places(const Scenario& scenario, const ProcessGraph& graph);

/// Ids of classes that name no process of the scenario.
std::vector<std::string> classes_without_process(const Scenario& scenario);

/// Per node: whether the sink of its class can be reached from it.
std::vector<char> leads_out(const ProcessGraph& graph);

/// One node of every loop in which no time passes: at none of its nodes, whoever comes, is any time
/// spent.
std::vector<std::size_t> loops_without_time(const ProcessGraph& graph);

/// Expected number of visits of one entity to each node: the traffic equations v = e + P^T v
/// (Jackson 1957), nodes that lead nowhere out counted at the first visit. `varied` takes another
/// split at junctions where conditions decide: visits that differ depend on the state.
std::vector<double> expected_visits(const ProcessGraph& graph, bool varied = false);

/// Probability of the edge: as it is, or in another split where conditions decide.
double probability_of(const ProcessGraph& graph, const GraphEdge& edge, bool varied);

/// Per node: whether its expected visits follow from the process alone.
std::vector<char> has_known_visits(const ProcessGraph& graph);

/// What a cut separates the sources from.
enum class CutTarget { clearance, sink };

/// Whether every way of class `c` from its source to its clearance (to its sink, if it has none or
/// that is asked for) passes a node with this id.
bool is_on_every_way(const ProcessGraph& graph, std::size_t c, const std::string& id,
                     CutTarget target = CutTarget::clearance);

/// Whether the load of class `c` may go over to others before any node with this id is come to; of
/// ways side by side each begins where they part.
bool may_hand_on_without(const ProcessGraph& graph, std::size_t c, const std::string& id);

/// Capacity of a stage, yard or store in the cut [vehicles/day]; those not named let everything
/// through.
struct PlaceCapacity {
  std::string id;
  double vehicles_per_day = 0;
};

struct MinCut {
  double vehicles_per_day = std::numeric_limits<double>::infinity();  ///< infinite if nothing
                                                                      ///< limits
  std::vector<std::string> places;   ///< stages, yards, stores cut, in file order
  std::vector<std::string> classes;  ///< classes whose own limit is cut (closed fleets)
};

/// Least capacity whose removal parts all sources from the target: by max-flow min-cut (Ford &
/// Fulkerson 1956) no routing whatever carries more vehicles a day. Every place is split into an
/// entry and an exit joined by its capacity, shared by all classes. `class_limit` [vehicles/day],
/// one a class, may be infinite.
MinCut min_cut(const Scenario& scenario, const ProcessGraph& graph,
               const std::vector<PlaceCapacity>& capacities, const std::vector<double>& class_limit,
               CutTarget target);

/// The graph as a planner draws it: one node a stage, one source a class, one sink.
struct DrawnNode {
  std::string id;
  NodeKind kind = NodeKind::source;
  Text title;
  std::string side;   ///< empty if none
  std::string stage;  ///< id of the stage, yard or store; empty for others
};

struct DrawnEdge {
  std::string from;
  std::string to;
  double share = 1;  ///< of what leaves `from`, all classes together
  std::vector<std::string> classes;
};

struct DrawnGraph {
  std::vector<DrawnNode> nodes;
  std::vector<DrawnEdge> edges;
};

/// Merges the places of all classes. `weights`: arrivals of each class, any unit; empty = all
/// alike.
DrawnGraph draw(const Scenario& scenario, const ProcessGraph& graph,
                const std::vector<double>& weights = {});

/// "source", "stage", ... as in the report's keys.
const char* name_of(NodeKind kind);

}  // namespace kouan::models
