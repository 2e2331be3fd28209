// What sentences of an answer tell.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "analysis/report/report.hpp"

namespace kouan::test {

inline bool any_tells(const std::vector<std::string>& sentences, const std::string& part) {
  return std::any_of(sentences.begin(), sentences.end(), [&](const std::string& sentence) {
    return sentence.find(part) != std::string::npos;
  });
}

/// The sentences of one group, each on a line of its own.
inline models::Text group_of(const analysis::Answer& answer, std::size_t number) {
  std::size_t from = 0;
  for (std::size_t g = 0; g < number; ++g)
    from += answer.groups.at(g);
  models::Text out;
  for (std::size_t i = from; i < from + answer.groups.at(number); ++i)
    out += {answer.en.at(i) + "\n", answer.zh.at(i) + "\n"};
  return out;
}

/// Words of the longest sentence of all, in English, and that sentence: one ends with a full stop
/// that a capital or nothing follows.
inline std::pair<std::size_t, std::string> longest(const std::vector<std::string>& all) {
  std::pair<std::size_t, std::string> most;
  const auto note = [&](const std::string& sentence) {
    std::istringstream words(sentence);
    const auto count =
        static_cast<std::size_t>(std::distance(std::istream_iterator<std::string>(words), {}));
    if (count > most.first) most = {count, sentence};
  };
  for (const std::string& text : all) {
    std::size_t from = 0;
    for (std::size_t at = text.find(". "); at != std::string::npos; at = text.find(". ", at + 1)) {
      const bool ends = at + 2 < text.size() && text[at + 2] >= 'A' && text[at + 2] <= 'Z';
      if (!ends) continue;
      note(text.substr(from, at + 1 - from));
      from = at + 2;
    }
    note(text.substr(from));
  }
  return most;
}

/// No sentence of the answer, or of how sure it is, has more words than a listener can follow.
inline void check_lengths(const analysis::Report& report) {
  constexpr std::size_t k_most_words = 45;
  for (const analysis::Answer* said : {&report.answer, &report.certainty}) {
    const auto most = longest(said->en);
    CHECK_MESSAGE(most.first <= k_most_words, most.second);
  }
}

/// In English.
inline bool says(const analysis::Answer& answer, const std::string& part) {
  return any_tells(answer.en, part);
}

}  // namespace kouan::test
