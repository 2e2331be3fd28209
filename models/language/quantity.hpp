// "12 min", "36.5 Mt/yr", "92 %": numbers with units, read strictly, to SI.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/language/diagnostics.hpp"
#include "models/language/told.hpp"

namespace kouan::models::language {

struct WrongData;

/// What is wrong with a piece of text, before it has a place in a file.
struct Problem {
  Code code = Code::wrong_type;
  Text found;
  Text allowed;
  std::string nearest{};
  int offset = 0;  ///< characters from the start of the text to the trouble
  /// What is wrong in the rows of a file that the text names: told there instead.
  std::shared_ptr<const WrongData> data{};
};

struct Unit {
  std::string word;
  double factor;  ///< to the SI unit of the dimension
};

/// A kind of quantity and the closed list of its units.
struct Dimension {
  Text name;       ///< in English with article: "a time"
  std::string si;  ///< unit of the values read: "s"
  std::vector<Unit> units;
  std::string example;
  /// "s, min, h, d"
  Text unit_list() const;
  /// "a time with its unit (s, min, h, d)", or "a number" without units.
  Text description() const;
};

const Dimension& time_dimension();        ///< [s]
const Dimension& length_dimension();      ///< [m]
const Dimension& mass_dimension();        ///< [kg]
const Dimension& rate_dimension();        ///< [1/s]
const Dimension& mass_rate_dimension();   ///< [kg/s]
const Dimension& share_dimension();       ///< [1], written in %
const Dimension& number_dimension();      ///< [1], bare
const Dimension& vehicles_dimension();    ///< [1], written "20 vehicles"
const Dimension& cny_dimension();         ///< [CNY]
const Dimension& usd_dimension();         ///< [USD]
const Dimension& freight_dimension();     ///< [USD/t]
const Dimension& time_value_dimension();  ///< [USD/t/h]
/// All with units, for messages that say what a unit means elsewhere.
const std::vector<const Dimension*>& all_dimensions();

/// A value or what is wrong with it.
template <class V>
struct Parsed {
  V value{};
  std::optional<Problem> problem{};
  explicit operator bool() const { return !problem; }
};

/// A plain decimal number: sign, digits, point, exponent; finite. Nothing else (no 0x, 1_000, 010,
/// .inf).
Parsed<double> parse_number(std::string_view text);
/// A whole number without point and exponent that fits into 32 bits.
Parsed<int> parse_whole(std::string_view text);
/// A number with a unit of the dimension, in SI.
Parsed<double> parse_quantity(std::string_view text, const Dimension& dimension);

struct Bounds {
  double low = 0;
  double high = 0;
};
/// "2 min .. 4 min" in SI, low at most high.
Parsed<Bounds> parse_bounds(std::string_view text, const Dimension& dimension);

/// The quantity with its number multiplied, in the same unit: ("36.5 Mt/yr", 2) is "73 Mt/yr".
/// The text must have been parsed without problem.
std::string scaled_quantity(std::string_view text, double factor);

// What is allowed, as several messages say it.
Text unseparated_digits();
Text whole_number();
Text each_bound(const Dimension& dimension);  ///< of a range

/// Shortest text that reads back as the same number.
std::string number_text(double value);
/// `text` without blanks at both ends.
std::string_view trimmed(std::string_view text);
/// A problem if the text holds full-width punctuation or digits.
std::optional<Problem> full_width_problem(std::string_view text);

}  // namespace kouan::models::language
