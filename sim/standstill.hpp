// Finds at the end of a run who waits for ever without being caught in a ring: at a gathering, or
// at a stage that takes whole batches, for others who never come, or at a store that never has
// room.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/engine.hpp"

namespace kouan::sim {

/// Tells only what is certain. A batch stands still when nobody who moves, and nobody who may still
/// arrive, has a way to its gathering or stage: those who wait where a batch stands still do not
/// move, all others are taken to. Sources are taken to go on for as long as it might only be the
/// run that ends.
class StandstillFinder {
 public:
  explicit StandstillFinder(const Engine& engine) : engine_(engine) {}

  /// Gatherings first, then stages, then stores, in their order.
  std::vector<Standing> find();

 private:
  void list_places();
  std::uint32_t batch_at(const Step& step) const;
  void collect_waiting();
  void follow_ways();
  bool anybody_has_an_origin_and_moves() const;
  bool is_stage(std::uint32_t batch) const { return batches_[batch].at == StandingAt::stage; }
  bool has_event_to_come(std::uint32_t batch) const;
  bool has_clock_to_come(std::uint32_t gathering) const;
  void let_go_of_the_reached();
  void mark_reached(std::uint32_t step, std::vector<char>& reached) const;
  bool stands(std::uint32_t entity) const;
  bool may_still_come(std::uint32_t class_index) const;
  bool has_plan_run_out(std::uint32_t class_index) const;
  bool have_rates_run_out(std::uint32_t class_index) const;
  bool is_full_for_ever(std::uint32_t store) const;
  std::vector<std::uint32_t> missing_at(std::uint32_t gathering) const;
  std::uint32_t missing_at_stage(std::uint32_t resource) const;

  const Engine& engine_;
  std::vector<Standing> batches_;                 ///< who waits for one: gatherings, then stages
  std::vector<Standing> at_stores_;               ///< who waits, by store
  std::vector<std::uint32_t> batch_of_resource_;  ///< its number; k_none where none is waited for
  std::vector<char> is_standing_;                 ///< by batch: may stand still, fewer and fewer
  std::vector<std::vector<char>> ways_;           ///< by batch and step: whether it leads there
};

}  // namespace kouan::sim
