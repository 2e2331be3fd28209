// A model in which everything takes so many times as long, opening hours among it.
#pragma once

#include <stdexcept>
#include <vector>

#include "sim/program.hpp"

namespace kouan::test {

class SlowedModel {
 public:
  /// Loads, and how many there are of something, stay as they are. Of attributes one is a time.
  SlowedModel(sim::Model model, int factor, int time_attribute)
      : model_(std::move(model)), factor_(factor), attribute_(std::uint32_t(time_attribute)) {
    slow(model_.horizon);
    slow(model_.warm_up);
    slow_steps();
    for (sim::ClassDef& def : model_.classes)
      slow(def);
    for (sim::ResourceDef& def : model_.resources)
      slow(def);
    for (sim::StoreDef& def : model_.stores)
      def.removal_kg_per_s /= factor_;
    for (std::vector<sim::Micros>& turns : model_.schedules)
      slow(turns);
    for (sim::GatheringDef& def : model_.gatherings)
      slow(def);
    slow_hours();
  }

  const sim::Model& model() const { return model_; }

 private:
  void slow(sim::Micros& time) const {
    if (time > 0) time *= factor_;  // below 0 stands for none
  }
  void slow(std::vector<sim::Micros>& times) const {
    for (sim::Micros& time : times)
      time *= factor_;
  }
  void slow(sim::Distribution& d) const {
    if (d.attribute >= 0) return;
    if (d.kind == sim::DistributionKind::constant) {
      d.a *= factor_;
    } else if (d.kind == sim::DistributionKind::empirical) {
      for (double& value : d.values)
        value *= factor_;
    } else {
      throw std::logic_error("not to be slowed without rounding");
    }
  }

  void slow_steps() {
    std::vector<char> is_time(model_.distributions.size(), 1);
    for (const sim::Step& step : model_.steps) {
      const bool is_other = step.kind == sim::StepKind::assign && step.a != attribute_;
      if (step.kind == sim::StepKind::split || is_other) is_time[step.b] = 0;
    }
    for (std::size_t d = 0; d < is_time.size(); ++d)
      if (is_time[d] != 0) slow(model_.distributions[d]);
    for (sim::Condition& condition : model_.conditions)
      if (condition.what == sim::Question::attribute && condition.of == attribute_)
        condition.value *= factor_;
  }

  void slow(sim::ClassDef& def) const {
    if (def.source == sim::SourceKind::processes) return;
    if (def.source != sim::SourceKind::renewal)
      throw std::logic_error("no arrivals without rounding");
    slow(def.interarrival_s);
  }

  void slow(sim::ResourceDef& def) const {
    for (sim::CapacityChange& change : def.capacity)
      change.at *= factor_;
    if (def.rules && def.rules->breakdowns) {
      slow(def.rules->breakdowns->to_failure_s);
      slow(def.rules->breakdowns->repair_s);
    }
    if (def.rules && def.rules->vacation_s) slow(*def.rules->vacation_s);
    if (def.is_shared || (def.section && def.section->turns))
      throw std::logic_error("work that is shared, and turns, are not slowed");
    if (def.section) {
      slow(def.section->following);
      slow(def.section->opposing);
      for (sim::DirectionDef& direction : def.section->directions) {
        slow(direction.turns);
        slow(direction.slots);
      }
    }
  }

  void slow(sim::GatheringDef& def) const {
    slow(def.within);
    slow(def.first);
    slow(def.every);
    slow(def.departures);
  }

  void slow_hours() {
    for (sim::BookDef& book : model_.books) {
      slow(book.ahead);
      slow(book.most_ahead);
      for (sim::SlotDef& slot : book.slots)
        slot.at *= factor_;
    }
    for (sim::OpeningDef& opening : model_.openings) {
      for (sim::OpeningDef::Span& span : opening.spans) {
        span.from *= factor_;
        span.to *= factor_;
      }
    }
  }

  sim::Model model_;
  int factor_;
  std::uint32_t attribute_;
};

}  // namespace kouan::test
