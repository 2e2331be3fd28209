// Steps of a process in which entities part and meet, or wait without a place of their own.
#include <utility>
#include <vector>

#include "models/process_walk.hpp"

namespace kouan::models {

/// Every vehicle needs all ways; the graph, which has no place for being at two at once, has them
/// one after the other, holding nothing and, where not all are awaited or vehicles cycle, with no
/// time. Who is turned away on one of them, or gives up, has done it and goes on with the others.
ProcessWalk::Frontier ProcessWalk::go(const Parallel& parallel, const Frontier& from,
                                      const At& at) {
  const bool waits_for_all =
      parallel.needed == 0 || static_cast<std::size_t>(parallel.needed) >= parallel.ways.size();
  const int loose = !waits_for_all || class_.fleet > 0 ? 1 : 0;
  loose_ += loose;
  const std::size_t fork = junction(from, at);
  const std::size_t held = at.holder != k_no_node ? at.holder : around_;
  const std::size_t around_before = std::exchange(around_, waits_for_all ? held : k_no_node);
  ++beside_;
  std::vector<BetweenWays> between;
  Frontier after{{fork, 1.0}};
  for (const Steps& way : parallel.ways) {
    if (&way != &parallel.ways.front()) {
      const std::size_t next = junction(after, at);
      between.push_back({next, fork});
      after = {{next, 1.0}};
    }
    Frontier gone;
    Frontier* const gone_before = std::exchange(gone_, &gone);
    after = steps(way, after, k_no_node);
    gone_ = gone_before;
    append(after, gone);
  }
  --beside_;
  around_ = around_before;
  loose_ -= loose;
  if (!after.empty()) after = {{junction(after, at), 1.0}};
  for (BetweenWays& one : between) {
    if (!after.empty()) one.join = after.front().node;
    out_.between.push_back(one);
  }
  return after;
}

/// A carrier needs its steps once a batch, whatever its size. Where members go aboard of others,
/// or some may find no place, what follows is no longer each one's own.
ProcessWalk::Frontier ProcessWalk::go(const Gather& gather, const Frontier& from, const At& at) {
  note_wait(&GraphNode::awaits_others, at.holder);
  const Gathering* place = thing_named(scenario_.gatherings, gather.at);
  if (place == nullptr || !(place->into + place->onto).empty()) note_handing_on(from);
  const bool has_places = place != nullptr && place->places.count(place->comes_as(class_.id)) > 0;
  const bool may_fail = gather.patience_s || has_places;
  const bool was_by_others = std::exchange(is_by_others_, true);
  ++loose_;
  ++beside_;
  Frontier after = steps(gather.steps, may_fail ? where_some_fail(from) : from, k_no_node);
  --beside_;
  --loose_;
  is_by_others_ = was_by_others;
  if (place == nullptr || place->is_meeting() || !place->into.empty()) is_bounded_ = false;
  if (place == nullptr || !(place->into + place->onto).empty()) is_by_others_ = true;
  if (!may_fail) return after;
  is_bounded_ = false;
  append(after, overflow(otherwise_of(gather), from, at.holder));
  return after;
}

/// Where no place is asked for, and yet some have to go another way.
ProcessWalk::Frontier ProcessWalk::where_some_fail(Frontier from) {
  for (Exit& exit : from)
    exit.may_fail = true;
  return from;
}

/// Part of the load goes elsewhere.
ProcessWalk::Frontier ProcessWalk::go(const Split&, const Frontier& from, const At&) {
  note_handing_on(from);
  is_bounded_ = false;
  return from;
}

/// The share that does not come is known; who finds no slot is not.
ProcessWalk::Frontier ProcessWalk::go(const Appointment& appointment, const Frontier& from,
                                      const At& at) {
  note_wait(&GraphNode::awaits_others, at.holder);
  const Book* book = thing_named(scenario_.books, appointment.book);
  const bool may_find_none = book == nullptr || book->most_ahead_s;
  if (appointment.no_show <= 0 && !may_find_none) return from;
  is_bounded_ = false;
  Frontier after = scaled(from, 1 - appointment.no_show);
  if (may_find_none) after = where_some_fail(std::move(after));
  Frontier away = scaled(from, appointment.no_show);
  for (Exit& exit : away)
    exit.is_overflow = exit.is_overflow || may_find_none;
  append(after, go_away(otherwise_of(appointment), away, at.holder));
  return after;
}

ProcessWalk::Frontier ProcessWalk::go(const AwaitDocuments&, const Frontier& from, const At& at) {
  note_wait(&GraphNode::awaits_documents, at.holder);
  return from;
}

void ProcessWalk::note_handing_on(const Frontier& from) {
  for (const Exit& exit : from)
    out_.nodes[exit.node].hands_on = true;
}

/// What is waited for without a place of its own keeps the places that are held meanwhile.
void ProcessWalk::note_wait(bool GraphNode::*awaits, std::size_t holder) {
  for (const std::size_t node : keeps_)
    out_.nodes[node].*awaits = true;
  for (; holder != k_no_node; holder = out_.nodes[holder].holder)
    out_.nodes[holder].*awaits = true;
}

}  // namespace kouan::models
