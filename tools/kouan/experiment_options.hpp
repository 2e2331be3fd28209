// Options that `run`, `compare` and `validate` share, with what is allowed.
#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/check.hpp"
#include "models/text.hpp"

namespace kouan::cli {

/// The language that --lang names.
inline analysis::Language language_named(const std::string& lang) {
  return lang == "zh" ? analysis::Language::zh : analysis::Language::en;
}

struct ExperimentCommand {
  std::string file;
  std::vector<std::string> with;
  int replications = 10;
  std::string precision;  ///< "2%"; empty = fixed number of replications
  std::uint64_t seed = 1;
  int workers = 1;
  std::string format = "text";
  std::string lang = "en";
  bool is_language_asked = false;  ///< --lang was given
  std::string out;
  bool tables = false;  ///< all of the text, though there is a folder to look into
  bool no_capacity = false;
  bool value = false;   ///< the worth of one more of each, longer hours among them
  bool ranges = false;  ///< every value with a range at both of its ends
  std::string trace;    ///< of `run` alone

  analysis::Language language() const { return language_named(lang); }
  std::optional<double> relative_precision() const;
};

/// FILE (which `file` says what it may be), --replications, --seed, --workers, --lang.
void add_experiment_options(CLI::App& command, ExperimentCommand& options,
                            const models::Text& file = {"scenario file (YAML)",
                                                        "情景文件（YAML）"});
/// --lang.
CLI::Option* add_language_option(CLI::App& command, std::string& language);
/// --precision, --format, --out, --tables, --no-capacity, --value; after the others.
void add_report_options(CLI::App& command, ExperimentCommand& options);

/// Takes an alternative: levers joined by +, of which there must be one.
CLI::Validator some_lever();

/// Takes any path but an empty one, which stands for nothing; `of`: "a file", "a folder".
CLI::Validator some_path(const models::Text& of);

/// Takes these words alone; says which of them is nearest to another.
CLI::Validator one_of(std::vector<std::string> words);

/// Takes a share as parse_share() does; refusals show how to write it by the example.
CLI::Validator share_option(const std::string& example);

/// "2%" or "2 %" as a share in (0, 1); nothing for other text.
std::optional<double> parse_share(const std::string& text);

}  // namespace kouan::cli
