#include "analysis/value_range.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "analysis/measures.hpp"
#include "analysis/value_title.hpp"
#include "models/language/distribution_text.hpp"
#include "models/language/quantity.hpp"

namespace kouan::analysis {

namespace {

namespace language = models::language;

const models::Provenance* find_value(const models::Scenario& scenario, const std::string& path) {
  const auto it = std::find_if(scenario.provenance.begin(), scenario.provenance.end(),
                               [&](const models::Provenance& p) { return p.path == path; });
  return it == scenario.provenance.end() ? nullptr : &*it;
}

models::Stage* find_stage(models::Scenario& scenario, const std::string& id) {
  const auto it = std::find_if(scenario.stages.begin(), scenario.stages.end(),
                               [&](const models::Stage& s) { return s.id == id; });
  return it == scenario.stages.end() ? nullptr : &*it;
}

/// The value as a range with ends above 0, which its ratio and a scaled distribution need.
std::optional<RangedValue> ranged(const models::Scenario& scenario, const std::string& path,
                                  const language::Dimension& dimension) {
  const models::Provenance* found = find_value(scenario, path);
  if (found == nullptr || found->range.empty()) return std::nullopt;
  for (const char* unscaled : {"empirical", "attribute"})
    if (found->value.find(unscaled) != std::string::npos) return std::nullopt;
  const auto bounds = language::parse_bounds(found->range, dimension);
  if (!bounds || !(bounds.value.low > 0) || !(bounds.value.high > bounds.value.low))
    return std::nullopt;
  const std::size_t dots = found->range.find("..");
  const std::string_view text = found->range;
  return RangedValue{path,
                     value_title(scenario, path),
                     found->grade,
                     std::string(language::trimmed(text.substr(0, dots))),
                     std::string(language::trimmed(text.substr(dots + 2))),
                     bounds.value.low,
                     bounds.value.high};
}

/// Of servers or places: the whole numbers, 1 or more, inside their range, since others cannot be
/// run. None where there are not two.
std::optional<RangedValue> counted_range(const models::Scenario& scenario,
                                         const std::string& path) {
  auto found = ranged(scenario, path, language::number_dimension());
  if (!found) return std::nullopt;
  RangedValue& value = *found;
  const double low = std::max(1.0, std::ceil(value.low_si));
  const double high = std::floor(value.high_si);
  if (!(high > low) || high > std::numeric_limits<std::int32_t>::max()) return std::nullopt;
  const auto settle = [](double end, double& si, std::string& text) {
    if (end != si) text = fmt::format("{:.0f}", end);
    si = end;
  };
  settle(low, value.low_si, value.low);
  settle(high, value.high_si, value.high);
  return found;
}

bool ends_with(const RangedValue& value, std::string_view end) { return value.path.ends_with(end); }

std::string id_of(const RangedValue& value) {
  const std::size_t from = value.path.find('.') + 1;
  return value.path.substr(from, value.path.rfind('.') - from);
}

sim::Distribution scaled_to(const models::Scenario& scenario, const RangedValue& value,
                            double mean_now_s, double mean_s) {
  const std::string text = language::scaled_distribution(
      find_value(scenario, value.path)->value, language::time_dimension(), mean_s / mean_now_s);
  return language::parse_distribution(text, language::time_dimension(), ".").value.distribution;
}

}  // namespace

std::optional<RangedValue> widest_range(const models::Scenario& scenario, const Place& place) {
  std::optional<RangedValue> widest;
  const auto compare = [&](std::optional<RangedValue> found) {
    if (found && (!widest || found->high_si / found->low_si > widest->high_si / widest->low_si))
      widest = std::move(found);
  };
  if (place.is_store) {
    compare(ranged(scenario, "stores." + place.id + ".removal", language::mass_rate_dimension()));
  } else {
    compare(counted_range(scenario, "yards." + place.id + ".places"));
    compare(ranged(scenario, "stages." + place.id + ".service", language::time_dimension()));
    compare(counted_range(scenario, "stages." + place.id + ".servers"));
  }
  return widest;
}

bool has_same_value(const models::Scenario& other, const models::Scenario& scenario,
                    const RangedValue& value) {
  const models::Provenance* theirs = find_value(other, value.path);
  const models::Provenance* ours = find_value(scenario, value.path);
  return theirs != nullptr && ours != nullptr && theirs->value == ours->value;
}

models::Scenario with_value(models::Scenario scenario, const RangedValue& value, double si) {
  if (ends_with(value, ".removal")) {
    for (models::Store& store : scenario.stores)
      if (store.id == id_of(value)) store.removal_kg_per_s = si;
    return scenario;
  }
  models::Stage* stage = find_stage(scenario, id_of(value));
  if (stage == nullptr) throw std::logic_error("no stage has the value " + value.path);
  if (ends_with(value, ".service")) {
    stage->service = scaled_to(scenario, value, stage->service->mean(), si);
  } else {
    stage->groups.front().servers = static_cast<std::int32_t>(std::lround(si));
  }
  return scenario;
}

RangeEnds::End RangeEnds::end_at(const models::Scenario& scenario, const RangedValue& value,
                                 const std::string& at, double si) {
  models::Scenario changed = with_value(scenario, value, si);
  models::Compiled compiled = models::compile(changed, {models::DemandMode::saturated, {}});
  return {at, std::move(changed), std::move(compiled), {}};
}

RangeEnds::RangeEnds(std::string id, models::Text label, const models::Scenario& scenario,
                     RangedValue value)
    : id_(std::move(id)),
      label_(std::move(label)),
      value_(std::move(value)),
      low_(end_at(scenario, value_, value_.low, value_.low_si)),
      high_(end_at(scenario, value_, value_.high, value_.high_si)) {}

std::vector<Lane> RangeEnds::lanes() {
  std::vector<Lane> lanes;
  lanes.push_back(lane_of(low_));
  lanes.push_back(lane_of(high_));
  return lanes;
}

Lane RangeEnds::lane_of(End& end) const {
  return {{label_.en + ", with " + value_.path + " at " + end.at,
           label_.zh + "（" + value_.path + " 取 " + end.at + "）"},
          &end.compiled.model,
          [&end](const sim::RunResult& run) {
            const Window window = observed_window(end.compiled);
            const auto index = measure_index(port_measures(), "tonnes_per_year");
            end.tonnes.push_back(port_measures()[index].value(View{run, end.scenario, window, 0}));
          },
          [&end](const models::Text&) { end.has_results = false; },
          id_};
}

std::optional<CapacityRange> RangeEnds::result() const {
  for (const End* end : {&low_, &high_})
    if (!end->has_results || end->tonnes.size() < 2) return std::nullopt;
  return CapacityRange{value_, estimate(low_.tonnes), estimate(high_.tonnes), low_.tonnes,
                       high_.tonnes};
}

}  // namespace kouan::analysis
