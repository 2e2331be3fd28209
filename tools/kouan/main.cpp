#include <fmt/format.h>

#include <exception>
#include <string>

#include "tools/kouan/commands.hpp"
#include "tools/kouan/help.hpp"
#include "tools/kouan/input.hpp"
#include "tools/kouan/output.hpp"
#include "tools/kouan/usage.hpp"

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

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"kouan (口岸): how much a border crossing can carry, simulated", "kouan"};
  app.formatter(cli::help_formatter());  // subcommands take it over
  app.set_version_flag("--version", "kouan " KOUAN_VERSION);
  app.require_subcommand(1);
  cli::Action action;
  cli::add_run(app, action);
  cli::add_compare(app, action);
  cli::add_check(app, action);
  cli::add_validate(app, action);
  cli::add_shift(app, action);
  cli::add_schema(app, action);
  const std::string wrong = cli::wrong_command(app, argc, argv);
  if (!wrong.empty()) return fail(wrong.c_str(), cli::exit_bad_input);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    const std::string usage = cli::wrong_usage(app, e);
    if (!usage.empty()) return fail(usage.c_str(), cli::exit_bad_input);
    return app.exit(e) == 0 ? cli::exit_ok : cli::exit_bad_input;
  }
  return act(action);
}
