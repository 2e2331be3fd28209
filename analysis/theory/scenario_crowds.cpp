#include "analysis/theory/scenario_crowds.hpp"

#include <algorithm>
#include <cmath>
#include <variant>
#include <vector>

#include "analysis/theory/birth_death.hpp"
#include "analysis/theory/infinite_servers.hpp"
#include "analysis/theory/stage_arrivals.hpp"
#include "analysis/theory/stage_obstacles.hpp"
#include "analysis/theory/step_obstacles.hpp"

namespace kouan::analysis::theory {
namespace {

using models::ProcessStep;
using models::Scenario;

/// The steps of the class that take time or make it wait.
std::vector<const ProcessStep*> steps_in_time(const Scenario& scenario, std::size_t c) {
  std::vector<const ProcessStep*> out;
  const models::Process* process = models::process_of(scenario, scenario.classes[c]);
  if (process == nullptr) return out;
  for (const ProcessStep& step : process->steps) {
    const bool is_timeless = std::holds_alternative<models::Cleared>(step.what) ||
                             std::holds_alternative<models::ReachBorder>(step.what) ||
                             std::holds_alternative<models::Declare>(step.what) ||
                             std::holds_alternative<models::Release>(step.what);
    if (!is_timeless) out.push_back(&step);
  }
  return out;
}

bool is_steady_poisson(const sim::Model& model, std::size_t c) {
  Obstacles why = obstacles_on_way(model, c);
  forget_steps(why);
  return why.empty() && model.classes[c].at_start == 0 && long_run_rate_per_s(model, c) > 0;
}

/// When most are inside, where the one drive is exponential.
std::optional<PeakInside> peak_of(const sim::CyclicRate& cycle, const sim::Distribution& drive_s) {
  if (!is_exponential(drive_s)) return {};
  const double period_s = sim::to_seconds(cycle.period);
  const Peak peak =
      present_peak({cycle.base_per_s, cycle.amplitude_per_s, period_s}, drive_s.mean());
  // There the rate is highest a quarter of the period after the start.
  const double at_s = peak.time - period_s / 4 + sim::to_seconds(cycle.peak);
  return PeakInside{at_s - period_s * std::floor(at_s / period_s), peak.present};
}

/// The meeting that is all that the class comes for.
const models::Gathering* only_meeting(const Scenario& scenario, std::size_t c) {
  const std::vector<const ProcessStep*> steps = steps_in_time(scenario, c);
  const auto* gather = steps.size() == 1 ? std::get_if<models::Gather>(&steps[0]->what) : nullptr;
  if (gather == nullptr || !gather->steps.empty() || gather->patience_s || gather->has_otherwise)
    return nullptr;
  for (const models::Gathering& point : scenario.gatherings)
    if (point.id == gather->at && point.is_meeting()) return &point;
  return nullptr;
}

/// One of each of two classes, which leave at once and each by itself; so many of both may wait.
bool is_pairing(const models::Gathering& g) {
  const bool has_rules = !g.alike.empty() || !g.onto.empty() || !g.into.empty() || g.every_s > 0 ||
                         !g.opening.empty() || g.within_s || g.by != "place";
  return !has_rules && g.of.size() == 2 &&
         std::all_of(g.of.begin(), g.of.end(), [&](const auto& kind) {
           return kind.second == 1 && g.places.count(kind.first) > 0;
         });
}

/// The classes that come to the gathering, by whatever step.
std::vector<std::size_t> comers(const Scenario& scenario, const std::string& gathering) {
  std::vector<std::size_t> out;
  for (std::size_t c = 0; c < scenario.classes.size(); ++c) {
    const models::Process* process = models::process_of(scenario, scenario.classes[c]);
    if (process != nullptr && models::come_to_gathering(process->steps, gathering))
      out.push_back(c);
  }
  return out;
}

}  // namespace

void answer_travel(const Scenario& scenario, const sim::Model& model, std::size_t c,
                   WayAnswer& way) {
  const sim::ClassDef& source = model.classes[c];
  if (source.source != sim::SourceKind::cyclic || source.limit >= 0) return;
  if (source.cycle.period > model.horizon) return;  // the run has a part of a period alone
  if (obstacles_on_way(model, c) != Obstacles{Obstacle::rates_change}) return;
  const std::vector<const ProcessStep*> steps = steps_in_time(scenario, c);
  double stay_s = 0;
  for (const ProcessStep* step : steps) {
    const auto* travel = std::get_if<models::Travel>(&step->what);
    if (travel == nullptr || travel->time_s.attribute >= 0) return;
    stay_s += travel->time_s.mean();
  }
  if (stay_s <= 0) return;
  way.standing = Standing::exact;
  way.model = QueueModel::nobody_waits;
  way.why.clear();
  way.sojourn_s = stay_s;
  way.per_s = source.cycle.base_per_s;
  way.in_system = *way.per_s * stay_s;
  if (steps.size() == 1)
    way.peak = peak_of(source.cycle, std::get<models::Travel>(steps[0]->what).time_s);
}

void answer_pairing(const Scenario& scenario, const sim::Model& model, std::size_t c,
                    WayAnswer& way) {
  const models::Gathering* meeting = only_meeting(scenario, c);
  if (meeting == nullptr || !is_pairing(*meeting)) return;
  const std::vector<std::size_t> both = comers(scenario, meeting->id);
  if (both.size() != 2) return;
  for (const std::size_t one : both) {
    const bool is_met = meeting->of.count(scenario.classes[one].id) > 0;
    if (!is_met || only_meeting(scenario, one) != meeting || !is_steady_poisson(model, one)) return;
  }
  const std::size_t other = both[0] == c ? both[1] : both[0];
  const auto places = [&](std::size_t one) {
    return static_cast<int>(meeting->places.at(scenario.classes[one].id));
  };
  const PairingFigures q = pairing(long_run_rate_per_s(model, c), long_run_rate_per_s(model, other),
                                   places(c), places(other));
  way.standing = Standing::exact;
  way.model = QueueModel::pairing;
  way.why.clear();
  way.per_s = q.pairs;
  way.sojourn_s = q.first_wait;
  way.in_system = q.first_in_queue;
  way.turned_away_share = q.first_refused;
}

}  // namespace kouan::analysis::theory
