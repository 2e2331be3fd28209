// The whole way of an open class through a scenario, summed from what its stages answer.
#pragma once

#include <vector>

#include "analysis/theory/scenario_theory.hpp"
#include "analysis/theory/stage_profile.hpp"

namespace kouan::analysis::theory {

/// Holds references to what it is given.
class WayMaker {
 public:
  WayMaker(const models::Scenario& scenario, const models::ProcessGraph& graph,
           const Traffic& traffic, const sim::Model& model,
           const std::vector<StageProfile>& profiles, const std::vector<StageAnswer>& answers);

  /// Arrivals of class `c` in the long run.
  double rate_per_s(std::size_t c) const { return rates_per_s_[c]; }

  /// Mean time from arriving to leaving: all travel and service without any queueing, by the
  /// traffic equations, and what each visit adds to that. By Little's law the number inside. Exact
  /// where all stages are: means add up, whatever depends on what. Where some are turned away it is
  /// that of those served, at a class's only stage alone.
  WayAnswer way(std::size_t c) const;

 private:
  bool comes_to(std::size_t c, std::size_t s) const;
  void add_stage(std::size_t c, std::size_t s, WayAnswer& way, double& extra_s) const;
  bool is_only_stage(std::size_t c, std::size_t s) const;
  QueueModel model_of(std::size_t c) const;
  bool has_store(std::size_t c) const;

  const models::Scenario& scenario_;
  const models::ProcessGraph& graph_;
  const Traffic& traffic_;
  const sim::Model& model_;
  const std::vector<StageProfile>& profiles_;
  const std::vector<StageAnswer>& answers_;
  std::vector<double> rates_per_s_;
};

}  // namespace kouan::analysis::theory
