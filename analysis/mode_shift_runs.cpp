#include "analysis/mode_shift_runs.hpp"

#include <fmt/format.h>

#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/deadlock.hpp"
#include "analysis/experiment.hpp"
#include "analysis/measures.hpp"
#include "models/amounts.hpp"
#include "models/flows_behind.hpp"

namespace kouan::analysis {

namespace {

double value_of(const View& view, std::string_view measure) {
  return class_measures()[measure_index(class_measures(), measure)].value(view);
}

double ratio_of(double amount, double over) { return over > 0 ? amount / over : k_nan; }

/// Goods of one flow in a run, however many classes bring them in and carry them on.
ModeReply reply_of(const models::Scenario& scenario, const Window& window,
                   const sim::RunResult& run, const std::string& flow) {
  const std::vector<std::set<std::string>> behind = models::flows_behind(scenario);
  const double to_a_year = models::k_year_days / window.days / models::k_kg_per_t;
  ModeReply out;
  out.tonnes_per_year = 0;
  double arrived = 0, cleared = 0, clearance = 0;
  for (std::size_t c = 0; c < behind.size(); ++c) {
    const models::EntityClass& cls = scenario.classes[c];
    const bool brings = cls.flow == flow;
    if (!brings && behind[c] != std::set<std::string>{flow}) continue;
    const View view{run, scenario, window, c};
    out.tonnes_per_year += value_of(view, "tonnes_per_year");
    out.tonnes_came += run.goods[c].came_kg * to_a_year;
    out.tonne_hours += run.goods[c].inside_kg_s * to_a_year / models::k_hour_s;
    if (!brings) continue;
    const double through = value_of(view, "cleared");
    arrived += value_of(view, "arrived") * (cls.counts.trains > 0 ? cls.counts.trains : 1);
    cleared += through;
    if (through > 0) clearance += through * value_of(view, "physical_clearance_s.mean");
  }
  out.vehicles_per_day = arrived / window.days;
  out.clearance_s = ratio_of(clearance, cleared);
  return out;
}

models::Text label_of(const ShiftAsk& ask) {
  models::Text label{"road alone", "仅公路"};
  if (ask.with_rail)
    label = {fmt::format("road and rail, {:.1f} % by rail", ask.share * 100),
             fmt::format("公路与铁路，铁路占 {:.1f} %", ask.share * 100)};
  label.en += ask.saturated ? ", saturated" : fmt::format(" of {:.2f} Mt/yr", ask.demand_kg / 1e9);
  label.zh += ask.saturated ? "，饱和" : fmt::format("，{:.0f} 万吨/年", ask.demand_kg / 1e7);
  return label;
}

void set_annual(models::Scenario& scenario, const std::string& flow, double kg) {
  for (models::Flow& each : scenario.flows)
    if (each.id == flow) each.annual_kg = kg;
}

}  // namespace

double ModeReply::time_h() const { return ratio_of(tonne_hours, tonnes_came); }

double ShiftReply::time_h() const {
  return ratio_of(road.tonne_hours + rail.tonne_hours, road.tonnes_came + rail.tonnes_came);
}

ShiftRuns::ShiftRuns(const models::Scenario& road_alone, const models::Scenario& with_rail,
                     const models::ModeSplit& split, const ModeShiftOptions& options,
                     ModeShiftOutcome& outcome)
    : road_alone_(road_alone),
      with_rail_(with_rail),
      split_(split),
      options_(options),
      outcome_(outcome) {}

const ShiftRuns::Made& ShiftRuns::made(const ShiftAsk& ask) {
  const double share = ask.with_rail ? ask.share : 0;
  const auto key = std::tuple{ask.with_rail, ask.saturated, ask.demand_kg, share};
  const auto it = made_.find(key);
  if (it != made_.end()) return it->second;
  models::Scenario scenario = ask.with_rail ? with_rail_ : road_alone_;
  set_annual(scenario, split_.road, ask.demand_kg * (1 - share));
  if (ask.with_rail) set_annual(scenario, split_.rail, ask.demand_kg * share);
  const auto mode = ask.saturated ? models::DemandMode::saturated : models::DemandMode::as_given;
  models::Compiled compiled = models::compile(scenario, {mode, {}});
  compiled.model.tells_goods = true;
  return made_.emplace(key, Made{std::move(scenario), std::move(compiled), label_of(ask)})
      .first->second;
}

Lane ShiftRuns::lane_of(const ShiftAsk& ask, ShiftReply& reply) {
  const Made& made_one = made(ask);
  const bool with_rail = ask.with_rail;
  StandingByPort& ports = ask.saturated ? outcome_.standing : outcome_.standing_given;
  StandingRuns& standing = with_rail ? ports.with_rail : ports.road_alone;
  const auto take = [this, &made_one, &reply, &standing, with_rail](const sim::RunResult& run) {
    const Window window = observed_window(made_one.compiled);
    reply.is_known = true;
    reply.road = reply_of(made_one.scenario, window, run, split_.road);
    if (with_rail) reply.rail = reply_of(made_one.scenario, window, run, split_.rail);
    ++standing.of;
    if (!run.standing.empty() && standing.runs++ == 0)
      standing.first = standing_in_words(made_one.scenario, run.standing.front());
    const auto index = measure_index(port_measures(), "tonnes_per_year");
    reply.port_tonnes_per_year = port_measures()[index].value({run, made_one.scenario, window, 0});
  };
  const auto give_up = [this](const models::Text& why) { outcome_.given_up.push_back(why); };
  return {made_one.label, &made_one.compiled.model, take, give_up, with_rail ? "rail" : "road"};
}

std::vector<ShiftReply> ShiftRuns::run(ShiftPhase phase, const std::vector<ShiftAsk>& asks) {
  std::vector<ShiftReply> replies(asks.size());
  if (outcome_.interrupted) return replies;
  std::vector<Lane> lanes;
  std::vector<Job> jobs;
  for (std::size_t i = 0; i < asks.size(); ++i) {
    lanes.push_back(lane_of(asks[i], replies[i]));
    jobs.push_back({i, asks[i].replication});
  }
  ReplicateOptions replicate_options = options_.replicate;
  if (options_.progress)
    replicate_options.pool.progress = [&](const Progress& p) { options_.progress(phase, p); };
  replicate_options.broken = [this](const BrokenRun& run) { outcome_.broken.push_back(run); };
  const Replicated replicated = replicate(lanes, jobs, replicate_options);
  if (!replicated.lost.en.empty()) outcome_.lost = replicated.lost;
  outcome_.interrupted = replicated.interrupted || !replicated.lost.en.empty();
  made_.clear();
  return replies;
}

void ShiftRuns::run_cases() {
  if (outcome_.interrupted || options_.cases == nullptr || options_.cases->empty()) return;
  ExperimentOptions options;
  options.replications = options_.replications;
  options.capacity = false;
  options.replicate = options_.replicate;
  if (options_.progress)
    options.progress = [&](Phase, const Progress& p) { options_.progress(ShiftPhase::cases, p); };
  ExperimentOutcome found = run_experiment({}, *options_.cases, options);
  for (ValidationOutcome& one : found.validation) {
    const std::string& hash = one.of->scenario->hash;
    one.of_base = !hash.empty() && hash == road_alone_.hash;
  }
  outcome_.cases = std::move(found.validation);
  outcome_.cases_given_up = std::move(found.given_up);
  outcome_.broken.insert(outcome_.broken.end(), found.broken.begin(), found.broken.end());
  outcome_.interrupted = found.interrupted;
  outcome_.lost = std::move(found.lost);
}

}  // namespace kouan::analysis
