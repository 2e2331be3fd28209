#include "models/scenario_fields.hpp"

#include <algorithm>

#include "models/language/dates.hpp"
#include "models/language/types.hpp"

namespace kouan::models {
namespace {

using namespace language;  // NOLINT(build/namespaces): the listings read as text

Type<std::string> activity() { return word(activity_words()); }

// --- working time ---

/// From is not after to; a missing `to` is the same day.
template <class T>
void check_dates(Reader& reader, const Node& map, const std::string& path, T& out) {
  const Entry* from = map.find("from");
  const Entry* to = map.find("to");
  if (from == nullptr || to == nullptr || day_number(out.from) <= day_number(out.to)) return;
  reader.conflict(Code::order, to->node.mark, join(path, "to"), "found a last day before the first",
                  "to: the same day as from, or later", from->node.mark, "the first day");
}

const Listing<Holiday>& holiday_listing() {
  static const auto k_listing =
      Listing<Holiday>("holiday", "Dates on which nothing is open.", "不开放的日期。")
          .field("title", &Holiday::title, title())
          .doc("Name.", "名称。")
          .example("{en: Naadam, zh: 那达慕}")
          .field("from", &Holiday::from, date())
          .required()
          .doc("First day.", "首日。")
          .example("2023-07-10")
          .field("to", &Holiday::to, date())
          .otherwise("from")
          .doc("Last day, inclusive.", "末日（含）。")
          .example("2023-07-15")
          .sourced_record()
          .check(&check_dates<Holiday>)
          .check([](Reader&, const Node& map, const std::string&, Holiday& out) {
            if (map.find("to") == nullptr) out.to = out.from;
          });
  return k_listing;
}
const ObjectInfo& holiday_info() { return holiday_listing().info(); }

const Listing<Side>& side_listing() {
  static const auto k_listing =
      Listing<Side>("side", "A country at the border, with its clock and holidays.",
                    "口岸一侧：时区与节假日。")
          .field("title", &Side::title, title())
          .doc("Name of the country.", "国家名称。")
          .example("{en: China, zh: 中国}")
          .field("utc_offset", &Side::utc_offset_s, utc_offset())
          .otherwise("+08:00")
          .doc("Its clock; no summer time.", "与协调世界时之差，不设夏令时。")
          .example("\"+08:00\"")
          .field("holidays", &Side::holidays, list_of(object(&holiday_listing, &holiday_info)))
          .otherwise("[]")
          .doc("Holidays on which hours that name this side are closed.",
               "节假日，凡引用此侧的开放时间均关闭。")
          .example("[{title: Naadam, from: 2023-07-10, to: 2023-07-15}]");
  return k_listing;
}
const ObjectInfo& side_info() { return side_listing().info(); }

/// What the file says of hours before days and spans are put together.
struct HoursText : Hours {
  WeekSpans opening;
  std::vector<int> days;
};

void settle_hours(Reader& reader, const Node& map, const std::string& path, HoursText& out) {
  WeekSpans chosen;
  for (std::size_t day = 0; day < chosen.size(); ++day) {
    const bool is_chosen =
        map.find("days") == nullptr ||
        std::find(out.days.begin(), out.days.end(), static_cast<int>(day)) != out.days.end();
    if (is_chosen) chosen[day] = out.opening[day];
  }
  const Node& open = *map.value("open");
  const auto split = split_at_midnight(chosen);
  if (!split)
    return reader.error(Code::overlap, open.mark, join(path, "open"), "found spans that overlap",
                        "spans apart from each other");
  if (std::all_of(split->begin(), split->end(), [](const auto& day) { return day.empty(); })) {
    return reader.error(Code::empty, open.mark, join(path, "open"), "found hours that never open",
                        "at least one span a week; use closures: for closed seasons");
  }
  std::copy(split->begin(), split->end(), out.week);
}

const Listing<HoursText>& hours_listing() {
  static const auto k_listing =
      Listing<HoursText>("hours",
                         "Opening hours by weekday, closed on holidays and in closed seasons.",
                         "按周的开放时间，节假日与停开期关闭。")
          .field("side", &HoursText::side, name_of("sides"))
          .required()
          .doc("Whose clock they follow.", "按哪一侧的时钟。")
          .example("cn")
          .field("open", &HoursText::opening, opening())
          .required()
          .doc(
              "Spans of the day; for all days, or by day. A span past midnight belongs to the day "
              "on which it begins.",
              "每日时段；可统一，也可按星期几分别给出。跨零点的时段归入起始日。")
          .example(
              "{mon-fri: \"08:00-18:00\", sat: [\"08:00-12:00\", \"14:00-18:00\"], sun: closed}")
          .field("days", &HoursText::days, days())
          .otherwise("mon-sun")
          .doc("Days on which they open at all.", "开放的星期几。")
          .example("mon-sat")
          .field("closed_on", &HoursText::closed_on, list_of(name_of("sides")))
          .otherwise("[]")
          .doc("Sides whose holidays close them.", "随哪些侧的节假日关闭。")
          .example("[mn, cn]")
          .field("closures", &HoursText::closures, list_of(object(&holiday_listing, &holiday_info)))
          .otherwise("[]")
          .doc("Further closed dates: seasons, works.", "其他停开日期。")
          .example("[{title: Works, from: 2023-02-01, to: 2023-02-03}]")
          .check(&settle_hours);
  return k_listing;
}
const ObjectInfo& hours_info() { return hours_listing().info(); }

// --- places ---

const Listing<ServerGroup>& lane_listing() {
  static const auto k_listing =
      Listing<ServerGroup>("group of lanes", "Part of a stage's servers with own hours and dates.",
                           "一组通道，有自己的开放时间与启用日期。")
          .field("servers", &ServerGroup::servers, count(at_least(0)))
          .required()
          .doc("Number of servers.", "通道（服务台）数。")
          .example("12")
          .field("hours", &ServerGroup::hours, name_of("hours"))
          .otherwise("always open")
          .doc("When they are open.", "开放时间。")
          .example("gate")
          .field("from", &ServerGroup::from, date())
          .otherwise("the start of time")
          .doc("First day in use.", "启用日。")
          .example("2023-03-01")
          .field("to", &ServerGroup::to, date())
          .otherwise("the end of time")
          .doc("Last day in use, inclusive.", "停用日（含）。")
          .example("2023-12-31")
          .sourced_record()
          .check(&check_dates<ServerGroup>);
  return k_listing;
}
const ObjectInfo& lane_info() { return lane_listing().info(); }

/// What the file says of a stage: either lanes, or servers with hours.
struct StageText : Stage {
  ServerGroup single;
};

void settle_servers(Reader& reader, const Node& map, const std::string& path, StageText& out) {
  const Entry* lanes = map.find("lanes");
  const Entry* servers = map.find("servers");
  const Entry* hours = map.find("hours");
  if (lanes == nullptr) {
    if (servers == nullptr)
      return reader.error(Code::missing_key, map.mark, path,
                          "found neither \"servers\" nor \"lanes\"",
                          "servers: 8, or lanes: [{servers: 12, hours: gate}]");
    out.groups = {out.single};
  } else if (servers != nullptr || hours != nullptr) {
    const Entry* second = servers != nullptr ? servers : hours;
    reader.conflict(Code::conflict, second->mark, join(path, second->key),
                    fmt::format("found \"{}\" beside \"lanes\"", second->key),
                    "either lanes, or servers with hours", lanes->mark, "the lanes");
  }
}

void check_misread(Reader& reader, const Node& map, const std::string& path, StageText& out) {
  const Entry* read_rate = map.find("read_rate");
  const Entry* on_misread = map.find("on_misread");
  if (read_rate != nullptr && out.read_rate < 1 && on_misread == nullptr) {
    reader.error(Code::missing_key, read_rate->mark, path,
                 "found \"read_rate\" below 100 % without \"on_misread\"",
                 "on_misread: the stage for what is not read");
  }
  if (on_misread != nullptr && read_rate == nullptr) {
    reader.error(Code::missing_key, on_misread->mark, path,
                 "found \"on_misread\" without \"read_rate\"", "read_rate: 98 %");
  }
  if (on_misread != nullptr && out.on_misread == out.id) {
    reader.error(Code::reference, on_misread->node.mark, join(path, "on_misread"),
                 "found the stage itself", "another stage");
  }
}

const Listing<StageText>& stage_listing() {
  static const auto k_listing =
      Listing<StageText>("stage", "A named place of work: servers, a queue before them, hours.",
                         "环节：若干服务台及其前的排队与开放时间。")
          .field("title", &StageText::title, title())
          .doc("Name.", "名称。")
          .example("{en: Entry gate, zh: 入境卡口}")
          .field("side", &StageText::side, name_of("sides"))
          .doc("Side on which it lies.", "所在一侧。")
          .example("cn")
          .field("activity", &StageText::activity, activity())
          .otherwise("none")
          .doc("Row of CAREC's corridor monitoring under which its time is reported.",
               "对应的CAREC走廊监测项目。")
          .example("transport-inspection")
          .field(
              "servers", [](StageText& s) -> std::int32_t& { return s.single.servers; },
              count(at_least(1)))
          .doc("Number of equal servers; instead of lanes.", "相同服务台的数量；与 lanes 二选一。")
          .example("8")
          .field(
              "hours", [](StageText& s) -> std::string& { return s.single.hours; },
              name_of("hours"))
          .otherwise("always open")
          .doc("When the servers are open.", "开放时间。")
          .example("gate")
          .field("lanes", &StageText::groups, list_of(object(&lane_listing, &lane_info), 1, 1000))
          .doc("Groups of servers with own hours and dates; instead of servers and hours.",
               "分组通道，各有开放时间与日期；与 servers 二选一。")
          .example("[{servers: 12, hours: gate}]")
          .field("queue", &StageText::queue_places, queue_places())
          .otherwise("unlimited")
          .doc(
              "Places in the queue before it, without those in service. A full queue holds back "
              "those upstream.",
              "排队位数，不含正在作业者。排满则阻塞上游。")
          .example("20 vehicles")
          .field("queue_lanes", &StageText::queue_lanes, quantity(number_dimension(), at_least(1)))
          .otherwise("1")
          .doc("Vehicles abreast in the queue, for its length in km.",
               "并排排队的车列数，用于换算排队长度。")
          .example("2")
          .field(
              "service", [](StageText& s) -> sim::Distribution& { return s.service.emplace(); },
              distribution(time_dimension(), true))
          .doc("Time a server takes; may be missing where every visit has inner steps.",
               "作业时间；若每次到访都有内部步骤可省略。")
          .example("\"lognormal(mean 2.9 min, cv 0.5)\"")
          .field("service_by_class", &StageText::service_by_class,
                 by_name("classes", distribution(time_dimension(), true)))
          .otherwise("{}")
          .doc("Other times for single classes.", "个别类别的作业时间。")
          .example("{copper-truck: \"lognormal(mean 4 min, cv 0.5)\"}")
          .field("read_rate", &StageText::read_rate, quantity(share_dimension(), from_to(0, 1)))
          .otherwise("100 %")
          .doc("Share that is read without fault.", "正确识读的比例。")
          .example("98 %")
          .field("on_misread", &StageText::on_misread, name_of("stages"))
          .doc("Stage to which the rest goes on.", "未识读者转往的环节。")
          .example("manned-lane")
          .check(&settle_servers)
          .check(&check_misread);
  return k_listing;
}
const ObjectInfo& stage_info() { return stage_listing().info(); }

const Listing<StageText>& yard_listing() {
  static const auto k_listing =
      Listing<StageText>("yard", "Places that are held while inner steps go on.",
                         "场地：在内部步骤期间占用的车位。")
          .field("title", &StageText::title, title())
          .doc("Name.", "名称。")
          .example("{en: Inspection yard, zh: 查验场}")
          .field("side", &StageText::side, name_of("sides"))
          .doc("Side on which it lies.", "所在一侧。")
          .example("cn")
          .field("activity", &StageText::activity, activity())
          .otherwise("none")
          .doc("Row of CAREC's corridor monitoring.", "对应的CAREC走廊监测项目。")
          .example("customs")
          .field(
              "places", [](StageText& s) -> std::int32_t& { return s.single.servers; },
              count(at_least(1)))
          .required()
          .doc("Number of places.", "车位数。")
          .example("30")
          .field(
              "hours", [](StageText& s) -> std::string& { return s.single.hours; },
              name_of("hours"))
          .otherwise("always open")
          .doc("When places are given out.", "开放时间。")
          .example("gate")
          .field("queue", &StageText::queue_places, queue_places())
          .otherwise("unlimited")
          .doc("Places in the queue before it.", "场外排队位数。")
          .example("20 vehicles")
          .field("queue_lanes", &StageText::queue_lanes, quantity(number_dimension(), at_least(1)))
          .otherwise("1")
          .doc("Vehicles abreast in the queue.", "并排排队的车列数。")
          .example("1")
          .check([](Reader&, const Node&, const std::string&, StageText& out) {
            out.kind = StageKind::yard;
            out.groups = {out.single};
          });
  return k_listing;
}
const ObjectInfo& yard_info() { return yard_listing().info(); }

const Listing<Store>& store_listing() {
  static const auto k_listing =
      Listing<Store>("store", "Tonnage that fills by unloading and is removed at a steady rate.",
                     "堆场：卸货增加，按固定速率运出。")
          .field("title", &Store::title, title())
          .doc("Name.", "名称。")
          .example("{en: Coal storage, zh: 储煤场}")
          .field("side", &Store::side, name_of("sides"))
          .doc("Side on which it lies.", "所在一侧。")
          .example("cn")
          .field("capacity", &Store::capacity_kg, quantity(mass_dimension(), above(0)))
          .required()
          .doc("Most it holds; unloading waits while it is full.", "容量；满时卸货等待。")
          .example("1.5 Mt")
          .field("initial", &Store::initial_kg, quantity(mass_dimension(), at_least(0)))
          .otherwise("0 t")
          .doc("What lies there at the start.", "初始存量。")
          .example("0.6 Mt")
          .field("removal", &Store::removal_kg_per_s, quantity(mass_rate_dimension(), at_least(0)))
          .required()
          .doc("What is taken away.", "运出速率。")
          .example("140 kt/d")
          .check([](Reader& reader, const Node& map, const std::string& path, Store& out) {
            if (out.initial_kg <= out.capacity_kg) return;
            reader.conflict(Code::out_of_range, map.find("initial")->mark, join(path, "initial"),
                            "found more than the store holds", "up to the capacity",
                            map.find("capacity")->mark, "the capacity");
          });
  return k_listing;
}
const ObjectInfo& store_info() { return store_listing().info(); }

// --- the whole ---

const Listing<Scenario>& run_listing() {
  static const auto k_listing =
      Listing<Scenario>("run", "What period is simulated.", "仿真时段。")
          .field("start", &Scenario::start, date())
          .required()
          .doc("First day, at midnight of the first side's clock.", "起始日（按第一侧时钟零点）。")
          .example("2023-01-01")
          .field("horizon", &Scenario::horizon_s, definition(quantity(time_dimension(), above(0))))
          .required()
          .doc("Length of the run.", "仿真时长。")
          .example("365 d")
          .field("warm_up", &Scenario::warm_up_s,
                 definition(quantity(time_dimension(), at_least(0))))
          .otherwise("0 d")
          .doc("Start of the run that is left out of the results.", "预热期，不计入结果。")
          .example("7 d")
          .field("saturated_warm_up", &Scenario::saturated_warm_up_s,
                 definition(quantity(time_dimension(), at_least(0))))
          .otherwise("7 d")
          .doc("The same for runs with demand far above capacity.", "饱和运行的预热期。")
          .example("7 d")
          .check([](Reader& reader, const Node& map, const std::string& path, Scenario& out) {
            if (out.warm_up_s < out.horizon_s) return;
            reader.conflict(Code::out_of_range, map.find("warm_up")->mark, join(path, "warm_up"),
                            "found a warm-up that leaves nothing of the run",
                            "less than the horizon", map.find("horizon")->mark, "the horizon");
          });
  return k_listing;
}
const ObjectInfo& run_info() { return run_listing().info(); }

/// A field that is dealt with before the listing is read.
template <class T, class V>
Type<T> dealt_with_before(const Type<V>& type) {
  Type<T> out;
  *out.info = *type.info;
  out.info->sourced = false;
  out.read = [](Reader&, const Node&, const std::string&, T&) { return true; };
  return out;
}

Scenario& whole(Scenario& scenario) { return scenario; }

/// Reads a section whose text form T is more than the struct S that it fills.
template <class S, class T>
Type<std::vector<S>> sliced(const Type<std::vector<T>>& texts) {
  Type<std::vector<S>> out;
  out.info = texts.info;
  out.read = [texts](Reader& reader, const Node& node, const std::string& path,
                     std::vector<S>& target) {
    std::vector<T> read;
    const bool fine = texts.read(reader, node, path, read);
    for (T& text : read)
      target.push_back(std::move(static_cast<S&>(text)));
    return fine;
  };
  return out;
}

const ObjectInfo& flow_info() { return flow_listing().info(); }
const ObjectInfo& class_info() { return class_listing().info(); }
const ObjectInfo& process_info() { return process_listing().info(); }

}  // namespace

const std::vector<std::string>& activity_words() {
  static const std::vector<std::string> k_words = {"border-security",
                                                   "customs",
                                                   "health-quarantine",
                                                   "phytosanitary",
                                                   "veterinary",
                                                   "visa-immigration",
                                                   "transport-inspection",
                                                   "weight-inspection",
                                                   "documents",
                                                   "loading-unloading",
                                                   "gauge-change",
                                                   "shunting",
                                                   "waiting-queue",
                                                   "road-toll",
                                                   "escort",
                                                   "none"};
  return k_words;
}

const Listing<Scenario>& scenario_listing() {
  static const auto k_listing =
      Listing<Scenario>("scenario", "A port with its traffic, as it is or as it might be.",
                        "情景：一个口岸及其交通，现状或方案。")
          .field("kouan", &whole, dealt_with_before<Scenario>(version()))
          .required()
          .doc("Version of the language; must stand in a file without extends.",
               "语言版本；无 extends 的文件必须写明。")
          .example("1")
          .field("title", &Scenario::title, title())
          .required()
          .doc("Name of the scenario.", "情景名称。")
          .example("{en: \"Ganqimaodu road port, 2023\", zh: 甘其毛都公路口岸，2023年}")
          .field("question", &Scenario::question, title())
          .doc("What the scenario is to answer.", "本情景要回答的问题。")
          .example("How much can the port carry a year?")
          .field("extends", &whole, dealt_with_before<Scenario>(text()))
          .doc("File that this one changes: maps merge by key, all else replaces, ~ removes.",
               "在其上修改的文件：映射按键合并，其余替换，~ 删除。")
          .example("base.yaml")
          .field("levers", &whole, dealt_with_before<Scenario>(list_of(text())))
          .otherwise("[]")
          .doc("Levers to apply: names in scenarios/levers, or files.",
               "要施加的措施：scenarios/levers 中的名称或文件路径。")
          .example("[smart-gate]")
          .field("validation", &Scenario::validation, text())
          .doc("File of observed cases to hold the results against.", "用于检验的观测值文件。")
          .example("validation.yaml")
          .field("run", &whole, object(&run_listing, &run_info))
          .required()
          .doc("What period is simulated.", "仿真时段。")
          .example("{start: 2023-01-01, horizon: 365 d}")
          .field("sides", &Scenario::sides, things(&side_listing, &side_info))
          .otherwise("{}")
          .doc("The countries at the border.", "口岸两侧。")
          .field("hours", &Scenario::hours, sliced<Hours>(things(&hours_listing, &hours_info)))
          .otherwise("{}")
          .doc("Opening hours, by name.", "开放时间。")
          .field("flows", &Scenario::flows, things(&flow_listing, &flow_info))
          .otherwise("{}")
          .doc("Demand in tonnes.", "货运需求（吨）。")
          .field("classes", &Scenario::classes, things(&class_listing, &class_info, false))
          .required()
          .doc("Kinds of vehicles and what they follow.", "车辆类别及其流程。")
          .example("{coal-truck: {flow: coal, payload: 100 t, process: coal-import}}")
          .field("stages", &Scenario::stages, sliced<Stage>(things(&stage_listing, &stage_info)))
          .otherwise("{}")
          .doc("Places of work.", "环节。")
          .field("yards", &Scenario::stages, sliced<Stage>(things(&yard_listing, &yard_info)))
          .otherwise("{}")
          .doc("Places held over steps.", "场地。")
          .field("stores", &Scenario::stores, things(&store_listing, &store_info))
          .otherwise("{}")
          .doc("Tonnage on the ground.", "堆场。")
          .field("processes", &Scenario::processes, things(&process_listing, &process_info, false))
          .required()
          .doc("Lists of steps.", "流程。")
          .example("{coal-import: {steps: [{visit: gate}, cleared]}}");
  return k_listing;
}
const ObjectInfo& scenario_info() { return scenario_listing().info(); }

}  // namespace kouan::models
