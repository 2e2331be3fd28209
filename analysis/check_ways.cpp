// Warnings on processes: what cannot be reached, never gets out, or is never cleared.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/check_warnings.hpp"
#include "analysis/value_title.hpp"
#include "models/attributes.hpp"
#include "models/endless_classes.hpp"
#include "models/language/told.hpp"

namespace kouan::analysis {

namespace {

using models::Scenario;
using models::Text;
using models::WrittenName;
using models::language::told;

/// Warnings about the shape of the processes.
class ShapeWarnings {
 public:
  ShapeWarnings(const Scenario& scenario, const models::ProcessGraph& graph,
                std::vector<CheckWarning>& out)
      : scenario_(scenario), graph_(graph), out_(out) {}

  void add_all() {
    for (const std::string& id : models::classes_without_process(scenario_)) {
      out_.push_back(
          {"no-process", id,
           told("{} has no process: it goes nowhere", "{}没有流程，无处可去", class_name(id))});
    }
    const std::vector<std::string> unreachable = models::unreachable_places(scenario_, graph_);
    for (const std::string& id : unreachable)
      if (!is_for_failed_readings(id, unreachable)) add_unreachable(id);
    for (std::size_t c = 0; c < scenario_.classes.size(); ++c) {
      add_never_cleared(c);
      add_no_way_out(c);
    }
    add_unlimited();
  }

 private:
  /// A way leads there, from a stage that others come to, which no reading fails to take.
  bool is_for_failed_readings(const std::string& id,
                              const std::vector<std::string>& unreachable) const {
    return std::any_of(scenario_.stages.begin(), scenario_.stages.end(), [&](const auto& stage) {
      return stage.on_misread == id &&
             std::find(unreachable.begin(), unreachable.end(), stage.id) == unreachable.end();
    });
  }

  Text class_name(const std::string& id) const {
    const auto cls = std::find_if(scenario_.classes.begin(), scenario_.classes.end(),
                                  [&](const models::EntityClass& one) { return one.id == id; });
    return named_with_id(cls->title, id);
  }
  Text class_name(std::size_t c) const {
    return named_with_id(scenario_.classes[c].title, scenario_.classes[c].id);
  }

  void add_unreachable(const std::string& id) {
    const Text name = named_with_id(place_title(scenario_, id), id);
    const WrittenName* written = written_place(scenario_, id);
    const Text meant = written == nullptr ? Text{} : perhaps_meant(*written);
    out_.push_back({"unreachable",
                    id,
                    {fmt::format("{} cannot be reached: no class comes there{}", name.en, meant.en),
                     fmt::format("{}无法到达：没有任何类别经过{}", name.zh, meant.zh)},
                    written == nullptr ? "" : place_text(written->place)});
  }

  /// Places that the class can reach and never leave.
  void add_no_way_out(std::size_t c) {
    const std::vector<char> comes = models::reached(graph_);
    const std::vector<char> leaves = models::leads_out(graph_);
    std::vector<std::string> places;
    std::vector<std::string> named_en, named_zh;
    bool is_trap = false;
    for (std::size_t i = 0; i < comes.size(); ++i) {
      const models::GraphNode& node = graph_.nodes()[i];
      if (node.entity_class != c || comes[i] == 0 || leaves[i] != 0) continue;
      is_trap = true;
      if (!models::is_place(node.kind) ||
          std::find(places.begin(), places.end(), node.id) != places.end())
        continue;
      places.push_back(node.id);
      const Text place = named_with_id(place_title(scenario_, node.id), node.id);
      named_en.push_back(place.en);
      named_zh.push_back(place.zh);
    }
    if (!is_trap) return;
    const Text where = places.empty() ? Text{"a loop without an end", "无尽循环"}
                                      : Text{fmt::format("{}", fmt::join(named_en, ", ")),
                                             fmt::format("{}", fmt::join(named_zh, "、"))};
    out_.push_back({"no-way-out", scenario_.classes[c].id,
                    told("{} comes to where it never gets out again: {}", "{}进入后无法离开：{}",
                         class_name(c), where)});
  }

  /// Saturated runs can't send these without end.
  void add_unlimited() {
    const std::vector<char> unlimited = models::unlimited_classes(scenario_);
    const Text meaning = models::is_unlimited(scenario_)
                             ? Text{"nothing limits capacity, and no saturated runs are made",
                                    "通过能力不受限制，不作饱和运行"}
                             : Text{"saturated runs send it as given", "饱和运行中按给定需求到达"};
    for (std::size_t c = 0; c < unlimited.size(); ++c) {
      if (unlimited[c] == 0) continue;
      const Text name = class_name(c);
      out_.push_back(
          {"unlimited",
           scenario_.classes[c].id,
           {fmt::format("any number of {} can pass at once: no server, place, headway or slot is "
                        "on its way; {}",
                        name.en, meaning.en),
            fmt::format(
                "{}可同时通过任意数量：所经之处无通道（作业位）、车位、追踪间隔或时隙限制；{}",
                name.zh, meaning.zh)}});
    }
  }

  void add_never_cleared(std::size_t c) {
    const auto& nodes = graph_.nodes();
    // What is made of loads takes them along, and is cleared instead.
    const bool clears = std::any_of(nodes.begin(), nodes.end(), [&](const models::GraphNode& n) {
      const bool is_made = !models::comes_from_outside(scenario_.classes[n.entity_class]);
      return n.kind == models::NodeKind::clearance && (n.entity_class == c || is_made);
    });
    const models::EntityClass& cls = scenario_.classes[c];
    // Empties need not be cleared where something is; where nothing is, nothing is counted.
    const bool any_cleared = std::any_of(nodes.begin(), nodes.end(), [](const auto& n) {
      return n.kind == models::NodeKind::clearance;
    });
    const bool has_no_load = models::as_drawn(scenario_, cls, cls.payload_kg).mean() == 0;
    if (clears || (has_no_load && any_cleared) || graph_.source(c) == models::k_no_node) return;
    const Text what = has_no_load ? Text{"it does", "其"} : Text{"its load does", "其载重"};
    out_.push_back({"never-cleared", cls.id,
                    told("{} is never cleared: {} not count as throughput",
                         "{}从不放行：{}不计入通过量", class_name(c), what)});
  }

  const Scenario& scenario_;
  const models::ProcessGraph& graph_;
  std::vector<CheckWarning>& out_;
};

}  // namespace

std::vector<CheckWarning> warnings_of_ways(const Scenario& scenario,
                                           const models::ProcessGraph& graph) {
  std::vector<CheckWarning> out;
  ShapeWarnings(scenario, graph, out).add_all();
  return out;
}

}  // namespace kouan::analysis
