// Candidates for the bottleneck of one scenario: its saturated model with one more server here or
// there.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/capacity.hpp"
#include "analysis/replicate.hpp"
#include "analysis/samples.hpp"
#include "models/compile.hpp"
#include "models/scenario.hpp"

namespace kouan::analysis {

class BottleneckCandidates {
 public:
  /// `saturated` are the unchanged saturated runs; all three must outlive this. `id` and `label`
  /// are those of the variant. `with_hours`: one and two more hours of opening are tried too.
  BottleneckCandidates(std::string id, models::Text label, const models::Scenario& scenario,
                       const Samples& saturated, bool with_hours);

  /// Two places at a time instead; see pair_candidates().
  BottleneckCandidates(std::string id, models::Text label, const models::Scenario& scenario,
                       const Samples& saturated, const std::vector<std::pair<Place, Place>>& pairs);

  /// Goes on with these only.
  void keep(std::size_t most);
  /// A lane for each that is still in the running. Lanes point into this object.
  std::vector<Lane> lanes();
  /// Gains of all that have results, those not kept too.
  std::vector<Gain> gains() const;
  /// Each of those has at least two replications, so that there is an interval.
  bool has_intervals() const;

 private:
  struct One {
    Place place;
    models::Compiled compiled;
    double increment;              ///< Gain::increment
    std::vector<double> per_year;  ///< tonnes or vehicles, by replication
    bool alive;
    bool has_results;                ///< false after a run that could not be finished
    std::optional<Place> also = {};  ///< Gain::also
  };

  Gain gain_of(const One& one) const;

  Lane lane_of(One& one) const;

  std::string id_;
  models::Text label_;
  const models::Scenario& scenario_;
  const Samples& saturated_;
  const char* measure_;  ///< of the port: what throughput is told in
  std::vector<One> all_;
};

}  // namespace kouan::analysis
