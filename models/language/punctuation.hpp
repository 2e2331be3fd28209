// Full-width punctuation and digits, as Chinese input methods type them, and the dashes and quotes
// of printed text: found and named.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "models/text.hpp"

namespace kouan::models::language {

struct FullWidth {
  std::string character;  ///< as found
  std::string ascii;      ///< what to type instead
  int characters_before = 0;
  Text kind{"full-width", "全角字符"};  ///< or "en dash", ...

  /// "the full-width "：""
  Text named() const;
};

/// First full-width character of `text` that has an ASCII counterpart.
std::optional<FullWidth> find_full_width(std::string_view text);

/// The character in quotes, for messages: a double quote stands in single ones.
Text in_quotes(const std::string& character);

/// `text` with all of them replaced.
std::string without_full_width(std::string_view text);

}  // namespace kouan::models::language
