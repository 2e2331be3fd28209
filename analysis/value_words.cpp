#include "analysis/value_words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace kouan::analysis {

namespace {

struct FieldWord {
  std::string_view end;  ///< of the path, indices left out
  std::string_view en;
  std::string_view zh;
};

/// The longer ending stands first where two fit.
constexpr auto k_fields = std::to_array<FieldWord>(
    {{"holidays.from", "holiday, first day", "节假日首日"},
     {"holidays.to", "holiday, last day", "节假日末日"},
     {"closures.from", "closure, first day", "闭关首日"},
     {"closures.to", "closure, last day", "闭关末日"},
     {".open", "opening hours", "开放时间"},
     {".annual", "annual amount", "年运量"},
     {".months", "shares of the months", "各月比例"},
     {".days", "shares of the days of the week", "一周各日比例"},
     {"arrive.lead", "arrivals before opening", "开放前到达的提前量"},
     {"arrive.tail", "arrivals end before closing", "停止到达提前量"},
     {"rates.rate", "arrivals per day", "日到达量"},
     {"profile.rate", "arrivals, in a part of the day's course", "分时段到达率"},
     {"profile.for", "length of a part of the course of arrivals", "到达时段时长"},
     {"cycle.base", "arrivals, mean rate", "平均到达率"},
     {"cycle.amplitude", "arrivals, swing about the mean", "到达率波动幅度"},
     {"cycle.period", "arrivals, time from peak to peak", "到达率波动周期"},
     {"cycle.peak", "arrivals, time of the peak", "到达高峰时刻"},
     {"timetable.every", "time between those of the timetable", "时刻表间隔"},
     {"timetable.first", "first by the timetable", "时刻表首次时刻"},
     {"timetable.lateness", "lateness", "晚点时间"},
     {"timetable.early", "time before the timetable from which lateness counts", "提前时长"},
     {"arrivals.rate", "arrival rate", "到达率"},
     {"arrivals.interarrival", "time between arrivals", "到达间隔"},
     {"arrivals.batch", "number that come at once", "一次到达数量"},
     {"arrivals.at_start", "number there at the start", "期初在场数量"},
     {"arrivals.limit", "most that come", "到达总数上限"},
     {"counts.trains", "trains that one counts for", "折合列数"},
     {"counts.wagons", "wagons that one counts for", "折合车皮数"},
     {"counts.teu", "TEU that one counts for", "折合标准箱数"},
     {"counts.passengers", "passengers that one counts for", "折合旅客人数"},
     {".payload", "load per vehicle", "单车载重"},
     {".vehicle_length", "length per vehicle in the queue", "排队时每车占用长度"},
     {".servers", "lanes or places of work", "通道（作业位）数"},
     {".queue_lanes", "queue lanes abreast", "并行排队列数"},
     {".queue", "places in the queue", "候位"},
     {".balk_at", "queue at which nobody joins any more", "不再加入的排队长度"},
     {".patience", "patience in the queue", "排队耐心时长"},
     {".priority", "priority", "优先级"},
     {".vacation", "time away of a server that finds nobody waiting", "无人排队时的离开时长"},
     {"batch.most", "most at once", "一批最多数量"},
     {"batch.least", "fewest at once", "一批最少数量"},
     {".service", "service time", "作业时间"},
     {".read_rate", "share read automatically", "自动识读率"},
     {".place_length", "length of a place", "车位（股道）有效长度"},
     {".keep_free", "places kept free", "保留空位数"},
     {"places.number", "places taken by one", "占用车位数"},
     {"seize.number", "places taken by one", "占用车位数"},
     {"with.number", "places taken by one", "占用车位数"},
     {".places", "places", "车位"},
     {".capacity", "room", "容量"},
     {".initial", "stock at the start", "初始堆存"},
     {".removal", "taken away a day", "日外运量"},
     {".declare", "time of the declaration", "申报用时"},
     {"travel.time", "travel time", "行驶时间"},
     {".travel", "travel time", "行驶时间"},
     {"pass.time", "running time", "运行时间"},
     {"split.share", "share of the load that goes with them", "拆出部分所占载重比例"},
     {".share", "share of vehicles", "车辆比例"},
     {"repeat.again", "share that repeat", "重复比例"},
     {"parallel.needed", "number that must be done", "须办结项数"},
     {"split.number", "number of parts", "拆分数量"},
     {"appointment.early", "arrival before the slot", "较预约时段提前量"},
     {"appointment.late", "arrival after the slot", "较预约时段推迟量"},
     {"appointment.no_show", "share that do not come", "爽约比例"},
     {".slots_per_hour", "slots an hour", "每小时预约时段数"},
     {".most_ahead", "longest time booked ahead", "最长提前预约时间"},
     {".ahead", "shortest time booked ahead", "最短提前预约时间"},
     {".fleet", "number in the fleet", "车队规模"},
     {"breakdowns.time_to_failure", "time between failures", "故障间隔"},
     {"breakdowns.repair", "time to repair", "修复时间"},
     {"directions.every", "time between paths", "运行线间隔"},
     {"directions.first", "first path", "首条运行线时刻"},
     {"turns.most", "most in one turn", "每轮最多放行数"},
     {"turns.changeover", "time between turns", "轮换清空时间"},
     {".run", "running time", "运行时间"},
     {".length", "length", "区间长度"},
     {".following", "headway, following", "追踪间隔"},
     {".opposing", "headway, opposing", "会车间隔"},
     {".between", "time between stoppages", "停工间隔"},
     {".lasts", "length of a stoppage", "停工时长"},
     {".number", "number that leave together", "集齐发出数量"},
     {".within", "longest wait of the first", "首个到达后最长等候"},
     {".every", "time between departures", "发出间隔"},
     {".first", "first departure", "首次发出时刻"},
     {".least", "fewest that leave by the clock", "按时发出最少数量"},
     {".most", "most at once", "同时最多数量"},
     {"run.horizon", "length of the run", "仿真时长"},
     {"run.saturated_warm_up", "warm-up of saturated runs", "饱和运行预热期"},
     {"run.warm_up", "warm-up", "预热期"},
     {".cost", "cost", "建设费用"},
     {".fill", "share of the railway's throughput planned with", "铁路通过量可用比例"},
     {".road_price", "price by road", "公路运价"},
     {".rail_price", "price by rail", "铁路运价"},
     {".time_value", "value of an hour", "每小时价值"},
     {".sensitivity", "sensitivity of the choice to costs", "选择对费用的敏感度"},
     {".road_preference", "preference of road", "公路偏好"}});

/// Fields that hold a value for each of several classes.
constexpr auto k_by_class =
    std::to_array<FieldWord>({{"service_by_class", "service time", "作业时间"},
                              {"run_by_class", "running time", "运行时间"},
                              {"priority", "priority", "优先级"},
                              {"of", "number that go on together", "每次会合数量"},
                              {"places", "places", "车位"}});

models::Text text_of(const FieldWord& word) { return {std::string(word.en), std::string(word.zh)}; }

}  // namespace

std::optional<FieldName> field_name(const std::string& path) {
  const auto last = path.rfind('.');
  const auto before = last == std::string::npos || last == 0 ? last : path.rfind('.', last - 1);
  // Behind section and id, either of which may have such a name.
  if (before != std::string::npos &&
      std::count(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(before), '.') >= 1) {
    const std::string_view holder = std::string_view(path).substr(before + 1, last - before - 1);
    const auto* const word = std::find_if(k_by_class.begin(), k_by_class.end(),
                                          [&](const FieldWord& w) { return w.end == holder; });
    const std::string id = path.substr(last + 1);
    const bool is_step_of_it = holder == "places" && (id == "number" || id == "keep_free");
    if (word != k_by_class.end() && !is_step_of_it) return FieldName{text_of(*word), id};
  }
  const auto* const word = std::find_if(k_fields.begin(), k_fields.end(),
                                        [&](const FieldWord& w) { return path.ends_with(w.end); });
  if (word == k_fields.end()) return std::nullopt;
  return FieldName{text_of(*word), ""};
}

}  // namespace kouan::analysis
