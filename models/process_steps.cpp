#include "models/process_steps.hpp"

#include <utility>
#include <variant>

#include "models/attributes.hpp"
#include "models/process_walk.hpp"

namespace kouan::models {

ProcessWalk::ProcessWalk(const Scenario& scenario, const Process& process, std::size_t c,
                         NodesAndEdges& out)
    : scenario_(scenario),
      process_(process),
      class_number_(c),
      class_(scenario.classes[c]),
      out_(out),
      is_bounded_(class_.from.empty()),
      is_by_others_(!is_bounded_) {}

void ProcessWalk::follow() {
  GraphNode source = blank(NodeKind::source, {k_no_node, {}});
  source.id = class_.id;
  source.title = class_.title;
  out_.sources[class_number_] = add(std::move(source));
  const Frontier end = steps(process_.steps, {{out_.sources[class_number_], 1.0}}, k_no_node);
  GraphNode sink = blank(NodeKind::sink, {k_no_node, {}});
  sink.id = "sink";
  sink.title = {"Left", "离开"};
  out_.sinks[class_number_] = add(std::move(sink));
  connect(end, out_.sinks[class_number_]);
  connect(leaving_, out_.sinks[class_number_]);
}

GraphNode ProcessWalk::blank(NodeKind kind, const At& at) const {
  GraphNode node;
  node.kind = kind;
  node.entity_class = class_number_;
  node.holder = at.holder;
  node.place = at.place;
  return node;
}

std::size_t ProcessWalk::add(GraphNode node) {
  node.binds = is_bounded_ && loose_ == 0;
  node.by_others = is_by_others_;
  node.keeps = keeps_;
  node.beside = beside_;
  node.around = around_;
  out_.nodes.push_back(std::move(node));
  return out_.nodes.size() - 1;
}

std::size_t ProcessWalk::add_stage(const std::string& id, const At& at) {
  const Stage* stage = thing_named(scenario_.stages, id);
  const bool is_yard = stage != nullptr && stage->kind == StageKind::yard;
  GraphNode node = blank(is_yard ? NodeKind::yard : NodeKind::stage, at);
  node.id = id;
  if (stage != nullptr) {
    node.title = stage->title;
    node.side = stage->side;
    const auto own = stage->service_by_class.find(class_.id);
    node.time_s = own != stage->service_by_class.end() ? own->second : stage->service;
    settle_time(node);
  }
  return add(std::move(node));
}

/// Attributes as they are spread over the class.
void ProcessWalk::settle_time(GraphNode& node) const {
  if (!node.time_s || node.time_s->attribute < 0) return;
  node.by_attribute = true;
  node.time_s = as_drawn(scenario_, class_, *node.time_s);
}

void ProcessWalk::connect(const Frontier& from, std::size_t to) {
  for (const Exit& exit : from) {
    if (exit.probability <= 0 && !exit.is_overflow) continue;
    auto [it, fresh] = edge_.try_emplace({exit.node, to}, out_.edges.size());
    if (fresh) {
      out_.edges.push_back(
          {exit.node, to, exit.probability, exit.assumed, exit.is_overflow, exit.may_fail});
    } else {
      GraphEdge& edge = out_.edges[it->second];
      edge.probability += exit.probability;
      edge.is_overflow = edge.is_overflow || exit.is_overflow;
      edge.may_fail = edge.may_fail || exit.may_fail;
    }
  }
}

ProcessWalk::Frontier ProcessWalk::pass_through(GraphNode node, const Frontier& from) {
  const std::size_t index = add(std::move(node));
  connect(from, index);
  return {{index, 1.0}};
}

ProcessWalk::Frontier ProcessWalk::scaled(Frontier frontier, double factor) {
  for (Exit& exit : frontier) {
    exit.is_overflow = exit.is_overflow && factor > 0;
    exit.probability *= factor;
  }
  return frontier;
}

void ProcessWalk::append(Frontier& to, const Frontier& more) {
  to.insert(to.end(), more.begin(), more.end());
}

ProcessWalk::Frontier ProcessWalk::steps(const Steps& list, Frontier from, std::size_t holder) {
  for (const ProcessStep& step : list) {
    const At at{holder, step.place};
    from = std::visit([&](const auto& what) { return go(what, from, at); }, step.what);
  }
  return from;
}

/// One way of several. What is kept at its end, if it comes to one, is kept after all of them:
/// the reader sees to that.
ProcessWalk::Frontier ProcessWalk::one_way(const Steps& list, Frontier from, std::size_t holder,
                                           std::vector<std::size_t>& kept_after) {
  const std::vector<std::size_t> before = keeps_;
  Frontier after = steps(list, std::move(from), holder);
  if (!after.empty()) kept_after = keeps_;
  keeps_ = before;
  return after;
}

NodesAndEdges nodes_and_edges(const Scenario& scenario) {
  NodesAndEdges out;
  out.sources.assign(scenario.classes.size(), k_no_node);
  out.sinks.assign(scenario.classes.size(), k_no_node);
  for (std::size_t c = 0; c < scenario.classes.size(); ++c) {
    const Process* process = thing_named(scenario.processes, scenario.classes[c].process);
    if (process != nullptr) ProcessWalk(scenario, *process, c, out).follow();
  }
  return out;
}

}  // namespace kouan::models
