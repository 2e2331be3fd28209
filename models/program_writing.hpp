// The writer of programs, step by step: shared by the files that write one family of steps each.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "models/scenario.hpp"
#include "sim/draw.hpp"
#include "sim/program.hpp"

namespace kouan::models {

template <class Items>
std::uint32_t index_of(const Items& items, const std::string& id) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].id == id) return static_cast<std::uint32_t>(i);
  }
  throw std::logic_error("nothing is named " + id);
}

/// A priority that nobody has given: after all that are given.
inline constexpr std::uint8_t k_no_priority = 255;

/// Steps still to come, list by list, innermost last.
using Ahead = std::vector<std::pair<Steps::const_iterator, Steps::const_iterator>>;
/// Stage or yard to which all ways lead next; empty where there is none, or a choice before it.
std::string next_held(const Ahead& ahead);

/// Writes the program of one class.
class ProgramWriter {
 public:
  ProgramWriter(const Scenario& scenario, const EntityClass& cls, bool replenish,
                sim::Model& model);

  /// Returns the first step.
  std::uint32_t write();

 private:
  /// What is seized on the way that has come to a step. Ways that meet have seized the same.
  struct Way {
    bool comes = true;
    std::map<std::string, std::int32_t> taken;  ///< places, by yard
  };
  static Way joined(const Way& one, const Way& other) { return one.comes ? one : other; }

  /// A time that is spent: at a resource, or on the way.
  struct StepTime {
    sim::StepKind kind = sim::StepKind::travel;  ///< when it is drawn
    std::uint32_t resource = sim::k_none;
    std::uint32_t ledger = sim::k_none;
    const sim::Distribution* time = nullptr;
    std::string purpose;
  };

  // Tools.
  std::uint32_t next() const { return static_cast<std::uint32_t>(model_.steps.size()); }
  sim::Step& add(sim::StepKind kind, std::uint32_t a = sim::k_none);
  std::uint64_t purpose(const std::string& name);
  std::uint32_t table(const sim::Distribution& d);
  void write(const Steps& steps);
  std::string next_place() const;
  std::uint32_t drive_cell(const Travel& travel) const;

  // Families of steps, one overload for each alternative of ProcessStep.
  std::uint32_t seize(std::uint32_t resource, const QueueRules& own,
                      std::optional<std::int32_t> priority);
  void write_otherwise(std::uint32_t seize, const Steps& otherwise, bool has_otherwise,
                       const std::string& place_before, Way way_before);
  bool queues_after(const Steps& otherwise) const;
  void leave();
  void reserve_next(std::uint32_t resource);
  void write_shared(std::uint32_t resource);
  sim::Step& work(sim::StepKind kind, std::uint32_t resource);
  void write_step(const Visit& visit);
  void write_step(const Leave&);
  void write_misread(const Stage& stage);
  void write_step(const Within& within);
  void write_step(const Travel& travel);
  void write_step(const Choose& choose);
  void write_step(const ReachBorder&);
  void write_step(const Declare& declare);
  void write_step(const AwaitDocuments&);
  void write_step(const Release&);
  void write_step(const Cleared&);
  void write_step(const Unload& unload);
  void write_step(const Assign& assign);
  void write_step(const Repeat& repeat);
  void write_step(const Label& label);
  void write_step(const GoTo& go_to);
  void write_visit(const Visit& visit, const std::string& stage);
  void write_shortest(const Visit& visit);
  void write_conditional(const Choose& choose);

  // Conditions, and ways back.
  std::uint32_t condition(const When& when, bool negated);
  std::uint32_t schedule(const std::string& hours);
  void jump_back(std::uint32_t step);
  sim::Step& add_time(StepTime time);
  void write_apart(const Steps& steps);
  void write_held(sim::Step& ride);
  void write_step(const Parallel& parallel);
  void write_step(const Gather& gather);
  void write_step(const LetOff&);
  void write_step(const Split& split);
  void write_step(const Appointment& appointment);
  void write_step(const WaitUntil& wait);
  void write_step(const Seize& seize);
  void write_step(const Vacate& vacate);
  void write_step(const Pass& pass);
  void add_needs(const std::vector<Taken>& places, bool in_order, sim::NeedsDef& needs);
  void give_up(const std::vector<std::string>& yards);
  void give_up_all();

  const Scenario& scenario_;
  const EntityClass& class_;
  sim::Model& model_;
  bool replenish_;
  std::uint64_t class_hash_;
  std::map<std::string, int> occurrences_;
  std::map<std::string, std::uint32_t> labels_;              ///< steps of those already met
  std::map<std::string, std::vector<std::uint32_t>> jumps_;  ///< to those not yet met
  // A drive is named by the places between which it lies: titles are for people, and a further
  // drive elsewhere must leave its draws as they are.
  std::map<std::string, std::uint32_t> drive_cells_;  ///< of the ledger, by title
  std::vector<std::uint32_t> held_;  ///< stages and yards at this step, outermost first
  Way way_;
  std::map<std::string, Way> way_to_;  ///< labels not yet met
  std::string last_place_ = "-";
  Ahead ahead_;
};

/// Stages of which a visit takes one, or the only one.
std::vector<std::string> stages_of(const Visit& visit);

/// Stage, yard or store that the step leads to; empty if none.
std::string place_of(const ProcessStep& step);

}  // namespace kouan::models
