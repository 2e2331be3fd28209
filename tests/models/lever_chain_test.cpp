// Levers that extend levers: what they have from these, and what they must say themselves.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "models/read_scenario.hpp"
#include "tests/models/copied_data.hpp"
#include "tests/models/temporary_folder.hpp"
#include "tests/support/file_content.hpp"

namespace fs = std::filesystem;
using namespace kouan::models;
using kouan::test::content;

namespace {

/// The small port, whose gate has 4 servers, with these levers: the lines after the head by name.
std::string port_with(const std::string& folder, const std::map<std::string, std::string>& levers) {
  fs::current_path(KOUAN_SOURCE_DIR);
  const std::string file = written(folder, content(k_data + "overlay-base.yaml"));
  for (const auto& [name, text] : levers)
    std::ofstream(fs::path(file).parent_path() / "levers" / (name + ".yaml"), std::ios::binary)
        << "lever: 1\ntitle: {en: " << name << ", zh: 测试}\n"
        << text;
  return file;
}

ReadResult read_with(const std::string& file, std::vector<std::string> levers) {
  ReadResult result = read_scenario(file, {std::move(levers), {}, {}});
  INFO(result.diagnostics.text());
  REQUIRE(result.scenario);
  return result;
}

std::string messages(const std::string& file, std::vector<std::string> levers) {
  return read_scenario(file, {std::move(levers), {}, {}}).diagnostics.text();
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const Stage& stage_of(const ReadResult& result, const std::string& id) {
  const std::vector<Stage>& stages = result.scenario->stages;
  const auto found =
      std::find_if(stages.begin(), stages.end(), [&](const Stage& s) { return s.id == id; });
  REQUIRE(found != stages.end());
  return *found;
}

const Provenance& provenance_of(const ReadResult& result, const std::string& path) {
  const std::vector<Provenance>& all = result.scenario->provenance;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Provenance& p) { return p.path == path; });
  REQUIRE(found != all.end());
  return *found;
}

}  // namespace

TEST_CASE("a lever that extends another is that one and its own changes after it") {
  const std::string file =
      port_with("built-on", {{"one",
                              "summary: A sentence.\ncost: 5 MCNY\nneeds: [stages.gate]\n"
                              "add: {stages: {yard: {servers: 2, service: 9 min}}}\n"
                              "set:\n  stages.gate.servers: 6\n  stages.scanner.service: 3 min\n"},
                             {"two",
                              "extends: one.yaml\nset: {stages.yard.servers: 4}\n"
                              "scale: {stages.gate.servers: 2}\n"},
                             {"three",
                              "extends: two.yaml\nremove: [stages.yard]\n"
                              "set: {stages.scanner.service: 4 min}\n"}});
  const ReadResult two = read_with(file, {"two"});
  CHECK(stage_of(two, "yard").groups[0].servers == 4);
  CHECK(stage_of(two, "gate").groups[0].servers == 12);
  REQUIRE(two.scenario->levers.size() == 1);
  CHECK(two.scenario->levers[0].title.en == "two");
  CHECK(two.scenario->levers[0].summary.en == "A sentence.");
  const ReadResult three = read_with(file, {"three"});
  CHECK(three.scenario->stages.size() == 2);
  CHECK(stage_of(three, "scanner").service->mean() == doctest::Approx(240));
  CHECK(stage_of(three, "gate").groups[0].servers == 12);
}

TEST_CASE("what a lever costs and takes away it says itself, and its summary is one text") {
  const std::string file =
      port_with("own-head", {{"base",
                              "summary: {en: Two lanes., zh: 两条通道。}\n"
                              "cost: {value: 5 MCNY, grade: C}\n"
                              "cost_covers: {en: Roof, zh: 雨棚}\nopens: 2027-12-31\n"
                              "counterfactual: {en: Four lanes, zh: 四条通道}\n"
                              "set: {stages.gate.servers: {value: 2, grade: C}}\n"},
                             {"silent", "extends: base.yaml\n"},
                             {"told", "extends: base.yaml\nsummary: None at all.\n"}});
  const ReadResult silent = read_with(file, {"silent"});
  const LeverInfo& lever = silent.scenario->levers[0];
  CHECK(lever.cost.en.empty());
  CHECK(lever.cost_covers.en.empty());
  CHECK_FALSE(lever.opens);
  CHECK(silent.counterfactuals[0].en.empty());
  CHECK(lever.summary.zh == "两条通道。");
  const LeverInfo told = read_with(file, {"told"}).scenario->levers[0];
  CHECK(told.summary.en == "None at all.");
  CHECK(told.summary.zh != "两条通道。");
}

TEST_CASE("a counterfactual of a chain is told of what it changes in the end") {
  const std::string own = "extends: base.yaml\ncounterfactual: {en: Two gates, zh: 两条}\nset: ";
  const std::string file = port_with(
      "contrary-chain",
      {{"base",
        "add: {stages: {y: {side: cn, servers: {value: 1, grade: C}, service: "
        "{value: 1 min, grade: C}}}}\nset: {stages.gate.servers: {value: 2, grade: C}}\n"},
       {"back", own + "{stages.gate.servers: {value: 4, grade: C}}\n"},
       {"on", own + "{stages.gate.servers: {value: 3, grade: C}}\n"},
       {"in-what-it-brings", own + "{stages.y.servers: {value: 3, grade: C}}\n"},
       {"steps",
        "counterfactual: {en: Steps, zh: 步骤}\n"
        "set: {processes.import.steps: [{visit: gate}, {visit: scanner}, cleared]}\n"}});
  CHECK(read_with(file, {"back"}).counterfactuals[0].en.empty());
  CHECK(read_with(file, {"on"}).counterfactuals[0].en == "Two gates");
  CHECK(read_with(file, {"in-what-it-brings"}).counterfactuals[0].en == "Two gates");
  CHECK(read_with(file, {"steps"}).counterfactuals[0].en.empty());
}

TEST_CASE("a chain merges shifts and splits by key, an amount with its sourcing as one thing") {
  const std::string flow = "flows.rail-coal.annual: ";
  const std::string file = port_with(
      "shift-chain",
      {{"base",
        "add: {flows: {rail-coal: {arrive: {hours: gate, grade: C}}}}\n"
        "shift: {" +
            flow +
            "{from: flows.coal.annual, share: 40 %, grade: assumed, range: 25 % .. 60 %}}\n"
            "split: {fill: 90 %, road_price: 32 USD/t, rail_price: 8 USD/t, time_value: 0.05 "
            "USD/t/h, sensitivity: 0.15}\n"},
       {"amount", "extends: base.yaml\nshift: {" + flow + "{value: 2 Mt/yr, grade: C}}\n"},
       {"again", "extends: amount.yaml\nshift: {" + flow + "{value: 3 Mt/yr, grade: D}}\n"},
       {"share", "extends: again.yaml\nshift: {" + flow + "{share: 20 %, grade: C}}\n"},
       {"from", "extends: amount.yaml\nshift: {" + flow + "{from: flows.coal.annual}}\n"},
       {"price", "extends: base.yaml\nsplit: {rail_price: 9 USD/t}\n"},
       {"none", "extends: base.yaml\nshift: ~\nsplit: ~\nremove: [flows.rail-coal]\n"}});
  const auto shifted = [&](const std::string& lever) {
    return provenance_of(read_with(file, {lever}), "flows.rail-coal.annual");
  };
  CHECK(shifted("amount").value == "2 Mt/yr");
  CHECK(shifted("amount").range.empty());
  CHECK(shifted("again").value == "3 Mt/yr");
  CHECK(shifted("again").grade == Grade::d);
  CHECK(shifted("share").value == "2 Mt/yr");
  CHECK(shifted("share").note.en == "10 Mt/yr × 20 % (share)");
  CHECK(shifted("from").value == "2 Mt/yr");
  const ReadResult price = read_with(file, {"price"});
  REQUIRE(price.splits.size() == 1);
  CHECK(price.splits[0].rail_price_usd_per_t == doctest::Approx(9));
  CHECK(price.splits[0].road_price_usd_per_t == doctest::Approx(32));
  const ReadResult none = read_with(file, {"none"});
  CHECK(none.splits.empty());
  CHECK(none.scenario->flows.size() == 1);
}

TEST_CASE("a chain needs what each of it needs, where that is applied") {
  const std::string place =
      "{side: cn, servers: {value: 1, grade: C}, service: {value: 1 min, "
      "grade: C}}";
  const std::string file = port_with(
      "needs-chain",
      {{"pier", "add: {stages: {pier: " + place + "}}\n"},
       {"crane",
        "extends: pier.yaml\nneeds: [stages.pier]\nset: {stages.pier.servers: {value: 2, grade: "
        "C}}\nadd: {stages: {crane: " +
            place + "}}\n"},
       {"crew", "needs: [stages.crane]\nset: {stages.crane.servers: {value: 3, grade: C}}\n"},
       {"dock", "needs: [stages.quay]\nadd: {stages: {dock: " + place + "}}\n"},
       {"ship", "extends: dock.yaml\nneeds: [stages.gate]\n"}});
  CHECK(stage_of(read_with(file, {"crane"}), "pier").groups[0].servers == 2);
  const std::string ship = messages(file, {"ship"});
  CAPTURE(ship);
  CHECK(has(ship, "dock.yaml:3:9: error: needs: the lever needs \"stages.quay\""));
  // What its own base adds keeps no lever from being proposed.
  const std::string crew = messages(file, {"crew"});
  CAPTURE(crew);
  CHECK(has(crew, "levers: [crane, crew]"));
}

TEST_CASE(
    "what a lever does not go with is of itself, not of those that it extends or that extend it") {
  const std::string sets = "set: {stages.gate.servers: {value: 5, grade: C}}\n";
  const std::string file =
      port_with("not-with", {{"wide", sets},
                             {"narrow", "not_with: {wide: {en: take wide-in-full, zh: 测试}}\n"},
                             {"wide-in-full", "extends: wide.yaml\n"},
                             {"narrow-in-full", "extends: narrow.yaml\n"}});
  for (const auto& levers : std::vector<std::vector<std::string>>{
           {"narrow", "wide-in-full"}, {"narrow-in-full", "wide"}, {"wide-in-full", "narrow"}})
    CHECK(stage_of(read_with(file, levers), "gate").groups[0].servers == 5);
  for (const auto& levers :
       std::vector<std::vector<std::string>>{{"narrow", "wide"}, {"wide", "narrow"}}) {
    const std::string said = messages(file, levers);
    CAPTURE(said);
    CHECK(has(said,
              "narrow.yaml:3:12: error: not_with.wide: the levers narrow and wide do not go "
              "together; allowed: take wide-in-full"));
    CHECK(has(said, "1 error"));
  }
}

TEST_CASE("a chain that breaks has the bibliographies of what could be read") {
  const std::string file =
      port_with("broken-chain", {{"top",
                                  "extends: ../../lib/levers/middle.yaml\n"
                                  "set: {stages.gate.servers: {value: 3, source: OWN}}\n"}});
  const fs::path lib = fs::path(file).parent_path().parent_path() / "lib";
  fs::remove_all(lib);
  fs::create_directories(lib / "levers");
  std::ofstream(lib / "sources.yaml") << "OWN: {title: Own count, grade: B}\n";
  std::ofstream(lib / "levers" / "middle.yaml")
      << "lever: 1\ntitle: {en: Middle, zh: 测试}\nextends: nowhere.yaml\n";
  const std::string text = messages(file, {"top"});
  CAPTURE(text);
  CHECK(has(text, "middle.yaml:3:10: error: extends: found \"nowhere.yaml\""));
  CHECK(has(text, "1 error,"));
}

TEST_CASE("a lever that is refused is not applied, nor are those that it extends") {
  const std::string file =
      port_with("refused", {{"good", "set: {stages.gate.servers: {value: 3, grade: C}}\n"},
                            {"middle", "extends: good.yaml\n"},
                            {"other", "extends: middle.yaml\n"},
                            {"third", "extends: middle.yaml\n"}});
  const std::string text = messages(file, {"good", "other", "third"});
  CAPTURE(text);
  CHECK(has(text, "found the lever \"good\" a second time, which \"other\" extends"));
  CHECK(has(text, "found the lever \"good\" a second time, which \"third\" extends"));
  CHECK_FALSE(has(text, "\"middle\""));
}

TEST_CASE("a lever that sets anew what one before it has set is told") {
  const std::string file =
      port_with("anew", {{"part", "set: {\"processes.import.steps[1].visit\": gate}\n"},
                         {"whole", "set: {processes.import.steps: [{visit: scanner}, cleared]}\n"},
                         {"more", "set: {stages.gate.servers: {value: 6, grade: C}}\n"},
                         {"as-many", "set: {stages.gate.servers: {value: 6, grade: D}}\n"},
                         {"fewer",
                          "extends: as-many.yaml\nset: {stages.gate.servers: {value: 2, grade: "
                          "C}}\n"},
                         {"brings",
                          "add: {stages: {pier: {side: cn, servers: {value: 1, grade: C}, service: "
                          "{value: 1 min, grade: C}}}}\n"},
                         {"longer", "set: {stages.pier.servers: {value: 2, grade: C}}\n"}});
  const std::string undone = messages(file, {"part", "whole"});
  CAPTURE(undone);
  CHECK(has(undone,
            "whole.yaml:3:7: warning: set.processes.import.steps: the lever whole sets "
            "anew what part has set at processes.import.steps[1].visit, which is lost"));
  CHECK(has(undone, "part.yaml:3:7: note: it is set here before"));
  CHECK(has(messages(file, {"more", "fewer"}), "the lever fewer sets anew what more has set"));
  for (const std::vector<std::string>& fine : std::vector<std::vector<std::string>>{
           {"whole", "part"}, {"more", "as-many"}, {"fewer"}, {"brings", "longer"}}) {
    const std::string text = messages(file, fine);
    CAPTURE(text);
    CHECK_FALSE(has(text, "sets anew"));
  }
}

TEST_CASE("what a lever presupposes of a value stands while the value does") {
  const std::string wide =
      "presupposes: {stages.gate.servers: {en: a wide bridge, zh: 宽桥}}\n"
      "set: {stages.gate.servers: {value: 6, grade: C}}\n";
  const std::string file = port_with(
      "presupposed", {{"wide", wide},
                      {"on-top", "extends: wide.yaml\n"},
                      {"as-wide", "set: {stages.gate.servers: {value: 6, grade: D}}\n"},
                      {"narrow", "set: {stages.gate.servers: {value: 2, grade: C}}\n"},
                      {"nowhere", "presupposes: {stages.pier.servers: {en: a, zh: 甲}}\n"}});
  const auto told = [&](const std::vector<std::string>& levers) {
    const ReadResult read = read_with(file, levers);
    return read.scenario->levers.front().presupposes;
  };
  REQUIRE(told({"wide"}).size() == 1);
  CHECK(told({"wide"})[0].path == "stages.gate.servers");
  CHECK(told({"wide"})[0].says.zh == "宽桥");
  CHECK(told({"on-top"}).size() == 1);           // passed on
  CHECK(told({"wide", "as-wide"}).size() == 1);  // the same value, whoever sets it
  CHECK(told({"wide", "narrow"}).empty());
  CHECK(has(messages(file, {"nowhere"}),
            "presupposes: found the path \"stages.pier.servers\", which the scenario lacks"));
}

TEST_CASE("a list or a map is another value once anything in it is") {
  const std::string spans = R"(["08:00-12:00", "14:00-18:00"])";
  const std::string file =
      port_with("presupposed-lists",
                {{"spans",
                  "presupposes: {hours.gate.open: {en: a split day, zh: 分段}}\n"
                  "set: {hours.gate.open: " +
                      spans + "}\n"},
                 {"as-split", "set: {hours.gate.open: {value: " + spans + ", grade: C}}\n"},
                 {"longer", "set: {hours.gate.open: [\"08:00-12:00\", \"14:00-19:00\"]}\n"},
                 {"way", "presupposes: {processes.import: {en: a way, zh: 路线}}\n"},
                 {"other-way",
                  "set: {processes.import.steps: [{visit: scanner}, {visit: gate}, cleared]}\n"}});
  const auto stands = [&](const std::vector<std::string>& levers) {
    const ReadResult read = read_with(file, levers);
    REQUIRE_MESSAGE(read.scenario, read.diagnostics.text());
    return !read.scenario->levers.front().presupposes.empty();
  };
  CHECK(stands({"spans"}));
  CHECK(stands({"spans", "as-split"}));
  CHECK_FALSE(stands({"spans", "longer"}));
  CHECK(stands({"way", "longer"}));
  CHECK_FALSE(stands({"way", "other-way"}));
}
