// Field listings of places: stages, yards, stores.

#include <fmt/format.h>

#include "models/language/dates.hpp"
#include "models/language/types.hpp"
#include "models/scenario_fields.hpp"
#include "models/scenario_fields_queues.hpp"

namespace kouan::models {
namespace {

using namespace language;  // the listings read as text

Type<std::string> activity() { return word(activity_words()); }

constexpr const char* k_unit_en =
    "What one of them is called where one more is tried, as after \"one more\": track, crane.";
constexpr const char* k_unit_zh = "试增一个时对它的称呼，接在“增加一”之后（含量词）。";

const Listing<ServerGroup>& lane_listing() {
  static const auto k_listing =
      Listing<ServerGroup>("group of lanes", "Part of a stage's servers with own hours and dates.",
                           "一组通道，有自己的开放时间与启用日期。")
          .field("servers", &ServerGroup::servers, count(from_to(0, k_most_vehicles)))
          .required()
          .doc("Number of servers.", "通道（作业位）数。")
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

void settle_servers(Reader& reader, const Node& map, const std::string& path, StageText& out) {
  const Entry* lanes = map.find("lanes");
  const Entry* servers = map.find("servers");
  const Entry* hours = map.find("hours");
  if (lanes == nullptr) {
    if (servers == nullptr)
      return reader.error(Code::missing_key, map.mark, path,
                          {"found neither \"servers\" nor \"lanes\"", "“servers”和“lanes”均未写"},
                          {"servers: 8, or lanes: [{servers: 12, hours: gate}]",
                           "“servers: 8”，或“lanes: [{servers: 12, hours: gate}]”"});
    out.groups = {out.single};
  } else if (servers != nullptr || hours != nullptr) {
    const Entry* second = servers != nullptr ? servers : hours;
    reader.conflict(Code::conflict, second->mark, join(path, second->key),
                    found_beside(second->key, "lanes"),
                    {"either lanes, or servers with hours (where a file extends another, "
                     "\"servers: ~\" takes one away)",
                     "“lanes”，或“servers”加“hours”，二者择一（文件继承另一文件时，"
                     "“servers: ~”可去掉一个）"},
                    lanes->mark, {"the lanes", "分组通道"});
  }
}

void check_misread(Reader& reader, const Node& map, const std::string& path, StageText& out) {
  const Entry* read_rate = map.find("read_rate");
  const Entry* on_misread = map.find("on_misread");
  if (read_rate != nullptr && out.read_rate < 1 && on_misread == nullptr) {
    reader.error(
        Code::missing_key, read_rate->mark, path,
        {"found \"read_rate\" below 100 % without \"on_misread\"",
         "“read_rate”低于100 %，却没有“on_misread”"},
        {"on_misread: the stage for what is not read", "“on_misread: 识读失败者所往环节”"});
  }
  if (on_misread != nullptr && read_rate == nullptr) {
    reader.error(Code::missing_key, on_misread->mark, path,
                 {"found \"on_misread\" without \"read_rate\"", "有“on_misread”而无“read_rate”"},
                 {"read_rate: 98 %", "“read_rate: 98 %”"});
  }
  if (on_misread != nullptr && out.on_misread == out.id) {
    reader.error(Code::reference, on_misread->node.mark, join(path, "on_misread"),
                 {"found the stage itself", "所指为该环节自身"}, {"another stage", "另一环节"});
  }
}

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

const Listing<StageText>& stage_listing() {
  static const auto k_listing = [] {
    auto listing =
        Listing<StageText>("stage", "A named place of work: servers, a queue before them, hours.",
                           "环节：若干通道（作业位）及其前的排队与开放时间。")
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
            .field("unit", &StageText::unit, title())
            .otherwise("{en: server, zh: 条通道（作业位）}")
            .doc(k_unit_en, k_unit_zh)
            .example("{en: crane, zh: 台门吊}")
            .field(
                "servers", [](StageText& s) -> std::int32_t& { return s.single.servers; },
                count(from_to(1, k_most_vehicles)))
            .doc("Number of equal servers; instead of lanes.",
                 "相同通道（作业位）的数量；与 lanes 二选一。")
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
                "those upstream; with none, who finds no place stays where it is.",
                "候位数，不含正在作业者。排满则上游受阻；none 为不设队列，无位则停在原处。")
            .example("20 vehicles")
            .field("queue_lanes", &StageText::queue_lanes,
                   quantity(number_dimension(), at_least(1)))
            .otherwise("1")
            .doc("Vehicles abreast in the queue, for its length in km.",
                 "并排排队的车列数，用于换算排队长度。")
            .example("2")
            .field(
                "service", [](StageText& s) -> sim::Distribution& { return s.service.emplace(); },
                drawn_or_attribute(time_dimension(), true))
            .doc(
                "Time a server takes, or attribute(NAME); may be missing where every visit has "
                "inner steps.",
                "作业时间，或 attribute(NAME)；若每次到访都有内部步骤可省略。")
            .example("\"lognormal(mean 2.9 min, cv 0.5)\"")
            .field("service_by_class", &StageText::service_by_class,
                   by_name("classes", drawn_or_attribute(time_dimension(), true)))
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
            .exactly_one({"servers", "lanes"})
            .apart("lanes", {"hours"})
            .check_of({"servers", "hours"}, &settle_servers)
            .check_of({"read_rate", "on_misread"}, &check_misread);
    add_queue_rules(listing);
    add_server_rules(listing);
    return listing;
  }();
  return k_listing;
}

const Listing<StageText>& yard_listing() {
  static const auto k_listing = [] {
    auto listing =
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
            .field("unit", &StageText::unit, title())
            .otherwise("{en: place, zh: 个车位}")
            .doc(k_unit_en, k_unit_zh)
            .example("{en: track, zh: 条股道}")
            .field(
                "places", [](StageText& s) -> std::int32_t& { return s.single.servers; },
                count(from_to(1, k_most_vehicles)))
            .required()
            .doc("Number of places.", "车位数。")
            .example("30")
            .field("place_length", &StageText::place_length_m,
                   quantity(length_dimension(), above(0)))
            .otherwise("not said")
            .doc(
                "Usable length of one place, as of a track: check warns of classes that are longer "
                "and stand there; nobody is refused for it.",
                "单个车位（股道）的有效长度：停留于此的类别若更长，check 予以警告；不因此拒收。")
            .example("850 m")
            .field(
                "hours", [](StageText& s) -> std::string& { return s.single.hours; },
                name_of("hours"))
            .otherwise("always open")
            .doc("When places are given out.", "开放时间。")
            .example("gate")
            .field("queue", &StageText::queue_places, queue_places())
            .otherwise("unlimited")
            .doc(
                "Places in the queue before it; with none, who finds no place stays where "
                "it is.",
                "场外候位数；none 为不设队列，无位则停在原处。")
            .example("20 vehicles")
            .field("queue_lanes", &StageText::queue_lanes,
                   quantity(number_dimension(), at_least(1)))
            .otherwise("1")
            .doc("Vehicles abreast in the queue.", "并排排队的车列数。")
            .example("1")
            .check([](Reader&, const Node&, const std::string&, StageText& out) {
              out.kind = StageKind::yard;
              out.groups = {out.single};
            });
    add_queue_rules(listing);
    return listing;
  }();
  return k_listing;
}

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
          .field("removal", &Store::removal_kg_per_s, daily_mass_rate(at_least(0)))
          .required()
          .doc("What is taken away.", "运出速率。")
          .example("140 kt/d")
          .check_of({"capacity", "initial"}, [](Reader& reader, const Node& map,
                                                const std::string& path, Store& out) {
            if (map.find("capacity") == nullptr) return;  // told
            if (out.initial_kg <= out.capacity_kg) return;
            reader.conflict(Code::out_of_range, map.find("initial")->mark, join(path, "initial"),
                            {"found more than the store holds", "超出堆场容量"},
                            {"up to the capacity", "不超过“capacity”"}, map.find("capacity")->mark,
                            {"the capacity", "容量"});
          });
  return k_listing;
}

}  // namespace kouan::models
