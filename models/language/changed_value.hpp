// What a lever makes of a value: the new number with the sourcing that goes with it.
#pragma once

#include <string>
#include <string_view>

#include "models/language/document.hpp"
#include "models/language/quantity.hpp"

namespace kouan::models::language {

/// `si` in the unit in which `like` is written, without the noise of the arithmetic it came from.
std::string written_like(std::string_view like, const Dimension& dimension, double si);

/// A value times a factor: the factor's own sourcing wins, ranges are scaled too.
Node scaled_node(const Node& before, const Node& factor_node, const Dimension& dimension,
                 double factor, const std::string& lever);

/// The amount that a share of a quantity is: of {share: 40 %, range: …} one with value and range in
/// the quantity's unit and the same sourcing. A problem unless the share is 0 to 100 % and its
/// range, if it has one, is in percent.
Parsed<Node> share_node(const Node& before, const Node& share, const Dimension& dimension,
                        const std::string& lever);

/// What is left of a quantity when an amount, at most all of it, goes elsewhere. The amount's own
/// sourcing wins; the range is that of the difference (interval arithmetic), at least 0, where
/// either has one. Both must parse in the dimension.
Node rest_node(const Node& before, const Node& amount, const Dimension& dimension,
               const std::string& lever);

}  // namespace kouan::models::language
