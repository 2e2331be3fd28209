// The places of a random scenario, grown from a list of numbers: stages, lots, yards, sections, a
// store, a book and meetings. scenario_grower.hpp grows the processes that name them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/port_builder.hpp"

namespace kouan::test {

/// What times are made of. Whole ones can be multiplied without rounding.
enum class Grain : std::uint8_t { any, second, microsecond };

class PlaceGrower {
 protected:
  static constexpr unsigned k_stages = 3;
  static constexpr unsigned k_yards = 2;  ///< and as many lots
  static constexpr unsigned k_sections = 2;

  PlaceGrower(const std::vector<unsigned>& numbers, Grain grain)
      : numbers_(numbers), grain_(grain) {
    port_ = empty_port(2);
    port_.warm_up_s = 6 * 3600;
    for (unsigned s = 0; s < k_stages; ++s)
      port_.stages.push_back(staffed(s));
    for (const char* kind : {"lot", "yard"})
      for (unsigned y = 0; y < k_yards; ++y)
        port_.stages.push_back(yard(name(kind, y), 2 + int(next(4))));
    for (unsigned s = 0; s < k_sections; ++s)
      port_.stages.push_back(section(s));
    add_store();
    add_book();
    add_meetings();
  }

  static std::string name(const std::string& kind, unsigned number) {
    return kind + std::to_string(number);
  }

  unsigned next(unsigned below) { return at_ < numbers_.size() ? numbers_[at_++] % below : 0; }
  bool chance(unsigned one_in) { return next(one_in) == 1; }

  /// A time of about this mean.
  sim::Distribution time(unsigned mean_s) const {
    if (grain_ == Grain::any) return sim::exponential(mean_s);
    const double odd_s = grain_ == Grain::microsecond ? 0.000'007 : 0;
    const double m = mean_s;
    return sim::empirical({m / 2 + odd_s, m + 11 * odd_s, 2 * m + 1001 * odd_s}, {2, 1, 1});
  }

  Grain grain() const { return grain_; }
  models::Scenario& port() { return port_; }

 private:
  models::Stage staffed(unsigned number) {
    models::Stage out = stage(name("stage", number), 1 + int(next(3)), time(30 + 60 * next(6)),
                              chance(4) ? "day" : "");
    switch (next(9)) {
      case 1:
        out.at_closing = models::AtClosing::suspend;
        break;
      case 2:
        out.at_closing = models::AtClosing::hand_over;
        break;
      case 3:
        out.breakdowns = models::Breakdowns{time(7200), time(600), next(2) == 1};
        break;
      case 4:
        out.vacation_s = time(120);
        break;
      case 5:
        out.batch = models::Batch{1 + int(next(4)), 1};
        break;
      case 6:
        out.preempts = true;
        out.priority = {{"other", 1}};
        break;
      case 7:
        out.rules.patience_s = time(1800);
        break;
      case 8:
        out.queue_places = 3 + next(9);
        out.rules.turns_away = true;
        break;
      default:
        break;
    }
    return out;
  }

  models::Stage section(unsigned number) {
    models::Stage out = stage(name("section", number), 1 + int(next(3)), sim::constant(60));
    out.kind = models::StageKind::section;
    models::SectionRules rules;
    rules.directions = {{"in", "", 0, 0}, {"out", "", 0, 0}};
    rules.exclusive = next(2) == 0;
    rules.in_order = next(2) == 0;
    rules.following_s = 30.0 * next(3);
    out.section = rules;
    return out;
  }

  /// It takes less than what comes in bad times. Removal that is a power of two gives instants at
  /// which there is room again without rounding; where times are no whole seconds it never is full.
  void add_store() {
    models::Store store;
    store.id = "store";
    store.capacity_kg = grain_ == Grain::microsecond ? 1e12 : 60e3;
    store.initial_kg = 30e3;
    store.removal_kg_per_s = 16.0 * (1U << next(3));
    port_.stores = {store};
  }

  void add_book() {
    models::Book book;
    book.id = "slots";
    book.hours = "day";
    book.per_hour = 30 * int(1 + next(4));
    book.ahead_s = 1800.0 * next(3);
    if (next(2) == 1) book.most_ahead_s = 4 * 3600;
    port_.books = {book};
  }

  /// Of one kind with another, and of wholes with their parts.
  void add_meetings() {
    models::Gathering meeting;
    meeting.id = "meeting";
    meeting.of = {{"one", 1 + int(next(2))}, {"other", 1}};
    if (next(2) == 1) meeting.places = {{"other", 3}};
    models::Gathering reunion;
    reunion.id = "reunion";
    reunion.of = {{"one", 1}, {"part", 1 + int(next(2))}};
    reunion.alike = {{"other", "one"}};
    reunion.by = "origin";
    if (next(2) == 1) meeting.onto = "other";
    if (next(2) == 1) reunion.onto = "one";
    port_.gatherings = {meeting, reunion};
  }

  const std::vector<unsigned>& numbers_;
  Grain grain_;
  std::size_t at_ = 0;
  models::Scenario port_;
};

}  // namespace kouan::test
