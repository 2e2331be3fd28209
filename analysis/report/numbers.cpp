#include "analysis/report/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace kouan::analysis {

namespace {

/// More decimals than these are never shown: a wait of a tenth of a millisecond is none.
constexpr int k_most_decimals = 4;
/// Relative size of what rounding leaves in a sum.
constexpr double k_last_bits = 1e-9;

int exponent(double value) {
  return value == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::abs(value))));
}

int decimals_of(double value, int digits) {
  return std::clamp(digits - 1 - exponent(value), 0, k_most_decimals);
}

/// Digits that are worth showing of a half-width: two of 0.13, one of 0.47.
int interval_digits(double half_width) {
  const double lead = std::abs(half_width) / std::pow(10.0, exponent(half_width));
  return lead < 1.95 ? 2 : 1;
}

/// The same in every replication, up to the last bits of sums.
bool is_constant(const Estimate& e) {
  return e.half_width && *e.half_width <= k_last_bits * std::abs(e.mean);
}

/// The half-width with that many decimals; a constant has none to show. What would be cut to zero
/// is shown as one of the last decimal: narrow is not nothing.
std::string half_width_text(const Estimate& e, int decimals) {
  if (!e.half_width) return "?";
  if (is_constant(e)) return "0";
  return grouped(std::max(*e.half_width, std::pow(10.0, -decimals)), decimals);
}

}  // namespace

std::string grouped(double value, int decimals) {
  const std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  const bool zero = digits.find_first_not_of("0.") == std::string::npos;
  const auto point = std::min(digits.find('.'), digits.size());
  std::string text;
  if (value < 0 && !zero) text += "−";
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

std::string cut_by_interval(const Estimate& e) {
  if (!e.known() || !std::isfinite(e.mean)) return "–";
  constexpr int k_digits = 3;
  int place = exponent(e.mean) - k_digits + 1;  // the power of ten of the last digit
  if (e.half_width && !is_constant(e)) {
    const int by_width = exponent(*e.half_width) - interval_digits(*e.half_width) + 1;
    place = std::abs(e.mean) < *e.half_width ? by_width : std::max(place, by_width);
  }
  const double each = std::pow(10.0, place);
  return grouped(std::round(e.mean / each) * each, std::clamp(-place, 0, k_most_decimals));
}

bool is_rough(const Estimate& e) {
  constexpr double k_rough = 0.05;
  return !e.half_width || *e.half_width > k_rough * std::abs(e.mean);
}

std::string short_number(double value, int digits) {
  if (!std::isfinite(value)) return "–";
  return as_written(rounded(value, digits));
}

std::string before_han(const std::string& text) {
  const bool is_latin = !text.empty() && static_cast<unsigned char>(text.back()) < 0x80;
  return is_latin ? text + " " : text;
}

std::string load_text(double load) {
  constexpr int k_most = 6;
  int decimals = 2;
  while (load != 1 && decimals < k_most &&
         fmt::format("{:.{}f}", load, decimals) == fmt::format("{:.{}f}", 1.0, decimals))
    ++decimals;
  return fmt::format("{:.{}f}", load, decimals);
}

std::string as_written(double value) {
  const std::string shortest = fmt::format("{}", value);
  const auto point = shortest.find('.');
  if (shortest.find('e') != std::string::npos) return shortest;
  return grouped(value,
                 point == std::string::npos ? 0 : static_cast<int>(shortest.size() - point - 1));
}

int decimals_for(const Estimate& e, int most_digits) {
  const int most = decimals_of(e.mean, most_digits);
  if (!e.half_width) return decimals_of(e.mean, 3);
  if (is_constant(e))  // a count that never varies is no measurement to four digits
    return e.mean == std::round(e.mean) ? 0 : std::min(most, decimals_of(e.mean, 4));
  const int by_width = decimals_of(*e.half_width, interval_digits(*e.half_width));
  return std::abs(e.mean) < *e.half_width ? by_width : std::min(most, by_width);
}

std::string with_interval(const Estimate& e) {
  if (!e.known() || !std::isfinite(e.mean)) return "–";
  const int decimals = decimals_for(e);
  return fmt::format("{} ± {}", grouped(e.mean, decimals), half_width_text(e, decimals));
}

std::string with_sign(const Estimate& e, const std::string& text) {
  return e.known() && e.mean > 0 ? fmt::format("+{}", text) : text;
}

std::string signed_with_interval(const Estimate& e) { return with_sign(e, with_interval(e)); }

std::string percent(const Estimate& share) {
  if (!share.known() || !std::isfinite(share.mean)) return "–";
  const Estimate e = scaled(share, 100);
  const int decimals = std::clamp(decimals_for(e), 0, 2);
  return fmt::format("{} ± {} %", grouped(e.mean, decimals), half_width_text(e, decimals));
}

std::string signed_percent(const Estimate& share) { return with_sign(share, percent(share)); }

double rounded(double value, int digits) {
  if (!std::isfinite(value)) return value;
  return std::strtod(fmt::format("{:.{}g}", value, digits).c_str(), nullptr);
}

}  // namespace kouan::analysis
