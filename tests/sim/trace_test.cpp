// The event trace against schedules computed by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "sim/run.hpp"
#include "tests/support/minutes.hpp"
#include "tests/support/parting_builder.hpp"

using namespace kouan::sim;
using kouan::test::k_min;
using kouan::test::ModelBuilder;

namespace {

/// "6 truck 2 held-back two": minutes, class, number from 1, event, place.
std::vector<std::string> events_of(const Model& model) {
  std::vector<std::string> lines;
  Trace trace([&](std::span<const TraceRecord> records) {
    for (const TraceRecord& r : records) {
      CHECK(r.at % k_minute == 0);
      std::string line = std::to_string(r.at / k_minute) + " " + model.classes[r.class_index].name +
                         " " + std::to_string(r.serial + 1) + " " + std::string(name_of(r.event));
      if (r.place < model.resources.size()) line += " " + model.resources[r.place].name;
      const std::size_t others = r.place - model.resources.size();
      if (r.place != k_none && r.place >= model.resources.size())
        line += " " + (others < model.stores.size()
                           ? model.stores[others].name
                           : model.gatherings[others - model.stores.size()].name);
      lines.push_back(line);
    }
  });
  const RunResult result = run(model, {1, 0, false, &trace});
  trace.flush();
  CHECK(result.conserved);
  CHECK(result.fingerprint == run(model, {}).fingerprint);  // watching changes nothing
  return lines;
}

/// Event by event, so that a failure says which.
void check_events(const Model& model, const std::vector<std::string>& expected) {
  const std::vector<std::string> events = events_of(model);
  CHECK(events.size() == expected.size());
  for (std::size_t i = 0; i < std::min(events.size(), expected.size()); ++i) {
    CAPTURE(i);
    CHECK(events[i] == expected[i]);
  }
}

}  // namespace

TEST_CASE("who gives up before a queue has never been in it") {
  // No place to wait; the second comes at 1 and waits for 3 min.
  ModelBuilder b(60 * k_minute);
  const auto gate = b.resource("gate", 1, 0);
  for (int i = 0; i < 2; ++i) {
    b.fleet("truck", 1).travel(constant(i * k_min)).seize(gate);
    const std::uint32_t asked = b.next_step() - 1;
    b.model().distributions.push_back(constant(3 * k_min));
    b.model().steps[asked].b = static_cast<std::uint32_t>(b.model().distributions.size() - 1);
    b.model().steps[asked].stays_when_full = true;
    b.hold(gate, constant(10 * k_min)).finish(gate).travel(constant(100 * k_min)).depart();
    b.model().steps[asked].c = b.next_step();
    b.travel(constant(100 * k_min)).add(StepKind::turn_away);
  }
  check_events(b.model(), {"0 truck 1 arrive", "0 truck 1 arrive", "0 truck 1 travel",
                           "0 truck 1 travel", "0 truck 1 start gate", "1 truck 1 held-back gate",
                           "4 truck 1 gave-up gate", "4 truck 1 travel", "10 truck 1 end gate",
                           "10 truck 1 leave gate", "10 truck 1 travel"});
}

TEST_CASE("a trace of two trucks, the second held back by the first") {
  // Station one takes 3 min, station two 5 min and has no place to wait.
  ModelBuilder b(60 * k_minute);
  const auto one = b.resource("one", 1);
  const auto two = b.resource("two", 1, 0);
  b.at_start("truck", 2).visit(one, constant(3 * k_min)).visit(two, constant(5 * k_min)).depart();
  const std::vector<std::string> expected = {
      "0 truck 1 arrive",        "0 truck 2 arrive",    "0 truck 1 start one",
      "0 truck 2 queue one",     "3 truck 1 end one",   "3 truck 1 start two",
      "3 truck 1 leave one",     "3 truck 2 start one", "6 truck 2 end one",
      "6 truck 2 held-back two", "8 truck 1 end two",   "8 truck 1 leave two",
      "8 truck 2 queue two",     "8 truck 2 start two", "8 truck 2 leave one",
      "8 truck 1 depart",        "13 truck 2 end two",  "13 truck 2 leave two",
      "13 truck 2 depart",
  };
  check_events(b.model(), expected);
}

TEST_CASE("a trace of papers, roads, stores and those who do not join") {
  // Declared at 0, processed at 4. The store holds 1 kg and loses 1 kg in 10 min: filled at 4, it
  // takes the second load at 14. The gate takes 1 min; who finds one waiting drives
  // off.
  ModelBuilder b(60 * k_minute);
  const auto gate = b.resource("gate", 1);
  const auto store = b.store({"silo", 1.0, 0.0, 1.0 / (10 * k_min)});
  b.fleet("truck", 3).declare(constant(4 * k_min));
  b.seize(gate);
  const std::uint32_t seize = b.next_step() - 1;
  b.hold(gate, constant(1 * k_min)).finish(gate).add(StepKind::reach_border).await_documents();
  b.add(StepKind::release_documents).deposit(store).add(StepKind::clear);
  b.travel(constant(2 * k_min)).travel(constant(1000 * k_min)).depart();
  b.model().steps[seize].c = b.next_step();
  b.model().steps[seize].limit = 1;
  b.travel(constant(1000 * k_min)).add(StepKind::turn_away);
  const std::vector<std::string> expected = {
      "0 truck 1 arrive",          "0 truck 2 arrive",       "0 truck 3 arrive",
      "0 truck 1 declare",         "0 truck 1 start gate",   "0 truck 2 declare",
      "0 truck 2 queue gate",      "0 truck 3 declare",      "0 truck 3 refused gate",
      "0 truck 3 travel",          "1 truck 1 end gate",     "1 truck 1 reach-border",
      "1 truck 1 leave gate",      "1 truck 2 start gate",   "1 truck 1 await-documents",
      "2 truck 2 end gate",        "2 truck 2 reach-border", "2 truck 2 leave gate",
      "2 truck 2 await-documents", "4 truck 1 release",      "4 truck 1 unload silo",
      "4 truck 1 cleared",         "4 truck 1 travel",       "4 truck 2 release",
      "4 truck 2 queue silo",      "6 truck 1 travel",       "14 truck 2 unload silo",
      "14 truck 2 cleared",        "14 truck 2 travel",      "16 truck 2 travel",
  };
  check_events(b.model(), expected);
}

TEST_CASE("a trace of work that closing interrupts or hands over") {
  // Open 10-20 min and from 60 min on; two trucks of 6 min. The second has 2 min left at 20.
  for (const AtClosing at_closing : {AtClosing::suspend, AtClosing::hand_over}) {
    ModelBuilder b(100 * k_minute);
    ServerRules rules;
    rules.at_closing = at_closing;
    const auto gate = b.resource(
        "gate", {{0, 0}, {10 * k_minute, 1}, {20 * k_minute, 0}, {60 * k_minute, 1}}, rules);
    b.at_start("truck", 2).visit_server(gate, constant(6 * k_min)).depart();
    const bool is_handed_over = at_closing == AtClosing::hand_over;
    check_events(b.model(),
                 {
                     "0 truck 1 arrive",
                     "0 truck 2 arrive",
                     "0 truck 1 queue gate",
                     "0 truck 2 queue gate",
                     "10 truck 1 start gate",
                     "16 truck 1 end gate",
                     "16 truck 1 leave gate",
                     "16 truck 2 start gate",
                     "16 truck 1 depart",
                     is_handed_over ? "20 truck 2 handed-over gate" : "20 truck 2 interrupted gate",
                     is_handed_over ? "60 truck 2 start gate" : "60 truck 2 resumed gate",
                     "62 truck 2 end gate",
                     "62 truck 2 leave gate",
                     "62 truck 2 depart",
                 });
  }
}

TEST_CASE("a trace of a batch has one end of each member") {
  // Three come at 0, 1 and 2 and are served together for 10 min.
  ModelBuilder b(60 * k_minute);
  ServerRules rules;
  rules.batch_least = 3;
  rules.batch_most = 3;
  const auto ferry = b.resource("ferry", {{0, 1}}, rules);
  double comes = 0;
  for (const char* name : {"one", "two", "three"}) {
    b.at_start(name, 1).travel(constant(comes)).visit_server(ferry, constant(10 * k_min)).depart();
    comes += k_min;
  }
  std::vector<std::string> ends;
  for (const std::string& event : events_of(b.model())) {
    if (event.find(" end ") != std::string::npos) ends.push_back(event);
  }
  CHECK(ends == std::vector<std::string>{"12 one 1 end ferry", "12 two 1 end ferry",
                                         "12 three 1 end ferry"});
}

TEST_CASE("a trace of a shared place that closes") {
  // Open to 20 and from 60 on. Of 15 min of work 5 are left at 20; who comes at 30 waits. From 60
  // on halves: 4 min end at 68, the other has 1 left.
  ModelBuilder b(100 * k_minute);
  const auto gate = b.resource("gate", {{0, 1}, {20 * k_minute, 0}, {60 * k_minute, 1}});
  b.model().resources[gate].is_shared = true;
  b.at_start("early", 1).travel(constant(10 * k_min)).share(gate, constant(15 * k_min)).depart();
  b.at_start("late", 1).travel(constant(30 * k_min)).share(gate, constant(4 * k_min)).depart();
  check_events(b.model(), {
                              "0 early 1 arrive",
                              "0 late 1 arrive",
                              "0 early 1 travel",
                              "0 late 1 travel",
                              "10 early 1 start gate",
                              "20 early 1 interrupted gate",
                              "30 late 1 queue gate",
                              "60 early 1 resumed gate",
                              "60 late 1 start gate",
                              "68 late 1 end gate",
                              "68 late 1 leave gate",
                              "68 late 1 depart",
                              "69 early 1 end gate",
                              "69 early 1 leave gate",
                              "69 early 1 depart",
                          });
}

TEST_CASE("a trace of those who share a server") {
  // 6 min at 0 and 2 min at 1: the second goes at 5, the first at 8.
  ModelBuilder b(60 * k_minute);
  const auto gate = b.resource("gate", 1);
  b.model().resources[gate].is_shared = true;
  b.at_start("long", 1).share(gate, constant(6 * k_min)).depart();
  b.at_start("short", 1).travel(constant(1 * k_min)).share(gate, constant(2 * k_min)).depart();
  check_events(b.model(), {
                              "0 long 1 arrive",
                              "0 short 1 arrive",
                              "0 long 1 start gate",
                              "0 short 1 travel",
                              "1 short 1 start gate",
                              "5 short 1 end gate",
                              "5 short 1 leave gate",
                              "5 short 1 depart",
                              "8 long 1 end gate",
                              "8 long 1 leave gate",
                              "8 long 1 depart",
                          });
}

TEST_CASE("a trace of three AGVs ends nine unloadings when a hand computation says") {
  ModelBuilder b(206 * k_minute);
  const auto loader = b.resource("loader", 1);
  const auto unloader = b.resource("unloader", 1);
  b.fleet("agv", 3)
      .visit(loader, constant(5 * k_min))
      .travel(constant(30 * k_min))
      .visit(unloader, constant(8 * k_min))
      .travel(constant(30 * k_min))
      .depart();
  std::vector<Micros> ends_min;
  Trace trace([&](std::span<const TraceRecord> records) {
    for (const TraceRecord& r : records)
      if (r.place == unloader && r.event == TraceEvent::end) ends_min.push_back(r.at / k_minute);
  });
  run(b.model(), {1, 0, false, &trace});
  trace.flush();
  CHECK(ends_min == std::vector<Micros>{43, 51, 59, 116, 124, 132, 189, 197, 205});
}

TEST_CASE("a trace longer than a block keeps the order and loses nothing") {
  ModelBuilder b(2 * k_day);
  const auto gate = b.resource("gate", 1);
  b.cls("truck", {{0, 1 / k_min}}).visit(gate, exponential(45)).depart();
  std::int64_t arrived = 0;
  Micros last = 0;
  std::size_t blocks = 0;
  Trace trace([&](std::span<const TraceRecord> records) {
    ++blocks;
    for (const TraceRecord& r : records) {
      CHECK(r.at >= last);
      last = r.at;
      arrived += r.event == TraceEvent::arrive ? 1 : 0;
    }
  });
  const RunResult result = run(b.model(), {1, 0, false, &trace});
  trace.flush();
  CHECK(arrived == result.classes[0].arrived);
  CHECK(blocks > 2);
}

TEST_CASE("a trace of two wagons that are set in together") {
  // Both gather; one shunt of 3 min, in the name of the first, moves both.
  ModelBuilder b(60 * k_minute);
  const auto locomotive = b.resource("locomotive", 1);
  GatheringDef def;
  def.name = "batch";
  def.kinds = {{2, -1}};
  const auto batch = kouan::test::gathering(b, def);
  b.at_start("wagon", 2);
  kouan::test::gather(b, batch, 0, [&] { b.visit(locomotive, constant(3 * k_min)); });
  b.depart();
  check_events(
      b.model(),
      {"0 wagon 1 arrive", "0 wagon 2 arrive", "0 wagon 1 queue batch", "0 wagon 2 queue batch",
       "0 wagon 1 start batch", "0 wagon 2 start batch", "0 wagon 1 start locomotive",
       "3 wagon 1 end locomotive", "3 wagon 1 leave locomotive", "3 wagon 1 leave batch",
       "3 wagon 2 leave batch", "3 wagon 1 depart", "3 wagon 2 depart"});
}

TEST_CASE("a trace of a tractor that drops its trailer") {
  // Whoever is made on the way has one number from its arrival on.
  ModelBuilder b(60 * k_minute);
  b.at_start("tractor", 1);
  kouan::test::split(b, 1, constant(1));
  b.depart();
  kouan::test::made(b, "trailer");
  b.travel(constant(3 * k_min)).depart();
  std::uint64_t number = 0;
  Trace trace([&](std::span<const TraceRecord> records) {
    for (const TraceRecord& r : records) {
      if (r.class_index != 1) continue;
      if (r.event == TraceEvent::arrive) number = r.serial;
      CHECK(r.serial == number);
    }
  });
  run(b.model(), {1, 0, false, &trace});
  trace.flush();
  CHECK(number > 0);
}
