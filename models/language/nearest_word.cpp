#include "models/language/nearest_word.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace kouan::models::language {
namespace {

constexpr std::size_t k_longest_word = 64;

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

/// Cost of reading `a` for `b`: 0 same, 1 other case or - for _, 2 another letter.
int change_cost(char a, char b) {
  if (a == b) return 0;
  const auto is_joint = [](char c) { return c == '-' || c == '_' || c == ' '; };
  if (lower(a) == lower(b) || (is_joint(a) && is_joint(b))) return 1;
  return 2;
}

bool is_other_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool is_part(std::string_view part, std::string_view whole) {
  if (part.size() < 3 || part.size() >= whole.size()) return false;
  return whole.substr(0, part.size()) == part || whole.substr(whole.size() - part.size()) == part;
}

}  // namespace

int edit_distance(std::string_view a, std::string_view b) {
  const std::size_t columns = b.size() + 1;
  std::vector<int> table((a.size() + 1) * columns);
  const auto at = [&](std::size_t i, std::size_t j) -> int& { return table[i * columns + j]; };
  for (std::size_t i = 0; i <= a.size(); ++i)
    at(i, 0) = static_cast<int>(2 * i);
  for (std::size_t j = 0; j <= b.size(); ++j)
    at(0, j) = static_cast<int>(2 * j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      int best = std::min(at(i - 1, j) + 2, at(i, j - 1) + 2);
      best = std::min(best, at(i - 1, j - 1) + change_cost(a[i - 1], b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        best = std::min(best, at(i - 2, j - 2) + 2);
      }
      at(i, j) = best;
    }
  }
  return at(a.size(), b.size());
}

std::string nearest_word(std::string_view word, const std::vector<std::string>& words) {
  if (word.empty() || word.size() > k_longest_word) return {};
  std::string best;
  int best_distance = 0;
  for (const std::string& candidate : words) {
    if (candidate.size() > k_longest_word) continue;
    int distance = edit_distance(word, candidate);
    const auto longer = static_cast<int>(std::max(word.size(), candidate.size()));
    if (is_part(word, candidate) || is_part(candidate, word)) distance = std::min(distance, 3);
    if (is_other_case(word, candidate)) distance = std::min(distance, 1);
    const int allowed = std::max(2, 2 * longer / 3);
    if (distance > allowed || (longer <= 2 && distance > 1)) continue;
    if (best.empty() || distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace kouan::models::language
