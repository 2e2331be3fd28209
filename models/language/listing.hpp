// Struct is schema: one listing of fields per struct. The listing holds what to say about each
// field (FieldInfo) and how to read it into its member.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "models/language/nearest_word.hpp"
#include "models/language/reader.hpp"
#include "models/language/type.hpp"

namespace kouan::models::language {

/// A kind of value: what it is, how to read it, and what number it stands for (for ranges).
template <class V>
struct Type {
  using Value = V;
  std::shared_ptr<TypeInfo> info = std::make_shared<TypeInfo>();
  std::function<bool(Reader&, const Node&, const std::string& path, V& out)> read{};
  std::function<std::optional<double>(const V&)> number{};
};

/// Reads a value with its sourcing. False after a message.
template <class V>
bool read_value(Reader& reader, const Type<V>& type, const Node& node, const std::string& path,
                V& out) {
  if (!type.info->sourced) return type.read(reader, node, path, out);
  const Unwrapped unwrapped = reader.unwrap(node, path, *type.info);
  if (unwrapped.value == nullptr) return false;
  if (!type.read(reader, *unwrapped.value, path, out)) {
    reader.check_range(unwrapped, path, *type.info, std::nullopt);  // its form, at least
    return false;
  }
  const auto number = type.number ? type.number(out) : std::nullopt;
  return reader.settle(unwrapped, node, path, *type.info, number);
}

/// How the keys of a map were found.
struct KeysFound {
  bool fine = true;   ///< none is unknown or missing
  bool whole = true;  ///< none is missing or misspelt of those that hold more than a title
};

/// Checks of a map that need no struct, with messages: unknown keys with the nearest word, missing
/// keys.
KeysFound check_keys(Reader& reader, const Node& map, const std::string& path,
                     const ObjectInfo& info);

/// The message on something else than a map. `is_key`: it is what one key of the map stands for,
/// and is fine as that.
void report_no_map(Reader& reader, const Node& node, const std::string& path,
                   const ObjectInfo& info, bool is_key);

/// Whether it is a number, a date or a quantity rather than a word.
inline bool begins_with_digit(const Node& node) {
  return node.is_scalar() && !node.text.empty() && node.text.front() >= '0' &&
         node.text.front() <= '9';
}

template <class T>
class Listing {
 public:
  using Check = std::function<void(Reader&, const Node& map, const std::string& path, T& out)>;

  Listing(std::string name, std::string doc_en, std::string doc_zh) {
    info_.name = std::move(name);
    info_.doc = {std::move(doc_en), std::move(doc_zh)};
  }

  /// A field; `member` is a pointer to member or a function from T& to the member.
  template <class Member, class V>
  Listing& field(const std::string& name, Member member, const Type<V>& type) {
    FieldInfo info;
    info.name = name;
    info.type = type.info;
    info_.fields.push_back(std::move(info));
    readers_.push_back(
        [name, member, type](Reader& reader, const Node& node, const std::string& path, T& out) {
          return read_value(reader, type, node, path, static_cast<V&>(std::invoke(member, out)));
        });
    return *this;
  }

  // These speak of the field named last.
  Listing& required() {
    info_.fields.back().required = true;
    return *this;
  }
  Listing& otherwise(std::string default_text) {
    info_.fields.back().default_text = std::move(default_text);
    return *this;
  }
  Listing& doc(std::string en, std::string zh) {
    info_.fields.back().doc = {std::move(en), std::move(zh)};
    return *this;
  }
  Listing& example(std::string text) {
    info_.fields.back().example = std::move(text);
    return *this;
  }

  // These speak of the whole.
  /// The map takes source, grade and note for all its data.
  Listing& sourced_record() {
    info_.sourced_record = true;
    return *this;
  }
  /// This field may stand alone for the whole map.
  Listing& shorthand(std::string field) {
    info_.shorthand = std::move(field);
    return *this;
  }
  /// What people write alone in place of the whole map, though it has to have its key: a value that
  /// begins with a digit, such as a date.
  Listing& written_alone(std::string field) {
    info_.written_alone = std::move(field);
    return *this;
  }
  /// The same of a list.
  Listing& list_written_alone(std::string field) {
    info_.list_written_alone = std::move(field);
    return *this;
  }
  /// What the schema says of several keys; a check has to say the same, with a message.
  Listing& exactly_one(std::vector<std::string> keys) {
    info_.choices.push_back({std::move(keys), true, true});
    return *this;
  }
  Listing& at_least_one(std::vector<std::string> keys) {
    info_.choices.push_back({std::move(keys), true, false});
    return *this;
  }
  Listing& at_most_one(std::vector<std::string> keys) {
    info_.choices.push_back({std::move(keys), false, true});
    return *this;
  }
  /// `key` beside none of the others.
  Listing& apart(const std::string& key, const std::vector<std::string>& others) {
    for (const std::string& other : others)
      at_most_one({key, other});
    return *this;
  }
  /// What several fields must fulfil together; called only when all fields of this map were read
  /// without error. A key beyond them does not silence it.
  Listing& check(Check check) {
    checks_.push_back({{}, true, std::move(check)});
    return *this;
  }
  /// The same of these fields alone, and of which keys there are: what is wrong with others does
  /// not silence it.
  Listing& check_of(std::vector<std::string> fields, Check check) {
    checks_.push_back({std::move(fields), false, std::move(check)});
    return *this;
  }
  /// The same, called whatever else is wrong: it looks itself at what was read.
  Listing& judge(Check check) {
    judgements_.push_back(std::move(check));
    return *this;
  }

  const ObjectInfo& info() const { return info_; }

  /// Reads a map into `out`; false after messages.
  bool read(Reader& reader, const Node& node, const std::string& path, T& out) const {
    if (!info_.shorthand.empty() && (!node.is_map() || is_sourced(node)))
      return read_field(info_.shorthand, reader, node, path, out);
    if (!node.is_map()) {
      T unused{};
      const bool is_alone = !info_.written_alone.empty() && begins_with_digit(node);
      if (is_alone && !read_field(info_.written_alone, reader, node, path, unused))
        return false;  // its message says what is wrong with it
      if (!info_.list_written_alone.empty() && node.is_list())
        read_field(info_.list_written_alone, reader, node, path, unused);  // told beside the other
      report_no_map(reader, node, path, info_, is_alone);
      return false;
    }
    const int errors_before = reader.errors();
    const KeysFound keys = check_keys(reader, node, path, info_);
    const int errors_of_keys = reader.errors() - errors_before;
    std::vector<std::string> wrong;  // fields
    if (info_.sourced_record) reader.enter_record(reader.sourcing(node, path, false));
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      const std::string& name = info_.fields[i].name;
      const Node* value = node.value(name);
      if (value == nullptr) continue;
      const int errors = reader.errors();
      const bool is_read = readers_[i](reader, *value, join(path, name), out);
      if (!is_read || reader.errors() != errors) wrong.push_back(name);
    }
    if (info_.sourced_record) reader.leave_record();
    const bool fine = wrong.empty() && reader.errors() == errors_before + errors_of_keys;
    if (!fine || !keys.whole) reader.note_unsettled(path);
    for (const FieldsCheck& one : checks_) {
      if (keys.whole && (fine || one.is_apart_from(wrong))) one.check(reader, node, path, out);
    }
    for (const Check& judge : judgements_)
      judge(reader, node, path, out);
    return fine && keys.fine && reader.errors() == errors_before;
  }

 private:
  bool read_field(const std::string& name, Reader& reader, const Node& node,
                  const std::string& path, T& out) const {
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      if (info_.fields[i].name == name) return readers_[i](reader, node, path, out);
    }
    return false;
  }

  ObjectInfo info_;
  std::vector<std::function<bool(Reader&, const Node&, const std::string&, T&)>> readers_;
  struct FieldsCheck {
    std::vector<std::string> fields;
    bool is_of_all = false;
    Check check;

    bool is_apart_from(const std::vector<std::string>& wrong) const {
      return !is_of_all && std::none_of(wrong.begin(), wrong.end(), [&](const std::string& name) {
        return std::find(fields.begin(), fields.end(), name) != fields.end();
      });
    }
  };
  std::vector<FieldsCheck> checks_;
  std::vector<Check> judgements_;
};

}  // namespace kouan::models::language
