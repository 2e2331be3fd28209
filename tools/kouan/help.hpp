// What --help prints.
#pragma once

#include <CLI/CLI.hpp>

#include <memory>

#include "models/text.hpp"

namespace kouan::cli {

/// CLI11's in the language, with descriptions broken into lines that a terminal shows whole.
std::shared_ptr<CLI::FormatterBase> help_formatter(models::Language language);

}  // namespace kouan::cli
