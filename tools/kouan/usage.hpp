// What is wrong with a command line, in words that say what to write instead.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace kouan::cli {

/// The first word must be a command: what the parser says instead is that one is required. Empty:
/// it is one, or an option.
std::string wrong_command(const CLI::App& app, int argc, char** argv);

/// What is wrong where the parser gave up with `error`: an option that is unknown, given twice,
/// without its value, beside one that it excludes, or missing; a word too many. Empty: none of
/// these, and what the parser says will do.
std::string wrong_usage(const CLI::App& app, const CLI::ParseError& error);

}  // namespace kouan::cli
