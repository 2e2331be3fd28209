// Builds our nodes from yaml-cpp's events.
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "models/language/diagnostics.hpp"
#include "models/language/document.hpp"
#include "models/language/mended_text.hpp"
#include "models/language/punctuation.hpp"
#include "models/language/yaml_positions.hpp"
#include "models/language/yaml_syntax.hpp"

namespace kouan::models::language {

/// Ends parsing after a message has been given.
struct YamlStop {};
/// Ends it at text in quotes that never ends.
struct UnclosedQuote {
  Mark mark;
};

/// Builds the tree from the parser's events.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(int file, const MendedText& text, std::vector<Diagnostic>& told)
      : told_(told),
        text_(text),
        source_(text.now()),
        marks_(file, source_),
        marks_in_file_(file, text.file()) {}

  Node take() { return std::move(root_); }
  /// Characters that change what the text says without making it unreadable.
  const std::vector<WidePlace>& misleading() const { return misleading_; }
  OpenThere open_there() const {
    OpenThere open;
    if (!stack_.empty()) open.innermost = stack_.back().begin;
    const auto flow =
        std::find_if(stack_.begin(), stack_.end(), [](const Frame& it) { return it.is_flow; });
    if (flow != stack_.end()) open.in_brackets = flow->begin;
    return open;
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node node;
    node.mark = place(mark);
    put(std::move(node), anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    open(YamlKind::list, mark, tag, anchor);
    stack_.back().is_flow = style == YAML::EmitterStyle::Flow;
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    open(YamlKind::map, mark, tag, anchor);
    stack_.back().is_flow = style == YAML::EmitterStyle::Flow;
  }
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    Node node;
    YAML::anchor_t anchor = 0;
    Mark begin{};          ///< in the text, which may be mended
    bool is_flow = false;  ///< {…} or […]
    bool has_key = false;
    bool keep = true;  ///< false: the value belongs to a key that has had its message
    std::string key{};
    Mark key_mark{};
    std::unordered_map<std::string, Mark> seen{};  ///< keys of the map so far
    std::optional<std::string> meant{};            ///< value in the key, after a full-width colon
    std::string separated{};  ///< a value that a comma between its digits has ended
    bool in_number = false;   ///< the key is a part of it
  };

  /// Place in the file.
  Mark place(YAML::Mark mark) {
    const auto bytes = static_cast<std::size_t>(std::max(mark.column, 0));
    mark.column = static_cast<int>(text_.bytes_in_file(mark.line + 1, bytes));
    return marks_in_file_.read(mark);
  }
  void tell(Diagnostic diagnostic) {
    constexpr std::size_t k_most = 1001;  // what is told of all files ends before that
    if (told_.size() < k_most) told_.push_back(std::move(diagnostic));
  }
  [[noreturn]] void stop(Code code, Mark mark, Text found, Text allowed) {
    told_.push_back({Severity::error, code, mark, "", std::move(found), std::move(allowed), ""});
    throw YamlStop{};
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
  void note_quote(const std::string& text);
  void note_colon(const std::string& key);
  void note_misleading(const std::string& character, std::size_t before);
  void check_tag(const std::string& tag, Mark mark);
  bool is_closed(int position) const {
    return has_closing_quote(source_.text, static_cast<std::size_t>(std::max(position, 0)));
  }

  std::vector<Diagnostic>& told_;
  const MendedText& text_;
  const SourceFile& source_;
  MarkReader marks_;          ///< in the text
  MarkReader marks_in_file_;  ///< in the file
  Node root_;
  std::vector<Frame> stack_;
  std::size_t scalar_at_ = 0;  ///< where the last one begins [bytes]
  Mark scalar_mark_{};         ///< the same, in the text
  std::vector<WidePlace> misleading_;
  std::map<YAML::anchor_t, Node> anchors_;
  int nodes_ = 0;
};

}  // namespace kouan::models::language
