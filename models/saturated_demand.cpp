#include "models/saturated_demand.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <variant>

#include "models/demand.hpp"
#include "models/first_places.hpp"
#include "sim/engine.hpp"

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
/// More are not kept waiting: saturated runs hold sim::k_most_inside_saturated in all.
constexpr double k_most_clock_stock = 0.9 * sim::k_most_inside_saturated;

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

/// Whether any of the class goes that way.
bool is_taken(const Option& option, const std::string& cls) {
  if (!option.classes.empty())
    return std::find(option.classes.begin(), option.classes.end(), cls) != option.classes.end();
  return option.otherwise || option.by_condition() || option.share > 0;
}

/// Looks for what lets only so many pass in a time, where any number may come of the classes said.
class LimitSearch {
 public:
  LimitSearch(const Scenario& scenario, const std::vector<char>& any_number)
      : scenario_(scenario), any_number_(any_number) {}

  /// Of the class, and of those into whom it is split or gathered, who go on by themselves.
  bool limits(const EntityClass& cls) {
    if (!seen_.insert(cls.id).second) return false;
    const Process* process = process_of(scenario_, cls);
    return process != nullptr && limits(process->steps, cls.id);
  }

 private:
  /// Whether some way through the steps meets a limit. Where it is not known of a step that it
  /// does not, it does: such runs end as they always have.
  bool limits(const Steps& steps, const std::string& cls) {
    return std::any_of(steps.begin(), steps.end(), [&](const ProcessStep& step) {
      const auto& what = step.what;
      if (std::holds_alternative<Visit>(what) || std::holds_alternative<Within>(what) ||
          std::holds_alternative<Seize>(what) || std::holds_alternative<Unload>(what) ||
          std::holds_alternative<Appointment>(what))
        return true;
      if (const auto* pass = std::get_if<Pass>(&what); pass != nullptr && limits(*pass))
        return true;
      if (const auto* split = std::get_if<Split>(&what); split != nullptr && limits(split->into))
        return true;
      if (const auto* gather = std::get_if<Gather>(&what);
          gather != nullptr && limits(*gather, cls))
        return true;
      if (const auto* choose = std::get_if<Choose>(&what))
        return std::any_of(choose->options.begin(), choose->options.end(), [&](const Option& o) {
          return is_taken(o, cls) && limits(o.steps, cls);
        });
      const std::vector<const Steps*> inner = inner_steps(step);
      return std::any_of(inner.begin(), inner.end(),
                         [&](const Steps* each) { return limits(*each, cls); });
    });
  }

  bool limits(const std::string& made) {
    const auto into = std::find_if(scenario_.classes.begin(), scenario_.classes.end(),
                                   [&](const EntityClass& c) { return c.id == made; });
    return into != scenario_.classes.end() && limits(*into);
  }

  /// So many may be on it, or enter it in a time.
  bool limits(const Pass& pass) const {
    const auto stage = std::find_if(scenario_.stages.begin(), scenario_.stages.end(),
                                    [&](const Stage& s) { return s.id == pass.section; });
    if (stage == scenario_.stages.end() || !takes_any_number(*stage) || !pass.with.empty())
      return true;
    const SectionRules& rules = *stage->section;
    const bool has_slots = std::any_of(rules.directions.begin(), rules.directions.end(),
                                       [](const Direction& d) { return d.every_s > 0; });
    return rules.following_s > 0 || has_slots || (rules.turns && rules.turns->most);
  }

  bool limits(const Gather& gather, const std::string& cls) {
    const auto at = std::find_if(scenario_.gatherings.begin(), scenario_.gatherings.end(),
                                 [&](const Gathering& g) { return g.id == gather.at; });
    if (at == scenario_.gatherings.end()) return true;
    return (at->is_meeting() ? waits_for_few(*at, cls) : leaves_so_many(*at)) || limits(at->into);
  }

  /// A number, or a time since the first came, lets any number leave, batch after batch.
  static bool leaves_so_many(const Gathering& gathering) {
    return gathering.most > 0 && gathering.number == 0 && !gathering.within_s;
  }

  /// Whether places are short there, or others of whom not any number comes. Parts of one whole
  /// come with it.
  bool waits_for_few(const Gathering& meeting, const std::string& cls) const {
    if (!meeting.places.empty()) return true;
    if (meeting.by == "origin") return false;
    const auto is_short = [&](const std::string& kind) {
      for (std::size_t c = 0; c < scenario_.classes.size(); ++c)
        if (any_number_[c] != 0 && meeting.comes_as(scenario_.classes[c].id) == kind) return false;
      return kind != meeting.comes_as(cls);
    };
    return std::any_of(meeting.of.begin(), meeting.of.end(),
                       [&](const auto& kind) { return is_short(kind.first); });
  }

  const Scenario& scenario_;
  const std::vector<char>& any_number_;
  std::set<std::string> seen_;
};

/// Whether any of the steps makes entities of the class.
bool makes(const Scenario& scenario, const Steps& steps, const std::string& cls) {
  return std::any_of(steps.begin(), steps.end(), [&](const ProcessStep& step) {
    const auto* split = std::get_if<Split>(&step.what);
    if (split != nullptr && split->into == cls) return true;
    const auto* gather = std::get_if<Gather>(&step.what);
    for (const Gathering& gathering : scenario.gatherings)
      if (gather != nullptr && gathering.id == gather->at && gathering.into == cls) return true;
    const std::vector<const Steps*> inner = inner_steps(step);
    return std::any_of(inner.begin(), inner.end(),
                       [&](const Steps* each) { return makes(scenario, *each, cls); });
  });
}

/// Adds the classes that are made of those of whom any number comes.
std::vector<char> with_made(const Scenario& scenario, std::vector<char> any_number) {
  for (bool grows = true; grows;) {
    grows = false;
    for (std::size_t made = 0; made < any_number.size(); ++made) {
      for (std::size_t of = 0; of < any_number.size() && any_number[made] == 0; ++of) {
        const Process* process = process_of(scenario, scenario.classes[of]);
        if (any_number[of] == 0 || process == nullptr) continue;
        if (!makes(scenario, process->steps, scenario.classes[made].id)) continue;
        any_number[made] = 1;
        grows = true;
      }
    }
  }
  return any_number;
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
  for (std::size_t c = 0; c < out.size(); ++c)
    if (process_of(scenario, scenario.classes[c]) == nullptr) out[c] = 0;
  // Who is limited may be short where others meet it, which limits them in turn.
  for (bool shrinks = true; shrinks;) {
    shrinks = false;
    const std::vector<char> any_number = with_made(scenario, out);
    for (std::size_t c = 0; c < out.size(); ++c) {
      if (out[c] == 0 || !LimitSearch(scenario, any_number).limits(scenario.classes[c])) continue;
      out[c] = 0;
      shrinks = true;
    }
  }
  return out;
}

std::vector<std::string> gatherings_short_of_stock(const Scenario& scenario) {
  std::vector<std::string> out;
  for (const Gathering* gathering : first_clocks(scenario, endless_classes(scenario)))
    if (clock_stock(scenario, *gathering) > k_most_clock_stock) out.push_back(gathering->id);
  return out;
}

bool is_unlimited(const Scenario& scenario) {
  const Coming all = coming(scenario);
  return any_of(all.brings) && unlimited_classes(scenario) == all.brings;
}

void saturate(const Scenario& scenario, const std::vector<char>& endless, sim::Model& model) {
  const std::vector<std::uint32_t> entries = entries_of(scenario, endless);
  const double days = sim::to_seconds(model.horizon) / 86400;
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
