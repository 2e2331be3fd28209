// Field listings of how servers work: closing, breakdowns, vacations, sharing, batches, blocking;
// and of stoppages.
#include <fmt/format.h>

#include "models/place_names.hpp"
#include "models/scenario_fields_queues.hpp"

namespace kouan::models {
namespace {

using namespace language;  // the listings read as text

/// A word of a closed list as a value of `values`, in the same order.
template <class V>
Type<V> one_of(const std::vector<std::string>& words, std::vector<V> values) {
  Type<std::string> text = word(words);
  Type<V> type;
  type.info = text.info;
  type.read = [text, words, values = std::move(values)](Reader& reader, const Node& node,
                                                        const std::string& path, V& out) {
    std::string found;
    if (!text.read(reader, node, path, found)) return false;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i] == found) out = values[i];
    }
    return true;
  };
  return type;
}

const Listing<Breakdowns>& breakdowns_listing() {
  static const auto k_listing =
      Listing<Breakdowns>("breakdowns",
                          "Each server fails by itself; its work in hand stays and goes on after "
                          "the repair.",
                          "故障：各通道（作业位）独立发生，修复后继续原作业。")
          .field("time_to_failure", &Breakdowns::to_failure_s, recurring_time())
          .required()
          .doc("From the start, or from the end of a repair, to the next failure.",
               "自开始或修复至下次故障的时间。")
          .example("\"exponential(30 d)\"")
          .field("repair", &Breakdowns::repair_s, distribution(time_dimension(), false))
          .required()
          .doc("Time of a repair; goes on day and night.", "修复时间，昼夜连续。")
          .example("\"lognormal(mean 6 h, cv 1)\"")
          .field("clock", &Breakdowns::by_operating_time, one_of_two({"calendar", "operating"}))
          .otherwise("calendar")
          .doc(
              "Whether the time to failure passes always, idle or closed too (calendar), or only "
              "while the server works (operating).",
              "故障计时：日历时间（空闲、关闭也计），或仅作业时间。")
          .example("operating");
  return k_listing;
}
const ObjectInfo& breakdowns_info() { return breakdowns_listing().info(); }

const Listing<Batch>& batch_listing() {
  static const auto k_listing =
      Listing<Batch>("batch", "A server takes several at once; nobody joins later.",
                     "成批作业：一次接纳多辆，中途不再加入。")
          .field("most", &Batch::most, count(from_to(1, k_most_vehicles)))
          .required()
          .doc("Most that it takes.", "一批最多数量。")
          .example("10")
          .field("least", &Batch::least, count(from_to(1, k_most_vehicles)))
          .otherwise("1")
          .doc(
              "It begins once this many wait: 1 for any number, the same as most for full batches.",
              "排队达到此数才开始：1 为有车即走，与 most 相同为满批。")
          .example("10")
          .check([](Reader& reader, const Node& map, const std::string& path, Batch& out) {
            if (out.least <= out.most) return;
            reader.conflict(Code::out_of_range, map.find("least")->mark, join(path, "least"),
                            {"found more than a batch holds", "超过一批所容"},
                            {"at most most", "不大于“most”"}, map.find("most")->mark,
                            {"the most", "一批至多"});
          });
  return k_listing;
}
const ObjectInfo& batch_info() { return batch_listing().info(); }

/// Two keys of a stage that cannot stand together.
void exclude(Reader& reader, const Node& map, const std::string& path, const char* key,
             const char* other, const Text& why) {
  const Entry* one = map.find(key);
  const Entry* two = map.find(other);
  if (one == nullptr || two == nullptr) return;
  reader.conflict(Code::conflict, one->mark, join(path, key), found_beside(key, other), why,
                  two->mark, {"the other", "另一个"});
}

void check_rules(Reader& reader, const Node& map, const std::string& path, StageText& out) {
  if (out.is_shared) {
    for (const char* key : {"queue", "priority", "preemption", "when_full", "balk_at", "patience",
                            "breakdowns", "vacation", "batch", "blocking", "read_rate"}) {
      exclude(reader, map, path, key, "discipline",
              {"where the servers are shared nobody queues and no server is held: none of queue, "
               "priority, patience, breakdowns and the like",
               "服务能力均分（sharing）时无人排队、不占用通道（作业位）：不用queue、priority、"
               "patience、breakdowns等"});
    }
    if (map.find("at_closing") == nullptr) out.at_closing = AtClosing::suspend;
    if (out.at_closing == AtClosing::hand_over)
      exclude(reader, map, path, "at_closing", "discipline",
              {"suspend or finish: where the servers are shared there is no queue to go back to",
               "suspend或finish：均分服务能力时无队列可退回"});
  }
  if (out.batch) {
    for (const char* key :
         {"service_by_class", "preemption", "at_closing", "blocking", "read_rate"}) {
      const bool finishes = std::string(key) == "at_closing" && out.at_closing == AtClosing::finish;
      if (!finishes)
        exclude(reader, map, path, key, "batch",
                {"one service time for the whole batch, which is not parted",
                 "整批共用一个作业时间，不拆开"});
    }
    const Entry* service = map.find("service");
    if (out.service && out.service->attribute >= 0 && service != nullptr)
      reader.conflict(
          Code::conflict, service->mark, join(path, "service"),
          {"found a service time by attribute at a stage of batches",
           "成批作业的环节以属性为作业时间"},
          {"one service time for the whole batch, drawn", "整批共用一个作业时间，按分布抽取"},
          map.find("batch")->mark, {"the batch", "成批作业"});
  }
  if (out.blocks_before) {
    exclude(reader, map, path, "read_rate", "blocking",
            {"a next stage that is known before the work begins", "作业开始前即已确定的下一环节"});
  }
  exclude(reader, map, path, "vacation", "breakdowns",
          {"a server that leaves when there is nothing to do, or one that breaks down",
           "无人时离开的通道（作业位），或会发生故障的，二者择一"});
  if (out.preempts && out.priority.empty() && map.find("priority") == nullptr) {
    reader.warning(Code::no_effect, map.find("preemption")->mark, join(path, "preemption"),
                   {"found \"preemption\" without \"priority\": only visits with their own differ",
                    "有“preemption”而无“priority”：仅对自带优先级的访问有区别"},
                   {"priority: {bus: 1, coal-truck: 2}", "priority: {bus: 1, coal-truck: 2}"});
  }
}

}  // namespace

void add_server_rules(Listing<StageText>& listing) {
  listing.field("preemption", &StageText::preempts, one_of_two({"none", "resume"}))
      .otherwise("none")
      .doc(
          "resume: who is more urgent breaks off the work of the least urgent, which goes on later "
          "with what is left.",
          "抢占（resume）：更优先者中断最不优先者的作业，其后续做剩余部分。")
      .example("resume")
      .field("at_closing", &StageText::at_closing,
             one_of<AtClosing>({"finish", "suspend", "hand-over"},
                               {AtClosing::finish, AtClosing::suspend, AtClosing::hand_over}))
      .otherwise("finish; of sharing suspend")
      .doc(
          "Work in hand when its server closes: finished; or suspended, staying at its server "
          "until that opens; or handed over, back to the head of the queue, for whichever server "
          "is free first. Of sharing, when the last server closes: the work of all who are there "
          "is suspended, or finished by the servers that were open.",
          "关闭时在手作业：做完（finish）；暂停于原通道（作业位）（suspend）；退回队首由任一通道（"
          "作业位）续做（hand-"
          "over）。均分服务能力时指最后一台关闭之际：在场者的作业全部暂停，或由原"
          "开放的通道（作业位）做完。")
      .example("suspend")
      .field(
          "breakdowns", [](StageText& s) -> Breakdowns& { return s.breakdowns.emplace(); },
          object(&breakdowns_listing, &breakdowns_info))
      .otherwise("none")
      .doc("Failures of each server.", "各通道（作业位）的故障。")
      .example("{time_to_failure: \"exponential(30 d)\", repair: \"exponential(6 h)\"}")
      .field(
          "vacation", [](StageText& s) -> sim::Distribution& { return s.vacation_s.emplace(); },
          recurring_time())
      .otherwise("none")
      .doc(
          "A server that finds nobody waiting leaves for this long, and again if it finds nobody "
          "on its return.",
          "通道（作业位）见无人排队即离开此时长，返回仍无人则再次离开。")
      .example("20 min")
      .field("discipline", &StageText::is_shared, one_of_two({"queue", "sharing"}))
      .otherwise("queue")
      .doc(
          "queue: each server serves one, the others wait. sharing: all who are there are served "
          "at once, each at the same share of the servers, at most one.",
          "queue：一台一车，其余排队；sharing：全部同时作业，均分服务能力。")
      .example("sharing")
      .field(
          "batch", [](StageText& s) -> Batch& { return s.batch.emplace(); },
          object(&batch_listing, &batch_info))
      .otherwise("one at a time")
      .doc("A server takes several at once, for one service time.", "成批作业，一批一个作业时间。")
      .example("{most: 10, least: 1}")
      .field("blocking", &StageText::blocks_before, one_of_two({"after-service", "before-service"}))
      .otherwise("after-service")
      .doc(
          "Those whom the next stage has no room for keep their server: after their work, or "
          "before it begins, until a place ahead is reserved.",
          "下一环节无位时占住通道（作业位）：作业后受阻，或先预留前方位置再作业。")
      .example("before-service")
      .apart("batch", {"service_by_class", "preemption", "blocking", "read_rate"})
      .apart("vacation", {"breakdowns"})
      .check(&check_rules);
}

const Listing<Stoppage>& stoppage_listing() {
  static const auto k_listing =
      Listing<Stoppage>("stoppage",
                        "Closes several stages, sections or yards at once, again and again: "
                        "storms, power cuts.",
                        "停运：同时关闭若干环节、区间或场地，如沙尘暴、停电。")
          .field("title", &Stoppage::title, title())
          .doc("Name.", "名称。")
          .example("{en: Sandstorm, zh: 沙尘暴}")
          .field("between", &Stoppage::between_s, recurring_time())
          .required()
          .doc("From the start, or from the end of one, to the beginning of the next.",
               "自开始或上次结束至下次开始的时间。")
          .example("\"exponential(20 d)\"")
          .field("lasts", &Stoppage::lasts_s, distribution(time_dimension(), false))
          .required()
          .doc("How long it lasts.", "持续时间。")
          .example("\"lognormal(mean 8 h, cv 1)\"")
          .field("stages", &Stoppage::stages,
                 list_of(name_of_either({"stages", "sections", "yards"}), 1, 1000))
          .required()
          .doc(
              "What it closes: of stages, work in hand as at_closing says; of sections and yards, "
              "nobody enters, and who is on them or inside goes on and leaves.",
              "所关闭之处：环节的在手作业按 at_closing 处理；区间和场地停止进入，已在其中者继续并"
              "离开。")
          .example("[entry-gate, border-line]");
  return k_listing;
}

}  // namespace kouan::models
