#include "analysis/theory/opening_hours.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

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
      const double change = (next.closed.back - p).lpNorm<1>();
      p = next.closed.back;
      if (next.at_limit > k_cut_share) return {};
      const bool is_rounding = change < 1e-11 && change >= before;  // it shrinks until then
      if (change < 1e-14 || is_rounding) return figures(go_on(p));
      before = change;
    }
    throw std::domain_error("the load is too high for the days to settle");
  }

 private:
  struct Closed {
    Evolution evolution;
    Eigen::VectorXd back;  ///< at the next opening, by number in system
  };
  struct Day {
    Evolution open;
    Closed closed;
    double at_limit = 0;  ///< chance to be at the limit at closing or opening
  };

  int busy(int n) const { return std::min(n, gate_.servers); }
  int at(int n, int s) const { return n * wide_ + s; }

  Day go_on(const Eigen::VectorXd& at_opening) const {
    Day day;
    day.open = evolve(open_, at_opening, gate_.open);
    Eigen::VectorXd start = Eigen::VectorXd::Zero(closed_.rows());
    for (int n = 0; n <= limit_; ++n)
      start(at(n, busy(n))) = day.open.at_end(n);
    day.closed.evolution = evolve(closed_, start, gate_.closed);
    day.closed.back = Eigen::VectorXd::Zero(limit_ + 1);
    for (int n = 0; n <= limit_; ++n) {
      for (int s = 0; s < wide_; ++s)
        day.closed.back(n) += day.closed.evolution.at_end(at(n, s));
    }
    day.at_limit = std::max(day.open.at_end(limit_), day.closed.back(limit_));
    return day;
  }

  DailyFigures figures(const Day& day) const {
    DailyFigures out;
    double in_system = 0;
    double in_service = 0;
    for (int n = 0; n <= limit_; ++n) {
      in_system += n * day.open.time(n);
      in_service += busy(n) * day.open.time(n);
      for (int s = 0; s < wide_; ++s) {
        in_system += n * day.closed.evolution.time(at(n, s));
        in_service += s * day.closed.evolution.time(at(n, s));
      }
      out.at_closing += n * day.open.at_end(n);
      out.before_opening += n * day.closed.back(n);
    }
    const double length = gate_.open + gate_.closed;
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
  require(gate.lambda > 0 && gate.mu > 0 && gate.open > 0, "rates and the time open must be > 0");
  require(gate.closed >= 0 && gate.servers >= 1, "the time closed must be >= 0, servers >= 1");
  const double finished =
      gate.in_hand == WorkInHand::finished ? -std::expm1(-gate.mu * gate.closed) : 0;
  require(gate.lambda * (gate.open + gate.closed) < gate.servers * (gate.mu * gate.open + finished),
          "more come in a day than can be served");
  for (int limit = 64; limit <= k_most_at_opening; limit *= 2) {
    const std::optional<DailyFigures> day = CutGate(gate, limit).steady_day();
    if (day) return *day;
  }
  throw std::domain_error("the load is too high to be computed exactly");
}

}  // namespace kouan::analysis::theory
