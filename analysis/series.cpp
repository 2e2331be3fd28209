#include "analysis/series.hpp"

#include <algorithm>

namespace kouan::analysis {

namespace {
constexpr std::size_t k_hours = 24;
constexpr sim::Micros k_longest_by_hour = 31 * sim::k_day;

std::size_t hours_kept(const sim::Model& model) {
  if (model.horizon > k_longest_by_hour) return 0;
  return static_cast<std::size_t>(model.horizon / sim::k_hour);
}
}  // namespace

Series::Series(const sim::Model& model)
    : stages_(model.resources.size()),
      classes_(model.classes.size()),
      days_(static_cast<std::size_t>((model.horizon + sim::k_day - 1) / sim::k_day)),
      warm_hours_(static_cast<std::size_t>((model.warm_up + sim::k_hour - 1) / sim::k_hour)),
      inside_hours_(hours_kept(model)),
      inside_(inside_hours_ * classes_),
      by_day_(days_ * stages_),
      by_hour_(k_hours * stages_),
      tonnes_(days_) {}

void Series::add(const sim::RunResult& run) {
  add_queues(run);
  for (std::size_t i = 0; i < std::min(inside_.size(), run.hourly_inside.size()); ++i)
    inside_[i].add(run.hourly_inside[i]);
  for (std::size_t d = 0; d < days_; ++d) {
    double kg = 0;
    for (std::size_t c = 0; c < classes_; ++c) {
      const std::size_t cell = d * classes_ + c;
      if (cell < run.daily_cleared_kg.size()) kg += run.daily_cleared_kg[cell];
    }
    tonnes_[d].add(kg / 1000);
  }
}

void Series::add_queues(const sim::RunResult& run) {
  if (stages_ == 0) return;
  const std::size_t hours = run.hourly_queue.size() / stages_;
  std::vector<double> day_sum(by_day_.size());
  std::vector<double> hour_sum(by_hour_.size());
  std::vector<double> day_count(days_);
  std::vector<double> hour_count(k_hours);
  for (std::size_t h = 0; h < hours; ++h) {
    const std::size_t day = std::min(h / k_hours, days_ - 1);
    const std::size_t clock = (h + 1) % k_hours;  // the value is that of the hour's
                                                  // end
    const bool warm = h >= warm_hours_;
    day_count[day] += 1;
    hour_count[clock] += warm ? 1 : 0;
    for (std::size_t s = 0; s < stages_; ++s) {
      const double waiting = run.hourly_queue[h * stages_ + s];
      day_sum[day * stages_ + s] += waiting;
      if (warm) hour_sum[clock * stages_ + s] += waiting;
    }
  }
  for (std::size_t i = 0; i < by_day_.size(); ++i)
    if (day_count[i / stages_] > 0) by_day_[i].add(day_sum[i] / day_count[i / stages_]);
  for (std::size_t i = 0; i < by_hour_.size(); ++i)
    if (hour_count[i / stages_] > 0) by_hour_[i].add(hour_sum[i] / hour_count[i / stages_]);
}

Estimate Series::queue_on_day(std::size_t stage, std::size_t day) const {
  return by_day_[day * stages_ + stage].estimate();
}

Estimate Series::queue_at_hour(std::size_t stage, std::size_t hour) const {
  return by_hour_[hour * stages_ + stage].estimate();
}

Estimate Series::inside_at_hour(std::size_t entity_class, std::size_t hour) const {
  return inside_[hour * classes_ + entity_class].estimate();
}

Estimate Series::tonnes_on_day(std::size_t day) const { return tonnes_[day].estimate(); }

}  // namespace kouan::analysis
