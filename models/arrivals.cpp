// Arrivals as said in the scenario become a source of the engine; declared in models/demand.hpp.
#include <algorithm>
#include <cmath>

#include "models/attributes.hpp"
#include "models/demand.hpp"
#include "models/working_time.hpp"
#include "sim/cyclic_rate.hpp"

namespace kouan::models {
namespace {

/// Stretches of the profile one after the other, again and again until the horizon.
std::vector<sim::RateChange> repeated(const std::vector<ProfilePart>& profile,
                                      sim::Micros horizon) {
  std::vector<sim::RateChange> rates;
  sim::Micros at = 0;
  while (at < horizon) {
    for (const ProfilePart& part : profile) {
      if (at < horizon) rates.push_back({at, part.rate_per_s});
      at += std::max<sim::Micros>(1, sim::from_seconds(part.length_s));
    }
  }
  return rates;
}

/// The same rates, none outside the hours.
std::vector<sim::RateChange> masked(const std::vector<sim::RateChange>& rates,
                                    const std::vector<OpenSpan>& spans, sim::Micros horizon) {
  std::vector<sim::RateChange> out{{0, 0.0}};
  const auto set = [&](sim::Micros at, double rate_per_s) {
    if (out.back().at == at) out.pop_back();
    out.push_back({at, rate_per_s});
  };
  std::size_t i = 0;
  for (const OpenSpan& span : spans) {
    while (i + 1 < rates.size() && rates[i + 1].at <= span.from)
      ++i;
    set(span.from, rates[i].rate_per_s);
    for (std::size_t j = i + 1; j < rates.size() && rates[j].at < span.to; ++j)
      set(rates[j].at, rates[j].rate_per_s);
    if (span.to < horizon) set(span.to, 0.0);
  }
  return out;
}

std::vector<sim::Micros> planned(const Scenario& scenario, const Timetable& timetable,
                                 sim::Micros horizon) {
  std::vector<sim::Micros> plan;
  if (timetable.every_s > 0) {
    const double horizon_s = sim::to_seconds(horizon);
    // Each from the first, so that no rounding adds up.
    for (std::int64_t k = 0;; ++k) {
      const double at_s = timetable.first_s + static_cast<double>(k) * timetable.every_s;
      if (at_s > horizon_s) return plan;
      plan.push_back(sim::from_seconds(at_s));
    }
  }
  const auto ahead_s = [&](const std::string& side) {
    for (const Side& s : scenario.sides) {
      if (s.id == side) return s.utc_offset_s - scenario.sides.front().utc_offset_s;
    }
    return 0;
  }(timetable.side);
  const std::int64_t start = days_from_civil(scenario.start);
  const std::int64_t days = (horizon + sim::k_day - 1) / sim::k_day;
  constexpr std::int64_t k_thursday = 3;  // 1 January 1970
  for (std::int64_t day = -1; day <= days; ++day) {
    const auto weekday = static_cast<int>(((start + day + k_thursday) % 7 + 7) % 7);
    const auto& on = timetable.days;
    if (!on.empty() && std::find(on.begin(), on.end(), weekday) == on.end()) continue;
    for (const std::int32_t time_s : timetable.times_s) {
      const sim::Micros at = day * sim::k_day + (time_s - ahead_s) * sim::k_second;
      if (at >= 0 && at <= horizon) plan.push_back(at);
    }
  }
  return plan;
}

/// Who may come early may come so long before the end of the run and be due after it.
std::vector<sim::Micros> planned_early(const Scenario& scenario, const Arrivals& arrivals,
                                       sim::Micros horizon) {
  const sim::Micros early = sim::from_seconds(arrivals.early_s);
  std::vector<sim::Micros> plan = planned(scenario, arrivals.timetable, horizon + early);
  for (sim::Micros& at : plan)
    at -= early;
  return plan;
}

void set_trace(const Trace& trace, sim::ClassDef& def) {
  def.source = sim::SourceKind::listed;
  for (const double at_s : trace.times_s)
    def.plan.push_back(sim::from_seconds(at_s));
  for (const int attribute : trace.attributes)
    def.trace_columns.push_back(static_cast<std::uint32_t>(attribute));
  def.trace = trace.values;
}

}  // namespace

void set_arrivals(const Scenario& scenario, const EntityClass& cls, sim::ClassDef& def) {
  const sim::Micros horizon = sim::from_seconds(scenario.horizon_s);
  const Arrivals& arrivals = cls.arrivals;
  if (arrivals.batch) def.batch = *arrivals.batch;
  def.at_start = arrivals.at_start;
  def.limit = arrivals.limit ? *arrivals.limit : -1;
  const auto while_open = [&](const std::vector<sim::RateChange>& rates) {
    return masked(rates, open_spans(scenario, {1, cls.hours}, ""), horizon);
  };
  if (!cls.flow.empty()) {
    def.rates = arrival_rates(scenario, cls);
    return;
  }
  switch (arrivals.kind) {
    case ArrivalKind::rates:
      def.rates = arrival_rates(scenario, cls);
      return;
    case ArrivalKind::steady:
      def.rates = while_open({{0, arrivals.rate_per_s}});
      return;
    case ArrivalKind::profile:
      def.rates = while_open(repeated(arrivals.profile, horizon));
      return;
    case ArrivalKind::cycle:
      def.source = sim::SourceKind::cyclic;
      def.cycle = arrivals.cycle;
      return;
    case ArrivalKind::renewal:
      def.source = sim::SourceKind::renewal;
      def.interarrival_s = arrivals.interarrival_s;
      def.first_at_start = arrivals.first == "at the start";
      return;
    case ArrivalKind::timetable:
      def.source = sim::SourceKind::listed;
      def.plan = planned_early(scenario, arrivals, horizon);
      def.lateness_s = arrivals.lateness_s;
      return;
    case ArrivalKind::trace:
      set_trace(arrivals.trace, def);
      return;
    case ArrivalKind::none:
      return;
  }
}

namespace {

/// Mean of the value rounded to a whole number, at least 1: the sum over k of P(X >= k).
double mean_whole(const sim::Distribution& d) {
  if (d.kind == sim::DistributionKind::constant) return std::max(1.0, std::round(d.a));
  constexpr double k_rest = 1e-9;
  double mean = 1;
  for (double k = 2;; ++k) {
    double low = 0;
    double high = 1;
    constexpr int k_halvings = 50;
    for (int i = 0; i < k_halvings; ++i) {
      const double middle = (low + high) / 2;
      (d.quantile(middle) < k - 0.5 ? low : high) = middle;
    }
    if (1 - high < k_rest) return mean;
    mean += 1 - high;
  }
}

/// Times at which batches are expected to come, in number, within [from, to).
double expected_batches(const sim::ClassDef& def, sim::Micros from, sim::Micros to) {
  switch (def.source) {
    case sim::SourceKind::timed: {
      double expected = 0;
      for (std::size_t i = 0; i < def.rates.size(); ++i) {
        const sim::Micros start = std::max(def.rates[i].at, from);
        const sim::Micros end = i + 1 < def.rates.size() ? std::min(def.rates[i + 1].at, to) : to;
        if (start < end) expected += def.rates[i].rate_per_s * sim::to_seconds(end - start);
      }
      return expected;
    }
    case sim::SourceKind::cyclic:
      return sim::expected(def.cycle, from, to);
    case sim::SourceKind::renewal:
      return sim::to_seconds(to - from) / def.interarrival_s.mean() +
             (def.first_at_start && from == 0 ? 1 : 0);
    case sim::SourceKind::listed: {
      const sim::Micros late = sim::from_seconds(def.lateness_s.mean());
      return static_cast<double>(
          std::count_if(def.plan.begin(), def.plan.end(),
                        [&](sim::Micros at) { return at + late >= from && at + late < to; }));
    }
    case sim::SourceKind::fleet:
    case sim::SourceKind::saturated:
    case sim::SourceKind::processes:
      return 0;
  }
  return 0;
}

}  // namespace

double expected_arrivals(const sim::ClassDef& def, sim::Micros from, sim::Micros to) {
  const auto upto = [&](sim::Micros at) {
    const double all =
        static_cast<double>(def.at_start) + expected_batches(def, 0, at) * mean_whole(def.batch);
    return def.limit < 0 ? all : std::min(all, static_cast<double>(def.limit));
  };
  return upto(to) - (from > 0 ? upto(from) : 0);
}

}  // namespace kouan::models
