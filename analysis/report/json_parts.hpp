// Parts of the JSON report that come from the measures of one scenario.
#pragma once

#include <nlohmann/json.hpp>

#include <vector>

#include "analysis/report/report.hpp"

namespace kouan::analysis {

/// What is no number in JSON, infinite or unknown, as null.
nlohmann::ordered_json finite_or_null(double value);

nlohmann::ordered_json port_json(const Samples& samples);
nlohmann::ordered_json classes_json(const VariantOutcome& outcome);
nlohmann::ordered_json day_json(const VariantReport& variant);
nlohmann::ordered_json throughput_json(const VariantOutcome& outcome);
nlohmann::ordered_json stages_json(const VariantReport& variant);
/// Gatherings and meetings, with what each class finds there.
nlohmann::ordered_json gatherings_json(const VariantOutcome& outcome);
/// Hours per vehicle by state and stage; states never entered are left out.
nlohmann::ordered_json ledger_json(const VariantOutcome& outcome);
/// Null without saturated runs.
nlohmann::ordered_json capacity_json(const VariantReport& variant);
/// What else capacity rests on; null unless it was tried.
nlohmann::ordered_json ranges_json(const VariantOutcome& outcome);
/// What values that it shares with the base do to an alternative; null unless they were tried.
nlohmann::ordered_json shared_ranges_json(const VariantOutcome& outcome);
/// Between what single values lead capacity; null where none was tried.
nlohmann::ordered_json capacity_extremes_json(const VariantOutcome& outcome);
/// The same of what an alternative changes in clearance of the main class, by clock.
nlohmann::ordered_json change_extremes_json(const Comparison& comparison,
                                            const VariantOutcome& alternative);
/// What clearance of the main class rests on, and of an alternative what its change of it rests on;
/// null unless it was tried.
nlohmann::ordered_json clearance_ranges_json(const VariantOutcome& outcome);
nlohmann::ordered_json clearance_changes_json(const VariantOutcome& alternative);
/// Values of series have four significant digits. Stages at which nothing ever waited are left out.
nlohmann::ordered_json series_json(const VariantOutcome& outcome);
/// Sentences in both languages and how they are grouped.
nlohmann::ordered_json answer_json(const Answer& said);
nlohmann::ordered_json validation_json(const std::vector<ValidationOutcome>& validation);

}  // namespace kouan::analysis
