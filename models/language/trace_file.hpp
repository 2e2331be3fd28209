// Observed arrivals as a CSV file: a column of times, then what is known of each vehicle.
#pragma once

#include <string>
#include <vector>

#include "models/language/quantity.hpp"

namespace kouan::models::language {

struct TraceColumn {
  std::string name;
  const Dimension* dimension = nullptr;
};

/// `values` row by row, a value a column, in SI.
struct TraceTable {
  std::vector<double> times_s;  ///< ascending, from the start of the run on
  std::vector<TraceColumn> columns;
  std::vector<double> values;
  std::string file;  ///< path
  std::string data;  ///< all of it as text, so that the scenario's hash covers it
};

/// Reads a file whose header is "time [UNIT]", then any number of "NAME [UNIT]" or, for bare
/// numbers, "NAME". Rows in order of time.
Parsed<TraceTable> read_trace(const std::string& path, const std::string& name);

}  // namespace kouan::models::language
