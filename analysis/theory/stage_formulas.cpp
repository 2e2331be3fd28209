#include "analysis/theory/stage_formulas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "analysis/theory/batches.hpp"
#include "analysis/theory/birth_death.hpp"
#include "analysis/theory/constant_service.hpp"
#include "analysis/theory/general_service.hpp"
#include "analysis/theory/interruptions.hpp"
#include "analysis/theory/limited_patience.hpp"
#include "analysis/theory/limited_queue.hpp"
#include "analysis/theory/patience.hpp"
#include "analysis/theory/priorities.hpp"
#include "analysis/theory/queues.hpp"

namespace kouan::analysis::theory {
namespace {

ServiceMoments moments_of(const sim::Distribution& d) {
  const double mean = d.mean();
  return {mean, d.variance() + mean * mean, 0};
}

/// Picks the formula and fills in the answer.
class Formulas {
 public:
  Formulas(const StageProfile& profile, const sim::ResourceDef& resource,
           const std::vector<std::string>& classes)
      : at_(profile),
        resource_(resource),
        classes_(classes),
        rules_(resource.rules.value_or(sim::ServerRules{})),
        lambda_(profile.rate_per_s),
        mu_(1 / profile.holding.mean),
        c_(profile.servers) {}

  StageAnswer answer() {
    out_.why = at_.own;
    if (c_ <= 0) out_.why.insert(Obstacle::overload);
    if (!out_.why.empty()) return out_;
    if (at_.holding.mean <= 0) {
      refuse(Obstacle::no_service);
      return out_;
    }
    try {
      choose();
    } catch (const std::domain_error&) {
      // All else that formulas refuse is looked at before; no queue with patience or so many places
      // grows for ever.
      const bool is_bounded = at_.rules.patience_s || at_.rules.places;
      out_.why.insert(is_bounded ? Obstacle::too_large : Obstacle::overload);
      out_.model = QueueModel::none;
    }
    if (!out_.why.empty()) out_.figures = {};
    out_.standing = out_.why.empty() ? Standing::exact : Standing::none;
    if (!out_.why.empty()) out_.notation.clear();
    return out_;
  }

 private:
  bool is_urgent() const { return at_.rules.levels > 1; }

  void choose() {
    const int special = int(at_.rules.places.has_value()) + int(at_.rules.patience_s.has_value()) +
                        int(is_urgent()) + int(rules_.breakdowns.has_value()) +
                        int(rules_.vacation_s.has_value()) + int(rules_.batch_most > 1) +
                        int(resource_.is_shared);
    // How many are inside is the same in whatever order those with like work are served.
    const bool is_order_alone =
        at_.rules.places && is_urgent() && !rules_.preempts && at_.is_exponential;
    const bool is_limited_patience = at_.rules.places && at_.rules.patience_s;
    if (special > (is_order_alone || is_limited_patience ? 2 : 1))
      return refuse(Obstacle::several_rules);
    const bool can_wait = at_.rules.places.value_or(1) > 0;
    if (is_limited_patience && can_wait) return limited_abandonment();
    if (at_.rules.places) return limited();
    if (at_.rules.patience_s) return abandonment();
    if (is_urgent() && !rules_.preempts && at_.rules.stands_before) return urgent_before_queue();
    if (is_urgent()) return rules_.preempts ? preemption() : priority();
    if (rules_.breakdowns) return breakdowns();
    if (rules_.vacation_s) return vacations();
    if (rules_.batch_most > 1) return batches();
    if (resource_.is_shared) return sharing();
    first_come();
  }

  void refuse(Obstacle why) { out_.why.insert(why); }

  void name(QueueModel model, std::string notation) {
    out_.model = model;
    out_.notation = std::move(notation);
  }

  void take(const QueueFigures& q) {
    StageFigures& f = out_.figures;
    f.utilisation = q.utilisation;
    f.wait_share = q.wait_share;
    f.wait_s = q.wait;
    f.sojourn_s = q.sojourn;
    f.in_queue = q.in_queue;
    f.in_system = q.in_system;
    f.served_per_s = lambda_;
  }

  void first_come() {
    if (at_.is_exponential) {
      name(QueueModel::exponential, fmt::format("M/M/{}", c_));
      take(mmc(lambda_, mu_, c_));
    } else if (c_ == 1) {
      name(QueueModel::general, "M/G/1");
      take(mg1(lambda_, at_.holding));
    } else if (at_.is_constant()) {
      name(QueueModel::constant_service, fmt::format("M/D/{}", c_));
      take(mdc(lambda_, at_.holding.mean, c_));
    } else {
      refuse(at_.is_alike ? Obstacle::general_service : Obstacle::different_services);
    }
  }

  /// With n present each has min(1, c / n) of the speed: n leave as of M/M/c, whatever the service
  /// (Kelly 1979, ch. 3.3), and a class's time is in proportion to its mean service.
  void sharing() {
    name(QueueModel::sharing, c_ == 1 ? "M/G/1-PS" : fmt::format("M/G/{}-PS", c_));
    const QueueFigures q =
        c_ == 1 ? mg1_processor_sharing(lambda_, at_.holding.mean) : mmc(lambda_, mu_, c_);
    StageFigures& f = out_.figures;
    f.utilisation = q.utilisation;
    f.in_system = q.in_system;
    f.sojourn_s = q.sojourn;
    f.served_per_s = lambda_;
    for (const StageVisit& v : at_.visits) {
      const double sojourn = v.holding.mean * q.sojourn / at_.holding.mean;
      out_.classes.push_back({classes_[v.entity_class], sojourn - v.holding.mean, sojourn});
    }
    if (at_.is_alike) out_.classes.clear();
  }

  void limited() {
    const auto places = static_cast<int>(*at_.rules.places);
    StageFigures& f = out_.figures;
    if (places == 0) {
      name(QueueModel::loss, fmt::format("M/G/{0}/{0}", c_));
      const double a = lambda_ / mu_;
      const double blocked = erlang_b(c_, a);
      f.turned_away_share = blocked;
      f.served_per_s = lambda_ * (1 - blocked);
      f.in_system = a * (1 - blocked);
      f.in_queue = f.wait_s = f.wait_share = 0;
      f.sojourn_s = at_.holding.mean;
    } else if (at_.is_exponential || (c_ == 1 && at_.service)) {
      name(QueueModel::limited,
           fmt::format("M/{}/{}/{}", at_.is_exponential ? 'M' : 'G', c_, c_ + places));
      const LossFigures q = at_.is_exponential ? mmck(lambda_, mu_, c_, c_ + places)
                                               : mg1k(lambda_, *at_.service, places);
      f.turned_away_share = q.blocked_share;
      f.served_per_s = q.throughput;
      f.in_system = q.in_system;
      f.in_queue = q.in_queue;
      f.wait_share = q.wait_share;
      f.wait_s = q.wait;
      f.sojourn_s = q.sojourn;
      if (is_urgent()) out_.why_not_by_class = {Obstacle::urgent_at_limit};
    } else {
      return refuse(Obstacle::limited);
    }
    f.utilisation = *f.served_per_s / (c_ * mu_);
  }

  void abandonment() {
    const sim::Distribution& patience_s = *at_.rules.patience_s;
    if (!at_.is_exponential) return refuse(Obstacle::patience);
    const bool is_memoryless = is_exponential(patience_s);
    name(is_memoryless ? QueueModel::abandonment : QueueModel::any_patience,
         fmt::format("M/M/{}+{}", c_, is_memoryless ? 'M' : 'G'));
    const AbandonmentFigures q = is_memoryless
                                     ? mmc_abandonment(lambda_, mu_, c_, 1 / patience_s.mean())
                                     : mmc_patience(lambda_, mu_, c_, patience_s);
    take(q);
  }

  void take(const AbandonmentFigures& q) {
    StageFigures& f = out_.figures;
    f.utilisation = q.utilisation;
    f.wait_share = q.wait_share;
    f.turned_away_share = q.abandon_share;
    f.in_queue = q.in_queue;
    f.in_system = q.in_system;
    f.served_per_s = q.throughput;
  }

  void limited_abandonment() {
    if (!at_.is_exponential) return refuse(Obstacle::patience);
    const auto places = static_cast<int>(*at_.rules.places);
    const sim::Distribution& patience_s = *at_.rules.patience_s;
    name(QueueModel::limited_patience,
         fmt::format("M/M/{}/{}+{}", c_, c_ + places, is_exponential(patience_s) ? 'M' : 'G'));
    const LimitedAbandonmentFigures q = mmck_patience(lambda_, mu_, c_, places, patience_s);
    take(q.all);
    out_.figures.turned_away_share = q.refused_share + q.all.abandon_share;
  }

  /// Classes of one level of urgency together.
  std::vector<PriorityClass> levels() const {
    std::vector<PriorityClass> all;
    for (const int level : ordered_levels()) {
      PriorityClass together;
      for (const StageVisit& v : at_.visits) {
        if (at_.rules.level[v.entity_class] != level) continue;
        together.lambda += v.rate_per_s;
        together.service.mean += v.rate_per_s * v.holding.mean;
        together.service.second += v.rate_per_s * v.holding.second;
      }
      together.service.mean /= together.lambda;
      together.service.second /= together.lambda;
      all.push_back(together);
    }
    return all;
  }

  static std::vector<double> lambdas_of(const std::vector<PriorityClass>& levels) {
    std::vector<double> lambdas;
    for (const PriorityClass& level : levels)
      lambdas.push_back(level.lambda);
    return lambdas;
  }

  std::set<int> ordered_levels() const {
    std::set<int> levels(at_.rules.level.begin(), at_.rules.level.end());
    levels.erase(-1);
    return levels;
  }

  void take(const std::vector<PriorityClass>& levels, const std::vector<PriorityFigures>& found) {
    const std::set<int> order = ordered_levels();
    StageFigures& f = out_.figures;
    double waits = 0;
    for (std::size_t k = 0; k < levels.size(); ++k)
      waits += levels[k].lambda * found[k].wait;
    f.utilisation = at_.load();
    f.in_queue = waits;
    f.sojourn_s = waits / lambda_ + at_.holding.mean;
    if (!rules_.preempts) f.wait_s = waits / lambda_;
    f.in_system = lambda_ * *f.sojourn_s;
    f.served_per_s = lambda_;
    for (const StageVisit& v : at_.visits) {
      const auto k = static_cast<std::size_t>(
          std::distance(order.begin(), order.find(at_.rules.level[v.entity_class])));
      const double stretch = stretch_before(levels, k);
      const double wait = found[k].wait + (stretch - 1) * (v.holding.mean - levels[k].service.mean);
      out_.classes.push_back({classes_[v.entity_class], wait, wait + v.holding.mean});
      // Results count the wait for the first server alone, not that of work broken off.
      if (rules_.preempts) out_.classes.back().wait_s.reset();
    }
  }

  /// By how much work of level k is stretched by interruptions: 1 / (1 - load before it).
  double stretch_before(const std::vector<PriorityClass>& levels, std::size_t k) const {
    double before = 0;
    for (std::size_t i = 0; i < k; ++i)
      before += levels[i].lambda * levels[i].service.mean;
    return out_.model == QueueModel::preemption ? 1 / (1 - before) : 1;
  }

  void priority() {
    const std::vector<PriorityClass> by_level = levels();
    if (c_ == 1) {
      name(QueueModel::priority, at_.is_exponential ? "M/M/1" : "M/G/1");
      take(by_level, mg1_nonpreemptive(by_level));
      out_.figures.wait_share = at_.load();
    } else if (at_.is_exponential) {
      name(QueueModel::priority, fmt::format("M/M/{}", c_));
      take(by_level, mmc_nonpreemptive(lambdas_of(by_level), mu_, c_));
      out_.figures.wait_share = erlang_c(c_, lambda_ / mu_);
    } else {
      refuse(Obstacle::priorities);
    }
  }

  /// Those in the queue are served before more urgent ones that stand before it. With like work all
  /// together wait as long as in any order (conservation law, Kleinrock 1965).
  void urgent_before_queue() {
    if (!at_.is_alike) return refuse(Obstacle::urgent_at_limit);
    if (c_ > 1 && !at_.is_exponential) return refuse(Obstacle::priorities);
    first_come();
    out_.why_not_by_class = {Obstacle::urgent_at_limit};
  }

  void preemption() {
    const std::vector<PriorityClass> by_level = levels();
    if (c_ > 1 && !at_.is_exponential) return refuse(Obstacle::priorities);
    name(QueueModel::preemption, at_.is_exponential ? fmt::format("M/M/{}", c_) : "M/G/1");
    take(by_level,
         c_ == 1 ? mg1_preemptive_resume(by_level) : mmc_preemptive(lambdas_of(by_level), mu_, c_));
  }

  void breakdowns() {
    if (c_ > 1 || !is_exponential(rules_.breakdowns->to_failure_s))
      return refuse(Obstacle::breakdowns);
    name(QueueModel::breakdowns, at_.is_exponential ? "M/M/1" : "M/G/1");
    const Breakdowns def{
        1 / rules_.breakdowns->to_failure_s.mean(), moments_of(rules_.breakdowns->repair_s),
        rules_.breakdowns->by_operating_time ? FailureClock::when_busy : FailureClock::always};
    take(mg1_breakdowns(lambda_, at_.holding, def));
    // Of the completion time, with the repairs; busy is only what works.
    out_.figures.utilisation = at_.load();
    out_.figures.down = 1 - availability(lambda_, at_.holding, def);
  }

  void vacations() {
    if (c_ > 1) return refuse(Obstacle::vacations);
    name(QueueModel::vacations, at_.is_exponential ? "M/M/1" : "M/G/1");
    take(mg1_vacations(lambda_, at_.holding, moments_of(*rules_.vacation_s)));
    out_.figures.down = 1 - at_.load();  // it is never idle: it works or is away
  }

  void batches() {
    if (c_ > 1 || !at_.is_exponential) return refuse(Obstacle::batches);
    name(QueueModel::batches,
         rules_.batch_least == 1
             ? fmt::format("M/M^[{}]/1", rules_.batch_most)
             : fmt::format("M/M^[{},{}]/1", rules_.batch_least, rules_.batch_most));
    const BulkFigures q = mm1_bulk_service(lambda_, mu_, rules_.batch_least, rules_.batch_most);
    StageFigures& f = out_.figures;
    f.utilisation = 1 - q.idle_share;
    f.wait_s = q.wait;
    f.sojourn_s = q.sojourn;
    f.in_queue = q.in_queue;
    f.in_system = lambda_ * q.sojourn;
    f.served_per_s = lambda_;
  }

  const StageProfile& at_;
  const sim::ResourceDef& resource_;
  const std::vector<std::string>& classes_;
  sim::ServerRules rules_;
  double lambda_;
  double mu_;
  int c_;
  StageAnswer out_;
};

}  // namespace

StageAnswer answer_for_poisson(const StageProfile& profile, const sim::ResourceDef& resource,
                               const std::vector<std::string>& classes) {
  return Formulas(profile, resource, classes).answer();
}

bool is_ordinary(const StageProfile& profile, const sim::ResourceDef& resource) {
  const StageRules& rules = profile.rules;
  if (rules.places || rules.patience_s || rules.levels > 1 || resource.is_shared) return false;
  return !resource.rules || (!resource.rules->breakdowns && !resource.rules->vacation_s &&
                             resource.rules->batch_most == 1);
}

}  // namespace kouan::analysis::theory
