#include "analysis/theory/stage_arrivals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>
#include <string>

#include "analysis/theory/batches.hpp"
#include "analysis/theory/interval_transform.hpp"
#include "analysis/theory/renewal_arrivals.hpp"
#include "analysis/theory/stage_formulas.hpp"
#include "analysis/theory/stage_obstacles.hpp"
#include "models/demand.hpp"

namespace kouan::analysis::theory {
namespace {

using models::GraphEdge;
using models::NodeKind;
using sim::DistributionKind;
using sim::SourceKind;

/// So many come when `drawn` does: the engine's rounding, half to even.
double whole_size(double drawn) { return std::max(1.0, std::rint(drawn)); }

/// How many come at once, if always as many.
std::optional<int> constant_batch(const sim::ClassDef& source) {
  if (source.batch.kind != DistributionKind::constant || source.batch.attribute >= 0) return {};
  return static_cast<int>(whole_size(source.batch.a));
}

constexpr double k_most_at_once = 10'000;
/// More servers than that, or more of them times measured intervals, would take seconds.
constexpr int k_most_servers = 10'000;
constexpr double k_most_terms = 1e8;
/// Of sizes that are looked for by quantiles, one by one.
constexpr double k_most_looked_for = 1'000;
/// Of the sizes, by probability.
constexpr double k_left_out = 1e-15;

BatchSizes sizes_of_values(const sim::Distribution& d) {
  BatchSizes sizes;
  double before = 0;
  for (std::size_t i = 0; i < d.values.size(); ++i) {
    const double size = whole_size(d.values[i]);
    if (size > k_most_at_once) return {};
    sizes.resize(std::max(sizes.size(), static_cast<std::size_t>(size)), 0);
    sizes[static_cast<std::size_t>(size) - 1] += d.cumulative[i] - before;
    before = d.cumulative[i];
  }
  return sizes;
}

/// P(drawn < x), by halving between `low` and 1.
double probability_below(const sim::Distribution& d, double x, double low) {
  double high = 1;
  while (high - low > 0x1.0p-52) {
    const double middle = (low + high) / 2;
    (d.quantile(middle) < x ? low : high) = middle;
  }
  return high;
}

/// Of a distribution without atoms, each size has what lies within half of it.
BatchSizes sizes_between(const sim::Distribution& d) {
  if (d.quantile(1 - k_left_out) > k_most_looked_for) return {};
  BatchSizes sizes;
  double before = 0;
  while (before < 1 - k_left_out) {
    const double below = probability_below(d, static_cast<double>(sizes.size()) + 1.5, before);
    sizes.push_back(below - before);
    before = below;
  }
  return sizes;
}

/// How many come at once where that is drawn, not told by the vehicle; nothing if that may be too
/// many to be gone through.
BatchSizes drawn_sizes(const sim::ClassDef& source) {
  const sim::Distribution& d = source.batch;
  if (d.kind == DistributionKind::constant || d.attribute >= 0) return {};
  return d.kind == DistributionKind::empirical ? sizes_of_values(d) : sizes_between(d);
}

double mean_size(const BatchSizes& sizes) {
  double mean = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i)
    mean += static_cast<double>(i + 1) * sizes[i];
  return mean;
}

bool is_steady(const sim::ClassDef& source, sim::Micros horizon) {
  return source.source == SourceKind::timed && !source.rates.empty() &&
         std::all_of(source.rates.begin(), source.rates.end(), [&](const sim::RateChange& change) {
           const double first = source.rates.front().rate_per_s;
           return change.at >= horizon || std::abs(change.rate_per_s - first) <= 1e-9 * first;
         });
}

/// How often they come, at Poisson instants of constant rate: told as a rate, or by intervals.
std::optional<double> poisson_rate_per_s(const sim::ClassDef& source, sim::Micros horizon) {
  if (source.source == SourceKind::timed && source.rates.empty()) return 0;  // there at the start
  if (is_steady(source, horizon)) return source.rates.front().rate_per_s;
  const bool is_drawn = source.source == SourceKind::renewal;
  if (is_drawn && is_exponential(source.interarrival_s)) return 1 / source.interarrival_s.mean();
  return {};
}

/// Whether the class goes from its source to the stage and nowhere before, without time between: on
/// each of ways side by side, to which its parts come as it came, but not behind where they join.
class StraightWay {
 public:
  StraightWay(const models::ProcessGraph& graph, const Traffic& traffic, const std::string& stage)
      : graph_(graph), traffic_(traffic), stage_(stage) {}

  bool leads_from(std::size_t node) {
    if (!passed_.insert(node).second) return false;
    for (const models::BetweenWays& one : graph_.between_ways()) {
      if (one.fork == node && leads_from(one.node)) return true;
    }
    return std::any_of(graph_.edges().begin(), graph_.edges().end(), [&](const GraphEdge& e) {
      return e.from == node && e.probability > 1 - 1e-12 && !ends_a_way(e.to) && leads_to(e.to);
    });
  }

 private:
  bool ends_a_way(std::size_t node) const {
    return std::any_of(
        graph_.between_ways().begin(), graph_.between_ways().end(),
        [&](const models::BetweenWays& one) { return one.node == node || one.join == node; });
  }

  bool leads_to(std::size_t node) {
    const models::GraphNode& at = graph_.nodes()[node];
    if (at.kind == NodeKind::clearance || at.kind == NodeKind::junction) return leads_from(node);
    return at.kind == NodeKind::stage && at.id == stage_ &&
           std::abs(traffic_.visits[node] - 1) < 1e-12;
  }

  const models::ProcessGraph& graph_;
  const Traffic& traffic_;
  const std::string& stage_;
  std::set<std::size_t> passed_;
};

/// The kind of the intervals between arrivals in Kendall's notation.
const char* letter_of(const sim::Distribution& d) {
  if (d.is_cut()) return "GI";
  switch (d.kind) {
    case DistributionKind::constant:
      return "D";
    case DistributionKind::erlang:
      return "E";
    case DistributionKind::uniform:
      return "U";
    default:
      return "GI";
  }
}

/// How far apart those planned are, if all are as far to what is kept of the instants, from the
/// begin of the run, or within its warm-up, to its end.
std::optional<sim::Distribution> planned_interval(const sim::ClassDef& source,
                                                  const sim::Model& model) {
  const std::vector<sim::Micros>& plan = source.plan;
  if (plan.size() < 3 || source.lateness_s.kind != DistributionKind::constant) return {};
  if (source.lateness_s.attribute >= 0) return {};
  const double interval =
      static_cast<double>(plan.back() - plan.front()) / static_cast<double>(plan.size() - 1);
  constexpr double k_rounding = 1;  // microsecond
  for (std::size_t i = 1; i < plan.size(); ++i) {
    if (std::abs(static_cast<double>(plan[i] - plan[i - 1]) - interval) > k_rounding) return {};
  }
  const double late = source.lateness_s.a * sim::k_second;
  const double end = static_cast<double>(model.horizon) - interval - k_rounding;
  const double begin = std::max(interval, static_cast<double>(model.warm_up)) + k_rounding;
  const bool is_all_through = static_cast<double>(plan.front()) + late <= begin &&
                              static_cast<double>(plan.back()) + late >= end;
  if (interval < 1 || !is_all_through) return {};
  return sim::constant(interval / sim::k_second);
}

StageAnswer exact_answer(QueueModel model, std::string notation, const QueueFigures& q,
                         double rate_per_s) {
  StageAnswer out;
  out.standing = Standing::exact;
  out.model = model;
  out.notation = std::move(notation);
  out.figures.utilisation = q.utilisation;
  out.figures.wait_s = q.wait;
  out.figures.sojourn_s = q.sojourn;
  out.figures.in_queue = q.in_queue;
  out.figures.in_system = q.in_system;
  out.figures.served_per_s = rate_per_s;
  return out;
}

/// Whether nothing but the source keeps arrivals from being Poisson.
bool is_of_source_alone(const Obstacles& arrivals) {
  return !arrivals.empty() && std::all_of(arrivals.begin(), arrivals.end(), [](Obstacle o) {
    return o == Obstacle::other_arrivals || o == Obstacle::batch_arrivals;
  });
}

/// Poisson arrivals of several at once.
std::optional<StageAnswer> answer_for_batches(const sim::ClassDef& source, double batches_per_s,
                                              const StageProfile& profile) {
  const std::optional<int> constant = constant_batch(source);
  if (profile.servers > 1 && !profile.is_exponential) return {};
  QueueFigures q;
  if (constant && profile.servers == 1) {
    q = mxg1(batches_per_s, *constant, profile.holding);
  } else {
    BatchSizes sizes = drawn_sizes(source);
    if (constant && *constant <= k_most_at_once)
      (sizes = BatchSizes(static_cast<std::size_t>(*constant), 0)).back() = 1;
    if (sizes.empty()) return {};
    q = profile.servers == 1
            ? mxg1(batches_per_s, sizes, profile.holding)
            : mxmc(batches_per_s, sizes, 1 / profile.holding.mean, profile.servers);
  }
  StageAnswer out =
      exact_answer(QueueModel::batch_arrivals,
                   fmt::format("M^[{}]/{}/{}", constant ? std::to_string(*constant) : "X",
                               profile.is_exponential ? 'M' : 'G', profile.servers),
                   q, profile.rate_per_s);
  out.figures.wait_share = q.wait_share;
  return out;
}

}  // namespace

double long_run_rate_per_s(const sim::Model& model, std::size_t c) {
  const sim::ClassDef& source = model.classes[c];
  const std::optional<int> batch = constant_batch(source);
  const BatchSizes sizes = drawn_sizes(source);
  const auto poisson_per_s = poisson_rate_per_s(source, model.horizon);
  if (batch && !arrivals_end(source, model) && poisson_per_s) return *batch * *poisson_per_s;
  if (!sizes.empty() && !arrivals_end(source, model) && poisson_per_s)
    return mean_size(sizes) * *poisson_per_s;
  const auto intervals = intervals_of(source, model);
  if (batch && !arrivals_end(source, model) && intervals) return *batch / intervals->mean();
  return models::expected_arrivals(source, 0, model.horizon) / sim::to_seconds(model.horizon);
}

bool arrivals_end(const sim::ClassDef& source, const sim::Model& model) {
  if (source.limit < 0) return false;
  sim::ClassDef unlimited = source;
  unlimited.limit = -1;
  const double expected = models::expected_arrivals(unlimited, 0, model.horizon);
  return expected + 6 * std::sqrt(expected * arrival_scv(source, model)) >
         static_cast<double>(source.limit);
}

std::optional<sim::Distribution> intervals_of(const sim::ClassDef& source,
                                              const sim::Model& model) {
  if (source.source == SourceKind::renewal) return source.interarrival_s;
  return source.source == SourceKind::listed ? planned_interval(source, model) : std::nullopt;
}

double arrival_scv(const sim::ClassDef& source, const sim::Model& model) {
  if (source.batch.attribute >= 0 || source.interarrival_s.attribute >= 0) return 1;
  const auto intervals = intervals_of(source, model);
  const double at_once = std::max(1.0, source.batch.mean());
  return at_once * (intervals ? intervals->scv() : 1) + source.batch.variance() / at_once;
}

bool comes_in_batches(const sim::ClassDef& source) {
  const sim::Distribution& d = source.batch;
  if (d.attribute >= 0) return true;
  const bool is_constant = d.kind == DistributionKind::constant;
  return whole_size(is_constant ? d.a : d.quantile(1 - k_left_out)) > 1;
}

std::optional<StageAnswer> answer_for_source(const models::ProcessGraph& graph,
                                             const Traffic& traffic, const sim::Model& model,
                                             const std::string& stage, const StageProfile& profile,
                                             const sim::ResourceDef& resource) {
  const bool is_single = profile.visits.size() == 1 && profile.servers >= 1 &&
                         profile.own.empty() && profile.is_always_open() &&
                         is_ordinary(profile, resource) && profile.holding.mean > 0;
  if (!is_single || !is_of_source_alone(profile.arrivals)) return {};
  const std::size_t c = profile.visits.front().entity_class;
  const sim::ClassDef& source = model.classes[c];
  if (!StraightWay(graph, traffic, stage).leads_from(graph.source(c))) return {};
  const double lambda = profile.rate_per_s;
  try {
    if (const auto per_s = poisson_rate_per_s(source, model.horizon))
      return answer_for_batches(source, *per_s, profile);
    const std::optional<int> batch = constant_batch(source);
    const auto intervals = intervals_of(source, model);
    if (batch != 1 || !intervals || intervals->attribute >= 0 || !profile.is_exponential) return {};
    const double terms = static_cast<double>(intervals->values.size()) * profile.servers;
    if (profile.servers > k_most_servers || terms > k_most_terms) return {};
    const QueueFigures q =
        gimc(lambda, 1 / profile.holding.mean, profile.servers, interval_transform(*intervals));
    StageAnswer out =
        exact_answer(QueueModel::renewal_arrivals,
                     fmt::format("{}/M/{}", letter_of(*intervals), profile.servers), q, lambda);
    out.figures.wait_share = q.wait_share;
    return out;
  } catch (const std::domain_error&) {
    return {};  // overloaded, or too close to it
  }
}

}  // namespace kouan::analysis::theory
