// A pool of forked workers, one process per job: SimGrid's engine is one per process and can't be
// reset. Results come back through pipes and are delivered in the order of the jobs, so that what
// is made of them does not depend on how many workers ran or which finished first.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "analysis/interrupt.hpp"

namespace kouan::analysis {

struct Progress {
  std::size_t done = 0;
  std::size_t total = 0;
  std::chrono::duration<double> elapsed{};
};

struct PoolOptions {
  int workers = 1;
  const Interrupt* interrupt = nullptr;           ///< null: signals are nobody's business
  std::function<void(const Progress&)> progress;  ///< called on every job done and about four times
                                                  ///< a second
};

/// A worker ended without handing over its result: crashed, was killed, threw, or was cut short.
class WorkerError : public std::runtime_error {
 public:
  WorkerError(std::size_t job, const std::string& what) : std::runtime_error(what), job_(job) {}
  std::size_t job() const { return job_; }

 private:
  std::size_t job_;
};

struct PoolOutcome {
  std::size_t delivered = 0;  ///< jobs 0 .. delivered - 1 were delivered
  bool interrupted = false;
};

/// Runs `work(job)` for each job in a process of its own, `workers` at a time, and gives the bytes
/// it returns to `deliver(job, bytes)` in the order of the jobs. On the first signal no further job
/// starts and what runs is awaited; on the second the running ones are killed. Throws WorkerError
/// when a job is lost; then all workers have been ended. The process must have one thread only.
PoolOutcome run_pool(std::size_t jobs, const std::function<std::string(std::size_t)>& work,
                     const std::function<void(std::size_t, std::string_view)>& deliver,
                     const PoolOptions& options);

}  // namespace kouan::analysis
