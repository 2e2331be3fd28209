#include "analysis/report/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/answer.hpp"
#include "analysis/report/numbers.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

/// "replications 3, 7": where a check failed.
Text broken_in(const std::vector<int>& replications) {
  std::string list;
  for (const int r : replications)
    list += (list.empty() ? "" : ", ") + std::to_string(r + 1);
  return {"broken in replication " + list, "不成立的重复：" + list};
}

ResultCheck counted(std::string id, Text title, std::vector<int> broken,
                    const std::vector<int>& more) {
  broken.insert(broken.end(), more.begin(), more.end());
  std::sort(broken.begin(), broken.end());
  broken.erase(std::unique(broken.begin(), broken.end()), broken.end());
  ResultCheck check{std::move(id), std::move(title), broken.empty(), {}};
  if (!broken.empty()) check.detail = broken_in(broken);
  return check;
}

/// The mean over replications scatters about its expectation, so the lower end of its interval is
/// what must not pass the bound.
ResultCheck bound_check(const Samples& saturated, const theory::CapacityBound& bound) {
  ResultCheck check{
      "capacity-bound",
      {"Saturated throughput stays below the analytic bound", "饱和通过量不超过解析上界"},
      true,
      {}};
  const Estimate mt = scaled(estimate(saturated.of_port("tonnes_per_year")), 1e-6);
  const double limit = bound.tonnes_per_year_any_run / 1e6;
  if (!mt.known() || !std::isfinite(limit)) return check;
  check.ok = mt.low() <= limit * (1 + 1e-9);
  check.detail = {fmt::format("{} Mt/yr simulated, bound {}", with_interval(mt), plain(limit)),
                  fmt::format("仿真值 {} 万吨/年，上界 {}", with_interval(scaled(mt, 100)),
                              plain(100 * limit))};
  return check;
}

/// Keys of the sources that a scenario's values name.
void mark_named(const models::Scenario& scenario, std::vector<std::string>& keys) {
  for (const models::Provenance& p : scenario.provenance)
    if (!p.source.empty()) keys.push_back(p.source);
}

std::vector<models::Source> named_sources(const Report& report,
                                          const std::vector<models::Source>& all) {
  std::vector<std::string> keys;
  for (const VariantReport& variant : report.variants)
    mark_named(variant.outcome->variant->scenario, keys);
  for (const ValidationOutcome& v : report.outcome.validation)
    keys.push_back(v.of->source);
  std::vector<models::Source> named;
  std::copy_if(all.begin(), all.end(), std::back_inserter(named), [&](const models::Source& entry) {
    return std::find(keys.begin(), keys.end(), entry.key) != keys.end();
  });
  return named;
}

}  // namespace

const std::string& in(const Text& text, Language language) {
  return language == Language::zh && !text.zh.empty() ? text.zh : text.en;
}

std::vector<ResultCheck> result_checks(const VariantOutcome& outcome,
                                       const theory::CapacityBound& bound) {
  const std::vector<int> none;
  const Samples* saturated = outcome.saturated.get();
  std::vector<ResultCheck> checks;
  checks.push_back(counted(
      "conservation", {"Arrived = departed + inside, every class", "到达 = 离开 + 在场（各类别）"},
      outcome.samples->not_conserved(), saturated != nullptr ? saturated->not_conserved() : none));
  checks.push_back(counted("little", {"Little's law holds at every stage", "各环节满足利特尔法则"},
                           outcome.samples->not_little(),
                           saturated != nullptr ? saturated->not_little() : none));
  if (saturated != nullptr) checks.push_back(bound_check(*saturated, bound));
  return checks;
}

Report make_report(std::string command, Language language, ExperimentOutcome outcome,
                   const std::vector<models::Source>& sources) {
  Report report;
  report.command = std::move(command);
  report.language = language;
  report.outcome = std::move(outcome);
  for (const VariantOutcome& variant : report.outcome.variants) {
    VariantReport one;
    one.outcome = &variant;
    one.before = check(variant.variant->scenario);
    one.bound =
        theory::capacity_bound(variant.variant->scenario,
                               sim::from_seconds(variant.variant->scenario.saturated_warm_up_s));
    one.checks = result_checks(variant, one.bound);
    report.variants.push_back(std::move(one));
  }
  for (std::size_t i = 1; i < report.outcome.variants.size(); ++i)
    report.comparisons.push_back(
        compare(report.outcome.variants.front(), report.outcome.variants[i]));
  report.sources = named_sources(report, sources);
  report.answer = answer(report);
  return report;
}

bool all_ok(const Report& report) {
  return std::all_of(report.variants.begin(), report.variants.end(), [](const VariantReport& v) {
    return std::all_of(v.checks.begin(), v.checks.end(), [](const ResultCheck& c) { return c.ok; });
  });
}

}  // namespace kouan::analysis
