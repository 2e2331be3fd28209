// How many a saturated run keeps waiting at an entry, or on their way to its first place.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "models/process_graph.hpp"
#include "models/scenario.hpp"
#include "sim/engine.hpp"

namespace kouan::models {

/// No more are kept waiting where many are under way before their first server, or a clock lets go
/// all who wait: saturated runs hold sim::k_most_inside_saturated in all.
inline constexpr double k_most_stock_under_way = 0.9 * sim::k_most_inside_saturated;

/// Gatherings from which a clock lets go more at a time than a saturated run can keep waiting
/// there: the capacity that it tells may be too low.
std::vector<std::string> gatherings_short_of_stock(const Scenario& scenario);

/// Classes of whom more would have to be under way to their first server to keep it busy than a
/// saturated run can hold: the capacity that it tells may be too low.
std::vector<std::string> classes_short_of_stock(const Scenario& scenario);

/// Classes that come in at one place.
using EntryClasses = std::vector<std::size_t>;

struct Stock {
  double number = 0;
  bool may_grow = true;  ///< where it never comes to wait at a place
};

class SaturatedStock {
 public:
  explicit SaturatedStock(const Scenario& scenario, const std::vector<char>& endless);

  /// How many are kept there, of all its classes: a day of the demand, within limits; more where
  /// they are long under way, or gather, before they are served, so that the first server is never
  /// short of them; fewer where who comes back to it would meet them.
  Stock at(const EntryClasses& entry, double demand_per_day) const;

 private:
  std::optional<double> before_returns(const EntryClasses& entry) const;

  const Scenario& scenario_;
  ProcessGraph graph_;
  double least_;
};

}  // namespace kouan::models
