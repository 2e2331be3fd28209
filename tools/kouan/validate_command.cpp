// kouan validate: the observed cases of a scenario, or of a validation file, run and compared.
#include <fmt/format.h>

#include "analysis/report/json.hpp"
#include "analysis/report/json_parts.hpp"
#include "analysis/report/text.hpp"
#include "analysis/validation_file.hpp"
#include "tools/kouan/commands.hpp"
#include "tools/kouan/experiment_options.hpp"
#include "tools/kouan/input.hpp"
#include "tools/kouan/output.hpp"
#include "tools/kouan/progress.hpp"

namespace kouan::cli {

namespace {

/// FILE may be a validation file or a scenario that names one.
std::vector<analysis::ValidationCase> cases_of(const std::string& file) {
  if (analysis::is_validation_file(file)) {
    analysis::ValidationFile read = analysis::read_validation(file);
    if (!read.errors.empty()) throw BadInput("input cannot be used\n" + read.errors);
    return std::move(read.cases);
  }
  const models::Scenario scenario = read_one(file, {});
  if (scenario.validation.empty()) throw BadInput(file + " names no validation file");
  return read_cases(scenario);
}

int perform(const ExperimentCommand& command) {
  const std::vector<analysis::ValidationCase> cases = cases_of(command.file);
  const analysis::Interrupt interrupt;
  ProgressLine line;
  analysis::ExperimentOptions options;
  options.replications = command.replications;
  options.replicate.seed = command.seed;
  options.replicate.pool.workers = command.workers;
  options.replicate.pool.interrupt = &interrupt;
  options.progress = [&](analysis::Phase phase, const analysis::Progress& p) {
    line.show(phase_name(phase), p);
  };
  const analysis::ExperimentOutcome outcome = analysis::run_experiment({}, cases, options);
  print(command.format == "json"
            ? analysis::json_text(analysis::validation_json(outcome.validation))
            : analysis::validation_text(outcome.validation, command.language()));
  for (const analysis::BrokenRun& run : outcome.broken)
    fmt::print(stderr, "kouan: replication {} of {} breaks {}\n", run.replication + 1, run.lane,
               run.conserved ? "Little's law" : "conservation");
  if (outcome.interrupted) return exit_signal + interrupt.signal();
  return outcome.broken.empty() ? exit_ok : exit_check;
}

}  // namespace

void add_validate(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("validate", "hold a scenario against what was observed");
  auto options = std::make_shared<ExperimentCommand>();
  add_experiment_options(*command, *options);
  command->add_option("--format", options->format, "what goes to standard output: text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->callback([&action, options] { action = [options] { return perform(*options); }; });
}

}  // namespace kouan::cli
