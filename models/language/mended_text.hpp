// The text of a file that is no YAML, mended in memory so that one may read on.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "models/language/punctuation.hpp"
#include "models/language/source_file.hpp"

namespace kouan::models::language {

/// A character in the place of what YAML needs.
struct WidePlace {
  Mark at;
  FullWidth character;
  std::size_t byte = 0;  ///< of the text
};

/// Blanks in the place of what a line begins with.
struct Indentation {
  int line = 0;
  std::size_t bytes = 0;   ///< of the file that they replace
  std::size_t blanks = 0;  ///< that stand there instead
};

/// Keeps the lines of the file, and where each place of the mended text stands in it.
class MendedText {
 public:
  explicit MendedText(const SourceFile& file) : file_(file), text_(file) {}

  /// As it is mended so far.
  const SourceFile& now() const { return text_; }
  const SourceFile& file() const { return file_; }
  /// Where a place of the mended text stands in the file.
  Mark in_file(Mark mark) const;
  /// The same of bytes from the begin of a line.
  std::size_t bytes_in_file(int line, std::size_t bytes) const;

  /// Each line at most once; before all else.
  void indent(const std::vector<Indentation>& lines);
  /// Puts the ASCII characters there; that of a quote to its partner on the line as well.
  void replace(const std::vector<WidePlace>& places);
  /// Makes blanks of the lines.
  void leave_out(int first_line, int last_line);

 private:
  void put(std::size_t at, const std::string& character, char ascii, bool is_at_end);

  void replace_at(std::size_t at, const FullWidth& wide);

  const SourceFile& file_;
  SourceFile text_;
  std::map<int, Indentation> indented_;  ///< by line
  bool is_mended_ = false;
};

}  // namespace kouan::models::language
