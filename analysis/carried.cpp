#include "analysis/carried.hpp"

#include <algorithm>
#include <variant>

#include "models/amounts.hpp"
#include "models/process.hpp"

namespace kouan::analysis {

namespace {

double chosen(double tonnes_per_year, double vehicles_per_day, CarriedIn in) {
  return in == CarriedIn::tonnes ? tonnes_per_year : vehicles_per_day * models::k_year_days;
}

bool clears(const models::Steps& steps) {
  return std::any_of(steps.begin(), steps.end(), [](const models::ProcessStep& step) {
    if (std::holds_alternative<models::Cleared>(step.what)) return true;
    const auto inner = models::inner_steps(step);
    return std::any_of(inner.begin(), inner.end(), [](const auto* s) { return clears(*s); });
  });
}

}  // namespace

bool has_load(const models::EntityClass& cls) {
  return cls.payload_kg.attribute >= 0 || cls.payload_kg.mean() > 0;
}

bool is_ever_cleared(const models::Scenario& scenario, const models::EntityClass& cls) {
  const models::Process* process = models::process_of(scenario, cls);
  return process != nullptr && clears(process->steps);
}

CarriedIn carried_in(const models::Scenario& scenario) {
  const auto& classes = scenario.classes;
  const bool is_any_loaded = std::any_of(classes.begin(), classes.end(), has_load);
  return is_any_loaded ? CarriedIn::tonnes : CarriedIn::vehicles;
}

CarriedIn carried_in(std::initializer_list<const models::Scenario*> scenarios) {
  const bool any = std::any_of(scenarios.begin(), scenarios.end(), [](const auto* scenario) {
    return carried_in(*scenario) == CarriedIn::tonnes;
  });
  return any ? CarriedIn::tonnes : CarriedIn::vehicles;
}

const char* carried_measure(CarriedIn in) {
  return in == CarriedIn::tonnes ? "tonnes_per_year" : "cleared_per_year";
}

const char* carried_key(CarriedIn in) {
  return in == CarriedIn::tonnes ? "tonnes_per_year" : "vehicles_per_year";
}

const char* carried_unit(CarriedIn in) { return in == CarriedIn::tonnes ? "t/yr" : "vehicles/yr"; }

double sustained_per_year(const theory::CapacityBound& bound, CarriedIn in) {
  return chosen(bound.tonnes_per_year, bound.vehicles_per_day, in);
}

double any_run_per_year(const theory::CapacityBound& bound, CarriedIn in) {
  return chosen(bound.tonnes_per_year_any_run, bound.vehicles_per_day_any_run, in);
}

double cleared_mix_per_year(const theory::CapacityBound& bound, CarriedIn in) {
  return chosen(bound.tonnes_per_year_cleared_mix, bound.vehicles_per_day_cleared_mix, in);
}

double no_way_round_per_year(const theory::CapacityBound& bound, CarriedIn in) {
  return chosen(bound.tonnes_per_year_no_way_round, bound.vehicles_per_day_no_way_round, in);
}

double bound_per_year(const theory::StageBound& bound, CarriedIn in) {
  return chosen(bound.tonnes_per_year, bound.vehicles_per_day, in);
}

}  // namespace kouan::analysis
