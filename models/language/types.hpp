// The kinds of values that fields can have.
#pragma once

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/language/listing.hpp"
#include "models/scenario.hpp"

namespace kouan::models::language {

/// Opening spans of each weekday, [0] = Monday.
using WeekSpans = std::array<std::vector<DaySpan>, 7>;

/// Allowed interval of a number, in SI.
struct Limits {
  std::optional<double> low{};
  std::optional<double> high{};
  bool low_is_open = false;
};
inline Limits at_least(double low) { return {low, std::nullopt, false}; }
inline Limits above(double low) { return {low, std::nullopt, true}; }
inline Limits from_to(double low, double high) { return {low, high, false}; }

/// Number with a unit, or a bare one for number_dimension(); a datum.
Type<double> quantity(const Dimension& dimension, Limits limits);
/// A mass rate that people think of by the day: an amount alone is not taken for one of the year.
Type<double> daily_mass_rate(Limits limits);
/// Whole number; a datum.
Type<std::int32_t> count(Limits limits);
/// A time rounded to whole seconds; a datum.
Type<std::int32_t> whole_seconds(Limits limits);
/// Room of a queue: "20 vehicles" or 20, a datum; "none" where the port has no queue there and
/// "unlimited", which are definitions.
Type<std::optional<std::int64_t>> queue_places();
/// The name in `attribute(NAME)`; nothing if the text is no such thing.
std::optional<std::string> attribute_name(std::string_view text);
/// Dimension of a number or quantity as written, with its value in SI; null where it is none.
struct AnyQuantity {
  double value = 0;
  const Dimension* dimension = nullptr;
};
AnyQuantity parse_any_quantity(std::string_view text);
/// A number of waiting vehicles that makes a difference to somebody: the same without "none".
Type<std::optional<std::int64_t>> queue_length();
/// Distribution of a quantity that is nowhere negative; its mean is above zero unless
/// `may_be_zero`. A datum.
Type<sim::Distribution> distribution(const Dimension& dimension, bool may_be_zero);
/// A time that passes again and again whatever comes: where it is next to nothing a run would
/// hardly end.
Type<sim::Distribution> recurring_time();
/// The same, or `attribute(NAME)`: what the entity has as its attribute of that name.
Type<sim::Distribution> drawn_or_attribute(const Dimension& dimension, bool may_be_zero);
/// A number, a quantity of any dimension, or a distribution of one.
struct AnyDistribution {
  sim::Distribution distribution;
  const Dimension* dimension = nullptr;
};
Type<AnyDistribution> any_distribution();
/// "08:00" as seconds after midnight.
Type<std::int32_t> time_of_day();
Type<CivilDate> date();
Type<std::int32_t> utc_offset();
/// One of a closed list.
Type<std::string> word(std::vector<std::string> words);
/// A word as a flag: true for the second of the two.
template <class Flag = bool>
Type<Flag> one_of_two(const std::vector<std::string>& words) {
  const Type<std::string> text = word(words);
  Type<Flag> type;
  type.info = text.info;
  type.read = [text, second = words.back()](Reader& reader, const Node& node,
                                            const std::string& path, Flag& out) {
    std::string found;
    if (!text.read(reader, node, path, found)) return false;
    out = found == second;
    return true;
  };
  return type;
}
/// The only version of the language there is.
Type<std::int32_t> version();
/// Name of something in a section such as "stages".
Type<std::string> name_of(std::string section);
Type<std::string> text();
Type<Text> title();
/// Opening hours of the week by the day on which a span begins.
Type<WeekSpans> opening();
/// Whether two spans have time in common, also those of Sunday and Monday. The spans of each day
/// are in order.
bool has_overlap(const WeekSpans& week);
/// "mon-sat" or a list of such: numbers of days, 0 = Monday.
Type<std::vector<int>> days();
/// Any value, read elsewhere.
Type<Node> any();

/// "[cn]" of a word that stands alone where a list of such is wanted; empty of anything else.
std::string as_list(const Node& node, const TypeInfo& element);
/// What is allowed in place of a node that is no list, of lists whose items may be written short as
/// well.
Text list_form(const TypeInfo& list);
/// What is allowed in place of a node that is no map of names to such things.
Text map_of_names(const Node& found, const std::string& thing);

/// The same kind of value as a definition: no warning without a source.
template <class V>
Type<V> definition(Type<V> type) {
  type.info->datum = false;
  return type;
}

/// The same kind of value as a datum that is sourced as a whole.
template <class V>
Type<V> datum(Type<V> type) {
  type.info->datum = true;
  type.info->sourced = true;
  return type;
}

template <class V>
Type<std::vector<V>> list_of(Type<V> element, std::size_t least = 0, std::size_t most = 10'000) {
  Type<std::vector<V>> type;
  type.info->shape = Shape::list;
  type.info->allowed = told("a list, each {}", "列表，每项为{}", element.info->allowed);
  type.info->element = element.info;
  type.info->least = least;
  type.info->most = least == most ? most : 0;
  type.read = [element, least, most, info = type.info.get()](
                  Reader& reader, const Node& node, const std::string& path, std::vector<V>& out) {
    if (!node.is_list()) {
      reader.unexpected(Code::wrong_type, node, path, list_form(*info),
                        as_list(node, *info->element));
      return false;
    }
    if (node.items.size() < least || node.items.size() > most) {
      reader.error(Code::empty, node.mark, path,
                   told("found a list of {}", "列表有{}项", node.items.size()),
                   least == most ? told("{} items", "{}项", least)
                                 : told("{} to {} items", "{}至{}项", least, most));
      return false;
    }
    bool fine = true;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      V value{};
      fine &= read_value(reader, element, node.items[i], join(path, i), value);
      out.push_back(std::move(value));
    }
    return fine;
  };
  return type;
}

/// Map with the fields of a listing.
template <class T>
Type<T> object(const Listing<T>& (*listing)(), const ObjectInfo& (*info)()) {
  Type<T> type;
  type.info->shape = Shape::object;
  type.info->allowed = {"a map", "映射"};
  type.info->object = info;
  type.read = [listing](Reader& reader, const Node& node, const std::string& path, T& out) {
    return listing().read(reader, node, path, out);
  };
  return type;
}

/// Map of new names to objects of one listing; each gets its name as `id`.
template <class T>
Type<std::vector<T>> things(const Listing<T>& (*listing)(), const ObjectInfo& (*info)(),
                            bool may_be_empty = true) {
  Type<std::vector<T>> type;
  type.info->shape = Shape::things;
  type.info->allowed = {"a map of names", "以名称为键的映射"};
  type.info->object = info;
  type.info->least = may_be_empty ? 0 : 1;
  type.read = [listing, may_be_empty](Reader& reader, const Node& node, const std::string& path,
                                      std::vector<T>& out) {
    if (!node.is_map() || (node.entries.empty() && !may_be_empty)) {
      reader.unexpected(node.is_map() ? Code::empty : Code::wrong_type, node, path,
                        map_of_names(node, listing().info().name));
      return false;
    }
    bool fine = true;
    for (const Entry& entry : node.entries) {
      T thing{};
      thing.id = entry.key;
      fine &= reader.new_name(entry, path);
      fine &= listing().read(reader, entry.node, join(path, entry.key), thing);
      out.push_back(std::move(thing));
    }
    return fine;
  };
  return type;
}

/// A field that is dealt with before the listing is read.
template <class T, class V>
Type<T> dealt_with_before(const Type<V>& type) {
  Type<T> out;
  *out.info = *type.info;
  out.info->sourced = false;
  out.read = [](Reader&, const Node&, const std::string&, T&) { return true; };
  return out;
}

/// Map from names of a section to values.
template <class V>
Type<std::map<std::string, V>> by_name(std::string section, Type<V> element) {
  Type<std::map<std::string, V>> type;
  type.info->shape = Shape::by_name;
  type.info->section = section;
  type.info->element = element.info;
  type.info->allowed = told("a map from names of {} to {}", "映射：键为“{}”中的名称，值为{}",
                            section, element.info->allowed);
  type.read = [section, element, info = type.info.get()](Reader& reader, const Node& node,
                                                         const std::string& path,
                                                         std::map<std::string, V>& out) {
    if (!node.is_map()) {
      reader.unexpected(Code::wrong_type, node, path, info->allowed);
      return false;
    }
    bool fine = true;
    for (const Entry& entry : node.entries) {
      const std::string at = join(path, entry.key);
      fine &= reader.name(entry.key, entry.mark, at, section);
      fine &= read_value(reader, element, entry.node, at, out[entry.key]);
    }
    return fine;
  };
  return type;
}

}  // namespace kouan::models::language
