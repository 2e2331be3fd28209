// What a figure comes to at both ends of a range, in a line of the terminal report.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "analysis/report/carried_words.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/units.hpp"
#include "analysis/report/written_values.hpp"

namespace kouan::analysis {

/// Both ends in a sentence of `form`, from tonnes or vehicles a year; `shown` writes a figure and
/// takes the factor to the unit.
template <class Shown>
std::string over_range(const CapacityRange& range, const std::string& form, const Shown& shown,
                       const Estimate& low, const Estimate& high, const CarriedWords& words,
                       Language language) {
  const ShownUnit unit = words.unit(language, std::max(size_of_figure(low), size_of_figure(high)));
  const auto at = [&](const std::string& end, const Estimate& carried) {
    return in(written_quantity(end), language) + (language == Language::zh ? "：" : ": ") +
           shown(carried, unit.factor);
  };
  return fmt::format(fmt::runtime(form), in(name_of_value(range.title, range.of), language),
                     at(range.of.low, low), at(range.of.high, high), unit.name);
}

}  // namespace kouan::analysis
