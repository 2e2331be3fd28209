#include "analysis/validation_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <map>

#include "analysis/validation_listing.hpp"
#include "analysis/value_title.hpp"
#include "models/amounts.hpp"
#include "models/language/bibliography.hpp"
#include "models/language/dates.hpp"
#include "models/language/nearest_file.hpp"
#include "models/language/reference.hpp"
#include "models/language/schema.hpp"
#include "models/read_scenario.hpp"
#include "models/scenario_document.hpp"
#include "models/working_time.hpp"

namespace kouan::analysis {

namespace {

using namespace models::language;  // NOLINT(build/namespaces): the listings read as text

std::string iso_day(std::int64_t day) { return date_text(models::civil_from_days(day)); }

/// Scenarios of the cases, each read once.
class Scenarios {
 public:
  explicit Scenarios(std::string folder) : folder_(std::move(folder)) {}

  /// `asked_with`: the path of the case's levers, which stand at `levers_at`.
  std::shared_ptr<const models::Scenario> get(const CaseText& of, const std::string& asked_with,
                                              const std::vector<models::Place>& levers_at) {
    std::string key = of.scenario;
    for (const std::string& lever : of.levers)
      key += "+" + lever;
    const auto [it, is_new] = read_.try_emplace(key);
    if (is_new) it->second = read(of, asked_with, levers_at);
    return it->second;
  }

  std::string file_of(const CaseText& of) const {
    return (std::filesystem::path(folder_) / of.scenario).lexically_normal().string();
  }
  bool is_there(const CaseText& of) const { return models::language::is_file(file_of(of)); }

  std::vector<Diagnostics> wrong;
  std::vector<CheckWarning> warnings;
  std::vector<std::string> files;

 private:
  std::shared_ptr<const models::Scenario> read(const CaseText& of, const std::string& asked_with,
                                               const std::vector<models::Place>& levers_at) {
    models::ReadResult result =
        models::read_scenario(file_of(of), {of.levers, {}, {}, asked_with, levers_at, folder_});
    for (std::string& path : result.diagnostics.files().paths())
      files.push_back(std::move(path));
    if (!result.scenario) {
      wrong.push_back(std::move(result.diagnostics));
      return nullptr;
    }
    add_new_warnings(warnings_before_runs(*result.scenario, result.diagnostics), warnings);
    return std::make_shared<const models::Scenario>(*std::move(result.scenario));
  }

  std::string folder_;
  std::map<std::string, std::shared_ptr<const models::Scenario>> read_;
};

std::vector<Node> lever_nodes(const Node& of) {
  const Node* levers = of.value("levers");
  return levers == nullptr ? std::vector<Node>{} : levers->items;
}

/// Titles of the levers that the case itself names: the last that its scenario has.
std::vector<models::Text> own_levers(const CaseText& of) {
  std::vector<models::Text> titles;
  if (of.out.scenario == nullptr) return titles;
  const auto& all = of.out.scenario->levers;
  for (std::size_t i = all.size() - std::min(all.size(), of.levers.size()); i < all.size(); ++i)
    titles.push_back(all[i].title);
  return titles;
}

/// Position of the thing with this id; a message and nothing when there is none.
template <class T>
std::optional<std::size_t> find_id(Reader& reader, const Node& node, const std::string& path,
                                   const std::string& id, const std::vector<T>& things,
                                   const models::Text& what) {
  std::vector<std::string> words;
  for (const T& thing : things)
    words.push_back(thing.id);
  const auto it = std::find(words.begin(), words.end(), id);
  if (it != words.end()) return static_cast<std::size_t>(it - words.begin());
  reader.error(Code::reference, node.mark, path, as_found(id),
               told("{} of the case's scenario: {}", "该例情景中的{}：{}", what, word_list(words)),
               nearest_word(id, words));
  return std::nullopt;
}

/// Whether the run observes all days of the case's period.
void check_period(Reader& reader, const Node& map, const std::string& path, const CaseText& of) {
  const models::Scenario& scenario = *of.out.scenario;
  const double warm_up_s = of.out.mode == models::DemandMode::saturated
                               ? scenario.saturated_warm_up_s
                               : scenario.warm_up_s;
  const std::int64_t start = models::days_from_civil(scenario.start);
  const std::int64_t first =
      start + static_cast<std::int64_t>(std::ceil(warm_up_s / models::k_day_s));
  const std::int64_t last = start + models::whole_days_of(scenario) - 1;
  const auto check = [&](const char* key, const std::optional<models::CivilDate>& date) {
    if (!date) return;
    const std::int64_t day = models::days_from_civil(*date);
    if (day >= first && day <= last) return;
    reader.error(
        Code::range, map.value(key)->mark, join(path, key), as_found(describe(*map.value(key))),
        first > last ? models::Text{"no from and no to: no whole day of the case's run is observed",
                                    "不写“from”和“to”：该例仿真计入结果的时间不足完整的一天"}
                     : told("{} to {}, the whole days that the case's run observes",
                            "{}至{}，即该例仿真计入结果的完整日期", iso_day(first), iso_day(last)));
  };
  check("from", of.out.from);
  check("to", of.out.to);
  if (of.out.from && of.out.to &&
      models::days_from_civil(*of.out.from) > models::days_from_civil(*of.out.to))
    reader.error(Code::order, map.value("to")->mark, join(path, "to"),
                 as_found(describe(*map.value("to"))),
                 {"a day not before from", "不早于“from”的日期"});
}

/// An id names one case: results are looked up by it.
void check_ids(Reader& reader, const Node& cases, const std::vector<CaseText>& list) {
  std::map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto [it, is_new] = seen.try_emplace(list[i].out.id, i);
    if (is_new) continue;
    reader.conflict(Code::duplicate_key, cases.items[i].value("id")->mark,
                    join(join("cases", i), "id"), told("found \"{}\" again", "“{}”重复", it->first),
                    {"an id that no other case has", "其他例未使用的编号"},
                    cases.items[it->second].value("id")->mark, {"the same id", "同一编号"});
  }
}

/// As with values of its scenario: a source is a key of that one's bibliography, and gives the
/// grade where none is written.
void settle_source(Diagnostics& diagnostics, const Node& root, const Node& map,
                   const std::string& path, CaseText& of) {
  const Resolved& known = of.out.scenario->document->resolved;
  Reader reader(diagnostics, root, known.sources_files.empty() ? nullptr : &known.sources);
  const Sourcing sourcing = reader.sourcing(map, path, false);
  if (known.sources_files.empty()) require_bibliography(reader, of.out.scenario->file);
  if (sourcing.grade != models::Grade::none) of.out.grade = grade_name(sourcing.grade);
}

/// Looks up the names that the case uses in its scenario.
void settle_names(Reader& reader, const Node& map, const std::string& path, CaseText& of) {
  const models::Scenario& scenario = *of.out.scenario;
  of.out.names_classes = !of.classes.empty();
  if (of.classes.empty())
    for (std::size_t c = 0; c < scenario.classes.size(); ++c)
      of.out.classes.push_back(c);
  for (std::size_t i = 0; i < of.classes.size(); ++i) {
    const Node& node = map.value("classes")->items[i];
    const auto found = find_id(reader, node, join(join(path, "classes"), i), of.classes[i],
                               scenario.classes, {"a class", "类别"});
    if (found) of.out.classes.push_back(*found);
  }
  if (!of.stage.empty())
    of.out.stage = find_id(reader, *map.value("stage"), join(path, "stage"), of.stage,
                           scenario.stages, {"a stage", "环节"});
  if (!of.out.hours.empty())
    find_id(reader, *map.value("hours"), join(path, "hours"), of.out.hours, scenario.hours,
            {"hours", "开放时间"});
  if (is_of_stage(of.out.measure) && of.stage.empty())
    reader.error(Code::missing_key, map.mark, path,
                 told("found {} without its stage", "“{}”未写明环节", of.measure),
                 {"stage: NAME", "“stage: 名称”"});
  if (of.out.measure == ValidationMeasure::time_held && of.out.stage) {
    const models::Stage& stage = scenario.stages[*of.out.stage];
    const models::Text what = stage.section ? models::Text{"the section", "区间"}
                              : stage.batch ? models::Text{"the batches of", "成批作业的环节"}
                                            : models::Text{"the shared", "共享服务能力的环节"};
    if (stage.section || stage.batch || stage.is_shared)
      reader.error(Code::reference, map.value("stage")->mark, join(path, "stage"),
                   told("found {} \"{}\"", "所指为{}“{}”", what, of.stage),
                   {"a stage or yard where each has a server of its own",
                    "各车分占通道（作业位）的环节或场地"});
  }
  check_period(reader, map, path, of);
}

}  // namespace

ValidationFile read_validation(const std::string& file) {
  ValidationFile out;
  Diagnostics diagnostics;
  const int index = diagnostics.files().add(file, file);
  const auto root = load_document(index, diagnostics);
  FileText text;
  if (root) {
    Reader reader(diagnostics, *root, nullptr);
    if (validation_listing().read(reader, *root, "", text)) {
      check_ids(reader, *root->value("cases"), text.cases);
      Scenarios scenarios(std::filesystem::path(file).parent_path().string());
      for (std::size_t i = 0; i < text.cases.size(); ++i) {
        CaseText& of = text.cases[i];
        const Node& node = root->value("cases")->items[i];
        if (!scenarios.is_there(of)) {
          reader.error(Code::file_missing, node.value("scenario")->mark,
                       join(join("cases", i), "scenario"),
                       found_no_file(of.scenario, scenarios.file_of(of)),
                       {"a scenario file, as seen from this one", "情景文件，路径相对于本文件"},
                       nearest_file(of.scenario, file));
          continue;
        }
        std::vector<models::Place> levers_at;
        for (const Node& lever : lever_nodes(node))
          levers_at.push_back(reader.place(lever.mark));
        of.out.scenario = scenarios.get(of, join(join("cases", i), "levers"), levers_at);
        of.out.levers = own_levers(of);
        if (of.out.scenario) {
          settle_names(reader, node, join("cases", i), of);
          settle_source(diagnostics, *root, node, join("cases", i), of);
        }
        out.cases.push_back(of.out);
      }
      out.wrong = std::move(scenarios.wrong);
      out.warnings = std::move(scenarios.warnings);
      out.files = std::move(scenarios.files);
    }
  }
  out.files.push_back(file);
  out.title = text.title;
  if (diagnostics.has_errors()) out.wrong.insert(out.wrong.begin(), std::move(diagnostics));
  if (!out.wrong.empty()) out.cases.clear();
  return out;
}

std::string validation_reference() {
  const ObjectInfo& file = validation_listing().info();
  return object_table(file) + object_table(file.find("cases")->type->element->object());
}

std::string validation_schema() {
  return file_schema(validation_listing().info(), "kouan validation files",
                     "Observed figures (validation: 1) that scenarios are held against.");
}

bool is_validation_file(const std::string& file) {
  Diagnostics diagnostics;
  const auto root = load_document(diagnostics.files().add(file, file), diagnostics);
  return root && root->value("cases") != nullptr;
}

}  // namespace kouan::analysis
