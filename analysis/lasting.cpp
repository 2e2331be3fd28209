#include "analysis/lasting.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/measures.hpp"
#include "sim/program.hpp"

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

/// Who have left of those cleared, 1 at most.
double share_left(const sim::ClassResult& c) {
  if (c.cleared <= c.cleared_left) return 1;
  return static_cast<double>(c.cleared_left) / static_cast<double>(c.cleared);
}

/// Of a class that brings `stored` to stores that hold up.
double share_removed(const sim::ClassResult& c, const InStores& stored, double days) {
  double lasts_kg = c.cleared_kg * share_left(c);
  // Where all its loads go there, those on their way to the store and back at both ends of the
  // window are no pile: they are fewer than pass in a day.
  const double day_kg = c.cleared_kg / days;
  const bool is_all = std::abs(stored.put_kg - c.cleared_kg) <= day_kg;
  if (is_all && lasts_kg >= stored.put_kg - day_kg) lasts_kg = stored.put_kg;
  return std::max(0.0, lasts_kg - stored.growth_kg) / c.cleared_kg;
}

bool is_held_up(const sim::ClassResult& c, const InStores& stored) {
  return stored.put_kg > 0 && c.cleared_kg > 0;
}

/// What lasts of the classes held up at stores that come in with this one, over what of them left.
double pace_of_entry(const sim::RunResult& run, const Window& window, std::size_t class_index) {
  if (window.entry[class_index] == sim::k_none) return 1;
  double lasts = 0, left = 0;
  for (std::size_t c = 0; c < run.classes.size(); ++c) {
    const sim::ClassResult& other = run.classes[c];
    const InStores stored = in_stores(run, c);
    if (window.entry[c] != window.entry[class_index] || !is_held_up(other, stored)) continue;
    const auto cleared = static_cast<double>(other.cleared);
    lasts += cleared * share_removed(other, stored, window.days);
    left += cleared * share_left(other);
  }
  return left > 0 ? lasts / left : 1;
}

}  // namespace

double share_that_lasts(const sim::RunResult& run, const Window& window, std::size_t class_index) {
  const sim::ClassResult& c = run.classes[class_index];
  if (run.stores.empty()) return share_left(c);
  const InStores stored = in_stores(run, class_index);
  if (is_held_up(c, stored)) return share_removed(c, stored, window.days);
  return share_left(c) * pace_of_entry(run, window, class_index);
}

}  // namespace kouan::analysis
