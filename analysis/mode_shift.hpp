// A road port that gets a railway beside it: how much goes by rail under a rule, what that does to
// times on both, and from which demand on it saves time. Road alone and road with rail run on
// common random numbers.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/estimate.hpp"
#include "analysis/mode_split.hpp"
#include "analysis/replicate.hpp"
#include "analysis/validation.hpp"
#include "models/mode_split.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

/// What is being run; for progress.
enum class ShiftPhase : std::uint8_t { capacity, split, cases, sweep };

struct ModeShiftOptions {
  SplitRule rule = SplitRule::stated;
  double share = 0;   ///< of the rule `share`: 0 to 1
  bool sweep = true;  ///< runs over demand, for where time is saved
  int replications = 10;
  /// Observed cases of the port, held against runs of their own; null: none.
  const std::vector<ValidationCase>* cases = nullptr;
  ReplicateOptions replicate;  ///< seed, workers, signals
  std::function<void(ShiftPhase, const Progress&)> progress;
};

/// One mode: the classes of its flow.
struct ModeFigures {
  Estimate tonnes_per_year;   ///< cleared
  Estimate vehicles_per_day;  ///< that come; of rail trains, as many as their class counts for
  Estimate clearance_s;       ///< mean physical clearance of those cleared
  Estimate time_h;  ///< mean time in the port, the way back included, of all that came; who is
                    ///< still inside at the end counts with the time so far
};

/// What a split does at one demand.
struct SplitFigures {
  double demand_t_per_year = 0;  ///< of both modes together
  Estimate share;                ///< of the demand that goes by rail
  ModeFigures road_alone;        ///< without the railway
  ModeFigures road;
  ModeFigures rail;
  PairedDifference vehicles_per_day;  ///< on the road, with the railway less without
  PairedDifference clearance_s;       ///< of road vehicles, likewise
  PairedDifference time_h;            ///< mean over the tonnes of both modes, likewise
};

/// Where successive averages came to from one start.
struct FixedPoint {
  double start = 0;  ///< mean over the replications
  Estimate share;
  int rounds = 0;            ///< most of any replication
  double widest_change = 0;  ///< what is chosen at the times of the share, less the share
  bool is_settled = true;    ///< in every replication
  /// What the railway can be planned with sets the share in every replication, so that there was
  /// nothing to search for; then no rounds.
  bool is_set_by_limit = false;
};

/// Demand at which the railway begins to save time: between the last of the demands tried at which
/// that can't be said and the first from which on it can.
struct BreakEven {
  std::optional<double> not_yet_t_per_year;  ///< none: it saves time at every demand tried
  std::optional<double> saves_t_per_year;    ///< none: at no demand tried
};

/// Runs of one kind, and those of them in which some wait for what can't come any more: such a run
/// has results, of what passed before.
struct StandingRuns {
  int runs = 0;
  int of = 0;          ///< of all with results
  models::Text first;  ///< who, in the first of them
};

/// By whether the railway is there.
struct StandingByPort {
  StandingRuns road_alone;
  StandingRuns with_rail;
};

struct ModeShiftOutcome {
  models::ModeSplit split;
  SplitRule rule = SplitRule::stated;
  int replications = 0;  ///< asked for
  int finished = 0;      ///< at the demand of the file, without the railway and with it
  std::uint64_t seed = 1;
  PairedDifference capacity;  ///< saturated tonnes a year of the port, with the railway and without
  Estimate road_capacity;     ///< of the road's flow, without the railway
  Estimate rail_capacity;     ///< of the railway's
  /// False: the rule asks how much the railway can carry, and of some replication that is not
  /// known, since its saturated run was given up. Of `now` there is the demand alone, and no sweep.
  bool is_split_known = true;
  SplitFigures now;                    ///< at the demand of the file
  std::optional<FixedPoint> from_low;  ///< of price-and-time alone
  std::optional<FixedPoint> from_high;
  std::optional<PairedDifference> between_starts;  ///< of the two fixed points
  std::vector<ShareOverRange> over_ranges;
  std::vector<SplitFigures> sweep;  ///< by demand
  bool is_sweep_asked = false;
  bool has_no_levels = false;           ///< a sweep was asked for; its demands are shares of what
                                        ///< the road alone can carry, which is 0 or not known
  std::optional<BreakEven> break_even;  ///< none without a sweep, or where no demand of it has two
                                        ///< replications with results
  StandingByPort standing;              ///< of saturated runs
  StandingByPort standing_given;        ///< of runs at a given demand, the sweep's included
  /// By a signal or a lost replication: what was finished is there, no demand of the sweep by
  /// halves, and no `break_even` from a part of it, nor a choice of which only one search came to
  /// its end.
  bool interrupted = false;
  models::Text lost;
  std::vector<ValidationOutcome> cases;      ///< `of_base`: of the road alone
  std::vector<models::Text> cases_given_up;  ///< cases without results, and why
  std::vector<models::Text> given_up;        ///< runs without results, and why
  std::vector<BrokenRun> broken;

  /// On which what is told rests.
  int told_replications() const { return interrupted && is_split_known ? finished : replications; }
  /// Whether there is anything to tell: of what was interrupted before the demand of the file had a
  /// replication there is not.
  bool has_answer() const { return !interrupted || finished > 0 || !is_split_known; }
  /// Both starts come to the same share, within twice what counts as settled.
  bool agrees() const;
};

/// `road_alone` is the port without the lever that `split` belongs to, `with_rail` with it; both
/// must outlive the call.
ModeShiftOutcome run_mode_shift(const models::Scenario& road_alone,
                                const models::Scenario& with_rail, const models::ModeSplit& split,
                                const ModeShiftOptions& options);

/// How many demands a sweep tries at the least.
int least_demands_of_sweep();

/// Where the sign of the paired difference settles, of figures by rising demand.
BreakEven break_even(const std::vector<SplitFigures>& sweep);

}  // namespace kouan::analysis
