// What is wrong in the files of a command line that is refused for other reasons.
#pragma once

#include <CLI/CLI.hpp>

#include <optional>

#include "models/text.hpp"
#include "tools/kouan/usage.hpp"

namespace kouan::cli {

/// Nothing: nothing is wrong in them, or the command line does not say which they are.
std::optional<models::Text> wrong_files(CLI::App& app, const WrongUsage& usage);

}  // namespace kouan::cli
