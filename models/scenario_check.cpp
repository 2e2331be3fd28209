#include "models/scenario_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "models/demand.hpp"
#include "models/process_graph.hpp"
#include "models/scenario_check_parts.hpp"

namespace kouan::models {

using namespace language;

const Entry* Judged::entry(const std::string& section, const std::string& id) const {
  const Node* things = reader_.root().value(section);
  return things == nullptr ? nullptr : things->find(id);
}

const Node* Judged::value(const std::string& section, const std::string& id,
                          const std::string& key) const {
  const Entry* found = entry(section, id);
  return found == nullptr ? nullptr : found->node.value(key);
}

bool Judged::is_sound(const std::string& section, const std::string& id) const {
  return entry(section, id) != nullptr && reader_.is_sound(join(section, id));
}

bool Judged::is_sound(const std::string& section, const std::string& id,
                      const std::string& key) const {
  return entry(section, id) != nullptr && reader_.is_sound(join(join(section, id), key));
}

bool Judged::are_hours_sound(const std::string& hours) const {
  return reader_.is_sound("sides") && (hours.empty() || is_sound("hours", hours));
}

const Process* Judged::sound_process(const EntityClass& cls) const {
  return is_sound("processes", cls.process) ? process_of(scenario_, cls) : nullptr;
}

namespace {

/// Stages, yards and stores share one room of names: results name them without their section.
void check_names(Reader& reader) {
  std::map<std::string, Mark> first;
  for (const char* name :
       {"stages", "yards", "sections", "stores", "gatherings", "meetings", "books"}) {
    const Node* things = reader.root().value(name);
    if (things == nullptr) continue;
    for (const Entry& thing : things->entries) {
      if (thing.key.empty()) continue;  // no name
      const auto [known, is_new] = first.emplace(thing.key, thing.mark);
      if (is_new) continue;
      reader.conflict(
          Code::conflict, thing.mark, join(name, thing.key),
          told("found the name \"{}\" a second time", "名称“{}”重复", thing.key),
          {"names that no other stage, yard, section, store, gathering, meeting or book has",
           "其他环节、场地、区间、堆场、集结点、会合点、预约簿均未使用的名称"},
          known->second, {"the first", "首次出现"});
    }
  }
}

/// What is not read at a stage never comes back to it, whatever the rates. Whether some does.
bool check_misread_rings(const Judged& judged) {
  bool is_any = false;
  std::map<std::string, const Stage*> stages;
  for (const Stage& stage : judged.scenario().stages)
    if (stage.kind == StageKind::stage) stages[stage.id] = &stage;
  const auto next_of = [&](const Stage& stage) -> const Stage* {
    if (stage.on_misread.empty()) return nullptr;
    const auto next = stages.find(stage.on_misread);
    return next != stages.end() ? next->second : nullptr;
  };
  std::set<const Stage*> done;
  for (const Stage& start : judged.scenario().stages) {
    std::vector<const Stage*> way;
    const Stage* at = start.kind == StageKind::stage ? &start : nullptr;
    while (at != nullptr && done.insert(at).second) {
      way.push_back(at);
      at = next_of(*at);
    }
    const auto first = std::find(way.begin(), way.end(), at);
    if (first == way.end()) continue;
    is_any = true;
    if (!judged.is_sound("stages", way.back()->id, "on_misread")) continue;  // told already
    std::string ring;
    for (auto stage = first; stage != way.end(); ++stage)
      ring += (*stage)->id + " → ";
    const Stage& last = *way.back();
    const Node* to_ring = judged.value("stages", last.id, "on_misread");
    const Entry* begins = judged.entry("stages", at->id);
    if (to_ring == nullptr || begins == nullptr) continue;
    const Entry* key = begins->node.find("on_misread");
    judged.reader().conflict(
        Code::reference, to_ring->mark, join(join("stages", last.id), "on_misread"),
        told("found misreads that go round for ever: {}{}", "识读失败者循环不止：{}{}", ring,
             at->id),
        {"a stage from which none comes back", "不再转回的环节"},
        key != nullptr ? key->mark : begins->mark, {"the ring begins", "循环自此开始"});
  }
  return is_any;
}

/// The node of a step by its place in the files; null if there is none.
const Node* step_at(const Reader& reader, const Node& node, const Place& place) {
  const Place here = reader.place(node.mark);
  const bool is_it = here.line == place.line && here.column == place.column &&
                     here.file == place.file && !node.is_list();
  if (is_it) return &node;
  for (const Node& item : node.items) {
    if (const Node* found = step_at(reader, item, place)) return found;
  }
  for (const Entry& inner : node.entries) {
    if (const Node* found = step_at(reader, inner.node, place)) return found;
  }
  return nullptr;
}

/// The scenario without the processes that could not be read; in places of unknown time some
/// passes. Nothing where all could be read.
std::optional<Scenario> with_known_processes(const Judged& judged) {
  if (judged.reader().errors() == 0) return std::nullopt;
  Scenario known = judged.scenario();
  for (EntityClass& cls : known.classes)
    if (judged.sound_process(cls) == nullptr) cls.process.clear();
  for (Stage& stage : known.stages) {
    const char* section = stage.kind == StageKind::yard      ? "yards"
                          : stage.kind == StageKind::section ? "sections"
                                                             : "stages";
    if (judged.is_sound(section, stage.id)) continue;
    stage.service = sim::constant(1);
    stage.service_by_class.clear();
  }
  return known;
}

/// Rounds of a loop that take no time would never end.
void check_loops(const Judged& judged) {
  const std::optional<Scenario> known = with_known_processes(judged);
  const Scenario& scenario = known ? *known : judged.scenario();
  const ProcessGraph graph(scenario);
  for (const std::size_t i : loops_without_time(graph)) {
    const GraphNode& node = graph.nodes()[i];
    const EntityClass& cls = scenario.classes[node.entity_class];
    const Node& steps = *judged.value("processes", cls.process, "steps");
    const Node* at = step_at(judged.reader(), steps, node.place);
    judged.reader().error(
        Code::step, at == nullptr ? steps.mark : at->mark,
        join(join("processes", cls.process), "steps"),
        told("found a loop in which no time passes for \"{}\"", "“{}”所经循环不耗时间", cls.id),
        {"a visit or a drive that takes time in every loop", "每个循环中有耗时的到访或行驶"});
  }
}

/// Whether anything of the class moves during the run, as far as is known.
bool may_move(const Judged& judged, const EntityClass& cls) {
  if (cls.fleet > 0 || !judged.is_sound("classes", cls.id)) return true;
  if (!cls.flow.empty()) {
    const std::vector<Flow>& flows = judged.scenario().flows;
    const auto flow =
        std::find_if(flows.begin(), flows.end(), [&](const Flow& f) { return f.id == cls.flow; });
    if (flow == flows.end() || !judged.is_sound("flows", flow->id) ||
        !judged.are_hours_sound(flow->hours))
      return true;
  }
  if (!judged.are_hours_sound(cls.hours)) return true;
  if (cls.payload_kg.attribute >= 0 && judged.sound_process(cls) == nullptr) return true;
  sim::ClassDef def;
  set_arrivals(judged.scenario(), cls, def);
  return expected_arrivals(def, 0, sim::from_seconds(judged.scenario().horizon_s)) > 0;
}

/// Something moves during the run.
void check_demand(const Judged& judged) {
  const std::vector<EntityClass>& classes = judged.scenario().classes;
  const Node* written = judged.reader().root().value("classes");
  const bool is_known = judged.reader().is_sound("run") && written != nullptr && written->is_map();
  const bool moves = std::any_of(classes.begin(), classes.end(),
                                 [&](const EntityClass& cls) { return may_move(judged, cls); });
  if (!is_known || moves || classes.empty()) return;
  judged.reader().error(
      Code::empty, judged.reader().root().find("classes")->mark, "classes",
      {"found no demand: nothing arrives during the run", "没有需求：仿真期内无任何到达"},
      {"a class with a fleet, or with arrivals on days of the run",
       "有车队的类别，或在仿真期内有到达的类别"});
}

}  // namespace

void check_sections(Reader& reader, const Scenario& scenario) {
  const Judged judged(reader, scenario);
  const int errors_before = reader.errors();
  check_names(reader);
  // Ways are followed by name: two of one name, and rings, would lead astray.
  const bool are_ways_known = !check_misread_rings(judged) && reader.errors() == errors_before;
  check_goods(judged);
  check_repeats(judged);
  check_places_of_steps(judged);
  if (are_ways_known) check_loops(judged);
  check_demand(judged);
}

}  // namespace kouan::models
