#include "models/program_writer.hpp"

#include <variant>

#include "models/program_writing.hpp"

namespace kouan::models {

using sim::LedgerLayout;
using sim::Step;
using sim::StepKind;

std::vector<std::string> stages_of(const Visit& visit) {
  return visit.shortest.empty() ? std::vector<std::string>{visit.stage} : visit.shortest;
}

std::string place_of(const ProcessStep& step) {
  if (const auto* visit = std::get_if<Visit>(&step.what)) return stages_of(*visit).front();
  if (const auto* within = std::get_if<Within>(&step.what)) return within->yard;
  if (const auto* unload = std::get_if<Unload>(&step.what)) return unload->store;
  if (const auto* gather = std::get_if<Gather>(&step.what)) return gather->at;
  if (const auto* pass = std::get_if<Pass>(&step.what)) return pass->section;
  if (const auto* seize = std::get_if<Seize>(&step.what)) return seize->places.front().yard;
  if (const auto* appointment = std::get_if<Appointment>(&step.what)) return appointment->book;
  return {};
}

ProgramWriter::ProgramWriter(const Scenario& scenario, const EntityClass& cls, bool replenish,
                             sim::Model& model)
    : scenario_(scenario),
      class_(cls),
      model_(model),
      replenish_(replenish),
      class_hash_(sim::name_hash(cls.id)) {
  for (const Text& title : named_drives(scenario)) {
    const auto number = static_cast<std::uint32_t>(drive_cells_.size());
    drive_cells_[title.en] = LedgerLayout::drive_cell(
        scenario.stages.size(), scenario.stores.size(), scenario.gatherings.size(), number);
  }
}

std::uint32_t ProgramWriter::write() {
  const std::uint32_t first = next();
  write(scenario_.processes[index_of(scenario_.processes, class_.process)].steps);
  give_up_all();
  if (replenish_) add(StepKind::replenish);  // of those whose way met no server
  add(StepKind::depart);
  return first;
}

Step& ProgramWriter::add(StepKind kind, std::uint32_t a) {
  Step step;
  step.kind = kind;
  step.a = a;
  model_.steps.push_back(step);
  return model_.steps.back();
}

/// Number of a draw's purpose from its name within the class; the same name again is the next
/// occurrence.
std::uint64_t ProgramWriter::purpose(const std::string& name) {
  const int occurrence = ++occurrences_[name];
  return sim::name_hash(name + "#" + std::to_string(occurrence), class_hash_);
}

std::uint32_t ProgramWriter::table(const sim::Distribution& d) {
  model_.distributions.push_back(d);
  return static_cast<std::uint32_t>(model_.distributions.size() - 1);
}

void ProgramWriter::write(const Steps& steps) {
  ahead_.emplace_back(steps.begin(), steps.end());
  for (const ProcessStep& step : steps) {
    ++ahead_.back().first;
    std::visit([this](const auto& what) { write_step(what); }, step.what);
  }
  ahead_.pop_back();
}

/// Time that is drawn, or that an attribute of the entity gives.
Step& ProgramWriter::add_time(StepTime time) {
  const bool is_given = time.time->attribute >= 0;
  const bool is_plain = time.kind == StepKind::hold || time.kind == StepKind::travel;
  Step& step = add(is_given && is_plain ? StepKind::work_for : time.kind, time.resource);
  step.ledger = time.ledger;
  if (is_given) {
    step.c = static_cast<std::uint32_t>(time.time->attribute);
  } else {
    step.b = table(*time.time);
    step.purpose = purpose(time.purpose);
  }
  return step;
}

void ProgramWriter::write_step(const Visit& visit) {
  if (visit.shortest.empty()) return write_visit(visit, visit.stage);
  write_shortest(visit);
}

void ProgramWriter::write_visit(const Visit& visit, const std::string& id) {
  const std::uint32_t resource = index_of(scenario_.stages, id);
  const Stage& stage = scenario_.stages[resource];
  if (stage.is_shared) return write_shared(resource);
  const std::string place_before = last_place_;
  const Way way_before = way_;
  const std::uint32_t asked = seize(resource, visit.rules, visit.priority);
  held_.push_back(resource);
  if (stage.blocks_before) reserve_next(resource);
  const bool is_apart = model_.resources[resource].rules.has_value();
  if (stage.service || stage.service_by_class.count(class_.id) > 0) {
    work(is_apart ? StepKind::serve : StepKind::hold, resource);
    if (is_apart) add(StepKind::served, resource);
  }
  last_place_ = stage.id;
  write(visit.steps);
  held_.pop_back();
  add(StepKind::finish, resource);
  if (stage.read_rate < 1.0) write_misread(stage);
  last_place_ = stage.id;
  write_otherwise(asked, visit.otherwise, visit.has_otherwise, place_before, way_before);
}

/// The step that takes the time of the stage.
Step& ProgramWriter::work(StepKind kind, std::uint32_t resource) {
  const Stage& stage = scenario_.stages[resource];
  const auto own = stage.service_by_class.find(class_.id);
  return add_time({kind, resource, LedgerLayout::resource_cell(resource) + LedgerLayout::served,
                   own != stage.service_by_class.end() ? &own->second : &*stage.service,
                   "service/" + stage.id});
}

/// With the read rate go on, else to the stage that takes the misread.
void ProgramWriter::write_misread(const Stage& stage) {
  const std::uint64_t name = purpose("read/" + stage.id);
  const std::uint32_t branch = next();
  add(StepKind::branch);
  model_.steps[branch].purpose = name;
  model_.steps[branch].probability = stage.read_rate;
  write_visit({}, stage.on_misread);
  model_.steps[branch].a = next();
}

void ProgramWriter::write_step(const Within& within) {
  const std::uint32_t resource = index_of(scenario_.stages, within.yard);
  const std::string place_before = last_place_;
  const Way way_before = way_;
  const std::uint32_t asked = seize(resource, within.rules, within.priority);
  held_.push_back(resource);
  last_place_ = within.yard;
  write(within.steps);
  held_.pop_back();
  add(StepKind::finish, resource);
  last_place_ = within.yard;
  write_otherwise(asked, within.otherwise, within.has_otherwise, place_before, way_before);
}

/// Of a drive without a title that of all such drives.
std::uint32_t ProgramWriter::drive_cell(const Travel& travel) const {
  const auto found = drive_cells_.find(travel.title.en);
  return found == drive_cells_.end() ? LedgerLayout::moving : found->second;
}

void ProgramWriter::write_step(const Travel& travel) {
  add_time({StepKind::travel, sim::k_none, drive_cell(travel), &travel.time_s,
            "travel/" + last_place_ + ">" + next_place()});
}

/// Where all ways from here lead next; a place met in some options only is passed over.
std::string ProgramWriter::next_place() const {
  for (auto list = ahead_.rbegin(); list != ahead_.rend(); ++list) {
    for (auto step = list->first; step != list->second; ++step) {
      const std::string place = place_of(*step);
      if (!place.empty()) return place;
    }
  }
  return "-";
}

void ProgramWriter::write_step(const ReachBorder&) { add(StepKind::reach_border); }

void ProgramWriter::write_step(const Declare& declare) {
  Step& step = add(StepKind::declare);
  step.b = table(declare.takes_s);
  step.purpose = purpose("declaration");
}

void ProgramWriter::write_step(const AwaitDocuments&) {
  add(StepKind::await_documents).ledger = LedgerLayout::documents;
}

void ProgramWriter::write_step(const Release&) { add(StepKind::release_documents); }

void ProgramWriter::write_step(const Cleared&) { add(StepKind::clear); }

void ProgramWriter::write_step(const Unload& unload) {
  const std::uint32_t store = index_of(scenario_.stores, unload.store);
  add(StepKind::deposit, store).ledger = LedgerLayout::store_cell(scenario_.stages.size(), store);
  last_place_ = unload.store;
}

std::uint32_t write_program(const Scenario& scenario, const EntityClass& cls, bool replenish,
                            sim::Model& model) {
  return ProgramWriter(scenario, cls, replenish, model).write();
}

}  // namespace kouan::models
