// Builds small sim::Models by hand for tests of the engine: resources, then one program per class.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/draw.hpp"
#include "sim/program.hpp"

namespace kouan::test {

class ModelBuilder {
 public:
  explicit ModelBuilder(sim::Micros horizon, sim::Micros warm_up = 0) {
    model_.horizon = horizon;
    model_.warm_up = warm_up;
  }

  std::uint32_t resource(const std::string& name, std::vector<sim::CapacityChange> capacity,
                         std::int64_t queue_places = -1) {
    model_.resources.push_back({name, std::move(capacity), queue_places, std::nullopt, false});
    return static_cast<std::uint32_t>(model_.resources.size() - 1);
  }
  std::uint32_t resource(const std::string& name, std::int32_t servers,
                         std::int64_t queue_places = -1) {
    return resource(name, std::vector<sim::CapacityChange>{{0, servers}}, queue_places);
  }
  std::uint32_t resource(const std::string& name, std::vector<sim::CapacityChange> capacity,
                         sim::ServerRules rules, std::int64_t queue_places = -1) {
    const std::uint32_t r = resource(name, std::move(capacity), queue_places);
    model_.resources[r].rules = std::move(rules);
    return r;
  }
  std::uint32_t store(sim::StoreDef def) {
    model_.stores.push_back(std::move(def));
    return static_cast<std::uint32_t>(model_.stores.size() - 1);
  }

  /// Starts the program of a new class; the steps added next are its own.
  ModelBuilder& cls(const std::string& name, std::vector<sim::RateChange> rates) {
    sim::ClassDef def;
    def.name = name;
    def.rates = std::move(rates);
    return begin(std::move(def));
  }
  ModelBuilder& fleet(const std::string& name, std::int64_t count) {
    sim::ClassDef def;
    def.name = name;
    def.source = sim::SourceKind::fleet;
    def.count = count;
    return begin(std::move(def));
  }
  /// `count` entities at time 0 that come once.
  ModelBuilder& at_start(const std::string& name, std::int64_t count) {
    sim::ClassDef def;
    def.name = name;
    def.source = sim::SourceKind::saturated;
    def.count = count;
    return begin(std::move(def));
  }
  ModelBuilder& payload(sim::Distribution kg) {
    model_.classes.back().payload_kg = std::move(kg);
    return *this;
  }

  ModelBuilder& seize(std::uint32_t r) { return add(sim::StepKind::seize, r); }
  ModelBuilder& finish(std::uint32_t r) { return add(sim::StepKind::finish, r); }
  ModelBuilder& hold(std::uint32_t r, const sim::Distribution& seconds) {
    add(sim::StepKind::hold, r);
    return draw(seconds, "service/" + model_.resources[r].name,
                sim::LedgerLayout::resource_cell(r) + sim::LedgerLayout::served);
  }
  ModelBuilder& visit(std::uint32_t r, const sim::Distribution& seconds) {
    return seize(r).hold(r, seconds).finish(r);
  }
  /// At a resource whose servers are told apart; `level` is its urgency, 0 first.
  ModelBuilder& visit_server(std::uint32_t r, const sim::Distribution& seconds,
                             std::uint8_t level = 0) {
    add(sim::StepKind::seize_server, r);
    model_.steps.back().level = level;
    add(sim::StepKind::serve, r);
    draw(seconds, "service/" + model_.resources[r].name,
         sim::LedgerLayout::resource_cell(r) + sim::LedgerLayout::served);
    return add(sim::StepKind::served, r).finish(r);
  }
  /// The same, beginning only once there is room at `ahead`.
  ModelBuilder& visit_before(std::uint32_t r, std::uint32_t ahead,
                             const sim::Distribution& seconds) {
    const std::uint32_t cell = sim::LedgerLayout::resource_cell(r);
    add(sim::StepKind::seize_server, r);
    add(sim::StepKind::reserve, ahead);
    model_.steps.back().limit = r;
    model_.steps.back().ledger = cell + sim::LedgerLayout::interrupted;
    add(sim::StepKind::serve, r);
    draw(seconds, "service/" + model_.resources[r].name, cell + sim::LedgerLayout::served);
    return add(sim::StepKind::served, r).finish(r);
  }
  ModelBuilder& share(std::uint32_t r, const sim::Distribution& seconds) {
    add(sim::StepKind::share, r);
    draw(seconds, "service/" + model_.resources[r].name,
         sim::LedgerLayout::resource_cell(r) + sim::LedgerLayout::served);
    return add(sim::StepKind::served, r);
  }
  ModelBuilder& travel(const sim::Distribution& seconds) {
    add(sim::StepKind::travel, sim::k_none);
    return draw(seconds, "travel", sim::LedgerLayout::moving);
  }
  ModelBuilder& declare(const sim::Distribution& seconds) {
    add(sim::StepKind::declare, sim::k_none);
    return draw(seconds, "declaration", sim::k_none);
  }
  ModelBuilder& await_documents() {
    add(sim::StepKind::await_documents, sim::k_none);
    model_.steps.back().ledger = sim::LedgerLayout::documents;
    return *this;
  }
  ModelBuilder& deposit(std::uint32_t store) {
    add(sim::StepKind::deposit, store);
    model_.steps.back().ledger = sim::LedgerLayout::store_cell(model_.resources.size(), store);
    return *this;
  }
  ModelBuilder& add(sim::StepKind kind, std::uint32_t a = sim::k_none) {
    sim::Step step;
    step.kind = kind;
    step.a = a;
    model_.steps.push_back(step);
    return *this;
  }
  /// With the probability go on at the step, else at the next one.
  ModelBuilder& branch(double probability, std::uint32_t step) {
    add(sim::StepKind::branch, step);
    model_.steps.back().probability = probability;
    model_.steps.back().purpose = sim::name_hash("branch", step);
    return *this;
  }
  std::uint32_t next_step() const { return static_cast<std::uint32_t>(model_.steps.size()); }
  ModelBuilder& depart() { return add(sim::StepKind::depart); }

  const sim::Model& model() const { return model_; }
  sim::Model& model() { return model_; }

 private:
  ModelBuilder& begin(sim::ClassDef def) {
    def.first_step = static_cast<std::uint32_t>(model_.steps.size());
    def.payload_kg = sim::constant(1.0);
    model_.classes.push_back(std::move(def));
    return *this;
  }
  ModelBuilder& draw(const sim::Distribution& d, const std::string& purpose, std::uint32_t ledger) {
    model_.distributions.push_back(d);
    sim::Step& step = model_.steps.back();
    step.b = static_cast<std::uint32_t>(model_.distributions.size() - 1);
    step.purpose = sim::name_hash(purpose, sim::name_hash(model_.classes.back().name));
    step.ledger = ledger;
    return *this;
  }

  sim::Model model_;
};

}  // namespace kouan::test
