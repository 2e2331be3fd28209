// Whose time it is too: who is aboard spends it as its carrier does, and who waits for its parts as
// these do. The ledger itself books what everyone does by itself, and checks rest on that; what is
// told of a class differs from it by moves between its cells, so that sums stay as they are.
#include <algorithm>

#include "sim/engine.hpp"

namespace kouan::sim {

void Engine::open_told() {
  if (!has_bonds_) return;
  moves_.assign(ledger_.size(), 0);
  is_work_.assign(cells_per_class_, false);
  is_work_[LedgerLayout::moving] = true;
  for (std::uint32_t r = 0; r < resources_.size(); ++r)
    is_work_[LedgerLayout::resource_cell(r) + LedgerLayout::served] = true;
  const std::uint32_t first_drive =
      LedgerLayout::drive_cell(resources_.size(), stores_.size(), gatherings_.size(), 0);
  std::fill(is_work_.begin() + first_drive, is_work_.end(), true);
}

/// Whether what its parts do is told of it. A part that waits in the name of its whole has no
/// ledger that anybody reads.
bool Engine::awaits_parts(const Entity& entity) const {
  const Step& step = model_.steps[entity.step];
  return step.kind == StepKind::gather && step.level == 1 && !entity.is_part &&
         !model_.gatherings[step.a].parts.empty();
}

/// To be called as a stay ends, of whoever is in it.
void Engine::tell(const Entity& entity, const Stay& stay) {
  if (stay.from == stay.to || entity.ties == k_none) return;
  const Step& step = model_.steps[entity.step];
  if (step.kind == StepKind::ride) return;  // its carrier tells
  if (!awaits_parts(entity)) return tell_on(entity, stay);
  const std::vector<std::uint32_t>& classes = model_.gatherings[step.a].parts;
  std::vector<Stay> parts;
  for (const Stay& part : origins_[ties_[entity.ties].own].stays) {
    const bool is_awaited =
        std::find(classes.begin(), classes.end(), part.class_index) != classes.end();
    if (is_awaited && part.cell != stay.cell) parts.push_back(part);
  }
  for (const Stay& told : laid_over(stay, parts, is_work_)) {
    move(entity, stay.cell, told);
    tell_on(entity, told);
  }
}

/// Those aboard, and the whole that waits for this part.
void Engine::tell_on(const Entity& entity, const Stay& stay) {
  if (entity.ties == k_none) return;
  const std::uint32_t origin = ties_[entity.ties].origin;
  if (origin != k_none && origins_[origin].awaited > 0)
    origins_[origin].stays.push_back({stay.from, stay.to, stay.cell, entity.class_index});
  each_aboard(entity, [&](const Entity& member) {
    move(member, model_.steps[member.step].ledger, stay);
    tell_on(member, stay);
  });
}

void Engine::move(const Entity& entity, std::uint32_t from, const Stay& to) {
  WideMicros* cells = &moves_[std::size_t{account_of(entity)} * cells_per_class_];
  cells[from] -= to.to - to.from;
  cells[to.cell] += to.to - to.from;
}

/// From here on stays of its parts are kept.
void Engine::begin_awaiting(const Entity& entity) {
  if (awaits_parts(entity)) ++origins_[ties_[entity.ties].own].awaited;
}

void Engine::end_awaiting(const Entity& entity) {
  if (!awaits_parts(entity)) return;
  Origin& origin = origins_[ties_[entity.ties].own];
  if (--origin.awaited == 0) origin.stays.clear();
}

/// What is lacking to a carrier is lacking to those aboard.
void Engine::begin_lack(const Entity& entity, std::uint32_t needs) {
  lacks_.begin_wait(needs, account_of(entity), now_);
  each_aboard(entity, [&](const Entity& member) { begin_lack(member, needs); });
}

void Engine::end_lack(const Entity& entity, std::uint32_t needs) {
  lacks_.end_wait(needs, account_of(entity), now_);
  each_aboard(entity, [&](const Entity& member) { end_lack(member, needs); });
}

/// Of those who wait there: stays before hours begin or end are of one kind then.
void Engine::enter_waits(std::uint32_t resource) {
  const ResourceState& r = resources_[resource];
  for (const auto& [lines, offset] : {std::pair{&r.queue, LedgerLayout::waiting},
                                      std::pair{&r.before_queue, LedgerLayout::blocked}}) {
    for (const Line& line : *lines) {
      for (std::uint32_t i = line.head; i != k_none; i = pool_[i].next)
        enter_wait(pool_[i], resource, offset);
    }
  }
}

/// Everyone aboard is told of by a carrier, all the time.
bool Engine::tells_of_all_aboard() const {
  if (!has_bonds_) return true;
  for (std::uint32_t g = 0; g < gatherings_.size(); ++g) {
    const std::uint32_t first =
        LedgerLayout::gathering_cell(resources_.size(), stores_.size(), g) + LedgerLayout::aboard;
    for (std::size_t cell = first; cell < ledger_.size(); cell += cells_per_class_) {
      if (ledger_[cell] + moves_[cell] != 0) return false;
    }
  }
  return true;
}

/// Empty where it is the ledger itself.
std::vector<double> Engine::told_s(std::uint32_t account) const {
  std::vector<double> told;
  if (!has_bonds_) return told;
  const std::size_t first = std::size_t{account} * cells_per_class_;
  bool is_moved = false;
  for (std::size_t cell = first; cell < first + cells_per_class_; ++cell) {
    is_moved = is_moved || moves_[cell] != 0;
    told.push_back(to_seconds(ledger_[cell] + moves_[cell]));
  }
  if (!is_moved) told.clear();
  return told;
}

}  // namespace kouan::sim
