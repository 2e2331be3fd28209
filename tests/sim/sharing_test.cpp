// Shared servers that close, in schedules computed by hand, to the microsecond.
#include <doctest/doctest.h>

#include "sim/run.hpp"
#include "tests/support/minutes.hpp"
#include "tests/support/model_builder.hpp"

using namespace kouan::sim;
using kouan::test::k_min;
using kouan::test::minutes;
using kouan::test::ModelBuilder;

namespace {

double stay_of(const RunResult& r, std::size_t cls) {
  return minutes(r.classes[cls].sojourn.mean_s);
}
double in_cell(const RunResult& r, std::size_t cls, std::uint32_t offset) {
  return minutes(r.classes[cls].ledger_s[LedgerLayout::resource_cell(0) + offset]);
}

/// One server, open to 20 min and from 60 min on: 16 min of work come at 0, 10 at 10, 3 at 30. At
/// 20 the first lacks 1 min, the second 5.
ModelBuilder shared_gate(bool finishes, Micros warm_up = 0) {
  ModelBuilder b(100 * k_minute, warm_up);
  const auto gate = b.resource("gate", {{0, 1}, {20 * k_minute, 0}, {60 * k_minute, 1}});
  b.model().resources[gate].is_shared = true;
  b.model().resources[gate].shared_finishes = finishes;
  b.at_start("long", 1).share(gate, constant(16 * k_min)).depart();
  b.at_start("short", 1).travel(constant(10 * k_min)).share(gate, constant(10 * k_min)).depart();
  b.at_start("late", 1).travel(constant(30 * k_min)).share(gate, constant(3 * k_min)).depart();
  return b;
}

}  // namespace

TEST_CASE("shared work is suspended while closed, and who comes then waits for the opening") {
  // From 60 on a third each: the first ends at 63. Then halves: the last lacks 2, ends at 67; the
  // second at 69.
  const RunResult r = run(shared_gate(false).model(), {});
  CHECK(r.conserved);
  CHECK(r.little);
  CHECK(stay_of(r, 0) == 63);
  CHECK(stay_of(r, 1) == 69);
  CHECK(stay_of(r, 2) == 67);
  CHECK(in_cell(r, 0, LedgerLayout::served) == 23);
  CHECK(in_cell(r, 0, LedgerLayout::interrupted) == 40);
  CHECK(in_cell(r, 1, LedgerLayout::served) == 19);
  CHECK(in_cell(r, 1, LedgerLayout::interrupted) == 40);
  CHECK(in_cell(r, 2, LedgerLayout::served) == 7);
  CHECK(in_cell(r, 2, LedgerLayout::closed) == 30);
  CHECK(in_cell(r, 2, LedgerLayout::waiting) == 0);
  const ResourceResult& gate = r.resources[0];
  CHECK(gate.waiting.count == 3);
  CHECK(minutes(gate.waiting.mean_s) == 10);
  CHECK(minutes(gate.queue_time_s) == 30);
  CHECK(minutes(gate.busy_time_s) == 29);
  CHECK(minutes(gate.open_time_s) == 60);
}

TEST_CASE("shared work is finished after closing where the place says so") {
  // At half speed on: the first ends at 22, the second at 26. The last waits from 30 to 60.
  const RunResult r = run(shared_gate(true).model(), {});
  CHECK(r.conserved);
  CHECK(r.little);
  CHECK(stay_of(r, 0) == 22);
  CHECK(stay_of(r, 1) == 26);
  CHECK(stay_of(r, 2) == 63);
  CHECK(in_cell(r, 0, LedgerLayout::served) == 22);
  CHECK(in_cell(r, 1, LedgerLayout::served) == 16);
  CHECK(in_cell(r, 2, LedgerLayout::closed) == 30);
  CHECK(minutes(r.resources[0].busy_time_s) == 29);
  CHECK(minutes(r.resources[0].open_time_s) == 66);  // 6 min past closing
}

TEST_CASE("shared work that ends as its place closes has ended") {
  ModelBuilder b(100 * k_minute);
  const auto gate = b.resource("gate", {{0, 1}, {20 * k_minute, 0}, {60 * k_minute, 1}});
  b.model().resources[gate].is_shared = true;
  b.at_start("done", 2).share(gate, constant(5 * k_min)).depart();
  b.at_start("not", 1).share(gate, constant(11 * k_min)).depart();  // 5 by 15, 10 by 20
  b.at_start("just", 1).travel(constant(15 * k_min)).share(gate, constant(2.5 * k_min)).depart();
  const RunResult r = run(b.model(), {});
  CHECK(r.little);
  CHECK(stay_of(r, 0) == 15);
  CHECK(stay_of(r, 2) == 20);
  CHECK(stay_of(r, 1) == 63.5);  // 7.5 by 20
}

TEST_CASE("a warm-up that ends while a shared place is closed parts its books") {
  const RunResult r = run(shared_gate(false, 45 * k_minute).model(), {});
  CHECK(r.little);
  CHECK(in_cell(r, 0, LedgerLayout::interrupted) == 15);
  CHECK(in_cell(r, 0, LedgerLayout::served) == 3);
  CHECK(in_cell(r, 2, LedgerLayout::closed) == 15);
  CHECK(minutes(r.resources[0].queue_time_s) == 15);
}
