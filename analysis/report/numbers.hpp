// Numbers as people read them: as many digits as the interval allows, thousands apart, a fitting
// unit.
#pragma once

#include <string>

#include "analysis/estimate.hpp"
#include "models/language/told.hpp"

namespace kouan::analysis {

/// More digits than these are never shown, however narrow the interval: what is assumed decides
/// long before chance does. The same everywhere, so that one figure is one text.
inline constexpr int k_most_digits = 4;

/// `value` with `decimals` digits behind the point and commas between thousands.
std::string grouped(double value, int decimals);

using models::language::counted;

/// The text with the blank that parts Latin letters and digits from a Chinese word after it: "90 %
/// ", "12 小时".
std::string before_han(const std::string& text);

/// An offered load: two decimals, or as many more as it takes to tell it from 1.
std::string load_text(double load);

/// About three digits that count: 0.0123, 1.23, 12.3, 123, 1,234.
std::string plain(double value);

/// Three digits, or as many fewer as the interval allows, and without that: "33.6", "25" of
/// 25.2 ± 5.
std::string cut_by_interval(const Estimate& e);
/// Whether the figure is so uncertain that it is told with an "about".
bool is_rough(const Estimate& e);

/// As many digits that count at most, without zeros behind the point, never as a power of ten:
/// "80", "76.53", "28,000".
std::string short_number(double value, int digits);

/// "37.9 ± 0.2", "37.86 ± 0.13": the half-width with two digits when it begins with a 1, else with
/// one, the mean to the same place; the page does the same. "37.9 ± ?" when the interval is
/// unknown, "–" when nothing was observed.
std::string with_interval(const Estimate& e);

/// `text`, which says the estimate, with a plus in front if it is one.
std::string with_sign(const Estimate& e, const std::string& text);
/// "+2.31 ± 0.40".
std::string signed_with_interval(const Estimate& e);

/// "12.3 ± 0.4 %" of a share.
std::string percent(const Estimate& share);
std::string signed_percent(const Estimate& share);

/// All digits of a number that somebody wrote down: "37.857", "1,622".
std::string as_written(double value);

/// Digits behind the point at which a value with this half-width is cut.
int decimals_for(const Estimate& e, int most_digits = k_most_digits);

/// `value` to `digits` significant digits, so that long series stay short in files.
double rounded(double value, int digits);

}  // namespace kouan::analysis
