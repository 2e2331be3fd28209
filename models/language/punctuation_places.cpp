#include "models/language/punctuation_places.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>

#include "models/language/punctuation.hpp"

namespace kouan::models::language {
namespace {

/// What stands in the place of a bracket or a comma between two places of a file.
class FlowSearch {
 public:
  FlowSearch(const SourceFile& file, Mark gave_up) : file_(file), gave_up_(gave_up) {}

  /// The closing bracket that is none; else the comma before the key at which the parser gave up.
  std::optional<WidePlace> look(Mark opened) {
    for (int line = opened.line; line <= gave_up_.line; ++line)
      if (const auto bracket = look_in(line, line == opened.line ? opened.column : 1))
        return bracket;
    return comma_;
  }

 private:
  /// A closing bracket in the line, from that column on; notes commas on the way.
  std::optional<WidePlace> look_in(int line, int from) {
    const std::string_view text = file_.line(line);
    char quote = '\0';
    char before = ' ';
    int column = 0;
    for (std::size_t i = 0; i < text.size();) {
      const std::string_view here = text.substr(i, std::max<std::size_t>(1, utf8_length(text, i)));
      const bool begins_word = std::string_view(" ,:[{").find(before) != std::string_view::npos;
      const std::size_t at = file_.begin(line) + i;
      i += here.size();
      before = here.back();
      if (++column < from) continue;
      if (line == gave_up_.line && column > gave_up_.column) break;
      if (quote != '\0') {
        if (here[0] == quote) quote = '\0';
        continue;
      }
      if (here == "#" && begins_word) break;
      if ((here == "\"" || here == "'") && begins_word) quote = here[0];
      const auto wide = find_full_width(here);
      if (!wide) {
        if (static_cast<unsigned char>(here[0]) >= 0x80) comma_.reset();
        continue;
      }
      const WidePlace found{{gave_up_.file, line, column}, *wide, at};
      if (wide->ascii == "}" || wide->ascii == "]") return found;
      if (wide->ascii == "," || wide->ascii == ";") comma_ = found;
    }
    return std::nullopt;
  }

  const SourceFile& file_;
  Mark gave_up_;
  std::optional<WidePlace> comma_;  ///< nothing but ASCII since: a key could follow
};

/// Whether a key ends before byte `at` of the line, whose first brace stands at `brace`.
bool is_behind_key(std::string_view line, std::size_t at, std::size_t brace) {
  const auto is_of_key = [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_';
  };
  while (at > 0 && line[at - 1] == ' ')
    --at;
  const std::size_t end = at;
  while (at > 0 && is_of_key(static_cast<unsigned char>(line[at - 1])))
    --at;
  if (at == end) return false;
  const std::size_t before = line.substr(0, at).find_last_not_of(' ');
  if (before == std::string_view::npos) return true;
  const bool is_in_braces = brace != std::string_view::npos && brace <= before;
  const std::string_view lead = line.substr(0, before + 1);
  if (is_in_braces && (lead.back() == '{' || lead.back() == ',' || lead.ends_with("，")))
    return true;
  return before + 1 < at && lead.find_first_not_of(" -") == std::string_view::npos;
}

}  // namespace

// Chinese text may hold such punctuation by right: only what follows nothing but ASCII is taken for
// the trouble itself, and on the two lines before only a colon, or a wide blank after one.
std::optional<WidePlace> full_width_near(const SourceFile& file, Mark at) {
  for (int line = at.line; line >= std::max(1, at.line - 2); --line) {
    const std::string_view text = file.line(line);
    const std::size_t comment = text.find(" #");
    const auto found = find_full_width(text.substr(0, comment));
    if (!found) continue;
    const auto before = static_cast<std::size_t>(found->characters_before);
    const bool is_colon = found->ascii == ":" || (before > 0 && found->ascii == " " &&
                                                  text[std::min(before, text.size()) - 1] == ':');
    if (line < at.line && !is_colon) continue;
    const bool after_ascii = std::all_of(
        text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(before, text.size())),
        [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (after_ascii)
      return WidePlace{
          {at.file, line, found->characters_before + 1}, *found, file.begin(line) + before};
  }
  return std::nullopt;
}

// A key of ASCII alone at the beginning of a line or of a part of {…} is no prose.
std::vector<WidePlace> full_width_colons(const SourceFile& file, int number) {
  static const std::string k_colon = "：";
  constexpr std::size_t k_most = 1000;  // as many as are told of any kind
  std::vector<WidePlace> out;
  std::optional<std::size_t> text_below;  // what is further in than this
  for (int line = 1; line <= static_cast<int>(file.line_starts.size()); ++line) {
    const std::string_view text = file.line(line);
    const std::size_t indent = text.find_first_not_of(" \r\n");
    if (indent == std::string_view::npos || (text_below && indent > *text_below)) continue;
    text_below = is_above_text(text) ? std::optional(indent) : std::nullopt;
    const std::size_t brace = text.find('{');
    std::size_t counted = 0;  // bytes, of so many characters
    int column = 1;
    for (std::size_t at = text.find(k_colon); at != std::string_view::npos;
         at = text.find(k_colon, at + k_colon.size())) {
      column += characters(text.substr(counted), at - counted);
      counted = at;
      if (is_behind_key(text, at, brace))
        out.push_back({{number, line, column}, *find_full_width(k_colon), file.begin(line) + at});
      if (out.size() == k_most) return out;
    }
  }
  return out;
}

std::optional<WidePlace> full_width_between(const SourceFile& file, Mark opened, Mark gave_up) {
  return FlowSearch(file, gave_up).look(opened);
}

}  // namespace kouan::models::language
