// Warnings that need no loads: what the files leave unused, what room and stocks are short of.
#include "analysis/check_warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "analysis/report/numbers.hpp"
#include "analysis/unheld_waits.hpp"
#include "analysis/value_title.hpp"
#include "models/compile.hpp"
#include "models/language/told.hpp"
#include "models/saturated_stock.hpp"

namespace kouan::analysis {

namespace {

using models::Scenario;
using models::Text;
using models::WrittenName;
using models::language::told;

/// What the scenario's own file writes and does nothing, since nothing names it; a base may hold
/// more than those that extend it use. Classes come and stoppages act by themselves, the first side
/// has the clock of the run; of places and flows others tell.
void add_unused(const Scenario& scenario, std::vector<CheckWarning>& out) {
  static const std::set<std::string> k_sections = {"sides",      "hours",    "processes",
                                                   "gatherings", "meetings", "books"};
  for (const WrittenName& name : scenario.names) {
    const bool has_clock = name.section == "sides" && name.id == scenario.sides.front().id;
    const bool is_own = name.place.file == scenario.file;
    if (name.is_named || has_clock || !is_own || k_sections.count(name.section) == 0) continue;
    const Text meant = perhaps_meant(name);
    out.push_back(
        {"unused",
         name.id,
         {fmt::format("{}.{} does nothing: no value names it{}", name.section, name.id, meant.en),
          fmt::format("{}.{}不起作用：没有任何数值引用它{}", name.section, name.id, meant.zh)},
         place_text(name.place)});
  }
}

/// Gatherings whose capacity saturated runs cannot reach.
void add_short_stocks(const Scenario& scenario, std::vector<CheckWarning>& out) {
  const std::string most = grouped(models::k_most_stock_under_way, 0);
  for (const std::string& id : models::gatherings_short_of_stock(scenario)) {
    const auto gathering = std::find_if(scenario.gatherings.begin(), scenario.gatherings.end(),
                                        [&](const models::Gathering& g) { return g.id == id; });
    const Text name = named_with_id(gathering->title, id);
    out.push_back({"clock-stock",
                   id,
                   {fmt::format("{} leaves so seldom that more could be served in between than a "
                                "saturated run keeps waiting there ({}): capacity may be told "
                                "too low",
                                name.en, most),
                    fmt::format("{}发车间隔过长，其间可作业数量超过饱和运行所能保持的等候数（{}）："
                                "通过能力可能偏低",
                                name.zh, most)}});
  }
  for (const std::string& id : models::classes_short_of_stock(scenario)) {
    const auto cls = std::find_if(scenario.classes.begin(), scenario.classes.end(),
                                  [&](const models::EntityClass& c) { return c.id == id; });
    const Text name = named_with_id(cls->title, id);
    out.push_back({"way-stock",
                   id,
                   {fmt::format("{} are under way so long before their first place that more could "
                                "be served meanwhile than a saturated run keeps there ({}): "
                                "capacity may be told too low",
                                name.en, most),
                    fmt::format("{}到达首个环节前在途过久，其间可作业数量超过饱和运行所能保持的数量"
                                "（{}）：通过能力可能偏低",
                                name.zh, most)}});
  }
}

}  // namespace

Text perhaps_meant(const WrittenName& name) {
  if (name.meant.empty()) return {};
  return {fmt::format("; did you mean \"{}\", which the file that it extends has?", name.meant),
          fmt::format("；是否应为所继承文件中的“{}”？", name.meant)};
}

const WrittenName* written_place(const Scenario& scenario, const std::string& id) {
  static const std::set<std::string> k_sections = {"stages", "yards", "sections", "stores"};
  for (const WrittenName& name : scenario.names)
    if (name.id == id && k_sections.count(name.section) > 0) return &name;
  return nullptr;
}

std::string place_text(const models::Place& place) {
  return place.file.empty() ? "" : fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

std::string place_of_class(const Scenario& scenario, const std::string& id) {
  const auto found =
      std::find_if(scenario.names.begin(), scenario.names.end(),
                   [&](const WrittenName& n) { return n.section == "classes" && n.id == id; });
  return found == scenario.names.end() ? "" : place_text(found->place);
}

Text named_with_id(const Text& title, const std::string& id) {
  const auto one = [&](const std::string& text, const char* form) {
    return text.empty() || text == id ? id : fmt::format(fmt::runtime(form), text, id);
  };
  return {one(title.en, "{} ({})"), one(title.zh.empty() ? title.en : title.zh, "{}（{}）")};
}

std::vector<CheckWarning> warnings_of_scenario(const Scenario& scenario,
                                               const models::ProcessGraph& graph) {
  std::vector<CheckWarning> out;
  const auto add = [&](const std::vector<CheckWarning>& more) {
    out.insert(out.end(), more.begin(), more.end());
  };
  add(warnings_of_ways(scenario, graph));
  add_unused(scenario, out);
  add(warnings_of_dates(scenario));
  add_short_stocks(scenario, out);
  add(warnings_of_magnitudes(scenario));
  add(warnings_of_lengths(scenario));
  return out;
}

std::vector<CheckWarning> warnings_of_room(const Scenario& scenario, const sim::Model& model) {
  std::vector<CheckWarning> out;
  for (const UnheldWait& wait : unheld_waits(model)) {
    const std::string& id = scenario.stages[wait.resource].id;
    const std::string& before = scenario.stages[wait.after].id;
    const Text name = named_with_id(place_title(scenario, id), id);
    const Text after = named_with_id(place_title(scenario, before), before);
    const WrittenName* written = written_place(scenario, id);
    const Text how_many = wait.of_fleets_alone
                              ? Text{"as many as their fleets have", "数量以车队为限"}
                              : Text{"in any number", "数量不限"};
    out.push_back(
        {"no-room",
         id,
         {fmt::format("{} holds nobody up when it is full: those who wait for room there have left "
                      "{} and hold nothing, so that they stand nowhere, {}; unless that is meant, "
                      "put the steps between and this one into an outer within, "
                      "whose place they keep until then: within: {{yard: …, steps: […]}}",
                      name.en, after.en, how_many.en),
          fmt::format(
              "{}已满时不会阻滞任何车辆：等候进入者已离开{}，不占用任何位置，{}；如非"
              "本意，请用外层within将其间各步骤连同该处括入一个场地，使其等候时仍占用该场地："
              "within: {{yard: …, steps: […]}}",
              name.zh, after.zh, how_many.zh)},
         written == nullptr ? "" : place_text(written->place)});
  }
  return out;
}

std::vector<CheckWarning> warnings_of_reading(const models::language::Diagnostics& diagnostics) {
  std::vector<CheckWarning> out;
  for (const models::language::Diagnostic& d : diagnostics.sorted()) {
    if (d.severity != models::language::Severity::warning) continue;
    const std::string file = d.mark.file < 0 ? "" : diagnostics.files().at(d.mark.file).name;
    out.push_back({models::language::code_word(d.code), d.path, models::language::sentence(d),
                   place_text({file, d.mark.line, d.mark.column})});
  }
  return out;
}

void add_new_warnings(const std::vector<CheckWarning>& from, std::vector<CheckWarning>& to) {
  for (const CheckWarning& warning : from) {
    const bool is_told = std::any_of(to.begin(), to.end(), [&](const CheckWarning& other) {
      return other.text.en == warning.text.en && other.place == warning.place;
    });
    if (!is_told) to.push_back(warning);
  }
}

std::vector<CheckWarning> warnings_before_runs(const Scenario& scenario,
                                               const models::language::Diagnostics& diagnostics) {
  std::vector<CheckWarning> out = warnings_of_scenario(scenario, models::ProcessGraph(scenario));
  if (models::classes_without_process(scenario).empty()) {
    const sim::Model model = models::compile(scenario).model;
    for (CheckWarning& warning : warnings_of_room(scenario, model))
      out.push_back(std::move(warning));
    for (CheckWarning& warning : warnings_of_endless_fleets(scenario, model))
      out.push_back(std::move(warning));
  }
  const std::string unsourced = models::language::code_word(models::language::Code::unsourced);
  for (CheckWarning& warning : warnings_of_reading(diagnostics))
    if (warning.id != unsourced) out.push_back(std::move(warning));
  return out;
}

}  // namespace kouan::analysis
