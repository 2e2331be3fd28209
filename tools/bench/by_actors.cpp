// Peer: SimGrid's own actors, one for each entity, with a semaphore for each station.
// Arguments: stations, servers, arrival rate, entities, seed.
#include <simgrid/s4u.hpp>

#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "tools/bench/outcome.hpp"

namespace sg4 = simgrid::s4u;

int main(int argc, char** argv) {
  if (argc != 6) {
    std::cerr << "usage: bench_actors STATIONS SERVERS RATE ENTITIES SEED\n";
    return 2;
  }
  const auto stations = static_cast<std::size_t>(std::atoi(argv[1]));
  const int servers = std::atoi(argv[2]);
  const double rate = std::atof(argv[3]);
  const std::uint64_t entities = std::strtoull(argv[4], nullptr, 10);
  std::mt19937_64 engine(std::strtoull(argv[5], nullptr, 10));
  std::exponential_distribution<double> unit(1.0);

  int world_argc = 2;
  char name[] = "bench", quiet[] = "--log=root.thres:error";
  char* world_argv[] = {name, quiet, nullptr};
  sg4::Engine world(&world_argc, world_argv);
  // Small stacks without guard pages: an actor's depth here is a few calls.
  sg4::Engine::set_config("contexts/stack-size", 16);
  sg4::Engine::set_config("contexts/guard-size", 0);
  auto* zone = sg4::create_full_zone("line");
  sg4::Host* host = zone->create_host("line", 1.0)->seal();
  zone->seal();

  std::vector<sg4::SemaphorePtr> station;
  for (std::size_t s = 0; s < stations; ++s)
    station.push_back(sg4::Semaphore::create(static_cast<unsigned>(servers)));
  double stays = 0;
  sg4::Actor::create("source", host, [&] {
    for (std::uint64_t i = 0; i < entities; ++i) {
      sg4::this_actor::sleep_for(unit(engine) / rate);
      sg4::Actor::create("truck", host, [&] {
        const double arrived = sg4::Engine::get_clock();
        for (const sg4::SemaphorePtr& s : station) {
          s->acquire();
          sg4::this_actor::sleep_for(unit(engine));
          s->release();
        }
        stays += sg4::Engine::get_clock() - arrived;
      });
    }
  });
  const double before = kouan::bench::processor_s();
  world.run();
  kouan::bench::print_outcome(entities, entities * static_cast<std::uint64_t>(stations),
                              kouan::bench::processor_s() - before,
                              stays / static_cast<double>(entities));
  return 0;
}
