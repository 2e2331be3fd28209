#include "models/language/lever_chain.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "models/language/extends_chain.hpp"
#include "models/language/nearest_file.hpp"
#include "models/language/overlay.hpp"
#include "models/language/path.hpp"
#include "models/language/told.hpp"

namespace kouan::models::language {
namespace {

namespace fs = std::filesystem;

/// What a lever has from those that it extends; all else it says itself, or does after them.
bool is_passed_on(const Entry& entry) {
  return entry.key == "summary" || entry.key == "presupposes" || entry.key == "shift" ||
         entry.key == "split";
}

/// A shift has two parts, each of which is replaced as a whole: the path that it takes from, and
/// the amount with its sourcing.
void complete_shift(const Node& base, Node& over) {
  const bool has_amount = std::any_of(over.entries.begin(), over.entries.end(),
                                      [](const Entry& entry) { return entry.key != "from"; });
  const bool has_from = over.find("from") != nullptr;
  for (const Entry& entry : base.entries) {
    const bool is_said = entry.key == "from" ? has_from : has_amount;
    if (!is_said) over.entries.push_back(entry);
  }
}

void complete_shifts(Node& base, Node& over) {
  for (Entry& entry : over.entries) {
    Entry* there = base.find(entry.key);
    if (there == nullptr || !there->node.is_map() || !entry.node.is_map()) continue;
    complete_shift(there->node, entry.node);
    there->node = Node{};  // whose place the whole takes
  }
}

/// Lays a lever's head on what the levers before it pass on.
void lay(Node& passed_on, Node over) {
  for (Entry& entry : over.entries) {
    Entry* there = passed_on.find(entry.key);
    if (there == nullptr || entry.node.is_null()) continue;
    if (entry.key == "summary") there->node = Node{};  // one text, whatever its languages
    if (entry.key == "shift") complete_shifts(there->node, entry.node);
  }
  merge(passed_on, std::move(over));
}

class ChainReader {
 public:
  ChainReader(LeverChain& chain, Diagnostics& diagnostics,
              const std::function<bool(const std::string&)>& is_unused)
      : chain_(chain), diagnostics_(diagnostics), is_unused_(is_unused) {
    links_.start(chain.files.front());
  }

  /// The file that `extends` names; nothing after a message.
  std::optional<Node> base_of(const Entry& extends) {
    const std::string asking = chain_.files.back();
    if (!extends.node.is_scalar()) {
      error(Code::wrong_type, extends.node.mark, as_found(describe(extends.node)),
            {"one file name", "一个文件名"});
      return std::nullopt;
    }
    const std::string path = sibling(asking, extends.node.text);
    if (!links_.go_on(path, extends.node.mark, diagnostics_) ||
        !is_there(path, extends.node, asking))
      return std::nullopt;
    const int file = diagnostics_.files().find_or_add(path, path);
    std::optional<Node> node = load_document(file, diagnostics_);
    if (node && node->is_map() && node->find("lever") != nullptr) {
      chain_.files.push_back(path);
      return node;
    }
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

  bool is_there(const std::string& path, const Node& asked, const std::string& asking) {
    if (is_file(path)) return true;
    const auto may_be_meant = [&](const std::string& other) {
      return !links_.holds(other) && (!is_unused_ || is_unused_(other));
    };
    error(Code::file_missing, asked.mark, found_no_file(asked.text, path),
          {"a lever file, relative to this one", "措施文件，路径相对于本文件"},
          nearest_file(asked.text, asking, may_be_meant));
    return false;
  }

  LeverChain& chain_;
  ExtendsChain links_;
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
  if (chain.bases.empty()) return chain;
  std::reverse(chain.bases.begin(), chain.bases.end());
  Node whole;
  whole.kind = YamlKind::map;
  for (const Node& base : chain.bases) {
    Node head = base;
    std::erase_if(head.entries, [](const Entry& entry) { return !is_passed_on(entry); });
    lay(whole, std::move(head));
  }
  whole.mark = chain.node.mark;
  lay(whole, std::move(chain.node));
  chain.node = std::move(whole);
  return chain;
}

const std::vector<Node>& listed(const Node& lever, const char* key) {
  static const std::vector<Node> k_none;
  const Node* list = lever.is_map() ? lever.value(key) : nullptr;
  return list == nullptr ? k_none : list->items;
}

bool has_thing(const Node& document, const std::string& section, const std::string& id) {
  const Node* things = document.is_map() ? document.value(section) : nullptr;
  return things != nullptr && things->is_map() && things->find(id) != nullptr;
}

bool adds_thing(const Node& lever, const std::string& section, const std::string& id) {
  const Node* added = lever.value("add");
  return added != nullptr && has_thing(*added, section, id);
}

std::vector<Node> needs_of_chain(const std::vector<Node>& bases, const std::vector<Node>& own) {
  std::vector<Node> out;
  const auto add = [&](const std::vector<Node>& needs, std::size_t levers_before) {
    const auto end = bases.begin() + static_cast<std::ptrdiff_t>(levers_before);
    for (const Node& need : needs) {
      const auto path = parse_path(need.text);
      const auto adds = [&](const Node& base) {
        return adds_thing(base, path->at(0).key, path->at(1).key);
      };
      if (!path || path->size() < 2 || std::none_of(bases.begin(), end, adds)) out.push_back(need);
    }
  };
  for (std::size_t i = 0; i < bases.size(); ++i)
    add(listed(bases[i], "needs"), i);
  add(own, bases.size());
  return out;
}

}  // namespace kouan::models::language
