// The processes in sentences, for `kouan check`; the declaration is in analysis/check_words.hpp.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "analysis/check_words.hpp"
#include "analysis/value_title.hpp"

namespace kouan::analysis {

namespace {

using models::Scenario;
using models::Steps;

class ProcessWriter {
 public:
  ProcessWriter(const Scenario& scenario, const Words& say) : scenario_(scenario), say_(say) {}

  std::string write(const models::Process& process) {
    out_ = fmt::format("  {}\n", say_.named(process.title, process.id));
    steps(process.steps, 2);
    return std::move(out_);
  }

 private:
  void line(std::size_t depth, const std::string& text) {
    out_ += std::string(2 * depth, ' ') + "- " + text + "\n";
  }

  void steps(const Steps& list, std::size_t depth) {
    for (const models::ProcessStep& step : list) {
      std::visit([&](const auto& what) { sentence(what, depth); }, step.what);
    }
  }

  const models::Stage* stage(const std::string& id) const {
    for (const models::Stage& s : scenario_.stages) {
      if (s.id == id) return &s;
    }
    return nullptr;
  }

  std::string stage_title(const std::string& id) const {
    return say_.text(place_title(scenario_, id));
  }

  /// "3 min on average", or whatever the attribute of the vehicle says.
  std::string mean_time(const sim::Distribution& d) const {
    if (d.attribute < 0) return say_("{} on average", "平均{}", say_.time(d.mean()));
    return say_("as long as its {} says", "时长取其属性{}", attribute(d.attribute));
  }

  const std::string& attribute(int number) const {
    return scenario_.attributes.at(static_cast<std::size_t>(number));
  }

  std::string list(const std::vector<std::string>& titles) const {
    std::string out;
    for (const std::string& title : titles)
      out += (out.empty() ? "" : say_(", ", "、")) + title;
    return out;
  }

  void shortest(const models::Visit& visit, std::size_t depth) {
    std::vector<std::string> titles;
    for (const std::string& id : visit.shortest)
      titles.push_back(stage_title(id) + served_in(id));
    const char* by =
        visit.per_server ? say_(" per open server", "（按开放通道（作业位）均摊）") : "";
    line(depth, say_("waits for and is served where fewest are{}: {}{}",
                     "在车辆最少处{}排队办理：{}{}", by, list(titles),
                     visit.steps.empty() ? ""
                                         : say_("; then keeps its server while it",
                                                "，随后仍占用该通道（作业位），期间")));
    steps(visit.steps, depth + 1);
    for (const std::string& id : visit.shortest)
      lane(visit, id, depth + 1);
  }

  /// What is out of the ordinary at one of several stages; nothing where there is none of it.
  void lane(const models::Visit& visit, const std::string& id, std::size_t depth) {
    const std::string before = std::exchange(out_, "");
    if (stage(id) != nullptr) servers(*stage(id), depth + 1);
    turned_away(visit, id, depth + 1);
    misread(id, depth + 1);
    const std::string told = std::exchange(out_, before);
    if (told.empty()) return;
    line(depth, say_("at {}:", "在{}：", stage_title(id)));
    out_ += told;
  }

  /// " (3 min on average)"; empty where the stage has no time of its own.
  std::string served_in(const std::string& id) const {
    const models::Stage* s = stage(id);
    if (s == nullptr || !s->service) return "";
    return say_(" ({})", "（{}）", mean_time(*s->service));
  }

  void misread(const std::string& id, std::size_t depth) {
    const models::Stage* s = stage(id);
    if (s == nullptr || s->read_rate >= 1) return;
    line(depth, say_("if not read ({}), is also served at {}", "识读失败时（{}）另到{}办理",
                     say_.share(1 - s->read_rate), stage_title(s->on_misread)));
  }

  std::string number_text(const models::When& when) const {
    if (when.what != sim::Question::attribute) return fmt::format("{:.6g}", when.value);
    return when.written;
  }

  std::string comparison(const models::When& when) const {
    const std::string number = number_text(when);
    switch (when.how) {
      case sim::Comparison::below:
        return say_("below {}", "小于{}", number);
      case sim::Comparison::at_most:
        return say_("at most {}", "不大于{}", number);
      case sim::Comparison::equal:
        return say_("equal to {}", "等于{}", number);
      case sim::Comparison::at_least:
        return say_("at least {}", "不小于{}", number);
      case sim::Comparison::above:
        return say_("above {}", "大于{}", number);
    }
    return number;
  }

  std::string condition(const models::When& when) const {
    const std::string title = stage_title(when.of);
    switch (when.what) {
      case sim::Question::number:
        return say_("the number at {} is {}", "{}的车辆数{}", title, comparison(when));
      case sim::Question::waiting:
        return say_("the number waiting at {} is {}", "{}的排队车辆数{}", title, comparison(when));
      case sim::Question::free:
        return when.value > 0 ? say_("{} is free", "{}空闲", title)
                              : say_("{} is not free", "{}不空闲", title);
      case sim::Question::open:
        return when.value > 0 ? say_("hours {} are open", "时段{}开放", when.of)
                              : say_("hours {} are closed", "时段{}关闭", when.of);
      case sim::Question::attribute:
        return say_("its {} is {}", "其属性{}{}", attribute(when.attribute), comparison(when));
    }
    return "";
  }

  void conditional(const models::Choose& choose, std::size_t depth) {
    for (const models::Option& option : choose.options) {
      std::string who = option.otherwise ? say_("the rest", "其余") : "";
      if (!option.classes.empty()) who = say_("class {}", "类别{}", list(option.classes));
      for (const models::When& when : option.when)
        who += (who.empty() ? "" : say_(" and ", "且")) + say_("if {}", "若{}", condition(when));
      line(depth, who + (option.steps.empty() ? say_(": goes straight on", "：直接通过")
                                              : say_(":", "：")));
      steps(option.steps, depth + 1);
    }
    if (!choose.options.back().otherwise)
      line(depth, say_("the rest goes straight on", "其余直接通过"));
  }

  void sentence(const models::Assign& assign, std::size_t depth) {
    line(depth, assign.adds ? say_("adds to its {}", "累加其属性{}", attribute(assign.attribute))
                            : say_("gets its {}", "确定其属性{}", attribute(assign.attribute)));
  }

  void sentence(const models::Repeat& repeat, std::size_t depth) {
    line(depth, say_("does the following, ", "执行以下步骤，") +
                    (repeat.when.empty()
                         ? say_("and again with {}", "并以{}的概率重复", say_.share(repeat.again))
                         : say_("and again while {}", "{}则重复", condition(repeat.when.front()))));
    steps(repeat.steps, depth + 1);
  }

  void sentence(const models::Label& label, std::size_t depth) {
    line(depth, say_("label {}", "标签{}", label.name));
  }

  void sentence(const models::GoTo& go_to, std::size_t depth) {
    line(depth, say_("goes on at label {}", "转到标签{}", go_to.label));
  }

  void sentence(const models::Visit& visit, std::size_t depth) {
    if (!visit.shortest.empty()) return shortest(visit, depth);
    const models::Stage* s = stage(visit.stage);
    line(depth, say_("waits for and is served at {}{}{}", "排队等候并在{}办理{}{}",
                     stage_title(visit.stage), served_in(visit.stage),
                     visit.steps.empty() ? ""
                                         : say_(", then keeps its server while it",
                                                "，随后仍占用该通道（作业位），期间")));
    steps(visit.steps, depth + 1);
    if (s != nullptr) servers(*s, depth + 1);
    turned_away(visit, visit.stage, depth);
    misread(visit.stage, depth);
  }

  void sentence(const models::Within& within, std::size_t depth) {
    line(depth, say_("takes a place in {} and keeps it while it", "进入{}并占位，期间",
                     stage_title(within.yard)));
    steps(within.steps, depth + 1);
    turned_away(within, within.yard, depth);
  }

  /// What is out of the ordinary about the servers.
  void servers(const models::Stage& s, std::size_t depth) {
    if (s.is_shared)
      line(depth, say_("all who are there share the servers", "在场车辆均分服务能力"));
    if (s.batch)
      line(depth, say_("a server takes up to {} at once, as soon as {} wait",
                       "一次最多{}辆，排队达{}辆即开始", s.batch->most, s.batch->least));
    if (s.preempts)
      line(depth, say_("the more urgent break off its work, which goes on later",
                       "更优先者中断其作业，其后续做"));
    if (s.at_closing == models::AtClosing::suspend)
      line(depth, say_("work in hand at closing is suspended", "关闭时在手作业暂停"));
    if (s.at_closing == models::AtClosing::hand_over)
      line(depth, say_("work in hand at closing is handed over", "关闭时在手作业移交"));
    if (s.breakdowns) {
      const char* clock = s.breakdowns->by_operating_time ? say_("of work", "作业时间")
                                                          : say_("of time", "日历时间");
      line(depth,
           say_("each server fails after {} {} and is repaired in {}",
                "每条通道（作业位）经{1}{0}发生故障，修复需{2}",
                say_.time(s.breakdowns->to_failure_s), clock, say_.time(s.breakdowns->repair_s)));
    }
    if (s.vacation_s)
      line(depth, say_("a server that finds nobody leaves for {}", "通道（作业位）无人排队时离开{}",
                       say_.time(*s.vacation_s)));
    if (s.blocks_before)
      line(depth, say_("work begins once a place ahead is reserved", "预留前方位置后才开始作业"));
  }

  /// "if the queue is full or 20 wait, or after 2 h of waiting, leaves".
  template <class S>
  void turned_away(const S& step, const std::string& id, std::size_t depth) {
    static const models::QueueRules k_none{};
    const models::Stage* s = stage(id);
    const models::QueueRules& there = s == nullptr ? k_none : s->rules;
    std::vector<std::string> causes;
    if (step.rules.turns_away.value_or(there.turns_away.value_or(false)))
      causes.emplace_back(say_("its queue is full", "排队已满"));
    if (const auto& balk_at = step.rules.balk_at ? step.rules.balk_at : there.balk_at)
      causes.push_back(say_("{} wait", "已有{}辆排队", *balk_at));
    if (const auto& patience_s = step.rules.patience_s ? step.rules.patience_s : there.patience_s)
      causes.push_back(say_("it has waited for {}", "已等候{}", say_.time(*patience_s)));
    instead(step, causes, depth);
  }

  template <class S>
  void instead(const S& step, const std::vector<std::string>& causes, std::size_t depth) {
    if (causes.empty()) return;
    const std::string when = fmt::format("{}", fmt::join(causes, say_(" or ", "或")));
    const bool leaves = !step.has_otherwise;
    line(depth, leaves ? say_("if {}, leaves without being cleared", "若{}，未办结即离开", when)
                       : say_("if {}, instead", "若{}，则改为", when));
    if (!leaves) steps(step.otherwise, depth + 1);
  }

  void sentence(const models::Travel& travel, std::size_t depth) {
    const std::string where = say_.text(travel.title);
    line(depth, say_("drives{}{}, {}", "行驶{}{}，{}", where.empty() ? "" : say_(": ", "："), where,
                     mean_time(travel.time_s)));
  }

  void sentence(const models::Choose& choose, std::size_t depth) {
    if (choose.options.front().by_condition()) return conditional(choose, depth);
    double rest = 1;
    bool has_otherwise = false;
    for (const models::Option& option : choose.options) {
      if (!option.otherwise) rest -= option.share;
      has_otherwise = has_otherwise || option.otherwise;
    }
    for (const models::Option& option : choose.options) {
      const double share = option.otherwise ? rest : option.share;
      const char* ends =
          option.steps.empty() ? say_(" go straight on", "直接通过") : say_(":", "：");
      const std::string who = say_.share(std::max(0.0, share));
      line(depth, (option.otherwise ? say_("the rest ({})", "其余（{}）", who) : who) + ends);
      steps(option.steps, depth + 1);
    }
    if (!has_otherwise && rest > 1e-12) {
      line(depth, say_("the rest ({}) go straight on", "其余（{}）直接通过", say_.share(rest)));
    }
  }

  void sentence(const models::ReachBorder&, std::size_t depth) {
    line(depth, say_("joins the queue at the border (physical clock starts)",
                     "到达口岸排队（车辆计时开始）"));
  }

  void sentence(const models::Declare& declare, std::size_t depth) {
    line(depth, say_("lodges its declaration, processed in {} on average",
                     "提交申报，平均{}处理完毕", say_.time(declare.takes_s.mean())));
  }

  void sentence(const models::AwaitDocuments&, std::size_t depth) {
    line(depth, say_("waits until its declaration is processed", "等候申报处理完毕"));
  }

  void sentence(const models::Release&, std::size_t depth) {
    line(depth, say_("is released by customs (document clock stops)", "海关放行（单证计时停止）"));
  }

  void sentence(const models::Cleared&, std::size_t depth) {
    line(depth, say_("is cleared: its load counts as throughput (physical clock stops)",
                     "通关完毕：载重计入通过量（车辆计时停止）"));
  }

  void sentence(const models::Leave&, std::size_t depth) {
    line(depth, say_("leaves the port without being cleared", "未办结即离开口岸"));
  }

  void sentence(const models::Unload& unload, std::size_t depth) {
    line(depth, say_("puts its load into {}, waiting while that is full", "将货物卸入{}，满时等候",
                     say_.text(place_title(scenario_, unload.store))));
  }

  template <class Thing>
  std::string title_of(const std::vector<Thing>& things, const std::string& id) const {
    for (const Thing& thing : things) {
      if (thing.id == id) return say_.title(thing.title, id);
    }
    return id;
  }

  void sentence(const models::Parallel& parallel, std::size_t depth) {
    const auto ways = static_cast<std::int32_t>(parallel.ways.size());
    const std::int32_t needed = parallel.needed == 0 ? ways : parallel.needed;
    line(depth, say_("does {} things at once and goes on when {} are done:",
                     "同时办理{}项，其中{}项办结后继续：", ways, needed));
    for (const Steps& way : parallel.ways) {
      line(depth + 1, say_("one of them:", "其中一项："));
      steps(way, depth + 2);
    }
  }

  void sentence(const models::Gather& gather, std::size_t depth) {
    line(depth, say_("waits at {} for the others{}", "在{}等候集齐{}",
                     title_of(scenario_.gatherings, gather.at),
                     gather.steps.empty() ? "" : say_("; together they then", "，随后一同")));
    steps(gather.steps, depth + 1);
    std::vector<std::string> causes;
    for (const models::Gathering& at : scenario_.gatherings) {
      if (at.id == gather.at && !at.places.empty())
        causes.emplace_back(say_("its places are taken", "候位已满"));
    }
    if (gather.patience_s)
      causes.push_back(say_("it has waited for {}", "已等候{}", say_.time(*gather.patience_s)));
    instead(gather, causes, depth);
  }

  void sentence(const models::LetOff&, std::size_t depth) {
    line(depth, say_("lets off those aboard, who go on by themselves", "所载各单元卸离，各自继续"));
  }

  void sentence(const models::Split& split, std::size_t depth) {
    line(depth, say_("lets {:.3g} of {} (on average) go their own way with {} of its load",
                     "分出平均{:.3g}个{}，携{}载荷各自继续", split.number.mean(),
                     title_of(scenario_.classes, split.into), say_.share(split.share)));
  }

  void sentence(const models::Appointment& appointment, std::size_t depth) {
    line(depth, say_("takes the next slot of {} and waits for it", "预约{}的下一时段并等候",
                     title_of(scenario_.books, appointment.book)));
    std::vector<std::string> causes;
    if (appointment.no_show > 0)
      causes.push_back(
          say_("it does not come ({})", "爽约（{}）", say_.share(appointment.no_show)));
    for (const models::Book& book : scenario_.books) {
      if (book.id == appointment.book && book.most_ahead_s)
        causes.push_back(
            say_("no slot is free within {}", "{}内无空闲时段", say_.time(*book.most_ahead_s)));
    }
    instead(appointment, causes, depth);
  }

  /// "2 places of arrival tracks, leaving 1 free".
  std::string taken(const std::vector<models::Taken>& places) const {
    std::vector<std::string> all;
    for (const models::Taken& one : places) {
      const std::string free =
          one.keep_free > 0 ? say_(" (leaving {} free)", "（留空{}）", one.keep_free) : "";
      const std::string title = stage_title(one.yard);
      all.push_back((one.number == 1 ? say_("a place in {}", "{}一位", title)
                                     : say_("{1} places in {0}", "{}{}位", title, one.number)) +
                    free);
    }
    return fmt::format("{}", fmt::join(all, say_(" and ", "与")));
  }

  std::string vacated(const std::vector<std::string>& yards) const {
    std::vector<std::string> titles;
    for (const std::string& yard : yards)
      titles.push_back(stage_title(yard));
    return list(titles);
  }

  void sentence(const models::Seize& seize, std::size_t depth) {
    line(depth, say_("waits until it can have {} at once, and keeps them until it vacates them",
                     "等候可一并占用{}，占用至腾出", taken(seize.places)));
    turned_away(seize, seize.places.front().yard, depth);
  }

  void sentence(const models::Vacate& vacate, std::size_t depth) {
    line(depth, say_("vacates {}", "腾出{}", vacated(vacate.yards)));
  }

  void sentence(const models::Pass& pass, std::size_t depth) {
    const models::Stage* s = stage(pass.section);
    std::string way = stage_title(pass.section);
    if (!pass.direction.empty()) way += say_(" ({})", "（{}）", pass.direction);
    std::string time;
    if (pass.time_s || (s != nullptr && s->service))
      time = say_(", {}", "，{}", mean_time(pass.time_s ? *pass.time_s : *s->service));
    line(depth, say_("waits until {} is free and travels it{}", "等候{}空闲并通过{}", way, time));
    if (!pass.with.empty())
      line(depth + 1,
           say_("enters only with {}, which it keeps", "须同时占用{}方可驶入", taken(pass.with)));
    if (!pass.vacate.empty())
      line(depth + 1, say_("on entering vacates {}", "驶入时腾出{}", vacated(pass.vacate)));
    turned_away(pass, pass.section, depth);
  }

  void sentence(const models::WaitUntil& wait, std::size_t depth) {
    line(depth, say_("waits until {} are open", "等到{}开放", wait.hours));
  }

  const Scenario& scenario_;
  const Words& say_;
  std::string out_;
};

}  // namespace

std::string processes_text(const Scenario& scenario, const Words& say) {
  std::string out;
  for (const models::Process& process : scenario.processes) {
    out += ProcessWriter(scenario, say).write(process);
  }
  return out;
}

}  // namespace kouan::analysis
