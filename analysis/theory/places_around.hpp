// Stages at which nobody can wait, since the yards around them let no more in than they serve.
#pragma once

#include <vector>

#include "analysis/theory/stage_profile.hpp"

namespace kouan::analysis::theory {

/// Marks them in `own`: vehicles wait before those yards. Where parts of one vehicle meet, more
/// come than have places. Profiles must be complete otherwise.
void add_waits_for_places(const models::Scenario& scenario, const models::ProcessGraph& graph,
                          const Traffic& traffic, std::vector<StageProfile>& profiles);

}  // namespace kouan::analysis::theory
