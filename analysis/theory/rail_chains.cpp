#include "analysis/theory/rail_chains.hpp"

#include <algorithm>
#include <compare>

#include "analysis/theory/markov_chain.hpp"

namespace kouan::analysis::theory {
namespace {

constexpr int k_least_held = 32;
constexpr int k_most_held = 4096;

/// Trains outside that make a source which is never empty.
constexpr int k_always = -1;

/// Trains held outside: one fewer, or as many when there are always some.
int one_fewer(int held) { return held == k_always ? held : held - 1; }

/// State of the receiving yard.
struct Yard {
  int held = 0;
  int in_section = 0;
  int on_tracks = 0;
  auto operator<=>(const Yard&) const = default;
};

Yard settled(Yard s, const ReceivingYard& def) {
  if (s.held != 0 && s.in_section == 0 && s.on_tracks < def.tracks) {
    s.held = one_fewer(s.held);
    s.in_section = 1;
  }
  return s;
}

double inspected(const Yard& s, const ReceivingYard& def) {
  return std::min(s.on_tracks, def.teams) * def.inspection_rate;
}

SteadyState<Yard> solve(const ReceivingYard& def, int held, int limit) {
  require(def.section_rate > 0 && def.inspection_rate > 0, "rates must be > 0");
  require(def.tracks >= 1 && def.teams >= 1, "there must be a track and a team");
  return {settled({held, 0, 0}, def), [=](const Yard& s) {
            std::vector<Move<Yard>> moves;
            const auto add = [&](Yard to, double rate) {
              moves.push_back({settled(to, def), rate});
            };
            if (held != k_always && s.held < limit)
              add({s.held + 1, s.in_section, s.on_tracks}, def.lambda);
            if (s.in_section) add({s.held, 0, s.on_tracks + 1}, def.section_rate);
            if (s.on_tracks > 0) add({s.held, s.in_section, s.on_tracks - 1}, inspected(s, def));
            return moves;
          }};
}

/// State of the nested track: trains by what they wait for or are in.
struct Track {
  int held = 0;
  int before_pull_in = 0;
  int pulled_in = 0;
  int inspected = 0;  ///< or waiting for a team
  int before_pull_out = 0;
  int pulled_out = 0;
  auto operator<=>(const Track&) const = default;

  int on_tracks() const {
    return before_pull_in + pulled_in + inspected + before_pull_out + pulled_out;
  }
};

Track settled(Track s, const NestedTrack& def) {
  while (s.held != 0 && s.on_tracks() < def.tracks) {
    s.held = one_fewer(s.held);
    s.before_pull_in += 1;
  }
  while (s.pulled_in + s.pulled_out < def.locomotives && s.before_pull_out > 0) {
    s.before_pull_out -= 1;
    s.pulled_out += 1;
  }
  while (s.pulled_in + s.pulled_out < def.locomotives && s.before_pull_in > 0) {
    s.before_pull_in -= 1;
    s.pulled_in += 1;
  }
  return s;
}

SteadyState<Track> solve(const NestedTrack& def, int held, int limit) {
  require(def.pull_in_rate > 0 && def.inspection_rate > 0 && def.pull_out_rate > 0,
          "rates must be > 0");
  require(def.tracks >= 1 && def.teams >= 1 && def.locomotives >= 1,
          "there must be a track, a team and a locomotive");
  return {settled({held, 0, 0, 0, 0, 0}, def), [=](const Track& s) {
            std::vector<Move<Track>> moves;
            const auto add = [&](int Track::*from, int Track::*to, double rate) {
              Track next = s;
              if (from) next.*from -= 1;
              if (to) next.*to += 1;
              moves.push_back({settled(next, def), rate});
            };
            if (held != k_always && s.held < limit) add(nullptr, &Track::held, def.lambda);
            if (s.pulled_in > 0)
              add(&Track::pulled_in, &Track::inspected, s.pulled_in * def.pull_in_rate);
            if (s.inspected > 0) {
              add(&Track::inspected, &Track::before_pull_out,
                  std::min(s.inspected, def.teams) * def.inspection_rate);
            }
            if (s.pulled_out > 0)
              add(&Track::pulled_out, nullptr, s.pulled_out * def.pull_out_rate);
            return moves;
          }};
}

/// Steady state with Poisson arrivals below `capacity`.
template <typename Definition>
auto solve_open(const Definition& def, double capacity) {
  require(def.lambda > 0, "rates must be > 0");
  require(def.lambda < capacity, "more trains come than can be taken");
  return steady_state_without_limit(
      k_least_held, k_most_held, [&](int limit) { return solve(def, 0, limit); },
      [](const auto& s, int limit) { return s.held == limit; });
}

}  // namespace

double receiving_yard_capacity(const ReceivingYard& def) {
  return solve(def, k_always, 0).mean([&](const Yard& s) { return inspected(s, def); });
}

ReceivingYardFigures receiving_yard(const ReceivingYard& def) {
  const auto steady = solve_open(def, receiving_yard_capacity(def));
  ReceivingYardFigures out;
  out.held = steady.mean([](const Yard& s) { return s.held; });
  out.held_wait = out.held / def.lambda;
  out.in_yard = steady.mean([](const Yard& s) { return s.on_tracks; });
  const double running = steady.mean([](const Yard& s) { return s.in_section; });
  out.sojourn = (out.held + running + out.in_yard) / def.lambda;
  out.full_share =
      steady.mean([&](const Yard& s) { return s.in_section + s.on_tracks == def.tracks; });
  return out;
}

double nested_track_capacity(const NestedTrack& def) {
  return solve(def, k_always, 0).mean([&](const Track& s) {
    return s.pulled_out * def.pull_out_rate;
  });
}

NestedTrackFigures nested_track(const NestedTrack& def) {
  const auto steady = solve_open(def, nested_track_capacity(def));
  NestedTrackFigures out;
  out.held = steady.mean([](const Track& s) { return s.held; });
  out.track_wait = out.held / def.lambda;
  const double on_tracks = steady.mean([](const Track& s) { return s.on_tracks(); });
  out.sojourn = (out.held + on_tracks) / def.lambda;
  out.track_occupancy = on_tracks / def.tracks;
  out.locomotive_utilisation =
      steady.mean([](const Track& s) { return s.pulled_in + s.pulled_out; }) / def.locomotives;
  return out;
}

}  // namespace kouan::analysis::theory
