// How goods part between a road and the railway that a lever puts beside it, for rules that go
// beyond an amount stated in a file. Applied by analysis: some of them need times from runs.
#pragma once

#include <string>

namespace kouan::models {

/// Of a lever that shifts an amount from one flow to another: what the rules need. Prices are those
/// of the whole way as far as it differs, per tonne of goods.
struct ModeSplit {
  std::string lever;  ///< its id
  std::string road;   ///< id of the flow from which the lever shifts
  std::string rail;   ///< id of the flow to which it shifts
  double fill = 1;    ///< share of the railway's saturated throughput that may be
                      ///< planned with, above 0, at most 1
  double road_price_usd_per_t = 0;
  double rail_price_usd_per_t = 0;
  double time_value_usd_per_t_h = 0;
  double sensitivity_t_per_usd = 0;      ///< of the choice to the difference of generalised costs
  double road_preference_usd_per_t = 0;  ///< what rail must be cheaper by to be liked as much
};

}  // namespace kouan::models
