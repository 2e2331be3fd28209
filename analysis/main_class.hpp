// The class whose clearance time stands for the port.
#pragma once

#include <cstddef>
#include <optional>

#include "analysis/experiment.hpp"

namespace kouan::analysis {

/// The class that brings most, if any was cleared: of those that the question is about, else of
/// those that come from outside, or, if none of these was, of all.
std::optional<std::size_t> main_class(const VariantOutcome& base);

}  // namespace kouan::analysis
