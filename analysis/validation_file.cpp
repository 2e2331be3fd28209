#include "analysis/validation_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>

#include "models/language/types.hpp"
#include "models/read_scenario.hpp"
#include "models/working_time.hpp"

namespace kouan::analysis {

namespace {

using namespace models::language;  // NOLINT(build/namespaces): the listings read as text

/// A case as it stands in the file.
struct CaseText {
  ValidationCase out;
  std::string scenario;
  std::vector<std::string> levers;
  std::string mode = "demand";
  std::string measure;
  std::vector<std::string> classes;
  std::string direction = "inbound";
  std::string stage;
  models::CivilDate from;
  models::CivilDate to;
  Node observed;
  Node tolerance;
  std::string fitted = "false";
  std::string dependent = "false";
  std::string fit;
};

struct FileText {
  std::int32_t version = 1;
  models::Text title;
  std::vector<CaseText> cases;
};

struct MeasureWord {
  const char* word;
  ValidationMeasure measure;
  const Dimension& (*dimension)();
  const char* unit;  ///< appended to the unit of the observed value, or the whole of it for bare
                     ///< numbers
  double per_base;   ///< SI of the dimension in one tonne, km or vehicle
};

const std::vector<MeasureWord>& measure_words() {
  using M = ValidationMeasure;
  static const std::vector<MeasureWord> k_words = {
      {"vehicles_per_open_day", M::vehicles_per_open_day, number_dimension, "vehicles/d", 1},
      {"trips_per_day", M::trips_per_day, number_dimension, "vehicles/d", 1},
      {"tonnes", M::tonnes, mass_dimension, "", 1000},
      {"tonnes_per_open_day", M::tonnes_per_open_day, mass_dimension, "/d", 1000},
      {"queue_km_max", M::queue_km_max, length_dimension, "", 1000},
      {"queue_km_at", M::queue_km_at, length_dimension, "", 1000},
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

std::string iso_day(std::int64_t day) {
  const models::CivilDate date = models::civil_from_days(day);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

/// What stands behind the number: "kt" of "112.6 kt".
std::string unit_of(const std::string& text) {
  const auto at = text.find_last_of("0123456789. ");
  return at == std::string::npos ? "" : std::string(trimmed(text.substr(at + 1)));
}

/// The observed value in its own unit, and that unit's size in tonnes, km or vehicles.
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

/// "5 %", "factor 3", "at least", "at most" or "200 .. 300".
bool read_tolerance(Reader& reader, const CaseText& of, const std::string& path,
                    ValidationCase& out) {
  constexpr double k_infinity = std::numeric_limits<double>::infinity();
  const char* allowed = "5 %, factor 3, at least, at most, or 200 .. 300";
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
  if (const auto bounds = parse_bounds(*text, measure.dimension())) {
    const double si = out.unit_si * measure.per_base;
    out.tolerance = {*text, bounds.value.low / si, bounds.value.high / si};
    return true;
  }
  reader.error(Code::range, of.tolerance.mark, join(path, "tolerance"),
               "found " + describe(of.tolerance), allowed);
  return false;
}

/// Keys that would change nothing: whoever wrote them believes that they do.
void refuse_idle_keys(Reader& reader, const Node& map, const std::string& path,
                      const CaseText& of) {
  using M = ValidationMeasure;
  const M measure = of.out.measure;
  const bool queue = measure == M::queue_km_max || measure == M::queue_km_at;
  const bool vehicles = measure == M::vehicles_per_open_day || measure == M::trips_per_day;
  const bool open_days = measure == M::vehicles_per_open_day || measure == M::tonnes_per_open_day;
  const auto refuse = [&](const char* key, const char* allowed) {
    if (const Node* node = map.value(key))
      reader.error(Code::no_effect, node->mark, join(path, key),
                   fmt::format("found {} with the measure {}", key, of.measure), allowed);
  };
  if (queue) refuse("classes", "no classes: all that wait at the stage are counted");
  if (queue) refuse("direction", "no direction: all that wait at the stage are counted");
  if (!queue) refuse("stage", "no stage: only queues have one");
  if (!open_days) refuse("hours", "no hours: only measures per open day ask which days are open");
  if (!queue && !vehicles && of.out.direction != Direction::inbound)
    refuse("direction", "inbound: only vehicles are counted on their way out");
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
  if (of.out.fitted && of.out.dependent)
    reader.error(Code::conflict, map.value("dependent")->mark, join(path, "dependent"),
                 "found dependent: true on a case that is fitted: true", "one of the two");
  if (map.find("from") != nullptr) of.out.from = of.from;
  if (map.find("to") != nullptr) of.out.to = of.to;
  if (of.out.direction != Direction::inbound && (of.out.from || of.out.to))
    reader.error(Code::conflict, map.value("direction")->mark, join(path, "direction"),
                 "found a period with vehicles that leave",
                 "without from and to: they are counted over the whole run");
  refuse_idle_keys(reader, map, path, of);
}

const Listing<CaseText>& case_listing() {
  static const auto k_listing =
      Listing<CaseText>("case", "One observed figure.", "一项观测值。")
          .field(
              "id", [](CaseText& c) -> std::string& { return c.out.id; }, text())
          .required()
          .field(
              "title", [](CaseText& c) -> models::Text& { return c.out.title; }, title())
          .required()
          .field("scenario", &CaseText::scenario, text())
          .required()
          .field("levers", &CaseText::levers, list_of(text()))
          .field("mode", &CaseText::mode, word({"demand", "saturated"}))
          .field("measure", &CaseText::measure, measure_word())
          .required()
          .field("classes", &CaseText::classes, list_of(text()))
          .field("direction", &CaseText::direction, word({"inbound", "outbound", "both"}))
          .field(
              "hours", [](CaseText& c) -> std::string& { return c.out.hours; }, text())
          .field("stage", &CaseText::stage, text())
          .field("from", &CaseText::from, date())
          .field("to", &CaseText::to, date())
          .field("observed", &CaseText::observed, any())
          .required()
          .field("tolerance", &CaseText::tolerance, any())
          .required()
          .field(
              "source", [](CaseText& c) -> std::string& { return c.out.source; }, text())
          .field(
              "grade", [](CaseText& c) -> std::string& { return c.out.grade; },
              word({"A", "B", "C", "D"}))
          .field("fitted", &CaseText::fitted, word({"true", "false"}))
          .field("dependent", &CaseText::dependent, word({"true", "false"}))
          .field("fit", &CaseText::fit, text())
          .field(
              "note", [](CaseText& c) -> models::Text& { return c.out.note; }, title())
          .check(&settle_case);
  return k_listing;
}
const ObjectInfo& case_info() { return case_listing().info(); }

const Listing<FileText>& file_listing() {
  static const auto k_listing =
      Listing<FileText>("validation file", "Observed figures to hold scenarios against.",
                        "与情景对照的观测值。")
          .field("validation", &FileText::version, version())
          .required()
          .field("title", &FileText::title, title())
          .field("cases", &FileText::cases, list_of(object(&case_listing, &case_info), 1))
          .required();
  return k_listing;
}

/// Scenarios of the cases, each read once.
class Scenarios {
 public:
  explicit Scenarios(std::string folder) : folder_(std::move(folder)) {}

  std::shared_ptr<const models::Scenario> get(const CaseText& of) {
    std::string key = of.scenario;
    for (const std::string& lever : of.levers)
      key += "+" + lever;
    const auto [it, is_new] = read_.try_emplace(key);
    if (is_new) it->second = read(of);
    return it->second;
  }

  std::string errors;

 private:
  std::shared_ptr<const models::Scenario> read(const CaseText& of) {
    const std::string file =
        (std::filesystem::path(folder_) / of.scenario).lexically_normal().string();
    models::ReadResult result = models::read_scenario(file, {of.levers, {}, {}});
    if (!result.scenario) {
      errors += result.diagnostics.text();
      return nullptr;
    }
    return std::make_shared<const models::Scenario>(*std::move(result.scenario));
  }

  std::string folder_;
  std::map<std::string, std::shared_ptr<const models::Scenario>> read_;
};

/// Position of the thing with this id; a message and nothing when there is none.
template <class T>
std::optional<std::size_t> find_id(Reader& reader, const Node& node, const std::string& path,
                                   const std::string& id, const std::vector<T>& things,
                                   const char* what) {
  std::vector<std::string> words;
  for (const T& thing : things)
    words.push_back(thing.id);
  const auto it = std::find(words.begin(), words.end(), id);
  if (it != words.end()) return static_cast<std::size_t>(it - words.begin());
  reader.error(Code::reference, node.mark, path, fmt::format("found \"{}\"", id),
               fmt::format("{} of the case's scenario: {}", what, word_list(words)),
               nearest_word(id, words));
  return std::nullopt;
}

/// Whether the run observes all days of the case's period.
void check_period(Reader& reader, const Node& map, const std::string& path, const CaseText& of) {
  const models::Scenario& scenario = *of.out.scenario;
  const double warm_up_s = of.out.mode == models::DemandMode::saturated
                               ? scenario.saturated_warm_up_s
                               : scenario.warm_up_s;
  const auto days = [](double s) { return static_cast<std::int64_t>(std::ceil(s / 86400)); };
  const std::int64_t start = models::days_from_civil(scenario.start);
  const std::int64_t first = start + days(warm_up_s);
  const std::int64_t last = start + days(scenario.horizon_s) - 1;
  const auto check = [&](const char* key, const std::optional<models::CivilDate>& date) {
    if (!date) return;
    const std::int64_t day = models::days_from_civil(*date);
    if (day >= first && day <= last) return;
    reader.error(Code::range, map.value(key)->mark, join(path, key),
                 "found " + describe(*map.value(key)),
                 fmt::format("{} to {}, the days that the case's run observes", iso_day(first),
                             iso_day(last)));
  };
  check("from", of.out.from);
  check("to", of.out.to);
  if (of.out.from && of.out.to &&
      models::days_from_civil(*of.out.from) > models::days_from_civil(*of.out.to))
    reader.error(Code::order, map.value("to")->mark, join(path, "to"),
                 "found " + describe(*map.value("to")), "a day not before from");
}

/// An id names one case: results are looked up by it.
void check_ids(Reader& reader, const Node& cases, const std::vector<CaseText>& list) {
  std::map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto [it, is_new] = seen.try_emplace(list[i].out.id, i);
    if (is_new) continue;
    reader.conflict(Code::duplicate_key, cases.items[i].value("id")->mark,
                    join(join("cases", i), "id"), fmt::format("found \"{}\" again", it->first),
                    "an id that no other case has", cases.items[it->second].value("id")->mark,
                    "the same id");
  }
}

/// Looks up the names that the case uses in its scenario.
void settle_names(Reader& reader, const Node& map, const std::string& path, CaseText& of) {
  const models::Scenario& scenario = *of.out.scenario;
  if (of.classes.empty())
    for (std::size_t c = 0; c < scenario.classes.size(); ++c)
      of.out.classes.push_back(c);
  for (std::size_t i = 0; i < of.classes.size(); ++i) {
    const Node& node = map.value("classes")->items[i];
    const auto found = find_id(reader, node, join(join(path, "classes"), i), of.classes[i],
                               scenario.classes, "a class");
    if (found) of.out.classes.push_back(*found);
  }
  if (!of.stage.empty())
    of.out.stage = find_id(reader, *map.value("stage"), join(path, "stage"), of.stage,
                           scenario.stages, "a stage");
  if (!of.out.hours.empty())
    find_id(reader, *map.value("hours"), join(path, "hours"), of.out.hours, scenario.hours,
            "hours");
  const bool queue = of.out.measure == ValidationMeasure::queue_km_max ||
                     of.out.measure == ValidationMeasure::queue_km_at;
  if (queue && of.stage.empty())
    reader.error(Code::missing_key, map.mark, path, "found a queue without its stage",
                 "stage: NAME");
  check_period(reader, map, path, of);
}

}  // namespace

ValidationFile read_validation(const std::string& file) {
  ValidationFile out;
  Diagnostics diagnostics;
  const int index = diagnostics.files().add(file, file);
  const auto root = load_document(index, diagnostics);
  FileText text;
  if (root) {
    Reader reader(diagnostics, *root, nullptr);
    if (file_listing().read(reader, *root, "", text)) {
      check_ids(reader, *root->value("cases"), text.cases);
      Scenarios scenarios(std::filesystem::path(file).parent_path().string());
      for (std::size_t i = 0; i < text.cases.size(); ++i) {
        CaseText& of = text.cases[i];
        of.out.scenario = scenarios.get(of);
        if (of.out.scenario)
          settle_names(reader, root->value("cases")->items[i], join("cases", i), of);
        out.cases.push_back(of.out);
      }
      out.errors = scenarios.errors;
    }
  }
  out.title = text.title;
  if (diagnostics.has_errors()) out.errors = diagnostics.text() + out.errors;
  if (!out.errors.empty()) out.cases.clear();
  return out;
}

bool is_validation_file(const std::string& file) {
  Diagnostics diagnostics;
  const auto root = load_document(diagnostics.files().add(file, file), diagnostics);
  return root && root->value("cases") != nullptr;
}

}  // namespace kouan::analysis
