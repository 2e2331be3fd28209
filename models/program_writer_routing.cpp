// Programs of ways that depend on more than chance: conditions, shortest queues, loops, jumps.
#include <algorithm>

#include "models/program_writing.hpp"
#include "models/working_time.hpp"

namespace kouan::models {

using sim::Step;
using sim::StepKind;

/// Number of the hours' schedule in the model: the instants at which they open and close in turn.
std::uint32_t ProgramWriter::schedule(const std::string& hours) {
  std::vector<sim::Micros> turns;
  for (const OpenSpan& span : open_spans(scenario_, {1, hours}, "")) {
    turns.push_back(span.from);
    turns.push_back(span.to);
  }
  const auto known = std::find(model_.schedules.begin(), model_.schedules.end(), turns);
  if (known != model_.schedules.end())
    return static_cast<std::uint32_t>(known - model_.schedules.begin());
  model_.schedules.push_back(std::move(turns));
  return static_cast<std::uint32_t>(model_.schedules.size() - 1);
}

/// Number of the condition in the model.
std::uint32_t ProgramWriter::condition(const When& when, bool negated) {
  sim::Condition out;
  out.what = when.what;
  out.how = when.how;
  out.value = when.value;
  out.negated = negated;
  switch (when.what) {
    case sim::Question::open:
      out.of = schedule(when.of);
      break;
    case sim::Question::attribute:
      out.of = static_cast<std::uint32_t>(when.attribute);
      break;
    case sim::Question::waiting:
    case sim::Question::number:
    case sim::Question::free:
      out.of = index_of(scenario_.stages, when.of);
      break;
  }
  model_.conditions.push_back(out);
  return static_cast<std::uint32_t>(model_.conditions.size() - 1);
}

/// The first option whose conditions all hold is taken; those for other classes are not written.
/// What no option takes goes straight on.
void ProgramWriter::write_conditional(const Choose& choose) {
  std::vector<std::uint32_t> ends;
  const std::string place_before = last_place_;
  bool is_left = true;  // somebody may still come to the next option
  const Way before = way_;
  Way after{false, {}};
  for (const Option& option : choose.options) {
    if (!is_left || !option.is_for(class_.id)) continue;
    std::vector<std::uint32_t> past;
    for (const When& when : option.when) {
      const std::uint32_t number = condition(when, true);
      past.push_back(next());
      add(StepKind::branch_if).c = number;
    }
    last_place_ = place_before;
    way_ = before;
    write(option.steps);
    after = joined(after, way_);
    is_left = !option.when.empty();
    if (!is_left) break;
    ends.push_back(next());
    add(StepKind::jump);
    for (const std::uint32_t branch : past)
      model_.steps[branch].a = next();
  }
  for (const std::uint32_t jump : ends)
    model_.steps[jump].a = next();
  last_place_ = place_before;
  way_ = is_left ? joined(after, before) : after;
}

/// A visit to each of the stages, of which the first step chooses one.
void ProgramWriter::write_shortest(const Visit& visit) {
  std::string name = "shortest";
  for (const std::string& id : visit.shortest)
    name += "/" + id;
  const std::size_t number = model_.comparisons.size();
  model_.comparisons.push_back({visit.per_server, !visit.ties_in_order, {}, {}});
  add(StepKind::shortest, static_cast<std::uint32_t>(number)).purpose = purpose(name);
  std::vector<std::uint32_t> ends;
  const std::string place_before = last_place_;
  const auto labels_before = labels_;
  const Way before = way_;
  Way after{false, {}};
  for (const std::string& id : visit.shortest) {
    way_ = before;
    labels_ = labels_before;  // each lane has the inner steps, and their labels, for itself
    model_.comparisons[number].resources.push_back(index_of(scenario_.stages, id));
    model_.comparisons[number].steps.push_back(next());
    last_place_ = place_before;
    write_visit(visit, id);
    after = joined(after, way_);
    ends.push_back(next());
    add(StepKind::jump);
  }
  for (const std::uint32_t jump : ends)
    model_.steps[jump].a = next();
  last_place_ = visit.shortest.front();
  way_ = after;
}

void ProgramWriter::write_step(const Assign& assign) {
  Step& step = add(StepKind::assign, static_cast<std::uint32_t>(assign.attribute));
  step.b = table(assign.value);
  const std::string& name = scenario_.attributes[static_cast<std::size_t>(assign.attribute)];
  step.purpose = purpose((assign.adds ? "add/" : "assign/") + name);
  if (assign.adds) step.limit = 1;
  if (class_.payload_kg.attribute == assign.attribute) step.c = 0;
}

/// Further rounds draw anew.
void ProgramWriter::jump_back(std::uint32_t step) {
  add(StepKind::lap);
  add(StepKind::jump, step);
}

void ProgramWriter::write_step(const Repeat& repeat) {
  const std::uint32_t begin = next();
  write(repeat.steps);
  const std::uint32_t question = next();
  if (repeat.when.empty()) {
    const std::uint64_t name = purpose("repeat/" + last_place_);
    Step& branch = add(StepKind::branch);
    branch.purpose = name;
    branch.probability = 1 - repeat.again;
  } else {
    const std::uint32_t number = condition(repeat.when.front(), true);
    add(StepKind::branch_if).c = number;
  }
  jump_back(begin);
  model_.steps[question].a = next();
}

void ProgramWriter::write_step(const Label& label) {
  if (!way_.comes) way_ = way_to_[label.name];
  way_.comes = true;
  labels_[label.name] = next();
  for (const std::uint32_t jump : jumps_[label.name])
    model_.steps[jump].a = next();
  jumps_.erase(label.name);
  last_place_ = label.name;
}

void ProgramWriter::write_step(const GoTo& go_to) {
  const auto label = labels_.find(go_to.label);
  if (label != labels_.end()) {
    jump_back(label->second);
  } else {
    jumps_[go_to.label].push_back(next());
    way_to_[go_to.label] = way_;
    add(StepKind::jump);
  }
  way_.comes = false;
}

}  // namespace kouan::models
