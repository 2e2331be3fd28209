// The bottleneck, found by experiment: one more server at each stage and yard in turn, under demand
// far above capacity, paired on common random numbers against the unchanged saturated runs.
// Utilisation only guesses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analysis/estimate.hpp"
#include "analysis/samples.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

/// Something of which the port could have more: a stage, a yard, a section, a store, the room to
/// wait at a stage, or opening hours.
struct Place {
  std::string id;
  models::Text title;
  bool is_store = false;
  int hours = 0;                    ///< of opening hours: so many more a day; of all else 0
  std::int64_t waiting_places = 0;  ///< of the queue of the stage: so many more; of all else 0

  /// By which it is told from others: a stage and its queue have one id.
  std::string key() const { return waiting_places > 0 ? id + ".queue" : id; }
};

/// What one more server (or place) there adds; for a single track, a second one; for a store,
/// emptying it a tenth faster; for a queue that has an end, twice the room; for hours, closing so
/// much later.
struct Gain {
  Place place;
  PairedDifference per_year;  ///< saturated throughput with it, against without: tonnes, or
                              ///< vehicles where nobody brings a load
  std::vector<double> with;   ///< saturated throughput with it, by replication
  /// How much more of the place that is: open server time with it over without, minus 1; for a
  /// store the same of its removal, for hours of their open time, for a second track and for a
  /// queue 1. Infinite where there was none.
  double increment = 0;
  bool is_screened_out = false;    ///< given up after screening: it has those replications alone
  std::optional<Place> also = {};  ///< of two places with more at both: the other

  /// By which it is told from other gains of one search.
  std::string key() const { return also ? place.key() + "+" + also->key() : place.key(); }
};

struct Bottleneck {
  bool judged = true;            ///< false where so few replications leave open where it is
  std::optional<Place> place;    ///< none if no gain can be told from chance, or none is judged
  std::vector<Place> rivals;     ///< whose gains can't be told apart from that of `place`
  std::vector<Gain> gains;       ///< largest first
  std::vector<Gain> longer;      ///< of longer hours, as tried; these are no places and never rank
  std::vector<Gain> pairs;       ///< of two places at a time, tried where there is no `place`
  std::optional<Gain> together;  ///< of these the one that binds: only more at both adds anything
};

/// What more there brought; null if that was not tried.
const Gain* gain_at(const Bottleneck& found, const Place& place);

/// Places at which anybody waited in the saturated runs, those that are taken together with one in
/// whose queue somebody did, and stages shared by all who are there. Where nobody ever waited, more
/// would stand idle from beginning to end: the run would be the same, event by event. A section of
/// which models::can_have_more() says that there is none is left out.
std::vector<Place> bottleneck_candidates(const models::Scenario& scenario,
                                         const Samples& saturated);

/// Queues that have an end and were full in some saturated run, each with as many places again: one
/// more of many would hardly show. Where a queue was never full, more of it would change nothing.
std::vector<Place> queue_candidates(const models::Scenario& scenario, const Samples& saturated);

/// One and two more hours a day of what stages, yards and sections keep and what is not open round
/// the clock; the second hour where there is room for more than the first.
std::vector<Place> hours_candidates(const models::Scenario& scenario);

/// Two places at a time that may bind together: those that stand full, and nobody can pass one of
/// them without the other, so that more at one alone adds nothing (servers inside a yard of as many
/// places). Of the k_fullest_places whose share of open server time with work or with work done
/// that cannot go on is largest in the saturated runs, stores where anybody waited among them, all
/// pairs of which at least one is in `tried`, the places at which anybody waited: at most six. More
/// where nobody waits at either would change nothing.
inline constexpr std::size_t k_fullest_places = 4;
std::vector<std::pair<Place, Place>> pair_candidates(const models::Scenario& scenario,
                                                     const Samples& saturated,
                                                     const std::vector<Place>& tried);

/// How candidates are thinned out before the full number of replications is spent.
struct Screening {
  int replications = 3;
  std::size_t keep = 4;
};

/// Of pairs, which are few.
inline constexpr std::size_t k_kept_pairs = 2;

/// Keys of the screened places that deserve all replications: the largest `keep` gains, without
/// those that changed nothing at all.
std::vector<std::string> best_candidates(std::span<const Gain> screened, std::size_t keep);

/// Ranks the gains of places by mean; the bottleneck is the first of those not given up after
/// screening whose interval lies above 0, at 1 - 0.05 / number of gains, since the largest was
/// picked out of them (Bonferroni). Picked as it is, its gain is on average a little too large.
/// Others are its rivals where the difference of both, paired over the replications that both have,
/// can't be told from chance (an interruption leaves some with one less); those given up after
/// screening have too few to be asked.
///
/// Nothing is judged where the replications are too few for that: the first that is sure is less
/// for sure than another, which only a wide interval keeps from leading; or none is sure, and one
/// may for all that add k_effect_share of capacity.
Bottleneck rank_gains(std::vector<Gain> gains);

/// Puts the gains of pairs beside those of single places; a pair binds if its gain could lead by
/// the same rule, over single places and pairs since those had their chance first, and is more, for
/// sure, than that of either of its places alone.
void rank_pairs(std::vector<Gain> pairs, Bottleneck& bottleneck);

}  // namespace kouan::analysis
