// The report as one HTML file: the page (built in tools/web, handed in) with the result inside.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace kouan::analysis {

/// What the result takes the place of; stands in a page once.
inline constexpr std::string_view k_result_marker = "@@KOUAN_RESULT@@";

/// JSON that may stand inside a script element: no `<` that could end it or start a comment, no
/// line separators that older scripts trip over. Bytes that are no UTF-8 become U+FFFD.
std::string json_for_html(const nlohmann::ordered_json& json);

/// `page_template` with `result` (to_json of a Report) in place of the marker.
/// Throws std::invalid_argument if the marker is not there exactly once.
std::string html_report(std::string_view page_template, const nlohmann::ordered_json& result);

}  // namespace kouan::analysis
