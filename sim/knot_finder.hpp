// Finds deadlocks while a run goes on: entities none of which can go on before another of them
// does.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "sim/engine.hpp"

namespace kouan::sim {

/// Reduction of the wait-for graph (Holt 1972, "Some deadlock properties of computer systems"):
/// whoever can get what it waits for is taken out, since it will give back what it holds; who is
/// left waits for ever. Whoever has an event to come, such as the end of its patience, is taken
/// out, and so is who waits for a store or documents, and who waits for others of whom one may
/// still come past all that those who are caught hold. Closed resources count with the servers that
/// they will have open.
class KnotFinder {
 public:
  /// `through_gatherings`: rings that pass through gatherings too; that takes a look at everybody.
  KnotFinder(const Engine& engine, bool through_gatherings)
      : engine_(engine), through_gatherings_(through_gatherings) {}

  /// The ring in which one of `suspects` or somebody whom they wait for is caught; empty if none
  /// is.
  std::vector<KnotLink> find(const std::vector<std::uint32_t>& suspects);

  /// Any ring, whoever began to wait last.
  std::vector<KnotLink> find_any();

  /// When the last of the ring found began to wait.
  Micros closed_at() const { return closed_at_; }

 private:
  /// Why an entity cannot go on, and who would have to first.
  struct Blame {
    std::uint32_t next = k_none;
    std::uint32_t wants = k_none;
    KnotCause cause = KnotCause::is_held;
  };

  bool may_knot(std::uint32_t resource) const {
    const ResourceDef& def = engine_.model_.resources[resource];
    return through_gatherings_ ? def.may_knot_by_gathering : def.may_knot;
  }
  void collect();
  void collect_ties();
  std::vector<std::uint32_t> parts_of(std::uint32_t whole) const;
  std::vector<KnotLink> ring();
  void reduce();
  bool waits(std::uint32_t entity) const;
  bool may_be_in_the_way(std::uint32_t entity) const;
  bool is_in_the_way(std::uint32_t entity) const;
  bool carries(std::uint32_t entity) const;
  bool queue_moves(std::uint32_t resource) const;
  std::optional<Blame> blame(std::uint32_t entity) const;
  std::optional<Blame> blame_take(std::uint32_t entity, const Step& step) const;
  std::optional<Blame> blame_need(const NeedDef& need) const;
  std::optional<Blame> blame_section(const NeedDef& need) const;
  std::optional<Blame> blame_server(std::uint32_t resource) const;
  std::optional<Blame> blame_order(std::uint32_t entity, std::uint32_t resource) const;
  std::optional<Blame> blame_part(std::uint32_t entity) const;

  // Who waits for others to come: knot_gatherings.cpp. The places for that are gatherings, by their
  // number, and stages that take whole batches, after them by that of their resource.
  std::uint32_t place_of_batch(std::uint32_t resource) const {
    return static_cast<std::uint32_t>(engine_.gatherings_.size()) + resource;
  }
  bool is_at(const Step& step, std::uint32_t place) const;
  std::vector<std::uint32_t> steps_to(std::uint32_t place, std::uint32_t kind) const;
  void collect_gatherings();
  void collect_batches();
  bool free_gatherings();
  bool may_knot_there(std::uint32_t step) const {
    return engine_.model_.gatherings[engine_.model_.steps[step].a].may_knot;
  }
  void add_behind(std::uint32_t place, std::uint32_t kind);
  std::uint32_t first_caught_on_the_way(std::uint32_t place, std::uint32_t kind) const;
  bool can_come(std::uint32_t place, std::uint32_t kind) const;
  bool may_pass(std::uint32_t from, std::uint32_t to) const;
  bool leads_to(std::uint32_t entity, std::uint32_t place, std::uint32_t kind) const;
  std::vector<std::uint32_t> missing_kinds(std::uint32_t gathering, const Waiting& waiting) const;
  std::optional<Blame> blame_gathering(std::uint32_t entity, const Step& step) const;
  std::optional<Blame> blame_origin(std::uint32_t entity, const Step& step) const;
  std::optional<Blame> blame_batch(std::uint32_t resource) const;
  std::optional<Blame> blame_reserve(std::uint32_t resource) const;
  bool is_stuck(std::uint32_t entity) const { return stuck_.count(entity) != 0; }
  Micros waits_since(std::uint32_t entity) const;
  std::int64_t most_servers(std::uint32_t resource) const;
  KnotLink link(std::uint32_t entity, const Blame& blame) const;
  void add(std::uint32_t entity);

  const Engine& engine_;
  bool through_gatherings_;
  Micros closed_at_ = 0;
  std::set<std::uint32_t> stuck_;  ///< those who may wait for ever, fewer and fewer
  std::map<std::uint32_t, std::set<std::uint32_t>> holds_;  ///< resources, by entity
  std::vector<std::uint32_t> tied_;  ///< of those, who waits for parts or a carrier not added yet
  std::map<std::uint32_t, std::vector<std::uint32_t>> parts_;  ///< by whole
  std::map<std::uint32_t, std::uint32_t> carriers_;            ///< by member
  /// By place where nobody may come any more, fewer and fewer: the kinds that are missing.
  std::map<std::uint32_t, std::vector<std::uint32_t>> deserted_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> families_;  ///< by origin, the whole too
  std::vector<std::vector<std::uint32_t>> before_;  ///< steps before each; empty until needed
};

}  // namespace kouan::sim
