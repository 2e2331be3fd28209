// What queueing theory says of a scenario before any run: which stages are queues with a known
// answer, exactly or nearly, what the answer is, and why there is none elsewhere. All values are
// long-run means: a run that begins empty comes to them with time only. See docs/methods/theory.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/theory/stage_profile.hpp"

namespace kouan::analysis::theory {

enum class Standing : std::uint8_t {
  exact,
  approximate,  ///< a formula is used where its conditions do not hold
  none,         ///< no formula is known here
};

/// Which theory an answer comes from.
enum class QueueModel : std::uint8_t {
  none,
  exponential,       ///< M/M/c
  general,           ///< M/G/1
  constant_service,  ///< M/D/c
  batch_arrivals,    ///< M^[X]/G/1, M^[X]/M/c
  renewal_arrivals,  ///< GI/M/c
  sharing,           ///< M/G/1 or M/M/c of which all present have a share
  loss,              ///< Erlang's loss system, M/G/c/c
  limited,           ///< M/M/c/K
  abandonment,       ///< M/M/c+M
  any_patience,      ///< M/M/c+G
  limited_patience,  ///< M/M/c/K+G
  priority,          ///< work in hand is finished
  preemption,        ///< it is broken off
  breakdowns,
  vacations,
  batches,          ///< M/M^[a,b]/1
  daily_gate,       ///< M/M/c that is open for part of every day
  closed_network,   ///< a fleet's round, mean value analysis
  closed_fleets,    ///< of several fleets that meet, convolution
  mixed_network,    ///< fleets and classes from outside that share stages, convolution
  markov_chain,     ///< of all that holds or is held together
  fork_join,        ///< checks side by side, each with its own M/M/1 queue
  shortest_lane,    ///< M/M/1 lanes of which the shortest is joined
  polling,          ///< a lane that alternates, each direction until nobody is left
  timetable,        ///< departures by timetable take those who are there
  consolidation,    ///< a batch leaves by number, or by time since the first
  pairing,          ///< one of either kind wait for each other
  nobody_waits,     ///< M(t)/M/inf: all are on their way
  several_servers,  ///< GI/G/c by Allen and Cunneen, arrivals by Whitt's network analyser
  product_form,     ///< system: an open network of Jackson's kind
  stage_by_stage,   ///< system: the sum over its stages
};

/// Whatever is known; SI units.
struct StageFigures {
  std::optional<double> utilisation;  ///< busy servers / servers; of the open time
  std::optional<double> blocked;      ///< servers kept without work / servers
  std::optional<double> down;         ///< broken down or on vacation / servers
  std::optional<double> wait_share;   ///< of those taken in, who have to wait
  std::optional<double> wait_s;       ///< mean wait of those served; where it opens and closes
                                      ///< an approximation counts open time only. Not known with
                                      ///< preemption: results count the first wait alone
  std::optional<double> sojourn_s;    ///< the same with the time a server is held
  std::optional<double> in_queue;     ///< mean number waiting
  std::optional<double> in_system;    ///< waiting or at a server
  std::optional<double> turned_away_share;  ///< of those who come: refused, or out of patience
  std::optional<double> served_per_s;
};

/// What one class meets where classes don't meet the same.
struct ClassFigures {
  std::string entity_class;
  std::optional<double> wait_s;  ///< of the same meaning as that of the stage
  double sojourn_s = 0;
};

/// One stage or yard that somebody comes to.
struct StageAnswer {
  std::string stage;
  Standing standing = Standing::none;
  QueueModel model = QueueModel::none;
  std::string notation;  ///< "M/M/3"; empty without an answer
  Obstacles why;         ///< why it is not exact
  StageFigures figures;
  std::vector<ClassFigures> classes;
  Obstacles why_not_by_class;  ///< why `figures` are of all together alone, though classes differ
};

/// When in each period of arrivals along a sine most are inside, from the start of the run, and how
/// many on average.
struct PeakInside {
  double at_s = 0;
  double inside = 0;
};

/// The whole way of one class.
struct WayAnswer {
  std::string entity_class;
  Standing standing = Standing::none;
  QueueModel model = QueueModel::none;
  Obstacles why;
  std::optional<double> sojourn_s;          ///< from arriving to leaving; a fleet's cycle
  std::optional<double> in_system;          ///< mean number inside
  std::optional<double> per_s;              ///< vehicles that go through, or cycles
  std::optional<double> turned_away_share;  ///< of those who come, or of a fleet's rounds: leave
                                            ///< before the end
  std::optional<PeakInside> peak;
  std::optional<double> capacity_per_s;  ///< that go through when there are always some waiting
};

struct ScenarioTheory {
  std::vector<StageAnswer> stages;  ///< in file order, those alone that somebody comes to
  std::vector<WayAnswer> ways;      ///< in the order of the classes, those alone that come
};

/// `graph`, `traffic` and `model` are those of `scenario`, the model compiled with demand as given.
ScenarioTheory theory_of(const models::Scenario& scenario, const models::ProcessGraph& graph,
                         const Traffic& traffic, const sim::Model& model);

}  // namespace kouan::analysis::theory
