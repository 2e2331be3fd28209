// Tables for a terminal, aligned by how wide text is shown there: Chinese characters take two
// columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kouan::analysis {

/// Columns that UTF-8 text takes in a terminal: wide East Asian characters 2, combining marks 0,
/// others 1 (Unicode Standard Annex 11).
std::size_t display_width(std::string_view utf8);

/// `text` broken at blanks, and between wide characters, into lines of at most `width` columns.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// The lines of the text, with those broken that are wider than `columns`, each under its own
/// beginning.
std::string fitted(const std::string& text, std::size_t columns);

/// Width of text that goes nowhere in particular: into a file, through a pipe.
inline constexpr std::size_t k_text_columns = 100;
/// Titles in tables are broken beyond this.
inline constexpr std::size_t k_widest_title = 32;

class TextTable {
 public:
  /// Headings; the first column is aligned left, the others right.
  explicit TextTable(std::vector<std::string> headings) : rows_{std::move(headings)} {}

  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  bool empty() const { return rows_.size() == 1; }
  /// Aligns this column left too.
  void left(std::size_t column) { left_.push_back(column); }

  /// Breaks cells of the first column that are wider.
  void narrow(std::size_t width) { narrow_ = width; }

  /// Columns that are to be read across: as many of them as the width allows stand beside the
  /// first.
  void together(std::size_t first, std::size_t last) { together_ = {first, last}; }

  /// A line across all columns, above the rows that belong to it.
  void span(std::string text) { rows_.push_back({std::move(text)}); }

  /// Lines, each ended, with `indent` blanks before; no blanks at line ends. What is wider than
  /// `columns` has its headings and texts broken, and what is still wider is folded: the columns
  /// that don't fit follow below, beside the first one again.
  std::string text(std::size_t indent = 2, std::size_t columns = 10'000) const;

 private:
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> left_ = {0};
  std::size_t narrow_ = 1000;
  std::pair<std::size_t, std::size_t> together_ = {0, 0};
};

}  // namespace kouan::analysis
