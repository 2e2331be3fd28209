// Processes: lists of steps, as typed values. What each means is in
// docs/reference/scenario-language.md.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "models/text.hpp"
#include "sim/distribution.hpp"
#include "sim/program.hpp"

namespace kouan::models {

/// How long a queue those who come put up with; of a stage, or of a single visit, whose own values
/// go before the stage's.
struct QueueRules {
  std::optional<bool> turns_away;  ///< when the queue is full, instead of waiting where they are
  std::optional<std::int64_t> balk_at;          ///< those who find this many waiting do not join
  std::optional<sim::Distribution> patience_s;  ///< they give up after waiting for this long
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
  bool is_for(const std::string& cls) const {
    return classes.empty() || std::find(classes.begin(), classes.end(), cls) != classes.end();
  }
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

/// Whether anything that takes time, or may, stands after a step `cleared` on some way through.
bool go_on_after_clearance(const Steps& steps);

/// Whether any of the steps, or of those inside them, is a `gather` there.
bool come_to_gathering(const Steps& steps, const std::string& gathering);

struct Process {
  std::string id;
  Text title;
  Steps steps;
};

}  // namespace kouan::models
