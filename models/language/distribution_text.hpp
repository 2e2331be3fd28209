// "lognormal(mean 8 min, cv 0.5, max 60 min)": distributions as text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/language/quantity.hpp"
#include "models/scenario.hpp"
#include "sim/distribution.hpp"

namespace kouan::models::language {

/// One parameter of a distribution function.
struct Parameter {
  enum class Kind { quantity, number, whole };
  std::string keyword;
  Kind kind = Kind::quantity;
};

/// A distribution function of the language, for the reader and the reference page. Parameters that
/// are not there are 0.
struct DistributionForm {
  std::string name;
  std::vector<Parameter> parameters;
  Text doc;
  Text limits{};  ///< what `fits` demands, for messages
  bool (*fits)(double a, double b, double c) = nullptr;
  sim::Distribution (*make)(double a, double b, double c) = nullptr;
  /// "lognormal(mean QUANTITY, cv NUMBER)"
  Text signature() const;
};
const std::vector<DistributionForm>& distribution_forms();

/// One argument between commas.
struct Argument {
  std::string keyword;    ///< letters at its start; empty = none
  std::string_view text;  ///< what follows them
  std::string_view whole;
  int offset = 0;  ///< characters from the start of the whole text
};
/// The arguments that stand from `from` to `to`, between the brackets of a distribution.
std::vector<Argument> split_arguments(std::string_view text, std::size_t from, std::size_t to);

struct DistributionText {
  sim::Distribution distribution;
  /// Of `empirical(file)`: the values read, so that the scenario's hash covers them, and the path
  /// of the file. Else empty.
  std::string data{};
  std::string file{};
};

/// Reads a bare quantity (constant) or a function with cuts `min a` and `max b`. Data files lie
/// relative to `folder`.
Parsed<DistributionText> parse_distribution(std::string_view text, const Dimension& dimension,
                                            const std::string& folder);

/// Probability of a value below zero, 0 when there can be none.
double probability_below_zero(const sim::Distribution& distribution);

/// The text with every quantity multiplied; the text must have been parsed without problem and name
/// no data file.
std::string scaled_distribution(std::string_view text, const Dimension& dimension, double factor);

/// The quantity in the text that says in which unit its mean is written: the mean itself, or the
/// first quantity of a distribution whose mean follows from others. Empty where there is none.
std::string_view mean_as_written(std::string_view text, const Dimension& dimension);

/// Values of a CSV file: one a line, optionally a weight; the header says the unit, "value
/// [min],weight".
Parsed<DistributionText> read_empirical(const std::string& path, const std::string& name,
                                        const Dimension& dimension);

}  // namespace kouan::models::language
