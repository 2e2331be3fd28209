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

/// Names of the stages, yards and sections for whose queue the step asks.
std::vector<std::string> asked_for(const models::ProcessStep& step) {
  if (const auto* visit = std::get_if<models::Visit>(&step.what)) {
    std::vector<std::string> all = visit->shortest;
    if (!visit->stage.empty()) all.push_back(visit->stage);
    return all;
  }
  if (const auto* pass = std::get_if<models::Pass>(&step.what)) return {pass->section};
  if (const auto* within = std::get_if<models::Within>(&step.what)) return {within->yard};
  if (const auto* seize = std::get_if<models::Seize>(&step.what); seize && !seize->places.empty())
    return {seize->places.front().yard};  // the queue is that of the place named first
  return {};
}

/// Those, and what is taken together with them: whoever is short of one waits.
std::vector<std::string> waited_for(const models::ProcessStep& step) {
  std::vector<std::string> all = asked_for(step);
  const auto add = [&](const std::vector<models::Taken>& places) {
    for (const models::Taken& taken : places)
      all.push_back(taken.yard);
  };
  if (const auto* pass = std::get_if<models::Pass>(&step.what)) add(pass->with);
  if (const auto* seize = std::get_if<models::Seize>(&step.what)) add(seize->places);
  return all;
}

/// The way of one class to a meeting.
class WayThere {
 public:
  WayThere(const models::Scenario& scenario, const models::EntityClass& cls,
           const std::string& meeting)
      : scenario_(scenario), class_(cls), meeting_(meeting) {}

  /// Once there, `gather()` and `stages_before()` are known.
  Way go(const Steps& steps) {
    for (const models::ProcessStep& step : steps) {
      if (const auto* gather = std::get_if<Gather>(&step.what)) {
        if (gather->at == meeting_) {
          gather_ = gather;
          return Way::there;
        }
      }
      if (may_part(step)) return Way::unknown;
      for (std::string& id : waited_for(step))
        before_.push_back(std::move(id));
      for (const Steps* inner : models::inner_steps(step)) {
        const Way way = go(*inner);
        if (way != Way::not_yet) return way;
      }
    }
    return Way::not_yet;
  }

  const Gather& gather() const { return *gather_; }
  const std::vector<std::string>& stages_before() const { return before_; }

 private:
  /// Whether the step may send somebody another way, by its own rules or those of the place.
  bool may_part(const models::ProcessStep& step) const {
    if (const auto* gather = std::get_if<Gather>(&step.what)) return may_wait_in_vain(*gather);
    if (const auto* asked = std::get_if<models::Appointment>(&step.what))
      return asked->no_show > 0 || may_be_booked_up(*asked);
    models::QueueRules own;
    const auto parts = [&own](const auto& s) {
      using Step = std::decay_t<decltype(s)>;
      if constexpr (requires { s.rules; }) own = s.rules;
      if constexpr (requires { s.has_otherwise; }) {
        if (s.has_otherwise) return true;
      }
      return std::is_same_v<Step, models::Choose> || std::is_same_v<Step, models::Repeat> ||
             std::is_same_v<Step, models::Label> || std::is_same_v<Step, models::GoTo> ||
             std::is_same_v<Step, models::Leave> || std::is_same_v<Step, models::Parallel>;
    };
    if (std::visit(parts, step.what)) return true;
    const std::vector<std::string> asked = asked_for(step);
    return std::any_of(scenario_.stages.begin(), scenario_.stages.end(), [&](const auto& stage) {
      return std::find(asked.begin(), asked.end(), stage.id) != asked.end() &&
             models::may_turn_away(own, stage);
    });
  }

  bool may_wait_in_vain(const Gather& gather) const {
    const auto& all = scenario_.gatherings;
    return gather.patience_s || std::any_of(all.begin(), all.end(), [&](const auto& gathering) {
             return gathering.id == gather.at &&
                    gathering.places.count(gathering.comes_as(class_.id)) > 0;
           });
  }

  bool may_be_booked_up(const models::Appointment& asked) const {
    return std::any_of(scenario_.books.begin(), scenario_.books.end(), [&](const auto& book) {
      return book.id == asked.book && book.most_ahead_s;
    });
  }

  const models::Scenario& scenario_;
  const models::EntityClass& class_;
  const std::string& meeting_;
  const Gather* gather_ = nullptr;
  std::vector<std::string> before_;
};

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
      WayThere there(scenario_, cls, meeting.id);
      const Way way = there.go(process->steps);
      if (way == Way::not_yet) continue;
      if (way == Way::unknown || cls.fleet > 0 || !models::comes_from_outside(cls))
        return std::nullopt;
      out.classes.push_back(c);
      const double wholes_per_day = arrivals_[c] / days_ / number;
      out.wholes_per_day += wholes_per_day;
      if (!there.gather().patience_s) out.patient_per_day += wholes_per_day;
      const std::vector<std::string>& before = there.stages_before();
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
