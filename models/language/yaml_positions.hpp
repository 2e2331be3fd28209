// Positions in the text of a YAML file, and what stands there that yaml-cpp does not tell.
#pragma once

#include <yaml-cpp/mark.h>

#include <cstddef>
#include <string_view>

#include "models/language/document.hpp"

namespace kouan::models::language {

/// Number of nodes in a tree.
int size_of(const Node& node);
/// Levels of nesting in a tree.
int depth_of(const Node& node);

/// yaml-cpp counts lines and bytes from zero; people count lines and characters from one.
class MarkReader {
 public:
  MarkReader(int file, const SourceFile& source) : file_(file), source_(source) {}

  Mark read(const YAML::Mark& mark);

 private:
  int file_;
  const SourceFile& source_;
  int line_ = 0;
  std::size_t bytes_ = 0;
  int column_ = 1;
};

/// Whether the text in quotes that begins at byte `at` ends somewhere; yaml-cpp takes the end of
/// the file for a closing quote. True for text without quotes.
bool has_closing_quote(std::string_view text, std::size_t at);

/// Of the scalar that begins at byte `at`: YAML's long form of a key is "? key".
bool follows_question_mark(std::string_view text, std::size_t at);

}  // namespace kouan::models::language
