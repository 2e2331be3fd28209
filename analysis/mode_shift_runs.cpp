#include "analysis/mode_shift_runs.hpp"

#include <fmt/format.h>

#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/deadlock.hpp"
#include "analysis/measures.hpp"
#include "models/amounts.hpp"
#include "models/attributes.hpp"
#include "models/flows_behind.hpp"

namespace kouan::analysis {

namespace {

double value_of(const View& view, std::string_view measure) {
  return class_measures()[measure_index(class_measures(), measure)].value(view);
}

double ratio_of(double amount, double over) { return over > 0 ? amount / over : k_nan; }

/// Goods of one flow in a run, however many classes bring them in and carry them on.
class FlowReply {
 public:
  FlowReply(const models::Scenario& scenario, const Window& window, const sim::RunResult& run,
            const std::string& flow)
      : scenario_(scenario), window_(window), run_(run), flow_(flow) {}

  ModeReply reply() {
    const std::vector<models::Behind> behind = models::flows_behind(scenario_);
    for (std::size_t c = 0; c < behind.size(); ++c) {
      if (scenario_.classes[c].flow == flow_)
        add_own(c, behind[c]);
      else if (behind[c].flows == std::set<std::string>{flow_})
        add_handed_on(c, behind[c]);
    }
    // What was split off came with these, who were cleared without it.
    if (own_t_ > 0) out_.tonnes_came *= 1 + split_off_t_ / own_t_;
    out_.tonnes_per_year = own_t_ + handed_on_t_;
    out_.vehicles_per_day = arrived_ / window_.days;
    out_.clearance_s = ratio_of(clearance_, cleared_);
    return out_;
  }

 private:
  /// Those who bring the goods in, with what they themselves have when they are cleared.
  void add_own(std::size_t c, const models::Behind& behind) {
    const models::EntityClass& cls = scenario_.classes[c];
    const View view{run_, scenario_, window_, c};
    const double came = value_of(view, "arrived");
    const double through = value_of(view, "cleared");
    const double t_a_year = value_of(view, "tonnes_per_year");
    // Where nothing was cleared with them the load is that of the file.
    const double load_t =
        t_a_year > 0 ? t_a_year / models::k_year_days * window_.days / through
                     : models::as_drawn(scenario_, cls, cls.payload_kg).mean() / models::k_kg_per_t;
    arrived_ += came * (cls.counts.trains > 0 ? cls.counts.trains : 1);
    cleared_ += through;
    own_t_ += t_a_year;
    if (through > 0) clearance_ += through * value_of(view, "physical_clearance_s.mean");
    out_.tonnes_came += came * load_t / window_.days * models::k_year_days;
    const bool hands_all_on = through > 0 && !(t_a_year > 0) && behind.parts;
    if (!hands_all_on)
      out_.tonne_hours += value_of(view, "inside.mean") * 24 * models::k_year_days * load_t;
  }

  /// Those to whom goods were handed on, with their time in the port since their clock began: that
  /// of parts began with their whole's, that of batches as their members ended. Who is aboard has
  /// its own time. Of other arrangements the times do not add up
  /// (`models::hand_on_of_untold_time`).
  void add_handed_on(std::size_t c, const models::Behind& behind) {
    const View view{run_, scenario_, window_, c};
    const double t_a_year = value_of(view, "tonnes_per_year");
    const double sojourn_s = value_of(view, "sojourn_s.mean");
    handed_on_t_ += t_a_year;
    if (behind.is_part) split_off_t_ += t_a_year;
    if (t_a_year > 0 && sojourn_s > 0 && !behind.has_them_aboard)
      out_.tonne_hours += t_a_year * sojourn_s / models::k_hour_s;
  }

  const models::Scenario& scenario_;
  const Window& window_;
  const sim::RunResult& run_;
  const std::string& flow_;
  double arrived_ = 0, cleared_ = 0, clearance_ = 0, own_t_ = 0, handed_on_t_ = 0;
  double split_off_t_ = 0;
  ModeReply out_;
};

ModeReply reply_of(const models::Scenario& scenario, const Window& window,
                   const sim::RunResult& run, const std::string& flow) {
  return FlowReply(scenario, window, run, flow).reply();
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

}  // namespace kouan::analysis
