// kouan check and kouan schema: what can be said without running.
#include <fmt/format.h>

#include "analysis/check.hpp"
#include "analysis/report/json.hpp"
#include "analysis/validation_file.hpp"
#include "models/language/diagnostics_json.hpp"
#include "models/read_scenario.hpp"
#include "tools/kouan/commands.hpp"
#include "tools/kouan/experiment_options.hpp"
#include "tools/kouan/input.hpp"
#include "tools/kouan/output.hpp"
#include "tools/kouan/usage.hpp"

namespace kouan::cli {

namespace {

struct CheckCommand {
  std::string file;
  std::string with;
  std::string format = "text";
  std::string lang = "en";
};

/// Messages are errors here as in every command: standard output is for what can be said of the
/// scenario.
int check(const CheckCommand& command) {
  require_utf8(command.file);
  models::ReadOptions options;
  Problems problems;
  options.extra_levers = levers_of(command.with, problems);
  options.extra_levers_asked_with = "--with";
  if (problems.any()) read_run(command.file, command.with);  // tells what else is wrong, too
  const models::ReadResult read = models::read_scenario(command.file, options);
  const bool json = command.format == "json";
  const auto language = language_named(command.lang);
  std::vector<models::language::Diagnostics> wrong;
  if (!read.scenario) wrong.push_back(read.diagnostics);
  const std::vector<models::language::Diagnostics> of_cases = wrong_cases(read);
  wrong.insert(wrong.end(), of_cases.begin(), of_cases.end());
  if (!wrong.empty() && (json || of_cases.empty())) {
    tell(json ? models::language::json_of(wrong) + "\n" : read.diagnostics.text(language));
    return exit_bad_input;
  }
  problems.add(wrong);
  problems.raise();
  analysis::CheckReport report = analysis::check(*read.scenario);
  analysis::add_warnings_of_reading(read.diagnostics, report);
  if (!options.extra_levers.empty())
    warn_of_no_change(models::read_scenario(command.file), command.with, *read.scenario,
                      report.warnings);
  if (json) {
    print(analysis::json_text(analysis::to_json(report)));
    return exit_ok;
  }
  print(analysis::to_text(report, language, columns_of_output()));
  return exit_ok;
}

}  // namespace

void add_check(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "check", in_one({"read a scenario and say what it holds, without running it",
                       "读取情景并说明其内容，不作仿真"}));
  auto options = std::make_shared<CheckCommand>();
  command->add_option("FILE", options->file, in_one({"scenario file (YAML)", "情景文件（YAML）"}))
      ->required()
      ->check(some_path({"a file", "文件"}));
  command
      ->add_option(
          "--with", options->with,
          in_one({"a lever to apply, or several joined by +", "所采用的措施，多项以+连接"}))
      ->check(some_lever());
  command->add_option("--format", options->format, in_one({"text or json", "text或json"}))
      ->check(one_of({"text", "json"}))
      ->capture_default_str();
  add_language_option(*command, options->lang);
  command->callback([&action, options] { action = [options] { return check(*options); }; });
}

void add_schema(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "schema", in_one({"print the JSON Schema of scenario, lever and validation files",
                        "输出情景、措施和对照文件的JSON Schema"}));
  struct Options {
    bool validation = false;
    bool reference = false;
  };
  auto options = std::make_shared<Options>();
  command->add_flag(
      "--validation", options->validation,
      in_one({"of validation files, not of scenarios and levers", "对照文件的，而非情景与措施的"}));
  command->add_flag("--reference", options->reference,
                    in_one({"print the tables of the reference page instead, in Markdown",
                            "改为输出参考页的表格（Markdown）"}));
  command->callback([&action, options] {
    action = [options] {
      if (options->validation)
        print(options->reference ? analysis::validation_reference()
                                 : analysis::validation_schema());
      else
        print(options->reference ? models::scenario_reference() : models::scenario_schema());
      return static_cast<int>(exit_ok);
    };
  });
}

}  // namespace kouan::cli
