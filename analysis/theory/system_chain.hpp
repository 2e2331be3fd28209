// A small system as a whole, exactly, by its Markov chain: classes and fleets that meet, of which
// some are turned away, wait by turns or hold places together, where no formula holds.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/theory/stage_profile.hpp"
#include "sim/program.hpp"

namespace kouan::analysis::theory {

/// One resource in the long run.
struct SystemStage {
  std::size_t resource = 0;  ///< of the model
  int servers = 0;
  double in_queue = 0;       ///< mean number waiting, before a full queue too
  double held = 0;           ///< mean servers held, kept ones included
  double kept = 0;           ///< of these, by those whose work is done
  double begun_per_s = 0;    ///< who ask for it and have it, at once or in the end
  double refused_per_s = 0;  ///< who ask for it and are turned away
};

/// One class in the long run.
struct SystemWay {
  std::size_t entity_class = 0;
  double come_per_s = 0;            ///< of a fleet: rounds begun
  double per_s = 0;                 ///< that go through to the end
  double turned_away_per_s = 0;     ///< that leave otherwise
  double in_system = 0;             ///< mean number inside
  std::optional<double> sojourn_s;  ///< of those that go through; unknown where others have been
                                    ///< inside for some time too before they are turned away
};

struct SystemFigures {
  std::vector<SystemStage> stages;
  std::vector<SystemWay> ways;
};

/// The stationary distribution of the chain that the engine's rules make of the compiled programs
/// (Stewart 1994, ch. 2.3.1). Nothing where they are not of this kind, with `too_large` in `why` if
/// that alone is the reason: all classes Poisson of constant rate, one at a time, or closed fleets;
/// exponential times, but for drives before all else and after all else, which may take any time,
/// as may all times under complete sharing (`is_complete_sharing`);
/// resources always open, first come first served within levels of urgency; `seize` and `within`
/// that wait, or turn away by the number waiting; several places at once only where nobody waits
/// for them; chance and conditions on numbers at resources; no more than 7,000 states. Any number
/// may wait where classes come in, not elsewhere.
std::optional<SystemFigures> system_chain(const sim::Model& model, Obstacles& why);

}  // namespace kouan::analysis::theory
