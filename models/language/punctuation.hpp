// Full-width punctuation and digits, as Chinese input methods type them, and the dashes and quotes
// of printed text: found and named.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kouan::models::language {

struct FullWidth {
  std::string character;  ///< as found
  std::string ascii;      ///< what to type instead
  int characters_before = 0;
  const char* kind = "full-width";  ///< or "en dash", ...

  /// "the full-width "：""
  std::string named() const;
};

/// First full-width character of `text` that has an ASCII counterpart.
std::optional<FullWidth> find_full_width(std::string_view text);

/// The character in quotes, for messages: a double quote stands in single ones.
std::string in_quotes(const std::string& ascii);

/// `text` with all of them replaced.
std::string without_full_width(std::string_view text);

}  // namespace kouan::models::language
