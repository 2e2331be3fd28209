// What the ways through a process have passed: the bookkeeping behind the checks of its steps.
#pragma once

#include <map>
#include <string>

#include "models/language/source_file.hpp"

namespace kouan::models {

/// A step that stands at most once on a way: whether all or some of the ways so far have it.
struct Passed {
  bool always = false;
  bool sometimes = false;
  language::Mark where{};
};

/// What the ways that come to a step have passed.
struct Passage {
  bool comes = true;  ///< some way comes here
  std::map<std::string, Passed> passed{};
  bool has_gap = false;  ///< a step before could not be read: it may have passed anything
};

/// Behind a step that could not be read: all that is known is what comes after it.
Passage after_gap();

/// Whether both say the same of every verb, wherever that stands.
bool is_same(const Passage& one, const Passage& other);

/// What holds where two ways meet.
Passage merged(const Passage& one, const Passage& other);

/// Verbs that move a clock or count a load, and so stand once on a way.
bool stands_once(const std::string& verb);

}  // namespace kouan::models
