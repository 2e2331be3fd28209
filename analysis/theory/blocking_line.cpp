#include "analysis/theory/blocking_line.hpp"

#include <algorithm>
#include <array>

#include "analysis/theory/markov_chain.hpp"

namespace kouan::analysis::theory {
namespace {

/// A station: units in the buffer before it, being served, and kept at a server without service
/// (served and blocked, or not yet allowed to start).
struct StationUnits {
  int buffer = 0;
  int working = 0;
  int kept = 0;
  std::array<int, 3> key() const { return {buffer, working, kept}; }
  bool operator<(const StationUnits& other) const { return key() < other.key(); }
};

using State = std::vector<StationUnits>;

class Line {
 public:
  explicit Line(const BlockingLine& def) : def_(def) {
    const std::size_t n = def_.mu.size();
    if (def_.servers.empty()) def_.servers.assign(n, 1);
    require(n >= 1, "a line must have a station");
    require(def_.buffers.size() + 1 == n, "there must be a buffer between every two stations");
    require(def_.servers.size() == n, "each station must have a number of servers");
    for (std::size_t i = 0; i < n; ++i) {
      require(def_.mu[i] > 0 && def_.servers[i] >= 1, "rates must be > 0, servers >= 1");
      require(i + 1 == n || def_.buffers[i] >= 0, "a buffer must not be negative");
    }
  }

  State first() const { return settled(State(def_.mu.size())); }
  int servers(std::size_t i) const { return def_.servers[i]; }
  double end_rate(const State& s, std::size_t i) const { return s[i].working * def_.mu[i]; }

  std::vector<Move<State>> moves(const State& s) const {
    std::vector<Move<State>> out;
    for (std::size_t i = 0; i < s.size(); ++i) {
      if (s[i].working == 0) continue;
      State next = s;
      next[i].working -= 1;
      if (is_last(i)) {
        // leaves the line
      } else if (def_.blocking == Blocking::before_service) {
        next[i + 1].buffer += 1;  // into the place reserved
      } else {
        next[i].kept += 1;
      }
      out.push_back({settled(std::move(next)), end_rate(s, i)});
    }
    return out;
  }

 private:
  bool is_last(std::size_t i) const { return i + 1 == def_.mu.size(); }
  int at_servers(const State& s, std::size_t i) const { return s[i].working + s[i].kept; }

  /// A place after station i that nobody is in or has reserved. A unit on its way to a free server
  /// may be in a buffer of no places for the moment that settling takes.
  bool has_room_after(const State& s, std::size_t i) const {
    const int places = def_.buffers[i] + def_.servers[i + 1];
    const int reserved = def_.blocking == Blocking::before_service ? s[i].working : 0;
    return s[i + 1].buffer + at_servers(s, i + 1) + reserved < places;
  }

  /// One step of what happens at once at station i; false if nothing does.
  bool settle_one(State& s, std::size_t i) const {
    const bool may_go = is_last(i) || has_room_after(s, i);
    if (s[i].kept > 0 && may_go) {
      s[i].kept -= 1;
      if (def_.blocking == Blocking::before_service) {
        s[i].working += 1;
      } else {
        s[i + 1].buffer += 1;
      }
      return true;
    }
    if (at_servers(s, i) == def_.servers[i] || (i > 0 && s[i].buffer == 0)) return false;
    if (i > 0) s[i].buffer -= 1;
    const bool must_wait = def_.blocking == Blocking::before_service && !may_go;
    (must_wait ? s[i].kept : s[i].working) += 1;
    return true;
  }

  State settled(State s) const {
    for (bool moved = true; moved;) {
      moved = false;
      for (std::size_t i = s.size(); i-- > 0;)
        moved = settle_one(s, i) || moved;
    }
    return s;
  }

  BlockingLine def_;
};

}  // namespace

LineFigures saturated_line(const BlockingLine& def) {
  const Line line(def);
  const SteadyState<State> steady(line.first(), [&](const State& s) { return line.moves(s); });
  const std::size_t n = def.mu.size();
  LineFigures out;
  out.throughput = steady.mean([&](const State& s) { return line.end_rate(s, n - 1); });
  for (std::size_t i = 0; i < n; ++i) {
    out.blocked.push_back(steady.mean([&](const State& s) { return s[i].kept; }) / line.servers(i));
    out.busy.push_back(steady.mean([&](const State& s) { return s[i].working; }) / line.servers(i));
    if (i > 0) out.in_buffer.push_back(steady.mean([&](const State& s) { return s[i].buffer; }));
  }
  return out;
}

}  // namespace kouan::analysis::theory
