// A pool of forked workers, one process per job: SimGrid's engine is one per process and can't be
// reset. Results come back through pipes and are delivered in the order of the jobs, so that what
// is made of them does not depend on how many workers ran or which finished first.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/interrupt.hpp"
#include "models/text.hpp"

namespace kouan::analysis {

struct Progress {
  std::size_t done = 0;
  std::size_t total = 0;
  std::chrono::duration<double> elapsed{};
  std::size_t running = 0;
  bool stopping = false;  ///< no further one starts; what runs is awaited
};

/// A job whose worker ended without handing over its result: crashed, was killed, threw, or was cut
/// short.
struct Loss {
  std::size_t job = 0;
  models::Text what;  ///< what the system or an exception said stays as they said it
};

struct PoolOptions {
  int workers = 1;
  const Interrupt* interrupt = nullptr;           ///< null: signals are nobody's business
  std::function<void(const Progress&)> progress;  ///< called on every job done and about four times
                                                  ///< a second
  std::function<void(const Loss&)> retrying;      ///< a worker was lost, its job is tried once more
  std::function<pid_t()> fork;                    ///< empty: the system's; tests make it fail
};

struct PoolOutcome {
  std::size_t delivered = 0;  ///< jobs 0 .. delivered - 1 were delivered
  bool interrupted = false;   ///< by a signal
  std::optional<Loss> loss;   ///< the first job that was lost
};

/// Runs `work(job)` for each job in a process of its own, `workers` at a time, and gives the bytes
/// it returns to `deliver(job, bytes)` in the order of the jobs. On the first signal no further job
/// starts and what runs is awaited; on the second the running ones are killed. A job whose worker
/// was killed or crashed is tried once more, unless a signal came. Where the system is short of
/// processes, memory or files, a job waits for those that run; while none runs it is tried again
/// for three seconds. When that fails too, no further job starts, and what was finished before the
/// lost one is still delivered: hours of runs are not thrown away. It must have one thread only.
PoolOutcome run_pool(std::size_t jobs, const std::function<std::string(std::size_t)>& work,
                     const std::function<void(std::size_t, std::string_view)>& deliver,
                     const PoolOptions& options);

}  // namespace kouan::analysis
