// What the steps of a process say of it, whatever runs.
#include "models/process.hpp"

#include <doctest/doctest.h>

#include "tests/support/port_builder.hpp"

namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;

namespace {

models::ProcessStep choice(models::Steps a, models::Steps b) {
  models::Choose choose;
  choose.options.resize(2);
  choose.options[0].steps = std::move(a);
  choose.options[1].steps = std::move(b);
  return {std::move(choose), {}};
}

}  // namespace

TEST_CASE("whether anything follows clearance") {
  CHECK(models::go_on_after_clearance({visit("gate"), cleared(), visit("yard")}));
  CHECK(models::go_on_after_clearance({cleared(), travel(60)}));
  CHECK_FALSE(models::go_on_after_clearance({visit("gate"), travel(60), cleared()}));
  CHECK_FALSE(models::go_on_after_clearance({cleared(), {models::Leave{}, {}}}));
  CHECK_FALSE(models::go_on_after_clearance({visit("gate"), travel(60)}));
  // On one of two ways.
  CHECK(models::go_on_after_clearance({choice({cleared()}, {}), visit("gate")}));
  CHECK(models::go_on_after_clearance({cleared(), choice({travel(60)}, {})}));
  CHECK_FALSE(models::go_on_after_clearance({choice({visit("gate"), cleared()}, {cleared()})}));
  CHECK_FALSE(models::go_on_after_clearance({choice({cleared()}, {visit("gate")})}));
}
