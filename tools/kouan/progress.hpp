// How far the runs are: one bar with the time left on a terminal, a plain line every few seconds
// otherwise.
#pragma once

#include <chrono>
#include <string>

#include "analysis/check.hpp"
#include "analysis/experiment.hpp"

namespace kouan::cli {

/// Writes to stderr. Says nothing for runs of less than a few seconds when stderr is no terminal.
class ProgressLine {
 public:
  /// `has_phases`: the time left is that of one of several, and says so, since how many runs those
  /// to come take is not known before.
  ProgressLine(analysis::Language language, bool has_phases);
  /// Takes the bar off the screen.
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const std::string& what, const analysis::Progress& progress);
  /// A lost worker whose run is made once more.
  void tell_of(const analysis::RetriedRun& run);

 private:
  void clear();
  /// ", 2:30 left", "，剩余 2:30"; empty while nothing is done.
  std::string time_left(const analysis::Progress& progress);
  /// Once: a first Ctrl-C that shows no effect makes people press again, and lose what is running.
  void show_stopping(const analysis::Progress& progress);

  const char* say(const char* en, const char* zh) const {
    return language_ == analysis::Language::zh ? zh : en;
  }

  analysis::Language language_;
  bool has_phases_;
  bool terminal_;
  bool drawn_ = false;
  bool said_stopping_ = false;
  std::chrono::steady_clock::time_point last_;
  // Estimated when the last run ended, and counted down from there.
  std::size_t done_ = 0;
  std::size_t total_ = 0;
  double left_s_ = 0;
  double left_at_s_ = 0;
};

/// Whether such an experiment tries all ranges: asked for, and not with too few replications.
bool screens_ranges(const analysis::ExperimentOptions& options);

/// The phases that every experiment with these options goes through, in order; some are of
/// alternatives alone.
std::vector<analysis::Phase> phases_of(const analysis::ExperimentOptions& options,
                                       bool has_alternatives);

/// What a phase of the experiment is called. With its number where several are `planned`;
/// one that nobody could plan for has none.
std::string phase_name(analysis::Phase phase, const std::vector<analysis::Phase>& planned,
                       analysis::Language language);

/// "1:02:03", "4:05", "12 s" ("12 秒").
std::string clock_text(double seconds, analysis::Language language);

}  // namespace kouan::cli
