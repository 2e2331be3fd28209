// What levers presuppose of values: it stands while the value stands.
#pragma once

#include <vector>

#include "models/language/document.hpp"
#include "models/scenario_fields.hpp"

namespace kouan::models::language {

/// What the lever that was just applied presupposes, each with what stands there now.
std::vector<Presupposition> presuppositions(const std::vector<PresupposedValue>& of,
                                            Node& document);

/// Drops what levers before it presuppose of values that it has changed or taken away.
void drop_overtaken(std::vector<LeverInfo>& levers, Node& document);

}  // namespace kouan::models::language
