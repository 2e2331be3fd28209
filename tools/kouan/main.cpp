#include <algorithm>
#include <exception>
#include <new>
#include <utility>

#include "analysis/system_error.hpp"
#include "models/language/told.hpp"
#include "tools/kouan/commands.hpp"
#include "tools/kouan/help.hpp"
#include "tools/kouan/input.hpp"
#include "tools/kouan/output.hpp"
#include "tools/kouan/usage.hpp"
#include "tools/kouan/wrong_files.hpp"

namespace {

namespace cli = kouan::cli;

using kouan::models::language::told;

int bad_input(const kouan::models::Text& what, kouan::models::Language language) {
  cli::tell(what, language);
  return cli::exit_bad_input;
}

int act(const cli::Action& action, kouan::models::Language language) {
  try {
    return action();
  } catch (const cli::BadInput& e) {
    return bad_input(e.text(), language);
  } catch (const kouan::analysis::SystemError& e) {
    cli::tell(e.text(), language);
  } catch (const std::bad_alloc&) {
    cli::tell({"not enough memory", "内存不足"}, language);
  } catch (const std::exception& e) {
    cli::tell(told("something went wrong in kouan itself: {}", "程序内部出错：{}", e.what()),
              language);
  }
  return cli::exit_failed;
}

/// All that is wrong is told, what can be known of the files beside the command line.
int refuse(CLI::App& app, const cli::WrongUsage& usage, kouan::models::Language language) {
  for (const kouan::models::Text& problem : usage.problems)
    cli::tell(problem, language);
  if (usage.has_refused_values)
    cli::tell(kouan::models::in({"Run with --help for more information.\n", "更多说明见--help。\n"},
                                language));
  if (const auto wrong = cli::wrong_files(app, usage)) cli::tell(*wrong, language);
  return cli::exit_bad_input;
}

int parse_and_act(int argc, char** argv, kouan::models::Language language) {
  CLI::App app{cli::in_one({"kouan (口岸): how much a border crossing can carry, simulated",
                            "kouan（口岸）：以仿真估算口岸的通过能力"}),
               "kouan"};
  app.formatter(cli::help_formatter(language));  // subcommands take it over, and the next
  app.set_help_flag("-h,--help",
                    cli::in_one({"print this help message and exit", "显示本帮助后退出"}));
  app.set_version_flag("--version", "kouan " KOUAN_VERSION,
                       cli::in_one({"print the version and exit", "显示版本后退出"}));
  app.require_subcommand(1);
  cli::Action action;
  cli::add_run(app, action);
  cli::add_compare(app, action);
  cli::add_check(app, action);
  cli::add_validate(app, action);
  cli::add_shift(app, action);
  cli::add_schema(app, action);
  if (const auto wrong = cli::wrong_command(app, argc, argv)) return bad_input(*wrong, language);
  std::vector<std::string> words(argv + 1, argv + argc);
  cli::WrongUsage usage;
  cli::mend_words(app, words, usage);
  app.failure_message(cli::failure_message(language));
  try {
    std::reverse(words.begin(), words.end());  // as the parser takes them
    app.parse(std::move(words));
    cli::find_wrong_usage(app, nullptr, usage);
  } catch (const CLI::ParseError& e) {
    cli::find_wrong_usage(app, &e, usage);
    if (usage.problems.empty()) return app.exit(e) == 0 ? cli::exit_ok : cli::exit_bad_input;
  }
  return usage.problems.empty() ? action() : refuse(app, usage, language);
}

}  // namespace

int main(int argc, char** argv) {
  const kouan::models::Language language = cli::language_asked(argc, argv);
  return act([&] { return parse_and_act(argc, argv, language); }, language);
}
