// From a scenario file to one document: `extends`, the file's own levers, further levers.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/language/overlay.hpp"

namespace kouan::models::language {

struct ResolveOptions {
  std::vector<std::string> extra_levers;
  std::string levers_dir;    ///< empty: the nearest folder `levers` or `scenarios/levers` above the
                             ///< scenario, then above each file that it extends, then the farther
                             ///< ones above these in the same order
  std::string sources_file;  ///< empty: `sources.yaml` or `scenarios/sources.yaml`, likewise
  std::string extra_levers_asked_with = "levers";  ///< how messages name what asked for them
  std::vector<Place> extra_levers_at{};            ///< where each is asked for, if in a file
  std::string extra_levers_folder{};  ///< from which files are seen; empty: the working
                                      ///< folder
};

struct Resolved {
  Node document;  ///< a map; without the file's own where that could not be loaded
  /// The document before the further levers, where one of these could not be loaded: what it lacks
  /// is then no gap of theirs.
  std::optional<Node> before_extra_levers;
  std::vector<LeverInfo> levers;
  std::vector<Text> counterfactuals;  ///< of each lever, what it takes away; empty for a
                                      ///< proposal, and where the document has not all of that
  std::vector<ModeSplit> splits;      ///< of the levers that have one
  std::vector<Shift> shifts;          ///< of the levers, in the order in which they were applied
  std::vector<Provenance> lever_provenance;
  SourceKeys sources;                      ///< of a key that several files hold, the first
  std::vector<std::string> sources_files;  ///< the scenario's own first, then those of its bases,
                                           ///< then those of its levers
  /// Things that a file adds to those of the file that it extends, by path ("stages.gaet"), with
  /// the path of the nearest of theirs; empty where none is near.
  std::map<std::string, std::string> added;
  bool has_sources = false;  ///< there are some, and all could be read
};

/// Loads and merges everything that `file` refers to; messages go to `diagnostics`.
Resolved resolve(const std::string& file, const ResolveOptions& options, Diagnostics& diagnostics);

/// Names of the levers in reach of the scenario whose files have this key.
std::vector<std::string> levers_with(const std::string& file, const std::string& key);

}  // namespace kouan::models::language
