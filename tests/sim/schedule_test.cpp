// Schedules computed by hand, event by event, to the microsecond.
#include <doctest/doctest.h>

#include "sim/run.hpp"
#include "tests/support/minutes.hpp"
#include "tests/support/model_builder.hpp"

using namespace kouan::sim;
using kouan::test::k_min;
using kouan::test::minutes;
using kouan::test::ModelBuilder;

TEST_CASE("three stations, blocking after service") {
  // Eight trucks at time 0; station 2 takes 5 2 7 1 4 6 2 3 min. One class per truck gives each its
  // time.
  const double second[] = {5, 2, 7, 1, 4, 6, 2, 3};
  ModelBuilder b(45 * k_minute);
  const auto s1 = b.resource("one", 1);
  const auto s2 = b.resource("two", 1, 1);
  const auto s3 = b.resource("three", 1, 0);
  for (const double service : second) {
    b.at_start("truck", 1)
        .visit(s1, constant(3 * k_min))
        .visit(s2, constant(service * k_min))
        .visit(s3, constant(4 * k_min))
        .depart();
  }
  const RunResult result = run(b.model(), {});
  const double leave3[] = {12, 16, 23, 27, 31, 37, 41, 45};
  for (std::size_t i = 0; i < 8; ++i) {
    CAPTURE(i);
    CHECK(minutes(result.classes[i].sojourn.mean_s) == leave3[i]);
  }
  CHECK(minutes(result.resources[0].blocked_time_s) == 9);
  CHECK(minutes(result.resources[1].blocked_time_s) == 8);
  CHECK(minutes(result.resources[0].busy_time_s) == 24);
  CHECK(result.conserved);
  CHECK(result.little);
}

TEST_CASE("three AGVs, one loader, one unloader") {
  ModelBuilder b(206 * k_minute);
  const auto loader = b.resource("loader", 1);
  const auto unloader = b.resource("unloader", 1);
  b.fleet("agv", 3)
      .visit(loader, constant(5 * k_min))
      .travel(constant(30 * k_min))
      .visit(unloader, constant(8 * k_min))
      .add(StepKind::clear)
      .travel(constant(30 * k_min))
      .depart();
  // Unloading ends at 43, 51, 59, 116, 124, 132, 189, 197, 205 min: nine loads by 205, eight
  // before.
  CHECK(run(b.model(), {}).classes[0].cleared == 9);
  b.model().horizon = 205 * k_minute - 1;
  CHECK(run(b.model(), {}).classes[0].cleared == 8);
  b.model().horizon = 1000 * 73 * k_minute;
  const RunResult longer = run(b.model(), {});
  // Every cycle takes 73 min and the three first unloadings end within the first: 3 trips per 73
  // min.
  CHECK(longer.classes[0].cleared == 3 * 1000);
  CHECK(longer.conserved);
}

TEST_CASE("work in hand at closing is finished, the rest waits for the opening") {
  // Open 10-20 min and from 60 min on; three trucks from time 0, 6 min each.
  ModelBuilder b(100 * k_minute);
  const auto gate =
      b.resource("gate", {{0, 0}, {10 * k_minute, 1}, {20 * k_minute, 0}, {60 * k_minute, 1}});
  for (int i = 0; i < 3; ++i)
    b.at_start("truck", 1).visit(gate, constant(6 * k_min)).depart();
  const RunResult result = run(b.model(), {});
  CHECK(minutes(result.classes[0].sojourn.mean_s) == 16);
  CHECK(minutes(result.classes[1].sojourn.mean_s) == 22);  // begun at 16, finished after closing
  CHECK(minutes(result.classes[2].sojourn.mean_s) == 66);
  const auto& ledger = result.classes[2].ledger_s;
  const auto cell = LedgerLayout::resource_cell(gate);
  CHECK(minutes(ledger[cell + LedgerLayout::waiting]) == 10);
  CHECK(minutes(ledger[cell + LedgerLayout::closed]) == 50);
  CHECK(minutes(ledger[cell + LedgerLayout::served]) == 6);
  CHECK(minutes(result.resources[gate].closed_time_s) == 50);
  CHECK(minutes(result.resources[gate].open_time_s) == 10 + 2 + 40);
}

TEST_CASE("closing and end of work at one instant: no work starts at the closing time") {
  ModelBuilder b(100 * k_minute);
  const auto gate = b.resource("gate", {{0, 1}, {12 * k_minute, 0}, {30 * k_minute, 1}});
  for (int i = 0; i < 3; ++i)
    b.at_start("truck", 1).visit(gate, constant(6 * k_min)).depart();
  const RunResult result = run(b.model(), {});
  CHECK(minutes(result.classes[1].sojourn.mean_s) == 12);
  CHECK(minutes(result.classes[2].sojourn.mean_s) == 36);
}

TEST_CASE("a place of a yard is held over what happens inside") {
  // Two places, one inspector (10 min); the third truck is kept at the gate until the first leaves.
  ModelBuilder b(100 * k_minute);
  const auto gate = b.resource("gate", 1);
  const auto yard = b.resource("yard", 2, 0);
  const auto inspector = b.resource("inspector", 1);
  for (int i = 0; i < 3; ++i) {
    b.at_start("truck", 1)
        .visit(gate, constant(1 * k_min))
        .seize(yard)
        .visit(inspector, constant(10 * k_min))
        .finish(yard)
        .depart();
  }
  const RunResult result = run(b.model(), {});
  CHECK(minutes(result.classes[0].sojourn.mean_s) == 11);
  CHECK(minutes(result.classes[1].sojourn.mean_s) == 21);
  CHECK(minutes(result.classes[2].sojourn.mean_s) == 31);
  CHECK(minutes(result.resources[gate].blocked_time_s) == 8);  // from 3 to 11
  CHECK(minutes(result.resources[yard].busy_time_s) == 10 + 19 + 20);
}

TEST_CASE("a full store holds the unloading until enough is removed") {
  // 100 t places, 40 t a truck, 20 t/h removed: the third truck (at 0) waits for 20 t, that is 1 h.
  ModelBuilder b(10 * k_hour);
  const auto store = b.store({"coal", 100e3, 0, 20e3 / 3600.0});
  for (int i = 0; i < 4; ++i) {
    b.at_start("truck", 1).payload(constant(40e3)).deposit(store).depart();
  }
  const RunResult result = run(b.model(), {});
  CHECK(result.classes[1].sojourn.mean_s == 0);
  CHECK(result.classes[2].sojourn.mean_s == doctest::Approx(3600).epsilon(1e-9));
  CHECK(result.classes[3].sojourn.mean_s == doctest::Approx(3 * 3600).epsilon(1e-9));
  CHECK(result.classes[3].ledger_s.back() == doctest::Approx(3 * 3600).epsilon(1e-9));
  // Empty at both ends, and somebody waited until 3 h.
  REQUIRE(result.stores.size() == 1);
  CHECK(result.stores[0].growth_kg == 0);
  CHECK(result.stores[0].put_kg == std::vector<double>(4, 40e3));
  CHECK(result.stores[0].was_full);
  CHECK(result.stores[0].since_full_s == doctest::Approx(7 * 3600).epsilon(1e-9));
  CHECK(result.stores[0].longest_not_full_s == 0);
}

TEST_CASE("room in a store comes at its microsecond, whatever rounding says") {
  // Full of 10 t, 1 t/h removed: a load of 10 t that comes at 1 min has room at 10 h, the next at
  // 20 h; one that comes at 30 h finds it empty.
  ModelBuilder b(40 * k_hour);
  const auto store = b.store({"coal", 10e3, 10e3, 1e3 / 3600.0});
  for (const double at_min : {1.0, 2.0, 30 * 60.0}) {
    b.at_start("truck", 1).payload(constant(10e3)).travel(constant(at_min * k_min));
    b.deposit(store).depart();
  }
  const RunResult result = run(b.model(), {});
  CHECK(result.classes[0].sojourn.mean_s == 36000);
  CHECK(result.classes[1].sojourn.mean_s == 72000);
  CHECK(result.classes[2].sojourn.mean_s == 108000);
  REQUIRE(result.stores.size() == 1);
  CHECK(result.stores[0].growth_kg == doctest::Approx(-10e3));
  CHECK(result.keeps_tonnes);
}

TEST_CASE("loads that fill a store to the brim fit, though their sum is above it by rounding") {
  // 0.1 + 0.2 is more than 0.3 in doubles; nothing is removed.
  ModelBuilder b(k_hour);
  const auto store = b.store({"bin", 0.3, 0, 0});
  b.at_start("first", 1).payload(constant(0.1)).deposit(store).depart();
  b.at_start("second", 1).payload(constant(0.2)).deposit(store).depart();
  b.at_start("third", 1).payload(constant(1e-9)).deposit(store).depart();
  const RunResult result = run(b.model(), {});
  CHECK(result.classes[0].departed == 1);
  CHECK(result.classes[1].departed == 1);
  CHECK(result.classes[2].departed == 0);
}

TEST_CASE("after the warm-up a store's balance begins anew, with what was in it then") {
  // 40 t at 0 and at 6 h, 10 t/h removed: 20 t at 2 h, 30 t at 7 h; the second needs no room.
  ModelBuilder b(7 * k_hour);
  const auto store = b.store({"coal", 50e3, 0, 10e3 / 3600.0});
  b.at_start("now", 1).payload(constant(40e3)).deposit(store).depart();
  b.at_start("later", 1).payload(constant(40e3)).travel(constant(360 * k_min)).deposit(store);
  b.depart();
  Model model = b.model();
  model.warm_up = 2 * k_hour;
  const RunResult result = run(model, {});
  REQUIRE(result.stores.size() == 1);
  CHECK(result.stores[0].growth_kg == doctest::Approx(10e3));
  CHECK(result.stores[0].put_kg == std::vector<double>{0, 40e3});
  CHECK_FALSE(result.stores[0].was_full);
}

TEST_CASE("what lasts longer than time can be counted goes on at the end of the run") {
  constexpr double k_absurd_s = 1e300;
  const auto in = [](ModelBuilder& b) {
    const RunResult result = run(b.model(), {});
    CHECK(result.conserved);
    CHECK(result.little);
    return result.classes.back();
  };
  ModelBuilder work(10 * k_hour);
  const auto gate = work.resource("gate", 1);
  work.at_start("truck", 2).visit(gate, constant(k_absurd_s)).depart();
  CHECK(in(work).inside == 2);
  ModelBuilder drive(10 * k_hour);
  drive.cls("truck", {{0, 1e-3}}).travel(constant(k_absurd_s)).depart();
  CHECK(in(drive).departed == 0);
  // 10 t too many, of which a gram goes in 3e11 years.
  ModelBuilder heap(10 * k_hour);
  const auto store = heap.store({"coal", 30e3, 0, 1e-22});
  heap.at_start("truck", 1).payload(constant(20e3)).deposit(store).depart();
  heap.at_start("truck", 1).payload(constant(20e3)).deposit(store).depart();
  CHECK(in(heap).inside == 1);
}

TEST_CASE("the two clocks: documents run beside the truck") {
  // Declared at 0, processed after 60 min; the truck is at the counter after 20 min and waits
  // for 40.
  ModelBuilder b(10 * k_hour);
  b.at_start("truck", 1)
      .declare(constant(60 * k_min))
      .travel(constant(20 * k_min))
      .await_documents()
      .add(StepKind::release_documents)
      .travel(constant(5 * k_min))
      .add(StepKind::clear)
      .depart();
  b.at_start("cyclist", 1)
      .travel(constant(50 * k_min))
      .add(StepKind::reach_border)
      .travel(constant(7 * k_min))
      .add(StepKind::clear)
      .depart();
  b.at_start("early", 1)
      .declare(constant(10 * k_min))
      .travel(constant(20 * k_min))
      .await_documents()
      .add(StepKind::release_documents)
      .depart();
  const RunResult result = run(b.model(), {});
  CHECK(minutes(result.classes[0].documents.mean_s) == 60);
  CHECK(minutes(result.classes[0].physical.mean_s) == 65);
  CHECK(minutes(result.classes[1].physical.mean_s) == 7);
  CHECK(minutes(result.classes[1].sojourn.mean_s) == 57);
  CHECK(minutes(result.classes[2].documents.mean_s) == 20);
  CHECK(minutes(result.classes[0].ledger_s[LedgerLayout::documents]) == 40);
}
