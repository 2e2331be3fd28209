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

TEST_CASE("directions in turns: the next turn begins on a clear section") {
  // In pairs at most, changeover 4 min: in at 0 and 6, clear at 21; out at 25 and 31, clear at 46;
  // out once more at 46, in a turn of its own without a changeover, clear at 61; in again at 65.
  const auto passages = passages_of({k_north, k_north, k_south, k_south, k_south});
  const kouan::analysis::CompressedTurns pairs{2, 4 * k_min};
  CHECK(compressed_s(passages, {6 * k_min, 3 * k_min, true, pairs}) == 65 * k_min);
  // One each way: 2 x (15 + 4) min a pair.
  const kouan::analysis::CompressedTurns singly{1, 4 * k_min};
  const auto pair = passages_of({k_north, k_south});
  CHECK(compressed_s(pair, {6 * k_min, 3 * k_min, true, singly}) == 38 * k_min);
  // The headway from exit to entry may be the longer one.
  CHECK(compressed_s(pair, {6 * k_min, 9 * k_min, true, singly}) == 48 * k_min);
}

TEST_CASE("without passages nothing is occupied") {
  CHECK(compressed_s({}, {360, 180, true}) == 0);
}
