// Field listings of the other files: levers and sources.
#include <fmt/format.h>

#include "models/language/path.hpp"
#include "models/language/types.hpp"
#include "models/scenario_fields.hpp"

namespace kouan::models {
namespace {

using namespace language;  // the listings read as text

LeverInfo& info_of(LeverFile& file) { return file.info; }
LeverFile& whole_lever(LeverFile& file) { return file; }

/// "120 MCNY" as a planner reads it in Chinese: 1.2亿元.
std::string money_zh(double amount, bool is_usd) {
  const char* currency = is_usd ? "美元" : "元";
  if (amount >= 1e8) return fmt::format("{}亿{}", amount / 1e8, currency);
  if (amount >= 1e4) return fmt::format("{}万{}", amount / 1e4, currency);
  return fmt::format("{}{}", amount, currency);
}

/// A sum of money in either currency, or the word unknown.
Type<LeverInfo> cost() {
  Type<LeverInfo> type;
  type.info->shape = Shape::quantity;
  type.info->dimension = &cny_dimension();
  type.info->other_dimension = &usd_dimension();
  type.info->words = {"unknown"};
  type.info->sourced = true;
  type.info->allowed = told("money ({}, {}), or unknown", "金额（{}、{}），或unknown",
                            cny_dimension().unit_list(), usd_dimension().unit_list());
  type.number = [](const LeverInfo& lever) { return lever.cost_amount; };
  type.read = [info = type.info.get()](Reader& reader, const Node& node, const std::string& path,
                                       LeverInfo& out) {
    const std::string* text = reader.scalar(node, path, info->allowed);
    if (text == nullptr) return false;
    if (*text == "unknown") return true;
    Parsed<double> amount = parse_quantity(*text, cny_dimension());
    const Parsed<double> usd = parse_quantity(*text, usd_dimension());
    const bool is_usd = !amount && usd;
    if (is_usd) amount = usd;
    if (!amount || amount.value < 0) {
      Problem problem = amount
                            ? Problem{Code::out_of_range, as_found(describe(node)), info->allowed}
                            : *amount.problem;
      problem.allowed = info->allowed;
      reader.error(problem, node, path);
      return false;
    }
    out.cost = {*text, money_zh(amount.value, is_usd)};
    out.cost_amount = amount.value;
    out.cost_currency = is_usd ? "USD" : "CNY";
    return true;
  };
  return type;
}

Type<Grade> grade() {
  Type<Grade> type;
  type.info->shape = Shape::word;
  type.info->words = {"A", "B", "C", "D"};
  type.info->allowed = {"A (official), B (press or trade), C (background), D (derived)",
                        "A（官方）、B（新闻或行业）、C（背景资料）、D（推算）"};
  type.read = [info = type.info.get()](Reader& reader, const Node& node, const std::string& path,
                                       Grade& out) {
    const std::string* word = reader.scalar(node, path, info->allowed);
    if (word == nullptr) return false;
    const auto read = parse_grade(*word);
    out = read.value_or(Grade::none);
    if (read && *read != Grade::assumed) return true;
    reader.error(Code::grade, node.mark, path, told("found the grade \"{}\"", "等级为“{}”", *word),
                 info->allowed, nearest_word(*word, info->words));
    return false;
  };
  return type;
}

/// A path into the scenario, checked when the lever is applied.
Type<Node> path() {
  Type<Node> type = any();
  type.info->shape = Shape::text;
  type.info->allowed = {"a path such as stages.entry-gate", "路径，如“stages.entry-gate”"};
  return type;
}

Text& words_of(LeverPair& pair) { return pair.instead; }
Text& words_of(PresupposedValue& value) { return value.says; }

/// A text for each key, whatever that names: it is not asked here whether there is such a thing.
template <class Of>
Type<std::vector<Of>> texts_by(const char* section, Text allowed) {
  Type<std::vector<Of>> type;
  const Type<Text> said = title();
  type.info->shape = Shape::by_name;
  type.info->section = section;
  type.info->element = said.info;
  type.info->allowed = std::move(allowed);
  type.read = [said, info = type.info.get()](Reader& reader, const Node& node,
                                             const std::string& path, std::vector<Of>& out) {
    if (!node.is_map()) {
      reader.unexpected(Code::wrong_type, node, path, info->allowed);
      return false;
    }
    bool fine = true;
    for (const Entry& entry : node.entries) {
      Of& one = out.emplace_back(Of{entry.key, entry.mark, {}});
      fine &= said.read(reader, entry.node, join(path, entry.key), words_of(one));
    }
    return fine;
  };
  return type;
}

std::optional<CivilDate>& opens_of(LeverFile& file) { return file.info.opens; }
CivilDate& opening_day(LeverFile& file) { return opens_of(file).emplace(); }
ModeSplit& split_of(LeverFile& file) { return file.split.emplace(); }

/// The flow whose annual amount stands at the path; empty if it is no such path.
std::string flow_of(const std::string& text) {
  const auto path = parse_path(text);
  const bool is_annual = path && path->size() == 3 && path->front().key == "flows" &&
                         path->back().key == "annual" && !path->at(1).index;
  return is_annual ? path->at(1).key : "";
}

bool reads_unknown(const Node& cost) {
  const Node* value = cost.is_scalar() ? &cost : cost.value("value");
  return value != nullptr && value->is_scalar() && value->text == "unknown";
}

/// A part of an unknown sum says nothing.
void check_cost(Reader& reader, const Node& map, const std::string& path, LeverFile& file) {
  if (file.info.cost_covers.en.empty() || file.info.cost_amount) return;
  const Entry* cost = map.find("cost");
  if (cost != nullptr && !reads_unknown(cost->node)) return;  // is wrong, and said to be
  reader.error(Code::conflict, map.find("cost_covers")->mark, join(path, "cost_covers"),
               {"found no cost of which this could be a part", "未给出费用，无从说明所含部分"},
               {"beside a known cost, or left out", "与已知的“cost”并列，或省略"});
}

/// Rules part the goods of two flows: those between which the lever shifts.
void check_split(Reader& reader, const Node& map, const std::string& path, LeverFile& file) {
  if (!file.split) return;
  const std::vector<Entry>& shifts = file.shift.entries;
  const Node* from = shifts.size() == 1 ? shifts.front().node.value("from") : nullptr;
  ModeSplit& split = *file.split;
  split.lever = file.info.id;
  split.rail = shifts.size() == 1 ? flow_of(shifts.front().key) : "";
  split.road = from != nullptr && from->is_scalar() ? flow_of(from->text) : "";
  if (!split.rail.empty() && !split.road.empty()) return;
  reader.error(Code::conflict, map.find("split")->mark, join(path, "split"),
               shifts.empty()
                   ? Text{"found no shift to which it could belong", "没有与之对应的“shift”"}
                   : Text{"found another shift than one between two flows to which it could belong",
                          "“shift”并非在两个货流之间转移"},
               {"beside one shift, such as {flows.coal-rail.annual: {from: flows.coal.annual, …}}",
                "与一项“shift”并列，如{flows.coal-rail.annual: {from: flows.coal.annual, …}}"});
}

}  // namespace

const Listing<LeverFile>& lever_listing() {
  static const auto k_listing =
      Listing<LeverFile>(
          "lever",
          "A measure as a file: what it changes in a scenario, what it costs, when it opens.",
          "措施文件：对情景的修改、费用与启用日期。")
          .field("lever", &LeverFile::version, version())
          .required()
          .doc("Version of the language.", "语言版本。")
          .example("1")
          .field(
              "title", [](LeverFile& f) -> Text& { return f.info.title; }, title())
          .required()
          .doc("Name.", "名称。")
          .example("{en: Smart gate, zh: 智能卡口}")
          .field("extends", &whole_lever, dealt_with_before<LeverFile>(text()))
          .doc("Lever file on which this one builds: that is applied first, as part of it.",
               "所依据的措施文件：先行采用，作为本措施的一部分。")
          .example("rail-port.yaml")
          .field(
              "summary", [](LeverFile& f) -> Text& { return f.info.summary; }, title())
          .doc("What it does, in a sentence.", "一句话说明。")
          .example("{en: Plates are read by camera., zh: 摄像识别车牌。}")
          .field("counterfactual", &LeverFile::counterfactual, title())
          .doc(
              "Of a lever that nobody proposes: what the base has and it takes away, as the answer "
              "names it when it says what that brought.",
              "用于并非建议、而是撤除既有措施的情形：基准所具有、本文件所撤除的内容；结论据此说明"
              "该内容带来的效果。")
          .example("{en: Smart gates instead of manual ones, zh: 智能卡口替代人工卡口}")
          .field("cost", &info_of, datum(cost()))
          .otherwise("unknown")
          .doc("What it costs to build.", "建设费用。")
          .example("{value: 120 MCNY, source: SUR24, grade: B}")
          .field(
              "cost_covers", [](LeverFile& file) -> Text& { return file.info.cost_covers; },
              title())
          .doc(
              "Of a cost that is not known of all that has to be built: the part that it is of. "
              "The cost is then told as “at least”.",
              "费用仅为所需建设的一部分时，说明所含部分；该费用以“至少”表述。")
          .example("{en: Mongolian section only, zh: 仅蒙方段}")
          .field("opens", &opening_day, date())
          .doc(
              "First day in use, for the reader only: a run has the measure from its first day on, "
              "and says so before it begins where this is later.",
              "启用日期，仅供阅读：仿真自首日起即采用该措施；启用晚于首日时，运行前予以说明。")
          .example("2027-12-31")
          .field("needs", &LeverFile::needs, list_of(path()))
          .otherwise("[]")
          .doc("Paths that the scenario must have.", "情景中必须存在的路径。")
          .example("[stages.entry-gate, hours.gate]")
          .field(
              "presupposes", &LeverFile::presupposes,
              texts_by<PresupposedValue>("", {"a map from paths of values to what they presuppose",
                                              "映射：键为数值路径，值为其前提"}))
          .otherwise("{}")
          .doc(
              "What the effect presupposes outside the port, by the path of the value that stands "
              "for it, in a few words: the answer tells it beside the effect, unless a lever after "
              "this one changes that value or takes it away.",
              "效果在口岸之外的前提，按体现该前提的数值路径列出，几字即可：结论与效果一并说明，"
              "除非其后的措施改动或删除该数值。")
          .example(
              "{stores.rail-storage.removal: {en: \"a railway beyond that takes 60 Mt a year\", "
              "zh: "
              "后方铁路每年疏运6000万吨}}")
          .field(
              "not_with", &LeverFile::not_with,
              texts_by<LeverPair>("levers", {"a map from names of levers to what to take instead",
                                             "映射：键为措施名称，值为应改用的措施"}))
          .otherwise("{}")
          .doc(
              "Levers with which this one is refused, before or after it, and what to take "
              "instead.",
              "不得与本措施并用的措施（不论先后），及应改用的措施。")
          .example(
              "{rail-feeder: {en: rail-feeder-in-full on top of this one, zh: "
              "改用其上的rail-feeder-in-full}}")
          .field("remove", &LeverFile::remove, any())
          .doc("List of paths to take away; applied first.", "要删除的路径；最先执行。")
          .example("[classes.agv]")
          .field("add", &LeverFile::add, any())
          .doc("New things by section; their names must be new.", "按节新增；名称不得已存在。")
          .example("{stages: {rail-line: {servers: 1, service: 20 min}}}")
          .field("set", &LeverFile::set, any())
          .doc("New values by path; the thing must exist.", "按路径设置新值；对象须已存在。")
          .example("{stages.entry-gate.service: \"lognormal(mean 24 s, cv 0.3)\"}")
          .field("scale", &LeverFile::scale, any())
          .doc("Factors by path, on a quantity, a count, a share or a distribution.",
               "按路径乘以系数。")
          .example("{classes.coal-truck.share: 0.58}")
          .field("shift", &LeverFile::shift, any())
          .doc(
              "Amounts that move: the quantity at the path, which has no value yet, becomes the "
              "amount; that under from keeps what is left, and must have as much; applied last. An "
              "amount is a value, or a share of what is there.",
              "转移量：该路径处尚无取值的量取此值，from 处的量相应减少，且须足够；最后执行。"
              "转移量为数值（value）或所占比例（share）。")
          .example("{flows.coal-rail.annual: {from: flows.coal.annual, value: 15 Mt/yr}}")
          .field("split", &split_of, object(&mode_split_listing, &mode_split_info))
          .doc(
              "How goods part between road and rail by rules that kouan shift applies; beside "
              "a shift from one flow to another.",
              "kouan shift 按规则划分公路与铁路运量所需的参数；与一项运量转移同用。")
          .example("{fill: 90 %, road_price: 32 USD/t, rail_price: 8 USD/t}")
          .check(&check_cost)
          .check(&check_split);
  return k_listing;
}

const Listing<SourceEntry>& source_listing() {
  static const auto k_listing =
      Listing<SourceEntry>("source", "An entry of the bibliography.", "参考文献条目。")
          .field("title", &SourceEntry::title, title())
          .required()
          .doc("What it is.", "文献名称。")
          .example("Surag, coal exports 2024")
          .field("url", &SourceEntry::url, text())
          .doc("Where it can be read.", "网址。")
          .example("https://surag.mn/article/4319")
          .field("year", &SourceEntry::year, text())
          .doc("Year of publication.", "发表年份。")
          .example("2024")
          .field("grade", &SourceEntry::grade, grade())
          .doc("How well it knows; values that name it have this grade unless they say another.",
               "可信等级；引用的值默认采用。")
          .example("B")
          .field("language", &SourceEntry::language, text())
          .doc("Language it is written in.", "语言。")
          .example("mn")
          .field("accessed", &SourceEntry::accessed, text())
          .doc("Day on which it was read.", "查阅日期。")
          .example("2025-11-20")
          .field("note", &SourceEntry::note, title())
          .doc(
              "What was taken from it, and what the address leads to if not to the text itself; "
              "reports show it.",
              "摘引的内容；网址并非原文时说明其所指；报告列出。")
          .example("{en: A copy. 37.86 Mt in 2023., zh: 转载。2023年3786万吨。}");
  return k_listing;
}

const Listing<ModeSplit>& mode_split_listing() {
  static const auto k_listing =
      Listing<ModeSplit>("mode_split", "What the rules of a split between road and rail need.",
                         "公路与铁路划分规则所需的参数。")
          .field("fill", &ModeSplit::fill, quantity(share_dimension(), from_to(0.01, 1)))
          .required()
          .doc("Share of the railway's saturated throughput that may be planned with.",
               "铁路饱和通过量中可供计划利用的比例。")
          .example("{value: 90 %, grade: assumed, range: 80 % .. 100 %}")
          .field("road_price", &ModeSplit::road_price_usd_per_t,
                 quantity(freight_dimension(), at_least(0)))
          .required()
          .doc("What a tonne costs by road, on the way on which the two differ.",
               "两种方式不同路段上每吨公路运价。")
          .example("{value: 32 USD/t, source: SCMP22, grade: B}")
          .field("rail_price", &ModeSplit::rail_price_usd_per_t,
                 quantity(freight_dimension(), at_least(0)))
          .required()
          .doc("The same by rail.", "同上，铁路。")
          .example("{value: 8 USD/t, source: SCMP22, grade: B}")
          .field("time_value", &ModeSplit::time_value_usd_per_t_h,
                 quantity(time_value_dimension(), at_least(0)))
          .required()
          .doc("What an hour less is worth for a tonne.", "每吨货物节省一小时的价值。")
          .example("{value: 0.05 USD/t/h, grade: assumed, range: 0.01 USD/t/h .. 0.5 USD/t/h}")
          .field("sensitivity", &ModeSplit::sensitivity_t_per_usd,
                 datum(quantity(number_dimension(), above(0))))
          .required()
          .doc(
              "Of the choice to costs: the log-odds of rail rise by so much with a dollar a tonne "
              "less.",
              "选择对费用的敏感度：每吨费用降低一美元，铁路对数优势的增量。")
          .example("{value: 0.15, grade: assumed, range: 0.05 .. 0.5}")
          .field("road_preference", &ModeSplit::road_preference_usd_per_t,
                 quantity(freight_dimension(), {}))
          .otherwise("0 USD/t")
          .doc("What rail must be cheaper by to be chosen as often as road, at equal times.",
               "用时相同时，铁路须便宜多少才与公路同样受选。")
          .example("{value: 25 USD/t, grade: assumed, range: 0 USD/t .. 25 USD/t}");
  return k_listing;
}

const ObjectInfo& lever_info() { return lever_listing().info(); }
const ObjectInfo& mode_split_info() { return mode_split_listing().info(); }
const ObjectInfo& source_info() { return source_listing().info(); }

}  // namespace kouan::models
