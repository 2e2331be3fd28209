#include "analysis/compression.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace kouan::analysis {
namespace {

/// The section while passages enter as early as they may.
class Compressed {
 public:
  explicit Compressed(const Headways& headways) : headways_(headways) {}

  /// When a passage of the direction may enter.
  double earliest_s(std::size_t direction) const {
    double at = headways_.exclusive ? last_entry_s_ : 0;
    for (const auto& [d, last] : directions_) {
      if (d == direction) at = std::max(at, last.entry_s + headways_.following_s);
      if (d != direction && headways_.exclusive)
        at = std::max(at, last.exit_s + headways_.opposing_s);
    }
    return headways_.turns ? std::max(at, earliest_turn_s(direction)) : at;
  }

  void enter(const SectionPassage& passage) {
    const double at = earliest_s(passage.direction);
    entered_ = goes_on(passage.direction) ? entered_ + 1 : 1;
    turn_ = passage.direction;
    const auto found = directions_.find(passage.direction);
    double exit = at + passage.run_s;
    // Nobody overtakes.
    if (found != directions_.end())
      exit = std::max(exit, found->second.exit_s + headways_.following_s);
    directions_[passage.direction] = {at, exit};
    clear_s_ = std::max(clear_s_, exit);
    last_entry_s_ = at;
  }

 private:
  struct Last {
    double entry_s = 0;
    double exit_s = 0;
  };

  /// Whether a passage of the direction enters in the turn that there is.
  bool goes_on(std::size_t direction) const {
    return headways_.turns && turn_ == direction && entered_ < headways_.turns->most;
  }

  /// A turn begins on a clear section; for the same direction without a changeover.
  double earliest_turn_s(std::size_t direction) const {
    if (!turn_ || goes_on(direction)) return 0;
    return clear_s_ + (turn_ == direction ? 0 : headways_.turns->changeover_s);
  }

  Headways headways_;
  std::map<std::size_t, Last> directions_;
  double last_entry_s_ = 0;
  double clear_s_ = 0;  ///< from when on nobody is on the section
  std::optional<std::size_t> turn_;
  std::size_t entered_ = 0;  ///< in this turn
};

}  // namespace

double compressed_s(std::span<const SectionPassage> passages, const Headways& headways) {
  Compressed section(headways);
  std::set<std::size_t> first;  // directions of the first passage on each track: these come again
  for (const SectionPassage& passage : passages) {
    if (first.empty() || !headways.exclusive) first.insert(passage.direction);
    section.enter(passage);
  }
  double longest = 0;
  for (const std::size_t direction : first)
    longest = std::max(longest, section.earliest_s(direction));
  return longest;
}

}  // namespace kouan::analysis
