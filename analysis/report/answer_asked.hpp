// What the answer says of the classes that the scenario's question is about.
#pragma once

#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

/// Of each class in the base's `asks_about`, under its own demand: how many come and pass, what the
/// hours are waited for and how its queue grows; before them what passes in their directions, in
/// every unit. Nothing where the question names no class.
void say_asked(const Report& report, Sentences& out);

}  // namespace kouan::analysis
