#include "models/steps_movement.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "models/language/nearest_word.hpp"

namespace kouan::models {

using namespace language;

namespace {

const std::string k_held = "held ";

bool is_held(const std::string& verb) { return verb.rfind(k_held, 0) == 0; }

/// Names of the section's directions, as written or by default.
std::vector<std::string> directions_of(const Entry& section) {
  const Node* list = section.node.value("directions");
  if (list == nullptr) return {"in", "out"};
  std::vector<std::string> names;
  for (const Node& item : plain(*list).items)
    names.push_back(item.is_map() ? text_of(item, "name") : plain(item).text);
  return names;
}

}  // namespace

std::vector<const Node*> StepsMovement::yards_of(const Node& list) {
  const Node* places = list.is_map() ? list.value("places") : &list;
  std::vector<const Node*> yards;
  if (places == nullptr) return yards;
  for (const Node& item : plain(*places).items) {
    const Node* yard = item.is_map() ? item.value("yard") : nullptr;
    yards.push_back(&plain(yard != nullptr ? *yard : item));
  }
  return yards;
}

std::vector<const Node*> StepsMovement::yards_of(const Node& step, const char* key) {
  const Node* list = step.is_map() ? step.value(key) : nullptr;
  return list == nullptr ? std::vector<const Node*>{} : yards_of(*list);
}

void StepsMovement::take(const std::vector<const Node*>& yards, const std::string& path,
                         Passage& passage, bool is_silent) const {
  for (const Node* yard : yards) {
    Passed& held = passage.passed[k_held + yard->text];
    if (held.sometimes && !is_silent)
      reader_.conflict(Code::step, yard->mark, path,
                       told("found places of \"{}\" taken that may be held already",
                            "占用“{}”的位置，而这些位置可能已被占用", yard->text),
                       told("vacate: [{}] before it", "其前“vacate: [{}]”", yard->text), held.where,
                       {"they are taken", "在此占用"});
    held = {true, true, yard->mark};
  }
}

void StepsMovement::vacate(const std::vector<const Node*>& yards, const std::string& path,
                           Passage& passage, bool is_silent) const {
  for (const Node* yard : yards) {
    Passed& held = passage.passed[k_held + yard->text];
    if (!held.always && !is_silent && !passage.has_gap)
      reader_.error(
          Code::step, yard->mark, path,
          told("found places of \"{}\" vacated that {}", "腾出“{}”的位置，而这些位置{}", yard->text,
               held.sometimes ? Text{"are held on some ways only", "仅在部分路径上占用"}
                              : Text{"are not held", "并未占用"}),
          told("seize: [{}] before it, on every way", "每条路径上其前均有“seize: [{}]”",
               yard->text));
    held = {false, false, yard->mark};
  }
}

void StepsMovement::check_end(const Passage& passage, const std::string& path,
                              const Text& where) const {
  if (!passage.comes) return;
  for (const auto& [verb, held] : passage.passed) {
    if (!is_held(verb) || !held.sometimes) continue;
    const std::string yard = verb.substr(k_held.size());
    reader_.error(Code::step, held.where, path,
                  held.always ? told("found places of \"{}\" still held {}", "{1}仍占用“{0}”的位置",
                                     yard, where)
                              : told("found places of \"{}\" still held {} on some ways",
                                     "部分路径在{1}仍占用“{0}”的位置", yard, where),
                  told("vacate: [{}] on every way", "每条路径上均有“vacate: [{}]”", yard));
  }
}

Passage StepsMovement::without_held(const Passage& passage) {
  Passage out = passage;
  for (auto it = out.passed.begin(); it != out.passed.end();)
    it = is_held(it->first) ? out.passed.erase(it) : std::next(it);
  return out;
}

Passage StepsMovement::holding_as(const Passage& inside, const Passage& outside) {
  Passage out = without_held(inside);
  for (const auto& [verb, passed] : outside.passed) {
    if (is_held(verb)) out.passed[verb] = passed;
  }
  return out;
}

void StepsMovement::check_direction(const Node& step, const Mark& mark, const std::string& path,
                                    const Entry& section) const {
  const std::string& id = section.key;
  if (!places_.is_known("sections", id, "directions")) return;
  const std::vector<std::string> names = directions_of(section);
  const Node* direction = step.is_map() ? step.value("direction") : nullptr;
  if (direction == nullptr && names.size() > 1) {
    reader_.error(
        Code::missing_key, mark, path,
        told("found no direction in which \"{}\" is travelled", "未写明“{}”的通过方向", id),
        told("direction: {}", "“direction:”为{}", word_list(names)));
  } else if (direction != nullptr &&
             std::find(names.begin(), names.end(), plain(*direction).text) == names.end()) {
    reader_.error(Code::reference, direction->mark, join(path, "direction"),
                  told("found the direction \"{}\"", "方向为“{}”", plain(*direction).text),
                  word_list(names), nearest_word(plain(*direction).text, names));
  }
}

void StepsMovement::check_pass(const Node& step, const Mark& mark, const std::string& path,
                               const std::vector<std::string>& classes) const {
  const std::string id = step.is_map() ? text_of(step, "section") : plain(step).text;
  const Entry* section = places_.place("sections", id);
  if (section == nullptr) return;
  check_direction(step, mark, path, *section);
  const bool is_known =
      places_.is_known("sections", id, "run") && places_.is_known("sections", id, "run_by_class");
  const bool has_time = !is_known || (step.is_map() && step.find("time") != nullptr) ||
                        section->node.find("run") != nullptr;
  const Node* own = section->node.value("run_by_class");
  for (const std::string& cls : classes) {
    if (has_time || (own != nullptr && own->find(cls) != nullptr)) continue;
    reader_.conflict(
        Code::missing_key, mark, path,
        told("found no time in which \"{}\" travels \"{}\"", "未写明“{}”通过“{}”的时间", cls, id),
        {"run: TIME at the section, or time: TIME at the step",
         "在该区间写明“run: 时长”，或在该步骤写明“time: 时长”"},
        section->mark, {"the section", "该区间"});
  }
}

}  // namespace kouan::models
