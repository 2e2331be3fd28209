#include "models/language/extends_chain.hpp"

#include <algorithm>

#include "models/language/lever_folders.hpp"
#include "models/language/told.hpp"

namespace kouan::models::language {
namespace {

constexpr std::size_t k_longest_chain = 20;

}  // namespace

void ExtendsChain::start(const std::string& file) { links_.push_back({file_identity(file), file}); }

bool ExtendsChain::go_on(const std::string& file, const Mark& mark, Diagnostics& diagnostics) {
  const std::string self = file_identity(file);
  const auto before = std::find_if(links_.begin(), links_.end(),
                                   [&](const Link& link) { return link.identity == self; });
  const bool is_cycle = before != links_.end();
  const std::ptrdiff_t first = is_cycle ? before - links_.begin() : 0;
  links_.push_back({self, file});
  if (!is_cycle && links_.size() <= k_longest_chain) return true;
  std::string names;
  for (auto link = links_.begin() + first; link != links_.end(); ++link)
    names += (names.empty() ? "" : " -> ") + link->name;
  diagnostics.add({Severity::error,
                   Code::extends_cycle,
                   mark,
                   "extends",
                   is_cycle ? told("found a cycle: {}", "循环继承：{}", names)
                            : told("found a chain of more than {} files: {}",
                                   "继承链超过{}个文件：{}", k_longest_chain, names),
                   {"files that extend each other in one direction", "单向继承的文件"},
                   ""});
  return false;
}

bool ExtendsChain::holds(const std::string& file) const {
  const std::string self = file_identity(file);
  return std::any_of(links_.begin(), links_.end(),
                     [&](const Link& link) { return link.identity == self; });
}

}  // namespace kouan::models::language
