#include "models/language/left_out.hpp"

#include <algorithm>
#include <string_view>

namespace kouan::models::language {
namespace {

/// Goes over the lines that say something.
class SectionLines {
 public:
  explicit SectionLines(const SourceFile& source) : source_(source) {}

  int count() const { return static_cast<int>(source_.line_starts.size()); }
  bool says_something(int line) const {
    const std::string_view text = source_.line(line);
    const std::size_t from = text.find_first_not_of(" \t");
    return from != std::string_view::npos && text[from] != '#';
  }
  std::size_t indent(int line) const {
    return std::min(source_.line(line).find_first_not_of(' '), source_.line(line).size());
  }
  bool is_item(int line) const {
    const std::string_view text = source_.line(line).substr(indent(line));
    return text == "-" || text.starts_with("- ");
  }
  /// Whether it only ends what was opened before.
  bool is_closing(int line) const {
    const std::string_view text = source_.line(line).substr(indent(line));
    return text.starts_with("}") || text.starts_with("]");
  }
  bool is_opening(int line) const { return without_comment(source_.line(line)).ends_with(':'); }
  bool begins_section(int line) const {
    return says_something(line) && indent(line) == 0 && !is_item(line) && !is_closing(line);
  }

  /// The section of a line; from the first line on where none begins before.
  Lines section(int line) const {
    Lines out{line, line};
    while (out.first > 1 && !begins_section(out.first))
      --out.first;
    while (out.last < count() && !begins_section(out.last + 1))
      ++out.last;
    return out;
  }

  /// First line after `line`, up to `last`, that says something; one beyond if there is none.
  int next(int line, int last) const {
    do
      ++line;
    while (line <= last && !says_something(line));
    return line;
  }

 private:
  const SourceFile& source_;
};

}  // namespace

std::optional<Lines> section_around(const SourceFile& source, int line) {
  const SectionLines outline(source);
  const Lines section = outline.section(std::clamp(line, 1, outline.count()));
  const int first = outline.next(section.first - 1, section.last);
  return first > section.last ? std::nullopt : std::optional(section);
}

std::optional<Lines> entry_around(const SourceFile& source, int line) {
  const auto section = section_around(source, line);
  if (!section) return section;
  const SectionLines outline(source);
  const int first = outline.next(section->first, section->last);
  if (line < first || first > section->last) return section;
  const std::size_t indent = outline.indent(first);
  const auto begins_entry = [&](int at) {
    return outline.says_something(at) && outline.indent(at) <= indent && !outline.is_closing(at);
  };
  Lines entry{std::min(line, section->last), line};
  while (entry.first > first && !begins_entry(entry.first))
    --entry.first;
  while (entry.last < section->last && !begins_entry(entry.last + 1))
    ++entry.last;
  // A key between the section's indentation and that of its entries: these may be its own.
  if (outline.indent(line) < indent && outline.indent(line) > 0 && outline.is_opening(line))
    entry.last = section->last;
  const bool is_only_one =
      entry.first <= first && outline.next(entry.last, section->last) > section->last;
  return is_only_one ? section : entry;
}

}  // namespace kouan::models::language
