// Whether a document was the contrary of the lever that has changed it.
#pragma once

#include "models/language/document.hpp"
#include "models/scenario_fields.hpp"

namespace kouan::models::language {

/// Whether every value that the lever, with those that it extends, sets stood there before and was
/// another than it is after them all.
bool was_contrary(Node& before, Node& after, const LeverFile& lever);

}  // namespace kouan::models::language
