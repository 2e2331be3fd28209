#include "sim/recursion.hpp"

#include <algorithm>
#include <numeric>
#include <span>

#include "sim/fingerprint.hpp"
#include "sim/wide.hpp"

namespace kouan::sim {
namespace {

/// Those who come are carried on so many at a time: what a pass takes stays small.
constexpr std::size_t k_most_in_a_pass = 1U << 16U;

Observed observed(const Model& model) { return {model.warm_up, model.horizon}; }

/// Sum of `other_hash` over arrivals.
KOUAN_WIDE std::uint64_t arrivals_fingerprint(std::span<const Micros> arrivals,
                                              std::uint32_t index) {
  std::uint64_t sum = 0;
  for (const Micros at : arrivals)
    sum += other_hash(at, Rank::arrival, index);
  return sum;
}

}  // namespace

Recursion::Recursion(const Model& model, const RecursiveWay& way, const Draws& draws,
                     std::vector<DrawBlocks>& blocks)
    : model_(model),
      way_(way),
      draws_(draws),
      blocks_(blocks),
      observed_(observed(model)),
      next_arrival_(-1) {
  for (std::uint32_t i = way.first_step; model.steps[i].kind != StepKind::depart; ++i) {
    const StepKind kind = model.steps[i].kind;
    places_.push_back({kind, i, stages_.size()});
    if (kind != StepKind::seize) continue;
    stages_.emplace_back(model, i, observed_);
    i += 2;
  }
}

void Recursion::take(Micros now, const Clock& clock) {
  flow_.add(now, clock.serial);
  clocks_.start(clock);
}

/// The arrivals up to `bound`, or `most` of them, into the flow, which is empty. Returns the
/// instant up to which all have come.
Micros Recursion::arrive(Micros bound, std::size_t most, const Books& books) {
  const ClassDef& def = model_.classes[way_.class_index];
  ClassState& state = books.state;
  std::uint64_t sent = state.sent;
  std::span<const double> gaps;
  const auto next_gap = [&] {
    if (gaps.empty()) gaps = state.gaps.values_from(draws_, sent);
    if (gaps.empty()) return state.gaps.value(draws_, sent);
    const double gap = gaps.front();
    gaps = gaps.subspan(1);
    return gap;
  };
  if (next_arrival_ < 0) next_arrival_ = next_arrival(model_, def, state, next_gap(), 0);
  while (next_arrival_ <= bound && flow_.size() < most) {
    flow_.at.push_back(next_arrival_);
    ++sent;
    next_arrival_ = next_arrival(model_, def, state, next_gap(), next_arrival_);
  }
  flow_.serial.resize(flow_.size());
  std::iota(flow_.serial.begin(), flow_.serial.end(), state.sent);
  state.sent = sent;
  clocks_in_row_.start(flow_.at);
  state.arrived += static_cast<std::int64_t>(flow_.size());
  books.events += flow_.size();
  books.fingerprint += arrivals_fingerprint(flow_.at, way_.class_index);
  return std::min(bound, next_arrival_ - 1);
}

/// Those who set out, and those who come, in order of coming and then of setting out.
void Recursion::travel(Place& place, Micros bound, const Books& books) {
  const Step& step = model_.steps[place.step];
  auto& heap = place.under_way;
  const auto later = [](const Drive& a, const Drive& b) {
    return a.ends_at != b.ends_at ? a.ends_at > b.ends_at : a.number > b.number;
  };
  for (std::size_t i = 0; i < flow_.size(); ++i) {
    const Micros from = flow_.at[i];
    const std::uint64_t serial = flow_.serial[i];
    const Micros to = from + from_seconds(blocks_[step.b].value(draws_, serial));
    place.driving += observed_.between(from, to);
    if (to <= observed_.to) {
      ++books.events;
      books.fingerprint += resume_hash(to, serial, place.step);
    }
    heap.push_back({to, drives_++, serial});
    std::push_heap(heap.begin(), heap.end(), later);
  }
  flow_.clear();
  while (!heap.empty() && heap.front().ends_at <= bound) {
    std::pop_heap(heap.begin(), heap.end(), later);
    flow_.add(heap.back().ends_at, heap.back().serial);
    heap.pop_back();
  }
}

/// Of `times_`, which are the flow's, those that end after the warm-up.
std::span<Micros> Recursion::observed_times() {
  const auto first = std::lower_bound(flow_.at.begin(), flow_.at.end(), observed_.from);
  return std::span(times_).subspan(static_cast<std::size_t>(first - flow_.at.begin()));
}

void Recursion::clear(const Books& books) {
  ClassState& state = books.state;
  times_.resize(flow_.size());
  with_clocks([&](auto& clocks) {
    for (std::size_t i = 0; i < flow_.size(); ++i)
      times_[i] = flow_.at[i] - clocks.of(flow_.serial[i]).at_border;
  });
  const std::span<Micros> times = observed_times();
  payloads_kg_.resize(flow_.size());
  state.payloads.values(draws_, flow_.serial, payloads_kg_.data());
  for (std::size_t i = 0; i < flow_.size();) {
    const auto day = static_cast<std::size_t>(flow_.at[i] / k_day);
    const Micros day_ends_at = static_cast<Micros>(day + 1) * k_day;
    const std::size_t cell = day * model_.classes.size() + way_.class_index;
    double of_day_kg = books.series.daily_cleared_kg[cell];
    double observed_kg = state.cleared_kg;
    const std::size_t first = i;
    for (; i < flow_.size() && flow_.at[i] < day_ends_at; ++i) {
      const double payload_kg = payloads_kg_[i];
      of_day_kg += payload_kg;
      if (flow_.at[i] >= observed_.from) observed_kg += payload_kg;
    }
    books.series.daily_cleared[cell] += static_cast<std::uint32_t>(i - first);
    books.series.daily_cleared_kg[cell] = of_day_kg;
    state.cleared_kg = observed_kg;
  }
  state.cleared += static_cast<std::int64_t>(times.size());
  state.physical.add(times);
}

/// Of all in the flow. `times_` are their sojourns afterwards; answers how many of those that are
/// observed had been cleared before they came here.
std::int64_t Recursion::stop_clocks() {
  std::int64_t cleared = 0;
  times_.resize(flow_.size());
  with_clocks([&](auto& clocks) {
    for (std::size_t i = 0; i < flow_.size(); ++i) {
      const auto& clock = clocks.of(flow_.serial[i]);
      times_[i] = flow_.at[i] - clock.arrived;
      if constexpr (requires { clock.is_cleared; })
        cleared += clock.is_cleared && flow_.at[i] >= observed_.from ? 1 : 0;
      clocks.stop(flow_.serial[i]);
    }
  });
  clocks_in_row_.forget();
  return cleared;
}

void Recursion::depart(const Books& books) {
  books.state.departed += static_cast<std::int64_t>(flow_.size());
  const std::int64_t cleared_before = stop_clocks();
  const std::span<Micros> times = observed_times();
  flow_.clear();
  const auto left = static_cast<std::int64_t>(times.size());
  books.state.sojourn.add(times);
  const bool clears = std::any_of(places_.begin(), places_.end(),
                                  [](const Place& place) { return place.kind == StepKind::clear; });
  books.state.cleared_left += clears ? left : cleared_before;
}

/// Where nobody is, only the end of the warm-up is something to be seen.
void Recursion::carry_on(Micros bound, const Books& books) {
  if (!clocks_.empty() || bound == observed_.from) pass(bound, books);
}

/// Never more come in a pass than there is room for, so that none comes unseen to where there is
/// none: all who leave before the next one comes have left by then.
Micros Recursion::advance_until(Micros bound, std::size_t most_inside, const Books& books) {
  for (;;) {
    const std::size_t room = most_inside - std::min(inside(), most_inside);
    const Micros come_until = arrive(bound, std::min(room, k_most_in_a_pass), books);
    pass(come_until, books);
    if (come_until == bound) return -1;
    if (inside() >= most_inside) return next_arrival_;
  }
}

/// Carries those who have come, and those who were on their way, through all places.
void Recursion::pass(Micros bound, const Books& books) {
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
        with_clocks([&](auto& clocks) {
          for (std::size_t i = 0; i < flow_.size(); ++i)
            clocks.of(flow_.serial[i]).at_border = flow_.at[i];
        });
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
  std::size_t inside = flow_.size();
  for (const RecursiveStage& stage : stages_)
    inside += stage.inside();
  for (const Place& place : places_)
    inside += place.under_way.size();
  return inside;
}

/// Of what grows while the run goes on.
std::uint64_t Recursion::bytes() const {
  std::uint64_t bytes = clocks_in_row_.bytes() + clocks_.bytes() + flow_.bytes() +
                        bytes_of(times_) + bytes_of(payloads_kg_);
  for (const RecursiveStage& stage : stages_)
    bytes += stage.bytes();
  for (const Place& place : places_)
    bytes += bytes_of(place.under_way);
  return bytes;
}

}  // namespace kouan::sim
