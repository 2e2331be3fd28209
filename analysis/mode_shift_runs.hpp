// The runs behind a split between road and rail: one port with and without its railway, at any
// demand and any share, replication by replication.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "analysis/mode_shift.hpp"
#include "models/compile.hpp"

namespace kouan::analysis {

/// What one replication gives for one mode; NaN where nothing was observed.
struct ModeReply {
  double tonnes_per_year = std::numeric_limits<double>::quiet_NaN();
  double vehicles_per_day = std::numeric_limits<double>::quiet_NaN();
  double clearance_s = std::numeric_limits<double>::quiet_NaN();
  double tonnes_came = 0;  ///< a year
  double tonne_hours = 0;  ///< a year
  double time_h() const;
};

struct ShiftReply {
  bool is_known = false;  ///< false of a run without results
  ModeReply road;
  ModeReply rail;  ///< nothing without the railway
  double port_tonnes_per_year = std::numeric_limits<double>::quiet_NaN();

  /// Mean time of a tonne, over both modes.
  double time_h() const;
};

/// One run asked for. Equal demand and share share a model.
struct ShiftAsk {
  bool with_rail = false;
  bool saturated = false;
  double demand_kg = 0;  ///< a year, both modes together
  double share = 0;      ///< of it by rail; of no matter without the railway
  std::uint32_t replication = 0;
};

class ShiftRuns {
 public:
  /// All must outlive this; what goes wrong is noted in `outcome`.
  ShiftRuns(const models::Scenario& road_alone, const models::Scenario& with_rail,
            const models::ModeSplit& split, const ModeShiftOptions& options,
            ModeShiftOutcome& outcome);

  /// Replies in the order of the asks. Some are missing once the outcome is interrupted.
  std::vector<ShiftReply> run(ShiftPhase phase, const std::vector<ShiftAsk>& asks);

  /// The observed cases, each in runs of its own, as `kouan validate` has them; nothing once the
  /// outcome is interrupted.
  void run_cases();

 private:
  struct Made {
    models::Scenario scenario;
    models::Compiled compiled;
    models::Text label;
  };

  const Made& made(const ShiftAsk& ask);
  Lane lane_of(const ShiftAsk& ask, ShiftReply& reply);

  const models::Scenario& road_alone_;
  const models::Scenario& with_rail_;
  const models::ModeSplit& split_;
  const ModeShiftOptions& options_;
  ModeShiftOutcome& outcome_;
  std::map<std::tuple<bool, bool, double, double>, Made> made_;
};

}  // namespace kouan::analysis
