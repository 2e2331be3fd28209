#include "analysis/theory/system_chain.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <utility>

#include "analysis/theory/markov_chain.hpp"
#include "analysis/theory/system_moves.hpp"
#include "analysis/theory/system_program.hpp"

namespace kouan::analysis::theory {
namespace {

constexpr int k_least_who_wait = 16;
constexpr int k_most_who_wait = 4096;
/// Of many dimensions, these take a second, and up to six where chance leads from each of many
/// places to each: the sparse factors fill up.
constexpr std::size_t k_most_system_states = 7'000;

void add_times(double share, const std::vector<double>& rates, std::vector<double>& sum) {
  for (std::size_t i = 0; i < rates.size(); ++i)
    sum[i] += share * rates[i];
}

/// The chain with as many waiting at most as let in, solved.
class SolvedSystem {
 public:
  SolvedSystem(const sim::Model& model, const SystemProgram& program, int limit)
      : moves_(model, program, limit), rates_(moves_.no_rates()) {
    std::vector<SystemRates> by_state;
    const MovesOf<SystemState> all = [&](const SystemState& state) {
      by_state.push_back(moves_.no_rates());
      return moves_.moves(state, by_state.back());
    };
    const ExploredChain<SystemState> chain(moves_.first(), all, k_most_system_states);
    const Eigen::VectorXd share = stationary_distribution(chain.rates());
    for (std::size_t i = 0; i < by_state.size(); ++i) {
      const double p = share(static_cast<Eigen::Index>(i));
      if (p <= 0) continue;
      states_.emplace_back(chain.states()[i], p);
      add_times(p, by_state[i].begun, rates_.begun);
      add_times(p, by_state[i].refused, rates_.refused);
      add_times(p, by_state[i].departed, rates_.departed);
      add_times(p, by_state[i].turned_away, rates_.turned_away);
      add_times(p, by_state[i].turned_away_late, rates_.turned_away_late);
      add_times(p, by_state[i].after_s, rates_.after_s);
    }
  }

  template <typename Number>
  double mean(Number number) const {
    double sum = 0;
    for (const auto& [state, share] : states_)
      sum += share * static_cast<double>(number(state));
    return sum;
  }

  const SystemRates& rates() const { return rates_; }
  const SystemMoves& moves() const { return moves_; }

 private:
  SystemMoves moves_;
  SystemRates rates_;
  std::vector<std::pair<SystemState, double>> states_;  ///< with their shares of time
};

SolvedSystem solved_system(const sim::Model& model, const SystemProgram& program) {
  if (!program.is_open_ended) return {model, program, k_most_who_wait};
  return steady_state_without_limit(
      k_least_who_wait, k_most_who_wait,
      [&](int limit) { return SolvedSystem(model, program, limit); },
      [&](const SystemState& state, int limit) {
        return SystemMoves(model, program, limit).is_at_limit(state);
      });
}

SystemStage stage_of_system(const SystemProgram& program, std::size_t r,
                            const SolvedSystem& solved) {
  SystemStage out;
  out.resource = program.resources[r].number;
  out.servers = program.resources[r].servers;
  out.in_queue = solved.mean([&](const SystemState& s) { return solved.moves().waiting(s, r); });
  out.held = solved.mean([&](const SystemState& s) { return s.in_use[r]; });
  out.kept = solved.mean([&](const SystemState& s) {
    int sum = 0;
    for (const WaitingLine& line : s.outside) {
      for (const WaitingRun& run : line)
        sum += run.kept == r ? run.count : 0;
    }
    return sum;
  });
  out.begun_per_s = solved.rates().begun[r];
  out.refused_per_s = solved.rates().refused[r];
  return out;
}

/// Of those who ask at the step, the share that is of the class.
double share_of_class(const SystemProgram& program, std::uint32_t step, std::size_t c) {
  const std::vector<LikelyStep>& among = program.among[step];
  if (among.empty()) return program.class_of[step] == c ? 1 : 0;
  double share = 0;
  for (const LikelyStep& one : among)
    share += program.class_of[one.step] == c ? one.probability : 0;
  return share;
}

/// Of the class, at work, on the way or waiting.
double mean_inside(const SystemProgram& program, std::size_t c, const SolvedSystem& solved) {
  return solved.mean([&](const SystemState& s) {
    double sum = 0;
    for (std::size_t i = 0; i < program.work.size(); ++i) {
      if (program.work[i] != sim::k_none && program.class_of[i] == c)
        sum += s.at_work[program.work[i]];
    }
    for (const auto* lines : {&s.queue, &s.outside}) {
      for (const WaitingLine& line : *lines) {
        for (const WaitingRun& run : line)
          sum += run.count * share_of_class(program, run.step, c);
      }
    }
    return sum;
  });
}

SystemWay way_of_system(const SystemProgram& program, std::size_t i, const SolvedSystem& solved) {
  const SystemSource& source = program.sources[i];
  const SystemRates& rates = solved.rates();
  SystemWay out;
  out.entity_class = source.entity_class;
  out.per_s = rates.departed[i];
  out.turned_away_per_s = rates.turned_away[i];
  if (source.fleet > 0) {
    out.come_per_s = out.per_s + out.turned_away_per_s;
    out.in_system = source.fleet;
    if (out.turned_away_per_s <= 0) out.sojourn_s = source.fleet / out.per_s;
    return out;
  }
  out.come_per_s = source.rate_per_s;
  const double there = mean_inside(program, source.entity_class, solved);
  out.in_system = source.rate_per_s * source.before_s + there + rates.after_s[i];
  if (rates.turned_away_late[i] <= 0)
    out.sojourn_s = source.before_s + (there + rates.after_s[i]) / out.per_s;
  return out;
}

}  // namespace

std::optional<SystemFigures> system_chain(const sim::Model& model, Obstacles& why) {
  const std::optional<SystemProgram> program = system_program(model);
  if (!program) return {};
  try {
    const SolvedSystem solved = solved_system(model, *program);
    SystemFigures out;
    for (std::size_t r = 0; r < program->resources.size(); ++r)
      out.stages.push_back(stage_of_system(*program, r, solved));
    for (std::size_t i = 0; i < program->sources.size(); ++i) {
      out.ways.push_back(way_of_system(*program, i, solved));
      if (!(out.ways.back().per_s > 0)) return {};  // nobody gets through
    }
    return out;
  } catch (const TooManyStates&) {
    why.insert(Obstacle::too_large);
  } catch (const std::domain_error&) {
    // Else where it ends up depends on where it begins, or too much happens at one instant.
    if (program->is_open_ended) why.insert(Obstacle::too_large);
  }
  return {};
}

}  // namespace kouan::analysis::theory
