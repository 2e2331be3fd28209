// The report as JSON: stable keys, documented in docs/reference/results.md. Same results, same
// bytes: no time stamps, no worker counts.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

#include "analysis/report/report.hpp"

namespace kouan::analysis {

/// {mean, half_width, n}; half_width null when unknown, mean null when nothing was observed.
nlohmann::ordered_json to_json(const Estimate& e);

/// The whole report: for `run` the scenario's keys stand at the top level, for `compare` in
/// `scenarios`.
nlohmann::ordered_json to_json(const Report& report);

/// As it is written to files: indented by one blank, ended by a newline.
std::string json_text(const nlohmann::ordered_json& json);

}  // namespace kouan::analysis
