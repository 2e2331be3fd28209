#include "models/process_steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

#include "models/attributes.hpp"

namespace kouan::models {
namespace {

/// Where the entity may be just before the next step, with the probability of going on from there.
struct Exit {
  std::size_t node = 0;
  double probability = 1;
  bool assumed = false;  ///< conditions decide
  /// The way of those turned away or out of patience: how many they are is not known beforehand.
  bool is_overflow = false;
};
using Frontier = std::vector<Exit>;

template <class Thing>
const Thing* find(const std::vector<Thing>& things, const std::string& id) {
  const auto it =
      std::find_if(things.begin(), things.end(), [&](const Thing& t) { return t.id == id; });
  return it == things.end() ? nullptr : &*it;
}

/// Builds one class's part of the graph.
class Walk {
 public:
  Walk(const Scenario& scenario, NodesAndEdges& out, std::size_t c)
      : scenario_(scenario), out_(out), class_(c) {}

  void follow(const Process& process) {
    process_ = &process;
    const EntityClass& entity_class = scenario_.classes[class_];
    is_bounded_ = entity_class.from.empty();
    is_by_others_ = !is_bounded_;
    GraphNode source = blank(NodeKind::source, k_no_node, {});
    source.id = entity_class.id;
    source.title = entity_class.title;
    out_.sources[class_] = add(std::move(source));
    leaving_.clear();
    keeps_.clear();
    Frontier end = steps(process.steps, {{out_.sources[class_], 1.0}}, k_no_node);
    GraphNode sink = blank(NodeKind::sink, k_no_node, {});
    sink.id = "sink";
    sink.title = {"Left", "离开"};
    out_.sinks[class_] = add(std::move(sink));
    connect(end, out_.sinks[class_]);
    connect(leaving_, out_.sinks[class_]);
  }

 private:
  GraphNode blank(NodeKind kind, std::size_t holder, const Place& place) const {
    GraphNode node;
    node.kind = kind;
    node.entity_class = class_;
    node.holder = holder;
    node.place = place;
    return node;
  }

  std::size_t add(GraphNode node) {
    node.binds = is_bounded_ && loose_ == 0;
    node.by_others = is_by_others_;
    node.keeps = keeps_;
    node.beside = beside_;
    out_.nodes.push_back(std::move(node));
    return out_.nodes.size() - 1;
  }

  /// Attributes as they are spread over the class.
  void settle_time(GraphNode& node) const {
    if (!node.time_s || node.time_s->attribute < 0) return;
    node.by_attribute = true;
    node.time_s = as_drawn(scenario_, scenario_.classes[class_], *node.time_s);
  }

  void connect(const Frontier& from, std::size_t to) {
    for (const Exit& exit : from) {
      if (exit.probability <= 0 && !exit.is_overflow) continue;
      auto [it, fresh] = edge_.try_emplace({exit.node, to}, out_.edges.size());
      if (fresh) {
        out_.edges.push_back({exit.node, to, exit.probability, exit.assumed});
      } else {
        out_.edges[it->second].probability += exit.probability;
      }
    }
  }

  static Frontier scaled(Frontier frontier, double factor) {
    for (Exit& exit : frontier) {
      exit.is_overflow = exit.is_overflow && factor > 0;
      exit.probability *= factor;
    }
    return frontier;
  }

  static void append(Frontier& to, const Frontier& more) {
    to.insert(to.end(), more.begin(), more.end());
  }

  std::size_t add_stage(const std::string& id, std::size_t holder, const Place& place) {
    const Stage* stage = find(scenario_.stages, id);
    const bool is_yard = stage != nullptr && stage->kind == StageKind::yard;
    GraphNode node = blank(is_yard ? NodeKind::yard : NodeKind::stage, holder, place);
    node.id = id;
    if (stage != nullptr) {
      node.title = stage->title;
      node.side = stage->side;
      const auto own = stage->service_by_class.find(scenario_.classes[class_].id);
      node.time_s = own != stage->service_by_class.end() ? own->second : stage->service;
      settle_time(node);
    }
    return add(std::move(node));
  }

  Frontier steps(const Steps& list, Frontier frontier, std::size_t holder) {
    for (const ProcessStep& step : list)
      frontier = one_step(step, frontier, holder);
    return frontier;
  }

  Frontier one_step(const ProcessStep& step, const Frontier& frontier, std::size_t holder) {
    if (const auto* visit = std::get_if<Visit>(&step.what)) {
      return this->visit(*visit, frontier, holder, step.place);
    }
    if (const auto* within = std::get_if<Within>(&step.what)) {
      const std::size_t yard = add_stage(within->yard, holder, step.place);
      connect(frontier, yard);
      Frontier after = steps(within->steps, {{yard, 1.0}}, yard);
      append(after, turned_away(*within, yard, frontier, holder));
      return after;
    }
    if (const auto* pass = std::get_if<Pass>(&step.what)) {
      return pass_section(*pass, frontier, holder, step.place);
    }
    if (const auto* seize = std::get_if<Seize>(&step.what)) {
      const std::size_t first = out_.nodes.size();  // the queue is that of the place named first
      Frontier after = take(seize->places, frontier, step.place);
      append(after, turned_away(*seize, first, frontier, holder));
      return after;
    }
    if (const auto* vacate = std::get_if<Vacate>(&step.what)) {
      give_up(vacate->yards);
      return {{junction(frontier, holder, step.place), 1.0}};  // who comes from here keeps them not
    }
    if (std::holds_alternative<Leave>(step.what)) {
      append(leaving_, frontier);
      return {};
    }
    if (const auto* choose = std::get_if<Choose>(&step.what)) {
      return this->choose(*choose, frontier, holder, step.place);
    }
    if (const auto* repeat = std::get_if<Repeat>(&step.what)) {
      return this->repeat(*repeat, frontier, holder, step.place);
    }
    if (const auto* label = std::get_if<Label>(&step.what)) {
      const std::size_t node = label_node(label->name, holder, step.place);
      connect(frontier, node);
      return {{node, 1.0}};
    }
    if (const auto* go_to = std::get_if<GoTo>(&step.what)) {
      connect(frontier, label_node(go_to->label, holder, step.place));
      return {};
    }
    if (const auto* travel = std::get_if<Travel>(&step.what)) {
      return pass(this->travel(*travel, holder, step.place), frontier);
    }
    if (const auto* unload = std::get_if<Unload>(&step.what)) {
      return pass(this->unload(*unload, holder, step.place), frontier);
    }
    if (std::holds_alternative<Cleared>(step.what)) {
      return pass(blank(NodeKind::clearance, holder, step.place), frontier);
    }
    if (const auto* parallel = std::get_if<Parallel>(&step.what)) {
      return this->parallel(*parallel, frontier);
    }
    note_waits(step, holder);
    if (const auto* gather = std::get_if<Gather>(&step.what))
      return this->gather(*gather, frontier, holder);
    if (const auto* appointment = std::get_if<Appointment>(&step.what))
      return this->appointment(*appointment, frontier, holder);
    if (std::holds_alternative<Split>(step.what)) is_bounded_ = false;  // its load goes elsewhere
    return frontier;  // reaching the border, documents and release change clocks, not places
  }

  /// What is waited for without a place of its own keeps the places that are held meanwhile.
  void note_waits(const ProcessStep& step, std::size_t holder) {
    const bool documents = std::holds_alternative<AwaitDocuments>(step.what);
    const bool others =
        std::holds_alternative<Gather>(step.what) || std::holds_alternative<Appointment>(step.what);
    if (!documents && !others) return;
    std::vector<std::size_t> held = keeps_;
    for (; holder != k_no_node; holder = out_.nodes[holder].holder)
      held.push_back(holder);
    for (const std::size_t node : held)
      (documents ? out_.nodes[node].awaits_documents : out_.nodes[node].awaits_others) = true;
  }

  /// Every vehicle needs all ways; the graph, which has no place for being at two at once, has them
  /// one after the other, holding nothing and, where not all are awaited or vehicles cycle, with no
  /// time.
  Frontier parallel(const Parallel& parallel, Frontier frontier) {
    const bool waits_for_all =
        parallel.needed == 0 || static_cast<std::size_t>(parallel.needed) >= parallel.ways.size();
    const int loose = !waits_for_all || scenario_.classes[class_].fleet > 0 ? 1 : 0;
    loose_ += loose;
    ++beside_;
    for (const Steps& way : parallel.ways)
      frontier = steps(way, frontier, k_no_node);
    --beside_;
    loose_ -= loose;
    return frontier;
  }

  /// Places of yards are kept until they are vacated.
  Frontier take(const std::vector<Taken>& places, Frontier frontier, const Place& place) {
    for (const Taken& taken : places) {
      const std::size_t yard = add_stage(taken.yard, k_no_node, place);
      out_.nodes[yard].places = taken.number;
      out_.nodes[yard].is_kept = true;
      connect(frontier, yard);
      frontier = {{yard, 1.0}};
      keeps_.push_back(yard);
    }
    return frontier;
  }

  void give_up(const std::vector<std::string>& yards) {
    for (const std::string& id : yards)
      keeps_.erase(std::remove_if(keeps_.begin(), keeps_.end(),
                                  [&](std::size_t n) { return out_.nodes[n].id == id; }),
                   keeps_.end());
  }

  /// One way of several. What is kept at its end, if it comes to one, is kept after all of them:
  /// the reader sees to that.
  Frontier one_way(const Steps& list, Frontier frontier, std::size_t holder,
                   std::vector<std::size_t>& kept_after) {
    const std::vector<std::size_t> before = keeps_;
    Frontier after = steps(list, std::move(frontier), holder);
    if (!after.empty()) kept_after = keeps_;
    keeps_ = before;
    return after;
  }

  /// How much time each needs of a section depends on who comes before and after. What is taken
  /// with it is held on it, what is vacated on entering is not.
  Frontier pass_section(const Pass& pass, const Frontier& frontier, std::size_t holder,
                        const Place& place) {
    give_up(pass.vacate);
    const Frontier entering = take(pass.with, frontier, place);
    const std::size_t node = add_stage(pass.section, holder, place);
    if (pass.time_s) {
      out_.nodes[node].time_s = pass.time_s;
      settle_time(out_.nodes[node]);
    }
    connect(entering, node);
    Frontier after{{node, 1.0}};
    append(after, turned_away(pass, node, frontier, holder));
    return after;
  }

  /// A carrier needs its steps once a batch, whatever its size. Where members go aboard of others,
  /// or some may find no place, what follows is no longer each one's own.
  Frontier gather(const Gather& gather, const Frontier& frontier, std::size_t holder) {
    const Gathering* at = find(scenario_.gatherings, gather.at);
    const bool was_by_others = std::exchange(is_by_others_, true);
    ++loose_;
    ++beside_;
    Frontier after = steps(gather.steps, frontier, k_no_node);
    --beside_;
    --loose_;
    is_by_others_ = was_by_others;
    if (at == nullptr || at->is_meeting() || !at->into.empty()) is_bounded_ = false;
    if (at == nullptr || !(at->into + at->onto).empty()) is_by_others_ = true;
    const bool has_places = at != nullptr && at->places.count(scenario_.classes[class_].id) > 0;
    if (!gather.patience_s && !has_places) return after;
    is_bounded_ = false;
    append(after, overflow(gather, frontier, holder));
    return after;
  }

  /// The share that does not come is known; who finds no slot is not.
  Frontier appointment(const Appointment& appointment, const Frontier& frontier,
                       std::size_t holder) {
    const Book* book = find(scenario_.books, appointment.book);
    const bool may_find_none = book == nullptr || book->most_ahead_s;
    if (appointment.no_show <= 0 && !may_find_none) return frontier;
    is_bounded_ = false;
    Frontier after = scaled(frontier, 1 - appointment.no_show);
    Frontier away = scaled(frontier, appointment.no_show);
    for (Exit& exit : away)
      exit.is_overflow = exit.is_overflow || may_find_none;
    append(after, otherwise(appointment, away, holder));
    return after;
  }

  Frontier pass(GraphNode node, const Frontier& frontier) {
    const std::size_t index = add(std::move(node));
    connect(frontier, index);
    return {{index, 1.0}};
  }

  GraphNode travel(const Travel& travel, std::size_t holder, const Place& place) {
    GraphNode node = blank(NodeKind::travel, holder, place);
    node.id = fmt::format("{}-{}", process_->id, ++travels_);
    node.title = travel.title.en.empty() ? Text{"Drive", "行驶"} : travel.title;
    node.side = travel.side;
    node.time_s = travel.time_s;
    settle_time(node);
    return node;
  }

  GraphNode unload(const Unload& unload, std::size_t holder, const Place& place) {
    GraphNode node = blank(NodeKind::store, holder, place);
    node.id = unload.store;
    if (const Store* store = find(scenario_.stores, unload.store)) {
      node.title = store->title;
      node.side = store->side;
    }
    return node;
  }

  /// A point where conditions decide how to go on: the ways out count as alike, which is marked.
  std::size_t junction(const Frontier& frontier, std::size_t holder, const Place& place) {
    const std::size_t node = add(blank(NodeKind::junction, holder, place));
    connect(frontier, node);
    return node;
  }

  /// The same frontier before chance splits it: where conditions decided how one comes here, behind
  /// a junction, so that shares of chance stay apart from what conditions decide.
  Frontier before_chance(const Frontier& frontier, std::size_t holder, const Place& place) {
    if (std::none_of(frontier.begin(), frontier.end(), [](const Exit& e) { return e.assumed; }))
      return frontier;
    return {{junction(frontier, holder, place), 1.0}};
  }

  static Exit one_of(std::size_t node, std::size_t ways) {
    return {node, 1.0 / static_cast<double>(ways), ways > 1};
  }

  /// Options that may be open to the class: those for others are left out, and what comes after one
  /// that is open to it without further condition.
  std::vector<const Option*> open_options(const Choose& choose) const {
    const std::string& id = scenario_.classes[class_].id;
    std::vector<const Option*> open;
    for (const Option& option : choose.options) {
      const auto& only = option.classes;
      if (!only.empty() && std::find(only.begin(), only.end(), id) == only.end()) continue;
      open.push_back(&option);
      if (option.otherwise || option.when.empty()) break;
    }
    return open;
  }

  Frontier choose_by_condition(const Choose& choose, const Frontier& frontier, std::size_t holder,
                               const Place& place) {
    const std::vector<const Option*> open = open_options(choose);
    if (open.empty()) return frontier;
    const bool is_certain = open.back()->when.empty();
    const std::size_t ways = open.size() + (is_certain ? 0 : 1);
    if (ways == 1) return steps(open.front()->steps, frontier, holder);
    const std::size_t node = junction(frontier, holder, place);
    Frontier after;
    std::vector<std::size_t> kept_after = keeps_;
    for (const Option* option : open)
      append(after, one_way(option->steps, {one_of(node, ways)}, holder, kept_after));
    keeps_ = kept_after;
    if (!is_certain) after.push_back(one_of(node, ways));
    return after;
  }

  Frontier choose(const Choose& choose, const Frontier& frontier, std::size_t holder,
                  const Place& place) {
    if (choose.options.front().by_condition())
      return choose_by_condition(choose, frontier, holder, place);
    double rest = 1;
    bool has_otherwise = false;
    for (const Option& option : choose.options) {
      if (!option.otherwise) rest -= option.share;
      has_otherwise = has_otherwise || option.otherwise;
    }
    if (rest < 1e-12) rest = 0;
    const Frontier here = before_chance(frontier, holder, place);
    Frontier after;
    std::vector<std::size_t> kept_after = keeps_;
    for (const Option& option : choose.options) {
      const double share = option.otherwise ? rest : option.share;
      append(after, one_way(option.steps, scaled(here, share), holder, kept_after));
    }
    keeps_ = kept_after;
    if (!has_otherwise) append(after, scaled(here, rest));
    return after;
  }

  Frontier repeat(const Repeat& repeat, const Frontier& frontier, std::size_t holder,
                  const Place& place) {
    const std::size_t begin = junction(frontier, holder, place);
    const Frontier end = steps(repeat.steps, {{begin, 1.0}}, holder);
    if (repeat.when.empty()) {
      const Frontier done = before_chance(end, holder, place);
      connect(scaled(done, repeat.again), begin);
      return scaled(done, 1 - repeat.again);
    }
    const std::size_t node = junction(end, holder, place);
    connect({one_of(node, 2)}, begin);
    return {one_of(node, 2)};
  }

  /// The node of a label, made when it is first named.
  std::size_t label_node(const std::string& name, std::size_t holder, const Place& place) {
    const auto [known, is_new] = labels_.try_emplace(name, 0);
    if (is_new) known->second = add(blank(NodeKind::junction, holder, place));
    return known->second;
  }

  Frontier visit(const Visit& visit, const Frontier& frontier, std::size_t holder,
                 const Place& place) {
    if (visit.shortest.empty()) return visit_to(visit, visit.stage, frontier, holder, place);
    const std::size_t node = junction(frontier, holder, place);
    const auto labels_before = labels_;
    const auto kept_before = keeps_;
    Frontier after;
    for (const std::string& lane : visit.shortest) {
      labels_ = labels_before;  // each lane has the inner steps, and their labels, for itself
      keeps_ = kept_before;
      append(after, visit_to(visit, lane, {one_of(node, visit.shortest.size())}, holder, place));
    }
    return after;
  }

  Frontier visit_to(const Visit& visit, const std::string& stage, const Frontier& frontier,
                    std::size_t holder, const Place& place) {
    const std::size_t node = add_stage(stage, holder, place);
    connect(frontier, node);
    Frontier read;
    misread(stage, steps(visit.steps, {{node, 1.0}}, node), holder, place, read);
    append(read, turned_away(visit, node, frontier, holder));
    return read;
  }

  /// Where those come out who are turned away or lose patience, as ways of probability 0: the
  /// equations take everybody as admitted, the ways are there all the same.
  template <class S>
  Frontier turned_away(const S& step, std::size_t node, const Frontier& frontier,
                       std::size_t holder) {
    const Stage* stage = find(scenario_.stages, out_.nodes[node].id);
    const bool may_be =
        may_turn_away(step.rules) || (stage != nullptr && may_turn_away(stage->rules));
    out_.nodes[node].turns_away = may_be;
    return may_be ? overflow(step, frontier, holder) : Frontier{};
  }

  template <class S>
  Frontier overflow(const S& step, const Frontier& frontier, std::size_t holder) {
    Frontier away = scaled(frontier, 0);
    for (Exit& exit : away)
      exit.is_overflow = true;
    return otherwise(step, away, holder);
  }

  template <class S>
  Frontier otherwise(const S& step, const Frontier& away, std::size_t holder) {
    std::vector<std::size_t> kept_after;
    if (step.has_otherwise) return one_way(step.otherwise, away, holder, kept_after);
    append(leaving_, away);
    return {};
  }

  /// Sends the rest to the stage that `id` falls back to; `read` gets those whom one has read.
  void misread(const std::string& id, const Frontier& served, std::size_t holder,
               const Place& place, Frontier& read) {
    const Stage* stage = find(scenario_.stages, id);
    const bool reads_all = stage == nullptr || stage->on_misread.empty() || stage->read_rate >= 1;
    if (reads_all) return append(read, served);
    const Frontier here = before_chance(served, holder, place);
    append(read, scaled(here, stage->read_rate));
    const std::size_t node = add_stage(stage->on_misread, holder, place);
    connect(scaled(here, 1 - stage->read_rate), node);
    misread(stage->on_misread, {{node, 1.0}}, holder, place, read);
  }

  const Scenario& scenario_;
  NodesAndEdges& out_;
  std::size_t class_;
  const Process* process_ = nullptr;
  int travels_ = 0;
  std::map<std::string, std::size_t> labels_;
  bool is_bounded_ = true;     ///< each vehicle needs all that comes next, with its own load
  bool is_by_others_ = false;  ///< how often what comes next is visited, others decide
  int loose_ = 0;   ///< steps around that a carrier does for many, or that not every one awaits
  int beside_ = 0;  ///< parallel ways around, and steps of who carries a batch
  std::vector<std::size_t> keeps_;  ///< nodes whose places are kept until they are vacated
  Frontier leaving_;                ///< those who leave before the end of the process
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> edge_;
};

}  // namespace

bool may_turn_away(const QueueRules& rules) {
  return rules.turns_away.value_or(false) || rules.balk_at || rules.patience_s;
}

NodesAndEdges nodes_and_edges(const Scenario& scenario) {
  NodesAndEdges out;
  out.sources.assign(scenario.classes.size(), k_no_node);
  out.sinks.assign(scenario.classes.size(), k_no_node);
  for (std::size_t c = 0; c < scenario.classes.size(); ++c) {
    const Process* process = find(scenario.processes, scenario.classes[c].process);
    if (process != nullptr) Walk(scenario, out, c).follow(*process);
  }
  return out;
}

}  // namespace kouan::models
