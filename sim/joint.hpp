// What moves where entities take several things at once: groups of resources that are asked for
// together, who holds what of them, and sections of way.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/observe.hpp"
#include "sim/program.hpp"

namespace kouan::sim {

/// Those in one line of a resource ask for the same with the same urgency, so that the first of
/// them stands for all.
struct LineOfGroup {
  std::uint32_t resource = 0;
  std::uint8_t level = 0;  ///< of the line
  std::uint8_t urgency = 0;
  std::uint32_t needs = 0;
};

/// Resources that are asked for together have one order of asking.
struct Group {
  std::vector<std::uint32_t> resources;
  std::vector<LineOfGroup> lines;
  Micros asked = 0;         ///< number of the last who asked, kept in Entity::due while it waits
  bool is_serving = false;  ///< guards against being entered again through a chain of releases
  bool again = false;
  bool may_knot = false;  ///< some of the resources may
};

/// First of a line that may be served now.
struct Head {
  std::uint8_t urgency = 0;
  Micros asked = 0;
  std::uint32_t entity = k_none;
  std::uint32_t needs = 0;

  bool operator<(const Head& other) const {
    return urgency != other.urgency ? urgency < other.urgency : asked < other.asked;
  }
};

/// Before any instant of a run, and far enough from the least number for sums.
inline constexpr Micros k_long_ago = -(Micros{1} << 60U);

/// What moves in one direction of a section.
struct DirectionState {
  std::vector<std::uint32_t> on_it;  ///< in order of entry
  Micros last_entry = k_long_ago;
  Micros last_exit = k_long_ago;
  Micros slot_taken = -1;
};

struct SectionState {
  std::vector<DirectionState> directions;
  std::int64_t on_it = 0;
  std::uint32_t turn = 0;  ///< whose turn it is, or will be after the changeover
  bool is_changing = false;
  Micros turn_since = 0;  ///< beginning of the turn
  Micros change_ends = 0;
  std::uint32_t entered = 0;        ///< in this turn
  std::uint32_t admitted = k_none;  ///< gated: how many the turn is for
  std::uint64_t turns = 0;          ///< so far: names the draws
  std::uint64_t purpose = 0;
  Micros wake_at = k_never;
  std::uint64_t wake = 0;  ///< number of the event; others are called off
  Integral occupied_time;  ///< of being travelled by anybody
  bool is_late = false;    ///< somebody is on it still after it has closed
  Integral late_time;

  bool is_occupied() const { return on_it > 0; }
};

/// Of a joint resource.
struct JointState {
  std::uint32_t group = k_none;
  std::vector<std::uint32_t> holders;  ///< one a unit; of sections see there
};

}  // namespace kouan::sim
