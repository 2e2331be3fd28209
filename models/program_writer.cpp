#include "models/program_writer.hpp"

#include <map>
#include <stdexcept>
#include <string>
#include <variant>

#include "sim/draw.hpp"

namespace kouan::models {
namespace {

using sim::LedgerLayout;
using sim::Step;
using sim::StepKind;

template <class Items>
std::uint32_t index_of(const Items& items, const std::string& id) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].id == id) return static_cast<std::uint32_t>(i);
  }
  throw std::logic_error("nothing is named " + id);
}

/// Stage, yard or store that the step leads to; empty if none.
std::string place_of(const ProcessStep& step) {
  if (const auto* visit = std::get_if<Visit>(&step.what)) return visit->stage;
  if (const auto* within = std::get_if<Within>(&step.what)) return within->yard;
  if (const auto* unload = std::get_if<Unload>(&step.what)) return unload->store;
  return {};
}

/// First place that the steps lead to: names a choice by what it chooses, not by where it stands.
std::string first_place(const Steps& steps) {
  for (const ProcessStep& step : steps) {
    const std::string place = place_of(step);
    if (!place.empty()) return place;
  }
  return "-";
}

class ProgramWriter {
 public:
  ProgramWriter(const Scenario& scenario, const EntityClass& cls, bool replenish, sim::Model& model)
      : scenario_(scenario),
        class_(cls),
        model_(model),
        replenish_(replenish),
        class_hash_(sim::name_hash(cls.id)) {}

  std::uint32_t write() {
    const std::uint32_t first = next();
    write(scenario_.processes[index_of(scenario_.processes, class_.process)].steps);
    if (replenish_) add(StepKind::replenish);  // of those whose way met no server
    add(StepKind::depart);
    return first;
  }

 private:
  std::uint32_t next() const { return static_cast<std::uint32_t>(model_.steps.size()); }

  Step& add(StepKind kind, std::uint32_t a = sim::k_none) {
    Step step;
    step.kind = kind;
    step.a = a;
    model_.steps.push_back(step);
    return model_.steps.back();
  }

  /// Number of a draw's purpose from its name within the class; the same name again is the next
  /// occurrence.
  std::uint64_t purpose(const std::string& name) {
    const int occurrence = ++occurrences_[name];
    return sim::name_hash(name + "#" + std::to_string(occurrence), class_hash_);
  }

  std::uint32_t table(const sim::Distribution& d) {
    model_.distributions.push_back(d);
    return static_cast<std::uint32_t>(model_.distributions.size() - 1);
  }

  void write(const Steps& steps) {
    ahead_.emplace_back(steps.begin(), steps.end());
    for (const ProcessStep& step : steps) {
      ++ahead_.back().first;
      std::visit([this](const auto& what) { write_step(what); }, step.what);
    }
    ahead_.pop_back();
  }

  void seize(std::uint32_t resource) {
    add(StepKind::seize, resource);
    if (replenish_) add(StepKind::replenish);
  }

  void write_step(const Visit& visit) {
    const std::uint32_t resource = index_of(scenario_.stages, visit.stage);
    const Stage& stage = scenario_.stages[resource];
    seize(resource);
    const auto own = stage.service_by_class.find(class_.id);
    if (own != stage.service_by_class.end() || stage.service) {
      Step& hold = add(StepKind::hold, resource);
      hold.b = table(own != stage.service_by_class.end() ? own->second : *stage.service);
      hold.ledger = LedgerLayout::resource_cell(resource) + LedgerLayout::served;
      hold.purpose = purpose("service/" + stage.id);
    }
    last_place_ = stage.id;
    write(visit.steps);
    add(StepKind::finish, resource);
    if (stage.read_rate < 1.0) write_misread(stage);
    last_place_ = stage.id;
  }

  /// With the read rate go on, else to the stage that takes the misread.
  void write_misread(const Stage& stage) {
    const std::uint64_t name = purpose("read/" + stage.id);
    const std::uint32_t branch = next();
    add(StepKind::branch);
    model_.steps[branch].purpose = name;
    model_.steps[branch].probability = stage.read_rate;
    write_step(Visit{stage.on_misread, {}});
    model_.steps[branch].a = next();
  }

  void write_step(const Within& within) {
    const std::uint32_t resource = index_of(scenario_.stages, within.yard);
    seize(resource);
    last_place_ = within.yard;
    write(within.steps);
    add(StepKind::finish, resource);
    last_place_ = within.yard;
  }

  void write_step(const Travel& travel) {
    Step& step = add(StepKind::travel);
    step.b = table(travel.time_s);
    step.ledger = LedgerLayout::moving;
    step.purpose = purpose("travel/" + last_place_ + ">" + next_place());
  }

  /// Where all ways from here lead next; a place met in some options only is passed over.
  std::string next_place() const {
    for (auto list = ahead_.rbegin(); list != ahead_.rend(); ++list) {
      for (auto step = list->first; step != list->second; ++step) {
        const std::string place = place_of(*step);
        if (!place.empty()) return place;
      }
    }
    return "-";
  }

  /// One draw decides: option i is taken when the uniform lies below the sum of the shares up to i.
  /// Every option starts from the place before the choice, and so does what follows it.
  void write_step(const Choose& choose) {
    std::string name = "choose";
    for (const Option& option : choose.options)
      name += "/" + first_place(option.steps);
    const std::uint64_t draw = purpose(name);
    double upto = 0;
    std::vector<std::pair<std::uint32_t, const Option*>> branches;
    const Option* rest = nullptr;
    for (const Option& option : choose.options) {
      if (option.otherwise) {
        rest = &option;
        continue;
      }
      upto += option.share;
      branches.emplace_back(next(), &option);
      Step& branch = add(StepKind::branch);
      branch.purpose = draw;
      branch.probability = upto;
    }
    std::vector<std::uint32_t> ends;
    const std::string place_before = last_place_;
    if (rest != nullptr) write(rest->steps);
    for (const auto& [branch, option] : branches) {
      ends.push_back(next());
      add(StepKind::jump);
      model_.steps[branch].a = next();
      last_place_ = place_before;
      write(option->steps);
    }
    last_place_ = place_before;
    for (const std::uint32_t jump : ends)
      model_.steps[jump].a = next();
  }

  void write_step(const ReachBorder&) { add(StepKind::reach_border); }

  void write_step(const Declare& declare) {
    Step& step = add(StepKind::declare);
    step.b = table(declare.takes_s);
    step.purpose = purpose("declaration");
  }

  void write_step(const AwaitDocuments&) {
    add(StepKind::await_documents).ledger = LedgerLayout::documents;
  }

  void write_step(const Release&) { add(StepKind::release_documents); }

  void write_step(const Cleared&) { add(StepKind::clear); }

  void write_step(const Unload& unload) {
    const std::uint32_t store = index_of(scenario_.stores, unload.store);
    add(StepKind::deposit, store).ledger = LedgerLayout::store_cell(scenario_.stages.size(), store);
    last_place_ = unload.store;
  }

  const Scenario& scenario_;
  const EntityClass& class_;
  sim::Model& model_;
  bool replenish_;
  std::uint64_t class_hash_;
  std::map<std::string, int> occurrences_;
  // A drive is named by the places between which it lies: titles are for people, and a further
  // drive elsewhere must leave its draws as they are.
  std::string last_place_ = "-";
  std::vector<std::pair<Steps::const_iterator, Steps::const_iterator>> ahead_;  ///< innermost last
};

}  // namespace

std::uint32_t write_program(const Scenario& scenario, const EntityClass& cls, bool replenish,
                            sim::Model& model) {
  return ProgramWriter(scenario, cls, replenish, model).write();
}

}  // namespace kouan::models
