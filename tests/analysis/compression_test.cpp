#include "analysis/compression.hpp"

#include <doctest/doctest.h>

#include <vector>

using kouan::analysis::compressed_s;
using kouan::analysis::SectionPassage;

namespace {

constexpr double k_min = 60;
constexpr std::size_t k_north = 0;
constexpr std::size_t k_south = 1;

std::vector<SectionPassage> passages_of(const std::vector<std::size_t>& directions) {
  std::vector<SectionPassage> all;
  for (const std::size_t d : directions)
    all.push_back({d, 15 * k_min});
  return all;
}

}  // namespace

// Case D07: N N S N S S, run 15 min, following 6, opposing 3: 84 min of 180.
TEST_CASE("a timetable compressed on a single track") {
  const auto passages = passages_of({k_north, k_north, k_south, k_north, k_south, k_south});
  CHECK(compressed_s(passages, {6 * k_min, 3 * k_min, true}) == 84 * k_min);
}

TEST_CASE("each direction on a track of its own: the fuller one counts") {
  const auto passages =
      passages_of({k_north, k_north, k_south, k_north, k_south, k_south, k_south});
  CHECK(compressed_s(passages, {6 * k_min, 3 * k_min, false}) == 4 * 6 * k_min);
}

TEST_CASE("nobody overtakes a slow train in a compressed timetable") {
  // The second could be out at 21 min, but follows the first out at 36; the way back waits for it.
  const std::vector<SectionPassage> passages = {
      {k_north, 30 * k_min}, {k_north, 15 * k_min}, {k_south, 15 * k_min}};
  CHECK(compressed_s(passages, {6 * k_min, 3 * k_min, true}) == (36 + 3 + 15 + 3) * k_min);
}

TEST_CASE("without passages nothing is occupied") {
  CHECK(compressed_s({}, {360, 180, true}) == 0);
}
