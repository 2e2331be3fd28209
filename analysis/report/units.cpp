#include "analysis/report/units.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "analysis/report/numbers.hpp"
#include "analysis/throughput.hpp"
#include "models/amounts.hpp"

namespace kouan::analysis {

namespace {

struct Row {
  std::string_view unit;
  std::string_view zh;
  double factor;  ///< to the Chinese unit
};

constexpr auto k_rows = std::to_array<Row>({{"Mt/yr", "万吨/年", 100},
                                            {"Mt", "万吨", 100},
                                            {"kt/d", "万吨/日", 0.1},
                                            {"kt", "万吨", 0.1},
                                            {"t/d", "吨/日", 1},
                                            {"t", "吨", 1},
                                            {"vehicles/d", "辆/日", 1},
                                            {"vehicles/yr", "辆/年", 1},
                                            {"trains/d", "列/日", 1},
                                            {"trains/yr", "列/年", 1},
                                            {"trains", "列", 1},
                                            {"passengers", "人次", 1},
                                            {"passengers/yr", "人次/年", 1},
                                            {"wagons", "辆", 1},
                                            {"wagons/yr", "辆/年", 1},
                                            {"cuts", "组", 1},
                                            {"cuts/yr", "组/年", 1},
                                            {"vehicles", "辆", 1},
                                            {"km", "公里", 1},
                                            {"m", "米", 1},
                                            {"km/h", "公里/小时", 1},
                                            {"USD/t", "美元/吨", 1},
                                            {"USD/t/h", "美元/吨/小时", 1},
                                            {"d", "天", 1},
                                            {"h", "小时", 1},
                                            {"min", "分钟", 1},
                                            {"s", "秒", 1}});

}  // namespace

ShownUnit shown_unit(std::string_view unit, Language language) {
  const auto* const row =
      std::find_if(k_rows.begin(), k_rows.end(), [&](const Row& r) { return r.unit == unit; });
  if (language == Language::en || row == k_rows.end()) return {std::string(unit), 1};
  return {std::string(row->zh), row->factor};
}

MassUnit mass_unit(double tonnes, Language language) {
  constexpr double k_least = 0.1 * (1 - 1e-9);  // of the unit, but for last bits
  static constexpr std::array k_en{MassUnit{"Mt", 1e6}, MassUnit{"kt", 1e3}, MassUnit{"t", 1}};
  static constexpr std::array k_zh{MassUnit{"万吨", 1e4}, MassUnit{"吨", 1}};
  const std::span<const MassUnit> units =
      language == Language::zh ? std::span<const MassUnit>(k_zh) : std::span<const MassUnit>(k_en);
  const double size = std::abs(tonnes);
  if (!(size > 0)) return units.front();
  const auto fits = [&](const MassUnit& unit) { return size >= k_least * unit.t; };
  const auto found = std::find_if(units.begin(), units.end(), fits);
  return found == units.end() ? units.back() : *found;
}

double size_of_figure(const Estimate& t) {
  return std::max(std::abs(t.mean), std::abs(t.half_width.value_or(0)));
}

std::string counting_unit_of(std::string_view unit, bool counts_trains) {
  constexpr std::string_view k_vehicles = "vehicles";
  if (!counts_trains || !unit.starts_with(k_vehicles)) return std::string(unit);
  return "trains" + std::string(unit.substr(k_vehicles.size()));
}

std::string unit_of_case(const ValidationCase& of) {
  return counting_unit_of(of.unit, is_port_of_trains(*of.scenario));
}

namespace {

/// The unit that suits a time, and its size in s.
std::pair<const char*, double> unit_of_time(double seconds) {
  const double size = std::abs(seconds);
  if (size >= 5400) return {"h", models::k_hour_s};
  return size >= 90 ? std::pair{"min", 60.0} : std::pair{"s", 1.0};
}

}  // namespace

std::string duration(const Estimate& seconds, Language language) {
  if (!seconds.known()) return "–";
  const auto [unit, each] = unit_of_time(seconds.mean);
  return with_interval(scaled(seconds, 1 / each)) + " " + shown_unit(unit, language).name;
}

models::Text rough_duration(const Estimate& seconds) {
  const auto [unit, each] = unit_of_time(seconds.mean);
  const std::string number = cut_by_interval(scaled(seconds, 1 / each)) + " ";
  const models::Text about = is_rough(seconds) ? models::Text{"about ", "约 "} : models::Text{};
  return {about.en + number + shown_unit(unit, Language::en).name,
          about.zh + number + shown_unit(unit, Language::zh).name};
}

std::string signed_duration(const Estimate& seconds, Language language) {
  return with_sign(seconds, duration(seconds, language));
}

}  // namespace kouan::analysis
