#include "models/steps_places.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "models/language/quantity.hpp"
#include "models/scenario_fields_queues.hpp"

namespace kouan::models {

using namespace language;

namespace {

/// The step after the i-th at which the next place is not known yet, or cannot be kept for one
/// alone; null where it is known and can.
const Node* choice_ahead(const Node& list, std::size_t i, std::size_t known, bool in_loop) {
  for (std::size_t next = i + 1; next < known; ++next) {
    const Node& step = list.items[next];
    if (step.is_scalar()) continue;
    const Entry& verb = step.entries.front();
    if (verb.key == "within") return nullptr;
    if (verb.key == "visit") return stages_of(verb.node).size() > 1 ? &step : nullptr;
    for (const char* key :
         {"choose", "repeat", "go-to", "parallel", "gather", "meet", "seize", "pass"}) {
      if (verb.key == key) return &step;
    }
  }
  const bool is_whole = known == list.items.size();
  return in_loop && is_whole ? &list.items[i] : nullptr;  // on, or round once more
}

}  // namespace

const Node& plain(const Node& node) { return is_sourced(node) ? *node.value("value") : node; }

std::string text_of(const Node& map, const char* key) {
  const Node* node = map.value(key);
  return node == nullptr ? "" : plain(*node).text;
}

std::vector<const Node*> stages_of(const Node& visit) {
  if (!visit.is_map()) return {&plain(visit)};
  for (const char* key : {"shortest", "least_loaded"}) {
    const Node* lanes = visit.value(key);
    if (lanes == nullptr) continue;
    std::vector<const Node*> all;
    for (const Node& lane : lanes->items)
      all.push_back(&plain(lane));
    return all;
  }
  const Node* stage = visit.value("stage");
  return {&plain(stage != nullptr ? *stage : visit)};
}

std::vector<std::string> those_of(const std::vector<std::string>& classes, const Node& option) {
  const Node* only = option.value("classes");
  if (only == nullptr) return classes;
  std::vector<std::string> out;
  for (const Node& id : only->items) {
    if (std::find(classes.begin(), classes.end(), plain(id).text) != classes.end())
      out.push_back(plain(id).text);
  }
  return out;
}

const Entry* StepsPlaces::place(const char* section, const std::string& id) const {
  const Node* places = reader_.root().value(section);
  return places == nullptr ? nullptr : places->find(id);
}

bool StepsPlaces::is_known(const char* section, const std::string& id, const char* key) const {
  return reader_.is_sound(join(join(section, id), key));
}

bool StepsPlaces::may_turn_away(const Node& step, const char* section, const Entry* at) const {
  for (const char* key : {"when_full", "balk_at", "patience"}) {
    const bool is_own = step.find(key) != nullptr;
    if (!is_own && at != nullptr && !is_known(section, at->key, key)) return true;
    const bool is_places = at != nullptr && at->node.find(key) != nullptr;
    const std::string word = text_of(is_own || at == nullptr ? step : at->node, key);
    if ((is_own || is_places) && word != "wait" && word != "unlimited") return true;
  }
  return false;
}

bool StepsPlaces::may_be_full(const char* section, const Entry* at) const {
  if (at == nullptr || at->node.find("queue") != nullptr) return true;
  const bool is_shared = text_of(at->node, "discipline") == "sharing";  // refused there anyway
  return is_shared || !is_known(section, at->key, "queue");
}

void StepsPlaces::check_turning_away(const Node& step, const std::string& path, const char* section,
                                     const std::vector<const Entry*>& places) const {
  if (!step.is_map()) return;
  const auto any = [&](auto holds) { return std::any_of(places.begin(), places.end(), holds); };
  const Entry* full = step.find("when_full");
  if (full != nullptr && text_of(step, "when_full") == "turn-away" &&
      !any([&](const Entry* at) { return may_be_full(section, at); }))
    warn_never_full(reader_, full->mark, join(path, "when_full"));
  const Entry* otherwise = step.find("otherwise");
  if (otherwise != nullptr &&
      !any([&](const Entry* at) { return may_turn_away(step, section, at); }))
    reader_.warning(Code::no_effect, otherwise->mark, join(path, "otherwise"),
                    {"found \"otherwise\" where nobody is turned away or gives up",
                     "此处无人被拒或放弃排队，“otherwise”不起作用"},
                    {"when_full: turn-away, balk_at: NUMBER or patience: TIME beside it",
                     "同时写明when_full: turn-away、balk_at: 数目或patience: 时长"});
}

std::string StepsPlaces::fall_back_of(const std::string& id) const {
  const Entry* entry = stage(id);
  if (entry == nullptr) return {};
  const auto rate = parse_quantity(text_of(entry->node, "read_rate"), share_dimension());
  return rate && rate.value >= 1 ? "" : text_of(entry->node, "on_misread");
}

/// Whether what is written of the stage says something else than `usual` under the key.
bool StepsPlaces::says(const std::string& id, const char* key, const char* usual) const {
  const Entry* entry = stage(id);
  if (entry == nullptr || entry->node.find(key) == nullptr) return false;
  return text_of(entry->node, key) != usual;
}

void StepsPlaces::check_holds(const Mark& mark, const std::string& path,
                              const std::string& id) const {
  const Entry* entry = stage(id);
  if (entry == nullptr) return;
  for (const char* key : {"discipline", "batch"}) {
    if (!says(id, key, key[0] == 'd' ? "queue" : "-")) continue;
    reader_.conflict(
        Code::step, mark, join(path, "steps"),
        told("found inner steps at \"{}\", where no server is held",
             "“{}”不占用通道（作业位），却有内部步骤", id),
        {"inner steps where one server serves one", "一台一车作业的环节方可有内部步骤"},
        entry->node.find(key)->mark, {"the stage", "该环节"});
  }
}

void StepsPlaces::check_service(const Node& at, const std::string& path, const std::string& id,
                                const Text& what, const std::vector<std::string>& classes) const {
  const Entry* entry = stage(id);
  if (entry == nullptr || entry->node.find("service") != nullptr) return;
  for (const char* key : {"service", "service_by_class"})
    if (!is_known("stages", id, key)) return;
  const Node* own = entry->node.value("service_by_class");
  std::vector<std::string> without;
  for (const std::string& name : classes) {
    if (own != nullptr && own->find(name) == nullptr) without.push_back(name);
  }
  if (own != nullptr && without.empty()) return;
  reader_.conflict(
      Code::missing_key, at.mark, path,
      without.empty() ? told("found {}, which has no service", "{}，而该处未写作业时间", what)
                      : told("found {}, which has no service for {}", "{}，而该处未写{}的作业时间",
                             what, word_list(without)),
      without.empty() ? Text{"service: TIME at the stage", "在该环节写明“service: 时长”"}
                      : Text{"service: TIME at the stage, or a time for each in service_by_class",
                             "在该环节写明“service: 时长”，或在service_by_class中逐一写明"},
      entry->mark, {"the stage", "该环节"});
}

void StepsPlaces::check_queue_keys(const Node& visit, const std::string& path,
                                   const std::string& id) const {
  if (!visit.is_map() || !says(id, "discipline", "queue")) return;
  for (const char* key : {"priority", "when_full", "balk_at", "patience"}) {
    const Entry* entry = visit.find(key);
    if (entry == nullptr) continue;
    reader_.conflict(Code::conflict, entry->mark, join(path, key),
                     told("found \"{}\" of a visit to \"{}\", where nobody queues",
                          "到访“{1}”写有“{0}”，而该处无人排队", key, id),
                     {"none of priority, when_full, balk_at and patience where the servers are "
                      "shared",
                      "服务能力均分（sharing）之处不用priority、when_full、balk_at、patience"},
                     stage(id)->node.find("discipline")->mark, {"the stage", "该环节"});
  }
}

void StepsPlaces::check_room_ahead(const std::string& at, const Node& list, std::size_t i,
                                   std::size_t known, bool in_loop) const {
  const Node& step = list.items[i];
  if (!step.is_map() || step.entries.front().key != "visit") return;
  const Entry& visit = step.entries.front();
  for (const Node* name : stages_of(visit.node)) {
    if (!says(name->text, "blocking", "after-service")) continue;
    const Node* choice = choice_ahead(list, i, known, in_loop);
    if (choice == nullptr) continue;
    const std::string verb = choice->is_map() ? choice->entries.front().key : "";
    if (verb == "seize" || verb == "pass") {
      reader_.conflict(
          Code::step, choice->mark, join(at, visit.key),
          told("found \"{}\" after \"{}\", which reserves the next place before its work",
               "“{1}”在作业前预留下一位置，其后却是“{0}”", verb, name->text),
          {"the next visit or within: what is taken with others at once cannot be reserved",
           "紧接的visit或within：一并占用者无法预留"},
          stage(name->text)->node.find("blocking")->mark, {"the stage", "该环节"});
      continue;
    }
    reader_.conflict(
        Code::step, choice->mark, join(at, visit.key),
        told("found a choice after \"{}\", which reserves the next place before its work",
             "“{}”在作业前预留下一位置，其后却有分支选择", name->text),
        {"the next visit or within, without a choice before it",
         "紧接的visit或within，其前不设分支选择"},
        stage(name->text)->node.find("blocking")->mark, {"the stage", "该环节"});
  }
}

}  // namespace kouan::models
