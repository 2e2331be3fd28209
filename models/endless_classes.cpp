#include "models/endless_classes.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <variant>

#include "models/flows_behind.hpp"

namespace kouan::models {
namespace {

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
  if (!option.classes.empty()) return option.is_for(cls);
  return option.otherwise || option.by_condition() || option.share > 0;
}

/// Looks for what lets only so many pass in a time, where any number may come of the classes said.
class LimitSearch {
 public:
  /// `never_loaded`: ids of classes.
  LimitSearch(const Scenario& scenario, const std::vector<char>& any_number,
              const std::set<std::string>& never_loaded)
      : scenario_(scenario), any_number_(any_number), never_loaded_(never_loaded) {}

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
          std::holds_alternative<Seize>(what) || std::holds_alternative<Appointment>(what))
        return true;
      if (std::holds_alternative<Unload>(what) && never_loaded_.count(cls) == 0) return true;
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
  const std::set<std::string>& never_loaded_;  ///< a store has room for any number of these
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

/// Ids of classes that neither bring a load nor are handed any.
std::set<std::string> never_loaded(const Scenario& scenario) {
  const std::vector<std::set<std::string>> flows = flows_behind(scenario);
  std::set<std::string> out;
  for (std::size_t c = 0; c < flows.size(); ++c) {
    const EntityClass& cls = scenario.classes[c];
    const bool has_own = cls.payload_kg.attribute >= 0 || cls.payload_kg.mean() > 0;
    if (flows[c].empty() && !has_own) out.insert(cls.id);
  }
  return out;
}

bool any_of(const std::vector<char>& flags) {
  return std::find(flags.begin(), flags.end(), 1) != flags.end();
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
  const std::set<std::string> empties = never_loaded(scenario);
  // Who is limited may be short where others meet it, which limits them in turn.
  for (bool shrinks = true; shrinks;) {
    shrinks = false;
    const std::vector<char> any_number = with_made(scenario, out);
    for (std::size_t c = 0; c < out.size(); ++c) {
      if (out[c] == 0 || !LimitSearch(scenario, any_number, empties).limits(scenario.classes[c]))
        continue;
      out[c] = 0;
      shrinks = true;
    }
  }
  return out;
}

bool is_unlimited(const Scenario& scenario) {
  const Coming all = coming(scenario);
  return any_of(all.brings) && unlimited_classes(scenario) == all.brings;
}

}  // namespace kouan::models
