#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <exception>
#include <string>
#include <vector>

#include "models/language/nearest_word.hpp"
#include "tools/kouan/commands.hpp"
#include "tools/kouan/input.hpp"
#include "tools/kouan/output.hpp"

namespace {

namespace cli = kouan::cli;

int fail(const char* what, int code) {
  cli::tell(fmt::format("kouan: {}\n", what));
  return code;
}

int act(const cli::Action& action) {
  try {
    return action();
  } catch (const cli::BadInput& e) {
    return fail(e.what(), cli::exit_bad_input);
  } catch (const std::exception& e) {
    return fail(e.what(), cli::exit_failed);
  }
}

std::string found(const char* what, const std::string& word,
                  const std::vector<std::string>& allowed) {
  const std::string nearest = kouan::models::language::nearest_word(word, allowed);
  return fmt::format("found the unknown {} \"{}\", allowed: {}{}", what, word,
                     fmt::join(allowed, ", "),
                     nearest.empty() ? "" : fmt::format("; did you mean \"{}\"?", nearest));
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({}))
    names.push_back(command->get_name());
  return names;
}

/// The first word must be a command: what the parser says instead is that one is required.
std::string wrong_command(const CLI::App& app, int argc, char** argv) {
  const std::vector<std::string> names = command_names(app);
  if (argc < 2)
    return fmt::format("found no command, allowed: {}; kouan --help says more",
                       fmt::join(names, ", "));
  const std::string word = argv[1];
  const bool is_option = !word.empty() && word.front() == '-';
  if (is_option || std::find(names.begin(), names.end(), word) != names.end()) return "";
  return found("command", word, names);
}

/// What is wrong when the chosen command does not know all it was given; empty: no option.
std::string unknown_option(const CLI::App& app) {
  if (app.get_subcommands().empty()) return "";
  const CLI::App& command = *app.get_subcommands().front();
  std::vector<std::string> options;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames())
      options.push_back("--" + name);
  for (const std::string& word : app.remaining(true))
    if (word.rfind("--", 0) == 0) return found("option", word.substr(0, word.find('=')), options);
  return "";
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"kouan (口岸): how much a border crossing can carry, simulated", "kouan"};
  app.set_version_flag("--version", "kouan " KOUAN_VERSION);
  app.require_subcommand(1);
  cli::Action action;
  cli::add_run(app, action);
  cli::add_compare(app, action);
  cli::add_check(app, action);
  cli::add_validate(app, action);
  cli::add_shift(app, action);
  cli::add_schema(app, action);
  const std::string wrong = wrong_command(app, argc, argv);
  if (!wrong.empty()) return fail(wrong.c_str(), cli::exit_bad_input);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ExtrasError& e) {
    const std::string option = unknown_option(app);
    if (option.empty()) return app.exit(e), cli::exit_bad_input;
    return fail(option.c_str(), cli::exit_bad_input);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? cli::exit_ok : cli::exit_bad_input;
  }
  return act(action);
}
