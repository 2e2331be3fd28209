#include "sim/knots.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "sim/ways.hpp"

namespace kouan::sim {
namespace {

using Resources = std::set<std::uint32_t>;

bool adds(Resources& to, const Resources& more) {
  const std::size_t before = to.size();
  to.insert(more.begin(), more.end());
  return to.size() != before;
}

/// What may be held when a step begins.
struct Holdings {
  bool is_reached = false;
  Resources held;
  Resources carried;              ///< done there, server not left yet
  Resources others;               ///< held by the whole of a part, or by those aboard
  Resources aboard;               ///< of these, by who came aboard on the part's way
  std::set<std::uint32_t> forks;  ///< steps: a part of who is there
};

/// Nothing but the others lets go who waits there.
bool has_no_clock(const GatheringDef& def) {
  return def.within < 0 && def.every == 0 && def.departures.empty();
}

/// Follows all programs at once until what may be held changes nowhere any more.
class HoldingsWalk {
 public:
  explicit HoldingsWalk(const Model& model) : model_(model), at_(model.steps.size()) {
    for (std::size_t i = 0; i < model.steps.size(); ++i) {
      const Step& step = model.steps[i];
      if (step.kind != StepKind::take) continue;
      for (const NeedDef& need : model.needs[step.needs].of) {
        if (need.in_order) in_order_with_[need.resource].insert(step.needs);
      }
    }
  }

  using Edges = std::set<std::pair<std::uint32_t, std::uint32_t>>;

  void walk() {
    for (const ClassDef& c : model_.classes)
      come(c.first_step, {});
    while (!open_.empty()) {
      const std::uint32_t i = *open_.begin();
      open_.erase(open_.begin());
      follow(i, at_[i]);
    }
    ask_of_those_who_come();
  }

  /// Pairs of what is held and what is asked for meanwhile.
  const Edges& of_holders() const { return edges_; }

  /// The same, and of those who wait for others, where and what these ask for on their way.
  Edges of_all() const {
    Edges all = edges_;
    all.insert(coming_.begin(), coming_.end());
    return all;
  }

 private:
  void come(std::uint32_t step, const Holdings& more) {
    if (step == k_none) return;
    Holdings& known = at_[step];
    bool changed = !known.is_reached;
    known.is_reached = true;
    changed = adds(known.held, more.held) || changed;
    changed = adds(known.carried, more.carried) || changed;
    changed = adds(known.others, more.others) || changed;
    changed = adds(known.aboard, more.aboard) || changed;
    changed = adds(known.forks, more.forks) || changed;
    if (changed) open_.insert(step);
  }

  /// Waits for the resource; where the queue may be full it keeps what it has finished with.
  void ask(const Holdings& h, std::uint32_t resource, bool keeps_carried) {
    for (const Resources* from : {&h.held, &h.others})
      for (const std::uint32_t r : *from)
        edges_.emplace(r, resource);
    if (!keeps_carried) return;
    for (const std::uint32_t r : h.carried)
      edges_.emplace(r, resource);
  }

  /// Waits on the section for those before it, who hold it too.
  void stand(const Holdings& h, std::uint32_t section) {
    for (const Resources* from : {&h.held, &h.others, &h.carried}) {
      for (const std::uint32_t r : *from) {
        if (r != section) edges_.emplace(r, section);
      }
    }
  }

  void ask_all(const Holdings& h, const Step& step) {
    const bool keeps = model_.resources[step.a].queue_places >= 0;
    for (const NeedDef& need : model_.needs[step.needs].of) {
      ask(h, need.resource, keeps);
      // Those before it in order must have all they need first.
      if (!need.in_order) continue;
      for (const std::uint32_t other : in_order_with_[need.resource]) {
        for (const NeedDef& also : model_.needs[other].of)
          ask(h, also.resource, keeps);
      }
    }
  }

  Resources all_of(const Step& step) const {
    Resources all;
    for (const NeedDef& need : model_.needs[step.needs].of)
      all.insert(need.resource);
    return all;
  }

  /// Goes on at c as it is, or moves on, taking something and leaving what it had finished with.
  void move(const Step& step, std::uint32_t next, Holdings h, const Resources& taken) {
    come(step.c, h);
    h.carried.clear();
    adds(h.held, taken);
    come(next, h);
  }

  void follow(std::uint32_t i, Holdings h) {
    const Step& step = model_.steps[i];
    const std::uint32_t next = i + 1;
    switch (step.kind) {
      case StepKind::seize:
      case StepKind::seize_server:
        ask(h, step.a, model_.resources[step.a].queue_places >= 0);
        return move(step, next, std::move(h), {step.a});
      case StepKind::take:
        ask_all(h, step);
        return move(step, next, std::move(h), all_of(step));
      case StepKind::take_slot:
        return move(step, next, std::move(h), {});
      case StepKind::give_up:
        for (const std::uint32_t r : all_of(step))
          h.held.erase(r);
        return come(next, h);
      case StepKind::finish:
        h.held.erase(step.a);
        h.carried = {step.a};
        return come(next, h);
      case StepKind::reserve:
        ask(h, step.a, true);
        return come(next, h);
      case StepKind::keep_order:
        stand(h, step.a);
        return come(next, h);
      case StepKind::fork:
        return fork(i, std::move(h));
      case StepKind::gather:
        return gather(step, next, std::move(h));
      case StepKind::branch:
      case StepKind::branch_if:
        come(step.a, h);
        return come(next, h);
      case StepKind::jump:
        return come(step.a, h);
      case StepKind::shortest:
        for (const std::uint32_t lane : model_.comparisons[step.a].steps)
          come(lane, h);
        return;
      case StepKind::travel:
      case StepKind::await_documents:
      case StepKind::share:
      case StepKind::wait_open:
        h.carried.clear();
        return come(next, h);
      case StepKind::turn_away:
      case StepKind::depart:
      case StepKind::leave_events:
      case StepKind::disband:
        return;
      case StepKind::end_way:
        return end_way(h);
      case StepKind::serve:
      case StepKind::served:
      case StepKind::hold:
      case StepKind::reach_border:
      case StepKind::declare:
      case StepKind::release_documents:
      case StepKind::clear:
      case StepKind::deposit:
      case StepKind::replenish:
      case StepKind::assign:
      case StepKind::work_for:
      case StepKind::lap:
      case StepKind::ride:
      case StepKind::let_off:
      case StepKind::split:
      case StepKind::keep_distance:
        return come(next, h);
    }
  }

  void fork(std::uint32_t i, Holdings h) {
    h.carried.clear();
    Holdings part;
    part.others = h.held;
    part.others.insert(h.others.begin(), h.others.end());
    part.forks = {i};
    for (const std::uint32_t way : model_.forks[model_.steps[i].a].ways)
      come(way, part);
    come(i + 1, h);
  }

  /// Who came aboard of the part is aboard of the whole from here on.
  void end_way(const Holdings& part) {
    if (part.aboard.empty()) return;
    for (const std::uint32_t fork : part.forks) {
      Holdings whole = at_[fork];
      whole.carried.clear();
      adds(whole.others, part.aboard);
      adds(whole.aboard, part.aboard);
      come(fork + 1, whole);
    }
  }

  std::uint32_t node_of(std::uint32_t gathering) const {
    return static_cast<std::uint32_t>(model_.resources.size()) + gathering;
  }

  /// What is asked for, or waited at, on the way to a gathering, or to a stage that takes whole
  /// batches.
  void ask_of_those_who_come() {
    const auto before = steps_before(model_);
    const auto ask_on_way = [&](std::uint32_t node, const std::vector<std::uint32_t>& to) {
      const auto leads = leading_to(before, to, [](std::uint32_t, std::uint32_t) { return true; });
      for (std::uint32_t i = 0; i < leads.size(); ++i) {
        if (leads[i] != 0) ask_before(node, model_.steps[i]);
      }
    };
    for (std::uint32_t g = 0; g < model_.gatherings.size(); ++g) {
      if (!has_no_clock(model_.gatherings[g])) continue;
      for (std::size_t kind = 0; kind < model_.gatherings[g].kinds.size(); ++kind)
        ask_on_way(node_of(g), steps_of_kind(model_, g, kind));
    }
    for (std::uint32_t r = 0; r < model_.resources.size(); ++r) {
      if (waits_for_a_batch(model_.resources[r])) ask_on_way(r, steps_of_batch(model_, r));
    }
  }

  /// To be there is what it waits for itself.
  void ask_before(std::uint32_t node, const Step& step) {
    switch (step.kind) {
      case StepKind::seize:
      case StepKind::seize_server:
        if (step.a != node) coming_.emplace(node, step.a);
        return;
      case StepKind::reserve:
        coming_.emplace(node, step.a);
        return;
      case StepKind::take:
        for (const NeedDef& need : model_.needs[step.needs].of)
          coming_.emplace(node, need.resource);
        return;
      case StepKind::gather:
        if (node_of(step.a) != node) coming_.emplace(node, node_of(step.a));
        return;
      default:
        return;
    }
  }

  /// The carrier waits while those aboard keep what they hold.
  void gather(const Step& step, std::uint32_t ride, Holdings h) {
    if (has_no_clock(model_.gatherings[step.a])) ask(h, node_of(step.a), false);
    come(step.c, h);
    h.carried.clear();
    Resources aboard = h.held;
    aboard.insert(h.others.begin(), h.others.end());
    if (adds(aboard_[step.a], aboard)) {
      for (const std::uint32_t other : gathers_[step.a])
        open_.insert(other);
    }
    gathers_[step.a].insert(ride - 1);
    Holdings carrier;
    carrier.others = aboard_[step.a];
    const GatheringDef& def = model_.gatherings[step.a];
    if (def.into != k_none) come(model_.classes[def.into].first_step, carrier);
    come(model_.steps[ride].c, carrier);
    if (def.onto != k_none) {
      adds(h.others, aboard_[step.a]);
      adds(h.aboard, aboard_[step.a]);
    }
    come(model_.steps[ride].a, h);
  }

  const Model& model_;
  std::vector<Holdings> at_;
  std::set<std::uint32_t> open_;
  Edges edges_;
  Edges coming_;
  std::map<std::uint32_t, std::set<std::uint32_t>> in_order_with_;  ///< needs, by resource
  std::map<std::uint32_t, Resources> aboard_;                       ///< by gathering
  std::map<std::uint32_t, std::set<std::uint32_t>> gathers_;        ///< steps, by gathering
};

/// By node: whether it is on a ring of the edges between the first so many nodes.
std::vector<char> on_rings(const std::set<std::pair<std::uint32_t, std::uint32_t>>& edges,
                           std::size_t nodes) {
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
  Graph graph(nodes);
  std::vector<char> rings(nodes, 0);
  for (const auto& [held, asked] : edges) {
    if (held >= nodes || asked >= nodes) continue;
    if (held == asked) rings[held] = 1;
    boost::add_edge(held, asked, graph);
  }
  std::vector<std::size_t> component(nodes);
  const std::size_t components = boost::strong_components(
      graph, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph)));
  std::vector<std::size_t> members(components, 0);
  for (const std::size_t c : component)
    ++members[c];
  for (std::size_t n = 0; n < nodes; ++n) {
    if (members[component[n]] > 1) rings[n] = 1;
  }
  return rings;
}

/// Makes the resources joint that have to be.
void mark_joint(Model& model) {
  for (const Step& step : model.steps) {
    if (step.kind != StepKind::take) continue;
    for (const NeedDef& need : model.needs[step.needs].of)
      model.resources[need.resource].is_joint = true;
  }
  const Knots knots = may_knot(model);
  for (std::size_t r = 0; r < model.resources.size(); ++r) {
    ResourceDef& def = model.resources[r];
    def.may_knot = knots.resources[r] != 0;
    def.may_knot_by_gathering = knots.resources_by_gathering[r] != 0;
    if (def.is_joint && (def.rules || def.is_shared))
      throw std::invalid_argument(def.name + " is asked for with others, but has rules of its own");
    if (def.may_knot_by_gathering && !def.rules && !def.is_shared) def.is_joint = true;
  }
  for (std::size_t g = 0; g < model.gatherings.size(); ++g)
    model.gatherings[g].may_knot = knots.gatherings[g] != 0;
}

/// Number of the needs, those of the same kind being one.
std::uint32_t same_needs(Model& model, const NeedsDef& needs) {
  const auto known = std::find(model.needs.begin(), model.needs.end(), needs);
  const auto number = static_cast<std::uint32_t>(known - model.needs.begin());
  if (known == model.needs.end()) model.needs.push_back(needs);
  return number;
}

}  // namespace

Knots may_knot(const Model& model) {
  const std::size_t resources = model.resources.size();
  HoldingsWalk walk(model);
  walk.walk();
  const std::vector<char> with = on_rings(walk.of_all(), resources + model.gatherings.size());
  const auto first_gathering = with.begin() + static_cast<std::ptrdiff_t>(resources);
  return {on_rings(walk.of_holders(), resources),
          {with.begin(), first_gathering},
          {first_gathering, with.end()}};
}

void settle_joint_resources(Model& model) {
  mark_joint(model);
  std::map<std::uint32_t, std::map<std::pair<std::uint8_t, std::uint32_t>, std::uint8_t>> lines;
  for (Step& step : model.steps) {
    if (step.kind == StepKind::seize && model.resources[step.a].is_joint) {
      step.kind = StepKind::take;
      step.needs = same_needs(model, {{NeedDef{step.a}}});
    } else if (step.kind == StepKind::take) {
      step.needs = same_needs(model, NeedsDef(model.needs[step.needs]));
    } else {
      continue;
    }
    auto& here = lines[step.a];
    const auto number = here.size();
    if (number > 255)
      throw std::invalid_argument("too many lines at " + model.resources[step.a].name);
    step.level = here.try_emplace({step.urgency, step.needs}, static_cast<std::uint8_t>(number))
                     .first->second;
  }
}

}  // namespace kouan::sim
