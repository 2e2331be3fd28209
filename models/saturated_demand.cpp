#include "models/saturated_demand.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <variant>

#include "models/demand.hpp"
#include "models/first_places.hpp"

namespace kouan::models {
namespace {

/// Entities kept waiting at each entry of a saturated run: a day of the demand, within these.
/// Enough that what gathers before its first server is not short of members; few enough that a
/// class which others go before has soon filled its share of the queue.
constexpr double k_least_stock = 100;
constexpr double k_most_stock = 400;

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

/// Whether what the class brings can count as throughput: by its own process, or by that of those
/// into whom it is split or gathered. `seen`: classes already asked.
bool leads_to_clearance(const Scenario& scenario, const EntityClass& cls,
                        std::set<std::string>& seen);

bool leads_to_clearance(const Scenario& scenario, const Steps& steps, std::set<std::string>& seen) {
  const auto clears = [&](const std::string& id) {
    const auto it = std::find_if(scenario.classes.begin(), scenario.classes.end(),
                                 [&](const EntityClass& c) { return c.id == id; });
    return it != scenario.classes.end() && leads_to_clearance(scenario, *it, seen);
  };
  for (const ProcessStep& step : steps) {
    if (std::holds_alternative<Cleared>(step.what)) return true;
    const auto* split = std::get_if<Split>(&step.what);
    if (split != nullptr && clears(split->into)) return true;
    if (const auto* gather = std::get_if<Gather>(&step.what)) {
      for (const Gathering& gathering : scenario.gatherings)
        if (gathering.id == gather->at && clears(gathering.into)) return true;
    }
    for (const Steps* inner : inner_steps(step))
      if (leads_to_clearance(scenario, *inner, seen)) return true;
  }
  return false;
}

bool leads_to_clearance(const Scenario& scenario, const EntityClass& cls,
                        std::set<std::string>& seen) {
  if (!seen.insert(cls.id).second) return false;
  const Process* process = process_of(scenario, cls);
  return process != nullptr && leads_to_clearance(scenario, process->steps, seen);
}

bool limits(const Scenario& scenario, const Steps& steps, const std::string& cls,
            std::set<std::string>& seen);

/// So many may be on it, or enter it in a time.
bool limits(const Scenario& scenario, const Pass& pass) {
  const auto stage = std::find_if(scenario.stages.begin(), scenario.stages.end(),
                                  [&](const Stage& s) { return s.id == pass.section; });
  if (stage == scenario.stages.end() || !takes_any_number(*stage) || !pass.with.empty())
    return true;
  const SectionRules& rules = *stage->section;
  const bool has_slots = std::any_of(rules.directions.begin(), rules.directions.end(),
                                     [](const Direction& d) { return d.every_s > 0; });
  return rules.following_s > 0 || has_slots || (rules.turns && rules.turns->most);
}

/// Those into whom it is split go on by themselves.
bool limits(const Scenario& scenario, const Split& split, std::set<std::string>& seen) {
  const auto into = std::find_if(scenario.classes.begin(), scenario.classes.end(),
                                 [&](const EntityClass& c) { return c.id == split.into; });
  if (into == scenario.classes.end() || !seen.insert(into->id).second) return false;
  const Process* process = process_of(scenario, *into);
  return process != nullptr && limits(scenario, process->steps, into->id, seen);
}

/// Whether any of the class goes that way.
bool is_taken(const Option& option, const std::string& cls) {
  if (!option.classes.empty())
    return std::find(option.classes.begin(), option.classes.end(), cls) != option.classes.end();
  return option.otherwise || option.by_condition() || option.share > 0;
}

/// Whether some way through the steps meets what lets so many pass in a time. Where it is not known
/// of a step that it does not, it does: such runs end as they always have.
bool limits(const Scenario& scenario, const Steps& steps, const std::string& cls,
            std::set<std::string>& seen) {
  return std::any_of(steps.begin(), steps.end(), [&](const ProcessStep& step) {
    const auto& what = step.what;
    if (std::holds_alternative<Visit>(what) || std::holds_alternative<Within>(what) ||
        std::holds_alternative<Seize>(what) || std::holds_alternative<Unload>(what) ||
        std::holds_alternative<Gather>(what) || std::holds_alternative<Appointment>(what))
      return true;
    if (const auto* pass = std::get_if<Pass>(&what); pass != nullptr && limits(scenario, *pass))
      return true;
    if (const auto* split = std::get_if<Split>(&what);
        split != nullptr && limits(scenario, *split, seen))
      return true;
    if (const auto* choose = std::get_if<Choose>(&what))
      return std::any_of(choose->options.begin(), choose->options.end(), [&](const Option& option) {
        return is_taken(option, cls) && limits(scenario, option.steps, cls, seen);
      });
    const std::vector<const Steps*> inner = inner_steps(step);
    return std::any_of(inner.begin(), inner.end(),
                       [&](const Steps* each) { return limits(scenario, *each, cls, seen); });
  });
}

/// By class, whether it comes by itself, and whether it brings throughput too.
struct Coming {
  std::vector<char> comes, brings;
};

Coming coming(const Scenario& scenario) {
  Coming out;
  for (const EntityClass& cls : scenario.classes) {
    const bool comes = cls.fleet == 0 && cls.from.empty();
    std::set<std::string> seen;
    out.comes.push_back(comes ? 1 : 0);
    out.brings.push_back(comes && leads_to_clearance(scenario, cls, seen) ? 1 : 0);
  }
  return out;
}

bool any_of(const std::vector<char>& flags) {
  return std::find(flags.begin(), flags.end(), 1) != flags.end();
}

/// What gathers before its first server is there twice.
double least_stock(const Scenario& scenario) {
  double least = k_least_stock;
  for (const Gathering& gathering : scenario.gatherings) {
    least = std::max(least, 2.0 * gathering.number);
    for (const auto& [cls, number] : gathering.of)
      least = std::max(least, 2.0 * number);
  }
  return least;
}

}  // namespace

std::vector<char> endless_classes(const Scenario& scenario) {
  const Coming all = coming(scenario);
  if (!any_of(all.brings)) return all.comes;
  // Of what nothing limits none at all: better a run that says nothing of capacity than one that
  // does not end.
  std::vector<char> limited = all.brings;
  const std::vector<char> unlimited = unlimited_classes(scenario);
  for (std::size_t c = 0; c < limited.size(); ++c)
    if (unlimited[c] != 0) limited[c] = 0;
  return limited;
}

std::vector<char> unlimited_classes(const Scenario& scenario) {
  std::vector<char> out = coming(scenario).brings;
  for (std::size_t c = 0; c < out.size(); ++c) {
    const Process* process = process_of(scenario, scenario.classes[c]);
    std::set<std::string> seen;
    if (process == nullptr || limits(scenario, process->steps, scenario.classes[c].id, seen))
      out[c] = 0;
  }
  return out;
}

bool is_unlimited(const Scenario& scenario) {
  const Coming all = coming(scenario);
  return any_of(all.brings) && unlimited_classes(scenario) == all.brings;
}

void saturate(const Scenario& scenario, const std::vector<char>& endless, sim::Model& model) {
  const std::vector<std::uint32_t> entries = entries_of(scenario, endless);
  const double days = sim::to_seconds(model.horizon) / 86400;
  const double least = least_stock(scenario);
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
