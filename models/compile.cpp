#include "models/compile.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>

#include "models/amounts.hpp"
#include "models/compile_meeting.hpp"
#include "models/compile_movement.hpp"
#include "models/demand.hpp"
#include "models/endless_classes.hpp"
#include "models/first_places.hpp"
#include "models/program_writer.hpp"
#include "models/saturated_demand.hpp"
#include "models/second_track.hpp"
#include "models/working_time.hpp"
#include "sim/knots.hpp"

namespace kouan::models {
namespace {

/// What a store gets where a stage gets one more server.
constexpr double k_faster_removal = 1.1;

/// What closes for longer than a year is closed for ever.
constexpr sim::Micros k_days_after_run = 366;

/// Open servers within the window: the sum of the groups, each with its own hours and dates, and
/// `extra` more whenever any of them is open. The first is of its begin.
std::vector<sim::CapacityChange> capacity_within(const Scenario& scenario, const Stage& stage,
                                                 std::int32_t extra, const OpenSpan& window) {
  std::map<sim::Micros, std::int32_t> changes;
  for (const ServerGroup& group : stage.groups) {
    for (const OpenSpan& span : open_spans_within(scenario, group, stage.side, window)) {
      changes[span.from] += group.servers;
      if (span.to < window.to) changes[span.to] -= group.servers;
    }
  }
  std::vector<sim::CapacityChange> capacity{{window.from, 0}};
  std::int32_t in_groups = 0;
  for (const auto& [at, change] : changes) {
    in_groups += change;
    const std::int32_t servers = in_groups > 0 ? in_groups + extra : 0;
    if (at == window.from) {
      capacity.front().servers = servers;
    } else if (servers != capacity.back().servers) {
      capacity.push_back({at, servers});
    }
  }
  return capacity;
}

/// Most servers at any time of the year after the run.
std::int32_t servers_later(const Scenario& scenario, const Stage& stage, std::int32_t extra) {
  const sim::Micros end = sim::from_seconds(scenario.horizon_s);
  std::int32_t most = 0;
  for (const sim::CapacityChange& change :
       capacity_within(scenario, stage, extra, {end, end + k_days_after_run * sim::k_day}))
    most = std::max(most, change.servers);
  return most;
}

/// Rules of servers that have to be told apart; none where counting them is enough.
std::optional<sim::ServerRules> rules_of(const Stage& stage, bool is_reserved) {
  if (stage.is_shared) return std::nullopt;
  const bool is_plain = stage.at_closing == AtClosing::finish && !stage.preempts &&
                        !stage.breakdowns && !stage.vacation_s && !stage.batch &&
                        !stage.blocks_before && !is_reserved;
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

bool gets_more(const CompileOptions& options, const std::string& place) {
  return options.extra_server_at == place || options.extra_server_also_at == place;
}

sim::ResourceDef resource_of(const Scenario& scenario, const Stage& stage,
                             const CompileOptions& options, bool is_reserved) {
  sim::ResourceDef def;
  def.name = stage.id;
  const std::int32_t extra = gets_more(options, stage.id) && !takes_any_number(stage) ? 1 : 0;
  def.capacity =
      capacity_within(scenario, stage, extra, {0, sim::from_seconds(scenario.horizon_s)});
  def.servers_later = servers_later(scenario, stage, extra);
  def.queue_places = stage.queue_places.value_or(-1);
  def.rules = rules_of(stage, is_reserved);
  def.is_shared = stage.is_shared;
  def.shared_finishes = stage.is_shared && stage.at_closing == AtClosing::finish;
  if (stage.section) def.section = section_of(scenario, stage);
  return def;
}

std::uint32_t stage_index(const Scenario& scenario, const std::string& id) {
  const auto it = std::find_if(scenario.stages.begin(), scenario.stages.end(),
                               [&](const Stage& stage) { return stage.id == id; });
  if (it == scenario.stages.end()) throw std::logic_error("no stage is named " + id);
  return static_cast<std::uint32_t>(it - scenario.stages.begin());
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
  std::vector<char> open(static_cast<std::size_t>(days_of(scenario)), 0);
  const std::int64_t start = days_from_civil(scenario.start);
  for (const std::string& hours : hours_ids) {
    for (const OpenDay& day : open_days(scenario, hours, start, start + days_of(scenario) - 1)) {
      open[static_cast<std::size_t>(days_from_civil(day.date) - start)] = 1;
    }
  }
  return open;
}

/// Whether "one more" there is a second track.
bool gets_second_track(const Scenario& scenario, const std::string& place) {
  return std::any_of(scenario.stages.begin(), scenario.stages.end(), [&](const Stage& stage) {
    return stage.id == place && could_be_double(stage);
  });
}

void add_places(const Scenario& scenario, const CompileOptions& options, sim::Model& model) {
  const std::set<std::string> reserved = reserved_places(scenario);
  for (const Stage& stage : scenario.stages) {
    model.resources.push_back(resource_of(scenario, stage, options, reserved.count(stage.id) > 0));
  }
  for (const Stoppage& stoppage : scenario.stoppages) {
    sim::StoppageDef def{stoppage.id, stoppage.between_s, stoppage.lasts_s, {}};
    for (const std::string& id : stoppage.stages)
      def.resources.push_back(stage_index(scenario, id));
    model.stoppages.push_back(std::move(def));
  }
  for (const Store& store : scenario.stores) {
    const double faster = gets_more(options, store.id) ? k_faster_removal : 1.0;
    // Saturated runs start with full stores: what fills them once is no throughput that lasts.
    const bool starts_full = options.demand == DemandMode::saturated;
    model.stores.push_back({store.id, store.capacity_kg,
                            starts_full ? store.capacity_kg : store.initial_kg,
                            store.removal_kg_per_s * faster});
  }
  for (const Gathering& gathering : scenario.gatherings)
    model.gatherings.push_back(gathering_of(scenario, gathering));
  for (const Book& book : scenario.books)
    model.books.push_back(book_of(scenario, book));
  for (const Hours& hours : scenario.hours)
    model.openings.push_back(opening_of(scenario, hours));
  model.named_drives = static_cast<std::uint32_t>(named_drives(scenario).size());
}

/// As much is served there whatever the order; not where those who share it as it closes are served
/// to their end.
bool may_queue(const Stage& stage) {
  const bool is_always_open =
      std::all_of(stage.groups.begin(), stage.groups.end(),
                  [](const ServerGroup& group) { return group.hours.empty(); });
  return stage.is_shared && (is_always_open || stage.at_closing == AtClosing::suspend);
}

/// With a queue where servers are shared: an endless crowd that shares them could see none of its
/// work done within the run.
Scenario with_queues(Scenario scenario) {
  for (Stage& stage : scenario.stages)
    if (may_queue(stage)) stage.is_shared = false;
  return scenario;
}

/// Whoever takes those of an endless class aboard gets the first server for them.
void add_classes(const Scenario& scenario, const std::vector<char>& endless, Compiled& out) {
  const bool is_any_endless = std::find(endless.begin(), endless.end(), 1) != endless.end();
  const bool may_carry = is_any_endless && !scenario.gatherings.empty();
  for (const EntityClass& cls : scenario.classes) {
    sim::ClassDef def = class_of(scenario, cls);
    const bool replenishes = may_carry || endless[out.model.classes.size()] != 0;
    def.first_step = write_program(scenario, cls, replenishes, out.model);
    out.model.classes.push_back(std::move(def));
    out.class_open_day.push_back(days_open(scenario, demand_hours(scenario, cls)));
  }
}

}  // namespace

Compiled compile(const Scenario& scenario, const CompileOptions& options) {
  const std::string& one = options.extra_server_at;
  const std::string& other = options.extra_server_also_at;
  if (gets_second_track(scenario, one))
    return compile(with_second_track(scenario, one), {options.demand, other});
  if (gets_second_track(scenario, other))
    return compile(with_second_track(scenario, other), {options.demand, one});
  const bool saturated = options.demand == DemandMode::saturated;
  if (saturated && std::any_of(scenario.stages.begin(), scenario.stages.end(), &may_queue))
    return compile(with_queues(scenario), options);
  Compiled out;
  out.model.horizon = sim::from_seconds(scenario.horizon_s);
  out.model.warm_up =
      sim::from_seconds(saturated ? scenario.saturated_warm_up_s : scenario.warm_up_s);
  add_places(scenario, options, out.model);
  const std::vector<char> endless =
      saturated ? endless_classes(scenario) : std::vector<char>(scenario.classes.size(), 0);
  add_classes(scenario, endless, out);
  rank_priorities(out.model);
  sim::settle_joint_resources(out.model);
  if (saturated) saturate(scenario, endless, out.model);
  out.model.attributes = static_cast<std::uint32_t>(scenario.attributes.size());
  out.open_day.assign(static_cast<std::size_t>(days_of(scenario)), 0);
  for (const std::vector<char>& days : out.class_open_day) {
    for (std::size_t d = 0; d < days.size(); ++d)
      out.open_day[d] |= days[d];
  }
  return out;
}

}  // namespace kouan::models
