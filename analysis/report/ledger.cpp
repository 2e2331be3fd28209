#include "analysis/report/ledger.hpp"

#include <algorithm>
#include <span>

#include "sim/program.hpp"

namespace kouan::analysis {

namespace {

using Layout = sim::LedgerLayout;

LedgerState state_of(std::uint32_t offset) {
  switch (offset) {
    case Layout::served:
      return LedgerState::served;
    case Layout::blocked:
      return LedgerState::blocked;
    case Layout::closed:
      return LedgerState::closed;
    case Layout::interrupted:
      return LedgerState::interrupted;
    default:
      return LedgerState::waiting;
  }
}

/// Stores come after the stages, a vehicle that waits for room in one is blocked; then gatherings,
/// then drives.
LedgerState state_of_cell(std::uint32_t cell, const models::Scenario& scenario) {
  const std::size_t stages = scenario.stages.size();
  const std::uint32_t gatherings = Layout::gathering_cell(stages, scenario.stores.size(), 0);
  if (cell == Layout::moving) return LedgerState::moving;
  if (cell == Layout::documents) return LedgerState::documents;
  if (cell == Layout::parts) return LedgerState::parts;
  if (cell == Layout::appointed) return LedgerState::waiting;
  if (cell >= Layout::drive_cell(stages, scenario.stores.size(), scenario.gatherings.size(), 0))
    return LedgerState::moving;
  if (cell >= gatherings) return LedgerState::waiting;
  if (cell >= Layout::store_cell(stages, 0)) return LedgerState::blocked;
  return state_of((cell - Layout::first_resource) % Layout::cells);
}

class Rows {
 public:
  Rows(const Samples& samples, std::size_t index) : samples_(samples), index_(index) {}

  void add(std::uint32_t cell, LedgerState state, const std::string& stage,
           const std::string& activity, const models::Text& drive = {}) {
    const std::span<const double> values = samples_.ledger_hours(index_, cell);
    const Estimate hours = estimate(values);
    if (!hours.known() || hours.mean == 0) return;
    rows.push_back({state, stage, activity, hours, drive});
    by_replication.push_back(values);
  }

  /// To the row of waiting in the queue of stage `s`, if there is one.
  void add_lacks(std::uint32_t s, const models::Scenario& scenario) {
    const std::vector<sim::Lack>& lacks = samples_.lacks();
    const bool has_row = !rows.empty() && rows.back().state == LedgerState::waiting &&
                         rows.back().stage == scenario.stages[s].id;
    for (std::size_t number = 0; number < lacks.size() && has_row; ++number) {
      if (lacks[number].queue != s) continue;
      const Estimate hours = estimate(samples_.lacked_hours(index_, number));
      if (!hours.known() || hours.mean == 0) continue;
      rows.back().lacking.push_back({scenario.stages[lacks[number].resource].id, hours});
    }
  }

  std::vector<LedgerRow> rows;
  std::vector<std::span<const double>> by_replication;  ///< of each row

 private:
  const Samples& samples_;
  std::size_t index_;
};

}  // namespace

const char* name_of(LedgerState state) {
  switch (state) {
    case LedgerState::moving:
      return "moving";
    case LedgerState::waiting:
      return "waiting";
    case LedgerState::served:
      return "served";
    case LedgerState::blocked:
      return "blocked";
    case LedgerState::closed:
      return "closed";
    case LedgerState::interrupted:
      return "interrupted";
    case LedgerState::documents:
      return "documents";
    case LedgerState::parts:
      return "parts";
  }
  return "";
}

namespace {

Rows rows_of(const VariantOutcome& outcome, std::size_t index) {
  const models::Scenario& scenario = outcome.variant->scenario;
  Rows rows(*outcome.samples, index);
  rows.add(Layout::moving, LedgerState::moving, "", "driving");
  const std::vector<models::Text> drives = models::named_drives(scenario);
  for (std::uint32_t d = 0; d < drives.size(); ++d)
    rows.add(Layout::drive_cell(scenario.stages.size(), scenario.stores.size(),
                                scenario.gatherings.size(), d),
             LedgerState::moving, "", "driving", drives[d]);
  for (std::uint32_t s = 0; s < scenario.stages.size(); ++s) {
    const models::Stage& stage = scenario.stages[s];
    for (std::uint32_t offset = 0; offset < Layout::cells; ++offset) {
      const LedgerState state = state_of(offset);
      const bool served = state == LedgerState::served;
      rows.add(Layout::resource_cell(s) + offset, state, stage.id,
               served ? (stage.activity.empty() ? "none" : stage.activity) : "waiting-queue");
      if (offset == Layout::waiting) rows.add_lacks(s, scenario);
    }
  }
  for (std::uint32_t s = 0; s < scenario.stores.size(); ++s)
    rows.add(Layout::store_cell(scenario.stages.size(), s), LedgerState::blocked,
             scenario.stores[s].id, "loading-unloading");
  rows.add(Layout::parts, LedgerState::parts, "", "none");
  rows.add(Layout::appointed, LedgerState::waiting, "", "waiting-queue");
  for (std::uint32_t g = 0; g < scenario.gatherings.size(); ++g) {
    const std::uint32_t cell =
        Layout::gathering_cell(scenario.stages.size(), scenario.stores.size(), g);
    const std::string& id = scenario.gatherings[g].id;
    rows.add(cell + Layout::gathering, LedgerState::waiting, id, "waiting-queue");
  }
  rows.add(Layout::documents, LedgerState::documents, "", "documents");
  return rows;
}

/// Adds up, replication by replication, the rows that belong to one name.
class Sums {
 public:
  void add(const std::string& id, std::span<const double> hours) {
    const auto found = std::find(ids_.begin(), ids_.end(), id);
    const auto at = static_cast<std::size_t>(found - ids_.begin());
    if (found == ids_.end()) {
      ids_.push_back(id);
      sums_.emplace_back(hours.size());
    }
    for (std::size_t r = 0; r < hours.size(); ++r)
      sums_[at][r] += hours[r];
  }

  std::vector<LedgerTotals::One> estimates() const {
    std::vector<LedgerTotals::One> all;
    for (std::size_t i = 0; i < ids_.size(); ++i)
      all.push_back({ids_[i], estimate(sums_[i])});
    return all;
  }

 private:
  std::vector<std::string> ids_;
  std::vector<std::vector<double>> sums_;
};

}  // namespace

std::vector<LedgerRow> ledger_rows(const VariantOutcome& outcome, std::size_t index) {
  return rows_of(outcome, index).rows;
}

LedgerTotals ledger_totals(const VariantOutcome& outcome, std::size_t index) {
  const Rows rows = rows_of(outcome, index);
  Sums states, activities, all;
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    const LedgerRow& row = rows.rows[i];
    const std::string state = name_of(row.state);
    states.add(state, rows.by_replication[i]);
    activities.add(row.activity == "none" ? state : row.activity, rows.by_replication[i]);
    all.add("", rows.by_replication[i]);
  }
  LedgerTotals totals{states.estimates(), activities.estimates(), {}};
  totals.all = rows.rows.empty() ? estimate({}) : all.estimates().front().hours;
  return totals;
}

Estimate ledger_total(const VariantOutcome& outcome, std::size_t index, LedgerState state) {
  const Samples& samples = *outcome.samples;
  std::vector<double> hours(static_cast<std::size_t>(samples.replications()));
  for (std::uint32_t cell = 0; cell < samples.ledger_cells(); ++cell) {
    if (state_of_cell(cell, outcome.variant->scenario) != state) continue;
    const auto values = samples.ledger_hours(index, cell);
    for (std::size_t r = 0; r < hours.size(); ++r)
      hours[r] += values[r];
  }
  return estimate(hours);
}

}  // namespace kouan::analysis
