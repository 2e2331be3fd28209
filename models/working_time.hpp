// Working time: when hours are open, on the clocks of both sides of the border. Time zero of a run
// is local midnight of the start date on the clock of the first side.
#pragma once

#include <string>
#include <vector>

#include "models/scenario.hpp"
#include "sim/time.hpp"

namespace kouan::models {

/// [from, to) in run time [µs].
struct OpenSpan {
  sim::Micros from = 0;
  sim::Micros to = 0;
};

/// Shifts that begin on one local day.
struct OpenDay {
  CivilDate date;
  std::vector<OpenSpan> spans;
};

/// Days since 1970-01-01.
std::int64_t days_from_civil(const CivilDate& date);
CivilDate civil_from_days(std::int64_t days);

/// True when `date` lies within [from, to].
bool is_within(const CivilDate& date, const CivilDate& from, const CivilDate& to);

/// Local days from `first` to `last`, inclusive.
struct DayRange {
  std::int64_t first = 0;  ///< [days since 1970-01-01]
  std::int64_t last = 0;
};

/// Days whose shifts, with their lead and on any clock, can touch the run.
DayRange days_around_run(const Scenario& scenario);

/// Days of a range with the shifts that begin on them, whole also where they end past midnight;
/// days on which the hours stay closed are left out. An empty id means always open, on the first
/// side's clock.
std::vector<OpenDay> open_days(const Scenario& scenario, const std::string& hours_id,
                               std::int64_t first, std::int64_t last);

/// Open spans of a group of servers within [0, horizon), adjoining ones joined: the shifts that
/// begin on its dates, on the clock of its hours, or of `side` when it is always open.
std::vector<OpenSpan> open_spans(const Scenario& scenario, const ServerGroup& group,
                                 const std::string& side);

/// The same within [from, to) in run time.
std::vector<OpenSpan> open_spans_within(const Scenario& scenario, const ServerGroup& group,
                                        const std::string& side, const OpenSpan& window);

/// Timetable slots of a direction before that time of the run, each counted from the first, so that
/// no rounding adds up; none of a direction without slots.
std::vector<sim::Micros> slots_before(const Direction& direction, double end_s);

/// Timetable slots of a section, and how many of them lie where nobody can use them.
struct SlotCount {
  int all = 0;
  int closed = 0;  ///< outside the hours of the section, or of the direction
};

/// Those of the first week of the run; none for a direction without slots.
SlotCount slots_of_a_week(const Scenario& scenario, const Stage& section,
                          const Direction& direction);

/// Open time of a week [s], holidays and seasons apart.
double open_s_per_week(const Hours& hours);

/// The scenario with the hours of this id open `extra_s` longer: the last shift of each day on
/// which any begins ends so much later, but not after the next one begins. Throws std::logic_error
/// for hours that are not there.
Scenario with_longer_hours(Scenario scenario, const std::string& id, std::int32_t extra_s);

}  // namespace kouan::models
