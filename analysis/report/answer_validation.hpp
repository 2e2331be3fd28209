// What observation says of the model, in a sentence of the answer.
#pragma once

#include <vector>

#include "analysis/report/phrases.hpp"
#include "analysis/validation.hpp"

namespace kouan::analysis {

/// How many cases are inside, how many of them are a test of the model at all, and how many of
/// those test the scenario that the answer is about, and its capacity. Nothing where no case ran.
void say_validation(const std::vector<ValidationOutcome>& validation, Sentences& out);

/// What follows a figure of `scenario` in a sentence: each published design figure of it from which
/// the simulation differs. Empty where there is none.
models::Text beyond_design(const std::vector<ValidationOutcome>& validation,
                           const models::Scenario& scenario);

}  // namespace kouan::analysis
