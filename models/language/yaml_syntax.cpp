#include "models/language/yaml_syntax.hpp"

#include <yaml-cpp/depthguard.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "models/language/punctuation_places.hpp"

namespace kouan::models::language {
namespace {

/// What yaml-cpp says, in words that say what to do.
std::string reworded(const std::string& message) {
  static const std::map<std::string, std::string> k_words = {
      {YAML::ErrorMsg::END_OF_MAP,
       "the indentation or a missing \"key: value\" breaks the map here"},
      {YAML::ErrorMsg::END_OF_MAP_FLOW, "a map in {…} is not closed, or lacks a comma"},
      {YAML::ErrorMsg::END_OF_SEQ, "the indentation breaks the list here"},
      {YAML::ErrorMsg::END_OF_SEQ_FLOW, "a list in […] is not closed, or lacks a comma"},
      {YAML::ErrorMsg::MAP_VALUE,
       "a \": \" is not expected here; text that holds one needs quotes"},
      {YAML::ErrorMsg::MAP_KEY, "a key is not expected here"},
      {YAML::ErrorMsg::BLOCK_ENTRY, "a list item \"- \" is not expected here"},
      {YAML::ErrorMsg::FLOW_END, "a closing bracket without an opening one"},
      {YAML::ErrorMsg::EOF_IN_SCALAR, "the text in quotes is not closed"},
      {YAML::ErrorMsg::UNKNOWN_TOKEN, "this character can't start a value; put the text in quotes"},
      {YAML::ErrorMsg::UNKNOWN_ANCHOR, "the alias has no anchor before it"},
      {YAML::ErrorMsg::UNEXPECTED_END_MAP, "a closing } without an opening one"},
      {YAML::ErrorMsg::UNEXPECTED_END_SEQ, "a closing ] without an opening one"},
  };
  const auto found = k_words.find(message);
  return found == k_words.end() ? message : found->second;
}

/// Where the character of that column begins; the end of the line beyond it.
std::size_t byte_of(std::string_view line, int column) {
  std::size_t at = 0;
  for (int i = 1; i < column && at < line.size(); ++i)
    at += std::max<std::size_t>(1, utf8_length(line, at));
  return at;
}

}  // namespace

void report_syntax(const YAML::Exception& problem, Mark mark, std::optional<Mark> innermost,
                   Diagnostics& diagnostics) {
  const bool unclosed = problem.msg == YAML::ErrorMsg::END_OF_MAP_FLOW ||
                        problem.msg == YAML::ErrorMsg::END_OF_SEQ_FLOW;
  const std::optional<Mark> opened = unclosed ? innermost : std::nullopt;
  if (opened && name_full_width_between(diagnostics, *opened, mark)) return;
  if (name_full_width(diagnostics, mark)) return;
  const bool deep = dynamic_cast<const YAML::DeepRecursion*>(&problem) != nullptr;
  Diagnostic d{Severity::error, deep ? Code::yaml_depth : Code::yaml_syntax, mark};
  d.found = deep ? "the values nest too deep" : "not readable as YAML: " + reworded(problem.msg);
  const std::string_view line = diagnostics.files().at(mark.file).line(mark.line);
  if (problem.msg == YAML::ErrorMsg::UNKNOWN_TOKEN) {
    const std::size_t at = byte_of(line, mark.column);
    if (line.substr(at).starts_with("?,"))
      d.found = "not readable as YAML: text with a \"?\" before a comma needs quotes here";
    else if (line.substr(at).starts_with("?"))
      d.found =
          "not readable as YAML: a key has no \"?\" before it, and text with one needs quotes here";
  }
  d.other = opened;
  d.other_says = "it is opened here";
  diagnostics.add(std::move(d));
}

}  // namespace kouan::models::language
