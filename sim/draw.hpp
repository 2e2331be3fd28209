// Named random draws. Every uniform has a name: who draws (class and serial number of the entity),
// for what (purpose), in which experiment (seed) and replication. The name is the input of a
// counter-based generator (Threefry2x64 with 13 rounds, Salmon et al. 2011, "Parallel random
// numbers: as easy as 1, 2, 3"), so a truck gets the same inspection time in every scenario,
// whatever order events happen in and whatever else the scenario holds: common random numbers by
// construction.
#pragma once

#include <Random123/threefry.h>

#include <array>
#include <cstdint>
#include <string_view>

namespace kouan::sim {

/// FNV-1a, 64 bit: turns the name of a purpose into its number. Names, not positions, make the
/// number, so adding a stage elsewhere leaves all other draws as they were; renaming a stage
/// changes its own.
constexpr std::uint64_t name_hash(std::string_view name,
                                  std::uint64_t basis = 0xcbf29ce484222325ULL) {
  std::uint64_t h = basis;
  for (const char ch : name) {
    h ^= static_cast<unsigned char>(ch);
    h *= 0x100000001b3ULL;
  }
  return h;
}

/// The draws of one replication.
class Draws {
 public:
  Draws(std::uint64_t seed, std::uint32_t replication) : key_{{seed, replication}} {}

  /// 64 random bits for entity number `serial` of its class, for `purpose`
  /// (`name_hash` of class, process place and kind of draw).
  std::uint64_t bits(std::uint64_t serial, std::uint64_t purpose) const {
    return threefry2x64_R(13, threefry2x64_ctr_t{{serial, purpose}}, key_).v[0];
  }

  /// The three words that Threefry adds between its rounds: the key and their parity.
  std::array<std::uint64_t, 3> schedule() const {
    return {key_.v[0], key_.v[1], SKEIN_KS_PARITY64 ^ key_.v[0] ^ key_.v[1]};
  }

  /// Uniform in (0, 1).
  double uniform(std::uint64_t serial, std::uint64_t purpose) const {
    return to_uniform(bits(serial, purpose));
  }

  /// The middle of one of 2^52 cells, so that neither end is ever drawn.
  static double to_uniform(std::uint64_t bits) {
    return (static_cast<double>(bits >> 12U) + 0.5) * 0x1.0p-52;
  }

 private:
  threefry2x64_key_t key_;
};

}  // namespace kouan::sim
