#include "models/first_places.hpp"

#include <algorithm>
#include <variant>

namespace kouan::models {
namespace {

bool ends(Start start) { return start == Start::served || start == Start::leaves; }

void add_places(const FirstPlaces& more, FirstPlaces& out) {
  out.stages.insert(more.stages.begin(), more.stages.end());
  out.yards.insert(more.yards.begin(), more.yards.end());
}

/// Of ways one of which is chosen: the way that leaves decides, then the one that goes on.
Start worse(Start one, Start other) {
  if (one == Start::leaves || other == Start::leaves) return Start::leaves;
  return std::min(one, other);
}

Start first_of(const Choose& choose, FirstPlaces& out) {
  double rest = 1;
  Start all = Start::served;
  for (const Option& option : choose.options) {
    rest = option.otherwise ? 0 : rest - option.share;
    all = worse(all, add_first_places(option.steps, out));
  }
  constexpr double k_rounding = 1e-9;
  return rest < k_rounding ? all : worse(all, Start::goes_on);
}

/// All ways are gone at once, so one that meets a place is enough.
Start first_of(const Parallel& parallel, FirstPlaces& out) {
  Start best = Start::goes_on;
  for (const Steps& way : parallel.ways) {
    const Start start = add_first_places(way, out);
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
  const Start start = add_first_places(within.steps, inside);
  add_places(inside, out);
  return start == Start::served ? Start::served : Start::holds;
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

Start first_of(const Repeat& repeat, FirstPlaces& out) {
  return add_first_places(repeat.steps, out);
}

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

}  // namespace

Start add_first_places(const Steps& steps, FirstPlaces& out) {
  Start so_far = Start::goes_on;
  for (const ProcessStep& step : steps) {
    FirstPlaces more;
    const Start start =
        std::visit([&](const auto& what) { return first_of(what, more); }, step.what);
    add_places(more, out);
    if (so_far == Start::goes_on) out.gatherings.merge(more.gatherings);
    if (so_far == Start::goes_on) so_far = start;
    if (ends(start)) return so_far;
  }
  return so_far;
}

}  // namespace kouan::models
