// Steps of a process at stages, yards, sections and stores, and on the way between them.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "models/process_walk.hpp"

namespace kouan::models {

ProcessWalk::Frontier ProcessWalk::go(const Visit& visit, const Frontier& from, const At& at) {
  if (visit.shortest.empty()) return visit_to(visit, visit.stage, from, at);
  const std::size_t node = junction(from, at);
  const auto labels_before = labels_;
  const auto kept_before = keeps_;
  Frontier after;
  for (const std::string& lane : visit.shortest) {
    labels_ = labels_before;  // each lane has the inner steps, and their labels, for itself
    keeps_ = kept_before;
    append(after, visit_to(visit, lane, {one_of(node, visit.shortest.size())}, at));
  }
  return after;
}

ProcessWalk::Frontier ProcessWalk::visit_to(const Visit& visit, const std::string& stage,
                                            const Frontier& from, const At& at) {
  const std::size_t node = add_stage(stage, at);
  connect(from, node);
  Frontier read;
  misread(stage, steps(visit.steps, {{node, 1.0}}, node), at, read);
  append(read, turned_away(visit.rules, otherwise_of(visit), node, from, at.holder));
  return read;
}

/// Sends the rest to the stage that `id` falls back to; `read` gets those whom one has read.
void ProcessWalk::misread(const std::string& id, const Frontier& served, const At& at,
                          Frontier& read) {
  const Stage* stage = thing_named(scenario_.stages, id);
  const bool reads_all = stage == nullptr || stage->on_misread.empty() || stage->read_rate >= 1;
  if (reads_all) return append(read, served);
  const Frontier here = before_chance(served, at);
  append(read, scaled(here, stage->read_rate));
  const std::size_t node = add_stage(stage->on_misread, at);
  connect(scaled(here, 1 - stage->read_rate), node);
  misread(stage->on_misread, {{node, 1.0}}, at, read);
}

ProcessWalk::Frontier ProcessWalk::go(const Within& within, const Frontier& from, const At& at) {
  const std::size_t yard = add_stage(within.yard, at);
  connect(from, yard);
  Frontier after = steps(within.steps, {{yard, 1.0}}, yard);
  append(after, turned_away(within.rules, otherwise_of(within), yard, from, at.holder));
  return after;
}

ProcessWalk::Frontier ProcessWalk::go(const Seize& seize, const Frontier& from, const At& at) {
  const std::size_t first = out_.nodes.size();  // the queue is that of the place named first
  Frontier after = take(seize.places, from, at.place);
  append(after, turned_away(seize.rules, otherwise_of(seize), first, from, at.holder));
  return after;
}

ProcessWalk::Frontier ProcessWalk::go(const Vacate& vacate, const Frontier& from, const At& at) {
  give_up(vacate.yards);
  return {{junction(from, at), 1.0}};  // who comes from here keeps them not
}

/// How much time each needs of a section depends on who comes before and after. What is taken
/// with it is held on it, what is vacated on entering is not.
ProcessWalk::Frontier ProcessWalk::go(const Pass& pass, const Frontier& from, const At& at) {
  give_up(pass.vacate);
  const std::size_t first = out_.nodes.size();  // taken or entered
  const Frontier entering = take(pass.with, from, at.place);
  const std::size_t node = add_stage(pass.section, at);
  if (pass.time_s) {
    out_.nodes[node].time_s = pass.time_s;
    settle_time(out_.nodes[node]);
  }
  connect(entering, node);
  Frontier after{{node, 1.0}};
  append(after, turned_away(pass.rules, otherwise_of(pass), node, from, at.holder));
  out_.nodes[first].turns_away = out_.nodes[node].turns_away;  // all are waited for at once
  return after;
}

/// Places of yards are kept until they are vacated.
ProcessWalk::Frontier ProcessWalk::take(const std::vector<Taken>& places, Frontier from,
                                        const Place& place) {
  for (const Taken& taken : places) {
    const std::size_t yard = add_stage(taken.yard, {k_no_node, place});
    out_.nodes[yard].places = taken.number;
    out_.nodes[yard].is_kept = true;
    connect(from, yard);
    from = {{yard, 1.0}};
    keeps_.push_back(yard);
  }
  return from;
}

void ProcessWalk::give_up(const std::vector<std::string>& yards) {
  for (const std::string& id : yards)
    keeps_.erase(std::remove_if(keeps_.begin(), keeps_.end(),
                                [&](std::size_t n) { return out_.nodes[n].id == id; }),
                 keeps_.end());
}

ProcessWalk::Frontier ProcessWalk::go(const Travel& travel, const Frontier& from, const At& at) {
  GraphNode node = blank(NodeKind::travel, at);
  node.id = fmt::format("{}-{}", process_.id, ++travels_);
  node.title = travel.title.en.empty() ? Text{"Drive", "行驶"} : travel.title;
  node.side = travel.side;
  node.time_s = travel.time_s;
  settle_time(node);
  return pass_through(std::move(node), from);
}

ProcessWalk::Frontier ProcessWalk::go(const Unload& unload, const Frontier& from, const At& at) {
  GraphNode node = blank(NodeKind::store, at);
  node.id = unload.store;
  if (const Store* store = thing_named(scenario_.stores, unload.store)) {
    node.title = store->title;
    node.side = store->side;
  }
  return pass_through(std::move(node), from);
}

ProcessWalk::Frontier ProcessWalk::go(const Cleared&, const Frontier& from, const At& at) {
  return pass_through(blank(NodeKind::clearance, at), from);
}

ProcessWalk::Frontier ProcessWalk::go(const Leave&, const Frontier& from, const At&) {
  append(*gone_, from);
  return {};
}

/// Where those come out who are turned away or lose patience, as ways of probability 0: the
/// equations take everybody as admitted, the ways are there all the same.
ProcessWalk::Frontier ProcessWalk::turned_away(const QueueRules& own, const Steps* otherwise,
                                               std::size_t node, const Frontier& from,
                                               std::size_t holder) {
  const Stage* stage = thing_named(scenario_.stages, out_.nodes[node].id);
  const bool may_be = stage != nullptr && may_turn_away(own, *stage);
  out_.nodes[node].turns_away = may_be;
  return may_be ? overflow(otherwise, from, holder) : Frontier{};
}

ProcessWalk::Frontier ProcessWalk::overflow(const Steps* otherwise, const Frontier& from,
                                            std::size_t holder) {
  Frontier away = scaled(from, 0);
  for (Exit& exit : away) {
    exit.is_overflow = true;
    exit.may_fail = false;
  }
  return go_away(otherwise, away, holder);
}

ProcessWalk::Frontier ProcessWalk::go_away(const Steps* otherwise, const Frontier& away,
                                           std::size_t holder) {
  std::vector<std::size_t> kept_after;
  if (otherwise != nullptr) return one_way(*otherwise, away, holder, kept_after);
  append(*gone_, away);
  return {};
}

bool turns_away_when_full(const QueueRules& own, const Stage& at) {
  const bool says_so = (own.turns_away ? own.turns_away : at.rules.turns_away).value_or(false);
  return says_so && at.queue_places;
}

bool may_turn_away(const QueueRules& own, const Stage& at) {
  return turns_away_when_full(own, at) || own.balk_at || at.rules.balk_at || own.patience_s ||
         at.rules.patience_s;
}

}  // namespace kouan::models
