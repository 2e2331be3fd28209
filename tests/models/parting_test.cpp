// Parting and meeting: from the file to the run, and what the graph says.
#include <doctest/doctest.h>

#include <algorithm>

#include "models/compile.hpp"
#include "models/process_graph.hpp"
#include "models/read_scenario.hpp"
#include "sim/run.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::models;
using namespace kouan::test;

namespace {

const Scenario& parting() {
  static const ReadResult k_result = read_scenario("tests/models/data/parting.yaml");
  INFO(k_result.diagnostics.text());
  REQUIRE(k_result.scenario);
  return *k_result.scenario;
}

const sim::RunResult& result() {
  static const sim::RunResult k_result = sim::run(compile(parting()).model, {});
  return k_result;
}

const sim::ClassResult& of_class(const std::string& id) {
  const auto& classes = parting().classes;
  const auto cls = std::find_if(classes.begin(), classes.end(),
                                [&](const EntityClass& c) { return c.id == id; });
  return result().classes[static_cast<std::size_t>(cls - classes.begin())];
}

double mean_min(const std::string& id) { return of_class(id).sojourn.mean_s / 60; }

}  // namespace

TEST_CASE("the books of a run with every way of parting and meeting balance") {
  CHECK(result().conserved);
  CHECK(result().little);
}

TEST_CASE("a lorry drops its trailer and takes the same one again") {
  // Trailers are scanned by 20 and 40 min, lorries are back at 30 and drive 10 min more.
  CHECK(mean_min("lorry") == doctest::Approx((40 + 50) / 2.0));
  CHECK(mean_min("trailer") == doctest::Approx((40 + 50) / 2.0));
  CHECK(of_class("lorry").cleared_kg == doctest::Approx(40e3));
}

TEST_CASE("vehicles wait in the lot for their slots, and who finds none does something else") {
  // Slots at 8, 9 and 10 h, of which the last is more than 9 h ahead.
  CHECK(mean_min("booked") == doctest::Approx((480 + 540 + 5) / 3.0));
  CHECK(of_class("booked").cleared == 3);
}

TEST_CASE("who gives up waiting for others does something else and goes on") {
  // From the desk at 1, 2 and 3 min; the third waits for an hour and drives for two.
  CHECK(mean_min("hasty") == doctest::Approx((2 + 2 + 183) / 3.0));
  CHECK(of_class("hasty").cleared == 3);
  CHECK(result().gatherings[0].gave_up[3] == 1);
}

TEST_CASE("hours are waited for") { CHECK(mean_min("early") == doctest::Approx(481)); }

TEST_CASE("containers become trains by number, and by time when they are too few") {
  CHECK(of_class("train").arrived == 3);
  CHECK(of_class("train").cleared == 3);
  CHECK(of_class("train").cleared_kg == doctest::Approx(100e3));
  CHECK(mean_min("container") == doctest::Approx((4 * 60 + 150) / 5.0));
}

TEST_CASE("papers and the vehicle go side by side") {
  CHECK(mean_min("checked") == doctest::Approx(30));
  CHECK(of_class("checked").documents.mean_s == doctest::Approx(30 * 60));
}

TEST_CASE("who gives up leaves the place it holds to the next") {
  // Two lonely ones and one of those who come in pairs, 10 min each in the only bay.
  CHECK(of_class("lonely").turned_away == 2);
  CHECK(of_class("never").turned_away == 1);
  const sim::ResourceResult& bay = result().resources[3];
  CHECK(bay.waiting.max_s == 20 * 60);
  CHECK(bay.busy_time_s + bay.blocked_time_s == 30 * 60);
}

TEST_CASE("a saturated run sends no entities that only others make") {
  const sim::RunResult r = sim::run(compile(parting(), {DemandMode::saturated, ""}).model, {});
  CHECK(r.stop == sim::StopReason::horizon);
  CHECK(r.conserved);
  CHECK(r.little);
}

TEST_CASE("wagons set out of a train take their share of its load, on its clock") {
  Scenario s = empty_port(10);
  s.stages = {stage("check", 1, sim::constant(60)), stage("inspection", 50, sim::constant(3600))};
  add_class(s, "flagged", {visit("inspection"), cleared()}, 0).from = "processes";
  s.classes[0].payload_kg = sim::constant(0);
  Split split;
  split.into = "flagged";
  split.number = sim::constant(2);
  split.share = 0.25;
  SUBCASE("clearance began when they were set out") {}
  SUBCASE("clearance began when the train came") { split.clock = "whole"; }
  add_class(s, "train", {visit("check"), travel(5 * 3600), {split, {}}, cleared()}, 1);
  const sim::RunResult r = sim::run(compile(s).model, {});
  const auto trains = static_cast<double>(r.classes[1].cleared);
  REQUIRE(trains > 3);
  CHECK(r.conserved);
  CHECK(r.classes[1].cleared_kg == doctest::Approx(7.5e3 * trains));
  CHECK(r.classes[0].cleared_kg ==
        doctest::Approx(1.25e3 * static_cast<double>(r.classes[0].cleared)));
  const double before_s = split.clock == "whole" ? 60 + 5 * 3600 : 0;
  CHECK(r.classes[0].physical.mean_s == doctest::Approx(3600 + before_s));
}

TEST_CASE("the graph says who needs a place in whose stead") {
  Scenario s = empty_port();
  for (const char* id : {"papers", "scan", "exchange", "after"})
    s.stages.push_back(stage(id, 1, sim::constant(60)));
  Gathering batch;
  batch.id = "batch";
  batch.number = 10;
  s.gatherings = {batch};
  Parallel parallel;
  parallel.ways = {{visit("papers")}, {visit("scan")}};
  Gather gather;
  gather.at = "batch";
  gather.steps = {visit("exchange")};
  add_class(s, "wagon", {{parallel, {}}, {gather, {}}, visit("after"), cleared()});
  const ProcessGraph graph(s);
  const auto node = [&](const std::string& id) -> const GraphNode& {
    return *std::find_if(graph.nodes().begin(), graph.nodes().end(),
                         [&](const GraphNode& n) { return n.id == id; });
  };
  CHECK(node("papers").binds);
  CHECK(node("scan").binds);
  CHECK_FALSE(node("exchange").binds);
  CHECK(node("exchange").by_others);
  CHECK(node("after").binds);
  CHECK_FALSE(node("after").by_others);
}

TEST_CASE("a meeting to which no step of a class leads is warned of") {
  const ReadResult read = read_scenario("tests/models/data/never-meets.yaml");
  REQUIRE(read.scenario);
  const std::string text = read.diagnostics.text();
  const std::string warning = "meetings.missed.of: found a meeting of \"q\"";
  CHECK(text.find(warning) != std::string::npos);
  CHECK(text.find("meetings.held.of: found") == std::string::npos);
}

TEST_CASE("a meeting takes any of several classes for one kind, by order of coming") {
  const ReadResult read = read_scenario("tests/models/data/alike.yaml");
  INFO(read.diagnostics.text());
  REQUIRE(read.scenario);
  const sim::RunResult run = sim::run(compile(*read.scenario).model, {});
  CHECK(run.conserved);
  // The goods train of 01:00 and the container train of 02:00 leave at six, the goods train of
  // 03:00 a day later.
  CHECK(run.classes[0].sojourn.mean_s / 3600 == doctest::Approx(4));
  CHECK(run.classes[1].sojourn.mean_s / 3600 == doctest::Approx((5 + 27) / 2.0));
  CHECK(run.gatherings[0].batches == 3);
}

TEST_CASE("who leaves without an appointment gives up what it had seized") {
  Scenario port = empty_port();
  port.stages = {yard("lot", 1)};
  Book book;
  book.id = "slots";
  book.hours = "day";
  book.per_hour = 60;
  port.books = {book};
  Appointment missed;
  missed.book = "slots";
  missed.no_show = 1;
  Seize place;
  place.places = {{"lot"}};
  add_class(port, "truck", {{place, {}}, {missed, {}}, {Vacate{{"lot"}}, {}}, cleared()});
  const sim::ClassResult trucks = sim::run(compile(port).model, {}).classes[0];
  CHECK(trucks.arrived > 100);
  CHECK(trucks.turned_away_in_all == trucks.arrived);
}

TEST_CASE("a part that would meet as its whole is missed by the cut that keeps it out") {
  const ReadResult read = read_scenario("tests/models/data/kept-bay.yaml");
  INFO(read.diagnostics.text());
  REQUIRE(read.scenario);
  const sim::RunResult stopped = sim::run(compile(*read.scenario).model, {});
  CHECK(stopped.stop == sim::StopReason::deadlock);
  CHECK(stopped.stopped_at == 70 * sim::k_minute);
}
