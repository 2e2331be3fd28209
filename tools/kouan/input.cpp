#include "tools/kouan/input.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "analysis/validation_file.hpp"
#include "models/amounts.hpp"
#include "models/language/told.hpp"
#include "models/language/type.hpp"

namespace kouan::cli {

namespace {

using models::language::told;

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

/// A scenario with levers on top, and what its files say beside it.
struct Reading {
  std::optional<models::Scenario> scenario;  ///< nothing after messages
  std::string validation;                    ///< also after these
  std::vector<std::string> sources_files;
  models::Text counterfactual;  ///< of the only lever on top
  models::Text undoes;          ///< of several: what those of them that are counterfactual undo
  std::vector<models::ModeSplit> splits;
  std::vector<analysis::CheckWarning> warnings;
  std::vector<std::string> files;  ///< paths of all that was read
};

/// What the last so many levers take away of what the base has, joined.
models::Text undone_by_last(const std::vector<models::Text>& all, std::size_t count) {
  std::vector<models::Text> undone;
  for (std::size_t i = all.size() - std::min(count, all.size()); i < all.size(); ++i) {
    if (!all[i].en.empty()) undone.push_back(all[i]);
  }
  return models::listed(undone);
}

Reading read(const std::string& file, const std::vector<std::string>& levers, Problems& problems) {
  require_utf8(file);
  models::ReadOptions options;
  options.extra_levers = levers;
  options.extra_levers_asked_with = "--with";
  models::ReadResult result = models::read_scenario(file, options);
  Reading reading;
  reading.sources_files = std::move(result.sources_files);
  reading.splits = std::move(result.splits);
  reading.validation = std::move(result.validation);
  reading.files = result.diagnostics.files().paths();
  if (!result.scenario) {
    problems.add(result.diagnostics);
    return reading;
  }
  reading.warnings = analysis::warnings_before_runs(*result.scenario, result.diagnostics);
  const models::Text undone = undone_by_last(result.counterfactuals, levers.size());
  (levers.size() == 1 ? reading.counterfactual : reading.undoes) = undone;
  reading.scenario = std::move(result.scenario);
  return reading;
}

analysis::ValidationFile cases_of(const std::string& validation, Problems& problems) {
  if (validation.empty()) return {};
  analysis::ValidationFile file = analysis::read_validation(validation);
  problems.add(file.wrong);
  return file;
}

/// Whether the flow's hours are whole days wherever they open.
bool is_open_around_the_clock(const models::Scenario& scenario, const std::string& flow) {
  const auto of = std::find_if(scenario.flows.begin(), scenario.flows.end(),
                               [&](const models::Flow& one) { return one.id == flow; });
  if (of == scenario.flows.end()) return false;
  const auto hours = std::find_if(scenario.hours.begin(), scenario.hours.end(),
                                  [&](const models::Hours& one) { return one.id == of->hours; });
  return hours != scenario.hours.end() &&
         std::all_of(std::begin(hours->week), std::end(hours->week), [](const auto& shifts) {
           return std::all_of(shifts.begin(), shifts.end(), [](const models::DaySpan& shift) {
             return shift.to_s - shift.from_s == models::k_clock_day_s;
           });
         });
}

/// Whether the warning tells of a thing of the scenario that levers make idle, which is meant: a
/// way may no longer lead by a stage, 24 hours have no shifts to gather before, and where no
/// holiday closes any more theirs are idle.
bool is_made_idle(const analysis::CheckWarning& warning, const models::Scenario& scenario,
                  const models::Scenario& with_levers) {
  if (warning.id == "idle-holidays") return true;
  if (warning.id == "joined-shifts") return is_open_around_the_clock(with_levers, warning.about);
  if (warning.id != "unreachable" && warning.id != "unused") return false;
  return std::any_of(scenario.names.begin(), scenario.names.end(),
                     [&](const models::WrittenName& name) { return name.id == warning.about; });
}

/// Those of an alternative that neither the base has nor another before it, with its name first.
void add_warnings(const std::vector<analysis::CheckWarning>& from, const std::string& with,
                  const std::optional<models::Scenario>& base, const models::Scenario& with_levers,
                  std::vector<analysis::CheckWarning>& to) {
  for (analysis::CheckWarning warning : from) {
    if (base && is_made_idle(warning, *base, with_levers)) continue;
    const bool is_told = std::any_of(to.begin(), to.end(), [&](const analysis::CheckWarning& told) {
      return told.place == warning.place && told.text.en.ends_with(warning.text.en);
    });
    if (is_told) continue;
    warning.text.en = "with " + with + ": " + warning.text.en;
    warning.text.zh = "采用" + with + "：" + warning.text.zh;
    to.push_back(std::move(warning));
  }
}

/// Takes out of the first `of_base` warnings what the base leaves unused and the alternative uses.
void drop_used(const std::vector<analysis::CheckWarning>& of_alternative,
               const models::Scenario& alternative, std::size_t& of_base,
               std::vector<analysis::CheckWarning>& warnings) {
  const auto is_used = [&](const analysis::CheckWarning& warning) {
    if (warning.id != "unused" && warning.id != "unreachable") return false;
    const bool is_there =
        std::any_of(alternative.names.begin(), alternative.names.end(),
                    [&](const models::WrittenName& name) { return name.id == warning.about; });
    return is_there && std::none_of(of_alternative.begin(), of_alternative.end(),
                                    [&](const analysis::CheckWarning& other) {
                                      return other.id == warning.id && other.about == warning.about;
                                    });
  };
  const auto end = warnings.begin() + static_cast<std::ptrdiff_t>(of_base);
  const auto kept = std::remove_if(warnings.begin(), end, is_used);
  of_base = static_cast<std::size_t>(kept - warnings.begin());
  warnings.erase(kept, end);
}

/// Takes out of the warnings of a run what its levers make idle.
void drop_made_idle(const models::ReadResult& alone, const models::Scenario& with_levers,
                    std::vector<analysis::CheckWarning>& warnings) {
  if (!alone.scenario) return;
  const std::vector<analysis::CheckWarning> before =
      analysis::warnings_before_runs(*alone.scenario, alone.diagnostics);
  std::erase_if(warnings, [&](const analysis::CheckWarning& warning) {
    return is_made_idle(warning, *alone.scenario, with_levers) &&
           std::none_of(before.begin(), before.end(), [&](const analysis::CheckWarning& other) {
             return other.id == warning.id && other.about == warning.about;
           });
  });
}

/// What levers say that the run does not do; those before have had theirs.
void add_notes(const models::Scenario& scenario, std::vector<models::Text>& notes) {
  for (models::Text& note : analysis::notes_of_levers(scenario)) {
    const bool is_told = std::any_of(notes.begin(), notes.end(),
                                     [&](const models::Text& told) { return told.en == note.en; });
    if (!is_told) notes.push_back(std::move(note));
  }
}

/// Validation cases and bibliographies.
void read_beside(const Reading& reading, Input& input, Problems& problems) {
  analysis::ValidationFile validation = cases_of(reading.validation, problems);
  input.cases = std::move(validation.cases);
  for (const std::vector<std::string>& files :
       {reading.files, reading.sources_files, validation.files})
    input.files.insert(input.files.end(), files.begin(), files.end());
  input.warnings_of_cases = std::move(validation.warnings);
  std::set<std::string> keys;
  for (const std::string& file : reading.sources_files) {
    models::SourcesResult result = models::read_sources(file);
    if (result.diagnostics.has_errors()) problems.add(result.diagnostics);
    for (models::Source& source : result.sources)
      if (keys.insert(source.key).second) input.sources.push_back(std::move(source));
  }
}

/// Two alternatives that come to the same scenario would be told as two.
void check_distinct(const std::vector<analysis::Variant>& variants, Problems& problems) {
  for (std::size_t i = 1; i < variants.size(); ++i)
    for (std::size_t j = i + 1; j < variants.size(); ++j)
      if (variants[i].scenario.hash == variants[j].scenario.hash)
        problems.add(told("--with {} and --with {} come to the same scenario; allowed: each once\n",
                          "--with {}与--with {}得出同一情景；应为：各写一次\n", variants[i].id,
                          variants[j].id));
}

/// An alternative that is the scenario as it stands is likely not meant.
analysis::CheckWarning warning_of_no_change(const std::string& with) {
  return {"no-change",
          with,
          {"with " + with + ": no run changes: all that it sets stands there already",
           "采用" + with + "：运行毫无变化：所设各项原已如此"}};
}

/// Titles tell alternatives apart in tables and pictures: those that several share get their name.
void tell_titles_apart(std::vector<analysis::Variant>& variants) {
  std::map<std::string, int> count;
  for (const analysis::Variant& variant : variants)
    ++count[variant.title.en];
  for (analysis::Variant& variant : variants) {
    if (count[variant.title.en] < 2) continue;
    variant.title.zh =
        (variant.title.zh.empty() ? variant.title.en : variant.title.zh) + "（" + variant.id + "）";
    variant.title.en += " (" + variant.id + ")";
  }
}

}  // namespace

void require_utf8(const std::string& argument) {
  using models::language::utf8_length;
  std::string shown;
  bool clean = true;
  for (std::size_t i = 0; i < argument.size();) {
    const std::size_t length = utf8_length(argument, i);
    clean = clean && length > 0;
    shown += length > 0 ? argument.substr(i, length)
                        : fmt::format("\\x{:02X}", static_cast<unsigned char>(argument[i]));
    i += std::max<std::size_t>(1, length);
  }
  if (!clean)
    throw BadInput(
        told("found the name \"{}\", allowed: names in UTF-8 (not GBK or Latin-1); rename the file",
             "名称为“{}”，应为：UTF-8编码的名称（而非GBK或Latin-1）；请重命名文件", shown));
}

std::vector<std::string> levers_of(const std::string& alternative, Problems& problems) {
  if (alternative.empty()) return {};
  require_utf8(alternative);
  std::vector<std::string> levers = split(alternative, '+');
  if (std::erase(levers, "") > 0)
    problems.add(told("--with {}: found an empty name, allowed: levers joined by +\n",
                      "--with {}：名称为空，应为：以+连接的措施\n", alternative));
  return levers;
}

void warn_of_no_change(const models::ReadResult& alone, const std::string& alternative,
                       const models::Scenario& with_levers,
                       std::vector<analysis::CheckWarning>& warnings) {
  if (alone.scenario && alone.scenario->hash == with_levers.hash)
    warnings.push_back(warning_of_no_change(alternative));
}

Input read_run(const std::string& file, const std::string& alternative) {
  Problems problems;
  Input input;
  const std::vector<std::string> levers = levers_of(alternative, problems);
  Reading reading = read(file, levers, problems);
  if (std::optional<models::Scenario>& scenario = reading.scenario) {
    models::Text with;
    if (!levers.empty()) {
      with = title_of(*scenario, levers.size());
      models::Text& title = scenario->title;
      title.zh = (title.zh.empty() ? title.en : title.zh) + "（采用" + with.zh + "）";
      title.en += ", with " + with.en;
    }
    input.warnings = std::move(reading.warnings);
    if (!levers.empty()) {
      const models::ReadResult alone = models::read_scenario(file);
      drop_made_idle(alone, *scenario, input.warnings);
      warn_of_no_change(alone, alternative, *scenario, input.warnings);
    }
    add_notes(*scenario, input.notes);
    const std::string id = levers.empty() ? "base" : alternative;
    input.variants.push_back({id, scenario->title, *std::move(scenario), std::move(with)});
  }
  read_beside(reading, input, problems);
  problems.raise();
  return input;
}

Input read_comparison(const std::string& file, const std::vector<std::string>& with) {
  Problems problems;
  Input input;
  Reading reading = read(file, {}, problems);
  input.warnings = std::move(reading.warnings);
  std::size_t of_base = input.warnings.size();
  if (std::optional<models::Scenario>& base = reading.scenario) {
    add_notes(*base, input.notes);
    input.variants.push_back({"base", base->title, *base});
  }
  for (std::size_t i = 0; i < with.size(); ++i) {
    if (std::find(with.begin(), with.begin() + static_cast<std::ptrdiff_t>(i), with[i]) !=
        with.begin() + static_cast<std::ptrdiff_t>(i)) {
      problems.add(told("--with: found {} a second time, allowed: each alternative once\n",
                        "--with：“{}”重复，应为：每个方案仅写一次\n", with[i]));
      continue;
    }
    try {
      const std::vector<std::string> levers = levers_of(with[i], problems);
      Reading with_levers = read(file, levers, problems);
      if (std::optional<models::Scenario>& scenario = with_levers.scenario) {
        drop_used(with_levers.warnings, *scenario, of_base, input.warnings);
        add_warnings(with_levers.warnings, with[i], reading.scenario, *scenario, input.warnings);
        add_notes(*scenario, input.notes);
        std::move(with_levers.files.begin(), with_levers.files.end(),
                  std::back_inserter(input.files));
        if (reading.scenario && scenario->hash == reading.scenario->hash)
          input.warnings.push_back(warning_of_no_change(with[i]));
        models::Text title = title_of(*scenario, levers.size());
        input.variants.push_back({with[i],
                                  std::move(title),
                                  *std::move(scenario),
                                  {},
                                  std::move(with_levers.counterfactual),
                                  std::move(with_levers.undoes)});
      }
    } catch (const BadInput& e) {
      problems.add(told("{}\n", "{}\n", e.text()));
    }
  }
  check_distinct(input.variants, problems);
  tell_titles_apart(input.variants);
  read_beside(reading, input, problems);
  problems.raise();
  return input;
}

namespace {

/// "of this scenario's levers: rail-port".
models::Text those_that_split(const std::string& file) {
  const std::vector<std::string> names = models::splitting_levers(file);
  if (names.empty()) return {"of this scenario's levers none has it", "本情景可用的措施中均无此项"};
  return told("of this scenario's levers: {}", "本情景可用的措施中：{}",
              models::language::word_list(names));
}

}  // namespace

ShiftInput read_shift(const std::string& file, const std::string& with) {
  Problems problems;
  const std::vector<std::string> levers = levers_of(with, problems);
  Reading alone = read(file, {}, problems);
  Reading beside = read(file, levers, problems);
  const std::size_t found = beside.splits.size();
  if (beside.scenario && !levers.empty() && found != 1)
    problems.add(told(
        "--with {}: found {} that says how goods part between road and rail; allowed: one lever "
        "with split:, beside its shift; {}\n",
        "--with "
        "{}：其中{}写明公路与铁路如何划分；应为：一项与其“shift”并列写有“split:”的措施；{}\n",
        with,
        found == 0 ? models::Text{"no lever", "没有措施"} : told("{} levers", "有{}项措施", found),
        those_that_split(file)));
  analysis::ValidationFile cases = cases_of(alone.validation, problems);
  problems.raise();
  models::Text title = title_of(*beside.scenario, levers.size());
  std::size_t of_base = alone.warnings.size();
  drop_used(beside.warnings, *beside.scenario, of_base, alone.warnings);
  add_warnings(beside.warnings, with, alone.scenario, *beside.scenario, alone.warnings);
  std::vector<models::Text> notes;
  add_notes(*beside.scenario, notes);
  return {*std::move(alone.scenario),
          *std::move(beside.scenario),
          beside.splits.front(),
          std::move(title),
          std::move(cases.cases),
          std::move(alone.warnings),
          std::move(notes)};
}

std::vector<models::language::Diagnostics> wrong_cases(const models::ReadResult& read) {
  if (read.validation.empty()) return {};
  return analysis::read_validation(read.validation).wrong;
}

}  // namespace kouan::cli
