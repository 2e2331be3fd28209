// Warns of trains and vehicles that are longer than the places where they stand.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "analysis/check_warnings.hpp"
#include "analysis/report/numbers.hpp"

namespace kouan::analysis {

namespace {

using models::EntityClass;
using models::Scenario;
using models::Stage;

using Places = std::map<std::string, std::int32_t>;  ///< by yard, the fewest that are taken at once

void take(const std::string& yard, std::int32_t number, Places& places) {
  const auto [place, is_new] = places.emplace(yard, number);
  if (!is_new) place->second = std::min(place->second, number);
}

void add_places_of(const models::Steps& steps, Places& places) {
  for (const models::ProcessStep& step : steps) {
    if (const auto* within = std::get_if<models::Within>(&step.what)) take(within->yard, 1, places);
    if (const auto* seize = std::get_if<models::Seize>(&step.what))
      for (const models::Taken& taken : seize->places)
        take(taken.yard, taken.number, places);
    if (const auto* pass = std::get_if<models::Pass>(&step.what))
      for (const models::Taken& taken : pass->with)
        take(taken.yard, taken.number, places);
    for (const models::Steps* inner : models::inner_steps(step))
      add_places_of(*inner, places);
  }
}

CheckWarning too_long(const Scenario& scenario, const EntityClass& cls, const Stage& yard,
                      std::int32_t taken) {
  const models::Text who = named_with_id(cls.title, cls.id);
  const models::Text where = named_with_id(yard.title, yard.id);
  const std::string length = plain(cls.vehicle_length_m);
  const std::string place = plain(yard.place_length_m);
  return {"too-long",
          cls.id,
          {fmt::format("one of {} is {} m long, and stands in {} on {} of {} m as if it fitted: "
                       "split it, have it take more places, or lengthen them",
                       who.en, length, where.en,
                       taken == 1 ? "a place" : fmt::format("{} places", taken), place),
           fmt::format("{}长 {} 米，在{}占用 {} 个有效长 {} 米的位置，模型按可停放计算；应予分解、"
                       "占用更多位置或延长",
                       who.zh, length, where.zh, taken, place)},
          place_of_class(scenario, cls.id)};
}

}  // namespace

std::vector<CheckWarning> warnings_of_lengths(const Scenario& scenario) {
  std::vector<CheckWarning> out;
  for (const EntityClass& cls : scenario.classes) {
    const models::Process* process = models::process_of(scenario, cls);
    if (process == nullptr) continue;
    Places places;
    add_places_of(process->steps, places);
    for (const Stage& yard : scenario.stages) {
      const auto taken = places.find(yard.id);
      if (taken == places.end() || !(yard.place_length_m > 0)) continue;
      if (cls.vehicle_length_m > taken->second * yard.place_length_m)
        out.push_back(too_long(scenario, cls, yard, taken->second));
    }
  }
  return out;
}

}  // namespace kouan::analysis
