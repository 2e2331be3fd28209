#include "models/compile.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>

#include "models/compile_meeting.hpp"
#include "models/compile_movement.hpp"
#include "models/demand.hpp"
#include "models/first_places.hpp"
#include "models/program_writer.hpp"
#include "models/working_time.hpp"
#include "sim/knots.hpp"

namespace kouan::models {
namespace {

/// Entities kept waiting at each entry of a saturated run: a day of the demand, within these.
/// Enough that what gathers before its first server is not short of members; few enough that a
/// class which others go before has soon filled its share of the queue.
constexpr double k_least_stock = 100;
constexpr double k_most_stock = 400;

/// What a store gets where a stage gets one more server.
constexpr double k_faster_removal = 1.1;

std::int64_t horizon_days(const Scenario& scenario) {
  return static_cast<std::int64_t>(std::ceil(scenario.horizon_s / 86400.0));
}

/// Open servers over time: the sum of the groups, each with its own hours and dates, and `extra`
/// more whenever any of them is open.
std::vector<sim::CapacityChange> capacity_of(const Scenario& scenario, const Stage& stage,
                                             std::int32_t extra) {
  const sim::Micros horizon = sim::from_seconds(scenario.horizon_s);
  std::map<sim::Micros, std::int32_t> changes;
  for (const ServerGroup& group : stage.groups) {
    for (const OpenSpan& span : open_spans(scenario, group, stage.side)) {
      changes[span.from] += group.servers;
      if (span.to < horizon) changes[span.to] -= group.servers;
    }
  }
  std::vector<sim::CapacityChange> capacity{{0, 0}};
  std::int32_t in_groups = 0;
  for (const auto& [at, change] : changes) {
    in_groups += change;
    const std::int32_t servers = in_groups > 0 ? in_groups + extra : 0;
    if (at == 0) {
      capacity.front().servers = servers;
    } else if (servers != capacity.back().servers) {
      capacity.push_back({at, servers});
    }
  }
  return capacity;
}

/// Rules of servers that have to be told apart; none where counting them is enough.
std::optional<sim::ServerRules> rules_of(const Stage& stage, bool is_reserved) {
  const bool is_plain = stage.at_closing == AtClosing::finish && !stage.preempts &&
                        !stage.breakdowns && !stage.vacation_s && !stage.batch && !is_reserved;
  if (is_plain) return std::nullopt;
  sim::ServerRules rules;
  if (stage.at_closing == AtClosing::suspend) rules.at_closing = sim::AtClosing::suspend;
  if (stage.at_closing == AtClosing::hand_over) rules.at_closing = sim::AtClosing::hand_over;
  rules.preempts = stage.preempts;
  if (stage.breakdowns) {
    rules.breakdowns = {stage.breakdowns->to_failure_s, stage.breakdowns->repair_s,
                        stage.breakdowns->by_operating_time};
  }
  rules.vacation_s = stage.vacation_s;
  if (stage.batch) {
    rules.batch_least = stage.batch->least;
    rules.batch_most = stage.batch->most;
  }
  return rules;
}

sim::ResourceDef resource_of(const Scenario& scenario, const Stage& stage,
                             const CompileOptions& options, bool is_reserved) {
  sim::ResourceDef def;
  def.name = stage.id;
  def.capacity = capacity_of(scenario, stage, options.extra_server_at == stage.id ? 1 : 0);
  def.queue_places = stage.queue_places.value_or(-1);
  def.rules = rules_of(stage, is_reserved);
  def.is_shared = stage.is_shared;
  if (stage.section) def.section = section_of(scenario, stage);
  return def;
}

std::uint32_t stage_index(const Scenario& scenario, const std::string& id) {
  const auto it = std::find_if(scenario.stages.begin(), scenario.stages.end(),
                               [&](const Stage& stage) { return stage.id == id; });
  if (it == scenario.stages.end()) throw std::logic_error("no stage is named " + id);
  return static_cast<std::uint32_t>(it - scenario.stages.begin());
}

const Process* process_of(const Scenario& scenario, const EntityClass& cls) {
  const auto it = std::find_if(scenario.processes.begin(), scenario.processes.end(),
                               [&](const Process& process) { return process.id == cls.process; });
  return it == scenario.processes.end() ? nullptr : &*it;
}

sim::ClassDef class_of(const Scenario& scenario, const EntityClass& cls) {
  sim::ClassDef def;
  def.name = cls.id;
  def.payload_kg = cls.payload_kg;
  if (cls.payload_kg.attribute >= 0)
    def.payload_attribute = static_cast<std::uint32_t>(cls.payload_kg.attribute);
  if (cls.fleet > 0) {
    def.source = sim::SourceKind::fleet;
    def.count = cls.fleet;
  } else if (!cls.from.empty()) {
    def.source = sim::SourceKind::processes;
  } else {
    set_arrivals(scenario, cls, def);
  }
  return def;
}

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

/// Which classes a saturated run sends without end: those that come by themselves and bring
/// throughput. Others are no demand but what the port has to work with, such as permits or empties:
/// they come as given. All that come by themselves, where none brings any.
std::vector<char> endless_classes(const Scenario& scenario) {
  std::vector<char> endless, all;
  for (const EntityClass& cls : scenario.classes) {
    const bool comes = cls.fleet == 0 && cls.from.empty();
    std::set<std::string> seen;
    all.push_back(comes ? 1 : 0);
    endless.push_back(comes && leads_to_clearance(scenario, cls, seen) ? 1 : 0);
  }
  const bool any = std::find(endless.begin(), endless.end(), 1) != endless.end();
  return any ? endless : all;
}

/// Turns every open source into one that keeps entities waiting at its entry, in the proportions of
/// the demand there; a class without demand stays away. A trace begins anew when all its rows have
/// come.
void saturate(const Scenario& scenario, const std::vector<char>& endless, sim::Model& model) {
  const std::vector<std::uint32_t> entries = entries_of(scenario, endless);
  const double days = sim::to_seconds(model.horizon) / 86400;
  double gathered = 0;  // what meets before its first server is to be there twice
  for (const Gathering& gathering : scenario.gatherings) {
    gathered = std::max(gathered, 2.0 * gathering.number);
    for (const auto& [cls, number] : gathering.of)
      gathered = std::max(gathered, 2.0 * number);
  }
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
        std::max(gathered, std::clamp(all / days, k_least_stock, k_most_stock)) * c.share / all;
    c.source = sim::SourceKind::saturated;
    c.count = c.share > 0 ? std::max<std::int64_t>(1, std::llround(stock)) : 0;
    c.entry = entries[i];
    c.rates.clear();
    c.plan.clear();
  }
}

/// Hours that bring the class: its flow's, its rates', or those of the stages a fleet begins with.
std::vector<std::string> demand_hours(const Scenario& scenario, const EntityClass& cls) {
  if (cls.fleet == 0 && cls.flow.empty()) return {cls.hours};
  for (const Flow& flow : scenario.flows) {
    if (flow.id == cls.flow) return {flow.hours};
  }
  std::vector<std::string> hours;
  const Process* process = process_of(scenario, cls);
  if (process == nullptr) return hours;
  FirstPlaces first;
  add_first_places(process->steps, first);
  for (const std::string& stage : first.stages) {
    for (const ServerGroup& group : scenario.stages[stage_index(scenario, stage)].groups)
      hours.push_back(group.hours);
  }
  return hours;
}

std::vector<char> days_open(const Scenario& scenario, const std::vector<std::string>& hours_ids) {
  std::vector<char> open(static_cast<std::size_t>(horizon_days(scenario)), 0);
  const std::int64_t start = days_from_civil(scenario.start);
  for (const std::string& hours : hours_ids) {
    for (const OpenDay& day :
         open_days(scenario, hours, start, start + horizon_days(scenario) - 1)) {
      open[static_cast<std::size_t>(days_from_civil(day.date) - start)] = 1;
    }
  }
  return open;
}

}  // namespace

Compiled compile(const Scenario& scenario, const CompileOptions& options) {
  const bool saturated = options.demand == DemandMode::saturated;
  Compiled out;
  out.model.horizon = sim::from_seconds(scenario.horizon_s);
  out.model.warm_up =
      sim::from_seconds(saturated ? scenario.saturated_warm_up_s : scenario.warm_up_s);
  const std::set<std::string> reserved = reserved_places(scenario);
  for (const Stage& stage : scenario.stages) {
    out.model.resources.push_back(
        resource_of(scenario, stage, options, reserved.count(stage.id) > 0));
  }
  for (const Stoppage& stoppage : scenario.stoppages) {
    sim::StoppageDef def{stoppage.id, stoppage.between_s, stoppage.lasts_s, {}};
    for (const std::string& id : stoppage.stages)
      def.resources.push_back(stage_index(scenario, id));
    out.model.stoppages.push_back(std::move(def));
  }
  for (const Store& store : scenario.stores) {
    const double faster = options.extra_server_at == store.id ? k_faster_removal : 1.0;
    // Saturated runs start with full stores: what fills them once is no throughput that lasts.
    const double initial_kg = saturated ? store.capacity_kg : store.initial_kg;
    out.model.stores.push_back(
        {store.id, store.capacity_kg, initial_kg, store.removal_kg_per_s * faster});
  }
  for (const Gathering& gathering : scenario.gatherings)
    out.model.gatherings.push_back(gathering_of(scenario, gathering));
  for (const Book& book : scenario.books)
    out.model.books.push_back(book_of(scenario, book));
  for (const Hours& hours : scenario.hours)
    out.model.openings.push_back(opening_of(scenario, hours));
  const std::vector<char> endless = endless_classes(scenario);
  for (const EntityClass& cls : scenario.classes) {
    sim::ClassDef def = class_of(scenario, cls);
    const bool replenish = saturated && endless[out.model.classes.size()] != 0;
    def.first_step = write_program(scenario, cls, replenish, out.model);
    out.model.classes.push_back(std::move(def));
    out.class_open_day.push_back(days_open(scenario, demand_hours(scenario, cls)));
  }
  rank_priorities(out.model);
  sim::settle_joint_resources(out.model);
  if (saturated) saturate(scenario, endless, out.model);
  out.model.attributes = static_cast<std::uint32_t>(scenario.attributes.size());
  out.open_day.assign(static_cast<std::size_t>(horizon_days(scenario)), 0);
  for (const std::vector<char>& days : out.class_open_day) {
    for (std::size_t d = 0; d < days.size(); ++d)
      out.open_day[d] |= days[d];
  }
  return out;
}

}  // namespace kouan::models
