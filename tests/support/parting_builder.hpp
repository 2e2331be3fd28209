// Adds steps in which entities part and meet to models built by hand.
#pragma once

#include <functional>
#include <vector>

#include "tests/support/model_builder.hpp"

namespace kouan::test {

/// Parts go the ways at once; `needed` of them are awaited. Each way adds its own steps.
inline void fork(ModelBuilder& b, const std::vector<std::function<void()>>& ways,
                 std::uint32_t needed) {
  sim::Model& model = b.model();
  const auto number = static_cast<std::uint32_t>(model.forks.size());
  model.forks.emplace_back();
  b.add(sim::StepKind::fork, number);
  model.steps.back().ledger = sim::LedgerLayout::parts;
  const std::uint32_t jump = b.next_step();
  b.add(sim::StepKind::jump);
  sim::ForkDef def;
  def.needed = needed;
  for (const auto& way : ways) {
    def.ways.push_back(b.next_step());
    way();
    b.add(sim::StepKind::end_way);
  }
  model.forks[number] = def;
  model.steps[jump].a = b.next_step();
}

inline std::uint32_t gathering(ModelBuilder& b, sim::GatheringDef def) {
  b.model().gatherings.push_back(std::move(def));
  return static_cast<std::uint32_t>(b.model().gatherings.size() - 1);
}

/// Waits at the gathering as one of `kind`; a carrier does what `inner` adds, if anything.
inline void gather(ModelBuilder& b, std::uint32_t number, std::uint32_t kind = 0,
                   const std::function<void()>& inner = {}, bool as_whole = false) {
  sim::Model& model = b.model();
  const std::uint32_t cell =
      sim::LedgerLayout::gathering_cell(model.resources.size(), model.stores.size(), number);
  const std::uint32_t first = b.next_step();
  b.add(sim::StepKind::gather, number);
  model.steps[first].limit = kind;
  model.steps[first].level = as_whole ? 1 : 0;
  model.steps[first].ledger = cell + sim::LedgerLayout::gathering;
  b.add(sim::StepKind::ride);
  model.steps[first + 1].ledger = cell + sim::LedgerLayout::aboard;
  if (inner) {
    model.steps[first + 1].c = b.next_step();
    inner();
    b.add(sim::StepKind::disband);
  }
  model.steps[first + 1].a = b.next_step();
}

/// `count` entities of class `into` leave.
inline void split(ModelBuilder& b, std::uint32_t into, const sim::Distribution& count) {
  b.add(sim::StepKind::split, into);
  b.model().steps.back().probability = 1;  // of the load
  b.model().distributions.push_back(count);
  b.model().steps.back().b = static_cast<std::uint32_t>(b.model().distributions.size() - 1);
  b.model().steps.back().purpose = sim::name_hash("split");
}

/// `count` of them leave, with this share of the load in all.
inline void split_share(ModelBuilder& b, std::uint32_t into, double count, double share) {
  split(b, into, sim::constant(count));
  b.model().steps.back().probability = share;
}

/// A class that only others make.
inline void made(ModelBuilder& b, const std::string& name) {
  b.at_start(name, 0);
  b.model().classes.back().source = sim::SourceKind::processes;
  b.payload(sim::constant(0));
}

}  // namespace kouan::test
