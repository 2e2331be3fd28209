#include "analysis/report/json.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "analysis/carried.hpp"
#include "analysis/report/clearance_change.hpp"
#include "analysis/report/json_parts.hpp"
#include "analysis/report/limits.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/units.hpp"
#include "analysis/report/written_values.hpp"
#include "analysis/throughput.hpp"
#include "analysis/value_title.hpp"
#include "models/language/dates.hpp"

namespace kouan::analysis {

namespace {

using Json = nlohmann::ordered_json;

Json date(const models::CivilDate& d) { return models::language::date_text(d); }

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json text_or_null(const models::Text& text) { return text.en.empty() ? Json() : to_json(text); }

Json presuppositions_json(const models::LeverInfo& lever) {
  Json list = Json::array();
  for (const models::Presupposition& one : lever.presupposes)
    list.push_back({{"value", one.path}, {"says", to_json(one.says)}});
  return list;
}

Json levers(const models::Scenario& scenario) {
  Json list = Json::array();
  for (const models::LeverInfo& lever : scenario.levers)
    list.push_back({{"id", lever.id},
                    {"title", to_json(lever.title)},
                    {"summary", to_json(lever.summary)},
                    {"presupposes", presuppositions_json(lever)},
                    {"cost", to_json(cost_of_lever(lever))},
                    {"opens", lever.opens ? date(*lever.opens) : Json()}});
  return list;
}

Json sides(const models::Scenario& scenario) {
  Json list = Json::array();
  for (const models::Side& side : scenario.sides)
    list.push_back({{"id", side.id}, {"title", to_json(side.title)}});
  return list;
}

Json checks(const VariantReport& variant) {
  Json list = Json::array();
  for (const ResultCheck& check : variant.checks)
    list.push_back({{"id", check.id},
                    {"title", to_json(check.title)},
                    {"ok", check.ok ? Json(*check.ok) : Json()},
                    {"applies", check.applies},
                    {"detail", to_json(check.detail)}});
  return list;
}

Json scenario_json(const Report& report, const VariantReport& variant) {
  const VariantOutcome& outcome = *variant.outcome;
  const models::Scenario& scenario = outcome.variant->scenario;
  Json json;
  json["id"] = outcome.variant->id;
  json["title"] = to_json(outcome.variant->title);
  json["counterfactual"] = text_or_null(outcome.variant->counterfactual);
  json["undoes"] = text_or_null(outcome.variant->undoes);
  json["way_of_differences"] = text_or_null(way_of_differences(*outcome.variant));
  json["scenario"] = scenario.file;
  json["hash"] = scenario.hash;
  json["version"] = KOUAN_VERSION;
  json["seed"] = report.outcome.seed;
  json["replications"] = outcome.samples->replications();
  json["horizon_s"] = scenario.horizon_s;
  json["warmup_s"] = scenario.warm_up_s;
  json["start"] = date(scenario.start);
  json["interrupted"] = report.outcome.interrupted;
  json["levers"] = levers(scenario);
  json["port"] = port_json(*outcome.samples);
  json["classes"] = classes_json(outcome);
  json["throughput"] = throughput_json(*variant.outcome);
  json["day"] = day_json(variant);
  json["stages"] = stages_json(variant);
  json["gatherings"] = gatherings_json(outcome);
  json["sides"] = sides(scenario);
  json["ledger"] = ledger_json(outcome);
  json["limited"] = not_limited(variant).en.empty();
  json["capacity"] = capacity_json(variant);
  json["clearance_ranges"] = clearance_ranges_json(outcome);
  json["series"] = series_json(outcome);
  json["graph"] = graph_json(variant.before.graph);
  json["checks"] = checks(variant);
  json["assumptions"] = assumptions_json(scenario);
  return json;
}

/// True, false, or null while nothing can be said.
Json real(Verdict verdict) {
  return verdict == Verdict::unknown ? Json() : Json(verdict == Verdict::real);
}

Json precision_json(const std::optional<PrecisionOutcome>& precision) {
  if (!precision) return nullptr;
  return {{"asked", precision->asked},
          {"reached", precision->reached},
          {"widest", std::isfinite(precision->widest) ? Json(precision->widest) : Json()}};
}

Json comparison_json(const Report& report, const Comparison& comparison) {
  Json measures = Json::array();
  for (const ComparedMeasure& m : comparison.measures) {
    const auto known = [](const std::optional<double>& v) { return v ? Json(*v) : Json(); };
    measures.push_back({{"id", m.id},
                        {"title", to_json(m.title)},
                        {"unit", m.unit},
                        {"base", to_json(m.paired.base)},
                        {"with", to_json(m.paired.with)},
                        {"difference", to_json(m.paired.difference)},
                        {"relative", to_json(m.paired.relative)},
                        {"real", real(m.paired.verdict())},
                        {"small", is_small(m.paired.relative)},
                        {"correlation", known(m.paired.correlation)},
                        {"variance_saved", known(m.paired.variance_saved)}});
  }
  const auto at_ends = [](const std::optional<RangeGain>& gain) {
    if (!gain) return Json();
    return Json{{"low", to_json(gain->low.difference)}, {"high", to_json(gain->high.difference)}};
  };
  Json clearance = Json::array();
  for (const ClearanceChange& change : clearance_changes(report, comparison))
    clearance.push_back(change.of->id);
  const VariantOutcome& with = *variant_of(report, comparison.with).outcome;
  return {{"base", comparison.base},
          {"with", comparison.with},
          {"measures", std::move(measures)},
          {"clearance_changes", std::move(clearance)},
          {"over_range", at_ends(comparison.over_range)},
          {"over_own_range", at_ends(comparison.over_own_range)},
          {"clearance_over_ranges", clearance_changes_json(with)},
          {"clearance_extremes", change_extremes_json(comparison, with)}};
}

/// A number where the year is one ("2024"), else as written.
Json year(const std::string& text) {
  const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  return digits && text.size() <= 4 ? Json(std::stoi(text)) : text_or_null(text);
}

Json grade(models::Grade grade) {
  return grade == models::Grade::none ? Json() : Json(grade_name(grade));
}

Json sources_json(const Report& report) {
  Json list = Json::array();
  for (const models::Source& source : report.sources)
    list.push_back({{"key", source.key},
                    {"title", to_json(source.title)},
                    {"url", text_or_null(source.url)},
                    {"year", year(source.year)},
                    {"grade", grade(source.grade)},
                    {"note", to_json(source.note)}});
  return list;
}

}  // namespace

Json to_json(const Estimate& e) {
  Json json;
  json["mean"] = e.known() ? Json(e.mean) : Json();
  json["half_width"] = e.half_width ? Json(*e.half_width) : Json();
  json["n"] = e.n;
  return json;
}

Json answer_json(const Answer& said) {
  return {{"en", said.en}, {"zh", said.zh}, {"groups", said.groups}};
}

Json titles(const std::vector<models::Text>& list) {
  Json out = Json::array();
  for (const models::Text& title : list)
    out.push_back(to_json(title));
  return out;
}

/// An end of a band, without what its sum is wrong in.
Json end_or_null(double value) {
  constexpr int k_written_digits = 12;
  return std::isfinite(value) ? Json(rounded(value, k_written_digits)) : Json();
}

Json validation_json(const std::vector<ValidationOutcome>& validation) {
  Json list = Json::array();
  for (const ValidationOutcome& v : validation)
    list.push_back({{"id", v.of->id},
                    {"title", to_json(v.of->title)},
                    {"observed", v.of->observed},
                    {"unit", unit_of_case(*v.of)},
                    {"source", text_or_null(v.of->source)},
                    {"grade", text_or_null(v.of->grade)},
                    {"tolerance", v.of->tolerance.text},
                    {"tolerance_text",
                     to_json(models::Text{tolerance_text(v.of->tolerance.text, Language::en),
                                          tolerance_text(v.of->tolerance.text, Language::zh)})},
                    {"tolerance_low", end_or_null(v.of->tolerance.low)},
                    {"tolerance_high", end_or_null(v.of->tolerance.high)},
                    {"simulated", to_json(v.simulated)},
                    {"inside", v.replications > 0 ? Json(v.inside) : Json()},
                    {"fitted", v.of->fitted},
                    {"dependent", v.follows()},
                    {"returns_demand", v.returns_demand},
                    {"design", v.of->design},
                    {"verdict", text_or_null(name_of(verdict(v)))},
                    {"unanswered", v.is_unanswered() ? to_json(v.unanswered) : Json()},
                    {"scenario", v.of->scenario->file},
                    {"levers", titles(v.of->levers)},
                    {"of_base", v.of_base},
                    {"note", to_json(v.of->note)}});
  return list;
}

Json to_json(const Report& report) {
  const models::Scenario& base = report.base();
  Json json;
  json["kouan"] = KOUAN_VERSION;
  json["command"] = report.command;
  json["lang"] = report.language == Language::zh ? "zh" : "en";
  json["lang_asked"] = report.is_language_asked;
  json["title"] = to_json(base.title);
  json["question"] = to_json(base.question);
  json["answer"] = answer_json(report.answer);
  json["certainty"] = answer_json(report.certainty);
  json["details"] = answer_json(report.details);
  json["counted_in"] = carried_in(base) == CarriedIn::tonnes ? "t" : "vehicles";
  const auto main = main_class(report);
  json["main_class"] = main ? Json(base.classes[*main].id) : Json();
  json["precision"] = precision_json(report.outcome.precision);
  if (report.command == "run") {
    const Json scenario = scenario_json(report, report.variants.front());
    for (const auto& [key, value] : scenario.items())
      if (key != "title") json[key] = value;
  } else {
    json["scenarios"] = Json::array();
    for (const VariantReport& variant : report.variants)
      json["scenarios"].push_back(scenario_json(report, variant));
    json["comparisons"] = Json::array();
    for (const Comparison& comparison : report.comparisons)
      json["comparisons"].push_back(comparison_json(report, comparison));
  }
  if (report.command != "run") {
    json["without_results"] = Json::array();
    for (const WithoutResults& one : report.outcome.without_results)
      json["without_results"].push_back(one.variant->id);
  }
  json["validation"] = validation_json(report.outcome.validation);
  json["sources"] = sources_json(report);
  return json;
}

std::string json_text(const Json& json) { return json.dump(1) + "\n"; }

}  // namespace kouan::analysis
