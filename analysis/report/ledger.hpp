// The time ledger: where a vehicle's hours go, in the rows of CAREC's corridor monitoring.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/experiment.hpp"

namespace kouan::analysis {

enum class LedgerState { moving, waiting, served, blocked, closed, documents, parts, aboard };

/// "moving", ... as in the report's keys.
const char* name_of(LedgerState state);

struct LedgerRow {
  LedgerState state = LedgerState::moving;
  std::string stage;     ///< id of the stage, yard, store, gathering or meeting; empty if none
  std::string activity;  ///< row of CAREC's corridor monitoring
  Estimate hours;        ///< per vehicle that left (fleets: per cycle)
};

/// Rows of class `index`, states that no vehicle was ever in left out.
std::vector<LedgerRow> ledger_rows(const VariantOutcome& outcome, std::size_t index);

/// Hours per vehicle that class `index` spends in the state, over all stages.
Estimate ledger_total(const VariantOutcome& outcome, std::size_t index, LedgerState state);

}  // namespace kouan::analysis
