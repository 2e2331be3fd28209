// The commands of `kouan`. Each file adds one command to the parser and says what it does.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>

namespace kouan::cli {

/// What the program's end means to the shell.
enum ExitCode : int {
  exit_ok = 0,
  exit_failed = 1,     ///< could not be done: a worker was lost, an output could not be written
  exit_bad_input = 2,  ///< scenario, lever, validation file or option
  exit_runaway = 3,    ///< the model has no results
  exit_check = 4,      ///< a check of the results failed, or a validation case was missed
  exit_signal = 128,   ///< plus the signal: 129 after SIGHUP, 130 after Ctrl-C, 143 after SIGTERM
};

/// Set by the parser to what the chosen command does; returns the exit code.
using Action = std::function<int()>;

void add_run(CLI::App& app, Action& action);
void add_compare(CLI::App& app, Action& action);
void add_check(CLI::App& app, Action& action);
void add_validate(CLI::App& app, Action& action);
void add_shift(CLI::App& app, Action& action);
void add_schema(CLI::App& app, Action& action);

}  // namespace kouan::cli
