// Stages, yards and sections as processes come to them, in sentences.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "analysis/check_processes.hpp"
#include "models/process_steps.hpp"

namespace kouan::analysis {

void ProcessWriter::sentence(const models::Visit& visit, std::size_t depth) {
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

void ProcessWriter::shortest(const models::Visit& visit, std::size_t depth) {
  std::vector<std::string> titles;
  for (const std::string& id : visit.shortest)
    titles.push_back(stage_title(id) + served_in(id));
  const char* by = visit.per_server ? say_(" per open server", "（按开放通道（作业位）均摊）") : "";
  line(depth, say_("waits for and is served where fewest are{}: {}{}",
                   "在车辆最少处{}排队办理：{}{}", by, list(titles),
                   visit.steps.empty() ? ""
                                       : say_("; then keeps its server while it",
                                              "，随后仍占用该通道（作业位），期间")));
  steps(visit.steps, depth + 1);
  for (const std::string& id : visit.shortest)
    lane(visit, id, depth + 1);
}

void ProcessWriter::lane(const models::Visit& visit, const std::string& id, std::size_t depth) {
  const std::string before = std::exchange(out_, "");
  if (stage(id) != nullptr) servers(*stage(id), depth + 1);
  turned_away(visit, id, depth + 1);
  misread(id, depth + 1);
  const std::string told = std::exchange(out_, before);
  if (told.empty()) return;
  line(depth, say_("at {}:", "在{}：", stage_title(id)));
  out_ += told;
}

std::string ProcessWriter::served_in(const std::string& id) const {
  const models::Stage* s = stage(id);
  if (s == nullptr || !s->service) return "";
  return say_(" ({})", "（{}）", mean_time(*s->service));
}

void ProcessWriter::misread(const std::string& id, std::size_t depth) {
  const models::Stage* s = stage(id);
  if (s == nullptr || s->read_rate >= 1) return;
  line(depth, say_("if not read ({}), is also served at {}", "识读失败时（{}）另到{}办理",
                   say_.share(1 - s->read_rate), stage_title(s->on_misread)));
}

void ProcessWriter::sentence(const models::Within& within, std::size_t depth) {
  line(depth, say_("takes a place in {} and keeps it while it", "进入{}并占位，期间",
                   stage_title(within.yard)));
  steps(within.steps, depth + 1);
  turned_away(within, within.yard, depth);
}

void ProcessWriter::servers(const models::Stage& s, std::size_t depth) {
  if (s.is_shared) line(depth, say_("all who are there share the servers", "在场车辆均分服务能力"));
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
    const char* clock =
        s.breakdowns->by_operating_time ? say_("of work", "作业时间") : say_("of time", "日历时间");
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

void ProcessWriter::sentence(const models::Seize& seize, std::size_t depth) {
  line(depth, say_("waits until it can have {} at once, and keeps them until it vacates them",
                   "等候可一并占用{}，占用至腾出", taken(seize.places)));
  turned_away(seize, seize.places.front().yard, depth);
}

void ProcessWriter::sentence(const models::Vacate& vacate, std::size_t depth) {
  line(depth, say_("vacates {}", "腾出{}", vacated(vacate.yards)));
}

void ProcessWriter::sentence(const models::Pass& pass, std::size_t depth) {
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

std::string ProcessWriter::taken(const std::vector<models::Taken>& places) const {
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

std::string ProcessWriter::vacated(const std::vector<std::string>& yards) const {
  std::vector<std::string> titles;
  for (const std::string& yard : yards)
    titles.push_back(stage_title(yard));
  return list(titles);
}

std::vector<std::string> ProcessWriter::causes_to_turn(const models::QueueRules& asked,
                                                       const std::string& id) const {
  static const models::QueueRules k_none{};
  const models::Stage* s = stage(id);
  const models::QueueRules& there = s == nullptr ? k_none : s->rules;
  std::vector<std::string> causes;
  if (s != nullptr && models::turns_away_when_full(asked, *s))
    causes.emplace_back(say_("its queue is full", "排队已满"));
  if (const auto& balk_at = asked.balk_at ? asked.balk_at : there.balk_at)
    causes.push_back(say_("{} wait", "已有{}辆排队", *balk_at));
  if (const auto& patience_s = asked.patience_s ? asked.patience_s : there.patience_s)
    causes.push_back(say_("it has waited for {}", "已等候{}", say_.time(*patience_s)));
  return causes;
}

}  // namespace kouan::analysis
