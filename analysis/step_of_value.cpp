#include "analysis/step_of_value.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace kouan::analysis {

namespace {

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

/// Where a path leads.
struct Reached {
  const models::ProcessStep* step = nullptr;  ///< the last that it goes through; null: none
  const models::Steps* way = nullptr;         ///< of a choice or of parallel ways the one it names
};

/// From the path's pieces after the process's id.
Reached reached_by(const models::Steps& of, const std::vector<std::string_view>& pieces) {
  const models::Steps* steps = &of;
  Reached at;
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
      if (*number >= inner.size()) return {};
      steps = at.way = inner[*number];
      by_number = false;
      continue;
    }
    if (at.step != nullptr && name == "otherwise" && !inner.empty()) steps = inner.back();
    if (*number >= steps->size()) return {};
    at = {&(*steps)[*number], nullptr};
    inner = models::inner_steps(*at.step);
    by_number = std::holds_alternative<models::Choose>(at.step->what) ||
                std::holds_alternative<models::Parallel>(at.step->what);
    if (!inner.empty() && !by_number) steps = inner.front();
  }
  return at;
}

/// Where a path inside a process leads.
Reached reached_in(const models::Scenario& scenario, const std::string& path) {
  std::vector<std::string_view> pieces = pieces_of(path);
  if (pieces.size() < 3 || pieces[0] != "processes") return {};
  const auto process = std::find_if(scenario.processes.begin(), scenario.processes.end(),
                                    [&](const models::Process& p) { return p.id == pieces[1]; });
  if (process == scenario.processes.end()) return {};
  pieces.erase(pieces.begin(), pieces.begin() + 2);
  return reached_by(process->steps, pieces);
}

std::string stage_of(const models::ProcessStep& step) {
  const auto* const visit = std::get_if<models::Visit>(&step.what);
  if (visit == nullptr) return {};
  return visit->shortest.empty() ? visit->stage : visit->shortest.front();
}

std::string yard_or_section_of(const models::ProcessStep& step) {
  if (const auto* const within = std::get_if<models::Within>(&step.what)) return within->yard;
  const auto* const pass = std::get_if<models::Pass>(&step.what);
  return pass == nullptr ? std::string{} : pass->section;
}

/// The steps inside a step through which all go who do it: not those of a choice, nor of who is
/// turned away.
const models::Steps* steps_of_all(const models::ProcessStep& step) {
  if (const auto* const within = std::get_if<models::Within>(&step.what)) return &within->steps;
  if (const auto* const repeat = std::get_if<models::Repeat>(&step.what)) return &repeat->steps;
  return nullptr;
}

/// The first of the places to which steps lead all who do them, those inside a step after it.
std::string first_place(const models::Steps& steps,
                        std::string (*place_of)(const models::ProcessStep&)) {
  for (const models::ProcessStep& step : steps) {
    if (std::string place = place_of(step); !place.empty()) return place;
    if (const models::Steps* inner = steps_of_all(step))
      if (std::string place = first_place(*inner, place_of); !place.empty()) return place;
  }
  return {};
}

}  // namespace

const models::Travel* titled_drive(const models::Scenario& scenario, const std::string& path) {
  if (!path.ends_with(".travel.time")) return nullptr;
  const Reached at = reached_in(scenario, path);
  if (at.step == nullptr) return nullptr;
  const auto* const drive = std::get_if<models::Travel>(&at.step->what);
  return drive != nullptr && !drive->title.en.empty() ? drive : nullptr;
}

std::string place_of_share(const models::Scenario& scenario, const std::string& path) {
  if (!path.ends_with("].share")) return {};
  const Reached at = reached_in(scenario, path);
  if (at.way == nullptr || !std::holds_alternative<models::Choose>(at.step->what)) return {};
  std::string stage = first_place(*at.way, stage_of);
  return stage.empty() ? first_place(*at.way, yard_or_section_of) : stage;
}

}  // namespace kouan::analysis
