// Whose time it is too: aboard of a carrier, and waiting for the parts of a whole.
#include <doctest/doctest.h>

#include <numeric>
#include <vector>

#include "sim/run.hpp"
#include "sim/stays.hpp"
#include "tests/support/parting_builder.hpp"

using namespace kouan;        // NOLINT(build/namespaces)
using namespace kouan::test;  // NOLINT(build/namespaces)
using sim::constant;
using sim::k_second;
using sim::LedgerLayout;

namespace {

constexpr std::uint32_t k_crane = 0;

double at_crane(const sim::ClassResult& c, std::uint32_t offset) {
  return c.told_s[LedgerLayout::resource_cell(k_crane) + offset];
}

double sum(const std::vector<double>& cells) {
  return std::accumulate(cells.begin(), cells.end(), 0.0);
}

sim::GatheringDef meeting(const std::string& name, std::uint32_t of_first,
                          std::uint32_t of_second) {
  sim::GatheringDef def;
  def.name = name;
  def.kinds = {{of_first, -1}, {of_second, -1}};
  return def;
}

/// Three loads are there at 10 s, three empty wagons at 30 s. Each pair of them waits for the
/// crane, which takes 100 s and begins nothing from 150 to 400 s, and drives off together for 5 s:
/// at the crane from 30, 130 and 400.
sim::RunResult three_pairs(sim::Micros horizon, sim::Micros warm_up) {
  ModelBuilder b(horizon, warm_up);
  const auto crane = b.resource("crane", {{0, 1}, {150 * k_second, 0}, {400 * k_second, 1}});
  const auto pairing = gathering(b, meeting("pairing", 1, 1));
  const auto reload = [&] { b.visit(crane, constant(100)).travel(constant(5)); };
  b.at_start("load", 3).travel(constant(10));
  gather(b, pairing, 0, reload);
  b.depart();
  b.at_start("empty", 3).travel(constant(30));
  gather(b, pairing, 1, reload);
  b.depart();
  return sim::run(b.model(), {});
}

}  // namespace

TEST_CASE("who is aboard waits and is served as its carrier is") {
  const sim::RunResult r = three_pairs(1000 * k_second, 0);
  CHECK(r.conserved);
  CHECK(r.little);
  const std::uint32_t pairing = LedgerLayout::gathering_cell(1, 0, 0);
  for (const sim::ClassResult& c : r.classes) {
    CHECK(at_crane(c, LedgerLayout::waiting) == 0 + 100 + 120);
    CHECK(at_crane(c, LedgerLayout::closed) == 250);
    CHECK(at_crane(c, LedgerLayout::served) == 3 * 100);
    CHECK(c.told_s[pairing + LedgerLayout::aboard] == 0);
    CHECK(c.ledger_s[pairing + LedgerLayout::aboard] == 105 + 205 + 475);
    CHECK(sum(c.told_s) == 3 * c.sojourn.mean_s);
  }
  CHECK(r.classes[0].told_s[pairing] == 3 * 20);
  CHECK(r.classes[1].told_s[pairing] == 0);
  CHECK(r.classes[0].told_s[LedgerLayout::moving] == 3 * (10 + 5));
  CHECK(r.classes[1].told_s[LedgerLayout::moving] == 3 * (30 + 5));
}

TEST_CASE("what is told of those aboard begins and ends with the observation") {
  const sim::RunResult r = three_pairs(450 * k_second, 50 * k_second);
  CHECK(r.little);
  for (const sim::ClassResult& c : r.classes) {
    CHECK(at_crane(c, LedgerLayout::waiting) == 80 + 100);
    CHECK(at_crane(c, LedgerLayout::closed) == 250);
    CHECK(at_crane(c, LedgerLayout::served) == 80 + 100 + 50);
    CHECK(sum(c.told_s) == sum(c.ledger_s));
  }
}

TEST_CASE("who waits for its parts waits and is served as these are") {
  // The crane is taken until 40 and begins nothing from 60 to 90. The boxes come to it at 10 and
  // are at it from 40, 90 and 110 for 20 s each.
  ModelBuilder b(1000 * k_second);
  const auto crane = b.resource("crane", {{0, 1}, {60 * k_second, 0}, {90 * k_second, 1}});
  sim::GatheringDef def = meeting("emptied", 1, 3);
  def.by_origin = true;
  def.parts = {1};
  const auto emptied = gathering(b, def);
  b.at_start("train", 1);
  split(b, 1, constant(3));
  split(b, 3, constant(1));
  gather(b, emptied, 0, {}, true);
  b.travel(constant(7)).depart();
  made(b, "box");
  b.travel(constant(10)).visit(crane, constant(20));
  gather(b, emptied, 1);
  b.depart();
  b.at_start("other", 1).visit(crane, constant(40)).depart();
  made(b, "papers");  // a part of the train for which it does not wait
  b.travel(constant(50)).depart();
  const sim::RunResult r = sim::run(b.model(), {});
  CHECK(r.little);
  const sim::ClassResult& train = r.classes[0];
  CHECK(train.told_s[LedgerLayout::moving] == 10 + 7);
  CHECK(at_crane(train, LedgerLayout::waiting) == 30);
  CHECK(at_crane(train, LedgerLayout::closed) == 30);
  CHECK(at_crane(train, LedgerLayout::served) == 3 * 20);
  CHECK(train.told_s[LedgerLayout::gathering_cell(1, 0, 0)] == 0);
  CHECK(train.ledger_s[LedgerLayout::gathering_cell(1, 0, 0)] == 130);
  CHECK(sum(train.told_s) == train.sojourn.mean_s);
  CHECK(r.classes[2].told_s.empty());  // it is what its ledger says
}

namespace {

/// A train's two boxes wait for empty flats, which come at 15 and 50 s; the crane takes 20 s for
/// each pair. Then the train drives 5 s.
sim::RunResult reloaded(sim::Micros horizon) {
  ModelBuilder b(horizon);
  const auto crane = b.resource("crane", 1);
  const auto pairing = gathering(b, meeting("pairing", 1, 1));
  sim::GatheringDef def = meeting("emptied", 1, 2);
  def.by_origin = true;
  def.parts = {1};
  const auto emptied = gathering(b, def);
  const auto reload = [&] { b.visit(crane, constant(20)); };
  b.at_start("train", 1);
  split(b, 1, constant(2));
  gather(b, emptied, 0, {}, true);
  b.travel(constant(5)).depart();
  made(b, "box");
  gather(b, pairing, 0, reload);
  gather(b, emptied, 1);
  b.depart();
  b.at_start("flat", 1).travel(constant(15));
  gather(b, pairing, 1, reload);
  b.depart();
  b.at_start("later flat", 1).travel(constant(50));
  gather(b, pairing, 1, reload);
  b.depart();
  return sim::run(b.model(), {});
}

}  // namespace

TEST_CASE("a train's time tells the crane's work from waiting for wagons of the other gauge") {
  const sim::RunResult r = reloaded(1000 * k_second);
  CHECK(r.little);
  const std::uint32_t pairing = LedgerLayout::gathering_cell(1, 0, 0);
  const sim::ClassResult& train = r.classes[0];
  CHECK(train.told_s[pairing] == 15 + 15);
  CHECK(at_crane(train, LedgerLayout::served) == 20 + 20);
  CHECK(train.told_s[LedgerLayout::moving] == 5);
  CHECK(sum(train.told_s) == train.sojourn.mean_s);
  const sim::ClassResult& box = r.classes[1];
  CHECK(box.told_s[pairing] == 15 + 50);
  CHECK(at_crane(box, LedgerLayout::served) == 2 * 20);
  CHECK(box.told_s[LedgerLayout::gathering_cell(1, 0, 1)] == 35);  // the first waits for the second
}

TEST_CASE("a wait for parts that goes on at the end is told up to then") {
  const sim::ClassResult train = reloaded(60 * k_second).classes[0];
  CHECK(train.told_s[LedgerLayout::gathering_cell(1, 0, 0)] == 30);
  CHECK(at_crane(train, LedgerLayout::served) == 20 + 10);
  CHECK(sum(train.told_s) == 60);
}

TEST_CASE("a batch taken aboard on one of two ways is told of by its way, then by the whole") {
  // The trailer is hitched up at 30 and driven for 5 s on that way; from 35 to 50 the tractor waits
  // for its other way.
  ModelBuilder b(200 * k_second);
  sim::GatheringDef def = meeting("coupling", 1, 1);
  def.onto = 0;
  const auto coupling = gathering(b, def);
  b.at_start("tractor", 1);
  fork(b,
       {[&] {
          b.travel(constant(30));
          gather(b, coupling, 0);
          b.travel(constant(5));
        },
        [&] { b.travel(constant(50)); }},
       2);
  b.travel(constant(10)).depart();
  b.at_start("trailer", 1);
  gather(b, coupling, 1);
  b.depart();
  const sim::RunResult r = sim::run(b.model(), {});
  CHECK(r.little);
  const sim::ClassResult& trailer = r.classes[1];
  CHECK(trailer.told_s[LedgerLayout::gathering_cell(0, 0, 0)] == 30);
  CHECK(trailer.told_s[LedgerLayout::moving] == 5 + 10);
  CHECK(trailer.told_s[LedgerLayout::parts] == 15);
  CHECK(sum(trailer.told_s) == 60);
}

TEST_CASE("parts are laid over their whole: work first, then the order of the ledger") {
  const std::vector<bool> is_work = {true, false, false, true};
  const sim::Stay whole{10, 100, 2, 7};
  CHECK(sim::laid_over(whole, {}, is_work) == std::vector<sim::Stay>{whole});
  const auto told = sim::laid_over(whole,
                                   {{0, 30, 1, 8},
                                    {20, 40, 3, 8},
                                    {40, 50, 3, 9},
                                    {60, 70, 0, 9},
                                    {65, 80, 3, 9},
                                    {95, 120, 1, 8},
                                    {5, 8, 0, 8}},
                                   is_work);
  CHECK(told == std::vector<sim::Stay>{{10, 20, 1, 7},
                                       {20, 50, 3, 7},
                                       {50, 60, 2, 7},
                                       {60, 70, 0, 7},
                                       {70, 80, 3, 7},
                                       {80, 95, 2, 7},
                                       {95, 100, 1, 7}});
}
