// What stops yaml-cpp from reading a file, in words that say what to do.
#pragma once

#include <yaml-cpp/exceptions.h>

#include <optional>
#include <vector>

#include "models/language/diagnostics.hpp"
#include "models/language/mended_text.hpp"

namespace kouan::models::language {

/// Why a text is no YAML. All marks are places of that text.
struct Fault {
  std::vector<Diagnostic> told;
  std::vector<WidePlace> wide{};  ///< characters in the place of what YAML needs, if that is why
  int line = 0;                   ///< on which it stands; 0: no part of the text can be told apart
  bool may_follow = false;        ///< it may come of something that was left out before
};

/// The same of characters that make it say something else.
Fault fault_of(const std::vector<WidePlace>& misleading);

/// What is open where the parser gave up.
struct OpenThere {
  std::optional<Mark> innermost{};    ///< where the innermost map or list begins
  std::optional<Mark> in_brackets{};  ///< the outermost {…} or […]
};

Fault fault_of(const YAML::Exception& problem, const SourceFile& file, Mark mark,
               const OpenThere& open);

}  // namespace kouan::models::language
