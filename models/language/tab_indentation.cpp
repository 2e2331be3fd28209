#include "models/language/tab_indentation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "models/language/told.hpp"

namespace kouan::models::language {
namespace {

constexpr std::size_t k_deepest_column = 256;  // no tree is that deep, and hostile lines stay short

/// A line that says something, without its comment.
struct Outline {
  int number = 0;
  std::string_view lead;  ///< blanks and tabs
  std::string_view text;
  bool has_tab() const { return lead.find('\t') != std::string_view::npos; }
  bool is_item() const { return text.substr(0, 2) == "- " || text == "-"; }
  bool is_continued() const {
    return std::string_view(",{[").find(text.back()) != std::string_view::npos;
  }
  /// Whether what stands deeper below belongs to it.
  bool is_opening() const {
    return text.back() == ':' || text.ends_with("：") || text == "-" || is_continued();
  }
};

std::vector<Outline> outlines(const SourceFile& source) {
  std::vector<Outline> out;
  for (int number = 1; number <= static_cast<int>(source.line_starts.size()); ++number) {
    std::string_view line = source.line(number);
    const std::size_t content = line.find_first_not_of(" \t");
    if (content == std::string_view::npos || line[content] == '#') continue;
    line = without_comment(line);
    out.push_back({number, line.substr(0, content), line.substr(content)});
  }
  return out;
}

std::size_t column_of(std::string_view lead, std::size_t width) {
  std::size_t column = 0;
  for (const char c : lead)
    column = c == '\t' ? (column / width + 1) * width : column + 1;
  return std::min(column, k_deepest_column);
}

/// The step by which lines without tabs stand deeper than those before, most often.
std::size_t usual_step(const std::vector<Outline>& lines) {
  std::map<std::size_t, int> steps;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::size_t before = lines[i - 1].lead.size();
    if (!lines[i].has_tab() && !lines[i - 1].has_tab() && lines[i].lead.size() > before)
      ++steps[lines[i].lead.size() - before];
  }
  const auto most = std::max_element(
      steps.begin(), steps.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == steps.end() ? 2 : std::min<std::size_t>(most->first, 8);
}

/// Walks down the lines with one width of a tab.
class TabWalk {
 public:
  TabWalk(std::size_t width, std::size_t step) : width_(width), step_(step) {}

  void take(const Outline& line) {
    std::size_t column = column_of(line.lead, width_);
    const bool is_text = text_below_ && column > *text_below_;
    const bool is_free = is_text || (before_ != nullptr && before_->is_continued());
    if (!is_free && !fits(line, column)) {
      misfits += line.has_tab() || (before_ != nullptr && before_->has_tab()) ? 1 : 0;
      cost += 40;
      if (line.has_tab()) column = nearest(line, column);
    }
    if (line.has_tab()) indentations.push_back({line.number, line.lead.size(), column});
    if (is_text) return;
    text_below_ = is_above_text(line.text) ? std::optional(column) : std::nullopt;
    if (!is_free) note(line, column);
    before_ = &line;
    column_ = column;
  }

  int cost = 0;
  int misfits = 0;
  std::vector<Indentation> indentations{};

 private:
  struct Level {
    std::size_t column = 0;
    bool is_opening = false;
    bool is_of_items = false;  ///< a key does not stand there
    bool is_in_item = false;   ///< keys of one item, behind its dash
    bool takes(const Outline& line) const { return line.is_item() || !is_of_items; }
  };

  bool fits(const Outline& line, std::size_t column) const {
    if (levels_.empty()) return column == 0;
    const bool is_deeper = before_->is_opening() && column > levels_.back().column;
    return is_deeper || std::any_of(levels_.begin(), levels_.end(), [&](const Level& level) {
             return level.column == column && level.takes(line);
           });
  }
  /// Of the columns at which a line may stand here.
  std::size_t nearest(const Outline& line, std::size_t column) const {
    if (levels_.empty()) return 0;
    const auto away = [&](std::size_t other) {
      return std::max(other, column) - std::min(other, column);
    };
    std::size_t best = levels_.back().column + (before_->is_opening() ? step_ : 0);
    for (const Level& level : levels_)
      if (level.takes(line) && away(level.column) < away(best)) best = level.column;
    return best;
  }
  /// Pays for what is unlikely, and notes the levels that the line opens.
  void note(const Outline& line, std::size_t column) {
    if (before_ != nullptr && before_->is_opening() && !line.is_item() && column <= column_)
      cost += 20;  // the line before would have no value
    while (!levels_.empty() && levels_.back().column > column) {
      levels_.pop_back();
      if (line.has_tab()) cost += 1;  // it is likelier to go on where the line before stands
    }
    const bool is_new = levels_.empty() || levels_.back().column < column;
    if (is_new && before_ != nullptr && (line.has_tab() || before_->has_tab()) &&
        column != column_ + step_)
      cost += 5;  // deeper by another step than elsewhere
    if (is_new)
      levels_.push_back({column, line.is_opening(), line.is_item(), false});
    else if (levels_.back().is_opening != line.is_opening() && !levels_.back().is_in_item &&
             column > 0)
      cost += 1;  // the others there open something, or do not
    if (!line.is_item() || line.text == "-") return;
    const std::size_t key = line.text.find_first_not_of("- ");
    if (key != std::string_view::npos)
      levels_.push_back({column + key, line.is_opening(), false, true});
  }

  std::size_t width_;
  std::size_t step_;
  std::vector<Level> levels_;  ///< open, each deeper than the one before
  const Outline* before_ = nullptr;
  std::size_t column_ = 0;                   ///< of the line before
  std::optional<std::size_t> text_below_{};  ///< column of the line that a text stands below
};

/// "3 to 9, 12".
Text numbers_of(const std::vector<int>& lines) {
  constexpr int k_most = 10;
  Text out;
  int count = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t first = i;
    while (i + 1 < lines.size() && lines[i + 1] == lines[i] + 1)
      ++i;
    if (i == first + 1) i = first;  // "3, 4" rather than "3 to 4"
    if (++count > k_most) return told("{}, …", "{}…", out);
    const Text range = i == first ? Text{std::to_string(lines[i]), std::to_string(lines[i])}
                                  : told("{} to {}", "{}至{}", lines[first], lines[i]);
    out = count == 1 ? range : told("{}, {}", "{}、{}", out, range);
  }
  return out;
}

}  // namespace

void name_tabs(int file, const SourceFile& source, Diagnostics& diagnostics) {
  std::vector<int> lines;
  for (const Outline& line : outlines(source))
    if (line.has_tab()) lines.push_back(line.number);
  if (lines.empty()) return;
  const std::size_t tab = source.line(lines.front()).find('\t');
  diagnostics.add({Severity::error,
                   Code::yaml_tab,
                   {file, lines.front(), static_cast<int>(tab) + 1},
                   "",
                   lines.size() == 1
                       ? Text{"found a tab in the indentation", "缩进中有制表符"}
                       : told("found a tab in the indentation (of {} lines: {})",
                              "缩进中有制表符（共{}行：第{}行）", lines.size(), numbers_of(lines)),
                   {"blanks", "空格"},
                   ""});
}

IndentationMeant indentation_meant(const SourceFile& source) {
  const std::vector<Outline> lines = outlines(source);
  if (std::none_of(lines.begin(), lines.end(), [](const Outline& it) { return it.has_tab(); }))
    return {};
  const std::size_t step = usual_step(lines);
  std::optional<TabWalk> best;
  for (const std::size_t width : {step, std::size_t{2}, std::size_t{4}, std::size_t{8}}) {
    TabWalk walk(width, step);
    for (const Outline& line : lines)
      walk.take(line);
    if (!best || walk.cost < best->cost) best = std::move(walk);
  }
  return {std::move(best->indentations), best->misfits == 0};
}

}  // namespace kouan::models::language
