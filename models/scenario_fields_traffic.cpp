// Field listings of demand: flows and classes. Arrivals stand in scenario_fields_arrivals.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>

#include "models/amounts.hpp"
#include "models/language/types.hpp"
#include "models/scenario_fields.hpp"

namespace kouan::models {
namespace {

using namespace language;  // the listings read as text

const Listing<Flow>& arrive_listing() {
  static const auto k_listing =
      Listing<Flow>("pattern of arrival", "When the vehicles of a flow arrive.", "到达时段。")
          .field("hours", &Flow::hours, name_of("hours"))
          .required()
          .doc("They arrive while these are open ...", "在此开放时间内到达……")
          .example("gate")
          .field("lead", &Flow::lead_s, whole_seconds(from_to(0, k_day_s)))
          .otherwise("0 min")
          .doc(
              "... from this long before opening (where one shift joins another, nothing opens) "
              "...",
              "……自开放前此时长起（前后相接的班次之间无所谓开放）……")
          .example("2 h")
          .field("tail", &Flow::tail_s, whole_seconds(from_to(0, k_day_s)))
          .otherwise("0 min")
          .doc("... until this long before closing (likewise).", "……至关闭前此时长止（同上）。")
          .example("1 h")
          .sourced_record();
  return k_listing;
}
const ObjectInfo& arrive_info() { return arrive_listing().info(); }

/// More than all ships of the world carry: 12,292 Mt in 2023 (UNCTAD, Review of Maritime Transport
/// 2024). What is above is a slip of the unit.
constexpr double k_most_annual_kg = 20e12;

Flow& same_flow(Flow& flow) { return flow; }

void check_months(Reader& reader, const Node& map, const std::string& path, Flow& out) {
  if (out.months.empty() || std::accumulate(out.months.begin(), out.months.end(), 0.0) > 0) return;
  reader.error(Code::sum, map.find("months")->mark, join(path, "months"),
               {"found months that are all 0", "各月均为0"},
               {"at least one month above 0", "至少一个月大于0"});
}

const ObjectInfo& arrivals_info() { return arrivals_listing().info(); }

EntityClass& same_class(EntityClass& entity_class) { return entity_class; }

const Listing<Counts>& counts_listing() {
  static const auto k_number = [] { return definition(quantity(number_dimension(), at_least(0))); };
  static const auto k_listing =
      Listing<Counts>("counts", "What one vehicle or train of the class counts for when cleared.",
                      "该类别每辆（列）放行时的计数。")
          .field("trains", &Counts::trains, k_number())
          .otherwise("0")
          .doc("Trains.", "列数。")
          .example("1")
          .field("wagons", &Counts::wagons, k_number())
          .otherwise("0")
          .doc("Wagons, their mean number.", "车皮数（均值）。")
          .example("54")
          .field("teu", &Counts::teu, k_number())
          .otherwise("0")
          .doc("Twenty-foot equivalent units, their mean number.", "标准箱数（均值）。")
          .example("110")
          .field("passengers", &Counts::passengers, k_number())
          .otherwise("0")
          .doc("Passengers, their mean number.", "旅客人数（均值）。")
          .example("40");
  return k_listing;
}
const ObjectInfo& counts_info() { return counts_listing().info(); }

Text no_load() {
  return {"payload: 0 t for a class without goods, such as passengers",
          "不载货的类别（如客车）写“payload: 0 t”"};
}

/// What people write for a class without goods.
bool says_none(const Node& node) {
  if (node.is_null()) return true;
  constexpr auto k_words = std::to_array<std::string_view>(
      {"none", "None", "no", "nothing", "empty", "null", "-", "0", "无", "空", "不载货"});
  return node.is_scalar() && std::find(k_words.begin(), k_words.end(), node.text) != k_words.end();
}

/// A load, 0 t of those without goods: no datum, but what they are.
Type<sim::Distribution> load() {
  Type<sim::Distribution> type = drawn_or_attribute(mass_dimension(), true);
  type.info->zero_is_none = true;
  type.read = [read = type.read, info = type.info.get()](Reader& reader, const Node& node,
                                                         const std::string& path,
                                                         sim::Distribution& out) {
    if (!says_none(node)) return read(reader, node, path, out);
    reader.unexpected(Code::unit_missing, node, path,
                      told("{}; {}", "{}；{}", info->allowed, no_load()), "0 t");
    return false;
  };
  return type;
}

/// What is made on the way has the load of those it is made of.
void check_load(Reader& reader, const Node& map, const std::string& path) {
  const Entry* payload = map.find("payload");
  const Entry* from = map.find("from");
  if (payload == nullptr && from == nullptr)
    return reader.error(
        Code::missing_key, map.mark, path, {"found no key \"payload\"", "缺少键“payload”"},
        told("payload: \"normal(117 t, 6 t, min 90 t, max 145 t)\"; or {}",
             "payload: \"normal(117 t, 6 t, min 90 t, max 145 t)\"；{}", no_load()));
  if (payload == nullptr || from == nullptr) return;
  reader.conflict(Code::conflict, payload->mark, join(path, "payload"),
                  found_beside("payload", "from"),
                  {"the load of those whom gatherings and splits make it of",
                   "其载重来自集结或拆分前的各单元，不另写"},
                  from->mark, {"made on the way", "途中产生"});
}

/// Exactly one of flow, arrivals, fleet and from; a share only of a flow.
void check_origin(Reader& reader, const Node& map, const std::string& path, EntityClass&) {
  check_load(reader, map, path);
  const Text allowed{"exactly one of flow, arrivals, fleet, from",
                     "flow、arrivals、fleet、from恰取其一"};
  const Entry* first = nullptr;
  for (const char* key : {"flow", "arrivals", "fleet", "from"}) {
    const Entry* entry = map.find(key);
    if (entry == nullptr) continue;
    if (first != nullptr)
      return reader.conflict(Code::conflict, entry->mark, join(path, key),
                             found_beside(key, first->key), allowed, first->mark,
                             {"the other", "另一个"});
    first = entry;
  }
  if (first == nullptr)
    return reader.error(
        Code::missing_key, map.mark, path,
        {"found neither flow nor arrivals nor fleet nor from", "flow、arrivals、fleet、from均未写"},
        allowed);
  const Entry* share = map.find("share");
  if (share == nullptr || first->key == "flow") return;
  reader.conflict(Code::conflict, share->mark, join(path, "share"),
                  found_beside("share", first->key), {"a share of a flow", "货流的占比"},
                  first->mark, {"no flow here", "此处没有货流"});
}

}  // namespace

const Listing<Flow>& flow_listing() {
  static const auto k_listing =
      Listing<Flow>("flow", "Demand for a commodity, carried by the classes that name it.",
                    "货流：由引用它的类别承运。")
          .field("title", &Flow::title, title())
          .doc("Name.", "名称。")
          .example("{en: Coal, zh: 煤炭}")
          .field("annual", &Flow::annual_kg, quantity(mass_rate_dimension(), at_least(0)))
          .required()
          .doc("Tonnes in a year of 365 days.", "年货运量（365天）。")
          .example("{value: 36.5 Mt/yr, source: SUR24, grade: A}")
          .field("months", &Flow::months,
                 datum(list_of(definition(quantity(number_dimension(), at_least(0))), 12, 12)))
          .otherwise("by days")
          .doc("Twelve relative weights: how the year's tonnes fall on January to December.",
               "十二个月的相对权重。")
          .example("[2.1, 2.7, 3.0, 2.9, 2.8, 2.7, 3.6, 4.1, 3.5, 3.5, 3.5, 3.5]")
          .field("arrive", &same_flow, object(&arrive_listing, &arrive_info))
          .otherwise("evenly, day and night")
          .doc("When in the day they arrive.", "一天中的到达时段。")
          .example("{hours: gate, lead: 2 h, tail: 1 h}")
          .check(&check_months)
          .check([](Reader& reader, const Node& map, const std::string& path, Flow& out) {
            out.annual_kg *= k_year_s;
            if (out.annual_kg <= k_most_annual_kg) return;
            const Node& annual = *map.value("annual");
            const Node& value = is_sourced(annual) ? *annual.value("value") : annual;
            reader.unexpected(Code::out_of_range, value, join(path, "annual"),
                              {"at most 20,000 Mt/yr", "至多20,000 Mt/yr"});
          });
  return k_listing;
}

const Listing<EntityClass>& class_listing() {
  static const auto k_listing =
      Listing<EntityClass>("class",
                           "A kind of vehicle and the process it follows. Exactly one of flow, "
                           "arrivals, fleet, from says where it comes from.",
                           "类别：一种车辆及其流程。flow、arrivals、fleet、from 四者恰取其一。")
          .field("title", &EntityClass::title, title())
          .doc("Name.", "名称。")
          .example("{en: Coal trucks, zh: 煤炭货车}")
          .field("mode", &EntityClass::mode, word({"road", "rail", "agv"}))
          .otherwise("road")
          .doc("Means of transport.", "运输方式。")
          .example("road")
          .field("process", &EntityClass::process, name_of("processes"))
          .required()
          .doc("Process it follows.", "所循流程。")
          .example("coal-import")
          .field("flow", &EntityClass::flow, name_of("flows"))
          .doc("Flow it carries.", "承运的货流。")
          .example("coal")
          .field("share", &EntityClass::share, quantity(share_dimension(), from_to(0, 1)))
          .otherwise("100 %")
          .doc("Share of that flow's tonnes.", "占该货流吨数的比例。")
          .example("92 %")
          .field("arrivals", &same_class, object(&arrivals_listing, &arrivals_info))
          .doc("Arrivals at stated rates, intervals or times, instead of a flow.",
               "按给定到达率、间隔或时刻到达（不用货流）。")
          .example("{hours: gate, rates: [{from: 2017-07-01, to: 2017-11-30, rate: 800 /d}]}")
          .field("fleet", &EntityClass::fleet, count(from_to(1, k_most_vehicles)))
          .doc("A closed fleet of this many vehicles that cycle.", "闭环车队的车辆数。")
          .example("24")
          .field("from", &EntityClass::from, word({"processes"}))
          .doc("Made on the way: a gathering or a split of others sends them.",
               "途中产生：由其他类别的集结或拆分形成。")
          .example("processes")
          .field("payload", &EntityClass::payload_kg, load())
          .otherwise("**required**, but from processes")
          .doc(
              "Net load of one vehicle or train, or attribute(NAME); 0 t for one without goods, "
              "which "
              "then carries no flow.",
              "单车（列）净载重，或 attribute(NAME)；不载货的写 0 t，且不承担货流。")
          .example("\"normal(117 t, 6 t, min 90 t, max 145 t)\"")
          .field("vehicle_length", &EntityClass::vehicle_length_m,
                 quantity(length_dimension(), at_least(0)))
          .otherwise("0 m")
          .doc("Length in a queue, gap included.", "排队时占用长度（含间距）。")
          .example("30 m")
          .field("direction", &EntityClass::direction, word({"inbound", "outbound"}))
          .otherwise("not told apart")
          .doc("Way it goes: throughput is told by direction.", "进出境方向：通过量按方向统计。")
          .example("inbound")
          .field("counts", &EntityClass::counts, object(&counts_listing, &counts_info))
          .doc("Trains, wagons, TEU, passengers that it counts for, besides itself and its tonnes.",
               "除本身及吨数外，另计的列数、车皮数、标准箱数、旅客人数。")
          .example("{trains: 1, wagons: 54, teu: 110}")
          .exactly_one({"flow", "arrivals", "fleet", "from"})
          .apart("share", {"arrivals", "fleet", "from"})
          .apart("payload", {"from"})
          .check_of({}, &check_origin);
  return k_listing;
}

}  // namespace kouan::models
