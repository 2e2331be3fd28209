#include "models/steps_parting.hpp"

#include <fmt/format.h>

namespace kouan::models {

using namespace language;

namespace {

bool has(const Passage& passage, const std::string& verb) {
  const auto passed = passage.passed.find(verb);
  return passed != passage.passed.end() && passed->second.sometimes;
}

bool is_assignment(const std::string& verb) { return verb.rfind("assign ", 0) == 0; }

}  // namespace

void add_way(const Passage& before, const Passage& way, bool is_awaited, Passage& passage) {
  passage.has_gap = passage.has_gap || way.has_gap;
  for (const auto& [verb, passed] : way.passed) {
    if (!passed.sometimes || is_assignment(verb) || has(before, verb)) continue;
    passage.passed[verb] = passed;
    passage.passed[verb].always = passed.always && is_awaited;
  }
}

void StepsParting::check_way(const Passage& before, const Passage& way, const Passage& passage,
                             const std::string& path) const {
  refuse({"reach-border", "cleared"}, before, way, path, {"in a parallel way", "并行分支之内"},
         {"after the ways, where the vehicle is whole", "各分支之后、车辆为整体处"});
  for (const auto& [verb, passed] : way.passed) {
    if (!stands_once(verb) || !passed.sometimes || has(before, verb) || !has(passage, verb))
      continue;
    reader_.conflict(Code::step, passed.where, path,
                     told("found \"{}\" on two parallel ways", "两个并行分支均有“{}”", verb),
                     told("\"{}\" on one of them", "仅其一有“{}”", verb),
                     passage.passed.at(verb).where, {"the first", "首次出现"});
  }
}

void StepsParting::check_carrier(const Passage& before, const Passage& inside,
                                 const std::string& path) const {
  refuse({"reach-border", "declare", "release", "cleared"}, before, inside, path,
         {"in the steps of a batch", "成批步骤之内"},
         {"behind them, where each goes on by itself", "其后各自继续之处"});
}

void StepsParting::check_into(const Entry& gather, const std::string& path) const {
  const Node& at = gather.node.is_map() ? plain(*gather.node.value("at")) : gather.node;
  const Entry* place = places_.place(gather.key == "meet" ? "meetings" : "gatherings", at.text);
  const Entry* into = place == nullptr ? nullptr : place->node.find("into");
  if (into == nullptr) return;
  reader_.conflict(Code::step, at.mark, path,
                   told("found \"{}\", where vehicles become a \"{}\", on a parallel way",
                        "并行分支之内有“{}”，到此者成为“{}”", at.text, plain(into->node).text),
                   told("\"{}\" before or after the ways, where the vehicle is whole with its load",
                        "“{}”置于各分支之前或之后、车辆携载荷为整体处", gather.key),
                   into->mark, {"the \"into\"", "“into”"});
}

void StepsParting::check_otherwise(const Node& step, const std::string& path) const {
  const Entry* otherwise = step.find("otherwise");
  if (otherwise == nullptr) return;
  const bool is_appointment = step.find("book") != nullptr;
  const char* section = is_appointment ? "books" : "meetings";
  const Entry* at = places_.place(section, text_of(step, is_appointment ? "book" : "at"));
  const char* own = is_appointment ? "no_show" : "patience";
  const char* of_place = is_appointment ? "most_ahead" : "places";
  if (step.find(own) != nullptr || (at != nullptr && at->node.find(of_place) != nullptr)) return;
  if (at != nullptr && !places_.is_known(section, at->key, of_place)) return;
  reader_.warning(
      Code::no_effect, otherwise->mark, join(path, "otherwise"),
      {"found \"otherwise\" where everybody goes on", "此处全部继续前行，“otherwise”不起作用"},
      is_appointment ? Text{"no_show: SHARE beside it, or most_ahead at the book",
                            "同时写明no_show: 占比，或在预约簿写明most_ahead"}
                     : Text{"patience: TIME beside it, or places at the meeting",
                            "同时写明patience: 时长，或在会合点写明places"});
}

/// One message for each of the verbs that the inner steps add.
void StepsParting::refuse(const std::vector<std::string>& verbs, const Passage& before,
                          const Passage& after, const std::string& path, const Text& where,
                          const Text& allowed) const {
  for (const std::string& verb : verbs) {
    if (!has(after, verb) || has(before, verb)) continue;
    reader_.error(Code::step, after.passed.at(verb).where, path,
                  told("found \"{}\" {}", "“{}”在{}", verb, where),
                  told("\"{}\" {}", "“{}”置于{}", verb, allowed));
  }
}

}  // namespace kouan::models
