// Where texts in quotes and comments stand in the text of a YAML file, also one that no parser
// reads to its end.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace kouan::models::language {

/// A text in quotes, which may go over lines [bytes].
struct QuotedText {
  std::size_t from = 0;  ///< its opening quote
  std::size_t end = 0;   ///< behind its closing quote; the end of the file if there is none
};

struct QuotesAndComments {
  std::vector<QuotedText> quoted;
  std::vector<std::size_t> comments;  ///< the # of each [byte]
};

/// Goes through the text from its begin. Quotes inside plain text, as in "the driver's", are none.
QuotesAndComments quotes_and_comments(std::string_view text);

}  // namespace kouan::models::language
