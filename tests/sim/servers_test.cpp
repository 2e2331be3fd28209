// Servers that are told apart, in schedules computed by hand, event by event, to the microsecond.
#include <doctest/doctest.h>

#include "sim/run.hpp"
#include "tests/support/minutes.hpp"
#include "tests/support/model_builder.hpp"

using namespace kouan::sim;
using kouan::test::k_min;
using kouan::test::minutes;
using kouan::test::ModelBuilder;

namespace {

double stay(const RunResult& r, std::size_t cls) { return minutes(r.classes[cls].sojourn.mean_s); }
double in_cell(const RunResult& r, std::size_t cls, std::uint32_t resource, std::uint32_t offset) {
  return minutes(r.classes[cls].ledger_s[LedgerLayout::resource_cell(resource) + offset]);
}

/// Open 10-20 min and from 60 min on; three trucks from time 0, 6 min each.
RunResult gate_that_closes(AtClosing at_closing, std::int32_t servers = 1) {
  ModelBuilder b(100 * k_minute);
  ServerRules rules;
  rules.at_closing = at_closing;
  const auto gate = b.resource(
      "gate", {{0, 0}, {10 * k_minute, servers}, {20 * k_minute, 0}, {60 * k_minute, servers}},
      rules);
  for (int i = 0; i < 3; ++i)
    b.at_start("truck", 1).visit_server(gate, constant(6 * k_min)).depart();
  const RunResult result = run(b.model(), {});
  CHECK(result.conserved);
  CHECK(result.little);
  return result;
}

}  // namespace

TEST_CASE("work in hand at closing is finished, suspended or handed over") {
  // The second truck begins at 16. Finished: it ends at 22, the third begins at 60.
  const RunResult finished = gate_that_closes(AtClosing::finish);
  CHECK(stay(finished, 0) == 16);
  CHECK(stay(finished, 1) == 22);
  CHECK(stay(finished, 2) == 66);
  CHECK(minutes(finished.resources[0].open_time_s) == 52);  // 10 + 2 past closing + 40
  // Suspended: 4 min are done by 20, the other 2 from 60 to 62, then the third until 68.
  const RunResult suspended = gate_that_closes(AtClosing::suspend);
  CHECK(stay(suspended, 0) == 16);
  CHECK(stay(suspended, 1) == 62);
  CHECK(stay(suspended, 2) == 68);
  CHECK(in_cell(suspended, 1, 0, LedgerLayout::interrupted) == 40);
  CHECK(in_cell(suspended, 1, 0, LedgerLayout::served) == 6);
  CHECK(minutes(suspended.resources[0].open_time_s) == 50);
  CHECK(minutes(suspended.resources[0].busy_time_s) == 18);
  // Handed over: the same times with one server, but the truck waits in the queue.
  const RunResult handed = gate_that_closes(AtClosing::hand_over);
  CHECK(stay(handed, 1) == 62);
  CHECK(stay(handed, 2) == 68);
  CHECK(in_cell(handed, 1, 0, LedgerLayout::interrupted) == 0);
  CHECK(in_cell(handed, 1, 0, LedgerLayout::closed) == 50);  // 0-10 and 20-60
  CHECK(handed.resources[0].waiting.count == 3);  // one wait a truck, until its work began
  CHECK(minutes(handed.resources[0].waiting.mean_s) == (10 + 16 + 62) / 3.0);
}

TEST_CASE("work handed over goes on at whichever server opens, suspended work at its own") {
  // Two servers; three trucks of 15 min at 0. One server closes at 10 for ever, the other stays.
  for (const AtClosing at_closing : {AtClosing::suspend, AtClosing::hand_over}) {
    ModelBuilder b(200 * k_minute);
    ServerRules rules;
    rules.at_closing = at_closing;
    const auto gate = b.resource("gate", {{0, 2}, {10 * k_minute, 1}, {100 * k_minute, 2}}, rules);
    for (int i = 0; i < 3; ++i)
      b.at_start("truck", 1).visit_server(gate, constant(15 * k_min)).depart();
    const RunResult result = run(b.model(), {});
    CHECK(result.little);
    CHECK(stay(result, 0) == 15);  // the one that began last stops
    // Handed over, its 5 min go before the third truck; suspended, they wait for 100.
    const bool handed = at_closing == AtClosing::hand_over;
    CHECK(stay(result, 1) == (handed ? 20 : 105));
    CHECK(stay(result, 2) == (handed ? 35 : 30));
  }
}

TEST_CASE("which server closes, of some, when work in hand is finished") {
  // Two servers; trucks of 15 min at 0 and 1 min, one that waits. One server closes at 10.
  for (const bool told_apart : {false, true}) {
    ModelBuilder b(200 * k_minute);
    const std::vector<CapacityChange> servers{{0, 2}, {10 * k_minute, 1}};
    const auto gate =
        told_apart ? b.resource("gate", servers, ServerRules{}) : b.resource("gate", servers);
    for (const double comes : {0, 1, 2}) {
      b.at_start("truck", 1).travel(constant(comes * k_min));
      const auto work = constant(15 * k_min);
      (told_apart ? b.visit_server(gate, work) : b.visit(gate, work)).depart();
    }
    const RunResult result = run(b.model(), {});
    CHECK(stay(result, 0) == 15);
    CHECK(stay(result, 1) == 16);
    // Counted, the first to be done closes; told apart, the one whose work began last.
    CHECK(stay(result, 2) == (told_apart ? 30 : 31));
    CHECK(result.little);
  }
}

TEST_CASE("work that ends at the instant of closing has ended") {
  ModelBuilder b(100 * k_minute);
  ServerRules rules;
  rules.at_closing = AtClosing::suspend;
  const auto gate = b.resource("gate", {{0, 1}, {6 * k_minute, 0}, {60 * k_minute, 1}}, rules);
  for (int i = 0; i < 2; ++i)
    b.at_start("truck", 1).visit_server(gate, constant(6 * k_min)).depart();
  const RunResult result = run(b.model(), {});
  CHECK(stay(result, 0) == 6);
  CHECK(stay(result, 1) == 66);
}

TEST_CASE("failures by calendar time or by operating time") {
  // Up 10 min, repair 5 min. One truck of 12 min comes at 8 min (it drives there).
  for (const bool by_operating_time : {false, true}) {
    ModelBuilder b(60 * k_minute);
    ServerRules rules;
    rules.breakdowns = BreakdownDef{constant(10 * k_min), constant(5 * k_min), by_operating_time};
    const auto gate = b.resource("gate", {{0, 1}}, rules);
    b.at_start("truck", 1).travel(constant(8 * k_min)).visit_server(gate, constant(12 * k_min));
    b.depart();
    const RunResult result = run(b.model(), {});
    CHECK(result.little);
    if (by_operating_time) {
      // Works 8-18, repair 18-23, works 23-25; then the clock stands still.
      CHECK(stay(result, 0) == 25);
      CHECK(in_cell(result, 0, gate, LedgerLayout::interrupted) == 5);
      CHECK(minutes(result.resources[gate].busy_time_s) == 12);
    } else {
      // Works 8-10, repair 10-15, works 15-25: done as the next failure comes.
      CHECK(stay(result, 0) == 25);
      CHECK(in_cell(result, 0, gate, LedgerLayout::interrupted) == 5);
      // Repairs 25-30, 40-45 and 55-60 stand idle and count as down, as does 10-15.
      CHECK(minutes(result.resources[gate].down_time_s) == 20);
    }
  }
}

TEST_CASE("operating time runs on from one work to the next") {
  // Fails after 10 min of work, repair 5 min. Works 0-6, and 20-24: then it has worked for 10.
  ModelBuilder b(60 * k_minute);
  ServerRules rules;
  rules.breakdowns = BreakdownDef{constant(10 * k_min), constant(5 * k_min), true};
  const auto gate = b.resource("gate", {{0, 1}}, rules);
  for (const double comes : {0, 20}) {
    b.at_start("truck", 1).travel(constant(comes * k_min)).visit_server(gate, constant(6 * k_min));
    b.depart();
  }
  const RunResult result = run(b.model(), {});
  CHECK(stay(result, 0) == 6);
  CHECK(stay(result, 1) == 31);  // 20-24, repair 24-29, 29-31
  CHECK(result.little);
}

TEST_CASE("each server breaks down by itself") {
  ModelBuilder b(100 * k_minute);
  ServerRules rules;
  rules.breakdowns = BreakdownDef{exponential(20 * k_min), constant(5 * k_min), false};
  const auto gate = b.resource("gate", {{0, 50}}, rules);
  for (int i = 0; i < 50; ++i)
    b.at_start("truck", 1).visit_server(gate, constant(10 * k_min)).depart();
  const RunResult result = run(b.model(), {});
  CHECK(result.little);
  int undisturbed = 0;
  for (const ClassResult& c : result.classes)
    undisturbed += minutes(c.sojourn.mean_s) == 10 ? 1 : 0;
  // exp(-1/2) = 0.61 of them finish without a failure: 30.3 +- 3.5.
  CHECK(undisturbed > 15);
  CHECK(undisturbed < 45);
}

TEST_CASE("a server that finds nobody leaves, again and again") {
  // Vacations of 3 min end at 3, 6, ...; trucks come at 4 and 4.5 min, 2 min of work each.
  ModelBuilder b(30 * k_minute);
  ServerRules rules;
  rules.vacation_s = constant(3 * k_min);
  const auto gate = b.resource("gate", {{0, 1}}, rules);
  b.at_start("truck", 1).travel(constant(4 * k_min)).visit_server(gate, constant(2 * k_min));
  b.depart();
  b.at_start("truck", 1).travel(constant(4.5 * k_min)).visit_server(gate, constant(2 * k_min));
  b.depart();
  b.at_start("late", 1).travel(constant(11 * k_min)).visit_server(gate, constant(2 * k_min));
  b.depart();
  const RunResult result = run(b.model(), {});
  CHECK(stay(result, 0) == 8);   // 6-8
  CHECK(stay(result, 1) == 10);  // 8-10; then vacation 10-13
  CHECK(stay(result, 2) == 15);
  CHECK(minutes(result.resources[gate].down_time_s) == 6 + 3 + 15);
  CHECK(result.little);
}

TEST_CASE("a more urgent truck breaks off the work of the least urgent") {
  // Levels 2, 1, 0 come at 0, 2, 4 min, 10 min of work each; a second of level 2 at 1 min.
  ModelBuilder b(100 * k_minute);
  ServerRules rules;
  rules.preempts = true;
  const auto gate = b.resource("gate", {{0, 1}}, rules);
  const double comes[] = {0, 1, 2, 4};
  const std::uint8_t level[] = {2, 2, 1, 0};
  for (int i = 0; i < 4; ++i) {
    b.at_start("truck", 1)
        .travel(constant(comes[i] * k_min))
        .visit_server(gate, constant(10 * k_min), level[i])
        .depart();
  }
  const RunResult result = run(b.model(), {});
  CHECK(stay(result, 3) == 14);  // 4-14
  CHECK(stay(result, 2) == 22);  // 2-4, 14-22
  CHECK(stay(result, 0) == 30);  // 0-2, 22-30: before the other of its level
  CHECK(stay(result, 1) == 40);
  CHECK(result.little);
  CHECK(result.conserved);
}

TEST_CASE("of two alike the one whose work began last is broken off") {
  // Level 1 at 0 and 1 min, level 0 at 2 min, 10 min of work each; two servers.
  ModelBuilder b(100 * k_minute);
  ServerRules rules;
  rules.preempts = true;
  const auto gate = b.resource("gate", {{0, 2}}, rules);
  for (int i = 0; i < 3; ++i) {
    b.at_start("truck", 1)
        .travel(constant(i * k_min))
        .visit_server(gate, constant(10 * k_min), i == 2 ? 0 : 1)
        .depart();
  }
  const RunResult result = run(b.model(), {});
  CHECK(stay(result, 0) == 10);
  CHECK(stay(result, 1) == 19);  // 1-2, 10-19
  CHECK(stay(result, 2) == 12);
  CHECK(result.little);
}

TEST_CASE("a more urgent truck is not held up by a full queue of others") {
  // No places but one; level 1 at 0 and 1 min, level 0 at 2 min, 10 min each.
  ModelBuilder b(100 * k_minute);
  ServerRules rules;
  rules.preempts = true;
  const auto gate = b.resource("gate", {{0, 1}}, rules, 1);
  for (int i = 0; i < 3; ++i) {
    b.at_start("truck", 1)
        .travel(constant(i * k_min))
        .visit_server(gate, constant(10 * k_min), i == 2 ? 0 : 1)
        .depart();
  }
  const RunResult result = run(b.model(), {});
  CHECK(stay(result, 2) == 12);
  CHECK(stay(result, 0) == 20);
  CHECK(stay(result, 1) == 30);
  CHECK(result.little);
}

TEST_CASE("servers shared by all who are there") {
  // One server: 6 min at 0 and 2 min at 1. Shares: 1-5 half each, so the second goes at 5 and the
  // first has 3 left, until 8. Two servers: nobody is slowed down.
  for (const std::int32_t servers : {1, 2}) {
    ModelBuilder b(60 * k_minute);
    const auto gate = b.resource("gate", servers);
    b.model().resources[gate].is_shared = true;
    b.at_start("long", 1).share(gate, constant(6 * k_min)).depart();
    b.at_start("short", 1).travel(constant(1 * k_min)).share(gate, constant(2 * k_min)).depart();
    const RunResult result = run(b.model(), {});
    CHECK(stay(result, 0) == (servers == 1 ? 8 : 6));
    CHECK(stay(result, 1) == (servers == 1 ? 5 : 3));
    CHECK(minutes(result.resources[gate].busy_time_s) == 8);
    CHECK(result.little);
  }
}

TEST_CASE("shared servers stand still while closed") {
  ModelBuilder b(60 * k_minute);
  const auto gate = b.resource("gate", {{0, 1}, {2 * k_minute, 0}, {10 * k_minute, 1}});
  b.model().resources[gate].is_shared = true;
  b.at_start("one", 1).share(gate, constant(3 * k_min)).depart();
  b.at_start("two", 1).share(gate, constant(3 * k_min)).depart();
  const RunResult result = run(b.model(), {});
  CHECK(stay(result, 0) == 14);  // 1 min each by 2, the other 4 from 10 on
  CHECK(stay(result, 1) == 14);
}

TEST_CASE("whoever is served in one batch goes on its own way") {
  // Two wait for a ferry of 10 min: one leaves afterwards, the other goes on to a lab of 5 min, and
  // comes to the ferry once more, with a third one that has been under way for 12 min.
  ModelBuilder b(60 * k_minute);
  ServerRules rules;
  rules.batch_least = 2;
  rules.batch_most = 2;
  const auto ferry = b.resource("ferry", {{0, 1}}, rules);
  const auto lab = b.resource("lab", {{0, 1}});
  b.at_start("short", 1).visit_server(ferry, constant(10 * k_min)).add(StepKind::clear).depart();
  b.at_start("long", 1)
      .visit_server(ferry, constant(10 * k_min))
      .visit(lab, constant(5 * k_min))
      .visit_server(ferry, constant(10 * k_min))
      .travel(constant(1 * k_min))
      .add(StepKind::clear)
      .depart();
  b.at_start("third", 1)
      .travel(constant(12 * k_min))
      .visit_server(ferry, constant(10 * k_min))
      .travel(constant(2 * k_min))
      .add(StepKind::clear)
      .depart();
  const RunResult result = run(b.model(), {});
  CHECK(result.little);
  CHECK(result.conserved);
  CHECK(stay(result, 0) == 10);
  CHECK(stay(result, 1) == 26);  // 10, 15, both from 15 to 25, and 1
  CHECK(stay(result, 2) == 27);  // 12, 3 waiting, 10, and 2
  for (const ClassResult& c : result.classes)
    CHECK(c.cleared == 1);
  CHECK(result.resources[lab].served == 1);
  CHECK(result.resources[ferry].served == 4);
}

TEST_CASE("a batch is served at once, nobody joins later") {
  // At most 3 at once, 10 min; five trucks come at 0, 1, 2, 3, 4 min.
  for (const std::int32_t least : {1, 3}) {
    ModelBuilder b(60 * k_minute);
    ServerRules rules;
    rules.batch_least = least;
    rules.batch_most = 3;
    const auto gate = b.resource("gate", {{0, 1}}, rules);
    for (int i = 0; i < 5; ++i) {
      b.at_start("truck", 1)
          .travel(constant(i * k_min))
          .visit_server(gate, constant(10 * k_min))
          .depart();
    }
    const RunResult result = run(b.model(), {});
    CHECK(result.little);
    CHECK(result.conserved);
    if (least == 1) {  // 1 alone 0-10, then 3 until 20, then the last until 30
      CHECK(stay(result, 0) == 10);
      for (std::size_t i = 1; i < 4; ++i)
        CHECK(stay(result, i) == 20);
      CHECK(stay(result, 4) == 30);
      CHECK(minutes(result.resources[gate].busy_time_s) == 30);
    } else {  // three from 2 to 12; the other two wait for a third
      for (std::size_t i = 0; i < 3; ++i)
        CHECK(stay(result, i) == 12);
      CHECK(result.classes[4].inside == 1);
      CHECK(result.resources[gate].served == 3);
    }
  }
}

TEST_CASE("who completes a batch at a free server is not turned away") {
  // Full batches of two, 3 min, room for one to wait; at 0, 1, 2, 3 and 5 min: those of 0 and 1 are
  // served until 4, that of 3 is refused, those of 2 and 5 are served from 5 to 8.
  for (const bool balks : {false, true}) {
    ModelBuilder b(60 * k_minute);
    ServerRules rules;
    rules.batch_least = 2;
    rules.batch_most = 2;
    const auto gate = b.resource("gate", {{0, 1}}, rules, balks ? -1 : 1);
    for (const int at_min : {0, 1, 2, 3, 5}) {
      b.cls("truck", {});
      b.model().classes.back().source = SourceKind::listed;
      b.model().classes.back().plan = {at_min * k_minute};
      const std::uint32_t asked = b.next_step();
      b.visit_server(gate, constant(3 * k_min)).depart();
      b.model().steps[asked].c = b.next_step();
      if (balks) b.model().steps[asked].limit = 1;
      b.add(StepKind::turn_away);
    }
    const RunResult result = run(b.model(), {});
    CHECK(result.little);
    CHECK(result.conserved);
    CHECK(stay(result, 0) == 4);
    CHECK(stay(result, 1) == 3);
    CHECK(stay(result, 2) == 6);
    CHECK(result.classes[3].turned_away == 1);
    CHECK(stay(result, 4) == 3);
  }
}

TEST_CASE("without a queue a batch steps up to the server from where it stands") {
  // Full batches of two, 10 min; at 0, 1, 2, 3 min: the first two from 1 to 11, the others to 21.
  ModelBuilder b(60 * k_minute);
  ServerRules rules;
  rules.batch_least = 2;
  rules.batch_most = 2;
  const auto gate = b.resource("gate", {{0, 1}}, rules, 0);
  for (const int at_min : {0, 1, 2, 3}) {
    b.cls("truck", {});
    b.model().classes.back().source = SourceKind::listed;
    b.model().classes.back().plan = {at_min * k_minute};
    b.visit_server(gate, constant(10 * k_min)).depart();
  }
  const RunResult result = run(b.model(), {});
  CHECK(result.little);
  CHECK(result.conserved);
  CHECK(stay(result, 0) == 11);
  CHECK(stay(result, 1) == 10);
  CHECK(stay(result, 2) == 19);
  CHECK(stay(result, 3) == 18);
  CHECK(minutes(result.resources[gate].busy_time_s) == 20);
}

TEST_CASE("room ahead is reserved before work begins") {
  // One part at a time at the first station, no place but the server at the second. Work of 2 and
  // 5 min: the second part begins at 7, when the first has left the second station, not at 2.
  ModelBuilder b(60 * k_minute);
  const auto one = b.resource("one", 1);
  const auto two = b.resource("two", {{0, 1}}, ServerRules{}, 0);
  for (int i = 0; i < 2; ++i) {
    b.at_start("part", 1).seize(one).add(StepKind::reserve, two);
    b.model().steps.back().limit = one;
    b.model().steps.back().ledger = LedgerLayout::resource_cell(one) + LedgerLayout::interrupted;
    b.hold(one, constant(2 * k_min)).finish(one).visit_server(two, constant(5 * k_min)).depart();
  }
  const RunResult result = run(b.model(), {});
  CHECK(stay(result, 0) == 7);
  CHECK(stay(result, 1) == 14);
  CHECK(in_cell(result, 1, one, LedgerLayout::waiting) == 2);
  CHECK(in_cell(result, 1, one, LedgerLayout::interrupted) == 5);
  CHECK(minutes(result.resources[one].blocked_time_s) == 5);
  CHECK(minutes(result.resources[one].busy_time_s) == 4);
  CHECK(result.little);
  CHECK(result.conserved);
}
