// Appointments and opening hours, event by event.
#include <doctest/doctest.h>

#include "sim/run.hpp"
#include "tests/support/model_builder.hpp"

using namespace kouan;
using sim::constant;
using sim::k_second;
using sim::LedgerLayout;
using test::ModelBuilder;

namespace {

/// Vehicles leave a gate at 10, 20 and 30 s and ask for slots at 15, 25, 40 and 60 s.
ModelBuilder asked(sim::Micros ahead) {
  ModelBuilder b(200 * k_second);
  const auto gate = b.resource("gate", 1);
  sim::BookDef book;
  book.slots = {{15 * k_second, 1}, {25 * k_second, 1}, {40 * k_second, 1}, {60 * k_second, 1}};
  book.ahead = ahead;
  b.model().books.push_back(book);
  b.at_start("truck", 3).visit(gate, constant(10));
  b.add(sim::StepKind::take_slot, 0);
  b.model().steps.back().ledger = LedgerLayout::appointed;
  return b;
}

}  // namespace

TEST_CASE("each vehicle takes the next slot and waits for it in the lot") {
  // 10 → 15, 20 → 25, 30 → 40.
  ModelBuilder b = asked(0);
  b.depart();
  const sim::RunResult r = sim::run(b.model(), {});
  CHECK(r.conserved);
  CHECK(r.classes[0].sojourn.mean_s == doctest::Approx((15 + 25 + 40) / 3.0).epsilon(1e-12));
  CHECK(r.classes[0].ledger_s[LedgerLayout::appointed] == 5 + 5 + 10);
}

TEST_CASE("a slot is taken so long ahead, and who finds none waits on") {
  // 15 s ahead: 10 → 25, 20 → 40, 30 → 60.
  ModelBuilder b = asked(15 * k_second);
  b.depart();
  CHECK(sim::run(b.model(), {}).classes[0].sojourn.mean_s ==
        doctest::Approx((25 + 40 + 60) / 3.0).epsilon(1e-12));
  // 25 s ahead: 10 → 40, 20 → 60, 30 → none.
  ModelBuilder late = asked(25 * k_second);
  late.depart();
  const sim::RunResult r = sim::run(late.model(), {});
  CHECK(r.conserved);
  CHECK(r.classes[0].departed == 2);
  CHECK(r.classes[0].inside == 1);
  CHECK(r.classes[0].ledger_s[LedgerLayout::appointed] == 30 + 40 + 170);
}

TEST_CASE("who is early goes on before its slot, but not before it asks") {
  // 7 s early: 10 → 15 less 7, so at once; 20 → 25 less 7, at once; 30 → 40 less 7, at 33.
  ModelBuilder b = asked(0);
  b.model().distributions.push_back(constant(7));
  b.model().steps.back().b = static_cast<std::uint32_t>(b.model().distributions.size() - 1);
  b.depart();
  CHECK(sim::run(b.model(), {}).classes[0].ledger_s[LedgerLayout::appointed] == 3);
}

TEST_CASE("the slot of who does not come stays empty") {
  ModelBuilder b = asked(0);
  const std::uint32_t step = b.next_step() - 1;
  b.depart();
  b.model().steps[step].probability = 1;
  b.model().steps[step].c = b.next_step();
  b.add(sim::StepKind::turn_away).depart();
  const sim::RunResult r = sim::run(b.model(), {});
  CHECK(r.classes[0].turned_away == 3);
  CHECK(r.classes[0].ledger_s[LedgerLayout::appointed] == 0);
}

TEST_CASE("who finds no slot near enough goes on elsewhere, and leaves it to others") {
  const auto run = [](sim::Micros ahead, sim::Micros most_ahead) {
    ModelBuilder b = asked(ahead);
    const std::uint32_t step = b.next_step() - 1;
    b.depart();
    b.model().books[0].most_ahead = most_ahead;
    b.model().steps[step].c = b.next_step();
    b.add(sim::StepKind::turn_away);
    return sim::run(b.model(), {});
  };
  // 10 → 15, 20 → 25; at 30 the next is 10 s ahead.
  const sim::RunResult near = run(0, 9 * k_second);
  CHECK(near.conserved);
  CHECK(near.classes[0].departed == 2);
  CHECK(near.classes[0].turned_away == 1);
  CHECK(near.classes[0].ledger_s[LedgerLayout::appointed] == 5 + 5);
  CHECK(run(0, 10 * k_second).classes[0].departed == 3);
  // 25 s ahead at least: 10 → 40, 20 → 60; at 30 none is left. Whether one would come within 50 s
  // is known, as the run goes on to 200 s; within 170 s it is not.
  CHECK(run(25 * k_second, 50 * k_second).classes[0].turned_away == 1);
  const sim::RunResult beyond = run(25 * k_second, 170 * k_second);
  CHECK(beyond.classes[0].turned_away == 0);
  CHECK(beyond.classes[0].inside == 1);
}

TEST_CASE("slots that are known beyond the run are too far, taken, or gone, as those in it") {
  // 25 s ahead at least: 10 → 40, 20 → 60; at 30 the next is at 210, and none after it until 500.
  const auto run = [](std::int64_t places, sim::Micros most_ahead) {
    ModelBuilder b = asked(25 * k_second);
    const std::uint32_t step = b.next_step() - 1;
    b.depart();
    b.model().books[0].slots.push_back({210 * k_second, static_cast<std::uint32_t>(places)});
    b.model().books[0].slots.push_back({500 * k_second, 0});
    b.model().books[0].most_ahead = most_ahead;
    b.model().steps[step].c = b.next_step();
    b.add(sim::StepKind::turn_away);
    return sim::run(b.model(), {});
  };
  CHECK(run(1, 179 * k_second).classes[0].turned_away == 1);
  const sim::RunResult waits = run(1, 180 * k_second);
  CHECK(waits.conserved);
  CHECK(waits.classes[0].turned_away == 0);
  CHECK(waits.classes[0].inside == 1);
  CHECK(waits.classes[0].ledger_s[LedgerLayout::appointed] == 30 + 40 + 170);
  CHECK(run(0, 469 * k_second).classes[0].turned_away == 1);
  CHECK(run(0, 470 * k_second).classes[0].inside == 1);  // beyond 500 s it is not known
}

TEST_CASE("waiting for hours ends as they open, and not at all while they are open") {
  // Open 15–25 and 60–100: who comes at 10 waits 5 s, at 20 not, at 30 for 30 s.
  ModelBuilder b(200 * k_second);
  const auto gate = b.resource("gate", 1);
  sim::OpeningDef def;
  def.spans = {{15 * k_second, 25 * k_second}, {60 * k_second, 100 * k_second}};
  b.model().openings.push_back(def);
  b.at_start("truck", 3).visit(gate, constant(10));
  b.add(sim::StepKind::wait_open, 0);
  b.model().steps.back().ledger = LedgerLayout::appointed;
  b.depart();
  const sim::RunResult r = sim::run(b.model(), {});
  CHECK(r.conserved);
  CHECK(r.classes[0].ledger_s[LedgerLayout::appointed] == 5 + 0 + 30);
}
