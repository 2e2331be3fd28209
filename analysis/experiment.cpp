#include "analysis/experiment.hpp"

#include <algorithm>

namespace kouan::analysis {

namespace {

/// Lanes of one experiment: models and takers, kept alive while replications run.
class Experiment {
 public:
  Experiment(const std::vector<Variant>& variants, const std::vector<ValidationCase>& validation,
             const ExperimentOptions& options)
      : options_(options), validation_(validation), values_(validation.size()) {
    outcome_.seed = options.replicate.seed;
    for (const Variant& variant : variants)
      add_variant(variant);
    for (std::size_t i = 0; i < validation.size(); ++i)
      add_validation(i);
  }

  ExperimentOutcome run() {
    run_main();
    if (options_.capacity)
      for (VariantOutcome& variant : outcome_.variants)
        if (!outcome_.interrupted) find_bottleneck(variant);
    for (std::size_t i = 0; i < validation_.size(); ++i)
      outcome_.validation.push_back(judge(validation_[i], values_[i]));
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

  void add_variant(const Variant& variant) {
    VariantOutcome out;
    out.variant = &variant;
    out.compiled = std::make_unique<models::Compiled>(models::compile(variant.scenario));
    out.samples = std::make_unique<Samples>(variant.scenario, *out.compiled);
    add_lane(variant.id, variant.scenario, models::DemandMode::as_given, *out.compiled,
             *out.samples);
    if (options_.capacity) {
      out.saturated_model = std::make_unique<models::Compiled>(
          models::compile(variant.scenario, {models::DemandMode::saturated, {}}));
      out.saturated = std::make_unique<Samples>(variant.scenario, *out.saturated_model);
      add_lane(variant.id + ", saturated", variant.scenario, models::DemandMode::saturated,
               *out.saturated_model, *out.saturated);
    }
    outcome_.variants.push_back(std::move(out));
  }

  void add_lane(std::string label, const models::Scenario& scenario, models::DemandMode mode,
                const models::Compiled& compiled, Samples& samples) {
    main_.push_back(lanes_.size());
    shared_.push_back({scenario.hash, mode, &compiled, lanes_.size()});
    takers_.push_back({[&samples](const sim::RunResult& run) { samples.add(run); }});
    lanes_.push_back({std::move(label), &compiled.model, nullptr});
  }

  void add_validation(std::size_t index) {
    const ValidationCase& of = validation_[index];
    const Shared& shared = shared_lane(of);
    const models::Compiled* compiled = shared.compiled;
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
    lanes_.push_back({"validation case " + of.id, &compiled.model, nullptr});
    return shared_.back();
  }

  /// The runs that everything else needs: a fixed number, or blocks until all are precise enough.
  void run_main() {
    for (std::size_t i = 0; i < lanes_.size(); ++i)
      lanes_[i].take = [this, i](const sim::RunResult& run) {
        for (const auto& taker : takers_[i])
          taker(run);
      };
    std::vector<std::size_t> all(lanes_.size());
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = i;
    if (!options_.precision) {
      run_jobs(Phase::runs, lanes_, jobs_by_replication(all, 0, options_.replications));
      return;
    }
    PrecisionRule rule;
    rule.relative = *options_.precision;
    int done = rule.next(0);
    run_jobs(Phase::runs, lanes_, jobs_by_replication(all, 0, done));
    while (!outcome_.interrupted && !precise(rule) && done < rule.most) {
      const int next = rule.next(done);
      run_jobs(Phase::precision, lanes_, jobs_by_replication(main_, done, next));
      done = next;
    }
    outcome_.precision_reached = precise(rule);
  }

  /// Tonnes per year and mean physical clearance of every variant, and its saturated tonnes per
  /// year.
  bool precise(const PrecisionRule& rule) const {
    const auto enough = [&](std::span<const double> values) {
      const Estimate e = estimate(values);
      return !e.known() || e.mean == 0 || rule.reached(e);
    };
    return std::all_of(outcome_.variants.begin(), outcome_.variants.end(),
                       [&](const VariantOutcome& v) {
                         return enough(v.samples->of_port("tonnes_per_year")) &&
                                enough(v.samples->of_port("physical_clearance_s.mean")) &&
                                (!v.saturated || enough(v.saturated->of_port("tonnes_per_year")));
                       });
  }

  /// Screens all stages with few replications, then runs the best ones with all.
  void find_bottleneck(VariantOutcome& variant) {
    const Screening screening;
    const int all = variant.saturated->replications();
    const int few = std::min(screening.replications, all);
    Candidates candidates(*variant.variant, *variant.saturated);
    candidates.add(bottleneck_candidates(*variant.saturated));
    if (!run_candidates(Phase::bottleneck_screening, candidates, 0, few)) return;
    candidates.keep(best_candidates(candidates.gains(), screening.keep));
    if (!run_candidates(Phase::bottleneck, candidates, few, all)) return;
    variant.bottleneck = rank_gains(candidates.gains());
  }

  /// Saturated models with one more server somewhere, and their tonnes per year.
  class Candidates {
   public:
    Candidates(const Variant& variant, const Samples& base) : variant_(variant), base_(base) {}

    void add(const std::vector<std::size_t>& stages) {
      for (const std::size_t stage : stages) {
        const std::string& id = variant_.scenario.stages[stage].id;
        all_.push_back({stage,
                        models::compile(variant_.scenario, {models::DemandMode::saturated, id}),
                        {},
                        true});
      }
    }
    void keep(const std::vector<std::size_t>& stages) {
      for (One& one : all_)
        one.alive = std::find(stages.begin(), stages.end(), one.stage) != stages.end();
    }
    std::vector<Lane> lanes() {
      std::vector<Lane> lanes;
      for (One& one : all_)
        if (one.alive) lanes.push_back(lane_of(one));
      return lanes;
    }
    std::vector<Gain> gains() const {
      std::vector<Gain> gains;
      for (const One& one : all_)
        gains.push_back(
            {one.stage, paired_difference(base_.of_port("tonnes_per_year"), one.tonnes)});
      return gains;
    }

   private:
    struct One {
      std::size_t stage;
      models::Compiled compiled;
      std::vector<double> tonnes;
      bool alive;
    };

    Lane lane_of(One& one) const {
      const std::string label =
          variant_.id + ", one more server at " + variant_.scenario.stages[one.stage].id;
      return {label, &one.compiled.model, [this, &one](const sim::RunResult& run) {
                const Window& window = base_.window();
                const View view{run, variant_.scenario, window, 0};
                const auto index = measure_index(port_measures(), "tonnes_per_year");
                one.tonnes.push_back(port_measures()[index].value(view));
              }};
    }

    const Variant& variant_;
    const Samples& base_;
    std::vector<One> all_;
  };

  bool run_candidates(Phase phase, Candidates& candidates, int from, int to) {
    const std::vector<Lane> lanes = candidates.lanes();
    std::vector<std::size_t> all(lanes.size());
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = i;
    run_jobs(phase, lanes, jobs_by_replication(all, from, to));
    return !outcome_.interrupted;
  }

  void run_jobs(Phase phase, std::span<const Lane> lanes, const std::vector<Job>& jobs) {
    ReplicateOptions replicate_options = options_.replicate;
    if (options_.progress)
      replicate_options.pool.progress = [&](const Progress& p) { options_.progress(phase, p); };
    if (replicate(lanes, jobs, replicate_options)) outcome_.interrupted = true;
  }

  const ExperimentOptions& options_;
  const std::vector<ValidationCase>& validation_;
  ExperimentOutcome outcome_;
  std::vector<Lane> lanes_;
  std::vector<std::vector<std::function<void(const sim::RunResult&)>>> takers_;  ///< by lane
  std::vector<std::size_t> main_;  ///< lanes of the variants
  std::vector<Shared> shared_;
  std::vector<std::unique_ptr<models::Compiled>> extra_models_;
  std::vector<std::vector<double>> values_;  ///< [validation case][replication]
};

}  // namespace

ExperimentOutcome run_experiment(const std::vector<Variant>& variants,
                                 const std::vector<ValidationCase>& validation,
                                 const ExperimentOptions& options) {
  return Experiment(variants, validation, options).run();
}

}  // namespace kouan::analysis
