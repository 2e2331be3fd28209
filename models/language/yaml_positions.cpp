#include "models/language/yaml_positions.hpp"

#include <algorithm>

namespace kouan::models::language {

int size_of(const Node& node) {
  int count = 1;
  for (const Node& item : node.items)
    count += size_of(item);
  for (const Entry& entry : node.entries)
    count += size_of(entry.node);
  return count;
}

int depth_of(const Node& node) {
  int depth = 0;
  for (const Node& item : node.items)
    depth = std::max(depth, depth_of(item));
  for (const Entry& entry : node.entries)
    depth = std::max(depth, depth_of(entry.node));
  return depth + 1;
}

Mark MarkReader::read(const YAML::Mark& mark) {
  const int line = mark.line + 1;
  const auto bytes = static_cast<std::size_t>(std::max(mark.column, 0));
  const std::string_view text = source_.line(line);
  if (line != line_ || bytes < bytes_) {
    line_ = line;
    bytes_ = 0;
    column_ = 1;
  }
  const std::size_t to = std::min(bytes, text.size());
  if (to > bytes_) column_ += characters(text.substr(bytes_), to - bytes_);
  bytes_ = std::max(bytes_, to);
  return {file_, line, column_};
}

bool has_closing_quote(std::string_view text, std::size_t at) {
  const char quote = at < text.size() ? text[at] : '\0';
  if (quote != '"' && quote != '\'') return true;
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '"' || i + 1 >= text.size() || text[i + 1] != quote) return true;
      ++i;
    }
  }
  return false;
}

bool follows_question_mark(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  const std::size_t mark = before.find_last_not_of(' ');
  if (mark == std::string_view::npos || before[mark] != '?' || mark + 1 == before.size())
    return false;
  return mark == 0 || std::string_view(" \n,[{").find(before[mark - 1]) != std::string_view::npos;
}

}  // namespace kouan::models::language
