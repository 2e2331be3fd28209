// More servers and faster work delay nobody, with the same draws, where theory says so.
//
// Where all stages keep the order in which they are entered, the order at every stage is the same
// whatever the servers and times, and instants follow from others by sums, maxima and minima
// alone: each entity is cleared no later (Baccelli & Brémaud, Elements of Queueing Theory, 2nd ed.
// 2003, ch. 4; of ways side by side Baccelli, Makowski & Shwartz, Adv. Appl. Prob. 21, 1989). A
// last stage that lets them overtake changes nothing of that: starts are still in order (Kiefer &
// Wolfowitz 1955). Where ways that parted meet at a stage, one may come before another who would
// have been first, and delay it; then the k-th who is cleared is so no later, whoever it is, if
// times belong to the k-th who is served (Glasserman & Yao, Math. Oper. Res. 17, 1992): here they
// are constant behind the meeting, and no ways part there. Anything else is not promised:
// priorities, limited queues, loops, or several servers with times that differ before the end.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "models/compile.hpp"
#include "sim/run.hpp"
#include "tests/support/ordered_port.hpp"

using namespace kouan;
using namespace kouan::test;

namespace {

using Clearances = std::map<std::pair<std::uint32_t, std::uint64_t>, sim::Micros>;

Clearances clearances(const sim::Model& model, unsigned seed) {
  Clearances out;
  sim::Trace trace([&](std::span<const sim::TraceRecord> records) {
    for (const sim::TraceRecord& r : records)
      if (r.event == sim::TraceEvent::cleared) out[{r.class_index, r.serial}] = r.at;
  });
  sim::run(model, {seed, 0, true, &trace});
  trace.flush();
  return out;
}

std::vector<sim::Micros> in_order(const Clearances& cleared) {
  std::vector<sim::Micros> out;
  for (const auto& [who, at] : cleared)
    out.push_back(at);
  std::sort(out.begin(), out.end());
  return out;
}

/// Adds to `earlier` how many are cleared earlier than before.
void check_no_later(const OrderedPlan& plan, const Clearances& before, const Clearances& after,
                    int& earlier) {
  if (plan.ways_meet) {
    const std::vector<sim::Micros> was = in_order(before);
    const std::vector<sim::Micros> is = in_order(after);
    RC_ASSERT(is.size() >= was.size());
    for (std::size_t k = 0; k < was.size(); ++k) {
      RC_ASSERT(is[k] <= was[k]);
      earlier += is[k] < was[k] ? 1 : 0;
    }
    return;
  }
  for (const auto& [who, at] : before) {
    const auto now = after.find(who);
    RC_ASSERT(now != after.end());
    RC_ASSERT(now->second <= at);
    earlier += now->second < at ? 1 : 0;
  }
}

sim::Distribution faster(sim::Distribution time, double factor) {
  if (time.kind == sim::DistributionKind::lognormal)
    return sim::lognormal(factor * time.mean(), 0.7);
  time.a *= factor;
  time.b *= factor;
  return time;
}

void check_further_server(bool ways_meet, int& earlier) {
  const OrderedPlan plan = *ordered_plans(ways_meet);
  const OrderedPort port = port_of(plan);
  const std::string where = *rc::gen::elementOf(port.may_grow);
  models::CompileOptions more;
  more.extra_server_at = where;
  check_no_later(plan, clearances(models::compile(port.scenario).model, plan.seed),
                 clearances(models::compile(port.scenario, more).model, plan.seed), earlier);
}

void check_faster_work(bool ways_meet, int& earlier) {
  const OrderedPlan plan = *ordered_plans(ways_meet);
  const OrderedPort port = port_of(plan);
  models::Scenario fast = port.scenario;
  const auto where = *rc::gen::inRange(std::size_t{0}, fast.stages.size());
  const double factor = *rc::gen::element(0.5, 0.8, 0.97);
  models::Stage& stage = fast.stages[where];
  stage.service = faster(*stage.service, factor);
  for (auto& own : stage.service_by_class)
    own.second = faster(own.second, factor);
  check_no_later(plan, clearances(models::compile(port.scenario).model, plan.seed),
                 clearances(models::compile(fast).model, plan.seed), earlier);
}

}  // namespace

TEST_CASE("a further server delays nobody where the order is kept") {
  int earlier = 0;
  CHECK(rc::check("ways part", [&] { check_further_server(false, earlier); }));
  CHECK(earlier > 1000);
}

TEST_CASE("a further server delays no k-th clearance where ways meet") {
  int earlier = 0;
  CHECK(rc::check("ways meet", [&] { check_further_server(true, earlier); }));
  CHECK(earlier > 1000);
}

TEST_CASE("faster work delays nobody where the order is kept") {
  int earlier = 0;
  CHECK(rc::check("ways part", [&] { check_faster_work(false, earlier); }));
  CHECK(earlier > 1000);
}

TEST_CASE("faster work delays no k-th clearance where ways meet") {
  int earlier = 0;
  CHECK(rc::check("ways meet", [&] { check_faster_work(true, earlier); }));
  CHECK(earlier > 1000);
}
