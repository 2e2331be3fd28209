#include "analysis/theory/opening_hours.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "analysis/theory/markov_chain.hpp"
#include "analysis/theory/transient.hpp"

namespace kouan::analysis::theory {
namespace {

constexpr int k_most_at_opening = 8192;
constexpr int k_most_days = 100'000;

/// The gate with at most `limit` in system. While it is open a state is the number in system n;
/// while it is closed, n and the number of services under way s, numbered n (servers + 1) + s.
class CutGate {
 public:
  CutGate(const DailyGate& gate, int limit) : gate_(gate), limit_(limit), wide_(gate.servers + 1) {
    std::vector<Eigen::Triplet<double>> entries;
    for (int n = 0; n < limit; ++n) {
      entries.emplace_back(n, n + 1, gate.lambda);
      entries.emplace_back(n + 1, n, busy(n + 1) * gate.mu);
    }
    open_.resize(limit + 1, limit + 1);
    open_.setFromTriplets(entries.begin(), entries.end());
    entries.clear();
    for (int n = 0; n <= limit; ++n) {
      for (int s = 0; s <= busy(n); ++s) {
        if (n < limit) entries.emplace_back(at(n, s), at(n + 1, s), gate.lambda);
        if (s > 0 && gate.in_hand == WorkInHand::finished)
          entries.emplace_back(at(n, s), at(n - 1, s - 1), s * gate.mu);
      }
    }
    closed_.resize((limit + 1) * wide_, (limit + 1) * wide_);
    closed_.setFromTriplets(entries.begin(), entries.end());
  }

  /// Figures of a day that starts, at opening, as all others do; none when the cut shows.
  std::optional<DailyFigures> steady_day() const {
    Eigen::VectorXd p = Eigen::VectorXd::Unit(limit_ + 1, 0);
    double before = 1;
    for (int day = 0; day < k_most_days; ++day) {
      const Day next = go_on(p);
      const double change = (next.back - p).lpNorm<1>();
      p = next.back;
      if (next.at_limit > k_cut_share) return {};
      const bool is_rounding = change < 1e-11 && change >= before;  // it shrinks until then
      if (change < 1e-14 || is_rounding) return figures(go_on(p));
      before = change;
    }
    throw std::domain_error("the load is too high for the days to settle");
  }

 private:
  struct Turn {
    Evolution open;
    Evolution closed;
  };
  struct Day {
    std::vector<Turn> turns;
    Eigen::VectorXd back;  ///< at the next day's opening, by number in system
    double at_limit = 0;   ///< chance to be at the limit at some closing or opening
  };

  int busy(int n) const { return std::min(n, gate_.servers); }
  int at(int n, int s) const { return n * wide_ + s; }

  Day go_on(const Eigen::VectorXd& at_opening) const {
    Day day;
    day.back = at_opening;
    for (const GateTurn& times : gate_.turns) {
      const Turn turn = go_on(day.back, times);
      day.back = by_number(turn.closed.at_end);
      day.at_limit = std::max({day.at_limit, turn.open.at_end(limit_), day.back(limit_)});
      day.turns.push_back(turn);
    }
    return day;
  }

  Turn go_on(const Eigen::VectorXd& at_opening, const GateTurn& times) const {
    Turn turn;
    turn.open = evolve(open_, at_opening, times.open);
    Eigen::VectorXd start = Eigen::VectorXd::Zero(closed_.rows());
    for (int n = 0; n <= limit_; ++n)
      start(at(n, busy(n))) = turn.open.at_end(n);
    turn.closed = evolve(closed_, start, times.closed);
    return turn;
  }

  Eigen::VectorXd by_number(const Eigen::VectorXd& closed) const {
    Eigen::VectorXd out = Eigen::VectorXd::Zero(limit_ + 1);
    for (int n = 0; n <= limit_; ++n) {
      for (int s = 0; s < wide_; ++s)
        out(n) += closed(at(n, s));
    }
    return out;
  }

  DailyFigures figures(const Day& day) const {
    DailyFigures out;
    double in_system = 0;
    double in_service = 0;
    for (const Turn& turn : day.turns) {
      for (int n = 0; n <= limit_; ++n) {
        in_system += n * turn.open.time(n);
        in_service += busy(n) * turn.open.time(n);
        for (int s = 0; s < wide_; ++s) {
          in_system += n * turn.closed.time(at(n, s));
          in_service += s * turn.closed.time(at(n, s));
        }
      }
    }
    for (int n = 0; n <= limit_; ++n) {
      out.at_closing += n * day.turns.back().open.at_end(n);
      out.before_opening += n * day.back(n);
    }
    double length = 0;
    for (const GateTurn& turn : gate_.turns)
      length += turn.open + turn.closed;
    out.in_system = in_system / length;
    out.in_queue = (in_system - in_service) / length;
    out.sojourn = out.in_system / gate_.lambda;
    out.wait = out.in_queue / gate_.lambda;
    return out;
  }

  DailyGate gate_;
  int limit_;
  int wide_;
  RateMatrix open_;
  RateMatrix closed_;
};

}  // namespace

DailyFigures daily_gate(const DailyGate& gate) {
  require(gate.lambda > 0 && gate.mu > 0 && gate.servers >= 1 && !gate.turns.empty(),
          "rates must be > 0, servers >= 1, and it must open");
  double length = 0;
  double served = 0;  // by each server that is never idle
  for (const GateTurn& turn : gate.turns) {
    require(turn.open > 0 && turn.closed >= 0, "times open must be > 0, times closed >= 0");
    length += turn.open + turn.closed;
    served += gate.mu * turn.open;
    if (gate.in_hand == WorkInHand::finished) served -= std::expm1(-gate.mu * turn.closed);
  }
  require(gate.lambda * length < gate.servers * served, "more come in a day than can be served");
  for (int limit = 64; limit <= k_most_at_opening; limit *= 2) {
    const std::optional<DailyFigures> day = CutGate(gate, limit).steady_day();
    if (day) return *day;
  }
  throw std::domain_error("the load is too high to be computed exactly");
}

}  // namespace kouan::analysis::theory
