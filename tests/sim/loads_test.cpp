// Tonnes are counted once, and none are made or lost when entities part and meet.
#include <doctest/doctest.h>

#include "sim/run.hpp"
#include "tests/support/parting_builder.hpp"

using namespace kouan;        // NOLINT(build/namespaces)
using namespace kouan::test;  // NOLINT(build/namespaces)
using doctest::Approx;
using sim::constant;
using sim::StepKind;

namespace {

double cleared_kg(const sim::RunResult& r, std::size_t cls) { return r.classes[cls].cleared_kg; }

void check_conserved(const sim::RunResult& r) {
  CHECK(r.conserved);
  CHECK(r.little);
  CHECK(r.keeps_tonnes);
}

/// A lorry of 30 t takes the trailers that parted from it aboard again.
std::uint32_t coupling(ModelBuilder& b, std::uint32_t trailers) {
  sim::GatheringDef def;
  def.name = "coupling";
  def.kinds = {{1, -1}, {trailers, -1}};
  def.onto = 0;
  def.by_origin = true;
  return gathering(b, def);
}

std::uint32_t train_of_two(ModelBuilder& b, std::uint32_t train, bool members_end = false) {
  sim::GatheringDef def;
  def.name = "consist";
  def.kinds = {{2, -1}};
  def.into = train;
  def.members_end = members_end;
  return gathering(b, def);
}

}  // namespace

TEST_CASE("a split takes from the lorry's own load, not from that of the trailer aboard") {
  // 24 of 30 t go with the trailer, 4.8 of the other 6 with the box.
  ModelBuilder b(sim::k_hour);
  const auto point = coupling(b, 1);
  b.at_start("lorry", 1).payload(constant(30));
  split_share(b, 1, 1, 0.8);
  gather(b, point, 0, {}, true);
  split_share(b, 2, 1, 0.8);
  b.add(StepKind::let_off).add(StepKind::clear).depart();
  made(b, "trailer");
  gather(b, point, 1);
  b.travel(constant(60)).add(StepKind::clear).depart();
  made(b, "box");
  b.travel(constant(60)).add(StepKind::clear).depart();
  const sim::RunResult r = sim::run(b.model(), {});
  check_conserved(r);
  CHECK(cleared_kg(r, 0) == Approx(1.2));
  CHECK(cleared_kg(r, 1) == Approx(24));
  CHECK(cleared_kg(r, 2) == Approx(4.8));
}

TEST_CASE("who parts and meets again and again takes of the rest each time") {
  // Trailers take 15 of 30 t, then 7.5 of the 15 left; all four are let off together.
  ModelBuilder b(sim::k_hour);
  const auto point = coupling(b, 2);
  b.at_start("lorry", 1).payload(constant(30));
  for (int i = 0; i < 2; ++i) {
    split_share(b, 1, 2, 0.5);
    gather(b, point, 0, {}, true);
  }
  b.add(StepKind::let_off).add(StepKind::clear).depart();
  made(b, "trailer");
  b.travel(constant(60));
  gather(b, point, 1);
  b.add(StepKind::clear).depart();
  const sim::RunResult r = sim::run(b.model(), {});
  check_conserved(r);
  CHECK(cleared_kg(r, 0) == Approx(7.5));
  CHECK(cleared_kg(r, 1) == Approx(22.5));
}

TEST_CASE("what those aboard have cleared themselves does not hide the carrier's own load") {
  // The trailers clear their 24 t before they meet the lorry; it clears its own 6.
  ModelBuilder b(sim::k_hour);
  const auto point = coupling(b, 2);
  b.at_start("lorry", 1).payload(constant(30));
  split_share(b, 1, 2, 0.8);
  b.travel(constant(60));
  gather(b, point, 0, {}, true);
  b.add(StepKind::clear).add(StepKind::let_off).depart();
  made(b, "trailer");
  b.travel(constant(30)).add(StepKind::clear);
  gather(b, point, 1);
  b.depart();
  const sim::RunResult r = sim::run(b.model(), {});
  check_conserved(r);
  CHECK(cleared_kg(r, 0) == Approx(6));
  CHECK(cleared_kg(r, 1) == Approx(24));
}

TEST_CASE("a train counts those aboard that have not been counted, and nobody twice") {
  ModelBuilder b(sim::k_hour);
  const auto point = train_of_two(b, 2);
  b.at_start("cleared", 1).payload(constant(10)).add(StepKind::clear);
  gather(b, point);
  b.add(StepKind::clear).depart();
  b.at_start("not", 1).payload(constant(20));
  gather(b, point);
  b.add(StepKind::clear).depart();
  made(b, "train");
  b.add(StepKind::clear).travel(constant(60)).add(StepKind::let_off).depart();
  const sim::RunResult r = sim::run(b.model(), {});
  check_conserved(r);
  CHECK(cleared_kg(r, 0) == Approx(10));
  CHECK(cleared_kg(r, 1) == Approx(0));
  CHECK(cleared_kg(r, 2) == Approx(20));
}

TEST_CASE("the train has the load of members who end, counted and not, and its parts share both") {
  // Half of the 10 t that were counted and of the 20 that were not go with the wagon.
  ModelBuilder b(sim::k_hour);
  const auto point = train_of_two(b, 2, true);
  const auto heap = b.store({"heap", 31, 0, 0});
  b.at_start("cleared", 1).payload(constant(10)).add(StepKind::clear);
  gather(b, point);
  b.depart();
  b.at_start("not", 1).payload(constant(20));
  gather(b, point);
  b.depart();
  made(b, "train");
  split_share(b, 3, 1, 0.5);
  b.add(StepKind::clear).deposit(heap).depart();
  made(b, "wagon");
  b.add(StepKind::clear).deposit(heap).depart();
  const sim::RunResult r = sim::run(b.model(), {});
  check_conserved(r);
  CHECK(cleared_kg(r, 0) == Approx(10));
  CHECK(cleared_kg(r, 2) == Approx(10));
  CHECK(cleared_kg(r, 3) == Approx(10));
  CHECK(r.classes[2].departed + r.classes[3].departed == 2);  // 15 t each into the heap
}

TEST_CASE("a part on a parallel way stands for its whole's load, which counts once") {
  ModelBuilder b(sim::k_hour);
  const auto point = train_of_two(b, 1);
  b.at_start("lorry", 2).payload(constant(30));
  fork(b, {[&] { gather(b, point); }, [&] { b.travel(constant(30)); }}, 2);
  b.add(StepKind::clear).depart();
  made(b, "train");
  b.travel(constant(60)).add(StepKind::clear).add(StepKind::let_off).depart();
  const sim::RunResult r = sim::run(b.model(), {});
  check_conserved(r);
  CHECK(cleared_kg(r, 0) == Approx(0));
  CHECK(cleared_kg(r, 1) == Approx(60));
}

TEST_CASE("a payload assigned with others aboard is the carrier's own") {
  ModelBuilder b(sim::k_hour);
  b.model().attributes = 1;
  const auto point = coupling(b, 1);
  const auto assign = [&](double kg) {
    b.add(StepKind::assign, 0);
    b.model().distributions.push_back(constant(kg));
    b.model().steps.back().b = static_cast<std::uint32_t>(b.model().distributions.size() - 1);
    b.model().steps.back().c = 0;
  };
  b.at_start("lorry", 1);
  b.model().classes.back().payload_attribute = 0;
  assign(30);
  split_share(b, 1, 1, 0.5);
  gather(b, point, 0, {}, true);
  assign(20);
  b.add(StepKind::let_off).add(StepKind::clear).depart();
  made(b, "trailer");
  gather(b, point, 1);
  b.travel(constant(60)).add(StepKind::clear).depart();
  const sim::RunResult r = sim::run(b.model(), {});
  check_conserved(r);
  CHECK(cleared_kg(r, 0) == Approx(20));
  CHECK(cleared_kg(r, 1) == Approx(15));
}

TEST_CASE("what was cleared before it parted does not count again") {
  ModelBuilder b(sim::k_hour);
  b.at_start("lorry", 1).payload(constant(30)).add(StepKind::clear);
  split_share(b, 1, 2, 0.8);
  b.depart();
  made(b, "trailer");
  b.add(StepKind::clear).depart();
  const sim::RunResult r = sim::run(b.model(), {});
  check_conserved(r);
  CHECK(cleared_kg(r, 0) == Approx(30));
  CHECK(cleared_kg(r, 1) == 0);
}

TEST_CASE("loads that leave uncounted and those still inside balance with what came") {
  ModelBuilder b(sim::k_hour, sim::k_minute);
  b.at_start("gone", 2).payload(constant(7)).add(StepKind::turn_away);
  b.at_start("inside", 2).payload(constant(11)).travel(constant(1e6)).depart();
  b.fleet("cycle", 1).payload(constant(13)).travel(constant(600)).add(StepKind::clear);
  b.travel(constant(600)).depart();
  b.fleet("empty", 1).payload(constant(17)).travel(constant(600)).depart();
  check_conserved(sim::run(b.model(), {}));
}
