// What must hold of every scenario, tried on random process graphs. RC_PARAMS="seed=N
// max_success=M" tries others than those that ctest does.
#include "tests/support/random_process.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <variant>
#include <vector>

#include "sim/run.hpp"

using namespace kouan;
using namespace kouan::test;

namespace {

void check_books(const sim::RunResult& r) {
  RC_ASSERT(r.stop == sim::StopReason::horizon);
  RC_ASSERT(r.conserved);
  RC_ASSERT(r.keeps_tonnes);
  RC_ASSERT(r.little);
  for (const sim::ClassResult& c : r.classes)
    RC_ASSERT(c.arrived == c.departed + c.turned_away_in_all + c.inside);
}

/// A section is at work while anybody is on it, also while nobody there can go on.
void check_times(const sim::RunResult& r, const sim::Model& model, double horizon_s) {
  for (const sim::ClassResult& c : r.classes) {
    for (const double cell : c.ledger_s)
      RC_ASSERT(cell >= 0);
    for (const double lacked : c.lacked_s)
      RC_ASSERT(lacked >= 0);
    RC_ASSERT(c.sojourn.mean_s >= 0);
    RC_ASSERT(c.sojourn.max_s <= horizon_s);
  }
  for (std::size_t i = 0; i < r.resources.size(); ++i) {
    const sim::ResourceResult& s = r.resources[i];
    RC_ASSERT(std::min({s.queue_time_s, s.busy_time_s, s.blocked_time_s, s.down_time_s}) >= 0);
    RC_ASSERT(s.waiting.mean_s >= 0);
    const double idle = model.resources[i].section ? 0 : s.blocked_time_s;
    RC_ASSERT(s.busy_time_s + idle <= s.installed_time_s * (1 + 1e-12));
  }
}

}  // namespace

TEST_CASE("random process graphs keep their books, have no negative time and repeat themselves") {
  CHECK(rc::check("ways that part, loop, nest and come together", [] {
    const ProcessPlan plan = *process_plans();
    const models::Scenario port = scenario_of(plan);
    sim::Model model = models::compile(port).model;
    const sim::RunResult r = sim::run(model, {plan.seed, 0});
    check_books(r);
    check_times(r, model, port.horizon_s);
    RC_ASSERT(sim::run(model, {plan.seed, 0, true}) == r);
    RC_ASSERT(sim::run(model, {plan.seed, 0}) == r);
    model.tells_goods = true;
    sim::RunResult told = sim::run(model, {plan.seed, 0});
    RC_ASSERT(told.keeps_tonnes);
    told.goods.clear();
    RC_ASSERT(told == r);
  }));
}

TEST_CASE("random processes are of all kinds of steps that they are meant to have") {
  std::array<int, std::variant_size_v<decltype(models::ProcessStep::what)>> seen{};
  const auto count = [&](const auto& self, const models::Steps& steps) -> void {
    for (const models::ProcessStep& step : steps) {
      ++seen.at(step.what.index());
      for (const models::Steps* inner : models::inner_steps(step))
        self(self, *inner);
    }
  };
  int tried = 0;
  CHECK(rc::check("grown", [&] {
    ++tried;
    for (const models::Process& process : scenario_of(*process_plans()).processes)
      count(count, process.steps);
  }));
  const std::vector<models::ProcessStep> wanted = {
      visit(""),
      within("", {}),
      travel(1),
      choose({}),
      unload(""),
      {models::Repeat{}, {}},
      {models::Parallel{}, {}},
      {models::Gather{}, {}},
      {models::Pass{}, {}},
      {models::Declare{}, {}},
      {models::AwaitDocuments{}, {}},
      {models::Release{}, {}},
      {models::Leave{}, {}},
      {models::Assign{}, {}},
      {models::LetOff{}, {}},
      {models::Split{}, {}},
      {models::Appointment{}, {}},
      {models::WaitUntil{}, {}},
      {models::Seize{}, {}},
      {models::Vacate{}, {}},
  };
  for (const models::ProcessStep& step : wanted) {
    CAPTURE(std::visit(StepWord{}, step.what));
    // The compiler decides in which order draws are made, so that the count differs from one to the
    // next.
    CHECK(seen.at(step.what.index()) > tried / 10);
  }
}
