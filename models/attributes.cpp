#include "models/attributes.hpp"

#include <algorithm>
#include <variant>
#include <vector>

namespace kouan::models {
namespace {

void add_assigned(const Steps& steps, int attribute, std::vector<sim::Distribution>& found) {
  for (const ProcessStep& step : steps) {
    const auto* assign = std::get_if<Assign>(&step.what);
    // What is added on top is no value of its own; how often it is, nobody knows beforehand.
    if (assign != nullptr && assign->attribute == attribute && !assign->adds)
      found.push_back(assign->value);
    for (const Steps* inner : inner_steps(step))
      add_assigned(*inner, attribute, found);
  }
}

bool adds_to(const Steps& steps, int attribute) {
  return std::any_of(steps.begin(), steps.end(), [&](const ProcessStep& step) {
    const auto* assign = std::get_if<Assign>(&step.what);
    if (assign != nullptr && assign->attribute == attribute && assign->adds) return true;
    const auto inner = inner_steps(step);
    return std::any_of(inner.begin(), inner.end(),
                       [&](const Steps* list) { return adds_to(*list, attribute); });
  });
}

std::optional<sim::Distribution> traced(const Trace& trace, int attribute) {
  const auto column = std::find(trace.attributes.begin(), trace.attributes.end(), attribute);
  if (column == trace.attributes.end()) return std::nullopt;
  std::vector<double> values;
  const std::size_t columns = trace.attributes.size();
  for (auto i = static_cast<std::size_t>(column - trace.attributes.begin());
       i < trace.values.size(); i += columns)
    values.push_back(trace.values[i]);
  const std::size_t rows = values.size();
  return sim::empirical(std::move(values), std::vector<double>(rows, 1.0));
}

}  // namespace

std::optional<sim::Distribution> attribute_of(const Scenario& scenario, const EntityClass& cls,
                                              int attribute) {
  std::vector<sim::Distribution> found;
  if (const Process* process = process_of(scenario, cls))
    add_assigned(process->steps, attribute, found);
  const auto from_trace = traced(cls.arrivals.trace, attribute);
  if (found.empty()) return from_trace;
  if (from_trace) found.push_back(*from_trace);
  if (found.size() == 1) return found.front();
  double least = found.front().mean();
  for (const sim::Distribution& d : found)
    least = std::min(least, d.mean());
  return sim::constant(least);
}

bool is_added_to(const Scenario& scenario, const EntityClass& cls, int attribute) {
  const Process* process = process_of(scenario, cls);
  return process != nullptr && adds_to(process->steps, attribute);
}

sim::Distribution as_drawn(const Scenario& scenario, const EntityClass& cls,
                           const sim::Distribution& distribution) {
  if (distribution.attribute < 0) return distribution;
  return attribute_of(scenario, cls, distribution.attribute).value_or(sim::constant(0));
}

}  // namespace kouan::models
