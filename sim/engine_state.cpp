#include "sim/engine_state.hpp"

#include <algorithm>

namespace kouan::sim {
namespace {

std::vector<RecursiveWay> ways_of(const Model& model, const RunOptions& options) {
  if (options.events_only || options.trace != nullptr) return {};
  return recursive_ways(model);
}

std::optional<Model> early(const Model& model, const std::vector<RecursiveWay>& ways) {
  if (std::all_of(ways.begin(), ways.end(), [](const RecursiveWay& way) { return way.is_whole; }))
    return {};
  return ending_early(model, ways);
}

}  // namespace

EngineState::EngineState(const Model& model, const RunOptions& options)
    : ways_(ways_of(model, options)),
      early_(early(model, ways_)),
      model_(early_ ? *early_ : model),
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
