#include "sim/recursion.hpp"

#include <algorithm>
#include <numeric>

#include "sim/fingerprint.hpp"

namespace kouan::sim {
namespace {

/// The slots of a stage are kept in order by insertion, which is for few.
constexpr std::int32_t k_most_servers = 64;

Observed observed(const Model& model) { return {model.warm_up, model.horizon}; }

/// A stage with room for all who wait, where all servers are open or none.
bool is_simple(const ResourceDef& def) {
  ResourceDef plain;
  plain.name = def.name;
  plain.capacity = def.capacity;
  if (!(def == plain)) return false;
  std::int32_t most = 0;
  for (const CapacityChange& change : def.capacity)
    most = std::max(most, change.servers);
  return most <= k_most_servers &&
         std::all_of(def.capacity.begin(), def.capacity.end(), [&](const CapacityChange& change) {
           return change.servers == 0 || change.servers == most;
         });
}

/// Whether somebody's way depends on how many are at the resource.
bool is_asked_for(const Model& model, std::uint32_t resource) {
  const bool in_conditions =
      std::any_of(model.conditions.begin(), model.conditions.end(), [&](const Condition& c) {
        const bool is_elsewhere = c.what == Question::open || c.what == Question::attribute;
        return !is_elsewhere && c.of == resource;
      });
  return in_conditions ||
         std::any_of(model.comparisons.begin(), model.comparisons.end(), [&](const Shortest& s) {
           return std::find(s.resources.begin(), s.resources.end(), resource) != s.resources.end();
         });
}

/// Whether all come one by one, as their rate says, and carry nothing of their own.
bool comes_plainly(const ClassDef& def) {
  return def.source == SourceKind::timed && def.at_start == 0 && def.limit < 0 &&
         def.batch.kind == DistributionKind::constant && def.batch.a == 1 && def.trace.empty() &&
         def.payload_attribute == k_none;
}

bool is_simple_seize(const Model& model, const Step& step) {
  Step plain;
  plain.kind = StepKind::seize;
  plain.a = step.a;
  if (!(step == plain) || !is_simple(model.resources[step.a])) return false;
  if (is_asked_for(model, step.a)) return false;
  return std::count_if(model.steps.begin(), model.steps.end(), [&](const Step& other) {
           return other.kind == StepKind::seize && other.a == step.a;
         }) == 1;
}

}  // namespace

bool qualifies_for_recursion(const Model& model, std::uint32_t c) {
  if (!comes_plainly(model.classes[c]) || !model.stoppages.empty()) return false;
  for (std::size_t i = model.classes[c].first_step;; ++i) {
    const Step& step = model.steps[i];
    switch (step.kind) {
      case StepKind::seize:
        if (!is_simple_seize(model, step)) return false;
        if (model.steps[i + 1].kind != StepKind::hold || model.steps[i + 1].a != step.a ||
            model.steps[i + 2].kind != StepKind::finish)
          return false;
        i += 2;
        break;
      case StepKind::travel:
      case StepKind::reach_border:
      case StepKind::clear:
        break;
      case StepKind::depart:
        return true;
      default:
        return false;
    }
  }
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
  in_service_.resize(static_cast<std::size_t>(std::max(servers, 1)));
  free_at_.resize(in_service_.size(), 0);
  server_.resize(in_service_.size());
  std::iota(server_.begin(), server_.end(), std::uint64_t{0});
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

/// The longest queue at the end of an instant: it can only be longer than before if the one as many
/// places back waits still.
void RecursiveStage::note_queue(Micros arrival, Micros start) {
  starts_.push(start);
  while (starts_.more_wait(arrival, queue_max_))
    starts_.reserve(++queue_max_);
}

/// The server that becomes free first takes the entity; whom it served last is done. Without
/// branches that chance decides: the end goes up through the servers as a bubble.
void RecursiveStage::take_server(const Passage& entity, Micros end) {
  Micros* const free_at = free_at_.data();
  std::uint64_t* const server = server_.data();
  std::uint64_t taken = server[0];
  Passage& place = in_service_[taken];
  if (place.serial != Passage::k_nobody) done_.push(place);
  place = entity;
  place.at = end;
  const std::size_t last = free_at_.size() - 1;
  for (std::size_t i = 0; i < last; ++i) {
    // All ones where the next one is the earlier, or as early, and moves down.
    const std::uint64_t moves = std::uint64_t{0} - std::uint64_t{free_at[i + 1] <= end};
    const std::uint64_t swap = (taken ^ server[i + 1]) & moves;
    const Micros next_free_at = free_at[i + 1];
    free_at[i] = std::min(next_free_at, end);
    server[i] = taken ^ swap;
    taken = server[i + 1] ^ swap;
    end = std::max(next_free_at, end);
  }
  free_at[last] = end;
  server[last] = taken;
}

RecursiveStage::Service RecursiveStage::serve(const Passage& entity, double service_s) {
  const Micros start = start_of(entity.at);
  note_queue(entity.at, start);
  // Who starts after the end of the run needs no service time, which could lie beyond all numbers.
  const Micros end = start > observed_.to ? start : start + from_seconds(service_s);
  if (start > observed_.to) {
    ++never_served_;
  } else {
    take_server(entity, end);
  }
  return {entity.at, start, end, entity.serial};
}

/// Enters the services of this pass in the books.
void RecursiveStage::enter(const Books& books) {
  ResourceState& r = books.resources[resource_];
  Micros last_end = 0;
  std::uint64_t fingerprint = 0;
  for (const Service& service : services_) {
    last_end = std::max(last_end, service.end);
    fingerprint += resume_hash(service.end, service.serial, hold_);
  }
  if (services_.front().arrival < observed_.from || last_end > observed_.to)
    return enter_at_the_edge(r, books);
  books.events += services_.size();
  books.fingerprint += fingerprint;
  enter_within(r);
}

/// All lies within what is observed.
void RecursiveStage::enter_within(ResourceState& r) {
  Micros waiting = 0;
  Micros served = 0;
  waits_.resize(services_.size());
  for (std::size_t i = 0; i < services_.size(); ++i) {
    const Service& service = services_[i];
    waits_[i] = service.start - service.arrival;
    waiting += service.start - service.arrival;
    served += service.end - service.start;
  }
  r.waits.add(waits_);
  r.served += static_cast<std::int64_t>(services_.size());
  waiting_ += waiting;
  served_ += served;
  if (!ever_closes_) return;
  for (const Service& service : services_)
    closed_ +=
        closed_until(start_period_, service.start) - closed_until(arrival_period_, service.arrival);
}

/// Some of it lies in the warm-up or beyond the end of the run.
void RecursiveStage::enter_at_the_edge(ResourceState& r, const Books& books) {
  for (const Service& service : services_) {
    const Micros from = observed_.cut(service.arrival);
    const Micros to = observed_.cut(service.start);
    waiting_ += to - from;
    closed_ += closed_until(start_period_, to) - closed_until(arrival_period_, from);
    if (service.start > observed_.to) continue;
    if (service.start >= observed_.from) r.waits.add(service.start - service.arrival);
    served_ += observed_.between(service.start, service.end);
    if (service.end > observed_.to) continue;
    ++books.events;
    books.fingerprint += resume_hash(service.end, service.serial, hold_);
    if (service.end >= observed_.from) ++r.served;
  }
}

void RecursiveStage::pass(std::vector<Passage>& flow, Micros bound, const Draws& draws,
                          DrawBlocks& service, const Books& books) {
  ResourceState& r = books.resources[resource_];
  services_.resize(flow.size());
  for (std::size_t i = 0; i < flow.size(); ++i)
    services_[i] = serve(flow[i], service.value(draws, flow[i].serial));
  if (!services_.empty()) enter(books);
  while (changes_at_ <= bound)
    change_servers();
  give_on(flow, bound);
  r.waiting_by_recursion = starts_.waiting(bound, queue_max_);
  if (bound == observed_.from) queue_max_ = r.waiting_by_recursion;
}

void RecursiveStage::give_on(std::vector<Passage>& flow, Micros bound) {
  for (std::size_t i = 0; i < free_at_.size() && free_at_[i] <= bound; ++i) {
    Passage& place = in_service_[server_[i]];
    if (place.serial == Passage::k_nobody) continue;
    done_.push(place);
    place.serial = Passage::k_nobody;
  }
  flow.clear();
  for (; !done_.empty() && done_.front().at <= bound; done_.pop())
    flow.push_back(done_.front());
}

std::size_t RecursiveStage::inside() const {
  const auto served =
      std::count_if(in_service_.begin(), in_service_.end(),
                    [](const Passage& place) { return place.serial != Passage::k_nobody; });
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

Recursion::Recursion(const Model& model, std::uint32_t class_index, const Draws& draws,
                     std::vector<DrawBlocks>& blocks)
    : model_(model),
      class_index_(class_index),
      draws_(draws),
      blocks_(blocks),
      observed_(observed(model)),
      next_arrival_(-1) {
  for (std::uint32_t i = model.classes[class_index].first_step;
       model.steps[i].kind != StepKind::depart; ++i) {
    const StepKind kind = model.steps[i].kind;
    places_.push_back({kind, i, stages_.size()});
    if (kind != StepKind::seize) continue;
    stages_.emplace_back(model, i, observed_);
    i += 2;
  }
}

void Recursion::arrive(Micros bound, const Books& books) {
  const ClassDef& def = model_.classes[class_index_];
  ClassState& state = books.state;
  if (next_arrival_ < 0) next_arrival_ = next_arrival(model_, def, draws_, state, 0);
  flow_.clear();
  while (next_arrival_ <= bound) {
    const Micros at = next_arrival_;
    flow_.push_back({at, at, at, state.sent++});
    ++state.arrived;
    ++books.events;
    books.fingerprint += other_hash(at, Rank::arrival, class_index_);
    next_arrival_ = next_arrival(model_, def, draws_, state, at);
  }
}

/// Those who set out, and those who come, in order of coming and then of setting out.
void Recursion::travel(Place& place, Micros bound, const Books& books) {
  const Step& step = model_.steps[place.step];
  auto& heap = place.under_way;
  const auto later = [](const auto& a, const auto& b) {
    return a.second.at != b.second.at ? a.second.at > b.second.at : a.first > b.first;
  };
  for (Passage& entity : flow_) {
    const Micros from = entity.at;
    entity.at += from_seconds(blocks_[step.b].value(draws_, entity.serial));
    place.driving += observed_.between(from, entity.at);
    if (entity.at <= observed_.to) {
      ++books.events;
      books.fingerprint += resume_hash(entity.at, entity.serial, place.step);
    }
    heap.emplace_back(drives_++, entity);
    std::push_heap(heap.begin(), heap.end(), later);
  }
  flow_.clear();
  while (!heap.empty() && heap.front().second.at <= bound) {
    std::pop_heap(heap.begin(), heap.end(), later);
    flow_.push_back(heap.back().second);
    heap.pop_back();
  }
}

void Recursion::clear(const Books& books) {
  ClassState& state = books.state;
  times_.clear();
  for (const Passage& entity : flow_) {
    const double payload_kg = state.payloads.value(draws_, entity.serial);
    const std::size_t cell =
        static_cast<std::size_t>(entity.at / k_day) * model_.classes.size() + class_index_;
    ++books.series.daily_cleared[cell];
    books.series.daily_cleared_kg[cell] += payload_kg;
    if (entity.at < observed_.from) continue;
    ++state.cleared;
    state.cleared_kg += payload_kg;
    times_.push_back(entity.at - entity.at_border);
  }
  state.physical.add(times_);
}

void Recursion::depart(const Books& books) {
  books.state.departed += static_cast<std::int64_t>(flow_.size());
  times_.clear();
  for (const Passage& entity : flow_) {
    if (entity.at >= observed_.from) times_.push_back(entity.at - entity.arrived);
  }
  books.state.sojourn.add(times_);
}

void Recursion::advance_until(Micros bound, const Books& books) {
  arrive(bound, books);
  for (Place& place : places_) {
    switch (place.kind) {
      case StepKind::seize: {
        DrawBlocks& service = blocks_[model_.steps[place.step + 1].b];
        stages_[place.stage].pass(flow_, bound, draws_, service, books);
        break;
      }
      case StepKind::travel:
        travel(place, bound, books);
        break;
      case StepKind::reach_border:
        for (Passage& entity : flow_)
          entity.at_border = entity.at;
        break;
      default:
        clear(books);
        break;
    }
  }
  depart(books);
}

void Recursion::close(const Books& books) {
  for (RecursiveStage& stage : stages_)
    stage.close(books);
  for (const Place& place : places_) {
    if (place.kind == StepKind::travel)
      books.ledger[model_.steps[place.step].ledger] += place.driving;
  }
}

std::size_t Recursion::inside() const {
  std::size_t inside = 0;
  for (const RecursiveStage& stage : stages_)
    inside += stage.inside();
  for (const Place& place : places_)
    inside += place.under_way.size();
  return inside;
}

}  // namespace kouan::sim
