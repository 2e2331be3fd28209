// What steps must fulfil that take places until they vacate them, or travel sections. Read from the
// nodes of a scenario.
#pragma once

#include <string>
#include <vector>

#include "models/steps_passage.hpp"
#include "models/steps_places.hpp"

namespace kouan::models {

class StepsMovement {
 public:
  /// The reader must outlive this.
  explicit StepsMovement(language::Reader& reader) : reader_(reader), places_(reader) {}

  /// The yards named by `seize`, `vacate`, or under a key of `pass`, as nodes with their names.
  static std::vector<const language::Node*> yards_of(const language::Node& list);
  static std::vector<const language::Node*> yards_of(const language::Node& step, const char* key);

  /// From here on the way has the places; it must not have had them. Silent: no messages.
  void take(const std::vector<const language::Node*>& yards, const std::string& path,
            Passage& passage, bool is_silent) const;
  /// The way has them no more; it must have had them.
  void vacate(const std::vector<const language::Node*>& yards, const std::string& path,
              Passage& passage, bool is_silent) const;
  /// Nothing is held any more where a process, a parallel way or the steps of a carrier end.
  void check_end(const Passage& passage, const std::string& path, const Text& where) const;

  /// The same passage without what is held: a part or a carrier holds what it seizes itself.
  static Passage without_held(const Passage& passage);
  /// What `inside` has passed, but holding what `outside` does.
  static Passage holding_as(const Passage& inside, const Passage& outside);

  /// The direction is one of the section's, and there is a time for each of the classes.
  void check_pass(const language::Node& step, const language::Mark& mark, const std::string& path,
                  const std::vector<std::string>& classes) const;

 private:
  void check_direction(const language::Node& step, const language::Mark& mark,
                       const std::string& path, const language::Entry& section) const;

  language::Reader& reader_;
  StepsPlaces places_;
};

}  // namespace kouan::models
