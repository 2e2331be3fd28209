// What a railway beside a road brings, for people and for programs.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

#include "analysis/mode_shift.hpp"
#include "analysis/report/report.hpp"

namespace kouan::analysis {

/// What the answer is about, in words.
struct ModeShiftTitles {
  models::Text port;
  models::Text lever;  ///< "Rail port"
  models::Text road;   ///< the road's flow: "Coal by truck"
  models::Text rail;
  models::Text terms{};  ///< what the levers cost and when they open; empty where none states it
  models::Text presupposed{};  ///< by the levers, in sentences; empty where they state nothing
  Answer certainty{};          ///< how sure the answer is
};

/// How sure the answer is: what intervals cover, how much is assumed and what of that is of the
/// railway, which observed cases test the road port and which the railway. The titles' own is not
/// looked at.
Answer mode_shift_certainty(const ModeShiftOutcome& outcome, const ModeShiftTitles& titles,
                            const models::Scenario& road_alone, const models::Scenario& with_rail);

/// For a terminal, 100 columns wide.
std::string mode_shift_text(const ModeShiftOutcome& outcome, const ModeShiftTitles& titles,
                            Language language);

/// Stable keys, documented in docs/reference/results.md.
nlohmann::ordered_json to_json(const ModeShiftOutcome& outcome, const ModeShiftTitles& titles);

}  // namespace kouan::analysis
