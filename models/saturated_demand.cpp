#include "models/saturated_demand.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "models/amounts.hpp"
#include "models/demand.hpp"
#include "models/first_places.hpp"
#include "models/saturated_stock.hpp"

namespace kouan::models {
namespace {

/// Numbers the classes by their entries: those that can come first to the same place, directly or
/// by way of further classes, share one. A class that comes nowhere has an entry of its own.
std::vector<std::uint32_t> entries_of(const Scenario& scenario, const std::vector<char>& endless) {
  std::map<std::string, std::uint32_t> entry_of_place;
  std::vector<std::uint32_t> entries(scenario.classes.size());
  for (std::uint32_t c = 0; c < entries.size(); ++c) {
    entries[c] = c;
    const Process* process = process_of(scenario, scenario.classes[c]);
    if (process == nullptr || endless[c] == 0) continue;  // nobody of it waits at an entry
    FirstPlaces first;
    add_first_places(process->steps, first);
    first.stages.merge(first.yards);
    for (const std::string& place : first.stages) {
      const std::uint32_t other = entry_of_place.emplace(place, entries[c]).first->second;
      const std::uint32_t kept = std::min(other, entries[c]);
      const std::uint32_t gone = std::max(other, entries[c]);
      std::replace(entries.begin(), entries.begin() + c + 1, gone, kept);
      for (auto& [id, entry] : entry_of_place)
        if (entry == gone) entry = kept;
    }
  }
  return entries;
}

}  // namespace

void saturate(const Scenario& scenario, const std::vector<char>& endless, sim::Model& model) {
  const std::vector<std::uint32_t> entries = entries_of(scenario, endless);
  const double days = sim::to_seconds(model.horizon) / k_day_s;
  std::vector<double> total(model.classes.size(), 0);
  std::vector<EntryClasses> classes(model.classes.size());
  for (std::size_t i = 0; i < model.classes.size(); ++i) {
    if (endless[i] == 0) continue;
    model.classes[i].share = expected_arrivals(model.classes[i], 0, model.horizon);
    total[entries[i]] += model.classes[i].share;
    classes[entries[i]].push_back(i);
  }
  const SaturatedStock stock(scenario, endless);
  for (std::size_t i = 0; i < model.classes.size(); ++i) {
    if (endless[i] == 0) continue;
    sim::ClassDef& c = model.classes[i];
    const double all = total[entries[i]];
    const Stock kept = stock.at(classes[entries[i]], all / days);
    c.source = sim::SourceKind::saturated;
    c.count =
        c.share > 0 ? std::max<std::int64_t>(1, std::llround(kept.number * c.share / all)) : 0;
    c.may_grow = kept.may_grow;
    c.entry = entries[i];
    c.rates.clear();
    c.plan.clear();
  }
}

}  // namespace kouan::models
