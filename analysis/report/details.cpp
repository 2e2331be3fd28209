// What the answer leaves out; the declaration is in analysis/report/answer.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "analysis/deadlock.hpp"
#include "analysis/report/answer.hpp"
#include "analysis/report/carried_words.hpp"
#include "analysis/report/details_bound.hpp"
#include "analysis/report/limits.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/units.hpp"
#include "analysis/value_title.hpp"
#include "models/amounts.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

/// Rise of a share of an entry, relative, above which it is told.
constexpr double k_other_share = 0.005;

/// Vehicles still inside, over those cleared, above which the ledger's hours are said to be biased.
constexpr double k_many_inside = 0.05;

class DetailsWriter {
 public:
  explicit DetailsWriter(const Report& report) : report_(report) {}

  Answer all() {
    carried_now();
    terms();
    for (const Comparison& comparison : report_.comparisons) {
      carried_with(comparison);
      clearance_with(comparison);
      room_at_entries(comparison);
    }
    for (const VariantReport& variant : report_.variants) {
      gain(variant);
      say_bound_of_mix(report_, variant, out_);
      if (&variant != &base()) say_sent_as_given(report_, variant, out_);  // the answer tells of it
      overload(variant);
      if (&variant != &base()) say_turned_away(report_, variant, out_);  // the answer tells of it
      filling(variant);
      still_inside(variant);
      standing(variant);
    }
    fewer_for_validation();
    given_up();
    say_precision(report_, out_);
    picked();
    ranges_left_out();
    intervals();
    return out_.take();
  }

 private:
  const VariantReport& base() const { return report_.variants.front(); }

  void carried_now() {
    const VariantOutcome& outcome = *base().outcome;
    const models::Scenario& scenario = outcome.variant->scenario;
    const CarriedWords words(scenario);
    const bool is_in_tonnes = words.in() == CarriedIn::tonnes;
    const Text t = words.amount(estimate(outcome.samples->of_port(carried_measure(words.in()))));
    const Text vehicles = vehicles_or_trains(scenario, *outcome.samples, "cleared_per_day");
    const Text each = trains_by_direction(scenario, *outcome.samples);
    const Text ways = each.en.empty() ? Text{} : Text{" (" + each.en + ")", "（" + each.zh + "）"};
    out_.say(fmt::format("Under its own demand the port {} {} a year, {} per calendar day{}.",
                         is_in_tonnes ? "carries" : "clears", t.en, vehicles.en, ways.en),
             fmt::format("按实际需求，年{}为 {}，日均通关 {}{}。",
                         is_in_tonnes ? "货运量" : "通关量", t.zh, vehicles.zh, ways.zh));
    if (!outcome.saturated) return;
    const Text full = vehicles_or_trains(scenario, *outcome.saturated, "cleared_per_open_day");
    out_.say(fmt::format("At capacity {} are cleared per open day.", full.en),
             fmt::format("达到通过能力时，每开放日通关 {}。", full.zh));
  }

  /// Of the levers that the base has; those of alternatives stand in the answer.
  void terms() {
    const Text terms = terms_of_levers(report_.base(), 0, true);
    if (terms.en.empty()) return;
    const Text head = under(report_, base());
    out_.say(head.en + ", the levers that apply: " + terms.en + ".",
             head.zh + "，所采用措施：" + terms.zh + "。");
  }

  /// "changes X by +2 ± 1", or what keeps that from being said.
  void difference(const Text& title, const Text& what, const PairedDifference& paired,
                  const Text& more, const Text& with) {
    switch (paired.verdict()) {
      case Verdict::unknown:
        return;  // the answer says so once
      case Verdict::nothing:
        out_.say(fmt::format("{}: {} does not change at all.", title.en, what.en),
                 fmt::format("{}：{}毫无变化。", title.zh, what.zh));
        return;
      case Verdict::chance:
        out_.say(fmt::format("{}: {} does not change by more than chance explains ({}).", title.en,
                             what.en, more.en),
                 fmt::format("{}：{}变化不显著（{}）。", title.zh, what.zh, more.zh));
        return;
      case Verdict::real:
        if (is_small(paired.relative)) {
          out_.say(
              fmt::format("{}: {} stays practically as it was ({}).", title.en, what.en, more.en),
              fmt::format("{}：{}几乎不变（{}）。", title.zh, what.zh, more.zh));
          return;
        }
        out_.say(fmt::format("{}: {} changes by {}, to {}.", title.en, what.en, more.en, with.en),
                 fmt::format("{}：{} {}，变为 {}。", title.zh, what.zh, more.zh, with.zh));
    }
  }

  void carried_with(const Comparison& comparison) {
    const VariantReport& variant = variant_of(report_, comparison.with);
    const CarriedWords words(report_.base(), variant.outcome->variant->scenario);
    const ComparedMeasure* m = find_measure(comparison, carried_measure(words.in()));
    if (m == nullptr) return;
    const double each = words.in_measure();
    const Text what =
        words.in() == CarriedIn::tonnes
            ? Text{"what is carried a year under the given demand", "按实际需求的年货运量"}
            : Text{"what is cleared a year under the given demand", "按实际需求的年通关量"};
    difference(variant_title(report_, comparison.with), what, m->paired,
               words.more(scaled(m->paired.difference, each)),
               words.amount(scaled(m->paired.with, each)));
  }

  void clearance_with(const Comparison& comparison) {
    const auto main = main_class(report_);
    if (!main) return;
    const models::EntityClass& cls = base().outcome->variant->scenario.classes[*main];
    const ComparedMeasure* m = find_measure(comparison, cls.id + ".physical_clearance_s.mean");
    if (m == nullptr) return;
    const auto both = [](const Estimate& hours, auto write) {
      const Estimate seconds = scaled(hours, models::k_hour_s);
      return Text{write(seconds, Language::en), write(seconds, Language::zh)};
    };
    difference(variant_title(report_, comparison.with),
               {"physical clearance of " + cls.title.en, cls.title.zh + "的车辆通关时间"},
               m->paired, both(m->paired.difference, signed_duration),
               both(m->paired.with, [](const Estimate& seconds, Language language) {
                 return duration(seconds, language);
               }));
  }

  /// Of those who come to the class's entry in saturated runs, the share that it is.
  static double share_of_entry(const sim::Model& saturated, std::size_t cls) {
    const sim::ClassDef& own = saturated.classes[cls];
    double all = 0;
    for (const sim::ClassDef& other : saturated.classes)
      if (other.source == sim::SourceKind::saturated && other.entry == own.entry)
        all += other.share;
    return own.source == sim::SourceKind::saturated && all > 0 ? own.share / all : 0;
  }

  /// A class whose demand is as it was carries more in saturated runs where others leave its entry.
  void room_at_entries(const Comparison& comparison) {
    const VariantOutcome& with = *variant_of(report_, comparison.with).outcome;
    const VariantOutcome& now = *base().outcome;
    if (!now.saturated || !with.saturated) return;
    const auto& ours = now.variant->scenario.classes;
    const auto& theirs = with.variant->scenario.classes;
    for (std::size_t c = 0; c < ours.size(); ++c) {
      const auto it = std::find_if(theirs.begin(), theirs.end(),
                                   [&](const auto& other) { return other.id == ours[c].id; });
      if (it == theirs.end()) continue;
      const auto w = static_cast<std::size_t>(it - theirs.begin());
      const double before = share_of_entry(now.saturated_model->model, c);
      const double after = share_of_entry(with.saturated_model->model, w);
      const double demand = now.saturated_model->model.classes[c].share;
      const bool is_same_demand =
          std::abs(with.saturated_model->model.classes[w].share - demand) <= 1e-3 * demand;
      const CarriedIn in = carried_in({&now.variant->scenario, &with.variant->scenario});
      const char* measure = carried_measure(in);
      const PairedDifference t = paired_difference(now.saturated->of_class(c, measure),
                                                   with.saturated->of_class(w, measure));
      if (!is_same_demand || after <= before * (1 + k_other_share) || !t.is_real() ||
          t.difference.mean <= 0 || is_small(t.relative))
        continue;
      say_room(comparison, ours[c], t, before, after);
    }
  }

  void say_room(const Comparison& comparison, const models::EntityClass& cls,
                const PairedDifference& t, double before, double after) {
    const Text title = variant_title(report_, comparison.with);
    const CarriedWords words(report_.base(),
                             variant_of(report_, comparison.with).outcome->variant->scenario);
    const Text more = words.more(t.difference), all = words.amount(t.with);
    out_.say(fmt::format(
                 "{}: at capacity {} carry {} a year, {}, though no more of them come: where more "
                 "come than can pass, they pass in the proportions in which they come, and since "
                 "fewer others do this class is {:.3g} % at its entry ({:.3g} % before).",
                 title.en, cls.title.en, all.en, more.en, 100 * after, 100 * before),
             fmt::format(
                 "{}：达到通过能力时，{}年货运量为 {}（{}），而其需求并未增加：来车多于通过能力时"
                 "入口按到达比例放行，其他车辆减少后，该类占其入口的 {:.3g} %（原 {:.3g} %）。",
                 title.zh, cls.title.zh, all.zh, more.zh, 100 * after, 100 * before));
  }

  /// " (12.5 % more of it)", of a server or a place; of a store the words before say as much.
  static Text share_of_it(const VariantReport& variant, const Gain& g) {
    const std::string_view kind = kind_of_place(variant.outcome->variant->scenario, g.place);
    if (kind == "queue") return {" (twice its room)", "（增至两倍）"};
    if (kind == "store" || !std::isfinite(g.increment)) return {};
    const std::string by = fmt::format("{:.3g} %", 100 * g.increment);
    return {" (" + by + " more of it)", "（扩大 " + by + "）"};
  }

  /// What more at the bottleneck, and at its rivals, would bring.
  void gain(const VariantReport& variant) {
    const auto& found = variant.outcome->bottleneck;
    if (!found || !found->judged || !found->place) return;
    std::vector<std::string> keys = {found->place->key()};
    for (const Place& rival : found->rivals)
      keys.push_back(rival.key());
    for (const Gain& g : found->gains) {
      if (std::find(keys.begin(), keys.end(), g.place.key()) == keys.end()) continue;
      const Text head = under(report_, variant);
      const Text more =
          CarriedWords(variant.outcome->variant->scenario).more(g.per_year.difference);
      const Text what = one_more(variant.outcome->variant->scenario, g.place);
      const Text by = share_of_it(variant, g);
      out_.say(fmt::format("{}, {} at {}{} changes capacity by {} a year.", head.en, what.en,
                           g.place.title.en, by.en, more.en),
               fmt::format("{}，{}{}{}，年通过能力变化 {}。", head.zh, g.place.title.zh, what.zh,
                           by.zh, more.zh));
    }
  }

  static std::string rho(const theory::StageLoad& load) {
    return std::isfinite(load.load) ? load_that_comes(load) : "∞";
  }

  static Text in_its_month(const theory::StageLoad& load) {
    const std::string& month = load.worst_month;
    const std::string all = (load.counts_turned_away ? "~" : "") + load_text(load.load);
    if (!std::isfinite(load.worst_month_load))
      return {fmt::format("shut in {}, {} over the run", month, all),
              fmt::format("{} 全月不开放，全期 {}", month, all)};
    const std::string worst = month_load_that_comes(load);
    return {fmt::format("{} in {}, {} over the run", worst, month, all),
            fmt::format("{} 为 {}，全期 {}", month, worst, all)};
  }

  void overload(const VariantReport& variant) {
    std::vector<Text> places;
    const auto add = [&](const theory::StageLoad& load, const Text& how) {
      const Text title = place_title(variant, load.stage);
      places.push_back({title.en + " (" + how.en + ")", title.zh + "（" + how.zh + "）"});
    };
    for (const theory::StageLoad* load : overloaded(variant))
      if (!load->turns_away) add(*load, {"offered load " + rho(*load), "负荷率 " + rho(*load)});
    for (const theory::StageLoad* load : overloaded_in_a_month(variant))
      if (!load->turns_away) add(*load, in_its_month(*load));
    if (places.empty()) return;
    const Text list = models::listed(places), head = under(report_, variant);
    out_.say(fmt::format("{} demand is more than these can do: {}. Queues there grow for as long "
                         "as that lasts, so waiting times hold for this run only.",
                         head.en, list.en),
             fmt::format("{}，需求超出以下各处的能力：{}。其间排队持续增长，等待时间仅对本次"
                         "仿真有效。",
                         head.zh, list.zh));
  }

  /// A store that gets more than is removed fills once under the given demand; capacity leaves that
  /// out, so what is carried may pass it.
  void filling(const VariantReport& variant) {
    const std::vector<const theory::StageLoad*> over = overloaded(variant);
    for (const models::Store& store : variant.outcome->variant->scenario.stores) {
      const double room_t = (store.capacity_kg - store.initial_kg) / models::k_kg_per_t;
      const bool fills = std::any_of(over.begin(), over.end(), [&](const theory::StageLoad* load) {
        return load->stage == store.id;
      });
      if (!variant.outcome->saturated || !fills || !(room_t > 0)) continue;
      const Text head = under(report_, variant);
      out_.say(fmt::format("{} the room left in {} at the start is {} t: filling it is in what is "
                           "carried, not in capacity.",
                           head.en, store.title.en, grouped(room_t, 0)),
               fmt::format("{}{}期初余量 {} 吨：一次性填满计入货运量，不计入通过能力。", head.zh,
                           store.title.zh, grouped(room_t, 0)));
    }
  }

  void still_inside(const VariantReport& variant) {
    const Samples& samples = *variant.outcome->samples;
    const auto& classes = variant.outcome->variant->scenario.classes;
    for (std::size_t c = 0; c < classes.size(); ++c) {
      if (classes[c].fleet > 0) continue;
      const Estimate inside = estimate(samples.of_class(c, "inside_at_end"));
      const Estimate cleared = estimate(samples.of_class(c, "cleared"));
      if (!(inside.mean > k_many_inside * cleared.mean)) continue;
      const Text head = under(report_, variant);
      out_.say(
          fmt::format("{} the number still inside at the end is {} ({}): clearance times leave "
                      "them out, hours per vehicle count their time so far.",
                      head.en, with_interval(inside), classes[c].title.en),
          fmt::format("{}期末仍有 {} 辆{}在场：通关时间不含这些车辆，时间构成则计入其已用"
                      "时间。",
                      head.zh, with_interval(inside), classes[c].title.zh));
    }
  }

  /// Who waits for what can't come any more: of the first replication in which it is so.
  void standing(const VariantReport& variant) {
    const Samples& samples = *variant.outcome->samples;
    for (const StoodStill& stood : samples.stood_still()) {
      const models::Scenario& scenario = variant.outcome->variant->scenario;
      const Text what = standing_in_words(scenario, stood.first);
      const Text head = under(report_, variant);
      const std::string day = short_number(sim::to_seconds(stood.first.since) / models::k_day_s, 3);
      out_.say(
          fmt::format("{} {}. So since day {} at the latest, and in {} of {}.", head.en, what.en,
                      day, stood.replications, counted(samples.replications(), "replication")),
          fmt::format("{}{}。最迟自第 {} 天起如此；{} 次重复中有 {} 次。", head.zh, what.zh, day,
                      samples.replications(), stood.replications));
    }
  }

  /// Cases with a scenario of their own don't take part in the search for precision.
  void fewer_for_validation() {
    const int all = base().outcome->samples->replications();
    int fewest = all;
    for (const ValidationOutcome& v : report_.outcome.validation)
      if (v.replications > 0) fewest = std::min(fewest, v.replications);
    if (fewest == all) return;
    out_.say(fmt::format("Some observed cases rest on {}, not on {}.",
                         counted(fewest, "replication"), all),
             fmt::format("部分对照例为 {} 次重复，而非 {} 次。", fewest, all));
  }

  void given_up() {
    for (const Text& why : report_.outcome.given_up)
      out_.say(fmt::format("Left without results: {}.", why.en),
               fmt::format("无结果：{}。", why.zh));
  }

  void picked() {
    if (!base().outcome->bottleneck || !base().outcome->bottleneck->place) return;
    out_.say(
        "A bottleneck is the largest gain of the places tried, called so only if its interval "
        "lies above 0 after a correction for their number; since it was picked as the largest, the "
        "gain is on average a little too large.",
        "瓶颈为所试各处中增量最大者，且其区间按所试处数校正后仍大于 0；因经挑选，增量略有高估。");
  }

  /// What was asked for and is not there.
  void ranges_left_out() {
    const VariantOutcome& of = *base().outcome;
    if (!report_.outcome.asked_ranges || of.clearance) return;
    if (report_.outcome.interrupted) {
      if (of.screening || !of.saturated)
        out_.say("What clearance times rest on was not finished.",
                 "各数值取端值、看通关时间的试算未完成。");
      else
        out_.say("What else capacity and clearance times rest on was not finished.",
                 "各数值取端值的试算未完成。");
    } else if (of.samples->replications() < k_least_screening_replications) {
      out_.say(fmt::format("What else capacity and clearance times rest on was not tried: it takes "
                           "at least {} replications.",
                           k_least_screening_replications),
               fmt::format("未逐一取端值试算各数值对通过能力与通关时间的影响：至少需要 {} 次重复。",
                           k_least_screening_replications));
    }
  }

  void intervals() {
    if (base().outcome->samples->replications() < 2) return;
    out_.say(
        "Each interval holds its true value with 95 % by itself, not all of them at once: of "
        "many, one in twenty misses by chance.",
        "每个区间单独以 95 % 的置信度成立，并非同时成立：平均每二十个有一个因随机而落空。");
  }

  const Report& report_;
  Sentences out_;
};

}  // namespace

Answer details(const Report& report) { return DetailsWriter(report).all(); }

}  // namespace kouan::analysis
