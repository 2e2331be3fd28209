// Writes processes as indented sentences, for `kouan check`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "analysis/check_words.hpp"
#include "models/scenario.hpp"
#include "sim/distribution.hpp"

namespace kouan::analysis {

/// One sentence for every step; the sources of this header part them by subject.
class ProcessWriter {
 public:
  ProcessWriter(const models::Scenario& scenario, const Words& say)
      : scenario_(scenario), say_(say) {}

  std::string write(const models::Process& process);

 private:
  void line(std::size_t depth, const std::string& text);
  void steps(const models::Steps& list, std::size_t depth);
  const models::Stage* stage(const std::string& id) const;
  std::string stage_title(const std::string& id) const;
  /// "3 min on average", or whatever the attribute of the vehicle says.
  std::string mean_time(const sim::Distribution& d) const;
  const std::string& attribute(int number) const;
  std::string list(const std::vector<std::string>& titles) const;
  template <class Thing>
  std::string title_of(const std::vector<Thing>& things, const std::string& id) const {
    for (const Thing& thing : things) {
      if (thing.id == id) return say_.title(thing.title, id);
    }
    return id;
  }

  /// "if the queue is full or 20 wait, or after 2 h of waiting, leaves".
  template <class S>
  void turned_away(const S& step, const std::string& id, std::size_t depth) {
    instead(step, causes_to_turn(step.rules, id), depth);
  }
  template <class S>
  void instead(const S& step, const std::vector<std::string>& causes, std::size_t depth) {
    turned(step.has_otherwise ? &step.otherwise : nullptr, causes, depth);
  }
  std::vector<std::string> causes_to_turn(const models::QueueRules& asked,
                                          const std::string& id) const;
  /// Without anything else to do it leaves, or on one of ways side by side has done that way.
  void turned(const models::Steps* otherwise, const std::vector<std::string>& causes,
              std::size_t depth);

  void sentence(const models::ReachBorder&, std::size_t depth);
  void sentence(const models::Declare& declare, std::size_t depth);
  void sentence(const models::AwaitDocuments&, std::size_t depth);
  void sentence(const models::Release&, std::size_t depth);
  void sentence(const models::Cleared&, std::size_t depth);
  void sentence(const models::Leave&, std::size_t depth);
  void sentence(const models::Unload& unload, std::size_t depth);
  void sentence(const models::Travel& travel, std::size_t depth);
  void sentence(const models::WaitUntil& wait, std::size_t depth);
  void sentence(const models::Appointment& appointment, std::size_t depth);

  void sentence(const models::Visit& visit, std::size_t depth);
  void shortest(const models::Visit& visit, std::size_t depth);
  /// What is out of the ordinary at one of several stages; nothing where there is none of it.
  void lane(const models::Visit& visit, const std::string& id, std::size_t depth);
  /// " (3 min on average)"; empty where the stage has no time of its own.
  std::string served_in(const std::string& id) const;
  void misread(const std::string& id, std::size_t depth);
  void sentence(const models::Within& within, std::size_t depth);
  /// What is out of the ordinary about the servers.
  void servers(const models::Stage& s, std::size_t depth);
  void sentence(const models::Seize& seize, std::size_t depth);
  void sentence(const models::Vacate& vacate, std::size_t depth);
  void sentence(const models::Pass& pass, std::size_t depth);
  /// "2 places of arrival tracks, leaving 1 free".
  std::string taken(const std::vector<models::Taken>& places) const;
  std::string vacated(const std::vector<std::string>& yards) const;

  void sentence(const models::Choose& choose, std::size_t depth);
  void conditional(const models::Choose& choose, std::size_t depth);
  std::string condition(const models::When& when) const;
  std::string comparison(const models::When& when) const;
  std::string number_text(const models::When& when) const;
  void sentence(const models::Assign& assign, std::size_t depth);
  void sentence(const models::Repeat& repeat, std::size_t depth);
  void sentence(const models::Label& label, std::size_t depth);
  void sentence(const models::GoTo& go_to, std::size_t depth);

  void sentence(const models::Parallel& parallel, std::size_t depth);
  void sentence(const models::Gather& gather, std::size_t depth);
  void sentence(const models::LetOff&, std::size_t depth);
  void sentence(const models::Split& split, std::size_t depth);

  const models::Scenario& scenario_;
  const Words& say_;
  std::string out_;
  int ways_around_ = 0;  ///< ways side by side on which the steps are: who leaves there, a part,
                         ///< has done its way
};

}  // namespace kouan::analysis
