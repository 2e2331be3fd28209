#include "analysis/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analysis/check_warnings.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/value_title.hpp"
#include "models/amounts.hpp"
#include "models/attributes.hpp"
#include "models/demand.hpp"
#include "models/working_time.hpp"

namespace kouan::analysis {

namespace {

using models::Scenario;
using models::Text;

std::vector<CheckHours> hours_of(const Scenario& scenario) {
  const auto days = static_cast<int>(models::whole_days_of(scenario));
  const std::int64_t first = models::days_from_civil(scenario.start);
  std::vector<CheckHours> all;
  for (const models::Hours& hours : scenario.hours) {
    CheckHours out;
    out.id = hours.id;
    out.days = days;
    double open_s = 0;
    for (const models::OpenDay& day :
         models::open_days(scenario, hours.id, first, first + days - 1)) {
      ++out.open_days;
      for (const models::OpenSpan& span : day.spans)
        open_s += sim::to_seconds(span.to - span.from);
    }
    if (out.open_days > 0) out.hours_per_open_day = open_s / models::k_hour_s / out.open_days;
    all.push_back(out);
  }
  return all;
}

std::vector<CheckDemand> demand_of(const Scenario& scenario, const models::Compiled& compiled) {
  const std::vector<double> arrivals = theory::arrivals_of_classes(compiled.model);
  const std::int64_t whole = models::whole_days_of(scenario);
  std::vector<CheckDemand> all;
  for (std::size_t c = 0; c < scenario.classes.size(); ++c) {
    const std::vector<char>& open = compiled.class_open_day[c];
    const models::EntityClass& cls = scenario.classes[c];
    const double on_whole_days =
        models::expected_arrivals(compiled.model.classes[c], 0, whole * sim::k_day);
    const auto days = static_cast<double>(std::count(open.begin(), open.begin() + whole, 1));
    const double payload_t =
        models::as_drawn(scenario, cls, cls.payload_kg).mean() / models::k_kg_per_t;
    const double none = arrivals[c] > 0 ? std::numeric_limits<double>::quiet_NaN() : 0;
    all.push_back({scenario.classes[c].id, arrivals[c], arrivals[c] * payload_t,
                   days > 0 ? on_whole_days / days : none});
  }
  return all;
}

CheckWarning never_open(const theory::StageLoad& load, const Text& name) {
  if (load.is_store)
    return {
        "never-open", load.stage, {name.en + " is filled but never emptied", name.zh + "只进不出"}};
  return {"never-open",
          load.stage,
          {name.en + " is visited but never open", name.zh + "有车辆到达但从不开放"}};
}

/// Places at which queues grow without end, and what of those who come they let through for sure.
class Throttles {
 public:
  Throttles(const models::ProcessGraph& graph, const CheckReport& report) : graph_(graph) {
    for (std::size_t i = 0; i < graph.nodes().size(); ++i)
      if (models::is_place(graph.nodes()[i].kind)) nodes_[graph.nodes()[i].id].push_back(i);
    for (const models::Stage& stage : report.scenario.stages)
      if (stage.queue_places) limited_.insert(stage.id);
    for (const theory::StageLoad& load : report.loads) {
      const theory::Judgement judged = theory::judged(load);
      const bool grows =
          judged == theory::Judgement::grows || judged == theory::Judgement::never_open;
      if (!grows || load.turns_away) continue;
      for (const std::size_t i : nodes_[load.stage])
        all_.push_back({&load, i, models::reached_from(graph, {i}), sure_share(load, i)});
    }
  }

  /// The most loaded of those before this place, if what they let through for sure is no overload
  /// here.
  const theory::StageLoad* before(const theory::StageLoad& load) const {
    const Nodes& here = nodes_.at(load.stage);
    Nodes sources;
    for (std::size_t c = 0; c < graph_.class_count(); ++c)
      if (graph_.source(c) != models::k_no_node) sources.push_back(graph_.source(c));
    const std::vector<char> is_before = models::reached_from(graph_, sources, here);
    const theory::StageLoad* most = nullptr;
    std::vector<double> passed(graph_.class_count(), 1);
    for (const Throttle& one : all_) {
      const bool leads_here =
          std::any_of(here.begin(), here.end(), [&](std::size_t j) { return one.behind[j] != 0; });
      if (one.load->stage == load.stage || is_before[one.node] == 0 || !leads_here) continue;
      double& share = passed[graph_.nodes()[one.node].entity_class];
      share = std::min(share, one.sure_share);
      if (most == nullptr || one.load->load > most->load) most = one.load;
    }
    double all = 0, sure = 0;
    for (std::size_t c = 0; c < load.load_by_class.size(); ++c) {
      all += load.load_by_class[c];
      sure += load.load_by_class[c] * passed[c];
    }
    return all > 0 && sure / all * load.least_load > 1 ? nullptr : most;
  }

 private:
  using Nodes = std::vector<std::size_t>;

  struct Throttle {
    const theory::StageLoad* load;
    std::size_t node;
    std::vector<char> behind;  ///< per node: whether one who was there may come there
    double sure_share;         ///< of those who come, at least so many go on
  };

  /// 1 / load where the load is all that keeps the place. Where several come it may be the others
  /// whom it lets through, and it does less where more keeps it: what its load leaves out, or those
  /// who are done there and find no room ahead.
  double sure_share(const theory::StageLoad& load, std::size_t node) const {
    const bool is_known =
        nodes_.at(load.stage).size() == 1 && !load.uncounted.any() && !may_find_no_room(node);
    return is_known ? 1 / load.load : 0;
  }

  /// Whether what comes next may be full: a store, or a place with a limited queue.
  bool may_find_no_room(std::size_t node) const {
    std::vector<char> is_known(graph_.nodes().size(), 0);
    Nodes ahead{node};
    while (!ahead.empty()) {
      const std::size_t i = ahead.back();
      ahead.pop_back();
      for (const auto& [next, probability] : models::ways_out(graph_, i)) {
        const models::GraphNode& to = graph_.nodes()[next];
        if (to.kind == models::NodeKind::store || limited_.count(to.id) > 0) return true;
        if (is_known[next] != 0 || (to.is_stage() && to.holder != node)) continue;
        is_known[next] = 1;
        ahead.push_back(next);
      }
    }
    return false;
  }

  const models::ProcessGraph& graph_;
  std::map<std::string, Nodes> nodes_;  ///< by stage, yard or store
  std::set<std::string> limited_;       ///< stages, yards and sections
  std::vector<Throttle> all_;
};

CheckWarning overload(const theory::StageLoad& load, const Text& name) {
  const Text effect =
      load.is_store ? Text{"it stays full and holds vehicles up", "堆存将满，车辆受阻"}
      : load.turns_away
          ? Text{"some of those who come are turned away or give up", "部分车辆将被拒或放弃排队"}
          : Text{"its queue grows without end", "排队将不断增长"};
  return {"overload",
          load.stage,
          {fmt::format("{} is overloaded: offered load {}, {}", name.en, load_that_comes(load),
                       effect.en),
           fmt::format("{}超负荷：负荷率{}，{}", name.zh, load_that_comes(load), effect.zh)}};
}

CheckWarning overload_behind(const theory::StageLoad& load, const Text& name, const Text& before) {
  const Text effect =
      load.is_store ? Text{"would stay full and hold vehicles up", "堆存将满，车辆受阻"}
      : load.turns_away
          ? Text{"would turn some of them away, or see them give up", "部分车辆将被拒或放弃排队"}
          : Text{"would have a queue that grows without end", "排队将不断增长"};
  return {
      "overload",
      load.stage,
      {fmt::format("{} would be overloaded too: offered load {}; it {}, did {} before it, which "
                   "is overloaded, let all of them through",
                   name.en, load_that_comes(load), effect.en, before.en),
       fmt::format("{}亦会超负荷：负荷率{}；若其前的{}（已超负荷）能放行全部来车，{}", name.zh,
                   load_that_comes(load), before.zh, effect.zh)}};
}

CheckWarning overload_in_month(const theory::StageLoad& load, const Text& name) {
  if (!std::isfinite(load.worst_month_load))
    return {"overload-month",
            load.stage,
            {fmt::format("{} is shut in {} though vehicles come", name.en, load.worst_month),
             fmt::format("{}在{}全月不开放，但有车辆到达", name.zh, load.worst_month)}};
  const std::string run = (load.counts_turned_away ? "~" : "") + load_text(load.load);
  return {"overload-month",
          load.stage,
          {fmt::format("{} is overloaded in {}: offered load {} in that month, {} over the run",
                       name.en, load.worst_month, month_load_that_comes(load), run),
           fmt::format("{}在{}超负荷：该月负荷率{}，全期{}", name.zh, load.worst_month,
                       month_load_that_comes(load), run)}};
}

/// More than its hours hold, and yet not more than may be done with what is finished after closing.
CheckWarning full_hours(const theory::StageLoad& load, const Text& name) {
  const bool is_in_run = load.load > 1;
  const std::string seen = load_text(is_in_run ? load.load : load.worst_month_load);
  const std::string least = load_text(is_in_run ? load.least_load : load.worst_month_least_load);
  const Text when = is_in_run ? Text{} : Text{" in " + load.worst_month, "在" + load.worst_month};
  return {"full-hours",
          load.stage,
          {fmt::format("{} has more work{} than its open hours hold: offered load {}; it keeps "
                       "up only as far as work is finished after closing (over the hours and the "
                       "most that can be in hand at closing, as the bound counts, it is {})",
                       name.en, when.en, seen, least),
           fmt::format("{}{}的作业量超出其开放时间：负荷率{}；能否应付取决于关闭后办完多少在手"
                       "作业（与上界一样计入关闭时至多的在手作业时，为{}）",
                       name.zh, when.zh, seen, least)}};
}

void add_overloads(const models::ProcessGraph& graph, CheckReport& report) {
  using theory::Judgement;
  const auto title_with_id = [&](const std::string& id) {
    return named_with_id(place_title(report.scenario, id), id);
  };
  const Throttles throttles(graph, report);
  for (const theory::StageLoad& load : report.loads) {
    const Text name = title_with_id(load.stage);
    const Judgement in_run = theory::judged(load);
    const Judgement in_month = theory::judged_in_worst_month(load);
    if (in_run == Judgement::never_open) {
      report.warnings.push_back(never_open(load, name));
    } else if (in_run == Judgement::grows) {
      const theory::StageLoad* before = throttles.before(load);
      report.warnings.push_back(before == nullptr
                                    ? overload(load, name)
                                    : overload_behind(load, name, title_with_id(before->stage)));
    } else if (in_month == Judgement::grows) {
      report.warnings.push_back(overload_in_month(load, name));
    } else if (in_run == Judgement::full_hours || in_month == Judgement::full_hours) {
      report.warnings.push_back(full_hours(load, name));
    }
  }
}

/// Mean time from clearance until one of the class has left, as far as the process alone tells:
/// without queues, closing or what would depend on the state, nor what goes on beside the rest. It
/// is at least so long.
double least_way_after_clearance_s(const models::ProcessGraph& graph,
                                   const theory::Traffic& traffic, std::size_t c) {
  double time_s = 0;
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    const models::GraphNode& node = graph.nodes()[i];
    const bool is_known = traffic.known_visits[i] != 0 && !node.by_others && node.beside == 0;
    if (node.entity_class != c || !node.time_s || !is_known) continue;
    time_s += std::max(0.0, traffic.visits[i] - traffic.visits_to_clear[i]) * node.time_s->mean();
  }
  return time_s;
}

/// Saturated runs count of those cleared after the warm-up no more than leave after it.
void add_short_warm_ups(const models::ProcessGraph& graph, const theory::Traffic& traffic,
                        CheckReport& report) {
  const double warm_up_s = report.scenario.saturated_warm_up_s;
  for (std::size_t c = 0; c < graph.class_count(); ++c) {
    const double way_s = least_way_after_clearance_s(graph, traffic, c);
    const models::EntityClass& cls = report.scenario.classes[c];
    const bool has_no_load = models::as_drawn(report.scenario, cls, cls.payload_kg).mean() == 0;
    if (way_s <= warm_up_s || has_no_load) continue;
    const Text name = named_with_id(cls.title, cls.id);
    const std::string way_h = short_number(way_s / models::k_hour_s, 3);
    const std::string warm_up_h = short_number(warm_up_s / models::k_hour_s, 3);
    report.warnings.push_back(
        {"short-warm-up",
         cls.id,
         {fmt::format("{} needs at least {} h on average from clearance until it has left, and "
                      "saturated_warm_up is {} h: capacity leaves out those on that way",
                      name.en, way_h, warm_up_h),
          fmt::format("{}放行后平均至少{}小时才离开口岸，而saturated_warm_up为{}小时：通过"
                      "能力未计入途中车辆",
                      name.zh, way_h, warm_up_h)}});
  }
}

/// Arrivals of open classes, bound on the cycles of fleets: how thick the drawn edges are.
std::vector<double> weights_of(const CheckReport& report) {
  std::vector<double> weights;
  const double days = report.scenario.horizon_s / models::k_day_s;
  for (std::size_t c = 0; c < report.demand.size(); ++c) {
    const bool is_fleet = report.scenario.classes[c].fleet > 0;
    const double cycles = report.bound.classes[c].vehicles_per_day * days;
    weights.push_back(is_fleet && std::isfinite(cycles) ? cycles : report.demand[c].vehicles);
  }
  return weights;
}

}  // namespace

CheckReport check(const Scenario& scenario) {
  CheckReport report;
  report.scenario = scenario;
  report.hours = hours_of(scenario);
  const models::ProcessGraph graph(scenario);
  report.warnings = warnings_of_scenario(scenario, graph);
  report.computed = models::classes_without_process(scenario).empty();
  if (report.computed) {
    const models::Compiled compiled = models::compile(scenario);
    report.demand = demand_of(scenario, compiled);
    const theory::Traffic traffic = theory::solve_traffic(graph);
    report.loads = theory::offered_loads(scenario, graph, traffic, compiled.model);
    report.bound = theory::capacity_bound(scenario, graph, compiled.model);
    report.limited_room = limited_room_between_hours(scenario, graph, compiled.model);
    report.theory = theory::theory_of(scenario, graph, traffic, compiled.model);
    add_overloads(graph, report);
    report.meetings = meeting_rates(scenario, compiled.model);
    for (CheckWarning& warning : warnings_of_meetings(report))
      report.warnings.push_back(std::move(warning));
    for (CheckWarning& warning : warnings_of_room(scenario, compiled.model))
      report.warnings.push_back(std::move(warning));
    for (CheckWarning& warning : warnings_of_endless_fleets(scenario, compiled.model))
      report.warnings.push_back(std::move(warning));
    add_short_warm_ups(graph, traffic, report);
  }
  report.graph = models::draw(scenario, graph, weights_of(report));
  for (const models::Provenance& p : scenario.provenance) {
    const bool is_stated = p.grade != models::Grade::none || !p.source.empty();
    ++(is_stated ? report.values : report.unstated);
    if (p.grade == models::Grade::assumed) report.assumptions.push_back(p);
  }
  return report;
}

void add_warnings_of_reading(const models::language::Diagnostics& diagnostics,
                             CheckReport& report) {
  for (CheckWarning& warning : warnings_of_reading(diagnostics))
    report.warnings.push_back(std::move(warning));
}

}  // namespace kouan::analysis
