#include "analysis/report/csv.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

#include "analysis/carried.hpp"
#include "analysis/report/ledger.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/throughput.hpp"

namespace kouan::analysis {

namespace {

class Csv {
 public:
  /// Rows that follow belong to this scenario.
  void scenario(std::string id) { scenario_ = std::move(id); }

  void row(std::string_view kind, std::string_view id, std::string_view measure,
           std::string_view unit, const Estimate& e) {
    const auto number = [](bool known, double value) {
      return known && std::isfinite(value) ? fmt::format("{}", value) : std::string();
    };
    text += fmt::format("{},{},{},{},{},{},{},{}\n", csv_field(scenario_), kind,
                        csv_field(std::string(id)), measure, csv_field(std::string(unit)),
                        number(e.known(), e.mean),
                        number(e.half_width.has_value(), e.half_width.value_or(0)), e.n);
  }

  std::string text = "scenario,kind,id,measure,unit,mean,half_width,n\n";

 private:
  std::string scenario_;
};

void measures(Csv& csv, const VariantOutcome& outcome) {
  const models::Scenario& scenario = outcome.variant->scenario;
  const Samples& samples = *outcome.samples;
  for (const Measure& m : port_measures())
    csv.row("port", "all", m.info.id, m.info.unit, estimate(samples.of_port(m.info.id)));
  for (std::size_t c = 0; c < scenario.classes.size(); ++c)
    for (const Measure& m : class_measures())
      csv.row("class", scenario.classes[c].id, m.info.id, m.info.unit,
              estimate(samples.of_class(c, m.info.id)));
  for (std::size_t s = 0; s < scenario.stages.size(); ++s)
    for (const Measure& m : stage_measures())
      csv.row("stage", scenario.stages[s].id, m.info.id, m.info.unit,
              estimate(samples.of_stage(s, m.info.id)));
  for (std::size_t g = 0; g < scenario.gatherings.size(); ++g)
    for (const Measure& m : gathering_measures())
      csv.row("gathering", scenario.gatherings[g].id, m.info.id, m.info.unit,
              estimate(samples.of_gathering(g, m.info.id)));
}

void by_direction(Csv& csv, const VariantOutcome& outcome) {
  for (const Throughput& row : throughput(outcome.variant->scenario, *outcome.samples)) {
    csv.row("throughput", row.direction, row.unit + "_per_day", row.unit + "/d", row.per_day);
    csv.row("throughput", row.direction, row.unit + "_per_year", row.unit + "/yr", row.per_year);
  }
}

void ledger(Csv& csv, const VariantOutcome& outcome) {
  const auto& classes = outcome.variant->scenario.classes;
  for (std::size_t c = 0; c < classes.size(); ++c)
    for (const LedgerRow& row : ledger_rows(outcome, c)) {
      const std::string where = row.stage + row.drive.en;  // never both
      csv.row("ledger", classes[c].id,
              where.empty() ? name_of(row.state) : where + "." + name_of(row.state), "h/vehicle",
              row.hours);
      for (const LedgerLack& lack : row.lacking)
        csv.row("ledger", classes[c].id, row.stage + ".lacking." + lack.stage, "h/vehicle",
                lack.hours);
    }
}

/// Of the first replication, so without an interval.
void occupation(Csv& csv, const VariantReport& variant) {
  if (!variant.day) return;
  for (const DayPlace& place : variant.day->places) {
    if (!place.occupation) continue;
    const auto share = [&](const std::string& measure, double value) {
      csv.row("occupation", place.id, measure, "1", {value, std::nullopt, 1});
    };
    share("on_day", place.occupation->on_day);
    share("mean", place.occupation->mean);
    share("peak", place.occupation->peak);
    for (const OccupiedHours& part : place.occupation->hours) {
      const std::string hours = fmt::format("hours_{:02.0f}_{:02.0f}", part.from_h, part.to_h);
      share(hours + ".mean", part.mean);
      share(hours + ".peak", part.peak);
    }
  }
}

void capacity(Csv& csv, const VariantOutcome& outcome) {
  if (!outcome.saturated) return;
  const models::Scenario& scenario = outcome.variant->scenario;
  const Samples& s = *outcome.saturated;
  const CarriedIn in = carried_in(scenario);
  const char *key = carried_measure(in), *unit = carried_unit(in);
  for (const char* measure : {"tonnes_per_year", "cleared_per_year", "cleared_per_open_day"}) {
    const Measure& m = port_measures()[measure_index(port_measures(), measure)];
    csv.row("capacity", "all", measure, m.info.unit, estimate(s.of_port(measure)));
  }
  for (std::size_t c = 0; c < scenario.classes.size(); ++c)
    csv.row("capacity", scenario.classes[c].id, "tonnes_per_year", "t/yr",
            estimate(s.of_class(c, "tonnes_per_year")));
  for (const auto* range : {&outcome.range, &outcome.own_range}) {
    if (!*range) continue;
    const std::string& path = (*range)->of.path;
    csv.row("capacity-at-low", path, key, unit, (*range)->at_low);
    csv.row("capacity-at-high", path, key, unit, (*range)->at_high);
  }
  if (outcome.screening)
    for (const ScreenedValue& value : outcome.screening->effects)
      for (const auto& [kind, end] :
           {std::pair{"gain-at-low", &value.low}, std::pair{"gain-at-high", &value.high}})
        if (end->paired) csv.row(kind, value.of.path, key, unit, end->paired->difference);
  if (!outcome.bottleneck) return;
  for (const Gain& gain : outcome.bottleneck->gains)
    csv.row(gain.place.waiting_places > 0 ? "longer-queue" : "more-here", gain.place.id, key, unit,
            gain.per_year.difference);
  for (const Gain& pair : outcome.bottleneck->pairs)
    csv.row("more-at-both", pair.key(), key, unit, pair.per_year.difference);
  for (const Gain& gain : outcome.bottleneck->longer)
    csv.row(fmt::format("open-{}h-longer", gain.place.hours), gain.place.id, key, unit,
            gain.per_year.difference);
}

void clearance_ranges(Csv& csv, const VariantOutcome& outcome) {
  if (!outcome.clearance) return;
  for (const ClearanceClock clock : k_clearance_clocks)
    for (const ScreenedValue& value : outcome.clearance->on(clock).effects)
      for (const auto& [kind, end] : {std::pair{"clearance-change-at-low", &value.low},
                                      std::pair{"clearance-change-at-high", &value.high}})
        if (end->paired)
          csv.row(kind, value.of.path, clearance_measure(clock), "s", end->paired->difference);
}

/// What an alternative changes in clearance times at the ends of ranges.
void clearance_over_ranges(Csv& csv, const VariantOutcome& alternative) {
  if (!alternative.clearance) return;
  for (const ClearanceClock clock : k_clearance_clocks)
    for (const ChangeOverRange& change : alternative.clearance->changes_on(clock))
      for (const auto& [kind, end] : {std::pair{"difference-clearance-at-low", &change.low},
                                      std::pair{"difference-clearance-at-high", &change.high}})
        if (*end) csv.row(kind, change.of.path, clearance_measure(clock), "s", (*end)->difference);
}

void comparison(Csv& csv, const Comparison& of) {
  csv.scenario(of.with);
  for (const ComparedMeasure& m : of.measures) {
    csv.row("difference", of.base, m.id, m.unit, m.paired.difference);
    csv.row("relative", of.base, m.id, "1", m.paired.relative);
  }
  const ComparedMeasure* capacity = find_measure(of, "capacity");
  const auto at_ends = [&](const std::string& kind, const std::optional<RangeGain>& gain) {
    if (!gain || capacity == nullptr) return;
    csv.row(kind + "-at-low", of.base, "capacity", capacity->unit, gain->low.difference);
    csv.row(kind + "-at-high", of.base, "capacity", capacity->unit, gain->high.difference);
  };
  at_ends("difference", of.over_range);
  at_ends("difference-own", of.over_own_range);
}

}  // namespace

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string csv_text(const Report& report) {
  Csv csv;
  for (const VariantReport& variant : report.variants) {
    csv.scenario(variant.outcome->variant->id);
    measures(csv, *variant.outcome);
    by_direction(csv, *variant.outcome);
    occupation(csv, variant);
    ledger(csv, *variant.outcome);
    capacity(csv, *variant.outcome);
    clearance_ranges(csv, *variant.outcome);
  }
  for (const Comparison& c : report.comparisons) {
    comparison(csv, c);
    clearance_over_ranges(csv, *variant_of(report, c.with).outcome);
  }
  csv.scenario(report.outcome.variants.front().variant->id);
  for (const ValidationOutcome& v : report.outcome.validation) {
    csv.row("validation", v.of->id, "simulated", v.of->unit, v.simulated);
    csv.row("validation", v.of->id, "observed", v.of->unit, {v.of->observed, std::nullopt, 1});
    // Words, which stand under the unit: they have no number.
    const auto origin = [&](const char* measure, const std::string& word) {
      if (!word.empty()) csv.row("validation", v.of->id, measure, word, {});
    };
    origin("source", v.of->source);
    origin("grade", v.of->grade);
    const auto fact = [&](const char* measure, bool is_so) {
      csv.row("validation", v.of->id, measure, "1", {is_so ? 1.0 : 0.0, std::nullopt, 1});
    };
    if (v.replications > 0) fact("inside", v.inside);
    fact("fitted", v.of->fitted);
    fact("dependent", v.follows());
    fact("design", v.of->design);
    fact("of_base", v.of_base);
  }
  return csv.text;
}

}  // namespace kouan::analysis
