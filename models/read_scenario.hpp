// From a scenario file to a Scenario: the entry point of the scenario language.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/language/diagnostics.hpp"
#include "models/mode_split.hpp"
#include "models/scenario.hpp"

namespace kouan::models {

struct ReadOptions {
  std::vector<std::string> extra_levers;  ///< names or files (as seen from their folder), applied
                                          ///< in this order
  std::string levers_dir{};    ///< empty: the nearest `levers` or `scenarios/levers` above the
                               ///< scenario file, then above each file that it extends, then the
                               ///< farther ones above these in the same order
  std::string sources_file{};  ///< empty: `sources.yaml` or `scenarios/sources.yaml`, likewise, and
                               ///< then above each lever
  std::string extra_levers_asked_with = "levers";  ///< how messages name what asked for them
  std::vector<Place> extra_levers_at{};            ///< where each is asked for, if in a file
  std::string extra_levers_folder{};               ///< empty: the working folder
};

struct ReadResult {
  std::optional<Scenario> scenario;  ///< nothing when there are errors
  language::Diagnostics diagnostics;
  std::string resolved;  ///< the document after `extends` and levers, as YAML
  /// Of each lever in `scenario->levers` what the base has and it takes away; empty for a proposal,
  /// and where something that the lever sets is the same in the base, or is not there.
  std::vector<Text> counterfactuals;
  /// Of the levers that shift goods from road to rail and say by which rules that can be.
  std::vector<ModeSplit> splits;
  /// Every sources.yaml that its values may name; of a key that several hold, the first counts.
  std::vector<std::string> sources_files;
  std::string validation;  ///< as of the scenario, also where errors leave none
};

/// Reads a scenario with everything it refers to. Never throws on what files hold: all errors of
/// all files are in the diagnostics.
ReadResult read_scenario(const std::string& file, const ReadOptions& options = {});

/// Names of the levers in reach of the scenario that part goods between road and rail.
std::vector<std::string> splitting_levers(const std::string& file);

/// JSON Schema (2020-12) of scenario, lever and source files.
std::string scenario_schema();

/// Tables of the reference page, in Markdown.
std::string scenario_reference();

/// An entry of the bibliography.
struct Source {
  std::string key;
  Text title;
  std::string url;
  std::string year;
  Grade grade = Grade::none;
  Text note;  ///< what was taken from it, and what its address leads to
};
struct SourcesResult {
  std::vector<Source> sources;  ///< in file order; empty when there are errors
  language::Diagnostics diagnostics;
};
/// Reads a sources.yaml.
SourcesResult read_sources(const std::string& file);

}  // namespace kouan::models
