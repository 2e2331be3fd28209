// Whether the intervals that are reported hold the truth as often as they say: replications of
// M/M/1 by the engine, whose mean and whose variance over a long run are known exactly.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analysis/estimate.hpp"
#include "sim/run.hpp"
#include "tests/support/model_builder.hpp"
#include "tests/support/mrg32k3a.hpp"

namespace an = kouan::analysis;
namespace sim = kouan::sim;
using doctest::Approx;

namespace {

/// Covariance in the steady state of M/M/1 of two functions of the number in system.
template <class F, class G>
double covariance(double rho, const F& f, const G& g) {
  double mean_f = 0, mean_g = 0, product = 0;
  for (int n = 0; n < 3000; ++n) {
    const double p = (1 - rho) * std::pow(rho, n);
    mean_f += p * f(n);
    mean_g += p * g(n);
    product += p * f(n) * g(n);
  }
  return product - mean_f * mean_g;
}

double number(int n) { return n; }

/// Solution of Poisson's equation of M/M/1 with mu = 1 for the number in system n: a function whose
/// drift in every state is that state's distance below the mean.
auto potential(double rho) {
  return [rho](int n) { return n * (n + 1.0) / (2 * (1 - rho)); };
}

/// lim t Var(mean number over [0, t]), which is twice the integral of the autocovariance (Whitt
/// 1989, "Planning queueing simulations", Management Science 35); times of one service.
double number_constant(double rho) { return 2 * covariance(rho, number, potential(rho)); }

/// Var(mean number over [0, t]) of a run that starts in the steady state; what is left out dies
/// away like exp(-(1 - sqrt(rho))^2 t).
double number_variance(double rho, double t) {
  const double second = 2 * covariance(rho, potential(rho), potential(rho));
  return (number_constant(rho) - second / t) / t;
}

/// lim n Var(mean of the first n waits in queue) of M/M/1 with mu = 1 (Daley 1968, "The serial
/// correlation coefficients of waiting times in a stationary single server queue", Journal of the
/// Australian Mathematical Society 8; Whitt 1989).
double wait_constant(double rho) {
  return rho * (2 + 5 * rho - 4 * rho * rho + std::pow(rho, 3)) / std::pow(1 - rho, 4);
}

/// The variance of independent values is `exact`, by the z rule.
void hold_variance(const std::string& name, std::span<const double> values, double exact) {
  const auto n = static_cast<double>(values.size());
  double mean = 0, second = 0, fourth = 0;
  for (const double v : values)
    mean += v / n;
  for (const double v : values) {
    second += std::pow(v - mean, 2) / n;
    fourth += std::pow(v - mean, 4) / n;
  }
  const double z = (second * n / (n - 1) - exact) / std::sqrt((fourth - second * second) / n);
  INFO(name << ": exact variance " << exact << ", simulated " << second << ", z " << z);
  CHECK(std::abs(z) <= 4);
}

/// Of the intervals of ten replications each, as many as stated hold `exact`, by the z rule. Means
/// over a run are a little skewed to the right, so that slightly fewer do: the lengths below make
/// that less than the rule can see.
void hold_coverage(const std::string& name, std::span<const double> values, double exact) {
  int intervals = 0, inside = 0;
  for (; values.size() >= 10; values = values.subspan(10)) {
    const an::Estimate e = an::estimate(values.first(10));
    ++intervals;
    inside += *e.low() <= exact && exact <= *e.high() ? 1 : 0;
  }
  const double p = an::k_confidence;
  const double z = (inside - p * intervals) / std::sqrt(intervals * p * (1 - p));
  INFO(name << ": " << inside << " of " << intervals << " intervals hold " << exact << ", z " << z);
  CHECK(std::abs(z) <= 4);
}

/// Mean number in system and mean wait, in services, of each replication.
struct Replications {
  std::vector<double> number;
  std::vector<double> wait;
};

constexpr double k_service_s = 100;  ///< far above the engine's microsecond

/// `warm_up` and `length` in services.
Replications by_engine(double rho, double warm_up, double length, std::uint32_t count) {
  kouan::test::ModelBuilder b(sim::from_seconds((warm_up + length) * k_service_s),
                              sim::from_seconds(warm_up * k_service_s));
  const auto gate = b.resource("gate", 1);
  b.cls("truck", {{0, rho / k_service_s}}).visit(gate, sim::exponential(k_service_s)).depart();
  Replications out;
  for (std::uint32_t r = 0; r < count; ++r) {
    const sim::RunResult result = sim::run(b.model(), {5, r});
    const sim::ResourceResult& found = result.resources[0];
    out.number.push_back((found.queue_time_s + found.busy_time_s) / (length * k_service_s));
    out.wait.push_back(found.waiting.mean_s / k_service_s);
  }
  return out;
}

void hold_engine(double rho, double warm_up, double length, std::uint32_t count) {
  const Replications r = by_engine(rho, warm_up, length, count);
  hold_variance("number", r.number, number_variance(rho, length));
  // As many waits as customers came in the time; that their number is random makes no difference in
  // the limit.
  hold_variance("wait", r.wait, wait_constant(rho) / (rho * length));
  hold_coverage("number", r.number, rho / (1 - rho));
  hold_coverage("wait", r.wait, rho / (1 - rho));
}

}  // namespace

// Oracle S01 (Whitt 1989; Daley 1968).
TEST_CASE("variance constants of M/M/1") {
  CHECK(number_constant(0.5) == Approx(24).epsilon(1e-9));
  CHECK(number_constant(0.8) == Approx(1800).epsilon(1e-9));
  CHECK(number_constant(0.9) == Approx(34200).epsilon(1e-9));
  CHECK(wait_constant(0.5) == Approx(29).epsilon(1e-12));
  CHECK(wait_constant(0.8) == Approx(1976).epsilon(1e-12));
  CHECK(wait_constant(0.9) == Approx(35901).epsilon(1e-12));
}

// The number forgets its start like exp(-t / 11.7) at a load of 0.5 and exp(-t / 89.7) at 0.8.
TEST_CASE("the engine's replications vary as they must and their intervals cover, half loaded") {
  hold_engine(0.5, 250, 2000, 4000);
}

TEST_CASE("the engine's replications vary as they must and their intervals cover, loaded to 0.8") {
  hold_engine(0.8, 1000, 10000, 400);
}

// Exactly n waits each, by Lindley's recursion on a generator of another kind.
TEST_CASE("the mean of the first n waits varies as it must") {
  constexpr double rho = 0.5;
  constexpr int skipped = 200, n = 2000, replications = 3000;
  const sim::Distribution between = sim::exponential(1 / rho), service = sim::exponential(1);
  kouan::test::Mrg32k3a arrivals({12345, 12345, 12345, 12345, 12345, 12345});
  kouan::test::Mrg32k3a services = arrivals;
  services.next_stream();
  std::vector<double> means;
  for (int r = 0; r < replications; ++r) {
    double wait = 0, sum = 0;
    for (int i = -skipped; i < n; ++i) {
      if (i >= 0) sum += wait;
      wait = std::max(
          0.0, wait + service.quantile(services.uniform()) - between.quantile(arrivals.uniform()));
    }
    means.push_back(sum / n);
    arrivals.next_substream();
    services.next_substream();
  }
  hold_variance("wait", means, wait_constant(rho) / n);
  hold_coverage("wait", means, rho / (1 - rho));
}
