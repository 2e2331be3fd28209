#include "models/language/yaml_tree.hpp"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>

#include "models/language/tree_builder.hpp"
#include "models/language/yaml_positions.hpp"

namespace kouan::models::language {
namespace {

Fault fault_of_unclosed(Mark mark) {
  return {{{Severity::error,
            Code::yaml_syntax,
            mark,
            "",
            {"the text in quotes is not closed", "引号未闭合"}}},
          {},
          mark.line};
}

/// A second document is told, and not read: what stands in it may have been meant for the first.
void read_documents(std::istream& in, TreeBuilder& first, TreeBuilder& second,
                    YamlReading& reading) {
  YAML::Parser parser(in);
  if (!parser.HandleNextDocument(first)) return;
  reading.tree = first.take();
  if (!parser.HandleNextDocument(second)) return;
  reading.told.push_back({Severity::error,
                          Code::yaml_documents,
                          second.take().mark,
                          "",
                          {"found a second document after ---", "---之后又有一个文档"},
                          {"one document a file", "每个文件一个文档"}});
  reading.is_part = true;
}

}  // namespace

YamlReading read_yaml(int file, const MendedText& text) {
  YamlReading reading;
  std::istringstream in(text.now().text);
  TreeBuilder builder(file, text, reading.told);
  TreeBuilder rest(file, text, reading.told);
  try {
    reading.tree.emplace().mark = {file, 1, 1};  // of a file without any document
    read_documents(in, builder, rest, reading);
    if (!builder.misleading().empty()) reading.fault = fault_of(builder.misleading());
    return reading;
  } catch (const YamlStop&) {
    // The message has been given.
  } catch (const UnclosedQuote& quote) {
    reading.fault = fault_of_unclosed(quote.mark);
  } catch (const YAML::Exception& problem) {
    const Mark mark =
        problem.mark.is_null() ? Mark{file, 1, 1} : MarkReader(file, text.now()).read(problem.mark);
    reading.fault = fault_of(problem, text.now(), mark, builder.open_there());
  }
  reading.tree.reset();
  return reading;
}

}  // namespace kouan::models::language
