#include "analysis/report/left_behind.hpp"

#include <fmt/format.h>

#include <string>

#include "analysis/growing_queues.hpp"
#include "analysis/report/carried_words.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

using models::Text;

Text left_behind(const VariantReport& variant) {
  const VariantOutcome& outcome = *variant.outcome;
  if (outcome.saturated) return {};
  const CarriedWords words(outcome.variant->scenario);
  const double demand = demand_per_year(variant);
  const Estimate carried = estimate(outcome.samples->of_port(carried_measure(words.in())));
  const models::Scenario& scenario = outcome.variant->scenario;
  const bool is_short = carried.half_width && demand > carried.mean + *carried.half_width;
  if (!is_short || !queues_keep_growing(scenario, *outcome.samples)) return {};
  const Text all = words.known(demand);
  const std::string number = grouped(crowd_of(scenario, *outcome.samples).at_end, 0);
  const Text inside = words.with_noun({number, number});
  return {fmt::format("{} a year come, more than it carries: queues grow to the end, when some {} "
                      "are inside",
                      all.en, inside.en),
          fmt::format("需求为每年 {}，多于口岸所能放行的数量：排队持续增长，期末约有 {}滞留",
                      all.zh, inside.zh)};
}

}  // namespace kouan::analysis
