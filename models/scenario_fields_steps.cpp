// Field listings of processes: the verbs that a step can be.

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "models/language/types.hpp"
#include "models/scenario_fields_queues.hpp"
#include "models/scenario_verbs.hpp"

namespace kouan::models {
namespace {

using namespace language;  // the listings read as text

// --- what the verbs take ---

std::string& ties_of(VisitText& visit) { return visit.ties; }
std::vector<std::string>& least_loaded(VisitText& visit) {
  visit.per_server = true;
  return visit.shortest;
}

/// One stage, or a choice among several.
void settle_visit(Reader& reader, const Node& map, const std::string& path, VisitText& out) {
  const Text allowed{"one of stage, shortest, least_loaded", "stage、shortest、least_loaded之一"};
  const Entry* first = nullptr;
  for (const char* key : {"stage", "shortest", "least_loaded"}) {
    const Entry* entry = map.find(key);
    if (entry == nullptr) continue;
    if (first != nullptr)
      return reader.conflict(Code::conflict, entry->mark, join(path, key),
                             found_beside(key, first->key), allowed, first->mark,
                             {"the other", "另一个"});
    first = entry;
  }
  if (first == nullptr)
    return reader.error(Code::missing_key, map.mark, path,
                        {"found no stage to visit", "未写明所到环节"}, allowed);
  const Entry* ties = map.find("ties");
  if (ties != nullptr && first->key == "stage")
    reader.conflict(Code::conflict, ties->mark, join(path, "ties"), found_beside("ties", "stage"),
                    {"ties with shortest or least_loaded", "“ties”用于shortest或least_loaded"},
                    first->mark, {"the only stage", "唯一的环节"});
  out.ties_in_order = out.ties == "in order";
  for (std::size_t i = 1; i < out.shortest.size(); ++i) {
    const auto here = out.shortest.begin() + static_cast<std::ptrdiff_t>(i);
    const auto other = std::find(out.shortest.begin(), here, out.shortest[i]);
    if (other == here) continue;
    const std::vector<Node>& names = first->node.items;
    return reader.conflict(Code::conflict, names[i].mark, join(join(path, first->key), i),
                           told("found \"{}\" a second time", "“{}”重复", out.shortest[i]),
                           {"each stage once", "每个环节仅一次"},
                           names[static_cast<std::size_t>(other - out.shortest.begin())].mark,
                           {"the first", "首次出现"});
  }
}

const Listing<VisitText>& visit_listing() {
  static const auto k_listing = [] {
    auto listing =
        Listing<VisitText>(
            "visit",
            "Queue for a server of a stage, be served, then do inner steps while holding it.",
            "排队、作业；可在占用通道（作业位）期间执行内部步骤。")
            .field("stage", &VisitText::stage, name_of("stages"))
            .doc("The stage.", "环节。")
            .example("entry-gate")
            .field("shortest", &VisitText::shortest,
                   definition(list_of(name_of("stages"), 2, 1000)))
            .doc(
                "Instead: the one of these stages at which fewest wait or are served; open ones "
                "first.",
                "或：取其中排队与作业车辆最少的环节，开放者优先。")
            .example("[lane-a, lane-b]")
            .field("least_loaded", &least_loaded, definition(list_of(name_of("stages"), 2, 1000)))
            .doc(
                "Instead: the same by that number over the open servers; closed ones among each "
                "other by the number.",
                "或：按车辆数与开放通道（作业位）数之比取最小者，开放者优先；均关闭时按车辆数。")
            .example("[hall-a, hall-b]")
            .field("ties", &ties_of, definition(word({"at random", "in order"})))
            .otherwise("at random")
            .doc("Which of several that are alike: any, or the first.", "并列时随机取或取首个。")
            .example("in order")
            .field("steps", &VisitText::steps, steps())
            .otherwise("[]")
            .doc("Done after service, the server still held.", "作业后、占用期间执行的步骤。")
            .example("[{visit: driver-check}]")
            .shorthand("stage")
            .exactly_one({"stage", "shortest", "least_loaded"})
            .apart("ties", {"stage"})
            .check(&settle_visit);
    return with_own_queue_rules(listing);
  }();
  return k_listing;
}
const ObjectInfo& visit_info() { return visit_listing().info(); }

const Listing<Within>& within_listing() {
  static const auto k_listing = [] {
    auto listing = Listing<Within>("within", "Hold a place of a yard over steps.",
                                   "占用场地车位期间执行步骤。")
                       .field("yard", &Within::yard, name_of("yards"))
                       .required()
                       .doc("The yard.", "场地。")
                       .example("inspection-yard")
                       .field("steps", &Within::steps, steps(false))
                       .required()
                       .doc("Done while the place is held.", "占用期间的步骤。")
                       .example("[{visit: physical-inspection}]");
    return with_own_queue_rules(listing);
  }();
  return k_listing;
}
const ObjectInfo& within_info() { return within_listing().info(); }

const Listing<Travel>& travel_listing() {
  static const auto k_listing =
      Listing<Travel>("travel", "Move on for a time; nobody is in the way.",
                      "行驶一段时间，互不干扰。")
          .field("time", &Travel::time_s, drawn_or_attribute(time_dimension(), true))
          .required()
          .doc("How long, or attribute(NAME).", "时长，或 attribute(NAME)。")
          .example("\"uniform(8 min, 15 min)\"")
          .field("title", &Travel::title, title())
          .doc("Name of the way.", "路段名称。")
          .example("{en: Corridor, zh: 通道}")
          .field("side", &Travel::side, name_of("sides"))
          .doc("Side on which it lies.", "所在一侧。")
          .example("cn")
          .shorthand("time");
  return k_listing;
}
const ObjectInfo& travel_info() { return travel_listing().info(); }

/// Where one goes.
std::vector<Verb> place_verbs() {
  return {
      verb<VisitText>({"visit",
                       {"Queue at a stage and be served.", "在某环节排队并接受作业。"},
                       "visit: entry-gate"},
                      &itself<VisitText>, object(&visit_listing, &visit_info)),
      verb<Within>({"within",
                    {"Hold a place of a yard over inner steps.", "占用场地车位期间执行步骤。"},
                    "within: {yard: inspection-yard, steps: [{visit: physical-inspection}]}"},
                   &itself<Within>, object(&within_listing, &within_info)),
      verb<Travel>({"travel",
                    {"Move on for a time.", "行驶一段时间。"},
                    "travel: {time: \"uniform(8 min, 15 min)\", title: Corridor, side: cn}"},
                   &itself<Travel>, object(&travel_listing, &travel_info)),
  };
}

/// Clocks, documents and loads.
std::vector<Verb> paper_verbs() {
  return {
      verb<ReachBorder>(
          {"reach-border",
           {"Joins the queue at the border: the physical clock starts here, not at the arrival in "
            "the system.",
            "到达口岸排队；车辆计时由此开始，而非进入系统之时。"},
           "reach-border"}),
      verb<Declare>(
          {"declare",
           {"Lodge the declaration, processed after this time: the document clock starts.",
            "申报，经此时长处理完毕；单证计时开始。"},
           "declare: \"triangular(1 h, 3 h, 10 h)\""},
          &Declare::takes_s, distribution(time_dimension(), true)),
      verb<AwaitDocuments>({"await-documents",
                            {"Wait until the declaration is processed.", "等待申报处理完毕。"},
                            "await-documents"}),
      verb<Release>({"release",
                     {"Customs release: the document clock stops.", "海关放行；单证计时停止。"},
                     "release"}),
      verb<Cleared>(
          {"cleared",
           {"The port lets it go: the physical clock stops and the load counts as throughput; "
            "what the process does after it is not in the clearance time.",
            "口岸放行；车辆计时停止，载货计入通过量；其后的步骤不计入通关时间。"},
           "cleared"}),
      verb<Leave>({"leave",
                   {"Leaves the port without being cleared; counts as turned away.",
                    "未办结即离开口岸，计为被拒。"},
                   "leave"}),
      verb<Unload>({"unload",
                    {"Put the load into a store; wait while it is full.", "卸入堆场；满时等待。"},
                    "unload: coal-storage"},
                   &Unload::store, name_of("stores")),
  };
}

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> k_verbs = [] {
    std::vector<Verb> all;
    for (const auto& family : {place_verbs(), choice_verbs(), routing_verbs(), parting_verbs(),
                               lot_verbs(), movement_verbs(), paper_verbs()})
      all.insert(all.end(), family.begin(), family.end());
    return all;
  }();
  return k_verbs;
}

std::vector<std::string> verb_words() {
  std::vector<std::string> out;
  for (const Verb& verb : verbs())
    out.push_back(verb.info.name);
  return out;
}

/// A step to the place that somebody names in the place of a step; empty where there is none.
std::string step_to(const Reader& reader, const std::string& place) {
  for (const auto& [section, step] : {std::pair{"stages", "visit: {}"},
                                      {"yards", "within: {{yard: {}, steps: […]}}"},
                                      {"sections", "pass: {}"},
                                      {"stores", "unload: {}"}}) {
    const Node* places = reader.root().value(section);
    if (places != nullptr && places->find(place) != nullptr)
      return fmt::format(fmt::runtime(step), place);
  }
  return "";
}

const Verb* find_verb(Reader& reader, const std::string& word, const Mark& mark,
                      const std::string& path) {
  for (const Verb& verb : verbs()) {
    if (verb.info.name == word) return &verb;
  }
  const std::string place = step_to(reader, word);
  reader.error(Code::step, mark, path, told("found the step \"{}\"", "步骤为“{}”", word),
               word_list(verb_words()), place.empty() ? nearest_word(word, verb_words()) : place);
  return nullptr;
}

bool read_step(Reader& reader, const Node& node, const std::string& path, ProcessStep& out) {
  out.place = reader.place(node.mark);
  if (node.is_scalar()) {
    const Verb* verb = find_verb(reader, node.text, node.mark, path);
    if (verb == nullptr) return false;
    if (verb->info.argument == nullptr) return verb->read(reader, node, path, out);
    reader.error(Code::step, node.mark, path,
                 told("found \"{}\" without what it takes", "“{}”缺少所需内容", node.text),
                 told("{}", "“{}”", verb->info.example));
    return false;
  }
  if (!node.is_map() || node.entries.empty()) {
    reader.unexpected(Code::step, node, path,
                      {"a step such as visit: entry-gate", "步骤，如“visit: entry-gate”"});
    return false;
  }
  if (node.entries.size() > 1) {
    const Entry& second = node.entries[1];
    reader.error(
        Code::step, second.mark, path,
        told("found \"{}\" and \"{}\" in one step", "同一步骤中有“{}”和“{}”", node.entries[0].key,
             second.key),
        {"one verb a step, each after its own \"- \"; what a verb takes in {…} or indented deeper",
         "每步一个动作，各以“- ”开头；动作的内容写在{…}内或缩进更深"});
    return false;
  }
  const Entry& entry = node.entries.front();
  const Verb* verb = find_verb(reader, entry.key, entry.mark, path);
  if (verb == nullptr) return false;
  if (verb->info.argument != nullptr)
    return verb->read(reader, entry.node, join(path, entry.key), out);
  reader.error(Code::step, entry.mark, path,
               told("found \"{}\" with something after it", "“{}”之后另有内容", entry.key),
               told("- {}", "“- {}”", entry.key));
  return false;
}

/// Reads the steps of a list; whether they are without error.
bool read_steps(Reader& reader, const Node& list, const std::string& path, Steps& out) {
  bool fine = true;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    ProcessStep step;
    const int errors_before = reader.errors();
    fine &= read_step(reader, list.items[i], join(path, i), step);
    fine = fine && reader.errors() == errors_before;
    out.push_back(std::move(step));
  }
  return fine;
}

}  // namespace

Type<Steps> steps(bool may_be_empty) {
  Type<Steps> type;
  type.info->shape = Shape::steps;
  type.info->allowed = {"a list of steps", "步骤列表"};
  type.info->least = may_be_empty ? 0 : 1;
  type.read = [may_be_empty](Reader& reader, const Node& node, const std::string& path,
                             Steps& out) {
    if (!node.is_list() || (node.items.empty() && !may_be_empty)) {
      reader.unexpected(
          node.is_list() ? Code::empty : Code::wrong_type, node, path,
          node.is_map()
              ? Text{"a list of steps, each after its own \"- \"", "步骤列表，每步各以“- ”开头"}
              : Text{"a list of steps, such as [{visit: entry-gate}, release]",
                     "步骤列表，如[{visit: entry-gate}, release]"});
      return false;
    }
    return read_steps(reader, node, path, out);
  };
  return type;
}

const Listing<Process>& process_listing() {
  static const auto k_listing =
      Listing<Process>("process", "What a class does, step by step.",
                       "流程：某类别依次执行的步骤。")
          .field("title", &Process::title, title())
          .doc("Name.", "名称。")
          .example("{en: Coal import, zh: 煤炭进口}")
          .field("steps", &Process::steps, steps(false))
          .required()
          .doc("The steps, in order.", "步骤，依次执行。")
          .example("[{visit: mn-exit}, {travel: 12 min}, {visit: entry-gate}, cleared]")
          .list_written_alone("steps")
          .judge([](Reader& reader, const Node& map, const std::string& path, Process& out) {
            const Node* steps = map.value("steps");
            if (steps != nullptr && steps->is_list())
              check_steps(reader, *steps, join(path, "steps"), out.id);
          });
  return k_listing;
}

const std::vector<VerbInfo>& process_verbs() {
  static const std::vector<VerbInfo> k_infos = [] {
    std::vector<VerbInfo> out;
    for (const Verb& verb : verbs())
      out.push_back(verb.info);
    return out;
  }();
  return k_infos;
}

}  // namespace kouan::models
