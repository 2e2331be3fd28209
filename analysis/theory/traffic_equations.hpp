// Traffic equations: how often each place is visited, how long a server is held there, and what
// load that offers, from the routing alone and without any queueing.
#pragma once

#include <Eigen/Dense>

#include <string>
#include <vector>

#include "models/process_graph.hpp"
#include "models/scenario.hpp"
#include "sim/program.hpp"

namespace kouan::analysis::theory {

/// Visits v to each node of an entity that enters by `entry`: solves (I - P^T) v = e (Jackson 1957,
/// eq. 1). Routing P(i, j): probability of going on at j after i; rows sum to at most 1, the rest
/// leaves. Throws std::domain_error when some place that is entered has no way out.
Eigen::VectorXd visit_ratios(const Eigen::MatrixXd& routing, const Eigen::VectorXd& entry);

/// First and second moment of the total time from each node until leaving.
struct PassageMoments {
  Eigen::VectorXd mean;
  Eigen::VectorXd second;
};

/// Total time of an absorbing chain whose node i takes an independent time of moments `mean`,
/// `second`: (I - P) m = E[d] and (I - P) s = E[d^2] + 2 E[d] (P m) (Kemeny & Snell 1960, ch. 3,
/// with times as rewards).
PassageMoments passage_moments(const Eigen::MatrixXd& routing, const Eigen::VectorXd& mean,
                               const Eigen::VectorXd& second);

/// Mean and second moment of one holding [s, s^2].
struct Holding {
  double mean = 0;
  double second = 0;
  /// Squared coefficient of variation.
  double scv() const { return mean > 0 ? second / (mean * mean) - 1 : 0; }
};

/// All of it for the nodes of a process graph (same numbering).
struct Traffic {
  std::vector<double> visits;           ///< per entity of the node's class
  std::vector<double> visits_to_clear;  ///< of these, those before clearance (all, if it is never
                                        ///< cleared)
  std::vector<Holding> holding;     ///< of the server at stage and yard nodes, without any queueing
  std::vector<Holding> sojourn;     ///< per class: source to sink, without any queueing or closing
  std::vector<char> known_visits;   ///< that follow from the process alone; of the others `visits`
                                    ///< takes all ways out of a condition as alike, and everybody
                                    ///< as alone where others decide
  std::vector<char> known_holding;  ///< the same of what is held, and no time is an attribute's
};

/// Solves the traffic equations of every class.
Traffic solve_traffic(const models::ProcessGraph& graph);

/// The node, then all those at which its server or places are held too.
std::vector<std::size_t> held_meanwhile(const models::ProcessGraph& graph, std::size_t node);

/// Whether some who are at node `i`, or keep its place, are sent elsewhere meanwhile: they may hold
/// it for less than those whom the equations take as admitted.
bool sends_some_elsewhere(const models::ProcessGraph& graph, std::size_t i);

/// Expected arrivals of each class over the horizon [vehicles]: the integral of its rate; 0 for
/// closed fleets. `model` as compiled with demand as given.
std::vector<double> arrivals_of_classes(const sim::Model& model);

/// When a resource's servers are open for starting work.
struct OpenTime {
  double server_s = 0;         ///< integral of the number of open servers
  double any_s = 0;            ///< time with at least one open
  double server_openings = 0;  ///< number of (server, opening period) pairs
  double openings = 0;         ///< number of opening periods of the resource
  int most_servers = 0;
};

/// Within [from, to).
OpenTime open_time(const sim::ResourceDef& resource, sim::Micros from, sim::Micros to);

/// Time for which places are held that does not follow from the routing: a load leaves it out, and
/// the true one is higher, or may be.
struct UncountedTime {
  bool documents = false;  ///< waiting for them
  bool others = false;     ///< waiting for a batch or an appointment
  bool hours = false;      ///< a stage inside is shut for part of the run
  bool queues = false;     ///< at stages inside
  bool beside = false;     ///< ways side by side
  bool sent = false;       ///< by those turned away, here or elsewhere, who then come here

  bool any() const { return documents || others || hours || queues || beside || sent; }
};

/// "documents", ... as in the report's keys.
std::vector<std::string> names_of(const UncountedTime& uncounted);

/// Load offered to one stage, yard or store by the classes with arrivals of their own.
struct StageLoad {
  std::string stage;
  bool is_store = false;
  OpenTime open;              ///< none of a store
  double visits = 0;          ///< over the horizon
  double mean_holding_s = 0;  ///< per visit, over all classes; what is held over nested steps
                              ///< included; 0 for a store
  UncountedTime uncounted;    ///< of what is held: `load` is at least so high
  bool turns_away = false;    ///< all who come may be refused or give up: the queue stays finite
  bool is_assumed = false;    ///< conditions decide who comes: all ways out of one taken as alike
  bool counts_turned_away = false;  ///< in `load`, though not in `least_load`: some who may have
                                    ///< been turned away at an earlier place
  double load = 0;  ///< offered work / open server time, or offered load / removal; repairs and
                    ///< stoppages taken off in the mean, batches full; infinite if never open, or
                    ///< never emptied, yet visited
  /// The same over open server time and all work that can be in hand at closing, in expectation, as
  /// in the capacity bound (docs/methods/capacity-bound.md), of what comes at least, whoever is
  /// turned away before: above 1 the queue grows for sure; at 1 or below, with `load` above, it may
  /// keep up. Where all come and nothing is finished after closing: `load`.
  double least_load = 0;
  std::vector<double> load_by_class;
  /// Fleets alone come here: they come as often as the port lets them, so that no load is offered.
  bool is_of_fleets = false;
  /// The same in the calendar month where `least_load` is highest, if that is above 1, else `load`:
  /// demand has seasons, and a year's mean below 1 doesn't keep a queue from growing for weeks.
  double worst_month_load = 0;
  double worst_month_least_load = 0;  ///< `least_load` in that month
  std::string worst_month;            ///< "2023-07"
};

/// What a load says of the queue. Whoever tells of loads asks here, so that all say the same.
enum class Judgement {
  unknown,     ///< conditions decide who comes
  never_open,  ///< and somebody may come
  grows,       ///< more comes than can be done, whoever is turned away before
  may_grow,    ///< above 1 only with those who may have been turned away before
  full_hours,  ///< it keeps up only as far as work is finished after closing
  keeps_up
};

Judgement judged(const StageLoad& load);
Judgement judged_in_worst_month(const StageLoad& load);

/// Whether those who wait there may be held up without end: what comes behind is then not known.
bool may_hold_up(const StageLoad& load);

/// Stages: sum over classes lambda_c v_cj E[S_cj] / open servers, as a time average over the open
/// hours. Stores: sum over classes lambda_c v_cj payload_c / removal. One entry per scenario.stages
/// and then scenario.stores, in their orders; `model` has the same.
std::vector<StageLoad> offered_loads(const models::Scenario& scenario,
                                     const models::ProcessGraph& graph, const Traffic& traffic,
                                     const sim::Model& model);

}  // namespace kouan::analysis::theory
