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

#include "models/language/punctuation.hpp"
#include "models/language/quantity.hpp"
#include "models/language/separators.hpp"
#include "models/language/told.hpp"
#include "models/language/yaml_positions.hpp"
#include "models/language/yaml_syntax.hpp"

namespace kouan::models::language {
namespace {

/// Ends parsing after a message has been given.
struct Stop {};

Text most_levels() { return told("at most {} levels", "至多{}层", k_deepest_nesting); }
Text fewer() { return {"fewer", "减少数量"}; }

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
    open(YamlKind::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(YamlKind::map, mark, tag, anchor);
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
    std::optional<std::string> meant{};            ///< value in the key, after a full-width colon
    std::string separated{};  ///< a value that a comma between its digits has ended
    bool in_number = false;   ///< the key is a part of it
  };

  [[noreturn]] void stop(Code code, Mark mark, Text found, Text allowed) {
    diagnostics_.add({Severity::error, code, mark, "", std::move(found), std::move(allowed), ""});
    throw Stop{};
  }
  void open(YamlKind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor);
  void close();
  void put(Node node, YAML::anchor_t anchor);
  void put_key(const Node& node);
  void note_key(Frame& frame, const Mark& mark);
  void put_value(Frame& frame, Node node);
  std::string name_full_width_key(Frame& frame, const Node& node);
  bool continues_number(Frame& frame, const Node& node);
  void name_separated(Frame& frame);
  std::string path() const;
  void check_tag(const std::string& tag, Mark mark);
  bool is_closed(int position) const {
    return has_closing_quote(source_.text, static_cast<std::size_t>(std::max(position, 0)));
  }

  Diagnostics& diagnostics_;
  const SourceFile& source_;
  MarkReader marks_;
  Node root_;
  std::vector<Frame> stack_;
  std::size_t scalar_at_ = 0;  ///< where the last one begins [bytes]
  std::map<YAML::anchor_t, Node> anchors_;
  int nodes_ = 0;
};

void TreeBuilder::check_tag(const std::string& tag, Mark mark) {
  if (tag.empty() || tag == "?" || tag == "!") return;
  diagnostics_.add({Severity::error,
                    Code::yaml_tag,
                    mark,
                    "",
                    told("found the YAML tag \"{}\"", "写有YAML标签“{}”", tag),
                    {"values without tags", "不带标签的值"},
                    ""});
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
  Node node;
  node.kind = YamlKind::scalar;
  node.text = value;
  node.quoted = tag == "!";
  node.mark = marks_.read(mark);
  scalar_at_ = static_cast<std::size_t>(std::max(mark.pos, 0));
  if (node.quoted && !is_closed(mark.pos)) {
    stop(Code::yaml_syntax, node.mark, {"the text in quotes is not closed", "引号未闭合"}, {});
  }
  check_tag(tag, node.mark);
  put(std::move(node), anchor);
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const Mark here = marks_.read(mark);
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end())
    stop(Code::yaml_alias, here, {"found an alias inside its own anchor", "别名位于其自身锚点之内"},
         {"an alias after the anchor ends", "锚点结束之后的别名"});
  nodes_ += size_of(found->second) - 1;
  if (static_cast<int>(stack_.size()) + depth_of(found->second) > k_deepest_nesting) {
    stop(Code::yaml_depth, here, {"the alias nests too deep", "别名嵌套过深"}, most_levels());
  }
  if (nodes_ > k_most_nodes) {
    stop(Code::yaml_alias, here,
         told("the aliases expand to more than {} values", "别名展开后超过{}个值", k_most_nodes),
         {"fewer aliases", "较少的别名"});
  }
  put(found->second, 0);
}

void TreeBuilder::open(YamlKind kind, const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor) {
  Frame frame;
  frame.node.kind = kind;
  frame.node.mark = marks_.read(mark);
  frame.anchor = anchor;
  check_tag(tag == "!" ? "" : tag, frame.node.mark);
  if (static_cast<int>(stack_.size()) >= k_deepest_nesting) {
    stop(Code::yaml_depth, frame.node.mark, {"the values nest too deep", "嵌套过深"},
         most_levels());
  }
  stack_.push_back(std::move(frame));
}

void TreeBuilder::close() {
  name_separated(stack_.back());
  Frame frame = std::move(stack_.back());
  stack_.pop_back();
  put(std::move(frame.node), frame.anchor);
}

/// "stages.gate.servers" of the map or list that is being read.
std::string TreeBuilder::path() const {
  std::string out;
  for (std::size_t i = 0; i + 1 < stack_.size(); ++i) {
    const Frame& frame = stack_[i];
    if (frame.node.is_list())
      out += fmt::format("[{}]", frame.node.items.size());
    else
      out += (out.empty() ? "" : ".") + frame.key;
  }
  return out;
}

/// Full-width punctuation in a key is told at once, and what it stands for is read on: "key：value"
/// as a key with its value, "｛key" as the key. The key that is meant.
std::string TreeBuilder::name_full_width_key(Frame& frame, const Node& node) {
  const auto wide = node.is_scalar() ? find_full_width(node.text) : std::nullopt;
  if (!wide) return node.text;
  const std::string whole = without_full_width(node.text);
  const auto trim = [](const std::string& text) {
    const std::size_t from = text.find_first_not_of(" {[\"'");
    return from == std::string::npos
               ? ""
               : text.substr(from, text.find_last_not_of(" }]\"'") + 1 - from);
  };
  const std::size_t colon = node.quoted ? std::string::npos : whole.find(':');
  const std::string key = trim(whole.substr(0, colon));
  if (colon != std::string::npos && colon + 1 < whole.size())
    frame.meant = trim(whole.substr(colon + 1, whole.find(',', colon) - colon - 1));
  Mark mark = node.mark;
  if (!node.quoted) mark.column += wide->characters_before;
  diagnostics_.add({Severity::error, Code::full_width, mark, path(),
                    told("found {} in the key \"{}\"", "键“{1}”中有{0}", wide->named(), node.text),
                    in_quotes(wide->ascii),
                    wide->ascii == "{" || wide->ascii == "[" ? "" : trim(whole)});
  return key;
}

/// Inside {…} the comma of "1,200 t" ends the value, and the rest comes as a key without a value.
bool TreeBuilder::continues_number(Frame& frame, const Node& node) {
  const auto is_digit = [&](std::size_t at) {
    return at < source_.text.size() && source_.text[at] >= '0' && source_.text[at] <= '9';
  };
  const std::string_view text = source_.text;
  const bool is_glued = node.is_scalar() && !node.quoted && is_digit(scalar_at_) &&
                        scalar_at_ >= 2 && text[scalar_at_ - 1] == ',' && is_digit(scalar_at_ - 2);
  if (!is_glued || frame.node.entries.empty() || !frame.keep) return false;
  const std::size_t next = text.find_first_not_of(" \n", scalar_at_ + node.text.size());
  const Node& before = frame.node.entries.back().node;
  if (next >= text.size() || text[next] == ':' || !before.is_scalar() || before.quoted)
    return false;
  if (frame.separated.empty()) frame.separated = before.text;
  frame.separated += "," + node.text;
  return true;
}

/// Gives the message on a number that commas have cut up, and puts it together again.
void TreeBuilder::name_separated(Frame& frame) {
  if (frame.separated.empty()) return;
  Entry& entry = frame.node.entries.back();
  const std::string meant = without_separators(frame.separated);
  const std::string at = path();
  diagnostics_.add({Severity::error, Code::number, entry.node.mark,
                    at.empty() ? entry.key : at + "." + entry.key,
                    told("found \"{}\", of which the comma ends the value",
                         "所写为“{}”，其中的逗号使值到此为止", frame.separated),
                    unseparated_digits(), meant == frame.separated ? "" : meant});
  if (meant != frame.separated) entry.node.text = meant;
  frame.separated.clear();
}

void TreeBuilder::put_key(const Node& node) {
  Frame& frame = stack_.back();
  frame.has_key = true;
  frame.meant.reset();
  frame.in_number = continues_number(frame, node);
  if (frame.in_number) return;
  name_separated(frame);
  frame.keep = true;
  frame.key = name_full_width_key(frame, node);
  frame.key_mark = node.mark;
  const auto refuse = [&](Code code, Text found, Text allowed) {
    diagnostics_.add(
        {Severity::error, code, node.mark, "", std::move(found), std::move(allowed), ""});
    frame.keep = false;
  };
  if (!node.is_scalar())
    return refuse(Code::yaml_key, told("found {} as a key", "以{}作为键", describe(node)),
                  {"a word", "一个词"});
  if (node.text == "<<" && !node.quoted)
    return refuse(
        Code::yaml_merge_key, {"found the YAML merge key <<", "写有YAML合并键<<"},
        {"extends: FILE, or an alias of the whole value", "“extends: 文件”，或整个值的别名"});
  if (follows_question_mark(source_.text, scalar_at_))  // it is read all the same, so that it is
                                                        // not missed as well
    diagnostics_.add({Severity::error, Code::yaml_key, node.mark, path(),
                      told("found the YAML key \"? {}\"", "键写为“? {}”", node.text),
                      told("\"{}: …\", without the question mark", "“{}: …”，不写问号", node.text),
                      ""});
  if (frame.seen.size() >= k_most_keys) {
    stop(Code::file_size, node.mark,
         told("the map has more than {} keys", "映射的键超过{}个", k_most_keys), fewer());
  }
  note_key(frame, node.mark);
}

/// A message on a key that the map has already, whose value is not kept.
void TreeBuilder::note_key(Frame& frame, const Mark& mark) {
  const auto [first, is_new] = frame.seen.emplace(frame.key, mark);
  if (is_new) return;
  diagnostics_.add({Severity::error,
                    Code::duplicate_key,
                    mark,
                    "",
                    told("found the key \"{}\" a second time", "键“{}”重复", frame.key),
                    {"each key once", "每个键仅一次"},
                    "",
                    first->second,
                    {"it stands here already", "此前已写于此"}});
  frame.keep = false;
}

void TreeBuilder::put(Node node, YAML::anchor_t anchor) {
  if (anchor != 0) {
    nodes_ += size_of(node);
    anchors_[anchor] = node;
  }
  if (++nodes_ > k_most_nodes) {
    stop(Code::file_size, node.mark,
         told("the file has more than {} values", "文件超过{}个值", k_most_nodes), fewer());
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
    put_value(frame, std::move(node));
  }
}

void TreeBuilder::put_value(Frame& frame, Node node) {
  frame.has_key = false;
  if (frame.in_number) return;  // it has gone to the value before
  if (node.is_null()) {
    node.mark = frame.key_mark;  // nothing has no place of its own
    if (frame.meant) {
      node.kind = YamlKind::scalar;
      node.text = *frame.meant;
    }
  }
  if (frame.keep) frame.node.entries.push_back({frame.key, frame.key_mark, std::move(node)});
}

void report(const YAML::Exception& problem, int file, const TreeBuilder& builder,
            Diagnostics& diagnostics) {
  const Mark mark = problem.mark.is_null()
                        ? Mark{file, 1, 1}
                        : MarkReader(file, diagnostics.files().at(file)).read(problem.mark);
  report_syntax(problem, mark, builder.innermost(), diagnostics);
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
    diagnostics.add({Severity::error,
                     Code::yaml_documents,
                     rest.take().mark,
                     "",
                     {"found a second document after ---", "---之后又有一个文档"},
                     {"one document a file", "每个文件一个文档"}});
  } catch (const Stop&) {
    // The message has been given.
  } catch (const YAML::Exception& problem) {
    report(problem, file, builder, diagnostics);
  }
  return std::nullopt;
}

}  // namespace kouan::models::language
