// The one way in which formulas refuse arguments that they don't hold for.
#pragma once

#include <stdexcept>

namespace kouan::analysis::theory {

/// Throws std::domain_error with the text `must` unless it `holds`. Conditions are written so that
/// a NaN fails them.
inline void require(bool holds, const char* must) {
  if (!holds) throw std::domain_error(must);
}

}  // namespace kouan::analysis::theory
