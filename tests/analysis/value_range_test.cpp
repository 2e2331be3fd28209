// The range of what a capacity rests on: which value it is, and what its ends make of a scenario.
#include "analysis/value_range.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "models/read_scenario.hpp"
#include "models/value_range.hpp"
#include "tests/analysis/ranged_gate_port.hpp"
#include "tests/models/temporary_folder.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
using doctest::Approx;

namespace {

an::Place gate() { return {"gate", {"Gate", "卡口"}, false}; }

models::Scenario at(const models::Scenario& s, const models::RangedValue& value,
                    models::RangeEnd end) {
  const auto there = models::at_end(s, value, end);
  REQUIRE(there);
  return *there;
}

}  // namespace

TEST_CASE("of several values the one with the widest range counts") {
  CHECK_FALSE(an::widest_range(ranged_gate_port("servers: 1, service: 1 min"), gate()));
  const std::string servers = "servers: " + ranged("1", "1 .. 2");
  const auto widest = an::widest_range(
      ranged_gate_port(servers + ", service: " + ranged("1 min", "30 s .. 2 min")), gate());
  REQUIRE(widest);
  CHECK(widest->path == "stages.gate.service");
  CHECK(widest->low == "30 s");
  CHECK(widest->high == "2 min");
  CHECK(widest->high_si == Approx(120));
  const auto other = an::widest_range(
      ranged_gate_port(servers + ", service: " + ranged("1 min", "50 s .. 70 s")), gate());
  REQUIRE(other);
  CHECK(other->path == "stages.gate.servers");
}

TEST_CASE("a range from nothing has no ratio, and a value from a file is not moved") {
  std::ofstream(TemporaryFolder::own() / "times.csv") << "value [s]\n30\n90\n";
  const models::Scenario s =
      ranged_gate_port("queue: " + ranged("3 vehicles", "0 vehicles .. 9 vehicles") +
                       ", servers: 1, service: " + ranged("empirical(times.csv)", "30 s .. 2 min"));
  CHECK_FALSE(an::widest_range(s, gate()));
  const auto service = models::ranged_value(s, "stages.gate.service");
  REQUIRE(service);
  CHECK_FALSE(models::at_end(s, *service, models::RangeEnd::low));
}

TEST_CASE("a distribution is scaled until its mean is at the end, cuts and all") {
  const models::Scenario s =
      ranged_gate_port("servers: 1, service: " +
                       ranged("lognormal(mean 1 min, cv 0.5, max 4 min)", "30 s .. 2 min"));
  const auto range = an::widest_range(s, gate());
  REQUIRE(range);
  const double mean = s.stages[0].service->mean();
  const models::Scenario high = at(s, *range, models::RangeEnd::high);
  CHECK(high.stages[0].service->mean() == Approx(120));
  CHECK(high.stages[0].service->upper_bound() == Approx(240 * 120 / mean));
  CHECK(high.stages[0].service->scv() == Approx(s.stages[0].service->scv()));
  CHECK(s.stages[0].service->mean() == Approx(mean));  // the scenario given is as it was
}

TEST_CASE("of servers and places only the whole numbers inside a range count") {
  const models::Scenario s =
      ranged_gate_port("servers: " + ranged("1", "0.3 .. 2.7") + ", service: 1 min");
  const auto range = an::widest_range(s, gate());
  REQUIRE(range);
  CHECK(range->low == "1");
  CHECK(range->high == "2");
  CHECK(at(s, *range, models::RangeEnd::low).stages[0].groups[0].servers == 1);
  CHECK(at(s, *range, models::RangeEnd::high).stages[0].groups[0].servers == 2);
  CHECK_FALSE(an::widest_range(
      ranged_gate_port("servers: " + ranged("2", "1.2 .. 2.7") + ", service: 1 min"), gate()));
}

TEST_CASE("places of a yard and what is removed from a store have ends too") {
  const models::Scenario s = ranged_gate_port(
      "servers: 1, service: 1 min", "yards: {yard: {side: cn, places: " + ranged("5", "2 .. 9") +
                                        "}}\nstores: {pile: {side: cn, capacity: 1 Mt, "
                                        "removal: " +
                                        ranged("864 t/d", "432 t/d .. 1728 t/d") + "}}\n");
  const auto places = an::widest_range(s, {"yard", {}, false});
  REQUIRE(places);
  CHECK(at(s, *places, models::RangeEnd::low).stages[1].groups[0].servers == 2);
  const auto removal = an::widest_range(s, {"pile", {}, true});
  REQUIRE(removal);
  CHECK(at(s, *removal, models::RangeEnd::high).stores[0].removal_kg_per_s == Approx(20));
}

TEST_CASE("a queue has ends in whole vehicles") {
  const models::Scenario s =
      ranged_gate_port("servers: 1, service: 1 min, queue: " +
                       ranged("20 vehicles", "\"9.5 vehicles .. 40 vehicles\""));
  const auto queue = models::ranged_value(s, "stages.gate.queue");
  REQUIRE(queue);
  CHECK(queue->low == "10 vehicles");
  CHECK(queue->high == "40 vehicles");
  CHECK(at(s, *queue, models::RangeEnd::low).stages[0].queue_places == 10);
  CHECK(at(s, *queue, models::RangeEnd::high).stages[0].queue_places == 40);
}

TEST_CASE("the range of a queue is found wherever it is: at a stage, a yard or a section") {
  const std::string queue = "queue: " + ranged("20 vehicles", "\"10 vehicles .. 40 vehicles\"");
  const models::Scenario s = ranged_gate_port(
      "servers: 1, service: 1 min, " + queue,
      "yards: {yard: {side: cn, places: 5, " + queue +
          "}}\nsections: {road: {side: cn, run: 1 min, directions: [out], " + queue + "}}\n");
  for (const char* path : {"stages.gate", "yards.yard", "sections.road"}) {
    const std::string of = path;
    an::Place place{of.substr(of.find('.') + 1), {}};
    place.waiting_places = 20;
    const auto found = an::widest_range(s, place);
    REQUIRE_MESSAGE(found, of);
    CHECK(found->path == of + ".queue");
  }
}

TEST_CASE("hours close so much earlier or later, and open earlier where the day is too short") {
  const auto open = [](const std::string& span, const std::string& range, models::RangeEnd end) {
    const models::Scenario s =
        ranged_gate_port("servers: 1, service: 1 min, hours: day",
                         "hours: {day: {side: cn, open: " + ranged(span, range) + "}}\n");
    const auto value = models::ranged_value(s, "hours.day.open");
    REQUIRE(value);
    const models::DaySpan there = at(s, *value, end).hours[0].week[0].front();
    return std::pair{there.from_s / 3600.0, there.to_s / 3600.0};
  };
  CHECK(open("08:00-18:00", "8 h .. 12 h", models::RangeEnd::low) == std::pair{8.0, 16.0});
  CHECK(open("08:00-18:00", "8 h .. 12 h", models::RangeEnd::high) == std::pair{8.0, 20.0});
  CHECK(open("20:00-23:30", "3 h .. 9 h", models::RangeEnd::high) == std::pair{15.0, 24.0});
  CHECK(open("20:00-06:00", "10 h .. 12 h", models::RangeEnd::low) == std::pair{20.0, 30.0});
  CHECK(open("20:00-06:00", "10 h .. 12 h", models::RangeEnd::high) == std::pair{20.0, 32.0});
  CHECK(open("20:00-06:00", "3 h .. 12 h", models::RangeEnd::low) == std::pair{20.0, 23.0});
  CHECK(open("08:00-18:00", "7.33 h .. 12.005 h", models::RangeEnd::low) ==
        std::pair{8.0, 55200 / 3600.0});
  CHECK(open("08:00-18:00", "7.33 h .. 12.005 h", models::RangeEnd::high) == std::pair{8.0, 20.0});
}

TEST_CASE("servers start at one, and a distribution from nothing is nothing") {
  const models::Scenario s = ranged_gate_port("servers: " + ranged("1", "0 .. 2") + ", service: " +
                                              ranged("exponential(mean 1 min)", "0 min .. 2 min"));
  const auto servers = an::widest_range(s, gate());
  REQUIRE(servers);
  CHECK(servers->path == "stages.gate.servers");
  CHECK(servers->low == "1");
  const auto service = models::ranged_value(s, "stages.gate.service");
  REQUIRE(service);
  CHECK(at(s, *service, models::RangeEnd::low).stages[0].service->mean() == 0);
}

/// Shares of two branches, each with a gate of its own.
std::vector<double> shares_at(const std::string& first, const std::string& second,
                              models::RangeEnd end) {
  const std::filesystem::path file = TemporaryFolder::own() / "shares.yaml";
  std::ofstream(file)
      << "kouan: 1\ntitle: Port\nrun: {start: 2023-01-02, horizon: 10 d}\n"
         "classes: {truck: {payload: 10 t, process: way, arrivals: {rate: 1 /min}}}\n"
         "stages: {gate: {servers: 1, service: 1 min}}\n"
         "processes: {way: {steps: [{choose: [{share: "
      << first << ", steps: [{visit: gate}]}, {share: " << second << ", steps: []}]}, cleared]}}\n";
  const models::ReadResult read = models::read_scenario(file.string());
  REQUIRE_MESSAGE(read.scenario, read.diagnostics.text());
  const auto value = models::ranged_value(*read.scenario, "processes.way.steps[0].choose[0].share");
  REQUIRE(value);
  const models::Scenario there = at(*read.scenario, *value, end);
  std::vector<double> shares;
  for (const models::Provenance& p : there.provenance)
    if (p.path.ends_with("share")) shares.push_back(std::round(1e6 * std::stod(p.value)) / 1e6);
  return shares;
}

TEST_CASE("of shares that make all the others give way, of others they do not") {
  CHECK(shares_at(ranged("60 %", "50 % .. 70 %"), ranged("40 %", "30 % .. 50 %"),
                  models::RangeEnd::low) == std::vector<double>{50, 50});
  CHECK(shares_at(ranged("60 %", "50 % .. 70 %"), ranged("40 %", "30 % .. 50 %"),
                  models::RangeEnd::high) == std::vector<double>{70, 30});
  CHECK(shares_at(ranged("60 %", "50 % .. 70 %"), ranged("20 %", "10 % .. 50 %"),
                  models::RangeEnd::high) == std::vector<double>{70, 20});
}

namespace {

/// Coal of 30 Mt a year by road, of which a lever moves `shift` to a flow of its own; `later` is
/// what a second lever does.
models::Scenario shifted_port(const std::string& shift, const std::string& later = "") {
  const std::filesystem::path folder = TemporaryFolder::own() / "shift";
  std::filesystem::create_directories(folder / "levers");
  std::ofstream(folder / "port.yaml")
      << "kouan: 1\ntitle: Port\nrun: {start: 2023-01-02, horizon: 10 d}\n"
         "levers: [rail, later]\n"
         "flows: {coal: {annual: {value: 30 Mt/yr, grade: assumed, range: 28 Mt/yr .. 33 Mt/yr}, "
         "arrive: {hours: day}}}\n"
         "hours: {day: {side: cn, open: \"00:00-24:00\"}}\nsides: {cn: {title: China}}\n"
         "classes: {truck: {payload: 100 t, flow: coal, process: way}}\n"
         "stages: {gate: {servers: 100, service: 1 min}}\n"
         "processes: {way: {steps: [{visit: gate}, cleared]}}\n";
  std::ofstream(folder / "levers/rail.yaml")
      << "lever: 1\ntitle: Rail\nadd:\n  flows: {coal-rail: {arrive: {hours: day}}}\n"
         "  classes: {train: {payload: 3000 t, flow: coal-rail, process: way}}\n"
         "shift:\n  flows.coal-rail.annual: {from: flows.coal.annual, "
      << shift << ", grade: assumed}\n";
  std::ofstream(folder / "levers/later.yaml") << "lever: 1\ntitle: Later\n" << later;
  const models::ReadResult read = models::read_scenario((folder / "port.yaml").string());
  REQUIRE_MESSAGE(read.scenario, read.diagnostics.text());
  return *read.scenario;
}

/// Mt a year by road and by rail.
std::pair<double, double> annual(const models::Scenario& s) {
  const auto in_mt = [](double kg) { return std::round(kg / 1e3) / 1e6; };
  return {in_mt(s.flows[0].annual_kg), in_mt(s.flows[1].annual_kg)};
}

}  // namespace

TEST_CASE("of an amount that was shifted the road keeps what the railway does not take") {
  const models::Scenario s = shifted_port("value: 10 Mt/yr, range: 0 Mt/yr .. 25 Mt/yr");
  const std::vector<models::RangedValue> values = models::ranged_values(s);
  REQUIRE(values.size() == 1);  // what is left has the same range: it is not tried alone
  CHECK(values[0].path == "flows.coal-rail.annual");
  CHECK(annual(s) == std::pair{20.0, 10.0});
  CHECK(annual(at(s, values[0], models::RangeEnd::low)) == std::pair{30.0, 0.0});
  CHECK(annual(at(s, values[0], models::RangeEnd::high)) == std::pair{5.0, 25.0});

  const models::Scenario share = shifted_port("share: 100 %, range: 50 % .. 100 %");
  const auto part = models::ranged_value(share, "flows.coal-rail.annual");
  REQUIRE(part);
  CHECK(annual(share) == std::pair{0.0, 30.0});
  CHECK(annual(at(share, *part, models::RangeEnd::low)) == std::pair{15.0, 15.0});
}

TEST_CASE("no more can be shifted than there is, and what a later lever changed is left alone") {
  const models::Scenario s = shifted_port("value: 10 Mt/yr, range: 5 Mt/yr .. 35 Mt/yr");
  const auto value = models::ranged_value(s, "flows.coal-rail.annual");
  REQUIRE(value);
  CHECK(models::at_end(s, *value, models::RangeEnd::low));
  CHECK_FALSE(models::at_end(s, *value, models::RangeEnd::high));
  for (const char* path : {"flows.coal.annual", "flows.coal-rail.annual"}) {
    CAPTURE(path);
    const models::Scenario later = shifted_port("value: 10 Mt/yr, range: 5 Mt/yr .. 25 Mt/yr",
                                                std::string("scale: {") + path + ": 0.5}\n");
    const auto scaled = models::ranged_value(later, "flows.coal-rail.annual");
    REQUIRE(scaled);
    CHECK_FALSE(models::at_end(later, *scaled, models::RangeEnd::low));
  }
}

TEST_CASE("a scenario that was not read has no ends") {
  models::Scenario s = one_gate();
  s.document = nullptr;
  CHECK_FALSE(models::at_end(s, models::ranged_values(s).front(), models::RangeEnd::low));
}
