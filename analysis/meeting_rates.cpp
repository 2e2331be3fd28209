#include "analysis/meeting_rates.hpp"

#include <algorithm>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "analysis/theory/traffic_equations.hpp"
#include "models/amounts.hpp"
#include "models/process.hpp"
#include "models/process_steps.hpp"

namespace kouan::analysis {

namespace {

using models::Gather;
using models::Steps;

/// Of a way to a meeting.
enum class Way { not_yet, there, unknown };

/// Whether the step may send somebody another way.
bool may_part(const models::ProcessStep& step) {
  const auto parts = [](const auto& s) {
    using Step = std::decay_t<decltype(s)>;
    if constexpr (requires { s.has_otherwise; }) {
      if (s.has_otherwise) return true;
    }
    if constexpr (requires { s.rules; }) return models::may_turn_away(s.rules);
    return std::is_same_v<Step, models::Choose> || std::is_same_v<Step, models::Repeat> ||
           std::is_same_v<Step, models::Label> || std::is_same_v<Step, models::GoTo> ||
           std::is_same_v<Step, models::Leave> || std::is_same_v<Step, models::Parallel>;
  };
  return std::visit(parts, step.what);
}

/// Adds the stages and sections on the way to `stages_before`.
Way way_to(const Steps& steps, const std::string& meeting, const Gather** found,
           std::vector<std::string>& stages_before) {
  for (const models::ProcessStep& step : steps) {
    if (const auto* gather = std::get_if<Gather>(&step.what)) {
      if (gather->at == meeting) {
        *found = gather;
        return Way::there;
      }
    }
    if (may_part(step)) return Way::unknown;
    if (const auto* visit = std::get_if<models::Visit>(&step.what)) {
      if (!visit->stage.empty()) stages_before.push_back(visit->stage);
      stages_before.insert(stages_before.end(), visit->shortest.begin(), visit->shortest.end());
    }
    if (const auto* pass = std::get_if<models::Pass>(&step.what))
      stages_before.push_back(pass->section);
    for (const Steps* inner : models::inner_steps(step)) {
      const Way way = way_to(*inner, meeting, found, stages_before);
      if (way != Way::not_yet) return way;
    }
  }
  return Way::not_yet;
}

class Counter {
 public:
  Counter(const models::Scenario& scenario, const sim::Model& model)
      : scenario_(scenario),
        arrivals_(theory::arrivals_of_classes(model)),
        days_(scenario.horizon_s / models::k_day_s) {}

  std::optional<MeetingRates> rates(const models::Gathering& meeting) const {
    if (!meeting.is_meeting() || meeting.of.size() != 2 || meeting.by != "place" ||
        !meeting.places.empty())
      return std::nullopt;
    std::vector<MeetingSide> sides;
    for (const auto& [id, number] : meeting.of) {
      const auto one = side(meeting, id, number);
      if (!one) return std::nullopt;
      sides.push_back(*one);
    }
    if (sides[0].wholes_per_day < sides[1].wholes_per_day) std::swap(sides[0], sides[1]);
    return MeetingRates{meeting.id, sides[0], sides[1],
                        sides[0].wholes_per_day / sides[1].wholes_per_day};
  }

 private:
  /// Nothing where one who comes as `id` is not known to come once.
  std::optional<MeetingSide> side(const models::Gathering& meeting, const std::string& id,
                                  std::int32_t number) const {
    MeetingSide out;
    for (std::size_t c = 0; c < scenario_.classes.size(); ++c) {
      const models::EntityClass& cls = scenario_.classes[c];
      if (meeting.comes_as(cls.id) != id) continue;
      const models::Process* process = models::process_of(scenario_, cls);
      if (process == nullptr) return std::nullopt;
      const Gather* at = nullptr;
      std::vector<std::string> before;
      const Way way = way_to(process->steps, meeting.id, &at, before);
      if (way == Way::not_yet) continue;
      if (way == Way::unknown || cls.fleet > 0 || !models::comes_from_outside(cls))
        return std::nullopt;
      out.classes.push_back(c);
      const double wholes_per_day = arrivals_[c] / days_ / number;
      out.wholes_per_day += wholes_per_day;
      if (!at->patience_s) out.patient_per_day += wholes_per_day;
      out.stages_before.insert(out.stages_before.end(), before.begin(), before.end());
    }
    if (!(out.wholes_per_day > 0)) return std::nullopt;
    return out;
  }

  const models::Scenario& scenario_;
  std::vector<double> arrivals_;
  double days_;
};

}  // namespace

std::vector<MeetingRates> meeting_rates(const models::Scenario& scenario, const sim::Model& model) {
  const Counter counter(scenario, model);
  std::vector<MeetingRates> all;
  for (const models::Gathering& meeting : scenario.gatherings)
    if (auto rates = counter.rates(meeting)) all.push_back(std::move(*rates));
  return all;
}

}  // namespace kouan::analysis
