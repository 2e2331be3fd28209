// Programs of queues with rules of their own: priority, turning away, patience; of servers that are
// told apart; of shared servers and of room reserved ahead.
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include "models/first_places.hpp"
#include "models/process_steps.hpp"
#include "models/program_writer.hpp"
#include "models/program_writing.hpp"

namespace kouan::models {

using sim::LedgerLayout;
using sim::Step;
using sim::StepKind;

namespace {

template <class V>
const std::optional<V>& first_given(const std::optional<V>& own, const std::optional<V>& stage) {
  return own ? own : stage;
}

std::uint8_t priority_at(const Stage& stage, const std::string& cls,
                         std::optional<std::int32_t> own) {
  const auto found = stage.priority.find(cls);
  if (own) return static_cast<std::uint8_t>(*own);
  return found == stage.priority.end() ? k_no_priority : static_cast<std::uint8_t>(found->second);
}

/// Adds the places ahead of which work waits for room.
void add_reserved(const Scenario& scenario, const Steps& steps, Ahead& ahead,
                  std::set<std::string>& places) {
  ahead.emplace_back(steps.begin(), steps.end());
  for (const ProcessStep& step : steps) {
    ++ahead.back().first;
    if (const auto* visit = std::get_if<Visit>(&step.what)) {
      for (const std::string& id : stages_of(*visit)) {
        const Stage& stage = scenario.stages[index_of(scenario.stages, id)];
        if (stage.blocks_before) places.insert(next_held(ahead));
      }
    }
    for (const Steps* inner : inner_steps(step))
      add_reserved(scenario, *inner, ahead, places);
  }
  ahead.pop_back();
}

}  // namespace

std::string next_held(const Ahead& ahead) {
  for (auto list = ahead.rbegin(); list != ahead.rend(); ++list) {
    for (auto step = list->first; step != list->second; ++step) {
      // One of several, or round once more: the reader refuses what would have to know which.
      if (const auto* visit = std::get_if<Visit>(&step->what)) return visit->stage;
      if (const auto* within = std::get_if<Within>(&step->what)) return within->yard;
      if (std::holds_alternative<Choose>(step->what)) return {};
      if (std::holds_alternative<Repeat>(step->what)) return {};
      if (std::holds_alternative<GoTo>(step->what)) return {};
      if (std::holds_alternative<Leave>(step->what)) return {};
      if (std::holds_alternative<Parallel>(step->what)) return {};
      if (std::holds_alternative<Gather>(step->what)) return {};
      if (std::holds_alternative<Seize>(step->what)) return {};
      if (std::holds_alternative<Pass>(step->what)) return {};
    }
  }
  return {};
}

std::set<std::string> reserved_places(const Scenario& scenario) {
  std::set<std::string> places;
  for (const Process& process : scenario.processes) {
    Ahead ahead;
    add_reserved(scenario, process.steps, ahead, places);
  }
  places.erase("");
  return places;
}

std::uint32_t ProgramWriter::seize(std::uint32_t resource, const QueueRules& own,
                                   std::optional<std::int32_t> priority) {
  const Stage& stage = scenario_.stages[resource];
  const std::uint32_t at = next();
  const bool is_apart = model_.resources[resource].rules.has_value();
  Step& step = add(is_apart ? StepKind::seize_server : StepKind::seize, resource);
  step.level = priority_at(stage, class_.id, priority);
  if (const auto& balk_at = first_given(own.balk_at, stage.rules.balk_at))
    step.limit = static_cast<std::uint32_t>(*balk_at);
  if (const auto& patience_s = first_given(own.patience_s, stage.rules.patience_s)) {
    step.b = table(*patience_s);
    step.purpose = purpose("patience/" + stage.id);
  }
  const bool turns_away = turns_away_when_full(own, stage);
  const bool gives_up = step.limit != sim::k_none || step.b != sim::k_none;
  step.stays_when_full = gives_up && !turns_away;
  // Where those go who are turned away is written later; any step but none says that they may be.
  if (gives_up || turns_away) step.c = at;
  if (replenish_) add(StepKind::replenish);
  return at;
}

/// Whether those who do this, and then what is still ahead, come to a place whichever way they
/// take.
bool ProgramWriter::queues_after(const Steps& otherwise) const {
  FirstPlaces unused;
  Start start = add_first_places(otherwise, unused);
  for (auto list = ahead_.rbegin(); list != ahead_.rend() && start == Start::goes_on; ++list)
    start = add_first_places({list->first, list->second}, unused);
  return start == Start::served || start == Start::holds;
}

/// What those do who were turned away at step `asked` or gave up; nothing where nobody is. They
/// start from the place before, as those do who have been served, and hold what they held there.
void ProgramWriter::write_otherwise(std::uint32_t asked, const Steps& otherwise, bool has_otherwise,
                                    const std::string& place_before, Way way_before) {
  if (model_.steps[asked].c == sim::k_none) return;
  const std::uint32_t jump = next();
  add(StepKind::jump);
  model_.steps[asked].c = next();
  const std::string place_after = std::exchange(last_place_, place_before);
  const Way way_after = std::exchange(way_, std::move(way_before));
  if (has_otherwise) {
    model_.steps[asked].passes_on = replenish_ && queues_after(otherwise);
    write(otherwise);
  } else {
    leave();
  }
  last_place_ = place_after;
  way_ = joined(way_after, way_);
  model_.steps[jump].a = next();
}

/// Gives up what is held, innermost first, and is gone.
void ProgramWriter::leave() {
  give_up_all();
  for (auto resource = held_.rbegin(); resource != held_.rend(); ++resource)
    add(StepKind::finish, *resource);
  if (replenish_) add(StepKind::replenish);
  add(StepKind::turn_away);
  way_.comes = false;
}

void ProgramWriter::write_step(const Leave&) { leave(); }

void ProgramWriter::reserve_next(std::uint32_t resource) {
  const std::string place = next_held(ahead_);
  if (place.empty()) return;
  Step& step = add(StepKind::reserve, index_of(scenario_.stages, place));
  step.limit = resource;
  step.ledger = LedgerLayout::resource_cell(resource) + LedgerLayout::interrupted;
}

void ProgramWriter::write_shared(std::uint32_t resource) {
  work(StepKind::share, resource);
  if (replenish_) add(StepKind::replenish);
  add(StepKind::served, resource);
  last_place_ = scenario_.stages[resource].id;
}

void rank_priorities(sim::Model& model) {
  std::vector<std::set<std::uint8_t>> given(model.resources.size());
  const auto asks = [](const Step& step) {
    return step.kind == StepKind::seize || step.kind == StepKind::seize_server ||
           step.kind == StepKind::take;
  };
  for (const Step& step : model.steps) {
    if (asks(step)) given[step.a].insert(step.level);
  }
  for (Step& step : model.steps) {
    if (!asks(step)) continue;
    step.urgency = step.level;  // taking several things compares over all of them
    const auto& levels = given[step.a];
    step.level = static_cast<std::uint8_t>(std::distance(levels.begin(), levels.find(step.level)));
  }
}

}  // namespace kouan::models
