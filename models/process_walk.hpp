// The walk from steps to nodes and edges: shared by the files that follow one family of steps each.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "models/process_steps.hpp"

namespace kouan::models {

template <class Thing>
const Thing* thing_named(const std::vector<Thing>& things, const std::string& id) {
  for (const Thing& thing : things) {
    if (thing.id == id) return &thing;
  }
  return nullptr;
}

/// Builds one class's part of the graph.
class ProcessWalk {
 public:
  ProcessWalk(const Scenario& scenario, const Process& process, std::size_t c, NodesAndEdges& out);

  void follow();

 private:
  /// Where the entity may be just before the next step, with the probability of going on from
  /// there.
  struct Exit {
    std::size_t node = 0;
    double probability = 1;
    bool assumed = false;  ///< conditions decide
    /// The way of those turned away or out of patience: how many they are is not known beforehand.
    bool is_overflow = false;
    bool may_fail = false;  ///< some go another way, though no place turns them away
  };
  using Frontier = std::vector<Exit>;

  /// Where a step stands: the innermost node held over it, and its place in the file.
  struct At {
    std::size_t holder;
    const Place& place;
  };

  // Nodes and edges.
  GraphNode blank(NodeKind kind, const At& at) const;
  std::size_t add(GraphNode node);
  std::size_t add_stage(const std::string& id, const At& at);
  void settle_time(GraphNode& node) const;
  void connect(const Frontier& from, std::size_t to);
  Frontier pass_through(GraphNode node, const Frontier& from);
  std::size_t junction(const Frontier& from, const At& at);
  std::size_t label_node(const std::string& name, const At& at);

  // Ways.
  static Exit one_of(std::size_t node, std::size_t ways);
  static Frontier scaled(Frontier frontier, double factor);
  static void append(Frontier& to, const Frontier& more);
  Frontier before_chance(const Frontier& from, const At& at);
  Frontier steps(const Steps& list, Frontier from, std::size_t holder);
  Frontier one_way(const Steps& list, Frontier from, std::size_t holder,
                   std::vector<std::size_t>& kept_after);

  // Those who do not go on; `otherwise` are their steps, null where they leave.
  template <class Step>
  static const Steps* otherwise_of(const Step& step) {
    return step.has_otherwise ? &step.otherwise : nullptr;
  }
  Frontier turned_away(const QueueRules& own, const Steps* otherwise, std::size_t node,
                       const Frontier& from, std::size_t holder);
  Frontier overflow(const Steps* otherwise, const Frontier& from, std::size_t holder);
  Frontier go_away(const Steps* otherwise, const Frontier& away, std::size_t holder);

  // Families of steps, one overload for each alternative of ProcessStep.
  Frontier go(const Visit& visit, const Frontier& from, const At& at);
  Frontier go(const Within& within, const Frontier& from, const At& at);
  Frontier go(const Seize& seize, const Frontier& from, const At& at);
  Frontier go(const Vacate& vacate, const Frontier& from, const At& at);
  Frontier go(const Pass& pass, const Frontier& from, const At& at);
  Frontier go(const Travel& travel, const Frontier& from, const At& at);
  Frontier go(const Unload& unload, const Frontier& from, const At& at);
  Frontier go(const Cleared&, const Frontier& from, const At& at);
  Frontier go(const Leave&, const Frontier& from, const At& at);
  Frontier visit_to(const Visit& visit, const std::string& stage, const Frontier& from,
                    const At& at);
  void misread(const std::string& id, const Frontier& served, const At& at, Frontier& read);
  Frontier take(const std::vector<Taken>& places, Frontier from, const Place& place);
  void give_up(const std::vector<std::string>& yards);

  Frontier go(const Choose& choose, const Frontier& from, const At& at);
  Frontier go(const Repeat& repeat, const Frontier& from, const At& at);
  Frontier go(const Label& label, const Frontier& from, const At& at);
  Frontier go(const GoTo& go_to, const Frontier& from, const At& at);
  std::vector<const Option*> open_options(const Choose& choose) const;
  Frontier choose_by_condition(const Choose& choose, const Frontier& from, const At& at);

  Frontier go(const Parallel& parallel, const Frontier& from, const At& at);
  Frontier go(const Gather& gather, const Frontier& from, const At& at);
  static Frontier where_some_fail(Frontier from);
  Frontier go(const Split&, const Frontier& from, const At& at);
  Frontier go(const Appointment& appointment, const Frontier& from, const At& at);
  Frontier go(const AwaitDocuments&, const Frontier& from, const At& at);
  void note_handing_on(const Frontier& from);
  void note_wait(bool GraphNode::*awaits, std::size_t holder);

  // These change clocks and attributes, or wait for hours: nothing of the places.
  Frontier go(const ReachBorder&, const Frontier& from, const At&) { return from; }
  Frontier go(const Declare&, const Frontier& from, const At&) { return from; }
  Frontier go(const Release&, const Frontier& from, const At&) { return from; }
  Frontier go(const Assign&, const Frontier& from, const At&) { return from; }
  Frontier go(const LetOff&, const Frontier& from, const At&) { return from; }
  Frontier go(const WaitUntil&, const Frontier& from, const At&) { return from; }

  const Scenario& scenario_;
  const Process& process_;
  std::size_t class_number_;
  const EntityClass& class_;
  NodesAndEdges& out_;
  int travels_ = 0;
  std::map<std::string, std::size_t> labels_;
  bool is_bounded_;    ///< each vehicle needs all that comes next, with its own load
  bool is_by_others_;  ///< how often what comes next is visited, others decide
  int loose_ = 0;      ///< steps around that a carrier does for many, or that not every one awaits
  int beside_ = 0;     ///< parallel ways around, and steps of who carries a batch
  std::size_t around_ = k_no_node;  ///< held by the whole of the ways side by side, all awaited
  std::vector<std::size_t> keeps_;  ///< nodes whose places are kept until they are vacated
  Frontier leaving_;                ///< those who leave before the end of the process
  Frontier* gone_ = &leaving_;      ///< to whom those come who go away: on ways side by side, who
                                    ///< ends the way
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> edge_;
};

}  // namespace kouan::models
