#include "sim/engine_state.hpp"

namespace kouan::sim {
namespace {

std::vector<RecursiveWay> ways_of(const Model& model, const RunOptions& options) {
  if (options.events_only || options.trace != nullptr) return {};
  return recursive_ways(model);
}

}  // namespace

EngineState::EngineState(const Model& model, const RunOptions& options)
    : model_(model),
      ways_(ways_of(model, options)),
      steps_(steps_of_events(model, ways_)),
      trace_(options.trace),
      draws_(options.seed, options.replication),
      resources_(model.resources.size()),
      capacity_period_(model.resources.size(), 0),
      lacks_(model),
      stores_(model.stores.size()),
      gatherings_(model.gatherings.size()),
      books_(model.books.size()),
      cells_per_class_(LedgerLayout::cells_per_class(model.resources.size(), model.stores.size(),
                                                     model.gatherings.size(), model.named_drives)),
      ledger_(2 * model.classes.size() * cells_per_class_, 0),
      has_bonds_(!model.gatherings.empty()) {}

}  // namespace kouan::sim
