#include "analysis/mode_shift.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "analysis/mode_shift_runs.hpp"
#include "models/amounts.hpp"

namespace kouan::analysis {

namespace {

/// Demands that are tried, over the road's own capacity; and how often the gap in which the
/// railway begins to save time is halved.
constexpr double k_levels[] = {0.2, 0.4, 0.6, 0.8, 0.9, 1.0, 1.1};
constexpr int k_halvings = 2;

double annual_kg(const models::Scenario& scenario, const std::string& flow) {
  for (const models::Flow& each : scenario.flows)
    if (each.id == flow) return each.annual_kg;
  return 0;
}

/// One value of each replication.
template <class Of>
std::vector<double> of_each(const std::vector<ShiftReply>& replies, Of of) {
  std::vector<double> out;
  for (const ShiftReply& reply : replies)
    out.push_back(reply.is_known ? of(reply) : k_nan);
  return out;
}

ModeFigures figures_of(const std::vector<ShiftReply>& replies, ModeReply ShiftReply::*mode) {
  const auto of = [&](auto value) {
    return estimate(of_each(replies, [&](const ShiftReply& r) { return value(r.*mode); }));
  };
  return {of([](const ModeReply& m) { return m.tonnes_per_year; }),
          of([](const ModeReply& m) { return m.vehicles_per_day; }),
          of([](const ModeReply& m) { return m.clearance_s; }),
          of([](const ModeReply& m) { return m.time_h(); })};
}

ModeTimes times_of(const ShiftReply& reply) { return {reply.road.time_h(), reply.rail.time_h()}; }

bool saves_time(const SplitFigures& figures) {
  const PairedDifference& time = figures.time_h;
  return time.is_real() && time.difference.mean < 0;
}

class ModeShift {
 public:
  ModeShift(const models::Scenario& road_alone, const models::Scenario& with_rail,
            const models::ModeSplit& split, const ModeShiftOptions& options)
      : split_(split),
        options_(options),
        scenario_(with_rail),
        demand_kg_(annual_kg(with_rail, split.road) + annual_kg(with_rail, split.rail)),
        stated_kg_(annual_kg(with_rail, split.rail)),
        runs_(road_alone, with_rail, split, options, outcome_) {
    outcome_.split = split;
    outcome_.rule = options.rule;
    outcome_.replications = options.replications;
    outcome_.is_sweep_asked = options.sweep;
    outcome_.seed = options.replicate.seed;
  }

  ModeShiftOutcome run() {
    run_capacity();
    if (outcome_.interrupted) return std::move(outcome_);
    outcome_.is_split_known = is_limit_known();
    outcome_.now.demand_t_per_year = demand_kg_ / models::k_kg_per_t;
    if (outcome_.is_split_known) run_now();
    runs_.run_cases();
    if (!outcome_.is_split_known) return std::move(outcome_);
    outcome_.has_no_levels = options_.sweep && !(outcome_.road_capacity.mean > 0);
    if (!outcome_.interrupted && options_.sweep && !outcome_.has_no_levels) run_sweep();
    return std::move(outcome_);
  }

 private:
  /// A split of one demand in every replication: shares and what came of them.
  struct Split {
    std::vector<double> shares;
    std::vector<ShiftReply> replies;
  };

  std::size_t number() const { return static_cast<std::size_t>(options_.replications); }

  std::vector<ShiftAsk> asks(bool with_rail, bool saturated, double demand_kg,
                             const std::vector<double>& shares) const {
    std::vector<ShiftAsk> out;
    for (std::size_t r = 0; r < number(); ++r)
      out.push_back({with_rail, saturated, demand_kg, shares[r], static_cast<std::uint32_t>(r)});
    return out;
  }

  /// The road alone and with the railway by turns, so that what an interrupted command has finished
  /// is about as much of each.
  std::vector<ShiftAsk> by_turns(bool saturated, const std::vector<double>& shares) const {
    const std::vector<ShiftAsk> alone = asks(false, saturated, demand_kg_, shares);
    const std::vector<ShiftAsk> beside = asks(true, saturated, demand_kg_, shares);
    std::vector<ShiftAsk> out;
    for (std::size_t r = 0; r < number(); ++r) {
      out.push_back(alone[r]);
      out.push_back(beside[r]);
    }
    return out;
  }

  struct ByPort {
    std::vector<ShiftReply> alone;
    std::vector<ShiftReply> beside;
  };
  static ByPort parted(const std::vector<ShiftReply>& by_turns) {
    ByPort out;
    for (std::size_t i = 0; i < by_turns.size(); ++i)
      (i % 2 == 0 ? out.alone : out.beside).push_back(by_turns[i]);
    return out;
  }

  /// Whether the rule has what it needs: some ask how much the railway can carry, which a run that
  /// was given up leaves unknown.
  bool is_limit_known() const {
    return options_.rule == SplitRule::stated || options_.rule == SplitRule::share ||
           std::none_of(rail_capacity_t_.begin(), rail_capacity_t_.end(),
                        [](double tonnes) { return std::isnan(tonnes); });
  }

  void run_capacity() {
    // Nothing comes of a mode to which nothing is given, however much it could take.
    const double share = std::clamp(stated_kg_ / demand_kg_, k_least_share, 1 - k_least_share);
    const std::vector<double> stated(number(), share);
    const ByPort all = parted(runs_.run(ShiftPhase::capacity, by_turns(true, stated)));
    const std::vector<ShiftReply>&alone = all.alone, &beside = all.beside;
    const auto port = [](const ShiftReply& r) { return r.port_tonnes_per_year; };
    rail_capacity_t_ = of_each(beside, [](const ShiftReply& r) { return r.rail.tonnes_per_year; });
    outcome_.capacity = paired_difference(of_each(alone, port), of_each(beside, port));
    outcome_.rail_capacity = estimate(rail_capacity_t_);
    outcome_.road_capacity =
        estimate(of_each(alone, [](const ShiftReply& r) { return r.road.tonnes_per_year; }));
  }

  /// The most that may be planned by rail, of a demand, in a replication.
  double most_by_rail(double demand_kg, std::size_t replication) const {
    return std::min(1.0,
                    split_.fill * rail_capacity_t_[replication] * models::k_kg_per_t / demand_kg);
  }

  /// Shares of the rules that need no times.
  std::vector<double> given_shares(double demand_kg) const {
    std::vector<double> shares(number(), options_.share);
    for (std::size_t r = 0; r < number(); ++r) {
      if (options_.rule == SplitRule::stated) shares[r] = std::min(1.0, stated_kg_ / demand_kg);
      if (options_.rule == SplitRule::capacity_first) shares[r] = most_by_rail(demand_kg, r);
    }
    return shares;
  }

  Split split_at(ShiftPhase phase, double demand_kg, const std::vector<double>& starts) {
    if (options_.rule == SplitRule::price_and_time) {
      std::vector<SuccessiveAverages> searches;
      return settle(phase, demand_kg, starts, searches);
    }
    const std::vector<double> shares = given_shares(demand_kg);
    return {shares, runs_.run(phase, asks(true, false, demand_kg, shares))};
  }

  double within_limits(double share, double demand_kg, std::size_t replication) const {
    const double most = std::min(1 - k_least_share, most_by_rail(demand_kg, replication));
    return std::clamp(share, std::min(k_least_share, most), most);
  }

  bool is_set_by_limit(double demand_kg, std::size_t replication) const {
    return Choosing{{}, most_by_rail(demand_kg, replication)}.is_set_by_limit();
  }

  /// Each replication goes its own way: a year in which shippers know the mean times of that year.
  Split settle(ShiftPhase phase, double demand_kg, const std::vector<double>& starts,
               std::vector<SuccessiveAverages>& searches) {
    for (std::size_t r = 0; r < number(); ++r)
      searches.emplace_back(within_limits(starts[r], demand_kg, r));
    Split split{{}, std::vector<ShiftReply>(number())};
    std::vector<std::size_t> open(number());
    for (std::size_t r = 0; r < number(); ++r)
      open[r] = r;
    while (!open.empty() && !outcome_.interrupted) {
      std::vector<ShiftAsk> round;
      for (const std::size_t r : open)
        round.push_back(
            {true, false, demand_kg, searches[r].share(), static_cast<std::uint32_t>(r)});
      const std::vector<ShiftReply> replies = runs_.run(phase, round);
      std::vector<std::size_t> still;
      for (std::size_t i = 0; i < open.size(); ++i) {
        const std::size_t r = open[i];
        const bool is_awaited = !replies[i].is_known && outcome_.interrupted;
        if (is_awaited) still.push_back(r);
        split.replies[r] = replies[i];
        if (!replies[i].is_known) continue;  // without results: nothing to go on with
        if (is_set_by_limit(demand_kg, r)) continue;
        if (go_on(searches[r], replies[i], demand_kg, r)) still.push_back(r);
      }
      open = std::move(still);
    }
    // Interrupted: a search that was not at its end is none, and neither are those after it. To
    // keep whichever ended soonest would pick replications by what they came to.
    const std::size_t ended = open.empty() ? number() : open.front();
    for (std::size_t r = ended; r < number(); ++r)
      split.replies[r] = {};
    for (std::size_t r = 0; r < number(); ++r) {
      const bool is_at_end = r < ended;
      const bool is_found =
          is_at_end && (is_set_by_limit(demand_kg, r) || searches[r].rounds() > 0);
      split.shares.push_back(is_found ? searches[r].share() : k_nan);
    }
    return split;
  }

  /// Takes the times of a run into the search; false when it is done.
  bool go_on(SuccessiveAverages& search, const ShiftReply& reply, double demand_kg,
             std::size_t replication) const {
    const ModeTimes times = times_of(reply);
    if (!times.known()) return search.begin_nearer_the_middle(!std::isnan(times.rail_h));
    search.answer(within_limits(chosen_share(split_, times), demand_kg, replication));
    return !search.is_done();
  }

  SplitFigures compared(double demand_kg, const Split& split,
                        const std::vector<ShiftReply>& alone) const {
    SplitFigures out;
    out.demand_t_per_year = demand_kg / models::k_kg_per_t;
    out.share = estimate(split.shares);
    out.road_alone = figures_of(alone, &ShiftReply::road);
    out.road = figures_of(split.replies, &ShiftReply::road);
    out.rail = figures_of(split.replies, &ShiftReply::rail);
    const auto pair = [&](auto of) {
      return paired_difference(of_each(alone, of), of_each(split.replies, of));
    };
    out.vehicles_per_day = pair([](const ShiftReply& r) { return r.road.vehicles_per_day; });
    out.clearance_s = pair([](const ShiftReply& r) { return r.road.clearance_s; });
    out.time_h = pair([](const ShiftReply& r) { return r.time_h(); });
    return out;
  }

  std::vector<ShiftReply> run_alone(ShiftPhase phase, double demand_kg) {
    return runs_.run(phase, asks(false, false, demand_kg, std::vector<double>(number(), 0)));
  }

  void run_now() {
    std::vector<ShiftReply> alone;
    Split split;
    if (options_.rule == SplitRule::price_and_time) {
      alone = run_alone(ShiftPhase::split, demand_kg_);
      split = run_both_starts();
    } else {
      split.shares = given_shares(demand_kg_);
      ByPort all = parted(runs_.run(ShiftPhase::split, by_turns(false, split.shares)));
      alone = std::move(all.alone);
      split.replies = std::move(all.beside);
      for (std::size_t r = 0; r < number(); ++r)
        if (outcome_.interrupted && !split.replies[r].is_known) split.shares[r] = k_nan;
    }
    for (std::size_t r = 0; r < number(); ++r)
      if (alone[r].is_known && split.replies[r].is_known) ++outcome_.finished;
    outcome_.now = compared(demand_kg_, split, alone);
  }

  /// From no rail at all and from all by rail; the first is what is told of. Which is all that is
  /// left of both when they are interrupted.
  Split run_both_starts() {
    std::vector<SuccessiveAverages> low, high;
    Split from_low = settle(ShiftPhase::split, demand_kg_, std::vector<double>(number(), 0), low);
    const Split from_high =
        settle(ShiftPhase::split, demand_kg_, std::vector<double>(number(), 1), high);
    if (outcome_.interrupted) return from_low;
    outcome_.from_low = fixed_point(from_low, low);
    outcome_.from_high = fixed_point(from_high, high);
    outcome_.between_starts = paired_difference(from_low.shares, from_high.shares);
    std::vector<Choosing> replications;
    for (std::size_t r = 0; r < number(); ++r) {
      const Choosing one{times_of(from_low.replies[r]), most_by_rail(demand_kg_, r)};
      if (one.is_set_by_limit() || (low[r].rounds() > 0 && one.times.known()))
        replications.push_back(one);
    }
    outcome_.over_ranges = shares_over_ranges(scenario_, split_, replications);
    return from_low;
  }

  FixedPoint fixed_point(const Split& split,
                         const std::vector<SuccessiveAverages>& searches) const {
    FixedPoint out;
    out.is_set_by_limit = true;
    for (std::size_t r = 0; r < number(); ++r) {
      const bool is_set = is_set_by_limit(demand_kg_, r);
      out.is_set_by_limit = out.is_set_by_limit && is_set;
      out.start += searches[r].start() / static_cast<double>(number());
      out.rounds = std::max(out.rounds, searches[r].rounds());
      if (std::abs(searches[r].change()) > std::abs(out.widest_change))
        out.widest_change = searches[r].change();
      out.is_settled = out.is_settled && (is_set || searches[r].is_settled());
    }
    out.share = estimate(split.shares);
    return out;
  }

  void run_sweep() {
    const double unit_kg = outcome_.road_capacity.mean * models::k_kg_per_t;
    for (const double level : k_levels)
      try_demand(level * unit_kg);
    for (int i = 0; i < k_halvings && !outcome_.interrupted; ++i) {
      const BreakEven found = break_even(outcome_.sweep);
      if (!found.not_yet_t_per_year || !found.saves_t_per_year) break;
      try_demand((*found.not_yet_t_per_year + *found.saves_t_per_year) / 2 * models::k_kg_per_t);
    }
    const bool any_judged =
        std::any_of(outcome_.sweep.begin(), outcome_.sweep.end(), [](const SplitFigures& f) {
          return f.share.known() && f.time_h.verdict() != Verdict::unknown;
        });
    const bool is_whole = outcome_.sweep.size() >= std::size(k_levels);  // if not to the last
                                                                         // halving
    if (is_whole && any_judged) outcome_.break_even = break_even(outcome_.sweep);
  }

  /// The search at the next demand starts where that at the last one ended.
  void try_demand(double demand_kg) {
    if (outcome_.interrupted) return;
    if (starts_.empty())
      starts_.assign(number(), outcome_.now.share.known() ? outcome_.now.share.mean : 0);
    const std::vector<ShiftReply> alone = run_alone(ShiftPhase::sweep, demand_kg);
    const Split split = split_at(ShiftPhase::sweep, demand_kg, starts_);
    if (outcome_.interrupted) return;
    for (std::size_t r = 0; r < number(); ++r)
      if (!std::isnan(split.shares[r])) starts_[r] = split.shares[r];
    const SplitFigures figures = compared(demand_kg, split, alone);
    const auto at = std::upper_bound(
        outcome_.sweep.begin(), outcome_.sweep.end(), figures.demand_t_per_year,
        [](double demand, const SplitFigures& f) { return demand < f.demand_t_per_year; });
    outcome_.sweep.insert(at, figures);
  }

  const models::ModeSplit& split_;
  const ModeShiftOptions& options_;
  const models::Scenario& scenario_;
  double demand_kg_;
  double stated_kg_;
  ModeShiftOutcome outcome_;
  ShiftRuns runs_;
  std::vector<double> rail_capacity_t_;  ///< a year, by replication
  std::vector<double> starts_;           ///< of the sweep, by replication
};

}  // namespace

bool ModeShiftOutcome::agrees() const {
  return from_low && from_high && from_low->is_settled && from_high->is_settled &&
         std::abs(between_starts->difference.mean) < 2 * k_settled;
}

int least_demands_of_sweep() { return static_cast<int>(std::size(k_levels)); }

BreakEven break_even(const std::vector<SplitFigures>& sweep) {
  BreakEven out;
  for (auto it = sweep.rbegin(); it != sweep.rend(); ++it) {
    if (!saves_time(*it)) {
      out.not_yet_t_per_year = it->demand_t_per_year;
      break;
    }
    out.saves_t_per_year = it->demand_t_per_year;
  }
  return out;
}

ModeShiftOutcome run_mode_shift(const models::Scenario& road_alone,
                                const models::Scenario& with_rail, const models::ModeSplit& split,
                                const ModeShiftOptions& options) {
  return ModeShift(road_alone, with_rail, split, options).run();
}

}  // namespace kouan::analysis
