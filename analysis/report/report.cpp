#include "analysis/report/report.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "analysis/report/answer.hpp"
#include "analysis/report/result_checks.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

bool is_of_key(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

bool is_in_brackets(std::string_view before) {
  const auto last = [&](std::string_view half, std::string_view full) {
    const std::size_t a = before.rfind(half), b = before.rfind(full);
    return std::max(a == before.npos ? 0 : a + 1, b == before.npos ? 0 : b + 1);
  };
  return last("(", "（") > last(")", "）");
}

/// Whether what stands between these is cited: "(CAREC)", "（2024年，CAREC）", but not "CAREC" in a
/// sentence, nor "(the CAREC corridor)".
bool is_cited(std::string_view before, std::string_view after) {
  if (!is_in_brackets(before)) return false;
  while (before.ends_with(' '))
    before.remove_suffix(1);
  const auto begins = {"(", "（", ",", "，", ";", "；", "、"};
  const auto ends = {")", "）", ",", "，", ";", "；", "、"};
  return std::any_of(begins.begin(), begins.end(), [&](auto c) { return before.ends_with(c); }) &&
         std::any_of(ends.begin(), ends.end(), [&](auto c) { return after.starts_with(c); });
}

/// Words of a text that may be keys of sources: those with a digit, and others that are cited,
/// since a key may be a word that texts have anyway.
void add_words(std::string_view text, std::set<std::string>& words) {
  for (auto at = text.begin(); at != text.end();) {
    const auto begin = std::find_if(at, text.end(), is_of_key);
    const auto end = std::find_if_not(begin, text.end(), is_of_key);
    at = end;
    const bool has_digit = std::any_of(begin, end, [](char c) { return c >= '0' && c <= '9'; });
    if (begin != end && (has_digit || is_cited({text.begin(), begin}, {end, text.end()})))
      words.emplace(begin, end);
  }
}

void add_words(const Text& text, std::set<std::string>& words) {
  add_words(text.en, words);
  add_words(text.zh, words);
}

/// Keys of the sources that a scenario's values name, and what may be one in their notes, in
/// what its levers say of themselves and in its question: a reader looks these up just as well.
void mark_named(const models::Scenario& scenario, std::set<std::string>& keys) {
  for (const models::Provenance& p : scenario.provenance) {
    keys.insert(p.source);
    add_words(p.note, keys);
  }
  for (const models::LeverInfo& lever : scenario.levers)
    add_words(lever.summary, keys);
  add_words(scenario.question, keys);
}

std::vector<models::Source> named_sources(const Report& report,
                                          const std::vector<models::Source>& all) {
  std::set<std::string> keys;
  for (const VariantReport& variant : report.variants)
    mark_named(variant.outcome->variant->scenario, keys);
  for (const ValidationOutcome& v : report.outcome.validation) {
    keys.insert(v.of->source);
    add_words(v.of->note, keys);
  }
  std::vector<models::Source> named;
  std::copy_if(all.begin(), all.end(), std::back_inserter(named),
               [&](const models::Source& entry) { return keys.count(entry.key) > 0; });
  return named;
}

/// Of saturated runs, which start with full stores, over what comes after `from_s`.
theory::CapacityBound bound_of_saturated(models::Scenario scenario, double from_s,
                                         const std::vector<double>& cleared = {}) {
  for (models::Store& store : scenario.stores)
    store.initial_kg = store.capacity_kg;
  return theory::capacity_bound(scenario, sim::from_seconds(from_s), cleared);
}

/// Vehicles that a saturated run clears a day, by class.
std::vector<double> cleared_mix(const VariantOutcome& outcome) {
  std::vector<double> mix;
  if (!outcome.saturated) return mix;
  for (std::size_t c = 0; c < outcome.variant->scenario.classes.size(); ++c)
    mix.push_back(estimate(outcome.saturated->of_class(c, "cleared_per_day")).mean);
  return mix;
}

}  // namespace

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
    const models::Scenario& scenario = variant.variant->scenario;
    one.bound = bound_of_saturated(scenario, scenario.saturated_warm_up_s, cleared_mix(variant));
    one.checks =
        result_checks(report.outcome, variant, {bound_of_saturated(scenario, 0), one.bound});
    if (!report.outcome.interrupted)
      one.day = day_picture(scenario, *variant.compiled, report.outcome.seed);
    report.variants.push_back(std::move(one));
  }
  for (std::size_t i = 1; i < report.outcome.variants.size(); ++i)
    report.comparisons.push_back(
        compare(report.outcome.variants.front(), report.outcome.variants[i]));
  report.sources = named_sources(report, sources);
  report.answer = answer(report);
  report.certainty = certainty(report);
  report.details = details(report);
  return report;
}

bool all_ok(const Report& report) {
  return std::none_of(report.variants.begin(), report.variants.end(), [](const VariantReport& v) {
    return std::any_of(v.checks.begin(), v.checks.end(),
                       [](const ResultCheck& c) { return c.failed(); });
  });
}

}  // namespace kouan::analysis
