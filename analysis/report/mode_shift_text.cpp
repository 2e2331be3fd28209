#include <fmt/format.h>

#include <cmath>

#include "analysis/report/mode_shift.hpp"
#include "analysis/report/mode_shift_capacity.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/table.hpp"
#include "analysis/report/text.hpp"
#include "analysis/report/units.hpp"
#include "models/amounts.hpp"

namespace kouan::analysis {

namespace {

constexpr std::size_t k_shift_columns = 100;

models::Text rule_text(const ModeShiftOutcome& outcome) {
  const std::string fill = plain(outcome.split.fill * 100);
  switch (outcome.rule) {
    case SplitRule::stated:
      return {"the amount that the lever states", "措施给定的转移量"};
    case SplitRule::share:
      return {"a share of the demand", "需求的固定比例"};
    case SplitRule::capacity_first:
      return {"the railway is filled first, to " + fill +
                  " % of its saturated throughput; the road takes the rest",
              "先满足铁路，至其饱和通过量的 " + fill + " %，其余走公路"};
    case SplitRule::price_and_time:
      return {"each tonne chooses by price and time, rail at most " + fill +
                  " % of its saturated throughput",
              "逐吨按价格与时间选择，铁路至多为其饱和通过量的 " + fill + " %"};
  }
  return {};
}

class ShiftText {
 public:
  ShiftText(const ModeShiftOutcome& outcome, const ModeShiftTitles& titles, Language language)
      : outcome_(outcome), titles_(titles), language_(language) {}

  std::string text() {
    out_ += say(titles_.port) + "\n";
    const models::Text rule = rule_text(outcome_);
    const models::Text& terms = titles_.terms;
    const bool has_terms = !terms.en.empty();
    sentence("“" + titles_.lever.en + "” beside the road" + (has_terms ? ": " + terms.en : "") +
                 "; rule: " + rule.en + ".",
             "公路旁增设“" + titles_.lever.zh + "”" + (has_terms ? "：" + terms.zh : "") +
                 "；规则：" + rule.zh + "。");
    if (!titles_.presupposed.en.empty()) sentence(titles_.presupposed.en, titles_.presupposed.zh);
    out_ += "\n" + say({"The answer", "结论"}) + "\n";
    interrupted();
    answer();
    out_ += "\n" + say({"How sure is that", "可信程度"}) + "\n";
    for (std::size_t i = 0; i < titles_.certainty.en.size(); ++i)
      item(titles_.certainty.en[i], titles_.certainty.zh[i]);
    if (outcome_.is_split_known) {
      out_ += "\n" + say({"At the demand of the file", "按文件所列需求"}) + "\n" + modes();
      choice();
      sweep();
    }
    cases();
    footer();
    return std::move(out_);
  }

 private:
  const std::string& say(const models::Text& text) const { return in(text, language_); }
  std::string say(const char* en, const char* zh) const {
    return language_ == Language::zh ? zh : en;
  }

  void sentence(const std::string& en, const std::string& zh, const char* lead = "") {
    const std::string indent(std::string(lead).size(), ' ');
    bool first = true;
    for (const std::string& line : wrapped(say({en, zh}), k_shift_columns - indent.size())) {
      out_ += (first ? lead : indent) + line + "\n";
      first = false;
    }
  }
  void item(const std::string& en, const std::string& zh) { sentence(en, zh, "- "); }

  std::string mt(const Estimate& t) const {
    return with_interval(scaled(t, language_ == Language::zh ? 1e-4 : 1e-6));
  }
  static models::Text demand(double t) {
    return {plain(t * 1e-6) + " Mt", plain(t * 1e-4) + " 万吨"};
  }
  /// Hours told in the unit that suits them.
  static models::Text hours(const Estimate& h) {
    return {duration(scaled(h, models::k_hour_s), Language::en),
            duration(scaled(h, models::k_hour_s), Language::zh)};
  }
  static models::Text hours_more(const Estimate& h) {
    return {signed_duration(scaled(h, models::k_hour_s), Language::en),
            signed_duration(scaled(h, models::k_hour_s), Language::zh)};
  }

  /// Whether it ended before there are demands enough to tell from which on time is saved.
  bool is_sweep_cut() const {
    return outcome_.interrupted && outcome_.is_sweep_asked && outcome_.is_split_known &&
           !outcome_.has_no_levels &&
           outcome_.sweep.size() < static_cast<std::size_t>(least_demands_of_sweep());
  }

  void interrupted() {
    if (!outcome_.interrupted) return;
    item(fmt::format("Interrupted: what follows rests on what was finished, at the demand of the "
                     "file {} of {}.",
                     outcome_.finished, counted(outcome_.replications, "replication")),
         fmt::format(
             "运行被中断：以下结果仅依据已完成的部分，按文件所列需求为 {} 次重复中的 {} 次。",
             outcome_.replications, outcome_.finished));
    const std::size_t demands = outcome_.sweep.size();
    if (is_sweep_cut())
      item(fmt::format("Of the sweep over demand {} of {} demands or more are finished: from which "
                       "on the railway saves time is not told.",
                       demands, least_demands_of_sweep()),
           fmt::format("不同需求至少须试算 {} 种，已完成 {} 种：不给出自何需求起节省时间。",
                       least_demands_of_sweep(), demands));
    if (outcome_.rule == SplitRule::price_and_time && !outcome_.from_low)
      item(
          "The search from both starts was not finished, so that it is not known whether they come "
          "to the same split; what is told is that of the first.",
          "两个起点的搜索未全部完成，是否得到同一划分未知；所列为第一个起点的结果。");
  }

  void answer() {
    const SplitFigures& now = outcome_.now;
    if (!outcome_.is_split_known) {
      split_not_known();
    } else if (!now.road.tonnes_per_year.known()) {
      item(fmt::format("What becomes of {} a year is not known: no run with the railway has "
                       "results.",
                       demand(now.demand_t_per_year).en),
           fmt::format("每年 {} 的结果未知：有铁路的各次运行均无结果。",
                       demand(now.demand_t_per_year).zh));
    } else if (!now.share.known()) {
      item(
          fmt::format("How {} a year part between road and rail is not known: at every share tried "
                      "one of both was taken by nobody, so that it has no time to choose by.",
                      demand(now.demand_t_per_year).en),
          fmt::format("每年 {} 如何在公路与铁路间划分未知：所试各比例下均有一种方式无人选用，"
                      "无时间可供比较。",
                      demand(now.demand_t_per_year).zh));
    } else {
      split_told(now);
      time_saved(now);
    }
    for (const models::Text& sentence : capacity_sentences(outcome_))
      item(sentence.en, sentence.zh);
    saves_from();
  }

  /// The rule asks how much the railway can carry, and nobody can say.
  void split_not_known() {
    const models::Text all = demand(outcome_.now.demand_t_per_year);
    const models::Text why = rail_without_results(outcome_);
    item(
        fmt::format("How {} a year part between road and rail is not known: this rule asks how "
                    "much the railway can carry, and {}, for the reasons below.",
                    all.en, why.en),
        fmt::format("每年 {} 如何在公路与铁路间划分未知：本规则须知铁路通过能力，而 {}，原因见下。",
                    all.zh, why.zh));
  }

  void split_told(const SplitFigures& now) {
    const models::Text all = demand(now.demand_t_per_year);
    const models::Text rail = tonnes(now.rail.tonnes_per_year);
    const models::Text road = tonnes(now.road.tonnes_per_year);
    item(fmt::format("Of {} a year {} go by rail: {} carried by rail, {} by road.", all.en,
                     percent(now.share), rail.en, road.en),
         fmt::format("每年 {}中 {} 走铁路：铁路运送 {}，公路 {}。", all.zh, percent(now.share),
                     rail.zh, road.zh));
    if (outcome_.rule == SplitRule::price_and_time || outcome_.rule == SplitRule::capacity_first)
      nothing_fits();
    if (!now.vehicles_per_day.difference.known()) {
      item(
          "By how many trucks the road is relieved, and what time is saved, is not known: no "
          "replication has results both of the road alone and with the railway.",
          "公路减少的货车数与节省的时间未知：没有一次重复使仅公路与有铁路的运行均得出结果。");
      return;
    }
    const Estimate relieved = scaled(now.vehicles_per_day.difference, -1);
    item(fmt::format("The road is relieved of {} trucks a day ({} to {}).", with_interval(relieved),
                     with_interval(now.road_alone.vehicles_per_day),
                     with_interval(now.road.vehicles_per_day)),
         fmt::format("公路每天减少 {} 辆货车（由 {} 辆减至 {} 辆）。", with_interval(relieved),
                     with_interval(now.road_alone.vehicles_per_day),
                     with_interval(now.road.vehicles_per_day)));
  }

  /// Why a rule that asks what fits on the railway sends nothing there.
  void nothing_fits() {
    if (outcome_.rail_capacity.mean != 0) return;
    item(
        "Nothing goes by rail under this rule, since the railway carries nothing in its saturated "
        "runs.",
        "按本规则无货物走铁路，因铁路在饱和运行中毫无货运量。");
  }

  void time_saved(const SplitFigures& now) {
    if (!now.time_h.difference.known()) return;
    const auto told = [](const PairedDifference& pair, const models::Text& text) {
      if (pair.verdict() != Verdict::chance) return text;
      return models::Text{text.en + " (can't be told from chance)", text.zh + "（差异不显著）"};
    };
    const Estimate& clearance = now.clearance_s.difference;
    const models::Text truck = told(now.clearance_s, {signed_duration(clearance, Language::en),
                                                      signed_duration(clearance, Language::zh)});
    if (now.road.clearance_s.known())  // all may go by rail
      item(fmt::format("A truck that stays on the road is cleared in {}: {}.",
                       duration(now.road.clearance_s, Language::en), truck.en),
           fmt::format("仍走公路的货车车辆通关时间为 {}：变化 {}。",
                       duration(now.road.clearance_s, Language::zh), truck.zh));
    const models::Text tonne = told(now.time_h, hours_more(now.time_h.difference));
    item(fmt::format("A tonne, by either way, has its vehicle in the port for {} on average, {} "
                     "by road alone: {}.",
                     hours(now.time_h.with).en, hours(now.time_h.base).en, tonne.en),
         fmt::format("每吨货物（两种方式平均）所乘车辆在口岸 {}，仅有公路时 {}：变化 {}。",
                     hours(now.time_h.with).zh, hours(now.time_h.base).zh, tonne.zh));
  }

  void saves_from() {
    if (outcome_.has_no_levels) {
      const models::Text why =
          outcome_.road_capacity.known()
              ? models::Text{"that is 0", "其为零"}
              : models::Text{"of that nothing is known: " + road_without_results(outcome_).en,
                             "其未知：" + road_without_results(outcome_).zh};
      item(
          "From which demand on the railway saves time was not tried: demands are shares of what "
          "the road alone can carry, and " +
              why.en + ".",
          "未试算自何需求起节省时间：试算需求按仅公路时的通过能力取值，而" + why.zh + "。");
    }
    if (outcome_.sweep.empty()) return;
    if (!outcome_.break_even && is_sweep_cut()) return;  // said
    if (!outcome_.break_even) {
      item(
          "Whether the railway saves time at other demands is not known: that takes two "
          "replications with results.",
          "其他需求下铁路是否节省时间未知：至少须有两次重复得出结果。");
      return;
    }
    const BreakEven& found = *outcome_.break_even;
    const models::Text most = demand(outcome_.sweep.back().demand_t_per_year);
    if (!found.saves_t_per_year) {
      item("The railway saves no time at any demand tried, up to " + most.en + " a year.",
           "在所试需求（至每年 " + most.zh + "）内，铁路均不节省时间。");
    } else if (!found.not_yet_t_per_year) {
      const models::Text least = demand(outcome_.sweep.front().demand_t_per_year);
      item("The railway saves time at every demand tried, from " + least.en + " a year on.",
           "在所试需求（自每年 " + least.zh + " 起）内，铁路均节省时间。");
    } else {
      const models::Text low = demand(*found.not_yet_t_per_year);
      const models::Text high = demand(*found.saves_t_per_year);
      item("The railway saves time from a demand between " + low.en + " and " + high.en +
               " a year on, over all tonnes and both ways.",
           "就两种方式全部货物而言，需求达到每年 " + low.zh + " 至 " + high.zh +
               " 之间起，铁路开始节省时间。");
    }
  }

  std::string modes() const {
    TextTable table({"", say("road alone", "仅公路"), say("road beside rail", "公路（有铁路）"),
                     say("rail", "铁路")});
    const SplitFigures& now = outcome_.now;
    const auto row = [&](const std::string& title, auto value) {
      table.add({title, value(now.road_alone), value(now.road), value(now.rail)});
    };
    row(say("carried, Mt a year", "年货运量，万吨"),
        [&](const ModeFigures& m) { return mt(m.tonnes_per_year); });
    row(say("vehicles, or trains, that come a day", "每天到达车辆（列车）"),
        [&](const ModeFigures& m) { return with_interval(m.vehicles_per_day); });
    row(say("physical clearance", "车辆通关时间"),
        [&](const ModeFigures& m) { return duration(m.clearance_s, language_); });
    row(say("in the port, way back included", "在口岸时间（含返程）"),
        [&](const ModeFigures& m) { return say(hours(m.time_h)); });
    return table.text();
  }

  void choice() {
    if (!outcome_.from_low) return;
    out_ += "\n" + say({"The choice", "选择"}) + "\n";
    if (outcome_.from_low->is_set_by_limit) return nothing_to_choose();
    for (const FixedPoint* point : {&*outcome_.from_low, &*outcome_.from_high}) {
      const std::string start = plain(point->start * 100);
      const std::string change = plain(std::abs(point->widest_change) * 100);
      if (!point->share.known()) {
        item(fmt::format("From {} % by rail: no share, since one of both ways was taken by nobody.",
                         start),
             fmt::format("自铁路占 {} % 起：无结果，因有一种方式无人选用。", start));
        continue;
      }
      item(fmt::format("From {} % by rail: {} after {}{}.", start, percent(point->share),
                       counted(point->rounds, "round"),
                       point->is_settled ? ""
                                         : "; not settled, what is chosen there differs by up to " +
                                               change + " points"),
           fmt::format(
               "自铁路占 {} % 起：{} 轮后为 {}{}。", start, point->rounds, percent(point->share),
               point->is_settled ? "" : "；未收敛，该处选择结果最多相差 " + change + " 个百分点"));
    }
    if (outcome_.agrees())
      item("Both starts come to the same split.", "两个起点得到同一划分。");
    else if (outcome_.from_low->share.known())
      item("The two starts do not come to the same split: what is told is that of the first.",
           "两个起点未得到同一划分：所列为第一个起点的结果。");
    ranges();
  }

  /// Whatever the times, and whatever the values of the choice: so the ends of ranges say nothing.
  void nothing_to_choose() {
    const Estimate& share = outcome_.from_low->share;
    item(fmt::format("There is nothing to choose: what the railway can be planned with is {} of "
                     "the demand, and so much goes by it at any price.",
                     percent(share)),
         fmt::format("无可选择：铁路可安排的运量占需求 {}，无论价格如何均按此走铁路。",
                     percent(share)));
  }

  void ranges() {
    if (outcome_.over_ranges.empty()) return;
    // The split was run; what its times make of it is a step further, within what is settled.
    const std::string change = plain(std::abs(outcome_.from_low->widest_change) * 100);
    sentence(
        fmt::format("Share by rail that would be chosen at the times above with one value at "
                    "the ends of its range; with all as they are it is up to {} points off "
                    "the share above:",
                    change),
        fmt::format("单个参数取其范围两端、用时同上时将选择的铁路占比；各参数均取现值时，与上列"
                    "占比至多相差 {} 个百分点：",
                    change));
    TextTable table({say("value", "参数"), say("here", "取值"), say("low end", "下限"),
                     say("by rail", "铁路占比"), say("high end", "上限"),
                     say("by rail", "铁路占比")});
    const auto share = [this](const std::optional<double>& at) {
      return at ? plain(*at * 100) + " %" : say("not known", "未知");
    };
    for (const ShareOverRange& one : outcome_.over_ranges)
      table.add({one.field, one.value, one.low, share(one.at_low), one.high, share(one.at_high)});
    out_ += table.text();
  }

  void sweep() {
    if (outcome_.sweep.empty()) return;
    out_ += "\n" + say({"Over demand", "随需求变化"}) + "\n";
    TextTable table({say("Mt a year", "年需求，万吨"), say("by rail", "铁路占比"),
                     say("truck, road alone", "货车，仅公路"),
                     say("truck, beside rail", "货车，有铁路"),
                     say("a tonne, both ways", "每吨，两种方式")});
    for (const SplitFigures& f : outcome_.sweep) {
      const double factor = language_ == Language::zh ? 1e-4 : 1e-6;
      table.add({plain(f.demand_t_per_year * factor), percent(f.share),
                 duration(f.road_alone.clearance_s, language_),
                 duration(f.road.clearance_s, language_), say(hours_more(f.time_h.difference))});
    }
    out_ += table.text();
    sentence(
        "Trucks: physical clearance. A tonne: time of its vehicle in the port, with the "
        "railway less without.",
        "货车：车辆通关时间。每吨：所乘车辆在口岸时间，有铁路减仅公路。");
  }

  void cases() {
    if (outcome_.cases.empty()) return;
    out_ += "\n" + say({"Held against observation", "模型验证"}) + "\n" +
            validation_text(outcome_.cases, language_, k_shift_columns);
  }

  void footer() {
    if (!outcome_.given_up.empty()) out_ += "\n";
    for (const models::Text& why : outcome_.given_up)
      sentence("left without results: " + why.en, "无结果：" + why.zh);
  }

  const ModeShiftOutcome& outcome_;
  const ModeShiftTitles& titles_;
  Language language_;
  std::string out_;
};

}  // namespace

std::string mode_shift_text(const ModeShiftOutcome& outcome, const ModeShiftTitles& titles,
                            Language language) {
  return ShiftText(outcome, titles, language).text();
}

}  // namespace kouan::analysis
