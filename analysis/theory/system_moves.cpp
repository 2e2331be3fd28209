#include "analysis/theory/system_moves.hpp"

#include <map>
#include <utility>

#include "analysis/theory/system_instant.hpp"

namespace kouan::analysis::theory {
namespace {

using sim::k_none;

constexpr std::size_t k_most_starts = 1'000;
/// Places of work and lines: each state has all, and is copied for each way that chance may go.
constexpr std::size_t k_most_parts = 300;

}  // namespace

SystemMoves::SystemMoves(const sim::Model& model, const SystemProgram& program, int limit)
    : model_(model), program_(program), limit_(limit), first_line_{0} {
  for (const SystemResource& r : program.resources)
    first_line_.push_back(first_line_.back() + static_cast<std::size_t>(r.levels));
  if (first_line_.back() + program.places_of_work > k_most_parts)
    throw TooManyStates("states have too many parts");
}

SystemState SystemMoves::first() const {
  SystemState none;
  none.at_work.assign(program_.places_of_work, 0);
  none.in_use.assign(program_.resources.size(), 0);
  none.queue.resize(first_line_.back());
  none.outside.resize(first_line_.back());
  return none;
}

/// One vehicle after the other, in the order of the classes.
std::vector<Move<SystemState>> SystemMoves::starts(const SystemState& first) const {
  SystemRates unused = no_rates();
  std::map<SystemState, double> found;
  found[first] = 1;
  for (const SystemSource& source : program_.sources) {
    for (int i = 0; i < source.fleet; ++i) {
      std::vector<Move<SystemState>> to;
      for (const auto& [state, chance] : std::exchange(found, {})) {
        Course course;
        course.state = state;
        course.ready = {{source.first, k_none, false, false}};
        course.rate = chance;
        Instant(model_, program_, first_line_, limit_, unused, effort_).go(std::move(course), to);
      }
      for (Move<SystemState>& move : to)
        found[std::move(move.to)] += move.rate;
      if (found.size() > k_most_starts) throw TooManyStates("there are too many ways to begin");
    }
  }
  std::vector<Move<SystemState>> out;
  for (const auto& [state, chance] : found) {
    out.push_back({state, chance});
    out.back().to.has_begun = true;
  }
  return out;
}

std::vector<Move<SystemState>> SystemMoves::moves(const SystemState& state,
                                                  SystemRates& rates) const {
  if (!state.has_begun) return starts(state);
  std::vector<Move<SystemState>> out;
  Instant instant(model_, program_, first_line_, limit_, rates, effort_);
  const auto begin = [&](SystemState now, const Goer& first, double rate) {
    Course course;
    course.state = std::move(now);
    course.ready = {first};
    course.rate = rate;
    instant.go(std::move(course), out);
  };
  for (const SystemSource& source : program_.sources) {
    if (source.fleet == 0) begin(state, {source.first, k_none, false, true}, source.rate_per_s);
  }
  for (std::uint32_t i = 0; i < program_.work.size(); ++i) {
    const std::uint32_t place = program_.work[i];
    if (place == k_none || state.at_work[place] == 0) continue;
    SystemState now = state;
    --now.at_work[place];
    begin(std::move(now), {i + 1, k_none, false, false},
          state.at_work[place] * program_.rate_per_s[i]);
  }
  return out;
}

SystemRates SystemMoves::no_rates() const {
  const std::vector<double> resources(program_.resources.size(), 0);
  const std::vector<double> sources(program_.sources.size(), 0);
  return {resources, resources, sources, sources, sources, sources};
}

int SystemMoves::waiting(const SystemState& state, std::size_t resource) const {
  SystemRates unused;
  return Instant(model_, program_, first_line_, limit_, unused, effort_)
      .waiting_at(state, resource);
}

bool SystemMoves::is_at_limit(const SystemState& state) const {
  if (!program_.is_open_ended) return false;
  for (std::size_t r = 0; r < program_.resources.size(); ++r) {
    if (waiting(state, r) >= limit_) return true;
  }
  return false;
}

}  // namespace kouan::analysis::theory
