// The analytic bound, as `kouan check` tells it on a terminal.
#pragma once

#include <string>

#include "analysis/check.hpp"
#include "analysis/check_words.hpp"

namespace kouan::analysis {

/// Sentences on what can be kept up and on what any run can clear, with the places that set it.
std::string bound_text(const CheckReport& report, const Words& say);

}  // namespace kouan::analysis
