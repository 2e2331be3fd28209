// JSON Schema from the field listings. Files that extend another need not be complete and may take
// keys away with ~, so every map has two definitions: whole, and part.
#include "models/language/schema.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "models/language/distribution_text.hpp"
#include "models/language/schema_patterns.hpp"
#include "models/read_scenario.hpp"
#include "models/scenario_fields.hpp"

namespace kouan::models {
namespace {

using namespace language;
using Json = nlohmann::ordered_json;

constexpr const char* k_time_of_day = "(([01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)";
constexpr const char* k_name = "^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$";
constexpr const char* k_day = "(mon|tue|wed|thu|fri|sat|sun)";

Json def_ref(const std::string& name) { return {{"$ref", "#/$defs/" + name}}; }
/// Definition of source, grade or note.
Json sourcing_ref(const std::string& key) { return def_ref(key == "source" ? "source-key" : key); }
/// "distribution-of-mass-rate" of "a mass rate".
std::string def_of(const char* what, const Dimension& dimension) {
  std::string name = dimension.name.en.substr(dimension.name.en.find(' ') + 1);
  std::replace(name.begin(), name.end(), ' ', '-');
  if (name == "money") name += "-in-" + dimension.si;  // each currency has its own units
  return fmt::format("{}-of-{}", what, name);
}
Json any_of(std::vector<Json> choices) { return {{"anyOf", std::move(choices)}}; }
Json text_schema(const std::string& pattern) { return {{"type", "string"}, {"pattern", pattern}}; }

Json number_schema(const TypeInfo& type) {
  Json out = {{"type", type.whole ? "integer" : "number"}};
  if (type.has_low) out[type.low_is_open ? "exclusiveMinimum" : "minimum"] = type.low;
  if (type.has_high) out["maximum"] = type.high;
  return out;
}

class SchemaWriter {
 public:
  Json write() {
    Json out = {
        {"$schema", "https://json-schema.org/draft/2020-12/schema"},
        {"title", "kouan scenario and lever files"},
        {"description",
         "Scenarios (kouan: 1), files that extend them (extends: FILE) and levers (lever: 1)."},
        {"type", "object"},
        {"if", {{"required", {"lever"}}}},
        {"then", object_ref(lever_info(), false)},
        {"else",
         {{"if", {{"required", {"extends"}}}},
          {"then", object_ref(scenario_info(), true)},
          {"else", object_ref(scenario_info(), false)}}}};
    defs_["sources"] = {{"type", "object"},
                        {"additionalProperties", object_ref(source_info(), false)}};
    write_common();
    write_steps();
    out["$defs"] = defs_;
    return out;
  }

  Json write_file(const ObjectInfo& info, const std::string& title,
                  const std::string& description) {
    Json out = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                {"title", title},
                {"description", description}};
    out.update(object_ref(info, false));
    write_common();
    out["$defs"] = defs_;
    return out;
  }

 private:
  Json object_ref(const ObjectInfo& info, bool part) {
    const std::string name = def_name(info.name, part);
    if (begun_.insert(name).second) defs_[name] = object(info, part);
    return def_ref(name);
  }

  static std::string def_name(std::string name, bool part) {
    for (char& c : name)
      c = c == ' ' ? '-' : c;
    return part ? name + "-part" : name;
  }

  Json object(const ObjectInfo& info, bool part) {
    Json properties = Json::object();
    Json required = Json::array();
    for (const FieldInfo& field : info.fields) {
      properties[field.name] = property(field, part);
      if (field.required && !part) required.push_back(field.name);
    }
    if (info.sourced_record) {
      for (const char* key : {"source", "grade", "note"})
        properties[key] = sourcing_ref(key);
    }
    Json out = {{"type", "object"},
                {"description", info.doc.en + " " + info.doc.zh},
                {"properties", properties}};
    if (!required.empty()) out["required"] = required;
    out["additionalProperties"] = false;
    add_rules(info, part, out);
    if (info.shorthand.empty()) return out;
    return any_of({value(*info.find(info.shorthand)->type, part), out});
  }

  /// What the keys of a map are to each other. A part may take a key away with ~ and leave one to
  /// the file that it extends.
  static void add_rules(const ObjectInfo& info, bool part, Json& out) {
    Json rules = Json::array();
    for (const KeyChoice& choice : info.choices) {
      const std::vector<std::string>& keys = choice.keys;
      std::vector<Json> each;
      for (const std::string& key : keys)
        each.push_back({{"required", {key}}});
      if (choice.at_least_one && !part) rules.push_back(any_of(std::move(each)));
      for (std::size_t i = 0; choice.at_most_one && i < keys.size(); ++i)
        for (std::size_t j = i + 1; j < keys.size(); ++j)
          rules.push_back({{"not", both(keys[i], keys[j], part)}});
    }
    if (info.sourced_record && !part) rules.push_back(def_ref("graded"));
    if (!rules.empty()) out["allOf"] = rules;
  }

  static Json both(const std::string& one, const std::string& other, bool part) {
    Json out = {{"required", {one, other}}};
    const Json there = {{"not", {{"type", "null"}}}};
    if (part) out["properties"] = {{one, there}, {other, there}};
    return out;
  }

  Json property(const FieldInfo& field, bool part) {
    Json out = value(*field.type, part);
    if (part) out = any_of({out, {{"type", "null"}}});
    if (out.contains("$ref")) out = {{"allOf", Json::array({out})}};
    out["description"] = field.doc.en + " " + field.doc.zh;
    if (!field.default_text.empty())
      out["description"] =
          fmt::format("{} Default: {}.", out["description"].get<std::string>(), field.default_text);
    if (!field.example.empty()) out["examples"] = {field.example};
    return out;
  }

  Json value(const TypeInfo& type, bool part) {
    const Json plain = plain_value(type, part);
    if (!type.sourced) return plain;
    Json sourced = {{"type", "object"},
                    {"properties", {{"value", plain}}},
                    {"required", {"value"}},
                    {"additionalProperties", false}};
    for (const std::string& key : sourcing_keys())
      if (key != "range") sourced["properties"][key] = sourcing_ref(key);
    sourced["allOf"] = Json::array({def_ref("graded")});
    if (type.dimension != nullptr) {
      sourced["properties"]["range"] = range(type);
      sourced["allOf"].push_back(def_ref("graded-with-range"));
    }
    return any_of({plain, sourced});
  }

  Json range(const TypeInfo& type) {
    const Json one = range_of(*type.dimension);
    return type.other_dimension == nullptr ? one : any_of({one, range_of(*type.other_dimension)});
  }

  Json range_of(const Dimension& dimension) {
    const std::string name = def_of("range", dimension);
    defs_[name] = text_schema(range_pattern(dimension));
    defs_[name]["description"] = "LOW .. HIGH";
    return def_ref(name);
  }

  Json distribution_of(const Dimension& dimension) {
    const std::string name = def_of("distribution", dimension);
    if (!begun_.insert(name).second) return def_ref(name);
    std::vector<Json> forms;
    for (const DistributionForm& form : distribution_forms())
      forms.push_back(text_schema(distribution_pattern(form, dimension)));
    defs_[name] = any_of(std::move(forms));
    return def_ref(name);
  }

  Json plain_value(const TypeInfo& type, bool part) {
    switch (type.shape) {
      case Shape::text:
        return type.pattern.empty() ? def_ref("text") : days_or_text(type);
      case Shape::word:
        return words(type.words);
      case Shape::name:
        return text_schema(k_name);
      case Shape::quantity:
        return quantity(type);
      case Shape::distribution:
        return distribution(type);
      case Shape::title:
        return def_ref("title");
      case Shape::list:
        return list(type);
      case Shape::object:
        return object_ref(type.object(), part);
      case Shape::things: {
        Json thing = object_ref(type.object(), part);
        if (part) thing = any_of({thing, {{"type", "null"}}});
        Json out = {{"type", "object"},
                    {"propertyNames", text_schema(k_name)},
                    {"additionalProperties", thing}};
        if (type.least > 0 && !part) out["minProperties"] = type.least;
        return out;
      }
      case Shape::by_name:
        return {{"type", "object"}, {"additionalProperties", value(*type.element, part)}};
      case Shape::days:
        return def_ref("opening");
      case Shape::steps: {
        Json out = def_ref("steps");
        if (type.least > 0) out["minItems"] = type.least;
        return out;
      }
      case Shape::any:
        return Json::object();
    }
    return Json::object();
  }

  Json list(const TypeInfo& type) {
    Json out = {{"type", "array"}, {"items", value(*type.element, false)}};
    if (type.least > 0) out["minItems"] = type.least;
    if (type.most > 0) out["maxItems"] = type.most;
    return out;
  }

  /// A quantity, a distribution, or what else the pattern allows.
  Json distribution(const TypeInfo& type) {
    std::vector<Json> forms{distribution_of(*type.dimension)};
    if (type.dimension->units.empty())
      forms.push_back(number_schema(type));
    else
      forms.push_back(text_schema("^" + quantity_pattern(type, *type.dimension) + "$"));
    if (!type.pattern.empty()) forms.push_back(text_schema(type.pattern));
    return any_of(std::move(forms));
  }

  static Json days_or_text(const TypeInfo& type) {
    const Json one = text_schema(type.pattern);
    const bool is_days = type.pattern.find("mon|") != std::string::npos;
    return is_days ? any_of({one, {{"type", "array"}, {"items", one}}}) : one;
  }

  static Json words(const std::vector<std::string>& list) {
    Json out = Json::array();
    for (const std::string& word : list) {
      if (word == "1")
        out.push_back(1);
      else if (word == "true" || word == "false")
        out.push_back(word == "true");
      else
        out.push_back(word);
    }
    return {{"enum", out}};
  }

  static Json quantity(const TypeInfo& type) {
    std::vector<Json> choices;
    if (type.dimension->units.empty())
      choices.push_back(number_schema(type));
    else
      choices.push_back(text_schema("^" + quantity_pattern(type, *type.dimension) + "$"));
    if (type.other_dimension != nullptr)
      choices.push_back(text_schema("^" + quantity_pattern(type, *type.other_dimension) + "$"));
    if (!type.pattern.empty()) choices.push_back(text_schema(type.pattern));
    if (!type.words.empty()) choices.push_back(words(type.words));
    return choices.size() == 1 ? choices.front() : any_of(choices);
  }

  void write_common() {
    defs_["text"] = {{"type", {"string", "number"}}};
    defs_["title"] = any_of({def_ref("text"),
                             {{"type", "object"},
                              {"properties", {{"en", def_ref("text")}, {"zh", def_ref("text")}}},
                              {"minProperties", 1},
                              {"additionalProperties", false}}});
    defs_["source-key"] = {{"type", "string"}, {"description", "Key of sources.yaml."}};
    defs_["grade"] = {
        {"enum", {"A", "B", "C", "D", "assumed"}},
        {"description",
         "A official, B press or trade, C background, D derived, assumed with a range."}};
    const auto graded = [](const std::vector<std::string>& grades, const char* key) {
      return Json{
          {"if", {{"properties", {{"grade", {{"enum", grades}}}}}, {"required", {"grade"}}}},
          {"then", {{"required", {key}}}}};
    };
    defs_["graded"] = graded({"A", "B"}, "source");
    defs_["graded-with-range"] = graded({"assumed"}, "range");
    defs_["note"] = def_ref("title");
    const Json span = text_schema(fmt::format("^{0} *- *{0}$", k_time_of_day));
    const Json spans = any_of({span, {{"const", "closed"}}, {{"type", "array"}, {"items", span}}});
    defs_["opening"] =
        any_of({spans,
                {{"type", "object"},
                 {"patternProperties", {{fmt::format("^{0}( *- *{0})?$", k_day), spans}}},
                 {"additionalProperties", false}}});
  }

  void write_steps() {
    Json alone = Json::array();
    Json properties = Json::object();
    for (const VerbInfo& verb : process_verbs()) {
      if (verb.argument == nullptr) {
        alone.push_back(verb.name);
        continue;
      }
      Json argument = value(*verb.argument, false);
      if (argument.contains("$ref")) argument = {{"allOf", Json::array({argument})}};
      argument["description"] = verb.doc.en + " " + verb.doc.zh;
      properties[verb.name] = argument;
    }
    const Json one = {{"type", "object"},
                      {"properties", properties},
                      {"minProperties", 1},
                      {"maxProperties", 1},
                      {"additionalProperties", false}};
    defs_["steps"] = {{"type", "array"}, {"items", any_of({{{"enum", alone}}, one})}};
  }

  Json defs_ = Json::object();
  std::set<std::string> begun_;
};

}  // namespace

std::string scenario_schema() { return SchemaWriter().write().dump(2) + "\n"; }

namespace language {

std::string file_schema(const ObjectInfo& info, const std::string& title,
                        const std::string& description) {
  return SchemaWriter().write_file(info, title, description).dump(2) + "\n";
}

}  // namespace language
}  // namespace kouan::models
