#include "analysis/compression.hpp"

#include <algorithm>
#include <map>
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
    return at;
  }

  void enter(const SectionPassage& passage) {
    const double at = earliest_s(passage.direction);
    const auto found = directions_.find(passage.direction);
    double exit = at + passage.run_s;
    // Nobody overtakes.
    if (found != directions_.end())
      exit = std::max(exit, found->second.exit_s + headways_.following_s);
    directions_[passage.direction] = {at, exit};
    last_entry_s_ = at;
  }

 private:
  struct Last {
    double entry_s = 0;
    double exit_s = 0;
  };
  Headways headways_;
  std::map<std::size_t, Last> directions_;
  double last_entry_s_ = 0;
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
