#include "models/value_range.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

#include "models/amounts.hpp"
#include "models/language/changed_value.hpp"
#include "models/language/dates.hpp"
#include "models/language/distribution_text.hpp"
#include "models/language/path.hpp"
#include "models/language/quantity.hpp"
#include "models/scenario_document.hpp"

namespace kouan::models {

namespace {

using language::Dimension;

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
bool settle_whole(RangedValue& value, const Dimension& dimension) {
  const bool is_of_place = value.path.ends_with(".servers") || value.path.ends_with(".places");
  const auto settle = [&](double to, double& si, std::string& text) {
    if (to != si) text = language::written_like(text, dimension, to);
    si = to;
  };
  settle(std::max(std::ceil(value.low_si), is_of_place ? 1.0 : 0.0), value.low_si, value.low);
  settle(std::floor(value.high_si), value.high_si, value.high);
  return value.high_si > value.low_si && value.high_si <= std::numeric_limits<std::int32_t>::max();
}

bool is_of_port(const std::string& path) {
  return !path.starts_with("run.") && !path.starts_with("levers.");
}

std::optional<RangedValue> ranged(const Provenance& of) {
  if (of.range.empty() || !is_of_port(of.path)) return std::nullopt;
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
  const bool is_counted = dimension == &language::vehicles_dimension() ||
                          static_cast<bool>(language::parse_whole(of.value));
  if (is_counted ? !settle_whole(value, *dimension) : !(value.high_si > value.low_si))
    return std::nullopt;
  return value;
}

/// "08:00-18:00" open for so long: it closes earlier or later, and where the day is too short for
/// that it opens earlier; "20:00-04:00" closes on the next day.
std::string span_of(const DaySpan& span, std::int32_t open_s) {
  const bool is_overnight = span.to_s > k_clock_day_s;
  const std::int32_t from =
      is_overnight ? span.from_s : std::min(span.from_s, k_clock_day_s - open_s);
  const std::int32_t to = from + open_s;
  const auto clock = [](std::int32_t s) {
    return fmt::format("{:02}:{:02}", s / 3600, s % 3600 / 60);
  };
  return clock(from) + "-" + clock(to > k_clock_day_s ? to - k_clock_day_s : to);
}

/// The span at that end, to the whole minute inside the range; none where that is no part of a day.
std::optional<std::string> hours_at(const DaySpan& span, double open_s, RangeEnd end) {
  const double minutes = open_s / 60;
  const double whole = end == RangeEnd::low ? std::ceil(minutes) : std::floor(minutes);
  const auto length = static_cast<std::int32_t>(whole * 60);
  if (!(length > 0 && length <= k_clock_day_s)) return std::nullopt;
  return span_of(span, length);
}

/// The value as a file would write it at that end; none where it cannot be moved.
std::optional<std::string> text_at(const std::string& now, const RangedValue& value, RangeEnd end,
                                   const Dimension& dimension) {
  const std::string& at = value.at(end);
  const double at_si = value.at_si(end);
  if (language::parse_quantity(now, dimension)) return at;
  if (const auto span = language::parse_span(now)) return hours_at(span.value, at_si, end);
  if (now.find("empirical") != std::string::npos) return std::nullopt;
  const auto whole = language::parse_distribution(now, dimension, ".");
  if (!whole) return std::nullopt;
  const double mean = whole.value.distribution.mean();
  if (at_si == 0) return at;  // nothing takes no time, however it is distributed
  if (!(mean > 0)) return std::nullopt;
  return language::scaled_distribution(now, dimension, at_si / mean);
}

/// What a lever left where it took an amount. Its range is the amount's, tried there, and what it
/// had before, tried with the scenario without the lever.
bool is_rest_of_shift(const Scenario& scenario, const std::string& path) {
  if (scenario.document == nullptr) return false;
  const auto& shifts = scenario.document->resolved.shifts;
  return std::any_of(shifts.begin(), shifts.end(),
                     [&](const language::Shift& shift) { return shift.from == path; });
}

language::Node* bare(language::Node& node) {
  language::Entry* value = language::is_sourced(node) ? node.find("value") : nullptr;
  return value != nullptr ? &value->node : &node;
}

using Path = std::vector<language::PathStep>;

/// Shares of the choice one of which stands at the path, if all of its branches have one: else
/// none.
std::vector<language::Node*> shares_of_choice(language::Node& document, const Path& path) {
  if (path.size() < 3 || path.back().key != "share" || !path[path.size() - 2].index) return {};
  const language::Walk reached = language::walk(document, Path(path.begin(), path.end() - 2));
  if (reached.steps + 2 != path.size() || !reached.node->is_list()) return {};
  std::vector<language::Node*> shares;
  for (language::Node& branch : reached.node->items) {
    language::Entry* share = branch.is_map() ? branch.find("share") : nullptr;
    if (share == nullptr || !bare(share->node)->is_scalar()) return {};
    shares.push_back(bare(share->node));
  }
  return shares;
}

/// Where the shares of a choice make all of it, the others have to give way to one that moves.
void balance(const std::vector<language::Node*>& shares, const language::Node* moved,
             const std::string& text) {
  const auto share = [](const std::string& of) {
    return language::parse_quantity(of, language::share_dimension()).value;
  };
  double all = 0;
  for (const language::Node* one : shares)
    all += share(one->text);
  const double others = all - share(moved->text);
  if (std::abs(all - 1) > 1e-9 || !(others > 0)) return;
  for (language::Node* one : shares)
    if (one != moved) one->text = language::scaled_quantity(one->text, (1 - share(text)) / others);
}

/// The text of a value in the document; null where it has none of one line.
std::string* text_of(language::Node& document, const std::string& path) {
  const auto steps = language::parse_path(path);
  if (!steps) return nullptr;
  const language::Walk reached = language::walk(document, *steps);
  language::Node* node = reached.steps == steps->size() ? bare(*reached.node) : nullptr;
  return node != nullptr && node->is_scalar() ? &node->text : nullptr;
}

/// Where a lever shifted this amount, another one leaves as much more or less where it was taken
/// from. False where that has not as much, or where a later lever changed either.
bool give_way(language::Resolved& resolved, const RangedValue& value, double at_si,
              const Dimension& dimension) {
  const auto& shifts = resolved.shifts;
  const auto goes_to = [&](const language::Shift& shift) { return shift.to == value.path; };
  const auto moved = std::find_if(shifts.begin(), shifts.end(), goes_to);
  if (moved == shifts.end()) return true;
  const auto left = std::find_if(shifts.rbegin(), shifts.rend(), [&](const language::Shift& shift) {
    return shift.from == moved->from;
  });
  const std::string* now = text_of(resolved.document, moved->to);
  std::string* rest = text_of(resolved.document, moved->from);
  if (now == nullptr || *now != moved->to_text || rest == nullptr || *rest != left->from_text)
    return false;
  const double all_si = language::parse_quantity(*rest, dimension).value +
                        language::parse_quantity(*now, dimension).value;
  const double rest_si = all_si - at_si;
  if (rest_si < -1e-9 * all_si) return false;
  *rest = language::written_like(*rest, dimension, std::max(0.0, rest_si));
  return true;
}

/// Puts the text in the value's place; false where the document has none.
bool put(language::Node& document, const std::string& path, const std::string& text) {
  const auto steps = language::parse_path(path);
  if (!steps) return false;
  const language::Walk reached = language::walk(document, *steps);
  if (reached.steps != steps->size()) return false;
  language::Node* node = bare(*reached.node);
  if (!node->is_scalar()) return false;
  balance(shares_of_choice(document, *steps), node, text);
  node->text = text;
  return true;
}

}  // namespace

bool is_no_flow(const RangedValue& value, RangeEnd end) {
  return value.path.starts_with("flows.") && value.path.ends_with(".annual") &&
         value.at_si(end) == 0;
}

const Provenance* find_value(const Scenario& scenario, const std::string& path) {
  const auto it = std::find_if(scenario.provenance.begin(), scenario.provenance.end(),
                               [&](const Provenance& p) { return p.path == path; });
  return it == scenario.provenance.end() ? nullptr : &*it;
}

std::optional<RangedValue> ranged_value(const Scenario& scenario, const std::string& path) {
  const Provenance* found = find_value(scenario, path);
  return found == nullptr ? std::nullopt : ranged(*found);
}

std::vector<RangedValue> ranged_values(const Scenario& scenario) {
  std::vector<RangedValue> values;
  for (const Provenance& of : scenario.provenance) {
    if (is_rest_of_shift(scenario, of.path)) continue;
    if (auto value = ranged(of)) values.push_back(std::move(*value));
  }
  return values;
}

std::optional<Scenario> at_end(const Scenario& scenario, const RangedValue& value, RangeEnd end) {
  const Provenance* now = find_value(scenario, value.path);
  if (scenario.document == nullptr || now == nullptr) return std::nullopt;
  const auto text = text_at(now->value, value, end, *dimension_of(now->range));
  if (!text) return std::nullopt;
  ScenarioDocument changed = *scenario.document;
  const double at_si = value.at_si(end);
  if (!give_way(changed.resolved, value, at_si, *dimension_of(now->range))) return std::nullopt;
  if (!put(changed.resolved.document, value.path, *text)) return std::nullopt;
  ReadResult result;
  result.diagnostics = std::move(changed.files);
  read_resolved(changed.file, changed.resolved, result);
  return std::move(result.scenario);
}

}  // namespace kouan::models
