// Words for readers, and places in files.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace kouan::models {

/// Languages of all that planners read.
enum class Language { en, zh };

/// Text in both languages; of what files say `zh` is `en` where they give a plain string.
struct Text {
  Text() = default;
  /// Both or none: a text in one language alone does not compile.
  Text(std::string english, std::string chinese) : en(std::move(english)), zh(std::move(chinese)) {}

  Text& operator+=(const Text& more) {
    en += more.en;
    zh += more.zh;
    return *this;
  }

  std::string en;
  std::string zh;
};

inline Text operator+(Text first, const Text& more) { return first += more; }

/// "A, B, C" and "A、B、C".
Text listed(const std::vector<Text>& parts);
/// "A, B and C" and "A、B、C".
Text all_of(const std::vector<Text>& parts);
/// "A, B or C" and "A、B或C".
Text one_of(const std::vector<Text>& parts);
/// "A; B; C" and "A；B；C".
Text one_after_another(const std::vector<Text>& parts);

/// The text in that language; English where a file gives no Chinese.
inline const std::string& in(const Text& text, Language language) {
  return language == Language::zh && !text.zh.empty() ? text.zh : text.en;
}

/// Where something stands in the files: for messages, and for saying whence a value came.
struct Place {
  std::string file;
  int line = 0;    ///< 1-based; 0 = unknown
  int column = 0;  ///< 1-based
};

}  // namespace kouan::models
