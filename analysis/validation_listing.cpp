#include "analysis/validation_listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/language/types.hpp"

namespace kouan::analysis {

namespace {

using namespace models::language;  // NOLINT(build/namespaces): the listings read as text

struct MeasureWord {
  const char* word;
  ValidationMeasure measure;
  const Dimension& (*dimension)();
  const char* unit;  ///< appended to the unit of the observed value, or the whole of it for bare
                     ///< numbers
  double per_base;   ///< SI of the dimension in one tonne, km, second or vehicle
};

const std::vector<MeasureWord>& measure_words() {
  using M = ValidationMeasure;
  static const std::vector<MeasureWord> k_words = {
      {"vehicles_per_open_day", M::vehicles_per_open_day, number_dimension, "vehicles/d", 1},
      {"trips_per_day", M::trips_per_day, number_dimension, "vehicles/d", 1},
      {"tonnes", M::tonnes, mass_dimension, "", 1000},
      {"tonnes_per_open_day", M::tonnes_per_open_day, mass_dimension, "/d", 1000},
      {"trains_per_day", M::trains_per_day, number_dimension, "trains/d", 1},
      {"wagons_per_day", M::wagons_per_day, number_dimension, "wagons/d", 1},
      {"teu_per_day", M::teu_per_day, number_dimension, "TEU/d", 1},
      {"queue_km_max", M::queue_km_max, length_dimension, "", 1000},
      {"queue_km_at", M::queue_km_at, length_dimension, "", 1000},
      {"physical_clearance", M::physical_clearance, time_dimension, "", 1},
      {"document_clearance", M::document_clearance, time_dimension, "", 1},
      {"time_in_system", M::time_in_system, time_dimension, "", 1},
      {"waiting", M::waiting, time_dimension, "", 1},
      {"time_held", M::time_held, time_dimension, "", 1},
  };
  return k_words;
}

const MeasureWord& measure_of(const std::string& word) {
  const auto& words = measure_words();
  return *std::find_if(words.begin(), words.end(),
                       [&](const MeasureWord& m) { return m.word == word; });
}

Type<std::string> measure_word() {
  std::vector<std::string> words;
  for (const MeasureWord& m : measure_words())
    words.emplace_back(m.word);
  return word(std::move(words));
}

/// What stands behind the number: "kt" of "112.6 kt".
std::string unit_of(const std::string& text) {
  const auto at = text.find_last_of("0123456789. ");
  return at == std::string::npos ? "" : std::string(trimmed(text.substr(at + 1)));
}

/// The observed value in its own unit, and that unit's size in tonnes, km, s or vehicles.
bool read_observed(Reader& reader, const CaseText& of, const std::string& path,
                   ValidationCase& out) {
  const MeasureWord& measure = measure_of(of.measure);
  const std::string* text =
      reader.scalar(of.observed, join(path, "observed"), measure.dimension().description());
  if (text == nullptr) return false;
  const auto value = parse_quantity(*text, measure.dimension());
  if (!value) {
    reader.error(*value.problem, of.observed, join(path, "observed"));
    return false;
  }
  const std::string unit = unit_of(*text);
  const double unit_si =
      unit.empty() ? 1.0 : parse_quantity("1 " + unit, measure.dimension()).value;
  out.unit = unit + measure.unit;
  out.unit_si = unit_si / measure.per_base;
  out.observed = value.value / unit_si;
  return true;
}

/// Whether the range holds what is observed, but for what changing units does to the last digit.
bool is_around(const Tolerance& range, double observed) {
  const double slack = 1e-9 * std::max(std::abs(range.low), std::abs(range.high));
  return observed >= range.low - slack && observed <= range.high + slack;
}

/// "5 %", "factor 3", "at least", "at most" or "200 .. 300".
bool read_tolerance(Reader& reader, const CaseText& of, const std::string& path,
                    ValidationCase& out) {
  constexpr double k_infinity = std::numeric_limits<double>::infinity();
  const models::Text allowed{"5 %, factor 3, at least, at most, or 200 .. 300",
                             "“5 %”“factor 3”“at least”“at most”或“200 .. 300”"};
  const std::string* text = reader.scalar(of.tolerance, join(path, "tolerance"), allowed);
  if (text == nullptr) return false;
  const double seen = out.observed;
  if (*text == "at least") {
    out.tolerance = {*text, seen, k_infinity};
    return true;
  }
  if (*text == "at most") {
    out.tolerance = {*text, -k_infinity, seen};
    return true;
  }
  if (const auto share = parse_quantity(*text, share_dimension()); share && share.value > 0) {
    out.tolerance = {"±" + *text, seen * (1 - share.value), seen * (1 + share.value)};
    return true;
  }
  if (text->rfind("factor ", 0) == 0) {
    if (const auto factor = parse_number(text->substr(7)); factor && factor.value > 1) {
      out.tolerance = {*text, seen / factor.value, seen * factor.value};
      return true;
    }
  }
  const MeasureWord& measure = measure_of(of.measure);
  const auto bounds = parse_bounds(*text, measure.dimension());
  if (bounds) {
    const double si = out.unit_si * measure.per_base;
    out.tolerance = {*text, bounds.value.low / si, bounds.value.high / si};
    if (is_around(out.tolerance, seen)) return true;
    reader.conflict(Code::range, of.tolerance.mark, join(path, "tolerance"),
                    told("found the tolerance {} that does not hold what is observed",
                         "容差{}不含观测值", *text),
                    {"a range around it", "包含它的范围"}, of.observed.mark,
                    {"what is observed", "观测值"});
    return false;
  }
  if (bounds.problem->code == Code::range && !bounds.problem->nearest.empty())
    reader.error(*bounds.problem, of.tolerance, join(path, "tolerance"));
  else
    reader.unexpected(Code::range, of.tolerance, join(path, "tolerance"), allowed);
  return false;
}

/// Keys that would change nothing: whoever wrote them believes that they do.
void refuse_idle_keys(Reader& reader, const Node& map, const std::string& path,
                      const CaseText& of) {
  using M = ValidationMeasure;
  const M measure = of.out.measure;
  const bool queue = is_of_stage(measure);
  const bool vehicles = measure == M::vehicles_per_open_day || measure == M::trips_per_day;
  const bool open_days = measure == M::vehicles_per_open_day || measure == M::tonnes_per_open_day;
  const auto refuse = [&](const char* key, const models::Text& allowed) {
    if (const Node* node = map.value(key))
      reader.error(
          Code::no_effect, node->mark, join(path, key),
          told("found {} with the measure {}", "对照的量为“{1}”，却写有“{0}”", key, of.measure),
          allowed);
  };
  if (queue)
    refuse("classes", {"no classes: all that wait at the stage are counted",
                       "不写“classes”：该环节的排队者全部计入"});
  if (queue)
    refuse("direction", {"no direction: all that wait at the stage are counted",
                         "不写“direction”：该环节的排队者全部计入"});
  if (!queue)
    refuse("stage", {"no stage: only queues, waits and times held have one",
                     "不写“stage”：仅排队、等待和占用时间有之"});
  if (!open_days)
    refuse("hours", {"no hours: only measures per open day ask which days are open",
                     "不写“hours”：仅按开放日的量须问哪些日子开放"});
  if (!queue && !vehicles && of.out.direction != Direction::inbound)
    refuse("direction", {"inbound: only vehicles are counted on their way out",
                         "“inbound”：出境方向仅计车辆数"});
  if (is_time(measure)) {
    refuse("from", {"no from: times are means over the whole run", "不写“from”：时间为全期均值"});
    refuse("to", {"no to: times are means over the whole run", "不写“to”：时间为全期均值"});
  }
}

/// A case is of one kind.
void check_kind(Reader& reader, const Node& map, const std::string& path,
                const ValidationCase& of) {
  const auto refuse = [&](bool both, const char* key, const char* other) {
    if (both)
      reader.error(Code::conflict, map.value(key)->mark, join(path, key),
                   told("found {}: true on a case that is {}: true",
                        "该例既为“{}: true”又为“{}: true”", key, other),
                   {"one of the two", "二者择一"});
  };
  refuse(of.dependent && of.fitted, "dependent", "fitted");
  refuse(of.design && of.fitted, "design", "fitted");
  refuse(of.design && of.dependent, "design", "dependent");
}

void settle_case(Reader& reader, const Node& map, const std::string& path, CaseText& of) {
  if (!read_observed(reader, of, path, of.out) || !read_tolerance(reader, of, path, of.out)) return;
  of.out.measure = measure_of(of.measure).measure;
  of.out.mode =
      of.mode == "saturated" ? models::DemandMode::saturated : models::DemandMode::as_given;
  of.out.direction = of.direction == "both"       ? Direction::both
                     : of.direction == "outbound" ? Direction::outbound
                                                  : Direction::inbound;
  of.out.fitted = of.fitted == "true";
  of.out.dependent = of.dependent == "true";
  of.out.design = of.design == "true";
  check_kind(reader, map, path, of.out);
  if (map.find("from") != nullptr) of.out.from = of.from;
  if (map.find("to") != nullptr) of.out.to = of.to;
  if (of.out.direction != Direction::inbound && (of.out.from || of.out.to))
    reader.error(
        Code::conflict, map.value("direction")->mark, join(path, "direction"),
        {"found a period with vehicles that leave", "离开车辆写有时段"},
        {"without from and to: they are counted over the whole run", "不写“from”和“to”：按全期计"});
  refuse_idle_keys(reader, map, path, of);
}

/// What is observed, by what, and in what runs.
Listing<CaseText> case_head() {
  return Listing<CaseText>("case", "One observed figure and how near a scenario has to come to it.",
                           "一项观测值及情景须接近的程度。")
      .field(
          "id", [](CaseText& c) -> std::string& { return c.out.id; }, text())
      .required()
      .doc("Short name, unlike that of any other case.", "简短编号，不得重复。")
      .example("V1")
      .field(
          "title", [](CaseText& c) -> models::Text& { return c.out.title; }, title())
      .required()
      .doc("What was observed.", "观测的内容。")
      .example("{en: Record day, zh: 纪录日}")
      .field("scenario", &CaseText::scenario, text())
      .required()
      .doc("Scenario file that is run, beside this file.", "所运行的情景文件，相对于本文件。")
      .example("2023.yaml")
      .field("levers", &CaseText::levers, list_of(text()))
      .otherwise("[]")
      .doc("Levers applied to it; files as seen from this one.",
           "施加于该情景的措施；文件路径相对于本文件。")
      .example("[manual-gate]")
      .field("mode", &CaseText::mode, word({"demand", "saturated"}))
      .otherwise("demand")
      .doc("Under its own demand, or with demand far above capacity.", "按实际需求，或需求饱和。")
      .example("saturated")
      .field("measure", &CaseText::measure, measure_word())
      .required()
      .doc("What is compared, see above.", "对照的量，见上文。")
      .example("tonnes");
}

const Listing<CaseText>& case_listing() {
  static const auto k_listing =
      case_head()
          .field("classes", &CaseText::classes, list_of(text()))
          .otherwise("all")
          .doc("Classes that are counted; not at a stage.", "计入的类别；不用于环节处的量。")
          .example("[coal-truck, copper-truck]")
          .field("direction", &CaseText::direction, word({"inbound", "outbound", "both"}))
          .otherwise("inbound")
          .doc(
              "Vehicles that are cleared, that leave again, or both; others than inbound count "
              "vehicles alone, those that leave by the day of all the time after the warm-up.",
              "放行车辆、离开车辆或两者；inbound以外仅计车辆数，离开者取预热后全部时间的日均。")
          .example("both")
          .field(
              "hours", [](CaseText& c) -> std::string& { return c.out.hours; }, text())
          .otherwise("any that bring demand")
          .doc("Hours whose open days count; for measures per open day.",
               "按哪一开放时间计开放日；用于按开放日的量。")
          .example("gate")
          .field("stage", &CaseText::stage, text())
          .doc("Stage of a queue or wait; required for these, and for them alone.",
               "排队或等待所在环节；用于此类量且必填。")
          .example("mn-exit")
          .field("from", &CaseText::from, date())
          .otherwise("the run's first whole day after the warm-up")
          .doc("First day of the period.", "时段首日。")
          .example("2023-01-01")
          .field("to", &CaseText::to, date())
          .otherwise("the run's last whole day")
          .doc("Last day of the period, inclusive.", "时段末日（含）。")
          .example("2023-04-22")
          .field("observed", &CaseText::observed, any())
          .required()
          .doc("What was seen, in the measure's unit.", "观测值，用该量的单位。")
          .example("200 kt")
          .field("tolerance", &CaseText::tolerance, any())
          .required()
          .doc("How near the mean of the runs has to come.", "仿真均值须接近的程度。")
          .example("10 %")
          .field(
              "source", [](CaseText& c) -> std::string& { return c.out.source; }, text())
          .doc("Key of the sources.yaml of the case's scenario.",
               "该例情景所用 sources.yaml 中的键。")
          .example("NN23")
          .field(
              "grade", [](CaseText& c) -> std::string& { return c.out.grade; },
              word({"A", "B", "C", "D"}))
          .otherwise("that of the source")
          .doc("How well the figure is known. `A` and `B` need a source.",
               "观测值的可信等级。`A`、`B`须有来源。")
          .example("A")
          .field("fitted", &CaseText::fitted, word({"true", "false"}))
          .otherwise("false")
          .doc("Took part in fitting: it is shown, but is no test, and its miss is no failure.",
               "参与拟合：照常列出，但不构成检验，超差亦不算失败。")
          .example("true")
          .field("dependent", &CaseText::dependent, word({"true", "false"}))
          .otherwise("false")
          .doc(
              "What is simulated follows from inputs or from cases that were fitted: it tests "
              "bookkeeping alone, and is counted apart.",
              "仿真值可由输入或参与拟合的例推出：仅检验核算，单独计数。")
          .example("true")
          .field("design", &CaseText::design, word({"true", "false"}))
          .otherwise("false")
          .doc(
              "A published design figure, not a count: it is shown beside what is simulated, "
              "counts "
              "as no observation, and to differ from it is no failure.",
              "公布的设计值而非观测值：与仿真值并列，不计入观测例，相异不算失败。")
          .example("true")
          .field("fit", &CaseText::fit, text())
          .doc("What was fitted to it.", "据此拟合的参数。")
          .example("stages.mn-exit.service")
          .field(
              "note", [](CaseText& c) -> models::Text& { return c.out.note; }, title())
          .doc("Anything else.", "备注。")
          .example("{en: Counted at the gate., zh: 卡口计数。}")
          .check(&settle_case);
  return k_listing;
}

const ObjectInfo& case_info() { return case_listing().info(); }

}  // namespace

const Listing<FileText>& validation_listing() {
  static const auto k_listing =
      Listing<FileText>("validation file", "Observed figures to hold scenarios against.",
                        "与情景对照的观测值。")
          .field("validation", &FileText::version, version())
          .required()
          .doc("Version of the language.", "语言版本。")
          .example("1")
          .field("title", &FileText::title, title())
          .doc("Name.", "名称。")
          .example("{en: The port against observation, zh: 口岸模型与观测对照}")
          .field("cases", &FileText::cases, list_of(object(&case_listing, &case_info), 1))
          .required()
          .doc("The observed figures, at least one.", "观测值，至少一项。");
  return k_listing;
}

}  // namespace kouan::analysis
