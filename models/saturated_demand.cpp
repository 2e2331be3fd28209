#include "models/saturated_demand.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "models/amounts.hpp"
#include "models/demand.hpp"
#include "models/endless_classes.hpp"
#include "models/first_places.hpp"

namespace kouan::models {
namespace {

/// Entities kept waiting at each entry of a saturated run: a day of the demand, within these.
/// Enough that what gathers before its first server is not short of members; few enough that a
/// class which others go before has soon filled its share of the queue.
constexpr double k_least_stock = 100;
constexpr double k_most_stock = 400;
/// ... and where a clock lets go all who wait before their first server: so many times what the
/// fastest stage serves from one departure to the next.
constexpr double k_clock_margin = 1.2;

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

/// Whether the clock takes along whoever is there.
bool takes_all(const Gathering& gathering) {
  return !gathering.is_meeting() && gathering.number == 0 &&
         (gathering.most == 0 || gathering.within_s);
}

/// What the fastest stage serves in a second at most.
double fastest_per_s(const Scenario& scenario) {
  double fastest = 0;
  for (const Stage& stage : scenario.stages) {
    if (!stage.service || takes_any_number(stage)) continue;
    double servers = 0;
    for (const ServerGroup& group : stage.groups)
      servers += group.servers;
    const double at_once = stage.batch ? stage.batch->most : 1;
    double shortest_s = stage.service->mean();
    for (const auto& [cls, time_s] : stage.service_by_class)
      shortest_s = std::min(shortest_s, time_s.mean());
    if (shortest_s > 0) fastest = std::max(fastest, servers * at_once / shortest_s);
  }
  return fastest;
}

/// Who has to wait before such a gathering, so that what follows is never short of them.
double clock_stock(const Scenario& scenario, const Gathering& gathering) {
  const double apart_s = gathering.every_s > 0 ? gathering.every_s : gathering.within_s.value_or(0);
  return k_clock_margin * apart_s * fastest_per_s(scenario);
}

/// Gatherings to which an endless class comes first and from which a clock lets go all who are
/// there.
std::vector<const Gathering*> first_clocks(const Scenario& scenario,
                                           const std::vector<char>& endless) {
  FirstPlaces first;
  for (std::size_t c = 0; c < scenario.classes.size(); ++c) {
    const Process* process = process_of(scenario, scenario.classes[c]);
    if (endless[c] != 0 && process != nullptr) add_first_places(process->steps, first);
  }
  std::vector<const Gathering*> out;
  for (const Gathering& gathering : scenario.gatherings)
    if (first.gatherings.count(gathering.id) > 0 && takes_all(gathering)) out.push_back(&gathering);
  return out;
}

/// What gathers before its first server is there twice; where all of them leave by the clock, more
/// than what follows can do until the next leave.
double least_stock(const Scenario& scenario, const std::vector<char>& endless) {
  double least = k_least_stock;
  for (const Gathering* gathering : first_clocks(scenario, endless))
    least = std::max(least, std::min(clock_stock(scenario, *gathering), k_most_clock_stock));
  for (const Gathering& gathering : scenario.gatherings) {
    least = std::max({least, 2.0 * gathering.number, 2.0 * gathering.most});
    for (const auto& [cls, number] : gathering.of)
      least = std::max(least, 2.0 * number);
  }
  return least;
}

}  // namespace

std::vector<std::string> gatherings_short_of_stock(const Scenario& scenario) {
  std::vector<std::string> out;
  for (const Gathering* gathering : first_clocks(scenario, endless_classes(scenario)))
    if (clock_stock(scenario, *gathering) > k_most_clock_stock) out.push_back(gathering->id);
  return out;
}

void saturate(const Scenario& scenario, const std::vector<char>& endless, sim::Model& model) {
  const std::vector<std::uint32_t> entries = entries_of(scenario, endless);
  const double days = sim::to_seconds(model.horizon) / k_day_s;
  const double least = least_stock(scenario, endless);
  std::vector<double> total(model.classes.size(), 0);
  for (std::size_t i = 0; i < model.classes.size(); ++i) {
    if (endless[i] == 0) continue;
    model.classes[i].share = expected_arrivals(model.classes[i], 0, model.horizon);
    total[entries[i]] += model.classes[i].share;
  }
  for (std::size_t i = 0; i < model.classes.size(); ++i) {
    if (endless[i] == 0) continue;
    sim::ClassDef& c = model.classes[i];
    const double all = total[entries[i]];
    const double stock =
        std::clamp(all / days, least, std::max(least, k_most_stock)) * c.share / all;
    c.source = sim::SourceKind::saturated;
    c.count = c.share > 0 ? std::max<std::int64_t>(1, std::llround(stock)) : 0;
    c.entry = entries[i];
    c.rates.clear();
    c.plan.clear();
  }
}

}  // namespace kouan::models
