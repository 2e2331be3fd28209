// What arrives: its shares and loads against the sections that they name.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "models/amounts.hpp"
#include "models/attributes.hpp"
#include "models/demand.hpp"
#include "models/scenario_check_parts.hpp"

namespace kouan::models {
namespace {

using namespace language;

/// The classes that carry a flow, as far as they could be read.
struct Carriers {
  double sum = 0;
  std::vector<std::string> ids;
  Mark last;
  bool are_all_known = true;
};

Carriers carriers_of(const Judged& judged, const Flow& flow) {
  Carriers carriers;
  for (const EntityClass& cls : judged.scenario().classes) {
    const bool is_known =
        judged.is_sound("classes", cls.id, "flow") && judged.is_sound("classes", cls.id, "share");
    carriers.are_all_known = carriers.are_all_known && judged.is_sound("classes", cls.id);
    if (!is_known || cls.flow != flow.id) continue;
    carriers.sum += cls.share;
    carriers.ids.push_back(cls.id);
    carriers.last = judged.entry("classes", cls.id)->mark;
  }
  return carriers;
}

/// The classes of a flow carry at most all of it; a warning when they carry less. That there are no
/// classes at all has its own message.
void check_shares(const Judged& judged) {
  constexpr double k_slack = 1e-9;
  for (const Flow& flow : judged.scenario().flows) {
    const Entry* entry = judged.entry("flows", flow.id);
    if (entry == nullptr) continue;
    const Carriers carriers = carriers_of(judged, flow);
    const std::string path = join("flows", flow.id);
    if (carriers.sum > 1 + k_slack) {
      judged.reader().conflict(
          Code::sum, entry->mark, path,
          told("found shares that sum to {:.6g} % ({})", "占比之和为{:.6g} %（{}）",
               100 * carriers.sum, word_list(carriers.ids)),
          {"at most 100 %", "至多100 %"}, carriers.last,
          {"the last of the classes", "其中最后一个类别"});
    } else if (judged.reader().root().find("classes") != nullptr && carriers.are_all_known &&
               carriers.sum < 1 - k_slack) {
      judged.reader().warning(Code::uncarried, entry->mark, path,
                              told("{:.6g} % of the flow is carried by no class",
                                   "该货流有{:.6g}%无类别承运", 100 * (1 - carriers.sum)),
                              {"classes with flow: and shares that sum to 100 %",
                               "以flow:指明该货流、占比之和为100%的类别"});
    }
  }
}

Text hours_text(double seconds) { return told("{:.6g} h", "{:.6g}小时", seconds / k_hour_s); }

/// The tail leaves some of every stretch of shifts, begun earlier by the lead, to arrive in.
void check_tails(const Judged& judged) {
  const Scenario& scenario = judged.scenario();
  for (const Flow& flow : scenario.flows) {
    const bool is_known =
        judged.is_sound("flows", flow.id, "arrive") && judged.is_sound("hours", flow.hours);
    if (flow.tail_s == 0 || !is_known) continue;
    const double shortest_s = sim::to_seconds(shortest_stretch(scenario, flow));
    if (flow.tail_s < shortest_s + flow.lead_s) continue;
    const Node& tail = *judged.value("flows", flow.id, "arrive")->value("tail");
    judged.reader().conflict(
        Code::out_of_range, tail.mark, join(join("flows", flow.id), "arrive.tail"),
        {"found a tail that leaves no time to arrive in", "停止到达提前量未留下可到达的时间"},
        told("less than {}, the shortest stretch of shifts without a gap, with its lead",
             "小于{}，即最短一段连续班次（含提前到达的时间）",
             hours_text(shortest_s + flow.lead_s)),
        judged.entry("hours", flow.hours)->mark,
        told("the hours, whose shortest stretch has {}", "该开放时间，最短一段为{}",
             hours_text(shortest_s)));
  }
}

/// Every load fits into the empty store: one that does not would wait for ever, and all behind it.
void check_load(const Judged& judged, const EntityClass& cls, const Store& store) {
  constexpr double k_nearly_all = 1 - 1e-9;  // of the loads, where the payload has no upper bound
  const Node* payload = judged.value("classes", cls.id, "payload");
  const Node* capacity = judged.value("stores", store.id, "capacity");
  if (payload == nullptr || capacity == nullptr) return;
  const double load_kg = as_drawn(judged.scenario(), cls, cls.payload_kg).quantile(k_nearly_all);
  if (load_kg <= store.capacity_kg) return;
  judged.reader().conflict(
      Code::out_of_range, payload->mark, join(join("classes", cls.id), "payload"),
      told("found loads that do not fit into \"{}\"", "载重超出堆场“{}”所能容纳", store.id),
      told("at most what the store holds, {:.6g} t", "至多为堆场容量{:.6g} t",
           store.capacity_kg / k_kg_per_t),
      judged.entry("stores", store.id)->node.find("capacity")->mark, {"its capacity", "其容量"});
}

/// Stores into which the steps unload, those of steps with errors left out.
std::set<std::string> stores_of(const Steps& steps) {
  std::set<std::string> stores;
  each_step(steps, [&](const ProcessStep& step) {
    if (const auto* unload = std::get_if<Unload>(&step.what)) stores.insert(unload->store);
  });
  return stores;
}

void check_loads(const Judged& judged) {
  for (const EntityClass& cls : judged.scenario().classes) {
    const Process* process = process_of(judged.scenario(), cls);
    const bool is_known =
        cls.payload_kg.attribute < 0 || judged.sound_process(cls) != nullptr;  // who assigns it
    if (process == nullptr || !is_known || !judged.is_sound("classes", cls.id, "payload")) continue;
    const std::set<std::string> stores = stores_of(process->steps);
    for (const Store& store : judged.scenario().stores)
      if (stores.count(store.id) != 0 && judged.is_sound("stores", store.id, "capacity"))
        check_load(judged, cls, store);
  }
}

/// Whether what the class carries could be read, and who sets it where that is an attribute.
bool is_payload_known(const Judged& judged, const EntityClass& cls) {
  if (!judged.is_sound("classes", cls.id, "payload") || !judged.is_sound("classes", cls.id, "flow"))
    return false;
  return cls.payload_kg.attribute < 0 ||
         (judged.sound_process(cls) != nullptr && judged.is_sound("classes", cls.id, "arrivals"));
}

/// Payloads that are attributes come from the trace or are assigned; the tonnes of a flow need
/// some.
void check_payloads(const Judged& judged) {
  Reader& reader = judged.reader();
  const Scenario& scenario = judged.scenario();
  for (const EntityClass& cls : scenario.classes) {
    const Node* written = judged.value("classes", cls.id, "payload");
    if (written == nullptr || !is_payload_known(judged, cls)) continue;
    const int attribute = cls.payload_kg.attribute;
    if (attribute < 0 && (cls.flow.empty() || cls.payload_kg.mean() > 0)) continue;
    const Node& payload = *written;
    if (attribute < 0) {
      reader.conflict(Code::conflict, payload.mark, join(join("classes", cls.id), "payload"),
                      {"found no load for the tonnes of a flow", "承运货流，却无载重"},
                      {"a mean above 0; a class without goods has arrivals: instead of flow:",
                       "均值大于0；不载货的类别用“arrivals:”，不用“flow:”"},
                      judged.entry("classes", cls.id)->node.find("flow")->mark,
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

}  // namespace

void check_goods(const Judged& judged) {
  check_shares(judged);
  check_tails(judged);
  check_loads(judged);
  check_payloads(judged);
}

}  // namespace kouan::models
