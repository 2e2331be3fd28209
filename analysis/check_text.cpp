// What `kouan check` says, for a terminal; the declarations are in analysis/check.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/carried.hpp"
#include "analysis/check.hpp"
#include "analysis/check_bound_text.hpp"
#include "analysis/check_words.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/table.hpp"
#include "analysis/value_title.hpp"
#include "models/amounts.hpp"
#include "models/attributes.hpp"
#include "models/language/dates.hpp"
#include "models/working_time.hpp"

namespace kouan::analysis {

namespace {

/// A month's load of no more than this, times that of the whole run, is no worse than the others:
/// what opens on weekdays differs by as much from month to month.
constexpr double k_level = 1.01;

/// A lower figure that would be written as 0.00 says nothing.
constexpr double k_nothing = 0.005;

class CheckWriter {
 public:
  CheckWriter(const CheckReport& report, Language language, std::size_t columns)
      : report_(report),
        scenario_(report.scenario),
        in_(carried_in(report.scenario)),
        say_(language, columns) {}

  std::string write() {
    head();
    sides();
    hours();
    demand();
    stages();
    stores();
    if (!report_.meetings.empty())
      section(
          say_("Meetings: how many a day each side suffices for, and the load that one offers "
               "to the other",
               "会合：各方每天可满足的次数，以及一方对另一方的负荷率"));
    for (const MeetingRates& rates : report_.meetings)
      paragraph(meeting_text(scenario_, rates, say_), 2);
    section(say_("Processes", "流程"));
    out_ += processes_text(scenario_, say_);
    bound();
    theory();
    out_ += warnings_text(report_, say_) + assumptions_text(report_, say_);
    return fitted(out_, say_.columns());
  }

 private:
  void section(const std::string& title) { out_ += "\n" + title + "\n"; }

  void paragraph(const std::string& text, std::size_t indent) {
    out_ += say_.paragraph(text, indent);
  }

  static std::string date(const models::CivilDate& d) { return models::language::date_text(d); }

  void head() {
    out_ += say_.title(scenario_.title, scenario_.file) + "\n";
    paragraph(say_.text(scenario_.question), 2);
    paragraph(say_("{} days from {}", "自{1}起{0}天", plain(scenario_.horizon_s / models::k_day_s),
                   date(scenario_.start)),
              2);
    for (const models::LeverInfo& lever : scenario_.levers) {
      const std::string summary = say_.text(lever.summary);
      paragraph(say_("with {}{}", "采用{}{}", say_.named(lever.title, lever.id),
                     summary.empty() ? "" : say_(": ", "：") + summary),
                2);
    }
    paragraph(say_.text(presupposed_by_levers(scenario_, 0)), 2);
    for (const models::Text& note : notes_of_levers(scenario_))
      paragraph(say_.text(note), 2);
  }

  void sides() {
    if (scenario_.sides.empty()) return;
    section(say_("Sides", "两侧"));
    const std::int64_t first = models::days_from_civil(scenario_.start);
    const auto days = models::days_of(scenario_);
    for (const models::Side& side : scenario_.sides) {
      int closed = 0;
      const auto outside =
          std::count_if(side.holidays.begin(), side.holidays.end(), [&](const models::Holiday& h) {
            return models::days_from_civil(h.to) < first ||
                   models::days_from_civil(h.from) >= first + days;
          });
      for (std::int64_t day = first; day < first + days; ++day) {
        const models::CivilDate d = models::civil_from_days(day);
        for (const models::Holiday& h : side.holidays) {
          if (!models::is_within(d, h.from, h.to)) continue;
          ++closed;
          break;
        }
      }
      const int minutes = side.utc_offset_s / 60;
      const std::string beside = outside == 0 ? ""
                                              : say_(" ({} more outside the run)",
                                                     "（另有{}个假期在运行期之外）", outside);
      out_ += say_("  {}: UTC{}{:02}:{:02}, {} {} of holiday{}\n",
                   "  {0}：UTC{1}{2:02}:{3:02}，节假日{4}天{6}\n", say_.named(side.title, side.id),
                   minutes < 0 ? '-' : '+', std::abs(minutes) / 60, std::abs(minutes) % 60, closed,
                   closed == 1 ? "day" : "days", beside);
    }
  }

  /// Title of opening hours, for a table.
  std::string hours_title(const std::string& id) const {
    for (const models::Hours& h : scenario_.hours) {
      if (h.id == id) return say_.title(h.title, id);
    }
    return id;
  }

  void hours() {
    if (report_.hours.empty()) return;
    section(say_("Opening hours", "开放时间"));
    TextTable table({say_("hours", "时段"), say_("open days", "开放天数"),
                     say_("hours per open day", "每日小时")});
    for (const CheckHours& h : report_.hours) {
      table.add({hours_title(h.id), say_("{} of {}", "{}/{}", h.open_days, h.days),
                 fmt::format("{:.3g}", h.hours_per_open_day)});
    }
    out_ += table.text(2, say_.columns());
  }

  void demand() {
    section(say_("Demand", "需求"));
    for (const models::Flow& flow : scenario_.flows) {
      out_ += say_(
          "  {}: {} a year, {}\n", "  {}：每年{}，{}\n", say_.title(flow.title, flow.id),
          say_.tonnes(flow.annual_kg / models::k_kg_per_t),
          flow.months.empty() ? say_("evenly by days", "按日均摊") : say_("by months", "按月分布"));
    }
    TextTable table({say_("class", "类别"), say_("trips/open day", "每开放日车次"),
                     say_("trips", "总车次"), say_("load", "载重"),
                     say_("in all, {}", "合计，{}", say_.unit_of_column(demand_unit_t())),
                     say_("process", "流程")});
    table.left(5);
    const auto passes = [&](std::size_t c) {
      return is_ever_cleared(scenario_, scenario_.classes[c]);
    };
    bool is_any_apart = false;
    for (std::size_t c = 0; c < scenario_.classes.size(); ++c) {
      if (passes(c)) add_class(c, table);
      is_any_apart = is_any_apart || !passes(c);
    }
    if (is_any_apart && !table.empty()) table.span(say_("never cleared:", "不办理放行："));
    for (std::size_t c = 0; c < scenario_.classes.size(); ++c)
      if (!passes(c)) add_class(c, table);
    out_ += table.text(2, say_.columns());
  }

  double demand_unit_t() const {
    std::vector<double> tonnes;
    for (const CheckDemand& d : report_.demand)
      tonnes.push_back(d.tonnes);
    return say_.tonnes_of_column(tonnes);
  }

  void add_class(std::size_t c, TextTable& table) const {
    const models::EntityClass& entity_class = scenario_.classes[c];
    const double load_kg =
        models::as_drawn(scenario_, entity_class, entity_class.payload_kg).mean();
    const std::string load = say_("{} t", "{} 吨", short_number(load_kg / models::k_kg_per_t, 4));
    const std::string title = say_.title(entity_class.title, entity_class.id);
    if (entity_class.fleet > 0) {
      table.add({title, say_("fleet of {}", "{}辆循环", entity_class.fleet), "", load, "",
                 entity_class.process});
    } else if (c < report_.demand.size()) {
      const CheckDemand& d = report_.demand[c];
      const std::string per_open_day =
          std::isnan(d.vehicles_per_open_day) ? "–" : plain(d.vehicles_per_open_day);
      table.add({title, per_open_day, grouped(d.vehicles, 0), load,
                 Words::in_column(d.tonnes, demand_unit_t()), entity_class.process});
    } else {
      table.add({title, "?", "?", load, "?", entity_class.process});
    }
  }

  /// "12 always", "2 Gate hours from 2023-03-01".
  std::string group(const models::ServerGroup& g, bool any_number) const {
    const std::string number = any_number ? say_("any number", "不限") : std::to_string(g.servers);
    std::string text = fmt::format("{} {}", number,
                                   g.hours.empty() ? say_("always", "全天") : hours_title(g.hours));
    if (g.from.year > 1) text += say_(" from {}", " {}起", date(g.from));
    if (g.to.year < 9999) text += say_(" to {}", " 至{}", date(g.to));
    return text;
  }

  std::string servers(const models::Stage& stage) const {
    std::string text;
    for (const models::ServerGroup& g : stage.groups)
      text += (text.empty() ? "" : " + ") + group(g, models::takes_any_number(stage));
    return text;
  }

  std::string queue(const models::Stage& stage) const {
    return stage.queue_places ? fmt::format("{}", *stage.queue_places) : say_("any", "不限");
  }

  std::string load(std::size_t s) const {
    if (s >= report_.loads.size()) return "?";
    if (report_.loads[s].is_of_fleets) return say_("fleet", "循环");
    if (report_.loads[s].visits <= 0 && !report_.loads[s].uncounted.sent) return "–";
    if (s < scenario_.stages.size() && models::takes_any_number(scenario_.stages[s])) return "–";
    const double load = report_.loads[s].load;
    if (report_.loads[s].is_assumed && std::isfinite(load)) return "~" + load_text(load);
    if (!std::isfinite(load)) return say_("shut", "关闭");
    if (report_.loads[s].uncounted.any() && load < k_nothing)
      return "–";  // all of it depends on the state
    return bound_mark(s) + load_text(load);
  }

  /// Times that are not counted come on top; where an earlier place turns vehicles away it is not
  /// known who comes.
  std::string bound_mark(std::size_t s) const {
    if (report_.loads[s].counts_turned_away) return "~";
    return report_.loads[s].uncounted.any() ? "≥" : "";
  }

  /// "1.08 (2023-07)", of a stage or a store.
  std::string worst_month(std::size_t s) const {
    if (s >= report_.loads.size() || report_.loads[s].worst_month.empty()) return "–";
    if (s < scenario_.stages.size() && models::takes_any_number(scenario_.stages[s])) return "–";
    const double load = report_.loads[s].worst_month_load;
    if (load <= report_.loads[s].load * k_level) return "–";  // every month is as the whole
    if (!std::isfinite(load)) return say_("shut ({})", "关闭（{}）", report_.loads[s].worst_month);
    return say_("{} ({})", "{}（{}）", bound_mark(s) + load_text(load),
                report_.loads[s].worst_month);
  }

  std::string stage_bound(std::size_t s) const {
    if (s >= report_.bound.stages.size()) return "?";
    const double carried = bound_per_year(report_.bound.stages[s], in_);
    if (report_.bound.stages[s].is_left_out && !std::isfinite(carried))
      return say_("left out", "不计");
    return std::isfinite(carried) ? Words::in_column(carried, bound_unit()) : "–";
  }

  std::string store_bound(std::size_t s) const {
    if (s >= report_.bound.stages.size()) return "?";
    const double carried = bound_per_year(report_.bound.stages[s], in_);
    return std::isfinite(carried) ? amount(carried) : "–";
  }

  /// Of what the table of stages shows; stores come after.
  double bound_unit() const {
    if (in_ == CarriedIn::vehicles) return 1;
    std::vector<double> tonnes;
    for (const theory::StageBound& s : report_.bound.stages)
      if (tonnes.size() < scenario_.stages.size()) tonnes.push_back(s.tonnes_per_year);
    return say_.tonnes_of_column(tonnes);
  }

  void stages() {
    section(
        say_("Stages and yards: servers and hours, service, places to queue, offered load, "
             "bound a year",
             "环节与场地：通道（作业位）与时段、作业时间、候位、负荷率、年通过能力上界"));
    TextTable table({say_("stage", "环节"), say_("servers", "通道（作业位）"),
                     say_("service", "作业时间"), say_("queue", "候位"), say_("load", "负荷率"),
                     say_("worst month", "最高月"),
                     say_("bound, {}", "上界，{}",
                          in_ == CarriedIn::vehicles ? say_("vehicles", "辆")
                                                     : say_.unit_of_column(bound_unit()))});
    table.left(1);
    for (std::size_t s = 0; s < scenario_.stages.size(); ++s) {
      const models::Stage& stage = scenario_.stages[s];
      table.add({say_.title(stage.title, stage.id), servers(stage),
                 stage.service ? say_.time(*stage.service) : say_("yard", "场地"), queue(stage),
                 load(s), worst_month(s), stage_bound(s)});
      for (const auto& [entity_class, service] : stage.service_by_class) {
        table.add({"  " + entity_class, "", say_.time(service), "", "", "", ""});
      }
    }
    out_ += table.text(2, say_.columns());
    explain_loads();
  }

  /// What the marks at loads and bounds mean, where there are any.
  void explain_loads() {
    const auto& loads = report_.loads;
    if (std::any_of(loads.begin(), loads.end(), [](const auto& l) { return l.is_assumed; }))
      paragraph(say_("~ conditions or others decide who comes; taken as if all ways were alike and "
                     "each came alone, and for nothing in the bound",
                     "~ 由条件或其他单元决定去向：负荷率按各路径均等、逐一到达计算，上界不计"),
                2);
    paragraph(lower_loads_text(report_, say_), 2);
    if (std::any_of(loads.begin(), loads.end(), [](const auto& l) { return l.counts_turned_away; }))
      paragraph(
          say_("~ behind a place that turns vehicles away: counts those too who may be turned "
               "away there, and none of those whom it sends here instead",
               "~ 前有拒车环节：计入可能在该处被拒的车辆，不计因被拒改来此处的车辆"),
          2);
    for (const theory::StageLoad& l : loads) {
      if (theory::judged(l) != theory::Judgement::full_hours) continue;
      paragraph(say_("{}: its load, {}, is that of the open hours; its bound counts besides "
                     "what can be in hand at closing and is finished after it: over both its load "
                     "is {}",
                     "{}：负荷率{}按开放时间计算；上界另计入关闭时可能的在手作业（关闭后办完）："
                     "两者合计，负荷率为{}",
                     title_of(l.stage), load_text(l.load), load_text(l.least_load)),
                2);
    }
    const auto& stages = report_.bound.stages;
    if (std::any_of(stages.begin(), stages.end(), [](const auto& s) { return s.is_left_out; }))
      paragraph(say_("left out: the time held there depends on the state or on attributes; the "
                     "bound does without",
                     "不计：占用时间取决于状态或属性，不参与上界计算"),
                2);
  }

  void stores() {
    if (scenario_.stores.empty()) return;
    section(say_("Stores", "堆存"));
    for (std::size_t s = 0; s < scenario_.stores.size(); ++s) {
      const models::Store& store = scenario_.stores[s];
      const std::size_t row = scenario_.stages.size() + s;
      out_ += say_(
          "  {}: holds {}, {} at the start, {} removed a calendar day, load {}, worst month {}, "
          "bound {} a year\n",
          "  {}：容量{}，初始{}，每日历日外运{}，负荷率{}，最高月{}，年通过能力上界{}\n",
          say_.title(store.title, store.id), say_.tonnes(store.capacity_kg / models::k_kg_per_t),
          say_.tonnes(store.initial_kg / models::k_kg_per_t),
          say_.tonnes(store.removal_kg_per_s * (models::k_day_s / models::k_kg_per_t)), load(row),
          worst_month(row), store_bound(row));
    }
  }

  /// Of tonnes or vehicles.
  std::string amount(double carried) const {
    return in_ == CarriedIn::tonnes ? say_.tonnes(carried) : say_.vehicles(carried);
  }

  std::string title_of(const std::string& id) const {
    return say_.text(place_title(scenario_, id));
  }

  void bound() {
    section(say_("Analytic capacity bound", "解析上界"));
    out_ += bound_text(report_, say_);
  }

  void theory() {
    if (report_.theory.stages.empty() && report_.theory.ways.empty()) return;
    section(say_("Queueing theory: what to expect in the long run", "排队论：长期均值"));
    out_ += theory_text(report_, say_);
  }

  const CheckReport& report_;
  const models::Scenario& scenario_;
  CarriedIn in_;  ///< what bounds are told in
  Words say_;
  std::string out_;
};

}  // namespace

std::string to_text(const CheckReport& report, Language language, std::size_t columns) {
  return CheckWriter(report, language, columns).write();
}

}  // namespace kouan::analysis
