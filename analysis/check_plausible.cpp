// Warnings of loads, counts and lengths beyond all that moves: mostly a unit or a decimal that was
// mistaken, in the file or in what was published.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "analysis/check_warnings.hpp"
#include "analysis/report/numbers.hpp"
#include "models/amounts.hpp"
#include "models/process.hpp"

namespace kouan::analysis {

namespace {

using models::EntityClass;
using models::Text;

/// Chosen well above what the largest in service carry or measure, so that nothing real is warned
/// of. The figures beside them are rough and from no source of the scenarios: they only say how
/// far.
constexpr double k_most_t_of_train = 40000;  // Pilbara ore trains carry 35,000 t
constexpr double k_most_t_of_vehicle = 250;  // road trains weigh 200 t in all
constexpr double k_most_t_of_wagon = 150;    // ore cars of 40 t an axle carry 120 to 140 t
constexpr double k_most_t_of_teu = 35;       // a container weighs 30.48 t at most (ISO 668)
constexpr double k_most_teu_of_wagon = 10;   // articulated, five platforms of two
constexpr double k_most_teu_of_vehicle = 6;  // three trailers
constexpr double k_longest_train_m = 4000;   // 2,600 m are run on Chinese coal lines
constexpr double k_longest_vehicle_m = 70;   // road trains have 53.5 m; a gap comes on top
constexpr double k_most_passengers = 300;    // of a road vehicle: a bi-articulated bus

using LoadsByClass = std::map<std::string, double>;

/// Tonnes of one part of each class that these steps split off, where `left_t` are aboard before:
/// the least that it can be, since what a choice may split off before is taken for gone.
void add_parts(const models::Steps& steps, double& left_t, LoadsByClass& parts_t) {
  for (const models::ProcessStep& step : steps) {
    if (const auto* split = std::get_if<models::Split>(&step.what)) {
      double& part_t = parts_t[split->into];
      part_t = std::max(part_t, left_t * split->share / std::max(1.0, split->number.mean()));
      left_t *= 1 - split->share;
    }
    for (const models::Steps* inner : inner_steps(step))
      add_parts(*inner, left_t, parts_t);
  }
}

/// Of those who come with a load: wagons and containers of a train are often counted by its parts.
LoadsByClass loads_of_parts(const models::Scenario& scenario) {
  LoadsByClass parts_t;
  for (const EntityClass& cls : scenario.classes) {
    double left_t = cls.payload_kg.mean() / models::k_kg_per_t;
    if (const models::Process* process = process_of(scenario, cls))
      add_parts(process->steps, left_t, parts_t);
  }
  return parts_t;
}

class Plausibility {
 public:
  Plausibility(const EntityClass& cls, std::vector<std::pair<Text, Text>>& out)
      : cls_(cls), out_(out) {}

  /// `part_t`: its load where others split it off.
  void add_all(double part_t) {
    const bool is_train = cls_.mode == "rail";
    const models::Counts& counts = cls_.counts;
    const double load_t = std::max(part_t, cls_.payload_kg.mean() / models::k_kg_per_t);
    const double trains = std::max(1.0, counts.trains);
    if (is_train) {
      add(load_t / trains, k_most_t_of_train, {"t a train", "吨/列"});
      add(cls_.vehicle_length_m, k_longest_train_m, {"m of train", "米/列"});
    } else {
      add(load_t, k_most_t_of_vehicle, {"t a vehicle", "吨/车"});
      add(cls_.vehicle_length_m, k_longest_vehicle_m, {"m of vehicle", "米/车"});
      add(counts.teu, k_most_teu_of_vehicle, {"TEU a vehicle", "TEU/车"});
      add(counts.passengers, k_most_passengers, {"passengers a vehicle", "人/车"});
    }
    if (counts.wagons > 0) {
      add(load_t / counts.wagons, k_most_t_of_wagon, {"t a wagon", "吨/辆"});
      add(counts.teu / counts.wagons, k_most_teu_of_wagon, {"TEU a wagon", "TEU/辆"});
    }
    if (counts.teu > 0) add(load_t / counts.teu, k_most_t_of_teu, {"t a TEU", "吨/TEU"});
  }

 private:
  void add(double value, double most, const Text& unit) {
    if (!(value > most)) return;
    out_.push_back({{plain(value) + " " + unit.en, plain(value) + " " + unit.zh},
                    {plain(most) + " " + unit.en, plain(most) + " " + unit.zh}});
  }

  const EntityClass& cls_;
  std::vector<std::pair<Text, Text>>& out_;  ///< what is there, and the most that is known
};

}  // namespace

std::vector<CheckWarning> warnings_of_magnitudes(const models::Scenario& scenario) {
  std::vector<CheckWarning> out;
  const LoadsByClass parts_t = loads_of_parts(scenario);
  for (const EntityClass& cls : scenario.classes) {
    std::vector<std::pair<Text, Text>> found;
    const auto part = parts_t.find(cls.id);
    Plausibility(cls, found).add_all(part == parts_t.end() ? 0 : part->second);
    const Text name = named_with_id(cls.title, cls.id);
    for (const auto& [value, most] : found)
      out.push_back(
          {"implausible",
           cls.id,
           {fmt::format("one of {} has {}, more than anything that runs ({}): is a unit, a "
                        "decimal or a count wrong?",
                        name.en, value.en, most.en),
            fmt::format("{}为 {}，超出实际运行的任何车辆（{}）：请核对单位、小数点或数量", name.zh,
                        value.zh, most.zh)},
           place_of_class(scenario, cls.id)});
  }
  return out;
}

}  // namespace kouan::analysis
