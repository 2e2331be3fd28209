// What is wrong with a command line, in words that say what to write instead.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <optional>
#include <string>

#include "models/text.hpp"

namespace kouan::cli {

/// The language of --lang, known before anything is parsed or read; English without it.
models::Language language_asked(int argc, char** argv);

/// Both languages where the parser takes one text: what a validator says, what options are for.
std::string in_one(const models::Text& text);
/// The two again. What was told in one language alone stands for both: what the parser says by
/// itself.
models::Text parted(const std::string& text);

/// What the parser says when it gives up, of refusals in the language.
std::function<std::string(const CLI::App*, const CLI::Error&)> failure_message(
    models::Language language);

/// The first word must be a command: what the parser says instead is that one is required. Nothing:
/// it is one, or an option.
std::optional<models::Text> wrong_command(const CLI::App& app, int argc, char** argv);

/// A value behind a flag, which has none: the parser takes --value=3 for --value. Nothing: none
/// has.
std::optional<models::Text> value_of_flag(const CLI::App& app, int argc, char** argv);

/// What is wrong where the parser gave up with `error`: an option that is unknown, given twice,
/// without its value, beside one that it excludes, or missing; a word too many.
/// Nothing: none of these, and what the parser says will do.
std::optional<models::Text> wrong_usage(const CLI::App& app, const CLI::ParseError& error);

}  // namespace kouan::cli
