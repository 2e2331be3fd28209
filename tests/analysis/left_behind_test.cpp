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

namespace {

/// A gate of 1,440 a day; on weekdays from 8 to 18 only, it passes 600.
models::Scenario port_of_gate(int days, double per_day, bool on_weekdays_only) {
  models::Scenario s = empty_port(days);
  s.saturated_warm_up_s = 86400;
  s.stages = {stage("gate", 1, sim::constant(60), on_weekdays_only ? "day" : "")};
  s.hours.front().week[5].clear();
  s.hours.front().week[6].clear();
  add_class(s, "truck", {visit("gate"), cleared()}, per_day);
  return s;
}

an::Report told(int days, double per_day, bool on_weekdays_only = false, bool capacity = false) {
  return report_of_one(port_of_gate(days, per_day, on_weekdays_only), capacity);
}

}  // namespace

TEST_CASE("without capacity runs too it is told that more comes than is carried") {
  const an::Report over = told(28, 2000);
  CHECK_MESSAGE(says(over.answer,
                     "7.30 Mt a year come, more than it carries: queues grow to the "
                     "end, when some 15,"),  // 560 a day
                over.answer.en[0]);
  CHECK(any_tells(over.answer.zh, "需求为每年 730 万吨，多于口岸所能放行的数量：排队持续增长"));
  CHECK(says(over.answer, "As queues grow to the end, this holds for the 28 days simulated only"));
  CHECK_FALSE(says(told(28, 1000).answer, "queues grow"));
  CHECK_FALSE(says(told(28, 2000, false, true).answer, "more than it carries"));  // of capacity
}

TEST_CASE("a run that ends in a closed weekend has no queue that grows") {
  // From Sunday to Sunday: those of the last weekend are left, and every Monday's are gone by
  // Tuesday.
  const an::Report ends_closed = told(29, 240, true);
  CHECK_MESSAGE(!says(ends_closed.answer, "queues grow"), ends_closed.answer.en[0]);
  CHECK(says(told(29, 500, true).answer, "queues grow"));   // 3,500 a week, of which 3,000 pass
  CHECK_FALSE(says(told(20, 2000).answer, "queues grow"));  // too short to tell
}
