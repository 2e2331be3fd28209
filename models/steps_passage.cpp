#include "models/steps_passage.hpp"

#include <algorithm>
#include <array>

namespace kouan::models {

Passage after_gap() { return {true, {}, true}; }

bool is_same(const Passage& one, const Passage& other) {
  if (one.comes != other.comes || one.has_gap != other.has_gap ||
      one.passed.size() != other.passed.size())
    return false;
  return std::equal(one.passed.begin(), one.passed.end(), other.passed.begin(),
                    [](const auto& a, const auto& b) {
                      return a.first == b.first && a.second.always == b.second.always &&
                             a.second.sometimes == b.second.sometimes;
                    });
}

Passage merged(const Passage& one, const Passage& other) {
  if (!one.comes) return other;
  if (!other.comes) return one;
  Passage out = one;
  out.has_gap = one.has_gap || other.has_gap;
  for (auto& [verb, passed] : out.passed) {
    const auto also = other.passed.find(verb);
    passed.always = passed.always && also != other.passed.end() && also->second.always;
    if (also == other.passed.end() || !also->second.sometimes) continue;
    if (!passed.sometimes) passed.where = also->second.where;
    passed.sometimes = true;
  }
  for (const auto& [verb, passed] : other.passed) {
    if (out.passed.emplace(verb, passed).second) out.passed[verb].always = false;
  }
  return out;
}

bool stands_once(const std::string& verb) {
  static const std::array<const char*, 4> k_verbs = {"reach-border", "declare", "release",
                                                     "cleared"};
  return std::find(k_verbs.begin(), k_verbs.end(), verb) != k_verbs.end();
}

}  // namespace kouan::models
