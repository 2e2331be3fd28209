#include "models/language/lever_folders.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "models/language/diagnostics.hpp"
#include "models/language/lever_chain.hpp"
#include "models/language/nearest_file.hpp"
#include "models/language/nearest_word.hpp"
#include "models/language/path.hpp"
#include "models/language/told.hpp"
#include "models/language/type.hpp"

namespace kouan::models::language {
namespace {

namespace fs = std::filesystem;

/// A lever that may not be the one asked for: what is wrong in it is nobody's concern here. Empty
/// where it is no map.
LeverChain silently_loaded(const std::string& file) {
  Diagnostics unheard;
  std::optional<Node> node = load_document(unheard.files().add(file, file), unheard);
  if (!node || !node->is_map() || unheard.has_errors()) return {};
  return chain_of(file, std::move(*node), unheard);
}

}  // namespace

std::string file_identity(const std::string& path) {
  std::error_code failed;
  const fs::path canonical = fs::weakly_canonical(path, failed);
  return failed ? fs::path(path).lexically_normal().string() : canonical.string();
}

void LeverFolders::add(const std::vector<std::string>& above) {
  if (above.empty()) return;
  nearest_.push_back(above.front());
  farther_.insert(farther_.end(), above.begin() + 1, above.end());
  folders_.clear();
  std::set<std::string> known;
  for (const auto* folders : {&nearest_, &farther_})
    for (const std::string& folder : *folders)
      if (known.insert(file_identity(folder)).second) folders_.push_back(folder);
}

std::string LeverFolders::file_of(const std::string& name) const {
  for (const std::string& folder : folders_) {
    const fs::path file = fs::path(folder) / (name + ".yaml");
    if (is_file(file)) return file.lexically_normal().string();
  }
  return {};
}

std::string LeverFolders::name_of(const std::string& file) const {
  const std::string name = fs::path(file).stem().string();
  const std::string found = file_of(name);
  return !found.empty() && file_identity(found) == file_identity(file) ? name : file;
}

std::vector<std::string> LeverFolders::names() const {
  std::set<std::string> known;
  std::error_code failed;
  for (const std::string& folder : folders_) {
    for (const auto& file : fs::directory_iterator(folder, failed))
      if (file.path().extension() == ".yaml") known.insert(file.path().stem().string());
  }
  return {known.begin(), known.end()};
}

std::vector<std::string> LeverFolders::names_with(const std::string& key) const {
  std::vector<std::string> found;
  for (const std::string& name : names()) {
    if (silently_loaded(file_of(name)).node.find(key) != nullptr) found.push_back(name);
  }
  return found;
}

Text LeverFolders::allowed() const {
  const std::vector<std::string> all = names();
  return all.empty()
            ? Text{"a file, named with its path such as measures/lane.yaml, or a lever of the "
                   "folder levers or scenarios/levers beside or above the scenario, of which none "
                   "was found",
                   "带路径的文件，如measures/lane.yaml；或情景同目录及上级目录中levers或"
                   "scenarios/levers目录内的措施，而这样的目录一个也没有"}
            : told("a file, named with its path such as measures/lane.yaml, or a lever of {}: {}",
                   "带路径的文件，如measures/lane.yaml；或{}中的措施：{}", text(),
                   word_list(all));
}

Text LeverFolders::text() const {
  return {fmt::format("{}", fmt::join(folders_, " or ")),
          fmt::format("{}", fmt::join(folders_, "或"))};
}

std::vector<std::string> LeverFolders::makers_of(const std::string& section,
                                                 const std::string& id) const {
  std::vector<std::string> makers;
  for (const std::string& name : names()) {
    const std::string file = file_of(name);
    if (file.empty() || applied_.count(file_identity(file)) > 0) continue;
    const LeverChain lever = silently_loaded(file);
    const auto adds = [&](const Node& node) { return adds_thing(node, section, id); };
    if (adds(lever.node) || std::any_of(lever.bases.begin(), lever.bases.end(), adds))
      makers.push_back(name);
  }
  return makers;
}

std::vector<std::string> LeverFolders::order_for(const Node& document, const std::string& section,
                                                 const std::string& id) const {
  constexpr int k_deepest = 10;
  std::vector<std::string> order;
  return collect(document, section, id, order, k_deepest) ? order : std::vector<std::string>{};
}

bool LeverFolders::collect(const Node& document, const std::string& section, const std::string& id,
                           std::vector<std::string>& order, int deepest) const {
  const std::vector<std::string> makers = makers_of(section, id);
  if (makers.size() != 1 || deepest == 0) return false;
  const std::string& maker = makers.front();
  if (std::find(order.begin(), order.end(), maker) != order.end()) return true;
  const LeverChain lever = silently_loaded(file_of(maker));
  for (const Node& need : needs_of_chain(lever.bases, listed(lever.node, "needs"))) {
    const auto path = parse_path(need.text);
    if (!path || path->size() < 2 || has_thing(document, path->at(0).key, path->at(1).key))
      continue;
    if (!collect(document, path->at(0).key, path->at(1).key, order, deepest - 1)) return false;
  }
  order.push_back(maker);
  return true;
}

std::string nearest_levers(const std::string& joined, const std::vector<std::string>& names) {
  std::string meant;
  std::size_t from = 0;
  while (from <= joined.size()) {
    const std::size_t to = std::min(joined.find_first_of(", ;", from), joined.size());
    const std::string one = nearest_word(joined.substr(from, to - from), names);
    if (to > from && one.empty()) return "";
    if (to > from) meant += (meant.empty() ? "" : "+") + one;
    from = to + 1;
  }
  return meant;
}

}  // namespace kouan::models::language
