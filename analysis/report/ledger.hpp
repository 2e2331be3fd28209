// The time ledger: where a vehicle's hours go, in the rows of CAREC's corridor monitoring.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/experiment.hpp"

namespace kouan::analysis {

enum class LedgerState { moving, waiting, served, interrupted, blocked, closed, documents, parts };

/// "moving", ... as in the report's keys.
const char* name_of(LedgerState state);

/// Part of a wait for several places together.
struct LedgerLack {
  std::string stage;  ///< of which there was too little
  Estimate hours;     ///< of the row's; while several were lacking they are in each of them
};

struct LedgerRow {
  LedgerState state = LedgerState::moving;
  std::string stage;     ///< id of the stage, yard, store, gathering or meeting; empty if none
  std::string activity;  ///< row of CAREC's corridor monitoring
  Estimate hours;        ///< per vehicle that left (fleets: per cycle)
  models::Text drive{};  ///< title of the drive, where it has one
  std::vector<LedgerLack> lacking{};  ///< of `waiting`, where several places are asked for together
};

/// Rows of class `index`, states that no vehicle was ever in left out.
std::vector<LedgerRow> ledger_rows(const VariantOutcome& outcome, std::size_t index);

/// Hours per vehicle that class `index` spends in the state, over all stages.
Estimate ledger_total(const VariantOutcome& outcome, std::size_t index, LedgerState state);

/// Sums of a class's rows, each with an interval of its own: rows of one run move together, so that
/// their half-widths don't add up.
struct LedgerTotals {
  struct One {
    std::string id;  ///< state, or row of CAREC's corridor monitoring
    Estimate hours;
  };
  std::vector<One> by_state;
  std::vector<One> by_activity;  ///< what belongs to no activity stands under its state
  Estimate all;
};
LedgerTotals ledger_totals(const VariantOutcome& outcome, std::size_t index);

}  // namespace kouan::analysis
