#include "tools/kouan/wrong_files.hpp"

#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "analysis/validation_file.hpp"
#include "tools/kouan/input.hpp"

namespace kouan::cli {

namespace {

/// FILE; empty where it is not given, or may be the value of an option that is unknown.
std::string file_of(CLI::App& command, const WrongUsage& usage) {
  const std::vector<std::string> files = sound_values(command, "FILE");
  if (files.size() != 1) return "";
  std::error_code unseen;  // a name too long is none
  const bool is_there = std::filesystem::exists(files.front(), unseen);
  return usage.has_unknown_options && !is_there ? "" : files.front();
}

/// Throws BadInput where something is wrong.
void read_all(const std::string& command, const std::string& file,
              const std::vector<std::string>& with) {
  if (command == "validate" && analysis::is_validation_file(file)) {
    Problems problems;
    if (const models::Text errors = analysis::read_validation(file).errors; !errors.en.empty())
      problems.add_counted(errors);
    problems.raise();
  } else if (command == "compare" || with.size() > 1) {
    read_comparison(file, with);
  } else if (command == "shift" && with.size() == 1) {
    read_shift(file, with.front());
  } else {
    read_run(file, with.empty() ? "" : with.front());
  }
}

}  // namespace

std::optional<models::Text> wrong_files(CLI::App& app, const WrongUsage& usage) {
  if (app.get_subcommands().empty()) return std::nullopt;
  CLI::App& command = *app.get_subcommands().front();
  const std::string file = file_of(command, usage);
  if (file.empty()) return std::nullopt;
  try {
    read_all(command.get_name(), file, sound_values(command, "--with"));
  } catch (const BadInput& e) {
    return e.text();
  }
  return std::nullopt;
}

}  // namespace kouan::cli
