// Who comes next where demand has no end, entry by entry, and who came in vain.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/program.hpp"
#include "sim/time.hpp"

namespace kouan::sim {

/// With so many inside saturated sources wait until somebody leaves: behind a quick entry a queue
/// without limit would else take all that come in a year. More than any place needs to be kept
/// busy.
inline constexpr std::uint32_t k_most_inside_saturated = 100'000;
/// With so many turned back at the instant they come, and as many for each who stays, a saturated
/// source sends the next with the next event: a few try in vain at each event, and whoever finds
/// room is the first of them.
inline constexpr std::uint32_t k_most_turned_back_at_once = 32;
/// The same however many stay.
inline constexpr std::uint32_t k_most_turned_back_in_all = 1U << 15U;
/// So many turns of a class that were taken in vain come again; more that are turned back leave.
inline constexpr std::uint32_t k_most_turns_again = 32;
/// So many of a saturated source wait at a place where those turned away queue elsewhere: a small
/// part of the source, so that enough are left for those other places.
inline constexpr std::int64_t k_most_before_passing_on = 20;

/// Where several classes come in, turns go round in the proportions of the demand. An entry is
/// named by the first of its classes, its lead.
class SaturatedEntries {
 public:
  explicit SaturatedEntries(const Model& model);

  bool any() const { return !leads_.empty(); }
  const std::vector<std::uint32_t>& leads() const { return leads_; }
  std::uint32_t lead_of(std::uint32_t class_index) const { return classes_[class_index].lead; }

  /// The class of the entry that is furthest behind its share takes its turn, whoever was served.
  std::uint32_t take_turn(std::uint32_t lead);

  /// One of the class has come, by a turn: whether somebody is to follow it.
  bool is_followed(std::uint32_t class_index, Micros now);

  /// One leaves at the instant it came. In an entry of several classes its turn comes again.
  void note_turned_back(std::uint32_t class_index, Micros now);
  /// A place did not take one that has just come.
  void note_refused(std::uint32_t class_index, Micros now) {
    classes_[class_index].refused_at = now;
  }
  bool was_refused(std::uint32_t class_index, Micros now) const {
    return classes_[class_index].refused_at == now;
  }
  /// Whether nothing is new for the next one.
  bool is_turning_back(std::uint32_t lead, Micros now) const;

  void put_off(std::uint32_t lead) { ++entries_[lead].put_off; }
  /// Whether somebody was put off and may try; then he is no more.
  bool take_put_off(std::uint32_t lead, Micros now);
  const std::vector<std::uint32_t>& classes_of(std::uint32_t lead) const {
    return entries_[lead].classes;
  }
  /// Whether somebody of the class came in vain and may try again, since at this instant nobody of
  /// the entry has yet; then he does.
  bool take_turn_again(std::uint32_t class_index, Micros now);
  bool has_any_waiting(std::uint32_t lead) const;

  /// Whether those who are at the step have given up all places and come to none any more, nor are
  /// cleared.
  bool leads_only_out(std::uint32_t step) const { return only_out_[step] != 0; }
  /// Whether the class has no end and brings nothing if it is not cleared itself.
  bool has_to_be_cleared(std::uint32_t class_index) const {
    return classes_[class_index].has_to_be_cleared;
  }

 private:
  struct OfClass {
    std::uint32_t lead = 0;
    std::uint64_t turns = 0;  ///< taken
    std::uint32_t again = 0;  ///< taken in vain, to come again
    bool has_to_be_cleared = false;
    Micros refused_at = -1;  ///< the last who had just come
  };
  struct Entry {
    std::vector<std::uint32_t> classes;
    std::uint32_t put_off = 0;      ///< turns that wait for the next event
    std::uint32_t unfollowed = 0;   ///< of those who are here, who came besides the turns
    Micros at = -1;                 ///< the instant that the following tells of
    std::uint32_t came = 0;         ///< turns whose entities have got their first place, or left
    std::uint32_t turned_back = 0;  ///< of them
  };
  void find_ways_out(const Model& model);
  Entry& at(std::uint32_t lead, Micros now);

  const Model& model_;
  std::vector<std::uint32_t> leads_;
  std::vector<Entry> entries_;  ///< by lead
  std::vector<OfClass> classes_;
  std::vector<char> only_out_;  ///< by step; empty without saturated sources
};

}  // namespace kouan::sim
