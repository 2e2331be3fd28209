#include "analysis/theory/interruptions.hpp"

#include "analysis/theory/general_service.hpp"
#include "analysis/theory/require.hpp"

namespace kouan::analysis::theory {
namespace {

void require_sound(const Breakdowns& breakdowns) {
  require(breakdowns.rate >= 0 && breakdowns.repair.mean >= 0,
          "a failure rate or a mean repair time must be >= 0");
}

/// `q` with a wait that is longer by `delay`.
QueueFigures delayed(QueueFigures q, double lambda, double delay) {
  q.wait += delay;
  q.sojourn += delay;
  q.in_queue = lambda * q.wait;
  q.in_system = lambda * q.sojourn;
  return q;
}

}  // namespace

ServiceMoments completion_time(const ServiceMoments& service, const Breakdowns& breakdowns) {
  require_sound(breakdowns);
  const double stretch = 1 + breakdowns.rate * breakdowns.repair.mean;
  return {service.mean * stretch,
          service.second * stretch * stretch +
              service.mean * breakdowns.rate * breakdowns.repair.second,
          0};
}

QueueFigures mg1_breakdowns(double lambda, const ServiceMoments& service,
                            const Breakdowns& breakdowns) {
  const QueueFigures q = mg1(lambda, completion_time(service, breakdowns));
  if (breakdowns.clock == FailureClock::when_busy) return q;
  const double down_per_up = breakdowns.rate * breakdowns.repair.mean;
  QueueFigures out =
      delayed(q, lambda, breakdowns.rate * breakdowns.repair.second / (2 * (1 + down_per_up)));
  out.wait_share = 1 - (1 - q.utilisation) / (1 + down_per_up);
  return out;
}

double availability(double lambda, const ServiceMoments& service, const Breakdowns& breakdowns) {
  const QueueFigures q = mg1(lambda, completion_time(service, breakdowns));
  const double down_per_up = breakdowns.rate * breakdowns.repair.mean;
  if (breakdowns.clock == FailureClock::always) return 1 / (1 + down_per_up);
  return 1 - (q.utilisation - lambda * service.mean);
}

QueueFigures mg1_vacations(double lambda, const ServiceMoments& service,
                           const ServiceMoments& vacation) {
  require(vacation.mean > 0, "a mean vacation must be > 0");
  QueueFigures q = delayed(mg1(lambda, service), lambda, vacation.second / (2 * vacation.mean));
  q.wait_share = 1;
  return q;
}

}  // namespace kouan::analysis::theory
