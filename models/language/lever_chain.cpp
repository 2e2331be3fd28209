#include "models/language/lever_chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "models/language/lever_folders.hpp"
#include "models/language/nearest_file.hpp"
#include "models/language/overlay.hpp"
#include "models/language/told.hpp"

namespace kouan::models::language {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t k_longest_lever_chain = 20;

/// What a lever must say itself, and what it does after those that it extends.
bool is_own(const std::string& key) {
  static const std::vector<std::string> k_own = {"lever", "title", "extends", "remove",
                                                 "add",   "set",   "scale"};
  return std::find(k_own.begin(), k_own.end(), key) != k_own.end();
}

class ChainReader {
 public:
  ChainReader(LeverChain& chain, Diagnostics& diagnostics,
              const std::function<bool(const std::string&)>& is_unused)
      : chain_(chain), diagnostics_(diagnostics), is_unused_(is_unused) {}

  /// The file that `extends` names; nothing after a message.
  std::optional<Node> base_of(const Entry& extends) {
    const std::string asking = chain_.files.back();
    if (!extends.node.is_scalar()) {
      error(Code::wrong_type, extends.node.mark, as_found(describe(extends.node)),
            {"one file name", "一个文件名"});
      return std::nullopt;
    }
    const std::string path = sibling(asking, extends.node.text);
    if (!is_new(path, extends.node.mark) || !is_there(path, extends.node, asking))
      return std::nullopt;
    const int file = diagnostics_.files().find_or_add(path, path);
    std::optional<Node> node = load_document(file, diagnostics_);
    if (node && node->is_map() && node->find("lever") != nullptr) return node;
    if (node)
      error(Code::file_kind, extends.node.mark, told("{} is no lever file", "{}不是措施文件", path),
            {"a lever file, beginning with lever: 1", "措施文件，以“lever: 1”开头"});
    return std::nullopt;
  }

 private:
  void error(Code code, const Mark& mark, Text found, Text allowed, std::string nearest = "") {
    diagnostics_.add({Severity::error, code, mark, "extends", std::move(found), std::move(allowed),
                      std::move(nearest)});
  }

  bool is_new(const std::string& path, const Mark& mark) {
    const bool is_cycle = is_in_chain(path);
    chain_.files.push_back(path);
    if (!is_cycle && chain_.files.size() <= k_longest_lever_chain) return true;
    const std::string names = fmt::format("{}", fmt::join(chain_.files, " -> "));
    error(Code::extends_cycle, mark,
          is_cycle ? told("found a cycle: {}", "循环继承：{}", names)
                   : told("found a chain of more than {} files: {}", "继承链超过{}个文件：{}",
                          k_longest_lever_chain, names),
          {"files that extend each other in one direction", "单向继承的文件"});
    return false;
  }

  bool is_there(const std::string& path, const Node& asked, const std::string& asking) {
    std::error_code failed;
    if (fs::is_regular_file(path, failed)) return true;
    const auto may_be_meant = [&](const std::string& other) {
      return !is_in_chain(other) && (!is_unused_ || is_unused_(other));
    };
    error(Code::file_missing, asked.mark, found_no_file(asked.text, path),
          {"a lever file, relative to this one", "措施文件，路径相对于本文件"},
          nearest_file(asked.text, asking, may_be_meant));
    return false;
  }

  bool is_in_chain(const std::string& path) const {
    const std::string self = file_identity(path);
    return std::any_of(chain_.files.begin(), chain_.files.end(),
                       [&](const std::string& file) { return file_identity(file) == self; });
  }

  LeverChain& chain_;
  Diagnostics& diagnostics_;
  const std::function<bool(const std::string&)>& is_unused_;
};

}  // namespace

std::string sibling(const std::string& file, const std::string& name) {
  const fs::path path(name);
  if (path.is_absolute()) return name;
  return (fs::path(file).parent_path() / path).lexically_normal().string();
}

LeverChain chain_of(const std::string& file, Node node, Diagnostics& diagnostics,
                    const std::function<bool(const std::string&)>& is_unused) {
  LeverChain chain{std::move(node), {file}, {}, false};
  ChainReader reader(chain, diagnostics, is_unused);
  const Entry* extends = chain.node.find("extends");
  while (extends != nullptr) {
    std::optional<Node> base = reader.base_of(*extends);
    chain.is_partial = !base;
    if (!base) break;
    chain.bases.push_back(std::move(*base));
    extends = chain.bases.back().find("extends");
  }
  std::reverse(chain.bases.begin(), chain.bases.end());
  Node whole;
  whole.kind = YamlKind::map;
  for (const Node& base : chain.bases) {
    Node head = base;
    std::erase_if(head.entries, [](const Entry& entry) { return is_own(entry.key); });
    merge(whole, std::move(head));
  }
  whole.mark = chain.node.mark;
  merge(whole, std::move(chain.node));
  chain.node = std::move(whole);
  return chain;
}

}  // namespace kouan::models::language
