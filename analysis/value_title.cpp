#include "analysis/value_title.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

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

/// "processes", "way", "steps", "0", "travel", "time" of "processes.way.steps[0].travel.time".
std::vector<std::string_view> pieces_of(std::string_view path) {
  std::vector<std::string_view> out;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find_first_of(".[]"), path.size());
    if (end > 0) out.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return out;
}

std::optional<std::size_t> number_of(std::string_view piece) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(piece.data(), piece.data() + piece.size(), number);
  if (error != std::errc{} || end != piece.data() + piece.size()) return std::nullopt;
  return number;
}

/// The step a path goes through last, from its pieces after the process's id; null where there is
/// none.
const models::ProcessStep* step_at(const models::Steps& of,
                                   const std::vector<std::string_view>& pieces) {
  const models::Steps* steps = &of;
  const models::ProcessStep* step = nullptr;
  bool by_number = false;  // which of the inner lists: by its number, else by its name
  std::vector<const models::Steps*> inner;
  std::string_view name;
  for (const std::string_view piece : pieces) {
    const std::optional<std::size_t> number = number_of(piece);
    if (!number) {
      name = piece;
      continue;
    }
    if (by_number) {
      if (*number >= inner.size()) return nullptr;
      steps = inner[*number];
      by_number = false;
      continue;
    }
    if (step != nullptr && name == "otherwise" && !inner.empty()) steps = inner.back();
    if (*number >= steps->size()) return nullptr;
    step = &(*steps)[*number];
    inner = models::inner_steps(*step);
    by_number = std::holds_alternative<models::Choose>(step->what) ||
                std::holds_alternative<models::Parallel>(step->what);
    if (!inner.empty() && !by_number) steps = inner.front();
  }
  return step;
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

/// The drive whose time has this path, if it has a title; null else.
const models::Travel* titled_drive(const models::Scenario& scenario, const std::string& path) {
  std::vector<std::string_view> pieces = pieces_of(path);
  if (pieces.size() < 3 || pieces[0] != "processes" || !path.ends_with(".travel.time"))
    return nullptr;
  const auto process = std::find_if(scenario.processes.begin(), scenario.processes.end(),
                                    [&](const models::Process& p) { return p.id == pieces[1]; });
  if (process == scenario.processes.end()) return nullptr;
  pieces.erase(pieces.begin(), pieces.begin() + 2);
  const models::ProcessStep* const step = step_at(process->steps, pieces);
  if (step == nullptr) return nullptr;
  const auto* const drive = std::get_if<models::Travel>(&step->what);
  return drive != nullptr && !drive->title.en.empty() ? drive : nullptr;
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
