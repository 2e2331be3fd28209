#include "analysis/run_bytes.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <stdexcept>

namespace an = kouan::analysis;
namespace sim = kouan::sim;

namespace {

sim::RunResult sample() {
  sim::RunResult r;
  r.stop = sim::StopReason::too_many_events;
  r.stopped_at = 77;
  r.knot = {{1, 5, 2, sim::KnotCause::stands, {0, 3}, 4, 2, 6, true}, {}};
  r.crowd = {3, 5, 7};
  r.standing = {{sim::StandingAt::store, 1, 5, {2, 0}, {}},
                {sim::StandingAt::stage, 0, 7, {0, 3}, {4}}};
  r.events = 0xfedcba9876543210ULL;
  r.fingerprint = 42;
  r.conserved = true;
  r.little = true;
  r.keeps_tonnes = true;
  sim::ClassResult c;
  c.arrived = -1;
  c.cleared_kg = 0.1;
  c.physical = {7, 2, 1.0 / 3, 5, 2, 3, 4, std::numeric_limits<double>::infinity()};
  c.documents.count = 9;
  c.ledger_s = {0.5, -0.0, 1e300};
  c.told_s = {0.25, 0.25};
  c.lacked_s = {0.25};
  r.classes = {c, {}};
  sim::ResourceResult s;
  s.served = 3;
  s.waiting.p95_s = 5e-324;
  s.closed_time_s = 17;
  s.queue_max = 12;
  r.resources = {s};
  r.stores = {{-2.5, {0, 7.5}, true, 60, 3600}, {}};
  r.hourly_queue = {1, 2, 3};
  r.daily_cleared = {};
  r.daily_cleared_kg = {1.5};
  return r;
}

sim::RunResult with_goods() {
  sim::RunResult r = sample();
  r.goods = {{1, 2}, {0.1, 1.0 / 3}};
  return r;
}

}  // namespace

TEST_CASE("a result passes through bytes unchanged") {
  const std::string bytes = an::to_bytes(sample());
  const sim::RunResult back = an::from_bytes(bytes);
  CHECK(an::to_bytes(back) == bytes);
  CHECK(back == sample());
  CHECK(back.stop == sim::StopReason::too_many_events);
  CHECK(back.events == 0xfedcba9876543210ULL);
  REQUIRE(back.classes.size() == 2);
  CHECK(back.classes[0].cleared_kg == 0.1);
  CHECK(back.classes[0].physical.mean_s == 1.0 / 3);
  CHECK(back.classes[0].ledger_s == sample().classes[0].ledger_s);
  CHECK(back.classes[0].told_s == sample().classes[0].told_s);
  CHECK(back.classes[0].lacked_s == sample().classes[0].lacked_s);
  REQUIRE(back.resources.size() == 1);
  CHECK(back.resources[0].waiting.p95_s == 5e-324);
  CHECK(back.resources[0].queue_max == 12);
  CHECK(back.hourly_queue == sample().hourly_queue);
  CHECK(back.daily_cleared.empty());
}

TEST_CASE("what a run tells of goods passes too, and leaves the bytes of others as they are") {
  const std::string bytes = an::to_bytes(with_goods());
  CHECK(an::from_bytes(bytes) == with_goods());
  const std::string without = an::to_bytes(sample());
  CHECK(bytes.substr(4, without.size() - 4) == without.substr(4));
}

TEST_CASE("bytes cut short at any place are refused") {
  for (const std::string& bytes : {an::to_bytes(sample()), an::to_bytes(with_goods())})
    for (std::size_t n = 0; n < bytes.size(); ++n)
      CHECK_THROWS_AS(an::from_bytes(std::string_view(bytes).substr(0, n)), std::runtime_error);
}

TEST_CASE("bytes with something behind them are refused") {
  CHECK_THROWS_AS(an::from_bytes(an::to_bytes(sample()) + "x"), std::runtime_error);
  CHECK_THROWS_AS(an::from_bytes(an::to_bytes(with_goods()) + "x"), std::runtime_error);
}

TEST_CASE("a length beyond the bytes is refused before memory is asked for") {
  std::string bytes = an::to_bytes(sim::RunResult{});
  for (std::size_t i = bytes.size() - 8; i < bytes.size(); ++i)
    bytes[i] = '\xff';
  CHECK_THROWS_AS(an::from_bytes(bytes), std::runtime_error);
}
