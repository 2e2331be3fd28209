// Parallel ways, event by event.
#include <doctest/doctest.h>

#include "sim/run.hpp"
#include "tests/support/parting_builder.hpp"

using namespace kouan;
using namespace kouan::test;
using sim::constant;
using sim::k_second;
using sim::LedgerLayout;

namespace {

/// Two vehicles at time 0; one server scans (20 s), one reads papers (30 s), at once; then a gate
/// (5 s). The yard is held meanwhile.
sim::RunResult run_checks(std::uint32_t needed, std::int32_t yard_places) {
  ModelBuilder b(200 * k_second);
  const auto yard = b.resource("yard", yard_places);
  const auto scan = b.resource("scan", 1);
  const auto papers = b.resource("papers", 1);
  const auto gate = b.resource("gate", 1);
  b.at_start("truck", 2).seize(yard);
  fork(b, {[&] { b.visit(scan, constant(20)); }, [&] { b.visit(papers, constant(30)); }}, needed);
  b.finish(yard).visit(gate, constant(5)).depart();
  return sim::run(b.model(), {});
}

}  // namespace

TEST_CASE("a vehicle goes on when all its parallel checks are done") {
  // Vehicle 1: scan 0–20, papers 0–30, gate 30–35. Vehicle 2: scan 20–40, papers 30–60, gate 60–65.
  const sim::RunResult r = run_checks(2, 2);
  CHECK(r.conserved);
  CHECK(r.little);
  CHECK(r.classes[0].arrived == 2);
  CHECK(r.classes[0].departed == 2);
  CHECK(r.classes[0].sojourn.mean_s == doctest::Approx((35 + 65) / 2.0).epsilon(1e-12));
  CHECK(r.classes[0].sojourn.max_s == 65);
  const auto& ledger = r.classes[0].ledger_s;
  CHECK(ledger[LedgerLayout::parts] == 30 + 60);
  double sum = 0;
  for (const double cell : ledger)
    sum += cell;
  CHECK(sum == 35 + 65);  // the vehicle's own time, each second once; its parts' is apart
  CHECK(r.resources[1].waiting.mean_s == 10);  // 0 and 20
  CHECK(r.resources[2].waiting.mean_s == 15);  // 0 and 30
  CHECK(r.resources[0].busy_time_s == 30 + 60);
}

TEST_CASE("what a vehicle holds stays held over its parallel checks") {
  // One place: vehicle 2 enters at 30. Scan 30–50, papers 30–60, gate 60–65.
  const sim::RunResult r = run_checks(2, 1);
  CHECK(r.conserved);
  CHECK(r.little);
  CHECK(r.classes[0].sojourn.max_s == 65);
  CHECK(r.resources[0].waiting.max_s == 30);
  CHECK(r.resources[2].waiting.max_s == 0);
  CHECK(r.classes[0].ledger_s[LedgerLayout::parts] == 30 + 30);
}

TEST_CASE("a vehicle that awaits one of two checks leaves the other to end alone") {
  // Vehicle 1: on at 20, gate 20–25; its papers end at 30 without it. Vehicle 2: scanned 20–40,
  // gate 40–45; papers 30–60.
  const sim::RunResult r = run_checks(1, 2);
  CHECK(r.conserved);
  CHECK(r.little);
  CHECK(r.classes[0].departed == 2);
  CHECK(r.classes[0].sojourn.mean_s == (25 + 45) / 2.0);
  CHECK(r.resources[2].served == 2);
  CHECK(r.classes[0].inside == 0);
}

TEST_CASE("parts that are still on their ways at the horizon are conserved and booked") {
  ModelBuilder b(50 * k_second, 35 * k_second);
  const auto papers = b.resource("papers", 1);
  b.at_start("truck", 2);
  fork(b, {[&] { b.visit(papers, constant(30)); }, [&] { b.travel(constant(100)); }}, 2);
  b.depart();
  const sim::RunResult r = sim::run(b.model(), {});
  CHECK(r.conserved);
  CHECK(r.little);
  CHECK(r.classes[0].inside == 2);
  CHECK(r.classes[0].ledger_s[LedgerLayout::parts] == 2 * 15);
  CHECK(r.resources[0].busy_time_s == 15);
}

TEST_CASE("ways draw what they would draw one after the other") {
  const auto mean_of_a = [](bool at_once) {
    ModelBuilder b(100000 * k_second);
    const auto a = b.resource("a", 50);
    const auto other = b.resource("other", 50);
    b.at_start("truck", 50);
    const auto first = [&] { b.visit(a, sim::exponential(100)); };
    const auto second = [&] { b.visit(other, sim::exponential(100)); };
    if (at_once) {
      fork(b, {first, second}, 2);
    } else {
      first();
      second();
    }
    b.depart();
    const sim::RunResult r = sim::run(b.model(), {});
    REQUIRE(r.conserved);
    return r.resources[a].busy_time_s;
  };
  CHECK(mean_of_a(true) == mean_of_a(false));
}

TEST_CASE("parts know the attributes of the whole, and keep to themselves what they are given") {
  // 10 s is the whole's: the first way takes 10 s; the second is given 30 s and takes that; then
  // the whole takes 10 s again.
  ModelBuilder b(100 * k_second);
  b.model().attributes = 1;
  const auto assign = [&](double value) {
    b.model().distributions.push_back(constant(value));
    b.add(sim::StepKind::assign, 0);
    b.model().steps.back().b = static_cast<std::uint32_t>(b.model().distributions.size() - 1);
  };
  const auto work = [&] {
    b.add(sim::StepKind::work_for);
    b.model().steps.back().c = 0;
    b.model().steps.back().ledger = LedgerLayout::moving;
  };
  b.at_start("truck", 1);
  assign(10);
  fork(b,
       {work,
        [&] {
          assign(30);
          work();
        }},
       2);
  work();
  b.depart();
  const sim::RunResult r = sim::run(b.model(), {});
  CHECK(r.conserved);
  CHECK(r.classes[0].ledger_s[LedgerLayout::parts] == 30);
  CHECK(r.classes[0].ledger_s[LedgerLayout::moving] == 10);
  CHECK(r.classes[0].sojourn.mean_s == 40);
}
