// Those whom the port leaves waiting, in the answer without capacity runs.
#include <doctest/doctest.h>

#include <string>

#include "analysis/report/report.hpp"
#include "tests/analysis/report_of_one.hpp"
#include "tests/support/port_builder.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;

TEST_CASE("without capacity runs too it is told that more comes than is carried") {
  const auto told = [](double per_day, bool capacity) {
    models::Scenario s = empty_port(20);
    s.saturated_warm_up_s = 86400;
    s.stages = {stage("gate", 1, sim::constant(60))};  // 1,440 a day
    add_class(s, "truck", {visit("gate"), cleared()}, per_day);
    return report_of_one(s, capacity);
  };
  const an::Report over = told(2000, false);
  CHECK_MESSAGE(says(over.answer,
                     "; 7.30 Mt a year come, more than it carries: queues grow to the "
                     "end, when some 11,134 vehicles are inside."),
                over.answer.en[0]);
  CHECK_MESSAGE(over.answer.zh[0].find("；需求为每年 730 万吨，超出所能通过：排队持续增长") !=
                    std::string::npos,
                over.answer.zh[0]);
  CHECK(
      says(over.answer, "; as queues grow to the end, this holds for the 20 days simulated only"));
  CHECK_FALSE(says(told(1000, false).answer, "queues grow"));
  CHECK_FALSE(says(told(2000, true).answer, "more than it carries"));  // told of capacity
}
