#include "analysis/replicate.hpp"

#include <fmt/format.h>

#include <map>

#include "analysis/run_bytes.hpp"
#include "analysis/trace_file.hpp"
#include "sim/world/world.hpp"

namespace kouan::analysis {

namespace {

/// "replication 3 of base: no memory".
models::Text told(std::span<const Lane> lanes, const Job& job, const models::Text& what) {
  const models::Text& label = lanes[job.lane].label;
  return {fmt::format("replication {} of {}: {}", job.replication + 1, label.en, what.en),
          fmt::format("{} 第 {} 次重复：{}", label.zh, job.replication + 1, what.zh)};
}

/// Of whom most are inside, when, and how many are in all.
models::Text too_many_inside(const sim::RunResult& result, const sim::Model& model) {
  const sim::Crowd& crowd = result.crowd;
  const std::string& name = model.classes.at(crowd.class_index).name;
  const double hours = sim::to_seconds(result.stopped_at) / 3600;
  return {
      fmt::format("more vehicles came in than a run can hold: after {:.4g} h {} were inside, "
                  "{} of them of class \"{}\"; more of these come, or part from others, than "
                  "leave",
                  hours, fmt::group_digits(crowd.all), fmt::group_digits(crowd.inside), name),
      fmt::format("在场车辆超过一次运行的上限：运行 {:.4g} 小时后在场 {} 辆，其中类别“{}”{} 辆；"
                  "其到达（或由其他单元拆分而来）多于离开",
                  hours, fmt::group_digits(crowd.all), name, fmt::group_digits(crowd.inside))};
}

/// Of a class that goes on without end at one instant: what it does, and what would give it time.
models::Text endless(const sim::RunResult& result, const sim::Model& model) {
  const std::string& name = model.classes.at(result.crowd.class_index).name;
  const double hours = sim::to_seconds(result.stopped_at) / 3600;
  const auto told_of = [&](const char* en, const char* zh) {
    return models::Text{fmt::format(fmt::runtime(en), hours, name),
                        fmt::format(fmt::runtime(zh), hours, name)};
  };
  switch (result.stop) {
    case sim::StopReason::endless_rounds:
      return told_of(
          "after {:.4g} h class \"{}\" went round a loop (repeat, go-to) without end at one "
          "instant, because its rounds took no time; give every round a visit or a drive that "
          "takes some, and look at attributes of 0",
          "运行 {:.4g} 小时后，类别“{}”在同一时刻无休止地循环（repeat、go-to），因每轮不耗时；"
          "请使每轮含耗时的作业或行驶，并检查取值为 0 的属性");
    case sim::StopReason::endless_refusal:
      return told_of(
          "after {:.4g} h a vehicle of the fleet \"{}\" was turned away, or left uncleared, as "
          "soon as it came, and would do so again without end at one instant; give those turned "
          "away a drive or a visit (otherwise), or more places to wait",
          "运行 {:.4g} "
          "小时后，车队“{}”有车辆一到即被拒或未办结即离开，并将在同一时刻无休止地如此往复；"
          "请为被拒者安排行驶或到访（otherwise），或增加候位");
    case sim::StopReason::endless_source:
      return told_of(
          "after {:.4g} h vehicles of class \"{}\", sent as soon as the first server takes one, "
          "came without end at one instant: that server takes no time, or those turned away go on "
          "without it; give their first stage a service time, or let those turned away leave",
          "运行 {:.4g} 小时后，类别“{}”（首个环节一有空位即到达）在同一时刻无休止到达："
          "该环节不耗时，或被拒者不经该环节继续前行；请为首个环节设定作业时间，或使被拒者离开");
    default:
      return told_of(
          "after {:.4g} h a vehicle of the fleet \"{}\" came round in no time, and would do so "
          "without end at one instant; give its way a visit or a drive that takes some",
          "运行 {:.4g} 小时后，车队“{}”有车辆一次循环不耗时，将在同一时刻无休止循环；"
          "请使其流程含耗时的作业或行驶");
  }
}

/// Why a run ended without results; nothing when it reached its horizon.
models::Text cause_of(const sim::RunResult& result, const sim::Model& model) {
  switch (result.stop) {
    case sim::StopReason::horizon:
      return {};
    case sim::StopReason::too_many_inside:
      return too_many_inside(result, model);
    case sim::StopReason::too_many_events:
      return {"more events than a run can number; shorten its horizon",
              "事件数超过一次运行的上限；请缩短仿真时长"};
    case sim::StopReason::endless_rounds:
    case sim::StopReason::endless_cycles:
    case sim::StopReason::endless_refusal:
    case sim::StopReason::endless_source:
      return endless(result, model);
    case sim::StopReason::too_much_memory:
      return {
          "vehicles, pending events and series take more than 4 GiB, or more than 16 million "
          "events are pending; fewer vehicles inside, shorter patience or a shorter horizon take "
          "less",
          "车辆、待处理事件与序列占用内存超过 4 GiB，或待处理事件超过 1600 万个；"
          "请减少在场车辆、缩短耐心时间或仿真时长"};
    case sim::StopReason::deadlock:
      break;  // said by who is caught in it
  }
  return {"it stopped for a reason unknown", "因未知原因停止"};
}

/// Files of the traces that are asked for. Workers write them on their way, since they may be
/// larger than what a pipe should carry; that they are made and kept or taken away here leaves none
/// behind a worker that is ended.
class Traces {
 public:
  Traces(std::span<const Lane> lanes, std::span<const Job> jobs) {
    for (const Job& job : jobs)
      if (job.replication == 0 && !lanes[job.lane].trace.empty())
        files_.try_emplace(job.lane, lanes[job.lane].trace);
  }

  /// Null: of this job there is none.
  NewFile* of(const Job& job) {
    const auto file = files_.find(job.lane);
    return job.replication == 0 && file != files_.end() ? &file->second : nullptr;
  }

 private:
  std::map<std::size_t, NewFile> files_;  ///< by lane
};

sim::RunResult run_job(const Lane& lane, const Job& job, const ReplicateOptions& options,
                       NewFile* trace) {
  const Runner runner = options.runner ? options.runner : Runner(sim::run_in_world);
  if (trace == nullptr) return runner(*lane.model, {options.seed, job.replication});
  TraceFile file(*trace, *lane.model);
  sim::RunResult result =
      runner(*lane.model, {options.seed, job.replication, false, &file.trace()});
  file.flush();
  return result;
}

/// Hands results to their lanes until a lane is given up. Every run passes here, so every run is
/// checked.
class HandOver {
 public:
  HandOver(std::span<const Lane> lanes, const ReplicateOptions& options)
      : lanes_(lanes), options_(options), given_up_(lanes.size()) {}

  bool is_given_up(const Job& job) const { return given_up_[job.lane]; }

  void operator()(const Job& job, std::string_view bytes) {
    if (is_given_up(job)) return;
    const Lane& lane = lanes_[job.lane];
    const sim::RunResult result = from_bytes(bytes);
    if (result.stop == sim::StopReason::deadlock)
      return give_up_deadlock(job, deadlock_of(result, *lane.model));
    const models::Text cause = cause_of(result, *lane.model);
    if (!cause.en.empty()) return give_up(job, cause);
    if (options_.broken && !(result.conserved && result.little && result.keeps_tonnes))
      options_.broken({lane.scenario, lane.label, job.replication, result.conserved, result.little,
                       result.keeps_tonnes});
    lane.take(result);
  }

 private:
  void give_up_deadlock(const Job& job, const Deadlock& deadlock) {
    const models::Text cause = text_of(deadlock);
    if (!lanes_[job.lane].give_up) throw DeadlockError(told(lanes_, job, cause), deadlock);
    give_up(job, cause);
  }

  void give_up(const Job& job, const models::Text& cause) {
    const Lane& lane = lanes_[job.lane];
    if (!lane.give_up) throw RunawayError(told(lanes_, job, cause));
    given_up_[job.lane] = true;
    lane.give_up(told(lanes_, job, cause));
  }

  std::span<const Lane> lanes_;
  const ReplicateOptions& options_;
  std::vector<bool> given_up_;
};

}  // namespace

models::Text text_of(const BrokenRun& run) {
  models::Text laws;
  const auto add = [&](bool holds, const models::Text& law) {
    if (holds) return;
    laws.en += (laws.en.empty() ? "" : " and ") + law.en;
    laws.zh += (laws.zh.empty() ? "" : "与") + law.zh;
  };
  add(run.conserved, {"conservation", "守恒"});
  add(run.little, {"Little's law", "利特尔法则"});
  add(run.tonnes, {"the balance of tonnes", "吨数平衡"});
  return {fmt::format("replication {} of {} breaks {}", run.replication + 1, run.lane.en, laws.en),
          fmt::format("{} 第 {} 次重复不满足{}", run.lane.zh, run.replication + 1, laws.zh)};
}

std::vector<Job> jobs_by_replication(std::span<const std::size_t> lanes, int from, int to) {
  std::vector<Job> jobs;
  for (int r = from; r < to; ++r)
    for (const std::size_t lane : lanes)
      jobs.push_back({lane, static_cast<std::uint32_t>(r)});
  return jobs;
}

Replicated replicate(std::span<const Lane> lanes, std::span<const Job> jobs,
                     const ReplicateOptions& options) {
  HandOver hand_over(lanes, options);
  Traces traces(lanes, jobs);
  const auto work = [&](std::size_t i) {
    if (hand_over.is_given_up(jobs[i])) return std::string();  // nobody will take it
    return to_bytes(run_job(lanes[jobs[i].lane], jobs[i], options, traces.of(jobs[i])));
  };
  const auto deliver = [&](std::size_t i, std::string_view bytes) {
    NewFile* const trace = traces.of(jobs[i]);
    if (trace != nullptr && !hand_over.is_given_up(jobs[i])) trace->keep();
    hand_over(jobs[i], bytes);
  };
  PoolOptions pool = options.pool;
  if (options.retried)
    pool.retrying = [&](const Loss& loss) {
      const Job& job = jobs[loss.job];
      options.retried({lanes[job.lane].scenario, told(lanes, job, loss.what)});
    };
  const PoolOutcome outcome = run_pool(jobs.size(), work, deliver, pool);
  Replicated replicated{outcome.interrupted, {}};
  if (outcome.loss) replicated.lost = told(lanes, jobs[outcome.loss->job], outcome.loss->what);
  return replicated;
}

}  // namespace kouan::analysis
