// From the steps of a process to nodes and edges: the part of the process graph that reads the
// scenario.
#pragma once

#include <vector>

#include "models/process_graph.hpp"
#include "models/scenario.hpp"

namespace kouan::models {

struct NodesAndEdges {
  std::vector<GraphNode> nodes;
  std::vector<GraphEdge> edges;  ///< probabilities are positive, 0 on ways of those turned away;
                                 ///< one edge for a pair of nodes
  std::vector<std::size_t> sources;  ///< one a class; k_no_node without a process
  std::vector<std::size_t> sinks;
  std::vector<BetweenWays> between;
};

/// Whether those who find the queue of `at` full are turned away there; a queue without limit is
/// never full. `own` are the rules of the step.
bool turns_away_when_full(const QueueRules& own, const Stage& at);

/// Whether anybody may be turned away there, or give up.
bool may_turn_away(const QueueRules& own, const Stage& at);

/// Follows every class through its process. A misread after a visit goes on at the fall-back stage,
/// which may misread in turn; the reader sees to it that such a chain ends. Loops are those that
/// the process says.
NodesAndEdges nodes_and_edges(const Scenario& scenario);

}  // namespace kouan::models
