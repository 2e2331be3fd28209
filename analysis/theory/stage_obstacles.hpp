// The parts of a stage's profile that come from the compiled programs: rules of its queue, and what
// arrivals have been through before.
#pragma once

#include <vector>

#include "analysis/theory/stage_profile.hpp"

namespace kouan::analysis::theory {

/// Whether any of class `c` come.
bool comes(const sim::Model& model, std::size_t c);

bool is_visited_by(const StageProfile& profile, std::size_t c);

/// Whether all who ask for the stage are among the visits of its profile: else some are made of
/// others, or were turned away elsewhere, and nobody knows how many come.
bool are_all_counted(const sim::Model& model, const StageProfile& profile, std::size_t stage);

/// Whether class `c` puts its load into a store, which may be full.
bool puts_down(const sim::Model& model, std::size_t c);

/// What keeps the arrivals of class `c` from being Poisson of a constant rate from the outset.
Obstacles obstacles_at_source(const sim::Model& model, std::size_t c);

/// These, and what keeps theory from following the class to its end: documents that are waited for,
/// steps that theory knows nothing of.
Obstacles obstacles_on_way(const sim::Model& model, std::size_t c);

/// Fills `rules` from the steps that ask for servers; rules that differ between visits and servers
/// that are held while documents are waited for become obstacles.
void add_queue_rules(const sim::Model& model, std::vector<StageProfile>& profiles);

/// Fills `arrivals`: carries what disturbs Poisson arrivals along the ways of all classes until
/// nothing changes. What stands behind a stage disturbs nothing there. Profiles must be complete
/// otherwise.
void add_arrival_obstacles(const models::Scenario& scenario, const models::ProcessGraph& graph,
                           const sim::Model& model, std::vector<StageProfile>& profiles);

}  // namespace kouan::analysis::theory
