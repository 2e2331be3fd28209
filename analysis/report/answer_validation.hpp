// What observation says of the model, in a sentence of the answer.
#pragma once

#include <vector>

#include "analysis/report/phrases.hpp"
#include "analysis/validation.hpp"

namespace kouan::analysis {

/// How many cases are inside, how many of them are a test of the model at all, and whether any is
/// of the capacity of the scenario that the answer is about. Nothing where no case ran.
void say_validation(const std::vector<ValidationOutcome>& validation, Sentences& out);

/// What the cases are worth: tests, what follows from inputs, what was fitted, and how many are of
/// this scenario. Nothing where all are tests of it.
void say_worth_of_validation(const std::vector<ValidationOutcome>& validation, Sentences& out);

/// "The 37.857 Mt observed in 2023 are more than the low end allows.": of what capacity may be as
/// low as, `low` [t/yr], where the same scenario was observed to carry more in a year.
/// In the unit of a figure of size `beside` [t/yr], next to which it stands.
models::Text carried_more_than(const std::vector<ValidationOutcome>& validation, double low,
                               double beside);

/// "The simulation is 12 % above “Published capacity”.": a sentence of each published design figure
/// of `scenario` from which the simulation differs. `with`: its title where what goes before is not
/// of it ("With “Slow gate” the simulation is…").
models::Text beyond_design(const std::vector<ValidationOutcome>& validation,
                           const models::Scenario& scenario, const models::Text& with = {});

/// The same in a sentence each, with both figures. `title`: of the scenario.
void say_design(const std::vector<ValidationOutcome>& validation, const models::Scenario& scenario,
                const models::Text& title, Sentences& out);

}  // namespace kouan::analysis
