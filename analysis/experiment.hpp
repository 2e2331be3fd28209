// An experiment: a base scenario and alternatives, replicated on common random numbers, as given
// and saturated, with the search for the bottleneck.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/bottleneck_ranges.hpp"
#include "analysis/capacity.hpp"
#include "analysis/clearance_ranges.hpp"
#include "analysis/estimate.hpp"
#include "analysis/range_screening.hpp"
#include "analysis/replicate.hpp"
#include "analysis/samples.hpp"
#include "analysis/validation.hpp"
#include "analysis/value_range.hpp"
#include "models/compile.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

/// The base or an alternative.
struct Variant {
  std::string id;  ///< "base", or the name given with --with
  models::Text title;
  models::Scenario scenario;
  /// Of a base: titles of the levers that the command line puts on top of the file. Empty: the file
  /// as it stands.
  models::Text with = {};
  /// Of an alternative that nobody proposes: what the base has and this takes away, in words. The
  /// report then tells what that brings.
  models::Text counterfactual = {};
  /// Of an alternative of several levers of which some are counterfactual: what the base has and
  /// these take away. It is told as any other, as a change from the base.
  models::Text undoes = {};
};

/// What is being run; for progress.
enum class Phase : std::uint8_t {
  runs,
  precision,
  bottleneck_screening,
  bottleneck,
  pairs,
  range,
  range_screening,
  range_movers,
  range_shared,
  range_bottleneck,
  clearance_screening,
  clearance_movers
};

struct ExperimentOptions {
  int replications = 10;
  std::optional<double> precision;  ///< relative; then `replications` is not used
  bool capacity = true;             ///< saturated runs and the bottleneck too
  bool value = false;               ///< all replications for every place, and longer hours too
  bool ranges = false;              ///< every value with a range at both of its ends too
  std::string trace;                ///< file for the events of the base's first run; empty: none
  ReplicateOptions replicate;       ///< seed, workers, signals
  std::function<void(Phase, const Progress&)> progress;
};

struct VariantOutcome {
  const Variant* variant = nullptr;
  std::unique_ptr<models::Compiled> compiled;  ///< as given
  std::unique_ptr<Samples> samples;
  std::unique_ptr<models::Compiled> saturated_model;
  std::unique_ptr<Samples> saturated;    ///< null without capacity runs
  std::optional<Bottleneck> bottleneck;  ///< empty without capacity runs or when interrupted
  /// Capacity over the range of what the base's bottleneck rests on, of an alternative over the
  /// same ends. Empty where that has no range, without a bottleneck of the base, when interrupted,
  /// and of an alternative that lacks the value or sets it itself.
  std::optional<CapacityRange> range;
  /// Of an alternative: capacity over the range of what its own bottleneck rests on, where that is
  /// another value than the base's, and the base's capacity over the same ends, where it has the
  /// value too.
  std::optional<CapacityRange> own_range;
  std::optional<CapacityRange> base_over_own_range;
  /// What else it rests on; of an alternative the values that the base has not so. Empty unless
  /// asked for, when interrupted, and with fewer than k_least_screening_replications.
  std::optional<RangeScreening> screening;
  /// Of an alternative: what those values of the base do to it that move the base's capacity most
  /// and that it has just so, but for those of the ranges above.
  std::optional<RangeScreening> shared_screening;
  /// Of the base: at which ends of ranges its bottleneck is elsewhere. Empty unless ranges were
  /// tried, and where no single place is the bottleneck, others aside.
  std::optional<BottleneckOverRanges> bottleneck_over_ranges;
  /// What clearance under the given demand rests on; as `screening`, and of an alternative only
  /// where it has the main class.
  std::optional<ClearanceScreening> clearance;
};

/// An alternative whose runs could not be finished.
struct WithoutResults {
  const Variant* variant = nullptr;
  models::Text why;  ///< the first run that had to stop, and its cause
};

/// What came of asking for a precision.
struct PrecisionOutcome {
  double asked = 0;      ///< relative
  bool reached = false;  ///< at two looks one after the other
  double widest = 0;     ///< half-width / |mean| of the least precise response at the end
};

struct ExperimentOutcome {
  std::uint64_t seed = 1;
  bool asked_ranges = false;                    ///< what the figures rest on was asked for
  bool interrupted = false;                     ///< by a signal or a lost replication
  models::Text lost;                            ///< the replication that was lost; empty if none
  std::vector<models::Text> given_up;           ///< cases and places without results, and why
  std::optional<PrecisionOutcome> precision;    ///< empty when none was asked for
  std::vector<BrokenRun> broken;                ///< of all runs, whatever they were for
  std::vector<RetriedRun> retried;              ///< likewise
  std::vector<VariantOutcome> variants;         ///< the base first
  std::vector<WithoutResults> without_results;  ///< in the order in which they were asked for
  std::vector<ValidationOutcome> validation;
};

/// `variants` and `validation` must outlive the outcome.
ExperimentOutcome run_experiment(const std::vector<Variant>& variants,
                                 const std::vector<ValidationCase>& validation,
                                 const ExperimentOptions& options);

}  // namespace kouan::analysis
