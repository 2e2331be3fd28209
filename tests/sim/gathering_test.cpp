// Coming together and parting, event by event.
#include <doctest/doctest.h>

#include "sim/run.hpp"
#include "tests/support/parting_builder.hpp"

using namespace kouan;
using namespace kouan::test;
using sim::constant;
using sim::k_none;
using sim::k_second;
using sim::LedgerLayout;

namespace {

sim::GatheringDef one_kind(std::uint32_t number) {
  sim::GatheringDef def;
  def.name = "point";
  def.kinds = {{number, -1}};
  return def;
}

/// Containers leave a gate at 10, 20, 30, 40, 50 s and gather.
sim::RunResult run_gathering(const sim::GatheringDef& def, sim::Micros horizon) {
  ModelBuilder b(horizon);
  const auto gate = b.resource("gate", 1);
  const auto point = gathering(b, def);
  b.at_start("box", 5).visit(gate, constant(10));
  gather(b, point);
  b.depart();
  return sim::run(b.model(), {});
}

void check_books(const sim::RunResult& r) {
  CHECK(r.conserved);
  CHECK(r.keeps_tonnes);
  CHECK(r.little);
}

}  // namespace

TEST_CASE("a batch leaves by number or after a time, whichever comes first") {
  // 10 and 20 leave at 20; 30 and 40 at 40; 50 waits 15 s and leaves alone at 65.
  sim::GatheringDef def = one_kind(2);
  def.within = 15 * k_second;
  const sim::RunResult r = run_gathering(def, 100 * k_second);
  check_books(r);
  const sim::GatheringResult& g = r.gatherings[0];
  CHECK(g.batches == 3);
  CHECK(g.members == 5);
  CHECK(g.full == 2);
  CHECK(g.waiting.mean_s == (10 + 0 + 10 + 0 + 15) / 5.0);
  CHECK(g.open.mean_s == doctest::Approx((10 + 10 + 15) / 3.0).epsilon(1e-12));
  CHECK(g.queue_time_s == 35);
  CHECK(r.classes[0].departed == 5);
  CHECK(r.classes[0].sojourn.max_s == 65);
}

TEST_CASE(
    "a timetable takes whoever is there, who comes at its instant too, and counts the empty") {
  // Departures at 0 (nobody), 20 (10 and 20), 40 (30 and 40), 60 (50), 80 and 100 (nobody).
  sim::GatheringDef def = one_kind(k_none);
  def.every = 20 * k_second;
  const sim::RunResult r = run_gathering(def, 101 * k_second);
  check_books(r);
  CHECK(r.gatherings[0].batches == 3);
  CHECK(r.gatherings[0].members == 5);
  CHECK(r.gatherings[0].empty == 3);
  CHECK(r.gatherings[0].waiting.mean_s == (10 + 0 + 10 + 0 + 10) / 5.0);
}

TEST_CASE("a timetable with room for few leaves the others to the next") {
  // 35: takes 10 and 20, leaves 30. 70: takes 30 and 40, leaves 50. 105: takes 50.
  sim::GatheringDef def = one_kind(k_none);
  def.first = 35 * k_second;
  def.every = 35 * k_second;
  def.most = 2;
  const sim::RunResult r = run_gathering(def, 120 * k_second);
  check_books(r);
  CHECK(r.gatherings[0].batches == 3);
  CHECK(r.gatherings[0].full == 2);
  CHECK(r.gatherings[0].empty == 0);
  CHECK(r.gatherings[0].waiting.mean_s == (25 + 15 + 40 + 30 + 55) / 5.0);
}

TEST_CASE("only full batches leave where the fewest is the number") {
  // Instants 15 and 60; at 15 one waits and stays, 10 to 30 leave by number at 30, 40 and 50 stay.
  sim::GatheringDef def = one_kind(3);
  def.departures = {15 * k_second, 60 * k_second};
  def.least = 3;
  const sim::RunResult r = run_gathering(def, 100 * k_second);
  check_books(r);
  CHECK(r.gatherings[0].batches == 1);
  CHECK(r.gatherings[0].members == 3);
  CHECK(r.classes[0].inside == 2);
  CHECK(r.classes[0].ledger_s[LedgerLayout::gathering_cell(1, 0, 0)] == (20 + 10 + 0) + (60 + 50));
}

TEST_CASE("a time that ran out for too few lets them go as soon as they are enough") {
  // The first came at 10, its time is out at 15; three are there at 30.
  sim::GatheringDef def = one_kind(k_none);
  def.within = 5 * k_second;
  def.least = 3;
  const sim::RunResult r = run_gathering(def, 45 * k_second);
  check_books(r);
  CHECK(r.gatherings[0].batches == 1);
  CHECK(r.gatherings[0].members == 3);
  CHECK(r.gatherings[0].waiting.max_s == 20);
  CHECK(r.gatherings[0].full == 0);
}

TEST_CASE(
    "a carrier does the inner steps once for its batch: bogie exchange of fifty wagons, D04") {
  // Each batch: the one locomotive sets it in, 20 min, then the stands work 30 min; the next is
  // set in when they are free.
  constexpr auto minute = sim::k_minute;
  ModelBuilder b(300 * minute);
  const auto stands = b.resource("stands", 1);
  const auto locomotive = b.resource("locomotive", 1);
  const auto exchange = b.resource("exchange", 1);
  const auto point = gathering(b, one_kind(10));
  b.at_start("wagon", 50);
  gather(b, point, 0, [&] {
    b.seize(stands);
    b.visit(locomotive, constant(20 * 60)).visit(exchange, constant(30 * 60));
    b.finish(stands);
  });
  b.depart();
  const sim::RunResult r = sim::run(b.model(), {});
  check_books(r);
  CHECK(r.gatherings[0].batches == 5);
  CHECK(r.resources[exchange].served == 5);
  CHECK(r.classes[0].departed == 50);
  CHECK(r.classes[0].sojourn.max_s == 250 * 60);
  CHECK(r.classes[0].sojourn.mean_s == doctest::Approx(60 * (50 + 100 + 150 + 200 + 250) / 5.0));
  CHECK(r.gatherings[0].aboard_time_s == 10 * 60 * (50 + 100 + 150 + 200 + 250));
  CHECK(r.classes[0].sojourn.p50_s == doctest::Approx(150 * 60).epsilon(0.008));
}

namespace {

/// Boxes of 1 kg leave a gate at 10, 20, 30 and 40 s; two are a train, which takes 25 s over one
/// line and is cleared.
sim::RunResult run_train(bool members_end, bool lets_off) {
  ModelBuilder b(200 * k_second);
  const auto gate = b.resource("gate", 1);
  const auto line = b.resource("line", 1);
  sim::GatheringDef def = one_kind(2);
  def.into = 1;
  def.members_end = members_end;
  const auto point = gathering(b, def);
  b.at_start("box", 4).visit(gate, constant(10));
  gather(b, point);
  b.travel(constant(7)).add(sim::StepKind::clear).depart();
  made(b, "train");
  b.visit(line, constant(25)).add(sim::StepKind::clear);
  if (lets_off) b.add(sim::StepKind::let_off);
  b.depart();
  return sim::run(b.model(), {});
}

}  // namespace

TEST_CASE("wagons that ride in a train leave with it: the mean over wagons and that over trains") {
  // Trains at 20 (line 20–45) and 40 (line 45–70).
  const sim::RunResult r = run_train(false, false);
  check_books(r);
  CHECK(r.classes[1].arrived == 2);
  CHECK(r.classes[1].sojourn.mean_s == (25 + 30) / 2.0);
  CHECK(r.classes[0].departed == 4);
  CHECK(r.classes[0].sojourn.mean_s == (45 + 45 + 70 + 70) / 4.0);  // all came at 0
  CHECK(r.classes[1].cleared == 2);
  CHECK(r.classes[1].cleared_kg == 4);
  CHECK(r.classes[0].cleared == 0);
}

TEST_CASE("members that end leave as the train sets out, their load with it") {
  const sim::RunResult r = run_train(true, false);
  check_books(r);
  CHECK(r.classes[0].sojourn.mean_s == (20 + 20 + 40 + 40) / 4.0);
  CHECK(r.classes[1].cleared_kg == 4);
  CHECK(r.gatherings[0].aboard_time_s == 0);
}

TEST_CASE("members that are let off go on, and their load counts once") {
  const sim::RunResult r = run_train(false, true);
  check_books(r);
  CHECK(r.classes[0].sojourn.mean_s == (52 + 52 + 77 + 77) / 4.0);
  CHECK(r.classes[0].cleared == 4);
  CHECK(r.classes[0].cleared_kg + r.classes[1].cleared_kg == 4);
}

TEST_CASE("wagons of a train part and come together again as the same train") {
  // Train 1 parts at 10 and train 2 at 20, each into three wagons; two cranes, 6 s a wagon. Train
  // 1: 10–16, 10–16, 16–22. Train 2: first 16–22 … the second crane is free at 16 as well: cranes
  // serve 1c 16–22 and, from 20, 2a 20–26; 2b 22–28; 2c 26–32.
  ModelBuilder b(200 * k_second);
  const auto gate = b.resource("gate", 1);
  const auto crane = b.resource("crane", 2);
  sim::GatheringDef def = one_kind(k_none);
  def.by_origin = true;
  def.into = 2;
  def.members_end = true;
  const auto point = gathering(b, def);
  b.at_start("train", 2).payload(constant(30)).visit(gate, constant(10));
  split(b, 1, constant(3));
  b.depart();
  made(b, "wagon");
  b.visit(crane, constant(6));
  gather(b, point);
  b.depart();
  made(b, "train-again");
  b.add(sim::StepKind::clear).depart();
  const sim::RunResult r = sim::run(b.model(), {});
  check_books(r);
  CHECK(r.classes[1].arrived == 6);
  CHECK(r.classes[2].arrived == 2);
  CHECK(r.classes[2].cleared_kg == doctest::Approx(60));
  CHECK(r.gatherings[0].waiting.mean_s == (6 + 6 + 0 + 6 + 4 + 0) / 6.0);
  CHECK(r.classes[1].sojourn.mean_s == (12 * 3 + 12 * 3) / 6.0);
}

TEST_CASE("nobody waits for a wagon that has left for good") {
  // Three wagons, of which one in three turns off at once and leaves: the others wait 10 s for no
  // one but each other.
  ModelBuilder b(100 * k_second);
  const auto crane = b.resource("crane", 1);
  sim::GatheringDef def = one_kind(k_none);
  def.by_origin = true;
  const auto point = gathering(b, def);
  b.at_start("train", 1);
  split(b, 1, constant(2));
  split(b, 2, constant(1));
  b.travel(constant(90)).depart();
  made(b, "wagon");
  b.visit(crane, constant(5));
  gather(b, point);
  b.depart();
  made(b, "lost");
  b.travel(constant(40)).add(sim::StepKind::turn_away).depart();
  const sim::RunResult r = sim::run(b.model(), {});
  check_books(r);
  CHECK(r.classes[1].departed == 2);
  CHECK(r.classes[1].sojourn.mean_s == 40);  // until the third is known not to come
  CHECK(r.gatherings[0].waiting.mean_s == (35 + 30) / 2.0);
}

TEST_CASE("tractor and trailer part and meet again, whoever comes first") {
  // Both tractors drop their trailers at 0. Tractors are back at 30; trailers are scanned one after
  // the other, 20 s each, done at 20 and 40. Pair 1 leaves at 30, pair 2 at 40.
  ModelBuilder b(200 * k_second);
  const auto scan = b.resource("scan", 1);
  sim::GatheringDef def;
  def.name = "coupling";
  def.kinds = {{1, -1}, {1, -1}};
  def.onto = 0;
  def.by_origin = true;
  const auto point = gathering(b, def);
  b.at_start("tractor", 2).payload(constant(20));
  split(b, 1, constant(1));
  b.travel(constant(30));
  gather(b, point, 0, {}, true);
  b.travel(constant(10)).add(sim::StepKind::clear).depart();
  made(b, "trailer");
  b.visit(scan, constant(20));
  gather(b, point, 1);
  b.depart();
  const sim::RunResult r = sim::run(b.model(), {});
  check_books(r);
  CHECK(r.classes[0].sojourn.mean_s == (40 + 50) / 2.0);
  CHECK(r.classes[1].sojourn.mean_s == (40 + 50) / 2.0);
  CHECK(r.classes[0].cleared_kg == 40);
  CHECK(r.classes[0].ledger_s[LedgerLayout::gathering_cell(1, 0, 0)] == 0 + 10);
  CHECK(r.classes[1].ledger_s[LedgerLayout::gathering_cell(1, 0, 0)] == 10 + 0);
  CHECK(r.gatherings[0].aboard_time_s == 20);
}

TEST_CASE("a tractor meets its trailer again on one of its ways and takes it along") {
  // The trailer is scanned by 40; the tractor's papers take until 50, then it drives 10 s.
  ModelBuilder b(200 * k_second);
  const auto scan = b.resource("scan", 1);
  sim::GatheringDef def;
  def.name = "coupling";
  def.kinds = {{1, -1}, {1, -1}};
  def.onto = 0;
  def.by_origin = true;
  const auto point = gathering(b, def);
  b.at_start("tractor", 1).payload(constant(20));
  fork(b,
       {[&] {
          split(b, 1, constant(1));
          b.travel(constant(30));
          gather(b, point, 0, {}, true);
        },
        [&] { b.travel(constant(50)); }},
       2);
  b.travel(constant(10)).add(sim::StepKind::clear).depart();
  made(b, "trailer");
  b.visit(scan, constant(40));
  gather(b, point, 1);
  b.depart();
  const sim::RunResult r = sim::run(b.model(), {});
  check_books(r);
  CHECK(r.classes[0].sojourn.mean_s == 60);
  CHECK(r.classes[0].cleared_kg == 20);
  CHECK(r.classes[1].sojourn.mean_s == 60);
  CHECK(r.gatherings[0].aboard_time_s == 20);
}

TEST_CASE("kinds wait for each other in their places, and those beyond are turned away") {
  // Loaded sets at 10, 20, 30, 40, 50; empty ones at 25 and 45. Two loaded may wait: 10 and 20
  // wait, 25 pairs with 10, 30 waits, 40 finds two waiting, 45 pairs with 20, 50 waits.
  ModelBuilder b(60 * k_second);
  const auto broad = b.resource("broad", 1);
  const auto standard = b.resource("standard", {{0, 0}, {5 * k_second, 1}});
  sim::GatheringDef def;
  def.name = "pairing";
  def.kinds = {{1, 2}, {1, -1}};
  const auto point = gathering(b, def);
  b.at_start("loaded", 5).visit(broad, constant(10));
  const std::uint32_t meets = b.next_step();
  gather(b, point, 0);
  b.depart();
  b.model().steps[meets].c = b.next_step();
  b.add(sim::StepKind::turn_away).depart();
  b.at_start("empty", 2);
  b.visit(standard, constant(20));
  gather(b, point, 1);
  b.depart();
  const sim::RunResult r = sim::run(b.model(), {});
  check_books(r);
  CHECK(r.gatherings[0].batches == 2);
  CHECK(r.gatherings[0].refused[0] == 1);
  CHECK(r.gatherings[0].came[0] == 5);
  CHECK(r.classes[0].turned_away == 1);
  CHECK(r.classes[0].inside == 2);
  CHECK(r.classes[0].ledger_s[LedgerLayout::gathering_cell(2, 0, 0)] == 15 + 25 + 30 + 10);
}

namespace {

/// Who waits at the step just added gives up after so long and is turned away.
void give_up(ModelBuilder& b, std::uint32_t gather_step, double after_s) {
  b.depart();
  b.model().distributions.push_back(constant(after_s));
  sim::Step& step = b.model().steps[gather_step];
  step.b = static_cast<std::uint32_t>(b.model().distributions.size() - 1);
  step.c = b.next_step();
  b.add(sim::StepKind::turn_away);
}

}  // namespace

TEST_CASE("who has waited long enough for the others gives up") {
  // 10, 20 and 30 leave at 30; 40 gives up at 65 and 50 at 75.
  ModelBuilder b(100 * k_second);
  const auto gate = b.resource("gate", 1);
  const auto point = gathering(b, one_kind(3));
  b.at_start("box", 5).visit(gate, constant(10));
  const std::uint32_t waits = b.next_step();
  gather(b, point);
  give_up(b, waits, 25);
  const sim::RunResult r = sim::run(b.model(), {});
  check_books(r);
  CHECK(r.gatherings[0].batches == 1);
  CHECK(r.gatherings[0].waiting.mean_s == (20 + 10 + 0) / 3.0);
  CHECK(r.gatherings[0].gave_up[0] == 2);
  CHECK(r.gatherings[0].queue_time_s == 20 + 10 + 0 + 25 + 25);
  CHECK(r.classes[0].turned_away == 2);
  CHECK(r.classes[0].departed == 3);
}

TEST_CASE("the clock of those who wait runs since the first who is still there") {
  // The first comes at 10 and gives up at 22; the others, of 20 and 30, leave at 35 and not at 25.
  ModelBuilder b(100 * k_second);
  const auto gate = b.resource("gate", 1);
  sim::GatheringDef def = one_kind(k_none);
  def.within = 15 * k_second;
  const auto point = gathering(b, def);
  b.at_start("hasty", 1).visit(gate, constant(10));
  const std::uint32_t waits = b.next_step();
  gather(b, point);
  give_up(b, waits, 12);
  b.at_start("box", 2).visit(gate, constant(10));
  gather(b, point);
  b.depart();
  const sim::RunResult r = sim::run(b.model(), {});
  check_books(r);
  CHECK(r.gatherings[0].batches == 1);
  CHECK(r.gatherings[0].members == 2);
  CHECK(r.gatherings[0].open.mean_s == 15);
  CHECK(r.classes[1].sojourn.mean_s == 35);
  CHECK(r.classes[0].turned_away == 1);
  CHECK(r.gatherings[0].gave_up[0] == 1);
  CHECK(r.gatherings[0].gave_up[1] == 0);
}

TEST_CASE("a part's draws do not depend on what else happens") {
  const auto busy = [](double delay_s) {
    ModelBuilder b(100000 * k_second);
    const auto crane = b.resource("crane", 500);
    b.at_start("train", 20).travel(constant(delay_s));
    split(b, 1, constant(10));
    b.depart();
    made(b, "wagon");
    b.visit(crane, sim::exponential(50)).depart();
    return sim::run(b.model(), {}).resources[crane].busy_time_s;
  };
  CHECK(busy(0) == busy(777));
}
