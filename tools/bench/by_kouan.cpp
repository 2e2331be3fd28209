// The contestant: a scenario file, run once inside SimGrid with all statistics and checks on.
// Arguments: scenario file, seed, and "events" to evaluate nothing by recursion. Reading the file
// is not counted.
#include <cstdlib>
#include <cstring>
#include <iostream>

#include "models/compile.hpp"
#include "models/read_scenario.hpp"
#include "sim/world/world.hpp"
#include "tools/bench/outcome.hpp"

int main(int argc, char** argv) {
  using namespace kouan;
  const bool events_only = argc == 4 && std::strcmp(argv[3], "events") == 0;
  if (argc != 3 && !events_only) {
    std::cerr << "usage: bench_kouan SCENARIO SEED [events]\n";
    return 2;
  }
  const models::ReadResult read = models::read_scenario(argv[1]);
  if (!read.scenario) {
    std::cerr << "kouan check says what is wrong with " << argv[1] << '\n';
    return 2;
  }
  const models::Compiled compiled = models::compile(*read.scenario);
  const double before = bench::processor_s();
  const sim::RunResult result =
      sim::run_in_world(compiled.model, {std::strtoull(argv[2], nullptr, 10), 0, events_only});
  const double cpu_s = bench::processor_s() - before;
  if (!result.conserved || !result.little || !result.keeps_tonnes) {
    std::cerr << "the books do not balance\n";
    return 1;
  }
  std::uint64_t arrived = 0;
  for (const sim::ClassResult& c : result.classes)
    arrived += static_cast<std::uint64_t>(c.arrived);
  std::uint64_t visits = 0;
  for (const sim::ResourceResult& r : result.resources)
    visits += static_cast<std::uint64_t>(r.served);
  bench::print_outcome(arrived, visits, cpu_s, result.classes[0].sojourn.mean_s / 60);
  return 0;
}
