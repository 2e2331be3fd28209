#include "tools/kouan/usage.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "models/language/nearest_word.hpp"

namespace kouan::cli {

namespace {

std::string unknown(const char* what, const std::string& word,
                    const std::vector<std::string>& allowed) {
  const std::string nearest = models::language::nearest_word(word, allowed);
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

const CLI::Option* option_of(const CLI::App& command, const std::string& name) {
  return command.get_option_no_throw(name);
}

/// Whether levers are what the command takes with --with, and how often.
enum class With { none, one, many };
With with_of(const CLI::App& command) {
  const CLI::Option* with = option_of(command, "--with");
  if (with == nullptr) return With::none;
  return with->get_expected_max() == 1 ? With::one : With::many;
}

/// What to do for alternatives where a command takes one set of levers.
std::string side_by_side(const CLI::App& command) {
  return command.get_name() == "run"
             ? "; to set alternatives side by side use kouan compare, with a --with for each"
             : "";
}

/// An option that the command does not know, or a word that is no option.
std::string word_too_many(const CLI::App& command, const std::vector<std::string>& left) {
  std::vector<std::string> options;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames())
      options.push_back("--" + name);
  for (const std::string& word : left)
    if (word.size() > 1 && word.front() == '-')
      return unknown("option", word.substr(0, word.find('=')), options);
  if (left.empty()) return "";
  const std::string& name = command.get_name();
  const CLI::Option* file = option_of(command, "FILE");
  if (file == nullptr)
    return fmt::format("{}: found \"{}\", allowed: options alone", name, left.front());
  const std::string head = fmt::format("{}: found \"{}\" after the file \"{}\", allowed: one file",
                                       name, left.front(), fmt::join(file->results(), " "));
  if (with_of(command) == With::none) return head;
  return head + (with_of(command) == With::many
                     ? "; each alternative has a --with of its own, and levers that apply together "
                       "are joined by +"
                     : "; levers are joined by +: --with a+b");
}

/// An option of one value that has several.
std::string given_twice(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options()) {
    const auto& values = option->results();
    if (option->get_expected_max() != 1 || values.size() < 2) continue;
    if (!option->check_lname("with"))
      return fmt::format("{}: found it {} times ({}), allowed: once", option->get_name(),
                         values.size(), fmt::join(values, ", "));
    return fmt::format(
        "{0} takes one --with, found {1}: {2}; levers that apply together are joined by +: --with "
        "{3}{4}",
        command.get_name(), values.size(), fmt::join(values, ", "), fmt::join(values, "+"),
        side_by_side(command));
  }
  return "";
}

std::string excluded(const CLI::App& command) {
  const auto has = [&](const char* name) {
    const CLI::Option* option = option_of(command, name);
    return option != nullptr && option->count() > 0;
  };
  for (const std::string option : {"--value", "--ranges"})
    if (has(option.c_str()) && has("--no-capacity"))
      return option + ": found beside --no-capacity, which leaves out the saturated runs that " +
             option + " compares; allowed: one of both";
  if (has("--precision") && has("--replications"))
    return "--precision: found beside --replications; allowed: one of both, since --precision "
           "makes as many replications as it needs";
  return "";
}

/// A positional or an option that the command cannot do without.
std::string missing(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_required() || option->count() > 0) continue;
    const std::string& name = command.get_name();
    if (option->get_positional())
      return fmt::format("{0}: found no {1}, allowed: kouan {0} {1}, with {1} a {2}", name,
                         option->get_name(), option->get_description());
    const char* instead = name == "compare" ? "; kouan run simulates a scenario alone" : "";
    return fmt::format("{}: found no {}, needed: {}{}", name, option->get_name(),
                       option->get_description(), instead);
  }
  return "";
}

/// An option at the end of the line, or before another, without what belongs to it.
std::string without_value(const CLI::App& command, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) == nullptr) return "";
  const std::string said = error.what();
  const CLI::Option* option = option_of(command, said.substr(0, said.find(':')));
  if (option == nullptr || option->count() > 0) return "";
  return fmt::format("{}: found no value, needed: {}", option->get_name(),
                     option->get_description());
}

}  // namespace

std::string wrong_command(const CLI::App& app, int argc, char** argv) {
  const std::vector<std::string> names = command_names(app);
  if (argc < 2)
    return fmt::format("found no command, allowed: {}; kouan --help says more",
                       fmt::join(names, ", "));
  const std::string word = argv[1];
  const bool is_option = !word.empty() && word.front() == '-';
  if (is_option || std::find(names.begin(), names.end(), word) != names.end()) return "";
  return unknown("command", word, names);
}

std::string wrong_usage(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0 || app.get_subcommands().empty()) return "";  // help was asked for
  const CLI::App& command = *app.get_subcommands().front();
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr)
    return word_too_many(command, app.remaining(true));
  if (dynamic_cast<const CLI::ValidationError*>(&error) != nullptr) return "";
  for (const std::string& problem :
       {given_twice(command), without_value(command, error), excluded(command), missing(command)})
    if (!problem.empty()) return problem;
  return "";
}

}  // namespace kouan::cli
