#include "models/language/document.hpp"

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "models/language/punctuation.hpp"

namespace kouan::models::language {
namespace {

/// Ends parsing after a message has been given.
struct Stop {};

/// Number of nodes in a tree.
int size_of(const Node& node) {
  int count = 1;
  for (const Node& item : node.items)
    count += size_of(item);
  for (const Entry& entry : node.entries)
    count += size_of(entry.node);
  return count;
}

/// Levels of nesting in a tree.
int depth_of(const Node& node) {
  int depth = 0;
  for (const Node& item : node.items)
    depth = std::max(depth, depth_of(item));
  for (const Entry& entry : node.entries)
    depth = std::max(depth, depth_of(entry.node));
  return depth + 1;
}

/// yaml-cpp counts lines and bytes from zero; people count lines and characters from one.
class MarkReader {
 public:
  MarkReader(int file, const SourceFile& source) : file_(file), source_(source) {}

  Mark read(const YAML::Mark& mark) {
    const int line = mark.line + 1;
    const auto bytes = static_cast<std::size_t>(std::max(mark.column, 0));
    const std::string_view text = source_.line(line);
    if (line != line_ || bytes < bytes_) {
      line_ = line;
      bytes_ = 0;
      column_ = 1;
    }
    const std::size_t to = std::min(bytes, text.size());
    if (to > bytes_) column_ += characters(text.substr(bytes_), to - bytes_);
    bytes_ = std::max(bytes_, to);
    return {file_, line, column_};
  }

 private:
  int file_;
  const SourceFile& source_;
  int line_ = 0;
  std::size_t bytes_ = 0;
  int column_ = 1;
};

/// Builds the tree from the parser's events.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(int file, Diagnostics& diagnostics)
      : diagnostics_(diagnostics), marks_(file, diagnostics.files().at(file)) {}

  Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node node;
    node.mark = marks_.read(mark);
    put(std::move(node), anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(NodeKind::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(NodeKind::map, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    Node node;
    YAML::anchor_t anchor = 0;
    bool has_key = false;
    bool keep = true;  ///< false: the value belongs to a key that has had its message
    std::string key{};
    Mark key_mark{};
    std::unordered_map<std::string, Mark> seen{};  ///< keys of the map so far
  };

  [[noreturn]] void stop(Code code, Mark mark, std::string found, std::string allowed) {
    diagnostics_.add({Severity::error, code, mark, "", std::move(found), std::move(allowed), ""});
    throw Stop{};
  }
  void open(NodeKind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor);
  void close();
  void put(Node node, YAML::anchor_t anchor);
  void put_key(const Node& node);
  void check_tag(const std::string& tag, Mark mark);

  Diagnostics& diagnostics_;
  MarkReader marks_;
  Node root_;
  std::vector<Frame> stack_;
  std::map<YAML::anchor_t, Node> anchors_;
  int nodes_ = 0;
};

void TreeBuilder::check_tag(const std::string& tag, Mark mark) {
  if (tag.empty() || tag == "?" || tag == "!") return;
  diagnostics_.add({Severity::error, Code::yaml_tag, mark, "",
                    fmt::format("found the YAML tag \"{}\"", tag), "values without tags", ""});
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
  Node node;
  node.kind = NodeKind::scalar;
  node.text = value;
  node.quoted = tag == "!";
  node.mark = marks_.read(mark);
  check_tag(tag, node.mark);
  put(std::move(node), anchor);
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const Mark here = marks_.read(mark);
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end())
    stop(Code::yaml_alias, here, "found an alias inside its own anchor",
         "an alias after the anchor ends");
  nodes_ += size_of(found->second) - 1;
  if (static_cast<int>(stack_.size()) + depth_of(found->second) > k_deepest_nesting) {
    stop(Code::yaml_depth, here, "the alias nests too deep",
         fmt::format("at most {} levels", k_deepest_nesting));
  }
  if (nodes_ > k_most_nodes) {
    stop(Code::yaml_alias, here,
         fmt::format("the aliases expand to more than {} values", k_most_nodes), "fewer aliases");
  }
  put(found->second, 0);
}

void TreeBuilder::open(NodeKind kind, const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor) {
  Frame frame;
  frame.node.kind = kind;
  frame.node.mark = marks_.read(mark);
  frame.anchor = anchor;
  check_tag(tag == "!" ? "" : tag, frame.node.mark);
  if (static_cast<int>(stack_.size()) >= k_deepest_nesting) {
    stop(Code::yaml_depth, frame.node.mark, "the values nest too deep",
         fmt::format("at most {} levels", k_deepest_nesting));
  }
  stack_.push_back(std::move(frame));
}

void TreeBuilder::close() {
  Frame frame = std::move(stack_.back());
  stack_.pop_back();
  put(std::move(frame.node), frame.anchor);
}

void TreeBuilder::put_key(const Node& node) {
  Frame& frame = stack_.back();
  frame.has_key = true;
  frame.keep = true;
  frame.key = node.text;
  frame.key_mark = node.mark;
  const auto refuse = [&](Code code, std::string found, std::string allowed) {
    diagnostics_.add(
        {Severity::error, code, node.mark, "", std::move(found), std::move(allowed), ""});
    frame.keep = false;
  };
  if (!node.is_scalar())
    return refuse(Code::yaml_key, "found " + describe(node) + " as a key", "a word");
  if (node.text == "<<" && !node.quoted)
    return refuse(Code::yaml_merge_key, "found the YAML merge key <<",
                  "extends: FILE, or an alias of the whole value");
  const auto [first, is_new] = frame.seen.emplace(node.text, node.mark);
  if (!is_new) {
    diagnostics_.add({Severity::error, Code::duplicate_key, node.mark, "",
                      fmt::format("found the key \"{}\" a second time", node.text), "each key once",
                      "", first->second, "it stands here already"});
    frame.keep = false;
  }
}

void TreeBuilder::put(Node node, YAML::anchor_t anchor) {
  if (++nodes_ > k_most_nodes) {
    stop(Code::file_size, node.mark, fmt::format("the file has more than {} values", k_most_nodes),
         "fewer");
  }
  if (anchor != 0) anchors_[anchor] = node;
  if (stack_.empty()) {
    root_ = std::move(node);
    return;
  }
  Frame& frame = stack_.back();
  if (frame.node.is_list()) {
    frame.node.items.push_back(std::move(node));
  } else if (!frame.has_key) {
    put_key(node);
  } else {
    frame.has_key = false;
    if (frame.keep)
      frame.node.entries.push_back({std::move(frame.key), frame.key_mark, std::move(node)});
  }
}

/// What yaml-cpp says, in words that say what to do.
std::string reworded(const std::string& message) {
  static const std::map<std::string, std::string> k_words = {
      {YAML::ErrorMsg::END_OF_MAP,
       "the indentation or a missing \"key: value\" breaks the map here"},
      {YAML::ErrorMsg::END_OF_MAP_FLOW, "a map in {…} is not closed, or lacks a comma"},
      {YAML::ErrorMsg::END_OF_SEQ, "the indentation breaks the list here"},
      {YAML::ErrorMsg::END_OF_SEQ_FLOW, "a list in […] is not closed, or lacks a comma"},
      {YAML::ErrorMsg::MAP_VALUE,
       "a \": \" is not expected here; text that holds one needs quotes"},
      {YAML::ErrorMsg::MAP_KEY, "a key is not expected here"},
      {YAML::ErrorMsg::BLOCK_ENTRY, "a list item \"- \" is not expected here"},
      {YAML::ErrorMsg::FLOW_END, "a closing bracket without an opening one"},
      {YAML::ErrorMsg::EOF_IN_SCALAR, "the text in quotes is not closed"},
      {YAML::ErrorMsg::UNKNOWN_TOKEN, "this character can't start a value; put the text in quotes"},
      {YAML::ErrorMsg::UNKNOWN_ANCHOR, "the alias has no anchor before it"},
      {YAML::ErrorMsg::UNEXPECTED_END_MAP, "a closing } without an opening one"},
      {YAML::ErrorMsg::UNEXPECTED_END_SEQ, "a closing ] without an opening one"},
  };
  const auto found = k_words.find(message);
  return found == k_words.end() ? message : found->second;
}

/// Full-width punctuation near the place where the parser gave up: this line, or the two before it.
bool name_full_width(Diagnostics& diagnostics, Mark at) {
  for (int line = at.line; line >= std::max(1, at.line - 2); --line) {
    const std::string_view text = diagnostics.files().at(at.file).line(line);
    const std::size_t comment = text.find(" #");
    const auto found = find_full_width(text.substr(0, comment));
    if (!found) continue;
    diagnostics.add({Severity::error,
                     Code::full_width,
                     {at.file, line, found->characters_before + 1},
                     "",
                     fmt::format("found the full-width \"{}\"", found->character),
                     fmt::format("\"{}\"", found->ascii),
                     ""});
    return true;
  }
  return false;
}

/// Tabs before the first character of a line, which YAML forbids and reports poorly.
bool name_tabs(int file, Diagnostics& diagnostics) {
  const SourceFile& source = diagnostics.files().at(file);
  int first_line = 0;
  int column = 0;
  int count = 0;
  for (int line = 1; line <= static_cast<int>(source.line_starts.size()); ++line) {
    const std::string_view text = source.line(line);
    const std::size_t content = text.find_first_not_of(" \t");
    if (content == std::string_view::npos || text[content] == '#') continue;
    const std::size_t tab = text.substr(0, content).find('\t');
    if (tab == std::string_view::npos) continue;
    if (++count > 1) continue;
    first_line = line;
    column = static_cast<int>(tab) + 1;
  }
  if (count == 0) return false;
  diagnostics.add({Severity::error,
                   Code::yaml_tab,
                   {file, first_line, column},
                   "",
                   count == 1 ? "found a tab in the indentation"
                              : fmt::format("found a tab in the indentation (of {} lines)", count),
                   "blanks",
                   ""});
  return true;
}

void report_syntax(const YAML::Exception& problem, int file, Diagnostics& diagnostics) {
  Mark mark = problem.mark.is_null()
                  ? Mark{file, 1, 1}
                  : MarkReader(file, diagnostics.files().at(file)).read(problem.mark);
  if (name_full_width(diagnostics, mark)) return;
  const bool deep = dynamic_cast<const YAML::DeepRecursion*>(&problem) != nullptr;
  diagnostics.add(
      {Severity::error, deep ? Code::yaml_depth : Code::yaml_syntax, mark, "",
       deep ? "the values nest too deep" : "not readable as YAML: " + reworded(problem.msg), "",
       ""});
}

}  // namespace

const Entry* Node::find(std::string_view key) const {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

Entry* Node::find(std::string_view key) {
  return const_cast<Entry*>(std::as_const(*this).find(key));
}

const Node* Node::value(std::string_view key) const {
  const Entry* entry = find(key);
  return entry == nullptr ? nullptr : &entry->node;
}

std::string describe(const Node& node) {
  switch (node.kind) {
    case NodeKind::null:
      return "nothing";
    case NodeKind::list:
      return "a list";
    case NodeKind::map:
      return "a map";
    case NodeKind::scalar:
      break;
  }
  constexpr std::size_t k_longest = 60;
  std::string text = node.text;
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (text.size() > k_longest) {
    std::size_t end = k_longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
      --end;
    text = text.substr(0, end) + "…";
  }
  return "\"" + text + "\"";
}

bool is_sourced(const Node& node) { return node.is_map() && node.find("value") != nullptr; }

std::optional<Node> load_document(int file, Diagnostics& diagnostics) {
  std::optional<std::string> text = read_text_file(file, diagnostics);
  if (!text) return std::nullopt;
  return parse_document(file, std::move(*text), diagnostics);
}

std::optional<Node> parse_document(int file, std::string text, Diagnostics& diagnostics) {
  diagnostics.files().set_text(file, std::move(text));
  if (name_tabs(file, diagnostics)) return std::nullopt;
  std::istringstream in(diagnostics.files().at(file).text);
  TreeBuilder builder(file, diagnostics);
  try {
    YAML::Parser parser(in);
    if (!parser.HandleNextDocument(builder)) {
      Node nothing;
      nothing.mark = {file, 1, 1};
      return nothing;
    }
    Node root = builder.take();
    TreeBuilder rest(file, diagnostics);
    if (parser.HandleNextDocument(rest)) {
      diagnostics.add({Severity::error, Code::yaml_documents, rest.take().mark, "",
                       "found a second document after ---", "one document a file", ""});
    }
    return root;
  } catch (const Stop&) {
    return std::nullopt;
  } catch (const YAML::Exception& problem) {
    report_syntax(problem, file, diagnostics);
    return std::nullopt;
  }
}

}  // namespace kouan::models::language
