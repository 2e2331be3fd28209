// A scenario as typed, checked values: what a port is made of, in the field's terms.
// The YAML reader (models/language) fills these structs; models/compile turns them into a
// sim::Model. All quantities are SI (seconds, kilograms, metres) unless the name says otherwise.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/civil_date.hpp"
#include "models/lever_info.hpp"
#include "models/process.hpp"
#include "models/text.hpp"
#include "sim/distribution.hpp"
#include "sim/program.hpp"

namespace kouan::models {

/// How well a value is known. A official, B press or trade, C background knowledge, D derived by
/// arithmetic from A or B, `assumed` a guess that must carry a range, `none` a definition, not a
/// datum.
enum class Grade { none, a, b, c, d, assumed };

/// Provenance of one value, kept beside the typed value under the value's path in the resolved
/// document.
struct Provenance {
  std::string path;    ///< e.g. "stages.entry-gate.service"
  std::string value;   ///< as written
  std::string source;  ///< key into scenarios/sources.yaml; empty if none
  Grade grade = Grade::none;
  std::string range;  ///< as written, "2 min .. 4 min"; empty if none
  Text note;
  Place place;
};

struct Holiday {
  Text title;
  CivilDate from;
  CivilDate to;  ///< inclusive
  Place place{};
};

struct Side {
  std::string id;
  Text title;
  std::int32_t utc_offset_s = 8 * 3600;
  std::vector<Holiday> holidays;
};

/// A shift [s after local midnight of the day on which it begins); one past midnight ends after
/// 86400.
struct DaySpan {
  std::int32_t from_s = 0;
  std::int32_t to_s = 86400;
};

/// Opening hours: on each weekday the shifts that begin on it, in order; none begins on the
/// holidays of the sides named and in the closed seasons.
struct Hours {
  std::string id;
  Text title;
  std::vector<DaySpan> week[7];        ///< [0] = Monday
  std::vector<std::string> closed_on;  ///< sides whose holidays close it
  std::vector<Holiday> closures;       ///< further closed dates (seasons, works)
  std::string side;                    ///< whose clock
};

/// Commodity demand in tonnes, later split between the classes (modes) that carry it.
struct Flow {
  std::string id;
  Text title;
  double annual_kg = 0;        ///< per year of 365 d
  std::vector<double> months;  ///< 12 relative weights of total tonnes in the month; empty = by
                               ///< days
  std::string hours;           ///< arrivals follow these opening hours ...
  std::int32_t lead_s = 0;     ///< ... but start this long before opening
  std::int32_t tail_s = 0;     ///< ... and stop this long before closing
};

/// One period of an explicit arrival rate.
struct RatePeriod {
  CivilDate from;
  CivilDate to;             ///< inclusive
  double rate_per_day = 0;  ///< vehicles per day on which `hours` are open
};

/// A stretch of a profile of arrivals.
struct ProfilePart {
  double length_s = 0;
  double rate_per_s = 0;
};

/// Planned arrivals: every so often, or at times of day.
struct Timetable {
  double every_s = 0;  ///< 0 = at times of day
  double first_s = 0;
  std::vector<std::int32_t> times_s;  ///< after local midnight
  std::vector<int> days;              ///< 0 = Monday; empty = all
  std::string side;                   ///< whose clock; empty = the first one's
};

/// Observed arrivals with what is known of each. `values` row by row, a value a column.
struct Trace {
  std::vector<double> times_s;  ///< ascending
  std::vector<int> attributes;  ///< one a column
  std::vector<double> values;
};

enum class ArrivalKind { rates, steady, profile, cycle, renewal, timetable, trace, none };

/// How vehicles arrive other than by a flow.
struct Arrivals {
  ArrivalKind kind = ArrivalKind::rates;
  double rate_per_s = 0;             ///< steady
  std::vector<ProfilePart> profile;  ///< repeated from the start of the run on
  sim::CyclicRate cycle;
  double cycle_period_s = 0;
  double cycle_peak_s = 0;
  sim::Distribution interarrival_s;  ///< renewal
  std::string first;                 ///< renewal: "after one interval" or "at the start"
  Timetable timetable;
  sim::Distribution lateness_s;  ///< of a timetable
  double early_s = 0;            ///< of a timetable: lateness counts from so long before
  Trace trace;
  std::optional<sim::Distribution> batch;  ///< how many come at once
  std::int32_t at_start = 0;               ///< there at time 0
  std::optional<std::int32_t> limit;       ///< most that come
};

/// What one vehicle or train of a class counts for besides itself and its tonnes.
struct Counts {
  double trains = 0;
  double wagons = 0;
  double teu = 0;  ///< twenty-foot equivalent units
  double passengers = 0;
};

/// A kind of entity and the process it follows. Exactly one of `flow`, `arrivals`, `fleet`, `from`.
struct EntityClass {
  std::string id;
  Text title;
  std::string mode = "road";  ///< road | rail | agv
  std::string process;
  std::string flow;               ///< flow it carries, or empty
  double share = 1.0;             ///< of that flow's tonnes
  std::vector<RatePeriod> rates;  ///< explicit arrivals (vehicles), follow `hours`
  std::string hours;              ///< for `rates`, and for steady and profile arrivals
  Arrivals arrivals;              ///< the rest of what is said of arrivals
  std::int32_t fleet = 0;         ///< closed fleet of this many vehicles
  std::string from;               ///< "processes": gatherings and splits of others make them
  bool is_gathered = false;       ///< a gathering makes it of others: on rail it is a train
  sim::Distribution payload_kg;   ///< net load of one vehicle or train [kg]
  double vehicle_length_m = 0;    ///< in a queue, gap included
  std::string direction;          ///< inbound | outbound; empty = not told apart
  Counts counts;
};

/// Whether it comes to the port by itself. What splits and gatherings make (containers of a train,
/// trains that are put together inside) is no arrival: who adds it up counts a load twice.
inline bool comes_from_outside(const EntityClass& cls) { return cls.from.empty(); }

/// Part of a stage's servers with own hours.
struct ServerGroup {
  std::int32_t servers = 1;
  std::string hours;  ///< empty = always
  CivilDate from{1, 1, 1};
  CivilDate to{9999, 12, 31};
};

enum class StageKind { stage, yard, section };

/// One way of travelling a section.
struct Direction {
  std::string id;
  std::string hours;   ///< it may be entered in these; empty = always
  double every_s = 0;  ///< it is entered at slots so far apart; 0 = at any time
  double first_s = 0;  ///< the first slot, in run time
};

/// One direction after the other has the section.
struct Turns {
  std::string by = "exhaustive";  ///< exhaustive | gated | time
  std::optional<std::int32_t> most;
  std::optional<double> lasts_s;
  sim::Distribution changeover_s;
  bool keeps_turning = false;
};

/// What is said of a section of way beyond what is said of all stages.
struct SectionRules {
  std::vector<Direction> directions;
  bool exclusive = true;  ///< nobody enters while somebody goes in another direction
  double following_s = 0;
  double opposing_s = 0;
  bool in_order = true;  ///< nobody enters before another who asked earlier
  bool overtaking = false;
  bool any_number = false;  ///< of vehicles may be on it at once, as far as the rest lets them
  std::optional<Turns> turns;
};

/// What becomes of work in hand when its server closes or is stopped.
enum class AtClosing {
  finish,    ///< it is finished; the server counts as open until then
  suspend,   ///< it stays at its server and goes on when that opens again
  hand_over  ///< back to the head of the queue with what is left; any free server goes on with it
};

/// Each server breaks down by itself; work in hand goes on after the repair.
struct Breakdowns {
  sim::Distribution to_failure_s;
  sim::Distribution repair_s;
  bool by_operating_time = false;  ///< the time to failure passes only while the server works
};

/// One server serves several at once.
struct Batch {
  std::int32_t most = 1;
  std::int32_t least = 1;  ///< that must wait for it to begin
};

/// Named place of work: servers, line, hours. A yard is a stage whose servers are places, held over
/// inner steps; a section one whose servers are how many may be on it at once, its service the time
/// to travel it.
struct Stage {
  std::string id;
  Text title;
  StageKind kind = StageKind::stage;
  std::string side;
  std::string activity;  ///< row of CAREC's corridor monitoring
  Text unit;  ///< what one server or place is called, as after "one more"; empty: just so
  std::vector<ServerGroup> groups;
  std::optional<std::int64_t> queue_places;  ///< empty = unlimited
  double queue_lanes = 1;     ///< vehicles abreast in the queue (for its length in km)
  double place_length_m = 0;  ///< of yards: usable length of a place; 0 = not said
  double length_m = 0;        ///< of sections; 0 = not said
  std::optional<sim::Distribution> service;  ///< [s]; none for yards
  std::map<std::string, sim::Distribution> service_by_class;
  double read_rate = 1.0;  ///< share read without fault ...
  std::string on_misread;  ///< ... the rest goes on to this stage
  QueueRules rules;
  std::map<std::string, std::int32_t> priority;  ///< by class, 1 first; those not named come last
  bool preempts = false;  ///< a more urgent one breaks off the work in hand, which goes on later
  AtClosing at_closing = AtClosing::finish;
  std::optional<Breakdowns> breakdowns;
  std::optional<sim::Distribution> vacation_s;  ///< a server that finds nobody leaves for this long
  bool is_shared = false;  ///< all who are there share the servers; nobody queues
  std::optional<Batch> batch;
  bool blocks_before = false;  ///< work begins only once a place at the next stage is reserved
  std::optional<SectionRules> section;  ///< of sections
};

/// Stops several stages at once, again and again: weather, power.
struct Stoppage {
  std::string id;
  Text title;
  sim::Distribution between_s;  ///< from the end of one to the beginning of the next
  sim::Distribution lasts_s;
  std::vector<std::string> stages;
};

/// Tonnage that fills by unloading and is removed at a steady rate, day and night.
struct Store {
  std::string id;
  Text title;
  std::string side;
  double capacity_kg = 0;
  double initial_kg = 0;
  double removal_kg_per_s = 0;
};

/// A point at which entities come together and a batch leaves: a gathering of whoever comes, or a
/// meeting of kinds.
struct Gathering {
  std::string id;
  Text title;
  std::string side;
  std::int32_t number = 0;         ///< leaves when so many are there; 0 = no number
  std::optional<double> within_s;  ///< ... or so long after the first came
  double every_s = 0;              ///< ... or by timetable; 0 = none
  double first_s = 0;              ///< first departure of the timetable, in run time
  std::string opening;             ///< ... or whenever these hours open
  std::int32_t least = 1;          ///< fewest with which the clock lets it leave
  std::int32_t most = 0;           ///< most that leave by the clock at once; 0 = all
  std::string into;                ///< class of which the batch becomes an entity, or empty
  std::string members = "aboard";  ///< of `into`: aboard | end
  std::string by = "place";        ///< place | origin: who belongs together
  // Of meetings.
  std::map<std::string, std::int32_t> of;      ///< how many of each class make a whole
  std::map<std::string, std::int32_t> places;  ///< how many of a class may wait; others: any number
  std::map<std::string, std::string> alike;    ///< classes that count as one in `of`
  std::string onto;                            ///< class whose member takes the others aboard
  bool is_meeting() const { return !of.empty(); }
  /// The class in `of` as which this one comes to the meeting: itself, or the one it is alike;
  /// itself also where it does not meet here.
  const std::string& comes_as(const std::string& class_id) const {
    const auto other = alike.find(class_id);
    return other == alike.end() ? class_id : other->second;
  }
};

/// Appointments within hours.
struct Book {
  std::string id;
  Text title;
  std::string side;
  std::string hours;
  std::int32_t per_hour = 1;
  double ahead_s = 0;                  ///< a slot is taken at least so long before it ...
  std::optional<double> most_ahead_s;  ///< ... and at most so long
};

/// A name under which something stands in a section, as its files write it.
struct WrittenName {
  std::string section;  ///< "stages", "hours", ...
  std::string id;
  Place place;            ///< where it was written last
  bool is_named = false;  ///< some value of the scenario names it, such as hours: gate
  std::string meant;  ///< of one that a file adds to those that it extends: the nearest of theirs;
                      ///< empty = none, or not added
};

struct ScenarioDocument;

struct Scenario {
  std::string file;
  std::string hash;  ///< hex, 64 bit, of the resolved document
  Text title;
  Text question;
  std::vector<std::string> asks_about;  ///< classes that the question is about; empty = the port
  CivilDate start{2023, 1, 1};
  double horizon_s = 0;
  double warm_up_s = 0;
  double saturated_warm_up_s = 7 * 86400.0;  ///< warm-up of saturated runs
  std::vector<Side> sides;
  std::vector<Hours> hours;
  std::vector<Flow> flows;
  std::vector<EntityClass> classes;
  std::vector<Stage> stages;  ///< stages and yards, in file order
  std::vector<Store> stores;
  std::vector<Gathering> gatherings;  ///< gatherings and meetings, in file order
  std::vector<Book> books;
  std::vector<Stoppage> stoppages;
  std::vector<Process> processes;
  std::vector<std::string> attributes;  ///< names, by number
  std::vector<LeverInfo> levers;
  std::string validation;  ///< path of the file of observed cases, or empty
  Place validation_named;  ///< where it is named, which may be in a file that is extended
  std::vector<Provenance> provenance;
  std::vector<WrittenName> names;  ///< of all sections, in file order
  /// What it was read from; null where it was not. What changes the rest does not change this.
  std::shared_ptr<const ScenarioDocument> document;
};

/// The process that the class follows; null where the scenario has none of that name.
const Process* process_of(const Scenario& scenario, const EntityClass& cls);

/// Titles of the drives of all processes, each once, in file order: each has a row of its own in
/// the ledger.
std::vector<Text> named_drives(const Scenario& scenario);

/// Whether it is a section on which any number may be at once.
inline bool takes_any_number(const Stage& stage) {
  return stage.section && stage.section->any_number;
}

/// Whether it is such a section with one track for several directions: a second one gives each
/// direction its own.
inline bool could_be_double(const Stage& stage) {
  return takes_any_number(stage) && stage.section->exclusive &&
         stage.section->directions.size() > 1;
}

/// Whether there is a "one more" of it. A section without `most` that is double already, or has one
/// direction, has none: its headways and slots are no places, and a third track would be a choice
/// between tracks, which the scenario would have to make.
inline bool can_have_more(const Stage& stage) {
  return !takes_any_number(stage) || could_be_double(stage);
}

}  // namespace kouan::models
