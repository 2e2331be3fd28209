// Files that extend each other: of scenarios and of levers alike.
#pragma once

#include <string>
#include <vector>

#include "models/language/diagnostics.hpp"

namespace kouan::models::language {

class ExtendsChain {
 public:
  /// The file that extends nothing before it.
  void start(const std::string& file);
  /// Goes on to a file that `extends` names at the mark; false after a message when the chain comes
  /// back to a file or is too long.
  bool go_on(const std::string& file, const Mark& mark, Diagnostics& diagnostics);
  bool holds(const std::string& file) const;

 private:
  struct Link {
    std::string identity;
    std::string name;
  };
  std::vector<Link> links_;
};

}  // namespace kouan::models::language
