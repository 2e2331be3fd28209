#include "analysis/theory/process_chain.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

#include "analysis/theory/chain_program.hpp"
#include "analysis/theory/markov_chain.hpp"

namespace kouan::analysis::theory {
namespace {

constexpr int k_least_waiting = 16;
constexpr int k_most_waiting = 4096;
constexpr std::size_t k_most_states = 20'000;

/// How many are at each place of the program.
using Counts = std::vector<int>;

/// What happens in the chain.
class Moves {
 public:
  /// Without `limit` there are always some waiting at the first place; with it who comes while as
  /// many wait there is lost.
  Moves(const ChainProgram& program, std::optional<int> limit) : program_(program), limit_(limit) {}

  Counts first() const {
    Counts state(program_.places.size(), 0);
    if (!limit_) state[source()] = 1;
    return settled(std::move(state));
  }

  std::vector<Move<Counts>> operator()(const Counts& state) const {
    std::vector<Move<Counts>> moves;
    if (limit_ && lets_in(state)) {
      Counts next = state;
      ++next[0];
      moves.push_back({settled(std::move(next)), program_.lambda_per_s});
    }
    for (std::size_t i = 0; i < state.size(); ++i) {
      const ChainPlace& place = program_.places[i];
      if (place.kind != PlaceKind::working || state[i] == 0) continue;
      Counts next = state;
      go(next, i, i + 1);
      moves.push_back({settled(std::move(next)), state[i] * place.rate_per_s});
    }
    return moves;
  }

  /// Those who have come and have no server yet.
  int waiting(const Counts& state) const { return state[0] + state[1]; }

 private:
  bool lets_in(const Counts& state) const {
    return waiting(state) < *limit_ ||
           (program_.loses && has_server(state, program_.places[0].resource));
  }

  /// Where there are always some: in the first queue, or before it if it is limited.
  std::size_t source() const {
    return program_.resources[program_.places[0].resource].queue_places < 0 ? 1 : 0;
  }

  void go(Counts& state, std::size_t from, std::size_t to) const {
    if (limit_ || from != source()) --state[from];
    if (to < state.size()) ++state[to];
  }

  int held(const Counts& state, std::size_t r) const {
    int sum = 0;
    for (const std::size_t i : program_.resources[r].holding)
      sum += state[i];
    return sum;
  }

  int queued(const Counts& state, std::size_t r) const {
    int sum = 0;
    for (const std::size_t i : program_.resources[r].queues)
      sum += state[i];
    return sum;
  }

  bool has_server(const Counts& state, std::size_t r) const {
    return held(state, r) < program_.resources[r].servers;
  }

  /// A free server or a place in the queue that is not promised to anybody.
  bool has_room(const Counts& state, std::size_t r) const {
    const ChainResource& resource = program_.resources[r];
    if (resource.queue_places < 0) return true;
    int taken = held(state, r) + queued(state, r);
    for (const std::size_t i : resource.promised)
      taken += state[i];
    return taken < resource.servers + resource.queue_places;
  }

  /// Those who are promised room at resource r come to it, and have it.
  bool may_enter(const Counts& state, const ChainPlace& place) const {
    const ChainResource& resource = program_.resources[place.resource];
    return resource.queue_places < 0 || queued(state, place.resource) < resource.queue_places;
  }

  bool settle_one(Counts& state, std::size_t i) const {
    const ChainPlace& place = program_.places[i];
    if (state[i] == 0) return false;
    switch (place.kind) {
      case PlaceKind::working:
        return false;
      case PlaceKind::queue:
        if (!has_server(state, place.resource)) return false;
        go(state, i, i + 1);
        return true;
      case PlaceKind::before:
        if (queued(state, place.resource) == 0 && has_server(state, place.resource)) {
          go(state, i, i + 2);
          return true;
        }
        if (!may_enter(state, place)) return false;
        go(state, i, i + 1);
        return true;
      case PlaceKind::reserving:
        if (!has_room(state, place.resource)) return false;
        go(state, i, i + 1);
        return true;
    }
    return false;
  }

  Counts settled(Counts state) const {
    for (bool moved = true; moved;) {
      moved = false;
      for (const std::size_t i : program_.urgent_first)
        moved = moved || settle_one(state, i);
    }
    return state;
  }

  const ChainProgram& program_;
  std::optional<int> limit_;
};

SteadyState<Counts> steady_state(const ChainProgram& program, std::optional<int> limit) {
  const Moves moves(program, limit);
  return SteadyState<Counts>(moves.first(), moves, k_most_states);
}

ChainStage stage_figures(const ChainProgram& program, std::size_t r,
                         const SteadyState<Counts>& steady) {
  const ChainResource& resource = program.resources[r];
  const auto mean = [&](const std::vector<std::size_t>& places) {
    return steady.mean([&](const Counts& state) {
      int sum = 0;
      for (const std::size_t i : places)
        sum += state[i];
      return sum;
    });
  };
  ChainStage out;
  out.resource = resource.number;
  out.servers = resource.servers;
  out.visits = static_cast<double>(resource.queues.size());
  out.in_queue = mean(resource.queues) + mean(resource.before);
  out.held = mean(resource.holding);
  out.kept = mean(resource.kept);
  return out;
}

/// Everybody passes the last place of work once.
double throughput(const ChainProgram& program, const SteadyState<Counts>& steady) {
  const auto last = std::find_if(program.places.rbegin(), program.places.rend(),
                                 [](const ChainPlace& p) { return p.kind == PlaceKind::working; });
  const auto i = static_cast<std::size_t>(std::distance(last, program.places.rend())) - 1;
  return steady.mean([&](const Counts& state) { return state[i]; }) * last->rate_per_s;
}

/// With all who come, or all whom the first queue has room for.
SteadyState<Counts> long_run(const ChainProgram& program) {
  if (program.loses) {
    const ChainResource& first = program.resources[program.places[0].resource];
    return steady_state(program, static_cast<int>(first.queue_places));
  }
  return steady_state_without_limit(
      k_least_waiting, k_most_waiting, [&](int limit) { return steady_state(program, limit); },
      [&](const Counts& state, int limit) { return state[0] + state[1] >= limit; });
}

}  // namespace

std::optional<ChainFigures> process_chain(const sim::Model& model, Obstacles& why) {
  const std::optional<ChainProgram> program = chain_program(model, why);
  if (!program) return {};
  try {
    ChainFigures out;
    const SteadyState<Counts> always = steady_state(*program, {});
    out.capacity_per_s = throughput(*program, always);
    out.is_overloaded = !program->loses && program->lambda_per_s >= out.capacity_per_s;
    const SteadyState<Counts> steady = out.is_overloaded ? always : long_run(*program);
    out.per_s = program->loses ? throughput(*program, steady)
                               : std::min(program->lambda_per_s, out.capacity_per_s);
    if (program->loses) out.turned_away_share = 1 - out.per_s / program->lambda_per_s;
    for (std::size_t r = 0; r < program->resources.size(); ++r)
      out.stages.push_back(stage_figures(*program, r, steady));
    out.in_system = steady.mean([](const Counts& state) {
      int sum = 0;
      for (const int n : state)
        sum += n;
      return sum;
    });
    out.in_system += out.per_s * program->other_s;
    return out;
  } catch (const std::domain_error&) {
    why.insert(Obstacle::too_large);
    return {};
  }
}

}  // namespace kouan::analysis::theory
