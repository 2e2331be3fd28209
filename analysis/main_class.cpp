#include "analysis/main_class.hpp"

#include <algorithm>

#include "analysis/carried.hpp"

namespace kouan::analysis {

namespace {

/// What the class brought and was cleared, in tonnes or, at a port without loads, in vehicles;
/// where its load went on with its parts, that of as many as were cleared.
double brought(const VariantOutcome& outcome, std::size_t c) {
  if (carried_in(outcome.variant->scenario) == CarriedIn::vehicles)
    return estimate(outcome.samples->of_class(c, "cleared_per_year")).mean;
  const double own = estimate(outcome.samples->of_class(c, "tonnes_per_year")).mean;
  if (own > 0) return own;
  const double cleared = estimate(outcome.samples->of_class(c, "cleared_per_year")).mean;
  return cleared * outcome.variant->scenario.classes[c].payload_kg.mean() / 1000;
}

/// Which classes are looked at for the main one.
enum class Among { asked, from_outside, all };

bool is_among(const models::Scenario& scenario, const models::EntityClass& cls, Among among) {
  if (among == Among::all) return true;
  if (among == Among::from_outside) return models::comes_from_outside(cls);
  const auto& ids = scenario.asks_about;
  return std::find(ids.begin(), ids.end(), cls.id) != ids.end();
}

std::optional<std::size_t> that_brings_most(const VariantOutcome& outcome, Among among) {
  const auto& classes = outcome.variant->scenario.classes;
  std::optional<std::size_t> best;
  double most = 0;
  for (std::size_t c = 0; c < classes.size(); ++c) {
    if (!is_among(outcome.variant->scenario, classes[c], among)) continue;
    if (!estimate(outcome.samples->of_class(c, "physical_clearance_s.mean")).known()) continue;
    const double own = brought(outcome, c);
    if (!best || own > most) {
      best = c;
      most = own;
    }
  }
  return best;
}

}  // namespace

std::optional<std::size_t> main_class(const VariantOutcome& base) {
  for (const Among among : {Among::asked, Among::from_outside, Among::all})
    if (const auto found = that_brings_most(base, among)) return found;
  return std::nullopt;
}

}  // namespace kouan::analysis
