// What --help prints.
#pragma once

#include <CLI/CLI.hpp>

#include <memory>

namespace kouan::cli {

/// CLI11's, with descriptions broken into lines that a terminal shows whole.
std::shared_ptr<CLI::FormatterBase> help_formatter();

}  // namespace kouan::cli
