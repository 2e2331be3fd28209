// What a lever sets against what stood there: whether the document was its contrary.
#pragma once

#include "models/language/document.hpp"
#include "models/scenario_fields.hpp"

namespace kouan::models::language {

/// Whatever the sourcing of the two.
bool says_the_same(const Node& a, const Node& b);

/// Whether every value that the lever, with those that it extends, sets stood there before and was
/// another than it is after them all.
bool was_contrary(Node& before, Node& after, const LeverFile& lever);

}  // namespace kouan::models::language
