// What `kouan check` says of loads: what they leave out, and how near to 1 they are.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "analysis/check.hpp"
#include "tests/support/port_builder.hpp"

using namespace kouan;
using namespace kouan::analysis;
using namespace kouan::models;
using namespace kouan::test;
using doctest::Approx;

namespace {

/// Whether the text holds the part, wherever its lines end.
bool says(std::string text, const std::string& part) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\n'; };
  std::string wanted = part;
  for (std::string* one : {&text, &wanted})
    one->erase(std::remove_if(one->begin(), one->end(), is_blank), one->end());
  return text.find(wanted) != std::string::npos;
}

/// A gate of two lanes, open ten hours a day, and trucks of 10 t.
Scenario gate_port(double trucks_a_day) {
  Scenario s = empty_port(10);
  s.stages = {stage("gate", 2, sim::constant(600), "day")};
  add_class(s, "truck", {visit("gate"), cleared()}, trucks_a_day);
  return s;
}

}  // namespace

TEST_CASE("where fleets drive the stages their load is not judged") {
  Scenario s = gate_port(100);
  s.classes.clear();
  s.processes.clear();
  add_fleet(s, "shuttle", {visit("gate"), cleared()}, 5);
  CHECK(says(to_text(check(s), Language::en), "not judged, since a fleet drives them"));
  CHECK_FALSE(says(to_text(check(s), Language::en), "no stage is overloaded"));
  s.stages.push_back(stage("scale", 2, sim::constant(60)));
  add_class(s, "truck", {visit("scale"), cleared()}, 20);
  CHECK(says(to_text(check(s), Language::en),
             "no stage is overloaded (those that a fleet drives are not judged)"));
  CHECK(says(to_text(check(s), Language::zh), "由循环车队驱动者不作判断"));
}

TEST_CASE(
    "the load of a yard that waits inside is told as a lower figure, with what it leaves out") {
  Scenario s = gate_port(100);
  s.stages.push_back(yard("yard", 4));
  s.processes[0].steps = {{Declare{sim::constant(7200)}, {}},
                          within("yard", {visit("gate"), {AwaitDocuments{}, {}}}),
                          {Release{}, {}},
                          cleared()};
  const CheckReport report = check(s);
  CHECK(report.loads[1].load < 1);  // 10 min of the gate alone; two hours of documents fill it
  CHECK(report.loads[1].uncounted.documents);
  CHECK(report.loads[1].uncounted.hours);
  CHECK(report.loads[1].uncounted.queues);
  CHECK_FALSE(report.loads[0].uncounted.any());
  const std::string text = to_text(report, Language::en);
  CHECK(says(text, "≥0.17"));
  CHECK(says(text, "while documents are awaited: Stage yard; while"));
  CHECK(says(text, "no stage is overloaded, but loads with ≥ are"));
  CHECK(says(to_text(report, Language::zh), "；等待单证：环节yard；其内环节未开放：环节yard；"));
  CHECK(to_json(report)["stages"][1]["load_leaves_out"].dump() ==
        R"(["documents","hours","queues"])");
  CHECK(to_json(report)["stages"][0]["load_leaves_out"].empty());
  CHECK_FALSE(says(to_text(check(gate_port(100)), Language::en), "lower figures"));
}

TEST_CASE("a load that is nearly 1 is told with as many digits as it takes") {
  Scenario s = gate_port(120.06);
  s.stages[0].at_closing = AtClosing::suspend;
  const CheckReport report = check(s);
  REQUIRE_FALSE(report.warnings.empty());
  CHECK_MESSAGE(says(report.warnings[0].text.en, "is overloaded: offered load 1.0005, its queue"),
                report.warnings[0].text.en);
  CHECK(says(to_text(report, Language::zh), "1.0005"));
}
