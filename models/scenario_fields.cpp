#include "models/scenario_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "models/language/dates.hpp"
#include "models/language/nearest_file.hpp"
#include "models/language/types.hpp"
#include "models/scenario_fields_queues.hpp"

namespace kouan::models {
namespace {

using namespace language;  // the listings read as text

void check_warm_up(Reader& reader, const Node& map, const std::string& path, const char* key,
                   double warm_up_s, double horizon_s) {
  const Entry* warm_up = map.find(key);
  const Entry* horizon = map.find("horizon");
  if (warm_up == nullptr || horizon == nullptr || warm_up_s < horizon_s) return;
  reader.conflict(Code::out_of_range, warm_up->mark, join(path, key),
                  {"found a warm-up that leaves nothing of the run", "预热期占满了整个仿真时段"},
                  {"less than the horizon", "小于“horizon”"}, horizon->mark,
                  {"the horizon", "仿真时长"});
}

/// The warm-up leaves something of the run.
void settle_warm_up(Reader& reader, const Node& map, const std::string& path, Scenario& out) {
  check_warm_up(reader, map, path, "warm_up", out.warm_up_s, out.horizon_s);
}

/// So does that of saturated runs; its default always does.
void settle_saturated_warm_up(Reader& reader, const Node& map, const std::string& path,
                              Scenario& out) {
  if (map.find("saturated_warm_up") == nullptr)
    out.saturated_warm_up_s = std::min(out.saturated_warm_up_s, out.horizon_s / 2);
  check_warm_up(reader, map, path, "saturated_warm_up", out.saturated_warm_up_s, out.horizon_s);
}

const Listing<Scenario>& run_listing() {
  static const auto k_listing =
      Listing<Scenario>("run", "What period is simulated.", "仿真时段。")
          .field("start", &Scenario::start, date())
          .required()
          .doc("First day, at midnight of the first side's clock.", "起始日（按第一侧时钟零点）。")
          .example("2023-01-01")
          .field("horizon", &Scenario::horizon_s, definition(quantity(time_dimension(), above(0))))
          .required()
          .doc("Length of the run.", "仿真时长。")
          .example("365 d")
          .field("warm_up", &Scenario::warm_up_s,
                 definition(quantity(time_dimension(), at_least(0))))
          .otherwise("0 d")
          .doc("Start of the run that is left out of the results.", "预热期，不计入结果。")
          .example("7 d")
          .field("saturated_warm_up", &Scenario::saturated_warm_up_s,
                 definition(quantity(time_dimension(), at_least(0))))
          .otherwise("7 d, but at most half the horizon")
          .doc("The same for runs with demand far above capacity.", "饱和运行的预热期。")
          .example("7 d")
          .check_of({"horizon", "warm_up"}, &settle_warm_up)
          .check_of({"horizon", "saturated_warm_up"}, &settle_saturated_warm_up);
  return k_listing;
}
const ObjectInfo& run_info() { return run_listing().info(); }

/// A field that is checked, and not kept.
template <class T, class V>
Type<T> only_checked(const Type<V>& type) {
  Type<T> out;
  out.info = type.info;
  out.read = [type](Reader& reader, const Node& node, const std::string& path, T&) {
    V value{};
    return type.read(reader, node, path, value);
  };
  return out;
}

Scenario& whole(Scenario& scenario) { return scenario; }

/// A file named as seen from the file in which the key stands, which may be one that is extended.
Type<std::string> file_beside() {
  Type<std::string> out;
  const Type<std::string> name = text();
  out.info = name.info;
  out.read = [name](Reader& reader, const Node& node, const std::string& path,
                    std::string& target) {
    std::string found;
    if (!name.read(reader, node, path, found)) return false;
    target = (std::filesystem::path(reader.folder(node)) / found).lexically_normal().string();
    if (is_file(target)) return true;
    reader.error(Code::file_missing, node.mark, path, found_no_file(found, target),
                 {"a file, as seen from this one", "文件，路径相对于本文件"},
                 nearest_file(found, reader.place(node.mark).file));
    return false;
  };
  return out;
}

/// Reads a section whose text form T is more than the struct S that it fills.
template <class S, class T>
Type<std::vector<S>> sliced(const Type<std::vector<T>>& texts) {
  Type<std::vector<S>> out;
  out.info = texts.info;
  out.read = [texts](Reader& reader, const Node& node, const std::string& path,
                     std::vector<S>& target) {
    std::vector<T> read;
    const bool fine = texts.read(reader, node, path, read);
    for (T& text : read)
      target.push_back(std::move(static_cast<S&>(text)));
    return fine;
  };
  return out;
}

const ObjectInfo& side_info() { return side_listing().info(); }
const ObjectInfo& hours_info() { return hours_listing().info(); }
const ObjectInfo& stage_info() { return stage_listing().info(); }
const ObjectInfo& yard_info() { return yard_listing().info(); }
const ObjectInfo& section_info() { return section_listing().info(); }
const ObjectInfo& store_info() { return store_listing().info(); }
const ObjectInfo& gathering_info() { return gathering_listing().info(); }
const ObjectInfo& meeting_info() { return meeting_listing().info(); }
const ObjectInfo& book_info() { return book_listing().info(); }
const ObjectInfo& stoppage_info() { return stoppage_listing().info(); }
const ObjectInfo& flow_info() { return flow_listing().info(); }
const ObjectInfo& class_info() { return class_listing().info(); }
const ObjectInfo& process_info() { return process_listing().info(); }

}  // namespace

const Listing<Scenario>& scenario_listing() {
  static const auto k_listing =
      Listing<Scenario>("scenario", "A port with its traffic, as it is or as it might be.",
                        "情景：一个口岸及其交通，现状或方案。")
          .field("kouan", &whole, only_checked<Scenario>(version()))
          .required()
          .doc("Version of the language; must stand in a file without extends.",
               "语言版本；无 extends 的文件必须写明。")
          .example("1")
          .field("title", &Scenario::title, title())
          .required()
          .doc("Name of the scenario.", "情景名称。")
          .example("{en: \"Ganqimaodu road port, 2023\", zh: 甘其毛都公路口岸，2023年}")
          .field("question", &Scenario::question, title())
          .doc(
              "What the scenario is to answer; one that extends another has the other's unless it "
              "asks its own.",
              "本情景要回答的问题；以 extends 继承的情景未另行提问时沿用原问题。")
          .example("How much can the port carry a year?")
          .field("asks_about", &Scenario::asks_about, list_of(name_of("classes")))
          .otherwise("[]")
          .doc(
              "Classes that the question is about, if not all: the report tells first how many of "
              "them pass, what they wait for and how their queue grows. Inherited by extends; [] "
              "for all.",
              "问题所涉及的类别（非全部时）：报告首先回答其通过数量、在何处等候、排队如何增长。由 "
              "extends 继承；写 [] 则为全部。")
          .example("[coal-truck]")
          .field("extends", &whole, dealt_with_before<Scenario>(text()))
          .doc("File that this one changes: maps merge by key, all else replaces, ~ removes.",
               "在其上修改的文件：映射按键合并，其余替换，~ 删除。")
          .example("base.yaml")
          .field("levers", &whole, dealt_with_before<Scenario>(list_of(text())))
          .otherwise("[]")
          .doc("Levers to apply: names in scenarios/levers, or files.",
               "要施加的措施：scenarios/levers 中的名称或文件路径。")
          .example("[smart-gate]")
          .field("validation", &Scenario::validation, file_beside())
          .doc(
              "File of observed cases to hold the results against, as seen from this file; "
              "inherited by extends, ~ for none.",
              "用于检验的观测值文件（路径相对于本文件）；由 extends 继承，写 ~ 则不用。")
          .example("validation.yaml")
          .field("run", &whole, object(&run_listing, &run_info))
          .required()
          .doc("What period is simulated.", "仿真时段。")
          .example("{start: 2023-01-01, horizon: 365 d}")
          .field("sides", &Scenario::sides, things(&side_listing, &side_info))
          .otherwise("{}")
          .doc("The countries at the border.", "口岸两侧。")
          .field("hours", &Scenario::hours, sliced<Hours>(things(&hours_listing, &hours_info)))
          .otherwise("{}")
          .doc("Opening hours, by name.", "开放时间。")
          .field("flows", &Scenario::flows, things(&flow_listing, &flow_info))
          .otherwise("{}")
          .doc("Demand in tonnes.", "货运需求（吨）。")
          .field("classes", &Scenario::classes, things(&class_listing, &class_info, false))
          .required()
          .doc("Kinds of vehicles and what they follow.", "车辆类别及其流程。")
          .example("{coal-truck: {flow: coal, payload: 100 t, process: coal-import}}")
          .field("stages", &Scenario::stages, sliced<Stage>(things(&stage_listing, &stage_info)))
          .otherwise("{}")
          .doc("Places of work.", "环节。")
          .field("yards", &Scenario::stages, sliced<Stage>(things(&yard_listing, &yard_info)))
          .otherwise("{}")
          .doc("Places held over steps, or whatever is counted and seized: tracks, cranes, teams.",
               "场地，或任何按数占用的资源：股道、吊机、班组。")
          .field("sections", &Scenario::stages,
                 sliced<Stage>(things(&section_listing, &section_info)))
          .otherwise("{}")
          .doc("Sections of way.", "区间。")
          .field("stores", &Scenario::stores, things(&store_listing, &store_info))
          .otherwise("{}")
          .doc("Tonnage on the ground.", "堆场。")
          .field("gatherings", &Scenario::gatherings, things(&gathering_listing, &gathering_info))
          .otherwise("{}")
          .doc("Points at which batches form.", "集结点。")
          .field("meetings", &Scenario::gatherings, things(&meeting_listing, &meeting_info))
          .otherwise("{}")
          .doc("Points at which kinds wait for each other.", "会合点。")
          .field("books", &Scenario::books, things(&book_listing, &book_info))
          .otherwise("{}")
          .doc("Appointments.", "预约簿。")
          .field("stoppages", &Scenario::stoppages, things(&stoppage_listing, &stoppage_info))
          .otherwise("{}")
          .doc("What closes several stages at once.", "停运。")
          .field("processes", &Scenario::processes, things(&process_listing, &process_info, false))
          .required()
          .doc("Lists of steps.", "流程。")
          .example("{coal-import: {steps: [{visit: gate}, cleared]}}");
  return k_listing;
}
const ObjectInfo& scenario_info() { return scenario_listing().info(); }

}  // namespace kouan::models
