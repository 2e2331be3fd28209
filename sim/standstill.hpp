// Finds at the end of a run who waits for ever without being caught in a ring: at a gathering for
// others who never come, or at a store that never has room.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/engine.hpp"

namespace kouan::sim {

/// Tells only what is certain. A batch stands still when nobody who moves, and nobody who may still
/// arrive, has a way to its gathering: those who wait where a batch stands still do not move, all
/// others are taken to. Sources are taken to go on for as long as it might only be the run that
/// ends.
class StandstillFinder {
 public:
  explicit StandstillFinder(const Engine& engine) : engine_(engine) {}

  /// Gatherings first, then stores, in their order.
  std::vector<Standing> find();

 private:
  void collect_waiting();
  void follow_ways();
  bool anybody_has_an_origin_and_moves() const;
  bool has_event_to_come(std::uint32_t gathering) const;
  void let_go_of_the_reached();
  void mark_reached(std::uint32_t step, std::vector<char>& reached) const;
  bool stands(std::uint32_t entity) const;
  bool may_still_come(std::uint32_t class_index) const;
  bool has_plan_run_out(std::uint32_t class_index) const;
  bool have_rates_run_out(std::uint32_t class_index) const;
  bool is_full_for_ever(std::uint32_t store) const;
  std::vector<std::uint32_t> missing_at(std::uint32_t gathering) const;

  const Engine& engine_;
  std::vector<Standing> at_gatherings_;  ///< who waits, by gathering
  std::vector<Standing> at_stores_;      ///< who waits, by store
  std::vector<char> is_standing_;        ///< by gathering: may stand still, fewer and fewer
  std::vector<std::vector<char>> ways_;  ///< by gathering and step: whether it leads there
};

}  // namespace kouan::sim
