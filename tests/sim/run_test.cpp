// What must hold whatever the model: same bytes, named draws, conservation, monotonicity, bounded
// memory.
#include "sim/run.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "sim/engine.hpp"
#include "tests/support/model_builder.hpp"

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

TEST_CASE("ledger times add up to the time of all inside, exactly as the stays do") {
  // No warm-up: then entity time in the ledger = sojourns of those who left + time so far of those
  // inside.
  Model model = small_port(3);
  model.warm_up = 0;
  const RunResult r = run(model, {1, 0});
  double ledger = 0;
  for (const double cell : r.classes[0].ledger_s)
    ledger += cell;
  const double left = r.classes[0].sojourn.mean_s * static_cast<double>(r.classes[0].sojourn.count);
  const double horizon_s = to_seconds(model.horizon);
  CHECK(ledger >= left);
  CHECK(ledger <= left + static_cast<double>(r.classes[0].inside) * horizon_s);
  double fleet = 0;
  for (const double cell : r.classes[1].ledger_s)
    fleet += cell;
  CHECK(fleet == doctest::Approx(4 * horizon_s).epsilon(1e-12));
}

TEST_CASE("server time adds up: busy, blocked and starved make open") {
  const RunResult r = run(small_port(3), {1, 0});
  for (const ResourceResult& resource : r.resources) {
    CHECK(resource.busy_time_s >= 0);
    CHECK(resource.blocked_time_s >= 0);
    CHECK(resource.busy_time_s + resource.blocked_time_s <= resource.open_time_s * (1 + 1e-12));
    CHECK(resource.open_time_s <= resource.installed_time_s * 1.05);
  }
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
  CHECK(one.events < two.events + 250);  // hourly samples differ
  CHECK(one.classes[0].arrived == two.classes[0].arrived);
  CHECK(two.classes[0].sojourn.mean_s == doctest::Approx(2 * one.classes[0].sojourn.mean_s));
}

TEST_CASE("memory follows what is inside, not what has passed") {
  EntityPool pool;
  for (int round = 0; round < 1000; ++round) {
    std::uint32_t taken[10];
    for (std::uint32_t& i : taken)
      i = pool.add();
    for (const std::uint32_t i : taken)
      pool.remove(i);
  }
  CHECK(pool.size() == 10);
}

TEST_CASE("a fleet that cycles in no time is stopped and named") {
  ModelBuilder b(k_day);
  b.fleet("ghost", 1).depart();
  CHECK(run(b.model(), {}).stop == StopReason::runaway);
}

TEST_CASE("more in the system than can be numbered stops the run instead of corrupting it") {
  ModelBuilder b(k_day);
  b.at_start("flood", (1 << 24) + 1).travel(constant(1e6)).depart();
  CHECK(run(b.model(), {}).stop == StopReason::runaway);
}
