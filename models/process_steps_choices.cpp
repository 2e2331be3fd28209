// Where ways of a process part by chance or conditions, meet, and come back.
#include <algorithm>

#include "models/process_walk.hpp"

namespace kouan::models {

/// A point where conditions decide how to go on: the ways out count as alike, which is marked.
std::size_t ProcessWalk::junction(const Frontier& from, const At& at) {
  const std::size_t node = add(blank(NodeKind::junction, at));
  connect(from, node);
  return node;
}

ProcessWalk::Exit ProcessWalk::one_of(std::size_t node, std::size_t ways) {
  return {node, 1.0 / static_cast<double>(ways), ways > 1};
}

/// The same frontier before chance splits it: where conditions decided how one comes here, behind
/// a junction, so that shares of chance stay apart from what conditions decide.
ProcessWalk::Frontier ProcessWalk::before_chance(const Frontier& from, const At& at) {
  if (std::none_of(from.begin(), from.end(), [](const Exit& e) { return e.assumed; })) return from;
  return {{junction(from, at), 1.0}};
}

ProcessWalk::Frontier ProcessWalk::go(const Choose& choose, const Frontier& from, const At& at) {
  if (choose.options.front().by_condition()) return choose_by_condition(choose, from, at);
  double rest = 1;
  bool has_otherwise = false;
  for (const Option& option : choose.options) {
    if (!option.otherwise) rest -= option.share;
    has_otherwise = has_otherwise || option.otherwise;
  }
  if (rest < 1e-12) rest = 0;
  const Frontier here = before_chance(from, at);
  Frontier after;
  std::vector<std::size_t> kept_after = keeps_;
  for (const Option& option : choose.options) {
    const double share = option.otherwise ? rest : option.share;
    append(after, one_way(option.steps, scaled(here, share), at.holder, kept_after));
  }
  keeps_ = kept_after;
  if (!has_otherwise) append(after, scaled(here, rest));
  return after;
}

ProcessWalk::Frontier ProcessWalk::choose_by_condition(const Choose& choose, const Frontier& from,
                                                       const At& at) {
  const std::vector<const Option*> open = open_options(choose);
  if (open.empty()) return from;
  const bool is_certain = open.back()->when.empty();
  const std::size_t ways = open.size() + (is_certain ? 0 : 1);
  if (ways == 1) return steps(open.front()->steps, from, at.holder);
  const std::size_t node = junction(from, at);
  Frontier after;
  std::vector<std::size_t> kept_after = keeps_;
  for (const Option* option : open)
    append(after, one_way(option->steps, {one_of(node, ways)}, at.holder, kept_after));
  keeps_ = kept_after;
  if (!is_certain) after.push_back(one_of(node, ways));
  return after;
}

/// Options that may be open to the class: those for others are left out, and what comes after one
/// that is open to it without further condition.
std::vector<const Option*> ProcessWalk::open_options(const Choose& choose) const {
  std::vector<const Option*> open;
  for (const Option& option : choose.options) {
    if (!option.is_for(class_.id)) continue;
    open.push_back(&option);
    if (option.otherwise || option.when.empty()) break;
  }
  return open;
}

ProcessWalk::Frontier ProcessWalk::go(const Repeat& repeat, const Frontier& from, const At& at) {
  const std::size_t begin = junction(from, at);
  const Frontier end = steps(repeat.steps, {{begin, 1.0}}, at.holder);
  if (repeat.when.empty()) {
    const Frontier done = before_chance(end, at);
    connect(scaled(done, repeat.again), begin);
    return scaled(done, 1 - repeat.again);
  }
  const std::size_t node = junction(end, at);
  connect({one_of(node, 2)}, begin);
  return {one_of(node, 2)};
}

ProcessWalk::Frontier ProcessWalk::go(const Label& label, const Frontier& from, const At& at) {
  const std::size_t node = label_node(label.name, at);
  connect(from, node);
  return {{node, 1.0}};
}

ProcessWalk::Frontier ProcessWalk::go(const GoTo& go_to, const Frontier& from, const At& at) {
  connect(from, label_node(go_to.label, at));
  return {};
}

/// The node of a label, made when it is first named.
std::size_t ProcessWalk::label_node(const std::string& name, const At& at) {
  const auto [known, is_new] = labels_.try_emplace(name, 0);
  if (is_new) known->second = add(blank(NodeKind::junction, at));
  return known->second;
}

}  // namespace kouan::models
