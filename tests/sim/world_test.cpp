// SimGrid hosts the calendar: the same bits with and without it.
#include "sim/world/world.hpp"

#include <doctest/doctest.h>
#include <simgrid/kernel/Timer.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdint>

#include "tests/support/model_builder.hpp"

using namespace kouan::sim;
using kouan::test::ModelBuilder;

namespace {

using Digest = std::array<double, 6>;

Digest digest(const RunResult& r) {
  return {static_cast<double>(r.fingerprint >> 12U),
          static_cast<double>(r.events),
          r.classes[0].sojourn.mean_s,
          r.classes[0].sojourn.p95_s,
          r.resources[0].queue_time_s,
          r.classes[0].ledger_s[2]};
}

/// Timers of SimGrid's own, at instants that have nothing to do with the model's: the calendar is
/// then advanced in pieces.
int foreign_timers = 0;

void set_foreign_timers() {
  for (int i = 0; i < 500; ++i)
    simgrid::kernel::timer::Timer::set(5000.0 * i + 0.1234567, [] { ++foreign_timers; });
}

/// SimGrid's engine is one per process: each run in the world gets its own.
Digest digest_in_world(const Model& model, const RunOptions& options, bool with_timers) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  if (child == 0) {
    if (with_timers) set_foreign_timers();
    const Digest d = digest(run_in_world(model, options));
    const bool all_rang = foreign_timers == (with_timers ? 500 : 0);
    _exit(write(ends[1], d.data(), sizeof d) == sizeof d && all_rang ? 0 : 1);
  }
  close(ends[1]);
  Digest d{};
  CHECK(read(ends[0], d.data(), sizeof d) == sizeof d);
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(status == 0);
  close(ends[0]);
  return d;
}

}  // namespace

TEST_CASE("a run inside SimGrid is bit-identical to the calendar alone") {
  ModelBuilder b(30 * k_day, k_day);
  const auto gate = b.resource("gate", {{0, 3}, {15 * k_day, 0}, {15 * k_day + 7 * k_hour, 4}});
  const auto scan = b.resource("scan", 1, 5);
  b.cls("truck", {{0, 30.0 / 3600}})
      .visit(gate, lognormal(240, 0.6))
      .travel(uniform(100, 900))
      .visit(scan, exponential(100))
      .add(StepKind::clear)
      .depart();
  b.fleet("agv", 3).visit(scan, constant(60)).travel(exponential(5000)).depart();
  for (std::uint32_t replication = 0; replication < 3; ++replication) {
    const RunOptions options{9, replication};
    const Digest alone = digest(run(b.model(), options));
    CHECK(digest_in_world(b.model(), options, false) == alone);
    CHECK(digest_in_world(b.model(), options, true) == alone);
  }
}

TEST_CASE("a second world in one process is refused") {
  ModelBuilder b(k_hour);
  b.at_start("truck", 1).travel(constant(60)).depart();
  const pid_t child = fork();
  if (child == 0) {
    run_in_world(b.model(), {});
    try {
      run_in_world(b.model(), {});
    } catch (const std::logic_error&) {
      _exit(0);
    }
    _exit(1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(status == 0);
}
