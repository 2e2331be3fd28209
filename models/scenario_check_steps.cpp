// What the steps of processes ask of the places that they name: meetings, yards, sections.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "models/program_writer.hpp"
#include "models/program_writing.hpp"
#include "models/scenario_check_parts.hpp"
#include "models/working_time.hpp"

namespace kouan::models {
namespace {

using namespace language;

/// Where the step stands; at the process, when that is in another file.
Mark mark_of(const Reader& reader, const ProcessStep& step, Mark process) {
  if (reader.place(process).file != step.place.file) return process;
  process.line = step.place.line;
  process.column = step.place.column;
  return process;
}

/// Classes that only the steps of others make.
class MadeClasses {
 public:
  explicit MadeClasses(const Judged& judged) : judged_(judged) {
    for (const EntityClass& cls : judged.scenario().classes) {
      if (!cls.from.empty() || !judged.is_sound("classes", cls.id, "from")) made_.insert(cls.id);
    }
  }

  /// Only what is made on the way is made of others. No name: nothing to check.
  void check(const std::string& id, const Mark& mark, const std::string& path) const {
    const Entry* entry = judged_.entry("classes", id);
    if (entry == nullptr || made_.count(id) != 0) return;
    judged_.reader().conflict(
        Code::reference, mark, path,
        told("found the class \"{}\", which comes by itself", "类别“{}”系自行到达", id),
        {"a class with from: processes", "写明“from: processes”的类别"}, entry->mark,
        {"the class", "该类别"});
  }

 private:
  const Judged& judged_;
  std::set<std::string> made_;
};

/// No steps of a carrier stand where the batch becomes another.
void check_carrier(const Judged& judged, const Process& process, const Gather& gather,
                   const Mark& mark) {
  const Scenario& scenario = judged.scenario();
  const std::string path = join("processes", process.id);
  const auto found = std::find_if(scenario.gatherings.begin(), scenario.gatherings.end(),
                                  [&](const Gathering& g) { return g.id == gather.at; });
  if (found == scenario.gatherings.end()) return;
  const Gathering& at = *found;
  if (!judged.is_sound(at.is_meeting() ? "meetings" : "gatherings", at.id)) return;
  if (!gather.steps.empty() && !(at.into + at.onto).empty())
    judged.reader().error(
        Code::conflict, mark, path,
        told("found steps of a carrier at \"{}\", whose batches become \"{}\"",
             "“{}”处写有成批后的步骤，而所成之批变为“{}”", at.id, at.into + at.onto),
        {"the steps in the process of that class", "将这些步骤写入该类别的流程"});
}

/// Only those come to a meeting whom it is of.
void check_who_meets(const Judged& judged, const EntityClass& cls, const Gather& gather,
                     const Mark& mark) {
  const Scenario& scenario = judged.scenario();
  const auto at = std::find_if(scenario.gatherings.begin(), scenario.gatherings.end(),
                               [&](const Gathering& g) { return g.id == gather.at; });
  if (at == scenario.gatherings.end() || !at->is_meeting()) return;
  if (!judged.is_sound("meetings", at->id) || at->of.count(at->comes_as(cls.id)) != 0) return;
  judged.reader().conflict(
      Code::reference, mark, join("processes", cls.process),
      told("found a step to \"{}\" in the process of \"{}\", which does not meet there",
           "“{1}”的流程中有到“{0}”的步骤，而它不在该处会合", at->id, cls.id),
      {"processes of classes in its \"of\" or \"alike\"", "“of”或“alike”所列类别的流程"},
      judged.entry("meetings", at->id)->mark, {"the meeting", "该会合点"});
}

/// Who goes on without its way is gone from it: what is on the way belongs to no whole any more.
/// `told_of`: the steps that were told of, which stand on ways inside such ways too.
void check_left_ways(const Judged& judged, const Process& process, const Parallel& parallel,
                     const Mark& otherwise, std::set<const ProcessStep*>& told_of) {
  if (parallel.needed == 0 || parallel.needed == static_cast<std::int32_t>(parallel.ways.size()))
    return;
  const auto& gatherings = judged.scenario().gatherings;
  for (const Steps& way : parallel.ways) {
    each_step(way, [&](const ProcessStep& step) {
      const auto* gather = std::get_if<Gather>(&step.what);
      if (gather == nullptr) return;
      const bool is_by_origin =
          std::any_of(gatherings.begin(), gatherings.end(),
                      [&](const Gathering& g) { return g.id == gather->at && g.by == "origin"; });
      if (is_by_origin && told_of.insert(&step).second)
        judged.reader().error(
            Code::conflict, mark_of(judged.reader(), step, otherwise),
            join("processes", process.id),
            told("found a step to \"{}\", by origin, on a way that the vehicle may go on without",
                 "到“{}”（by: origin）的步骤位于车辆可不待其完成即前行的分路上", gather->at),
            {"parallel without needed, or the step before or behind it",
             "parallel不写needed，或将此步骤移至其前后"});
    });
  }
}

/// Of every class in "of" somebody has a way to the meeting, if all processes are known.
void check_who_never_meets(const Judged& judged, const Gathering& meeting) {
  const Scenario& scenario = judged.scenario();
  if (!meeting.is_meeting() || judged.reader().errors() > 0) return;
  for (const auto& [kind, number] : meeting.of) {
    bool comes = false;
    for (const EntityClass& cls : scenario.classes) {
      const Process* process = process_of(scenario, cls);
      if (process == nullptr || meeting.comes_as(cls.id) != kind) continue;
      each_step_of(cls.id, process->steps, [&](const ProcessStep& step) {
        const auto* gather = std::get_if<Gather>(&step.what);
        comes = comes || (gather != nullptr && gather->at == meeting.id);
      });
    }
    if (comes) continue;
    judged.reader().warning(Code::no_effect, judged.value("meetings", meeting.id, "of")->mark,
                            join(join("meetings", meeting.id), "of"),
                            told("found a meeting of \"{}\", in whose process no step leads to it: "
                                 "nobody ever leaves it",
                                 "会合需要“{}”，而其流程中没有到此的步骤：永远无法会合", kind),
                            told("meet: {} in the process of \"{}\"",
                                 "在“{1}”的流程中写明“meet: {0}”", meeting.id, kind));
  }
}

void check_meetings(const Judged& judged) {
  const MadeClasses made(judged);
  for (const Gathering& gathering : judged.scenario().gatherings) {
    const char* name = gathering.is_meeting() ? "meetings" : "gatherings";
    const Node* into = judged.value(name, gathering.id, "into");
    if (into != nullptr)
      made.check(gathering.into, into->mark, join(join(name, gathering.id), "into"));
    check_who_never_meets(judged, gathering);
  }
  for (const Process& process : judged.scenario().processes) {
    const Entry* entry = judged.entry("processes", process.id);
    if (entry == nullptr) continue;
    std::set<const ProcessStep*> told_of;
    each_step(process.steps, [&](const ProcessStep& step) {
      const Mark mark = mark_of(judged.reader(), step, entry->mark);
      if (const auto* parallel = std::get_if<Parallel>(&step.what))
        check_left_ways(judged, process, *parallel, entry->mark, told_of);
      if (const auto* split = std::get_if<Split>(&step.what))
        made.check(split->into, mark, join("processes", process.id));
      if (const auto* gather = std::get_if<Gather>(&step.what))
        check_carrier(judged, process, *gather, mark);
    });
    for (const EntityClass& cls : judged.scenario().classes) {
      if (cls.process != process.id) continue;
      each_step_of(cls.id, process.steps, [&](const ProcessStep& step) {
        if (const auto* gather = std::get_if<Gather>(&step.what))
          check_who_meets(judged, cls, *gather, mark_of(judged.reader(), step, entry->mark));
      });
    }
  }
}

using Yards = std::set<std::string>;

/// Yards in each of which all visits to the stage stand; none known yet before the first visit. A
/// part or a carrier may come there more often than its vehicles have places.
void add_yards_around(const Steps& steps, const std::string& stage, const Yards& yards,
                      std::optional<Yards>& around) {
  for (const ProcessStep& step : steps) {
    if (const auto* within = std::get_if<Within>(&step.what)) {
      Yards inside = yards;
      inside.insert(within->yard);
      add_yards_around(within->steps, stage, inside, around);
      add_yards_around(within->otherwise, stage, yards, around);
      continue;
    }
    const auto* visit = std::get_if<Visit>(&step.what);
    const auto stages = visit != nullptr ? stages_of(*visit) : std::vector<std::string>{};
    if (std::find(stages.begin(), stages.end(), stage) != stages.end()) {
      if (!around) around = yards;
      std::erase_if(*around, [&](const std::string& yard) { return yards.count(yard) == 0; });
    }
    const bool is_apart =
        std::holds_alternative<Parallel>(step.what) || std::holds_alternative<Gather>(step.what);
    for (const Steps* inner : inner_steps(step))
      add_yards_around(*inner, stage, is_apart ? Yards{} : yards, around);
  }
}

/// A batch has to find room where it is waited for.
void check_batches(const Judged& judged) {
  const Scenario& scenario = judged.scenario();
  if (judged.reader().errors() > 0) return;
  for (const Stage& stage : scenario.stages) {
    const bool is_fall_back = std::any_of(scenario.stages.begin(), scenario.stages.end(),
                                          [&](const Stage& s) { return s.on_misread == stage.id; });
    if (!stage.batch || is_fall_back) continue;
    std::optional<Yards> around;
    for (const Process& process : scenario.processes)
      add_yards_around(process.steps, stage.id, {}, around);
    for (const Stage& yard : scenario.stages) {
      if (!around || around->count(yard.id) == 0) continue;
      std::int64_t places = 0;
      for (const ServerGroup& group : yard.groups)
        places += group.servers;
      if (places >= stage.batch->least) continue;
      judged.reader().warning(
          Code::no_effect, judged.value("stages", stage.id, "batch")->mark,
          join(join("stages", stage.id), "batch"),
          told(
              "found batches of {} or more, to which all come inside \"{}\", which has {}: none is "
              "ever complete",
              "每批至少{}辆，而到此者均在“{}”之内，该处共{}个位置：永远不成批", stage.batch->least,
              yard.id, places),
          told("least of at most {}", "“least”不大于{}", places));
    }
  }
}

/// Yards in which a stage reserves room ahead of its work, by processes that could be read.
std::set<std::string> yards_reserved(const Judged& judged) {
  if (judged.reader().errors() == 0) return reserved_places(judged.scenario());
  if (!judged.reader().is_sound("stages")) return {};
  Scenario known = judged.scenario();
  std::erase_if(known.processes,
                [&](const Process& p) { return !judged.is_sound("processes", p.id); });
  return reserved_places(known);
}

/// Places that are taken are ever there, and no room is reserved in them ahead of work.
void check_place(const Judged& judged, const Taken& taken, bool is_reserved, const Mark& mark,
                 const std::string& path) {
  const std::vector<Stage>& stages = judged.scenario().stages;
  const Entry* yard = judged.entry("yards", taken.yard);
  const auto stage = std::find_if(stages.begin(), stages.end(),
                                  [&](const Stage& s) { return s.id == taken.yard; });
  if (yard == nullptr || stage == stages.end() || stage->groups.empty() ||
      !judged.is_sound("yards", taken.yard))
    return;
  const std::int32_t places = stage->groups.front().servers;
  if (taken.number + taken.keep_free > places)
    judged.reader().conflict(
        Code::out_of_range, mark, path,
        told("found {} places of \"{}\" to be taken and {} kept free",
             "要占用“{1}”的{0}个位置，并保留{2}个空位", taken.number, taken.yard, taken.keep_free),
        told("at most {} together", "两者合计至多{}个", places), yard->mark,
        {"the yard", "该场地"});
  if (is_reserved)
    judged.reader().conflict(
        Code::conflict, mark, path,
        told("found places of \"{}\" taken together with others, though a "
             "stage before reserves them",
             "“{}”的位置与其他资源一并占用，而此前的环节已预留这些位置", taken.yard),
        {"blocking: after-service at that stage, or \"within\" here",
         "该环节用“blocking: after-service”，或此处用“within”"},
        yard->mark, {"the yard", "该场地"});
}

void check_taken(const Judged& judged) {
  const std::set<std::string> reserved = yards_reserved(judged);
  for (const Process& process : judged.scenario().processes) {
    const Entry* entry = judged.entry("processes", process.id);
    if (entry == nullptr) continue;
    each_step(process.steps, [&](const ProcessStep& step) {
      const auto* seize = std::get_if<Seize>(&step.what);
      const auto* pass = std::get_if<Pass>(&step.what);
      if (seize == nullptr && pass == nullptr) return;
      const Mark mark = mark_of(judged.reader(), step, entry->mark);
      for (const Taken& taken : seize != nullptr ? seize->places : pass->with)
        check_place(judged, taken, reserved.count(taken.yard) != 0, mark,
                    join("processes", process.id));
    });
  }
}

/// Slots outside the hours are lost without a word: they count from the start of the run, midnight
/// on the clock of the first side, while hours keep the clock of their own.
void check_slots(const Judged& judged) {
  const Scenario& scenario = judged.scenario();
  for (const Stage& stage : scenario.stages) {
    if (!stage.section || stage.groups.empty() || !judged.is_sound("sections", stage.id) ||
        !judged.reader().is_sound("run") || !judged.are_hours_sound(stage.groups.front().hours))
      continue;
    for (const Direction& direction : stage.section->directions) {
      if (!judged.are_hours_sound(direction.hours)) continue;
      const SlotCount slots = slots_of_a_week(scenario, stage, direction);
      if (slots.closed == 0) continue;
      judged.reader().warning(
          Code::no_effect, judged.value("sections", stage.id, "directions")->mark,
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

}  // namespace

void check_places_of_steps(const Judged& judged) {
  check_meetings(judged);
  check_batches(judged);
  check_taken(judged);
  check_slots(judged);
}

}  // namespace kouan::models
