// Where parts of one vehicle that go side by side come to the same stage: arrivals there depend on
// each other, and are no Poisson stream however each of the ways is come to.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/program.hpp"

namespace kouan::analysis::theory {

/// By resource.
struct MeetingParts {
  /// More than one of the ways side by side of a vehicle lead there, or one of them and what the
  /// vehicle does next, where it goes on before all ways are done.
  std::vector<char> directly;
  /// They do if vehicles go on from all stages that its parts come to, whoever's: what comes out of
  /// a stage depends on all who come there.
  std::vector<char> through_others;
};

/// `is_come_to`: by step, whether anybody comes there.
MeetingParts meeting_parts(const sim::Model& model, const std::vector<char>& is_come_to);

}  // namespace kouan::analysis::theory
