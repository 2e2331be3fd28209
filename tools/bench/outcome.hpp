// What every contestant of the benchmark prints: one JSON line.
#pragma once

#include <sys/resource.h>

#include <cstdint>
#include <cstdio>

namespace kouan::bench {

/// Processor time of this process so far, user and system [s].
inline double processor_s() {
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(use.ru_utime) + seconds(use.ru_stime);
}

/// `visits`: works finished at stages. `mean_stay` in mean service times.
inline void print_outcome(std::uint64_t entities, std::uint64_t visits, double cpu_s,
                          double mean_stay) {
  std::printf("{\"entities\": %llu, \"visits\": %llu, \"cpu_s\": %.6f, \"mean_stay\": %.17g}\n",
              static_cast<unsigned long long>(entities), static_cast<unsigned long long>(visits),
              cpu_s, mean_stay);
}

}  // namespace kouan::bench
