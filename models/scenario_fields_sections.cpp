// Field listings of sections of way: directions, turns, headways.
#include <algorithm>
#include <set>

#include "models/scenario_fields_queues.hpp"

namespace kouan::models {
namespace {

using namespace language;  // the listings read as text

/// A time whose default is none.
template <class S>
auto maybe_time(std::optional<double> S::*member) {
  return [member](S& s) -> double& { return (s.*member).emplace(); };
}

const Listing<Direction>& direction_listing() {
  static const auto k_listing =
      Listing<Direction>("direction", "One way of travelling a section.", "区间的一个方向。")
          .field("name", &Direction::id, text())
          .required()
          .doc("Its name, by which steps call it.", "名称，供步骤引用。")
          .example("north")
          .field("hours", &Direction::hours, name_of("hours"))
          .otherwise("always")
          .doc("It may be entered in these hours alone: a lane reversed by schedule.",
               "仅在此时段可驶入：按时刻表变换方向的车道。")
          .example("morning")
          .field("every", &Direction::every_s, definition(quantity(time_dimension(), above(0))))
          .otherwise("at any time")
          .doc("Timetable slots so far apart, one vehicle each; else whenever there is a gap.",
               "按此间隔设时刻槽，每槽一车（列）；否则见缝插入。")
          .example("30 min")
          .field("first", &Direction::first_s, definition(quantity(time_dimension(), at_least(0))))
          .otherwise("0 min")
          .doc("The first slot, from the start of the run.", "首个时刻槽（自运行开始计）。")
          .example("10 min")
          .shorthand("name")
          .check([](Reader& reader, const Node& map, const std::string& path, Direction& out) {
            const Entry* first = map.is_map() ? map.find("first") : nullptr;
            if (first != nullptr && !(out.every_s > 0))
              reader.error(Code::missing_key, first->mark, join(path, "first"),
                           {"found a first slot without how far apart slots are",
                            "有首个时刻槽，却未写明间隔"},
                           {"every: 30 min", "“every: 30 min”"});
          });
  return k_listing;
}
const ObjectInfo& direction_info() { return direction_listing().info(); }

void check_turns(Reader& reader, const Node& map, const std::string& path, Turns& out) {
  if (out.by == "time" && !out.lasts_s)
    reader.error(Code::missing_key, map.mark, path,
                 {"found turns by time without how long they last", "按时间轮换，却未写明每轮时长"},
                 {"lasts: 15 min", "“lasts: 15 min”"});
  const Entry* idle = map.find("idle");
  if (out.by == "time" && idle != nullptr && !out.keeps_turning)
    reader.error(Code::conflict, idle->mark, join(path, "idle"),
                 {"found turns by time that wait while nobody does: the clock turns them",
                  "按时间轮换，却在无人排队时保持不变：轮换由时钟决定"},
                 {"idle: keep-turning, or no idle", "“idle: keep-turning”，或不写“idle”"});
}

const Listing<Turns>& turns_listing() {
  static const auto k_listing =
      Listing<Turns>("turns", "One direction after the other has the section.",
                     "各方向轮流使用区间。")
          .field("by", &Turns::by, word({"exhaustive", "gated", "time"}))
          .otherwise("exhaustive")
          .doc(
              "How long a turn lasts: while anybody of the direction waits or is under way; for "
              "those who waited when it began; or for `lasts`, whoever comes.",
              "一轮的长短：直至该方向无人排队与在途（exhaustive）；仅放行开始时已排队者（gated）；"
              "按固定"
              "时长（time）。")
          .example("exhaustive")
          .field(
              "most", [](Turns& t) -> std::int32_t& { return t.most.emplace(); },
              count(from_to(1, k_most_vehicles)))
          .otherwise("unlimited")
          .doc("Vehicles let in by one turn at most.", "每轮最多放行的车辆（列车）数。")
          .example("5")
          .field("lasts", maybe_time(&Turns::lasts_s), quantity(time_dimension(), above(0)))
          .otherwise("unlimited")
          .doc("Time in which a turn lets vehicles in; needed where turns go by time.",
               "每轮放行的时长；按时间轮换时必填。")
          .example("15 min")
          .field("changeover", &Turns::changeover_s, distribution(time_dimension(), true))
          .otherwise("0 min")
          .doc("Clearance time, from the section being clear to the beginning of the next turn.",
               "清空时间：自区间空出到下一轮开始。")
          .example("\"exponential(2 min)\"")
          .field("idle", &Turns::keeps_turning, one_of_two({"wait", "keep-turning"}))
          .otherwise("wait; keep-turning by time")
          .doc("While nobody waits: it stays as it is, or turns go on. Turns by time go on.",
               "无人排队时：保持不变（wait），或继续轮换（keep-turning）；按时间轮换时总是继续。")
          .example("keep-turning")
          .check(&check_turns);
  return k_listing;
}
const ObjectInfo& turns_info() { return turns_listing().info(); }

/// Where a single track may be entered one way at certain times only, the first who waits for them
/// keeps everybody else out, unless the order is left to who can go.
void warn_of_shut_direction(Reader& reader, const Node& map, const std::string& path,
                            const SectionRules& rules) {
  if (map.find("order") != nullptr || !rules.in_order || !rules.exclusive) return;
  const auto is_timed = [](const Direction& d) { return !d.hours.empty() || d.every_s > 0; };
  const auto timed = std::find_if(rules.directions.begin(), rules.directions.end(), is_timed);
  if (timed == rules.directions.end() || rules.directions.size() == 1) return;
  reader.warning(
      Code::conflict, map.find("directions")->mark, join(path, "directions"),
      told("found the direction \"{}\", entered at certain times only, on a single track with the "
           "default order first-come: whoever waits for those times keeps everybody behind from "
           "entering, the other way too",
           "方向“{}”仅在特定时间可驶入，而单线默认按先到先行（first-come）：等候该时间者"
           "使其后所有车辆（含对向）均不得驶入",
           timed->id),
      {"order: first-able, by which whoever can go first goes; or order: first-come, if that is "
       "meant",
       "order: first-able（可行者先行）；若本意如此，请写明 order: first-come"});
}

/// Defaults, and what does not go together.
void settle_section(Reader& reader, const Node& map, const std::string& path, StageText& out) {
  out.kind = StageKind::section;
  out.groups = {out.single};
  SectionRules& rules = *out.section;
  if (map.find("directions") == nullptr) rules.directions = {{"in", "", 0, 0}, {"out", "", 0, 0}};
  std::set<std::string> names;
  for (const Direction& direction : rules.directions) {
    if (!names.insert(direction.id).second)
      reader.error(Code::conflict, map.find("directions")->mark, join(path, "directions"),
                   told("found the direction \"{}\" twice", "方向“{}”重复", direction.id),
                   {"each direction once", "每个方向仅一次"});
  }
  const Entry* turns = map.find("turns");
  const Entry* tracks = map.find("tracks");
  if (turns != nullptr && rules.directions.size() == 1)
    reader.conflict(Code::conflict, turns->mark, join(path, "turns"),
                    {"found turns where there is one direction", "仅有一个方向，却又轮流放行"},
                    {"two or more directions", "两个或更多方向"}, map.find("directions")->mark,
                    {"the directions", "方向"});
  if (turns != nullptr && !rules.exclusive)
    reader.conflict(Code::conflict, turns->mark, join(path, "turns"),
                    {"found turns where directions have tracks of their own",
                     "各方向已有独立线路，却又轮流放行"},
                    {"tracks: single", "“tracks: single”"}, tracks->mark, {"the tracks", "线路"});
  warn_of_shut_direction(reader, map, path, rules);
}

/// Told only where one file says both: another may double the track and leave the headway.
void warn_of_idle_opposing(Reader& reader, const Node& map, const std::string& path,
                           StageText& out) {
  const SectionRules& rules = *out.section;
  const bool is_one_way = rules.directions.size() == 1;
  if (!(rules.opposing_s > 0) || (rules.exclusive && !is_one_way)) return;
  const Mark& mark = map.find("opposing")->mark;
  if (map.find(rules.exclusive ? "directions" : "tracks")->mark.file != mark.file) return;
  reader.warning(Code::no_effect, mark, join(path, "opposing"),
                 rules.exclusive
                     ? Text{"found an opposing headway where there is one direction",
                            "仅有一个方向，会车间隔不起作用"}
                     : Text{"found an opposing headway where directions have tracks of their own",
                            "各方向已有独立线路，会车间隔不起作用"},
                 {"tracks: single with two or more directions, or no opposing",
                  "tracks: single且有两个及以上方向，或不设opposing"});
}

SectionRules& rules_of(StageText& s) { return s.section ? *s.section : s.section.emplace(); }

}  // namespace

const Listing<StageText>& section_listing() {
  static const auto k_listing = [] {
    auto listing =
        Listing<StageText>("section",
                           "A section of way: a railway line between two stations, a bridge, an "
                           "alternating gate.",
                           "区间：两站之间的线路、桥梁、交替放行的卡口等。")
            .field("title", &StageText::title, title())
            .doc("Name.", "名称。")
            .example("{en: Border section, zh: 国境区间}")
            .field("side", &StageText::side, name_of("sides"))
            .doc("Side on which it lies.", "所在一侧。")
            .example("cn")
            .field("activity", &StageText::activity, word(activity_words()))
            .otherwise("none")
            .doc("Row of CAREC's corridor monitoring.", "对应的CAREC走廊监测项目。")
            .example("none")
            .field(
                "directions",
                [](StageText& s) -> std::vector<Direction>& { return rules_of(s).directions; },
                list_of(object(&direction_listing, &direction_info), 1, 16))
            .otherwise("[in, out]")
            .doc("Its directions.", "方向。")
            .example("[north, south]")
            .field(
                "tracks", [](StageText& s) -> bool& { return rules_of(s).exclusive; },
                one_of_two({"double", "single"}))
            .otherwise("single")
            .doc(
                "Single: nobody enters while somebody goes in another direction. Double: each "
                "direction has its own.",
                "单线（single）：对向有车时不得驶入；复线（double）：各方向独立。")
            .example("double")
            .field(
                "most", [](StageText& s) -> std::int32_t& { return s.single.servers; },
                count(from_to(1, k_most_vehicles)))
            .otherwise("unlimited")
            .doc("How many may be on it at once.", "同时在区间内的最大数量。")
            .example("1")
            .field(
                "hours", [](StageText& s) -> std::string& { return s.single.hours; },
                name_of("hours"))
            .otherwise("always open")
            .doc("When it may be entered: outside maintenance windows.",
                 "可驶入的时段（天窗以外）。")
            .example("line-open")
            .field(
                "run", [](StageText& s) -> sim::Distribution& { return s.service.emplace(); },
                distribution(time_dimension(), true))
            .doc("Time to travel it.", "通过时间。")
            .example("15 min")
            .field("length", &StageText::length_m, quantity(length_dimension(), above(0)))
            .otherwise("not said")
            .doc("Its length, for the train graph's scale; times are those of run.",
                 "长度，用作运行图的里程标尺；时间由 run 决定。")
            .example("9.91 km")
            .field("run_by_class", &StageText::service_by_class,
                   by_name("classes", distribution(time_dimension(), true)))
            .otherwise("{}")
            .doc("Other times for single classes.", "个别类别的通过时间。")
            .example("{light-engine: 10 min}")
            .field(
                "following", [](StageText& s) -> double& { return rules_of(s).following_s; },
                quantity(time_dimension(), at_least(0)))
            .otherwise("0 min")
            .doc(
                "Following headway: least time between two entries in one direction; between two "
                "exits too, where nobody overtakes.",
                "同向追踪间隔：同方向两次驶入的最短间隔；不许超车时两次驶离亦然。")
            .example("8 min")
            .field(
                "opposing", [](StageText& s) -> double& { return rules_of(s).opposing_s; },
                quantity(time_dimension(), at_least(0)))
            .otherwise("0 min")
            .doc("Least time from an exit to an entry in another direction, on single track.",
                 "会车间隔：单线上驶离至对向驶入的最短时间。")
            .example("4 min")
            .field(
                "order", [](StageText& s) -> bool& { return rules_of(s).in_order; },
                one_of_two({"first-able", "first-come"}))
            .otherwise("first-come; first-able with turns")
            .doc(
                "Nobody enters before another who asked earlier and is as urgent; or whoever can "
                "goes first. With turns, in each direction by itself.",
                "严格先到先行（first-come），或具备条件者先行（first-able）；轮流放行时各方向分别"
                "适用。")
            .example("first-able")
            .field(
                "overtaking", [](StageText& s) -> bool& { return rules_of(s).overtaking; },
                one_of_two({"no", "yes"}))
            .otherwise("no")
            .doc("Whether those on it may leave in another order than they came.",
                 "是否可超车（驶离次序不同于驶入次序）。")
            .example("yes")
            .field(
                "turns", [](StageText& s) -> Turns& { return rules_of(s).turns.emplace(); },
                object(&turns_listing, &turns_info))
            .doc("One direction after the other has it.", "各方向轮流放行。")
            .example("{by: exhaustive, changeover: 2 min}")
            .field("queue", &StageText::queue_places, queue_places())
            .otherwise("unlimited")
            .doc("Places in the queue before it. With none, those who wait stay where they are.",
                 "候位数；为零则在原处等候。")
            .example("0 vehicles")
            .field("queue_lanes", &StageText::queue_lanes,
                   quantity(number_dimension(), at_least(1)))
            .otherwise("1")
            .doc("Vehicles abreast in the queue.", "并排排队的车列数。")
            .example("1")
            .check([](Reader&, const Node& map, const std::string&, StageText& out) {
              rules_of(out);
              out.section->any_number = map.find("most") == nullptr;
              if (out.section->any_number)
                out.single.servers = static_cast<std::int32_t>(k_most_vehicles);
              if (out.section->turns && map.find("order") == nullptr) out.section->in_order = false;
            })
            .check(&settle_section)
            .check(&warn_of_idle_opposing);
    add_queue_rules(listing);
    return listing;
  }();
  return k_listing;
}

}  // namespace kouan::models
