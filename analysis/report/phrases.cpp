#include "analysis/report/phrases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "analysis/carried.hpp"
#include "analysis/main_class.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/units.hpp"
#include "analysis/throughput.hpp"
#include "analysis/value_title.hpp"
#include "models/amounts.hpp"
#include "models/working_time.hpp"

namespace kouan::analysis {

using models::Text;

Text tonnes(const Estimate& t) {
  const double size = size_of_figure(t);
  const MassUnit en = mass_unit(size, Language::en), zh = mass_unit(size, Language::zh);
  return {with_interval(scaled(t, 1 / en.t)) + " " + en.name,
          with_interval(scaled(t, 1 / zh.t)) + " " + zh.name};
}

Text tonnes_more(const Estimate& t) {
  const double size = size_of_figure(t);
  const MassUnit en = mass_unit(size, Language::en), zh = mass_unit(size, Language::zh);
  return {signed_with_interval(scaled(t, 1 / en.t)) + " " + en.name,
          signed_with_interval(scaled(t, 1 / zh.t)) + " " + zh.name};
}

bool is_small(const Estimate& relative) {
  constexpr double k_small = 0.005;
  if (!relative.half_width) return false;
  return std::max(std::abs(*relative.low()), std::abs(*relative.high())) < k_small;
}

Text name_of_value(const Text& title, const models::RangedValue& value) {
  return title.en.empty() ? Text{value.path, value.path} : title;
}

Text place_title(const VariantReport& variant, const std::string& id) {
  return place_title(variant.outcome->variant->scenario, id);
}

namespace {

Text more_hours(int hours) {
  if (hours == 1) return {"open one hour longer", "延长开放一小时"};
  return {fmt::format("open {} hours longer", hours), fmt::format("延长开放 {} 小时", hours)};
}

}  // namespace

Text one_more(const models::Scenario& scenario, const Place& place) {
  if (place.hours > 0) return more_hours(place.hours);
  if (place.waiting_places > 0)
    return {fmt::format("room for {} more to wait", place.waiting_places),
            fmt::format("增加 {} 个候位", place.waiting_places)};
  for (const models::Stage& stage : scenario.stages) {
    if (stage.id != place.id) continue;
    if (!stage.unit.en.empty()) return {"one more " + stage.unit.en, "增加一" + stage.unit.zh};
    if (models::could_be_double(stage)) return {"a second track", "增设第二线"};
  }
  const std::string_view kind = place_kind(scenario, place.id);
  if (kind == "store") return {"10 % more removal", "外运量增加 10 %"};
  if (kind == "yard") return {"one more place", "增加一个车位"};
  if (kind == "section") return {"room for one more on it", "容许多一辆（列）同时在内"};
  return {"one more server", "增加一条通道（作业位）"};
}

Text named_place(const Place& place) {
  if (place.waiting_places == 0) return place.title;
  return {"the room to wait at " + place.title.en, place.title.zh + "的候位"};
}

const char* kind_of_place(const models::Scenario& scenario, const Place& place) {
  return place.waiting_places > 0 ? "queue" : place_kind(scenario, place.id);
}

Text one_more_at_both(const models::Scenario& scenario, const Gain& pair) {
  const Text one = one_more(scenario, pair.place), other = one_more(scenario, *pair.also);
  return {one.en + ", " + other.en, one.zh + "；" + other.zh};
}

Text why_no_more(const models::Scenario& scenario, const std::string& id) {
  for (const models::Stage& stage : scenario.stages) {
    if (stage.id != id || models::can_have_more(stage)) continue;
    if (stage.section->directions.size() == 1)
      return {": its one direction has the track to itself, and headways and slots are no places",
              "：仅有一个方向，独占线路，追踪间隔与运行线不属于可增加的位数"};
    return {": each direction has its own track already, and headways and slots are no places",
            "：各方向已有独立线路，追踪间隔与运行线不属于可增加的位数"};
  }
  return {};
}

const VariantReport& variant_of(const Report& report, const std::string& id) {
  for (const VariantReport& variant : report.variants)
    if (variant.outcome->variant->id == id) return variant;
  throw std::logic_error("no variant is called " + id);
}

Text variant_title(const Report& report, const std::string& id) {
  return variant_of(report, id).outcome->variant->title;
}

Text under(const Report& report, const VariantReport& variant) {
  const bool is_base = &variant == &report.variants.front();
  const Variant& of = *variant.outcome->variant;
  if (is_base && of.with.en.empty()) return {"As it stands", "现状下"};
  const Text& title = is_base ? of.with : of.title;
  return {"With “" + title.en + "”", "采用“" + title.zh + "”后"};
}

Text way_of_differences(const Variant& variant) {
  const Text& alone = variant.counterfactual;
  if (!alone.en.empty())
    return {
        fmt::format("each difference is “{}” less the base; the answer tells it the other way "
                    "round, as “{}”",
                    variant.title.en, alone.en),
        fmt::format("差值为“{}”减基准；结论中方向相反，表述为“{}”", variant.title.zh, alone.zh)};
  if (variant.undoes.en.empty()) return {};
  return {fmt::format("each difference is against the base, which has “{}”", variant.undoes.en),
          fmt::format("差值均相对基准，基准为“{}”", variant.undoes.zh)};
}

std::optional<std::size_t> main_class(const Report& report) {
  return main_class(*report.variants.front().outcome);
}

std::vector<const theory::StageLoad*> overloaded(const VariantReport& variant) {
  std::vector<const theory::StageLoad*> found;
  for (const theory::StageLoad& load : variant.before.loads) {
    const theory::Judgement in_run = theory::judged(load);
    const bool is_shut = in_run == theory::Judgement::never_open && load.least_load > 1;
    if (in_run == theory::Judgement::grows || is_shut) found.push_back(&load);
  }
  return found;
}

std::vector<const theory::StageLoad*> overloaded_in_a_month(const VariantReport& variant) {
  std::vector<const theory::StageLoad*> found;
  for (const theory::StageLoad& load : variant.before.loads)
    if (load.least_load <= 1 && theory::judged_in_worst_month(load) == theory::Judgement::grows)
      found.push_back(&load);
  return found;
}

std::string load_that_comes(const theory::StageLoad& load) {
  return load.counts_turned_away ? "≥" + load_text(load.least_load) : load_text(load.load);
}

std::string month_load_that_comes(const theory::StageLoad& load) {
  return load.counts_turned_away ? "≥" + load_text(load.worst_month_least_load)
                                 : load_text(load.worst_month_load);
}

namespace {

/// What the vehicles that are cleared count for, in the mix of the run, by replication: one may
/// count as several trains. 1 where none is cleared.
std::vector<double> trains_a_vehicle(const models::Scenario& scenario, const Samples& samples) {
  const auto number = static_cast<std::size_t>(samples.replications());
  std::vector<double> trains(number, 0), vehicles(number, 0);
  for (std::size_t c = 0; c < scenario.classes.size(); ++c) {
    const models::EntityClass& cls = scenario.classes[c];
    if (!models::comes_from_outside(cls)) continue;
    const std::span<const double> cleared = samples.of_class(c, "cleared_per_day");
    for (std::size_t r = 0; r < number; ++r) {
      vehicles[r] += cleared[r];
      trains[r] += cleared[r] * (cls.counts.trains > 0 ? cls.counts.trains : 1);
    }
  }
  for (std::size_t r = 0; r < number; ++r)
    trains[r] = vehicles[r] > 0 ? trains[r] / vehicles[r] : 1;
  return trains;
}

}  // namespace

bool is_above_bound_of_mix(const VariantReport& variant) {
  if (!variant.outcome->saturated) return false;
  constexpr double k_chance = 1.001;
  const CarriedIn in = carried_in(variant.outcome->variant->scenario);
  const Estimate capacity = estimate(variant.outcome->saturated->of_port(carried_measure(in)));
  return capacity.low() && *capacity.low() > sustained_per_year(variant.bound, in) * k_chance;
}

Text years_simulated(const models::Scenario& scenario) {
  const auto days = models::days_of(scenario);
  const std::int64_t last =
      models::days_from_civil(scenario.start) + std::max<std::int64_t>(1, days) - 1;
  const int from = scenario.start.year, to = models::civil_from_days(last).year;
  if (from == to) return {std::to_string(from), fmt::format("{} 年", from)};
  return {fmt::format("{} to {}", from, to), fmt::format("{} 至 {} 年", from, to)};
}

double demand_per_year(const VariantReport& variant) {
  const models::Scenario& scenario = variant.outcome->variant->scenario;
  // What a fleet carries is no demand, and no part of it by itself.
  for (const models::EntityClass& cls : scenario.classes)
    if (cls.fleet > 0) return 0;
  const bool is_in_tonnes = carried_in(scenario) == CarriedIn::tonnes;
  double all = 0;
  for (const CheckDemand& demand : variant.before.demand)
    all += is_in_tonnes ? demand.tonnes : demand.vehicles;
  return all * models::k_year_s / scenario.horizon_s;
}

bool is_above_capacity(const VariantReport& variant) {
  if (!variant.outcome->saturated) return false;
  const Samples& saturated = *variant.outcome->saturated;
  if (!estimate(saturated.of_port("cleared_per_open_day")).known()) return false;
  const CarriedIn in = carried_in(variant.outcome->variant->scenario);
  const Estimate capacity = estimate(saturated.of_port(carried_measure(in)));
  return demand_per_year(variant) > capacity.mean + capacity.half_width.value_or(0);
}

Text direction_name(const std::string& direction) {
  if (direction == "inbound") return {"inbound", "入境"};
  if (direction == "outbound") return {"outbound", "出境"};
  if (direction == "both") return {"both", "合计"};
  return {"unstated", "未注明"};
}

Text counting_unit(const std::string& unit) {
  if (unit == "vehicles") return {"vehicles", "车辆"};
  if (unit == "trains") return {"trains", "列车"};
  if (unit == "wagons") return {"wagons", "车皮"};
  if (unit == "teu") return {"TEU", "标准箱"};
  if (unit == "passengers") return {"passengers", "旅客"};
  return {"t", "吨"};
}

Text vehicles_or_trains(const models::Scenario& scenario, const Samples& samples,
                        std::string_view measure) {
  const std::span<const double> vehicles = samples.of_port(measure);
  const bool all_are_trains = std::all_of(
      scenario.classes.begin(), scenario.classes.end(), [&](const models::EntityClass& cls) {
        return !models::comes_from_outside(cls) || cls.counts.trains > 0 ||
               !is_ever_cleared(scenario, cls);
      });
  if (!all_are_trains) {
    const std::string count = with_interval(estimate(vehicles));
    return {count + " vehicles", count + " 辆"};
  }
  std::vector<double> trains = trains_a_vehicle(scenario, samples);
  std::transform(vehicles.begin(), vehicles.end(), trains.begin(), trains.begin(),
                 [](double number, double each) { return number * each; });
  const std::string count = with_interval(estimate(trains));
  return {count + " trains", count + " 列"};
}

Text trains_by_direction(const models::Scenario& scenario, const Samples& samples) {
  if (!is_port_of_trains(scenario)) return {};
  const std::vector<Throughput> rows = throughput(scenario, samples);
  const auto find = [&](const std::string& direction, const char* unit) {
    const auto it = std::find_if(rows.begin(), rows.end(), [&](const Throughput& row) {
      return row.direction == direction && row.unit == unit;
    });
    return it == rows.end() ? nullptr : &*it;
  };
  Text all;
  for (const Throughput& row : rows) {
    if (row.unit != "trains" || row.direction == "both") continue;
    const bool is_stated = row.direction != "unstated";
    const Text way = is_stated ? direction_name(row.direction) : Text{};
    const Throughput* t = find(row.direction, "t");
    const Throughput* teu = find(row.direction, "teu");
    Text load;
    if (t != nullptr)
      load = tonnes(t->per_year);
    else if (teu != nullptr)
      load = {with_interval(teu->per_year) + " TEU", with_interval(teu->per_year) + " 标准箱"};
    const std::string trains = with_interval(row.per_day);
    all.en += (all.en.empty() ? "" : ", ") + way.en + (is_stated ? " " : "") + trains +
              " trains a day" + (load.en.empty() ? "" : " with " + load.en + " a year");
    all.zh += (all.zh.empty() ? "" : "，") + way.zh + "日均 " + trains + " 列" +
              (load.zh.empty() ? "" : "、每年 " + load.zh);
  }
  return all;
}

void say_precision(const Report& report, Sentences& out) {
  const auto& p = report.outcome.precision;
  if (!p) return;
  const std::string asked = fmt::format("{:.3g}", 100 * p->asked);
  const std::string widest = fmt::format("{:.2g}", 100 * p->widest);
  if (!std::isfinite(p->widest)) {
    out.say(fmt::format("The precision asked for, {} %, cannot be judged: too little was carried "
                        "or cleared.",
                        asked),
            fmt::format("所要求的精度 {} % 无从判断：货运或通关过少。", asked));
  } else if (p->reached) {
    const PrecisionRule rule;
    const int least = rule.first + (rule.passes - 1) * rule.block;
    out.say(fmt::format("The precision asked for, {} %, was reached at two looks in a row; the "
                        "widest interval is ±{} %. One look may pass by luck, so the first is "
                        "after {} replications, the next {} later: at least {} are run.",
                        asked, widest, rule.first, rule.block, least),
            fmt::format("所要求的精度 {} % 连续两次达到；最宽区间为 ±{} %。单次达到可能出于偶然，"
                        "故首次检查在 {} 次重复之后，其后每 {} 次检查一次，至少运行 {} 次。",
                        asked, widest, rule.first, rule.block, least));
  } else {
    out.say(fmt::format("The precision asked for, {} %, was not reached; the widest interval is "
                        "±{} %.",
                        asked, widest),
            fmt::format("所要求的精度 {} % 未达到；最宽区间为 ±{} %。", asked, widest));
  }
}

void say_turned_away(const Report& report, const VariantReport& variant, Sentences& out) {
  const auto& classes = variant.outcome->variant->scenario.classes;
  const Text head = under(report, variant);
  for (std::size_t c = 0; c < classes.size(); ++c) {
    const Estimate share = estimate(variant.outcome->samples->of_class(c, "turned_away_share"));
    if (!(share.mean > 0)) continue;
    out.say(fmt::format("{} {} of those that leave ({}) have been turned away or have given up "
                        "waiting: these are not cleared and in no clearance time.",
                        head.en, percent(share), classes[c].title.en),
            fmt::format("{}，离开的{}中有 {} 被拒或放弃排队：未获放行，不计入通关时间。", head.zh,
                        classes[c].title.zh, percent(share)));
  }
}

void Sentences::say(std::string en, std::string zh) {
  said_.en.push_back(std::move(en));
  said_.zh.push_back(std::move(zh));
  if (group_ == Group::goes_on) {
    ++said_.groups.back();
  } else {
    said_.groups.push_back(1);
  }
  if (group_ == Group::begins) group_ = Group::goes_on;
}

void Sentences::say(const Text& text) {
  if (!text.en.empty()) say(text.en, text.zh);
}

void Sentences::open_group() { group_ = Group::begins; }

Text one_after(const Text& first, const Text& second) {
  if (first.en.empty() || second.en.empty()) return first + second;
  return {first.en + " " + second.en, first.zh + second.zh};
}

Text as_sentence(const Text& text) {
  if (text.en.empty()) return {};
  Text out{text.en + ".", text.zh + "。"};
  if (out.en.front() >= 'a' && out.en.front() <= 'z')
    out.en.front() = static_cast<char>(out.en.front() - 'a' + 'A');
  return out;
}

}  // namespace kouan::analysis
