// The closed list of units.
#include <fmt/format.h>

#include "models/amounts.hpp"
#include "models/language/quantity.hpp"
#include "models/language/type.hpp"

namespace kouan::models::language {
namespace {

constexpr double k_minute_s = 60;

}  // namespace

Text Dimension::unit_list() const {
  std::vector<std::string> words;
  for (const Unit& unit : units)
    words.push_back(unit.word);
  return word_list(words);
}

Text Dimension::description() const {
  return units.empty() ? name
                       : told("{} with its unit ({})", "带单位的{}（{}）", name, unit_list());
}

const Dimension& time_dimension() {
  static const Dimension k_dimension{
      {"a time", "时间"},
      "s",
      {{"s", 1}, {"min", k_minute_s}, {"h", k_hour_s}, {"d", k_day_s}},
      "12 min"};
  return k_dimension;
}

const Dimension& length_dimension() {
  static const Dimension k_dimension{{"a length", "长度"}, "m", {{"m", 1}, {"km", 1000}}, "30 m"};
  return k_dimension;
}

const Dimension& mass_dimension() {
  static const Dimension k_dimension{{"a mass", "质量"},
                                     "kg",
                                     {{"kg", 1},
                                      {"t", k_kg_per_t},
                                      {"kt", 1e3 * k_kg_per_t},
                                      {"Mt", 1e6 * k_kg_per_t},
                                      {"万吨", 1e4 * k_kg_per_t}},
                                     "100 t"};
  return k_dimension;
}

const Dimension& rate_dimension() {
  static const Dimension k_dimension{
      {"a rate", "频率"},
      "1/s",
      {{"/min", 1 / k_minute_s}, {"/h", 1 / k_hour_s}, {"/d", 1 / k_day_s}, {"/yr", 1 / k_year_s}},
      "800 /d"};
  return k_dimension;
}

const Dimension& mass_rate_dimension() {
  static const Dimension k_dimension{{"a mass rate", "质量流量"},
                                     "kg/s",
                                     {{"t/h", k_kg_per_t / k_hour_s},
                                      {"t/d", k_kg_per_t / k_day_s},
                                      {"kt/d", 1e3 * k_kg_per_t / k_day_s},
                                      {"t/yr", k_kg_per_t / k_year_s},
                                      {"kt/yr", 1e3 * k_kg_per_t / k_year_s},
                                      {"Mt/yr", 1e6 * k_kg_per_t / k_year_s},
                                      {"万吨/年", 1e4 * k_kg_per_t / k_year_s}},
                                     "36.5 Mt/yr"};
  return k_dimension;
}

const Dimension& share_dimension() {
  static const Dimension k_dimension{{"a share", "比例"}, "1", {{"%", 0.01}}, "92 %"};
  return k_dimension;
}

const Dimension& number_dimension() {
  static const Dimension k_dimension{{"a bare number", "不带单位的数"}, "1", {}, "8"};
  return k_dimension;
}

const Dimension& vehicles_dimension() {
  static const Dimension k_dimension{
      {"a number of vehicles", "车辆数"}, "1", {{"vehicles", 1}, {"vehicle", 1}}, "20 vehicles"};
  return k_dimension;
}

const Dimension& cny_dimension() {
  static const Dimension k_dimension{
      {"money", "金额"},
      "CNY",
      {{"CNY", 1}, {"kCNY", 1e3}, {"MCNY", 1e6}, {"GCNY", 1e9}, {"万元", 1e4}, {"亿元", 1e8}},
      "120 MCNY"};
  return k_dimension;
}

const Dimension& usd_dimension() {
  static const Dimension k_dimension{
      {"money", "金额"}, "USD", {{"USD", 1}, {"kUSD", 1e3}, {"MUSD", 1e6}}, "20 MUSD"};
  return k_dimension;
}

const Dimension& freight_dimension() {
  static const Dimension k_dimension{
      {"a price per tonne", "每吨价格"}, "USD/t", {{"USD/t", 1}}, "32 USD/t"};
  return k_dimension;
}

const Dimension& time_value_dimension() {
  static const Dimension k_dimension{{"a price per tonne and hour", "每吨每小时价格"},
                                     "USD/t/h",
                                     {{"USD/t/h", 1}},
                                     "0.05 USD/t/h"};
  return k_dimension;
}

const std::vector<const Dimension*>& all_dimensions() {
  static const std::vector<const Dimension*> all = {
      &time_dimension(),      &length_dimension(),     &mass_dimension(),    &rate_dimension(),
      &mass_rate_dimension(), &share_dimension(),      &cny_dimension(),     &usd_dimension(),
      &freight_dimension(),   &time_value_dimension(), &vehicles_dimension()};
  return all;
}

}  // namespace kouan::models::language
