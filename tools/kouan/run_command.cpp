// kouan run and kouan compare: one experiment, told in the form asked for.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "analysis/report/files.hpp"
#include "analysis/report/text.hpp"
#include "analysis/system_error.hpp"
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
using ReadInput = std::function<Input()>;

/// Makes sure of the folder and its files.
void prepare_folder(const std::string& folder, std::optional<analysis::PreparedFolder>& prepared) {
  prepared.emplace(folder);
  for (const auto& file : report_files(folder))
    analysis::prepare_file(file);
}

/// The trace may not be a file of the report: one would take the other's place.
void keep_apart(const std::string& trace, const std::string& folder) {
  for (const auto& file : report_files(folder))
    if (analysis::written_at(trace) == analysis::written_at(file))
      throw BadInput(told("--trace: found {}, which --out writes; allowed: another file",
                          "--trace：“{}”由--out写出；应为：其他文件", trace));
}

/// The one of the files that is read, by whatever name and link.
bool is_read(const std::filesystem::path& file, const std::vector<std::string>& files) {
  return std::any_of(files.begin(), files.end(), [&](const std::string& read) {
    std::error_code failed;
    return std::filesystem::equivalent(file, read, failed) && !failed;
  });
}

/// Nothing that is written takes the place of what the figures come from.
void spare_what_is_read(const ExperimentCommand& command, const std::vector<std::string>& files) {
  if (!command.trace.empty() && is_read(command.trace, files))
    throw BadInput(told("--trace: found {}, which is read; allowed: another file",
                        "--trace：“{}”为所读取的文件；应为：其他文件", command.trace));
  if (command.out.empty()) return;
  for (const auto& file : report_files(command.out))
    if (is_read(file, files))
      throw BadInput(told("--out: found {}, which is read; allowed: another folder",
                          "--out：“{}”为所读取的文件；应为：其他目录", file.string()));
}

/// Makes sure of the folder and the trace before hours are spent on runs.
void prepare(const ExperimentCommand& command, std::optional<analysis::PreparedFolder>& folder) {
  const char* option = "--out";
  const auto refuse = [&](const models::Text& why) {
    throw BadInput(told("{}: {}", "{}：{}", option, why));
  };
  try {
    if (!command.out.empty()) prepare_folder(command.out, folder);
    option = "--trace";
    if (!command.trace.empty()) analysis::prepare_file(command.trace);
    if (!command.trace.empty() && !command.out.empty()) keep_apart(command.trace, command.out);
  } catch (const analysis::SystemError& e) {
    refuse(e.text());
  } catch (const analysis::NotOrdinaryFile& e) {
    refuse(e.text());
  }
}

/// Writes the folder; returns what went wrong, empty if nothing. The report on standard output does
/// not depend on it.
models::Text try_write_folder(const analysis::Report& report, const std::string& out) {
  if (out.empty()) return {};
  try {
    write_folder(report, out);
    return {};
  } catch (const analysis::SystemError& e) {
    return e.text();
  } catch (const std::exception& e) {
    return {e.what(), e.what()};
  }
}

bool has_results(const analysis::ExperimentOutcome& outcome) {
  for (const analysis::VariantOutcome& variant : outcome.variants)
    if (variant.samples->replications() == 0) return false;
  return true;
}

analysis::ExperimentOptions options_of(const ExperimentCommand& command) {
  analysis::ExperimentOptions options;
  options.replications = command.replications;
  options.precision = command.relative_precision();
  options.capacity = !command.no_capacity;
  options.value = command.value;
  options.ranges = command.ranges;
  options.trace = command.trace;
  options.replicate.seed = command.seed;
  options.replicate.pool.workers = command.workers;
  return options;
}

analysis::ExperimentOutcome experiment(const Input& input, const ExperimentCommand& command,
                                       const analysis::Interrupt& interrupt) {
  const analysis::Language language = command.language();
  analysis::ExperimentOptions options = options_of(command);
  options.replicate.pool.interrupt = &interrupt;
  const std::vector<analysis::Phase> planned = phases_of(options, input.variants.size() > 1);
  ProgressLine line(language, planned.size() > 1);
  options.progress = [&](analysis::Phase phase, const analysis::Progress& p) {
    line.show(phase_name(phase, planned, language), p);
  };
  options.replicate.retried = [&](const analysis::RetriedRun& run) { line.tell_of(run); };
  return analysis::run_experiment(input.variants, input.cases, options);
}

/// With a folder to look into, the answer is what the terminal has to show, and what options ask
/// for.
std::string shown(const analysis::Report& report, const ExperimentCommand& command,
                  bool is_folder_written) {
  const bool is_short = command.format == "text" && is_folder_written && !command.tables;
  if (!is_short) return report_text(report, command.format);
  return analysis::text_answer(report, {command.value, !command.precision.empty()},
                               columns_of_output());
}

void tell_of_ranges(const ExperimentCommand& command) {
  if (!command.ranges || command.no_capacity || screens_ranges(options_of(command))) return;
  const int least = analysis::k_least_screening_replications;
  tell(
      {fmt::format("note: what else the figures rest on takes at least {} replications and is left "
                   "out",
                   least),
       fmt::format("提示：逐一取端值试算各数值至少需要 {} 次重复，已略去", least)},
      command.language());
}

int perform(const char* name, const ReadInput& read, const ExperimentCommand& command) {
  const analysis::Interrupt interrupt;  // before the first file is read: nothing ends in silence
  const Input input = read();
  std::optional<analysis::PreparedFolder> folder;  // gone again where nothing is written into it
  spare_what_is_read(command, input.files);
  prepare(command, folder);
  tell_warnings(input.warnings, command.language());
  tell_of_ranges(command);
  tell_notes(input.notes, command.language());
  analysis::ExperimentOutcome outcome;
  interrupt.hold();
  try {
    outcome = experiment(input, command, interrupt);
  } catch (const analysis::RunawayError& e) {
    tell(e.text, command.language());
    return exit_runaway;
  }
  tell_losses({outcome.given_up, outcome.lost, outcome.interrupted}, has_results(outcome),
              command.language());
  if (!has_results(outcome))
    return outcome.lost.en.empty() ? exit_signal + interrupt.signal() : exit_failed;
  analysis::Report report =
      analysis::make_report(name, command.language(), std::move(outcome), input.sources);
  report.is_language_asked = command.is_language_asked;
  const models::Text problem = try_write_folder(report, command.out);
  const bool is_folder_written = !command.out.empty() && problem.en.empty();
  print(shown(report, command, is_folder_written));
  if (!problem.en.empty()) {
    tell(told("{}; all results stand on standard output alone", "{}；全部结果仅见于标准输出",
              problem),
         command.language());
  } else if (is_folder_written) {
    const std::string page = command.out + "/report.html";
    tell({"report in " + page, "报告位于 " + page}, command.language());
  }
  if (!problem.en.empty() || !report.outcome.lost.en.empty()) return exit_failed;
  if (report.outcome.interrupted) return exit_signal + interrupt.signal();
  const bool complete = report.outcome.without_results.empty();
  return complete && analysis::all_ok(report) ? exit_ok : exit_check;
}

}  // namespace

void add_run(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("run", in_one({"simulate a scenario and say what it can carry",
                                                    "仿真一个情景，给出其通过能力"}));
  auto options = std::make_shared<ExperimentCommand>();
  add_experiment_options(*command, *options);
  command
      ->add_option_function<std::string>(
          "--with", [options](const std::string& alternative) { options->with = {alternative}; },
          in_one({"a lever to apply, or several joined by +", "所采用的措施，多项以+连接"}))
      ->check(some_lever());
  add_report_options(*command, *options);
  command
      ->add_flag(
          "--ranges", options->ranges,
          in_one({"what else capacity and clearance times rest on: all values at the ends of their "
                  "ranges, one at a time",
                  "通过能力与通关时间还取决于什么：各数值逐一取其范围两端试算"}))
      ->excludes("--no-capacity");
  command
      ->add_option("--trace", options->trace,
                   in_one({"file (CSV) for every event of the first replication",
                           "记录首次重复中全部事件的文件（CSV）"}))
      ->check(some_path({"a file", "文件"}));
  command->callback([&action, options] {
    action = [options] {
      const std::string with = options->with.empty() ? "" : options->with.front();
      return perform(
          "run", [&] { return read_run(options->file, with); }, *options);
    };
  });
}

void add_compare(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "compare", in_one({"simulate a scenario and alternatives on the same random numbers",
                         "以同一组随机数仿真一个情景及多个方案"}));
  auto options = std::make_shared<ExperimentCommand>();
  options->ranges = true;  // what is compared is decided upon
  add_experiment_options(*command, *options);
  command
      ->add_option("--with", options->with,
                   in_one({"an alternative: a lever, or several joined by +; may be repeated",
                           "一个方案，即一项措施或以+连接的多项；可写多次"}))
      ->required()
      ->check(some_lever())
      ->allow_extra_args(false);
  add_report_options(*command, *options);
  command->add_flag_callback(
      "--no-ranges", [options] { options->ranges = false; },
      in_one({"leave out what else capacity and clearance times rest on: all values at the ends of "
              "their ranges",
              "略去“通过能力与通关时间还取决于什么”：各数值取其范围两端的试算"}));
  command->callback([&action, options] {
    action = [options] {
      return perform(
          "compare", [&] { return read_comparison(options->file, options->with); }, *options);
    };
  });
}

}  // namespace kouan::cli
