#include "analysis/growing_queues.hpp"

#include <cstddef>

#include "analysis/estimate.hpp"

namespace kouan::analysis {

namespace {

/// Number waiting at all stages, mean over the week that ends before `end`.
double waiting_in_week(const Series& series, std::size_t end) {
  double sum = 0;
  for (std::size_t day = end - 7; day < end; ++day)
    for (std::size_t stage = 0; stage < series.stages(); ++stage)
      sum += series.queue_on_day(stage, day).mean;
  return sum / 7;
}

/// Whether more wait from week to week: what grows evenly from nothing has in its last week about
/// twice as many as in the week in the middle. Whole weeks are compared, since a run may end in a
/// closed night or weekend; of fewer than four nothing is said.
bool keeps_growing(const Series& series) {
  const std::size_t weeks = series.days() / 7;
  if (weeks < 4) return false;
  const double middle = waiting_in_week(series, series.days() - 7 * (weeks / 2));
  return waiting_in_week(series, series.days()) > 1.5 * middle;
}

}  // namespace

Crowd crowd_of(const models::Scenario& scenario, const Samples& samples) {
  Crowd all;
  const auto& classes = scenario.classes;
  const auto mean = [&](std::size_t c, const char* measure) {
    return estimate(samples.of_class(c, measure)).mean;
  };
  for (std::size_t c = 0; c < classes.size(); ++c) {
    if (!models::comes_from_outside(classes[c])) continue;
    all.came += mean(c, "arrived");
    all.at_end += mean(c, "inside_at_end");
  }
  return all;
}

bool queues_keep_growing(const models::Scenario& scenario, const Samples& samples) {
  return crowd_of(scenario, samples).is_more_than_passing() && keeps_growing(samples.series());
}

}  // namespace kouan::analysis
