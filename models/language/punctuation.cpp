#include "models/language/punctuation.hpp"

#include <algorithm>

#include "models/language/source_file.hpp"
#include "models/language/told.hpp"

namespace kouan::models::language {
namespace {

/// ASCII counterpart of a full-width character, 0 when there is none.
char ascii_of(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return static_cast<char>(c - 0xFF01 + '!');
  switch (c) {
    case 0x3000:
    case 0x00A0:
    case 0x202F:
      return ' ';
    case 0x3001:
      return ',';  // 、
    case 0x3002:
      return '.';  // 。
    case 0x201C:
    case 0x201D:
      return '"';
    case 0x2018:
    case 0x2019:
      return '\'';
    case 0x3010:
      return '[';
    case 0x3011:
      return ']';
    case 0x2013:
    case 0x2014:
    case 0x2212:
      return '-';
    default:
      return 0;
  }
}

/// What people call the character.
Text kind_of(char32_t c) {
  switch (c) {
    case 0x2013:
      return {"en dash", "短破折号"};
    case 0x2014:
      return {"em dash", "破折号"};
    case 0x2212:
      return {"minus sign", "减号字符"};
    case 0x00A0:
    case 0x202F:
      return {"no-break space", "不换行空格"};
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
      return {"curly quote", "弯引号"};
    default:
      return {"full-width", "全角字符"};
  }
}

template <class Visit>
void each_character(std::string_view text, Visit visit) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = std::max<std::size_t>(1, utf8_length(text, i));
    if (!visit(text.substr(i, length), utf8_code_point(text, i))) return;
    i += length;
  }
}

}  // namespace

std::optional<FullWidth> find_full_width(std::string_view text) {
  std::optional<FullWidth> found;
  int before = 0;
  each_character(text, [&](std::string_view bytes, char32_t c) {
    const char ascii = ascii_of(c);
    if (ascii != 0)
      found = FullWidth{std::string(bytes), std::string(1, ascii), before, kind_of(c)};
    ++before;
    return ascii == 0;
  });
  return found;
}

Text FullWidth::named() const { return told("the {} {}", "{}{}", kind, in_quotes(character)); }

Text in_quotes(const std::string& character) {
  const bool is_quote = character == "“" || character == "”";
  return {character == "\"" ? "'\"'" : "\"" + character + "\"",
          is_quote ? "「" + character + "」" : "“" + character + "”"};
}

std::string without_full_width(std::string_view text) {
  std::string out;
  bool wants_blank = false;  // after a comma or colon, but for those between digits: "08:00"
  bool after_digit = false;
  each_character(text, [&](std::string_view bytes, char32_t c) {
    const char ascii = ascii_of(c);
    const std::string here = ascii != 0 ? std::string(1, ascii) : std::string(bytes);
    const bool is_digit = here[0] >= '0' && here[0] <= '9';
    if (wants_blank && here != " " && !(after_digit && is_digit)) out += ' ';
    wants_blank = ascii == ':' || ascii == ',';
    if (!wants_blank) after_digit = is_digit;
    out += here;
    return true;
  });
  return out;
}

}  // namespace kouan::models::language
