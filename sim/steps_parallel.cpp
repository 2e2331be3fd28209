// Parallel ways: parts of one entity that are on their ways at once, while it waits for them.
#include "sim/engine.hpp"

namespace kouan::sim {

Ties& Engine::ties_of(std::uint32_t index) {
  if (pool_[index].ties == k_none) {
    pool_[index].ties = ties_.add();
    ties_[pool_[index].ties].owner = index;
  }
  return ties_[pool_[index].ties];
}

/// See `bond_of_`.
void Engine::bind(std::uint32_t index, std::uint32_t record) {
  if (bond_of_.size() < pool_.size()) bond_of_.resize(pool_.size(), k_none);
  bond_of_[index] = record;
}

/// In whose name a part on a way splits and meets; the entity itself where it is none, or its whole
/// has gone on.
std::uint32_t Engine::whole_of(std::uint32_t index) const {
  while (pool_[index].is_part) {
    const std::uint32_t fork = ties_[pool_[index].ties].part_of;
    if (fork == k_none || forks_[fork].whole == k_none) break;
    index = forks_[fork].whole;
  }
  return index;
}

/// Whoever came aboard on the way is aboard of the whole from here on.
void Engine::hand_aboard(std::uint32_t part, std::uint32_t whole) {
  if (ties_of(part).aboard == k_none) return;
  enter_stay(pool_[whole]);   // until now it had none of them aboard
  Ties& to = ties_of(whole);  // may move all ties: the part's are looked up behind it
  Ties& from = ties_of(part);
  while (from.aboard != k_none) {
    const std::uint32_t batch = from.aboard;
    from.aboard = batches_[batch].below;
    batches_[batch].below = to.aboard;
    batches_[batch].carrier = whole;
    to.aboard = batch;
  }
  to.ended.insert(to.ended.end(), from.ended.begin(), from.ended.end());
}

/// A part of `whole`, or a carrier that is no entity of its own and of which `whole` is the first
/// member: booked in an account of its own and conserved apart. k_none when there is no room.
std::uint32_t Engine::add_part(std::uint32_t whole, std::uint32_t step) {
  if (is_full()) {
    stop_as(StopReason::too_many_inside);
    return k_none;
  }
  const std::uint32_t index = pool_.add();
  Entity& part = pool_[index];
  part.class_index = pool_[whole].class_index;
  part.is_part = true;
  part.step = step;
  part.since = now_;
  part.arrived = now_;
  part.at_border = now_;
  ++classes_[part.class_index].parts_made;
  make_attributes();
  for (std::uint32_t a = 0; a < model_.attributes; ++a)
    attribute(index, a) = attribute(whole, a);
  return index;
}

void Engine::remove_part(std::uint32_t index) {
  leave_carried(index);
  if (pool_[index].reserved != k_none) let_room_go(index);
  ++classes_[pool_[index].class_index].parts_gone;
  if (pool_[index].ties != k_none) {
    depart_with(index);
    forget_origins(index);
  }
  pool_.remove(index);
}

/// The parts carry the serial number of the whole, so their draws are its own, its attributes, and
/// what they need to know of its papers. What the whole holds stays held, and its load is its own.
void Engine::fork(std::uint32_t index, const Step& step) {
  leave_carried(index);
  pool_[index].since = now_;
  const ForkDef& def = model_.forks[step.a];
  const std::uint32_t fork = forks_.add();
  forks_[fork] = {index, def.needed, static_cast<std::uint32_t>(def.ways.size()), k_none};
  bind(index, fork);
  for (const std::uint32_t way : def.ways) {
    const std::uint32_t part = add_part(index, way);
    if (part == k_none) return;
    Entity& whole = pool_[index];
    Entity& p = pool_[part];
    p.serial = whole.serial;
    p.arrived = whole.arrived;
    p.at_border = whole.at_border;
    p.declared = whole.declared;
    p.documents_at = whole.documents_at;
    p.replenishes = whole.replenishes;
    whole.replenishes = false;
    ties_of(part).part_of = fork;
    ties_of(part).next_part = forks_[fork].first_part;
    forks_[fork].first_part = part;
    ready_.push_back(part);
  }
}

/// The last of those it waits for lets the whole go on; the others go to their ends alone.
void Engine::end_way(std::uint32_t index) {
  leave_carried(index);
  const std::uint32_t number = ties_of(index).part_of;
  Fork& fork = forks_[number];
  Entity& part = pool_[index];
  if (fork.whole != k_none) {
    Entity& whole = pool_[fork.whole];
    hand_aboard(index, fork.whole);
    whole.replenishes = whole.replenishes || part.replenishes;
    if (whole.declared < 0) {
      whole.declared = part.declared;
      whole.documents_at = part.documents_at;
    }
    if (--fork.awaited == 0) {
      enter_stay(whole);
      ++whole.step;
      ready_.push_back(fork.whole);
      fork.whole = k_none;
    }
  } else if (part.replenishes) {
    replenish(index, false);
  }
  std::uint32_t* link = &forks_[number].first_part;
  while (*link != index)
    link = &ties_of(*link).next_part;
  *link = ties_of(index).next_part;
  if (--forks_[number].alive == 0) forks_.remove(number);
  remove_part(index);
}

/// A part has done its way. A batch is turned away as a whole: its members are.
bool Engine::loosen(std::uint32_t index, bool turned_away) {
  if (pool_[index].is_part) {
    if (ties_of(index).part_of != k_none) {
      end_way(index);
    } else {
      depart_with(index, turned_away);
      remove_part(index);
    }
    return true;
  }
  depart_with(index);
  forget_origins(index);
  return false;
}

}  // namespace kouan::sim
