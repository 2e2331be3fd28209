// Stoppages of several resources, in schedules computed by hand.
#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "sim/run.hpp"
#include "tests/support/minutes.hpp"
#include "tests/support/model_builder.hpp"

using namespace kouan::sim;
using kouan::test::k_min;
using kouan::test::minutes;
using kouan::test::ModelBuilder;

namespace {

double stay_of_class(const RunResult& r, std::size_t cls) {
  return minutes(r.classes[cls].sojourn.mean_s);
}

/// Stopped from `between` for `lasts` minutes, and again after as long.
void stop(ModelBuilder& b, const std::string& name, double between, double lasts,
          std::uint32_t resource) {
  b.model().stoppages.push_back(
      {name, constant(between * k_min), constant(lasts * k_min), {resource}});
}

/// One truck that comes at 20 min.
RunResult late_truck(ModelBuilder& b, std::uint32_t gate, double needs_min = 20) {
  b.cls("truck", {});
  b.model().classes.back().source = SourceKind::listed;
  b.model().classes.back().plan = {20 * k_minute};
  b.visit_server(gate, constant(needs_min * k_min)).depart();
  const RunResult result = run(b.model(), {});
  CHECK(result.little);
  CHECK(result.conserved);
  return result;
}

}  // namespace

TEST_CASE("a stoppage closes several resources at once") {
  // Stops 10-15 and 25-30 min; at one the work in hand is finished, at the other suspended.
  ModelBuilder b(60 * k_minute);
  const auto one = b.resource("one", 1);
  ServerRules rules;
  rules.at_closing = AtClosing::suspend;
  const auto two = b.resource("two", {{0, 1}}, rules);
  b.model().stoppages.push_back({"storm", constant(10 * k_min), constant(5 * k_min), {one, two}});
  b.at_start("a", 1).visit(one, constant(12 * k_min)).depart();
  b.at_start("b", 1).visit(one, constant(1 * k_min)).depart();
  b.at_start("c", 1).visit_server(two, constant(12 * k_min)).depart();
  const RunResult result = run(b.model(), {});
  CHECK(stay_of_class(result, 0) == 12);
  CHECK(stay_of_class(result, 1) == 16);
  CHECK(stay_of_class(result, 2) == 17);
  CHECK(minutes(result.resources[one].closed_time_s) == 20);  // 10-15, 25-30, 40-45, 55-60
  CHECK(result.little);
}

TEST_CASE("nothing opens for no time where a stoppage ends as another begins") {
  // Stopped from 12 to 25 and, by the other, from 10 to 15 and 25 to 30: work begins at 30.
  for (const bool other_way_round : {false, true}) {
    ModelBuilder b(60 * k_minute);
    ServerRules rules;
    rules.at_closing = AtClosing::finish;
    const auto gate = b.resource("gate", {{0, 1}}, rules);
    if (other_way_round) stop(b, "y", 12, 13, gate);
    stop(b, "x", 10, 5, gate);
    if (!other_way_round) stop(b, "y", 12, 13, gate);
    const RunResult result = late_truck(b, gate);
    CHECK(stay_of_class(result, 0) == 30);
    CHECK(minutes(result.resources[gate].closed_time_s) == 20 + 13 + 5);  // 10-30, 37-50, 55-60
  }
}

TEST_CASE("nobody begins at a repaired server, or at opening, as a stoppage begins") {
  // Stopped from 10 to 15 and 25 to 30; repaired at 25, or opened then.
  ServerRules rules;
  rules.at_closing = AtClosing::finish;
  ModelBuilder opens(60 * k_minute);
  const auto late = opens.resource("gate", {{0, 0}, {25 * k_minute, 1}}, rules);
  stop(opens, "x", 10, 5, late);
  CHECK(stay_of_class(late_truck(opens, late), 0) == 30);
  ModelBuilder fails(60 * k_minute);
  rules.breakdowns = BreakdownDef{constant(12 * k_min), constant(13 * k_min), false};
  const auto repaired = fails.resource("gate", {{0, 1}}, rules);
  stop(fails, "x", 10, 5, repaired);
  CHECK(stay_of_class(late_truck(fails, repaired, 5), 0) == 15);  // from 30
}

TEST_CASE(
    "whom one of two stoppages at one instant gives room does not begin at what the other closes") {
  // Both from 24 to 29 h. The first hands back the work of who keeps the only room ahead, which the
  // other has waited for, at a stage that the second closes: it has it at 29 h, before the first
  // one asks again, works from 29 to 31 h and ahead for another.
  ModelBuilder b(6 * k_day);
  ServerRules hands_over;
  hands_over.at_closing = AtClosing::hand_over;
  ServerRules suspends;
  suspends.at_closing = AtClosing::suspend;
  const auto first = b.resource("first", {{0, 1}}, hands_over);
  const auto second = b.resource("second", {{0, 1}}, suspends);
  const auto ahead = b.resource("ahead", {{0, 1}}, ServerRules{}, 0);
  for (const auto& [gate, hours] : {std::pair{first, 48}, std::pair{second, 2}}) {
    b.at_start("truck", 1).visit_before(gate, ahead, constant(hours * 60 * k_min));
    b.visit_server(ahead, constant(60 * k_min)).depart();
    stop(b, "stop " + std::to_string(gate), 24 * 60, 5 * 60, gate);
  }
  const RunResult result = run(b.model(), {});
  CHECK(result.conserved);
  CHECK(stay_of_class(result, 1) == 32 * 60);
}
