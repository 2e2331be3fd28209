#include "analysis/theory_words.hpp"

#include <array>
#include <utility>

namespace kouan::analysis {

using theory::Obstacle;
using theory::QueueModel;
using theory::Standing;

namespace {

struct ModelWords {
  const char* id;
  const char* en;
  const char* zh;
  const char* source;
};

/// In the order of the enumeration.
constexpr std::array<ModelWords, 32> k_models{{
    {"none", "", "", ""},
    {"exponential", "Poisson arrivals, exponential service", "泊松到达，作业时间服从指数分布",
     "Erlang 1917; Gross & Harris, ch. 2"},
    {"general", "Poisson arrivals, one server, any service time",
     "泊松到达，单条通道（作业位），作业时间任意分布", "Pollaczek 1930; Khinchine 1932"},
    {"constant-service", "Poisson arrivals, several servers, service always as long",
     "泊松到达，多条通道（作业位），作业时间恒定", "Crommelin 1932; Spitzer 1956"},
    {"batch-arrivals", "several come at once, at Poisson instants", "按泊松时刻成批到达",
     "Burke 1975; Gross & Harris, ch. 3"},
    {"renewal-arrivals", "independent intervals between arrivals, exponential service",
     "到达间隔独立同分布，作业时间服从指数分布", "Gross & Harris, ch. 5.3"},
    {"sharing", "servers shared by all present, any service time",
     "在场车辆均分服务能力，作业时间任意分布", "Kleinrock 1976, ch. 4; Kelly 1979, ch. 3.3"},
    {"loss", "nobody waits, who finds all servers busy is turned away; any service time",
     "不设排队，通道（作业位）全忙即被拒，作业时间任意分布", "Erlang 1917; Sevastyanov 1957"},
    {"limited", "limited queue, who finds it full is turned away", "候位数有限，排满即被拒",
     "Gross & Harris, ch. 2, 5.1; Keilson 1966"},
    {"abandonment", "those who wait leave after an exponential patience",
     "排队者耐心服从指数分布，逾时离开", "Palm 1957; Garnett, Mandelbaum & Reiman 2002"},
    {"any-patience", "those who wait leave when their patience ends, of any distribution",
     "排队者逾耐心时长即离开，耐心分布任意", "Baccelli & Hebuterne 1981; Zeltyn & Mandelbaum 2005"},
    {"limited-patience",
     "limited queue, who finds it full is turned away, who waits too long leaves",
     "候位数有限，排满即被拒，排队者逾耐心时长即离开", "Brandt & Brandt 1999"},
    {"priority", "priorities, work in hand is finished", "有优先级，在手作业做完",
     "Cobham 1954; Kella & Yechiali 1985"},
    {"preemption", "priorities, work in hand is broken off and goes on later",
     "有优先级，中断在手作业，其后续做", "White & Christie 1958; Kleinrock 1976, ch. 3"},
    {"breakdowns", "one server that breaks down", "单条通道（作业位），会发生故障",
     "White & Christie 1958; Gaver 1962; Avi-Itzhak & Naor 1963"},
    {"vacations", "one server that leaves when nobody waits", "单条通道（作业位），无人排队时离开",
     "Fuhrmann & Cooper 1985; Doshi 1986"},
    {"batches", "one server that takes several at once", "单条通道（作业位），成批作业",
     "Bailey 1954; Neuts 1967"},
    {"daily-gate", "open for part of every day, arrivals day and night",
     "每日定时开放，昼夜均有到达", "Markov chain of a day that repeats, Kolmogorov's equations"},
    {"closed-network", "closed fleet, mean value analysis", "循环车队，均值分析法",
     "Reiser & Lavenberg 1980; Buzen 1973"},
    {"closed-fleets", "closed fleets that share stages, product form by convolution",
     "多支循环车队共用环节，乘积形式解，卷积算法",
     "Baskett, Chandy, Muntz & Palacios 1975; Reiser & Kobayashi 1975"},
    {"mixed-network", "closed fleets and classes from outside share stages, product form",
     "循环车队与外来车辆共用环节，乘积形式解", "Baskett, Chandy, Muntz & Palacios 1975"},
    {"markov-chain", "Markov chain of all who wait, work and hold places together",
     "全部等候、作业及占用车位情形的马尔可夫链", "Stewart 1994, ch. 2"},
    {"fork-join", "checks side by side, each with a queue of its own; all are awaited",
     "多项查验并行，各自排队，全部完成后继续", "Flatto & Hahn 1984; Nelson & Tantawi 1988"},
    {"shortest-lane", "lanes of which the shortest is joined", "选择最短车道排队",
     "Haight 1958; Adan, Wessels & Zijm 1990"},
    {"polling", "one direction after the other, each until nobody of it is left",
     "各方向轮流通行，每轮放行至无车等候", "Ferguson & Aminetzah 1985; Fuhrmann & Cooper 1985"},
    {"timetable", "departures by timetable take those who are there", "按时刻表发车，带走在场者",
     "Bailey 1954; Janssen & van Leeuwaarden 2005"},
    {"consolidation", "a batch leaves by number or by time since the first",
     "凑满数量或自首辆起满时限即出发", "renewal-reward, Ross 1996, ch. 3.6"},
    {"pairing", "one of either kind wait for each other, so many at most",
     "两类车辆一对一会合，等候位数有限", "Kashyap 1966; Gross & Harris, ch. 1.10"},
    {"nobody-waits", "all are on their way, nobody waits; arrivals along a sine",
     "全部在途、无排队，到达率按正弦变化", "Eick, Massey & Whitt 1993"},
    {"network-approximation",
     "APPROXIMATION for any arrivals and service times, from their variability",
     "近似公式：到达与作业时间任意分布，按其变异程度估算", "Allen 1990, ch. 5; Whitt 1983, 1993"},
    {"jackson-network", "open Jackson network", "开放式杰克逊网络",
     "Jackson 1957, 1963; Kelly 1979, ch. 3"},
    {"stage-by-stage", "sum over its stages", "各环节相加", "Little 1961"},
}};
static_assert(k_models.size() == static_cast<std::size_t>(QueueModel::stage_by_stage) + 1);

const ModelWords& words_of(QueueModel model) {
  return k_models.at(static_cast<std::size_t>(model));
}

struct ObstacleWords {
  const char* id;
  const char* en;
  const char* zh;
};

/// In the order of the enumeration.
constexpr std::array<ObstacleWords, 40> k_obstacles{{
    {"rates-change", "arrivals change during the run", "到达率在仿真期内变化"},
    {"other-arrivals", "arrivals are not Poisson", "到达不是泊松过程"},
    {"batch-arrivals", "several come at once, to which approximations do not apply",
     "同时到达多辆，近似公式不适用"},
    {"planned-arrivals",
     "arrivals are by timetable or as observed, to which approximations do not apply",
     "按时刻表或实测时刻到达，近似公式不适用"},
    {"arrivals-end", "arrivals end when so many have come, there is no long run",
     "到达辆数有上限，达到即止，无长期均值"},
    {"shaped-arrivals", "earlier stages change how vehicles arrive here",
     "前序环节改变了此处的到达规律"},
    {"unknown-numbers", "how many come here depends on who is turned away elsewhere",
     "此处到达数量取决于他处被拒者"},
    {"turned-away",
     "some are turned away or give up at a stage that is not all of the way, or leave on the way",
     "途中有环节会拒收或有车辆放弃而全程不止该环节，或有车辆中途离开"},
    {"others", "vehicles are put together, part or meet on the way", "途中编组、分离或会合"},
    {"conditions", "the state or attributes decide on ways or times",
     "去向或时长取决于当时状态或车辆属性"},
    {"waits-on-way", "on the way vehicles wait for places, lines, slots, openings or their parts",
     "途中须等候车位（股道）、区间、预约时段、开放或自身各部分"},
    {"documents", "documents are waited for", "须等候单证"},
    {"store", "a store on the way may be full", "途中堆场可能堆满"},
    {"fleet", "a closed fleet shares its stages with others, whom no formula covers beside it",
     "循环车队与其他车辆共用环节，超出公式范围"},
    {"hours", "it opens and closes", "定时开放与关闭"},
    {"irregular-hours",
     "its hours do not repeat by the day or week all through the run, or do so less than twice",
     "开放时间未在整个仿真期内按日或按周重复，或不足两个周期"},
    {"servers-change", "the number of open servers changes", "开放的通道（作业位）数量变化"},
    {"stoppages", "it is stopped now and then", "不时停运"},
    {"general-service", "service is not exponential", "作业时间不服从指数分布"},
    {"different-services", "classes differ in their service", "各类别作业时间不同"},
    {"nested", "its servers or places are held while vehicles are at other stages",
     "车辆在其他环节时仍占用其通道（作业位）或车位（股道）"},
    {"section", "a line or lane on which vehicles follow each other",
     "车辆前后相随通行的区间或车道"},
    {"held-back", "vehicles may be kept at its servers by a full queue ahead",
     "前方排满时车辆滞留于其通道（作业位）"},
    {"holds-back", "its queue is limited and holds up the stages before",
     "候位数有限，排满时上游受阻"},
    {"limited-queue",
     "its queue is limited, with several servers not exponential or classes that differ",
     "候位数有限，且多条通道（作业位）作业时间不服从指数分布，或各类别作业时间不同"},
    {"patience", "patience with service that is not exponential and alike",
     "有耐心时限，且作业时间非同一指数分布"},
    {"priorities", "priorities at several servers with service that is not exponential and alike",
     "多条通道（作业位）有优先级，且作业时间非同一指数分布"},
    {"breakdowns", "breakdowns of several servers, or not exponential",
     "多条通道（作业位）故障，或故障间隔不服从指数分布"},
    {"vacations", "several servers that leave", "多条通道（作业位）会离开"},
    {"batches", "batches at several servers, or with service that is not exponential",
     "多条通道（作业位）成批作业，或作业时间不服从指数分布"},
    {"several-rules", "several special rules at once", "同时有多项特殊规则"},
    {"different-rules", "visits to it differ in their rules", "各次到访适用规则不同"},
    {"priorities-limited-queue",
     "classes of different priority at a limited queue: how long each of them waits is not known",
     "候位数有限且各类别优先级不同，各类别各自等候多久无法得知"},
    {"priorities-of-direction",
     "classes that travel it in one direction differ in priority: how long each waits is not known",
     "同一方向的各类别优先级不同，各类别各自等候多久无法得知"},
    {"overload", "more comes than its open hours hold", "到达超过开放时间内的服务能力"},
    {"overload-before", "an earlier stage is overloaded", "前序环节超负荷"},
    {"no-service", "a visit takes no time", "作业不占用时间"},
    {"too-large", "too large, or too close to its limit, to be computed",
     "规模过大或过于接近极限，无法计算"},
    {"many-ways", "more than two ways side by side", "并行支路多于两条"},
    {"parts-meet",
     "parts of one vehicle come here over more than one of its ways side by side, one after the "
     "other or at once",
     "同一车辆的几部分经多条并行支路到此，同时或先后到达，彼此相关"},
}};
static_assert(k_obstacles.size() == static_cast<std::size_t>(Obstacle::parts_meet) + 1);

const ObstacleWords& words_of(Obstacle obstacle) {
  return k_obstacles.at(static_cast<std::size_t>(obstacle));
}

}  // namespace

const char* id_of(Standing standing) {
  if (standing == Standing::exact) return "exact";
  return standing == Standing::approximate ? "approximation" : "none";
}

models::Text text_of(Standing standing) {
  if (standing == Standing::exact) return {"exact", "精确"};
  if (standing == Standing::approximate) return {"approximation", "近似"};
  return {"none", "无"};
}

const char* id_of(QueueModel model) { return words_of(model).id; }
models::Text text_of(QueueModel model) { return {words_of(model).en, words_of(model).zh}; }
const char* source_of(QueueModel model) { return words_of(model).source; }

const char* id_of(Obstacle obstacle) { return words_of(obstacle).id; }
models::Text text_of(Obstacle obstacle) { return {words_of(obstacle).en, words_of(obstacle).zh}; }

}  // namespace kouan::analysis
