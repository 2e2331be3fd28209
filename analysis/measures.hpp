// What is measured: one table each for classes, stages and the whole port, with unit, title in both
// languages and kind, and how the value comes out of one replication. Reports, CSV and comparisons
// read these tables, so a wrong average cannot be written by hand somewhere else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "models/compile.hpp"
#include "models/scenario.hpp"
#include "sim/result.hpp"

namespace kouan::analysis {

/// What one value of a measure is, within one replication.
enum class MeasureKind : std::uint8_t {
  count,          ///< a number or rate over the observed time
  tally,          ///< over entities: mean or quantile of what each experienced
  time_weighted,  ///< over time: integral divided by a time
};

struct MeasureInfo {
  std::string_view id;    ///< key in JSON and CSV; a dot goes one level down
  std::string_view unit;  ///< SI or trade unit, as in the value
  std::string_view en;
  std::string_view zh;
  MeasureKind kind;
};

/// The observed part of a run: after the warm-up. Rates per open day look at whole days only, in
/// vehicles as in days: [first_day, last_day), counted from the start of the run.
struct Window {
  double days = 0;  ///< length [d]
  std::size_t first_day = 0;
  std::size_t last_day = 0;
  bool is_of_endless_demand = false;        ///< of a saturated run: those count who have left
  double open_days = 0;                     ///< whole days on which any class's demand hours open
  std::vector<double> class_open_days;      ///< the same of each class's own hours
  std::vector<std::uint32_t> entry;         ///< by class, sim::ClassDef::entry
  std::vector<std::vector<char>> comes_to;  ///< [class][stage]: its program leads there
};

Window observed_window(const models::Compiled& compiled);

/// Everything a measure of one class or stage may look at.
struct View {
  const sim::RunResult& run;
  const models::Scenario& scenario;
  const Window& window;
  std::size_t index = 0;  ///< of the class or stage; unused for the whole port
};

/// Length of queue that one waiting vehicle takes at stage `view.index` [km]: lengths of the
/// classes weighted with the time that each waited there, over the vehicles abreast. 0 if nobody
/// waited in this run; NaN only where nothing that has a length comes.
double queue_km_per_vehicle(const View& view);

/// NaN = nothing observed in this replication.
struct Measure {
  MeasureInfo info;
  double (*value)(const View&);
};

std::span<const Measure> class_measures();
std::span<const Measure> stage_measures();
/// Over all classes together.
std::span<const Measure> port_measures();
/// Of a gathering or meeting.
std::span<const Measure> gathering_measures();

/// Of one class at gathering `view.index`.
enum class GatheringClassMeasure : std::uint8_t {
  came_per_day,  ///< [1/d], the refused among them
  refused,       ///< share of those who came that found all places taken
  gave_up,       ///< that lost patience [of those who came]
  queue,         ///< number waiting, mean over time
};
double gathering_class_value(const View& view, std::size_t class_index,
                             GatheringClassMeasure measure);

/// Position of the measure with this id; throws std::logic_error when there is none.
std::size_t measure_index(std::span<const Measure> table, std::string_view id);

}  // namespace kouan::analysis
