#include "tools/kouan/wrong_files.hpp"

#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "analysis/validation_file.hpp"
#include "tools/kouan/input.hpp"

namespace kouan::cli {

namespace {

/// Of a pipe that nobody writes to nothing comes, and no end.
bool is_pipe_or_device(const std::string& file) {
  std::error_code unseen;
  return std::filesystem::is_other(file, unseen);
}

/// FILE; empty where it is not given, may be the value of an option that is unknown, or is no file
/// that can be read again.
std::string file_of(CLI::App& command, const WrongUsage& usage) {
  const std::vector<std::string> files = sound_values(command, "FILE");
  if (files.size() != 1) return "";
  std::error_code unseen;  // a name too long is none
  const bool is_there = std::filesystem::exists(files.front(), unseen);
  if ((usage.has_unknown_options && !is_there) || is_pipe_or_device(files.front())) return "";
  return files.front();
}

/// Throws BadInput where something is wrong.
void read_all(const std::string& command, const std::string& file,
              const std::vector<std::string>& with) {
  if (command == "validate" && analysis::is_validation_file(file)) {
    Problems problems;
    problems.add(analysis::read_validation(file).wrong);
    problems.raise();
  } else if (command == "compare") {
    read_comparison(file, with);
  } else if (command == "shift" && !with.empty()) {
    read_shift(file, joined_levers(with));
  } else {
    read_run(file, joined_levers(with));
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
