#include "models/scenario_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "models/attributes.hpp"
#include "models/demand.hpp"
#include "models/process_graph.hpp"
#include "models/program_writer.hpp"
#include "models/working_time.hpp"

namespace kouan::models {
namespace {

using namespace language;  // NOLINT(build/namespaces)

const Node& section(const Reader& reader, const char* name) { return *reader.root().value(name); }

const Entry& entry(const Reader& reader, const char* name, const std::string& id) {
  return *section(reader, name).find(id);
}

/// The classes of a flow carry at most all of it; a warning when they carry less.
void check_shares(Reader& reader, const Scenario& scenario) {
  constexpr double k_slack = 1e-9;
  for (const Flow& flow : scenario.flows) {
    double sum = 0;
    std::vector<std::string> carriers;
    Mark last;
    for (const EntityClass& entity_class : scenario.classes) {
      if (entity_class.flow != flow.id) continue;
      sum += entity_class.share;
      carriers.push_back(entity_class.id);
      last = entry(reader, "classes", entity_class.id).mark;
    }
    const Mark mark = entry(reader, "flows", flow.id).mark;
    const std::string path = join("flows", flow.id);
    if (sum > 1 + k_slack) {
      reader.conflict(Code::sum, mark, path,
                      told("found shares that sum to {:.6g} % ({})", "占比之和为{:.6g} %（{}）",
                           100 * sum, word_list(carriers)),
                      {"at most 100 %", "至多100 %"}, last,
                      {"the last of the classes", "其中最后一个类别"});
    } else if (sum < 1 - k_slack) {
      reader.warning(Code::uncarried, mark, path,
                     told("{:.6g} % of the flow is carried by no class",
                          "该货流有{:.6g}%无类别承运", 100 * (1 - sum)),
                     {"classes with flow: and shares that sum to 100 %",
                      "以flow:指明该货流、占比之和为100%的类别"});
    }
  }
}

/// Stages, yards and stores share one room of names: results name them without their section.
void check_names(Reader& reader) {
  std::map<std::string, Mark> first;
  for (const char* name :
       {"stages", "yards", "sections", "stores", "gatherings", "meetings", "books"}) {
    const Node* things = reader.root().value(name);
    if (things == nullptr) continue;
    for (const Entry& thing : things->entries) {
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

const Entry& on_misread(const Reader& reader, const Stage& stage) {
  return *entry(reader, "stages", stage.id).node.find("on_misread");
}

/// What is not read at a stage never comes back to it, whatever the rates.
void check_misread_rings(Reader& reader, const Scenario& scenario) {
  std::map<std::string, const Stage*> stages;
  for (const Stage& stage : scenario.stages)
    stages[stage.id] = &stage;
  std::set<const Stage*> done;
  for (const Stage& start : scenario.stages) {
    std::vector<const Stage*> way;
    const Stage* at = &start;
    while (at != nullptr && done.insert(at).second) {
      way.push_back(at);
      at = at->on_misread.empty() ? nullptr : stages.at(at->on_misread);
    }
    const auto first = std::find(way.begin(), way.end(), at);
    if (first == way.end()) continue;
    std::string ring;
    for (auto stage = first; stage != way.end(); ++stage)
      ring += (*stage)->id + " → ";
    const Stage& last = *way.back();
    reader.conflict(Code::reference, on_misread(reader, last).node.mark,
                    join(join("stages", last.id), "on_misread"),
                    told("found misreads that go round for ever: {}{}", "识读失败者循环不止：{}{}",
                         ring, at->id),
                    {"a stage from which none comes back", "不再转回的环节"},
                    on_misread(reader, *at).mark, {"the ring begins", "循环自此开始"});
  }
}

Text hours_text(double seconds) { return told("{:.6g} h", "{:.6g}小时", seconds / 3600); }

/// The tail leaves some of every stretch of shifts, begun earlier by the lead, to arrive in.
void check_tails(Reader& reader, const Scenario& scenario) {
  for (const Flow& flow : scenario.flows) {
    if (flow.tail_s == 0) continue;
    const double shortest_s = sim::to_seconds(shortest_stretch(scenario, flow));
    if (flow.tail_s < shortest_s + flow.lead_s) continue;
    const Node& tail = *entry(reader, "flows", flow.id).node.value("arrive")->value("tail");
    reader.conflict(
        Code::out_of_range, tail.mark, join(join("flows", flow.id), "arrive.tail"),
        {"found a tail that leaves no time to arrive in", "停止到达提前量未留下可到达的时间"},
        told("less than {}, the shortest stretch of shifts without a gap, with its lead",
             "小于{}，即最短一段连续班次（含提前到达的时间）",
             hours_text(shortest_s + flow.lead_s)),
        entry(reader, "hours", flow.hours).mark,
        told("the hours, whose shortest stretch has {}", "该开放时间，最短一段为{}",
             hours_text(shortest_s)));
  }
}

void add_stores(const Steps& steps, std::set<std::string>& stores) {
  for (const ProcessStep& step : steps) {
    if (const auto* unload = std::get_if<Unload>(&step.what)) stores.insert(unload->store);
    for (const Steps* inner : inner_steps(step))
      add_stores(*inner, stores);
  }
}

/// Every load fits into the empty store: one that does not would wait for ever, and all behind it.
void check_loads(Reader& reader, const Scenario& scenario) {
  constexpr double k_nearly_all = 1 - 1e-9;  // of the loads, where the payload has no upper bound
  for (const EntityClass& cls : scenario.classes) {
    std::set<std::string> stores;
    if (const Process* process = process_of(scenario, cls)) add_stores(process->steps, stores);
    const double load_kg = as_drawn(scenario, cls, cls.payload_kg).quantile(k_nearly_all);
    for (const Store& store : scenario.stores) {
      if (stores.count(store.id) == 0 || load_kg <= store.capacity_kg) continue;
      reader.conflict(
          Code::out_of_range, entry(reader, "classes", cls.id).node.value("payload")->mark,
          join(join("classes", cls.id), "payload"),
          told("found loads that do not fit into \"{}\"", "载重超出堆场“{}”所能容纳", store.id),
          told("at most what the store holds, {:.6g} t", "至多为堆场容量{:.6g} t",
               store.capacity_kg / 1000),
          entry(reader, "stores", store.id).node.find("capacity")->mark,
          {"its capacity", "其容量"});
    }
  }
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

/// Rounds of a loop that take no time would never end.
void check_loops(Reader& reader, const Scenario& scenario) {
  const ProcessGraph graph(scenario);
  for (const std::size_t i : loops_without_time(graph)) {
    const GraphNode& node = graph.nodes()[i];
    const EntityClass& cls = scenario.classes[node.entity_class];
    const Node& process = entry(reader, "processes", cls.process).node;
    const Node& steps = *process.value("steps");
    const Node* at = step_at(reader, steps, node.place);
    reader.error(
        Code::step, at == nullptr ? steps.mark : at->mark,
        join(join("processes", cls.process), "steps"),
        told("found a loop in which no time passes for \"{}\"", "“{}”所经循环不耗时间", cls.id),
        {"a visit or a drive that takes time in every loop", "每个循环中有耗时的到访或行驶"});
  }
}

/// Payloads that are attributes come from the trace or are assigned; the tonnes of a flow need
/// some.
void check_payloads(Reader& reader, const Scenario& scenario) {
  for (const EntityClass& cls : scenario.classes) {
    const int attribute = cls.payload_kg.attribute;
    if (attribute < 0 && (cls.flow.empty() || cls.payload_kg.mean() > 0)) continue;
    const Node& payload = *entry(reader, "classes", cls.id).node.value("payload");
    if (attribute < 0) {
      reader.conflict(Code::conflict, payload.mark, join(join("classes", cls.id), "payload"),
                      {"found no load for the tonnes of a flow", "承运货流，却无载重"},
                      {"a mean above 0; a class without goods has arrivals: instead of flow:",
                       "均值大于0；不载货的类别用“arrivals:”，不用“flow:”"},
                      entry(reader, "classes", cls.id).node.find("flow")->mark,
                      {"the flow", "该货流"});
      continue;
    }
    if (is_added_to(scenario, cls, attribute)) {
      reader.error(
          Code::conflict, payload.mark, join(join("classes", cls.id), "payload"),
          told("found the attribute \"{}\", to which the process adds", "属性“{}”在流程中会累加",
               scenario.attributes[static_cast<std::size_t>(attribute)]),
          {"an attribute that stays as set: demand and bounds need the load beforehand",
           "赋值后不变的属性：需求与上界须事先知道载重"});
      continue;
    }
    const auto spread = attribute_of(scenario, cls, attribute);
    if (spread && (spread->mean() > 0 || cls.flow.empty())) continue;
    reader.error(Code::reference, payload.mark, join(join("classes", cls.id), "payload"),
                 told("found the attribute \"{}\", which {}", "属性“{}”{}",
                      scenario.attributes[static_cast<std::size_t>(attribute)],
                      spread ? Text{"is set to 0", "所赋值为0"} : Text{"nothing sets", "从未赋值"}),
                 spread ? Text{"masses above 0, which carry the tonnes of the flow",
                               "大于0的质量，以承运货流的吨数"}
                        : Text{"a column of the trace, or assign in the process",
                               "到达数据中的一列，或流程中的assign"});
  }
}

/// A profile is repeated as often as a run can hold.
void check_profiles(Reader& reader, const Scenario& scenario) {
  constexpr double k_most_stretches = 1e6;
  for (const EntityClass& cls : scenario.classes) {
    double length_s = 0;
    for (const ProfilePart& part : cls.arrivals.profile)
      length_s += part.length_s;
    const auto parts = static_cast<double>(cls.arrivals.profile.size());
    const double every_s = cls.arrivals.timetable.every_s;
    const bool too_many = (parts > 0 && scenario.horizon_s / length_s * parts > k_most_stretches) ||
                          (every_s > 0 && scenario.horizon_s / every_s > k_most_stretches);
    if (!too_many) continue;
    const char* key = parts > 0 ? "profile" : "timetable";
    const Node& arrivals = *entry(reader, "classes", cls.id).node.value("arrivals");
    reader.error(
        Code::out_of_range, arrivals.find(key)->mark,
        join(join("classes", cls.id), std::string("arrivals.") + key),
        {"found more than a million stretches or arrivals in the run",
         "仿真期内的时段数或到达次数超过一百万"},
        parts > 0 ? Text{"longer stretches", "较长的时段"}
                  : Text{"interarrival, or a longer interval", "改用interarrival，或较长的间隔"});
  }
}

/// Calls `each` with every step of the list and of those inside.
template <class Each>
void each_step(const Steps& steps, const Each& each) {
  for (const ProcessStep& step : steps) {
    each(step);
    for (const Steps* inner : inner_steps(step))
      each_step(*inner, each);
  }
}

/// Where the step stands; at the process, when that is in another file.
Mark mark_of(const Reader& reader, const ProcessStep& step, Mark process) {
  if (reader.place(process).file != step.place.file) return process;
  process.line = step.place.line;
  process.column = step.place.column;
  return process;
}

/// Only those come to a meeting whom it is of, and only what is made on the way is made of others.
void check_meetings(Reader& reader, const Scenario& scenario) {
  std::set<std::string> made;
  for (const EntityClass& cls : scenario.classes) {
    if (!cls.from.empty()) made.insert(cls.id);
  }
  const auto check_made = [&](const std::string& id, const Mark& mark, const std::string& path) {
    if (id.empty() || made.count(id) != 0) return;
    reader.conflict(Code::reference, mark, path,
                    told("found the class \"{}\", which comes by itself", "类别“{}”系自行到达", id),
                    {"a class with from: processes", "写明“from: processes”的类别"},
                    entry(reader, "classes", id).mark, {"the class", "该类别"});
  };
  for (const Gathering& gathering : scenario.gatherings) {
    const char* name = gathering.is_meeting() ? "meetings" : "gatherings";
    const Entry& where = entry(reader, name, gathering.id);
    const Node* into = where.node.value("into");
    if (into != nullptr)
      check_made(gathering.into, into->mark, join(join(name, gathering.id), "into"));
  }
  for (const Process& process : scenario.processes) {
    const std::string path = join("processes", process.id);
    each_step(process.steps, [&](const ProcessStep& step) {
      const Mark mark = mark_of(reader, step, entry(reader, "processes", process.id).mark);
      if (const auto* split = std::get_if<Split>(&step.what)) check_made(split->into, mark, path);
      const auto* gather = std::get_if<Gather>(&step.what);
      if (gather == nullptr) return;
      const Gathering& at = *std::find_if(scenario.gatherings.begin(), scenario.gatherings.end(),
                                          [&](const Gathering& g) { return g.id == gather->at; });
      if (!gather->steps.empty() && !(at.into + at.onto).empty())
        reader.error(Code::conflict, mark, path,
                     told("found steps of a carrier at \"{}\", whose batches become \"{}\"",
                          "“{}”处写有成批后的步骤，而所成之批变为“{}”", at.id, at.into + at.onto),
                     {"the steps in the process of that class", "将这些步骤写入该类别的流程"});
      for (const EntityClass& cls : scenario.classes) {
        if (cls.process != process.id || !at.is_meeting() || at.of.count(at.comes_as(cls.id)) != 0)
          continue;
        reader.conflict(
            Code::reference, mark, path,
            told("found a step to \"{}\" in the process of \"{}\", which does not meet there",
                 "“{1}”的流程中有到“{0}”的步骤，而它不在该处会合", at.id, cls.id),
            {"processes of classes in its \"of\" or \"alike\"", "“of”或“alike”所列类别的流程"},
            entry(reader, "meetings", at.id).mark, {"the meeting", "该会合点"});
      }
    });
  }
}

/// Places that are taken are ever there, and no room is reserved in them ahead of work.
void check_taken(Reader& reader, const Scenario& scenario) {
  const std::set<std::string> reserved = reserved_places(scenario);
  for (const Process& process : scenario.processes) {
    const std::string path = join("processes", process.id);
    each_step(process.steps, [&](const ProcessStep& step) {
      const auto* seize = std::get_if<Seize>(&step.what);
      const auto* pass = std::get_if<Pass>(&step.what);
      if (seize == nullptr && pass == nullptr) return;
      const Mark mark = mark_of(reader, step, entry(reader, "processes", process.id).mark);
      for (const Taken& taken : seize != nullptr ? seize->places : pass->with) {
        const Entry& yard = entry(reader, "yards", taken.yard);
        const auto stage = std::find_if(scenario.stages.begin(), scenario.stages.end(),
                                        [&](const Stage& s) { return s.id == taken.yard; });
        const std::int32_t places = stage->groups.front().servers;
        if (taken.number + taken.keep_free > places)
          reader.conflict(Code::out_of_range, mark, path,
                          told("found {} places of \"{}\" to be taken and {} kept free",
                               "要占用“{1}”的{0}个位置，并保留{2}个空位", taken.number, taken.yard,
                               taken.keep_free),
                          told("at most {} together", "两者合计至多{}个", places), yard.mark,
                          {"the yard", "该场地"});
        if (reserved.count(taken.yard) != 0)
          reader.conflict(
              Code::conflict, mark, path,
              told("found places of \"{}\" taken together with others, though a "
                   "stage before reserves them",
                   "“{}”的位置与其他资源一并占用，而此前的环节已预留这些位置", taken.yard),
              {"blocking: after-service at that stage, or \"within\" here",
               "该环节用“blocking: after-service”，或此处用“within”"},
              yard.mark, {"the yard", "该场地"});
      }
    });
  }
}

/// Slots outside the hours are lost without a word: they count from the start of the run, midnight
/// on the clock of the first side, while hours keep the clock of their own.
void check_slots(Reader& reader, const Scenario& scenario) {
  for (const Stage& stage : scenario.stages) {
    if (!stage.section) continue;
    for (const Direction& direction : stage.section->directions) {
      const SlotCount slots = slots_of_a_week(scenario, stage, direction);
      if (slots.closed == 0) continue;
      reader.warning(
          Code::no_effect, entry(reader, "sections", stage.id).node.value("directions")->mark,
          join(join("sections", stage.id), "directions"),
          told("found {} of the {} slots of direction {} in the first week at times at which it "
               "is closed",
               "方向{2}第一周的{1}个时隙中有{0}个落在关闭时段", slots.closed, slots.all,
               direction.id),
          {"slots within the hours: first and every count from the start of the run, midnight on "
           "the clock of the first side",
           "时隙在开放时间之内：first与every自仿真开始（第一侧时钟零点）起算"});
    }
  }
}

/// Something moves during the run.
void check_demand(Reader& reader, const Scenario& scenario) {
  const sim::Micros horizon = sim::from_seconds(scenario.horizon_s);
  const bool moves =
      std::any_of(scenario.classes.begin(), scenario.classes.end(), [&](const EntityClass& cls) {
        sim::ClassDef def;
        if (cls.fleet == 0) set_arrivals(scenario, cls, def);
        return cls.fleet > 0 || expected_arrivals(def, 0, horizon) > 0;
      });
  if (moves) return;
  reader.error(Code::empty, reader.root().find("classes")->mark, "classes",
               {"found no demand: nothing arrives during the run", "没有需求：仿真期内无任何到达"},
               {"a class with a fleet, or with arrivals on days of the run",
                "有车队的类别，或在仿真期内有到达的类别"});
}

}  // namespace

void check_sections(Reader& reader, const Scenario& scenario) {
  const int errors_before = reader.errors();
  check_shares(reader, scenario);
  check_names(reader);
  check_misread_rings(reader, scenario);
  check_tails(reader, scenario);
  check_loads(reader, scenario);
  check_meetings(reader, scenario);
  check_taken(reader, scenario);
  check_slots(reader, scenario);
  check_payloads(reader, scenario);
  check_profiles(reader, scenario);
  if (reader.errors() == errors_before) check_loops(reader, scenario);
  if (reader.errors() == errors_before) check_demand(reader, scenario);
}

}  // namespace kouan::models
