#include "analysis/report/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "analysis/report/numbers.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

/// "37.9 ± 0.2 Mt" and "3,790 ± 20 万吨", of tonnes.
Text tonnes(const Estimate& t) {
  return {with_interval(scaled(t, 1e-6)) + " Mt", with_interval(scaled(t, 1e-4)) + " 万吨"};
}

/// The same of a difference in million tonnes, with its sign.
Text tonnes_more(const Estimate& mt) {
  return {signed_with_interval(mt) + " Mt", signed_with_interval(scaled(mt, 100)) + " 万吨"};
}

class Sentences {
 public:
  explicit Sentences(const Report& report) : report_(report) {}

  Answer all() {
    for (const VariantReport& variant : report_.variants)
      interrupted(variant);
    capacity_now();
    carried_now();
    overload();
    for (const Comparison& comparison : report_.comparisons)
      alternative(comparison);
    for (const VariantReport& variant : report_.variants)
      bottleneck(variant);
    clearance();
    sureness();
    validation();
    failed_checks();
    return std::move(answer_);
  }

 private:
  void say(std::string en, std::string zh) {
    answer_.en.push_back(std::move(en));
    answer_.zh.push_back(std::move(zh));
  }

  const VariantReport& base() const { return report_.variants.front(); }

  void interrupted(const VariantReport& variant) {
    if (!report_.outcome.interrupted || &variant != &base()) return;
    const int n = variant.outcome->samples->replications();
    say(fmt::format("Interrupted: what follows rests on the {} replications that were finished.",
                    n),
        fmt::format("运行被中断：以下结果仅依据已完成的 {} 次重复。", n));
  }

  void capacity_now() {
    const auto& saturated = base().outcome->saturated;
    if (!saturated) return;
    const Text t = tonnes(estimate(saturated->of_port("tonnes_per_year")));
    const std::string vehicles =
        with_interval(estimate(saturated->of_port("cleared_per_open_day")));
    say(fmt::format("As it stands the port can carry {} a year: {} vehicles per open day while "
                    "trucks never run out.",
                    t.en, vehicles),
        fmt::format("现状年通过能力为 {}；车源不断时每开放日通关 {} 辆。", t.zh, vehicles));
  }

  void carried_now() {
    const Samples& samples = *base().outcome->samples;
    const Text t = tonnes(estimate(samples.of_port("tonnes_per_year")));
    const std::string vehicles = with_interval(estimate(samples.of_port("cleared_per_day")));
    say(fmt::format("Under its own demand it carries {} a year, {} vehicles per calendar day.",
                    t.en, vehicles),
        fmt::format("按实际需求，年货运量为 {}，日均通关 {} 辆。", t.zh, vehicles));
  }

  /// Stages that are asked for more than they can do: their queues have no steady state.
  void overload() {
    for (const theory::StageLoad& load : base().before.loads) {
      if (!(load.load > 1)) continue;
      const Text title = stage_title(base(), load.stage);
      const std::string rho = std::isfinite(load.load) ? plain(load.load) : "∞";
      say(fmt::format("Demand is more than {} can serve (offered load {}): its queue grows as long "
                      "as the run "
                      "lasts, so its waiting times hold for this horizon only.",
                      title.en, rho),
          fmt::format(
              "需求超出{}的能力（负荷率 {}）：排队随仿真时长增长，其等待时间仅对本仿真期有效。",
              title.zh, rho));
    }
  }

  void alternative(const Comparison& comparison) {
    const Text title = variant_title(comparison.with);
    const ComparedMeasure* capacity = find_measure(comparison, "capacity");
    const ComparedMeasure* carried = find_measure(comparison, "tonnes_per_year");
    if (capacity != nullptr) difference(title, *capacity, {"capacity", "年通过能力"});
    if (carried != nullptr)
      difference(title, *carried,
                 {"what is carried under the given demand", "按实际需求的年货运量"});
  }

  void difference(const Text& title, const ComparedMeasure& m, const Text& what) {
    const Text more = tonnes_more(m.paired.difference);
    const Text with = {with_interval(m.paired.with) + " Mt",
                       with_interval(scaled(m.paired.with, 100)) + " 万吨"};
    if (!m.paired.real) {
      say(fmt::format("{}: no difference in {} that can be told from chance ({} a year).", title.en,
                      what.en, more.en),
          fmt::format("{}：{}差异不显著（{}）。", title.zh, what.zh, more.zh));
    } else if (is_small(m.paired.relative)) {
      say(fmt::format("{} leaves {} practically as it was ({} a year).", title.en, what.en,
                      more.en),
          fmt::format("{}：{}几乎不变（{}）。", title.zh, what.zh, more.zh));
    } else {
      const std::string share = signed_percent(m.paired.relative);
      say(fmt::format("{} changes {} by {} a year ({}), to {}.", title.en, what.en, more.en, share,
                      with.en),
          fmt::format("{}：{}变化 {}（{}），达到 {}。", title.zh, what.zh, more.zh, share,
                      with.zh));
    }
  }

  /// Below half a per cent, interval included: true perhaps, but of no use to a planner.
  static bool is_small(const Estimate& relative) {
    return std::max(std::abs(relative.low()), std::abs(relative.high())) < 0.005;
  }

  void bottleneck(const VariantReport& variant) {
    if (!variant.outcome->bottleneck) return;
    const Bottleneck& found = *variant.outcome->bottleneck;
    const bool now = &variant == &base();
    const Text head = now ? Text{"As it stands", "现状下"}
                          : Text{"With “" + variant.outcome->variant->title.en + "”",
                                 "采用“" + variant.outcome->variant->title.zh + "”后"};
    if (!found.place) {
      say(fmt::format("{} no single stage is the bottleneck: one more server at any of them adds "
                      "nothing that can be told "
                      "from chance.",
                      head.en),
          fmt::format("{}没有单一瓶颈：任一环节增加一条通道（作业位）的增量均不显著。", head.zh));
      return;
    }
    const Place& place = *found.place;
    const Text more = tonnes_more(scaled(gain_at(found, place.id), 1e-6));
    const Text verb = moved(variant, place.id);
    const Text what = place.is_store ? Text{"emptying it a tenth faster", "外运加快一成"}
                                     : Text{"one more server there", "增加一条通道（作业位）"};
    say(fmt::format("{} the bottleneck {} {}: {} changes capacity by {} a year.", head.en, verb.en,
                    place.title.en, what.en, more.en),
        fmt::format("{}瓶颈{}{}：{}，年通过能力变化 {}。", head.zh, verb.zh, place.title.zh,
                    what.zh, more.zh));
  }

  static Estimate gain_at(const Bottleneck& found, const std::string& id) {
    for (const Gain& gain : found.gains)
      if (gain.place.id == id) return gain.tonnes_per_year.difference;
    return {};
  }

  /// "is" for the base; "stays at" or "moves to" for alternatives.
  Text moved(const VariantReport& variant, const std::string& place) const {
    const auto& before = base().outcome->bottleneck;
    if (&variant == &base() || !before || !before->place) return {"is", "为"};
    return before->place->id == place ? Text{"stays at", "仍为"} : Text{"moves to", "转移至"};
  }

  /// Clearance of the class that carries most, on both clocks, and what alternatives do to it.
  void clearance() {
    const auto main = main_class();
    if (!main) return;
    const Samples& samples = *base().outcome->samples;
    const models::EntityClass& cls = base().outcome->variant->scenario.classes[*main];
    const auto of = [&](const char* measure) {
      return duration(estimate(samples.of_class(*main, measure)));
    };
    say(fmt::format(
            "{} take {} from joining the queue to leaving the port (median {}, 95 % within {}).",
            cls.title.en, of("physical_clearance_s.mean"), of("physical_clearance_s.p50"),
            of("physical_clearance_s.p95")),
        fmt::format("{} 车辆通关时间平均 {}（中位数 {}，95 % 不超过 {}）。", cls.title.zh,
                    of("physical_clearance_s.mean"), of("physical_clearance_s.p50"),
                    of("physical_clearance_s.p95")));
    if (estimate(samples.of_class(*main, "document_clearance_s.mean")).known())
      say(fmt::format("On the document clock, declaration to release, it is {} (95 % within {}).",
                      of("document_clearance_s.mean"), of("document_clearance_s.p95")),
          fmt::format("整体通关时间（申报至放行）平均 {}（95 % 不超过 {}）。",
                      of("document_clearance_s.mean"), of("document_clearance_s.p95")));
    for (const Comparison& comparison : report_.comparisons)
      clearance_with(comparison, cls);
  }

  void clearance_with(const Comparison& comparison, const models::EntityClass& cls) {
    const ComparedMeasure* m = find_measure(comparison, cls.id + ".physical_clearance_s.mean");
    if (m == nullptr) return;
    const Text title = variant_title(comparison.with);
    const std::string more = signed_duration(scaled(m->paired.difference, 3600));
    const std::string with = duration(scaled(m->paired.with, 3600));
    if (m->paired.real) {
      say(fmt::format("{} changes that by {}, to {} on the physical clock.", title.en, more, with),
          fmt::format("{}：车辆通关时间变化 {}，为 {}。", title.zh, more, with));
    } else {
      say(fmt::format("{}: no difference in that time that can be told from chance ({}).", title.en,
                      more),
          fmt::format("{}：车辆通关时间差异不显著（{}）。", title.zh, more));
    }
  }

  std::optional<std::size_t> main_class() const {
    const Samples& samples = *base().outcome->samples;
    std::optional<std::size_t> best;
    double most = 0;
    for (std::size_t c = 0; c < base().outcome->variant->scenario.classes.size(); ++c) {
      if (!estimate(samples.of_class(c, "physical_clearance_s.mean")).known()) continue;
      const double t = estimate(samples.of_class(c, "tonnes_per_year")).mean;
      const double v = estimate(samples.of_class(c, "cleared_per_year")).mean;
      const double size = t > 0 ? t : v * 1e-3;  // what carries nothing comes after what carries
                                                 // something
      if (!best || size > most) {
        best = c;
        most = size;
      }
    }
    return best;
  }

  void sureness() {
    const ExperimentOutcome& outcome = report_.outcome;
    const int n = base().outcome->samples->replications();
    say(fmt::format("Figures are means over {} replications (seed {}) with 95 % intervals{}.", n,
                    outcome.seed, n < 2 ? "; one replication gives no interval" : ""),
        fmt::format("数字为 {} 次重复（种子 {}）的均值，附 95 % 置信区间{}。", n, outcome.seed,
                    n < 2 ? "；仅一次重复，无法给出区间" : ""));
    if (outcome.precision_reached && !*outcome.precision_reached)
      say("The precision asked for was not reached.", "未达到所要求的精度。");
    if (base().before.values == 0) return;
    const std::size_t assumed = base().before.assumptions.size();
    const double share =
        100.0 * static_cast<double>(assumed) / static_cast<double>(base().before.values);
    say(fmt::format("Of {} values with a stated origin, {} ({:.0f} %) are assumed; the intervals "
                    "do not cover "
                    "what these guesses may be wrong by.",
                    base().before.values, assumed, share),
        fmt::format("{} 个标注来源或等级的数值中，{} 个（{:.0f} "
                    "%）为假定值；置信区间不含假定值本身的误差。",
                    base().before.values, assumed, share));
  }

  void validation() {
    std::string misses;
    std::size_t run = 0;
    std::size_t inside = 0;
    for (const ValidationOutcome& v : report_.outcome.validation) {
      if (!v.simulated.known()) continue;
      ++run;
      inside += v.inside ? 1 : 0;
      if (!v.inside) misses += (misses.empty() ? "" : ", ") + v.of->id;
    }
    if (run == 0) return;
    say(fmt::format("Held against observation, {} of {} cases come out inside their tolerance{}.",
                    inside, run, misses.empty() ? "" : "; these miss: " + misses),
        fmt::format("与观测对照，{} 例中 {} 例在容差之内{}。", run, inside,
                    misses.empty() ? "" : "；未达到：" + misses));
  }

  void failed_checks() {
    for (const VariantReport& variant : report_.variants)
      for (const ResultCheck& check : variant.checks)
        if (!check.ok)
          say(fmt::format("CHECK FAILED in {}: {} ({}).", variant.outcome->variant->id,
                          check.title.en, check.detail.en),
              fmt::format("检查未通过（{}）：{}（{}）。", variant.outcome->variant->id,
                          check.title.zh, check.detail.zh));
  }

  static Text stage_title(const VariantReport& variant, const std::string& id) {
    for (const models::Stage& stage : variant.outcome->variant->scenario.stages)
      if (stage.id == id) return stage.title;
    return {id, id};
  }

  Text variant_title(const std::string& id) const {
    for (const VariantReport& variant : report_.variants)
      if (variant.outcome->variant->id == id) return variant.outcome->variant->title;
    return {id, id};
  }

  const Report& report_;
  Answer answer_;
};

}  // namespace

Answer answer(const Report& report) { return Sentences(report).all(); }

}  // namespace kouan::analysis
