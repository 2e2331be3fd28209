#include "models/language/punctuation_places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <regex>
#include <string>
#include <string_view>

#include "models/language/punctuation.hpp"
#include "models/language/told.hpp"

namespace kouan::models::language {
namespace {

void say(Diagnostics& diagnostics, Mark at, const FullWidth& found) {
  diagnostics.add(
      {Severity::error, Code::full_width, at, "", as_found(found.named()), in_quotes(found.ascii)});
}

/// What stands in the place of a bracket or a comma between two places of a file.
class FlowSearch {
 public:
  FlowSearch(const SourceFiles& files, Mark gave_up) : files_(files), gave_up_(gave_up) {}

  /// The closing bracket that is none; else the comma before the key at which the parser gave up.
  struct Found {
    Mark at;
    FullWidth character;
  };
  std::optional<Found> look(Mark opened) {
    for (int line = opened.line; line <= gave_up_.line; ++line)
      if (const auto bracket = look_in(line, line == opened.line ? opened.column : 1))
        return bracket;
    return comma_;
  }

 private:
  /// A closing bracket in the line, from that column on; notes commas on the way.
  std::optional<Found> look_in(int line, int from) {
    const std::string_view text = files_.at(gave_up_.file).line(line);
    char quote = '\0';
    char before = ' ';
    int column = 0;
    for (std::size_t i = 0; i < text.size();) {
      const std::string_view here = text.substr(i, std::max<std::size_t>(1, utf8_length(text, i)));
      const bool begins_word = std::string_view(" ,:[{").find(before) != std::string_view::npos;
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
      const Found found{{gave_up_.file, line, column}, *wide};
      if (wide->ascii == "}" || wide->ascii == "]") return found;
      if (wide->ascii == "," || wide->ascii == ";") comma_ = found;
    }
    return std::nullopt;
  }

  const SourceFiles& files_;
  Mark gave_up_;
  std::optional<Found> comma_;  ///< nothing but ASCII since: a key could follow
};

}  // namespace

// Chinese text may hold such punctuation by right: only what follows nothing but ASCII is taken for
// the trouble itself, and on the two lines before only a colon, or a wide blank after one.
bool name_full_width(Diagnostics& diagnostics, Mark at) {
  for (int line = at.line; line >= std::max(1, at.line - 2); --line) {
    const std::string_view text = diagnostics.files().at(at.file).line(line);
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
    if (!after_ascii) continue;
    say(diagnostics, {at.file, line, found->characters_before + 1}, *found);
    return true;
  }
  return false;
}

// A key of ASCII alone at the beginning of a line or of a part of {…} is no prose.
void name_full_width_colons(Diagnostics& diagnostics, int file) {
  static const std::regex k_key("(?:^ *(?:- +)*|[{,] *|， *)[A-Za-z0-9_-]+ *：");
  const auto wide = find_full_width("：");
  const int lines = static_cast<int>(diagnostics.files().at(file).line_starts.size());
  for (int line = 1; line <= lines; ++line) {
    const std::string text(diagnostics.files().at(file).line(line));
    const std::size_t brace = text.find('{');
    for (auto key = std::sregex_iterator(text.begin(), text.end(), k_key);
         key != std::sregex_iterator(); ++key) {
      const auto from = static_cast<std::size_t>(key->position());
      const std::size_t at =
          from + static_cast<std::size_t>(key->length()) - wide->character.size();
      if (from == 0 || brace <= from)
        say(diagnostics, {file, line, characters(text, at) + 1}, *wide);
    }
  }
}

bool name_full_width_between(Diagnostics& diagnostics, Mark opened, Mark gave_up) {
  const auto found = FlowSearch(diagnostics.files(), gave_up).look(opened);
  if (!found) return false;
  say(diagnostics, found->at, found->character);
  return true;
}

}  // namespace kouan::models::language
