#include "analysis/throughput.hpp"

#include <doctest/doctest.h>

#include "analysis/experiment.hpp"
#include "tests/analysis/made_up_port.hpp"

namespace kouan::analysis {
namespace {

const Throughput* find_row(const std::vector<Throughput>& rows, const std::string& direction,
                           const std::string& unit) {
  for (const Throughput& row : rows)
    if (row.direction == direction && row.unit == unit) return &row;
  return nullptr;
}

}  // namespace

TEST_CASE("what passed is counted by direction, in every unit that a class states") {
  models::Scenario s = test::empty_port(10);
  s.stages = {test::stage("gate", 4, sim::constant(60))};
  for (const char* id : {"train", "truck", "back"})
    test::add_class(s, id, {test::visit("gate"), test::cleared()}, 24);
  s.classes[0].mode = "rail";
  s.classes[0].direction = "inbound";
  s.classes[0].counts = {1, 50, 100, 0};
  s.classes[1].direction = "inbound";
  s.classes[2].direction = "outbound";
  s.classes[2].payload_kg = sim::constant(0);
  const std::vector<Variant> one = {{"base", {"Port", "口岸"}, s}};
  ExperimentOptions o;
  o.replications = 3;
  o.capacity = false;
  const ExperimentOutcome outcome = run_experiment(one, {}, o);
  const Samples& samples = *outcome.variants[0].samples;
  const auto rows = throughput(s, samples);
  const auto mean = [&](const char* direction, const char* unit) {
    const Throughput* row = find_row(rows, direction, unit);
    REQUIRE(row != nullptr);
    CHECK(row->per_year.mean == doctest::Approx(365 * row->per_day.mean));
    return row->per_day.mean;
  };
  const double trains = estimate(samples.of_class(0, "cleared_per_day")).mean;
  const double trucks = estimate(samples.of_class(1, "cleared_per_day")).mean;
  const double back = estimate(samples.of_class(2, "cleared_per_day")).mean;
  CHECK(mean("inbound", "trains") == doctest::Approx(trains));
  CHECK(mean("inbound", "wagons") == doctest::Approx(50 * trains));
  CHECK(mean("inbound", "teu") == doctest::Approx(100 * trains));
  CHECK(mean("inbound", "vehicles") == doctest::Approx(trucks));
  CHECK(mean("inbound", "t") == doctest::Approx(10 * (trains + trucks)));
  CHECK(mean("outbound", "vehicles") == doctest::Approx(back));
  CHECK(mean("both", "vehicles") == doctest::Approx(trucks + back));
  CHECK(find_row(rows, "outbound", "t") == nullptr);  // empty
  CHECK(find_row(rows, "both", "passengers") == nullptr);
  SUBCASE("where nothing is stated the figures of the port say it all") {
    for (models::EntityClass& c : s.classes) {
      c.direction.clear();
      c.counts = {};
    }
    CHECK(throughput(s, samples).empty());
  }
}

}  // namespace kouan::analysis
