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

/// Exponentials of mean 1 by the ziggurat (Marsaglia and Tsang 2000, "The ziggurat method for
/// generating random variables"): 256 layers of equal area under the density, `edges` their right
/// ends, the lowest with the tail; all but one in a hundred draws cost a multiplication and a look
/// at a table. The bits are from xoshiro256+ (Blackman and Vigna 2018).
class Stream {
 public:
  Stream(std::uint64_t seed, std::uint64_t number) {
    std::seed_seq seeds{seed, std::uint64_t{0x6b6f75616eULL}, number};
    std::uint32_t words[8];
    seeds.generate(words, words + 8);
    for (int i = 0; i < 4; ++i)
      state_[i] = (std::uint64_t{words[2 * i]} << 32U) | words[2 * i + 1];
  }
  double exponential() {
    static const Layers k_layers;
    for (double beyond = 0;;) {
      const std::uint64_t bits = next();
      const std::size_t layer = (bits >> 3U) & 255U;  // the lowest bits are the poorest
      const double x = uniform(bits) * k_layers.edges[layer];
      if (x < k_layers.edges[layer + 1]) [[likely]]
        return beyond + x;
      if (layer == 0) {
        beyond += Layers::k_tail;  // what is left of an exponential is exponential
        continue;
      }
      const double low = k_layers.heights[layer];
      const double high = k_layers.heights[layer + 1];
      if (low + uniform(next()) * (high - low) < std::exp(-x)) return beyond + x;
    }
  }

 private:
  struct Layers {
    static constexpr double k_tail = 7.69711747013104972;
    static constexpr double k_area = 0.0039496598225815571993;
    double edges[257];
    double heights[257];
    Layers() {
      edges[0] = k_area * std::exp(k_tail);
      edges[1] = k_tail;
      for (int i = 2; i < 256; ++i)
        edges[i] = -std::log(k_area / edges[i - 1] + std::exp(-edges[i - 1]));
      edges[256] = 0;
      for (int i = 0; i <= 256; ++i)
        heights[i] = std::exp(-edges[i]);
    }
  };
  static double uniform(std::uint64_t bits) {
    return (static_cast<double>(bits >> 11U) + 0.5) * 0x1.0p-53;
  }
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
  Stream stream(line.seed, 0);
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

/// Kiefer and Wolfowitz 1955: when the N servers become free, in order. Whoever comes takes the
/// first, and whom that one has served is the next to leave the station, in order of time: he goes
/// on to the next station at once. Each station has a stream of its own, so that the processor can
/// work at several.
template <std::size_t N>
class Station {
 public:
  Station(std::uint64_t seed, std::uint64_t number) : stream_(seed, number) {
    std::fill_n(free_at_, N, k_nobody);
  }
  /// Returns when the next leaves, k_nobody if the server has served nobody yet.
  double come(double arrival) {
    const double next_leaves = free_at_[0];
    double end = std::max(arrival, next_leaves) + stream_.exponential();
    for (std::size_t k = 0; k + 1 < N; ++k) {
      const double next = free_at_[k + 1];
      free_at_[k] = std::min(next, end);
      end = std::max(next, end);
    }
    free_at_[N - 1] = end;
    return next_leaves;
  }
  const double* begin() const { return free_at_; }
  const double* end() const { return free_at_ + N; }
  static constexpr double k_nobody = -1;

 private:
  double free_at_[N];
  Stream stream_;
};

template <std::size_t N>
double by_recursion(const Line& line) {
  std::vector<Station<N>> stations;
  for (int s = 0; s < line.stations; ++s)
    stations.emplace_back(line.seed, s + 1);
  double left = 0;
  const auto pass = [&](double at, std::size_t station) {
    for (; station < stations.size(); ++station) {
      at = stations[station].come(at);
      if (at == Station<N>::k_nobody) return;
    }
    left += at;
  };
  Stream stream(line.seed, 0);
  double now = 0;
  double arrived = 0;
  for (std::uint64_t i = 0; i < line.entities; ++i) {
    now += stream.exponential() / line.rate;
    arrived += now;
    pass(now, 0);
  }
  for (std::size_t s = 0; s < stations.size(); ++s) {
    for (const double at : stations[s]) {
      if (at != Station<N>::k_nobody) pass(at, s + 1);
    }
  }
  return (left - arrived) / static_cast<double>(line.entities);
}

double by_recursion(const Line& line) {
  if (line.servers == 1) return by_recursion<1>(line);
  if (line.servers == 4) return by_recursion<4>(line);
  std::cerr << "bench_by_hand: the recursion is written out for 1 and 4 servers\n";
  std::exit(2);
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
