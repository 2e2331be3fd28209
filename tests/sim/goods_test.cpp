// How long goods are inside, whoever carries them on: every kilogram is counted until who has it in
// the end leaves.
#include <doctest/doctest.h>

#include "sim/run.hpp"
#include "tests/support/parting_builder.hpp"

using namespace kouan;        // NOLINT(build/namespaces)
using namespace kouan::test;  // NOLINT(build/namespaces)
using doctest::Approx;
using sim::constant;
using sim::StepKind;

namespace {

sim::RunResult told(ModelBuilder& b, sim::Micros warm_up = 0) {
  b.model().tells_goods = true;
  b.model().warm_up = warm_up;
  sim::RunResult r = sim::run(b.model(), {});
  REQUIRE(r.goods.size() == b.model().classes.size());
  CHECK(r.keeps_tonnes);
  return r;
}

std::uint32_t pairs_into(ModelBuilder& b, std::uint32_t rake, bool members_end) {
  sim::GatheringDef def;
  def.name = "track";
  def.kinds = {{2, -1}};
  def.into = rake;
  def.members_end = members_end;
  return gathering(b, def);
}

}  // namespace

TEST_CASE("what a train sets out is inside from when the train came until the part leaves") {
  for (const bool cleared_before : {false, true}) {
    CAPTURE(cleared_before);
    ModelBuilder b(sim::k_hour);
    b.at_start("train", 1).payload(constant(40)).travel(constant(100));
    if (cleared_before) b.add(StepKind::clear);
    split_share(b, 1, 2, 0.4);
    b.travel(constant(50)).add(StepKind::clear).depart();
    made(b, "cut");
    b.travel(constant(200)).add(StepKind::clear).depart();
    const sim::RunResult r = told(b);
    CHECK(r.goods[0].came_kg == Approx(40));
    CHECK(r.goods[1].came_kg == Approx(0));
    CHECK(r.goods[0].inside_kg_s == Approx(40 * 100 + 24 * 50));
    CHECK(r.goods[1].inside_kg_s == Approx(16 * 200));
  }
}

TEST_CASE("parts that are gathered take their goods on, aboard or into the batch") {
  for (const bool members_end : {false, true}) {
    CAPTURE(members_end);
    ModelBuilder b(sim::k_hour);
    const auto track = pairs_into(b, 2, members_end);
    b.at_start("train", 1).payload(constant(40));
    split_share(b, 1, 2, 1);
    b.travel(constant(10)).depart();
    made(b, "cut");
    b.travel(constant(100));
    gather(b, track);
    b.depart();
    made(b, "rake");
    b.travel(constant(300)).add(StepKind::clear).depart();
    const sim::RunResult r = told(b);
    CHECK(r.goods[0].came_kg == Approx(40));
    CHECK(r.goods[0].inside_kg_s == Approx(0));
    CHECK(r.goods[1].inside_kg_s == Approx(40 * (members_end ? 100 : 400)));
    CHECK(r.goods[2].inside_kg_s == Approx(members_end ? 40 * 300 : 0));
  }
}

TEST_CASE("of the time before the warm-up's end and after the run's nothing is told") {
  ModelBuilder b(sim::k_hour);
  b.at_start("train", 1).payload(constant(40)).travel(constant(100)).depart();
  b.at_start("stays", 1).payload(constant(7)).travel(constant(9000)).depart();
  const sim::RunResult r = told(b, 60 * sim::k_second);
  CHECK(r.goods[0].came_kg == Approx(0));
  CHECK(r.goods[0].inside_kg_s == Approx(40 * 40));
  CHECK(r.goods[1].inside_kg_s == Approx(7 * (3600 - 60)));
}

TEST_CASE("where loads are alike a kilogram is inside as long as its vehicle") {
  ModelBuilder b(sim::k_day);
  const auto gate = b.resource("gate", 1);
  b.cls("truck", {{0, 1.0 / 200}}).payload(constant(10)).visit(gate, sim::exponential(100));
  b.add(StepKind::clear).depart();
  const sim::RunResult r = told(b);
  b.model().tells_goods = false;
  const sim::RunResult untold = sim::run(b.model(), {});
  CHECK(untold.goods.empty());
  CHECK(r.fingerprint == untold.fingerprint);
  CHECK(r.classes[0].sojourn == untold.classes[0].sojourn);
  CHECK(r.goods[0].came_kg == Approx(10.0 * static_cast<double>(r.classes[0].arrived)));
  const sim::TallySummary& sojourn = r.classes[0].sojourn;
  const double left = 10 * sojourn.mean_s * static_cast<double>(sojourn.count);
  CHECK(r.goods[0].inside_kg_s >= left * (1 - 1e-9));
  CHECK(r.goods[0].inside_kg_s <= left + 10 * 86400.0 * static_cast<double>(r.classes[0].inside));
}
