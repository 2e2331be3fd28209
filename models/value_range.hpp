// Values that nobody knows exactly: the range that a scenario states beside a value, and the
// scenario with the value at either end of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/scenario.hpp"

namespace kouan::models {

enum class RangeEnd { low, high };

/// A value with the range in which the scenario says that it lies.
struct RangedValue {
  std::string path;  ///< "stages.mn-exit.service"
  Grade grade = Grade::none;
  std::string low;  ///< ends as written: "2 min"; of what is counted whole numbers
  std::string high;
  double low_si = 0;  ///< the same in SI
  double high_si = 0;

  const std::string& at(RangeEnd end) const { return end == RangeEnd::low ? low : high; }
  double at_si(RangeEnd end) const { return end == RangeEnd::low ? low_si : high_si; }
};

/// Whether a flow of goods is nothing at that end: then the traffic that it makes is not there.
bool is_no_flow(const RangedValue& value, RangeEnd end);

/// The value at this path as the scenario writes it; null where it has none with a provenance.
const Provenance* find_value(const Scenario& scenario, const std::string& path);

/// The value at this path with its range. None where it has no range, or one whose ends are the
/// same; of what is counted where the range has not two whole numbers (of servers and places 1 or
/// more); of how the run is made and of levers, which are no values of the port.
std::optional<RangedValue> ranged_value(const Scenario& scenario, const std::string& path);

/// All of them, in the order in which they were read; of an amount that a lever shifted only what
/// it is shifted to, since the range of what is left follows from that.
std::vector<RangedValue> ranged_values(const Scenario& scenario);

/// The scenario read again with the value at an end of its range, all else as its files say. Of a
/// distribution the whole is scaled until its mean is there, as a lever's `scale` does. Hours of
/// one span a day close earlier or later, to the minute inside the range, and open earlier where
/// the day is too short for that. Of shares of a choice that make 100 % the others give way in
/// proportion; of an amount that a lever shifted, what it was taken from keeps the difference. None
/// where that is no scenario (shares above 100 %, more shifted than there is), where the value
/// comes from a data file or an attribute or is several spans, where a later lever changed what was
/// shifted, or where the scenario was not read from files.
std::optional<Scenario> at_end(const Scenario& scenario, const RangedValue& value, RangeEnd end);

}  // namespace kouan::models
