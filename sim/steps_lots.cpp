// Waiting for a time: appointments, and opening hours.
#include <algorithm>

#include "sim/engine.hpp"

namespace kouan::sim {

/// The next slot with a place, far enough ahead and not too far. Slots are taken in order, since
/// time goes on: what is passed over is never asked for again. Where the next lies beyond the run
/// it waits until that ends. None but those listed is before the last of them, or the horizon.
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
  const bool is_listed = book_state.next < def.slots.size();
  const Micros known_until = std::max(model_.horizon, def.slots.empty() ? 0 : def.slots.back().at);
  const Micros slot = is_listed ? def.slots[book_state.next].at : known_until;
  Entity& entity = pool_[index];
  const bool is_too_far = def.most_ahead >= 0 && slot > now_ + def.most_ahead;
  if (is_listed && !is_too_far) ++book_state.taken;
  if (is_too_far || stays_away(entity, step)) {
    is_chance_taken_ = is_chance_taken_ || !is_too_far;
    is_refused_ = is_too_far;
    entity.step = step.c;
    return true;
  }
  leave_carried(index);
  entity.since = now_;
  if (!is_listed) return false;
  const Micros early = step.b == k_none ? 0 : from_seconds(draw(entity, step));
  book(index, std::max(now_, slot - early));
  return false;
}

bool Engine::stays_away(const Entity& entity, const Step& step) const {
  if (step.probability <= 0) return false;
  return draws_.uniform(entity.serial, name_hash("no-show", step.purpose)) < step.probability;
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
