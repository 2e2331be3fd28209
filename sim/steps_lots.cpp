// Waiting for a time: appointments, and opening hours.
#include <algorithm>

#include "sim/engine.hpp"

namespace kouan::sim {

/// The next slot with a place, so far ahead. Slots are taken in order, since time goes on: what is
/// passed over is never asked for again. Without any left it waits until the run ends.
bool Engine::take_slot(std::uint32_t index, const Step& step) {
  const BookDef& def = model_.books[step.a];
  BookState& book_state = books_[step.a];
  const auto has_none = [&](const SlotDef& slot) {
    return slot.at < now_ + def.ahead || book_state.taken >= slot.places;
  };
  while (book_state.next < def.slots.size() && has_none(def.slots[book_state.next])) {
    ++book_state.next;
    book_state.taken = 0;
  }
  const bool has_slot = book_state.next < def.slots.size();
  if (has_slot) ++book_state.taken;
  Entity& entity = pool_[index];
  if (step.c != k_none) {
    const std::uint64_t coming = name_hash("no-show", step.purpose);
    const bool stays_away =
        step.probability > 0 && draws_.uniform(entity.serial, coming) < step.probability;
    if (!has_slot || stays_away) {
      entity.step = step.c;
      return true;
    }
  }
  leave_carried(index);
  entity.since = now_;
  if (!has_slot) return false;
  const Micros early = step.b == k_none ? 0 : from_seconds(draw(entity, step));
  book(index, std::max(now_, def.slots[book_state.next].at - early));
  return false;
}

bool Engine::wait_open(std::uint32_t index, const Step& step) {
  const auto& spans = model_.openings[step.a].spans;
  const auto span =
      std::upper_bound(spans.begin(), spans.end(), now_,
                       [](Micros now, const OpeningDef::Span& s) { return now < s.to; });
  if (span != spans.end() && span->from <= now_) return true;
  leave_carried(index);
  pool_[index].since = now_;
  if (span != spans.end()) book(index, span->from);
  return false;
}

}  // namespace kouan::sim
