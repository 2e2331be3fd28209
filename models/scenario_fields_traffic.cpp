// Field listings of demand: flows, classes, arrivals.
#include <fmt/format.h>

#include <numeric>

#include "models/language/dates.hpp"
#include "models/language/types.hpp"
#include "models/scenario_fields.hpp"

namespace kouan::models {
namespace {

using namespace language;  // NOLINT(build/namespaces): the listings read as text

const Listing<Flow>& arrive_listing() {
  static const auto k_listing =
      Listing<Flow>("pattern of arrival", "When the vehicles of a flow arrive.", "到达时段。")
          .field("hours", &Flow::hours, name_of("hours"))
          .required()
          .doc("They arrive while these are open ...", "在此开放时间内到达……")
          .example("gate")
          .field("lead", &Flow::lead_s, whole_seconds(from_to(0, 86400)))
          .otherwise("0 min")
          .doc(
              "... from this long before opening (where one shift joins another, nothing opens) "
              "...",
              "……自开放前此时长起（前后相接的班次之间无所谓开放）……")
          .example("2 h")
          .field("tail", &Flow::tail_s, whole_seconds(from_to(0, 86400)))
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
               "found months that are all 0", "at least one month above 0");
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
            constexpr double k_seconds_a_day = 86400;
            out.rate_per_day *= k_seconds_a_day;
            if (day_number(out.from) <= day_number(out.to)) return;
            reader.conflict(Code::order, map.value("to")->mark, join(path, "to"),
                            "found a last day before the first",
                            "to: the same day as from, or later", map.value("from")->mark,
                            "the first day");
          });
  return k_listing;
}
const ObjectInfo& rate_info() { return rate_listing().info(); }

/// No day belongs to two periods.
void check_periods(Reader& reader, const Node& map, const std::string& path, EntityClass& out) {
  const Node* list = map.value("rates");
  for (std::size_t i = 0; i < out.rates.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const RatePeriod& a = out.rates[i];
      const RatePeriod& b = out.rates[j];
      if (day_number(a.from) > day_number(b.to) || day_number(b.from) > day_number(a.to)) continue;
      reader.conflict(Code::overlap, list->items[i].mark, join(join(path, "rates"), i),
                      "found a period that overlaps another", "periods apart from each other",
                      list->items[j].mark, "the other");
      return;
    }
  }
}

const Listing<EntityClass>& arrivals_listing() {
  static const auto k_listing =
      Listing<EntityClass>("arrivals", "Arrivals at stated rates, instead of a flow.",
                           "按给定到达率到达（不用货流）。")
          .field("hours", &EntityClass::hours, name_of("hours"))
          .otherwise("always")
          .doc("They arrive while these are open.", "在此开放时间内到达。")
          .example("gate")
          .field("rates", &EntityClass::rates, list_of(object(&rate_listing, &rate_info), 1, 1000))
          .required()
          .doc("The rates; none between periods.", "各时段到达率；时段之间无到达。")
          .example("[{from: 2017-07-01, to: 2017-11-30, rate: 800 /d}]")
          .check(&check_periods);
  return k_listing;
}
const ObjectInfo& arrivals_info() { return arrivals_listing().info(); }

EntityClass& same_class(EntityClass& entity_class) { return entity_class; }

/// Exactly one of flow, arrivals and fleet; a share only of a flow.
void check_origin(Reader& reader, const Node& map, const std::string& path, EntityClass&) {
  const std::string allowed = "exactly one of flow, arrivals, fleet";
  const Entry* first = nullptr;
  for (const char* key : {"flow", "arrivals", "fleet"}) {
    const Entry* entry = map.find(key);
    if (entry == nullptr) continue;
    if (first != nullptr)
      return reader.conflict(Code::conflict, entry->mark, join(path, key),
                             fmt::format("found \"{}\" beside \"{}\"", key, first->key), allowed,
                             first->mark, "the other");
    first = entry;
  }
  if (first == nullptr)
    return reader.error(Code::missing_key, map.mark, path,
                        "found neither flow nor arrivals nor fleet", allowed);
  const Entry* share = map.find("share");
  if (share == nullptr || first->key == "flow") return;
  reader.conflict(Code::conflict, share->mark, join(path, "share"),
                  fmt::format("found \"share\" beside \"{}\"", first->key), "a share of a flow",
                  first->mark, "no flow here");
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
            constexpr double k_seconds_a_year = 365.0 * 86400;
            out.annual_kg *= k_seconds_a_year;
            if (out.annual_kg <= k_most_annual_kg) return;
            const Node& annual = *map.value("annual");
            const Node& value = is_sourced(annual) ? *annual.value("value") : annual;
            reader.unexpected(Code::out_of_range, value, join(path, "annual"),
                              "at most 20,000 Mt/yr");
          });
  return k_listing;
}

const Listing<EntityClass>& class_listing() {
  static const auto k_listing =
      Listing<EntityClass>("class",
                           "A kind of vehicle and the process it follows. Exactly one of flow, "
                           "arrivals, fleet says where it comes from.",
                           "类别：一种车辆及其流程。flow、arrivals、fleet 三者恰取其一。")
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
          .doc("Arrivals at stated rates.", "按给定到达率到达。")
          .example("{hours: gate, rates: [{from: 2017-07-01, to: 2017-11-30, rate: 800 /d}]}")
          .field("fleet", &EntityClass::fleet, count(from_to(1, k_most_vehicles)))
          .doc("A closed fleet of this many vehicles that cycle.", "闭环车队的车辆数。")
          .example("24")
          .field("payload", &EntityClass::payload_kg, distribution(mass_dimension(), false))
          .required()
          .doc("Net load of one vehicle or train.", "单车（列）净载重。")
          .example("\"normal(117 t, 6 t, min 90 t, max 145 t)\"")
          .field("vehicle_length", &EntityClass::vehicle_length_m,
                 quantity(length_dimension(), at_least(0)))
          .otherwise("0 m")
          .doc("Length in a queue, gap included.", "排队时占用长度（含间距）。")
          .example("30 m")
          .check(&check_origin);
  return k_listing;
}

}  // namespace kouan::models
