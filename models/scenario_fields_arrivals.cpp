// Field listings of arrivals: rates, intervals, timetables, traces; how many at once and in all.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "models/amounts.hpp"
#include "models/language/dates.hpp"
#include "models/language/trace_file.hpp"
#include "models/language/types.hpp"
#include "models/scenario_fields.hpp"
#include "models/steps_places.hpp"

namespace kouan::models {
namespace {

using namespace language;  // the listings read as text

/// A member of what is said of a class's arrivals.
template <class Member>
auto of_arrivals(Member member) {
  return [member](EntityClass & c) -> auto& { return c.arrivals.*member; };
}

const Listing<RatePeriod>& rate_listing() {
  static const auto k_listing =
      Listing<RatePeriod>("period", "A rate of arrivals between two dates.", "某时段内的到达率。")
          .field("from", &RatePeriod::from, date())
          .required()
          .doc("First day.", "首日。")
          .example("2017-07-01")
          .field("to", &RatePeriod::to, date())
          .required()
          .doc("Last day, inclusive.", "末日（含）。")
          .example("2017-11-30")
          .field("rate", &RatePeriod::rate_per_day, quantity(rate_dimension(), at_least(0)))
          .required()
          .doc("Vehicles per day on which the hours are open.", "每个开放日的车辆数。")
          .example("800 /d")
          .sourced_record()
          .check([](Reader& reader, const Node& map, const std::string& path, RatePeriod& out) {
            out.rate_per_day *= k_day_s;
            if (day_number(out.from) <= day_number(out.to)) return;
            reader.conflict(Code::order, map.value("to")->mark, join(path, "to"),
                            last_before_first(), same_day_or_later(), map.value("from")->mark,
                            {"the first day", "首日"});
          });
  return k_listing;
}
const ObjectInfo& rate_info() { return rate_listing().info(); }

/// No day belongs to two periods.
void check_periods(Reader& reader, const Node& map, const std::string& path, EntityClass& out) {
  const Node* list = map.value("rates");
  if (list == nullptr) return;
  for (std::size_t i = 0; i < out.rates.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const RatePeriod& a = out.rates[i];
      const RatePeriod& b = out.rates[j];
      if (day_number(a.from) > day_number(b.to) || day_number(b.from) > day_number(a.to)) continue;
      reader.conflict(Code::overlap, list->items[i].mark, join(join(path, "rates"), i),
                      {"found a period that overlaps another", "该时段与另一时段重叠"},
                      {"periods apart from each other", "互不重叠的时段"}, list->items[j].mark,
                      {"the other", "另一个"});
      return;
    }
  }
}

const Listing<ProfilePart>& profile_listing() {
  static const auto k_listing =
      Listing<ProfilePart>("stretch", "A rate of arrivals for some time.", "一段时间内的到达率。")
          .field("for", &ProfilePart::length_s, definition(quantity(time_dimension(), above(0))))
          .required()
          .doc("How long.", "时长。")
          .example("2 h")
          .field("rate", &ProfilePart::rate_per_s, quantity(rate_dimension(), at_least(0)))
          .required()
          .doc("Vehicles per time, on the clock.", "单位时间到达的车辆数。")
          .example("20 /h")
          .sourced_record();
  return k_listing;
}
const ObjectInfo& profile_info() { return profile_listing().info(); }

const Listing<Arrivals>& cycle_listing() {
  static const auto k_listing =
      Listing<Arrivals>("cycle",
                        "A rate of arrivals that follows a sine: base + amplitude × cos(2π "
                        "(t − peak) / period).",
                        "按正弦变化的到达率。")
          .field(
              "base", [](Arrivals& a) -> double& { return a.cycle.base_per_s; },
              quantity(rate_dimension(), above(0)))
          .required()
          .doc("Mean rate.", "平均到达率。")
          .example("40 /h")
          .field(
              "amplitude", [](Arrivals& a) -> double& { return a.cycle.amplitude_per_s; },
              quantity(rate_dimension(), at_least(0)))
          .required()
          .doc("Up to how much above and below it; at most the base.",
               "上下波动的幅度，不超过平均到达率。")
          .example("30 /h")
          .field("period", &Arrivals::cycle_period_s,
                 definition(quantity(time_dimension(), at_least(1))))
          .otherwise("1 d")
          .doc("Time from peak to peak.", "周期。")
          .example("24 h")
          .field("peak", &Arrivals::cycle_peak_s,
                 definition(quantity(time_dimension(), at_least(0))))
          .otherwise("0 h")
          .doc("When it is highest, from the start of the run.", "高峰时刻（自仿真开始起）。")
          .example("6 h")
          .sourced_record()
          .check([](Reader& reader, const Node& map, const std::string& path, Arrivals& out) {
            if (map.find("period") != nullptr)
              out.cycle.period = sim::from_seconds(out.cycle_period_s);
            out.cycle.peak = sim::from_seconds(out.cycle_peak_s);
            if (out.cycle.amplitude_per_s <= out.cycle.base_per_s) return;
            reader.conflict(
                Code::out_of_range, map.find("amplitude")->node.mark, join(path, "amplitude"),
                {"found an amplitude above the base", "波动幅度大于平均到达率"},
                {"at most the base, or rates would be negative", "不超过“base”，否则到达率为负"},
                map.find("base")->node.mark, {"the base", "平均到达率"});
          });
  return k_listing;
}
const ObjectInfo& cycle_info() { return cycle_listing().info(); }

void check_timetable(Reader& reader, const Node& map, const std::string& path, Arrivals& out) {
  const Entry* every = map.find("every");
  const Entry* at = map.find("at");
  if (every == nullptr && at == nullptr)
    return reader.error(Code::missing_key, map.mark, path,
                        {"found neither \"every\" nor \"at\"", "“every”和“at”均未写"},
                        {"every: 6 h, or at: [\"08:00\", \"14:30\"]",
                         "“every: 6 h”，或“at: [\"08:00\", \"14:30\"]”"});
  for (const char* key : {"at", "days", "side", "first"}) {
    const Entry* other = map.find(key);
    const bool goes_with_every = std::string(key) == "first";
    const Entry* first = goes_with_every ? at : every;
    if (other == nullptr || first == nullptr) continue;
    return reader.conflict(Code::conflict, other->mark, join(path, key),
                           found_beside(key, first->key),
                           {"either every, with first, or at, with days and side",
                            "“every”（可加first）或“at”（可加days、side），二者择一"},
                           first->mark, {"the other", "另一个"});
  }
  std::sort(out.timetable.times_s.begin(), out.timetable.times_s.end());
}

constexpr double k_most_early_s = 30 * 86400.0;

const Listing<Arrivals>& timetable_listing() {
  static const auto k_listing =
      Listing<Arrivals>("timetable", "Planned arrivals.", "按时刻表到达。")
          .field(
              "every", [](Arrivals& a) -> double& { return a.timetable.every_s; },
              quantity(time_dimension(), above(0)))
          .doc("One every so often; instead of at.", "按固定间隔；与 at 二选一。")
          .example("6 h")
          .field(
              "first", [](Arrivals& a) -> double& { return a.timetable.first_s; },
              quantity(time_dimension(), at_least(0)))
          .otherwise("0 h")
          .doc("When the first is due, from the start of the run; with every.",
               "首次计划到达时刻（自仿真开始起）；用于 every。")
          .example("1 h")
          .field(
              "at", [](Arrivals& a) -> std::vector<std::int32_t>& { return a.timetable.times_s; },
              datum(list_of(time_of_day(), 1, 1440)))
          .doc("Times of day at which one is due.", "每日计划到达时刻。")
          .example("[\"08:00\", \"14:30\"]")
          .field(
              "days", [](Arrivals& a) -> std::vector<int>& { return a.timetable.days; },
              definition(days()))
          .otherwise("mon-sun")
          .doc("Days on which these times hold.", "适用的星期几。")
          .example("mon-fri")
          .field(
              "side", [](Arrivals& a) -> std::string& { return a.timetable.side; },
              name_of("sides"))
          .otherwise("the first")
          .doc("Whose clock they follow.", "按哪一侧的时钟。")
          .example("cn")
          .field("lateness", &Arrivals::lateness_s, distribution(time_dimension(), true))
          .otherwise("0 min")
          .doc("How much later each comes.", "各次到达的晚点时间。")
          .example("\"exponential(20 min)\"")
          .field("early", &Arrivals::early_s,
                 quantity(time_dimension(), from_to(0, k_most_early_s)))
          .otherwise("0 min")
          .doc(
              "Lateness counts from so long before it is due, so that some come early. Who comes "
              "before the run begins is not in it.",
              "晚点自计划时刻之前此时长起算，故可早到；早于仿真开始者不计入。")
          .example("20 min")
          .sourced_record()
          .exactly_one({"every", "at"})
          .apart("every", {"days", "side"})
          .apart("at", {"first"})
          .check(&check_timetable);
  return k_listing;
}
const ObjectInfo& timetable_info() { return timetable_listing().info(); }

/// Reads the file; its columns become attributes.
Type<Trace> trace() {
  Type<Trace> type;
  *type.info = *text().info;
  type.info->allowed = {"a CSV file of arrivals such as trucks.csv",
                        "到达数据的CSV文件，如trucks.csv"};
  type.info->sourced = true;
  type.info->datum = true;
  type.read = [](Reader& reader, const Node& node, const std::string& path, Trace& out) {
    const std::string* name =
        reader.scalar(node, path, {"a CSV file of arrivals", "到达数据的CSV文件"});
    if (name == nullptr) return false;
    Parsed<TraceTable> table = read_trace(reader.folder(node) + "/" + *name, *name);
    if (!table) return reader.error(*table.problem, node, path), false;
    reader.note_data(path, table.value.file, table.value.data);
    std::vector<std::string> names;
    for (const TraceColumn& column : table.value.columns) {
      const int number = reader.attribute(column.name, *column.dimension, node.mark, path);
      if (number < 0) return false;
      out.attributes.push_back(number);
      names.push_back(column.name);
    }
    reader.note_trace(path, std::move(names));
    out.times_s = std::move(table.value.times_s);
    out.values = std::move(table.value.values);
    return true;
  };
  return type;
}

const std::array<std::pair<const char*, ArrivalKind>, 7>& kind_words() {
  static const std::array<std::pair<const char*, ArrivalKind>, 7> k_kinds = {
      {{"rates", ArrivalKind::rates},
       {"rate", ArrivalKind::steady},
       {"profile", ArrivalKind::profile},
       {"cycle", ArrivalKind::cycle},
       {"interarrival", ArrivalKind::renewal},
       {"timetable", ArrivalKind::timetable},
       {"trace", ArrivalKind::trace}}};
  return k_kinds;
}

/// One kind of arrivals, with what goes with it.
void settle_kind(Reader& reader, const Node& map, const std::string& path, EntityClass& out) {
  const Text allowed{"one of rates, rate, profile, cycle, interarrival, timetable, trace",
                     "rates、rate、profile、cycle、interarrival、timetable、trace之一"};
  const Entry* kind = nullptr;
  out.arrivals.kind = ArrivalKind::none;
  for (const auto& [word, value] : kind_words()) {
    const Entry* entry = map.find(word);
    if (entry == nullptr) continue;
    if (kind != nullptr)
      return reader.conflict(Code::conflict, entry->mark, join(path, word),
                             found_beside(word, kind->key), allowed, kind->mark,
                             {"the other", "另一个"});
    kind = entry;
    out.arrivals.kind = value;
  }
  if (kind == nullptr && map.find("at_start") == nullptr)
    return reader.error(Code::missing_key, map.mark, path,
                        {"found arrivals of no kind", "未写明以何种方式到达"},
                        told("{}, or at_start alone", "{}，或仅写at_start", allowed));
  const auto needs = [&](const char* key, bool fits, const Text& what) {
    const Entry* entry = map.find(key);
    if (entry == nullptr || fits) return;
    reader.conflict(Code::conflict, entry->mark, join(path, key),
                    found_beside(key, kind == nullptr ? "at_start" : kind->key), what,
                    kind == nullptr ? map.mark : kind->mark, {"the kind of arrivals", "到达方式"});
  };
  const ArrivalKind is = out.arrivals.kind;
  needs("hours",
        is == ArrivalKind::rates || is == ArrivalKind::steady || is == ArrivalKind::profile,
        {"hours with rates, rate or profile", "“hours”用于rates、rate或profile"});
  needs("first", is == ArrivalKind::renewal,
        {"first with interarrival", "“first”用于interarrival"});
  needs("batch", is != ArrivalKind::trace && is != ArrivalKind::none,
        {"batch with arrivals of several", "“batch”用于每次到达数辆的方式"});
  needs("at_start", is != ArrivalKind::trace,
        {"vehicles at the start as rows with time 0", "开始时在场的车辆写为时刻为0的行"});
  needs("limit", is != ArrivalKind::none,
        {"limit with arrivals that go on", "“limit”用于持续的到达"});
}

/// Batches are whole numbers of vehicles, at least one.
void check_batch(Reader& reader, const Node& map, const std::string& path, EntityClass& out) {
  if (!out.arrivals.batch) return;
  const sim::Distribution& batch = *out.arrivals.batch;
  const double least = batch.lower_bound();
  const bool is_whole =
      batch.kind != sim::DistributionKind::constant || batch.a == std::round(batch.a);
  if (least > 0.5 && is_whole && batch.quantile(1 - 1e-9) <= k_most_vehicles) return;
  reader.unexpected(Code::out_of_range, plain(map.find("batch")->node), join(path, "batch"),
                    {"whole numbers of vehicles, at least 1; a distribution is rounded, so it must "
                     "stay above 0.5: exponential(8, min 1)",
                     "整数车辆数，不小于1；分布取整，故须大于0.5：“exponential(8, min 1)”"});
}

void check_limit(Reader& reader, const Node& map, const std::string& path, EntityClass& out) {
  if (!out.arrivals.limit || *out.arrivals.limit >= out.arrivals.at_start) return;
  reader.conflict(Code::out_of_range, map.find("limit")->node.mark, join(path, "limit"),
                  {"found a limit below those at the start", "到达总数上限小于开始时在场的数量"},
                  {"at_start or more", "不小于“at_start”"}, map.find("at_start")->node.mark,
                  {"at the start", "开始时在场的数量"});
}

}  // namespace

const Listing<EntityClass>& arrivals_listing() {
  static const auto k_listing =
      Listing<EntityClass>("arrivals",
                           "How vehicles arrive, instead of a flow: one of rates, rate, profile, "
                           "cycle (Poisson), interarrival, timetable, trace.",
                           "到达方式（不用货流）：rates、rate、profile、cycle（泊松到达）、"
                           "interarrival、timetable、trace 择一。")
          .field("hours", &EntityClass::hours, name_of("hours"))
          .otherwise("always")
          .doc("With rates, rate and profile: they arrive while these are open.",
               "用于 rates、rate、profile：在此开放时间内到达。")
          .example("gate")
          .field("rates", &EntityClass::rates, list_of(object(&rate_listing, &rate_info), 1, 1000))
          .doc("Rates by date; none between periods.", "各时段到达率；时段之间无到达。")
          .example("[{from: 2017-07-01, to: 2017-11-30, rate: 800 /d}]")
          .field("rate", of_arrivals(&Arrivals::rate_per_s),
                 quantity(rate_dimension(), at_least(0)))
          .doc("The same rate all the time.", "恒定到达率。")
          .example("48 /h")
          .field("profile", of_arrivals(&Arrivals::profile),
                 list_of(object(&profile_listing, &profile_info), 1, 1000))
          .doc("Rates one after the other, again and again from the start of the run on.",
               "依次采用的到达率，自仿真开始起循环。")
          .example("[{for: 2 h, rate: 20 /h}, {for: 3 h, rate: 60 /h}]")
          .field(
              "cycle", [](EntityClass& c) -> Arrivals& { return c.arrivals; },
              object(&cycle_listing, &cycle_info))
          .doc("A rate that follows a sine.", "按正弦变化的到达率。")
          .example("{base: 40 /h, amplitude: 30 /h, period: 24 h, peak: 6 h}")
          .field("interarrival", of_arrivals(&Arrivals::interarrival_s),
                 distribution(time_dimension(), false))
          .doc("Time from one arrival to the next, each drawn anew.", "相邻到达的间隔，逐次抽样。")
          .example("\"erlang(3, 10 min)\"")
          .field("first", of_arrivals(&Arrivals::first),
                 definition(word({"after one interval", "at the start"})))
          .otherwise("after one interval")
          .doc("With interarrival: when the first comes.", "用于 interarrival：首次到达的时刻。")
          .example("at the start")
          .field(
              "timetable", [](EntityClass& c) -> Arrivals& { return c.arrivals; },
              object(&timetable_listing, &timetable_info))
          .doc("Planned arrivals, late or not.", "按时刻表到达，可有晚点。")
          .example("{every: 6 h, lateness: \"exponential(20 min)\"}")
          .field("trace", of_arrivals(&Arrivals::trace), trace())
          .doc(
              "CSV file of observed arrivals: a column \"time [min]\" from the start of the run, "
              "and columns that become attributes.",
              "实测到达的CSV文件：time [min] 列自仿真开始起，其余列成为属性。")
          .example("trucks.csv")
          .field(
              "batch",
              [](EntityClass& c) -> sim::Distribution& { return c.arrivals.batch.emplace(); },
              distribution(number_dimension(), false))
          .otherwise("1")
          .doc(
              "How many come at once: a whole number, or a distribution, rounded; rates and "
              "intervals are then of batches.",
              "一次到达的车辆数：整数，或取整的分布；到达率与间隔此时按批计。")
          .example("50")
          .field("at_start", of_arrivals(&Arrivals::at_start), count(from_to(0, k_most_vehicles)))
          .otherwise("0")
          .doc("How many are there at the start of the run.", "仿真开始时已在场的车辆数。")
          .example("10")
          .field(
              "limit", [](EntityClass& c) -> std::int32_t& { return c.arrivals.limit.emplace(); },
              count(from_to(1, 1e9)))
          .otherwise("all")
          .doc("How many come at most, those at the start among them.",
               "到达总数上限（含开始时在场者）。")
          .example("10")
          .at_most_one({"rates", "rate", "profile", "cycle", "interarrival", "timetable", "trace"})
          .at_least_one({"rates", "rate", "profile", "cycle", "interarrival", "timetable", "trace",
                         "at_start"})
          .apart("hours", {"cycle", "interarrival", "timetable", "trace"})
          .check(&settle_kind)
          .check(&check_periods)
          .check(&check_batch)
          .check(&check_limit);
  return k_listing;
}

}  // namespace kouan::models
