// Yardsticks: the practical limit of an event list, and the physical limit without one.
// Arguments: heap|recursion, stations, servers, arrival rate, entities, seed. Service times are
// exponential with mean 1, queues first come first served.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <random>
#include <vector>

#include "tools/bench/outcome.hpp"

namespace {

using kouan::bench::print_outcome;
using kouan::bench::processor_s;

/// xoshiro256+ (Blackman and Vigna 2018): the least that a stream of exponentials can cost without
/// tables.
class Stream {
 public:
  explicit Stream(std::uint64_t seed) {
    std::seed_seq seeds{seed, std::uint64_t{0x6b6f75616eULL}};
    std::uint32_t words[8];
    seeds.generate(words, words + 8);
    for (int i = 0; i < 4; ++i)
      state_[i] = (std::uint64_t{words[2 * i]} << 32U) | words[2 * i + 1];
  }
  double exponential() {
    const double u = (static_cast<double>(next() >> 12U) + 0.5) * 0x1.0p-52;
    return -std::log(u);
  }

 private:
  static std::uint64_t rotate(std::uint64_t x, unsigned k) { return (x << k) | (x >> (64U - k)); }
  std::uint64_t next() {
    const std::uint64_t result = state_[0] + state_[3];
    const std::uint64_t t = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = rotate(state_[3], 45);
    return result;
  }
  std::uint64_t state_[4];
};

struct Line {
  int stations;
  int servers;
  double rate;
  std::uint64_t entities;
  std::uint64_t seed;
};

/// 4-ary heap of 16-byte keys in a total order: time (the bits of a double not below 0 are ordered
/// as integers) | number | station.
class Heap {
 public:
  void push(double at, std::uint32_t station) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &at, sizeof bits);
    const Key moving = (Key{bits} << 64U) | (number_++ << 8U) | station;
    keys_.push_back(moving);
    std::size_t i = keys_.size() - 1;
    while (i > 0 && moving < keys_[(i - 1) / 4]) {
      keys_[i] = keys_[(i - 1) / 4];
      i = (i - 1) / 4;
    }
    keys_[i] = moving;
  }
  std::pair<double, std::uint32_t> pop() {
    const Key top = keys_.front();
    const Key moving = keys_.back();
    keys_.pop_back();
    if (!keys_.empty()) sink(moving);
    const auto bits = static_cast<std::uint64_t>(top >> 64U);
    double at = 0;
    std::memcpy(&at, &bits, sizeof at);
    return {at, static_cast<std::uint32_t>(top) & 0xffU};
  }
  bool empty() const { return keys_.empty(); }

 private:
  __extension__ using Key = unsigned __int128;
  void sink(Key moving) {
    std::size_t i = 0;
    for (std::size_t child = 1; child < keys_.size(); child = 4 * i + 1) {
      std::size_t least = child;
      for (std::size_t c = child + 1; c < std::min(child + 4, keys_.size()); ++c)
        least = keys_[c] < keys_[least] ? c : least;
      if (moving <= keys_[least]) break;
      keys_[i] = keys_[least];
      i = least;
    }
    keys_[i] = moving;
  }
  std::vector<Key> keys_;
  std::uint64_t number_ = 0;
};

/// Stations as counters, entities nameless: the mean stay is the sum of the times at which they
/// leave less that of those at which they come, whichever of them an end of work belongs to.
double by_heap(const Line& line) {
  Stream stream(line.seed);
  Heap heap;
  std::vector<std::uint64_t> waiting(static_cast<std::size_t>(line.stations));
  std::vector<int> free(static_cast<std::size_t>(line.stations), line.servers);
  double stays = 0;
  std::uint64_t sent = 0;
  const auto arrive = [&](std::uint32_t station, double now) {
    if (free[station] == 0) {
      ++waiting[station];
      return;
    }
    --free[station];
    heap.push(now + stream.exponential(), station);
  };
  const auto outside = static_cast<std::uint32_t>(line.stations);
  heap.push(stream.exponential() / line.rate, outside);
  while (!heap.empty()) {
    const auto [now, station] = heap.pop();
    if (station == outside) {
      stays -= now;
      if (++sent < line.entities) heap.push(now + stream.exponential() / line.rate, outside);
      arrive(0, now);
      continue;
    }
    if (waiting[station] > 0) {
      --waiting[station];
      heap.push(now + stream.exponential(), station);
    } else {
      ++free[station];
    }
    if (station + 1 < outside) {
      arrive(station + 1, now);
    } else {
      stays += now;
    }
  }
  return stays / static_cast<double>(line.entities);
}

/// Kiefer and Wolfowitz 1955: the workloads of the servers, in order, at every arrival. Entities
/// leave a station of several servers out of turn; the next station takes them as they come, by a
/// merge over the few that are out of order.
class Station {
 public:
  explicit Station(int servers) : free_at_(static_cast<std::size_t>(servers), 0.0) {}
  double leave(double arrival, double service) {
    const double end = std::max(arrival, free_at_.front()) + service;
    std::size_t i = 0;
    for (; i + 1 < free_at_.size() && free_at_[i + 1] < end; ++i)
      free_at_[i] = free_at_[i + 1];
    free_at_[i] = end;
    return end;
  }

 private:
  std::vector<double> free_at_;  ///< ascending
};

double by_recursion(const Line& line) {
  Stream stream(line.seed);
  std::vector<double> at(line.entities);
  double now = 0, arrived = 0;
  for (double& t : at) {
    t = now += stream.exponential() / line.rate;
    arrived += t;
  }
  for (int s = 0; s < line.stations; ++s) {
    Station station(line.servers);
    for (std::size_t i = 0; i < at.size(); ++i) {
      double end = station.leave(at[i], stream.exponential());
      // Insertion into the order of departures: few have been overtaken.
      std::size_t place = i;
      for (; place > 0 && at[place - 1] > end; --place)
        at[place] = at[place - 1];
      at[place] = end;
    }
  }
  double left = 0;
  for (const double t : at)
    left += t;
  return (left - arrived) / static_cast<double>(line.entities);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 7) {
    std::cerr << "usage: bench_by_hand heap|recursion STATIONS SERVERS RATE ENTITIES SEED\n";
    return 2;
  }
  const Line line{std::atoi(argv[2]), std::atoi(argv[3]), std::atof(argv[4]),
                  std::strtoull(argv[5], nullptr, 10), std::strtoull(argv[6], nullptr, 10)};
  const double before = processor_s();
  const double mean = std::strcmp(argv[1], "heap") == 0 ? by_heap(line) : by_recursion(line);
  print_outcome(line.entities, line.entities * static_cast<std::uint64_t>(line.stations),
                processor_s() - before, mean);
  return 0;
}
