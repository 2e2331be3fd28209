// What sentences of an answer tell.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/report/report.hpp"

namespace kouan::test {

inline bool any_tells(const std::vector<std::string>& sentences, const std::string& part) {
  return std::any_of(sentences.begin(), sentences.end(), [&](const std::string& sentence) {
    return sentence.find(part) != std::string::npos;
  });
}

/// In English.
inline bool says(const analysis::Answer& answer, const std::string& part) {
  return any_tells(answer.en, part);
}

}  // namespace kouan::test
