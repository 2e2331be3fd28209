#include "analysis/clearance_runs.hpp"

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/main_class.hpp"

namespace kouan::analysis {

namespace {

/// Number of the class with this id; none where the scenario has not got it.
std::optional<std::size_t> class_of(const models::Scenario& scenario, const std::string& id) {
  const auto& classes = scenario.classes;
  const auto found = std::find_if(classes.begin(), classes.end(),
                                  [&](const models::EntityClass& cls) { return cls.id == id; });
  if (found == classes.end()) return std::nullopt;
  return static_cast<std::size_t>(found - classes.begin());
}

/// How far the change goes from end to end.
double reach(const ChangeOverRange& change, double as_it_is) {
  double least = as_it_is, most = as_it_is;
  for (const auto* end : {&change.low, &change.high}) {
    if (!*end) continue;
    least = std::min(least, (*end)->difference.mean);
    most = std::max(most, (*end)->difference.mean);
  }
  return most - least;
}

class ClearanceRuns {
 public:
  ClearanceRuns(ExperimentJobs& jobs, ExperimentOutcome& outcome, std::size_t main)
      : jobs_(jobs), outcome_(outcome), main_id_(base().classes[main].id) {}

  void run(int replications) {
    for (VariantOutcome& v : outcome_.variants)
      add(v);
    run_lanes(Phase::clearance_screening, 0, 1);
    if (outcome_.interrupted) return;
    keep_movers();
    add_shared();
    run_lanes(Phase::clearance_movers, 1, replications);
    if (outcome_.interrupted) return;
    for (Searched& of : all_)
      of.variant->clearance = result(of);
  }

 private:
  struct Searched {
    VariantOutcome* variant;
    ClearanceRanges own;  ///< values of the base; of an alternative those that the base has not so
    ClearanceRanges shared;  ///< of an alternative: those that move the base furthest
  };

  const models::Scenario& base() const { return outcome_.variants.front().variant->scenario; }

  void add(VariantOutcome& v) {
    const models::Scenario& scenario = v.variant->scenario;
    const auto cls = class_of(scenario, main_id_);
    if (!cls) return;
    const ClearanceRanges none(v.variant->id, name_of(*v.variant), scenario, *v.samples, *cls);
    Searched& of = all_.emplace_back(Searched{&v, none, none});
    of.own.add(values_to_screen(scenario, is_base(v) ? nullptr : &base()));
  }

  bool is_base(const VariantOutcome& v) const { return &v == &outcome_.variants.front(); }

  void keep_movers() {
    const ClearanceRanges& base = all_.front().own;
    for (Searched& of : all_)
      if (is_base(*of.variant))
        of.own.keep_movers(all_.size() > 1 ? k_shared_values : 0);
      else
        of.own.keep_movers_against(base);
  }

  void add_shared() {
    const std::vector<EndOfValue> ends = all_.front().own.farthest(k_shared_values);
    for (Searched& of : all_) {
      if (is_base(*of.variant)) continue;
      std::vector<EndOfValue> same;
      for (const EndOfValue& end : ends)
        if (has_same_value(of.variant->variant->scenario, base(), end.of)) same.push_back(end);
      of.shared.add_from_second(same);
    }
  }

  /// An end that stands still or cannot be held is no result, and no fault of the scenario as it
  /// is.
  void run_lanes(Phase phase, int from, int to) {
    std::vector<Lane> lanes;
    for (Searched& of : all_)
      for (ClearanceRanges* ranges : {&of.own, &of.shared})
        for (Lane& lane : ranges->lanes())
          lanes.push_back(std::move(lane));
    jobs_.run_all(phase, lanes, from, to);
  }

  ClearanceScreening result(const Searched& of) const {
    ClearanceScreening out;
    out.entity_class = main_id_;
    for (const ClearanceClock clock : k_clearance_clocks) {
      const auto i = static_cast<std::size_t>(clock);
      out.by_clock[i] = of.own.result(clock);
      if (is_base(*of.variant)) continue;
      const ClearanceRanges& base = all_.front().own;
      out.changes[i] = of.own.changes(clock, base);
      std::vector<ChangeOverRange> shared = of.shared.changes(clock, base);
      out.shared = std::max(out.shared, shared.size());
      for (ChangeOverRange& change : shared)
        out.changes[i].push_back(std::move(change));
      sort_by_reach(*of.variant, clock, out.changes[i]);
    }
    for (models::Text& title : of.own.growing(nullptr))
      out.growing.push_back(std::move(title));
    for (models::Text& title : of.shared.growing(&all_.front().own))
      out.growing.push_back(std::move(title));
    return out;
  }

  void sort_by_reach(const VariantOutcome& v, ClearanceClock clock,
                     std::vector<ChangeOverRange>& changes) const {
    const VariantOutcome& base_of = outcome_.variants.front();
    const auto mean = [&](const VariantOutcome& of) {
      const auto cls = *class_of(of.variant->scenario, main_id_);
      return estimate(of.samples->of_class(cls, clearance_measure(clock))).mean;
    };
    const double as_it_is = mean(v) - mean(base_of);
    std::stable_sort(changes.begin(), changes.end(), [&](const auto& a, const auto& b) {
      return reach(a, as_it_is) > reach(b, as_it_is);
    });
  }

  ExperimentJobs& jobs_;
  ExperimentOutcome& outcome_;
  std::string main_id_;
  std::deque<Searched> all_;  ///< the base first
};

}  // namespace

void ask_what_clearance_rests_on(ExperimentJobs& jobs, ExperimentOutcome& outcome) {
  if (outcome.variants.empty()) return;  // observed cases alone
  const VariantOutcome& base = outcome.variants.front();
  const int few = std::min(k_screening_replications, base.samples->replications());
  const auto main = main_class(base);
  if (main && few >= k_least_screening_replications) ClearanceRuns(jobs, outcome, *main).run(few);
}

}  // namespace kouan::analysis
