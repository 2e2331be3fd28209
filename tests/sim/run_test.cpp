// What must hold whatever the model: same bytes, named draws, conservation, monotonicity, bounded
// memory.
#include "sim/run.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstdint>

#include "sim/engine.hpp"
#include "tests/support/parting_builder.hpp"

using namespace kouan::sim;
using kouan::test::ModelBuilder;

namespace {

/// A port in small: gate with hours, finite scan queue, yard over an inspection, a fleet beside.
Model small_port(int gate_servers, double rate_per_h = 40) {
  constexpr int days = 14;
  ModelBuilder b(days * k_day, 2 * k_day);
  std::vector<CapacityChange> hours{{0, 0}};
  for (int d = 0; d < days; ++d) {
    hours.push_back({d * k_day + 8 * k_hour, gate_servers});
    hours.push_back({d * k_day + 18 * k_hour, 0});
  }
  const auto gate = b.resource("gate", hours);
  const auto scan = b.resource("scan", 2, 4);
  const auto yard = b.resource("yard", 3, 0);
  const auto officer = b.resource("officer", 1);
  b.cls("truck", {{0, rate_per_h / 2 / 3600}}).payload(cut(normal(117, 6), 90, 140));
  b.declare(lognormal(3600, 0.5))
      .visit(gate, lognormal(150, 0.5))
      .travel(uniform(300, 600))
      .visit(scan, lognormal(90, 0.4))
      .await_documents()
      .seize(yard)
      .visit(officer, triangular(30, 60, 100))
      .finish(yard)
      .add(StepKind::release_documents)
      .add(StepKind::clear)
      .depart();
  b.fleet("agv", 4).visit(scan, constant(60)).travel(constant(1800)).add(StepKind::clear).depart();
  return b.model();
}

}  // namespace

TEST_CASE("the same seed and replication give the same run, others another") {
  const Model model = small_port(3);
  const RunResult a = run(model, {5, 2});
  CHECK(a.fingerprint == run(model, {5, 2}).fingerprint);
  CHECK(a.fingerprint != run(model, {5, 3}).fingerprint);
  CHECK(a.fingerprint != run(model, {6, 2}).fingerprint);
  CHECK(a.conserved);
  CHECK(a.little);
}

TEST_CASE("ledger times add up to the time of all inside") {
  // No warm-up, and nobody comes in the last two days: all who came have left, and the ledger holds
  // their stays and nothing else.
  Model model = small_port(3);
  model.warm_up = 0;
  model.classes[0].rates.push_back({12 * k_day, 0.0});
  const RunResult r = run(model, {1, 0});
  REQUIRE(r.classes[0].inside == 0);
  double ledger = 0;
  for (const double cell : r.classes[0].ledger_s)
    ledger += cell;
  const double left = r.classes[0].sojourn.mean_s * static_cast<double>(r.classes[0].sojourn.count);
  CHECK(ledger == doctest::Approx(left).epsilon(1e-12));
  const double horizon_s = to_seconds(model.horizon);
  double fleet = 0;
  for (const double cell : r.classes[1].ledger_s)
    fleet += cell;
  CHECK(fleet == doctest::Approx(4 * horizon_s).epsilon(1e-12));
}

TEST_CASE("server time is that of those served: busy and blocked make the ledger's held time") {
  // A gate before a scan without queue: what holds the gate's servers is work, then being kept out
  // of the scan's queue.
  ModelBuilder b(10 * k_day);
  const auto gate = b.resource("gate", 2);
  const auto scan = b.resource("scan", 1, 0);
  b.cls("truck", {{0, 50.0 / 3600}})
      .visit(gate, lognormal(60, 0.5))
      .visit(scan, lognormal(65, 0.5))
      .depart();
  const RunResult r = run(b.model(), {1, 0});
  const auto cell = [&](std::uint32_t resource, std::uint32_t offset) {
    return r.classes[0].ledger_s[LedgerLayout::resource_cell(resource) + offset];
  };
  CHECK(r.resources[gate].blocked_time_s > 1000);
  CHECK(r.resources[gate].busy_time_s == doctest::Approx(cell(gate, LedgerLayout::served)));
  CHECK(r.resources[gate].blocked_time_s == doctest::Approx(cell(scan, LedgerLayout::blocked)));
  CHECK(r.resources[scan].busy_time_s == doctest::Approx(cell(scan, LedgerLayout::served)));
  CHECK(r.resources[scan].blocked_time_s == 0);
}

TEST_CASE(
    "one more server never slows a first-come-first-served station under common random numbers") {
  // A single station and one class: every single sojourn is no longer (Kiefer and Wolfowitz 1955
  // order).
  double before = INFINITY;
  for (int servers = 2; servers <= 6; ++servers) {
    ModelBuilder b(20 * k_day);
    const auto gate = b.resource("gate", servers);
    b.cls("truck", {{0, 55.0 / 3600}}).visit(gate, lognormal(120, 0.8)).depart();
    const RunResult r = run(b.model(), {3, 0});
    CHECK(r.classes[0].sojourn.mean_s <= before);
    before = r.classes[0].sojourn.mean_s;
  }
}

TEST_CASE("a stage elsewhere does not change a truck's own draws") {
  // The gate's service times alone decide the sojourn at an uncongested gate; a new stage behind
  // adds a constant.
  const auto port = [](bool with_more) {
    ModelBuilder b(10 * k_day);
    const auto spare = with_more ? b.resource("spare", 7) : 0;
    const auto gate = b.resource("gate", 10000);
    b.cls("truck", {{0, 60.0 / 3600}}).payload(normal(100, 5)).visit(gate, lognormal(600, 0.5));
    if (with_more) b.visit(spare, constant(0));
    b.add(StepKind::clear).depart();
    return run(b.model(), {1, 0});
  };
  const RunResult plain = port(false);
  const RunResult more = port(true);
  CHECK(plain.classes[0].arrived == more.classes[0].arrived);
  CHECK(plain.classes[0].sojourn.mean_s == more.classes[0].sojourn.mean_s);
  CHECK(plain.classes[0].cleared_kg == more.classes[0].cleared_kg);
}

TEST_CASE("time scales: all times twice as long make all results twice as long") {
  const auto port = [](double factor) {
    ModelBuilder b(static_cast<Micros>(factor) * 10 * k_day);
    const auto gate = b.resource("gate", 2);
    b.cls("truck", {{0, 50.0 / 3600 / factor}}).visit(gate, exponential(120 * factor)).depart();
    return run(b.model(), {1, 0});
  };
  const RunResult one = port(1);
  const RunResult two = port(2);
  // Ten days more of hourly samples; those at the start's and the horizon's instant are the same.
  CHECK(two.events - one.events == 240);
  CHECK(one.classes[0].arrived == two.classes[0].arrived);
  CHECK(two.classes[0].sojourn.mean_s == doctest::Approx(2 * one.classes[0].sojourn.mean_s));
}

namespace {

struct Footprint {
  std::int64_t passed = 0;      ///< vehicles
  std::int64_t most_bytes = 0;  ///< ever resident in the process
};

/// A run in a process of its own, so that its peak is not that of what ran before.
Footprint footprint_of(const Model& model) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    Footprint f;
    f.passed = run(model, {}).classes[0].departed;
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    f.most_bytes = std::int64_t{usage.ru_maxrss} * 1024;
    const bool told = ::write(ends[1], &f, sizeof f) == sizeof f;
    ::_exit(told ? 0 : 1);
  }
  ::close(ends[1]);
  Footprint f;
  CHECK(::read(ends[0], &f, sizeof f) == sizeof f);
  ::close(ends[0]);
  int status = 1;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  return f;
}

}  // namespace

// Calendar, queues, entities and statistics together. What is kept by the hour and by the day grows
// with the days alone, by a few bytes an hour.
TEST_CASE("memory follows what is inside, not what has passed") {
  const auto port = [](int days) {
    ModelBuilder b(days * k_day);
    const auto gate = b.resource("gate", 4);
    b.cls("truck", {{0, 100.0 / 3600}})
        .payload(normal(117, 6))
        .visit(gate, exponential(120))
        .travel(uniform(300, 600))
        .add(StepKind::clear)
        .depart();
    return b.model();
  };
  const Footprint few = footprint_of(port(2)), many = footprint_of(port(400));
  REQUIRE(few.passed > 4000);
  REQUIRE(many.passed > 900000);
  const auto bytes = static_cast<double>(many.most_bytes - few.most_bytes);
  CHECK(bytes / static_cast<double>(many.passed - few.passed) < 1.0);
}

TEST_CASE("a fleet that cycles in no time is stopped and named") {
  ModelBuilder b(k_day);
  b.fleet("ghost", 1).depart();
  CHECK(run(b.model(), {}).stop == StopReason::endless_cycles);
}

TEST_CASE("a fleet that is turned away as soon as it comes is stopped, and named as turned away") {
  ModelBuilder b(k_day);
  const auto gate = b.resource("gate", 1, 0);
  b.fleet("other", 1).travel(constant(60)).depart();
  b.fleet("truck", 2).seize(gate);
  b.model().steps.back().c = b.next_step() + 4;
  b.hold(gate, constant(60)).finish(gate).travel(constant(60)).depart().add(StepKind::turn_away);
  const RunResult r = run(b.model(), {});
  CHECK(r.stop == StopReason::endless_refusal);
  CHECK(r.crowd.class_index == 1);
}

TEST_CASE("a saturated source before a server that takes no time is stopped and named") {
  ModelBuilder b(k_day);
  const auto gate = b.resource("gate", 1);
  b.at_start("truck", 5).seize(gate).add(StepKind::replenish).hold(gate, constant(0)).finish(gate);
  SUBCASE("nothing takes time") {
    b.depart();
    CHECK(run(b.model(), {}).stop == StopReason::endless_source);
  }
  SUBCASE(
      "what comes behind takes time: it is kept busy, and no more come than it can have waiting") {
    const auto scan = b.resource("scan", 1);
    b.visit(scan, constant(60)).depart();
    const RunResult r = run(b.model(), {});
    CHECK(r.stop == StopReason::horizon);
    CHECK(r.classes[0].departed == 1440);
    CHECK(r.classes[0].inside <= k_most_inside_saturated);
  }
}

TEST_CASE("a saturated source is kept full whichever server comes first") {
  // Two gates, drawn by lot: both work all day, so twice as many pass as at one.
  ModelBuilder b(10 * k_day);
  const auto left = b.resource("left", 1);
  const auto right = b.resource("right", 1);
  b.at_start("truck", 200);
  const auto first = b.next_step();
  b.branch(0.5, first + 6);
  b.seize(left).add(StepKind::replenish).hold(left, constant(100)).finish(left);
  b.add(StepKind::jump, first + 10);
  b.seize(right).add(StepKind::replenish).hold(right, constant(100)).finish(right);
  b.add(StepKind::clear).depart();
  const RunResult r = run(b.model(), {});
  CHECK(r.stop == StopReason::horizon);
  CHECK(r.resources[0].busy_time_s == doctest::Approx(10 * 86400).epsilon(0.01));
  CHECK(r.resources[1].busy_time_s == doctest::Approx(10 * 86400).epsilon(0.01));
}

TEST_CASE("a saturated source stays full when some ways meet no server") {
  ModelBuilder b(10 * k_day);
  const auto gate = b.resource("gate", 1);
  b.at_start("truck", 50);
  const auto first = b.next_step();
  b.branch(0.5, first + 6);
  b.seize(gate).add(StepKind::replenish).hold(gate, constant(100)).finish(gate);
  b.add(StepKind::jump, first + 7);
  b.travel(constant(60));
  b.add(StepKind::replenish).depart();
  const RunResult r = run(b.model(), {});
  CHECK(r.stop == StopReason::horizon);
  CHECK(r.resources[0].busy_time_s == doctest::Approx(10 * 86400));
}

TEST_CASE("a warm-up shorter than an hour starts the sums anew too") {
  ModelBuilder b(k_hour, 50 * k_minute);
  const auto gate = b.resource("gate", 1);
  b.at_start("truck", 100).visit(gate, constant(60)).depart();
  const RunResult r = run(b.model(), {});
  CHECK(r.resources[0].busy_time_s == 600);
  // 100 - 51 wait just after the 50th minute, one fewer every minute.
  CHECK(r.resources[0].queue_time_s == 60 * (49 + 48 + 47 + 46 + 45 + 44 + 43 + 42 + 41 + 40));
}

TEST_CASE("daily series count from the start while totals count from the end of the warm-up") {
  ModelBuilder b(3 * k_day, k_day + 12 * k_hour);
  const auto gate = b.resource("gate", 1);
  b.at_start("truck", 100).visit(gate, constant(3600)).add(StepKind::clear).depart();
  const RunResult r = run(b.model(), {});
  // One an hour, the first at 01:00: the 24th of a day is cleared at the midnight that ends it.
  CHECK(r.daily_cleared == std::vector<std::uint32_t>{23, 24, 24, 1});
  CHECK(r.daily_cleared_kg == std::vector<double>{23, 24, 24, 1});
  CHECK(r.classes[0].cleared == 37);  // 12:00 of the second day to the end, both counted
}

TEST_CASE("more in the system than a run may hold stops it at once") {
  ModelBuilder b(k_day);
  b.at_start("flood", std::int64_t{k_most_inside} + 1).travel(constant(1e6)).depart();
  const RunResult r = run(b.model(), {});
  CHECK(r.stop == StopReason::too_many_inside);
  CHECK(r.crowd == Crowd{0, k_most_inside, k_most_inside});
}

TEST_CASE("of too many inside the class is named of which most are, not the one that came") {
  ModelBuilder b(k_day);
  b.at_start("train", 1);
  const std::uint32_t again = b.next_step();
  kouan::test::split(b, 1, constant(1e6));
  b.travel(constant(60)).add(StepKind::jump, again);
  kouan::test::made(b, "wagon");
  b.travel(constant(1e6)).depart();
  const RunResult r = run(b.model(), {});
  CHECK(r.stop == StopReason::too_many_inside);
  CHECK(r.stopped_at == 4 * k_minute);
  CHECK(r.crowd == Crowd{1, k_most_inside - 1, k_most_inside});
}
