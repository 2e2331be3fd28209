// Files of kouan's that are read as scenarios by mistake.
#pragma once

#include "models/language/document.hpp"

namespace kouan::models::language {

/// A file of ours that is no scenario: what it is, by which entry, and what it is for.
struct OtherKind {
  const Entry* entry = nullptr;
  Text found;
  Text use;
};

/// What the file is, by its root; no entry where it may be a scenario.
OtherKind other_kind(const Node& root);

}  // namespace kouan::models::language
