// What is wrong with a command line, in words that say what to write instead.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "models/text.hpp"

namespace kouan::cli {

/// The language of --lang, known before anything is parsed or read; English without it.
models::Language language_asked(int argc, char** argv);

/// Both languages where the parser takes one text: what a validator says, what options are for.
std::string in_one(const models::Text& text);
/// The two again. What was told in one language alone stands for both: what the parser says by
/// itself.
models::Text parted(const std::string& text);

/// What the parser says of itself when it gives up.
std::function<std::string(const CLI::App*, const CLI::Error&)> failure_message(
    models::Language language);

/// The first word must be a command: what the parser says instead is that one is required. Nothing:
/// it is one, or an option.
std::optional<models::Text> wrong_command(const CLI::App& app, int argc, char** argv);

/// All that is wrong with a command line.
struct WrongUsage {
  std::vector<models::Text> problems;
  std::set<std::string> without_value;  ///< options
  std::set<std::string> after_options;  ///< words behind --, which are no options
  bool has_refused_values = false;      ///< of which --help says more
  bool has_unknown_options = false;
};

/// What the parser takes for something else than it is, or stops at: a value behind a flag, which
/// has none (--value=3), an option in place of the value of the one before (--out --seed 1), one at
/// the end or with an equals sign (--out=) without its value. Takes that out of the words, of which
/// the first is the command.
void mend_words(const CLI::App& app, std::vector<std::string>& words, WrongUsage& usage);

/// Of a command line that was parsed, with `error` where the parser gave up: options that are
/// unknown, given twice, without their value, beside one that they exclude, or missing; words too
/// many; values that are refused. Nothing of one that asks for help.
void find_wrong_usage(CLI::App& app, const CLI::ParseError* error, WrongUsage& usage);

/// All that several --with ask for as what one does, each lever once.
std::string joined_levers(const std::vector<std::string>& with);

/// The values of an option that it takes, each once; of a command line that may be refused.
std::vector<std::string> sound_values(CLI::App& command, const std::string& name);

}  // namespace kouan::cli
