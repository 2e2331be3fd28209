// SimGrid hosts the calendar: the same bits with and without it.
#include "sim/world/world.hpp"

#include <doctest/doctest.h>
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

/// SimGrid's engine is one per process: each run in the world gets its own.
Digest digest_in_world(const Model& model, const RunOptions& options) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  if (child == 0) {
    const Digest d = digest(run_in_world(model, options));
    _exit(write(ends[1], d.data(), sizeof d) == sizeof d ? 0 : 1);
  }
  Digest d{};
  CHECK(read(ends[0], d.data(), sizeof d) == sizeof d);
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(status == 0);
  close(ends[0]);
  close(ends[1]);
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
    CHECK(digest_in_world(b.model(), {9, replication}) == digest(run(b.model(), {9, replication})));
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
