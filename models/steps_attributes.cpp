#include "models/steps_attributes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "models/language/nearest_word.hpp"
#include "models/language/types.hpp"

namespace kouan::models {

using namespace language;

namespace {

const std::string k_assign = "assign ";

/// Attributes that some have here.
std::vector<std::string> given(std::vector<std::string> names, const Passage& passage) {
  for (const auto& [verb, passed] : passage.passed) {
    if (passed.sometimes && verb.compare(0, k_assign.size(), k_assign) == 0)
      names.push_back(verb.substr(k_assign.size()));
  }
  return names;
}

}  // namespace

void StepsAttributes::check(const std::string& name, const Node& at, const std::string& path,
                            const Passage& passage, const std::vector<std::string>& classes) const {
  if (passage.has_gap) return;  // what could not be read may assign it
  const auto assigned = passage.passed.find(k_assign + name);
  if (assigned != passage.passed.end() && assigned->second.always) return;
  for (const std::string& id : classes) {
    const std::vector<std::string>* traced = traced_of(id);
    // An empty name and a trace that could not be read have their own messages.
    if (traced == nullptr || name.empty()) continue;
    if (std::find(traced->begin(), traced->end(), name) != traced->end()) continue;
    reader_.error(
        Code::reference, at.mark, path,
        told("found the attribute \"{}\", which \"{}\" need not have here",
             "“{1}”在此未必有属性“{0}”", name, id),
        told("assign: {{attribute: {}, value: …}} before it on every way, or a column of that name "
             "in its trace",
             "每条路径上其前均有“assign: {{attribute: {}, value: …}}”，或其到达数据中有同名的列",
             name),
        nearest_word(name, given(*traced, passage)));
    return;
  }
}

void StepsAttributes::check_value(const Node& value, const std::string& path,
                                  const Passage& passage,
                                  const std::vector<std::string>& classes) const {
  if (const auto name = attribute_name(plain(value).text))
    check(*name, value, path, passage, classes);
}

void StepsAttributes::check_times(const std::string& stage, const Node& at, const std::string& path,
                                  const Passage& passage,
                                  const std::vector<std::string>& classes) const {
  const Entry* entry = places_.stage(stage);
  if (entry == nullptr) return;
  const Node* own = entry->node.value("service_by_class");
  for (const std::string& id : classes) {
    const Node* time = own != nullptr ? own->value(id) : nullptr;
    if (time == nullptr) time = entry->node.value("service");
    if (time == nullptr) continue;
    if (const auto name = attribute_name(plain(*time).text)) check(*name, at, path, passage, {id});
  }
}

/// Attributes that the class has from its trace; null where that could not be read.
const std::vector<std::string>* StepsAttributes::traced_of(const std::string& id) const {
  static const std::vector<std::string> k_none;
  const auto traced = reader_.traced().find(join(join("classes", id), "arrivals.trace"));
  if (traced != reader_.traced().end()) return &traced->second;
  const Entry* entry = places_.place("classes", id);
  const Node* arrivals = entry == nullptr ? nullptr : entry->node.value("arrivals");
  const bool has_trace =
      arrivals != nullptr && arrivals->is_map() && arrivals->find("trace") != nullptr;
  return has_trace ? nullptr : &k_none;
}

}  // namespace kouan::models
