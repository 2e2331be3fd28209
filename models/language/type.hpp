// What a value of the language can be, as data: the reader, the JSON Schema, the messages and the
// reference page all come from these.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "models/language/quantity.hpp"
#include "models/scenario.hpp"

namespace kouan::models::language {

enum class Shape {
  text,      ///< a scalar with a form of its own
  word,      ///< one of a closed list
  name,      ///< name of something in the scenario
  quantity,  ///< number with a unit, or a bare number
  distribution,
  title,    ///< text in two languages
  list,     ///< of `element`
  object,   ///< map with the fields of `object`
  things,   ///< map of names to `object`
  by_name,  ///< map of names (of another section) to `element`
  days,     ///< opening hours, which have three forms
  steps,    ///< steps of a process
  any,      ///< checked elsewhere
};

struct ObjectInfo;

struct TypeInfo {
  Shape shape = Shape::text;
  Text allowed;          ///< for messages: "a time with its unit (s, min, h, d)"
  bool sourced = false;  ///< may be written {value:, source:, grade:, range:, note:}
  bool datum = false;    ///< a fact about the world: without source and grade it is a warning
  const Dimension* dimension = nullptr;  ///< of quantities and distributions; of a range beside
                                         ///< opening hours
  const Dimension* other_dimension = nullptr;  ///< a quantity may have this one instead (money)
  double low = 0;                              ///< least value of a quantity (SI), if has_low;
                                               ///< of a distribution that of its mean
  double high = 0;
  bool has_low = false;
  bool has_high = false;
  bool low_is_open = false;          ///< above `low`, not at it
  bool whole = false;                ///< a count
  std::size_t least = 0;             ///< items of a list or map
  std::size_t most = 0;              ///< 0 = no limit to speak of
  std::string pattern{};             ///< regular expression of a text
  std::vector<std::string> words{};  ///< of Shape::word; or further words a quantity may be
                                     ///< ("unlimited")
  bool zero_is_none = false;         ///< 0 says that there is none: a definition, no datum
  std::string section{};             ///< of Shape::name and by_name: where the name must stand
  std::shared_ptr<const TypeInfo> element{};
  const ObjectInfo& (*object)() = nullptr;  ///< a function, since steps hold steps
};

struct FieldInfo {
  std::string name;
  std::shared_ptr<const TypeInfo> type{};
  bool required = false;
  std::string default_text{};
  Text doc{};
  std::string example{};
};

/// Keys of a map of which one at most may stand there, one at least must, or both.
struct KeyChoice {
  std::vector<std::string> keys;
  bool at_least_one = false;
  bool at_most_one = false;
};

struct ObjectInfo {
  std::string name;  ///< "stage"
  Text doc;
  std::vector<FieldInfo> fields{};
  bool sourced_record = false;  ///< takes source, grade, note for all its data
  std::string shorthand{};      ///< field that may stand alone for the whole object; empty = none
  std::string written_alone{};  ///< field that people write alone, which is an error; empty = none
  std::string list_written_alone{};  ///< the same of a field that is a list
  std::vector<KeyChoice> choices{};  ///< for the schema; the message is that of a listing's check

  const FieldInfo* find(const std::string& field) const;
  std::vector<std::string> names() const;
};

/// Keys that go with a value: source, grade, range, note.
const std::vector<std::string>& sourcing_keys();

/// One verb of a process.
struct VerbInfo {
  std::string name;
  Text doc;
  std::string example;
  std::shared_ptr<const TypeInfo> argument{};  ///< null: stands alone
};

/// Words joined by commas.
Text word_list(const std::vector<std::string>& words);

}  // namespace kouan::models::language
