#include "models/language/unit_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "models/language/nearest_word.hpp"

namespace kouan::models::language {
const Unit* find_unit(const Dimension& dimension, std::string_view word) {
  const auto found = std::find_if(dimension.units.begin(), dimension.units.end(),
                                  [&](const Unit& u) { return u.word == word; });
  return found == dimension.units.end() ? nullptr : &*found;
}

namespace {

/// Words people write for a unit, and the unit's own word.
const std::map<std::string, std::string, std::less<>>& unit_habits() {
  static const std::map<std::string, std::string, std::less<>> k_habits = {
      {"sec", "s"},
      {"secs", "s"},
      {"second", "s"},
      {"seconds", "s"},
      {"S", "s"},
      {"秒", "s"},
      {"mins", "min"},
      {"minute", "min"},
      {"minutes", "min"},
      {"Min", "min"},
      {"分钟", "min"},
      {"分", "min"},
      {"m", "min"},
      {"hr", "h"},
      {"hrs", "h"},
      {"hour", "h"},
      {"hours", "h"},
      {"H", "h"},
      {"小时", "h"},
      {"时", "h"},
      {"day", "d"},
      {"days", "d"},
      {"D", "d"},
      {"天", "d"},
      {"日", "d"},
      {"meter", "m"},
      {"metre", "m"},
      {"metres", "m"},
      {"meters", "m"},
      {"米", "m"},
      {"公里", "km"},
      {"千米", "km"},
      {"KM", "km"},
      {"T", "t"},
      {"ton", "t"},
      {"tons", "t"},
      {"tonne", "t"},
      {"tonnes", "t"},
      {"吨", "t"},
      {"mt", "Mt"},
      {"百万吨", "Mt"},
      {"吨/天", "t/d"},
      {"吨/日", "t/d"},
      {"吨/小时", "t/h"},
      {"Mt/y", "Mt/yr"},
      {"Mt/a", "Mt/yr"},
      {"Mt/year", "Mt/yr"},
      {"万吨/yr", "万吨/年"},
      {"/hour", "/h"},
      {"/day", "/d"},
      {"/year", "/yr"},
      {"/y", "/yr"},
      {"/a", "/yr"},
      {"per h", "/h"},
      {"perday", "/d"},
      {"percent", "%"},
      {"pct", "%"},
      {"元", "CNY"},
      {"RMB", "CNY"},
      {"yuan", "CNY"},
      {"百万元", "MCNY"},
      {"美元", "USD"},
      {"个小时", "h"},
      {"钟头", "h"},
      {"公斤", "kg"},
      {"千克", "kg"},
      {"辆", "vehicles"},
      {"列", "vehicles"},
      {"台", "vehicles"},
      {"车", "vehicles"},
      {"辆车", "vehicles"},
      {"truck", "vehicles"},
      {"trucks", "vehicles"},
      {"trains", "vehicles"},
      {"cars", "vehicles"},
      {"buses", "vehicles"},
      {"veh", "vehicles"},
  };
  return k_habits;
}

/// Larger amounts that people write, as so many of a unit of the language.
struct Multiple {
  std::string_view word;
  double count;
  std::string_view unit;
};
constexpr auto k_multiples = std::to_array<Multiple>(
    {{"千吨", 1, "kt"}, {"万吨", 10, "kt"}, {"千万吨", 10, "Mt"}, {"亿吨", 100, "Mt"}});

/// What is counted by the day or the year: "辆/天" is "/d".
bool is_counter(std::string_view word) {
  constexpr auto k_counters = std::to_array<std::string_view>(
      {"辆",     "辆次", "车",   "车次", "台",    "列",      "列次",     "趟",
       "班",     "次",   "人",   "人次", "个",    "vehicle", "vehicles", "truck",
       "trucks", "car",  "cars", "bus",  "buses", "train",   "trains"});
  return std::find(k_counters.begin(), k_counters.end(), word) != k_counters.end();
}

/// "天" is "d", "年" is "yr", "吨" is "t"; the word itself where nobody writes it for another.
std::string own_word(const std::string& word) {
  if (word == "年" || word == "year" || word == "y" || word == "a") return "yr";
  const auto habit = unit_habits().find(word);
  return habit == unit_habits().end() ? word : habit->second;
}

/// So many of a unit.
struct Amount {
  double count = 1;
  std::string unit;
};

/// What is meant by a unit that is put together of others: "辆/天" is 1 "/d", "亿吨/年" 100
/// "Mt/yr". Nothing where the dimension has no such unit.
std::optional<Amount> composed_unit(const std::string& word, const Dimension& dimension) {
  const std::size_t slash = word.find('/');
  const std::string first = word.substr(0, slash);
  const std::string time = slash == std::string::npos ? "" : "/" + own_word(word.substr(slash + 1));
  Amount out{1, (is_counter(first) && !time.empty() ? "" : own_word(first)) + time};
  if (find_unit(dimension, out.unit) != nullptr) return out;
  for (const Multiple& m : k_multiples) {
    if (m.word != first) continue;
    out = {m.count, std::string(m.unit) + time};
    if (find_unit(dimension, out.unit) != nullptr) return out;
    if (time.empty() && find_unit(dimension, out.unit + "/yr") != nullptr)
      return Amount{m.count, out.unit + "/yr"};  // an amount where a rate is wanted: of the year
  }
  return std::nullopt;
}

/// Days of a longer unit of time that people write; 0 of other words. Months differ.
double days_of(std::string_view word) {
  for (const char* week : {"week", "weeks", "w", "周", "星期"})
    if (word == week) return 7;
  for (const char* year : {"year", "years", "yr", "y", "a", "年"})
    if (word == year) return 365;
  return 0;
}

/// The dimension that has this unit, or null.
const Dimension* meaning_elsewhere(const std::string& word) {
  for (const Dimension* other : all_dimensions()) {
    if (find_unit(*other, word) != nullptr) return other;
  }
  return nullptr;
}

/// "milliont/yr" → "Mt/yr", "millionCNY" → "MCNY"; of an amount where a rate is wanted that of the
/// year. Empty where the dimension has no such unit.
std::string unit_of_millions(const std::string& word, const Dimension& dimension) {
  std::string unit = word.substr(std::string_view("million").size());
  for (const char* tonnes : {"tonnes", "tonne", "tons", "ton"})
    if (unit.starts_with(tonnes)) unit.replace(0, std::string_view(tonnes).size(), "t");
  for (const std::string& all : {"M" + unit, "M" + unit + "/yr"})
    if (find_unit(dimension, all) != nullptr) return all;
  return "";
}

/// "1 h 30 min" as "90 min": the sum of the parts in the last one's unit. Empty where a part is no
/// quantity.
std::string in_one_unit(std::string_view text, const Dimension& dimension) {
  double sum = 0;
  const Unit* unit = nullptr;
  while (!text.empty()) {
    const std::size_t word = text.find_first_not_of("0123456789. ");
    const std::size_t end = std::min(text.find_first_of("0123456789", word), text.size());
    const std::string name(trimmed(text.substr(std::min(word, end), end - std::min(word, end))));
    double number = 0;
    const char* const before_word = text.data() + std::min(word, end);
    const auto read = std::from_chars(text.data(), before_word, number);
    if (read.ec != std::errc{} ||
        std::any_of(read.ptr, before_word, [](char c) { return c != ' '; }))
      return "";
    unit = find_unit(dimension, name);
    if (unit == nullptr) return "";
    sum += number * unit->factor;
    text = trimmed(text.substr(end));
  }
  return fmt::format("{:.12g} {}", sum / unit->factor, unit->word);
}

}  // namespace

Problem unit_problem(std::string_view text, const std::string& number, const std::string& word,
                     const Dimension& dimension) {
  if (std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return {Code::unit_unknown,
            told("found \"{}\", more than one number", "所写为“{}”，不止一个数", text),
            dimension.description(), in_one_unit(text, dimension)};
  }
  Problem out{Code::unit_unknown,
              told("found \"{}\": \"{}\" is no unit", "所写为“{}”：“{}”不是单位", text,
                   trimmed(text.substr(number.size()))),
              dimension.description()};
  const Dimension* elsewhere = meaning_elsewhere(word);
  if (elsewhere != nullptr) {
    out.code = Code::unit_dimension;
    out.found = told("found \"{}\", which is {}", "所写为“{}”，属{}", text, elsewhere->name);
  }
  if (number.starts_with('-'))
    return out;  // no quantity may be below 0: nobody knows what is meant
  std::string near;
  const auto habit = unit_habits().find(word);
  if (habit != unit_habits().end() && find_unit(dimension, habit->second) != nullptr)
    near = habit->second;
  const std::string amount = habit == unit_habits().end() ? word : habit->second;
  if (word.starts_with("million")) {  // never the unit itself, a millionth of what is meant
    const std::string many = unit_of_millions(word, dimension);
    if (!many.empty()) out.nearest = number + " " + many;
    return out;
  }
  for (const char* per_year : {"/年", "/yr"})  // an amount where a rate is wanted: of the year
    if (near.empty() && find_unit(dimension, amount + per_year) != nullptr)
      near = amount + per_year;
  if (const double days = days_of(word); days > 0 && find_unit(dimension, "d") != nullptr) {
    out.nearest = number_text(days * parse_number(number).value) + " d";
    return out;
  }
  if (const auto meant = composed_unit(word, dimension); near.empty() && meant) {
    out.nearest = number_text(meant->count * parse_number(number).value) + " " + meant->unit;
    return out;
  }
  if (near.empty() && elsewhere == nullptr) {
    std::vector<std::string> words;
    for (const Unit& unit : dimension.units)
      words.push_back(unit.word);
    near = nearest_word(word, words);
  }
  if (!near.empty()) out.nearest = number + " " + near;
  return out;
}

}  // namespace kouan::models::language
