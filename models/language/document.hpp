// A YAML file as a tree of nodes that know where they stand.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/language/diagnostics.hpp"

namespace kouan::models::language {

inline constexpr std::size_t k_largest_file = 4 * 1024 * 1024;  ///< [bytes]
inline constexpr int k_deepest_nesting = 64;
inline constexpr std::size_t k_most_keys = 10'000;  ///< of one map
inline constexpr int k_most_nodes = 200'000;        ///< aliases expanded

enum class YamlKind { null, scalar, list, map };

struct Entry;

/// A value of the document. Aliases are expanded; the copy keeps the marks of the anchor.
struct Node {
  // Out of line, since Entry is complete only after Node is.
  Node();
  Node(const Node& other);
  Node(Node&& other) noexcept;
  Node& operator=(const Node& other);
  Node& operator=(Node&& other) noexcept;
  ~Node();

  YamlKind kind = YamlKind::null;
  std::string text{};          ///< of a scalar
  bool quoted = false;         ///< scalar in quotes or as a block
  std::vector<Node> items;     ///< of a list
  std::vector<Entry> entries;  ///< of a map, in file order, no key twice
  Mark mark{};
  int lever = -1;  ///< number of the lever it comes from

  bool is_null() const { return kind == YamlKind::null; }
  bool is_scalar() const { return kind == YamlKind::scalar; }
  bool is_list() const { return kind == YamlKind::list; }
  bool is_map() const { return kind == YamlKind::map; }
  /// Entry of that key, or null.
  const Entry* find(std::string_view key) const;
  Entry* find(std::string_view key);
  /// Value of that key, or null.
  const Node* value(std::string_view key) const;
};

struct Entry {
  std::string key;
  Mark mark;  ///< of the key
  Node node;
};

/// What the node is, for messages: "a map", "a list", "nothing", or the text in quotes (shortened).
Text describe(const Node& node);

/// True for a map with the key `value`: {value: 12 min, source: …}.
bool is_sourced(const Node& node);

/// Reads and parses a file already listed in `diagnostics.files()`; messages and nothing when it
/// can't be read. An empty file is a null node. What is no YAML or no text is told and the rest
/// read: a node says nothing of there being no errors.
std::optional<Node> load_document(int file, Diagnostics& diagnostics);

/// Parses text as if it were the content of `file`.
std::optional<Node> parse_document(int file, std::string text, Diagnostics& diagnostics);

/// Text of a file; messages and nothing when it is missing, too large, or in UTF-16. Of bytes that
/// are no text the first has a message, and k_unreadable stands in their place.
std::optional<std::string> read_text_file(int file, Diagnostics& diagnostics);

}  // namespace kouan::models::language
