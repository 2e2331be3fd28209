// kouan shift: a road port that gets a railway beside it, under a rule.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "analysis/report/json.hpp"
#include "analysis/report/mode_shift.hpp"
#include "analysis/report/phrases.hpp"
#include "models/endless_classes.hpp"
#include "models/flows_behind.hpp"
#include "models/language/told.hpp"
#include "tools/kouan/commands.hpp"
#include "tools/kouan/experiment_options.hpp"
#include "tools/kouan/input.hpp"
#include "tools/kouan/output.hpp"
#include "tools/kouan/progress.hpp"
#include "tools/kouan/usage.hpp"

namespace kouan::cli {

namespace {

using models::language::told;

struct ShiftCommand {
  ExperimentCommand experiment;
  std::string rule = "stated";
  std::string share;  ///< "40%"; of the rule `share`
  bool no_sweep = false;
};

std::string shift_phase_name(analysis::ShiftPhase phase, analysis::Language language) {
  const bool zh = language == analysis::Language::zh;
  switch (phase) {
    case analysis::ShiftPhase::capacity:
      return zh ? "通过能力" : "capacity";
    case analysis::ShiftPhase::split:
      return zh ? "公铁分担" : "split";
    case analysis::ShiftPhase::cases:
      return zh ? "观测对照" : "observed cases";
    case analysis::ShiftPhase::sweep:
      return zh ? "不同需求" : "over demand";
  }
  return "";
}

models::Text flow_title(const models::Scenario& scenario, const std::string& flow) {
  for (const models::Flow& each : scenario.flows)
    if (each.id == flow) return each.title;
  return {flow, flow};
}

analysis::ModeShiftTitles titles_of(const ShiftInput& input) {
  const std::size_t known = input.road_alone.levers.size();
  return {input.road_alone.title,
          input.lever,
          flow_title(input.with_rail, input.split.road),
          flow_title(input.with_rail, input.split.rail),
          analysis::terms_of_levers(input.with_rail, known),
          analysis::presupposed_by_levers(input.with_rail, known)};
}

/// The rule and, of `share`, its share, which the command line gives then.
void set_rule(const ShiftCommand& command, analysis::ModeShiftOptions& options) {
  options.rule = *analysis::parse_split_rule(command.rule);
  if (options.rule == analysis::SplitRule::share)
    options.share = parse_share(command.share).value();
}

/// Of a way that any number may take at once there is no capacity to fill or to sweep over.
void ask_for_limits(const ShiftInput& input) {
  const std::vector<char> unlimited = models::unlimited_classes(input.with_rail);
  for (std::size_t c = 0; c < unlimited.size(); ++c) {
    const models::EntityClass& cls = input.with_rail.classes[c];
    if (unlimited[c] == 0 || (cls.flow != input.split.road && cls.flow != input.split.rail))
      continue;
    throw BadInput(
        told("shift: found nothing that limits how many of {} pass, so that road or railway has no "
             "capacity; allowed: a way with servers, places, headways or slots",
             "shift：“{}”的通过数量不受任何限制，公路或铁路因而没有通过能力可言；"
             "应为：设有通道（作业位）、位置、间隔或时刻槽的路径",
             cls.id));
  }
}

/// What road and railway carry is told apart by class.
void ask_for_own_classes(const ShiftInput& input) {
  const std::vector<std::set<std::string>> behind = models::flows_behind(input.with_rail);
  for (std::size_t c = 0; c < behind.size(); ++c) {
    const std::set<std::string>& flows = behind[c];
    if (flows.size() < 2 || flows.count(input.split.road) + flows.count(input.split.rail) == 0)
      continue;
    throw BadInput(
        told("shift: found that {} carries on goods of several flows, so that what of it came by "
             "road or by rail is not known; allowed: classes of their own for what is split off or "
             "gathered of each",
             "shift：“{}”承接多项货流的货物，其中多少来自公路或铁路无从得知；"
             "应为：各项货流所拆分或集结者分设类别",
             input.with_rail.classes[c].id));
  }
}

int perform_shift(const ShiftCommand& command) {
  const analysis::Interrupt interrupt;
  analysis::ModeShiftOptions options;
  set_rule(command, options);
  const ShiftInput input = read_shift(command.experiment.file, command.experiment.with.front());
  ask_for_limits(input);
  ask_for_own_classes(input);
  const analysis::Language language = command.experiment.language();
  tell_warnings(input.warnings, language);
  tell_notes(input.notes, language);
  ProgressLine line(language, true);
  options.sweep = !command.no_sweep;
  options.replications = command.experiment.replications;
  options.cases = &input.cases;
  options.replicate.seed = command.experiment.seed;
  options.replicate.pool.workers = command.experiment.workers;
  options.replicate.pool.interrupt = &interrupt;
  options.replicate.retried = [&](const analysis::RetriedRun& run) { line.tell_of(run); };
  options.progress = [&](analysis::ShiftPhase phase, const analysis::Progress& p) {
    line.show(shift_phase_name(phase, language), p);
  };
  interrupt.hold();
  const analysis::ModeShiftOutcome outcome =
      analysis::run_mode_shift(input.road_alone, input.with_rail, input.split, options);
  tell_losses({outcome.cases_given_up, outcome.lost, outcome.interrupted}, outcome.has_answer(),
              language);
  if (!outcome.has_answer())
    return outcome.lost.en.empty() ? exit_signal + interrupt.signal() : exit_failed;
  analysis::ModeShiftTitles titles = titles_of(input);
  titles.certainty =
      analysis::mode_shift_certainty(outcome, titles, input.road_alone, input.with_rail);
  print(command.experiment.format == "json"
            ? analysis::json_text(analysis::to_json(outcome, titles))
            : analysis::mode_shift_text(outcome, titles, command.experiment.language()));
  tell_broken(outcome.broken, language);
  if (!outcome.lost.en.empty()) return exit_failed;
  if (outcome.interrupted) return exit_signal + interrupt.signal();
  return outcome.broken.empty() && outcome.given_up.empty() ? exit_ok : exit_check;
}

}  // namespace

void add_shift(CLI::App& app, Action& action) {
  auto* command =
      app.add_subcommand("shift", in_one({"put a railway beside a road and say what goes by which",
                                          "在公路之外引入铁路，给出货物如何划分"}));
  auto options = std::make_shared<ShiftCommand>();
  add_experiment_options(*command, options->experiment);
  command
      ->add_option_function<std::string>(
          "--with", [options](const std::string& with) { options->experiment.with = {with}; },
          in_one(
              {"the lever that brings the railway, or several joined by +; one of them has split:",
               "引入铁路的措施，多项以+连接；其中一项须有split:"}))
      ->required()
      ->check(some_lever());
  command
      ->add_option("--rule", options->rule,
                   in_one({"how goods part between road and rail", "货物在公路与铁路间的分配方式"}))
      ->check(one_of(analysis::split_rule_words()))
      ->capture_default_str();
  command
      ->add_option("--share", options->share,
                   in_one({"share by rail of --rule share, such as 40%",
                           "--rule share时铁路所占的比例，如40%"}))
      ->check(share_option("40%"));
  command->add_flag("--no-sweep", options->no_sweep,
                    in_one({"leave out runs over other demands", "略去其他需求水平的运行"}));
  command
      ->add_option(
          "--format", options->experiment.format,
          in_one({"what goes to standard output: text or json", "标准输出的形式：text或json"}))
      ->check(one_of({"text", "json"}))
      ->capture_default_str();
  command->callback([&action, options] { action = [options] { return perform_shift(*options); }; });
}

}  // namespace kouan::cli
