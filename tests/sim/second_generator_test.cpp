// The engine's generator against one of another kind. Lindley's recursion by hand, driven by
// MRG32k3a through the engine's own distributions, must come out where theory and the engine do: a
// defect of the counter-based generator moves the engine alone, a defect of the inversion moves
// both away from theory.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim/run.hpp"
#include "tests/support/model_builder.hpp"
#include "tests/support/mrg32k3a.hpp"

using namespace kouan::sim;
using doctest::Approx;
using kouan::test::ModelBuilder;
using kouan::test::Mrg32k3a;

namespace {
const Mrg32k3a::State k_seed{12345, 12345, 12345, 12345, 12345, 12345};
}

// Oracle S09: the values of L'Ecuyer, Simard, Chen & Kelton's package for its default seed.
TEST_CASE("MRG32k3a gives the published numbers, substreams and streams") {
  Mrg32k3a g(k_seed);
  for (const double u : {0.12701112204657714, 0.3185275653967945, 0.3091860155832701,
                         0.8258468629271135, 0.22162991578202287})
    CHECK(g.uniform() == Approx(u).epsilon(1e-15));

  g.next_substream();
  CHECK(g.state() ==
        Mrg32k3a::State{870504860, 2641697727, 884013853, 339352413, 2374306706, 3651603887});
  CHECK(g.uniform() == Approx(0.07939898979733462).epsilon(1e-15));
  CHECK(g.uniform() == Approx(0.48033950475757403).epsilon(1e-15));

  g.next_stream();
  CHECK(g.state() ==
        Mrg32k3a::State{3692455944, 1366884236, 2968912127, 335948734, 4161675175, 475798818});
  CHECK(g.uniform() == Approx(0.7595818622487195).epsilon(1e-15));
  CHECK(g.uniform() == Approx(0.9783105732613707).epsilon(1e-15));
}

TEST_CASE("a jump is as many draws, and a million draws stay between their substreams") {
  Mrg32k3a g(k_seed);
  for (int i = 0; i < 1 << 20; ++i)
    g.uniform();
  CHECK(g.state() == Mrg32k3a::advanced(k_seed, 20));
  g.next_substream();
  CHECK(g.state() == Mrg32k3a::advanced(k_seed, 76));
}

namespace {

/// Time in the queues below; far above the engine's microsecond.
constexpr double k_unit_s = 100;
constexpr int k_replications = 25;
constexpr int k_customers = 60000;
constexpr int k_skipped = 6000;  ///< the first waits, which remember the empty start

struct Sample {
  double mean = 0;
  double standard_error = 0;
};

Sample sample(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  double mean = 0, squares = 0;
  for (const double v : values)
    mean += v / n;
  for (const double v : values)
    squares += (v - mean) * (v - mean);
  return {mean, std::sqrt(squares / (n - 1) / n)};
}

/// Mean wait before service of M/G/1 by Lindley 1952: the next customer waits as long as this one,
/// longer by its service, shorter by the time between. Arrivals and services have a stream each,
/// replications a substream.
Sample by_recursion(double rate, const Distribution& service) {
  const Distribution between = exponential(k_unit_s / rate);
  Mrg32k3a arrivals(k_seed), services(k_seed);
  services.next_stream();
  std::vector<double> means;
  for (int r = 0; r < k_replications; ++r) {
    double wait = 0, sum = 0;
    for (int i = 0; i < k_customers; ++i) {
      if (i >= k_skipped) sum += wait;
      wait = std::max(
          0.0, wait + service.quantile(services.uniform()) - between.quantile(arrivals.uniform()));
    }
    means.push_back(sum / (k_customers - k_skipped));
    arrivals.next_substream();
    services.next_substream();
  }
  return sample(means);
}

/// The same queue by the engine and its own generator, about as many customers.
Sample by_engine(double rate, const Distribution& service) {
  ModelBuilder b(from_seconds(k_customers / rate * k_unit_s),
                 from_seconds(k_skipped / rate * k_unit_s));
  const auto gate = b.resource("gate", 1);
  b.cls("truck", {{0, rate / k_unit_s}}).visit(gate, service).depart();
  std::vector<double> means;
  for (std::uint32_t r = 0; r < k_replications; ++r) {
    const RunResult result = run(b.model(), {19, r});
    REQUIRE(result.conserved);
    REQUIRE(result.little);
    means.push_back(result.resources[0].waiting.mean_s);
  }
  return sample(means);
}

void hold(const std::string& name, double rate, const Distribution& service, double exact) {
  const Sample recursion = by_recursion(rate, service);
  const Sample engine = by_engine(rate, service);
  const double z_recursion = (recursion.mean - exact) / recursion.standard_error;
  const double z_engine = (engine.mean - exact) / engine.standard_error;
  const double z_both =
      (engine.mean - recursion.mean) / std::hypot(engine.standard_error, recursion.standard_error);
  INFO(name << ": exact " << exact << ", recursion " << recursion.mean << " (z " << z_recursion
            << "), engine " << engine.mean << " (z " << z_engine << "), between them z " << z_both);
  CHECK(std::abs(z_recursion) <= 4);
  CHECK(std::abs(z_engine) <= 4);
  CHECK(std::abs(z_both) <= 4);
}

}  // namespace

// Wq = lambda E[S^2] / (2 (1 - rho)) (Pollaczek and Khinchine).
TEST_CASE("two generators and theory agree on M/M/1 and M/D/1") {
  hold("M/M/1", 0.8, exponential(k_unit_s), 0.8 * 2 / (2 * (1 - 0.8)) * k_unit_s);
  hold("M/D/1", 0.9, constant(k_unit_s), 0.9 / (2 * (1 - 0.9)) * k_unit_s);
}
