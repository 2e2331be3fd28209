// What becomes of a vehicle and its documents between its places, in sentences.
#include "analysis/check_processes.hpp"
#include "analysis/value_title.hpp"

namespace kouan::analysis {

void ProcessWriter::sentence(const models::ReachBorder&, std::size_t depth) {
  line(depth, say_("joins the queue at the border (physical clock starts)",
                   "到达口岸排队（车辆计时开始）"));
}

void ProcessWriter::sentence(const models::Declare& declare, std::size_t depth) {
  line(depth, say_("lodges its declaration, processed in {} on average", "提交申报，平均{}处理完毕",
                   say_.time(declare.takes_s.mean())));
}

void ProcessWriter::sentence(const models::AwaitDocuments&, std::size_t depth) {
  line(depth, say_("waits until its declaration is processed", "等候申报处理完毕"));
}

void ProcessWriter::sentence(const models::Release&, std::size_t depth) {
  line(depth, say_("is released by customs (document clock stops)", "海关放行（单证计时停止）"));
}

void ProcessWriter::sentence(const models::Cleared&, std::size_t depth) {
  line(depth, say_("is cleared: its load counts as throughput (physical clock stops)",
                   "通关完毕：载重计入通过量（车辆计时停止）"));
}

void ProcessWriter::sentence(const models::Leave&, std::size_t depth) {
  line(depth, ways_around_ > 0
                  ? say_("leaves this way, which is then done", "退出本项，该项即算完成")
                  : say_("leaves the port without being cleared", "未办结即离开口岸"));
}

void ProcessWriter::sentence(const models::Unload& unload, std::size_t depth) {
  line(depth, say_("puts its load into {}, waiting while that is full", "将货物卸入{}，满时等候",
                   say_.text(place_title(scenario_, unload.store))));
}

void ProcessWriter::sentence(const models::Travel& travel, std::size_t depth) {
  const std::string where = say_.text(travel.title);
  line(depth, say_("drives{}{}, {}", "行驶{}{}，{}", where.empty() ? "" : say_(": ", "："), where,
                   mean_time(travel.time_s)));
}

void ProcessWriter::sentence(const models::WaitUntil& wait, std::size_t depth) {
  line(depth, say_("waits until {} are open", "等到{}开放", wait.hours));
}

void ProcessWriter::sentence(const models::Appointment& appointment, std::size_t depth) {
  line(depth, say_("takes the next slot of {} and waits for it", "预约{}的下一时段并等候",
                   title_of(scenario_.books, appointment.book)));
  std::vector<std::string> causes;
  if (appointment.no_show > 0)
    causes.push_back(say_("it does not come ({})", "爽约（{}）", say_.share(appointment.no_show)));
  for (const models::Book& book : scenario_.books) {
    if (book.id == appointment.book && book.most_ahead_s)
      causes.push_back(
          say_("no slot is free within {}", "{}内无空闲时段", say_.time(*book.most_ahead_s)));
  }
  instead(appointment, causes, depth);
}

}  // namespace kouan::analysis
