// Places that are full for nobody: who waits for room there holds nothing.
#include <doctest/doctest.h>

#include <algorithm>

#include "analysis/check.hpp"
#include "analysis/unheld_waits.hpp"
#include "models/compile.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan::analysis;
using namespace kouan::models;
using namespace kouan::test;

namespace {

const CheckWarning* no_room(const CheckReport& report) {
  const auto found = std::find_if(report.warnings.begin(), report.warnings.end(),
                                  [](const CheckWarning& w) { return w.id == "no-room"; });
  return found == report.warnings.end() ? nullptr : &*found;
}

ProcessStep papers() { return {Declare{kouan::sim::constant(600)}, {}}; }
ProcessStep await_papers() { return {AwaitDocuments{}, {}}; }

/// Gate and a yard of two places without a queue, in this process.
Scenario with_yard(Steps steps) {
  Scenario s = empty_port(10);
  s.stages = {stage("gate", 2, kouan::sim::constant(60)),
              stage("scan", 1, kouan::sim::constant(300)), yard("area", 20), yard("yard", 2)};
  s.stages[3].queue_places = 0;
  s.names = {{"yards", "yard", {"port.yaml", 7, 3}, true, ""}};
  steps.push_back(cleared());
  add_class(s, "truck", std::move(steps), 50);
  return s;
}

ProcessStep inspected() { return within("yard", {visit("scan")}); }

}  // namespace

TEST_CASE("a yard without a queue behind the wait for documents holds nobody up, and is told") {
  const CheckReport report =
      check(with_yard({visit("gate"), papers(), await_papers(), inspected()}));
  const CheckWarning* told = no_room(report);
  REQUIRE(told != nullptr);
  CHECK(told->about == "yard");
  CHECK(told->place == "port.yaml:7:3");
  CHECK(told->text.en.find("have left Stage gate (gate) and hold nothing") != std::string::npos);
  CHECK(told->text.zh.find("已离开环节gate（gate）") != std::string::npos);
}

TEST_CASE("who holds something before a full yard is no case of it") {
  const Steps papers_first = {visit("gate"), papers(), await_papers(), inspected()};
  CHECK(no_room(check(with_yard({within("area", papers_first)}))) == nullptr);
  // The server of the gate is kept until there is room, whatever takes no time between.
  CHECK(no_room(check(with_yard({visit("gate"), papers(), inspected()}))) == nullptr);
  CHECK(no_room(check(with_yard({visit("gate"), choose({share(0.5, {inspected()})})}))) == nullptr);
  CHECK(no_room(check(with_yard({visit("gate", {travel(60), inspected()})}))) == nullptr);
}

TEST_CASE("driving on leaves the server, on one way of several too") {
  CHECK(no_room(check(with_yard({visit("gate"), travel(60), inspected()}))) != nullptr);
  const Steps some = {visit("gate"), choose({share(0.1, {travel(60)})}), inspected()};
  CHECK(no_room(check(with_yard(some))) != nullptr);
}

TEST_CASE("before the first place vehicles stand outside the port, in any number") {
  CHECK(no_room(check(with_yard({inspected()}))) == nullptr);
  CHECK(no_room(check(with_yard({travel(600), inspected(), visit("gate")}))) == nullptr);
}

TEST_CASE("a queue without end, and one whose full queue turns away, are as they were written") {
  Scenario s = with_yard({visit("gate"), travel(60), inspected()});
  s.stages[3].queue_places = {};
  CHECK(no_room(check(s)) == nullptr);
  s.stages[3].queue_places = 5;
  CHECK(no_room(check(s)) != nullptr);
  s.stages[3].rules.turns_away = true;
  CHECK(no_room(check(s)) == nullptr);
}

TEST_CASE("what parts of a vehicle wait for is held by the whole, or by nothing") {
  const Parallel ways{{{visit("scan")}, {travel(60), inspected()}}, 0};
  const Scenario bare = with_yard({visit("gate"), {ways, {}}});
  CHECK(no_room(check(bare)) != nullptr);
  CHECK(no_room(check(with_yard({within("area", {visit("gate"), {ways, {}}})}))) == nullptr);
  const auto waits = unheld_waits(compile(bare).model);
  REQUIRE(waits.size() == 1);
  CHECK(waits[0].resource == 3);
  CHECK(waits[0].after == 0);
}

TEST_CASE("of a closed fleet no more can stand nowhere than it has") {
  Scenario s = with_yard({visit("gate"), travel(60), inspected()});
  CHECK(no_room(check(s))->text.en.find("stand nowhere, in any number;") != std::string::npos);
  s.classes[0].rates.clear();
  s.classes[0].fleet = 10;
  const CheckReport fleet = check(s);
  REQUIRE(no_room(fleet) != nullptr);
  CHECK(no_room(fleet)->text.en.find("stand nowhere, as many as their fleets have;") !=
        std::string::npos);
  CHECK(no_room(fleet)->text.zh.find("数量以车队为限") != std::string::npos);
  add_class(s, "others", {visit("gate"), travel(60), inspected(), cleared()}, 5);
  CHECK(no_room(check(s))->text.en.find("in any number") != std::string::npos);
}

TEST_CASE("who takes others aboard waits at the places that these hold") {
  const auto port = [](Steps of_trailer, Steps behind) {
    Steps tractor = {visit("gate"), {Gather{"coupling", {}}, {}}};
    tractor.insert(tractor.end(), behind.begin(), behind.end());
    Scenario s = with_yard(tractor);
    Gathering coupling;
    coupling.id = "coupling";
    coupling.of = {{"truck", 1}, {"trailer", 1}};
    coupling.onto = "truck";
    s.gatherings = {coupling};
    add_class(s, "trailer", std::move(of_trailer), 50);
    return s;
  };
  const Steps couples = {{Gather{"coupling", {}}, {}}};
  const Steps on = {visit("scan"), travel(60), inspected()};
  CHECK(no_room(check(port(couples, on))) != nullptr);
  CHECK(no_room(check(port({within("area", couples)}, on))) == nullptr);
  // Let off, they keep their places for themselves.
  const Steps alone = {{LetOff{}, {}}, visit("scan"), travel(60), inspected()};
  CHECK(no_room(check(port({within("area", couples)}, alone))) != nullptr);
}
