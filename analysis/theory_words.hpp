// What theory's answers are called, in planner's words and for programs.
#pragma once

#include "analysis/theory/scenario_theory.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

/// Kebab-case, for programs.
const char* id_of(theory::Standing standing);
const char* id_of(theory::QueueModel model);
const char* id_of(theory::Obstacle obstacle);

models::Text text_of(theory::Standing standing);
/// What the model is of.
models::Text text_of(theory::QueueModel model);
/// One short sentence.
models::Text text_of(theory::Obstacle obstacle);

/// Where its formula comes from; empty of none.
const char* source_of(theory::QueueModel model);

}  // namespace kouan::analysis
