// Grows random scenarios from a list of numbers: processes of nested steps of nearly all kinds, on
// the places of place_grower.hpp. A list that is used up grows on by travel alone. Nothing in a
// scenario may knot: whoever waits for places holds only those that come before them in one order
// (lots, then yards by their numbers); gatherings leave after a while with whoever is there, and
// who meets others has patience.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/place_grower.hpp"

namespace kouan::test {

inline constexpr int k_time_attribute = 0;  ///< how long some drives take [s]
inline constexpr int k_load_attribute = 1;  ///< what one of the classes carries [kg]

class ScenarioGrower : private PlaceGrower {
 public:
  ScenarioGrower(const std::vector<unsigned>& numbers, Grain grain) : PlaceGrower(numbers, grain) {
    port().attributes = {"time", "load"};
  }

  models::Scenario grow() {
    for (const char* id : {"one", "other"}) {
      is_made_ = false;
      // Who comes with a load of its own says so first.
      models::Steps first;
      if (id == std::string("other")) first.push_back(assign(k_load_attribute, load()));
      add_class(port(), id, process(std::move(first)), 100.0 * (1 + next(10)));
    }
    arrive();
    for (const char* id : {"part", "convoy"}) {
      is_made_ = true;
      models::EntityClass& cls = add_class(port(), id, process({}), 0);
      cls.from = "processes";
      cls.payload_kg = sim::constant(0);
    }
    // Parts come to where their whole may wait for them.
    models::Steps& parts = port().processes[2].steps;
    parts.insert(parts.end() - 1, meet("reunion", "part"));
    return std::move(port());
  }

 private:
  static constexpr int k_deepest = 3;

  /// Where in its process a step stands.
  struct Where {
    int depth = 0;
    unsigned first_yard = 0;  ///< of those that may be taken, as what is held comes before them
    bool may_seize = true;
    bool in_loop = false;
    bool in_way = false;
    bool is_carrier = false;
    bool is_declared = false;
    Where inside() const {
      Where out = *this;
      ++out.depth;
      return out;
    }
    bool holds_nothing() const { return first_yard == 0 && may_seize; }
  };

  /// A multiple of twelve, which up to four parts share in whole kilograms [kg].
  sim::Distribution load() {
    return sim::empirical({1200, 2400, 3600.0 + 1200 * next(3)}, {1, 1, 1});
  }

  /// Both classes come at random, or where times are whole after whole ones, some two at a time.
  void arrive() {
    if (grain() == Grain::any) return;
    for (models::EntityClass& cls : port().classes) {
      cls.arrivals.kind = models::ArrivalKind::renewal;
      cls.arrivals.interarrival_s = time(90 * (1 + next(6)));
      cls.arrivals.first = "after one interval";
      cls.arrivals.batch = sim::empirical({1, 2}, {3, 1});
      cls.rates.clear();
    }
  }

  models::Steps process(models::Steps first) {
    is_with_papers_ = false;
    add_steps(first, {});
    first.push_back(cleared());
    return first;
  }

  models::Steps steps(const Where& at) {
    models::Steps out;
    add_steps(out, at);
    return out;
  }

  void add_steps(models::Steps& out, const Where& at) {
    for (unsigned n = 1 + next(3); n > 0; --n) {
      if (at.depth < k_deepest && next(2) == 1) {
        add_nested(out, at);
      } else {
        add_single(out, at);
      }
    }
  }

  void add_single(models::Steps& out, const Where& at) {
    switch (next(13)) {
      case 1:
      case 2:
        return out.push_back(visit(name("stage", next(k_stages))));
      case 3: {
        const std::string where = name("section", next(k_sections));
        return out.push_back({models::Pass{where, next(2) == 0 ? "in" : "out"}, {}});
      }
      case 4:
        return out.push_back(unload("store"));
      case 5:
        return out.push_back(appointment(at));
      case 6: {
        out.push_back(assign(k_time_attribute, time(300), next(2) == 1));
        sim::Distribution as_assigned;
        as_assigned.attribute = k_time_attribute;
        return out.push_back(travel(as_assigned));
      }
      case 7:
        if (!is_made_) return out.push_back(split());
        break;
      case 8:
        if (!is_made_) return meet_others(out, at);
        break;
      case 9:
        if (at.is_declared) return out.push_back({models::AwaitDocuments{}, {}});
        break;
      case 10:
        return out.push_back({models::WaitUntil{"day"}, {}});
      case 11:
        return out.push_back({models::LetOff{}, {}});
      default:
        break;
    }
    out.push_back(travel(time(60 * (1 + next(10)))));
  }

  void add_nested(models::Steps& out, const Where& at) {
    switch (next(8)) {
      case 1: {
        Where inside = at.inside();
        inside.in_loop = true;
        const double again = 0.2 * (1 + next(3));
        return out.push_back({models::Repeat{steps(inside), again, {}}, {}});
      }
      case 2:
      case 3: {
        if (at.first_yard == k_yards) break;
        Where inside = at.inside();
        inside.first_yard = at.first_yard + next(k_yards - at.first_yard) + 1;
        const std::string place = name("yard", inside.first_yard - 1);
        return out.push_back(within(place, steps(inside)));
      }
      case 4:
        return out.push_back(side_by_side(at));
      case 5:
        return out.push_back(gather(at));
      case 6:
        if (at.may_seize && at.first_yard == 0) return seize(out, at);
        break;
      case 7:
        if (!is_with_papers_ && !at.in_loop && !at.is_carrier) return do_papers(out, at);
        break;
      default:
        break;
    }
    out.push_back(choice(at));
  }

  /// By chance, by what there is, or by what an attribute says. Some leave.
  models::ProcessStep choice(const Where& at) {
    models::Option first = share(0.25 * (1 + next(3)), steps(at.inside()));
    switch (next(4)) {
      case 1:
        first.when = {{sim::Question::number, "stage0", -1, sim::Comparison::below, 3}};
        break;
      case 2:
        first.when = {
            {sim::Question::attribute, "", k_time_attribute, sim::Comparison::above, 200}};
        break;
      default:
        break;
    }
    if (chance(6)) first.steps.push_back({models::Leave{}, {}});
    return choose({std::move(first), otherwise(steps(at.inside()))});
  }

  models::ProcessStep side_by_side(const Where& at) {
    Where inside = at.inside();
    inside.in_way = true;
    models::Parallel out;
    for (unsigned n = 2 + next(2); n > 0; --n)
      out.ways.push_back(steps(inside));
    out.needed = static_cast<std::int32_t>(next(2));  // all, or the first
    return {std::move(out), {}};
  }

  /// What a batch does together takes no place that its members may hold, and none of them holds
  /// any where they become another.
  models::ProcessStep gather(const Where& at) {
    models::Gathering point;
    point.id = name("gathering", static_cast<unsigned>(port().gatherings.size()));
    point.number = 2 + static_cast<std::int32_t>(next(3));
    point.within_s = 300.0 * (1 + next(4));
    models::Gather out;
    out.at = point.id;
    const bool may_become = at.holds_nothing() && !is_made_ && !at.in_way && !at.is_carrier;
    if (may_become && next(2) == 1) {
      point.into = "convoy";
      point.members = next(2) == 1 ? "end" : "aboard";
      port().gatherings.push_back(point);
      return {std::move(out), {}};
    }
    port().gatherings.push_back(point);
    Where inside = at.inside();
    inside.first_yard = k_yards;
    inside.may_seize = false;
    inside.is_carrier = true;
    inside.is_declared = false;
    if (next(2) == 1) out.steps = steps(inside);
    return {std::move(out), {}};
  }

  /// Places of two lots at once; one of them goes first, on a section or between other steps.
  void seize(models::Steps& out, const Where& at) {
    models::Seize both;
    both.places = {{"lot0", 1 + int(next(2)), 0}, {"lot1", 1, int(next(2))}};
    both.in_order = next(2) == 1;
    Where inside = at.inside();
    inside.may_seize = false;
    out.push_back({std::move(both), {}});
    add_steps(out, inside);
    const unsigned first = next(2);
    if (next(2) == 1) {
      models::Pass pass{name("section", next(k_sections)), "in"};
      pass.vacate = {name("lot", first)};
      out.push_back({std::move(pass), {}});
    } else {
      out.push_back({models::Vacate{{name("lot", first)}}, {}});
    }
    add_steps(out, inside);
    out.push_back({models::Vacate{{name("lot", 1 - first)}}, {}});
  }

  /// Once in a process.
  void do_papers(models::Steps& out, const Where& at) {
    is_with_papers_ = true;
    out.push_back({models::Declare{time(600 * (1 + next(4)))}, {}});
    Where inside = at.inside();
    inside.is_declared = true;
    add_steps(out, inside);
    out.push_back({models::AwaitDocuments{}, {}});
    out.push_back({models::Release{}, {}});
  }

  static models::ProcessStep assign(int attribute, sim::Distribution value, bool adds = false) {
    return {models::Assign{attribute, std::move(value), adds}, {}};
  }

  models::ProcessStep appointment(const Where& at) {
    models::Appointment out;
    out.book = "slots";
    if (next(2) == 1) out.early_s = time(600);
    if (next(2) == 1) out.late_s = time(120);
    out.no_show = 0.1 * next(3);
    out.has_otherwise = at.depth < k_deepest && next(2) == 1;
    if (out.has_otherwise) out.otherwise = steps(at.inside());
    return {std::move(out), {}};
  }

  /// Shares that halve again and again are no whole kilograms.
  models::ProcessStep split() {
    models::Split out;
    out.into = "part";
    out.number = sim::empirical({0, 1, 2, 4}, {1, 2, 3, 1});
    if (grain() == Grain::any && next(2) == 1) out.share = 0.5;
    if (next(2) == 1) out.clock = "whole";
    return {std::move(out), {}};
  }

  /// Who takes others aboard may ask for a place next, so that these must hold none.
  void meet_others(models::Steps& out, const Where& at) {
    const bool is_reunion = next(2) == 1 && !at.in_way;
    const bool takes_aboard = !port().gatherings[is_reunion ? 1 : 0].onto.empty();
    if (at.is_carrier || (takes_aboard && !at.holds_nothing()))
      return out.push_back(travel(time(60)));
    out.push_back(is_reunion ? meet("reunion", "whole") : meet("meeting", "part"));
  }

  models::ProcessStep meet(const std::string& where, const std::string& as) {
    models::Gather out;
    out.at = where;
    out.as = as;
    out.patience_s = time(900 * (1 + next(4)));
    out.has_otherwise = next(3) > 0;
    return {std::move(out), {}};
  }

  bool is_made_ = false;         ///< the class that grows is made of others
  bool is_with_papers_ = false;  ///< its process has its documents
};

}  // namespace kouan::test
