#include "tools/kouan/input.hpp"

#include <algorithm>
#include <filesystem>

#include "analysis/validation_file.hpp"

namespace kouan::cli {

namespace {

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == at) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

/// Titles of the last `count` levers, joined: those that the alternative adds.
models::Text title_of(const models::Scenario& scenario, std::size_t count) {
  models::Text title;
  for (std::size_t i = scenario.levers.size() - std::min(count, scenario.levers.size());
       i < scenario.levers.size(); ++i) {
    const models::Text& lever = scenario.levers[i].title;
    title.en += (title.en.empty() ? "" : " + ") + lever.en;
    title.zh += (title.zh.empty() ? "" : " + ") + (lever.zh.empty() ? lever.en : lever.zh);
  }
  return title;
}

/// The validation file lies beside the file that names it: the scenario or one that it extends.
std::string find_beside(const std::string& name, const models::language::SourceFiles& files) {
  namespace fs = std::filesystem;
  for (int i = 0; i < files.count(); ++i) {
    const fs::path path = (fs::path(files.at(i).path).parent_path() / name).lexically_normal();
    if (fs::exists(path)) return path.string();
  }
  return (fs::path(files.at(0).path).parent_path() / name).lexically_normal().string();
}

}  // namespace

models::Scenario read_one(const std::string& file, const std::vector<std::string>& levers) {
  models::ReadOptions options;
  options.extra_levers = levers;
  models::ReadResult result = models::read_scenario(file, options);
  if (!result.scenario) throw BadInput("input cannot be used\n" + result.diagnostics.text());
  models::Scenario scenario = *std::move(result.scenario);
  if (!scenario.validation.empty())
    scenario.validation = find_beside(scenario.validation, result.diagnostics.files());
  return scenario;
}

std::vector<analysis::Variant> read_variants(const std::string& file,
                                             const std::vector<std::string>& with) {
  std::vector<analysis::Variant> variants;
  variants.push_back({"base", {}, read_one(file, {})});
  variants.front().title = variants.front().scenario.title;
  for (const std::string& alternative : with) {
    const auto is_same = [&](const analysis::Variant& v) { return v.id == alternative; };
    if (std::any_of(variants.begin(), variants.end(), is_same))
      throw BadInput("--with " + alternative + " is given twice");
    const std::vector<std::string> levers = split(alternative, '+');
    if (std::find(levers.begin(), levers.end(), "") != levers.end())
      throw BadInput("--with " + alternative +
                     ": found an empty name, allowed: levers joined by +");
    analysis::Variant variant{alternative, {}, read_one(file, levers)};
    variant.title = title_of(variant.scenario, levers.size());
    variants.push_back(std::move(variant));
  }
  return variants;
}

std::vector<analysis::ValidationCase> read_cases(const models::Scenario& scenario) {
  if (scenario.validation.empty()) return {};
  analysis::ValidationFile file = analysis::read_validation(scenario.validation);
  if (!file.errors.empty()) throw BadInput("input cannot be used\n" + file.errors);
  return std::move(file.cases);
}

std::vector<models::Source> read_bibliography(const std::string& scenario_file) {
  const std::string file = models::sources_file_of(scenario_file);
  if (file.empty()) return {};
  models::SourcesResult result = models::read_sources(file);
  if (result.diagnostics.has_errors())
    throw BadInput("input cannot be used\n" + result.diagnostics.text());
  return std::move(result.sources);
}

}  // namespace kouan::cli
