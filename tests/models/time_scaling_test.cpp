// All times of a scenario so many times as long, opening hours among them: everything happens as
// many times as late, to the microsecond. Times are drawn from whole ones, so that nothing is
// rounded; work that is shared, which is divided, has no part in this. RC_PARAMS="seed=N
// max_success=M" tries others than those that ctest does.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/run.hpp"
#include "tests/support/random_process.hpp"
#include "tests/support/slowed_model.hpp"

using namespace kouan;
using namespace kouan::test;

namespace {

struct TracedRun {
  std::vector<sim::TraceRecord> records;
  sim::RunResult result;
};

TracedRun traced_run(const sim::Model& model, unsigned seed) {
  TracedRun out;
  sim::Trace trace([&](std::span<const sim::TraceRecord> block) {
    out.records.insert(out.records.end(), block.begin(), block.end());
  });
  out.result = sim::run(model, {seed, 0, true, &trace});
  trace.flush();
  return out;
}

bool is_so_late(const sim::TraceRecord& one, const sim::TraceRecord& slow, int factor) {
  return slow.at == factor * one.at && slow.serial == one.serial &&
         slow.class_index == one.class_index && slow.place == one.place &&
         slow.event == one.event && slow.step == one.step;
}

/// Sums of whole microseconds, told as doubles.
bool is_so_long(double one_s, double slow_s, int factor) {
  return std::abs(slow_s - factor * one_s) <= 1e-12 * slow_s;
}

void check_tally(const sim::TallySummary& one, const sim::TallySummary& slow, int factor) {
  RC_ASSERT(slow.count == one.count);
  RC_ASSERT(slow.zeros == one.zeros);
  RC_ASSERT(is_so_long(one.mean_s, slow.mean_s, factor));
  RC_ASSERT(is_so_long(one.max_s, slow.max_s, factor));
}

void check_results(const sim::RunResult& one, const sim::RunResult& slow, int factor) {
  RC_ASSERT(slow.events >= one.events);  // hours that are looked at are as long as ever
  for (std::size_t c = 0; c < one.classes.size(); ++c) {
    const sim::ClassResult& a = one.classes[c];
    const sim::ClassResult& b = slow.classes[c];
    RC_ASSERT(b.arrived == a.arrived);
    RC_ASSERT(b.departed == a.departed);
    RC_ASSERT(b.turned_away_in_all == a.turned_away_in_all);
    RC_ASSERT(b.cleared == a.cleared);
    RC_ASSERT(b.cleared_kg == a.cleared_kg);
    check_tally(a.sojourn, b.sojourn, factor);
    check_tally(a.physical, b.physical, factor);
    check_tally(a.documents, b.documents, factor);
    for (std::size_t cell = 0; cell < a.ledger_s.size(); ++cell)
      RC_ASSERT(is_so_long(a.ledger_s[cell], b.ledger_s[cell], factor));
    for (std::size_t lack = 0; lack < a.lacked_s.size(); ++lack)
      RC_ASSERT(is_so_long(a.lacked_s[lack], b.lacked_s[lack], factor));
  }
  for (std::size_t r = 0; r < one.resources.size(); ++r) {
    const sim::ResourceResult& a = one.resources[r];
    const sim::ResourceResult& b = slow.resources[r];
    RC_ASSERT(b.served == a.served);
    RC_ASSERT(b.queue_max == a.queue_max);
    RC_ASSERT(b.refused == a.refused);
    RC_ASSERT(b.gave_up == a.gave_up);
    check_tally(a.waiting, b.waiting, factor);
    RC_ASSERT(is_so_long(a.queue_time_s, b.queue_time_s, factor));
    RC_ASSERT(is_so_long(a.busy_time_s, b.busy_time_s, factor));
    RC_ASSERT(is_so_long(a.blocked_time_s, b.blocked_time_s, factor));
    RC_ASSERT(is_so_long(a.down_time_s, b.down_time_s, factor));
    RC_ASSERT(is_so_long(a.closed_time_s, b.closed_time_s, factor));
  }
  for (std::size_t g = 0; g < one.gatherings.size(); ++g) {
    RC_ASSERT(slow.gatherings[g].batches == one.gatherings[g].batches);
    RC_ASSERT(slow.gatherings[g].members == one.gatherings[g].members);
    check_tally(one.gatherings[g].waiting, slow.gatherings[g].waiting, factor);
  }
}

void check_slowed(const ProcessPlan& plan, int factor) {
  const sim::Model model = model_of(plan);
  const SlowedModel slowed(model, factor, k_time_attribute);
  const TracedRun one = traced_run(model, plan.seed);
  const TracedRun slow = traced_run(slowed.model(), plan.seed);
  RC_ASSERT(!one.records.empty());
  RC_ASSERT(slow.records.size() == one.records.size());
  for (std::size_t i = 0; i < one.records.size(); ++i)
    RC_ASSERT(is_so_late(one.records[i], slow.records[i], factor));
  check_results(one.result, slow.result, factor);
}

}  // namespace

TEST_CASE("all times so many times as long make all that happens as many times as late") {
  CHECK(rc::check("times of odd microseconds", [] {
    const ProcessPlan plan = *process_plans(Grain::microsecond);
    check_slowed(plan, *rc::gen::inRange(2, 8));
  }));
}

TEST_CASE("stores that are full are as many times as long in letting unload") {
  // Twice and four times as slow a removal is no rounding of what a store holds.
  CHECK(rc::check("whole seconds", [] {
    const ProcessPlan plan = *process_plans(Grain::second);
    check_slowed(plan, *rc::gen::element(2, 4));
  }));
}
