#include "models/language/yaml_syntax.hpp"

#include <yaml-cpp/depthguard.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/language/punctuation.hpp"
#include "models/language/punctuation_places.hpp"
#include "models/language/told.hpp"
#include "models/language/yaml_slips.hpp"

namespace kouan::models::language {
namespace {

/// What the parser and the scanner say that needs no other words, as it begins, and in Chinese.
struct OwnWords {
  std::string_view en;
  std::string_view zh;
};
const std::vector<OwnWords>& own_words_of_parser() {
  static const std::vector<OwnWords> k_own_words = {
      {YAML::ErrorMsg::YAML_DIRECTIVE_ARGS, "YAML指令须有且仅有一个参数"},
      {YAML::ErrorMsg::YAML_VERSION, "YAML版本有误："},
      {YAML::ErrorMsg::YAML_MAJOR_VERSION, "YAML主版本号过高"},
      {YAML::ErrorMsg::REPEATED_YAML_DIRECTIVE, "YAML指令重复"},
      {YAML::ErrorMsg::TAG_DIRECTIVE_ARGS, "TAG指令须有且仅有两个参数"},
      {YAML::ErrorMsg::REPEATED_TAG_DIRECTIVE, "TAG指令重复"},
      {YAML::ErrorMsg::CHAR_IN_TAG_HANDLE, "标签前缀中有不允许的字符"},
      {YAML::ErrorMsg::TAG_WITH_NO_SUFFIX, "标签只有前缀"},
      {YAML::ErrorMsg::END_OF_VERBATIM_TAG, "标签未结束"},
      {YAML::ErrorMsg::MULTIPLE_TAGS, "一个值有多个标签"},
      {YAML::ErrorMsg::MULTIPLE_ANCHORS, "一个值有多个锚点"},
      {YAML::ErrorMsg::MULTIPLE_ALIASES, "一个值有多个别名"},
      {YAML::ErrorMsg::ALIAS_CONTENT, "别名之后不能再有内容（包括标签）"},
      {YAML::ErrorMsg::INVALID_HEX, "十六进制数中有不允许的字符"},
      {YAML::ErrorMsg::INVALID_UNICODE, "无效的Unicode字符："},
      {YAML::ErrorMsg::INVALID_ESCAPE, "未知的转义字符："},
      {YAML::ErrorMsg::DOC_IN_SCALAR, "文字中不能有文档分隔符"},
      {YAML::ErrorMsg::CHAR_IN_SCALAR, "文字中有不允许的字符"},
      {YAML::ErrorMsg::TAB_IN_INDENTATION, "缩进中不能有制表符"},
      {YAML::ErrorMsg::ALIAS_NOT_FOUND, "*之后缺少别名"},
      {YAML::ErrorMsg::ANCHOR_NOT_FOUND, "&之后缺少锚点名"},
      {YAML::ErrorMsg::CHAR_IN_ALIAS, "别名中有不允许的字符"},
      {YAML::ErrorMsg::CHAR_IN_ANCHOR, "锚点名中有不允许的字符"},
      {YAML::ErrorMsg::ZERO_INDENT_IN_BLOCK, "文字块的缩进不能为零"},
      {YAML::ErrorMsg::CHAR_IN_BLOCK, "文字块的开头有不允许的字符"},
      {YAML::ErrorMsg::AMBIGUOUS_ANCHOR, "多个值用了同一锚点名"},
  };
  return k_own_words;
}

Text own_words(const std::string& message) {
  for (const OwnWords& words : own_words_of_parser())
    if (message.starts_with(words.en))
      return {message, std::string(words.zh) + message.substr(words.en.size())};
  return {message, "解析器报告“" + message + "”"};
}

/// What yaml-cpp says, in words that say what to do.
Text reworded(const std::string& message) {
  static const std::map<std::string, Text> k_words = {
      {YAML::ErrorMsg::END_OF_MAP,
       {"the indentation or a missing \"key: value\" breaks the map here",
        "映射在此中断：缩进有误，或缺少“键: 值”"}},
      {YAML::ErrorMsg::END_OF_MAP_FLOW,
       {"a map in {…} is not closed, or lacks a comma", "{…}未闭合，或缺少逗号"}},
      {YAML::ErrorMsg::END_OF_SEQ,
       {"the indentation breaks the list here", "列表在此因缩进而中断"}},
      {YAML::ErrorMsg::END_OF_SEQ_FLOW,
       {"a list in […] is not closed, or lacks a comma", "[…]未闭合，或缺少逗号"}},
      {YAML::ErrorMsg::MAP_VALUE,
       {"a \": \" is not expected here; text that holds one needs quotes",
        "此处不应有“: ”；含有它的文字须加引号"}},
      {YAML::ErrorMsg::MAP_KEY, {"a key is not expected here", "此处不应有键"}},
      {YAML::ErrorMsg::BLOCK_ENTRY,
       {"a list item \"- \" is not expected here", "此处不应有列表项“- ”"}},
      {YAML::ErrorMsg::FLOW_END,
       {"a closing bracket without an opening one", "右括号没有对应的左括号"}},
      {YAML::ErrorMsg::EOF_IN_SCALAR, {"the text in quotes is not closed", "引号未闭合"}},
      {YAML::ErrorMsg::UNKNOWN_TOKEN,
       {"this character can't start a value; put the text in quotes",
        "值不能以此字符开头；请将文字加上引号"}},
      {YAML::ErrorMsg::UNKNOWN_ANCHOR,
       {"the alias has no anchor before it", "别名之前没有相应的锚点"}},
      {YAML::ErrorMsg::UNEXPECTED_END_MAP,
       {"a closing } without an opening one", "“}”没有对应的“{”"}},
      {YAML::ErrorMsg::UNEXPECTED_END_SEQ,
       {"a closing ] without an opening one", "“]”没有对应的“[”"}},
  };
  const auto found = k_words.find(message);
  return found == k_words.end() ? own_words(message) : found->second;
}

Text unreadable(const Text& why) {
  return told("not readable as YAML: {}", "无法按YAML读取：{}", why);
}

/// What is likely wrong with the layout.
std::optional<Slip> slip_behind(const std::string& message, const SourceFile& file, Mark mark,
                                std::optional<Mark> opened) {
  if (std::optional<Slip> open = open_quote(file, mark)) return open;
  if (message == YAML::ErrorMsg::MAP_VALUE) return slip_at(file, mark);
  if (message == YAML::ErrorMsg::END_OF_MAP || message == YAML::ErrorMsg::END_OF_SEQ)
    return break_at(file, mark);
  if (!opened) return std::nullopt;
  const std::optional<Slip> hidden = hidden_end(file, *opened);
  return hidden ? hidden : comma_missing(file, *opened, mark);
}

Diagnostic named(const WidePlace& place) {
  const bool is_tab = place.character.character == "\t";
  return {Severity::error,
          is_tab ? Code::yaml_tab : Code::full_width,
          place.at,
          "",
          is_tab ? Text{"found a tab where YAML takes none", "此处不能用制表符"}
                 : as_found(place.character.named()),
          is_tab ? Text{"blanks", "空格"} : in_quotes(place.character.ascii)};
}

/// A tab behind the dash of an item or between a key and what goes on below it.
std::optional<WidePlace> tab_before(const SourceFile& file, Mark mark) {
  const std::string_view line = file.line(mark.line);
  const std::size_t tab = line.find('\t');
  const std::size_t end =
      byte_of_character(line, static_cast<std::size_t>(std::max(mark.column - 1, 0)));
  if (tab == std::string_view::npos || tab > end) return std::nullopt;
  return WidePlace{{mark.file, mark.line, characters(line, tab) + 1},
                   {"\t", " ", 0, {}},
                   file.begin(mark.line) + tab};
}

/// Characters that YAML does not know as what they are meant for.
std::vector<WidePlace> characters_behind(const SourceFile& file, Mark mark,
                                         std::optional<Mark> opened) {
  std::optional<WidePlace> found;
  if (opened) found = full_width_between(file, *opened, mark);
  if (!found) found = full_width_near(file, mark);
  if (!found) {
    found = tab_before(file, mark);
    return found ? std::vector<WidePlace>{*found} : std::vector<WidePlace>{};
  }
  std::vector<WidePlace> all = full_width_colons(file, mark.file);
  all.push_back(*found);
  return all;
}

Diagnostic in_parsers_words(const YAML::Exception& problem, const SourceFile& file, Mark mark,
                            std::optional<Mark> opened) {
  Diagnostic d{Severity::error, Code::yaml_syntax, mark};
  d.found = unreadable(reworded(problem.msg));
  const std::string_view line = file.line(mark.line);
  if (problem.msg == YAML::ErrorMsg::UNKNOWN_TOKEN) {
    const std::size_t at =
        byte_of_character(line, static_cast<std::size_t>(std::max(mark.column - 1, 0)));
    if (line.substr(at).starts_with("?,"))
      d.found = unreadable(
          {"text with a \"?\" before a comma needs quotes here", "逗号前有“?”的文字在此须加引号"});
    else if (line.substr(at).starts_with("?"))
      d.found = unreadable({"a key has no \"?\" before it, and text with one needs quotes here",
                            "键前不写“?”，含有它的文字在此须加引号"});
  }
  d.other = opened;
  if (opened) d.other_says = {"it is opened here", "自此处开始"};
  return d;
}

}  // namespace

Fault fault_of(const std::vector<WidePlace>& misleading) {
  Fault fault;
  fault.wide = misleading;
  for (const WidePlace& place : misleading)
    fault.told.push_back(named(place));
  return fault;
}

Fault fault_of(const YAML::Exception& problem, const SourceFile& file, Mark mark,
               const OpenThere& open) {
  if (dynamic_cast<const YAML::DeepRecursion*>(&problem) != nullptr)
    return {
        {{Severity::error, Code::yaml_depth, mark, "", {"the values nest too deep", "嵌套过深"}}}};
  const bool unclosed = problem.msg == YAML::ErrorMsg::END_OF_MAP_FLOW ||
                        problem.msg == YAML::ErrorMsg::END_OF_SEQ_FLOW;
  const std::optional<Mark> opened = unclosed ? open.innermost : std::nullopt;
  Fault fault = fault_of(characters_behind(file, mark, opened));
  if (!fault.wide.empty()) return fault;
  const std::optional<Slip> slip = slip_behind(problem.msg, file, mark, opened);
  fault.told.push_back(slip ? Diagnostic{Severity::error, Code::yaml_syntax, slip->at, "",
                                         unreadable(slip->found), slip->allowed, slip->nearest}
                            : in_parsers_words(problem, file, mark, opened));
  fault.line = slip ? slip->at.line : mark.line;
  if (open.in_brackets) fault.line = std::min(fault.line, open.in_brackets->line);
  fault.may_follow = problem.msg == YAML::ErrorMsg::UNKNOWN_ANCHOR;
  return fault;
}

}  // namespace kouan::models::language
