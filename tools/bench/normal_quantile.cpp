// Quantile of the normal distribution: ours against Boost's, on the same uniforms.
#include "sim/normal_quantile.hpp"

#include <benchmark/benchmark.h>
#include <boost/math/distributions/normal.hpp>

#include <vector>

#include "sim/draw.hpp"

namespace {

std::vector<double> uniforms() {
  const kouan::sim::Draws draws(1, 0);
  std::vector<double> u;
  for (std::uint64_t i = 0; i < 4096; ++i)
    u.push_back(draws.uniform(i, 7));
  return u;
}

void normal_quantile_wichura(benchmark::State& state) {
  const std::vector<double> u = uniforms();
  for (auto _ : state) {
    for (const double x : u)
      benchmark::DoNotOptimize(kouan::sim::normal_quantile(x));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(u.size()));
}
BENCHMARK(normal_quantile_wichura);

void normal_quantile_boost(benchmark::State& state) {
  using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
  const boost::math::normal_distribution<double, Policy> normal;
  const std::vector<double> u = uniforms();
  for (auto _ : state) {
    for (const double x : u)
      benchmark::DoNotOptimize(boost::math::quantile(normal, x));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(u.size()));
}
BENCHMARK(normal_quantile_boost);

}  // namespace
