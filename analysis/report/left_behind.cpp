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
  double inside = 0;  ///< over time, after the warm-up
  double at_end = 0;

  /// A queue that grows from nothing ends at twice its mean; fewer than one in a hundred of those
  /// who come may be just on their way.
  bool grows() const { return at_end > 0.01 * came && at_end > 1.5 * inside; }
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
    all.inside += mean(c, "inside.mean");
    all.at_end += mean(c, "inside_at_end");
  }
  return all;
}

}  // namespace

Text left_behind(const VariantReport& variant) {
  const VariantOutcome& outcome = *variant.outcome;
  if (outcome.saturated) return {};
  const CarriedWords words(outcome.variant->scenario);
  const double demand = demand_per_year(variant);
  const Estimate carried = estimate(outcome.samples->of_port(carried_measure(words.in())));
  const Crowd crowd = crowd_of(outcome);
  if (!(demand > carried.mean + carried.half_width.value_or(0)) || !crowd.grows()) return {};
  const Text all = words.known(demand);
  const std::string number = grouped(crowd.at_end, 0);
  const Text inside = words.with_noun({number, number});
  return {
      fmt::format("{} a year come, more than it carries: queues grow to the end, when some {} "
                  "are inside",
                  all.en, inside.en),
      fmt::format("需求为每年 {}，超出所能通过：排队持续增长，期末约有 {}在场", all.zh, inside.zh)};
}

}  // namespace kouan::analysis
