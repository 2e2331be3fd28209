// Warnings that need no loads: what the files leave unused, processes that lead nowhere, shifts.
#include "analysis/check_warnings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "analysis/report/numbers.hpp"
#include "analysis/unheld_waits.hpp"
#include "analysis/value_title.hpp"
#include "models/attributes.hpp"
#include "models/compile.hpp"
#include "models/demand.hpp"
#include "models/endless_classes.hpp"
#include "models/language/dates.hpp"
#include "models/language/told.hpp"
#include "models/saturated_demand.hpp"
#include "models/working_time.hpp"

namespace kouan::analysis {

namespace {

using models::Scenario;
using models::Text;
using models::WrittenName;
using models::language::told;

/// As it goes on after what is wrong; empty where nothing is near.
Text perhaps_meant(const WrittenName& name) {
  if (name.meant.empty()) return {};
  return {fmt::format("; did you mean \"{}\", which the file that it extends has?", name.meant),
          fmt::format("；是否应为所继承文件中的“{}”？", name.meant)};
}

/// Where a stage, yard, section or store is written: they share one room of names.
const WrittenName* written_place(const Scenario& scenario, const std::string& id) {
  static const std::set<std::string> k_sections = {"stages", "yards", "sections", "stores"};
  for (const WrittenName& name : scenario.names)
    if (name.id == id && k_sections.count(name.section) > 0) return &name;
  return nullptr;
}

/// Warnings about the shape of the processes.
class ShapeWarnings {
 public:
  ShapeWarnings(const Scenario& scenario, const models::ProcessGraph& graph,
                std::vector<CheckWarning>& out)
      : scenario_(scenario), graph_(graph), out_(out) {}

  void add_all() {
    for (const std::string& id : models::classes_without_process(scenario_)) {
      out_.push_back({"no-process",
                      id,
                      {fmt::format("class {} has no process: it goes nowhere", id),
                       fmt::format("类别{}没有流程，无处可去", id)}});
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

std::string clock_text(std::int32_t seconds) {
  return fmt::format("{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60);
}

/// A shift past midnight is meant by some; one of more than half a day is likely two times swapped.
void add_long_nights(const Scenario& scenario, std::vector<CheckWarning>& out) {
  constexpr std::int32_t k_day_s = 86400;
  for (const models::Hours& hours : scenario.hours) {
    std::set<std::pair<std::int32_t, std::int32_t>> seen;
    for (const auto& day : hours.week) {
      for (const models::DaySpan& span : day) {
        const std::int32_t length_s = span.to_s - span.from_s;
        const bool is_long = span.to_s > k_day_s && length_s > k_day_s / 2 && length_s < k_day_s;
        if (!is_long || !seen.emplace(span.from_s, span.to_s).second) continue;
        const Text name = named_with_id(hours.title, hours.id);
        const std::string from = clock_text(span.from_s), to = clock_text(span.to_s);
        const double length_h = length_s / 3600.0;
        out.push_back(
            {"long-night",
             hours.id,
             {fmt::format("{} open from {} to {} of the next day, {:.3g} h: if a day is meant, "
                          "write {}-{}",
                          name.en, from, to, length_h, to, from),
              fmt::format("{}自{}开至次日{}，共{:.3g}小时：如为白天，应写作{}-{}", name.zh, from,
                          to, length_h, to, from)}});
      }
    }
  }
}

std::string month_list(const std::vector<models::CivilDate>& months) {
  std::string out;
  for (const models::CivilDate& m : months)
    out += fmt::format("{}{:04}-{:02}", out.empty() ? "" : ", ", m.year, m.month);
  return out;
}

/// First and last day of the run.
std::pair<models::CivilDate, models::CivilDate> days_of(const Scenario& scenario) {
  const std::int64_t first = models::days_from_civil(scenario.start);
  const auto days = static_cast<std::int64_t>(std::ceil(scenario.horizon_s / 86400));
  return {scenario.start, models::civil_from_days(first + std::max<std::int64_t>(1, days) - 1)};
}

using models::language::date_text;

/// "2023-01-01 to 2023-12-31", "2023-01-01至2023-12-31".
Text period_text(const models::CivilDate& from, const models::CivilDate& to) {
  return {date_text(from) + " to " + date_text(to), date_text(from) + "至" + date_text(to)};
}

/// Where it is written last when the run starts.
models::Place start_place(const Scenario& scenario) {
  for (const WrittenName& name : scenario.names)
    if (name.section == "run" && name.id == "start") return name.place;
  return {};
}

/// A list of closed dates of which none lies in the run: likely of another year, if it stands in
/// the scenario's own file or was left behind where that sets when the run starts. Lists may well
/// go beyond the run, and a base may hold more than is used.
bool lies_outside(const Scenario& scenario, const std::vector<models::Holiday>& dates) {
  const std::pair days = days_of(scenario);
  const models::CivilDate &first = days.first, &last = days.second;
  const auto is_before = [](const models::CivilDate& a, const models::CivilDate& b) {
    return models::days_from_civil(a) < models::days_from_civil(b);
  };
  // A shift of the night before the run belongs to the day before.
  const models::CivilDate eve = models::civil_from_days(models::days_from_civil(first) - 1);
  const bool moves_run = start_place(scenario).file == scenario.file;
  return !dates.empty() && std::all_of(dates.begin(), dates.end(), [&](const auto& h) {
    return (moves_run || h.place.file == scenario.file) &&
           (is_before(h.to, eve) || is_before(last, h.from));
  });
}

void add_dates_outside(const Scenario& scenario, const std::string& about, const Text& name,
                       const std::vector<models::Holiday>& dates, std::vector<CheckWarning>& out) {
  if (!lies_outside(scenario, dates)) return;
  const auto [first, last] = days_of(scenario);
  const Text run = period_text(first, last);
  const auto earlier = [](const auto& a, const auto& b) {
    return models::days_from_civil(a.from) < models::days_from_civil(b.from);
  };
  const auto [from, to] = std::minmax_element(dates.begin(), dates.end(), earlier);
  const Text when = period_text(from->from, to->to);
  const auto foreign = std::find_if(dates.begin(), dates.end(), [&](const models::Holiday& h) {
    return h.place.file != scenario.file;
  });
  const bool is_own = foreign == dates.end();
  const std::string where = place_text((is_own ? dates.begin() : foreign)->place);
  const Text left_behind = is_own ? Text{}
                                  : Text{"; they stand at " + where + ", and run.start is set here",
                                         "；其位于" + where + "，而run.start在此另设"};
  out.push_back({"idle-dates",
                 about,
                 {fmt::format("{} close nothing: they are dated {}, outside the run, {}{}", name.en,
                              when.en, run.en, left_behind.en),
                  fmt::format("{}不起作用：其日期为{}，在运行期{}之外{}", name.zh, when.zh, run.zh,
                              left_behind.zh)},
                 is_own ? where : place_text(start_place(scenario))});
}

/// Gatherings whose capacity saturated runs cannot reach.
void add_short_stocks(const Scenario& scenario, std::vector<CheckWarning>& out) {
  const std::string most = grouped(models::k_most_clock_stock, 0);
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
}

/// Whether it is told that nothing names the side; then its holidays need no word of their own.
bool is_unused(const Scenario& scenario, const models::Side& side) {
  return side.id != scenario.sides.front().id &&
         std::any_of(scenario.names.begin(), scenario.names.end(), [&](const WrittenName& name) {
           return name.section == "sides" && name.id == side.id && !name.is_named;
         });
}

/// Holidays and closed seasons that close nothing.
void add_idle_dates(const Scenario& scenario, std::vector<CheckWarning>& out) {
  for (const models::Side& side : scenario.sides) {
    const Text name = named_with_id(side.title, side.id);
    const bool is_own = !side.holidays.empty() && side.holidays.front().place.file == scenario.file;
    const bool closes =
        std::any_of(scenario.hours.begin(), scenario.hours.end(), [&](const models::Hours& h) {
          return std::find(h.closed_on.begin(), h.closed_on.end(), side.id) != h.closed_on.end();
        });
    if (is_own && !closes && !is_unused(scenario, side))
      out.push_back({"idle-holidays",
                     side.id,
                     {fmt::format("the holidays of {} close nothing: no hours name it, as in "
                                  "closed_on: [{}]",
                                  name.en, side.id),
                      fmt::format("{}的节假日不起作用：没有任何开放时间引用它，如closed_on: [{}]",
                                  name.zh, side.id)},
                     place_text(side.holidays.front().place)});
    add_dates_outside(scenario, side.id, {"the holidays of " + name.en, name.zh + "的节假日"},
                      side.holidays, out);
  }
  for (const models::Hours& hours : scenario.hours) {
    const Text name = named_with_id(hours.title, hours.id);
    add_dates_outside(scenario, hours.id, {"the closures of " + name.en, name.zh + "的停开日期"},
                      hours.closures, out);
  }
}

void add_dropped_demand(const Scenario& scenario, std::vector<CheckWarning>& out) {
  for (const models::DroppedDemand& d : models::dropped_demand(scenario)) {
    const std::string months = month_list(d.months);
    out.push_back(
        {"dropped-demand",
         d.flow,
         {fmt::format("{} loses {:.6g} t: its hours never open in {}", d.flow, d.kg / 1000, months),
          fmt::format("货流{}有{:.6g}吨未计入：{}全月不开放", d.flow, d.kg / 1000, months)}});
  }
}

void add_joined_shifts(const Scenario& scenario, std::vector<CheckWarning>& out) {
  for (const models::JoinedShifts& j : models::joined_shifts(scenario)) {
    out.push_back(
        {"joined-shifts",
         j.flow,
         {fmt::format("{} has a lead or tail, but {} of the {} shifts of its hours join the one "
                      "before: there nothing opens, and nobody gathers",
                      j.flow, j.joined, j.shifts),
          fmt::format("货流{}设有开放前到达的提前量或停止到达提前量，但其开放时间的{}个班次中有{}"
                      "个与前一班次"
                      "相接：其间并无开闭关，车辆不提前集结",
                      j.flow, j.shifts, j.joined)}});
  }
}

}  // namespace

std::string place_text(const models::Place& place) {
  return place.file.empty() ? "" : fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

std::string place_of_class(const Scenario& scenario, const std::string& id) {
  const auto found =
      std::find_if(scenario.names.begin(), scenario.names.end(),
                   [&](const WrittenName& n) { return n.section == "classes" && n.id == id; });
  return found == scenario.names.end() ? "" : place_text(found->place);
}

/// "Entry gate (entry-gate)"; the id alone of what has no title of its own.
Text named_with_id(const Text& title, const std::string& id) {
  const auto one = [&](const std::string& text, const char* form) {
    return text.empty() || text == id ? id : fmt::format(fmt::runtime(form), text, id);
  };
  return {one(title.en, "{} ({})"), one(title.zh.empty() ? title.en : title.zh, "{}（{}）")};
}

std::vector<CheckWarning> warnings_of_scenario(const Scenario& scenario,
                                               const models::ProcessGraph& graph) {
  std::vector<CheckWarning> out;
  ShapeWarnings(scenario, graph, out).add_all();
  add_unused(scenario, out);
  add_dropped_demand(scenario, out);
  add_joined_shifts(scenario, out);
  add_long_nights(scenario, out);
  add_idle_dates(scenario, out);
  add_short_stocks(scenario, out);
  for (auto&& more : {warnings_of_magnitudes(scenario), warnings_of_lengths(scenario)})
    out.insert(out.end(), more.begin(), more.end());
  return out;
}

std::vector<Text> notes_of_levers(const Scenario& scenario) {
  std::vector<Text> out;
  const auto [first, last] = days_of(scenario);
  const Text run = period_text(first, last);
  for (const models::LeverInfo& lever : scenario.levers) {
    if (!lever.opens) continue;
    const std::int64_t opens = models::days_from_civil(*lever.opens);
    if (opens <= models::days_from_civil(first)) continue;
    const bool is_within = opens <= models::days_from_civil(last);
    const Text name = named_with_id(lever.title, lever.id);
    const std::string date = date_text(*lever.opens);
    out.push_back({fmt::format("{} opens {}, {} the time simulated, {}: counted as if it had been "
                               "open from the first day",
                               name.en, date, is_within ? "within" : "after", run.en),
                   fmt::format("{}于{}启用，{}仿真期{}：按自首日起即启用计算", name.zh, date,
                               is_within ? "处于" : "晚于", run.zh)});
  }
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
  if (models::classes_without_process(scenario).empty())
    for (CheckWarning& warning : warnings_of_room(scenario, models::compile(scenario).model))
      out.push_back(std::move(warning));
  const std::string unsourced = models::language::code_word(models::language::Code::unsourced);
  for (CheckWarning& warning : warnings_of_reading(diagnostics))
    if (warning.id != unsourced) out.push_back(std::move(warning));
  return out;
}

}  // namespace kouan::analysis
