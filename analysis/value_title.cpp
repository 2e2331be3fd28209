#include "analysis/value_title.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "analysis/step_of_value.hpp"
#include "analysis/value_words.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

/// "sides.mn.holidays.from" for "sides.mn.holidays[0].from".
std::string without_indices(std::string_view path) {
  std::string out;
  bool inside = false;
  for (const char c : path) {
    inside = c == '[' || (inside && c != ']');
    if (!inside && c != ']') out += c;
  }
  return out;
}

std::vector<std::string> first_two(std::string_view path) {
  const auto section = path.find('.');
  if (section == std::string_view::npos) return {};
  const auto id = path.find('.', section + 1);
  if (id == std::string_view::npos) return {};
  return {std::string(path.substr(0, section)),
          std::string(path.substr(section + 1, id - section - 1))};
}

/// What has no Chinese title is called by its English one.
Text both(const Text& title) { return {title.en, title.zh.empty() ? title.en : title.zh}; }

/// Title of the thing with this id; the id where it has no title.
template <class T>
Text title_among(const std::vector<T>& things, const std::string& id) {
  const auto it =
      std::find_if(things.begin(), things.end(), [&](const T& t) { return t.id == id; });
  if (it == things.end() || it->title.en.empty()) return {id, id};
  return both(it->title);
}

Text owner(const models::Scenario& scenario, const std::string& section, const std::string& id) {
  if (section == "hours") return title_among(scenario.hours, id);
  if (section == "sides") return title_among(scenario.sides, id);
  if (section == "flows") return title_among(scenario.flows, id);
  if (section == "classes") return title_among(scenario.classes, id);
  if (section == "stages" || section == "yards" || section == "sections")
    return title_among(scenario.stages, id);
  if (section == "stores") return title_among(scenario.stores, id);
  if (section == "gatherings" || section == "meetings") return title_among(scenario.gatherings, id);
  if (section == "books") return title_among(scenario.books, id);
  if (section == "levers") return title_among(scenario.levers, id);
  if (section == "stoppages") return title_among(scenario.stoppages, id);
  if (section == "processes") return title_among(scenario.processes, id);
  return {id, id};
}

}  // namespace

Text place_title(const models::Scenario& scenario, const std::string& id) {
  const auto has_id = [&](const models::Store& store) { return store.id == id; };
  const bool is_store = std::any_of(scenario.stores.begin(), scenario.stores.end(), has_id);
  return is_store ? title_among(scenario.stores, id) : title_among(scenario.stages, id);
}

const char* place_kind(const models::Scenario& scenario, const std::string& id) {
  for (const models::Store& store : scenario.stores)
    if (store.id == id) return "store";
  for (const models::Stage& stage : scenario.stages) {
    if (stage.id != id) continue;
    if (stage.kind == models::StageKind::yard) return "yard";
    if (stage.kind == models::StageKind::section) return "section";
  }
  return "stage";
}

Text value_title(const models::Scenario& scenario, const std::string& path) {
  const std::string plain = without_indices(path);
  const auto field = field_name(plain);
  if (!field) return {};
  if (plain.starts_with("run.")) return {"run: " + field->text.en, "仿真：" + field->text.zh};
  const std::vector<std::string> at = first_two(plain);
  if (at.empty()) return {};
  const models::Travel* const drive = titled_drive(scenario, path);
  const Text thing = drive == nullptr ? owner(scenario, at[0], at[1]) : both(drive->title);
  if (const std::string id = place_of_share(scenario, path); !id.empty()) {
    const Text place = place_title(scenario, id);
    return {fmt::format("{}: share sent to {}", thing.en, place.en),
            fmt::format("{}：前往{}的比例", thing.zh, place.zh)};
  }
  Text of;
  if (!field->of.empty()) {
    const Text cls = title_among(scenario.classes, field->of);
    of = {", " + cls.en, "（" + cls.zh + "）"};
  }
  return {thing.en + ": " + field->text.en + of.en, thing.zh + "：" + field->text.zh + of.zh};
}

Text owner_title(const models::Scenario& scenario, const std::string& path) {
  const std::vector<std::string> at = first_two(without_indices(path));
  return at.empty() ? Text{} : owner(scenario, at[0], at[1]);
}

const char* grade_name(models::Grade grade) {
  switch (grade) {
    case models::Grade::none:
      return "none";
    case models::Grade::a:
      return "A";
    case models::Grade::b:
      return "B";
    case models::Grade::c:
      return "C";
    case models::Grade::d:
      return "D";
    case models::Grade::assumed:
      return "assumed";
  }
  return "";
}

}  // namespace kouan::analysis
