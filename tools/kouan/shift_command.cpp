// kouan shift: a road port that gets a railway beside it, under a rule.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/report/json.hpp"
#include "analysis/report/mode_shift.hpp"
#include "tools/kouan/commands.hpp"
#include "tools/kouan/experiment_options.hpp"
#include "tools/kouan/input.hpp"
#include "tools/kouan/output.hpp"
#include "tools/kouan/progress.hpp"

namespace kouan::cli {

namespace {

struct ShiftCommand {
  ExperimentCommand experiment;
  std::string rule = "stated";
  std::string share;  ///< "40%"; of the rule `share`
  bool no_sweep = false;
};

std::string shift_phase_name(analysis::ShiftPhase phase) {
  switch (phase) {
    case analysis::ShiftPhase::capacity:
      return "capacity";
    case analysis::ShiftPhase::split:
      return "split";
    case analysis::ShiftPhase::sweep:
      return "over demand";
  }
  return "";
}

models::Text flow_title(const models::Scenario& scenario, const std::string& flow) {
  for (const models::Flow& each : scenario.flows)
    if (each.id == flow) return each.title;
  return {flow, flow};
}

analysis::ModeShiftTitles titles_of(const ShiftInput& input) {
  return {input.road_alone.title, input.lever, flow_title(input.with_rail, input.split.road),
          flow_title(input.with_rail, input.split.rail)};
}

/// The rule and, of `share`, its share; each asks for the other.
void set_rule(const ShiftCommand& command, analysis::ModeShiftOptions& options) {
  options.rule = *analysis::parse_split_rule(command.rule);
  const bool wants_share = options.rule == analysis::SplitRule::share;
  if (wants_share && command.share.empty())
    throw BadInput("--rule share: found no --share; allowed: with --share, such as --share 40%");
  if (!wants_share && !command.share.empty())
    throw BadInput("--share: found beside --rule " + command.rule + "; allowed: with --rule share");
  if (wants_share) options.share = parse_share(command.share).value();
}

int perform_shift(const ShiftCommand& command) {
  const analysis::Interrupt interrupt;
  analysis::ModeShiftOptions options;
  set_rule(command, options);
  const ShiftInput input = read_shift(command.experiment.file, command.experiment.with.front());
  ProgressLine line;
  options.sweep = !command.no_sweep;
  options.replications = command.experiment.replications;
  options.replicate.seed = command.experiment.seed;
  options.replicate.pool.workers = command.experiment.workers;
  options.replicate.pool.interrupt = &interrupt;
  options.progress = [&](analysis::ShiftPhase phase, const analysis::Progress& p) {
    line.show(shift_phase_name(phase), p);
  };
  const analysis::ModeShiftOutcome outcome =
      analysis::run_mode_shift(input.road_alone, input.with_rail, input.split, options);
  if (outcome.interrupted) {
    tell(outcome.lost.empty() ? "kouan: interrupted; nothing is written\n"
                              : "kouan: " + outcome.lost + "; nothing is written\n");
    return outcome.lost.empty() ? exit_signal + interrupt.signal() : exit_failed;
  }
  const analysis::ModeShiftTitles titles = titles_of(input);
  print(command.experiment.format == "json"
            ? analysis::json_text(analysis::to_json(outcome, titles))
            : analysis::mode_shift_text(outcome, titles, command.experiment.language()));
  for (const analysis::BrokenRun& run : outcome.broken)
    tell(fmt::format("kouan: replication {} of {} breaks {}\n", run.replication + 1, run.lane,
                     run.conserved ? "Little's law" : "conservation"));
  return outcome.broken.empty() && outcome.given_up.empty() ? exit_ok : exit_check;
}

}  // namespace

void add_shift(CLI::App& app, Action& action) {
  auto* command =
      app.add_subcommand("shift", "put a railway beside a road and say what goes by which");
  auto options = std::make_shared<ShiftCommand>();
  add_experiment_options(*command, options->experiment);
  command
      ->add_option_function<std::string>(
          "--with", [options](const std::string& with) { options->experiment.with = {with}; },
          "the lever that brings the railway, or several joined by +; one of them has split:")
      ->required();
  command->add_option("--rule", options->rule, "how goods part between road and rail")
      ->check(one_of(analysis::split_rule_words()))
      ->capture_default_str();
  command->add_option("--share", options->share, "share by rail of --rule share, such as 40%")
      ->check(share_option());
  command->add_flag("--no-sweep", options->no_sweep, "leave out runs over other demands");
  command
      ->add_option("--format", options->experiment.format,
                   "what goes to standard output: text or json")
      ->check(one_of({"text", "json"}))
      ->capture_default_str();
  command->callback([&action, options] { action = [options] { return perform_shift(*options); }; });
}

}  // namespace kouan::cli
