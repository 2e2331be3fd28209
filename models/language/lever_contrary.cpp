#include "models/language/lever_contrary.hpp"

#include <algorithm>

#include "models/language/path.hpp"

namespace kouan::models::language {

bool says_the_same(const Node& a, const Node& b) {
  const Node& one = is_sourced(a) ? *a.value("value") : a;
  const Node& other = is_sourced(b) ? *b.value("value") : b;
  const auto is_in_other = [&](const Entry& entry) {
    const Node* there = other.value(entry.key);
    return there != nullptr && says_the_same(entry.node, *there);
  };
  return one.kind == other.kind && one.text == other.text &&
         one.entries.size() == other.entries.size() &&
         std::equal(one.items.begin(), one.items.end(), other.items.begin(), other.items.end(),
                    says_the_same) &&
         std::all_of(one.entries.begin(), one.entries.end(), is_in_other);
}

namespace {

/// Whether what stood at the path of the entry is another now. Of a thing that the lever itself
/// brings, and of a value that it takes away again, nothing is asked.
bool differs_now(Node& before, Node& after, const Entry& entry) {
  const auto path = parse_path(entry.key);
  if (!path) return false;
  const Walk now = walk(after, *path);
  const Walk then = walk(before, *path);
  const bool is_brought = path->size() > 2 && then.steps < 2 && now.steps >= 2;
  if (is_brought || now.steps < path->size()) return true;
  return then.steps == path->size() && !says_the_same(*then.node, *now.node);
}

}  // namespace

bool was_contrary(Node& before, Node& after, const LeverFile& lever) {
  const auto all_changed = [&](const Node* set) {
    return set == nullptr ||
           std::all_of(set->entries.begin(), set->entries.end(),
                       [&](const Entry& entry) { return differs_now(before, after, entry); });
  };
  return all_changed(&lever.set) &&
         std::all_of(lever.bases.begin(), lever.bases.end(),
                     [&](const Node& base) { return all_changed(base.value("set")); });
}

}  // namespace kouan::models::language
