// More comes than is carried, as runs under the given demand show it.
#pragma once

#include "analysis/report/report.hpp"

namespace kouan::analysis {

/// "2.5 Mt a year come, more than it carries: queues grow to the end, when some 9,870 vehicles are
/// inside". Without saturated runs nothing else says that more comes than the port can do; with
/// them, and where no more comes, empty.
models::Text left_behind(const VariantReport& variant);

}  // namespace kouan::analysis
