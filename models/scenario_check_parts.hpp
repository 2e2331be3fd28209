// The checks of sections against each other, shared by the files that have one subject each.
#pragma once

#include <string>

#include "models/language/reader.hpp"
#include "models/scenario.hpp"

namespace kouan::models {

/// A scenario whose sections have been read, and what of it was read without error: a check says
/// nothing that rests on the rest.
class Judged {
 public:
  /// Both must outlive this.
  Judged(language::Reader& reader, const Scenario& scenario)
      : reader_(reader), scenario_(scenario) {}

  language::Reader& reader() const { return reader_; }
  const Scenario& scenario() const { return scenario_; }

  /// The entry of the section; null if there is none.
  const language::Entry* entry(const std::string& section, const std::string& id) const;
  /// The value of a key of the entry; null if there is none.
  const language::Node* value(const std::string& section, const std::string& id,
                              const std::string& key) const;
  /// Whether the entry is there and has been read without error.
  bool is_sound(const std::string& section, const std::string& id) const;
  /// The same of the value of one of its keys, which may be missing where it need not stand.
  bool is_sound(const std::string& section, const std::string& id, const std::string& key) const;
  /// Whether the hours and the clocks of both sides are known; no name: always open.
  bool are_hours_sound(const std::string& hours) const;
  /// The process of the class; null where it has none that could be read.
  const Process* sound_process(const EntityClass& cls) const;

 private:
  language::Reader& reader_;
  const Scenario& scenario_;
};

/// Calls `each` with every step of the list and of those inside.
template <class Each>
void each_step(const Steps& steps, const Each& each) {
  for (const ProcessStep& step : steps) {
    each(step);
    for (const Steps* inner : inner_steps(step))
      each_step(*inner, each);
  }
}

/// The same of the steps that are there for a class: not of options for others alone.
template <class Each>
void each_step_of(const std::string& cls, const Steps& steps, const Each& each) {
  for (const ProcessStep& step : steps) {
    each(step);
    const auto* choose = std::get_if<Choose>(&step.what);
    if (choose == nullptr) {
      for (const Steps* inner : inner_steps(step))
        each_step_of(cls, *inner, each);
      continue;
    }
    for (const Option& option : choose->options)
      if (option.is_for(cls)) each_step_of(cls, option.steps, each);
  }
}

/// Shares, loads, payloads and tails of what arrives.
void check_goods(const Judged& judged);
/// Profiles and timetables are repeated until the horizon, as often as a run can hold.
void check_repeats(const Judged& judged);
/// What steps ask of meetings and yards, and slots of the hours of their section.
void check_places_of_steps(const Judged& judged);

}  // namespace kouan::models
