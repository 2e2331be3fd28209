// Files as read from disk: text, lines, and positions in them as people count them.
#pragma once

#include <cstddef>
#include <deque>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kouan::models::language {

/// Position in a file; line and column are 1-based, columns count characters, not bytes. 0 =
/// unknown.
struct Mark {
  int file = -1;  ///< index into SourceFiles
  int line = 0;
  int column = 0;
};

inline constexpr std::string_view k_unreadable = "\xEF\xBF\xBD";

/// One file: how messages name it, where it lies, and its text with LF line ends and no byte order
/// mark.
struct SourceFile {
  std::string name;
  std::string path;
  std::string text;
  std::vector<std::size_t> line_starts;
  std::set<int> unreadable_lines{};  ///< on which k_unreadable stands for what is no text

  /// Byte at which a 1-based line begins; the end beyond the last.
  std::size_t begin(int line) const {
    const auto at = static_cast<std::size_t>(line) - 1;
    return at < line_starts.size() ? line_starts[at] : text.size();
  }
  /// Text of a 1-based line without its line end; empty beyond the last.
  std::string_view line(int number) const;
};

/// All files of one reading, in the order in which they were opened.
class SourceFiles {
 public:
  /// Index of the new file.
  int add(std::string name, std::string path);
  /// Index of the file of that path, new if there is none yet.
  int find_or_add(const std::string& name, const std::string& path);
  /// Gives a file its text: line ends become LF.
  void set_text(int file, std::string text);
  /// Gives it one in which k_unreadable stands for what is no text.
  void set_unclean_text(int file, std::string text);
  const SourceFile& at(int file) const { return files_.at(static_cast<std::size_t>(file)); }
  int count() const { return static_cast<int>(files_.size()); }
  std::vector<std::string> paths() const;

 private:
  std::deque<SourceFile> files_;
};

/// A line of YAML without its comment and the blanks at its end.
std::string_view without_comment(std::string_view line);

/// Whether a text in lines of its own stands below that line: "note: |", "- >-".
bool is_above_text(std::string_view line);

/// Length in bytes of the character at `text[at]`, 0 when it is not valid UTF-8.
std::size_t utf8_length(std::string_view text, std::size_t at);
/// Byte at which the character number `count` (from 0) begins, or the end; a byte that is not valid
/// counts as a character.
std::size_t byte_of_character(std::string_view text, std::size_t count);
/// Code point at `text[at]`, which must be valid UTF-8.
char32_t utf8_code_point(std::string_view text, std::size_t at);
/// Columns a code point takes on a terminal: 0 combining, 2 East Asian wide, else 1.
int display_width(char32_t code_point);
/// Number of characters in the first `bytes` bytes of `text`.
int characters(std::string_view text, std::size_t bytes);

}  // namespace kouan::models::language
