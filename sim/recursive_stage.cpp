#include "sim/recursive_stage.hpp"

#include <algorithm>
#include <utility>

#include "sim/fingerprint.hpp"
#include "sim/wide_sums.hpp"

namespace kouan::sim {
namespace {

using Key = RecursiveStage::Key;

Key earlier(Key a, Key b) { return a < b ? a : b; }
Key later(Key a, Key b) { return a < b ? b : a; }
/// The instant of a key, still in its place.
Key instant(Key key) { return key & ~RecursiveStage::k_numbers; }

/// When servers become free, in order: N of them, which are kept in the processor's registers.
template <std::size_t N>
class FewServers {
 public:
  explicit FewServers(std::vector<Key>& all) : all_(all.data()) {
    load(k_all);
    free_ = instant(keys_[0]);
  }
  Key first() const { return keys_[0]; }
  Key first_instant() const { return free_; }
  /// The first becomes free at `end`, with that number, which goes up through the others as a
  /// bubble, without branches that chance would decide.
  void replace_first(Key end, Key number) {
    // Known by another way before the bubble has gone up: the next start waits for nothing else.
    free_ = N > 1 ? earlier(instant(keys_[N > 1 ? 1 : 0]), end) : end;
    bubble(end + number, std::make_index_sequence<N - 1>());
  }
  void store() { store(k_all); }

 private:
  static constexpr std::make_index_sequence<N> k_all{};
  template <std::size_t... K>
  void load(std::index_sequence<K...>) {
    ((keys_[K] = all_[K]), ...);
  }
  template <std::size_t... K>
  void store(std::index_sequence<K...>) {
    ((all_[K] = keys_[K]), ...);
  }
  template <std::size_t... K>
  void bubble(Key moving, std::index_sequence<K...>) {
    [[maybe_unused]] const auto pass = [this, &moving](std::size_t k) {
      const Key next = keys_[k + 1];
      keys_[k] = earlier(next, moving);
      moving = later(next, moving);
    };
    (pass(K), ...);
    keys_[N - 1] = moving;
  }

  Key keys_[N];
  Key free_;  ///< instant of the first
  Key* all_;
};

/// The same of any number.
class ManyServers {
 public:
  explicit ManyServers(std::vector<Key>& all) : keys_(all.data()), last_(all.size() - 1) {}
  Key first() const { return keys_[0]; }
  Key first_instant() const { return instant(keys_[0]); }
  void replace_first(Key end, Key number) {
    Key moving = end + number;
    for (std::size_t k = 0; k < last_; ++k) {
      const Key next = keys_[k + 1];
      keys_[k] = earlier(next, moving);
      moving = later(next, moving);
    }
    keys_[last_] = moving;
  }
  void store() const {}

 private:
  Key* keys_;
  std::size_t last_;
};

}  // namespace

std::span<Micros> Starts::room_for(std::size_t count, std::int64_t longest) {
  forget(static_cast<std::size_t>(longest));  // who made that queue is kept
  times_.resize(times_.size() + count);
  return std::span(times_).last(count);
}

std::int64_t Starts::longest_queue(const Flow& came, std::int64_t longest) const {
  auto back = static_cast<std::size_t>(longest);
  const std::size_t before = times_.size() - came.size();  // at least `back`
  // The queue can only be longer than before if the one as many places back waits still.
  if (!any_later(times_.data() + before - back, came.at.data(), came.size())) return longest;
  for (std::size_t i = 0; i < came.size(); ++i) {
    while (back <= before + i && times_[before + i - back] > came.at[i])
      ++back;
  }
  return static_cast<std::int64_t>(back);
}

/// Gives up all but the last `kept`, once there are so many more that moving those costs little.
void Starts::forget(std::size_t kept) {
  constexpr std::size_t k_room = 4096;
  if (times_.size() < 2 * kept + k_room) return;
  times_.erase(times_.begin(), times_.end() - static_cast<std::ptrdiff_t>(kept));
}

std::int64_t Starts::waiting(Micros t, std::int64_t most) const {
  std::int64_t few = 0;
  std::int64_t many = std::min(most, static_cast<std::int64_t>(times_.size()));
  while (few < many) {
    const std::int64_t middle = few + (many - few) / 2;
    (at(middle) > t ? few : many) = at(middle) > t ? middle + 1 : middle;
  }
  return few;
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

/// Start and end of the work of those who come: each is given the server that becomes free first.
/// Returns where it stopped: the work of those from there on begins beyond the end of the run.
template <class Servers>
std::size_t RecursiveStage::serve(const Flow& flow, std::size_t first, std::size_t last) {
  Servers servers(free_);
  const auto key = [](Micros t) {
    return std::min(t, 2 * k_longest_recursion - 1) << k_number_bits;
  };
  const auto limit = [&] { return key(std::min(changes_at_, observed_.to + 1)); };
  const Micros* const arrivals = flow.at.data();
  Micros* const starts = starts_.data();
  Micros* const ends = ends_.data();
  Key* const freed_by = freed_by_.data();
  Key opens = key(opened_at_);
  Key changes = limit();
  Key number = static_cast<Key>(free_.size() - first);  // less the place in the flow
  for (std::size_t i = first; i < last; ++i) {
    Key start = later(later(arrivals[i] << k_number_bits, opens), servers.first_instant());
    freed_by[i] = servers.first();
    if (start >= changes) [[unlikely]] {
      servers.store();
      read_free();
      const Micros at = start_of(arrivals[i]);
      if (at > observed_.to) return i;
      start = key(at);
      opens = key(opened_at_);
      changes = limit();
    }
    const Key end = start + (earlier(ends[i], k_longest_recursion) << k_number_bits);
    starts[i] = start >> k_number_bits;
    ends[i] = end >> k_number_bits;
    servers.replace_first(end, number + static_cast<Key>(i));
  }
  servers.store();
  read_free();
  return last;
}

std::size_t RecursiveStage::serve_some(const Flow& flow, std::size_t first, std::size_t last) {
  switch (free_at_.size()) {
    case 1:
      return serve<FewServers<1>>(flow, first, last);
    case 2:
      return serve<FewServers<2>>(flow, first, last);
    case 3:
      return serve<FewServers<3>>(flow, first, last);
    case 4:
      return serve<FewServers<4>>(flow, first, last);
    default:
      return serve<ManyServers>(flow, first, last);
  }
}

void RecursiveStage::read_free() {
  for (std::size_t k = 0; k < free_at_.size(); ++k)
    free_at_[k] = free_[k] >> k_number_bits;
}

/// All who come, as many at a time as there are numbers for.
void RecursiveStage::serve(const Flow& flow) {
  const std::size_t servers = free_at_.size();
  const std::size_t most = static_cast<std::size_t>(k_numbers) + 1 - servers;
  starts_ = begun_.room_for(flow.size(), queue_max_);
  freed_by_.resize(flow.size());
  free_.resize(servers);
  std::size_t first = 0;
  std::size_t served = 0;
  while (first < flow.size() && served == first) {
    for (std::size_t k = 0; k < servers; ++k)
      free_[k] = (free_at_[k] << k_number_bits) + static_cast<Key>(k);
    const std::size_t last = std::min(flow.size(), first + most);
    served = serve_some(flow, first, last);
    hand_out(flow, first, served);
    first = last;
  }
  for (std::size_t i = served; i < flow.size(); ++i)
    starts_[i] = ends_[i] = start_of(flow.at[i]);
  never_served_ += static_cast<std::int64_t>(flow.size() - served);
}

/// Who had the servers that were given to the flow from `first` to `served` is done, in order of
/// the ends of their work; who has them now is noted. Servers that nobody had come before all
/// others.
void RecursiveStage::hand_out(const Flow& flow, std::size_t first, std::size_t served) {
  const std::size_t servers = serves_.size();
  numbered_.resize(servers + served - first);
  std::copy(serves_.begin(), serves_.end(), numbered_.begin());
  std::copy(flow.serial.data() + first, flow.serial.data() + served, numbered_.data() + servers);
  const auto whose = [numbered = numbered_.data()](Key key) { return numbered[key & k_numbers]; };
  for (std::size_t k = 0; k < servers; ++k)
    serves_[k] = whose(free_[k]);
  while (first < served && whose(freed_by_[first]) == k_nobody)
    ++first;
  const std::size_t done = done_.size();
  done_.resize(done + served - first);
  const Key* const freed_by = freed_by_.data() + first;
  Micros* const at = done_.at.data() + done;
  std::uint64_t* const serial = done_.serial.data() + done;
  for (std::size_t i = 0; i < served - first; ++i) {
    at[i] = freed_by[i] >> k_number_bits;
    serial[i] = whose(freed_by[i]);
  }
}

/// Enters the services of this pass in the books.
void RecursiveStage::enter(const Flow& flow, const Books& books) {
  ResourceState& r = books.resources[resource_];
  if (flow.at.front() < observed_.from || last_of(ends_) > observed_.to)
    return enter_at_the_edge(flow, r, books);
  waits_.resize(flow.size());
  const Sums sums = waits_of(flow.at, starts_, ends_, waits_);
  books.events += flow.size();
  books.fingerprint += fingerprint_of(ends_, flow.serial, hold_);
  r.waits.add(waits_);
  r.served += static_cast<std::int64_t>(flow.size());
  waiting_ += sums.waiting;
  served_ += sums.served;
  if (!ever_closes_) return;
  for (std::size_t i = 0; i < flow.size(); ++i)
    closed_ += closed_until(start_period_, starts_[i]) - closed_until(arrival_period_, flow.at[i]);
}

/// Some of it lies in the warm-up or beyond the end of the run.
void RecursiveStage::enter_at_the_edge(const Flow& flow, ResourceState& r, const Books& books) {
  for (std::size_t i = 0; i < flow.size(); ++i) {
    const Micros start = starts_[i];
    const Micros end = ends_[i];
    const Micros from = observed_.cut(flow.at[i]);
    const Micros to = observed_.cut(start);
    waiting_ += to - from;
    closed_ += closed_until(start_period_, to) - closed_until(arrival_period_, from);
    if (start > observed_.to) continue;
    if (start >= observed_.from) r.waits.add(start - flow.at[i]);
    served_ += observed_.between(start, end);
    if (end > observed_.to) continue;
    ++books.events;
    books.fingerprint += resume_hash(end, flow.serial[i], hold_);
    if (end >= observed_.from) ++r.served;
  }
}

void RecursiveStage::pass(Flow& flow, Micros bound, const Draws& draws, DrawBlocks& service,
                          const Books& books) {
  ResourceState& r = books.resources[resource_];
  if (!flow.empty()) {
    ends_.resize(flow.size());
    service.durations(draws, flow.serial, ends_.data());
    serve(flow);
    queue_max_ = begun_.longest_queue(flow, queue_max_);
    enter(flow, books);
  }
  while (changes_at_ <= bound)
    change_servers();
  give_on(flow, bound);
  r.waiting_by_recursion = begun_.waiting(bound, queue_max_);
  if (bound == observed_.from) queue_max_ = r.waiting_by_recursion;
}

/// Those who are done by `bound` take the place of those who came.
void RecursiveStage::give_on(Flow& flow, Micros bound) {
  for (std::size_t i = 0; i < free_at_.size() && free_at_[i] <= bound; ++i) {
    if (serves_[i] == k_nobody) continue;
    done_.add(free_at_[i], serves_[i]);
    serves_[i] = k_nobody;
  }
  std::swap(flow.at, done_.at);
  std::swap(flow.serial, done_.serial);
  const auto later = std::upper_bound(flow.at.begin(), flow.at.end(), bound);
  const auto given = later - flow.at.begin();
  done_.at.assign(later, flow.at.end());
  done_.serial.assign(flow.serial.begin() + given, flow.serial.end());
  flow.resize(static_cast<std::size_t>(given));
}

std::size_t RecursiveStage::inside() const {
  const auto served = std::count_if(serves_.begin(), serves_.end(),
                                    [](std::uint64_t serial) { return serial != k_nobody; });
  return done_.size() + static_cast<std::size_t>(served + never_served_);
}

/// Of what grows with those who wait and those who come in a pass.
std::uint64_t RecursiveStage::bytes() const {
  return done_.bytes() + begun_.bytes() + bytes_of(ends_) + bytes_of(waits_) + bytes_of(freed_by_) +
         bytes_of(numbered_);
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
