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

/// A kind of entity and the process it follows. Exactly one of `flow`, `rates`, `fleet`.
struct EntityClass {
  std::string id;
  Text title;
  std::string mode = "road";  ///< road | rail | agv
  std::string process;
  std::string flow;               ///< flow it carries, or empty
  double share = 1.0;             ///< of that flow's tonnes
  std::vector<RatePeriod> rates;  ///< explicit arrivals (vehicles), follow `hours`
  std::string hours;              ///< for `rates`
  std::int32_t fleet = 0;         ///< closed fleet of this many vehicles
  sim::Distribution payload_kg;   ///< net load of one vehicle or train [kg]
  double vehicle_length_m = 0;    ///< in a queue, gap included
};

/// Part of a stage's servers with own hours.
struct ServerGroup {
  std::int32_t servers = 1;
  std::string hours;  ///< empty = always
  CivilDate from{1, 1, 1};
  CivilDate to{9999, 12, 31};
};

enum class StageKind { stage, yard };

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
/// inner steps.
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

struct ProcessStep;
using Steps = std::vector<ProcessStep>;

/// queue for a server of `stage`, be served, then do `steps` while still holding it
struct Visit {
  std::string stage;
  std::vector<ProcessStep> steps;
  QueueRules rules{};
  std::optional<std::int32_t> priority{};  ///< goes before the stage's
  std::vector<ProcessStep> otherwise{};    ///< of those turned away or out of patience ...
  bool has_otherwise = false;              ///< ... who else leave
};
/// hold a place of `yard` over `steps`
struct Within {
  std::string yard;
  std::vector<ProcessStep> steps;
  QueueRules rules{};
  std::optional<std::int32_t> priority{};
  std::vector<ProcessStep> otherwise{};
  bool has_otherwise = false;
};
struct Travel {
  sim::Distribution time_s;
  Text title;
  std::string side;
};
/// one option of a choice; the last one may be the rest
struct Option {
  double share = 0;
  bool otherwise = false;
  std::vector<ProcessStep> steps;
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

struct ProcessStep {
  std::variant<Visit, Within, Travel, Choose, ReachBorder, Declare, AwaitDocuments, Release,
               Cleared, Unload, Leave>
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
  Text instead_of{};  ///< of a counterfactual: what the port has and the lever takes away; else
                      ///< empty
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
  std::vector<Stoppage> stoppages;
  std::vector<Process> processes;
  std::vector<LeverInfo> levers;
  std::string validation;  ///< path of the file of observed cases, or empty
  std::vector<Provenance> provenance;
};

}  // namespace kouan::models
