#include "analysis/samples.hpp"

#include <algorithm>
#include <numeric>

#include "models/amounts.hpp"
#include "models/attributes.hpp"
#include "sim/program.hpp"

namespace kouan::analysis {

namespace {

constexpr std::size_t k_gathering_class_measures = 4;

void append(std::vector<std::vector<double>>& table, std::span<const Measure> measures,
            const View& view) {
  for (std::size_t m = 0; m < measures.size(); ++m)
    table[m].push_back(measures[m].value(view));
}

}  // namespace

Samples::Samples(const models::Scenario& scenario, const models::Compiled& compiled)
    : scenario_(&scenario),
      window_(observed_window(compiled)),
      series_(compiled.model),
      port_(port_measures().size()),
      classes_(scenario.classes.size(), Table(class_measures().size())),
      stages_(scenario.stages.size(), Table(stage_measures().size())),
      gatherings_(scenario.gatherings.size(), Table(gathering_measures().size())),
      gathering_classes_(scenario.gatherings.size(),
                         Table(scenario.classes.size() * k_gathering_class_measures)),
      ledger_(scenario.classes.size(),
              Table(sim::LedgerLayout::cells_per_class(
                  scenario.stages.size(), scenario.stores.size(), scenario.gatherings.size(),
                  compiled.model.named_drives))),
      lacks_(sim::lacks_of(compiled.model)),
      lacked_(scenario.classes.size(), Table(lacks_.size())),
      horizon_days_(static_cast<double>(compiled.model.horizon) / static_cast<double>(sim::k_day)),
      warm_up_hours_(static_cast<std::size_t>(compiled.model.warm_up / sim::k_hour)) {
  for (const sim::ClassDef& c : compiled.model.classes)
    kept_waiting_.push_back(c.source == sim::SourceKind::saturated ? static_cast<double>(c.count)
                                                                   : 0);
}

void Samples::add(const sim::RunResult& run) {
  append(port_, port_measures(), {run, *scenario_, window_, 0});
  for (std::size_t c = 0; c < classes_.size(); ++c)
    append(classes_[c], class_measures(), {run, *scenario_, window_, c});
  for (std::size_t s = 0; s < stages_.size(); ++s)
    append(stages_[s], stage_measures(), {run, *scenario_, window_, s});
  for (std::size_t g = 0; g < gatherings_.size(); ++g) {
    const View view{run, *scenario_, window_, g};
    append(gatherings_[g], gathering_measures(), view);
    for (std::size_t c = 0; c < classes_.size(); ++c)
      for (std::size_t m = 0; m < k_gathering_class_measures; ++m)
        gathering_classes_[g][c * k_gathering_class_measures + m].push_back(
            gathering_class_value(view, c, static_cast<GatheringClassMeasure>(m)));
  }
  add_ledger(run);
  add_standing(run);
  series_.add(run);
  const double kg = std::accumulate(run.daily_cleared_kg.begin(), run.daily_cleared_kg.end(), 0.0);
  whole_run_t_.push_back(kg / models::k_kg_per_t / horizon_days_ * models::k_year_days);
  const auto vehicles =
      std::accumulate(run.daily_cleared.begin(), run.daily_cleared.end(), std::int64_t{0});
  whole_run_vehicles_.push_back(static_cast<double>(vehicles) / horizon_days_ *
                                models::k_year_days);
  add_on_their_way(run);
  ++replications_;
}

/// Those who are kept waiting may come in another mix than at first, so they are taken off all.
void Samples::add_on_their_way(const sim::RunResult& run) {
  double vehicles = 0, kg = 0, all = 0, waiting = 0;
  for (std::size_t c = 0; c < classes_.size() && warm_up_hours_ > 0; ++c) {
    const std::size_t cell = (warm_up_hours_ - 1) * classes_.size() + c;
    if (cell >= run.hourly_inside.size()) continue;
    const models::EntityClass& cls = scenario_->classes[c];
    all += run.hourly_inside[cell];
    kg += run.hourly_inside[cell] * models::as_drawn(*scenario_, cls, cls.payload_kg).mean();
    waiting += kept_waiting_[c];
  }
  vehicles = std::max(0.0, all - waiting);
  const double per_year = 365 / window_.days;
  on_their_way_vehicles_.push_back(vehicles * per_year);
  on_their_way_t_.push_back(all > 0 ? kg / all * vehicles / 1000 * per_year : 0);
}

void Samples::add_ledger(const sim::RunResult& run) {
  for (std::size_t c = 0; c < ledger_.size(); ++c) {
    const auto departed =
        static_cast<double>(run.classes[c].sojourn.count + run.classes[c].turned_away);
    const auto hours = [&](double seconds) {
      return departed > 0 ? seconds / models::k_hour_s / departed : k_nan;
    };
    const auto& told =
        run.classes[c].told_s.empty() ? run.classes[c].ledger_s : run.classes[c].told_s;
    for (std::size_t cell = 0; cell < ledger_[c].size(); ++cell)
      ledger_[c][cell].push_back(hours(told[cell]));
    for (std::size_t lack = 0; lack < lacks_.size(); ++lack)
      lacked_[c][lack].push_back(hours(run.classes[c].lacked_s[lack]));
  }
}

void Samples::add_standing(const sim::RunResult& run) {
  for (const sim::Standing& standing : run.standing) {
    const auto is_same = [&](const StoodStill& known) {
      return known.first.at == standing.at && known.first.place == standing.place;
    };
    auto known = std::find_if(stood_still_.begin(), stood_still_.end(), is_same);
    if (known == stood_still_.end()) known = stood_still_.insert(known, {standing, 0});
    ++known->replications;
  }
}

std::span<const double> Samples::of_port(std::string_view measure) const {
  return port_[measure_index(port_measures(), measure)];
}

std::span<const double> Samples::of_class(std::size_t index, std::string_view measure) const {
  return classes_[index][measure_index(class_measures(), measure)];
}

std::span<const double> Samples::of_stage(std::size_t index, std::string_view measure) const {
  return stages_[index][measure_index(stage_measures(), measure)];
}

std::span<const double> Samples::of_gathering(std::size_t index, std::string_view measure) const {
  return gatherings_[index][measure_index(gathering_measures(), measure)];
}

std::span<const double> Samples::of_gathering(std::size_t index, std::size_t class_index,
                                              GatheringClassMeasure measure) const {
  return gathering_classes_[index][class_index * k_gathering_class_measures +
                                   static_cast<std::size_t>(measure)];
}

std::span<const double> Samples::ledger_hours(std::size_t index, std::size_t cell) const {
  return ledger_[index][cell];
}

std::span<const double> Samples::lacked_hours(std::size_t index, std::size_t number) const {
  return lacked_[index][number];
}

}  // namespace kouan::analysis
