// Steps that could not be read, which the checks of the others must not stumble over.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "models/language/reader.hpp"

namespace kouan::models {

class StepsGaps {
 public:
  /// `path` is that of the steps of a process, which have been read.
  StepsGaps(const language::Reader& reader, const std::string& path)
      : errors_(reader.errors_below(path)) {}

  /// Whether the step at the path could not be read whole. Errors in lists of steps inside it are
  /// of those steps.
  bool is_gap(const std::string& at) const;

  /// The number of steps of the list up to the first after the i-th that is a gap.
  std::size_t known_from(const language::Node& list, const std::string& path, std::size_t i) const;

 private:
  std::vector<std::string> errors_;  ///< their paths
};

}  // namespace kouan::models
