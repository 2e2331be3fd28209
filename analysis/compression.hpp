// Occupation of a running section by timetable compression (UIC Code 406, 1st edition 2004, ch. 3):
// the passages of a period are pushed together as closely as headways allow, in their order.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <span>

namespace kouan::analysis {

struct SectionPassage {
  std::size_t direction = 0;
  double run_s = 0;  ///< from entry to exit
};

/// Directions take turns: a direction's is over when nobody of it is left who waits, or so many
/// have entered, and the section is clear.
struct CompressedTurns {
  std::size_t most = std::numeric_limits<std::size_t>::max();  ///< who enter in one turn
  double changeover_s = 0;  ///< from the section being clear to an entry the other way
};

/// What keeps passages apart.
struct Headways {
  double following_s = 0;  ///< from entry to entry, and from exit to exit, in one direction
  double opposing_s = 0;   ///< from an exit to an entry the other way
  bool exclusive = true;   ///< single track; else each direction has a track of its own
  std::optional<CompressedTurns> turns{};
};

/// Time [s] after which the period's first passage could enter again, were the same passages to
/// come once more: over the length of the period it is the occupation. Of a section with a track
/// for each direction the fuller one's. 0 without passages.
double compressed_s(std::span<const SectionPassage> passages, const Headways& headways);

}  // namespace kouan::analysis
