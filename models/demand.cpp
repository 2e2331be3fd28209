#include "models/demand.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>

#include "models/amounts.hpp"
#include "models/attributes.hpp"
#include "models/working_time.hpp"

namespace kouan::models {
namespace {

/// Overlapping windows, each with its own rate, summed into one step function.
class RateSum {
 public:
  void add(OpenSpan window, double rate_per_s) {
    changes_[window.from] += rate_per_s;
    changes_[window.to] -= rate_per_s;
  }

  std::vector<sim::RateChange> from_zero(sim::Micros horizon) const {
    std::vector<sim::RateChange> rates{{0, 0.0}};
    double rate = 0;
    for (const auto& [at, change] : changes_) {
      rate = std::abs(rate + change) < 1e-15 ? 0.0 : rate + change;
      if (at <= 0) {
        rates.front().rate_per_s = rate;
      } else if (at < horizon) {
        rates.push_back({at, rate});
      }
    }
    return rates;
  }

 private:
  std::map<sim::Micros, double> changes_;
};

const Flow& find_flow(const Scenario& scenario, const std::string& id) {
  for (const Flow& flow : scenario.flows) {
    if (flow.id == id) return flow;
  }
  throw std::logic_error("no flow named " + id);
}

/// A shift that begins on one of the days asked for, and the stretch of shifts without a gap in
/// which it lies, as far as a lead or a tail can reach.
struct Shift {
  OpenSpan span;
  OpenSpan stretch;
  bool joins() const { return stretch.from < span.from; }
};

/// Shifts of the days [first, last], in order.
std::vector<Shift> shifts_of(const Scenario& scenario, const Flow& flow, std::int64_t first,
                             std::int64_t last) {
  constexpr std::int64_t k_margin = 3;  // a tail of 24 h, a shift that ends a day later
  std::vector<OpenSpan> stretches;
  std::vector<Shift> shifts;
  std::vector<std::size_t> in;  // by shift
  for (const OpenDay& day : open_days(scenario, flow.hours, first - k_margin, last + k_margin)) {
    const std::int64_t number = days_from_civil(day.date);
    for (const OpenSpan& span : day.spans) {
      if (stretches.empty() || span.from > stretches.back().to) stretches.push_back(span);
      stretches.back().to = std::max(stretches.back().to, span.to);
      if (number < first || number > last) continue;
      shifts.push_back({span, {}});
      in.push_back(stretches.size() - 1);
    }
  }
  for (std::size_t i = 0; i < shifts.size(); ++i)
    shifts[i].stretch = stretches[in[i]];
  return shifts;
}

/// When vehicles arrive for a shift: those for the first of a stretch come earlier by the lead, and
/// none comes within the tail of the stretch's end. Where one shift joins another nothing opens or
/// closes, so there is nothing to come before.
OpenSpan arrival_window(const Shift& shift, const Flow& flow) {
  const sim::Micros lead = shift.joins() ? 0 : flow.lead_s * sim::k_second;
  return {shift.span.from - lead,
          std::min(shift.span.to, shift.stretch.to - flow.tail_s * sim::k_second)};
}

/// Windows of a month's shifts. Should all of them lie within a tail, vehicles come while they
/// last.
std::vector<OpenSpan> arrival_windows(const std::vector<Shift>& shifts, const Flow& flow) {
  std::vector<OpenSpan> windows;
  for (const Shift& shift : shifts) {
    const OpenSpan window = arrival_window(shift, flow);
    if (window.from < window.to) windows.push_back(window);
  }
  if (windows.empty())
    for (const Shift& shift : shifts)
      windows.push_back(shift.span);
  return windows;
}

int month_number(const CivilDate& d) { return d.year * 12 + static_cast<int>(d.month) - 1; }

CivilDate month_start(int month) { return {month / 12, static_cast<unsigned>(month % 12) + 1, 1}; }

double month_share(const Flow& flow, int month) {
  if (flow.months.empty()) {
    const auto days = static_cast<double>(days_from_civil(month_start(month + 1)) -
                                          days_from_civil(month_start(month)));
    return days / k_year_days;
  }
  const double total = std::accumulate(flow.months.begin(), flow.months.end(), 0.0);
  return flow.months[static_cast<std::size_t>(month % 12)] / total;
}

double carried_share(const Scenario& scenario, const Flow& flow) {
  double share = 0;
  for (const EntityClass& cls : scenario.classes)
    share += cls.flow == flow.id ? cls.share : 0;
  return share;
}

void add_month(const Scenario& scenario, const EntityClass& cls, const Flow& flow, int month,
               RateSum& sum) {
  const double vehicles = flow.annual_kg * cls.share /
                          as_drawn(scenario, cls, cls.payload_kg).mean() * month_share(flow, month);
  const std::vector<OpenSpan> windows =
      arrival_windows(shifts_of(scenario, flow, days_from_civil(month_start(month)),
                                days_from_civil(month_start(month + 1)) - 1),
                      flow);
  double total_s = 0;
  for (const OpenSpan& w : windows)
    total_s += sim::to_seconds(w.to - w.from);
  for (const OpenSpan& w : windows)
    sum.add(w, vehicles / total_s);
}

std::vector<sim::RateChange> flow_rates(const Scenario& scenario, const EntityClass& cls,
                                        sim::Micros horizon) {
  const Flow& flow = find_flow(scenario, cls.flow);
  const DayRange days = days_around_run(scenario);
  const int last = month_number(civil_from_days(days.last));
  RateSum sum;
  for (int month = month_number(civil_from_days(days.first)); month <= last; ++month) {
    add_month(scenario, cls, flow, month, sum);
  }
  return sum.from_zero(horizon);
}

std::vector<sim::RateChange> explicit_rates(const Scenario& scenario, const EntityClass& cls,
                                            sim::Micros horizon) {
  const DayRange days = days_around_run(scenario);
  RateSum sum;
  for (const RatePeriod& period : cls.rates) {
    const std::int64_t first = std::max(days.first, days_from_civil(period.from));
    const std::int64_t last = std::min(days.last, days_from_civil(period.to));
    for (const OpenDay& day : open_days(scenario, cls.hours, first, last)) {
      double open_s = 0;
      for (const OpenSpan& s : day.spans)
        open_s += sim::to_seconds(s.to - s.from);
      for (const OpenSpan& s : day.spans)
        sum.add(s, period.rate_per_day / open_s);
    }
  }
  return sum.from_zero(horizon);
}

}  // namespace

std::vector<sim::RateChange> arrival_rates(const Scenario& scenario, const EntityClass& cls) {
  const sim::Micros horizon = sim::from_seconds(scenario.horizon_s);
  return cls.flow.empty() ? explicit_rates(scenario, cls, horizon)
                          : flow_rates(scenario, cls, horizon);
}

std::vector<DroppedDemand> dropped_demand(const Scenario& scenario) {
  const std::int64_t start = days_from_civil(scenario.start);
  const auto end = start + days_of(scenario);
  const int last_month = month_number(civil_from_days(end - 1));
  std::vector<DroppedDemand> all;
  for (const Flow& flow : scenario.flows) {
    DroppedDemand dropped{flow.id, {}, 0};
    for (int month = month_number(scenario.start); month <= last_month; ++month) {
      const std::int64_t first = days_from_civil(month_start(month));
      const std::int64_t next = days_from_civil(month_start(month + 1));
      const double kg = flow.annual_kg * carried_share(scenario, flow) * month_share(flow, month) *
                        static_cast<double>(std::min(next, end) - std::max(first, start)) /
                        static_cast<double>(next - first);
      if (kg <= 0 || !open_days(scenario, flow.hours, first, next - 1).empty()) continue;
      dropped.months.push_back(month_start(month));
      dropped.kg += kg;
    }
    if (!dropped.months.empty()) all.push_back(std::move(dropped));
  }
  return all;
}

std::vector<JoinedShifts> joined_shifts(const Scenario& scenario) {
  const std::int64_t start = days_from_civil(scenario.start);
  const auto days = days_of(scenario);
  std::vector<JoinedShifts> all;
  for (const Flow& flow : scenario.flows) {
    if (flow.lead_s == 0 && flow.tail_s == 0) continue;
    const std::vector<Shift> shifts = shifts_of(scenario, flow, start, start + days - 1);
    const auto joined = static_cast<int>(
        std::count_if(shifts.begin(), shifts.end(), [](const Shift& s) { return s.joins(); }));
    if (joined > 0) all.push_back({flow.id, static_cast<int>(shifts.size()), joined});
  }
  return all;
}

sim::Micros shortest_stretch(const Scenario& scenario, const Flow& flow) {
  Scenario ordinary;
  ordinary.start = scenario.start;
  ordinary.hours = scenario.hours;
  for (Hours& hours : ordinary.hours) {
    hours.closed_on.clear();
    hours.closures.clear();
  }
  const std::int64_t start = days_from_civil(scenario.start);
  sim::Micros shortest = 0;
  for (const Shift& shift : shifts_of(ordinary, flow, start, start + 6)) {
    const sim::Micros length = shift.stretch.to - shift.stretch.from;
    if (shortest == 0 || length < shortest) shortest = length;
  }
  return shortest;
}

}  // namespace kouan::models
