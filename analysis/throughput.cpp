#include "analysis/throughput.hpp"

#include <algorithm>

#include "analysis/carried.hpp"
#include "models/amounts.hpp"

namespace kouan::analysis {
namespace {

struct Unit {
  const char* id;
  const char* measure;  ///< of a class, per day
  double (*of)(const models::EntityClass& cls);
};

constexpr Unit k_units[] = {
    {"vehicles", "cleared_per_day",
     // On rail trains and wagons are told, and a load of its own is no vehicle.
     [](const models::EntityClass& cls) { return cls.mode == "rail" ? 0.0 : 1.0; }},
    {"trains", "cleared_per_day", [](const models::EntityClass& cls) { return cls.counts.trains; }},
    {"wagons", "cleared_per_day", [](const models::EntityClass& cls) { return cls.counts.wagons; }},
    {"teu", "cleared_per_day", [](const models::EntityClass& cls) { return cls.counts.teu; }},
    {"passengers", "cleared_per_day",
     [](const models::EntityClass& cls) { return cls.counts.passengers; }},
    {"t", "tonnes_per_day", [](const models::EntityClass&) { return 1.0; }},
};

std::string direction_of(const models::EntityClass& cls) {
  return cls.direction.empty() ? "unstated" : cls.direction;
}

bool states_anything(const models::EntityClass& cls) {
  const models::Counts& n = cls.counts;
  return !cls.direction.empty() || n.trains > 0 || n.wagons > 0 || n.teu > 0 || n.passengers > 0;
}

/// Sum over the classes of the direction, by replication.
std::vector<double> per_day(const models::Scenario& scenario, const Samples& samples,
                            const Unit& unit, const std::string& direction) {
  std::vector<double> sum(static_cast<std::size_t>(samples.replications()), 0);
  for (std::size_t c = 0; c < scenario.classes.size(); ++c) {
    const double each = unit.of(scenario.classes[c]);
    const std::string own = direction_of(scenario.classes[c]);
    if (each <= 0 || (direction == "both" ? own == "unstated" : own != direction)) continue;
    const auto values = samples.of_class(c, unit.measure);
    std::transform(sum.begin(), sum.end(), values.begin(), sum.begin(),
                   [each](double s, double v) { return s + each * v; });
  }
  return sum;
}

bool brings_load(const models::EntityClass& cls) {
  return models::comes_from_outside(cls) && has_load(cls);
}

}  // namespace

std::string counted_in(const models::EntityClass& cls) {
  constexpr double k_shortest_train_m = 200, k_shortest_cut_m = 40;
  if (cls.mode != "rail") return "vehicles";
  // Trains that are put together inside count for none that crosses, yet are trains; of those that
  // are split off or go round the length tells.
  if (cls.counts.trains > 0 || cls.is_gathered || cls.vehicle_length_m >= k_shortest_train_m)
    return "trains";
  // Wagons that are set out of a train count with it: of the cut that they are the length tells.
  if (cls.counts.wagons == 0) return cls.vehicle_length_m >= k_shortest_cut_m ? "cuts" : "vehicles";
  return cls.counts.wagons == 1 ? "wagons" : "cuts";
}

std::string unit_of_class(const models::EntityClass& cls) {
  return cls.counts.passengers == 1 ? "passengers" : counted_in(cls);
}

bool is_port_of_trains(const models::Scenario& scenario) {
  const auto& classes = scenario.classes;
  const auto is_train = [](const models::EntityClass& cls) { return cls.counts.trains > 0; };
  return std::any_of(classes.begin(), classes.end(), is_train) &&
         std::all_of(classes.begin(), classes.end(), [&](const models::EntityClass& cls) {
           return is_train(cls) || !brings_load(cls);
         });
}

std::vector<Throughput> throughput(const models::Scenario& scenario, const Samples& samples) {
  const auto& classes = scenario.classes;
  if (std::none_of(classes.begin(), classes.end(), states_anything)) return {};
  std::vector<std::string> directions;
  for (const char* direction : {"inbound", "outbound", "unstated"}) {
    const bool is_there = std::any_of(classes.begin(), classes.end(), [&](const auto& cls) {
      return direction_of(cls) == direction;
    });
    if (is_there) directions.emplace_back(direction);
  }
  const auto has = [&](const char* direction) {
    return std::find(directions.begin(), directions.end(), direction) != directions.end();
  };
  if (has("inbound") && has("outbound")) directions.emplace_back("both");
  std::vector<Throughput> out;
  for (const std::string& direction : directions) {
    for (const Unit& unit : k_units) {
      const std::vector<double> days = per_day(scenario, samples, unit, direction);
      if (std::all_of(days.begin(), days.end(), [](double v) { return v == 0; })) continue;
      const Estimate a_day = estimate(days);
      out.push_back({direction, unit.id, a_day, scaled(a_day, models::k_year_days)});
    }
  }
  return out;
}

}  // namespace kouan::analysis
