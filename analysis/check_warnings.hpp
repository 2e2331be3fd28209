// Warnings of `kouan check` that need no loads.
#pragma once

#include <string>
#include <vector>

#include "analysis/check.hpp"
#include "sim/program.hpp"

namespace kouan::analysis {

/// "Entry gate (entry-gate)"; the id alone of what has no title of its own.
models::Text named_with_id(const models::Text& title, const std::string& id);

/// FILE:LINE:COLUMN; empty of what is in no file.
std::string place_text(const models::Place& place);

/// The same of where the class is defined.
std::string place_of_class(const models::Scenario& scenario, const std::string& id);

/// How a warning goes on after what is wrong; empty where nothing is near.
models::Text perhaps_meant(const models::WrittenName& name);

/// Where a stage, yard, section or store is written: they share one room of names. Null: nowhere.
const models::WrittenName* written_place(const models::Scenario& scenario, const std::string& id);

/// Classes and places that no way leads to, or out of, or to clearance.
std::vector<CheckWarning> warnings_of_ways(const models::Scenario& scenario,
                                           const models::ProcessGraph& graph);

/// Hours, shifts, holidays and closures that do nothing, or something else than is likely meant.
std::vector<CheckWarning> warnings_of_dates(const models::Scenario& scenario);

/// Loads, counts and lengths beyond all that runs anywhere.
std::vector<CheckWarning> warnings_of_magnitudes(const models::Scenario& scenario);

/// Classes that are longer than the places of a yard where they stand.
std::vector<CheckWarning> warnings_of_lengths(const models::Scenario& scenario);

/// What the files leave unused, processes that lead nowhere, demand and shifts that are lost.
std::vector<CheckWarning> warnings_of_scenario(const models::Scenario& scenario,
                                               const models::ProcessGraph& graph);

/// Places that hold nobody up when they are full, though their queue has an end; `model` as
/// compiled from the scenario.
std::vector<CheckWarning> warnings_of_room(const models::Scenario& scenario,
                                           const sim::Model& model);

/// Fleets of which a vehicle may come round, or be turned away and come again, without any time
/// passing, so that an instant would never end; `model` as above.
std::vector<CheckWarning> warnings_of_endless_fleets(const models::Scenario& scenario,
                                                     const sim::Model& model);

/// What the reader of the files warned of, in file order.
std::vector<CheckWarning> warnings_of_reading(const models::language::Diagnostics& diagnostics);

/// Of one side of a meeting more come who wait for as long as it takes than of the other. Nothing
/// where a stage or section before it is overloaded: the queue is there.
std::vector<CheckWarning> warnings_of_meetings(const CheckReport& report);

}  // namespace kouan::analysis
