#include "models/first_places.hpp"

#include <algorithm>
#include <variant>

namespace kouan::models {
namespace {

/// How the ways through a list may begin: one bit for each Start.
class Starts {
 public:
  Starts() = default;
  Starts(Start one) : bits_(bit(one)) {}  // NOLINT(google-explicit-constructor): one of them

  bool has(Start one) const { return (bits_ & bit(one)) != 0; }
  /// Whether some way still comes to no stage.
  bool is_open() const { return has(Start::goes_on) || has(Start::holds); }
  void add(Starts more) { bits_ |= more.bits_; }
  void drop(Start one) { bits_ &= ~bit(one); }

  /// The way that leaves decides, then the one that goes on.
  Start worst() const {
    for (const Start one : {Start::leaves, Start::goes_on, Start::holds})
      if (has(one)) return one;
    return Start::served;
  }

 private:
  static unsigned bit(Start one) { return 1U << static_cast<unsigned>(one); }

  unsigned bits_ = 0;
};

Starts starts_of(const Steps& steps, FirstPlaces& out);

void add_places(const FirstPlaces& more, FirstPlaces& out) {
  out.stages.insert(more.stages.begin(), more.stages.end());
  out.yards.insert(more.yards.begin(), more.yards.end());
}

Starts first_of(const Choose& choose, FirstPlaces& out) {
  double rest = 1;
  Starts all;
  for (const Option& option : choose.options) {
    rest = option.otherwise ? 0 : rest - option.share;
    all.add(starts_of(option.steps, out));
  }
  constexpr double k_rounding = 1e-9;
  if (rest >= k_rounding) all.add(Start::goes_on);
  return all;
}

/// All ways are gone at once, so one that meets a place is enough.
Start first_of(const Parallel& parallel, FirstPlaces& out) {
  Start best = Start::goes_on;
  for (const Steps& way : parallel.ways) {
    const Start start = starts_of(way, out).worst();
    if (start != Start::leaves) best = std::max(best, start);
  }
  return best;
}

Start first_of(const Visit& visit, FirstPlaces& out) {
  if (!visit.stage.empty()) out.stages.insert(visit.stage);
  out.stages.insert(visit.shortest.begin(), visit.shortest.end());
  add_first_places(visit.otherwise, out);
  return Start::served;
}

Start first_of(const Within& within, FirstPlaces& out) {
  out.yards.insert(within.yard);
  add_first_places(within.otherwise, out);
  FirstPlaces inside;
  const Starts starts = starts_of(within.steps, inside);
  add_places(inside, out);
  return starts.worst() == Start::served ? Start::served : Start::holds;
}

Start first_of(const Seize& seize, FirstPlaces& out) {
  for (const Taken& place : seize.places)
    out.yards.insert(place.yard);
  add_first_places(seize.otherwise, out);
  return Start::holds;
}

Start first_of(const Pass& pass, FirstPlaces& out) {
  out.stages.insert(pass.section);
  add_first_places(pass.otherwise, out);
  return Start::served;
}

Starts first_of(const Repeat& repeat, FirstPlaces& out) { return starts_of(repeat.steps, out); }

/// Whoever is not the carrier starts no inner step.
Start first_of(const Gather& gather, FirstPlaces& out) {
  out.gatherings.insert(gather.at);
  return Start::goes_on;
}

Start first_of(const Leave&, FirstPlaces&) { return Start::leaves; }

Start first_of(const GoTo&, FirstPlaces&) { return Start::leaves; }

template <class Other>
Start first_of(const Other&, FirstPlaces&) {
  return Start::goes_on;
}

/// Those who have met no more than a yard go on, and stay told as such.
Starts starts_of(const Steps& steps, FirstPlaces& out) {
  Starts so_far = Start::goes_on;
  for (const ProcessStep& step : steps) {
    FirstPlaces more;
    const Starts next =
        std::visit([&](const auto& what) { return Starts(first_of(what, more)); }, step.what);
    add_places(more, out);
    if (so_far.has(Start::goes_on)) {
      out.gatherings.merge(more.gatherings);
      so_far.drop(Start::goes_on);
      so_far.add(next);
    }
    if (!next.is_open()) break;
  }
  return so_far;
}

}  // namespace

Start add_first_places(const Steps& steps, FirstPlaces& out) {
  return starts_of(steps, out).worst();
}

}  // namespace kouan::models
