#include <doctest/doctest.h>

#include "sim/run.hpp"
#include "tests/support/parting_builder.hpp"

using namespace kouan::sim;
using namespace kouan::test;

namespace {

GatheringDef batches_of(std::uint32_t number) {
  GatheringDef def;
  def.kinds = {{number, -1}};
  return def;
}

/// Comes at these instants, and then never again.
void listed(ModelBuilder& b, const std::string& name, std::vector<Micros> plan) {
  b.cls(name, {});
  b.model().classes.back().source = SourceKind::listed;
  b.model().classes.back().limit = static_cast<std::int64_t>(plan.size());
  b.model().classes.back().plan = std::move(plan);
}

std::vector<Standing> standing_of(const Model& model) { return run(model, {1, 0}).standing; }

}  // namespace

TEST_CASE("what is left over of a batch stands when nobody comes any more") {
  ModelBuilder b(k_day);
  const std::uint32_t g = gathering(b, batches_of(5));
  listed(b, "wagon", {1, 2, 3, 4, 5, 6, 7});
  gather(b, g);
  b.add(StepKind::depart);
  const auto found = standing_of(b.model());
  REQUIRE(found.size() == 1);
  CHECK(found[0].at == StandingAt::gathering);
  CHECK(found[0].place == g);
  CHECK(found[0].waiting == std::vector<std::int64_t>{2});
  CHECK(found[0].missing == std::vector<std::uint32_t>{3});
  CHECK(found[0].since == 7);
}

TEST_CASE("while some may still come, or are on their way, nobody stands for ever") {
  const auto with = [](auto rest) {
    ModelBuilder b(k_day);
    const std::uint32_t g = gathering(b, batches_of(5));
    listed(b, "wagon", {1, 2});
    gather(b, g);
    b.add(StepKind::depart);
    rest(b, g);
    return standing_of(b.model()).size();
  };
  CHECK(with([](ModelBuilder&, std::uint32_t) {}) == 1);
  CHECK(with([](ModelBuilder& b, std::uint32_t g) {  // on its way when the run ends
          listed(b, "late", {3});
          b.travel(constant(10 * 86400));
          gather(b, g);
          b.add(StepKind::depart);
        }) == 0);
  CHECK(with([](ModelBuilder& b, std::uint32_t) {  // on its way elsewhere
          listed(b, "other", {3});
          b.travel(constant(10 * 86400));
          b.add(StepKind::depart);
        }) == 1);
  const auto poisson = [](std::vector<RateChange> rates) {
    return [rates](ModelBuilder& b, std::uint32_t g) {
      b.cls("more", rates);
      b.travel(constant(1));
      b.branch(1.0, b.next_step() + 3);  // nobody gathers, as far as it goes; but there is a way
      gather(b, g);
      b.add(StepKind::depart);
    };
  };
  CHECK(with(poisson({{0, 1e-3}})) == 0);
  CHECK(with(poisson({{0, 1e-3}, {20 * k_hour, 0}})) == 1);            // ended four hours ago
  CHECK(with(poisson({{0, 1e-3}, {23 * k_hour, 0}})) == 0);            // perhaps a pause
  CHECK(with(poisson({{10 * k_hour, 1e-3}, {20 * k_hour, 0}})) == 0);  // as at night
}

TEST_CASE("a part that is elsewhere may make its whole complete, as long as it moves") {
  const auto standing = [](Micros other_way) {
    ModelBuilder b(30 * k_day);
    GatheringDef def = batches_of(1);
    def.by_origin = true;
    const std::uint32_t g = gathering(b, def);
    listed(b, "train", {1});
    split(b, 1, constant(2));
    split(b, 2, constant(1));
    b.add(StepKind::depart);
    made(b, "here");
    gather(b, g);
    b.add(StepKind::depart);
    made(b, "elsewhere");
    b.travel(constant(to_seconds(other_way)));
    b.add(StepKind::depart);
    return standing_of(b.model()).size();
  };
  CHECK(standing(40 * k_day) == 0);
}

TEST_CASE("who waits where nobody moves does not move either") {
  ModelBuilder b(k_day);
  const std::uint32_t wagons = gathering(b, batches_of(5));
  const std::uint32_t trains = gathering(b, batches_of(2));
  listed(b, "wagon", {1, 2});
  gather(b, wagons);
  gather(b, trains);
  b.add(StepKind::depart);
  listed(b, "train", {9});
  gather(b, trains);
  b.add(StepKind::depart);
  CHECK(standing_of(b.model()).size() == 2);
  b.model().gatherings[wagons].kinds[0].needed = 2;  // two wagons go on, one with the train
  const auto found = standing_of(b.model());
  REQUIRE(found.size() == 1);
  CHECK(found[0].place == trains);
  CHECK(found[0].waiting == std::vector<std::int64_t>{0, 1});
}

TEST_CASE("a clock lets them go, unless they are too few for it") {
  const auto left = [](auto change) {
    ModelBuilder b(k_day);
    GatheringDef def = batches_of(5);
    change(def);
    const std::uint32_t g = gathering(b, def);
    listed(b, "wagon", {1, 2});
    gather(b, g);
    b.add(StepKind::depart);
    const auto found = standing_of(b.model());
    return found.empty() ? -1 : static_cast<int>(found[0].missing[0]);
  };
  CHECK(left([](GatheringDef&) {}) == 3);
  CHECK(left([](GatheringDef& def) { def.within = 2 * k_day; }) == -1);  // after the run
  CHECK(left([](GatheringDef& def) { def.every = 2 * k_day, def.first = 2 * k_day; }) == -1);
  CHECK(left([](GatheringDef& def) { def.every = k_hour, def.least = 4; }) == 2);
  CHECK(left([](GatheringDef& def) { def.within = k_hour, def.least = 3; }) == 1);
}

TEST_CASE("a full store stands when nothing is removed") {
  const auto stands = [](double removal_kg_per_s, double load_kg) {
    ModelBuilder b(k_day);
    const std::uint32_t s = b.store({"heap", 10, 0, removal_kg_per_s});
    listed(b, "truck", {1, 2, 3});
    b.payload(constant(load_kg));
    b.deposit(s);
    b.add(StepKind::depart);
    const auto found = standing_of(b.model());
    if (found.empty()) return std::int64_t{0};
    CHECK(found[0].at == StandingAt::store);
    CHECK(found[0].place == s);
    return found[0].waiting[0];
  };
  CHECK(stands(0, 4) == 1);
  CHECK(stands(0, 3) == 0);
  CHECK(stands(1e-6, 4) == 0);  // after some days
}

TEST_CASE("too few for a batch of a stage stand, a fleet or what is left over") {
  const auto found_of = [](std::int64_t trucks, auto change) {
    ModelBuilder b(k_day);
    ServerRules rules;
    rules.batch_least = rules.batch_most = 4;
    const auto gate = b.resource("gate", 1);
    const auto press = b.resource("press", {{0, 1}}, rules);
    b.fleet("truck", trucks).visit(gate, constant(60));
    b.visit_server(press, constant(240)).travel(constant(240)).depart();
    change(b, press);
    return standing_of(b.model());
  };
  const auto nothing = [](ModelBuilder&, std::uint32_t) {};
  const auto found = found_of(3, nothing);
  REQUIRE(found.size() == 1);
  CHECK(found[0].at == StandingAt::stage);
  CHECK(found[0].place == 1);
  CHECK(found[0].waiting == std::vector<std::int64_t>{3});
  CHECK(found[0].missing == std::vector<std::uint32_t>{1});
  CHECK(found[0].since == 3 * k_minute);
  CHECK(found_of(4, nothing).empty());
  CHECK(found_of(7, nothing).empty());  // four of them go round
  const auto patient = [](ModelBuilder& b, std::uint32_t press) {
    for (Step& step : b.model().steps) {
      if (step.kind != StepKind::seize_server || step.a != press) continue;
      b.model().distributions.push_back(constant(2 * 86400));
      step.b = static_cast<std::uint32_t>(b.model().distributions.size() - 1);
      step.c = b.next_step() - 1;  // departs
    }
  };
  CHECK(found_of(3, patient).empty());
  CHECK(found_of(3,
                 [](ModelBuilder& b, std::uint32_t press) {  // still under way
                   listed(b, "late", {3});
                   b.travel(constant(10 * 86400)).visit_server(press, constant(240)).depart();
                 })
            .empty());
  CHECK(found_of(3, [](ModelBuilder& b, std::uint32_t press) {
          listed(b, "late", {k_hour});
          b.visit_server(press, constant(240)).depart();
        }).size() == 1);  // with that one they go round once
}
