#include "analysis/report/left_behind.hpp"

#include <fmt/format.h>

#include <string>

#include "analysis/report/carried_words.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

/// Of those who come from outside, means over replications.
struct Crowd {
  double came = 0;
  double at_end = 0;

  /// Fewer than one in a hundred of those who come may be just on their way.
  bool is_more_than_passing() const { return at_end > 0.01 * came; }
};

Crowd crowd_of(const VariantOutcome& outcome) {
  Crowd all;
  const auto& classes = outcome.variant->scenario.classes;
  const auto mean = [&](std::size_t c, const char* measure) {
    return estimate(outcome.samples->of_class(c, measure)).mean;
  };
  for (std::size_t c = 0; c < classes.size(); ++c) {
    if (!models::comes_from_outside(classes[c])) continue;
    all.came += mean(c, "arrived");
    all.at_end += mean(c, "inside_at_end");
  }
  return all;
}

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

Text left_behind(const VariantReport& variant) {
  const VariantOutcome& outcome = *variant.outcome;
  if (outcome.saturated) return {};
  const CarriedWords words(outcome.variant->scenario);
  const double demand = demand_per_year(variant);
  const Estimate carried = estimate(outcome.samples->of_port(carried_measure(words.in())));
  const Crowd crowd = crowd_of(outcome);
  const bool is_short = carried.half_width && demand > carried.mean + *carried.half_width;
  if (!is_short || !crowd.is_more_than_passing() || !keeps_growing(outcome.samples->series()))
    return {};
  const Text all = words.known(demand);
  const std::string number = grouped(crowd.at_end, 0);
  const Text inside = words.with_noun({number, number});
  return {fmt::format("{} a year come, more than it carries: queues grow to the end, when some {} "
                      "are inside",
                      all.en, inside.en),
          fmt::format("需求为每年 {}，多于口岸所能放行的数量：排队持续增长，期末约有 {}滞留",
                      all.zh, inside.zh)};
}

}  // namespace kouan::analysis
