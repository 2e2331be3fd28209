#include "models/language/lever_sets.hpp"

#include <algorithm>

#include "models/language/lever_contrary.hpp"
#include "models/language/told.hpp"

namespace kouan::models::language {
namespace {

/// Whether the path goes on below the other: stages.gate.lanes[0] below stages.gate.lanes.
bool goes_on_below(const std::string& path, const std::string& other) {
  return path.size() > other.size() && path.starts_with(other) &&
         (path[other.size()] == '.' || path[other.size()] == '[');
}

}  // namespace

void LeverSets::warn(const Entry& entry, const LeverFile& lever, Diagnostics& diagnostics) const {
  const auto is_lost = [&](const Value& value) {
    const bool is_same = value.entry.key == entry.key;
    return is_same ? !says_the_same(value.entry.node, entry.node)
                   : goes_on_below(value.entry.key, entry.key);
  };
  const auto lost = std::find_if(before_.rbegin(), before_.rend(), is_lost);
  if (lost == before_.rend()) return;
  diagnostics.add({Severity::warning, Code::no_effect, entry.mark, "set." + entry.key,
                   told("the lever {} sets anew what {} has set at {}, which is lost",
                        "措施{}重新设置了{}已在“{}”处设置的内容，后者因此失效", lever.info.id,
                        lost->lever, lost->entry.key),
                   Text{"levers that set different things, or one lever that says what holds for "
                        "both",
                        "设置不同内容的措施，或合并写成一项措施"},
                   "", lost->entry.mark, Text{"it is set here before", "此前设置于此"}});
}

void LeverSets::note(const LeverFile& lever, Diagnostics& diagnostics) {
  std::vector<const Node*> sets = {&lever.set};
  for (const Node& base : lever.bases)
    if (const Node* set = base.value("set")) sets.push_back(set);
  std::vector<Value> own;
  for (const Node* set : sets)
    for (const Entry& entry : set->entries) {
      warn(entry, lever, diagnostics);
      own.push_back({lever.info.id, entry});
    }
  before_.insert(before_.end(), own.begin(), own.end());
}

}  // namespace kouan::models::language
