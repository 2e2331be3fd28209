// Gatherings, meetings, books and hours as the engine has them.
#pragma once

#include "models/scenario.hpp"
#include "sim/program.hpp"

namespace kouan::models {

sim::GatheringDef gathering_of(const Scenario& scenario, const Gathering& gathering);
sim::BookDef book_of(const Scenario& scenario, const Book& book);
sim::OpeningDef opening_of(const Scenario& scenario, const Hours& hours);

}  // namespace kouan::models
