#include "analysis/capacity_runs.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/bottleneck.hpp"
#include "analysis/carried.hpp"

namespace kouan::analysis {

namespace {

void add_ends(const std::vector<ScreenedValue>& of, EndEffect effect,
              std::vector<BottleneckAtEnd>& out) {
  for (const ScreenedValue& value : of) {
    if (value.low.effect == effect)
      out.push_back({value.of, value.title, models::RangeEnd::low, {}});
    if (value.high.effect == effect)
      out.push_back({value.of, value.title, models::RangeEnd::high, {}});
  }
}

/// Ends of which it is not even known whether they move capacity: where the bottleneck is there is
/// not known either.
void add_untold_ends(const RangeScreening& found, std::vector<BottleneckAtEnd>& out) {
  add_ends(found.effects, EndEffect::unsure, out);
  add_ends(found.unsure, EndEffect::unsure, out);
  add_ends(found.untried, EndEffect::not_run, out);
}

/// Searches what limits capacity, by runs of changed scenarios beside those of the experiment.
class CapacityRuns {
 public:
  CapacityRuns(ExperimentJobs& jobs, ExperimentOutcome& outcome) : jobs_(jobs), outcome_(outcome) {}

  void run() {
    if (!outcome_.interrupted) find_bottlenecks();
    if (!outcome_.interrupted) run_range_ends();
    if (jobs_.options().ranges && !outcome_.interrupted) screen_ranges();
  }

 private:
  /// Screens all stages of all variants with few replications, then runs the best ones with all; or
  /// all of them with all, where the worth of each is asked for.
  void find_bottlenecks() {
    const Screening screening;
    int all = 0;
    std::deque<BottleneckCandidates> searches;
    for (const VariantOutcome& v : outcome_.variants) {
      if (!v.saturated) continue;  // nothing limits it
      all = v.saturated->replications();
      searches.emplace_back(v.variant->id, name_of(*v.variant), v.variant->scenario, *v.saturated,
                            jobs_.options().value);
    }
    const int few = jobs_.options().value ? all : std::min(screening.replications, all);
    run_candidates(Phase::bottleneck_screening, searches, 0, few);
    if (!outcome_.interrupted && !jobs_.options().value) {
      for (BottleneckCandidates& search : searches)
        search.keep(screening.keep);
      run_candidates(Phase::bottleneck, searches, few, all);
    }
    auto search = searches.begin();
    for (VariantOutcome& v : outcome_.variants) {
      if (!v.saturated) continue;
      if (!outcome_.interrupted || search->has_intervals())
        v.bottleneck = rank_gains(search->gains());
      if (outcome_.interrupted && v.bottleneck && !v.bottleneck->judged) v.bottleneck.reset();
      ++search;
    }
    if (!outcome_.interrupted) try_pairs(few, all);
  }

  /// Where no single place leads, two may bind together.
  void try_pairs(int few, int all) {
    if (all < 2) return;  // nothing can be told
    std::deque<BottleneckCandidates> searches;
    std::vector<Bottleneck*> whose;
    for (VariantOutcome& v : outcome_.variants) {
      if (!v.bottleneck || v.bottleneck->place) continue;
      std::vector<Place> tried;
      for (const Gain& gain : v.bottleneck->gains)
        tried.push_back(gain.place);
      const models::Scenario& scenario = v.variant->scenario;
      searches.emplace_back(v.variant->id, name_of(*v.variant), scenario, *v.saturated,
                            pair_candidates(scenario, *v.saturated, tried));
      whose.push_back(&*v.bottleneck);
    }
    run_candidates(Phase::pairs, searches, 0, few);
    for (BottleneckCandidates& search : searches)
      if (!jobs_.options().value) search.keep(k_kept_pairs);
    if (!outcome_.interrupted) run_candidates(Phase::pairs, searches, few, all);
    if (outcome_.interrupted) return;
    for (std::size_t i = 0; i < searches.size(); ++i)
      rank_pairs(searches[i].gains(), *whose[i]);
  }

  void run_candidates(Phase phase, std::deque<BottleneckCandidates>& searches, int from, int to) {
    std::vector<Lane> lanes;
    for (BottleneckCandidates& search : searches)
      for (Lane& lane : search.lanes())
        lanes.push_back(jobs_.telling(std::move(lane)));
    jobs_.run_all(phase, lanes, from, to);
  }

  /// Ends of ranges that run together, each with where its result goes.
  struct EndsToRun {
    std::deque<RangeEnds> ends;
    std::vector<std::optional<CapacityRange>*> results;

    void add(const VariantOutcome& of, const models::RangedValue& value,
             std::optional<CapacityRange>& result) {
      ends.emplace_back(of.variant->id, name_of(*of.variant), of.variant->scenario, value);
      results.push_back(&result);
    }
  };

  /// What the headline hangs on besides chance, and the gains with it: the same ends for all, on
  /// the same random numbers. An alternative whose bottleneck is elsewhere hangs on another value.
  void run_range_ends() {
    if (outcome_.variants.empty()) return;  // observed cases alone
    EndsToRun all;
    const auto of_base = range_of_bottleneck(outcome_.variants.front());
    for (VariantOutcome& v : outcome_.variants) {
      if (of_base) add_base_range(v, *of_base, all);
      add_own_range(v, of_base, all);
    }
    std::vector<Lane> lanes;
    for (RangeEnds& of : all.ends)
      for (Lane& lane : of.lanes())
        lanes.push_back(jobs_.telling(std::move(lane)));
    const int few =
        std::min(k_range_replications, outcome_.variants.front().samples->replications());
    jobs_.run_all(Phase::range, lanes, 0, few);
    if (outcome_.interrupted) return;  // ends of unequal replications are no range
    for (std::size_t i = 0; i < all.ends.size(); ++i)
      *all.results[i] = all.ends[i].result();
  }

  static std::optional<models::RangedValue> range_of_bottleneck(const VariantOutcome& of) {
    if (!of.bottleneck || !of.bottleneck->place) return std::nullopt;
    return widest_range(of.variant->scenario, *of.bottleneck->place);
  }

  void add_base_range(VariantOutcome& v, const models::RangedValue& value, EndsToRun& all) {
    const models::Scenario& base = outcome_.variants.front().variant->scenario;
    if (v.saturated && has_same_value(v.variant->scenario, base, value)) all.add(v, value, v.range);
  }

  void add_own_range(VariantOutcome& v, const std::optional<models::RangedValue>& of_base,
                     EndsToRun& all) {
    const VariantOutcome& base = outcome_.variants.front();
    const auto own = &v == &base ? std::nullopt : range_of_bottleneck(v);
    if (!own || (of_base && of_base->path == own->path)) return;
    all.add(v, *own, v.own_range);
    if (base.saturated && has_same_value(base.variant->scenario, v.variant->scenario, *own))
      all.add(base, *own, v.base_over_own_range);
  }

  /// What else capacity rests on. An end that stands still or cannot be held is no result, and no
  /// fault of the scenario as it is.
  void screen_ranges() {
    if (outcome_.variants.empty()) return;
    const VariantOutcome& base = outcome_.variants.front();
    if (!base.saturated) return;  // nothing limits it
    const int few = std::min(k_screening_replications, base.saturated->replications());
    if (few < k_least_screening_replications) return;
    std::deque<ScreenedRanges> all;
    std::vector<VariantOutcome*> whose;
    for (VariantOutcome& v : outcome_.variants) {
      if (!v.saturated) continue;
      const models::Scenario* than = &v == &base ? nullptr : &base.variant->scenario;
      const std::optional<CapacityRange>& known = &v == &base ? v.range : v.own_range;
      all.emplace_back(v.variant->id, name_of(*v.variant), v.variant->scenario, *v.saturated,
                       values_to_screen(v.variant->scenario, than), known ? &*known : nullptr);
      whose.push_back(&v);
    }
    const auto run = [&](Phase phase, int from, int to) {
      std::vector<Lane> lanes;
      for (ScreenedRanges& of : all)
        for (Lane& lane : of.lanes())
          lanes.push_back(std::move(lane));
      jobs_.run_all(phase, lanes, from, to);
    };
    run(Phase::range_screening, 0, 1);
    for (ScreenedRanges& of : all)
      of.keep_movers();
    if (!outcome_.interrupted) run(Phase::range_movers, 1, few);
    if (outcome_.interrupted) return;
    for (std::size_t i = 0; i < all.size(); ++i)
      whose[i]->screening = all[i].result();
    run_shared();
    if (outcome_.interrupted) return;
    try_bottleneck_at(all.front(), outcome_.variants.front());
  }

  /// Values of the base, those that move its capacity furthest, which the alternative has just so:
  /// none of those at whose ends it has been run already.
  std::vector<ScreenedValue> shared_with(const VariantOutcome& v) const {
    const VariantOutcome& base = outcome_.variants.front();
    const auto is_of = [](const std::optional<CapacityRange>& range, const ScreenedValue& value) {
      return range && range->of.path == value.of.path;
    };
    std::vector<ScreenedValue> out = base.screening->effects;
    if (out.size() > k_shared_capacity_values) out.resize(k_shared_capacity_values);
    std::erase_if(out, [&](const ScreenedValue& value) {
      const auto own = models::ranged_value(v.variant->scenario, value.of.path);
      const bool is_same = own && own->low == value.of.low && own->high == value.of.high &&
                           has_same_value(v.variant->scenario, base.variant->scenario, value.of);
      return !is_same || is_of(v.range, value) || is_of(v.own_range, value);
    });
    return out;
  }

  /// Both ends of these with each alternative: what does not move the base there may move it. They
  /// were picked by what they do to the base, so that all their replications count.
  void run_shared() {
    std::deque<RangeEnds> all;
    std::vector<std::pair<VariantOutcome*, ScreenedValue>> whose;
    for (VariantOutcome& v : outcome_.variants) {
      if (&v == &outcome_.variants.front() || !v.saturated) continue;
      for (ScreenedValue& value : shared_with(v)) {
        all.emplace_back(v.variant->id, name_of(*v.variant), v.variant->scenario, value.of);
        whose.emplace_back(&v, std::move(value));
      }
    }
    std::vector<Lane> lanes;
    for (RangeEnds& of : all)
      for (Lane& lane : of.lanes())
        lanes.push_back(std::move(lane));
    jobs_.run_all(Phase::range_shared, lanes, 0, k_range_replications);
    if (outcome_.interrupted) return;
    std::map<VariantOutcome*, std::vector<ScreenedValue>> found;
    for (std::size_t i = 0; i < whose.size(); ++i) {
      auto& [v, value] = whose[i];
      const auto now = v->saturated->of_port(carried_measure(carried_in(v->variant->scenario)));
      value.low = of_unpicked(now, all[i].tonnes(models::RangeEnd::low));
      value.high = of_unpicked(now, all[i].tonnes(models::RangeEnd::high));
      found[v].push_back(std::move(value));
    }
    for (auto& [v, values] : found)
      v->shared_screening = sorted_out(std::move(values));
  }

  /// The bottleneck of the base is named under assumptions; at ends of their ranges it may be
  /// elsewhere.
  void try_bottleneck_at(const ScreenedRanges& ranges, VariantOutcome& base) {
    const auto& found = base.bottleneck;
    if (!found || !found->place || !found->rivals.empty()) return;
    BottleneckAtEnds ends(base.variant->id, name_of(*base.variant), base.variant->scenario,
                          *found->place, ranges.moving_ends());
    jobs_.run_all(Phase::range_bottleneck, ends.lanes(), 0, k_bottleneck_end_replications);
    if (outcome_.interrupted) return;
    const double gain = gain_at(*found, *found->place)->per_year.difference.mean;
    std::vector<BottleneckAtEnd> all = ends.result();
    add_untold_ends(*base.screening, all);
    base.bottleneck_over_ranges = sorted_by_bottleneck(std::move(all), gain);
  }

  ExperimentJobs& jobs_;
  ExperimentOutcome& outcome_;
};

}  // namespace

void ask_what_limits(ExperimentJobs& jobs, ExperimentOutcome& outcome) {
  CapacityRuns(jobs, outcome).run();
}

}  // namespace kouan::analysis
