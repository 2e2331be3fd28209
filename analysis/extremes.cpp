#include "analysis/extremes.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "analysis/carried.hpp"

namespace kouan::analysis {

namespace {

using models::RangeEnd;

/// Collects ends, beginning with how it is.
class Search {
 public:
  explicit Search(const Estimate& now) {
    found_.lowest.there = now;
    found_.highest.there = now;
  }

  void add(const models::RangedValue& of, const models::Text& title, RangeEnd end,
           const Estimate& there) {
    if (!there.known()) return;
    if (models::is_no_flow(of, end)) {
      without_.push_back({of, title, end, there});
      return;
    }
    if (there.mean < found_.lowest.there.mean) found_.lowest = {of, title, end, there};
    if (there.mean > found_.highest.there.mean) found_.highest = {of, title, end, there};
  }

  void add(const RangeScreening& screening) {
    found_.tried += screening.tried;
    found_.unsure += screening.unsure.size();
    for (const ScreenedValue& value : screening.effects) {
      if (value.low.effect == EndEffect::unsure || value.high.effect == EndEffect::unsure)
        add_unsure();
      for (const RangeEnd end : {RangeEnd::low, RangeEnd::high}) {
        const ScreenedEnd& there = end == RangeEnd::low ? value.low : value.high;
        if (there.effect == EndEffect::moves)
          add(value.of, value.title, end, there.paired->with);
        else if (there.effect == EndEffect::grows)
          grows(value.title);
      }
    }
  }

  void grows(const models::Text& title) {
    const auto is_it = [&](const models::Text& other) { return other.en == title.en; };
    if (std::none_of(found_.growing.begin(), found_.growing.end(), is_it))
      found_.growing.push_back(title);
  }

  void add_unsure() { ++found_.unsure; }
  void add_tried(std::size_t values) { found_.tried += values; }

  std::optional<Extremes> result() {
    if (found_.tried == 0) return std::nullopt;
    const auto [low, high] = std::minmax_element(
        without_.begin(), without_.end(),
        [](const auto& a, const auto& b) { return a.there.mean < b.there.mean; });
    if (low != without_.end() && low->there.mean < found_.lowest.there.mean)
      found_.without.push_back(*low);
    if (high != without_.end() && high->there.mean > found_.highest.there.mean)
      found_.without.push_back(*high);
    return std::move(found_);
  }

 private:
  Extremes found_;
  std::vector<Extreme> without_;
};

/// Whether the change there is another by enough to be of use, be it by chance.
bool seems_other(const Estimate& there, const Estimate& here) {
  return std::abs(there.mean - here.mean) >= k_clearance_share * std::abs(here.mean);
}

/// Adds the change at both ends of one value.
void add_change(const ChangeOverRange& change, const Estimate& as_it_is, Search& search) {
  bool is_unsure = false;
  for (const RangeEnd end : {RangeEnd::low, RangeEnd::high}) {
    const auto& there = end == RangeEnd::low ? change.low : change.high;
    if (!there) continue;
    if (is_other_change(there->difference, as_it_is))
      search.add(change.of, change.title, end, there->difference);
    else if (seems_other(there->difference, as_it_is))
      is_unsure = true;
  }
  if (is_unsure) search.add_unsure();
}

Estimate clearance_now(const VariantOutcome& of, ClearanceClock clock) {
  const auto& classes = of.variant->scenario.classes;
  for (std::size_t c = 0; c < classes.size(); ++c)
    if (classes[c].id == of.clearance->entity_class)
      return estimate(of.samples->of_class(c, clearance_measure(clock)));
  return {};
}

}  // namespace

std::optional<Extremes> capacity_extremes(const VariantOutcome& of) {
  if (!of.saturated) return std::nullopt;
  const auto now = of.saturated->of_port(carried_measure(carried_in(of.variant->scenario)));
  Search search(estimate(now));
  for (const auto* found : {&of.screening, &of.shared_screening})
    if (*found) search.add(**found);
  for (const auto* range : {&of.range, &of.own_range}) {
    if (!*range || (of.screening && of.screening->reused == (*range)->of.path)) continue;
    search.add(sorted_out({{(*range)->of, (*range)->title, of_unpicked(now, (*range)->low),
                            of_unpicked(now, (*range)->high)}}));
  }
  return search.result();
}

std::optional<Extremes> clearance_extremes(const VariantOutcome& of, ClearanceClock clock) {
  if (!of.clearance) return std::nullopt;
  const Estimate now = clearance_now(of, clock);
  if (!now.known()) return std::nullopt;
  Search search(now);
  search.add(of.clearance->on(clock));
  return search.result();
}

bool is_other_change(const Estimate& there, const Estimate& as_it_is) {
  const double intervals = std::max(there.half_width.value_or(0), as_it_is.half_width.value_or(0));
  return std::abs(there.mean - as_it_is.mean) > intervals && seems_other(there, as_it_is);
}

std::optional<Extremes> change_extremes(const VariantOutcome& alternative, ClearanceClock clock,
                                        const Estimate& as_it_is) {
  if (!alternative.clearance || !as_it_is.known()) return std::nullopt;
  const ClearanceScreening& found = *alternative.clearance;
  Search search(as_it_is);
  for (const ChangeOverRange& change : found.changes_on(clock))
    add_change(change, as_it_is, search);
  for (const models::Text& title : found.growing)
    search.grows(title);
  search.add_tried(found.on(clock).tried + found.shared);
  return search.result();
}

Extremes reversed(Extremes of) {
  std::swap(of.lowest, of.highest);
  std::reverse(of.without.begin(), of.without.end());
  for (Extreme* end : {&of.lowest, &of.highest})
    end->there.mean = -end->there.mean;
  for (Extreme& end : of.without)
    end.there.mean = -end.there.mean;
  return of;
}

}  // namespace kouan::analysis
