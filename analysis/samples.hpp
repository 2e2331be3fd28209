// One value per replication of every measure: what estimates and paired comparisons are made of.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/carried.hpp"
#include "analysis/estimate.hpp"
#include "analysis/measures.hpp"
#include "analysis/series.hpp"
#include "models/compile.hpp"
#include "models/scenario.hpp"
#include "sim/lacks.hpp"
#include "sim/result.hpp"

namespace kouan::analysis {

/// Who stood for ever at the end of replications: of the first of them who, and in how many.
struct StoodStill {
  sim::Standing first;
  int replications = 0;
};

/// Collects replications in index order. Memory: one number per measure and replication, and three
/// per cell of the series; hourly data are not kept.
class Samples {
 public:
  Samples(const models::Scenario& scenario, const models::Compiled& compiled);

  void add(const sim::RunResult& run);

  int replications() const { return replications_; }
  const Window& window() const { return window_; }
  const Series& series() const { return series_; }

  std::span<const double> of_port(std::string_view measure) const;
  std::span<const double> of_class(std::size_t index, std::string_view measure) const;
  std::span<const double> of_stage(std::size_t index, std::string_view measure) const;
  std::span<const double> of_gathering(std::size_t index, std::string_view measure) const;
  std::span<const double> of_gathering(std::size_t index, std::size_t class_index,
                                       GatheringClassMeasure measure) const;
  /// Hours spent in `cell` (sim::LedgerLayout) by all vehicles of class `index`, those still inside
  /// included, over the number that left: both after the warm-up.
  std::span<const double> ledger_hours(std::size_t index, std::size_t cell) const;
  /// The same of waits in the queue of `lacks()[number].queue` while there was too little of
  /// `lacks()[number].resource`: both are numbers of stages.
  std::span<const double> lacked_hours(std::size_t index, std::size_t number) const;
  const std::vector<sim::Lack>& lacks() const { return lacks_; }
  std::size_t ledger_cells() const { return ledger_.empty() ? 0 : ledger_.front().size(); }

  /// By place, in the order in which they were found first.
  const std::vector<StoodStill>& stood_still() const { return stood_still_; }

  /// Cleared tonnes or vehicles per year over the whole run, warm-up included: what the analytic
  /// bound of a run that starts empty is compared with.
  std::span<const double> whole_run_per_year(CarriedIn in) const {
    return in == CarriedIn::tonnes ? whole_run_t_ : whole_run_vehicles_;
  }

  /// Tonnes or vehicles per year of the observed part that were inside when the warm-up of a
  /// saturated run ended, but for those who are kept waiting to come in: they come on top of what
  /// the places they have passed let through.
  std::span<const double> on_their_way_per_year(CarriedIn in) const {
    return in == CarriedIn::tonnes ? on_their_way_t_ : on_their_way_vehicles_;
  }

 private:
  using Table = std::vector<std::vector<double>>;  ///< [measure][replication]

  void add_ledger(const sim::RunResult& run);
  void add_standing(const sim::RunResult& run);
  void add_on_their_way(const sim::RunResult& run);

  const models::Scenario* scenario_;
  Window window_;
  Series series_;
  int replications_ = 0;
  Table port_;
  std::vector<Table> classes_;
  std::vector<Table> stages_;
  std::vector<Table> gatherings_;
  std::vector<Table> gathering_classes_;  ///< [gathering][class and measure][replication]
  std::vector<Table> ledger_;             ///< [class][cell][replication]
  std::vector<sim::Lack> lacks_;
  std::vector<Table> lacked_;  ///< [class][lack][replication]
  std::vector<StoodStill> stood_still_;
  double horizon_days_;
  std::vector<double> whole_run_t_;
  std::vector<double> whole_run_vehicles_;
  std::size_t warm_up_hours_;         ///< full hours of the warm-up
  std::vector<double> kept_waiting_;  ///< by class, at a saturated source
  std::vector<double> on_their_way_t_;
  std::vector<double> on_their_way_vehicles_;
};

}  // namespace kouan::analysis
