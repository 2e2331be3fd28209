// Warns of trains and vehicles that are longer than the places where they stand.
#include <fmt/format.h>

#include <algorithm>
#include <set>
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

void add_yards_of(const models::Steps& steps, std::set<std::string>& yards) {
  for (const models::ProcessStep& step : steps) {
    if (const auto* within = std::get_if<models::Within>(&step.what)) yards.insert(within->yard);
    if (const auto* seize = std::get_if<models::Seize>(&step.what))
      for (const models::Taken& taken : seize->places)
        yards.insert(taken.yard);
    if (const auto* pass = std::get_if<models::Pass>(&step.what))
      for (const models::Taken& taken : pass->with)
        yards.insert(taken.yard);
    for (const models::Steps* inner : models::inner_steps(step))
      add_yards_of(*inner, yards);
  }
}

CheckWarning too_long(const Scenario& scenario, const EntityClass& cls, const Stage& yard) {
  const models::Text who = named_with_id(cls.title, cls.id);
  const models::Text where = named_with_id(yard.title, yard.id);
  const std::string length = plain(cls.vehicle_length_m);
  const std::string place = plain(yard.place_length_m);
  const auto written =
      std::find_if(scenario.names.begin(), scenario.names.end(),
                   [&](const auto& n) { return n.section == "classes" && n.id == cls.id; });
  return {"too-long",
          cls.id,
          {fmt::format("{} is {} m long, and a place of {} is {} m: it stands there as if it "
                       "fitted; split it, give it more places, or lengthen them",
                       who.en, length, where.en, place),
           fmt::format("{}长 {} 米，而{}每位有效长度为 {} 米：模型仍按可停放计算；应予分解、"
                       "占用多位或延长",
                       who.zh, length, where.zh, place)},
          written == scenario.names.end() ? "" : place_text(written->place)};
}

}  // namespace

std::vector<CheckWarning> warnings_of_lengths(const Scenario& scenario) {
  std::vector<CheckWarning> out;
  for (const EntityClass& cls : scenario.classes) {
    const models::Process* process = models::process_of(scenario, cls);
    if (process == nullptr) continue;
    std::set<std::string> yards;
    add_yards_of(process->steps, yards);
    for (const Stage& yard : scenario.stages) {
      const bool is_short = yard.place_length_m > 0 && cls.vehicle_length_m > yard.place_length_m;
      if (is_short && yards.count(yard.id) > 0) out.push_back(too_long(scenario, cls, yard));
    }
  }
  return out;
}

}  // namespace kouan::analysis
