#include "analysis/mode_split.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "models/language/quantity.hpp"

namespace kouan::analysis {

namespace {

/// A parameter of the choice: its key in the lever file and where its value is kept.
struct Parameter {
  const char* field;
  double models::ModeSplit::*value;
  const models::language::Dimension& (*dimension)();
};

constexpr Parameter k_parameters[] = {
    {"road_price", &models::ModeSplit::road_price_usd_per_t, models::language::freight_dimension},
    {"rail_price", &models::ModeSplit::rail_price_usd_per_t, models::language::freight_dimension},
    {"time_value", &models::ModeSplit::time_value_usd_per_t_h,
     models::language::time_value_dimension},
    {"sensitivity", &models::ModeSplit::sensitivity_t_per_usd, models::language::number_dimension},
    {"road_preference", &models::ModeSplit::road_preference_usd_per_t,
     models::language::freight_dimension},
};

/// None without times: a mode that nobody took has no time to choose by. NaN must not get into
/// std::min, which would give the limit for it.
std::optional<double> mean_share(const models::ModeSplit& split,
                                 const std::vector<Choosing>& replications) {
  if (replications.empty()) return std::nullopt;
  double sum = 0;
  for (const Choosing& each : replications) {
    if (std::isnan(each.most)) return std::nullopt;
    if (!each.is_set_by_limit() && !each.times.known()) return std::nullopt;
    sum +=
        each.is_set_by_limit() ? each.most : std::min(each.most, chosen_share(split, each.times));
  }
  return sum / static_cast<double>(replications.size());
}

}  // namespace

const std::vector<std::string>& split_rule_words() {
  static const std::vector<std::string> k_words = {"stated", "share", "capacity-first",
                                                   "price-and-time"};
  return k_words;
}

std::optional<SplitRule> parse_split_rule(const std::string& word) {
  const auto& words = split_rule_words();
  const auto it = std::find(words.begin(), words.end(), word);
  if (it == words.end()) return std::nullopt;
  return static_cast<SplitRule>(it - words.begin());
}

double chosen_share(const models::ModeSplit& split, const ModeTimes& times) {
  const double rail = split.rail_price_usd_per_t + split.time_value_usd_per_t_h * times.rail_h;
  const double road = split.road_price_usd_per_t + split.time_value_usd_per_t_h * times.road_h;
  const double more = rail + split.road_preference_usd_per_t - road;
  return 1 / (1 + std::exp(split.sensitivity_t_per_usd * more));
}

void SuccessiveAverages::answer(double chosen) {
  ++rounds_;
  change_ = chosen - share_;
  // The last share is one whose times were asked for, so that what is told of it was run.
  if (!is_done()) share_ += change_ / rounds_;
}

bool SuccessiveAverages::begin_nearer_the_middle(bool rail_came) {
  const double to_end = rail_came ? 1 - share_ : share_;
  // A share at an end has nowhere to go; and what is chosen may lead back to where nobody came.
  if (to_end >= 0.5 || to_end <= 0 || ++restarts_ > k_most_restarts) return false;
  const double further = std::min(0.5, 2 * to_end);
  start_ = share_ = rail_came ? 1 - further : further;
  change_ = 0;
  rounds_ = 0;
  return true;
}

bool SuccessiveAverages::is_settled() const { return rounds_ > 0 && std::abs(change_) < k_settled; }

std::vector<ShareOverRange> shares_over_ranges(const models::Scenario& scenario,
                                               const models::ModeSplit& split,
                                               const std::vector<Choosing>& replications) {
  std::vector<ShareOverRange> out;
  for (const Parameter& parameter : k_parameters) {
    const std::string path = "levers." + split.lever + ".split." + parameter.field;
    const auto found = std::find_if(scenario.provenance.begin(), scenario.provenance.end(),
                                    [&](const models::Provenance& p) { return p.path == path; });
    if (found == scenario.provenance.end() || found->range.empty()) continue;
    const auto bounds = models::language::parse_bounds(found->range, parameter.dimension());
    if (!bounds) continue;
    const std::string_view text = found->range;
    const std::size_t dots = text.find("..");
    models::ModeSplit changed = split;
    ShareOverRange one{parameter.field, found->value,
                       std::string(models::language::trimmed(text.substr(0, dots))),
                       std::string(models::language::trimmed(text.substr(dots + 2)))};
    changed.*parameter.value = bounds.value.low;
    one.at_low = mean_share(changed, replications);
    changed.*parameter.value = bounds.value.high;
    one.at_high = mean_share(changed, replications);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace kouan::analysis
