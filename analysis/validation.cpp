#include "analysis/validation.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "analysis/lasting.hpp"
#include "analysis/measures.hpp"
#include "models/amounts.hpp"
#include "models/attributes.hpp"
#include "models/demand.hpp"
#include "models/working_time.hpp"

namespace kouan::analysis {

namespace {

/// What comes through within so much of what was given, or within what chance makes of it, was held
/// back by nothing worth a name: the edges of the period leave as much.
constexpr double k_as_given = 0.02;
/// Of few arrivals or few replications the interval is so wide that anything lies in it: more than
/// this share of what was given is never put down to chance.
constexpr double k_most_by_chance = 0.1;

/// Days of the run [first, last).
struct Period {
  std::size_t first = 0;
  std::size_t last = 0;
};

/// The case's dates within the run, without the warm-up: whole days.
Period period_of(const ValidationCase& of, const models::Compiled& compiled) {
  const std::int64_t start = models::days_from_civil(of.scenario->start);
  const sim::Model& model = compiled.model;
  std::int64_t first = (model.warm_up + sim::k_day - 1) / sim::k_day;
  std::int64_t last = model.horizon / sim::k_day;
  if (of.from) first = std::max(first, models::days_from_civil(*of.from) - start);
  if (of.to) last = std::min(last, models::days_from_civil(*of.to) - start + 1);
  last = std::max(first, last);
  return {static_cast<std::size_t>(first), static_cast<std::size_t>(last)};
}

double open_days(const ValidationCase& of, const models::Compiled& compiled, const Period& period) {
  if (!of.hours.empty()) {
    const std::int64_t start = models::days_from_civil(of.scenario->start);
    const auto first = start + static_cast<std::int64_t>(period.first);
    const auto last = start + static_cast<std::int64_t>(period.last) - 1;
    return static_cast<double>(models::open_days(*of.scenario, of.hours, first, last).size());
  }
  double days = 0;
  for (std::size_t d = period.first; d < period.last; ++d)
    days += compiled.open_day[d] != 0 ? 1 : 0;
  return days;
}

/// By class, of those cleared the share that counts: of capacity what lasts.
std::vector<double> shares_that_count(const ValidationCase& of, const models::Compiled& compiled,
                                      const sim::RunResult& run) {
  std::vector<double> shares(of.scenario->classes.size(), 1);
  if (of.mode != models::DemandMode::saturated) return shares;
  const Window window = observed_window(compiled);
  for (std::size_t c = 0; c < shares.size(); ++c)
    shares[c] = share_that_lasts(run, window, c);
  return shares;
}

/// Sum of a daily series over the period and the classes that count, each `times` as much.
template <typename T>
double total(const ValidationCase& of, const std::vector<T>& daily, const Period& period,
             const std::vector<double>& times) {
  const std::size_t classes = of.scenario->classes.size();
  double sum = 0;
  for (std::size_t d = period.first; d < period.last; ++d)
    for (const std::size_t c : of.classes)
      sum += static_cast<double>(daily[d * classes + c]) * times[c];
  return sum;
}

/// What those cleared in the period count for, `shares` of each class.
double counted(const ValidationCase& of, const sim::RunResult& run, const Period& period,
               std::vector<double> shares, double models::Counts::*unit) {
  for (const std::size_t c : of.classes)
    shares[c] *= of.scenario->classes[c].counts.*unit;
  return total(of, run.daily_cleared, period, shares);
}

/// Vehicles of the classes that count which left on so many days, from how many did in all the time
/// after the warm-up: what begins or ends within a day is in that, and in no whole day.
double departed(const ValidationCase& of, const models::Compiled& compiled,
                const sim::RunResult& run, double days) {
  double sum = 0;
  for (const std::size_t c : of.classes)
    sum += static_cast<double>(run.classes[c].sojourn.count);
  return sum * (days / observed_window(compiled).days);
}

double vehicles(const ValidationCase& of, const models::Compiled& compiled,
                const sim::RunResult& run, const Period& period,
                const std::vector<double>& shares) {
  const auto days = static_cast<double>(period.last - period.first);
  double sum = 0;
  if (of.direction != Direction::outbound) sum += total(of, run.daily_cleared, period, shares);
  if (of.direction != Direction::inbound) sum += departed(of, compiled, run, days);
  return sum;
}

/// Full hours of the period at which the stage's queue was counted.
struct Hours {
  double longest = 0;
  double mean = 0;
};

Hours queue_over(const ValidationCase& of, const sim::RunResult& run, const Period& period) {
  const std::size_t stages = of.scenario->stages.size();
  const std::size_t last = std::min(period.last * 24, run.hourly_queue.size() / stages);
  Hours hours;
  double count = 0;
  for (std::size_t h = period.first * 24; h < last; ++h) {
    const double waiting = run.hourly_queue[h * stages + of.stage.value()];
    hours.longest = std::max(hours.longest, waiting);
    hours.mean += waiting;
    count += 1;
  }
  hours.mean = count > 0 ? hours.mean / count : k_nan;
  return hours;
}

/// Kilometres of queue that one vehicle takes at the stage of the case.
double km_per_vehicle(const ValidationCase& of, const models::Compiled& compiled,
                      const sim::RunResult& run) {
  const Window window = observed_window(compiled);
  const View view{run, *of.scenario, window, of.stage.value()};
  return queue_km_per_vehicle(view);
}

/// Mean over the vehicles of the classes that count; NaN if there are none.
double mean_time(const ValidationCase& of, const sim::RunResult& run,
                 sim::TallySummary sim::ClassResult::*time) {
  double sum_s = 0;
  double count = 0;
  for (const std::size_t c : of.classes) {
    const sim::TallySummary& tally = run.classes[c].*time;
    sum_s += tally.mean_s * static_cast<double>(tally.count);
    count += static_cast<double>(tally.count);
  }
  return count > 0 ? sum_s / count : k_nan;
}

double mean_wait(const ValidationCase& of, const sim::RunResult& run) {
  const sim::TallySummary& waits = run.resources[of.stage.value()].waiting;
  return waits.count > 0 ? waits.mean_s : k_nan;
}

/// Server time taken, blocked or at work, over the services that ended: of those that were under
/// way at both ends of the run what of them lies in it is in the time. When each of them began is
/// not kept, since every service would have to.
double mean_held(const ValidationCase& of, const sim::RunResult& run) {
  const sim::ResourceResult& r = run.resources[of.stage.value()];
  return r.served > 0 ? (r.busy_time_s + r.blocked_time_s) / static_cast<double>(r.served) : k_nan;
}

/// Times are means over all that happens after the warm-up [s].
double time_value(const ValidationCase& of, const sim::RunResult& run) {
  switch (of.measure) {
    case ValidationMeasure::physical_clearance:
      return mean_time(of, run, &sim::ClassResult::physical);
    case ValidationMeasure::document_clearance:
      return mean_time(of, run, &sim::ClassResult::documents);
    case ValidationMeasure::time_in_system:
      return mean_time(of, run, &sim::ClassResult::sojourn);
    case ValidationMeasure::waiting:
      return mean_wait(of, run);
    case ValidationMeasure::time_held:
      return mean_held(of, run);
    default:
      return k_nan;
  }
}

/// What one vehicle of a class adds to the measure [vehicles, t, ...]; nothing of times and queues.
std::function<double(const models::EntityClass&)> weight_of(const ValidationCase& of) {
  using M = ValidationMeasure;
  using Class = models::EntityClass;
  const models::Scenario& scenario = *of.scenario;
  switch (of.measure) {
    case M::vehicles_per_open_day:
    case M::trips_per_day:
      return [](const Class&) { return 1.0; };
    case M::tonnes:
    case M::tonnes_per_open_day:
      return [&scenario](const Class& c) {
        return models::as_drawn(scenario, c, c.payload_kg).mean() / 1000;
      };
    case M::trains_per_day:
      return [](const Class& c) { return c.counts.trains; };
    case M::wagons_per_day:
      return [](const Class& c) { return c.counts.wagons; };
    case M::teu_per_day:
      return [](const Class& c) { return c.counts.teu; };
    default:
      return {};
  }
}

double over(double amount, double days) { return days > 0 ? amount / days : k_nan; }

}  // namespace

bool is_of_stage(ValidationMeasure measure) {
  using M = ValidationMeasure;
  return measure == M::queue_km_max || measure == M::queue_km_at || measure == M::waiting ||
         measure == M::time_held;
}

bool is_time(ValidationMeasure measure) {
  using M = ValidationMeasure;
  return measure == M::physical_clearance || measure == M::document_clearance ||
         measure == M::time_in_system || measure == M::waiting || measure == M::time_held;
}

double validation_value(const ValidationCase& of, const models::Compiled& compiled,
                        const sim::RunResult& run) {
  if (is_time(of.measure)) return time_value(of, run) / of.unit_si;
  const Period period = period_of(of, compiled);
  if (period.first >= period.last) return k_nan;
  const double days = static_cast<double>(period.last - period.first);
  const std::vector<double> shares = shares_that_count(of, compiled, run);
  const auto tonnes = [&] { return total(of, run.daily_cleared_kg, period, shares) / 1000; };
  switch (of.measure) {
    case ValidationMeasure::vehicles_per_open_day:
      return over(vehicles(of, compiled, run, period, shares), open_days(of, compiled, period)) /
             of.unit_si;
    case ValidationMeasure::trips_per_day:
      return over(vehicles(of, compiled, run, period, shares), days) / of.unit_si;
    case ValidationMeasure::tonnes:
      return tonnes() / of.unit_si;
    case ValidationMeasure::tonnes_per_open_day:
      return over(tonnes(), open_days(of, compiled, period)) / of.unit_si;
    case ValidationMeasure::trains_per_day:
      return over(counted(of, run, period, shares, &models::Counts::trains), days) / of.unit_si;
    case ValidationMeasure::wagons_per_day:
      return over(counted(of, run, period, shares, &models::Counts::wagons), days) / of.unit_si;
    case ValidationMeasure::teu_per_day:
      return over(counted(of, run, period, shares, &models::Counts::teu), days) / of.unit_si;
    case ValidationMeasure::queue_km_max:
      return queue_over(of, run, period).longest * km_per_vehicle(of, compiled, run) / of.unit_si;
    case ValidationMeasure::queue_km_at:
      return queue_over(of, run, period).mean * km_per_vehicle(of, compiled, run) / of.unit_si;
    default:
      return k_nan;
  }
}

double demand_value(const ValidationCase& of, const models::Compiled& compiled) {
  const Period period = period_of(of, compiled);
  const auto weight = weight_of(of);
  if (!weight || of.mode == models::DemandMode::saturated || period.first >= period.last)
    return k_nan;
  double sum = 0;
  for (const std::size_t c : of.classes) {
    const models::EntityClass& cls = of.scenario->classes[c];
    if (!models::comes_from_outside(cls) || cls.fleet > 0) return k_nan;
    const auto first = static_cast<sim::Micros>(period.first) * sim::k_day;
    const auto last = static_cast<sim::Micros>(period.last) * sim::k_day;
    sum += weight(cls) * models::expected_arrivals(compiled.model.classes[c], first, last);
  }
  if (of.direction == Direction::both) sum *= 2;
  using M = ValidationMeasure;
  if (of.measure == M::tonnes) return sum / of.unit_si;
  const bool is_of_open_days =
      of.measure == M::vehicles_per_open_day || of.measure == M::tonnes_per_open_day;
  const double days = is_of_open_days ? open_days(of, compiled, period)
                                      : static_cast<double>(period.last - period.first);
  return over(sum, days) / of.unit_si;
}

std::optional<ObservedYear> observed_year(const ValidationCase& of) {
  const bool is_of_all = of.measure == ValidationMeasure::tonnes && !of.names_classes &&
                         of.direction == Direction::inbound && !of.design &&
                         of.mode == models::DemandMode::as_given;
  if (!is_of_all) return std::nullopt;
  const std::int64_t start = models::days_from_civil(of.scenario->start);
  const std::int64_t first = of.from ? models::days_from_civil(*of.from) : start;
  const std::int64_t last =
      of.to ? models::days_from_civil(*of.to) + 1 : start + models::whole_days_of(*of.scenario);
  constexpr std::int64_t k_year = 365;
  if (last - first < k_year || last - first > k_year + 1) return std::nullopt;
  return ObservedYear{of.observed * of.unit_si, models::civil_from_days(first).year};
}

ValidationOutcome judge(const ValidationCase& of, const std::vector<double>& values,
                        double demand) {
  ValidationOutcome outcome;
  outcome.of = &of;
  outcome.simulated = estimate(values);
  outcome.replications = static_cast<int>(values.size());
  outcome.inside = outcome.simulated.known() && outcome.simulated.mean >= of.tolerance.low &&
                   outcome.simulated.mean <= of.tolerance.high;
  // What chance alone makes of the demand is the demand still.
  const double held_back = std::abs(outcome.simulated.mean - demand);
  const double by_chance =
      std::min(outcome.simulated.half_width.value_or(0), k_most_by_chance * demand);
  outcome.returns_demand =
      outcome.simulated.known() && held_back <= std::max(k_as_given * demand, by_chance);
  return outcome;
}

CaseVerdict verdict(const ValidationOutcome& v) {
  if (v.is_unanswered()) return CaseVerdict::unanswered;
  if (v.replications == 0) return CaseVerdict::not_run;
  if (!v.of->design) return v.inside ? CaseVerdict::inside : CaseVerdict::miss;
  if (!v.simulated.known()) return CaseVerdict::no_value;
  if (v.inside) return CaseVerdict::within;
  return v.simulated.mean > v.of->tolerance.high ? CaseVerdict::above : CaseVerdict::below;
}

const char* name_of(CaseVerdict verdict) {
  switch (verdict) {
    case CaseVerdict::not_run:
      return "";
    case CaseVerdict::unanswered:
      return "unanswered";
    case CaseVerdict::inside:
      return "inside";
    case CaseVerdict::miss:
      return "miss";
    case CaseVerdict::no_value:
      return "no-value";
    case CaseVerdict::within:
      return "within";
    case CaseVerdict::above:
      return "above";
    case CaseVerdict::below:
      return "below";
  }
  return "";
}

namespace {

/// Simulated over observed; none where a bound is kept, which says how far nothing is, or where
/// there is nothing to divide by.
std::optional<double> distance_from_observed(const ValidationOutcome& v) {
  const Tolerance& allowed = v.of->tolerance;
  const bool is_bound = !std::isfinite(allowed.low) || !std::isfinite(allowed.high);
  if (is_bound && v.inside) return std::nullopt;
  if (!v.simulated.known() || !(v.of->observed > 0)) return std::nullopt;
  return std::max(0.0, v.simulated.mean / v.of->observed);
}

/// How far the ratio is from 1, to either side; of nothing endlessly far.
double times_off(double ratio) { return std::abs(std::log(ratio)); }

bool is_clearance(ValidationMeasure measure) {
  return measure == ValidationMeasure::physical_clearance ||
         measure == ValidationMeasure::document_clearance;
}

void add(ValidationCount& count, const ValidationOutcome& v) {
  count.unanswered += v.is_unanswered() ? 1 : 0;
  if (verdict(v) == CaseVerdict::not_run && !v.of->design) ++count.not_run;
  if (!v.counts()) return;
  ++count.ran;
  count.inside += v.inside ? 1 : 0;
  count.fitted += v.of->fitted ? 1 : 0;
  count.dependent += v.follows() ? 1 : 0;
  count.tests += v.is_test() ? 1 : 0;
  if (v.is_test() && v.of->mode == models::DemandMode::saturated) {
    ++(v.of->names_classes ? count.capacity_tests_of_some : count.capacity_tests);
    count.capacity_tests_of_some_inside += v.of->names_classes && v.inside ? 1 : 0;
  }
  if (!v.is_test()) return;
  if (is_clearance(v.of->measure)) {
    ++count.clearance_tests;
    count.clearance_tests_inside += v.inside ? 1 : 0;
  }
  count.tests_inside += v.inside ? 1 : 0;
  const std::optional<double> ratio = distance_from_observed(v);
  if (ratio && (!count.farthest || times_off(*ratio) > times_off(*count.farthest)))
    count.farthest = ratio;
}

}  // namespace

ValidationCount count(const std::vector<ValidationOutcome>& validation) {
  ValidationCount count;
  for (const ValidationOutcome& v : validation)
    add(count, v);
  return count;
}

ValidationCount count_of_base(const std::vector<ValidationOutcome>& validation) {
  ValidationCount count;
  for (const ValidationOutcome& v : validation)
    if (v.of_base) add(count, v);
  return count;
}

}  // namespace kouan::analysis
