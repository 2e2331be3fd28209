#include "analysis/report/table.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace kouan::analysis {

namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

// Blocks that terminals show two columns wide (East_Asian_Width W and F), whole blocks rather than
// characters.
constexpr std::array k_wide = std::to_array<Range>({{0x1100, 0x115F},
                                                    {0x2E80, 0x303E},
                                                    {0x3041, 0xA4CF},
                                                    {0xAC00, 0xD7A3},
                                                    {0xF900, 0xFAFF},
                                                    {0xFE30, 0xFE6F},
                                                    {0xFF01, 0xFF60},
                                                    {0xFFE0, 0xFFE6},
                                                    {0x1F300, 0x1FAFF},
                                                    {0x20000, 0x3FFFD}});
constexpr std::array k_nothing =
    std::to_array<Range>({{0x0300, 0x036F}, {0x200B, 0x200F}, {0xFE00, 0xFE0F}});

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, std::uint32_t code) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const Range& r) { return code >= r.first && code <= r.last; });
}

/// Takes one code point off the front of `rest`; a broken byte counts as one character.
std::uint32_t take(std::string_view& rest) {
  const auto lead = static_cast<unsigned char>(rest.front());
  std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  size = std::min(size, rest.size());
  std::uint32_t code = size == 1 ? lead : lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i)
    code = (code << 6U) | (static_cast<unsigned char>(rest[i]) & 0x3FU);
  rest.remove_prefix(size);
  return code;
}

std::size_t width_of(std::uint32_t code) {
  if (is_in(k_nothing, code)) return 0;
  return is_in(k_wide, code) ? 2 : 1;
}

/// Marks that may not begin a line.
bool closes(std::string_view piece) {
  constexpr std::array k_marks =
      std::to_array<std::string_view>({"，", "。", "；", "：", "、", "）", "”", "》", "！", "？"});
  return std::find(k_marks.begin(), k_marks.end(), piece) != k_marks.end();
}

/// Smallest pieces that stay together: a word with the blanks before it, or one wide character.
std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> pieces;
  std::string_view rest = text;
  const char* start = rest.data();
  bool in_word = false;
  while (!rest.empty()) {
    const char* at = rest.data();
    const bool blank = rest.front() == ' ';
    const bool wide = width_of(take(rest)) == 2;
    if (at != start && (wide || !in_word || blank)) {
      pieces.emplace_back(start, static_cast<std::size_t>(at - start));
      start = at;
    }
    in_word = !wide;
  }
  if (start != text.data() + text.size())
    pieces.emplace_back(start, static_cast<std::size_t>(text.data() + text.size() - start));
  return pieces;
}

}  // namespace

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  while (!utf8.empty())
    width += width_of(take(utf8));
  return width;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  for (std::string_view piece : pieces_of(text)) {
    const bool fits = display_width(lines.back()) + display_width(piece) <= width;
    if (!fits && !lines.back().empty() && !closes(piece)) {
      lines.emplace_back();
      while (!piece.empty() && piece.front() == ' ')
        piece.remove_prefix(1);
    }
    lines.back() += piece;
  }
  return lines;
}

std::string TextTable::text(std::size_t indent) const {
  std::vector<std::vector<std::string>> lines;
  for (const auto& row : rows_) {
    const std::vector<std::string> first = wrapped(row.front(), narrow_);
    lines.push_back(row);
    lines.back().front() = first.front();
    for (std::size_t i = 1; i < first.size(); ++i)
      lines.push_back({"  " + first[i]});
  }
  std::vector<std::size_t> widths;
  for (const auto& line : lines) {
    widths.resize(std::max(widths.size(), line.size()));
    for (std::size_t c = 0; c < line.size(); ++c)
      widths[c] = std::max(widths[c], display_width(line[c]));
  }
  std::string out;
  for (const auto& cells : lines) {
    std::string line(indent, ' ');
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const std::string pad(widths[c] - display_width(cells[c]), ' ');
      const bool left = std::find(left_.begin(), left_.end(), c) != left_.end();
      line += (c == 0 ? "" : "  ") + (left ? cells[c] + pad : pad + cells[c]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

}  // namespace kouan::analysis
