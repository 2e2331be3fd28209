#include "models/language/yaml_slips.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <limits>
#include <set>
#include <string_view>

#include "models/language/told.hpp"
#include "models/language/yaml_quotes.hpp"

namespace kouan::models::language {
namespace {

constexpr std::string_view k_blank = " ";

/// A line without its indentation and the dashes of list items.
struct Line {
  int number = 0;
  int indent = 0;      ///< blanks before all
  int key_indent = 0;  ///< characters before the text
  std::string_view text;
};

Line line_at(const SourceFile& file, int number) {
  std::string_view text = file.line(number);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r'))
    text.remove_suffix(1);
  std::size_t from = std::min(text.find_first_not_of(k_blank), text.size());
  const std::size_t indent = from;
  while (text.substr(from).starts_with("- "))
    from = std::min(text.find_first_not_of(k_blank, from + 1), text.size());
  return {number, static_cast<int>(indent), static_cast<int>(from), text.substr(from)};
}

/// The line above that says something.
Line line_before(const SourceFile& file, int number) {
  Line line;
  while (--number > 0) {
    line = line_at(file, number);
    if (!line.text.empty() && line.text.front() != '#') return line;
  }
  return {};
}

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_';
  });
}

Text word_list_of(const std::set<int>& numbers) {
  return {fmt::format("{}", fmt::join(numbers, ", ")), fmt::format("{}", fmt::join(numbers, "、"))};
}

/// "0, 2 or 4": indentations of the lines that the line could go on from; empty where it has one
/// of them, so that something else is wrong.
Text indentations_above(const SourceFile& file, const Line& line) {
  std::set<int> all;
  int least = std::numeric_limits<int>::max();
  for (int number = line.number - 1; number > 0 && least > 0; --number) {
    const Line above = line_at(file, number);
    if (above.text.empty() || above.text.front() == '#') continue;
    for (const int indent : {above.key_indent, above.indent}) {
      if (indent < least) all.insert(indent);
      least = std::min(least, indent);
    }
  }
  if (all.empty() || all.count(line.indent) != 0) return {};
  const int last = *all.rbegin();
  all.erase(last);
  if (all.empty()) return {std::to_string(last), std::to_string(last)};
  return told("{} or {}", "{}或{}", word_list_of(all), last);
}

std::optional<Slip> dash_without_blank(const Line& line) {
  const bool is_glued = line.text.size() > 1 && line.text[0] == '-' &&
                        std::isalpha(static_cast<unsigned char>(line.text[1])) != 0;
  if (!is_glued) return std::nullopt;
  return Slip{{0, line.number, line.key_indent + 1},
              {"the \"-\" of a list item has no blank after it", "列表项的“-”之后缺少空格"},
              {"\"- \" before each item", "每项以“- ”开头"},
              "- " + std::string(line.text.substr(1))};
}

/// "horizon" of "horizon: 20 d"; empty where the line has no key.
std::string_view key_of(const Line& line) {
  const std::size_t colon = line.text.find(':');
  const bool is_key = colon != std::string_view::npos &&
                      (colon + 1 == line.text.size() || line.text[colon + 1] == ' ') &&
                      is_word(line.text.substr(0, colon));
  return is_key ? line.text.substr(0, colon) : std::string_view();
}

/// Whether a key is to be expected on the line: beside one on the line above, as the first below
/// one, or behind the dash of an item.
bool stands_among_keys(const SourceFile& file, const Line& line) {
  if (line.key_indent > line.indent) return true;
  const Line above = line_before(file, line.number);
  if (key_of(above).empty()) return false;
  const bool is_first = above.text.back() == ':' && above.key_indent < line.key_indent;
  return is_first || above.key_indent == line.key_indent;
}

/// "horizon 20 d", or "stages" above what is deeper.
std::optional<Slip> key_without_colon(const SourceFile& file, const Line& before,
                                      const Line& line) {
  const std::size_t blank = before.text.find(' ');
  const std::string word(before.text.substr(0, blank));
  const Mark end{0, before.number, before.key_indent + static_cast<int>(word.size()) + 1};
  const Text found = told("\"{}\" has no colon after it", "“{}”之后缺少冒号", word);
  if (!is_word(word)) return std::nullopt;
  if (blank == std::string_view::npos) {
    if (line.indent < before.key_indent) return std::nullopt;
    return Slip{end, found,
                told("\"{0}:\", or \"- {0}\" for an item of a list",
                     "“{0}:”；如为列表项则写“- {0}”", word)};
  }
  const bool has_colon = before.text.find(':') != std::string_view::npos;
  if (has_colon || !stands_among_keys(file, before)) return std::nullopt;
  const std::size_t rest = before.text.find_first_not_of(k_blank, blank);
  return Slip{end,
              found,
              {"a \": \" between a key and its value", "键与值之间写“: ”"},
              word + ": " + std::string(before.text.substr(rest))};
}

std::optional<Slip> too_deep(const Line& before, const Line& line) {
  const std::size_t colon = before.text.find(": ");
  const bool has_value =
      colon != std::string_view::npos && is_word(before.text.substr(0, colon)) &&
      std::string_view("|>&").find(before.text[colon + 2]) == std::string_view::npos;
  if (!has_value || line.indent <= before.key_indent) return std::nullopt;
  return Slip{{0, line.number, line.indent + 1},
              told("this line is indented deeper than \"{}\" above it, which has its value already",
                   "本行缩进深于其上已有值的“{}”", before.text.substr(0, colon)),
              told("the same indentation, {} blanks", "同样的缩进，即{}个空格", before.key_indent)};
}

}  // namespace

std::optional<Slip> slip_at(const SourceFile& file, Mark mark) {
  const Line line = line_at(file, mark.line);
  const Line before = line_before(file, mark.line);
  std::optional<Slip> slip = dash_without_blank(line);
  if (!slip) slip = key_without_colon(file, before, line);
  if (!slip) slip = too_deep(before, line);
  if (slip) slip->at.file = mark.file;
  return slip;
}

std::optional<Slip> open_quote(const SourceFile& file, Mark mark) {
  if (mark.line < 1 || static_cast<std::size_t>(mark.line) > file.line_starts.size())
    return std::nullopt;
  const std::string_view text = file.text;
  const std::string_view line = file.line(mark.line);
  const std::size_t column =
      byte_of_character(line, static_cast<std::size_t>(std::max(mark.column - 1, 0)));
  const std::size_t begin = file.line_starts.at(static_cast<std::size_t>(mark.line - 1));
  for (const QuotedText& quoted : quotes_and_comments(text).quoted) {
    const bool ends_here = quoted.end > begin && quoted.end <= begin + column;
    if (quoted.from >= begin || !ends_here ||
        text.substr(quoted.end, begin + column - quoted.end).find_first_not_of(k_blank) !=
            std::string_view::npos)
      continue;
    const auto next =
        std::upper_bound(file.line_starts.begin(), file.line_starts.end(), quoted.from);
    const auto number = static_cast<int>(next - file.line_starts.begin());
    const std::size_t before = quoted.from - *std::prev(next);
    return Slip{{mark.file, number, characters(file.line(number), before) + 1},
                told("the quote opened here is not closed: the text goes on to line {}",
                     "此处的引号未闭合，文字一直延续到第{}行", mark.line),
                {"the same quote at the end of the text", "在文字末尾写上同样的引号"}};
  }
  return std::nullopt;
}

std::optional<Slip> break_at(const SourceFile& file, Mark mark) {
  const std::string_view text = file.line(mark.line);
  const std::size_t at =
      byte_of_character(text, static_cast<std::size_t>(std::max(mark.column - 1, 0)));
  const std::size_t before = text.substr(0, at).find_last_not_of(k_blank);
  if (before != std::string_view::npos && (text[before] == '"' || text[before] == '\''))
    return Slip{
        mark,
        {"text stands behind the closing quote", "结束引号之后还有文字"},
        {"quotes of the other kind around text that holds quotes", "含引号的文字用另一种引号括起"}};
  const Line line = line_at(file, mark.line);
  const Line above_it = line_before(file, mark.line);
  std::optional<Slip> slip = dash_without_blank(line);
  if (!slip) slip = dash_without_blank(above_it);
  if (!slip && mark.column == line.indent + 1) slip = key_without_colon(file, above_it, line);
  if (slip) {
    slip->at.file = mark.file;
    return slip;
  }
  const Text above = indentations_above(file, line);
  if (above.en.empty() || mark.column != line.indent + 1) return std::nullopt;
  return Slip{mark,
              told("an indentation of {} fits no line above", "缩进{}个空格，与上方各行均不一致",
                   line.indent),
              told("{} blanks, as lines above have", "{}个空格，与上方的行一致", above)};
}

std::optional<Slip> comma_missing(const SourceFile& file, Mark opened, Mark mark) {
  const std::string_view text = file.line(mark.line);
  const std::size_t colon =
      byte_of_character(text, static_cast<std::size_t>(std::max(mark.column - 1, 0)));
  if (opened.line != mark.line || !text.substr(colon).starts_with(":")) return std::nullopt;
  const std::size_t from = text.find_last_of(" ,{", colon) + 1;
  const std::string word(text.substr(from, colon - from));
  if (!is_word(word) || from < 2 || text[from - 1] != ' ') return std::nullopt;
  mark.column -= static_cast<int>(word.size());
  return Slip{mark,
              told("a comma is missing before \"{}\"", "“{}”之前缺少逗号", word),
              {"a comma between the keys in {…}", "{…}内各键以逗号分开"},
              ", " + word};
}

std::optional<Slip> hidden_end(const SourceFile& file, Mark opened) {
  const std::string_view text = file.line(opened.line);
  const std::size_t begin = file.line_starts.at(static_cast<std::size_t>(opened.line - 1));
  const std::size_t from =
      byte_of_character(text, static_cast<std::size_t>(std::max(opened.column - 1, 0)));
  const std::vector<std::size_t> comments = quotes_and_comments(file.text).comments;
  const auto comment = std::lower_bound(comments.begin(), comments.end(), begin + from);
  if (comment == comments.end() || *comment >= begin + text.size()) return std::nullopt;
  const std::size_t hash = *comment - begin;
  if (text.find_first_of("}]", hash) == std::string_view::npos) return std::nullopt;
  return Slip{{opened.file, opened.line, characters(text, hash) + 1},
              {"the # begins a comment, which hides the end of {…} or […]",
               "#起为注释，{…}或[…]的结尾也在其中"},
              {"the comment behind the bracket, or quotes around text with a #",
               "将注释移到括号之后，或将含#的文字加引号"}};
}

}  // namespace kouan::models::language
