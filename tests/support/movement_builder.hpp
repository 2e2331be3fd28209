// Adds sections, and steps that take several things at once, to models built by hand.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/knots.hpp"
#include "sim/run.hpp"
#include "tests/support/model_builder.hpp"

namespace kouan::test {

class MovementBuilder : public ModelBuilder {
 public:
  using ModelBuilder::ModelBuilder;

  std::uint32_t section(const std::string& name, sim::SectionRules rules, std::int32_t most = 1000,
                        std::int64_t queue_places = -1) {
    const std::uint32_t r = resource(name, most, queue_places);
    model().resources[r].section = std::move(rules);
    return r;
  }

  /// Comes at these instants.
  MovementBuilder& listed(const std::string& name, std::vector<sim::Micros> plan) {
    cls(name, {});
    model().classes.back().source = sim::SourceKind::listed;
    model().classes.back().plan = std::move(plan);
    return *this;
  }
  MovementBuilder& take(std::vector<sim::NeedDef> of) {
    const std::uint32_t first = of.front().resource;
    model().needs.push_back({std::move(of)});
    add(sim::StepKind::take, first);
    model().steps.back().needs = static_cast<std::uint32_t>(model().needs.size() - 1);
    return *this;
  }
  MovementBuilder& give_up(std::vector<sim::NeedDef> of) {
    model().needs.push_back({std::move(of)});
    add(sim::StepKind::give_up);
    model().steps.back().needs = static_cast<std::uint32_t>(model().needs.size() - 1);
    return *this;
  }
  /// Over a section, which must be taken before.
  MovementBuilder& run_over(std::uint32_t r, const sim::Distribution& seconds) {
    hold(r, seconds);
    const std::uint32_t cell = sim::LedgerLayout::resource_cell(r);
    const sim::SectionRules& rules = *model().resources[r].section;
    if (!rules.overtaking) {
      add(sim::StepKind::keep_order, r);
      model().steps.back().ledger = cell + sim::LedgerLayout::interrupted;
      add(sim::StepKind::keep_distance, r);
      model().steps.back().ledger = cell + sim::LedgerLayout::served;
    }
    finish(r);
    return *this;
  }

  /// Complete.
  const sim::Model& settled() {
    sim::settle_joint_resources(model());
    return model();
  }
};

/// Instants [min] of an event at a place, by class.
inline std::vector<std::pair<std::string, double>> traced(const sim::Model& model,
                                                          sim::TraceEvent event,
                                                          std::uint32_t place) {
  std::vector<std::pair<std::string, double>> out;
  sim::Trace trace([&](std::span<const sim::TraceRecord> records) {
    for (const sim::TraceRecord& record : records) {
      if (record.event == event && record.place == place)
        out.emplace_back(model.classes[record.class_index].name, sim::to_seconds(record.at) / 60);
    }
  });
  sim::RunOptions options;
  options.trace = &trace;
  sim::run(model, options);
  trace.flush();
  return out;
}

}  // namespace kouan::test
