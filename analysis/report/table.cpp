#include "analysis/report/table.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

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

// Brackets, quotes and marks beside which Chinese text is not broken, and those of ASCII where they
// stand beside it.
constexpr std::u32string_view k_opening = U"（“‘《〈「『【〔［｛([{";
constexpr std::u32string_view k_closing = U"，。；：、）”’》〉」』】〕］｝！？％,.;:)]}!?%";

/// Whether a line may end after `before` and go on with `after`: at blanks, and beside wide
/// characters but for an opening mark at its end and a closing one at its beginning.
bool may_break(std::uint32_t before, std::uint32_t after) {
  if (after == U' ') return before != U' ';
  const auto is_one_of = [](std::u32string_view marks, std::uint32_t code) {
    return marks.find(static_cast<char32_t>(code)) != std::u32string_view::npos;
  };
  const bool beside_wide = width_of(before) == 2 || width_of(after) == 2;
  return before != U' ' && beside_wide && !is_one_of(k_opening, before) &&
         !is_one_of(k_closing, after);
}

/// Smallest pieces that stay together: a word with the blanks before it, or one wide character
/// with its marks.
std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> pieces;
  if (text.empty()) return pieces;
  std::string_view rest = text;
  const char* start = rest.data();
  std::uint32_t before = take(rest);
  while (!rest.empty()) {
    const char* at = rest.data();
    const std::uint32_t after = take(rest);
    if (may_break(before, after)) {
      pieces.emplace_back(start, static_cast<std::size_t>(at - start));
      start = at;
    }
    before = after;
  }
  pieces.emplace_back(start, static_cast<std::size_t>(text.data() + text.size() - start));
  return pieces;
}

/// Pieces that fit into lines of the width where they can: paths go on after a slash.
std::vector<std::string_view> pieces_within(std::string_view text, std::size_t width) {
  std::vector<std::string_view> pieces;
  for (std::string_view piece : pieces_of(text)) {
    while (display_width(piece) > width) {
      std::size_t cut = std::string_view::npos;
      for (std::size_t at = piece.find('/'); at != std::string_view::npos;
           at = piece.find('/', at + 1))
        if (at + 1 < piece.size() && display_width(piece.substr(0, at + 1)) <= width) cut = at + 1;
      if (cut == std::string_view::npos) break;
      pieces.push_back(piece.substr(0, cut));
      piece.remove_prefix(cut);
    }
    pieces.push_back(piece);
  }
  return pieces;
}

std::string without_blanks_before(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return std::string(text);
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
  for (const std::string_view piece : pieces_within(text, width)) {
    const bool fits = display_width(lines.back()) + display_width(piece) <= width;
    if (!fits && !lines.back().empty()) lines.emplace_back();
    lines.back() += lines.back().empty() && lines.size() > 1 ? without_blanks_before(piece)
                                                             : std::string(piece);
  }
  return lines;
}

namespace {

using Cells = std::vector<std::string>;
using Block = std::vector<std::size_t>;  // columns that stand side by side

constexpr std::size_t k_between = 2;      // blanks between columns
constexpr std::size_t k_least_text = 16;  // a text is not broken into narrower lines
constexpr std::size_t k_least_head = 8;   // nor a Chinese heading, which may break anywhere

std::size_t longest_piece(std::string_view text) {
  std::size_t longest = 0;
  for (const std::string_view piece : pieces_of(text))
    longest = std::max(longest, display_width(without_blanks_before(piece)));
  return longest;
}

/// In no more lines than the width takes, and those as even as can be: no heading leaves half a
/// word of two characters behind.
Cells even_lines(std::string_view heading, std::size_t width) {
  Cells lines = wrapped(heading, width);
  const std::size_t least = longest_piece(heading);
  for (std::size_t w = std::min(width, display_width(heading)); w > least; --w) {
    Cells narrower = wrapped(heading, w - 1);
    if (narrower.size() > lines.size()) break;
    lines = std::move(narrower);
  }
  return lines;
}

/// How a table is laid out: the width of each column, and which stand together.
class TableLayout {
 public:
  TableLayout(const std::vector<Cells>& rows, const std::vector<std::size_t>& left,
              std::size_t narrow, std::pair<std::size_t, std::size_t> together)
      : rows_(rows), left_(left), together_(together), limits_(rows.front().size(), 10'000) {
    limits_.front() = narrow;
  }

  void fit(std::size_t columns) {
    if (total() > columns) break_headings();
    if (total() > columns) break_texts(columns);
    for (std::size_t c = 0; c < limits_.size(); ++c)
      widths_.push_back(width(c));
    fold(columns);
  }

  std::string text(std::size_t indent, std::size_t columns) const {
    std::string out;
    for (const Block& block : blocks_) {
      if (!out.empty()) out += "\n";
      for (const Cells& row : rows_)
        out +=
            row.size() == 1 ? across(row.front(), indent, columns) : row_text(row, block, indent);
    }
    return out;
  }

 private:
  bool is_left(std::size_t c) const {
    return std::find(left_.begin(), left_.end(), c) != left_.end();
  }

  /// The lines of a cell; of the first column's all but the first are indented.
  Cells lines_of(const Cells& row, std::size_t c) const {
    Cells lines =
        &row == &rows_.front() ? even_lines(row[c], limits_[c]) : wrapped(row[c], limits_[c]);
    for (std::size_t i = 1; i < lines.size() && c == 0; ++i)
      lines[i] = "  " + lines[i];
    return lines;
  }

  std::size_t width(std::size_t c, std::size_t from_row = 0) const {
    std::size_t widest = 0;
    for (std::size_t r = from_row; r < rows_.size(); ++r) {
      if (rows_[r].size() == 1) continue;
      for (const std::string& line : lines_of(rows_[r], c))
        widest = std::max(widest, display_width(line));
    }
    return widest;
  }

  std::size_t total() const {
    std::size_t sum = 0;
    for (std::size_t c = 0; c < limits_.size(); ++c)
      sum += width(c) + (c == 0 ? 0 : k_between);
    return sum;
  }

  void break_headings() {
    for (std::size_t c = 1; c < limits_.size(); ++c) {
      const std::string& head = rows_.front()[c];
      const std::size_t least =
          std::max(longest_piece(head), std::min(k_least_head, display_width(head)));
      limits_[c] = std::max(width(c, 1), least);
    }
  }

  /// The widest text first, as far as is needed; where all of it would not do and the table is
  /// folded anyway, no more than reads well.
  void break_texts(std::size_t columns) {
    const std::vector<std::size_t> before = limits_;
    for (std::size_t now = total(); now > columns; now = total()) {
      std::size_t widest = 0;
      for (const std::size_t c : left_)
        if (width(c) > width(widest)) widest = c;
      const std::size_t over = std::min(now - columns, width(widest));
      const std::size_t to = std::max(k_least_text, width(widest) - over);
      if (to < width(widest) && to < limits_[widest]) {
        limits_[widest] = to;
        continue;
      }
      limits_ = before;
      for (const std::size_t c : left_)
        limits_[c] = std::min(limits_[c], std::max(k_least_text, columns / 3));
      return;
    }
  }

  /// Into as few blocks as will do, and those as even as can be without parting what is to be read
  /// across.
  void fold(std::size_t columns) {
    blocks_ = folded(columns);
    const std::size_t beside = read_across(blocks_);
    for (std::size_t narrower = columns - 1; narrower > widths_[0]; --narrower) {
      std::vector<Block> even = folded(narrower);
      if (even.size() > blocks_.size() || read_across(even) < beside) return;
      blocks_ = std::move(even);
    }
  }

  /// How many of those that are to be read across stand beside the first of them.
  std::size_t read_across(const std::vector<Block>& blocks) const {
    const auto& [first, last] = together_;
    for (const Block& block : blocks) {
      const auto from = std::find(block.begin(), block.end(), first);
      if (from == block.end()) continue;
      return static_cast<std::size_t>(std::find(from, block.end(), last + 1) - from);
    }
    return 0;
  }

  std::vector<Block> folded(std::size_t columns) const {
    std::vector<Block> blocks = {{0}};
    std::size_t sum = widths_[0];
    for (std::size_t c = 1; c < widths_.size(); ++c) {
      const std::size_t more = k_between + widths_[c];
      if (sum + more > columns && blocks.back().size() > 1) {
        blocks.push_back({0});
        sum = widths_[0];
      }
      blocks.back().push_back(c);
      sum += more;
    }
    return blocks;
  }

  static std::string across(const std::string& text, std::size_t indent, std::size_t columns) {
    std::string out;
    for (const std::string& line : wrapped(text, columns))
      out += std::string(indent, ' ') + line + "\n";
    return out;
  }

  std::string row_text(const Cells& row, const Block& block, std::size_t indent) const {
    std::vector<Cells> cells;
    std::size_t height = 1;
    for (const std::size_t c : block) {
      cells.push_back(lines_of(row, c));
      height = std::max(height, cells.back().size());
    }
    std::string out;
    for (std::size_t h = 0; h < height; ++h) {
      std::string line(indent, ' ');
      for (std::size_t i = 0; i < block.size(); ++i) {
        // Headings stand on their column, all else at the top.
        const std::size_t above = &row == &rows_.front() ? height - cells[i].size() : 0;
        const bool has_line = h >= above && h - above < cells[i].size();
        const std::string cell = has_line ? cells[i][h - above] : "";
        const std::string pad(widths_[block[i]] - display_width(cell), ' ');
        line += (i == 0 ? "" : std::string(k_between, ' ')) +
                (is_left(block[i]) ? cell + pad : pad + cell);
      }
      line.erase(line.find_last_not_of(' ') + 1);
      out += line + "\n";
    }
    return out;
  }

  const std::vector<Cells>& rows_;
  const std::vector<std::size_t>& left_;
  std::pair<std::size_t, std::size_t> together_;
  std::vector<std::size_t> limits_;
  std::vector<std::size_t> widths_;
  std::vector<Block> blocks_;
};

}  // namespace

std::string TextTable::text(std::size_t indent, std::size_t columns) const {
  TableLayout layout(rows_, left_, narrow_, together_);
  layout.fit(columns - indent);
  return layout.text(indent, columns - indent);
}

std::string fitted(const std::string& text, std::size_t columns) {
  std::string out;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    const std::string line = text.substr(from, end - from);
    from = end + 1;
    if (display_width(line) <= columns) {
      out += line + "\n";
      continue;
    }
    const std::string indent(std::min(line.find_first_not_of(' '), columns / 2), ' ');
    std::string before = indent;
    for (const std::string& part :
         wrapped(line.substr(indent.size()), columns - indent.size() - 4)) {
      out += before + part + "\n";
      before = indent + "    ";
    }
  }
  return out;
}

}  // namespace kouan::analysis
