// All compiled processes of a small system together, as far as its Markov chain can follow them:
// several classes and fleets, chance, those turned away.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/theory/stage_profile.hpp"
#include "sim/program.hpp"

namespace kouan::analysis::theory {

/// A class that comes, or goes round.
struct SystemSource {
  std::size_t entity_class = 0;
  double rate_per_s = 0;    ///< 0 of a fleet
  int fleet = 0;            ///< vehicles; 0 of those who come from outside
  std::uint32_t first = 0;  ///< the step at which it comes to the others
  double before_s = 0;      ///< mean drive before that
};

/// One of those who wait alike: which it is, chance tells when it is served.
struct LikelyStep {
  std::uint32_t step = 0;
  double probability = 0;
};

struct SystemResource {
  std::uint32_t number = 0;  ///< in the model
  int servers = 0;
  std::int64_t queue_places = -1;  ///< -1: any number
  int levels = 1;                  ///< of urgency
};

struct SystemProgram {
  std::vector<SystemSource> sources;
  std::vector<SystemResource> resources;
  bool is_open_ended = false;  ///< any number may wait where they come in

  // By step of the model.
  std::vector<std::uint32_t> class_of;  ///< k_none where no step of those who come
  std::vector<std::uint32_t> work;      ///< number of the place where time is spent; k_none else
  std::vector<double> rate_per_s;       ///< of that time
  std::vector<char> is_after_all;       ///< travel behind which nobody meets anybody
  std::vector<double> chance;           ///< of a branch, given that those before were not taken
  std::vector<std::uint32_t> waits_as;  ///< step for which one counts while it waits there
  std::vector<std::vector<LikelyStep>> among;  ///< of such a step: all who count for it

  std::vector<std::uint32_t> place_of;  ///< by resource of the model: in `resources`
  std::size_t places_of_work = 0;
};

/// Nothing where anything is not as `system_chain` needs it.
std::optional<SystemProgram> system_program(const sim::Model& model);

}  // namespace kouan::analysis::theory
