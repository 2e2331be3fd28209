#include "models/steps_parting.hpp"

#include <fmt/format.h>

namespace kouan::models {

using namespace language;  // NOLINT(build/namespaces)

namespace {

bool has(const Passage& passage, const std::string& verb) {
  const auto passed = passage.passed.find(verb);
  return passed != passage.passed.end() && passed->second.sometimes;
}

bool is_assignment(const std::string& verb) { return verb.rfind("assign ", 0) == 0; }

}  // namespace

void add_way(const Passage& before, const Passage& way, bool is_awaited, Passage& passage) {
  for (const auto& [verb, passed] : way.passed) {
    if (!passed.sometimes || is_assignment(verb) || has(before, verb)) continue;
    passage.passed[verb] = passed;
    passage.passed[verb].always = passed.always && is_awaited;
  }
}

void StepsParting::check_way(const Passage& before, const Passage& way, const Passage& passage,
                             const std::string& path) const {
  refuse({"reach-border", "cleared"}, before, way, path, "in a parallel way",
         "after the ways, where the vehicle is whole");
  for (const auto& [verb, passed] : way.passed) {
    if (!stands_once(verb) || !passed.sometimes || has(before, verb) || !has(passage, verb))
      continue;
    reader_.conflict(
        Code::step, passed.where, path, fmt::format("found \"{}\" on two parallel ways", verb),
        fmt::format("\"{}\" on one of them", verb), passage.passed.at(verb).where, "the first");
  }
}

void StepsParting::check_carrier(const Passage& before, const Passage& inside,
                                 const std::string& path) const {
  refuse({"reach-border", "declare", "release", "cleared"}, before, inside, path,
         "in the steps of a batch", "behind them, where each goes on by itself");
}

void StepsParting::check_otherwise(const Node& step, const std::string& path) const {
  const Entry* otherwise = step.find("otherwise");
  if (otherwise == nullptr) return;
  const bool is_appointment = step.find("book") != nullptr;
  const Entry* at = is_appointment ? places_.place("books", text_of(step, "book"))
                                   : places_.place("meetings", text_of(step, "at"));
  const char* own = is_appointment ? "no_show" : "patience";
  const char* of_place = is_appointment ? "most_ahead" : "places";
  if (step.find(own) != nullptr || (at != nullptr && at->node.find(of_place) != nullptr)) return;
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
                          const Passage& after, const std::string& path, const char* where,
                          const char* allowed) const {
  for (const std::string& verb : verbs) {
    if (!has(after, verb) || has(before, verb)) continue;
    reader_.error(Code::step, after.passed.at(verb).where, path,
                  fmt::format("found \"{}\" {}", verb, where),
                  fmt::format("\"{}\" {}", verb, allowed));
  }
}

}  // namespace kouan::models
