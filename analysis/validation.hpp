// Held against what was observed: each case names a scenario, a measure over a period, what was
// observed and how near the simulation has to come. A miss is shown as a miss.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/estimate.hpp"
#include "models/compile.hpp"
#include "models/scenario.hpp"
#include "sim/result.hpp"

namespace kouan::analysis {

enum class ValidationMeasure : std::uint8_t {
  vehicles_per_open_day,  ///< cleared vehicles
  trips_per_day,          ///< cleared vehicles over all days of the period
  tonnes,                 ///< cleared tonnes in the period
  tonnes_per_open_day,
  trains_per_day,  ///< what those cleared count for, over all days of the period
  wagons_per_day,
  teu_per_day,
  queue_km_max,        ///< longest queue at the full hours of the period
  queue_km_at,         ///< mean queue over the full hours of the period
  physical_clearance,  ///< mean time, as the classes' results have it: over the whole run
  document_clearance,  ///< likewise
  time_in_system,      ///< likewise, from arrival until it has left for good
  waiting,             ///< mean wait at a stage of those served there
  time_held,           ///< mean time for which one of them has its server or place
};

/// Whether what is measured stands at a stage.
bool is_of_stage(ValidationMeasure measure);
/// Whether it is a time, over the whole run.
bool is_time(ValidationMeasure measure);

/// Which way vehicles are counted.
enum class Direction : std::uint8_t {
  inbound,   ///< those cleared
  outbound,  ///< those that left again
  both,      ///< their sum
};

/// Simulated values that agree with what was observed.
struct Tolerance {
  std::string text;  ///< as it is shown: "±10 %", "factor 3", "at least", "2 .. 6"
  double low = 0;
  double high = 0;
};

struct ValidationCase {
  std::string id;
  models::Text title;
  std::shared_ptr<const models::Scenario> scenario;  ///< levers applied
  std::vector<models::Text> levers;                  ///< titles of those that the case names
  models::DemandMode mode = models::DemandMode::as_given;
  Direction direction = Direction::inbound;  ///< others than inbound count over the whole run only
  ValidationMeasure measure = ValidationMeasure::tonnes;
  std::string unit;                  ///< of `observed`
  double unit_si = 1;                ///< one of the unit in t, km, s or vehicles
  std::vector<std::size_t> classes;  ///< counted ones; all if the file names none
  bool names_classes = false;        ///< some only count, so that it is no figure of the whole port
  std::optional<std::size_t> stage;  ///< for queues and waits
  std::string hours;                 ///< whose open days count; empty: any demand-bearing hours
  std::optional<models::CivilDate> from;  ///< inclusive; default: the run
  std::optional<models::CivilDate> to;
  double observed = 0;
  Tolerance tolerance;
  std::string source;
  std::string grade;
  bool fitted = false;     ///< took part in fitting
  bool dependent = false;  ///< what is simulated follows from inputs, or from cases that were
                           ///< fitted
  bool design = false;     ///< a published design figure: nobody observed it
  models::Text note;
};

struct ValidationOutcome {
  const ValidationCase* of = nullptr;
  Estimate simulated;    ///< in the unit of the case
  int replications = 0;  ///< that ran; 0: the experiment ended before, so nothing can be said
  bool inside = false;   ///< a case that ran without coming to a value is a miss
  /// What came through is what was given as demand, all of it: that follows from the inputs.
  bool returns_demand = false;
  models::Text unanswered;  ///< why there is nothing to run for it; empty if there is
  bool of_base = false;     ///< runs the experiment's base itself, not another scenario of the port

  bool is_unanswered() const { return !unanswered.en.empty(); }
  /// Whether it counts: it ran, and holds something observed.
  bool counts() const { return replications > 0 && !of->design; }
  /// Whether agreement says anything for the model.
  bool is_test() const { return !of->fitted && !of->design && !follows(); }
  /// Whether it follows from inputs, or from cases that were fitted.
  bool follows() const { return of->dependent || (returns_demand && !of->fitted && !of->design); }
};

/// What came of a case. Design figures have words of their own: to differ from one is no miss.
enum class CaseVerdict : std::uint8_t {
  not_run,
  unanswered,  ///< the model has no answer to it: neither hit nor miss
  inside,
  miss,
  no_value,
  within,
  above,
  below
};
CaseVerdict verdict(const ValidationOutcome& validation);
/// "inside", ... as in the report's keys; empty if it was not run.
const char* name_of(CaseVerdict verdict);

/// The observed cases that ran, those of them that came out inside, and what they are worth. Design
/// figures are left out.
struct ValidationCount {
  std::size_t ran = 0;
  std::size_t inside = 0;
  std::size_t fitted = 0;
  std::size_t dependent = 0;
  std::size_t tests = 0;  ///< neither fitted nor dependent
  std::size_t tests_inside = 0;
  /// Of the tests with a tolerance to both sides, inside it or not, and of those that miss a bound,
  /// simulated over observed of the one that is farthest from 1; 0 of one simulated as nothing.
  std::optional<double> farthest;
  std::size_t unanswered = 0;              ///< not among those that ran
  std::size_t not_run = 0;                 ///< the experiment ended before
  std::size_t capacity_tests = 0;          ///< of the tests, those in saturated runs of all classes
  std::size_t capacity_tests_of_some = 0;  ///< likewise, of some classes only
  std::size_t capacity_tests_of_some_inside = 0;  ///< of these
  std::size_t clearance_tests = 0;  ///< of the tests, those of clearance by either clock
  std::size_t clearance_tests_inside = 0;
};
ValidationCount count(const std::vector<ValidationOutcome>& validation);
/// Only those that run the experiment's base.
ValidationCount count_of_base(const std::vector<ValidationOutcome>& validation);

/// What one replication gives for the case, in its unit; NaN if the period holds nothing.
double validation_value(const ValidationCase& of, const models::Compiled& compiled,
                        const sim::RunResult& run);

/// Tonnes that were observed to come through the whole port in a year, by a case that is of just
/// that: what was carried can be carried.
struct ObservedYear {
  double tonnes = 0;
  int year = 0;  ///< of its first day
};
std::optional<ObservedYear> observed_year(const ValidationCase& of);

/// What the case would come to, in its unit, if all that its demand brings in the period went
/// through; NaN where demand doesn't say: of saturated runs, times, queues, fleets and parts.
double demand_value(const ValidationCase& of, const models::Compiled& compiled);

/// Inside if the mean lies within the tolerance. `demand` as above.
ValidationOutcome judge(const ValidationCase& of, const std::vector<double>& values,
                        double demand = k_nan);

}  // namespace kouan::analysis
