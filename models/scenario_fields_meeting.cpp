// Field listings of points at which entities come together or wait for their time: gatherings,
// meetings, books.
#include <fmt/format.h>

#include "models/language/types.hpp"
#include "models/scenario_fields.hpp"

namespace kouan::models {
namespace {

using namespace language;  // the listings read as text

void refuse_beside(Reader& reader, const Node& map, const std::string& path, const char* key,
                   const char* other, const Text& allowed) {
  const Entry* one = map.find(key);
  const Entry* two = map.find(other);
  if (one == nullptr || two == nullptr) return;
  reader.conflict(Code::conflict, one->mark, join(path, key), found_beside(key, other), allowed,
                  two->mark, told("the \"{}\"", "“{}”", other));
}

void need_beside(Reader& reader, const Node& map, const std::string& path, const char* key,
                 std::initializer_list<const char*> others, const Text& allowed) {
  const Entry* one = map.find(key);
  if (one == nullptr) return;
  for (const char* other : others) {
    if (map.find(other) != nullptr) return;
  }
  reader.error(Code::missing_key, one->mark, path, told("found \"{}\" alone", "仅有“{}”", key),
               allowed);
}

/// Something lets the batch leave, and what does fits together.
void check_gathering(Reader& reader, const Node& map, const std::string& path, Gathering& out) {
  const bool by_origin = out.by == "origin";
  bool leaves = by_origin;
  for (const char* key : {"number", "within", "every", "on_opening"})
    leaves = leaves || map.find(key) != nullptr;
  if (!leaves)
    reader.error(Code::missing_key, map.mark, path,
                 {"found nothing that lets a batch leave", "未写明何时成批发出"},
                 {"number: 50, within: 12 h, every: 6 h, on_opening: HOURS or by: origin",
                  "“number: 50”“within: 12 h”“every: 6 h”“on_opening: 开放时间”或“by: origin”"});
  if (by_origin) {
    for (const char* key : {"within", "every", "on_opening"})
      refuse_beside(reader, map, path, key, "by",
                    {"no clock: those of one whole wait for each other",
                     "不按时间：同一整体的各部分互相等候"});
  }
  need_beside(reader, map, path, "first", {"every"},
              {"first beside every", "“first”与“every”同用"});
  need_beside(reader, map, path, "members", {"into"},
              {"members beside into: CLASS", "“members”与“into: 类别”同用"});
  for (const char* key : {"least", "most"}) {
    if (leaves)
      need_beside(reader, map, path, key, {"within", "every", "on_opening"},
                  told("{} beside within, every or on_opening",
                       "“{}”与“within”“every”或“on_opening”同用", key));
  }
  const auto at_most = [&](const char* key, std::int32_t value, const char* other,
                           std::int32_t limit) {
    const Entry* one = map.find(key);
    const Entry* two = map.find(other);
    if (one == nullptr || two == nullptr || value <= limit) return;
    reader.conflict(Code::out_of_range, one->mark, join(path, key),
                    told("found more than \"{}\"", "大于“{}”", other),
                    told("at most {}", "至多{}", limit), two->mark,
                    told("the \"{}\"", "“{}”", other));
  };
  if (out.least == 0 && map.find("into") == nullptr)
    reader.error(Code::missing_key, map.find("least")->mark, join(path, "least"),
                 {"found an empty batch that becomes nothing", "空批不成为任何单元"},
                 {"into: CLASS beside it, or at least 1", "同时写明“into: 类别”，或至少为1"});
  at_most("least", out.least, "number", out.number);
  at_most("least", out.least, "most", out.most);
}

/// Who makes a whole complete needs no place, all others have waited: of one kind alone, that of
/// who comes last, may there be a place less than are needed.
void check_room_for_all_but_the_last(Reader& reader, const Node& map, const std::string& path,
                                     const Gathering& out) {
  const Entry* first = nullptr;
  for (const auto& [id, places] : out.places) {
    const auto needed = out.of.find(id);
    if (needed == out.of.end() || places >= needed->second) continue;
    if (places < needed->second - 1) return;  // said of that kind by itself
    const Entry* entry = map.value("places")->find(id);
    if (first == nullptr) {
      first = entry;
      continue;
    }
    return reader.conflict(
        Code::out_of_range, entry->mark, join(path, "places"),
        {"found too few places for a whole ever to meet: who comes last needs none, all others "
         "wait",
         "等候位太少，永远无法配齐：仅最后到达者无须等候位，其余均须等候"},
        told("at least {0}, or at least {1} for {2}", "至少{0}；或“{2}”至少{1}", needed->second,
             out.of.at(first->key), first->key),
        first->mark,
        told("of {} too there is a place less than must meet", "“{}”的等候位亦少于须会合数",
             first->key));
  }
}

/// Kinds that wait belong to the meeting, and there is room for those who must wait.
void check_meeting(Reader& reader, const Node& map, const std::string& path, Gathering& out) {
  std::int32_t all = 0;
  for (const auto& [id, number] : out.of)
    all += number;
  if (all < 2)
    reader.error(
        Code::empty, map.find("of")->mark, join(path, "of"),
        {"found a meeting of one alone", "只有一个单元会合"},
        {"two or more, such as {truck: 1, trailer: 1}", "两个或更多，如{truck: 1, trailer: 1}"});
  refuse_beside(reader, map, path, "into", "onto", {"one of into and onto", "“into”“onto”择一"});
  for (const auto& [id, places] : out.places) {
    const Entry* entry = map.value("places")->find(id);
    const auto needed = out.of.find(id);
    if (needed == out.of.end()) {
      reader.conflict(Code::reference, entry->mark, join(path, "places"),
                      told("found places for \"{}\", which does not meet here",
                           "“{}”不在此会合，却有其等候位", id),
                      {"a class in \"of\"", "“of”中的类别"}, map.find("of")->mark,
                      {"who meets", "会合者"});
    } else if (places < needed->second - 1) {
      reader.conflict(Code::out_of_range, entry->mark, join(path, "places"),
                      {"found too few places for a whole ever to meet", "等候位太少，永远无法配齐"},
                      told("at least {}", "至少{}", needed->second - 1), map.find("of")->mark,
                      {"how many must meet", "须会合的数量"});
    }
  }
  check_room_for_all_but_the_last(reader, map, path, out);
  for (const auto& [id, other] : out.alike) {
    const Entry* entry = map.value("alike")->find(id);
    if (out.of.count(id) != 0 || out.of.count(other) == 0)
      reader.conflict(
          Code::reference, entry->mark, join(join(path, "alike"), id),
          out.of.count(id) != 0
              ? told("found \"{}\", which meets here as itself", "“{}”本身即在此会合", id)
              : told("found \"{}\", which does not meet here", "“{}”不在此会合", other),
          {"a class that is not in \"of\", as one that is", "不在“of”中的类别，视同“of”中的类别"},
          map.find("of")->mark, {"who meets", "会合者"});
  }
  const auto lead = out.of.find(out.onto);
  if (out.onto.empty() || (lead != out.of.end() && lead->second == 1)) return;
  reader.conflict(Code::reference, map.find("onto")->mark, join(path, "onto"),
                  {"found a class of which not exactly one is there", "该类别在此并非恰为一个"},
                  {"a class that is 1 in \"of\"", "“of”中数量为1的类别"}, map.find("of")->mark,
                  {"who meets", "会合者"});
}

}  // namespace

const Listing<Gathering>& gathering_listing() {
  static const auto k_listing =
      Listing<Gathering>("gathering",
                         "A point at which batches form: a train, a convoy. A batch leaves by "
                         "number or by clock, whichever comes first.",
                         "集结点：成列、编队。按数量或按时间发出，先到者为准。")
          .field("title", &Gathering::title, title())
          .doc("Name.", "名称。")
          .example("{en: Marshalling, zh: 编组}")
          .field("side", &Gathering::side, name_of("sides"))
          .doc("Side on which it lies.", "所在一侧。")
          .example("cn")
          .field("number", &Gathering::number, count(from_to(1, k_most_vehicles)))
          .otherwise("no number")
          .doc("It leaves when so many are there ...", "集齐此数即发……")
          .example("50")
          .field(
              "within", [](Gathering& g) -> double& { return g.within_s.emplace(); },
              quantity(time_dimension(), at_least(0)))
          .otherwise("never")
          .doc("... or so long after the first came ...", "……或自首个到达起经此时长……")
          .example("12 h")
          .field("every", &Gathering::every_s, quantity(time_dimension(), above(0)))
          .otherwise("never")
          .doc("... or by a timetable, with whoever is there ...", "……或按固定间隔，有多少发多少……")
          .example("6 h")
          .field("first", &Gathering::first_s, quantity(time_dimension(), at_least(0)))
          .otherwise("every")
          .doc("First departure of that timetable, from the start of the run.",
               "该间隔的首次发出时刻（自运行开始计）。")
          .example("2 h")
          .field("on_opening", &Gathering::opening, name_of("hours"))
          .otherwise("never")
          .doc("... or whenever these hours open.", "……或每当此开放时间开始时。")
          .example("gate")
          .field("least", &Gathering::least, count(from_to(0, k_most_vehicles)))
          .otherwise("1")
          .doc(
              "Fewest with which the clock lets it leave: `number` for full batches only; 0 lets "
              "an empty one run, where it becomes an entity of another class.",
              "按时间发出的最少数量：等于 number 即只发满编；0 表示空列也发（须有 into）。")
          .example("10")
          .field("most", &Gathering::most, count(from_to(1, k_most_vehicles)))
          .otherwise("all")
          .doc("Most that leave by the clock at once; others wait for the next.",
               "按时间一次发出的最多数量；其余候下一批。")
          .example("50")
          .field("by", &Gathering::by, word({"place", "origin"}))
          .otherwise("place")
          .doc(
              "Who belongs together: all who come here, or only parts of one whole, by default all "
              "of them that are still inside.",
              "归并依据：凡到此者（place），或同一整体拆出者（origin，默认须集齐在场各部分）。")
          .example("origin")
          .field("into", &Gathering::into, name_of("classes"))
          .doc(
              "The batch becomes an entity of this class, which follows its own process with the "
              "members' load.",
              "集结后成为此类别的单元，携全部载荷循其自身流程。")
          .example("train")
          .field("members", &Gathering::members, word({"aboard", "end"}))
          .otherwise("aboard")
          .doc(
              "Members of `into`: aboard until it lets them off or leaves, or gone as it sets out.",
              "成员去向：随车（aboard，至卸离或随其离开），或就此结束（end）。")
          .example("end")
          .at_least_one({"number", "within", "every", "on_opening", "by"})
          .check(&check_gathering)
          .check([](Reader&, const Node& map, const std::string&, Gathering& out) {
            if (map.find("first") == nullptr) out.first_s = out.every_s;
          });
  return k_listing;
}

const Listing<Gathering>& meeting_listing() {
  static const auto k_listing =
      Listing<Gathering>("meeting",
                         "A point at which kinds wait for each other and go on together: loaded "
                         "and empty sets, tractor and trailer.",
                         "会合点：不同类别互相等候，配齐后同行，如重车与空车、牵引车与挂车。")
          .field("title", &Gathering::title, title())
          .doc("Name.", "名称。")
          .example("{en: Coupling, zh: 挂接}")
          .field("side", &Gathering::side, name_of("sides"))
          .doc("Side on which it lies.", "所在一侧。")
          .example("cn")
          .field("of", &Gathering::of, by_name("classes", count(from_to(1, k_most_vehicles))))
          .required()
          .doc("How many of each class go on together.", "每次会合各类别的数量。")
          .example("{tractor: 1, trailer: 1}")
          .field("places", &Gathering::places,
                 by_name("classes", count(from_to(0, k_most_vehicles))))
          .otherwise("unlimited")
          .doc("How many of a class may wait; others are turned away, or do `otherwise`.",
               "各类别可等候的数量；超出者被拒离开，或执行 otherwise。")
          .example("{tractor: 4}")
          .field("alike", &Gathering::alike, by_name("classes", name_of("classes")))
          .otherwise("{}")
          .doc(
              "Classes that come as one in `of`, in one line with it by order of coming: any of "
              "them makes up its number.",
              "视同 of 中某类别的其他类别：按先后与其同列等候，任一辆均可充数。")
          .example("{goods-train: container-train}")
          .field("by", &Gathering::by, word({"place", "origin"}))
          .otherwise("place")
          .doc("Who belongs together: all who come here, or parts and the whole they come from.",
               "配对依据：凡到此者（place），或整体与其拆出的部分（origin）。")
          .example("origin")
          .field("onto", &Gathering::onto, name_of("classes"))
          .doc("The one of this class takes the others aboard.", "此类别的单元搭载其余成员。")
          .example("tractor")
          .field("into", &Gathering::into, name_of("classes"))
          .doc("Together they become an entity of this class; they are aboard of it.",
               "会合后成为此类别的单元，成员随车。")
          .example("road-train")
          .at_most_one({"into", "onto"})
          .check(&check_meeting);
  return k_listing;
}

const Listing<Book>& book_listing() {
  static const auto k_listing =
      Listing<Book>("book", "Appointments: slots within hours.", "预约簿：开放时间内的时段。")
          .field("title", &Book::title, title())
          .doc("Name.", "名称。")
          .example("{en: Gate appointments, zh: 卡口预约}")
          .field("side", &Book::side, name_of("sides"))
          .doc("Side on which it lies.", "所在一侧。")
          .example("cn")
          .field("hours", &Book::hours, name_of("hours"))
          .otherwise("always")
          .doc("The slots lie within these.", "时段所在的开放时间。")
          .example("gate")
          .field("slots_per_hour", &Book::per_hour, count(from_to(1, 3600)))
          .required()
          .doc("Slots an hour, evenly from the opening on, one vehicle each.",
               "每小时时段数，自开放起均匀分布，每时段一车。")
          .example("20")
          .field("ahead", &Book::ahead_s, quantity(time_dimension(), at_least(0)))
          .otherwise("0 h")
          .doc("A slot is taken at least so long before it.", "至少提前此时长预约。")
          .example("2 h")
          .field(
              "most_ahead", [](Book& b) -> double& { return b.most_ahead_s.emplace(); },
              quantity(time_dimension(), at_least(0)))
          .otherwise("unlimited")
          .doc("At most so long: whoever finds no slot by then leaves, or does `otherwise`.",
               "至多提前此时长；届时无空闲时段者离开或执行 otherwise。")
          .example("3 d")
          .check([](Reader& reader, const Node& map, const std::string& path, Book& out) {
            if (!out.most_ahead_s || *out.most_ahead_s >= out.ahead_s) return;
            reader.conflict(Code::out_of_range, map.find("most_ahead")->mark,
                            join(path, "most_ahead"), {"found less than \"ahead\"", "小于“ahead”"},
                            {"at least as much", "不小于它"}, map.find("ahead")->mark,
                            {"the \"ahead\"", "“ahead”"});
          });
  return k_listing;
}

}  // namespace kouan::models
