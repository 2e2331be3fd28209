#include "analysis/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "analysis/value_title.hpp"
#include "models/attributes.hpp"
#include "models/demand.hpp"
#include "models/working_time.hpp"

namespace kouan::analysis {

namespace {

using models::Scenario;
using models::Text;

/// "Entry gate (entry-gate)"; the id alone of what has no title of its own.
Text named(const Text& title, const std::string& id) {
  const auto one = [&](const std::string& text, const char* form) {
    return text.empty() || text == id ? id : fmt::format(fmt::runtime(form), text, id);
  };
  return {one(title.en, "{} ({})"), one(title.zh.empty() ? title.en : title.zh, "{}（{}）")};
}

std::vector<CheckHours> hours_of(const Scenario& scenario) {
  const auto days = static_cast<int>(std::ceil(scenario.horizon_s / 86400));
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
    if (out.open_days > 0) out.hours_per_open_day = open_s / 3600 / out.open_days;
    all.push_back(out);
  }
  return all;
}

std::vector<CheckDemand> demand_of(const Scenario& scenario, const models::Compiled& compiled) {
  const std::vector<double> arrivals = theory::arrivals_of_classes(compiled.model);
  std::vector<CheckDemand> all;
  for (std::size_t c = 0; c < scenario.classes.size(); ++c) {
    const std::vector<char>& open = compiled.class_open_day[c];
    const auto days = static_cast<double>(std::count(open.begin(), open.end(), 1));
    const models::EntityClass& cls = scenario.classes[c];
    const double payload_t = models::as_drawn(scenario, cls, cls.payload_kg).mean() / 1000;
    all.push_back({scenario.classes[c].id, arrivals[c], arrivals[c] * payload_t,
                   days > 0 ? arrivals[c] / days : 0});
  }
  return all;
}

/// Warnings about the shape of the processes.
class ShapeWarnings {
 public:
  ShapeWarnings(const Scenario& scenario, const models::ProcessGraph& graph,
                std::vector<CheckWarning>& out)
      : scenario_(scenario), graph_(graph), out_(out) {}

  /// True when the processes can be computed with.
  bool add_all() {
    for (const std::string& id : models::classes_without_process(scenario_)) {
      out_.push_back({"no-process",
                      id,
                      {fmt::format("class {} has no process: it goes nowhere", id),
                       fmt::format("类别{}没有流程，无处可去", id)}});
    }
    for (const std::string& id : models::unreachable_places(scenario_, graph_))
      add_unreachable(id);
    for (std::size_t c = 0; c < scenario_.classes.size(); ++c) {
      add_never_cleared(c);
      add_no_way_out(c);
    }
    return std::none_of(out_.begin(), out_.end(),
                        [](const CheckWarning& w) { return w.id == "no-process"; });
  }

 private:
  void add_unreachable(const std::string& id) {
    const Text name = named(place_title(scenario_, id), id);
    out_.push_back({"unreachable",
                    id,
                    {fmt::format("{} cannot be reached: no class comes there", name.en),
                     fmt::format("{}无法到达：没有任何类别经过", name.zh)}});
  }

  /// Places that the class can reach and never leave.
  void add_no_way_out(std::size_t c) {
    const std::vector<char> comes = models::reached(graph_);
    const std::vector<char> leaves = models::leads_out(graph_);
    std::vector<std::string> places;
    bool is_trap = false;
    for (std::size_t i = 0; i < comes.size(); ++i) {
      const models::GraphNode& node = graph_.nodes()[i];
      if (node.entity_class != c || comes[i] == 0 || leaves[i] != 0) continue;
      if (models::is_place(node.kind) &&
          std::find(places.begin(), places.end(), node.id) == places.end())
        places.push_back(node.id);
      is_trap = true;
    }
    if (!is_trap) return;
    const std::string list = fmt::format("{}", fmt::join(places, ", "));
    const std::string& id = scenario_.classes[c].id;
    out_.push_back({"no-way-out",
                    id,
                    {fmt::format("{} comes to where it never gets out again: {}", id,
                                 places.empty() ? "a loop without an end" : list),
                     fmt::format("{}进入后无法离开：{}", id, places.empty() ? "无尽循环" : list)}});
  }

  void add_never_cleared(std::size_t c) {
    const auto& nodes = graph_.nodes();
    const bool clears = std::any_of(nodes.begin(), nodes.end(), [&](const models::GraphNode& n) {
      return n.entity_class == c && n.kind == models::NodeKind::clearance;
    });
    const models::EntityClass& cls = scenario_.classes[c];
    const bool has_no_load = models::as_drawn(scenario_, cls, cls.payload_kg).mean() == 0;
    if (clears || has_no_load || graph_.source(c) == models::k_no_node) return;
    const std::string& id = scenario_.classes[c].id;
    out_.push_back({"never-cleared",
                    id,
                    {fmt::format("{} is never cleared: its load does not count as throughput", id),
                     fmt::format("{}从不放行：其载重不计入通过量", id)}});
  }

  const Scenario& scenario_;
  const models::ProcessGraph& graph_;
  std::vector<CheckWarning>& out_;
};

CheckWarning never_open(const theory::StageLoad& load, const Text& name) {
  if (load.is_store)
    return {
        "never-open", load.stage, {name.en + " is filled but never emptied", name.zh + "只进不出"}};
  return {"never-open",
          load.stage,
          {name.en + " is visited but never open", name.zh + "有车辆到达但从不开放"}};
}

CheckWarning overload(const theory::StageLoad& load, const Text& name) {
  const Text effect =
      load.is_store ? Text{"it stays full and holds vehicles up", "堆存将满，车辆受阻"}
      : load.turns_away
          ? Text{"some of those who come are turned away or give up", "部分车辆将被拒或放弃排队"}
          : Text{"its queue grows without end", "排队将不断增长"};
  return {"overload",
          load.stage,
          {fmt::format("{} is overloaded: offered load {:.2f}, {}", name.en, load.load, effect.en),
           fmt::format("{}超负荷：负荷率{:.2f}，{}", name.zh, load.load, effect.zh)}};
}

CheckWarning overload_in_month(const theory::StageLoad& load, const Text& name) {
  if (!std::isfinite(load.worst_month_load))
    return {"overload-month",
            load.stage,
            {fmt::format("{} is shut in {} though vehicles come", name.en, load.worst_month),
             fmt::format("{}在{}全月不开放，但有车辆到达", name.zh, load.worst_month)}};
  return {
      "overload-month",
      load.stage,
      {fmt::format("{} is overloaded in {}: offered load {:.2f} in that month, {:.2f} over the run",
                   name.en, load.worst_month, load.worst_month_load, load.load),
       fmt::format("{}在{}超负荷：该月负荷率{:.2f}，全期{:.2f}", name.zh, load.worst_month,
                   load.worst_month_load, load.load)}};
}

void add_overloads(CheckReport& report) {
  for (const theory::StageLoad& load : report.loads) {
    if (load.is_assumed) continue;  // who comes depends on the state: no load to warn of
    const Text name = named(place_title(report.scenario, load.stage), load.stage);
    if (!std::isfinite(load.load)) {
      report.warnings.push_back(never_open(load, name));
    } else if (load.load > 1) {
      report.warnings.push_back(overload(load, name));
    } else if (load.worst_month_load > 1) {
      report.warnings.push_back(overload_in_month(load, name));
    }
  }
}

std::string clock_text(std::int32_t seconds) {
  return fmt::format("{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60);
}

/// A shift past midnight is meant by some; one of more than half a day is likely two times swapped.
void add_long_nights(CheckReport& report) {
  constexpr std::int32_t k_day_s = 86400;
  for (const models::Hours& hours : report.scenario.hours) {
    std::set<std::pair<std::int32_t, std::int32_t>> seen;
    for (const auto& day : hours.week) {
      for (const models::DaySpan& span : day) {
        const std::int32_t length_s = span.to_s - span.from_s;
        const bool is_long = span.to_s > k_day_s && length_s > k_day_s / 2 && length_s < k_day_s;
        if (!is_long || !seen.emplace(span.from_s, span.to_s).second) continue;
        const Text name = named(hours.title, hours.id);
        const std::string from = clock_text(span.from_s), to = clock_text(span.to_s);
        const double length_h = length_s / 3600.0;
        report.warnings.push_back(
            {"long-night",
             hours.id,
             {fmt::format("{} open from {} to {} of the next day, {:.3g} h: if a day is meant, "
                          "write {}-{}",
                          name.en, from, to, length_h, to, from),
              fmt::format("{}自{}开至次日{}，共{:.3g}小时：如为白天，应写作{}-{}", name.zh, from,
                          to, length_h, to, from)}});
      }
    }
  }
}

std::string month_list(const std::vector<models::CivilDate>& months) {
  std::string out;
  for (const models::CivilDate& m : months)
    out += fmt::format("{}{:04}-{:02}", out.empty() ? "" : ", ", m.year, m.month);
  return out;
}

void add_dropped_demand(CheckReport& report) {
  for (const models::DroppedDemand& d : models::dropped_demand(report.scenario)) {
    const std::string months = month_list(d.months);
    report.warnings.push_back(
        {"dropped-demand",
         d.flow,
         {fmt::format("{} loses {:.6g} t: its hours never open in {}", d.flow, d.kg / 1000, months),
          fmt::format("货流{}有{:.6g}吨未计入：{}全月不开放", d.flow, d.kg / 1000, months)}});
  }
}

void add_joined_shifts(CheckReport& report) {
  for (const models::JoinedShifts& j : models::joined_shifts(report.scenario)) {
    report.warnings.push_back(
        {"joined-shifts",
         j.flow,
         {fmt::format("{} has a lead or tail, but {} of the {} shifts of its hours join the one "
                      "before: there nothing opens, and nobody gathers",
                      j.flow, j.joined, j.shifts),
          fmt::format("货流{}设有开放前到达的提前量或停止到达提前量，但其开放时间的{}个班次中有{}"
                      "个与前一班次"
                      "相接：其间并无开闭关，车辆不提前集结",
                      j.flow, j.shifts, j.joined)}});
  }
}

/// Arrivals of open classes, bound on the cycles of fleets: how thick the drawn edges are.
std::vector<double> weights_of(const CheckReport& report) {
  std::vector<double> weights;
  const double days = report.scenario.horizon_s / 86400;
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
  report.computed = ShapeWarnings(scenario, graph, report.warnings).add_all();
  if (report.computed) {
    const models::Compiled compiled = models::compile(scenario);
    report.demand = demand_of(scenario, compiled);
    const theory::Traffic traffic = theory::solve_traffic(graph);
    report.loads = theory::offered_loads(scenario, graph, traffic, compiled.model);
    report.bound = theory::capacity_bound(scenario, graph, compiled.model);
    report.theory = theory::theory_of(scenario, graph, traffic, compiled.model);
    add_overloads(report);
    add_dropped_demand(report);
    add_joined_shifts(report);
  }
  add_long_nights(report);
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
  for (const models::language::Diagnostic& d : diagnostics.sorted()) {
    if (d.severity != models::language::Severity::warning) continue;
    std::string said = (d.path.empty() ? "" : d.path + ": ") + d.found;
    if (!d.allowed.empty()) said += "; allowed: " + d.allowed;
    if (!d.nearest.empty()) said += "; did you mean \"" + d.nearest + "\"?";
    std::string place;
    if (d.mark.file >= 0)
      place = fmt::format("{}:{}:{}", diagnostics.files().at(d.mark.file).name, d.mark.line,
                          d.mark.column);
    report.warnings.push_back(
        {models::language::code_word(d.code), d.path, {said, said}, std::move(place)});
  }
}

}  // namespace kouan::analysis
