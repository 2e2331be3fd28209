#include "models/value_range.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

#include "models/language/dates.hpp"
#include "models/language/distribution_text.hpp"
#include "models/language/path.hpp"
#include "models/language/quantity.hpp"
#include "models/scenario_document.hpp"

namespace kouan::models {

namespace {

using language::Dimension;

constexpr std::int32_t k_day_s = 86400;

const Provenance* find_value(const Scenario& scenario, const std::string& path) {
  const auto it = std::find_if(scenario.provenance.begin(), scenario.provenance.end(),
                               [&](const Provenance& p) { return p.path == path; });
  return it == scenario.provenance.end() ? nullptr : &*it;
}

/// The dimension in which the range is written: its unit says which; a bare number has none.
const Dimension* dimension_of(const std::string& range) {
  if (language::parse_bounds(range, language::number_dimension()))
    return &language::number_dimension();
  for (const Dimension* dimension : language::all_dimensions())
    if (language::parse_bounds(range, *dimension)) return dimension;
  return nullptr;
}

/// Of what is counted: the whole numbers inside the range, since others cannot be run. False where
/// there are not two.
bool settle_whole(RangedValue& value) {
  const auto settle = [](double to, double& si, std::string& text) {
    if (to != si) text = fmt::format("{:.0f}", to);
    si = to;
  };
  settle(std::ceil(value.low_si), value.low_si, value.low);
  settle(std::floor(value.high_si), value.high_si, value.high);
  return value.high_si > value.low_si && value.high_si <= std::numeric_limits<std::int32_t>::max();
}

std::optional<RangedValue> ranged(const Provenance& of) {
  if (of.range.empty()) return std::nullopt;
  const Dimension* dimension = dimension_of(of.range);
  if (dimension == nullptr) return std::nullopt;
  const language::Bounds bounds = language::parse_bounds(of.range, *dimension).value;
  const std::size_t dots = of.range.find("..");
  const std::string_view text = of.range;
  RangedValue value{of.path,
                    of.grade,
                    std::string(language::trimmed(text.substr(0, dots))),
                    std::string(language::trimmed(text.substr(dots + 2))),
                    bounds.low,
                    bounds.high};
  const bool is_counted = static_cast<bool>(language::parse_whole(of.value));
  if (is_counted ? !settle_whole(value) : !(value.high_si > value.low_si)) return std::nullopt;
  return value;
}

/// "08:00-18:00" open for so long: it closes earlier or later, and where the day is too short for
/// that it opens earlier.
std::string span_of(const DaySpan& span, double open_s) {
  const auto length = static_cast<std::int32_t>(std::lround(open_s));
  const std::int32_t from = std::min(span.from_s, std::max(0, k_day_s - length));
  const auto clock = [](std::int32_t s) {
    return fmt::format("{:02}:{:02}", s / 3600, s % 3600 / 60);
  };
  return clock(from) + "-" + clock(from + length);
}

/// The value as a file would write it at that end; none where it cannot be moved.
std::optional<std::string> text_at(const std::string& now, const std::string& at, double at_si,
                                   const Dimension& dimension) {
  if (language::parse_quantity(now, dimension)) return at;
  if (const auto span = language::parse_span(now)) {
    if (!(at_si > 0 && at_si <= k_day_s)) return std::nullopt;
    return span_of(span.value, at_si);
  }
  if (now.find("empirical") != std::string::npos) return std::nullopt;
  const auto whole = language::parse_distribution(now, dimension, ".");
  if (!whole) return std::nullopt;
  const double mean = whole.value.distribution.mean();
  if (!(mean > 0) || !(at_si > 0)) return std::nullopt;
  return language::scaled_distribution(now, dimension, at_si / mean);
}

/// Puts the text in the value's place; false where the document has none.
bool put(language::Node& document, const std::string& path, const std::string& text) {
  const auto steps = language::parse_path(path);
  if (!steps) return false;
  const language::Walk reached = language::walk(document, *steps);
  if (reached.steps != steps->size()) return false;
  language::Entry* value =
      language::is_sourced(*reached.node) ? reached.node->find("value") : nullptr;
  language::Node& node = value != nullptr ? value->node : *reached.node;
  if (!node.is_scalar()) return false;
  node.text = text;
  return true;
}

}  // namespace

std::optional<RangedValue> ranged_value(const Scenario& scenario, const std::string& path) {
  const Provenance* found = find_value(scenario, path);
  return found == nullptr ? std::nullopt : ranged(*found);
}

std::vector<RangedValue> ranged_values(const Scenario& scenario) {
  std::vector<RangedValue> values;
  for (const Provenance& of : scenario.provenance)
    if (auto value = ranged(of)) values.push_back(std::move(*value));
  return values;
}

std::optional<Scenario> at_end(const Scenario& scenario, const RangedValue& value, RangeEnd end) {
  const Provenance* now = find_value(scenario, value.path);
  if (scenario.document == nullptr || now == nullptr) return std::nullopt;
  const bool is_low = end == RangeEnd::low;
  const auto text = text_at(now->value, is_low ? value.low : value.high,
                            is_low ? value.low_si : value.high_si, *dimension_of(now->range));
  if (!text) return std::nullopt;
  ScenarioDocument changed = *scenario.document;
  if (!put(changed.resolved.document, value.path, *text)) return std::nullopt;
  ReadResult result;
  result.diagnostics = std::move(changed.files);
  read_resolved(changed.file, changed.resolved, result);
  return std::move(result.scenario);
}

}  // namespace kouan::models
