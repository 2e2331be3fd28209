// `extends`, levers, provenance, the resolved document and its hash.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "models/read_scenario.hpp"
#include "tests/models/copied_data.hpp"
#include "tests/models/temporary_folder.hpp"
#include "tests/support/file_content.hpp"

namespace fs = std::filesystem;
using namespace kouan::models;
using kouan::test::content;

namespace {

Scenario read(const std::string& file, std::vector<std::string> levers = {}) {
  fs::current_path(KOUAN_SOURCE_DIR);
  ReadResult result = read_scenario(file, {std::move(levers), {}, {}});
  INFO(result.diagnostics.text());
  REQUIRE(result.scenario);
  return *result.scenario;
}

const Stage& stage_named(const Scenario& scenario, const std::string& id) {
  const auto found = std::find_if(scenario.stages.begin(), scenario.stages.end(),
                                  [&](const Stage& s) { return s.id == id; });
  REQUIRE(found != scenario.stages.end());
  return *found;
}

Provenance provenance(const Scenario& scenario, const std::string& path) {
  for (const Provenance& p : scenario.provenance) {
    if (p.path == path) return p;
  }
  FAIL("no provenance of " << path);
  return {};
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string hash_of(const std::string& name, const std::string& text) {
  return read(written(name, text)).hash;
}

}  // namespace

TEST_CASE("a file that extends another changes only what it says") {
  const Scenario s = read(k_data + "overlay-child.yaml");
  CHECK(s.title.en == "Child");
  CHECK(s.horizon_s == 56 * 86400.0);
  CHECK(s.start.year == 2023);
  CHECK_FALSE(s.hours[0].week[6].empty());  // the filter of days is taken away
  CHECK(stage_named(s, "scanner").groups.size() == 2);
  CHECK(stage_named(s, "gate").groups[0].hours == "gate");
}

TEST_CASE("a scaled value has the range that follows from the factor") {
  const Scenario s = read(k_data + "overlay-child.yaml");
  CHECK(stage_named(s, "gate").service->mean() == doctest::Approx(60));
  const Provenance p = provenance(s, "stages.gate.service");
  CHECK(p.value == "1 min");
  CHECK(p.grade == Grade::assumed);
  CHECK(p.range == "0.8 min .. 1.6 min");
  CHECK(p.note.en == "2 min × 0.5 (faster)");
  CHECK(p.place.file == k_data + "levers/faster.yaml");
}

TEST_CASE("a scaled range is in the unit of its value, without the noise of the product") {
  const std::string file =
      written("scaled",
              "extends: overlay-base.yaml\nstages:\n  scanner:\n    service: {value: "
              "2 min, grade: assumed, range: 1 min .. 3 min}\n");
  std::ofstream(fs::path(file).parent_path() / "levers" / "more.yaml")
      << "lever: 1\ntitle: {en: More, zh: 更多}\nscale:\n"
         "  flows.coal.annual: {value: 0.9, grade: assumed, range: 0.7 .. 1.1}\n"
         "  stages.gate.service: {value: 0.5, grade: assumed, range: 0.1 .. 0.7}\n"
         "  stages.scanner.service: 1.1\n";
  const Scenario s = read(file, {"more"});
  CHECK(provenance(s, "flows.coal.annual").range == "7 Mt/yr .. 11 Mt/yr");
  CHECK(provenance(s, "stages.gate.service").value == "lognormal(mean 0.5 min, cv 0.5)");
  CHECK(provenance(s, "stages.gate.service").range == "0.1 min .. 0.7 min");
  CHECK(provenance(s, "stages.scanner.service").range == "1.1 min .. 3.3 min");
}

TEST_CASE("what a lever says of itself is kept") {
  const Scenario s = read(k_data + "overlay-child.yaml");
  REQUIRE(s.levers.size() == 1);
  CHECK(s.levers[0].id == "faster");
  CHECK(s.levers[0].title.zh == "更快的卡口");
  CHECK(s.levers[0].cost.en == "1.2 亿元");
  CHECK(s.levers[0].cost.zh == "1.2亿元");
  CHECK(s.levers[0].cost_amount == doctest::Approx(1.2e8));
  CHECK(s.levers[0].cost_currency == "CNY");
  REQUIRE(s.levers[0].opens);
  CHECK(s.levers[0].opens->year == 2027);
  CHECK(provenance(s, "levers.faster.cost").source == "SUR24");
}

TEST_CASE("a lever's cost may be of a part of what it takes to build") {
  const Scenario s = read("scenarios/ports/ganqimaodu/2023.yaml", {"rail-port"});
  CHECK(s.levers.back().cost.en == "260 MUSD");
  CHECK(s.levers.back().cost_covers.en == "Mongolian section only");
}

TEST_CASE("levers remove then add then set then scale") {
  const Scenario s = read(k_data + "overlay-base.yaml", {"faster", "rail"});
  CHECK(s.levers.size() == 2);
  CHECK(s.levers[1].cost.en.empty());
  CHECK(s.classes.size() == 2);
  CHECK(s.classes[0].share == doctest::Approx(0.58));
  CHECK(s.classes[1].mode == "rail");
  CHECK(s.processes[0].steps.size() == 2);
  CHECK(s.stages.size() == 2);
  CHECK(stage_named(s, "gate").groups[0].servers == 6);
  CHECK(s.flows[0].annual_kg == doctest::Approx(20e9));
  const Provenance servers = provenance(s, "stages.gate.servers");
  CHECK(servers.range == "3 .. 9");
  CHECK(servers.grade == Grade::assumed);
  CHECK(provenance(s, "flows.coal.annual").source == "SUR24");
}

TEST_CASE("a lever is a counterfactual only of a base that is its contrary") {
  fs::current_path(KOUAN_SOURCE_DIR);
  const auto told = [](const std::string& name, const std::string& set) {
    const std::string file = written(name, content(k_data + "overlay-base.yaml"));  // 4 servers at
                                                                                    // the gate
    std::ofstream(fs::path(file).parent_path() / "levers" / "manual.yaml", std::ios::binary)
        << "lever: 1\ntitle: Manual\ncost: unknown\ncounterfactual: Smart gates\nset:\n"
        << set;
    const ReadResult result = read_scenario(file, {{"manual"}, {}, {}});
    INFO(result.diagnostics.text());
    REQUIRE(result.counterfactuals.size() == 1);
    return result.counterfactuals[0].en;
  };
  CHECK(told("contrary", "  stages.gate.servers: {value: 1, grade: assumed, range: 1 .. 2}\n") ==
        "Smart gates");
  CHECK(told("the-same", "  stages.gate.servers: {value: 4, grade: assumed, range: 1 .. 9}\n") ==
        "");
  CHECK(told("not-there",
             "  stages.gate.queue: {value: 5 vehicles, grade: assumed, range: 1 vehicle .. 9 "
             "vehicles}\n") == "");
}

TEST_CASE("what is shifted is stated once and leaves what it came from") {
  const std::string file = written("shift", "extends: overlay-base.yaml\n");
  std::ofstream(fs::path(file).parent_path() / "levers" / "to-rail.yaml")
      << "lever: 1\ntitle: {en: To rail, zh: 公转铁}\n"
         "add: {flows: {rail-coal: {arrive: {hours: gate, grade: C}}}}\n"
         "shift: {flows.rail-coal.annual: {from: flows.coal.annual, value: 3.6 Mt/yr, grade: "
         "assumed, "
         "range: 3 Mt/yr .. 5 Mt/yr}}\n";
  const Scenario s = read(file, {"to-rail"});
  REQUIRE(s.flows.size() == 2);
  CHECK(s.flows[0].annual_kg == doctest::Approx(6.4e9));
  CHECK(s.flows[1].annual_kg == doctest::Approx(3.6e9));
  const Provenance left = provenance(s, "flows.coal.annual");
  CHECK(left.value == "6.4 Mt/yr");
  CHECK(left.range == "5 Mt/yr .. 7 Mt/yr");
  CHECK(left.grade == Grade::assumed);
  CHECK(left.note.en == "10 Mt/yr − 3.6 Mt/yr (to-rail)");
  CHECK(provenance(s, "flows.rail-coal.annual").range == "3 Mt/yr .. 5 Mt/yr");
}

TEST_CASE("a share that is shifted is an amount of what is there") {
  const std::string file = written("share", "extends: overlay-base.yaml\n");
  std::ofstream(fs::path(file).parent_path() / "levers" / "part-to-rail.yaml")
      << "lever: 1\ntitle: {en: To rail, zh: 公转铁}\n"
         "add: {flows: {rail-coal: {arrive: {hours: gate, grade: C}}}}\n"
         "shift: {flows.rail-coal.annual: {from: flows.coal.annual, share: 40 %, grade: assumed, "
         "range: 25 % .. 60 %}}\n";
  const Scenario s = read(file, {"part-to-rail"});
  REQUIRE(s.flows.size() == 2);
  CHECK(s.flows[0].annual_kg == doctest::Approx(6e9));
  CHECK(s.flows[1].annual_kg == doctest::Approx(4e9));
  const Provenance shifted = provenance(s, "flows.rail-coal.annual");
  CHECK(shifted.value == "4 Mt/yr");
  CHECK(shifted.range == "2.5 Mt/yr .. 6 Mt/yr");
  CHECK(shifted.grade == Grade::assumed);
  CHECK(shifted.note.en == "10 Mt/yr × 40 % (part-to-rail)");
  CHECK(provenance(s, "flows.coal.annual").range == "4 Mt/yr .. 7.5 Mt/yr");
}

TEST_CASE("the rules of a split belong to the flows between which its lever shifts") {
  const std::string file = written("split", "extends: overlay-base.yaml\n");
  std::ofstream(fs::path(file).parent_path() / "levers" / "by-rules.yaml")
      << "lever: 1\ntitle: {en: By rules, zh: 按规则}\n"
         "add: {flows: {rail-coal: {arrive: {hours: gate, grade: C}}}}\n"
         "shift: {flows.rail-coal.annual: {from: flows.coal.annual, share: 40 %, grade: assumed, "
         "range: 25 % .. 60 %}}\n"
         "split: {fill: 90 %, road_price: 32 USD/t, rail_price: 8 USD/t, time_value: 0.05 "
         "USD/t/h, sensitivity: 0.15}\n";
  ReadOptions options;
  options.extra_levers = {"by-rules"};
  const ReadResult result = read_scenario(file, options);
  REQUIRE(result.scenario);
  REQUIRE(result.splits.size() == 1);
  const ModeSplit& split = result.splits[0];
  CHECK(split.lever == "by-rules");
  CHECK(split.road == "coal");
  CHECK(split.rail == "rail-coal");
  CHECK(split.fill == doctest::Approx(0.9));
  CHECK(split.road_price_usd_per_t == doctest::Approx(32));
  CHECK(split.rail_price_usd_per_t == doctest::Approx(8));
  CHECK(split.time_value_usd_per_t_h == doctest::Approx(0.05));
  CHECK(split.sensitivity_t_per_usd == doctest::Approx(0.15));
  CHECK(split.road_preference_usd_per_t == 0);
}

TEST_CASE("provenance says where and whence and how well") {
  const Scenario s = read(k_data + "overlay-base.yaml");
  const Provenance payload = provenance(s, "classes.truck.payload");
  CHECK(payload.source == "NN23");
  CHECK(payload.grade == Grade::d);
  CHECK(payload.value == "100 t");
  CHECK(payload.place.file == k_data + "overlay-base.yaml");
  CHECK(payload.place.line == 11);
  CHECK(provenance(s, "flows.coal.annual").grade == Grade::a);  // the source's own
  CHECK(provenance(s, "stages.gate.servers").range == "2 .. 6");
}

TEST_CASE("the resolved document reads back as the same scenario") {
  fs::current_path(KOUAN_SOURCE_DIR);
  for (const char* name : {"contract.yaml", "overlay-base.yaml", "overlay-child.yaml"}) {
    CAPTURE(name);
    const ReadResult first = read_scenario(k_data + name);
    REQUIRE(first.scenario);
    const ReadResult second = read_scenario(written("resolved", first.resolved));
    INFO(second.diagnostics.text());
    REQUIRE(second.scenario);
    CHECK(second.scenario->hash == first.scenario->hash);
    CHECK(second.resolved == first.resolved);
    CHECK(second.scenario->provenance.size() + (first.scenario->levers.empty() ? 0 : 1) ==
          first.scenario->provenance.size());
  }
}

TEST_CASE("the hash is of what is simulated and not of how it is written") {
  fs::current_path(KOUAN_SOURCE_DIR);
  const std::string text = content(k_data + "overlay-base.yaml");
  const std::string hash = hash_of("hash", text);
  CHECK(read(k_data + "overlay-base.yaml").hash == hash);
  CHECK(hash_of("hash", "# a comment\n" + text) == hash);
  CHECK(hash_of("hash", replaced(text, "title: Small port", "title: {en: Other, zh: 别的}")) ==
        hash);
  CHECK(hash_of("hash", replaced(text, "start: 2023-01-01, horizon: 28 d",
                                 "horizon: 28 d, start: 2023-01-01")) == hash);
  CHECK(hash_of("hash", replaced(text, "{value: 10 Mt/yr, source: SUR24}", "10   Mt/yr")) == hash);
  CHECK(hash_of("hash", replaced(text, "{visit: gate}", "{visit: {stage: gate}}")) == hash);
  CHECK(hash_of("hash", replaced(text, "  gate: {side: cn,",
                                 "  late: {side: cn, open: {value: \"20:00-22:00\", grade: C}}\n  "
                                 "gate: {side: cn,")) !=
        hash_of(
            "hash",
            replaced(
                text, "days: mon-sat}\n",
                "days: mon-sat}\n  late: {side: cn, open: {value: \"20:00-22:00\", grade: C}}\n")));
  CHECK(hash_of("hash", replaced(text, "horizon: 28 d", "horizon: 29 d")) != hash);
  CHECK(hash_of("hash", replaced(text, "{visit: gate}, {visit: scanner}",
                                 "{visit: scanner}, {visit: gate}")) != hash);
  CHECK(hash_of("hash", replaced(text, "value: 4, grade", "value: 5, grade")) != hash);
}

TEST_CASE("the hash covers data files by their content") {
  fs::current_path(KOUAN_SOURCE_DIR);
  const std::string text = replaced(content(k_data + "overlay-base.yaml"), "value: 5 min",
                                    "value: empirical(times.csv)");
  const std::string file = written("data", text);
  const std::string hash = read(file).hash;
  CHECK(read(file).hash == hash);
  std::ofstream(fs::path(file).parent_path() / "times.csv") << "value [min]\n1\n2\n6\n";
  CHECK(read(file).hash != hash);
}

TEST_CASE("a missing bibliography is an error only where a source is named") {
  const fs::path folder = TemporaryFolder::own() / "bare";
  fs::remove_all(folder);
  fs::create_directories(folder);
  fs::current_path(KOUAN_SOURCE_DIR);
  const std::string file = (folder / "scenario.yaml").string();
  std::ofstream(file) << content(k_data + "overlay-base.yaml");
  const ReadResult result = read_scenario(file);
  CHECK_FALSE(result.scenario);
  REQUIRE(result.diagnostics.sorted().size() == 1);
  const language::Diagnostic missing = result.diagnostics.sorted()[0];
  CHECK(missing.code == language::Code::source_file);
  // It stands where the first source is named.
  REQUIRE(missing.mark.file >= 0);
  const language::SourceFile& named = result.diagnostics.files().at(missing.mark.file);
  CHECK(named.name == file);
  CHECK(named.line(missing.mark.line)
            .substr(static_cast<std::size_t>(missing.mark.column) - 1)
            .starts_with("SUR24"));
  const ReadResult told = read_scenario(file, {{}, {}, k_data + "sources.yaml"});
  CHECK(told.scenario);
}

TEST_CASE("errors in the bibliography are told with their place") {
  fs::current_path(KOUAN_SOURCE_DIR);
  const std::string file = written("bibliography", content(k_data + "overlay-base.yaml"));
  std::ofstream(fs::path(file).parent_path() / "sources.yaml") << "SUR24: {titel: x, grade: E}\n";
  const ReadResult result = read_scenario(file);
  CHECK_FALSE(result.scenario);
  CHECK(result.diagnostics.errors() == 2);
  CHECK(result.diagnostics.text().find(
            "sources.yaml:1:9: error: SUR24.titel: found the unknown key \"titel\"") !=
        std::string::npos);
}

TEST_CASE("sources are read for the report") {
  fs::current_path(KOUAN_SOURCE_DIR);
  const SourcesResult result = read_sources(k_data + "sources.yaml");
  REQUIRE(result.sources.size() == 3);
  CHECK(result.sources[1].key == "NN23");
  CHECK(result.sources[1].title.zh == "北方新报");
  CHECK(result.sources[1].grade == Grade::b);
  CHECK(result.sources[1].year == "2023");
  CHECK(read_scenario(k_data + "contract.yaml").sources_files ==
        std::vector<std::string>{k_data + "sources.yaml"});
}

// A user's own file elsewhere needs what its base is made of, and may add to it.
TEST_CASE("a lever brings the bibliography that lies beside it or above") {
  const std::string base = written("shipped", content(k_data + "overlay-base.yaml"));
  const fs::path folder = TemporaryFolder::own() / "measures" / "lanes";
  fs::remove_all(folder.parent_path());
  fs::create_directories(folder);
  const std::string lever = (folder / "lane.yaml").string();
  std::ofstream(lever)
      << "lever: 1\ntitle: {en: Lane, zh: 车道}\ncost: {value: 3 MCNY, source: "
         "BILL}\nset:\n  stages.gate.servers: {value: 3, source: PLAN, grade: B}\n";
  const std::string without = read_scenario(base, {{lever}, {}, {}}).diagnostics.text();
  for (const char* key : {"BILL", "PLAN"})
    CHECK(without.find(std::string("found the source \"") + key + "\"; allowed: a key of ") !=
          std::string::npos);
  const fs::path own = folder.parent_path() / "sources.yaml";
  std::ofstream(own)
      << "PLAN: {title: Plan, year: 2024, grade: B}\nBILL: {title: Bill, year: 2024, "
         "grade: B}\n";
  const ReadResult result = read_scenario(base, {{lever}, {}, {}});
  INFO(result.diagnostics.text());
  REQUIRE(result.scenario);
  CHECK(result.sources_files.back() == own.string());
}

TEST_CASE("a lever's source without any bibliography is told with where it was looked for") {
  const fs::path folder = TemporaryFolder::own() / "bare";
  fs::create_directories(folder);
  const std::string port = (folder / "port.yaml").string();
  std::ofstream(port) << R"(kouan: 1
title: {en: Port, zh: 口岸}
run: {start: 2023-01-01, horizon: 7 d}
sides: {cn: {title: {en: China, zh: 中国}}}
classes: {truck: {payload: 10 t, process: way, arrivals: {rate: 1 /h}}}
stages: {gate: {title: gate, side: cn, activity: none, servers: 2, service: 5 min}}
processes: {way: {steps: [{visit: gate}, cleared]}}
)";
  const std::string lever = (folder / "lane.yaml").string();
  std::ofstream(lever) << "lever: 1\ntitle: {en: Lane, zh: 车道}\ncost: {value: 3 MCNY, source: "
                          "BILL}\nset: {stages.gate.servers: 3}\n";
  const std::string text = read_scenario(port, {{lever}, {}, {}}).diagnostics.text();
  CHECK(text.find(lever + ":3:") != std::string::npos);
  CHECK(text.find("sources.yaml or scenarios/sources.yaml in the folder of " + lever +
                  " or above it") != std::string::npos);
}
