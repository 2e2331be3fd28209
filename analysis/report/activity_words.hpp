// Rows of CAREC's corridor monitoring (CPMM), as the report's page calls them too.
#pragma once

#include <string>
#include <vector>

#include "models/scenario.hpp"

namespace kouan::analysis {

struct ActivityWord {
  std::string id;
  models::Text title;
};

/// In the order of the tables; after the activities the states of the ledger that no activity
/// names.
const std::vector<ActivityWord>& activity_words();

}  // namespace kouan::analysis
