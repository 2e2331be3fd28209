// What the places that steps name say of themselves, and what the steps owe them. Read from the
// nodes of a scenario, before and beside the structs that are made of them.
#pragma once

#include <string>
#include <vector>

#include "models/language/reader.hpp"

namespace kouan::models {

/// The value itself where it is written with its sourcing.
const language::Node& plain(const language::Node& node);

/// Text of a key of a map; empty when it is missing or no text.
std::string text_of(const language::Node& map, const char* key);

/// Stages of which a visit takes one, or the only one, as nodes with their names.
std::vector<const language::Node*> stages_of(const language::Node& visit);

/// Those of the classes for which the option of a choice is.
std::vector<std::string> those_of(const std::vector<std::string>& classes,
                                  const language::Node& option);

class StepsPlaces {
 public:
  /// The reader must outlive this.
  explicit StepsPlaces(language::Reader& reader) : reader_(reader) {}

  /// Entry of the section; null if there is none.
  const language::Entry* place(const char* section, const std::string& id) const;
  const language::Entry* stage(const std::string& id) const { return place("stages", id); }

  /// Whether what the place says under the key could be read: nothing is to be missed where the key
  /// is misspelt or the place is no map.
  bool is_known(const char* section, const std::string& id, const char* key) const;

  /// Whoever is said to be turned away at the step, or to do otherwise, may be so at one of the
  /// places of the section.
  void check_turning_away(const language::Node& step, const std::string& path, const char* section,
                          const std::vector<const language::Entry*>& places) const;

  /// Stage to which misreads of a stage go; empty when there are none.
  std::string fall_back_of(const std::string& id) const;

  /// No inner steps at stages whose servers are shared or take batches.
  void check_holds(const language::Mark& mark, const std::string& path,
                   const std::string& id) const;

  /// Nothing of a queue is said at visits to stages whose servers are shared.
  void check_queue_keys(const language::Node& visit, const std::string& path,
                        const std::string& id) const;

  /// Every one of the classes has a time at the stage.
  void check_service(const language::Node& at, const std::string& path, const std::string& id,
                     const Text& what, const std::vector<std::string>& classes) const;

  /// Work that begins once a place ahead is reserved has to know which, and be able to. The step is
  /// the i-th of the list, of which `known` steps could be read up to the next that could not;
  /// `in_loop`: the list stands in a loop.
  void check_room_ahead(const std::string& at, const language::Node& list, std::size_t i,
                        std::size_t known, bool in_loop) const;

 private:
  /// Whether somebody may be turned away or give up, by what is written at the step, or else at the
  /// place of the section (null if there is none).
  bool may_turn_away(const language::Node& step, const char* section,
                     const language::Entry* at) const;
  /// Whether the queue has a limit, or may have one.
  bool may_be_full(const char* section, const language::Entry* at) const;
  bool says(const std::string& id, const char* key, const char* usual) const;

  language::Reader& reader_;
};

}  // namespace kouan::models
