// Goods that are handed on, by a split or into a batch, in ways that leave their time in the port
// untold: what classes tell is the time of entities, and only in some arrangements do these times,
// weighted with loads, add up to that of the goods.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "models/scenario.hpp"

namespace kouan::models {

enum class UntoldTime {
  own_clock,        ///< parts whose clock begins at the split: the time before is lost
  after_clearance,  ///< what has been cleared is handed on: nobody is cleared with it after that
  not_cleared,      ///< who has split some off may leave uncleared
  handed_on_again,  ///< who was split off, made of others or has split is gathered into a batch
                    ///< that is cleared in its place
  with_others,      ///< who has goods of its own is cleared with those of others
};

struct HandOn {
  UntoldTime why = UntoldTime::own_clock;
  std::string from;  ///< id of the class that hands on
  std::string to;    ///< of the class that takes it; itself where others of its class do
};

/// The first arrangement, in the order of classes, that hands on goods of these flows so that their
/// time is not told; none where all add up.
std::optional<HandOn> hand_on_of_untold_time(const Scenario& scenario,
                                             const std::set<std::string>& flows);

}  // namespace kouan::models
