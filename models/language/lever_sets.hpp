// Levers applied together of which one sets anew what another has set: that is lost without a word.
#pragma once

#include <string>
#include <vector>

#include "models/language/document.hpp"
#include "models/scenario_fields.hpp"

namespace kouan::models::language {

class LeverSets {
 public:
  /// Notes what the lever, with those that it extends, sets; warns of what one before it has set
  /// otherwise there or below.
  void note(const LeverFile& lever, Diagnostics& diagnostics);

 private:
  void warn(const Entry& entry, const LeverFile& lever, Diagnostics& diagnostics) const;

  struct Value {
    std::string lever;
    Entry entry;
  };
  std::vector<Value> before_;
};

}  // namespace kouan::models::language
