// Attributes, ways that depend on the state, and loops: by hand and against theory.
#include <doctest/doctest.h>

#include <cmath>

#include "sim/run.hpp"
#include "tests/support/minutes.hpp"
#include "tests/support/model_builder.hpp"

using namespace kouan::sim;
using kouan::test::k_min;
using kouan::test::ModelBuilder;

namespace {

Step& last(ModelBuilder& b) { return b.model().steps.back(); }

void work_for(ModelBuilder& b, std::uint32_t resource, std::uint32_t attribute) {
  b.seize(resource).add(StepKind::work_for, resource);
  last(b).c = attribute;
  last(b).ledger = LedgerLayout::resource_cell(resource) + LedgerLayout::served;
  b.finish(resource);
}

/// A choice among the resources followed by a visit to the chosen one.
void visit_shortest(ModelBuilder& b, std::vector<std::uint32_t> lanes, const Distribution& service,
                    bool at_random) {
  b.add(StepKind::shortest, static_cast<std::uint32_t>(b.model().comparisons.size()));
  last(b).purpose = name_hash("shortest");
  Shortest choice;
  choice.at_random = at_random;
  choice.resources = lanes;
  std::vector<std::uint32_t> ends;
  for (const std::uint32_t lane : lanes) {
    choice.steps.push_back(b.next_step());
    b.visit(lane, service);
    ends.push_back(b.next_step());
    b.add(StepKind::jump);
  }
  for (const std::uint32_t end : ends)
    b.model().steps[end].a = b.next_step();
  b.model().comparisons.push_back(choice);
}

}  // namespace

TEST_CASE("three stations with each truck's own times") {
  // Validation case D02 with one class: station 2 takes 5 2 7 1 4 6 2 3 min.
  ModelBuilder b(45 * k_minute);
  const auto s1 = b.resource("one", 1);
  const auto s2 = b.resource("two", 1, 1);
  const auto s3 = b.resource("three", 1, 0);
  b.cls("truck", {}).visit(s1, constant(3 * k_min));
  work_for(b, s2, 0);
  b.visit(s3, constant(4 * k_min)).depart();
  b.model().attributes = 1;
  ClassDef& c = b.model().classes[0];
  c.source = SourceKind::listed;
  c.plan.assign(8, 0);
  c.trace_columns = {0};
  for (const double t : {5, 2, 7, 1, 4, 6, 2, 3})
    c.trace.push_back(t * k_min);
  const RunResult result = run(b.model(), {});
  CHECK(result.resources[0].blocked_time_s == 9 * k_min);
  CHECK(result.resources[1].blocked_time_s == 8 * k_min);
  CHECK(result.classes[0].departed == 8);
  // 12 16 23 27 31 37 41 45
  CHECK(result.classes[0].sojourn.mean_s == 29 * k_min);
  CHECK(result.conserved);
  CHECK(result.little);
}

TEST_CASE("an attribute that is assigned decides time, payload and way") {
  ModelBuilder b(k_day);
  b.model().attributes = 1;
  b.model().distributions.push_back(constant(1800));
  b.at_start("truck", 2).add(StepKind::assign, 0);
  last(b).b = 0;
  last(b).c = 0;
  b.add(StepKind::work_for);
  last(b).c = 0;
  last(b).ledger = LedgerLayout::moving;
  b.model().conditions = {{Question::attribute, Comparison::above, false, 0, 1799},
                          {Question::attribute, Comparison::above, true, 0, 1799}};
  b.add(StepKind::branch_if, b.next_step() + 3);
  last(b).c = 0;
  b.travel(constant(1e6)).add(StepKind::turn_away);  // not taken
  b.add(StepKind::branch_if, b.next_step() - 2);
  last(b).c = 1;
  b.add(StepKind::clear).depart();
  const RunResult result = run(b.model(), {});
  CHECK(result.classes[0].departed == 2);
  CHECK(result.classes[0].cleared_kg == 3600);
  CHECK(result.classes[0].sojourn.mean_s == 1800);
  CHECK(result.classes[0].ledger_s[LedgerLayout::moving] == 3600);
}

TEST_CASE("conditions on the state of a resource and on a schedule") {
  // One truck every 10 min from 0 on, 25 min of service; those who find two inside go past it.
  ModelBuilder b(k_hour + 29 * k_minute);
  const auto gate = b.resource("gate", 1);
  b.model().schedules = {{30 * k_minute, 50 * k_minute}};
  const auto count = [&](Condition condition) {
    ModelBuilder m = b;
    m.model().conditions = {condition};
    m.cls("truck", {}).add(StepKind::branch_if, 4);
    last(m).c = 0;
    m.visit(gate, constant(25 * k_min)).depart();
    ClassDef& c = m.model().classes[0];
    c.source = SourceKind::listed;
    for (int i = 0; i < 6; ++i)
      c.plan.push_back(i * 10 * k_minute);
    const RunResult result = run(m.model(), {});
    CHECK(result.little);
    return result.resources[0].waiting.count;
  };
  // Arrivals at 0 10 20 30 40 50; ends of service at 25 50 75 ...; number found 0 1 2 1 2 1.
  CHECK(count({Question::number, Comparison::at_least, false, gate, 2}) == 4);
  CHECK(count({Question::waiting, Comparison::above, false, gate, 0}) == 4);
  // Free at 0, at 30 and, those of 10 and 20 gone past, not at 40 and 50.
  CHECK(count({Question::free, Comparison::equal, true, gate, 1}) == 2);
  // Open at 30 and 40: these go past; at 50 it has just closed.
  CHECK(count({Question::open, Comparison::equal, false, 0, 1}) == 4);
}

TEST_CASE("join the shorter lane") {
  constexpr double unit = 100;
  ModelBuilder b(from_seconds(20000 * unit), from_seconds(2000 * unit));
  const auto one = b.resource("one", 1);
  const auto two = b.resource("two", 1);
  b.cls("truck", {{0, 1.6 / unit}});
  visit_shortest(b, {one, two}, exponential(unit), true);
  b.depart();
  double sum = 0;
  double squares = 0;
  constexpr int n = 25;
  for (std::uint32_t i = 0; i < n; ++i) {
    const RunResult result = run(b.model(), {3, i});
    REQUIRE(result.little);
    const double x = result.classes[0].sojourn.mean_s / unit;
    sum += x / n;
    squares += x * x / n;
  }
  const double z = (sum - 2.9557366176375326) / std::sqrt((squares - sum * sum) / (n - 1));
  INFO("mean " << sum << ", z " << z);
  CHECK(std::abs(z) <= 4);
}

TEST_CASE("ties in order go to the first, closed lanes are left out") {
  ModelBuilder b(k_hour);
  const auto one = b.resource("one", {{0, 0}, {30 * k_minute, 1}});
  const auto two = b.resource("two", 1);
  const auto three = b.resource("three", 1);
  b.at_start("truck", 3);
  visit_shortest(b, {one, two, three}, constant(600), false);
  b.depart();
  const RunResult result = run(b.model(), {});
  CHECK(result.resources[0].served == 0);
  CHECK(result.resources[1].served == 2);
  CHECK(result.resources[2].served == 1);
}

TEST_CASE("each round of a loop draws anew") {
  // M/M/1 with feedback 1/2: rate 0.4 from outside, 0.8 in all; number 4, time in the system 10.
  constexpr double unit = 100;
  ModelBuilder b(from_seconds(20000 * unit), from_seconds(2000 * unit));
  const auto gate = b.resource("gate", 1);
  b.cls("truck", {{0, 0.4 / unit}});
  const std::uint32_t again = b.next_step();
  b.visit(gate, exponential(unit)).branch(0.5, again + 6);
  b.add(StepKind::lap).add(StepKind::jump, again).depart();
  double sum = 0;
  double squares = 0;
  constexpr int n = 25;
  for (std::uint32_t i = 0; i < n; ++i) {
    const RunResult result = run(b.model(), {3, i});
    REQUIRE(result.little);
    REQUIRE(result.conserved);
    const double x = result.classes[0].sojourn.mean_s / unit;
    sum += x / n;
    squares += x * x / n;
  }
  const double z = (sum - 10) / std::sqrt((squares - sum * sum) / (n - 1));
  INFO("mean " << sum << ", z " << z);
  CHECK(std::abs(z) <= 4);
}

TEST_CASE("a loop in which no time passes ends the run") {
  ModelBuilder b(k_hour);
  b.at_start("truck", 1);
  b.add(StepKind::lap).add(StepKind::jump, 0).depart();
  CHECK(run(b.model(), {}).stop == StopReason::endless_rounds);
  ModelBuilder with_gate(k_hour);
  const auto gate = with_gate.resource("gate", 1);
  with_gate.at_start("truck", 1).visit(gate, constant(0));
  with_gate.add(StepKind::lap).add(StepKind::jump, 0).depart();
  CHECK(run(with_gate.model(), {}).stop == StopReason::endless_rounds);
}
