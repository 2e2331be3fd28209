// What the operating system refuses, in words for a planner.
#pragma once

#include <system_error>

#include "models/text.hpp"

namespace kouan::analysis {

/// Why the system refuses, by its number (errno): what happens to files and processes in both
/// languages, the rest in the system's own words.
models::Text reason_of(int error);

/// What could not be done, and why.
class SystemError : public std::system_error {
 public:
  SystemError(int error, const models::Text& what);
  /// "cannot write out/results.json: No space left on device".
  const models::Text& text() const { return text_; }

 private:
  models::Text text_;
};

}  // namespace kouan::analysis
