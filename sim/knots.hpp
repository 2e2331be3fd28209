// What has to be known of a model before it runs: which resources are taken together, and which
// resources and gatherings can knot, so that those who hold them, or are there, wait for each other
// for ever.
#pragma once

#include <vector>

#include "sim/program.hpp"

namespace kouan::sim {

/// On a ring of "holds this, asks for that".
struct Knots {
  std::vector<char> resources;  ///< without gatherings and batches
  /// With them: who waits at one asks for all that those may have to take who come to it.
  std::vector<char> resources_by_gathering;
  std::vector<char> gatherings;
};

/// What may knot. The programs say it: from each class's first step on, what may be held at each
/// step, over all ways. Rings are strong components (Tarjan 1972). On no ring there can be no
/// deadlock; on one there may be. A gathering that a clock lets go is on none. Who waits at a stage
/// that takes whole batches waits for others too.
Knots may_knot(const Model& model);

/// Finishes a model whose programs are complete: resources that are asked for together, sections,
/// and those that may knot become joint, their `seize` steps `take` steps; the lines before them
/// are numbered. Resources whose servers are told apart stay so. Throws std::invalid_argument where
/// one of those is asked for together with others, or a resource has more than 255 different lines.
void settle_joint_resources(Model& model);

}  // namespace kouan::sim
