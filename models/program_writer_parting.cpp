// Programs of steps in which entities part and meet, or wait for their time.
#include <algorithm>
#include <utility>

#include "models/program_writing.hpp"

namespace kouan::models {

using sim::LedgerLayout;
using sim::Step;
using sim::StepKind;

/// Steps of a part or a carrier, which holds nothing and has no way on behind them.
void ProgramWriter::write_apart(const Steps& steps) {
  const auto held = std::exchange(held_, {});
  const Ahead ahead = std::exchange(ahead_, {});
  const Way way = std::exchange(way_, {});
  write(steps);
  held_ = held;
  ahead_ = ahead;
  way_ = way;
}

/// fork, jump, the ways each to its end; the jump leads behind them.
void ProgramWriter::write_step(const Parallel& parallel) {
  const auto number = static_cast<std::uint32_t>(model_.forks.size());
  model_.forks.emplace_back();
  add(StepKind::fork, number).ledger = LedgerLayout::parts;
  const std::uint32_t jump = next();
  add(StepKind::jump);
  sim::ForkDef def;
  def.needed = parallel.needed == 0 ? static_cast<std::uint32_t>(parallel.ways.size())
                                    : static_cast<std::uint32_t>(parallel.needed);
  const std::string place_before = last_place_;
  for (const Steps& way : parallel.ways) {
    def.ways.push_back(next());
    last_place_ = place_before;
    write_apart(way);
    add(StepKind::end_way);
  }
  last_place_ = place_before;
  model_.forks[number] = def;
  model_.steps[jump].a = next();
}

/// What those give up who leave the system aboard: as `leave` does, places seized first, then those
/// held over steps, innermost first.
void ProgramWriter::write_held(Step& ride) {
  const auto number_of = [this](sim::NeedsDef needs) {
    if (needs.of.empty()) return sim::k_none;
    model_.needs.push_back(std::move(needs));
    return static_cast<std::uint32_t>(model_.needs.size() - 1);
  };
  sim::NeedsDef seized;
  for (const auto& [yard, number] : way_.taken)
    seized.of.push_back({index_of(scenario_.stages, yard), 0, number});
  sim::NeedsDef held;
  for (auto resource = held_.rbegin(); resource != held_.rend(); ++resource)
    held.of.push_back({*resource});
  ride.needs = number_of(std::move(seized));
  ride.limit = number_of(std::move(held));
}

/// gather, ride, what the carrier does, and where those leave who find no place.
void ProgramWriter::write_step(const Gather& gather) {
  const std::uint32_t number = index_of(scenario_.gatherings, gather.at);
  const Gathering& gathering = scenario_.gatherings[number];
  const std::uint32_t cell =
      LedgerLayout::gathering_cell(scenario_.stages.size(), scenario_.stores.size(), number);
  const std::string& as = gathering.comes_as(class_.id);
  const auto kind = std::distance(gathering.of.begin(), gathering.of.find(as));
  const std::string place_before = last_place_;
  const std::uint32_t first = next();
  Step& step = add(StepKind::gather, number);
  if (gather.patience_s) {
    step.b = table(*gather.patience_s);
    step.purpose = purpose("patience/" + gather.at);
  }
  if (gather.patience_s || gathering.places.count(as) != 0) step.c = first;
  step.limit = gathering.is_meeting() ? static_cast<std::uint32_t>(kind) : 0;
  step.level = gather.as == "whole" ? 1 : 0;
  step.ledger = cell + LedgerLayout::gathering;
  Step& ride = add(StepKind::ride);
  ride.ledger = cell + LedgerLayout::aboard;
  if (!(gathering.into + gathering.onto).empty() || !gather.steps.empty()) write_held(ride);
  if (!gather.steps.empty()) {
    last_place_ = gather.at;
    model_.steps[first + 1].c = next();
    write_apart(gather.steps);
    add(StepKind::disband);
  }
  last_place_ = gather.at;
  write_otherwise(first, gather.otherwise, gather.has_otherwise, place_before, way_);
  model_.steps[first + 1].a = next();
}

void ProgramWriter::write_step(const LetOff&) { add(StepKind::let_off); }

void ProgramWriter::write_step(const Split& split) {
  Step& step = add(StepKind::split, index_of(scenario_.classes, split.into));
  step.probability = split.share;
  step.level = split.clock == "whole" ? 1 : 0;
  step.b = table(split.number);
  step.purpose = purpose("split/" + split.into);
}

/// take_slot, the time after the slot, and what those do who find none or do not come.
void ProgramWriter::write_step(const Appointment& appointment) {
  const std::string place_before = last_place_;
  const std::uint32_t first = next();
  const std::uint32_t number = index_of(scenario_.books, appointment.book);
  Step& slot = add(StepKind::take_slot, number);
  slot.ledger = LedgerLayout::appointed;
  slot.purpose = purpose("early/" + appointment.book);
  slot.probability = appointment.no_show;
  if (appointment.no_show > 0 || scenario_.books[number].most_ahead_s) slot.c = first;
  if (appointment.early_s) slot.b = table(*appointment.early_s);
  if (appointment.late_s) {
    Step& late = add(StepKind::travel);
    late.b = table(*appointment.late_s);
    late.ledger = LedgerLayout::appointed;
    late.purpose = purpose("late/" + appointment.book);
  }
  last_place_ = appointment.book;
  write_otherwise(first, appointment.otherwise, appointment.has_otherwise, place_before, way_);
}

void ProgramWriter::write_step(const WaitUntil& wait) {
  add(StepKind::wait_open, index_of(scenario_.hours, wait.hours)).ledger = LedgerLayout::appointed;
}

}  // namespace kouan::models
