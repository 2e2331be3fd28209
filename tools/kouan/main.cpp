#include <fmt/format.h>

#include <exception>

#include "tools/kouan/commands.hpp"
#include "tools/kouan/help.hpp"
#include "tools/kouan/input.hpp"
#include "tools/kouan/output.hpp"
#include "tools/kouan/usage.hpp"

namespace {

namespace cli = kouan::cli;

int bad_input(const kouan::models::Text& what, kouan::models::Language language) {
  cli::tell(what, language);
  return cli::exit_bad_input;
}

int act(const cli::Action& action, kouan::models::Language language) {
  try {
    return action();
  } catch (const cli::BadInput& e) {
    return bad_input(e.text(), language);
  } catch (const std::exception& e) {
    cli::tell(fmt::format("kouan: {}\n", e.what()));
    return cli::exit_failed;
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
  const kouan::models::Language language = cli::language_asked(argc, argv);
  if (const auto wrong = cli::wrong_command(app, argc, argv)) return bad_input(*wrong, language);
  if (const auto wrong = cli::value_of_flag(app, argc, argv)) return bad_input(*wrong, language);
  app.failure_message(cli::failure_message(language));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    if (const auto usage = cli::wrong_usage(app, e)) return bad_input(*usage, language);
    return app.exit(e) == 0 ? cli::exit_ok : cli::exit_bad_input;
  }
  return act(action, language);
}
