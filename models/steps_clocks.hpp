// What steps must fulfil that move a clock or count a load. Read from the nodes of a scenario.
#pragma once

#include <map>
#include <string>

#include "models/language/reader.hpp"
#include "models/steps_passage.hpp"

namespace kouan::models {

/// Documents are declared, awaited and released in this order on every way, and what moves a clock
/// or counts a load does so once.
class StepsClocks {
 public:
  /// The reader must outlive this.
  explicit StepsClocks(language::Reader& reader) : reader_(reader) {}

  /// The next step on the way, whatever its verb. Silent: no messages.
  void check(const std::string& verb, const language::Mark& mark, const std::string& path,
             Passage& passage, bool is_silent);

  /// When all steps of the process have been met: whether its declaration does anything.
  void check_end(const std::string& path) const;

 private:
  bool require(Passed& needed, const char* name, const Text& allowed, const std::string& verb,
               const language::Mark& mark, const std::string& path, bool is_silent) const;

  language::Reader& reader_;
  std::map<std::string, language::Mark> met_;  ///< verbs of steps, each where it was met first
};

}  // namespace kouan::models
