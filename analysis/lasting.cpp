#include "analysis/lasting.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kouan::analysis {

namespace {

/// Whether the store is what holds loads up: it was full, and at the end not for longer since than
/// it took within the window until it was full again. One that was full at first and then has room
/// throughout limits nothing, and what it loses is no capacity.
bool holds_up(const sim::StoreResult& store) {
  return store.was_full && store.since_full_s <= store.longest_not_full_s;
}

/// Of one class in stores that hold up [kg].
struct InStores {
  double put_kg = 0;     ///< unloaded
  double growth_kg = 0;  ///< its part of what their levels gained, as it unloaded
};

InStores in_stores(const sim::RunResult& run, std::size_t class_index) {
  InStores out;
  for (const sim::StoreResult& store : run.stores) {
    const double all = std::accumulate(store.put_kg.begin(), store.put_kg.end(), 0.0);
    if (!holds_up(store) || !(all > 0)) continue;
    out.put_kg += store.put_kg[class_index];
    out.growth_kg += store.growth_kg * store.put_kg[class_index] / all;
  }
  return out;
}

}  // namespace

double share_that_lasts(const sim::RunResult& run, std::size_t class_index, double days) {
  const sim::ClassResult& c = run.classes[class_index];
  const double left = c.cleared <= c.cleared_left
                          ? 1
                          : static_cast<double>(c.cleared_left) / static_cast<double>(c.cleared);
  const InStores stored = in_stores(run, class_index);
  if (!(stored.put_kg > 0) || !(c.cleared_kg > 0)) return left;
  double lasts_kg = c.cleared_kg * left;
  // Where all its loads go there, those on their way to the store and back at both ends of the
  // window are no pile: they are fewer than pass in a day.
  const double day_kg = c.cleared_kg / days;
  const bool is_all = std::abs(stored.put_kg - c.cleared_kg) <= day_kg;
  if (is_all && lasts_kg >= stored.put_kg - day_kg) lasts_kg = stored.put_kg;
  return std::max(0.0, lasts_kg - stored.growth_kg) / c.cleared_kg;
}

}  // namespace kouan::analysis
