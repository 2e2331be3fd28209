// Programs of steps that take several things at once or travel sections.
#include "models/program_writing.hpp"

namespace kouan::models {

using sim::LedgerLayout;
using sim::StepKind;

/// Adds places to what is needed; from here on the way has them.
void ProgramWriter::add_needs(const std::vector<Taken>& places, bool in_order,
                              sim::NeedsDef& needs) {
  for (const Taken& taken : places) {
    const std::uint32_t resource = index_of(scenario_.stages, taken.yard);
    needs.of.push_back({resource, 0, taken.number, taken.keep_free, in_order, true});
    way_.taken[taken.yard] = taken.number;
  }
}

void ProgramWriter::give_up(const std::vector<std::string>& yards) {
  sim::NeedsDef needs;
  for (const std::string& yard : yards) {
    const auto taken = way_.taken.find(yard);
    if (taken == way_.taken.end()) continue;
    needs.of.push_back({index_of(scenario_.stages, yard), 0, taken->second});
    way_.taken.erase(taken);
  }
  if (needs.of.empty()) return;
  model_.needs.push_back(std::move(needs));
  add(StepKind::give_up).needs = static_cast<std::uint32_t>(model_.needs.size() - 1);
}

void ProgramWriter::give_up_all() {
  std::vector<std::string> yards;
  for (const auto& [yard, number] : way_.taken)
    yards.push_back(yard);
  give_up(yards);
}

/// The queue is that of the place named first.
void ProgramWriter::write_step(const Seize& seize_step) {
  const std::string place_before = last_place_;
  const Way way_before = way_;
  sim::NeedsDef needs;
  add_needs(seize_step.places, seize_step.in_order, needs);
  const std::uint32_t asked =
      seize(needs.of.front().resource, seize_step.rules, seize_step.priority);
  model_.needs.push_back(std::move(needs));
  model_.steps[asked].kind = StepKind::take;
  model_.steps[asked].needs = static_cast<std::uint32_t>(model_.needs.size() - 1);
  last_place_ = seize_step.places.front().yard;
  write_otherwise(asked, seize_step.otherwise, seize_step.has_otherwise, place_before, way_before);
}

void ProgramWriter::write_step(const Vacate& vacate) { give_up(vacate.yards); }

/// take, give_up, hold, keep_order, keep_distance, finish.
void ProgramWriter::write_step(const Pass& pass) {
  const std::uint32_t resource = index_of(scenario_.stages, pass.section);
  const Stage& stage = scenario_.stages[resource];
  const SectionRules& rules = *stage.section;
  const std::string place_before = last_place_;
  const Way way_before = way_;
  sim::NeedsDef needs;
  needs.of.push_back({resource,
                      pass.direction.empty() ? 0 : index_of(rules.directions, pass.direction), 1, 0,
                      rules.in_order, rules.exclusive && !rules.turns});
  add_needs(pass.with, false, needs);
  const std::uint32_t asked = seize(resource, pass.rules, pass.priority);
  model_.needs.push_back(std::move(needs));
  model_.steps[asked].kind = StepKind::take;
  model_.steps[asked].needs = static_cast<std::uint32_t>(model_.needs.size() - 1);
  give_up(pass.vacate);
  const std::uint32_t cell = LedgerLayout::resource_cell(resource);
  if (pass.time_s) {
    add_time({StepKind::hold, resource, cell + LedgerLayout::served, &*pass.time_s,
              "service/" + stage.id});
  } else {
    work(StepKind::hold, resource);
  }
  if (!rules.overtaking) {
    add(StepKind::keep_order, resource).ledger = cell + LedgerLayout::interrupted;
    if (rules.following_s > 0)
      add(StepKind::keep_distance, resource).ledger = cell + LedgerLayout::served;
  }
  add(StepKind::finish, resource);
  last_place_ = stage.id;
  write_otherwise(asked, pass.otherwise, pass.has_otherwise, place_before, way_before);
}

}  // namespace kouan::models
