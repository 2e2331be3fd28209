#include "models/language/yaml_tree.hpp"

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <string_view>
#include <unordered_map>
#include <utility>

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

/// Whether the text in quotes that begins at byte `at` ends somewhere; yaml-cpp takes the end of
/// the file for a closing quote. True for text without quotes.
bool has_closing_quote(std::string_view text, std::size_t at) {
  const char quote = at < text.size() ? text[at] : '\0';
  if (quote != '"' && quote != '\'') return true;
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '"' || i + 1 >= text.size() || text[i + 1] != quote) return true;
      ++i;
    }
  }
  return false;
}

/// Builds the tree from the parser's events.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(int file, Diagnostics& diagnostics)
      : diagnostics_(diagnostics), source_(diagnostics.files().at(file)), marks_(file, source_) {}

  Node take() { return std::move(root_); }
  /// Where the innermost open map or list begins.
  std::optional<Mark> innermost() const {
    return stack_.empty() ? std::nullopt : std::optional<Mark>(stack_.back().node.mark);
  }

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
  bool is_closed(int position) const {
    return has_closing_quote(source_.text, static_cast<std::size_t>(std::max(position, 0)));
  }

  Diagnostics& diagnostics_;
  const SourceFile& source_;
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
  if (node.quoted && !is_closed(mark.pos)) {
    stop(Code::yaml_syntax, node.mark, "the text in quotes is not closed", "");
  }
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
  if (frame.seen.size() >= k_most_keys) {
    stop(Code::file_size, node.mark, fmt::format("the map has more than {} keys", k_most_keys),
         "fewer");
  }
  const auto [first, is_new] = frame.seen.emplace(node.text, node.mark);
  if (!is_new) {
    diagnostics_.add({Severity::error, Code::duplicate_key, node.mark, "",
                      fmt::format("found the key \"{}\" a second time", node.text), "each key once",
                      "", first->second, "it stands here already"});
    frame.keep = false;
  }
}

void TreeBuilder::put(Node node, YAML::anchor_t anchor) {
  if (anchor != 0) {
    nodes_ += size_of(node);
    anchors_[anchor] = node;
  }
  if (++nodes_ > k_most_nodes) {
    stop(Code::file_size, node.mark, fmt::format("the file has more than {} values", k_most_nodes),
         "fewer");
  }
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
    if (node.is_null()) node.mark = frame.key_mark;  // nothing has no place of its own
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

void report_syntax(const YAML::Exception& problem, int file, const TreeBuilder& builder,
                   Diagnostics& diagnostics) {
  const Mark mark = problem.mark.is_null()
                        ? Mark{file, 1, 1}
                        : MarkReader(file, diagnostics.files().at(file)).read(problem.mark);
  if (name_full_width(diagnostics, mark)) return;
  const bool deep = dynamic_cast<const YAML::DeepRecursion*>(&problem) != nullptr;
  Diagnostic d{Severity::error, deep ? Code::yaml_depth : Code::yaml_syntax, mark};
  d.found = deep ? "the values nest too deep" : "not readable as YAML: " + reworded(problem.msg);
  const bool unclosed = problem.msg == YAML::ErrorMsg::END_OF_MAP_FLOW ||
                        problem.msg == YAML::ErrorMsg::END_OF_SEQ_FLOW;
  const std::string_view line = diagnostics.files().at(file).line(mark.line);
  const std::size_t question = line.find("?,");
  if (problem.msg == YAML::ErrorMsg::UNKNOWN_TOKEN && question != std::string_view::npos &&
      characters(line, question) + 1 == mark.column) {
    d.found = "not readable as YAML: text with a \"?\" before a comma needs quotes here";
  }
  if (unclosed) d.other = builder.innermost();
  d.other_says = "it is opened here";
  diagnostics.add(std::move(d));
}

}  // namespace

std::optional<Node> parse_yaml(int file, Diagnostics& diagnostics) {
  std::istringstream in(diagnostics.files().at(file).text);
  TreeBuilder builder(file, diagnostics);
  try {
    YAML::Parser parser(in);
    if (!parser.HandleNextDocument(builder)) {
      Node nothing;
      nothing.mark = {file, 1, 1};
      return nothing;
    }
    TreeBuilder rest(file, diagnostics);
    if (!parser.HandleNextDocument(rest)) return builder.take();
    diagnostics.add({Severity::error, Code::yaml_documents, rest.take().mark, "",
                     "found a second document after ---", "one document a file"});
  } catch (const Stop&) {
    // The message has been given.
  } catch (const YAML::Exception& problem) {
    report_syntax(problem, file, builder, diagnostics);
  }
  return std::nullopt;
}

}  // namespace kouan::models::language
