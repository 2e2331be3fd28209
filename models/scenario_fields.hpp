// The field listings of the scenario language: one per struct, from which reader, JSON Schema,
// messages and the reference page come.
#pragma once

#include <vector>

#include "models/language/listing.hpp"
#include "models/language/type.hpp"
#include "models/scenario.hpp"

namespace kouan::models {

/// The whole of a scenario file, after `extends` and levers.
const language::Listing<Scenario>& scenario_listing();

const language::Listing<Flow>& flow_listing();
const language::Listing<EntityClass>& class_listing();
const language::Listing<Process>& process_listing();

/// A lever file: its head is typed, its changes are nodes that are applied to the document.
struct LeverFile {
  LeverInfo info;
  std::int32_t version = 1;
  std::vector<language::Node> needs;
  language::Node set;
  language::Node scale;
  language::Node add;
  language::Node remove;
};
const language::Listing<LeverFile>& lever_listing();

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

/// The verbs of a process, in the order of the reference page.
std::vector<language::VerbInfo> process_verbs();

/// Rows of CAREC's corridor monitoring, and none.
const std::vector<std::string>& activity_words();

// The same as data, in the form that TypeInfo::object wants.
const language::ObjectInfo& scenario_info();
const language::ObjectInfo& lever_info();
const language::ObjectInfo& source_info();

}  // namespace kouan::models
