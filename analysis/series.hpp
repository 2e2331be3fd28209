// Queues and tonnes over the days of the run and over the hours of the day, with intervals over
// replications.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/estimate.hpp"
#include "sim/program.hpp"
#include "sim/result.hpp"

namespace kouan::analysis {

class Series {
 public:
  explicit Series(const sim::Model& model);

  void add(const sim::RunResult& run);

  std::size_t days() const { return days_; }
  std::size_t stages() const { return stages_; }
  /// Number waiting at a stage, mean over the full hours of local day `day`.
  Estimate queue_on_day(std::size_t stage, std::size_t day) const;
  /// Number waiting at `hour` o'clock local time, mean over the days after the warm-up.
  Estimate queue_at_hour(std::size_t stage, std::size_t hour) const;
  /// Full hours of the run of which the numbers inside are kept: all of a run up to 31 days, none
  /// of a longer one.
  std::size_t inside_hours() const { return inside_hours_; }
  /// Number inside the system, of a class, at the end of hour `hour` (from 0) of the run.
  Estimate inside_at_hour(std::size_t entity_class, std::size_t hour) const;
  /// Tonnes cleared on the day, all classes.
  Estimate tonnes_on_day(std::size_t day) const;

 private:
  void add_queues(const sim::RunResult& run);

  std::size_t stages_;
  std::size_t classes_;
  std::size_t days_;
  std::size_t warm_hours_;  ///< full hours of warm-up
  std::size_t inside_hours_;
  std::vector<RunningMean> inside_;   ///< [hour * classes + class]
  std::vector<RunningMean> by_day_;   ///< [day * stages + stage]
  std::vector<RunningMean> by_hour_;  ///< [hour * stages + stage]
  std::vector<RunningMean> tonnes_;   ///< [day]
};

}  // namespace kouan::analysis
