// Profiles and timetables are written once and repeated until the horizon: how often a run can
// hold.
#include <algorithm>
#include <cstddef>

#include "models/language/told.hpp"
#include "models/scenario_check_parts.hpp"
#include "models/steps_places.hpp"

namespace kouan::models {

using namespace language;

namespace {

constexpr double k_most = 1e6;

/// Whether what comes every so often comes more often than a run can hold; 0: it never comes.
bool is_too_often(const Judged& judged, double every_s) {
  return every_s > 0 && judged.scenario().horizon_s / every_s > k_most;
}

void check_arrivals(const Judged& judged, const EntityClass& cls) {
  double length_s = 0;
  for (const ProfilePart& part : cls.arrivals.profile)
    length_s += part.length_s;
  const auto parts = static_cast<double>(cls.arrivals.profile.size());
  const bool too_many = (parts > 0 && is_too_often(judged, length_s / parts)) ||
                        is_too_often(judged, cls.arrivals.timetable.every_s);
  if (!too_many) return;
  const char* key = parts > 0 ? "profile" : "timetable";
  const Node& arrivals = *judged.value("classes", cls.id, "arrivals");
  judged.reader().error(
      Code::out_of_range, arrivals.find(key)->mark,
      join(join("classes", cls.id), std::string("arrivals.") + key),
      {"found more than a million stretches or arrivals in the run",
       "仿真期内的时段数或到达次数超过一百万"},
      parts > 0 ? Text{"longer stretches", "较长的时段"}
                : Text{"interarrival, or a longer interval", "改用interarrival，或较长的间隔"});
}

/// Slots of every direction of the section.
void check_slots(const Judged& judged, const Stage& section) {
  const Node* written = judged.value("sections", section.id, "directions");
  const auto& directions = section.section->directions;
  for (std::size_t i = 0; written != nullptr && i < directions.size(); ++i) {
    if (!is_too_often(judged, directions[i].every_s)) continue;
    judged.reader().error(
        Code::out_of_range, plain(*written).items[i].find("every")->mark,
        join(join(join(join("sections", section.id), "directions"), i), "every"),
        {"found more than a million slots in the run", "仿真期内的时刻槽超过一百万"},
        {"a longer interval", "较长的间隔"});
  }
}

/// Turns that go on where nobody waits: each takes its changeover, and by time what it lasts.
void check_lasting_turns(const Judged& judged, const Stage& section) {
  const auto& turns = section.section->turns;
  if (!turns) return;
  const bool is_by_time = turns->by == "time";
  if (!is_by_time && !turns->keeps_turning) return;
  constexpr double k_least_s = 1e-6;  // what a changeover of no time takes (sim/steps_section.cpp)
  const double lasts_s = is_by_time ? turns->lasts_s.value_or(0) : 0;
  if (!is_too_often(judged, std::max(k_least_s, lasts_s + turns->changeover_s.mean()))) return;
  judged.reader().error(Code::out_of_range, judged.value("sections", section.id, "turns")->mark,
                        join(join("sections", section.id), "turns"),
                        {"found more than a million turns in the run while nobody waits",
                         "无人排队时，仿真期内的轮换超过一百万次"},
                        {"a longer changeover, or turns that wait while nobody does",
                         "较长的changeover，或无人排队时不轮换"});
}

void check_departures(const Judged& judged, const Gathering& gathering) {
  if (!is_too_often(judged, gathering.every_s)) return;
  judged.reader().error(
      Code::out_of_range, judged.value("gatherings", gathering.id, "every")->mark,
      join(join("gatherings", gathering.id), "every"),
      {"found more than a million departures in the run", "仿真期内的发出次数超过一百万"},
      {"a longer interval", "较长的间隔"});
}

}  // namespace

void check_repeats(const Judged& judged) {
  if (!judged.reader().is_sound("run")) return;
  for (const EntityClass& cls : judged.scenario().classes)
    if (judged.is_sound("classes", cls.id, "arrivals")) check_arrivals(judged, cls);
  for (const Stage& stage : judged.scenario().stages)
    if (stage.section && judged.is_sound("sections", stage.id, "directions"))
      check_slots(judged, stage);
  for (const Stage& stage : judged.scenario().stages)
    if (stage.section && judged.is_sound("sections", stage.id, "turns"))
      check_lasting_turns(judged, stage);
  for (const Gathering& gathering : judged.scenario().gatherings)
    if (judged.is_sound("gatherings", gathering.id, "every")) check_departures(judged, gathering);
}

}  // namespace kouan::models
