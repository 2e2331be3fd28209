// How goods part between a road and the railway beside it: the rules as arithmetic, with the times
// that runs have given.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/mode_split.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

enum class SplitRule : std::uint8_t {
  stated,          ///< the amount or share that the lever states
  share,           ///< a share of the demand, whatever its size
  capacity_first,  ///< the railway is filled first, the road takes the rest
  price_and_time,  ///< each tonne chooses by generalised cost; times come from runs
};

/// "stated", "share", "capacity-first", "price-and-time", in the order above.
const std::vector<std::string>& split_rule_words();
/// Nothing for another word.
std::optional<SplitRule> parse_split_rule(const std::string& word);

/// Mean time of a tonne in the port, by mode [h]; NaN of a mode that nobody took.
struct ModeTimes {
  double road_h = 0;
  double rail_h = 0;

  bool known() const { return !std::isnan(road_h) && !std::isnan(rail_h); }
};

/// Share of the goods that chooses rail by price and time: 1 / (1 + exp(s d)) with the sensitivity
/// s and the difference of generalised costs d, rail over road: price, time at its value, and what
/// road is preferred by (binary logit; Ortuzar and Willumsen 2011, chapter 7).
double chosen_share(const models::ModeSplit& split, const ModeTimes& times);

/// A mode that nobody takes has no time to choose by: shares that are asked for times lie this far
/// from 0 and 1.
inline constexpr double k_least_share = 0.01;
/// A share is a fixed point when what is chosen at its times differs by less [of the demand].
inline constexpr double k_settled = 0.01;
/// Rounds after which an unsettled search ends.
inline constexpr int k_most_rounds = 12;
/// New beginnings nearer the middle: from 1 % it takes six to get there.
inline constexpr int k_most_restarts = 6;

/// Search for the share that is chosen at the times to which it leads, by the method of successive
/// averages: the k-th step goes 1/k of the way (Robbins & Monro 1951; Sheffi 1985, chapter 12).
class SuccessiveAverages {
 public:
  explicit SuccessiveAverages(double start) : start_(start), share_(start) {}

  double start() const { return start_; }
  /// The share whose times are wanted next; at the end the result.
  double share() const { return share_; }
  /// `chosen`: what the rule gives at the times of share(), within its limits.
  void answer(double chosen);
  /// Instead of an answer where a mode was taken by nobody in the run, so that it has no time:
  /// begins anew twice as far from 0, or from 1 where `rail_came`. False where that is past the
  /// middle, or was done too often already: there is no such share.
  bool begin_nearer_the_middle(bool rail_came);
  /// Chosen less share() at its last answer.
  double change() const { return change_; }
  int rounds() const { return rounds_; }
  bool is_settled() const;
  bool is_done() const { return is_settled() || rounds_ >= k_most_rounds; }

 private:
  double start_;
  double share_;
  double change_ = 0;
  int rounds_ = 0;
  int restarts_ = 0;
};

/// A parameter of the choice with the ends of its range, and the share chosen there at given times.
struct ShareOverRange {
  std::string field;  ///< as in the lever file: "sensitivity"
  std::string value;  ///< as written, and so are the ends
  std::string low;
  std::string high;
  std::optional<double> at_low;  ///< share of rail; none: not known, for want of times
  std::optional<double> at_high;
};

/// What one replication chooses by.
struct Choosing {
  ModeTimes times;
  double most = 1;  ///< share that can go by rail

  /// No more can go by rail than is asked for times anyway: whatever the times, so much goes.
  bool is_set_by_limit() const { return most <= k_least_share; }
};

/// For each parameter of the lever's choice that has a range: what would be chosen at its ends at
/// these times (the mean over the replications), all else as it is. Not known where there are no
/// replications, or where a time or a limit that it takes is not.
std::vector<ShareOverRange> shares_over_ranges(const models::Scenario& scenario,
                                               const models::ModeSplit& split,
                                               const std::vector<Choosing>& replications);

}  // namespace kouan::analysis
