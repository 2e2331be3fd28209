// What a lever says by itself, where the document lacks what it changes.
#pragma once

#include "models/language/overlay.hpp"
#include "models/language/reader.hpp"

namespace kouan::models::language {

/// What the lever says that found no place in the document: its keys, values, units and sources are
/// looked at in one that holds nothing else. What that lacks is no error; what has
/// its message is not told again.
void check_alone(const LeverFile& lever, LeverRequest request, const SourceKeys* sources,
                 Diagnostics& diagnostics);

}  // namespace kouan::models::language
