// The field listings of the scenario language: one per struct, from which reader, JSON Schema,
// messages and the reference page come.
#pragma once

#include <optional>
#include <vector>

#include "models/language/dates.hpp"
#include "models/language/listing.hpp"
#include "models/language/type.hpp"
#include "models/language/types.hpp"
#include "models/mode_split.hpp"
#include "models/scenario.hpp"

namespace kouan::models {

/// Most servers, places or vehicles of one kind: beyond any port, and a thousand groups of them
/// still add up in 32 bits.
inline constexpr double k_most_vehicles = 1'000'000;

/// From is not after to; a missing `to` is the same day.
template <class T>
void check_dates(language::Reader& reader, const language::Node& map, const std::string& path,
                 T& out) {
  using language::day_number;
  const language::Entry* from = map.find("from");
  const language::Entry* to = map.find("to");
  if (from == nullptr || to == nullptr || day_number(out.from) <= day_number(out.to)) return;
  reader.conflict(language::Code::order, to->node.mark, language::join(path, "to"),
                  language::last_before_first(), language::same_day_or_later(), from->node.mark,
                  {"the first day", "首日"});
}

/// The whole of a scenario file, after `extends` and levers.
const language::Listing<Scenario>& scenario_listing();

const language::Listing<Side>& side_listing();
/// What the file says of hours before days and spans are put together.
struct HoursText : Hours {
  language::WeekSpans opening;
  std::vector<int> days;
};

const language::Listing<HoursText>& hours_listing();

/// What the file says of a stage: either lanes, or servers with hours.
struct StageText : Stage {
  ServerGroup single;
};

const language::Listing<StageText>& stage_listing();
const language::Listing<StageText>& yard_listing();
const language::Listing<StageText>& section_listing();
const language::Listing<Store>& store_listing();

const language::Listing<Gathering>& gathering_listing();
const language::Listing<Gathering>& meeting_listing();
const language::Listing<Book>& book_listing();

const language::Listing<Flow>& flow_listing();
const language::Listing<EntityClass>& arrivals_listing();
const language::Listing<EntityClass>& class_listing();
const language::Listing<Process>& process_listing();

/// What a lever presupposes of the value at a path.
struct PresupposedValue {
  std::string path;
  language::Mark mark;
  Text says;
};

/// A lever with which another does not go together, and what to take instead.
struct LeverPair {
  std::string with;
  language::Mark mark;
  Text instead;
};

/// A lever file: its head is typed, its changes are nodes that are applied to the document.
struct LeverFile {
  LeverInfo info;
  std::vector<language::Node> bases;  ///< levers that are applied before it, as part of it
  Text counterfactual;  ///< what the base has and the lever takes away; empty for a proposal
  std::int32_t version = 1;
  std::vector<language::Node> needs;
  std::vector<LeverPair> not_with;
  std::vector<PresupposedValue> presupposes;
  language::Node set;
  language::Node scale;
  language::Node shift;
  language::Node add;
  language::Node remove;
  std::optional<ModeSplit> split;  ///< for rules that need runs; nothing if the file has none
};
const language::Listing<LeverFile>& lever_listing();
const language::Listing<ModeSplit>& mode_split_listing();

/// An entry of sources.yaml.
struct SourceEntry {
  std::string id;  ///< the key
  Text title;
  std::string url;
  std::string year;
  std::string language;
  Text note;
  std::string accessed;
  Grade grade = Grade::none;
};
const language::Listing<SourceEntry>& source_listing();

/// On every way through a process documents are declared before they are awaited, clocks start and
/// stop once and the load counts once; nothing is asked for while it is held, fall-backs included;
/// and a visit without inner steps finds a service time for every class that follows the process.
/// What a step that could not be read would have done is not known: nothing is said that it could
/// make untrue.
void check_steps(language::Reader& reader, const language::Node& steps, const std::string& path,
                 const std::string& process);

/// The verbs of a process, in the order of the reference page.
const std::vector<language::VerbInfo>& process_verbs();

/// Rows of CAREC's corridor monitoring, and none.
const std::vector<std::string>& activity_words();

// The same as data, in the form that TypeInfo::object wants.
const language::ObjectInfo& scenario_info();
const language::ObjectInfo& lever_info();
const language::ObjectInfo& mode_split_info();
const language::ObjectInfo& source_info();

}  // namespace kouan::models
