// State of reading one resolved document: messages, names that exist, sources, provenance.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "models/language/document.hpp"
#include "models/language/type.hpp"

namespace kouan::models::language {

/// How a value is known, as written beside it.
struct Sourcing {
  std::string source;
  Grade grade = Grade::none;
  std::string range;
  Text note;
  bool is_set() const { return !source.empty() || grade != Grade::none; }
};

/// A value taken out of {value: …, source: …}.
struct Unwrapped {
  const Node* value = nullptr;  ///< null after a message
  const Node* range = nullptr;
  Sourcing sourcing{};
};

/// Where a value names a source.
struct NamedSource {
  std::string key;
  Mark mark{};
  std::string path;
};

/// Keys of sources.yaml with their grades.
struct SourceKeys {
  std::map<std::string, Grade> grades;
  Text file;  ///< or files, for messages
};

/// An attribute of entities, and where it was first named.
struct NamedAttribute {
  std::string name;
  const Dimension* dimension = nullptr;
  Mark mark;
  std::string path;
};

/// `path` with a further key: "stages" and "gate" give "stages.gate".
std::string join(const std::string& path, const std::string& key);
/// `path` with an index: "steps[2]".
std::string join(const std::string& path, std::size_t index);

class Reader {
 public:
  /// `root` must outlive the reader; its sections give the names that exist.
  Reader(Diagnostics& diagnostics, const Node& root, const SourceKeys* sources);

  void error(Code code, const Mark& mark, const std::string& path, Text found, Text allowed = {},
             std::string nearest = "");
  /// Commands that run tell it too.
  void warning(Code code, const Mark& mark, const std::string& path, Text found, Text allowed = {});
  /// Two entries that disagree: `other_says` is shown at the second place.
  void conflict(Code code, const Mark& mark, const std::string& path, Text found, Text allowed,
                const Mark& other, Text other_says);
  /// A problem of the node's text, with the caret where the trouble is; of a file of data that it
  /// names all that is wrong in its rows.
  void error(const Problem& problem, const Node& node, const std::string& path);

  /// "found …" of the node itself; full-width punctuation in it is named instead.
  void unexpected(Code code, const Node& node, const std::string& path, Text allowed,
                  std::string nearest = "");

  /// The node's text if it is a scalar; a message and null otherwise.
  const std::string* scalar(const Node& node, const std::string& path, const Text& allowed);
  /// A name of `section` ("stages"); a message with the nearest one when it does not exist there.
  bool name(const Node& node, const std::string& path, const std::string& section);
  bool name(const std::string& word, const Mark& mark, const std::string& path,
            const std::string& section);
  /// Whether a value read so far names it.
  bool is_named(const std::string& section, const std::string& word) const {
    return named_.count(join(section, word)) > 0;
  }
  /// Things that files add to those that they extend, by path, each with the path of the nearest
  /// there; empty = none is near.
  void note_added(std::map<std::string, std::string> added) { added_ = std::move(added); }
  /// The nearest of what is extended, of a thing that is added; empty = none, or not added.
  std::string meant(const std::string& path) const {
    const auto found = added_.find(path);
    return found == added_.end() ? "" : found->second;
  }
  /// The key of a map of named things: letters, digits, - and _.
  bool new_name(const Entry& entry, const std::string& path);

  /// Opens {value: …} or takes the node as it is.
  Unwrapped unwrap(const Node& node, const std::string& path, const TypeInfo& type);
  /// Reads source, grade, range and note of a map.
  Sourcing sourcing(const Node& map, const std::string& path, bool with_range);
  /// Checks the form of the range, and that it holds the value (SI) if there is one.
  bool check_range(const Unwrapped& unwrapped, const std::string& path, const TypeInfo& type,
                   std::optional<double> value);
  /// Checks the range against the value read (SI), and keeps the provenance.
  bool settle(const Unwrapped& unwrapped, const Node& written, const std::string& path,
              const TypeInfo& type, std::optional<double> value);
  /// Values read until `leave_record` have this sourcing if they have none of their own.
  void enter_record(const Sourcing& sourcing) { records_.push_back(sourcing); }
  void leave_record() { records_.pop_back(); }

  /// For values whose content lies outside the document (data files): goes into the hash.
  void note_data(const std::string& path, const std::string& file, std::string content);
  const std::map<std::string, std::string>& data() const { return data_; }

  /// Number of the attribute of that name; new names get the next one. Each has one dimension: a
  /// message and -1 where another was meant before.
  int attribute(const std::string& name, const Dimension& dimension, const Mark& mark,
                const std::string& path);
  const std::vector<NamedAttribute>& attributes() const { return attributes_; }
  /// The attributes that a class has from its trace.
  void note_trace(const std::string& class_path, std::vector<std::string> names) {
    traced_[class_path] = std::move(names);
  }
  const std::map<std::string, std::vector<std::string>>& traced() const { return traced_; }

  /// A key was unknown, and this was the nearest right word: its absence needs no message of its
  /// own.
  void forgive(const std::string& path) { forgiven_.insert(path); }
  bool is_forgiven(const std::string& path) const { return forgiven_.count(path) > 0; }

  /// A required key is missing: whatever reads it cannot judge it.
  void note_missing(const std::string& path) { broken_.insert(path); }
  /// What the values at the path make together has not been settled, since one of them is wrong.
  void note_unsettled(const std::string& path) { unsettled_.insert(path); }
  /// Whether what stands at the path, and below it, was read without error: nothing of it is
  /// missing or misspelt, and what it stands in was read as well.
  bool is_sound(const std::string& path) const;
  /// Paths of the errors at the path and below it.
  std::vector<std::string> errors_below(const std::string& path) const;

  int errors() const { return diagnostics_.errors(); }
  const Node& root() const { return root_; }
  Place place(const Mark& mark) const;
  /// Folder of the file in which the node stands.
  std::string folder(const Node& node) const;
  std::vector<Provenance>& provenance() { return provenance_; }
  /// First in the order of reading; empty when no value names a source.
  const std::optional<NamedSource>& first_source() const { return first_source_; }
  Diagnostics& diagnostics() { return diagnostics_; }

 private:
  /// While it lives, errors are of what stands beside a value, which is read all the same.
  class BesideValue {
   public:
    explicit BesideValue(Reader& reader) : reader_(reader) { reader_.is_beside_ = true; }
    ~BesideValue() { reader_.is_beside_ = false; }
    BesideValue(const BesideValue&) = delete;
    BesideValue& operator=(const BesideValue&) = delete;

   private:
    Reader& reader_;
  };

  int data_file(const std::string& path);
  void tell(const WrongData& data, const Node& node, const std::string& path);
  /// Remembers where an error is, whether its message is kept or only repeats another.
  void note_error(Code code, const std::string& path);
  void read_grade(const Node& map, const std::string& path, bool with_range, Sourcing& out);
  void read_source(const Node& map, const std::string& path, Sourcing& out);
  /// Takes the sourcing of the record for a value without its own; a message and false where that
  /// is assumed, which every number has its own range for.
  bool inherit(const Unwrapped& unwrapped, const std::string& path, const TypeInfo& type,
               bool is_word, Sourcing& sourcing);

  Diagnostics& diagnostics_;
  const Node& root_;
  const SourceKeys* sources_;
  std::vector<Sourcing> records_;
  std::vector<Provenance> provenance_;
  std::optional<NamedSource> first_source_;
  std::map<std::string, std::string> data_;
  std::vector<NamedAttribute> attributes_;
  std::map<std::string, std::vector<std::string>> traced_;
  std::set<std::string> forgiven_;
  bool is_beside_ = false;        ///< what is read stands beside a value
  std::set<std::string> broken_;  ///< paths of errors
  std::set<std::string> unread_;  ///< those of them of which nothing could be read
  std::set<std::string> unsettled_;
  std::set<std::string> named_;
  std::map<std::string, std::string> added_;
};

/// A, B, C, D or assumed.
std::optional<Grade> parse_grade(const std::string& word);

/// What is allowed as a title.
Text title_form();
/// Text from a string or {en:, zh:}.
bool read_title(Reader& reader, const Node& node, const std::string& path, Text& out);

}  // namespace kouan::models::language
