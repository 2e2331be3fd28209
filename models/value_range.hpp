// Values that nobody knows exactly: the range that a scenario states beside a value, and the
// scenario with the value at either end of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/scenario.hpp"

namespace kouan::models {

/// A value with the range in which the scenario says that it lies.
struct RangedValue {
  std::string path;  ///< "stages.mn-exit.service"
  Grade grade = Grade::none;
  std::string low;  ///< ends as written: "2 min"; of what is counted whole numbers
  std::string high;
  double low_si = 0;  ///< the same in SI
  double high_si = 0;
};

enum class RangeEnd { low, high };

/// The value at this path with its range. None where it has no range, or one whose ends are the
/// same; of what is counted (servers, places) where the range has not two whole numbers.
std::optional<RangedValue> ranged_value(const Scenario& scenario, const std::string& path);

/// All of them, in the order in which they were read.
std::vector<RangedValue> ranged_values(const Scenario& scenario);

/// The scenario read again with the value at an end of its range, all else as its files say. Of a
/// distribution the whole is scaled until its mean is there, as a lever's `scale` does; hours of
/// one span a day close earlier or later. None where that is no scenario (shares above 100 %, a
/// lane without servers), where the value comes from a data file or an attribute, or where the
/// scenario was not read from files.
std::optional<Scenario> at_end(const Scenario& scenario, const RangedValue& value, RangeEnd end);

}  // namespace kouan::models
