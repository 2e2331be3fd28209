#include "analysis/measures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>

#include "analysis/estimate.hpp"
#include "analysis/lasting.hpp"
#include "models/amounts.hpp"
#include "sim/program.hpp"

namespace kouan::analysis {

namespace {

using Tally = sim::TallySummary;

double ratio(double amount, double over) { return over > 0 ? amount / over : k_nan; }

const sim::ClassResult& of_class(const View& v) { return v.run.classes[v.index]; }
const sim::ResourceResult& of_stage(const View& v) { return v.run.resources[v.index]; }
const sim::GatheringResult& of_gathering(const View& v) { return v.run.gatherings[v.index]; }

double observed(const Tally& tally, double value) { return tally.count > 0 ? value : k_nan; }

/// Of those cleared, the share that counts: under endless demand what the port can keep up.
double share_that_counts(const View& v) {
  return v.window.is_of_endless_demand ? share_that_lasts(v.run, v.window, v.index) : 1;
}

/// Vehicles cleared on the whole days of the window, those on which the hours stay shut included.
double cleared_on_whole_days(const View& v) {
  const std::size_t classes = v.run.classes.size();
  double sum = 0;
  for (std::size_t d = v.window.first_day; d < v.window.last_day; ++d)
    sum += static_cast<double>(v.run.daily_cleared[d * classes + v.index]);
  return sum * share_that_counts(v);
}

double cleared(const View& v) {
  return static_cast<double>(of_class(v).cleared) * share_that_counts(v);
}
double cleared_t(const View& v) {
  return of_class(v).cleared_kg / models::k_kg_per_t * share_that_counts(v);
}

/// Tallies of a class, named so that the tables below can point to them.
const Tally& physical(const View& v) { return of_class(v).physical; }
const Tally& documents(const View& v) { return of_class(v).documents; }
const Tally& sojourn(const View& v) { return of_class(v).sojourn; }

template <const Tally& (*Of)(const View&)>
double mean(const View& v) {
  return observed(Of(v), Of(v).mean_s);
}
template <const Tally& (*Of)(const View&)>
double p50(const View& v) {
  return observed(Of(v), Of(v).p50_s);
}
template <const Tally& (*Of)(const View&)>
double p90(const View& v) {
  return observed(Of(v), Of(v).p90_s);
}
template <const Tally& (*Of)(const View&)>
double p95(const View& v) {
  return observed(Of(v), Of(v).p95_s);
}

const Tally& waiting(const View& v) { return of_stage(v).waiting; }
const Tally& gathering_wait(const View& v) { return of_gathering(v).waiting; }
const Tally& forming(const View& v) { return of_gathering(v).open; }
double batches(const View& v) { return static_cast<double>(of_gathering(v).batches); }
double empty(const View& v) { return static_cast<double>(of_gathering(v).empty); }

double refused(const View& v) { return static_cast<double>(of_stage(v).refused); }
double gave_up(const View& v) { return static_cast<double>(of_stage(v).gave_up); }
/// Those who joined the queue or got a server at once, as far as it is settled what became of them.
double joined(const View& v) { return static_cast<double>(waiting(v).count) + gave_up(v); }
double turned_away(const View& v) { return static_cast<double>(of_class(v).turned_away); }

double had_to_wait(const View& v) { return joined(v) - static_cast<double>(waiting(v).zeros); }

/// Time spent inside by all vehicles of the class, over the time observed.
double inside_mean(const View& v) {
  const auto& ledger = of_class(v).ledger_s;
  return std::accumulate(ledger.begin(), ledger.end(), 0.0) / (v.window.days * models::k_day_s);
}

double open_share(const View& v, double server_time) {
  return ratio(server_time, of_stage(v).open_time_s);
}

double window_s(const View& v) { return v.window.days * models::k_day_s; }

double queue_mean(const View& v) { return ratio(of_stage(v).queue_time_s, window_s(v)); }
double queue_max(const View& v) { return static_cast<double>(of_stage(v).queue_max); }

/// Starved: open and neither busy, blocked nor down. Work in hand is finished after closing, so
/// busy time can pass open time; then nothing is left.
double starved(const View& v) {
  const auto& r = of_stage(v);
  return open_share(
      v, std::max(0.0, r.open_time_s - r.busy_time_s - r.blocked_time_s - r.down_time_s));
}

template <double (*Value)(const View&)>
double sum_over_classes(const View& v) {
  double sum = 0;
  for (std::size_t c = 0; c < v.run.classes.size(); ++c)
    sum += Value({v.run, v.scenario, v.window, c});
  return sum;
}

/// Those who came by themselves are counted: a train and its containers are not to be added up.
/// Where none of them is cleared, since what they brought goes on by itself, that is counted.
bool is_counted(const View& v, std::size_t c) {
  const auto& classes = v.scenario.classes;
  if (models::comes_from_outside(classes[c])) return true;
  for (std::size_t other = 0; other < classes.size(); ++other)
    if (models::comes_from_outside(classes[other]) && v.run.classes[other].cleared > 0)
      return false;
  return true;
}

template <double (*Value)(const View&)>
double sum_of_arrivals(const View& v) {
  double sum = 0;
  for (std::size_t c = 0; c < v.run.classes.size(); ++c)
    if (is_counted(v, c)) sum += Value({v.run, v.scenario, v.window, c});
  return sum;
}

/// Mean over all who are counted: class means weighted with their counts.
template <const Tally& (*Of)(const View&)>
double mean_of_arrivals(const View& v) {
  double sum = 0;
  double count = 0;
  for (std::size_t c = 0; c < v.run.classes.size(); ++c) {
    if (!is_counted(v, c)) continue;
    const Tally& t = Of({v.run, v.scenario, v.window, c});
    sum += t.mean_s * static_cast<double>(t.count);
    count += static_cast<double>(t.count);
  }
  return ratio(sum, count);
}

constexpr auto k_count = MeasureKind::count;
constexpr auto k_tally = MeasureKind::tally;
constexpr auto k_time = MeasureKind::time_weighted;

// clang-format off
constexpr Measure k_class[] = {
  {{"arrived", "vehicles", "Arrived", "到达", k_count},
   [](const View& v) { return static_cast<double>(of_class(v).arrived); }},
  {{"cleared", "vehicles", "Cleared", "通关", k_count}, cleared},
  {{"inside_at_end", "vehicles", "Inside at the end", "期末在场", k_count},
   [](const View& v) { return static_cast<double>(of_class(v).inside); }},
  {{"inside.mean", "vehicles", "Inside, mean", "在场车辆，平均", k_time}, inside_mean},
  {{"turned_away", "vehicles", "Turned away", "被拒离开", k_count}, turned_away},
  {{"turned_away_share", "1", "Turned away, share of those who left", "被拒占离开者", k_count},
   [](const View& v) {
     return ratio(turned_away(v), turned_away(v) + static_cast<double>(of_class(v).sojourn.count));
   }},
  {{"cleared_per_day", "vehicles/d", "Cleared per day", "日均通关车次", k_count},
   [](const View& v) { return ratio(cleared(v), v.window.days); }},
  {{"cleared_per_open_day", "vehicles/d", "Cleared per open day", "开放日均通关车次", k_count},
   [](const View& v) { return ratio(cleared_on_whole_days(v), v.window.class_open_days[v.index]); }},
  {{"cleared_per_year", "vehicles/yr", "Cleared per year", "年通关车次", k_count},
   [](const View& v) { return ratio(cleared(v), v.window.days) * models::k_year_days; }},
  {{"tonnes_per_day", "t/d", "Tonnes per day", "日均货运量", k_count},
   [](const View& v) { return ratio(cleared_t(v), v.window.days); }},
  {{"tonnes_per_year", "t/yr", "Tonnes per year", "年货运量", k_count},
   [](const View& v) { return ratio(cleared_t(v), v.window.days) * models::k_year_days; }},
  {{"physical_clearance_s.mean", "s", "Physical clearance, mean", "车辆通关时间，平均", k_tally}, mean<physical>},
  {{"physical_clearance_s.p50", "s", "Physical clearance, median", "车辆通关时间，中位数", k_tally}, p50<physical>},
  {{"physical_clearance_s.p90", "s", "Physical clearance, 90 %", "车辆通关时间，90 %", k_tally}, p90<physical>},
  {{"physical_clearance_s.p95", "s", "Physical clearance, 95 %", "车辆通关时间，95 %", k_tally}, p95<physical>},
  {{"document_clearance_s.mean", "s", "Document clearance, mean", "整体通关时间，平均", k_tally}, mean<documents>},
  {{"document_clearance_s.p50", "s", "Document clearance, median", "整体通关时间，中位数", k_tally}, p50<documents>},
  {{"document_clearance_s.p90", "s", "Document clearance, 90 %", "整体通关时间，90 %", k_tally}, p90<documents>},
  {{"document_clearance_s.p95", "s", "Document clearance, 95 %", "整体通关时间，95 %", k_tally}, p95<documents>},
  {{"sojourn_s.mean", "s", "Time in system, mean", "系统停留时间，平均", k_tally}, mean<sojourn>},
  {{"sojourn_s.p50", "s", "Time in system, median", "系统停留时间，中位数", k_tally}, p50<sojourn>},
  {{"sojourn_s.p90", "s", "Time in system, 90 %", "系统停留时间，90 %", k_tally}, p90<sojourn>},
  {{"sojourn_s.p95", "s", "Time in system, 95 %", "系统停留时间，95 %", k_tally}, p95<sojourn>},
};

constexpr Measure k_stage[] = {
  {{"utilisation", "1", "Utilisation (busy / open server time)", "利用率（作业／开放）", k_time},
   [](const View& v) { return open_share(v, of_stage(v).busy_time_s); }},
  {{"blocked", "1", "Blocked share of open server time", "受阻占开放时间", k_time},
   [](const View& v) { return open_share(v, of_stage(v).blocked_time_s); }},
  {{"starved", "1", "Starved share of open server time", "待车占开放时间", k_time}, starved},
  {{"closed", "1", "Closed share of all time", "关闭占全部时间", k_time},
   [](const View& v) { return ratio(of_stage(v).closed_time_s, window_s(v)); }},
  {{"down", "1", "Down share of open server time", "停机占开放时间", k_time},
   [](const View& v) { return open_share(v, of_stage(v).down_time_s); }},
  {{"served_per_day", "vehicles/d", "Served per day", "日均作业车次", k_count},
   [](const View& v) { return ratio(static_cast<double>(of_stage(v).served), v.window.days); }},
  {{"served_per_year", "vehicles/yr", "Served per year", "年作业车次", k_count},
   [](const View& v) {
     return ratio(static_cast<double>(of_stage(v).served), v.window.days) * models::k_year_days;
   }},
  {{"waiting_s.mean", "s", "Waiting, mean", "等待时间，平均", k_tally}, mean<waiting>},
  {{"waiting_s.p95", "s", "Waiting, 95 %", "等待时间，95 %", k_tally}, p95<waiting>},
  {{"waiting_s.variance", "s2", "Waiting, variance", "等待时间，方差", k_tally},
   [](const View& v) { return observed(waiting(v), waiting(v).variance_s2); }},
  {{"waited", "1", "Had to wait, share of those who joined", "需等待占入队者", k_count},
   [](const View& v) { return ratio(had_to_wait(v), joined(v)); }},
  {{"refused", "1", "Refused, share of those who came", "被拒占到达者", k_count},
   [](const View& v) { return ratio(refused(v), refused(v) + joined(v)); }},
  {{"refused_per_day", "vehicles/d", "Refused per day", "日均被拒车次", k_count},
   [](const View& v) { return ratio(refused(v), v.window.days); }},
  {{"gave_up", "1", "Gave up, share of those who joined", "放弃占入队者", k_count},
   [](const View& v) { return ratio(gave_up(v), joined(v)); }},
  {{"gave_up_per_day", "vehicles/d", "Gave up per day", "日均放弃车次", k_count},
   [](const View& v) { return ratio(gave_up(v), v.window.days); }},
  {{"queue.mean", "vehicles", "Queue, mean", "排队车辆，平均", k_time}, queue_mean},
  {{"queue.max", "vehicles", "Queue, longest", "排队车辆，最多", k_count}, queue_max},
  {{"queue_km.mean", "km", "Queue length, mean", "排队长度，平均", k_time},
   [](const View& v) { return queue_mean(v) * queue_km_per_vehicle(v); }},
  {{"queue_km.max", "km", "Queue length, longest", "排队长度，最长", k_count},
   [](const View& v) { return queue_max(v) * queue_km_per_vehicle(v); }},
};

constexpr Measure k_gathering[] = {
  {{"batches_per_day", "1/d", "Batches per day", "日均发出批次", k_count},
   [](const View& v) { return ratio(batches(v), v.window.days); }},
  {{"batch", "1", "Members of a batch, mean", "每批成员数，平均", k_tally},
   [](const View& v) { return ratio(static_cast<double>(of_gathering(v).members), batches(v)); }},
  {{"full", "1", "Share of batches that left full", "满编发出比例", k_tally},
   [](const View& v) { return ratio(static_cast<double>(of_gathering(v).full), batches(v)); }},
  {{"empty", "1", "Share of departures that found nobody", "空发比例", k_tally},
   [](const View& v) { return ratio(empty(v), empty(v) + batches(v)); }},
  {{"waiting_s.mean", "s", "Waiting for the others, mean", "等候集齐，平均", k_tally}, mean<gathering_wait>},
  {{"waiting_s.p95", "s", "Waiting for the others, 95 %", "等候集齐，95 %", k_tally}, p95<gathering_wait>},
  {{"forming_s.mean", "s", "From the first to the departure, mean", "自首个到达至发出，平均", k_tally}, mean<forming>},
  {{"queue.mean", "vehicles", "Waiting at once, mean", "等候数，平均", k_time},
   [](const View& v) { return ratio(of_gathering(v).queue_time_s, window_s(v)); }},
  {{"aboard.mean", "vehicles", "Aboard at once, mean", "随车数，平均", k_time},
   [](const View& v) { return ratio(of_gathering(v).aboard_time_s, window_s(v)); }},
};

constexpr Measure k_port[] = {
  {{"tonnes_per_year", "t/yr", "Tonnes carried per year", "年货运量", k_count},
   [](const View& v) { return ratio(sum_over_classes<cleared_t>(v), v.window.days) * models::k_year_days; }},
  {{"cleared_per_year", "vehicles/yr", "Vehicles cleared per year", "年通关车次", k_count},
   [](const View& v) { return ratio(sum_of_arrivals<cleared>(v), v.window.days) * models::k_year_days; }},
  {{"cleared_per_day", "vehicles/d", "Vehicles cleared per day", "日均通关车次", k_count},
   [](const View& v) { return ratio(sum_of_arrivals<cleared>(v), v.window.days); }},
  {{"cleared_per_open_day", "vehicles/d", "Vehicles cleared per open day", "开放日均通关车次", k_count},
   [](const View& v) { return ratio(sum_of_arrivals<cleared_on_whole_days>(v), v.window.open_days); }},
  {{"physical_clearance_s.mean", "s", "Physical clearance, mean of all vehicles", "车辆通关时间，全部车辆平均", k_tally},
   mean_of_arrivals<physical>},
  {{"document_clearance_s.mean", "s", "Document clearance, mean of all vehicles", "整体通关时间，全部车辆平均", k_tally},
   mean_of_arrivals<documents>},
};
// clang-format on

double open_days(const std::vector<char>& is_open, const Window& window) {
  double days = 0;
  for (std::size_t d = window.first_day; d < std::min(window.last_day, is_open.size()); ++d)
    days += is_open[d] != 0 ? 1 : 0;
  return days;
}

/// Stages whose queue the class's program can join. Programs end at their one `depart`.
std::vector<char> stages_of(const sim::Model& model, const sim::ClassDef& cls) {
  std::vector<char> stages(model.resources.size(), 0);
  for (std::size_t i = cls.first_step; i < model.steps.size(); ++i) {
    const sim::Step& step = model.steps[i];
    if (step.kind == sim::StepKind::depart) break;
    if (step.kind == sim::StepKind::seize || step.kind == sim::StepKind::seize_server ||
        step.kind == sim::StepKind::share || step.kind == sim::StepKind::take)
      stages[step.a] = 1;
  }
  return stages;
}

}  // namespace

double queue_km_per_vehicle(const View& v) {
  using Layout = sim::LedgerLayout;
  const auto first = Layout::resource_cell(static_cast<std::uint32_t>(v.index));
  double metres = 0;
  double seconds = 0;
  bool has_length = false;
  for (std::size_t c = 0; c < v.run.classes.size(); ++c) {
    const double length_m = v.scenario.classes[c].vehicle_length_m;
    has_length = has_length || (length_m > 0 && v.window.comes_to[c][v.index] != 0);
    const auto& ledger = v.run.classes[c].ledger_s;
    if (ledger.empty()) continue;
    const double waited = ledger[first + Layout::waiting] + ledger[first + Layout::closed] +
                          ledger[first + Layout::blocked];  // before the queue while it is full
    metres += waited * length_m;
    seconds += waited;
  }
  if (!has_length) return k_nan;
  const double lanes = std::max(1.0, v.scenario.stages[v.index].queue_lanes);
  return seconds > 0 ? metres / seconds / lanes / 1000 : 0;
}

Window observed_window(const models::Compiled& compiled) {
  const sim::Model& model = compiled.model;
  Window window;
  window.days =
      static_cast<double>(model.horizon - model.warm_up) / static_cast<double>(sim::k_day);
  window.first_day = static_cast<std::size_t>((model.warm_up + sim::k_day - 1) / sim::k_day);
  window.last_day =
      std::max(window.first_day, static_cast<std::size_t>(model.horizon / sim::k_day));
  window.is_of_endless_demand =
      std::any_of(model.classes.begin(), model.classes.end(),
                  [](const sim::ClassDef& c) { return c.source == sim::SourceKind::saturated; });
  window.open_days = open_days(compiled.open_day, window);
  for (std::size_t c = 0; c < model.classes.size(); ++c) {
    window.class_open_days.push_back(open_days(compiled.class_open_day[c], window));
    window.entry.push_back(model.classes[c].entry);
    window.comes_to.push_back(stages_of(model, model.classes[c]));
  }
  return window;
}

std::span<const Measure> class_measures() { return k_class; }
std::span<const Measure> stage_measures() { return k_stage; }
std::span<const Measure> port_measures() { return k_port; }
std::span<const Measure> gathering_measures() { return k_gathering; }

double gathering_class_value(const View& v, std::size_t c, GatheringClassMeasure measure) {
  const sim::GatheringResult& g = v.run.gatherings[v.index];
  switch (measure) {
    case GatheringClassMeasure::came_per_day:
      return ratio(static_cast<double>(g.came[c]), v.window.days);
    case GatheringClassMeasure::refused:
      return ratio(static_cast<double>(g.refused[c]), static_cast<double>(g.came[c]));
    case GatheringClassMeasure::gave_up:
      return ratio(static_cast<double>(g.gave_up[c]), static_cast<double>(g.came[c]));
    case GatheringClassMeasure::queue:
      break;
  }
  const auto cell = sim::LedgerLayout::gathering_cell(
      v.scenario.stages.size(), v.scenario.stores.size(), static_cast<std::uint32_t>(v.index));
  return ratio(v.run.classes[c].ledger_s[cell + sim::LedgerLayout::gathering], window_s(v));
}

std::size_t measure_index(std::span<const Measure> table, std::string_view id) {
  for (std::size_t i = 0; i < table.size(); ++i)
    if (table[i].info.id == id) return i;
  throw std::logic_error("no measure is called " + std::string(id));
}

}  // namespace kouan::analysis
