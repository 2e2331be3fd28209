#include "models/way_to_first_place.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <variant>

#include "models/attributes.hpp"

namespace kouan::models {
namespace {

/// Where somebody is on the way.
struct UnderWay {
  double time_s = 0;
  double at_once = 1;
  double documents_at_s = 0;
  bool has_ended = false;  ///< at a place, or leaves
  bool is_direct = true;
};

/// Of two that go on the later; else the one that goes on.
UnderWay slower(const UnderWay& one, const UnderWay& other) {
  if (one.has_ended != other.has_ended) return one.has_ended ? other : one;
  return {std::max(one.time_s, other.time_s), std::max(one.at_once, other.at_once),
          std::max(one.documents_at_s, other.documents_at_s), one.has_ended,
          one.is_direct && other.is_direct};
}

class WayWalk {
 public:
  WayWalk(const Scenario& scenario, const EntityClass& cls) : scenario_(scenario), class_(cls) {}

  WayToFirstPlace of(const Process& process) {
    ended(through(process.steps, {}));
    return longest_;
  }

 private:
  UnderWay through(const Steps& steps, UnderWay at) {
    for (const ProcessStep& step : steps) {
      if (at.has_ended) return at;
      at = std::visit([&](const auto& what) { return after(what, at); }, step.what);
    }
    return at;
  }

  UnderWay ended(UnderWay at) {
    longest_.time_s = std::max(longest_.time_s, at.time_s);
    longest_.at_once = std::max(longest_.at_once, at.at_once);
    longest_.is_direct = longest_.is_direct && at.is_direct;
    at.has_ended = true;
    return at;
  }

  static UnderWay later(UnderWay at, double by_s) {
    at.time_s += by_s;
    at.is_direct = false;
    return at;
  }

  double mean_s(const sim::Distribution& time_s) const {
    return as_drawn(scenario_, class_, time_s).mean();
  }

  UnderWay after(const Visit&, UnderWay at) { return ended(at); }
  UnderWay after(const Within&, UnderWay at) { return ended(at); }
  UnderWay after(const Seize&, UnderWay at) { return ended(at); }
  UnderWay after(const Pass&, UnderWay at) { return ended(at); }
  UnderWay after(const Leave&, UnderWay at) { return ended(at); }
  UnderWay after(const GoTo&, UnderWay at) { return ended(later(at, 0)); }
  UnderWay after(const WaitUntil&, UnderWay at) { return later(at, 0); }

  UnderWay after(const Travel& travel, UnderWay at) { return later(at, mean_s(travel.time_s)); }

  UnderWay after(const Declare& declare, UnderWay at) {
    at.documents_at_s = at.time_s + mean_s(declare.takes_s);
    return at;
  }

  UnderWay after(const AwaitDocuments&, UnderWay at) {
    return later(at, std::max(0.0, at.documents_at_s - at.time_s));
  }

  UnderWay after(const Appointment& appointment, UnderWay at) {
    for (const Book& book : scenario_.books)
      if (book.id == appointment.book) at.time_s += book.ahead_s;
    return later(at, appointment.late_s ? mean_s(*appointment.late_s) : 0);
  }

  UnderWay after(const Choose& choose, UnderWay at) {
    UnderWay slowest = at;
    slowest.has_ended = true;
    double rest = 1;
    for (const Option& option : choose.options) {
      rest = option.otherwise ? 0 : rest - option.share;
      slowest = slower(slowest, through(option.steps, at));
    }
    constexpr double k_rounding = 1e-9;
    return rest < k_rounding ? slowest : slower(slowest, at);
  }

  UnderWay after(const Parallel& parallel, UnderWay at) {
    UnderWay slowest = at;
    bool is_at_place = false;
    for (const Steps& way : parallel.ways) {
      const UnderWay there = through(way, at);
      is_at_place = is_at_place || there.has_ended;
      slowest = slower(slowest, there);
    }
    return is_at_place ? ended(slowest) : slowest;
  }

  UnderWay after(const Repeat& repeat, UnderWay at) { return through(repeat.steps, later(at, 0)); }

  UnderWay after(const Gather& gather, UnderWay at) {
    at.is_direct = false;
    for (const Gathering& gathering : scenario_.gatherings) {
      if (gathering.id != gather.at) continue;
      at = later(at, gathering.every_s > 0 ? gathering.every_s : gathering.within_s.value_or(0));
      if (!gathering.into.empty() || !gather.steps.empty()) at.at_once *= most_aboard(gathering);
      at = aboard(gathering.into, at);
    }
    return through(gather.steps, at);
  }

  static double most_aboard(const Gathering& gathering) {
    double members = std::max<double>(gathering.number, gathering.most);
    for (const auto& [kind, number] : gathering.of)
      members += number;
    return std::max(1.0, members);
  }

  /// The class that the batch becomes does its own process with all aboard.
  UnderWay aboard(const std::string& carrier, UnderWay at) {
    for (const EntityClass& cls : scenario_.classes) {
      const Process* process = process_of(scenario_, cls);
      if (cls.id != carrier || process == nullptr || !carriers_.insert(carrier).second) continue;
      return through(process->steps, at);
    }
    return at;
  }

  template <class Other>
  UnderWay after(const Other&, UnderWay at) {
    return at;
  }

  const Scenario& scenario_;
  const EntityClass& class_;
  std::set<std::string> carriers_;  ///< whose process was gone through
  WayToFirstPlace longest_;         ///< of those that have ended
};

}  // namespace

WayToFirstPlace way_to_first_place(const Scenario& scenario, const EntityClass& cls) {
  const Process* process = process_of(scenario, cls);
  return process == nullptr ? WayToFirstPlace{} : WayWalk(scenario, cls).of(*process);
}

}  // namespace kouan::models
