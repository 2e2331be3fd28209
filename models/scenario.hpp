// A scenario as typed, checked values: what a port is made of, in the field's terms.
// The YAML reader (models/language) fills these structs; models/compile turns them into a
// sim::Model. All quantities are SI (seconds, kilograms, metres) unless the name says otherwise.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/distribution.hpp"
#include "sim/program.hpp"

namespace kouan::models {

/// Text in both languages of the reports; `zh` falls back to `en` when the file gives a plain
/// string.
struct Text {
  std::string en;
  std::string zh;
};

/// Where something stands in the files: for messages, and for saying whence a value came.
struct Place {
  std::string file;
  int line = 0;    ///< 1-based; 0 = unknown
  int column = 0;  ///< 1-based
};

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

struct CivilDate {
  int year = 1970;
  unsigned month = 1;
  unsigned day = 1;
};

struct Holiday {
  Text title;
  CivilDate from;
  CivilDate to;  ///< inclusive
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
  Trace trace;
  std::optional<sim::Distribution> batch;  ///< how many come at once
  std::int32_t at_start = 0;               ///< there at time 0
  std::optional<std::int32_t> limit;       ///< most that come
};

/// A kind of entity and the process it follows. Exactly one of `flow`, `arrivals`, `fleet`, `from`.
/// What one vehicle or train of a class counts for besides itself and its tonnes.
struct Counts {
  double trains = 0;
  double wagons = 0;
  double teu = 0;  ///< twenty-foot equivalent units
  double passengers = 0;
};

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
  sim::Distribution payload_kg;   ///< net load of one vehicle or train [kg]
  double vehicle_length_m = 0;    ///< in a queue, gap included
  std::string direction;          ///< inbound | outbound; empty = not told apart
  Counts counts;
};

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

/// How long a queue those who come put up with; of a stage, or of a single visit, whose own values
/// go before the stage's.
struct QueueRules {
  std::optional<bool> turns_away;  ///< when the queue is full, instead of waiting where they are
  std::optional<std::int64_t> balk_at;          ///< those who find this many waiting do not join
  std::optional<sim::Distribution> patience_s;  ///< they give up after waiting for this long
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
  std::vector<ServerGroup> groups;
  std::optional<std::int64_t> queue_places;  ///< empty = unlimited
  double queue_lanes = 1;  ///< vehicles abreast in the queue (for its length in km)
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
  std::string onto;                            ///< class whose member takes the others aboard
  bool is_meeting() const { return !of.empty(); }
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

struct ProcessStep;
using Steps = std::vector<ProcessStep>;

/// queue for a server of `stage`, be served, then do `steps` while still holding it; with
/// `shortest`, at the one of these stages at which fewest are
struct Visit {
  std::string stage;
  std::vector<ProcessStep> steps;
  std::vector<std::string> shortest{};
  bool per_server = false;     ///< by the number there over the open servers
  bool ties_in_order = false;  ///< the first of those that are alike, not one at random
  QueueRules rules{};
  std::optional<std::int32_t> priority{};  ///< goes before the stage's
  Steps otherwise;                         ///< of those turned away or out of patience ...
  bool has_otherwise = false;              ///< ... who else leave
};
/// hold a place of `yard` over `steps`
struct Within {
  std::string yard;
  std::vector<ProcessStep> steps;
  QueueRules rules{};
  std::optional<std::int32_t> priority{};
  Steps otherwise;
  bool has_otherwise = false;
};
struct Travel {
  sim::Distribution time_s;
  Text title;
  std::string side;
};
/// What has to hold for a way to be taken.
struct When {
  sim::Question what = sim::Question::number;
  std::string of;      ///< stage, yard or hours
  int attribute = -1;  ///< number of the attribute
  sim::Comparison how = sim::Comparison::below;
  double value = 0;          ///< SI
  std::string written = {};  ///< the same as in the file, with its unit
};
/// one option of a choice; the last one may be the rest
struct Option {
  double share = 0;
  bool otherwise = false;
  std::vector<ProcessStep> steps;
  std::vector<std::string> classes{};  ///< of these only; empty = all
  std::vector<When> when{};            ///< all hold
  bool by_condition() const { return !classes.empty() || !when.empty(); }
};
struct Choose {
  std::vector<Option> options;
};
/// the declaration is lodged now and processed after `takes`: the document clock starts
struct Declare {
  sim::Distribution takes_s;
};
/// joins the queue at the border: the physical clock starts here instead of at the arrival in the
/// system
struct ReachBorder {};
struct AwaitDocuments {};  ///< wait until the declaration is processed
struct Release {};         ///< customs release: the document clock stops
struct Leave {};           ///< leaves the port without being cleared
struct Cleared {};         ///< let go: the physical clock stops, load counts as throughput
struct Unload {
  std::string store;
};  ///< put the load into a store; waits while it is full

/// an attribute of the entity becomes a value, or that much more than it was
struct Assign {
  int attribute = -1;
  sim::Distribution value;
  bool adds = false;
};
/// do `steps`, then again with the probability `again`, or while all of `when` holds
struct Repeat {
  std::vector<ProcessStep> steps;
  double again = 0;
  std::vector<When> when;
};
struct Label {
  std::string name;
};
/// go on at the label of the same process
struct GoTo {
  std::string label;
};

/// parts of the vehicle go these ways at once, and it goes on when `needed` are done
struct Parallel {
  std::vector<std::vector<ProcessStep>> ways;
  std::int32_t needed = 0;  ///< 0 = all
};
/// wait at a gathering or meeting until the batch leaves; its carrier then does `steps`
struct Gather {
  std::string at;
  std::vector<ProcessStep> steps;
  std::string as = "part";  ///< part | whole, where who belongs together goes by origin
  std::optional<sim::Distribution> patience_s{};
  Steps otherwise;             ///< of those who find no place or give up ...
  bool has_otherwise = false;  ///< ... who else leave
};
/// those aboard go on by themselves
struct LetOff {};
/// so many of another class leave the vehicle and begin their own process
struct Split {
  std::string into;
  sim::Distribution number = sim::constant(1);
  double share = 1;           ///< of the load that they take with them, all together
  std::string clock = "own";  ///< own | whole: when their clearance began
};
/// take a slot and wait for it
struct Appointment {
  std::string book;
  std::optional<sim::Distribution> early_s;
  std::optional<sim::Distribution> late_s;
  double no_show = 0;
  Steps otherwise;             ///< of those who find no slot or do not come ...
  bool has_otherwise = false;  ///< ... who else leave
};
struct WaitUntil {
  std::string hours;
};
/// Places of a yard that are taken together with others.
struct Taken {
  std::string yard;
  std::int32_t number = 1;
  std::int32_t keep_free = 0;  ///< so many must stay free
};
/// wait until all places are free at once, and take them until `vacate`
struct Seize {
  std::vector<Taken> places;
  bool in_order = false;  ///< nobody who asks later gets any of them before
  QueueRules rules{};
  std::optional<std::int32_t> priority{};
  std::vector<ProcessStep> otherwise;
  bool has_otherwise = false;
};
/// give up what was seized
struct Vacate {
  std::vector<std::string> yards;
};
/// travel a section
struct Pass {
  std::string section;
  std::string direction;
  std::vector<Taken> with{};          ///< taken together with the section
  std::vector<std::string> vacate{};  ///< given up on entering
  std::optional<sim::Distribution> time_s{};
  QueueRules rules{};
  std::optional<std::int32_t> priority{};
  std::vector<ProcessStep> otherwise;
  bool has_otherwise = false;
};

struct ProcessStep {
  std::variant<Visit, Within, Travel, Choose, ReachBorder, Declare, AwaitDocuments, Release,
               Cleared, Unload, Leave, Assign, Repeat, Label, GoTo, Parallel, Gather, LetOff, Split,
               Appointment, WaitUntil, Seize, Vacate, Pass>
      what;
  Place place;
};

/// The lists of steps inside a step, in the order of the file.
std::vector<const Steps*> inner_steps(const ProcessStep& step);

struct Process {
  std::string id;
  Text title;
  Steps steps;
};

/// What is applied: a lever as written in its file, for the report.
struct LeverInfo {
  std::string id;
  Text title;
  Text summary;
  Text cost;                            ///< empty when unknown
  std::optional<double> cost_amount{};  ///< in `cost_currency`; empty when unknown
  std::string cost_currency{};          ///< CNY or USD
  std::optional<CivilDate> opens;
  std::string file;
};

struct Scenario {
  std::string file;
  std::string hash;  ///< hex, 64 bit, of the resolved document
  Text title;
  Text question;
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
  std::vector<Provenance> provenance;
};

}  // namespace kouan::models
