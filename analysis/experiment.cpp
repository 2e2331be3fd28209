#include "analysis/experiment.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "analysis/capacity_runs.hpp"
#include "analysis/carried.hpp"
#include "analysis/clearance_runs.hpp"
#include "analysis/experiment_jobs.hpp"
#include "models/endless_classes.hpp"

namespace kouan::analysis {

namespace {

constexpr std::size_t k_base = 0;  ///< position among the variants; nothing makes sense without it
constexpr auto k_none = std::numeric_limits<std::size_t>::max();

/// Lanes of one experiment: models and takers, kept alive while replications run.
class Experiment {
 public:
  Experiment(const std::vector<Variant>& variants, const std::vector<ValidationCase>& validation,
             const ExperimentOptions& options)
      : options_(options),
        validation_(validation),
        jobs_(options, outcome_),
        values_(validation.size()),
        unanswered_(validation.size()) {
    outcome_.seed = options.replicate.seed;
    outcome_.asked_ranges = options.ranges && options.capacity;
    for (const Variant& variant : variants)
      add_variant(variant);
    for (std::size_t i = 0; i < validation.size(); ++i)
      add_validation(i);
  }

  ExperimentOutcome run() {
    run_main();
    if (options_.capacity) ask_what_limits(jobs_, outcome_);
    if (outcome_.asked_ranges && !outcome_.interrupted)
      ask_what_clearance_rests_on(jobs_, outcome_);
    for (std::size_t i = 0; i < validation_.size(); ++i) {
      outcome_.validation.push_back(judge(validation_[i], values_[i], demand_[i]));
      outcome_.validation.back().of_base = is_of_base(validation_[i]);
      outcome_.validation.back().unanswered = unanswered_[i];
    }
    return std::move(outcome_);
  }

 private:
  /// A lane for validation cases: the same scenario in the same mode runs once.
  struct Shared {
    std::string hash;
    models::DemandMode mode;
    const models::Compiled* compiled;
    std::size_t lane;
  };

  /// A scenario that extends another inherits its validation file, and levers change what was
  /// observed: cases of such a file say nothing of the scenario that names it.
  bool is_of_base(const ValidationCase& of) const {
    if (outcome_.variants.empty()) return false;
    const std::string& base = outcome_.variants.front().variant->scenario.hash;
    return !base.empty() && base == of.scenario->hash;
  }

  void add_variant(const Variant& variant) {
    VariantOutcome& out = outcome_.variants.emplace_back();
    out.variant = &variant;
    out.compiled = std::make_unique<models::Compiled>(models::compile(variant.scenario));
    out.samples = std::make_unique<Samples>(variant.scenario, *out.compiled);
    add_lane(name_of(variant), variant.scenario, models::DemandMode::as_given, *out.compiled,
             *out.samples);
    // Saturated runs of what nothing limits would not end; `kouan check` warns of it.
    if (!options_.capacity || models::is_unlimited(variant.scenario)) return;
    out.saturated_model = std::make_unique<models::Compiled>(
        models::compile(variant.scenario, {models::DemandMode::saturated, {}}));
    out.saturated = std::make_unique<Samples>(variant.scenario, *out.saturated_model);
    const models::Text name = name_of(variant);
    add_lane({name.en + ", saturated", name.zh + "（饱和运行）"}, variant.scenario,
             models::DemandMode::saturated, *out.saturated_model, *out.saturated);
  }

  void add_lane(models::Text label, const models::Scenario& scenario, models::DemandMode mode,
                const models::Compiled& compiled, Samples& samples) {
    main_.push_back(lanes_.size());
    lane_variants_.push_back(outcome_.variants.size() - 1);
    shared_.push_back({scenario.hash, mode, &compiled, lanes_.size()});
    takers_.push_back({[&samples](const sim::RunResult& run) { samples.add(run); }});
    lanes_.push_back(
        {std::move(label), &compiled.model, nullptr, {}, outcome_.variants.back().variant->id});
    if (main_.size() == 1) lanes_.back().trace = options_.trace;
  }

  void add_validation(std::size_t index) {
    const ValidationCase& of = validation_[index];
    if (of.mode == models::DemandMode::saturated && models::is_unlimited(*of.scenario)) {
      unanswered_[index] = {
          "nothing in its scenario limits capacity, so that there is no saturated run to hold "
          "against what was observed",
          "其情景中无任何数值限制通过能力，没有可供对照的饱和运行"};
      case_lanes_.push_back(k_none);
      demand_.push_back(std::numeric_limits<double>::quiet_NaN());
      return;
    }
    const Shared& shared = shared_lane(of);
    const models::Compiled* compiled = shared.compiled;
    case_lanes_.push_back(shared.lane);
    demand_.push_back(demand_value(of, *compiled));
    takers_[shared.lane].push_back([this, index, compiled](const sim::RunResult& run) {
      values_[index].push_back(validation_value(validation_[index], *compiled, run));
    });
  }

  const Shared& shared_lane(const ValidationCase& of) {
    for (const Shared& shared : shared_)
      if (!shared.hash.empty() && shared.hash == of.scenario->hash && shared.mode == of.mode)
        return shared;
    extra_models_.push_back(
        std::make_unique<models::Compiled>(models::compile(*of.scenario, {of.mode, {}})));
    const models::Compiled& compiled = *extra_models_.back();
    shared_.push_back({of.scenario->hash, of.mode, &compiled, lanes_.size()});
    takers_.emplace_back();
    lane_variants_.push_back(k_none);
    lanes_.push_back(
        {{"validation case " + of.id, "对照例 " + of.id}, &compiled.model, nullptr, {}});
    return shared_.back();
  }

  /// The runs that everything else needs: a fixed number, or blocks until all are precise enough.
  void run_main() {
    for (std::size_t i = 0; i < lanes_.size(); ++i)
      lanes_[i].take = [this, i](const sim::RunResult& run) {
        for (const auto& taker : takers_[i])
          taker(run);
      };
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane)
      if (lane_variants_[lane] != k_base)
        lanes_[lane].give_up = [this, lane](const models::Text& why) { forget(lane, why); };
    std::vector<std::size_t> all(lanes_.size());
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = i;
    if (!options_.precision) {
      jobs_.run(Phase::runs, lanes_, jobs_by_replication(all, 0, options_.replications));
    } else {
      run_until_precise(all);
    }
    drop_without_results();
  }

  /// Alternatives of which a lane was given up leave the experiment; nothing runs while they do.
  void drop_without_results() {
    auto& variants = outcome_.variants;
    for (std::size_t v = variants.size(); v-- > 1;) {
      const auto gone = gone_.find(v);
      if (gone == gone_.end()) continue;
      outcome_.without_results.insert(outcome_.without_results.begin(),
                                      {variants[v].variant, gone->second});
      variants.erase(variants.begin() + static_cast<std::ptrdiff_t>(v));
    }
  }

  /// One look that passes may do so by luck, since the half-width is an estimate itself; the rule
  /// wants two in a row. Two that find nothing to judge by end it too: more of the same will not
  /// help. Validation-only lanes keep the first number.
  void run_until_precise(const std::vector<std::size_t>& all) {
    PrecisionRule rule;
    rule.relative = *options_.precision;
    int done = rule.next(0);
    int passes = 0;
    int in_vain = 0;
    const auto look = [&] {
      const std::vector<Estimate> found = responses();
      const bool is_precise =
          std::all_of(found.begin(), found.end(), [&](const auto& e) { return rule.reached(e); });
      in_vain = found.empty() ? in_vain + 1 : 0;
      passes = is_precise && !found.empty() ? passes + 1 : 0;
    };
    jobs_.run(Phase::runs, lanes_, jobs_by_replication(all, 0, done));
    look();
    while (!outcome_.interrupted && std::max(passes, in_vain) < rule.passes && done < rule.most) {
      const int next = rule.next(done);
      jobs_.run(Phase::precision, lanes_, jobs_by_replication(main_, done, next));
      done = next;
      look();
    }
    outcome_.precision = PrecisionOutcome{rule.relative, passes >= rule.passes, widest()};
  }

  /// Cases whose model has no results ran, but have no value, and an alternative leaves the
  /// experiment; all else stands.
  void forget(std::size_t lane, const models::Text& why) {
    outcome_.given_up.push_back(why);
    const std::size_t variant = lane_variants_[lane];
    if (variant != k_none) {
      gone_.try_emplace(variant, why);
      main_.erase(std::remove_if(main_.begin(), main_.end(),
                                 [&](std::size_t l) { return lane_variants_[l] == variant; }),
                  main_.end());
    }
    for (std::size_t i = 0; i < validation_.size(); ++i)
      if (case_lanes_[i] == lane) values_[i].assign(1, std::numeric_limits<double>::quiet_NaN());
  }

  /// Largest relative half-width of the responses; infinite while one is unknown or there are none.
  double widest() const {
    const std::vector<Estimate> all = responses();
    double widest = all.empty() ? std::numeric_limits<double>::infinity() : 0;
    for (const Estimate& e : all)
      widest = std::max(widest, e.half_width ? *e.half_width / std::abs(e.mean)
                                             : std::numeric_limits<double>::infinity());
    return widest;
  }

  /// What the precision is asked of: tonnes (or vehicles) per year and mean physical clearance of
  /// every variant and its saturated tonnes per year, as far as they are observed and not zero.
  std::vector<Estimate> responses() const {
    std::vector<Estimate> all;
    const auto add = [&](std::span<const double> values) {
      const Estimate e = estimate(values);
      if (e.known() && e.mean != 0) all.push_back(e);
    };
    for (std::size_t i = 0; i < outcome_.variants.size(); ++i) {
      if (gone_.count(i) > 0) continue;
      const VariantOutcome& v = outcome_.variants[i];
      const char* carried = carried_measure(carried_in(v.variant->scenario));
      add(v.samples->of_port(carried));
      add(v.samples->of_port("physical_clearance_s.mean"));
      if (v.saturated) add(v.saturated->of_port(carried));
    }
    return all;
  }

  const ExperimentOptions& options_;
  const std::vector<ValidationCase>& validation_;
  ExperimentOutcome outcome_;
  ExperimentJobs jobs_;
  std::vector<Lane> lanes_;
  std::vector<std::vector<std::function<void(const sim::RunResult&)>>> takers_;  ///< by lane
  std::vector<std::size_t> main_;             ///< lanes of the variants
  std::vector<std::size_t> lane_variants_;    ///< by lane; k_none: for validation alone
  std::map<std::size_t, models::Text> gone_;  ///< variants of which a lane was given up, and why
  std::vector<Shared> shared_;
  std::vector<std::size_t> case_lanes_;  ///< by validation case
  std::vector<std::unique_ptr<models::Compiled>> extra_models_;
  std::vector<std::vector<double>> values_;  ///< [validation case][replication]
  std::vector<models::Text> unanswered_;     ///< why, by validation case
  std::vector<double> demand_;               ///< what each would come to with all that is given
};

}  // namespace

ExperimentOutcome run_experiment(const std::vector<Variant>& variants,
                                 const std::vector<ValidationCase>& validation,
                                 const ExperimentOptions& options) {
  return Experiment(variants, validation, options).run();
}

}  // namespace kouan::analysis
