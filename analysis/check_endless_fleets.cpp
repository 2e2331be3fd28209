// Warnings on fleets that may come round without any time passing; declared in
// analysis/check_warnings.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/check_warnings.hpp"
#include "analysis/theory/step_obstacles.hpp"
#include "analysis/value_title.hpp"
#include "sim/ways.hpp"

namespace kouan::analysis {

namespace {

using models::Scenario;
using models::Text;
using sim::StepKind;

/// Steps that those who begin at `first` may come to.
std::vector<std::uint32_t> steps_from(const sim::Model& model, std::uint32_t first) {
  std::vector<char> known(model.steps.size(), 0);
  std::vector<std::uint32_t> found, open = {first};
  while (!open.empty()) {
    const std::uint32_t step = open.back();
    open.pop_back();
    if (step >= known.size() || std::exchange(known[step], 1) != 0) continue;
    found.push_back(step);
    for (const std::uint32_t next : sim::next_steps(model, step))
      open.push_back(next);
  }
  return found;
}

bool asks_for(const sim::Model& model, const sim::Step& step, std::uint32_t resource) {
  if (theory::asks(step)) return step.a == resource;
  if (step.kind != StepKind::take) return false;
  const auto& needs = model.needs[step.needs].of;
  return std::any_of(needs.begin(), needs.end(),
                     [&](const sim::NeedDef& need) { return need.resource == resource; });
}

/// How many may be at the resource together at most, each once for every step that leads there,
/// since who holds one of its servers may ask for another; none where nothing says.
std::optional<std::int64_t> most_at(const sim::Model& model, std::uint32_t resource) {
  std::int64_t most = 0;
  for (const sim::ClassDef& c : model.classes) {
    std::int64_t asking = 0;
    bool is_one = c.source == sim::SourceKind::fleet;  // and remains so
    for (const std::uint32_t i : steps_from(model, c.first_step)) {
      const sim::Step& step = model.steps[i];
      asking += asks_for(model, step, resource) ? 1 : 0;
      is_one = is_one && step.kind != StepKind::fork && step.kind != StepKind::split &&
               step.kind != StepKind::gather;
    }
    if (asking > 0 && !is_one) return std::nullopt;
    most += asking * c.count;
  }
  return most;
}

/// Servers that are there at any time for whoever comes.
std::int64_t least_servers(const sim::Model& model, std::uint32_t resource) {
  const sim::ResourceDef& def = model.resources[resource];
  const bool is_stopped =
      std::any_of(model.stoppages.begin(), model.stoppages.end(), [&](const auto& stoppage) {
        return std::count(stoppage.resources.begin(), stoppage.resources.end(), resource) > 0;
      });
  const bool may_be_away =
      def.rules && (def.rules->breakdowns || def.rules->vacation_s || def.rules->batch_least > 1);
  if (is_stopped || may_be_away || def.section || def.is_joint || def.capacity.empty()) return 0;
  return std::min_element(def.capacity.begin(), def.capacity.end(),
                          [](const auto& a, const auto& b) { return a.servers < b.servers; })
      ->servers;
}

/// Searches the ways of one fleet on which no time passes and nothing is waited for.
class TimelessRound {
 public:
  TimelessRound(const sim::Model& model, std::size_t c)
      : model_(model), known_(model.steps.size(), 0) {
    come(model.classes[c].first_step, sim::k_none);
    while (!open_.empty() && !end_) {
      const At at = open_.back();
      open_.pop_back();
      follow(at);
    }
  }

  bool is_found() const { return end_.has_value(); }
  /// The stage that turns it away on that way; `k_none`: none does.
  std::uint32_t refusing() const { return *end_; }

 private:
  struct At {
    std::uint32_t step = 0;
    std::uint32_t refusing = sim::k_none;
  };

  void come(std::uint32_t step, std::uint32_t refusing) {
    if (step >= known_.size() || std::exchange(known_[step], 1) != 0) return;
    open_.push_back({step, refusing});
  }

  bool takes_none(const sim::Step& step) const {
    return step.b == sim::k_none || model_.distributions[step.b].upper_bound() <= 0;
  }

  /// Whether somebody may find no room there and goes on at once.
  bool turns_away(const sim::Step& step) const {
    const std::int64_t places = model_.resources[step.a].queue_places;
    const bool is_limited = step.limit != sim::k_none || places >= 0;
    if (step.c == sim::k_none || step.stays_when_full || !is_limited) return false;
    std::int64_t may_wait = places >= 0 ? places : step.limit;
    if (step.limit != sim::k_none) may_wait = std::min<std::int64_t>(may_wait, step.limit);
    const std::optional<std::int64_t> most = most_at(model_, step.a);
    return !most || *most > may_wait + least_servers(model_, step.a);
  }

  void follow(const At& at) {
    const sim::Step& step = model_.steps[at.step];
    switch (step.kind) {
      case StepKind::turn_away:
      case StepKind::depart:
      case StepKind::leave_events:
        end_ = at.refusing;
        return;
      case StepKind::jump:
        return come(step.a, at.refusing);
      case StepKind::branch:
        if (step.probability > 0) come(step.a, at.refusing);
        if (step.probability < 1) come(at.step + 1, at.refusing);
        return;
      case StepKind::branch_if:
        come(step.a, at.refusing);
        return come(at.step + 1, at.refusing);
      case StepKind::seize:
      case StepKind::seize_server:
        if (turns_away(step)) come(step.c, step.a);
        return come(at.step + 1, at.refusing);
      case StepKind::hold:
      case StepKind::serve:
      case StepKind::travel:
        if (takes_none(step)) come(at.step + 1, at.refusing);
        return;
      case StepKind::served:
      case StepKind::finish:
      case StepKind::reach_border:
      case StepKind::declare:
      case StepKind::release_documents:
      case StepKind::clear:
      case StepKind::replenish:
      case StepKind::assign:
      case StepKind::lap:
        return come(at.step + 1, at.refusing);
      default:
        return;  // may wait there
    }
  }

  const sim::Model& model_;
  std::vector<char> known_;
  std::vector<At> open_;
  std::optional<std::uint32_t> end_;
};

Text told_of(const Scenario& scenario, const Text& fleet, std::uint32_t refusing) {
  if (refusing == sim::k_none)
    return {fmt::format("a vehicle of the fleet {} can come round without any time passing, and "
                        "would do so without end at one instant: such a run has no results; give "
                        "all its ways a visit or a drive that takes some",
                        fleet.en),
            fmt::format("车队{}的车辆可能一次循环不耗时，并在同一时刻无休止循环：此类运行无结果；"
                        "请使其各条去向均含耗时的作业或行驶",
                        fleet.zh)};
  const std::string& id = scenario.stages[refusing].id;
  const Text stage = named_with_id(place_title(scenario, id), id);
  return {
      fmt::format("a vehicle of the fleet {} that {} turns away comes again at once, and may be "
                  "turned away without end at one instant: such a run has no results; give "
                  "those turned away a drive or a visit (otherwise)",
                  fleet.en, stage.en),
      fmt::format("车队{}的车辆被{}拒绝后立即再到，可能在同一时刻无休止地被拒："
                  "此类运行无结果；请为被拒者安排行驶或到访（otherwise）",
                  fleet.zh, stage.zh)};
}

}  // namespace

std::vector<CheckWarning> warnings_of_endless_fleets(const Scenario& scenario,
                                                     const sim::Model& model) {
  std::vector<CheckWarning> out;
  for (std::size_t c = 0; c < model.classes.size(); ++c) {
    if (model.classes[c].source != sim::SourceKind::fleet) continue;
    const TimelessRound round(model, c);
    if (!round.is_found()) continue;
    const std::string& id = scenario.classes[c].id;
    const Text fleet = named_with_id(scenario.classes[c].title, id);
    out.push_back({"endless-fleet", id, told_of(scenario, fleet, round.refusing()),
                   place_of_class(scenario, id)});
  }
  return out;
}

}  // namespace kouan::analysis
