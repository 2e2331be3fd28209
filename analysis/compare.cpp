#include "analysis/compare.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "analysis/carried.hpp"
#include "analysis/throughput.hpp"
#include "models/amounts.hpp"
#include "models/endless_classes.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

/// Mean queues below this many vehicles in both scenarios are not worth a row.
constexpr double k_shortest_queue = 0.5;

constexpr double k_mt = 1e-6;
constexpr double k_h_per_s = 1 / models::k_hour_s;

std::vector<double> in_unit(std::span<const double> values, double factor) {
  std::vector<double> out(values.begin(), values.end());
  for (double& v : out)
    v *= factor;
  return out;
}

class Comparer {
 public:
  Comparer(const VariantOutcome& base, const VariantOutcome& with)
      : base_(base),
        with_(with),
        in_(carried_in({&base.variant->scenario, &with.variant->scenario})),
        are_endless_(models::endless_classes(base.variant->scenario)),
        are_endless_with_(models::endless_classes(with.variant->scenario)) {}

  Comparison compare() {
    out_.base = base_.variant->id;
    out_.with = with_.variant->id;
    whole_port();
    classes();
    queues();
    over_range();
    return std::move(out_);
  }

 private:
  void add(std::string id, Text title, std::string unit, double factor,
           std::span<const double> base, std::span<const double> with) {
    const PairedDifference paired = paired_difference(in_unit(base, factor), in_unit(with, factor));
    if (paired.difference.n == 0) return;
    out_.measures.push_back({std::move(id), std::move(title), std::move(unit), paired});
  }

  void whole_port() {
    const char* measure = carried_measure(in_);
    const bool is_in_tonnes = in_ == CarriedIn::tonnes;
    const char* unit = is_in_tonnes ? "Mt/yr" : carried_unit(in_);
    if (base_.saturated && with_.saturated)
      add("capacity", {"Capacity (saturated throughput)", "通过能力（饱和通过量）"}, unit, factor(),
          base_.saturated->of_port(measure), with_.saturated->of_port(measure));
    add(measure,
        is_in_tonnes ? Text{"Tonnes carried a year", "年货运量"}
                     : Text{"Vehicles cleared a year", "年通关车次"},
        unit, factor(), base_.samples->of_port(measure), with_.samples->of_port(measure));
    port("cleared_per_day", {"Vehicles cleared per day", "日均通关车次"}, "vehicles/d", 1);
    port("physical_clearance_s.mean",
         {"Physical clearance, all vehicles, mean", "车辆通关时间（全部，平均）"}, "h", k_h_per_s);
  }

  /// From what is counted to the unit shown.
  double factor() const { return in_ == CarriedIn::tonnes ? k_mt : 1; }

  void port(const char* measure, Text title, const char* unit, double factor) {
    add(measure, std::move(title), unit, factor, base_.samples->of_port(measure),
        with_.samples->of_port(measure));
  }

  void classes() {
    const auto& ours = base_.variant->scenario.classes;
    const auto& theirs = with_.variant->scenario.classes;
    for (std::size_t b = 0; b < ours.size(); ++b)
      for (std::size_t w = 0; w < theirs.size(); ++w)
        if (ours[b].id == theirs[w].id) one_class(ours[b], b, w);
  }

  void one_class(const models::EntityClass& cls, std::size_t b, std::size_t w) {
    const auto row = [&](const char* measure, const char* en, const char* zh) {
      add(cls.id + "." + measure, {cls.title.en + ": " + en, cls.title.zh + "：" + zh}, "h",
          k_h_per_s, base_.samples->of_class(b, measure), with_.samples->of_class(w, measure));
    };
    capacity_of_class(cls, b, w);
    row("physical_clearance_s.mean", "physical clearance, mean", "车辆通关时间，平均");
    row("physical_clearance_s.p95", "physical clearance, 95 %", "车辆通关时间，95 %");
    row("document_clearance_s.mean", "document clearance, mean", "整体通关时间，平均");
  }

  /// Of a class without a load beside others that have one, which capacity in tonnes says nothing
  /// of: buses, passengers. What nothing limits comes as given in saturated runs too, and has no
  /// capacity.
  void capacity_of_class(const models::EntityClass& cls, std::size_t b, std::size_t w) {
    if (in_ != CarriedIn::tonnes || !base_.saturated || !with_.saturated) return;
    const models::EntityClass& other = with_.variant->scenario.classes[w];
    if (has_load(cls) || has_load(other) || !models::comes_from_outside(cls) || cls.fleet > 0)
      return;
    if (are_endless_[b] == 0 || are_endless_with_[w] == 0) return;
    const auto base = base_.saturated->of_class(b, "cleared_per_year");
    const auto with = with_.saturated->of_class(w, "cleared_per_year");
    if (!(estimate(base).mean > 0) && !(estimate(with).mean > 0)) return;
    add(cls.id + k_class_capacity,
        {cls.title.en + ": capacity (saturated; of a shared entry its share in the demand's mix)",
         cls.title.zh + "：通过能力（饱和通过量；与其他类别共用入口时为按需求构成的份额）"},
        unit_of_class(cls) + "/yr", 1, base, with);
  }

  void queues() {
    const auto& ours = base_.variant->scenario.stages;
    const auto& theirs = with_.variant->scenario.stages;
    for (std::size_t b = 0; b < ours.size(); ++b)
      for (std::size_t w = 0; w < theirs.size(); ++w)
        if (ours[b].id == theirs[w].id) queue(ours[b], b, w);
  }

  void queue(const models::Stage& stage, std::size_t b, std::size_t w) {
    const auto base = base_.samples->of_stage(b, "queue.mean");
    const auto with = with_.samples->of_stage(w, "queue.mean");
    if (!(estimate(base).mean >= k_shortest_queue) && !(estimate(with).mean >= k_shortest_queue))
      return;
    add(stage.id + ".queue.mean",
        {"Queue at " + stage.title.en + ", mean", stage.title.zh + "排队，平均"}, "vehicles", 1,
        base, with);
  }

  void over_range() {
    if (base_.range && with_.range) out_.over_range = gain(*base_.range, *with_.range);
    if (!with_.own_range) return;
    if (with_.base_over_own_range) {
      out_.over_own_range = gain(*with_.base_over_own_range, *with_.own_range);
    } else if (base_.saturated) {
      const auto as_it_is =
          base_.saturated->of_port(carried_measure(in_)).first(with_.own_range->low.size());
      out_.over_own_range =
          RangeGain{gain(as_it_is, with_.own_range->low), gain(as_it_is, with_.own_range->high)};
    }
  }

  PairedDifference gain(std::span<const double> base, std::span<const double> with) const {
    return paired_difference(in_unit(base, factor()), in_unit(with, factor()));
  }

  RangeGain gain(const CapacityRange& base, const CapacityRange& with) const {
    return {gain(base.low, with.low), gain(base.high, with.high)};
  }

  const VariantOutcome& base_;
  const VariantOutcome& with_;
  CarriedIn in_;  ///< tonnes where either has any
  std::vector<char> are_endless_;
  std::vector<char> are_endless_with_;
  Comparison out_;
};

}  // namespace

Comparison compare(const VariantOutcome& base, const VariantOutcome& with) {
  return Comparer(base, with).compare();
}

PairedDifference reversed(const PairedDifference& pair) {
  PairedDifference p = pair;
  std::swap(p.base, p.with);
  p.difference.mean = 0 - pair.difference.mean;  // no minus nothing
  // r becomes -r / (1 + r), whose derivative is -1 / (1 + r)^2; 1 + r is with over base.
  const double ratio = pair.base.mean / pair.with.mean;
  p.relative.mean = -pair.relative.mean * std::abs(ratio);
  if (p.relative.half_width) p.relative.half_width = *pair.relative.half_width * ratio * ratio;
  return p;
}

PairedDifference seen_from(const PairedDifference& pair, bool is_of_base) {
  return is_of_base ? reversed(pair) : pair;
}

const ComparedMeasure* find_measure(const Comparison& comparison, const std::string& id) {
  const auto it = std::find_if(comparison.measures.begin(), comparison.measures.end(),
                               [&](const ComparedMeasure& m) { return m.id == id; });
  return it == comparison.measures.end() ? nullptr : &*it;
}

}  // namespace kouan::analysis
