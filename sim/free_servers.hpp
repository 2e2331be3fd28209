// When the servers of a recursive stage become free, in order: the first is the next to serve.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "sim/recursive_stage.hpp"

namespace kouan::sim {

inline RecursiveStage::Key earlier(RecursiveStage::Key a, RecursiveStage::Key b) {
  return a < b ? a : b;
}
inline RecursiveStage::Key later(RecursiveStage::Key a, RecursiveStage::Key b) {
  return a < b ? b : a;
}
/// The instant of a key, still in its place.
inline RecursiveStage::Key instant(RecursiveStage::Key key) {
  return key & ~RecursiveStage::k_numbers;
}

/// When servers become free, in order: N of them, which are kept in the processor's registers.
template <std::size_t N>
class FewServers {
 public:
  explicit FewServers(std::vector<RecursiveStage::Key>& all) : all_(all.data()) {
    load(k_all);
    free_ = instant(keys_[0]);
  }
  RecursiveStage::Key first() const { return keys_[0]; }
  RecursiveStage::Key first_instant() const { return free_; }
  /// The first becomes free at `end`, with that number, which goes up through the others as a
  /// bubble, without branches that chance would decide.
  void replace_first(RecursiveStage::Key end, RecursiveStage::Key number) {
    // Known by another way before the bubble has gone up: the next start waits for nothing else.
    free_ = N > 1 ? earlier(instant(keys_[N > 1 ? 1 : 0]), end) : end;
    bubble(end + number, std::make_index_sequence<N - 1>());
  }
  void store() { store(k_all); }

 private:
  static constexpr std::make_index_sequence<N> k_all{};
  template <std::size_t... K>
  void load(std::index_sequence<K...>) {
    ((keys_[K] = all_[K]), ...);
  }
  template <std::size_t... K>
  void store(std::index_sequence<K...>) {
    ((all_[K] = keys_[K]), ...);
  }
  template <std::size_t... K>
  void bubble(RecursiveStage::Key moving, std::index_sequence<K...>) {
    [[maybe_unused]] const auto pass = [this, &moving](std::size_t k) {
      const RecursiveStage::Key next = keys_[k + 1];
      keys_[k] = earlier(next, moving);
      moving = later(next, moving);
    };
    (pass(K), ...);
    keys_[N - 1] = moving;
  }

  RecursiveStage::Key keys_[N];
  RecursiveStage::Key free_;  ///< instant of the first
  RecursiveStage::Key* all_;
};

/// The same of any number.
class ManyServers {
 public:
  explicit ManyServers(std::vector<RecursiveStage::Key>& all)
      : keys_(all.data()), last_(all.size() - 1) {}
  RecursiveStage::Key first() const { return keys_[0]; }
  RecursiveStage::Key first_instant() const { return instant(keys_[0]); }
  void replace_first(RecursiveStage::Key end, RecursiveStage::Key number) {
    RecursiveStage::Key moving = end + number;
    for (std::size_t k = 0; k < last_; ++k) {
      const RecursiveStage::Key next = keys_[k + 1];
      keys_[k] = earlier(next, moving);
      moving = later(next, moving);
    }
    keys_[last_] = moving;
  }
  void store() const {}

 private:
  RecursiveStage::Key* keys_;
  std::size_t last_;
};

}  // namespace kouan::sim
