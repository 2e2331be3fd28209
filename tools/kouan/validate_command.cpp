// kouan validate: the observed cases of a scenario, or of a validation file, run and compared.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "analysis/report/json.hpp"
#include "analysis/report/json_parts.hpp"
#include "analysis/report/table.hpp"
#include "analysis/report/text.hpp"
#include "analysis/validation_file.hpp"
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

struct Asked {
  std::vector<analysis::ValidationCase> cases;
  std::vector<analysis::CheckWarning> warnings;
  std::optional<std::string> scenario;  ///< its hash; of a validation file there is none
  std::string inherited_from;           ///< the file that names the validation file, if another
  models::Text whose;                   ///< of a scenario of which no case is: whose they are
};

/// Cases that a scenario inherits hold the other against observation, not what it changes.
models::Text whose_cases(const models::Scenario& scenario, const std::string& inherited_from,
                         const std::vector<analysis::ValidationCase>& cases) {
  const bool has_own = std::any_of(cases.begin(), cases.end(), [&](const auto& of) {
    return of.scenario->hash == scenario.hash;
  });
  if (has_own) return {};
  const std::string& file = scenario.file;
  if (inherited_from.empty())
    return {fmt::format("None of these cases is of {}: {}, which it names, has cases of other "
                        "scenarios, or with levers on it.",
                        file, scenario.validation),
            fmt::format("以下各例均不针对{}：其所指的{}中各例属其他情景，或附加了措施。", file,
                        scenario.validation)};
  return {fmt::format("None of these cases is of {0}: it names no validation file of its own, and "
                      "they are those of the file that {1}, which it extends, names, each of the "
                      "scenario listed with it. They say nothing of what {0} changes.",
                      file, inherited_from),
          fmt::format("以下各例均不针对{0}：其未指定检验文件，所列为所继承的{1}所指检验文件中的各例"
                      "（各属所注情景），不涉及{0}所作的修改。",
                      file, inherited_from)};
}

/// FILE may be a validation file or a scenario that names one.
Asked read_asked(const std::string& file) {
  require_utf8(file);
  if (analysis::is_validation_file(file)) {
    analysis::ValidationFile read = analysis::read_validation(file);
    Problems problems;
    problems.add(read.wrong);
    problems.raise();
    return {std::move(read.cases), std::move(read.warnings), std::nullopt, {}, {}};
  }
  Input input = read_run(file, "");
  const models::Scenario& scenario = input.variants.front().scenario;
  if (scenario.validation.empty())
    throw BadInput(
        told("{} names no validation file; allowed: a validation file (validation: 1), "
             "or a scenario that names one under validation",
             "{}未指明对照文件；应为：对照文件（“validation: 1”），或以“validation”"
             "指明对照文件的情景",
             file));
  analysis::add_new_warnings(input.warnings_of_cases, input.warnings);
  const std::string& named_in = scenario.validation_named.file;
  std::string inherited_from = named_in == scenario.file ? "" : named_in;
  models::Text whose = whose_cases(scenario, inherited_from, input.cases);
  return {std::move(input.cases), std::move(input.warnings), scenario.hash,
          std::move(inherited_from), std::move(whose)};
}

analysis::ExperimentOutcome experiment(const std::vector<analysis::ValidationCase>& cases,
                                       const ExperimentCommand& command,
                                       const analysis::Interrupt& interrupt) {
  const analysis::Language language = command.language();
  ProgressLine line(language, false);
  analysis::ExperimentOptions options;
  options.replications = command.replications;
  options.replicate.seed = command.seed;
  options.replicate.pool.workers = command.workers;
  options.replicate.pool.interrupt = &interrupt;
  options.replicate.retried = [&](const analysis::RetriedRun& run) { line.tell_of(run); };
  options.progress = [&](analysis::Phase phase, const analysis::Progress& p) {
    line.show(phase_name(phase, {}, language), p);
  };
  return analysis::run_experiment({}, cases, options);
}

int replications_of(const analysis::ExperimentOutcome& outcome) {
  int most = 0;
  for (const analysis::ValidationOutcome& v : outcome.validation)
    most = std::max(most, v.replications);
  return most;
}

/// Whether a case is of the scenario asked for; of a validation file nothing can be said.
nlohmann::ordered_json cases_json(const Asked& asked, const analysis::ExperimentOutcome& outcome) {
  auto cases = analysis::validation_json(outcome.validation);
  for (std::size_t i = 0; i < outcome.validation.size(); ++i)
    cases[i]["of_base"] =
        asked.scenario
            ? nlohmann::ordered_json(outcome.validation[i].of->scenario->hash == *asked.scenario)
            : nlohmann::ordered_json(nullptr);
  return cases;
}

std::string json(const std::string& file, const Asked& asked,
                 const analysis::ExperimentOutcome& outcome) {
  nlohmann::ordered_json json;
  json["scenario"] = file;
  json["version"] = KOUAN_VERSION;
  json["seed"] = outcome.seed;
  json["replications"] = replications_of(outcome);
  json["interrupted"] = outcome.interrupted;
  json["inherited_from"] = asked.inherited_from.empty()
                               ? nlohmann::ordered_json(nullptr)
                               : nlohmann::ordered_json(asked.inherited_from);
  json["cases"] = cases_json(asked, outcome);
  json["given_up"] = nlohmann::ordered_json::array();
  for (const models::Text& why : outcome.given_up)
    json["given_up"].push_back(analysis::to_json(why));
  return analysis::json_text(json);
}

/// How it was run: "replications 10 · seed 1 · kouan 0.1.0"; where it was interrupted least and
/// most of a case that was run, and how many were not.
models::Text provenance(const analysis::ExperimentOutcome& outcome) {
  const int most = replications_of(outcome);
  int least = most;
  for (const analysis::ValidationOutcome& v : outcome.validation)
    if (v.replications > 0) least = std::min(least, v.replications);
  const std::string number =
      least == most ? std::to_string(most) : fmt::format("{}–{}", least, most);
  models::Text text = told("replications {} · seed {} · kouan {}", "重复 {} · 种子 {} · kouan {}",
                           number, outcome.seed, KOUAN_VERSION);
  if (!outcome.interrupted) return text;
  const auto not_run = std::count_if(
      outcome.validation.begin(), outcome.validation.end(),
      [](const auto& v) { return analysis::verdict(v) == analysis::CaseVerdict::not_run; });
  return text + told(" · interrupted, {} of {} cases without runs",
                     " · 已中断，{1} 例中 {0} 例未运行", not_run, outcome.validation.size());
}

/// The table, above it whose cases they are where that is not plain, and below it those whose runs
/// have no results, and how it was run.
std::string text(const Asked& asked, const analysis::ExperimentOutcome& outcome,
                 analysis::Language language) {
  std::string text;
  const std::size_t columns = columns_of_output();
  if (!asked.whose.en.empty()) {
    for (const std::string& line : analysis::wrapped(analysis::in(asked.whose, language),
                                                     std::min(columns, analysis::k_text_columns)))
      text += line + "\n";
    text += "\n";
  }
  text += analysis::validation_text(outcome.validation, language, columns);
  if (!outcome.given_up.empty()) text += "\n";
  for (const models::Text& why : outcome.given_up)
    text += (language == analysis::Language::zh ? "无结果：" : "left without results: ") +
            analysis::in(why, language) + "\n";
  return text + "\n" + analysis::in(provenance(outcome), language) + "\n";
}

/// A case that took part in fitting is no test of the model and a design figure was never observed,
/// unless their runs have no results at all; the others guard it.
bool is_miss(const analysis::ValidationOutcome& v) {
  const bool guards = !v.of->fitted && !v.of->design;
  return v.replications > 0 && !v.inside && (guards || !v.simulated.known());
}

int perform(const ExperimentCommand& command) {
  const analysis::Interrupt interrupt;  // before the first file is read: nothing ends in silence
  const Asked asked = read_asked(command.file);
  tell_warnings(asked.warnings, command.language());
  interrupt.hold();
  const analysis::ExperimentOutcome outcome = experiment(asked.cases, command, interrupt);
  tell_losses({outcome.given_up, outcome.lost, outcome.interrupted}, replications_of(outcome) > 0,
              command.language());
  const int stopped = outcome.lost.en.empty() ? exit_signal + interrupt.signal() : exit_failed;
  if (outcome.interrupted && replications_of(outcome) == 0) return stopped;
  print(command.format == "json" ? json(command.file, asked, outcome)
                                 : text(asked, outcome, command.language()));
  tell_broken(outcome.broken, command.language());
  if (outcome.interrupted) return stopped;
  const bool misses = std::any_of(outcome.validation.begin(), outcome.validation.end(), is_miss);
  return misses || !outcome.broken.empty() ? exit_check : exit_ok;
}

}  // namespace

void add_validate(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "validate", in_one({"hold the model against what was observed", "以观测值检验模型"}));
  auto options = std::make_shared<ExperimentCommand>();
  add_experiment_options(*command, *options,
                         {"validation file, or a scenario that names one under validation (YAML)",
                          "对照文件，或以validation指明对照文件的情景（YAML）"});
  command
      ->add_option(
          "--format", options->format,
          in_one({"what goes to standard output: text or json", "标准输出的形式：text或json"}))
      ->check(one_of({"text", "json"}))
      ->capture_default_str();
  command->callback([&action, options] { action = [options] { return perform(*options); }; });
}

}  // namespace kouan::cli
