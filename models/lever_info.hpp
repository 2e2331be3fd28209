// What a lever says of itself, for the report.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/civil_date.hpp"
#include "models/text.hpp"

namespace kouan::models {

/// What the effect of a lever presupposes of a value: as its file says, while that is the value.
struct Presupposition {
  std::string path;
  Text says;
  std::string value;  ///< as written once the lever is applied
};

/// What is applied: a lever as written in its file, for the report.
struct LeverInfo {
  std::string id;
  Text title;
  Text summary;
  Text cost;                            ///< empty when unknown
  std::optional<double> cost_amount{};  ///< in `cost_currency`; empty when unknown
  std::string cost_currency{};          ///< CNY or USD
  std::optional<CivilDate> opens;
  std::string file;
  Text cost_covers{};  ///< the part that the cost is of; empty = the whole of it
  std::vector<Presupposition> presupposes{};
};

}  // namespace kouan::models
