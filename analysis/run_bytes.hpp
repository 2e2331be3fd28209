// A run's result as bytes and back, exactly: how a forked worker hands it over. Both ends are the
// same program on the same machine, so numbers go in their machine form.
#pragma once

#include <string>
#include <string_view>

#include "sim/result.hpp"

namespace kouan::analysis {

std::string to_bytes(const sim::RunResult& result);

/// Throws std::runtime_error when the bytes are cut short, too long or not a result.
sim::RunResult from_bytes(std::string_view bytes);

}  // namespace kouan::analysis
