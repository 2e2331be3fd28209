#include "sim/recursion.hpp"

#include <algorithm>
#include <span>

#include "sim/fingerprint.hpp"
#include "sim/wide.hpp"

namespace kouan::sim {
namespace {

/// Those who come are carried on so many at a time: what a pass takes stays small.
constexpr std::size_t k_most_in_a_pass = 1U << 16U;

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
  plain.urgency = step.urgency;  // nobody waits elsewhere for the same
  if (!(step == plain) || !is_simple(model.resources[step.a])) return false;
  if (is_asked_for(model, step.a)) return false;
  return std::count_if(model.steps.begin(), model.steps.end(), [&](const Step& other) {
           return other.kind == StepKind::seize && other.a == step.a;
         }) == 1;
}

/// Sum of `other_hash` over arrivals.
KOUAN_WIDE std::uint64_t arrivals_fingerprint(std::span<const Micros> arrivals,
                                              std::uint32_t index) {
  std::uint64_t sum = 0;
  for (const Micros at : arrivals)
    sum += other_hash(at, Rank::arrival, index);
  return sum;
}

}  // namespace

bool qualifies_for_recursion(const Model& model, std::uint32_t c) {
  if (!comes_plainly(model.classes[c]) || !model.stoppages.empty()) return false;
  if (model.horizon >= k_longest_recursion) return false;
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

void Clocks::start(std::span<const Micros> arrivals) {
  while (sent_ - first_ + arrivals.size() > clocks_.size())
    grow();
  for (const Micros at : arrivals)
    of(sent_++) = {at, at};
}

void Clocks::grow() {
  std::vector<Clock> larger(2 * clocks_.size());
  for (std::uint64_t serial = first_; serial < sent_; ++serial)
    larger[serial & (larger.size() - 1)] = of(serial);
  clocks_ = std::move(larger);
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

/// The arrivals up to `bound`, or `most` of them. Returns the instant up to which all have come.
Micros Recursion::arrive(Micros bound, std::size_t most, const Books& books) {
  const ClassDef& def = model_.classes[class_index_];
  ClassState& state = books.state;
  std::span<const double> gaps;
  const auto next_gap = [&] {
    if (gaps.empty()) gaps = state.gaps.values_from(draws_, state.sent);
    if (gaps.empty()) return state.gaps.value(draws_, state.sent);
    const double gap = gaps.front();
    gaps = gaps.subspan(1);
    return gap;
  };
  if (next_arrival_ < 0) next_arrival_ = next_arrival(model_, def, state, next_gap(), 0);
  flow_.clear();
  while (next_arrival_ <= bound && flow_.size() < most) {
    flow_.add(next_arrival_, state.sent++);
    next_arrival_ = next_arrival(model_, def, state, next_gap(), next_arrival_);
  }
  clocks_.start(flow_.at);
  state.arrived += static_cast<std::int64_t>(flow_.size());
  books.events += flow_.size();
  books.fingerprint += arrivals_fingerprint(flow_.at, class_index_);
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

void Recursion::clear(const Books& books) {
  ClassState& state = books.state;
  times_.clear();
  payloads_kg_.resize(flow_.size());
  state.payloads.values(draws_, flow_.serial, payloads_kg_.data());
  for (std::size_t i = 0; i < flow_.size();) {
    const auto day = static_cast<std::size_t>(flow_.at[i] / k_day);
    const Micros day_ends_at = static_cast<Micros>(day + 1) * k_day;
    const std::size_t cell = day * model_.classes.size() + class_index_;
    double of_day_kg = books.series.daily_cleared_kg[cell];
    double observed_kg = state.cleared_kg;
    const std::size_t first = i;
    for (; i < flow_.size() && flow_.at[i] < day_ends_at; ++i) {
      const double payload_kg = payloads_kg_[i];
      of_day_kg += payload_kg;
      if (flow_.at[i] < observed_.from) continue;
      observed_kg += payload_kg;
      times_.push_back(flow_.at[i] - clocks_.of(flow_.serial[i]).at_border);
    }
    books.series.daily_cleared[cell] += static_cast<std::uint32_t>(i - first);
    books.series.daily_cleared_kg[cell] = of_day_kg;
    state.cleared_kg = observed_kg;
  }
  state.cleared += static_cast<std::int64_t>(times_.size());
  state.physical.add(times_);
}

void Recursion::depart(const Books& books) {
  books.state.departed += static_cast<std::int64_t>(flow_.size());
  times_.clear();
  for (std::size_t i = 0; i < flow_.size(); ++i) {
    if (flow_.at[i] >= observed_.from)
      times_.push_back(flow_.at[i] - clocks_.of(flow_.serial[i]).arrived);
    clocks_.stop(flow_.serial[i]);
  }
  clocks_.forget();
  books.state.sojourn.add(times_);
  const bool clears = std::any_of(places_.begin(), places_.end(),
                                  [](const Place& place) { return place.kind == StepKind::clear; });
  if (clears) books.state.cleared_left += static_cast<std::int64_t>(times_.size());
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
        for (std::size_t i = 0; i < flow_.size(); ++i)
          clocks_.of(flow_.serial[i]).at_border = flow_.at[i];
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

/// Of what grows while the run goes on.
std::uint64_t Recursion::bytes() const {
  std::uint64_t bytes = clocks_.bytes() + flow_.bytes() + bytes_of(times_) + bytes_of(payloads_kg_);
  for (const RecursiveStage& stage : stages_)
    bytes += stage.bytes();
  for (const Place& place : places_)
    bytes += bytes_of(place.under_way);
  return bytes;
}

}  // namespace kouan::sim
