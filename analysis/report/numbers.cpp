#include "analysis/report/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace kouan::analysis {

namespace {

/// More digits than these are never shown, however narrow the interval.
constexpr int k_most_digits = 5;

int exponent(double value) {
  return value == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::abs(value))));
}

int decimals_of(double value, int digits) { return std::max(0, digits - 1 - exponent(value)); }

std::string in_unit(const Estimate& e, double factor, const char* unit) {
  return with_interval(scaled(e, factor)) + unit;
}

std::string with_sign(const Estimate& e, const std::string& text) {
  return e.known() && e.mean > 0 ? fmt::format("+{}", text) : text;
}

}  // namespace

std::string grouped(double value, int decimals) {
  const std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  const bool zero = digits.find_first_not_of("0.") == std::string::npos;
  const auto point = std::min(digits.find('.'), digits.size());
  std::string text;
  if (value < 0 && !zero) text += '-';
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i < point && (point - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string plain(double value) {
  if (!std::isfinite(value)) return "–";
  return grouped(value, decimals_of(value, 3));
}

int decimals_for(const Estimate& e) {
  const int most = decimals_of(e.mean, k_most_digits);
  if (!e.half_width) return decimals_of(e.mean, 3);
  if (*e.half_width == 0) return std::min(most, decimals_of(e.mean, 4));
  if (std::abs(e.mean) < *e.half_width) return decimals_of(*e.half_width, 2);
  return std::min(most, decimals_of(*e.half_width, 2));
}

std::string with_interval(const Estimate& e) {
  if (!e.known() || !std::isfinite(e.mean)) return "–";
  const int decimals = decimals_for(e);
  const std::string half = e.half_width ? grouped(*e.half_width, decimals) : "?";
  return fmt::format("{} ± {}", grouped(e.mean, decimals), half);
}

std::string signed_with_interval(const Estimate& e) { return with_sign(e, with_interval(e)); }

std::string percent(const Estimate& share) {
  if (!share.known() || !std::isfinite(share.mean)) return "–";
  Estimate e = scaled(share, 100);
  const int decimals = std::clamp(decimals_for(e), 0, 2);
  const std::string half = e.half_width ? grouped(*e.half_width, decimals) : "?";
  return fmt::format("{} ± {} %", grouped(e.mean, decimals), half);
}

std::string signed_percent(const Estimate& share) { return with_sign(share, percent(share)); }

std::string duration(const Estimate& seconds) {
  if (!seconds.known()) return "–";
  if (seconds.mean >= 5400) return in_unit(seconds, 1.0 / 3600, " h");
  if (seconds.mean >= 90) return in_unit(seconds, 1.0 / 60, " min");
  return in_unit(seconds, 1, " s");
}

double rounded(double value, int digits) {
  if (!std::isfinite(value)) return value;
  return std::strtod(fmt::format("{:.{}g}", value, digits).c_str(), nullptr);
}

}  // namespace kouan::analysis
