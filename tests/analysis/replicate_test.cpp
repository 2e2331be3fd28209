#include "analysis/replicate.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace an = kouan::analysis;
namespace sim = kouan::sim;

namespace {

/// Takes the longer the earlier the replication, so that results come back in another order than
/// asked.
sim::RunResult slow_first(const sim::Model&, const sim::RunOptions& options) {
  std::this_thread::sleep_for(std::chrono::milliseconds(options.replication < 4 ? 40 : 1));
  sim::RunResult r;
  r.events = options.seed * 1000 + options.replication;
  r.conserved = true;
  r.keeps_tonnes = true;
  r.hourly_queue.assign(100'000, options.replication);  // more than a pipe holds
  return r;
}

sim::Model one_class() {
  sim::Model model;
  model.classes.resize(1);
  model.classes[0].name = "box";
  return model;
}

struct Outcome {
  bool interrupted = false;
  std::string lost;
  std::string lost_zh;
  std::vector<std::string> retried;
  std::vector<std::uint64_t> events;
};

Outcome run(int workers, int replications, const an::Runner& runner,
            const an::Interrupt* interrupt = nullptr, std::function<pid_t()> fork = {}) {
  const sim::Model model = one_class();
  Outcome out;
  const std::vector<an::Lane> lanes = {
      {{"base", "基准"},
       &model,
       [&](const sim::RunResult& r) { out.events.push_back(r.events); },
       {}}};
  const std::vector<std::size_t> all = {0};
  an::ReplicateOptions options;
  options.seed = 7;
  options.runner = runner;
  options.pool.workers = workers;
  options.pool.interrupt = interrupt;
  options.pool.fork = std::move(fork);
  options.retried = [&](const an::RetriedRun& run) { out.retried.push_back(run.says.en); };
  const an::Replicated replicated =
      an::replicate(lanes, an::jobs_by_replication(all, 0, replications), options);
  out.interrupted = replicated.interrupted;
  out.lost = replicated.lost.en;
  out.lost_zh = replicated.lost.zh;
  return out;
}

}  // namespace

TEST_CASE("results are handed over by replication whatever the number of workers") {
  std::vector<std::uint64_t> expected;
  for (std::uint64_t r = 0; r < 12; ++r)
    expected.push_back(7000 + r);
  for (const int workers : {1, 2, 4})
    CHECK(run(workers, 12, slow_first).events == expected);
}

TEST_CASE("jobs go replication by replication over the lanes") {
  const std::vector<std::size_t> lanes = {2, 5};
  const std::vector<an::Job> jobs = an::jobs_by_replication(lanes, 3, 5);
  REQUIRE(jobs.size() == 4);
  CHECK(jobs[0].lane == 2);
  CHECK(jobs[1].lane == 5);
  CHECK(jobs[1].replication == 3);
  CHECK(jobs[3].replication == 4);
}

TEST_CASE("a worker that is killed once is run again and nothing is missing") {
  // A file that only the first attempt makes.
  std::string mark = "/tmp/kouan-killed-once-XXXXXX";
  REQUIRE(::mkdtemp(mark.data()) != nullptr);
  const std::string file = mark + "/was-here";
  const Outcome out = run(2, 8, [&](const sim::Model& m, const sim::RunOptions& o) {
    if (o.replication == 2) {
      const int fd = ::open(file.c_str(), O_CREAT | O_EXCL | O_CLOEXEC, 0600);
      if (fd >= 0) ::raise(SIGKILL);
    }
    return slow_first(m, o);
  });
  ::unlink(file.c_str());
  ::rmdir(mark.c_str());
  CHECK(out.lost.empty());
  REQUIRE(out.events.size() == 8);
  CHECK(out.events[2] == 7002);
  CHECK(out.retried == std::vector<std::string>{"replication 3 of base: its worker process was "
                                                "ended by signal 9 (Killed)"});
}

TEST_CASE(
    "a worker that crashes is named with its replication and signal and those before are kept") {
  const Outcome out = run(2, 8, [](const sim::Model& m, const sim::RunOptions& o) {
    if (o.replication == 2) ::raise(SIGKILL);
    return slow_first(m, o);
  });
  CHECK(out.lost ==
        "replication 3 of base: its worker process was ended by signal 9 (Killed), twice");
  CHECK(out.lost_zh == "基准 第 3 次重复：其仿真进程被信号 9（Killed）终止，两次均如此");
  CHECK(out.events == std::vector<std::uint64_t>{7000, 7001});
  CHECK_FALSE(out.interrupted);
}

namespace {

/// Forks, but for the calls `from` to `to` (from 1), which fail with `error`.
std::function<pid_t()> failing_fork(int from, int to, int error, int& calls) {
  return [=, &calls]() -> pid_t {
    ++calls;
    if (calls < from || calls > to) return ::fork();
    errno = error;
    return -1;
  };
}

}  // namespace

TEST_CASE("a fork that fails for want of processes is tried again") {
  int calls = 0;
  const Outcome out = run(2, 6, slow_first, nullptr, failing_fork(2, 4, EAGAIN, calls));
  CHECK(out.lost.empty());
  CHECK(out.events.size() == 6);
  CHECK(calls == 9);
}

TEST_CASE("a fork that keeps failing is told with its cause and what was finished is kept") {
  int calls = 0;
  const Outcome out = run(1, 6, slow_first, nullptr, failing_fork(3, 99, EAGAIN, calls));
  CHECK(out.lost ==
        "replication 3 of base: cannot start a worker process in 6 tries (fewer workers need fewer "
        "processes and less memory): Resource temporarily unavailable");
  CHECK(out.lost_zh ==
        "基准 第 3 次重复：6 次尝试均无法启动仿真进程（减少 --workers "
        "可降低进程与内存需求）：资源暂时不足");
  CHECK(out.events == std::vector<std::uint64_t>{7000, 7001});
  CHECK(calls == 8);
}

TEST_CASE("a job for which the system has nothing waits for those that run") {
  int calls = 0;
  // More often than it is tried while nobody runs.
  const auto slowly = [](const sim::Model& m, const sim::RunOptions& o) {
    if (o.replication == 0) std::this_thread::sleep_for(std::chrono::seconds(3));
    return slow_first(m, o);
  };
  const Outcome forks = run(2, 3, slowly, nullptr, failing_fork(2, 9, ENOMEM, calls));
  CHECK(forks.lost.empty());
  CHECK(forks.events == std::vector<std::uint64_t>{7000, 7001, 7002});
  // Files for one worker, but not for two.
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  const int next = ::dup(STDERR_FILENO);
  ::close(next);
  const rlimit few{static_cast<rlim_t>(next) + 2, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
  const Outcome pipes = run(2, 6, slow_first);
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
  CHECK(pipes.lost.empty());
  CHECK(pipes.events.size() == 6);
}

TEST_CASE("a worker that is lost after a signal is not run again") {
  const an::Interrupt interrupt;
  const pid_t parent = ::getpid();
  const Outcome out = run(
      1, 100,
      [parent](const sim::Model& m, const sim::RunOptions& o) {
        if (o.replication == 3) {
          ::kill(parent, SIGINT);
          ::raise(SIGKILL);
        }
        return slow_first(m, o);
      },
      &interrupt);
  CHECK(out.interrupted);
  CHECK(out.retried.empty());
  CHECK(out.lost == "replication 4 of base: its worker process was ended by signal 9 (Killed)");
  CHECK(out.events.size() == 3);
}

TEST_CASE("what a worker throws never goes beyond it") {
  const Outcome out = run(1, 2, [](const sim::Model&, const sim::RunOptions&) -> sim::RunResult {
    std::signal(SIGABRT, SIG_DFL);  // not the one of the tests
    throw 7;
  });
  CHECK(out.lost ==
        "replication 1 of base: its worker process was ended by signal 6 (Aborted), twice");
}

TEST_CASE("a fork that fails for good is not tried again") {
  int calls = 0;
  const Outcome out = run(1, 6, slow_first, nullptr, failing_fork(2, 99, ENOSYS, calls));
  CHECK(out.lost ==
        "replication 2 of base: cannot start a worker process: Function not implemented");
  CHECK(calls == 2);
}

TEST_CASE("a worker that throws hands its message over") {
  const Outcome out = run(2, 4, [](const sim::Model& m, const sim::RunOptions& o) {
    if (o.replication == 1) throw std::runtime_error("no such resource");
    return slow_first(m, o);
  });
  CHECK(out.lost == "replication 2 of base: no such resource");
  CHECK(out.events == std::vector<std::uint64_t>{7000});
}

TEST_CASE("a worker that exits without a result is an error") {
  const Outcome out = run(2, 4, [](const sim::Model& m, const sim::RunOptions& o) {
    if (o.replication == 0) ::_exit(0);
    return slow_first(m, o);
  });
  CHECK(out.lost == "replication 1 of base: its result was cut short, twice");
  CHECK(out.events.empty());
}

TEST_CASE("a lane that may be given up leaves the others their results") {
  const sim::Model model = one_class();
  std::vector<std::uint64_t> kept;
  int taken = 0;
  std::vector<kouan::models::Text> why;
  const std::vector<an::Lane> lanes = {
      {{"base", "基准"}, &model, [&](const sim::RunResult& r) { kept.push_back(r.events); }, {}},
      {{"case V1", "对照例 V1"},
       &model,
       [&](const sim::RunResult&) { ++taken; },
       [&](const kouan::models::Text& reason) { why.push_back(reason); }}};
  // Jobs alternate between the lanes, so that one replication tells them apart.
  const std::vector<an::Job> jobs = {{0, 0}, {1, 10}, {0, 1}, {1, 11}, {0, 2}, {1, 12}};
  an::ReplicateOptions options;
  options.pool.workers = 2;
  options.runner = [](const sim::Model& m, const sim::RunOptions& o) {
    sim::RunResult r = slow_first(m, o);
    if (o.replication != 11) return r;
    r.stop = sim::StopReason::too_many_inside;
    r.stopped_at = 90 * sim::k_second * 60;
    r.crowd = {0, 1'000'000, 4'194'304};
    return r;
  };
  const an::Replicated out = an::replicate(lanes, jobs, options);
  CHECK(out.lost.en.empty());
  CHECK(kept == std::vector<std::uint64_t>{1000, 1001, 1002});
  CHECK(taken == 1);
  REQUIRE(why.size() == 1);
  CHECK(why[0].en ==
        "replication 12 of case V1: more vehicles came in than a run can hold: after 1.5 h "
        "4,194,304 were inside, 1,000,000 of them of class \"box\"; more of these come, or part "
        "from others, than leave");
  CHECK(why[0].zh.find("对照例 V1 第 12 次重复：在场车辆超过一次运行的上限：运行 1.5 小时后在场 "
                       "4,194,304 辆，其中类别“box”1,000,000 辆") == 0);
}

TEST_CASE("a runaway is an error of its own") {
  CHECK_THROWS_AS(run(2, 4,
                      [](const sim::Model&, const sim::RunOptions&) {
                        sim::RunResult r;
                        r.stop = sim::StopReason::too_many_inside;
                        return r;
                      }),
                  an::RunawayError);
}

TEST_CASE("of a class that goes on without end at one instant it is told what it does") {
  sim::Model model;
  model.classes.resize(2);
  model.classes[1].name = "shuttle";
  const std::vector<an::Lane> lanes = {
      {{"base", "基准"}, &model, [](const sim::RunResult&) {}, {}}};
  const auto told = [&](sim::StopReason stop) {
    an::ReplicateOptions options;
    options.runner = [stop](const sim::Model&, const sim::RunOptions&) {
      sim::RunResult r;
      r.stop = stop;
      r.stopped_at = 90 * sim::k_minute;
      r.crowd.class_index = 1;
      return r;
    };
    try {
      an::replicate(lanes, std::vector<an::Job>{{0, 0}}, options);
    } catch (const an::RunawayError& error) {
      return error.text;
    }
    return kouan::models::Text{};
  };
  const std::string begin = "replication 1 of base: after 1.5 h ";
  CHECK(told(sim::StopReason::endless_rounds).en.find(begin + "class \"shuttle\" went round") == 0);
  CHECK(told(sim::StopReason::endless_cycles).en.find("\"shuttle\" came round in no time") !=
        std::string::npos);
  CHECK(told(sim::StopReason::endless_refusal).en.find("\"shuttle\" was turned away") !=
        std::string::npos);
  const std::string source = told(sim::StopReason::endless_source).en;
  CHECK(source.find("class \"shuttle\", sent as soon as") != std::string::npos);
  CHECK(source.find("takes no time, or those turned away go on without it") != std::string::npos);
  CHECK(told(sim::StopReason::endless_rounds).zh.find("类别“shuttle”在同一时刻无休止地循环") !=
        std::string::npos);
}

TEST_CASE("a deadlock is a runaway that names its ring") {
  sim::Model model;
  model.classes.resize(2);
  model.classes[0].name = "east";
  model.classes[1].name = "west";
  model.resources = {{"yard-a", {{0, 1}}}, {"yard-b", {{0, 1}}}};
  const std::vector<an::Lane> lanes = {
      {{"base", "基准"}, &model, [](const sim::RunResult&) {}, {}}};
  const std::vector<an::Job> jobs = {{0, 0}};
  an::ReplicateOptions options;
  options.runner = [](const sim::Model&, const sim::RunOptions&) {
    sim::RunResult r;
    r.stop = sim::StopReason::deadlock;
    r.stopped_at = 90 * sim::k_second;
    r.knot = {{0, 0, 1, sim::KnotCause::is_held, {0}}, {1, 4, 0, sim::KnotCause::is_before, {}}};
    return r;
  };
  try {
    an::replicate(lanes, jobs, options);
    FAIL("no error");
  } catch (const an::RunawayError& error) {
    CHECK(
        std::string(error.what()) ==
        "replication 1 of base: deadlock after 1.5 min: east 1 holds yard-a and waits for yard-b, "
        "which west 5 holds; west 5 waits for yard-a behind east 1");
    CHECK(error.text.zh.find("基准 第 1 次重复：1.5 分钟后死锁：") == 0);
    const auto* deadlock = dynamic_cast<const an::DeadlockError*>(&error);
    REQUIRE(deadlock != nullptr);
    CHECK(deadlock->deadlock.at_s == 90);
    REQUIRE(deadlock->deadlock.ring.size() == 2);
    CHECK(deadlock->deadlock.ring[0].who.vehicle_class == "east");
    CHECK(deadlock->deadlock.ring[1].waits_for == "yard-a");
    CHECK(an::text_of(deadlock->deadlock).zh ==
          "1.5 分钟后死锁：east 1 占用 yard-a，等候被 west 5 占用的 yard-b；west 5排在 east 1 "
          "之后等候 yard-a");
  }
}

TEST_CASE("after a signal what runs is finished and a prefix is kept") {
  const an::Interrupt interrupt;
  const pid_t parent = ::getpid();
  const Outcome out = run(
      2, 100,
      [parent](const sim::Model& m, const sim::RunOptions& o) {
        if (o.replication == 5) ::kill(parent, SIGHUP);
        return slow_first(m, o);
      },
      &interrupt);
  CHECK(out.interrupted);
  CHECK(interrupt.count() == 1);
  CHECK(interrupt.signal() == SIGHUP);
  CHECK(out.events.size() >= 6);
  CHECK(out.events.size() < 100);
  for (std::size_t r = 0; r < out.events.size(); ++r)
    CHECK(out.events[r] == 7000 + r);
}

TEST_CASE("a second signal ends what runs and keeps what was finished before") {
  const an::Interrupt interrupt;
  const pid_t parent = ::getpid();
  const Outcome out = run(
      1, 100,
      [parent](const sim::Model& m, const sim::RunOptions& o) {
        if (o.replication == 3) {
          ::kill(parent, SIGTERM);
          std::this_thread::sleep_for(std::chrono::milliseconds(50));
          ::kill(parent, SIGTERM);
          ::pause();  // until it is ended
        }
        return slow_first(m, o);
      },
      &interrupt);
  CHECK(out.interrupted);
  CHECK(out.events.size() == 3);
}

TEST_CASE("progress tells how many are done of how many") {
  const sim::Model model = one_class();
  const std::vector<an::Lane> lanes = {
      {{"base", "基准"}, &model, [](const sim::RunResult&) {}, {}}};
  const std::vector<std::size_t> all = {0};
  an::ReplicateOptions options;
  options.runner = slow_first;
  std::size_t most = 0;
  options.pool.progress = [&](const an::Progress& p) {
    CHECK(p.total == 5);
    CHECK(p.done >= most);
    most = p.done;
  };
  an::replicate(lanes, an::jobs_by_replication(all, 0, 5), options);
  CHECK(most == 5);
}
