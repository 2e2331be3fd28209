// Replications of several models in one pool of workers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/deadlock.hpp"
#include "analysis/pool.hpp"
#include "models/scenario.hpp"
#include "sim/program.hpp"
#include "sim/run.hpp"

namespace kouan::analysis {

/// One model to be replicated and who takes its results, in the order of the jobs.
struct Lane {
  models::Text label;  ///< for messages
  const sim::Model* model = nullptr;
  std::function<void(const sim::RunResult&)> take;
  /// Told once when a replication has no results, why; then nothing more of the lane is taken.
  /// Empty: nothing makes sense without this lane, and replicate() throws.
  std::function<void(const models::Text& why)> give_up = {};
  std::string scenario = {};  ///< id of the variant it belongs to; empty if it belongs to none
  std::string trace = {};     ///< file for the events of its first replication; empty: none
};

struct Job {
  std::size_t lane = 0;
  std::uint32_t replication = 0;
};

/// Replications `from` .. `to` - 1 of each lane, replication by replication, so that an interrupted
/// experiment has about as many of each.
std::vector<Job> jobs_by_replication(std::span<const std::size_t> lanes, int from, int to);

/// A run whose own books don't balance: the engine is wrong, whatever the run was for.
struct BrokenRun {
  std::string scenario;  ///< of its lane
  models::Text lane;     ///< label
  std::uint32_t replication = 0;
  bool conserved = true;  ///< arrived = departed + inside
  bool little = true;     ///< queue integral = sum of waits
  bool tonnes = true;     ///< kilograms that came = counted + gone + inside
};

/// "replication 3 of base breaks conservation and Little's law".
models::Text text_of(const BrokenRun& run);

/// A run whose first worker was lost and that was made once more, with the same random numbers: its
/// results are the same, but a machine that kills workers is worth knowing of.
struct RetriedRun {
  std::string scenario;  ///< of its lane
  models::Text says;     ///< "replication 3 of base: its worker process was ended by signal 9"
};

using Runner = std::function<sim::RunResult(const sim::Model&, const sim::RunOptions&)>;

struct ReplicateOptions {
  std::uint64_t seed = 1;
  Runner runner;                                   ///< empty: inside SimGrid
  std::function<void(const BrokenRun&)> broken;    ///< called before the lane takes such a run
  std::function<void(const RetriedRun&)> retried;  ///< called when it is made once more
  PoolOptions pool;
};

/// More came in than a run can hold: the model has no results.
class RunawayError : public std::runtime_error {
 public:
  explicit RunawayError(models::Text says) : std::runtime_error(says.en), text(std::move(says)) {}

  models::Text text;  ///< what() in both languages
};

/// A ring of vehicles that wait for each other: the model has no results.
class DeadlockError : public RunawayError {
 public:
  DeadlockError(models::Text says, Deadlock found)
      : RunawayError(std::move(says)), deadlock(std::move(found)) {}

  Deadlock deadlock;
};

struct Replicated {
  bool interrupted = false;  ///< by a signal: a prefix of the jobs was handed over
  /// A replication was lost, twice: "replication 3 of base: its worker process was ended by signal
  /// 9"; those before it were handed over. Empty: none.
  models::Text lost;
};

/// Runs the jobs and hands each result to its lane in the order of the jobs.
Replicated replicate(std::span<const Lane> lanes, std::span<const Job> jobs,
                     const ReplicateOptions& options);

}  // namespace kouan::analysis
