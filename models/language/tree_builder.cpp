#include "models/language/tree_builder.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "models/language/punctuation.hpp"
#include "models/language/quantity.hpp"
#include "models/language/separators.hpp"
#include "models/language/told.hpp"

namespace kouan::models::language {
namespace {

Text most_levels() { return told("at most {} levels", "至多{}层", k_deepest_nesting); }
Text fewer() { return {"fewer", "减少数量"}; }

}  // namespace

void TreeBuilder::check_tag(const std::string& tag, Mark mark) {
  if (tag.empty() || tag == "?" || tag == "!") return;
  tell({Severity::error,
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
  node.mark = place(mark);
  scalar_at_ = static_cast<std::size_t>(std::max(mark.pos, 0));
  if (node.quoted && !is_closed(mark.pos)) {
    throw UnclosedQuote{marks_.read(mark)};
  }
  check_tag(tag, node.mark);
  scalar_mark_ = marks_.read(mark);
  if (!node.quoted) note_quote(node.text);
  put(std::move(node), anchor);
}

/// Notes the character of the last scalar that begins `before` bytes behind its begin.
void TreeBuilder::note_misleading(const std::string& character, std::size_t before) {
  constexpr std::size_t k_most = 1000;
  const std::size_t at = scalar_at_ + before;
  if (misleading_.size() >= k_most || source_.text.compare(at, character.size(), character) != 0)
    return;
  Mark mark = scalar_mark_;
  mark.column += characters(std::string_view(source_.text).substr(scalar_at_), before);
  misleading_.push_back({mark, *find_full_width(character), at});
}

/// Inside {…} or […] a comma ends the text that a curly quote was to hold together.
void TreeBuilder::note_quote(const std::string& text) {
  static const std::array<std::pair<std::string, std::string>, 2> k_quotes = {
      {{"“", "”"}, {"‘", "’"}}};
  const bool is_in_brackets = !stack_.empty() && stack_.back().is_flow;
  for (const auto& [open, close] : k_quotes)
    if (is_in_brackets && text.starts_with(open) && text.find(close) == std::string::npos)
      note_misleading(open, 0);
}

/// Before a bracket a full-width colon makes the map or list a part of the key.
void TreeBuilder::note_colon(const std::string& key) {
  static const std::string k_colon = "：";
  const std::size_t colon = key.find(k_colon);
  if (colon == std::string::npos) return;
  const std::size_t next = key.find_first_not_of(' ', colon + k_colon.size());
  if (next != std::string::npos && (key[next] == '{' || key[next] == '['))
    note_misleading(k_colon, colon);
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const Mark here = place(mark);
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
  frame.begin = marks_.read(mark);
  frame.node.mark = place(mark);
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
  tell({Severity::error, Code::full_width, mark, path(),
        told("found {} in the key \"{}\"", "键“{1}”中有{0}", wide->named(), node.text),
        in_quotes(wide->ascii), wide->ascii == "{" || wide->ascii == "[" ? "" : trim(whole)});
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
  tell({Severity::error, Code::number, entry.node.mark,
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
  if (node.is_scalar() && !node.quoted) note_colon(node.text);
  frame.key = name_full_width_key(frame, node);
  frame.key_mark = node.mark;
  const auto refuse = [&](Code code, Text found, Text allowed) {
    tell({Severity::error, code, node.mark, "", std::move(found), std::move(allowed), ""});
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
    tell({Severity::error, Code::yaml_key, node.mark, path(),
          told("found the YAML key \"? {}\"", "键写为“? {}”", node.text),
          told("\"{}: …\", without the question mark", "“{}: …”，不写问号", node.text), ""});
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
  tell({Severity::error,
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

}  // namespace kouan::models::language
