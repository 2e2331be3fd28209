#include "models/read_scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "models/language/added_names.hpp"
#include "models/language/bibliography.hpp"
#include "models/language/canonical.hpp"
#include "models/language/resolve.hpp"
#include "models/language/told.hpp"
#include "models/scenario_check.hpp"
#include "models/scenario_document.hpp"
#include "models/scenario_fields.hpp"

namespace kouan::models {
namespace {

using namespace language;

/// What has no title is called by its id, in both languages; a title that is given has both.
template <class Items>
void name_untitled(Items& items) {
  for (auto& item : items)
    if (item.title.en.empty()) item.title = {item.id, item.id};
}

void note_gathered(Scenario& scenario) {
  for (EntityClass& cls : scenario.classes)
    cls.is_gathered =
        std::any_of(scenario.gatherings.begin(), scenario.gatherings.end(),
                    [&](const Gathering& at) { return !at.is_meeting() && at.into == cls.id; });
}

std::vector<WrittenName> names_of(const Reader& reader, const Node& document) {
  std::vector<WrittenName> names;
  for (const FieldInfo& field : scenario_info().fields) {
    const Node* things = document.value(field.name);
    if (field.type->shape != Shape::things || things == nullptr) continue;
    for (const Entry& thing : things->entries)
      names.push_back({field.name, thing.key, reader.place(thing.mark),
                       reader.is_named(field.name, thing.key),
                       reader.meant(join(field.name, thing.key))});
  }
  const Node* run = document.value("run");
  const Entry* start = run == nullptr ? nullptr : run->find("start");
  if (start != nullptr) names.push_back({"run", "start", reader.place(start->mark), true, ""});
  return names;
}

/// What is wrong in the document is told.
void read_document(Reader& reader, const Resolved& resolved, Scenario& scenario) {
  reader.note_added(resolved.added);
  scenario_listing().read(reader, reader.root(), "", scenario);
  for (const NamedAttribute& attribute : reader.attributes())
    scenario.attributes.push_back(attribute.name);
  // What sections must fulfil together is not known while parts of a file are left out.
  if (reader.diagnostics().gaps() != Gaps::in_files) check_sections(reader, scenario);
  if (resolved.sources_files.empty()) require_bibliography(reader);
}

/// Where errors leave no scenario to judge, a name that is likely misspelt is told beside them.
void tell_slips(Reader& reader, const Resolved& resolved) {
  const std::vector<Diagnostic> told_already = reader.diagnostics().sorted();
  for (const UnnamedAddition& addition : unnamed_additions(reader.root(), resolved.added)) {
    const std::vector<std::string> wrong = reader.errors_below(addition.path);
    if (std::find(wrong.begin(), wrong.end(), addition.path) != wrong.end()) continue;  // says so
    if (std::any_of(told_already.begin(), told_already.end(), [&](const Diagnostic& one) {
          return one.code == Code::uncarried && one.path == addition.path;  // says what is meant
        }))
      continue;
    reader.warning(Code::no_effect, addition.thing->mark, addition.path,
                   told("found \"{}\", which is new here and which nothing names",
                        "“{}”为新增名称，且无任何引用", addition.thing->key));
  }
}

bool is_same(const Diagnostic& one, const Diagnostic& other) {
  return one.code == other.code && one.mark.file == other.mark.file &&
         one.mark.line == other.mark.line && one.mark.column == other.mark.column &&
         one.path == other.path && one.found.en == other.found.en;
}

/// What is told of the document as if it had no gaps.
Diagnostics told_of(const Node& document, const Resolved& resolved, Diagnostics before) {
  before.set_gaps(Gaps::none);
  Reader reader(before, document, resolved.has_sources ? &resolved.sources : nullptr);
  Scenario unused;
  read_document(reader, resolved, unused);
  tell_slips(reader, resolved);
  return before;
}

/// A lever that is not there may hide errors of the files: what they lack might have come from it.
/// They are read by themselves too; what levers that are there mend is no error of theirs.
void read_before_extra_levers(const Resolved& resolved, Diagnostics& diagnostics) {
  if (!resolved.before_extra_levers) return;
  const std::vector<Diagnostic> alone =
      told_of(*resolved.before_extra_levers, resolved, diagnostics).sorted();
  const Diagnostics with_levers = told_of(resolved.document, resolved, diagnostics);
  const int files = diagnostics.files().count();  // others, of data, are read again with the rest
  const Gaps gaps = diagnostics.gaps();
  diagnostics.set_gaps(Gaps::none);
  for (const Diagnostic& one : with_levers.sorted())
    if (one.mark.file < files && std::any_of(alone.begin(), alone.end(), [&](const auto& other) {
          return is_same(one, other);
        }))
      diagnostics.add(one);
  diagnostics.set_gaps(gaps);
}

}  // namespace

void read_resolved(const std::string& file, const Resolved& resolved, ReadResult& result) {
  read_before_extra_levers(resolved, result.diagnostics);
  Scenario scenario;
  Reader reader(result.diagnostics, resolved.document,
                resolved.has_sources ? &resolved.sources : nullptr);
  read_document(reader, resolved, scenario);
  result.validation = scenario.validation;
  if (result.diagnostics.has_errors()) return tell_slips(reader, resolved);
  name_untitled(scenario.sides);
  name_untitled(scenario.hours);
  name_untitled(scenario.flows);
  name_untitled(scenario.classes);
  name_untitled(scenario.stages);
  name_untitled(scenario.stores);
  name_untitled(scenario.stoppages);
  name_untitled(scenario.processes);
  note_gathered(scenario);
  scenario.file = file;
  if (const Node* named = resolved.document.value("validation"))
    scenario.validation_named = reader.place(named->mark);
  scenario.names = names_of(reader, resolved.document);
  scenario.levers = resolved.levers;
  scenario.provenance = std::move(reader.provenance());
  scenario.provenance.insert(scenario.provenance.end(), resolved.lever_provenance.begin(),
                             resolved.lever_provenance.end());
  scenario.hash = fmt::format(
      "{:016x}", fnv1a(canonical_text(resolved.document, scenario_info(), reader.data())));
  result.scenario = std::move(scenario);
}

ReadResult read_scenario(const std::string& file, const ReadOptions& options) {
  ReadResult result;
  Resolved resolved = resolve(
      file,
      {options.extra_levers, options.levers_dir, options.sources_file,
       options.extra_levers_asked_with, options.extra_levers_at, options.extra_levers_folder},
      result.diagnostics);
  result.sources_files = resolved.sources_files;
  result.counterfactuals = resolved.counterfactuals;
  result.splits = resolved.splits;
  read_resolved(file, resolved, result);
  if (!result.scenario) return result;
  result.resolved = yaml_text(resolved.document);
  result.scenario->document = std::make_shared<const ScenarioDocument>(
      ScenarioDocument{file, std::move(resolved), result.diagnostics});
  return result;
}

std::vector<std::string> splitting_levers(const std::string& file) {
  return levers_with(file, "split");
}

SourcesResult read_sources(const std::string& file) {
  SourcesResult result;
  std::vector<SourceEntry> entries;
  if (!load_sources(file, result.diagnostics, entries)) return result;
  for (SourceEntry& entry : entries) {
    result.sources.push_back({std::move(entry.id), std::move(entry.title), std::move(entry.url),
                              std::move(entry.year), entry.grade, std::move(entry.note)});
  }
  return result;
}

}  // namespace kouan::models
