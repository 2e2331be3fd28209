// The tables of the reference page, from the field listings.
#include "models/language/reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "models/language/distribution_text.hpp"
#include "models/read_scenario.hpp"
#include "models/scenario_fields.hpp"

namespace kouan::models {
namespace {

using namespace language;

/// Text for a cell of a Markdown table.
std::string cell(const std::string& text) {
  std::string out;
  for (const char c : text)
    out += c == '|' ? "\\|" : std::string(1, c);
  return out;
}

std::string code(const std::string& text) { return text.empty() ? "" : "`" + cell(text) + "`"; }

std::string anchor(const std::string& name) {
  std::string out = name;
  std::replace(out.begin(), out.end(), ' ', '-');
  return out;
}

std::string type_text(const TypeInfo& type) {
  switch (type.shape) {
    case Shape::word:
      return type.words == activity_words()
                 ? "one of a [list](#activities)"
                 : "`" + fmt::format("{}", fmt::join(type.words, "`, `")) + "`";
    case Shape::name:  // of one section, or of several
      return type.allowed.en == "a name from " + type.section ? "a name from `" + type.section + "`"
                                                              : cell(type.allowed.en);
    case Shape::object:
      return fmt::format("[{0}](#{1})", type.object().name, anchor(type.object().name));
    case Shape::things:
      return fmt::format("names, each a [{0}](#{1})", type.object().name,
                         anchor(type.object().name));
    case Shape::list:
      return "list, each " + type_text(*type.element);
    case Shape::by_name:
      if (type.section.empty()) return cell(type.allowed.en);
      return fmt::format("names from `{}`, each {}", type.section, type_text(*type.element));
    case Shape::steps:
      return "[steps](#steps)";
    case Shape::any:
      return "see above";
    default:
      return cell(type.allowed.en);
  }
}

/// Objects in the order in which the listings lead to them.
class Objects {
 public:
  void add(const ObjectInfo& info) {
    if (std::find(found_.begin(), found_.end(), &info) != found_.end()) return;
    found_.push_back(&info);
    for (const FieldInfo& field : info.fields)
      add(field.type.get());
  }
  void add(const TypeInfo* type) {
    if (type == nullptr) return;
    if (type->object != nullptr) add(type->object());
    add(type->element.get());
  }
  const std::vector<const ObjectInfo*>& all() const { return found_; }

 private:
  std::vector<const ObjectInfo*> found_;
};

std::string units_table() {
  std::string out = "### Units\n\n| quantity | 量 | units | example |\n|---|---|---|---|\n";
  for (const Dimension* dimension : all_dimensions()) {
    const std::string& en = dimension->name.en;
    const std::string name = en.substr(en.find(' ') == 1 ? 2 : 0);
    out += fmt::format("| {} | {} | `{}` | `{}` |\n", name, dimension->name.zh,
                       cell(dimension->unit_list().en), dimension->example);
  }
  return out + "\n";
}

std::string distributions_table() {
  std::string out = "### Distributions\n\n| form | meaning | 含义 |\n|---|---|---|\n";
  for (const DistributionForm& form : distribution_forms())
    out += fmt::format("| `{}` | {} | {} |\n", form.signature().en, cell(form.doc.en), form.doc.zh);
  return out + "\n";
}

std::string verbs_table() {
  std::string out = "### steps\n\n| verb | meaning | 含义 | example |\n|---|---|---|---|\n";
  for (const VerbInfo& verb : process_verbs())
    out += fmt::format("| `{}` | {} | {} | {} |\n", verb.name, cell(verb.doc.en), verb.doc.zh,
                       code("- " + verb.example));
  return out + "\n";
}

}  // namespace

namespace language {

std::string object_table(const ObjectInfo& info) {
  std::string out = fmt::format("### {}\n\n{} {}\n\n", info.name, info.doc.en, info.doc.zh);
  if (!info.shorthand.empty())
    out += fmt::format("Short form: the `{}` alone.\n\n", info.shorthand);
  if (info.sourced_record) out += "Takes `source`, `grade` and `note` for all its data.\n\n";
  out += "| key | value | default | meaning | 含义 | example |\n|---|---|---|---|---|---|\n";
  for (const FieldInfo& field : info.fields) {
    const std::string fallback = field.required ? "**required**" : cell(field.default_text);
    out += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", field.name, type_text(*field.type),
                       fallback, cell(field.doc.en), field.doc.zh, code(field.example));
  }
  return out + "\n";
}

}  // namespace language

std::string scenario_reference() {
  Objects objects;
  objects.add(scenario_info());
  for (const VerbInfo& verb : process_verbs())
    objects.add(verb.argument.get());
  objects.add(lever_info());
  objects.add(source_info());
  std::string out;
  for (const ObjectInfo* info : objects.all()) {
    out += object_table(*info);
    if (info->name == "process") out += verbs_table();
  }
  out += "### activities\n\nRows of CAREC's corridor monitoring: `" +
         fmt::format("{}", fmt::join(activity_words(), "`, `")) + "`.\n\n";
  return out + units_table() + distributions_table();
}

}  // namespace kouan::models
