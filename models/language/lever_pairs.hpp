// Levers that one of them says it does not go together with.
#pragma once

#include <string>
#include <vector>

#include "models/language/diagnostics.hpp"
#include "models/scenario_fields.hpp"

namespace kouan::models::language {

class LeverPairs {
 public:
  /// Notes a lever that is asked for; those that it extends are part of it and not asked for. False
  /// after a message where it and one before it do not go together, whichever of them says so.
  bool note(const LeverFile& lever, const Mark& asked_at, Diagnostics& diagnostics);

 private:
  struct Asked {
    std::string lever;
    Mark at;
    std::vector<LeverPair> not_with;
  };
  std::vector<Asked> before_;
};

}  // namespace kouan::models::language
