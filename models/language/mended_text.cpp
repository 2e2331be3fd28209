#include "models/language/mended_text.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace kouan::models::language {

std::size_t MendedText::bytes_in_file(int line, std::size_t bytes) const {
  const auto found = indented_.find(line);
  if (found == indented_.end()) return bytes;
  const Indentation& of = found->second;
  return bytes >= of.blanks ? bytes - of.blanks + of.bytes : std::min(bytes, of.bytes);
}

Mark MendedText::in_file(Mark mark) const {
  if (!is_mended_) return mark;
  const std::size_t before = static_cast<std::size_t>(std::max(mark.column - 1, 0));
  const std::size_t bytes =
      bytes_in_file(mark.line, byte_of_character(text_.line(mark.line), before));
  mark.column = characters(file_.line(mark.line), bytes) + 1;
  return mark;
}

void MendedText::indent(const std::vector<Indentation>& lines) {
  is_mended_ = true;
  std::string out;
  std::size_t from = 0;
  for (const Indentation& line : lines) {
    const std::size_t begin = text_.line_starts.at(static_cast<std::size_t>(line.line) - 1);
    out.append(text_.text, from, begin - from);
    out.append(line.blanks, ' ');
    from = begin + line.bytes;
    indented_[line.line] = line;
  }
  out.append(text_.text, from);
  text_.text = std::move(out);
  std::size_t at = 0;
  for (std::size_t& start : text_.line_starts) {
    start = at;
    at = text_.text.find('\n', at) + 1;
  }
}

/// As many bytes as before, so that all else stays where it is.
void MendedText::put(std::size_t at, const std::string& character, char ascii, bool is_at_end) {
  if (text_.text.compare(at, character.size(), character) != 0) return;
  std::string blanks(character.size(), ' ');
  (is_at_end ? blanks.back() : blanks.front()) = ascii;
  text_.text.replace(at, character.size(), blanks);
}

void MendedText::replace(const std::vector<WidePlace>& places) {
  for (const WidePlace& place : places)
    replace_at(place.byte, place.character);
  is_mended_ = true;
}

void MendedText::replace_at(std::size_t at, const FullWidth& wide) {
  const char ascii = wide.ascii == ";" ? ',' : wide.ascii.front();
  const bool is_quote = ascii == '"' || ascii == '\'';
  put(at, wide.character, ascii, is_quote);  // what is quoted keeps its blanks
  if (!is_quote) return;
  const std::size_t end = text_.text.find('\n', at);
  const std::string_view rest =
      std::string_view(text_.text).substr(0, end).substr(at + wide.character.size());
  for (std::size_t i = 0; i < rest.size(); i += std::max<std::size_t>(1, utf8_length(rest, i))) {
    const std::string here(rest.substr(i, std::max<std::size_t>(1, utf8_length(rest, i))));
    if (here[0] == ascii) return;
    const auto other = here.size() > 1 ? find_full_width(here) : std::nullopt;
    if (!other || other->ascii.front() != ascii) continue;
    return put(at + wide.character.size() + i, here, ascii, false);
  }
}

void MendedText::leave_out(int first_line, int last_line) {
  is_mended_ = true;
  for (int line = first_line; line <= last_line; ++line) {
    const std::size_t begin = text_.line_starts.at(static_cast<std::size_t>(line) - 1);
    text_.text.replace(begin, text_.line(line).size(), text_.line(line).size(), ' ');
  }
}

}  // namespace kouan::models::language
