#include "analysis/report/details_bound.hpp"

#include <fmt/format.h>

#include <cmath>

#include "analysis/report/carried_words.hpp"
#include "analysis/report/result_checks.hpp"

namespace kouan::analysis {

using models::Text;

namespace {

/// Below the bound too a capacity of another mix may be less than the demand's own would be.
void of_another_mix(const Report& report, const VariantReport& variant, Sentences& out) {
  if (!saturates_another_mix(*variant.outcome)) return;
  if (&variant == &report.variants.front()) return;  // the answer tells of it
  const Text head = under(report, variant);
  out.say(fmt::format("{} capacity is of another mix than the demand's: in a saturated run each "
                      "class comes as fast as its own entry lets it in.",
                      head.en),
          fmt::format("{}通过能力对应的车辆构成与需求不同：饱和运行中各类车辆按各自入口的能力"
                      "进入。",
                      head.zh));
}

}  // namespace

void say_bound_of_mix(const Report& report, const VariantReport& variant, Sentences& out) {
  if (!variant.outcome->saturated) return;
  if (!is_above_bound_of_mix(variant)) return of_another_mix(report, variant, out);
  const bool is_mix_its_own = !saturates_another_mix(*variant.outcome);
  if (&variant == &report.variants.front() && is_mix_its_own) return;  // the answer tells of it
  const CarriedWords words(variant.outcome->variant->scenario);
  const Estimate capacity =
      estimate(variant.outcome->saturated->of_port(carried_measure(words.in())));
  const double any_run = any_run_per_year(variant.bound, words.in());
  const double cleared_mix = cleared_mix_per_year(variant.bound, words.in());
  const Text head = under(report, variant), full = words.amount(capacity);
  const Text mix = words.known(sustained_per_year(variant.bound, words.in()));
  const Text any = words.known(any_run);
  const Text why =
      is_mix_its_own
          ? Text{"in a saturated run those who do not need a crowded place go on past it",
                 "饱和运行中不经过拥堵环节的车辆照常通过"}
          : Text{
                "in a saturated run each class comes as fast as its own entry lets it in, so "
                "that the mix is another",
                "饱和运行中各类车辆按各自入口的能力进入，构成与需求不同"};
  Text limit;
  if (std::isfinite(cleared_mix)) {
    const Text own = words.known(cleared_mix);
    limit = {fmt::format("; in the mix that it carries the bound is {} a year", own.en),
             fmt::format("；按其实际放行构成的上界为每年 {}", own.zh)};
  }
  if (std::isfinite(any_run)) {
    limit.en += fmt::format("; what no run can pass, whatever its mix, is {} a year", any.en);
    limit.zh += fmt::format("；任何构成均不可超过的上界为每年 {}", any.zh);
  }
  out.say(fmt::format("{} capacity, {} a year, is above the analytic bound in the demand's mix, "
                      "{} a year, and breaks no bound: {}{}.",
                      head.en, full.en, mix.en, why.en, limit.en),
          fmt::format("{}年通过能力 {}，高于按需求构成计算的解析上界（每年 {}），但并未突破上界："
                      "{}{}。",
                      head.zh, full.zh, mix.zh, why.zh, limit.zh));
}

}  // namespace kouan::analysis
