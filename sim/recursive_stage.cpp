#include "sim/recursive_stage.hpp"

#include <algorithm>
#include <array>

#include "sim/fingerprint.hpp"

namespace kouan::sim {

std::int64_t Starts::enter(const std::vector<Passage>& flow, const std::vector<Micros>& starts,
                           std::int64_t longest) {
  // The queue can only be longer than before if the one as many places back waits still.
  Micros* times = times_.data();
  std::uint64_t mask = times_.size() - 1;
  std::uint64_t count = count_;
  auto back = static_cast<std::uint64_t>(longest);
  for (std::size_t i = 0; i < flow.size(); ++i) {
    times[count++ & mask] = starts[i];
    while (back < count && times[(count - 1 - back) & mask] > flow[i].at)
      [[unlikely]] {
        count_ = count;
        reserve(static_cast<std::int64_t>(++back));
        times = times_.data();
        mask = times_.size() - 1;
      }
  }
  count_ = count;
  return static_cast<std::int64_t>(back);
}

std::int64_t Starts::waiting(Micros t, std::int64_t most) const {
  std::int64_t few = 0;
  std::int64_t many = std::min(most, static_cast<std::int64_t>(count_));
  while (few < many) {
    const std::int64_t middle = few + (many - few) / 2;
    (at(middle) > t ? few : many) = at(middle) > t ? middle + 1 : middle;
  }
  return few;
}

void Starts::reserve(std::int64_t waiting) {
  const std::size_t before = times_.size();
  if (std::cmp_less(waiting + 1, before)) return;
  std::vector<Micros> larger(2 * before, -1);
  for (std::uint64_t i = count_ - std::min<std::uint64_t>(count_, before); i < count_; ++i)
    larger[i & (larger.size() - 1)] = times_[i & (before - 1)];
  times_ = std::move(larger);
}

RecursiveStage::RecursiveStage(const Model& model, std::uint32_t seize_step, Observed observed)
    : resource_(model.steps[seize_step].a),
      hold_(seize_step + 1),
      observed_(observed),
      capacity_(model.resources[resource_].capacity),
      ever_closes_(std::any_of(capacity_.begin(), capacity_.end(),
                               [](const CapacityChange& change) { return change.servers == 0; })) {
  std::int32_t servers = 0;
  Micros closed = 0;
  for (std::size_t i = 0; i < capacity_.size(); ++i) {
    servers = std::max(servers, capacity_[i].servers);
    closed_before_.push_back(closed);
    if (capacity_[i].servers == 0 && i + 1 < capacity_.size())
      closed += capacity_[i + 1].at - capacity_[i].at;
  }
  free_at_.resize(static_cast<std::size_t>(std::max(servers, 1)), 0);
  serves_.resize(free_at_.size(), k_nobody);
  change_servers();  // the first, at time 0
}

/// All servers open or close.
void RecursiveStage::change_servers() {
  const Micros at = capacity_[next_change_].at;
  const bool opens = capacity_[next_change_].servers > 0;
  ++next_change_;
  changes_at_ = next_change_ < capacity_.size() ? capacity_[next_change_].at : k_never;
  opened_at_ = opens ? at : k_never;
  if (opens) return;
  for (const Micros free_at : free_at_) {
    if (free_at > at) overtime_ += observed_.between(at, std::min(free_at, changes_at_));
  }
}

/// The first instant from `arrival` on at which a server is free and open.
Micros RecursiveStage::start_of(Micros arrival) {
  for (;;) {
    const Micros start = std::max({arrival, opened_at_, free_at_.front()});
    if (start < changes_at_ || changes_at_ == k_never) return start;
    change_servers();
  }
}

/// Time with no server open up to `t`; `period` is a cursor for times that do not fall.
Micros RecursiveStage::closed_until(std::size_t& period, Micros t) const {
  while (period + 1 < capacity_.size() && capacity_[period + 1].at <= t)
    ++period;
  const bool is_closed = capacity_[period].servers == 0;
  return closed_before_[period] + (is_closed ? t - capacity_[period].at : 0);
}

/// Start and end of the work of all who come, by N servers, or by as many as there are if N is 0.
/// Whom the first to become free has served is done, and it takes the next. Without branches that
/// chance decides: the new end goes up through the servers as a bubble.
template <std::size_t N>
void RecursiveStage::serve(const std::vector<Passage>& flow) {
  // Few servers are kept in the processor's registers.
  std::array<Micros, std::max<std::size_t>(N, 1)> few_free_at;
  std::array<std::uint64_t, std::max<std::size_t>(N, 1)> few_serve;
  if constexpr (N > 0) {
    std::copy(free_at_.begin(), free_at_.end(), few_free_at.begin());
    std::copy(serves_.begin(), serves_.end(), few_serve.begin());
  }
  Micros* const free_at = N > 0 ? few_free_at.data() : free_at_.data();
  std::uint64_t* const serves = N > 0 ? few_serve.data() : serves_.data();
  const std::size_t last = (N > 0 ? N : free_at_.size()) - 1;
  const std::size_t done_before = done_.size();
  done_.resize(done_before + flow.size());
  Passage* done = done_.data() + done_before;
  Micros* const starts = starts_.data();
  Micros* const ends = ends_.data();
  const Micros run_ends_at = observed_.to;
  Micros opened_at = opened_at_;
  Micros changes_at = changes_at_;
  for (std::size_t i = 0; i < flow.size(); ++i) {
    Micros start = std::max(std::max(flow[i].at, opened_at), free_at[0]);
    if (start >= changes_at) [[unlikely]] {
      if constexpr (N > 0) std::copy(few_free_at.begin(), few_free_at.end(), free_at_.begin());
      start = start_of(flow[i].at);
      opened_at = opened_at_;
      changes_at = changes_at_;
    }
    starts[i] = start;
    if (start > run_ends_at) [[unlikely]] {  // and so do all who come later
      ends[i] = start;
      ++never_served_;
      continue;
    }
    std::uint64_t serial = flow[i].serial;
    Micros end = start + ends[i];
    ends[i] = end;
    *done = {free_at[0], serves[0]};
    done += serves[0] != k_nobody ? 1 : 0;
#pragma GCC unroll 8
    for (std::size_t k = 0; k < last; ++k) {
      // The next one moves down if it is the earlier, or as early.
      const Micros next_free_at = free_at[k + 1];
      const std::uint64_t next_serves = serves[k + 1];
      const std::uint64_t moves = std::uint64_t{0} - std::uint64_t{next_free_at <= end};
      const std::uint64_t swap = (serial ^ next_serves) & moves;
      free_at[k] = std::min(next_free_at, end);
      serves[k] = serial ^ swap;
      serial = next_serves ^ swap;
      end = std::max(next_free_at, end);
    }
    free_at[last] = end;
    serves[last] = serial;
  }
  done_.resize(static_cast<std::size_t>(done - done_.data()));
  if constexpr (N > 0) {
    std::copy(few_free_at.begin(), few_free_at.end(), free_at_.begin());
    std::copy(few_serve.begin(), few_serve.end(), serves_.begin());
  }
}

void RecursiveStage::serve(const std::vector<Passage>& flow) {
  starts_.resize(flow.size());
  switch (free_at_.size()) {
    case 1:
      return serve<1>(flow);
    case 2:
      return serve<2>(flow);
    case 3:
      return serve<3>(flow);
    case 4:
      return serve<4>(flow);
    default:
      return serve<0>(flow);
  }
}

/// Enters the services of this pass in the books.
void RecursiveStage::enter(const std::vector<Passage>& flow, const Books& books) {
  ResourceState& r = books.resources[resource_];
  waits_.resize(flow.size());
  Micros* const waits = waits_.data();
  const Micros* const starts = starts_.data();
  const Micros* const ends = ends_.data();
  Micros last_end = 0;
  std::uint64_t fingerprint = 0;
  for (std::size_t i = 0; i < flow.size(); ++i) {
    last_end = std::max(last_end, ends[i]);
    fingerprint += resume_hash(ends[i], flow[i].serial, hold_);
  }
  if (flow.front().at < observed_.from || last_end > observed_.to)
    return enter_at_the_edge(flow, r, books);
  Micros waiting = 0;  // within the run: sums stay far from the largest number
  Micros served = 0;
  for (std::size_t i = 0; i < flow.size(); ++i) {
    waits[i] = starts[i] - flow[i].at;
    waiting += waits[i];
    served += ends[i] - starts[i];
  }
  books.events += flow.size();
  books.fingerprint += fingerprint;
  r.waits.add(waits_);
  r.served += static_cast<std::int64_t>(flow.size());
  waiting_ += waiting;
  served_ += served;
  if (!ever_closes_) return;
  for (std::size_t i = 0; i < flow.size(); ++i)
    closed_ += closed_until(start_period_, starts[i]) - closed_until(arrival_period_, flow[i].at);
}

/// Some of it lies in the warm-up or beyond the end of the run.
void RecursiveStage::enter_at_the_edge(const std::vector<Passage>& flow, ResourceState& r,
                                       const Books& books) {
  for (std::size_t i = 0; i < flow.size(); ++i) {
    const Micros start = starts_[i];
    const Micros end = ends_[i];
    const Micros from = observed_.cut(flow[i].at);
    const Micros to = observed_.cut(start);
    waiting_ += to - from;
    closed_ += closed_until(start_period_, to) - closed_until(arrival_period_, from);
    if (start > observed_.to) continue;
    if (start >= observed_.from) r.waits.add(start - flow[i].at);
    served_ += observed_.between(start, end);
    if (end > observed_.to) continue;
    ++books.events;
    books.fingerprint += resume_hash(end, flow[i].serial, hold_);
    if (end >= observed_.from) ++r.served;
  }
}

void RecursiveStage::pass(std::vector<Passage>& flow, Micros bound, const Draws& draws,
                          DrawBlocks& service, const Books& books) {
  ResourceState& r = books.resources[resource_];
  if (!flow.empty()) {
    ends_.resize(flow.size());
    service.durations(draws, flow, ends_.data());
    serve(flow);
    queue_max_ = begun_.enter(flow, starts_, queue_max_);
    enter(flow, books);
  }
  while (changes_at_ <= bound)
    change_servers();
  give_on(flow, bound);
  r.waiting_by_recursion = begun_.waiting(bound, queue_max_);
  if (bound == observed_.from) queue_max_ = r.waiting_by_recursion;
}

/// Those who are done by `bound` take the place of those who came.
void RecursiveStage::give_on(std::vector<Passage>& flow, Micros bound) {
  for (std::size_t i = 0; i < free_at_.size() && free_at_[i] <= bound; ++i) {
    if (serves_[i] == k_nobody) continue;
    done_.push_back({free_at_[i], serves_[i]});
    serves_[i] = k_nobody;
  }
  const auto later = std::partition_point(done_.begin(), done_.end(),
                                          [=](const Passage& p) { return p.at <= bound; });
  flow.assign(later, done_.end());
  done_.erase(later, done_.end());
  flow.swap(done_);
}

std::size_t RecursiveStage::inside() const {
  const auto served = std::count_if(serves_.begin(), serves_.end(),
                                    [](std::uint64_t serial) { return serial != k_nobody; });
  return done_.size() + static_cast<std::size_t>(served + never_served_);
}

void RecursiveStage::close(const Books& books) {
  ResourceState& r = books.resources[resource_];
  r.queue_max = queue_max_;
  r.waiting_time.settle(waiting_);
  r.in_use_time.settle(served_);
  r.overtime.settle(overtime_);
  WideMicros* cells = books.ledger + LedgerLayout::resource_cell(resource_);
  cells[LedgerLayout::waiting] += waiting_ - closed_;
  cells[LedgerLayout::closed] += closed_;
  cells[LedgerLayout::served] += served_;
}

}  // namespace kouan::sim
