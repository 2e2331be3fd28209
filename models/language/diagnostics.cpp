#include "models/language/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <string_view>
#include <tuple>
#include <utility>

#include "models/language/told.hpp"

namespace kouan::models::language {
namespace {

constexpr int k_most = 1000;  // errors, and warnings
constexpr std::size_t k_excerpt_width = 100;

constexpr std::array<const char*, k_code_count> k_words = {
    "file-missing",  "file-size",      "file-encoding",  "file-control", "file-kind",
    "file-version",  "yaml-syntax",    "yaml-tab",       "yaml-depth",   "yaml-alias",
    "yaml-tag",      "yaml-merge-key", "yaml-documents", "yaml-key",     "full-width",
    "duplicate-key", "unknown-key",    "missing-key",    "bad-name",     "wrong-type",
    "empty",         "number",         "unit-missing",   "unit-unknown", "unit-dimension",
    "out-of-range",  "order",          "word",           "distribution", "support",
    "data-file",     "date",           "time-of-day",    "overlap",      "reference",
    "source",        "source-file",    "grade",          "range",        "conflict",
    "sum",           "step",           "extends-cycle",  "lever-need",   "lever-path",
    "lever-exists",  "lever-twice",    "lever-scale",    "unsourced",    "uncarried",
    "no-effect",     "too-many",
};

/// Part of a long line around a column, and the column within that part.
struct Excerpt {
  std::string text;
  std::string caret;
};

/// Source line cut to k_excerpt_width characters around the mark, and the blanks before the caret.
Excerpt excerpt(std::string_view line, int column) {
  const auto at = static_cast<std::size_t>(std::max(column - 1, 0));
  const bool is_long = byte_of_character(line, k_excerpt_width) < line.size();
  const std::size_t from = is_long && at > k_excerpt_width / 2 ? at - k_excerpt_width / 2 : 0;
  const std::string_view rest = line.substr(byte_of_character(line, from));
  const std::string_view part = rest.substr(0, byte_of_character(rest, k_excerpt_width));
  const std::string_view before = part.substr(0, byte_of_character(part, at - from));
  Excerpt out{from > 0 ? "…" : "", from > 0 ? " " : ""};
  out.text += part;
  if (part.size() < rest.size()) out.text += "…";
  for (std::size_t i = 0; i < before.size();
       i += std::max<std::size_t>(1, utf8_length(before, i))) {
    const auto width = static_cast<std::size_t>(display_width(utf8_code_point(before, i)));
    out.caret += before[i] == '\t' ? "\t" : std::string(width, ' ');
  }
  return out;
}

std::string place_text(const SourceFiles& files, const Mark& mark) {
  if (mark.file < 0) return {};
  const std::string& name = files.at(mark.file).name;
  return mark.line > 0 ? fmt::format("{}:{}:{}", name, mark.line, mark.column) : name;
}

std::string excerpt_text(const SourceFiles& files, const Mark& mark) {
  if (mark.file < 0 || mark.line <= 0) return {};
  const Excerpt part = excerpt(files.at(mark.file).line(mark.line), mark.column);
  return fmt::format("{:5} | {}\n      | {}^\n", mark.line, part.text, part.caret);
}

auto order_key(const Diagnostic& d) {
  return std::make_tuple(d.mark.file, d.mark.line, d.mark.column);
}

bool is_told(const Text& text) { return !text.en.empty(); }

/// Every message is in both languages, or says nothing in both.
bool is_whole(const Text& text) { return text.en.empty() == text.zh.empty(); }

/// Messages that what a missing file would have brought could make untrue.
bool may_be_gap(Code code) {
  switch (code) {
    case Code::missing_key:
    case Code::reference:
    case Code::empty:
    case Code::conflict:
    case Code::lever_need:
    case Code::lever_path:
    case Code::uncarried:
    case Code::no_effect:
      return true;
    default:
      return false;
  }
}

}  // namespace

const char* code_word(Code code) { return k_words[static_cast<std::size_t>(code)]; }

Text sentence(const Diagnostic& d) {
  Text out = d.path.empty() ? d.found : told("{}: {}", "{}：{}", d.path, d.found);
  if (is_told(d.allowed)) out = told("{}; allowed: {}", "{}；应为：{}", out, d.allowed);
  if (!d.nearest.empty())
    out = told("{}; did you mean \"{}\"?", "{}；是否应为“{}”？", out, d.nearest);
  return out;
}

/// Bytes that are no text may be why: they have had their message.
bool Diagnostics::is_unreadable(const Diagnostic& d) const {
  if (d.mark.file < 0 || d.code == Code::file_encoding || d.code == Code::file_control)
    return false;
  return files_.at(d.mark.file).unreadable_lines.count(d.mark.line) > 0;
}

void Diagnostics::add(Diagnostic diagnostic) {
  assert(is_whole(diagnostic.found) && is_whole(diagnostic.allowed) &&
         is_whole(diagnostic.other_says));
  if (gaps_ != Gaps::none && may_be_gap(diagnostic.code)) return;
  if (is_unreadable(diagnostic)) return;
  const bool is_error = diagnostic.severity == Severity::error;
  int& count = is_error ? errors_ : warnings_;
  if (count > k_most) return;
  const bool known = std::any_of(list_.begin(), list_.end(), [&](const Diagnostic& d) {
    if (d.code != diagnostic.code || order_key(d) != order_key(diagnostic)) return false;
    // A character that is wrong is told once, whatever comes of it.
    if (d.code == Code::full_width) return true;
    // So is a cell, whatever values read the file.
    if (d.code == Code::data_file && d.found.en == diagnostic.found.en) return true;
    return d.path == diagnostic.path && d.found.en == diagnostic.found.en;
  });
  if (known) return;
  if (count == k_most) {
    diagnostic = {diagnostic.severity,
                  Code::too_many,
                  {},
                  "",
                  is_error ? told("more than {} errors", "错误超过{}处", k_most)
                           : told("more than {} warnings", "警告超过{}条", k_most),
                  {"the first are shown", "此处仅列出最前面的"},
                  ""};
  }
  ++count;
  list_.push_back(std::move(diagnostic));
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> out = list_;
  std::stable_sort(out.begin(), out.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return order_key(a) < order_key(b);
  });
  return out;
}

std::string Diagnostics::text(const Diagnostic& d, Language language) const {
  const std::string place = place_text(files_, d.mark);
  const Text severity =
      d.severity == Severity::error ? Text{"error: ", "错误："} : Text{"warning: ", "警告："};
  std::string out =
      fmt::format("{}{}{}\n{}", place.empty() ? "" : place + ": ", in(severity, language),
                  in(sentence(d), language), excerpt_text(files_, d.mark));
  if (d.other) {
    const Text note = told("note: {}", "注：{}", d.other_says);
    out += fmt::format("{}: {}\n{}", place_text(files_, *d.other), in(note, language),
                       excerpt_text(files_, *d.other));
  }
  return out;
}

Text Diagnostics::unsourced_text(const std::vector<Diagnostic>& all) const {
  Text list;
  int count = 0;
  for (const Diagnostic& d : all) {
    if (d.code != Code::unsourced) continue;
    ++count;
    const std::string place = place_text(files_, d.mark);
    list.en += fmt::format("      {} ({})\n", d.path, place);
    list.zh += fmt::format("      {}（{}）\n", d.path, place);
  }
  if (count == 0) return {};
  const Text values = told("warning: {} without source and grade", "警告：{}未标注来源和等级",
                           Text{counted(count, "value"), fmt::format("{}个数值", count)});
  if (errors_ > 0) return told("{}\n", "{}\n", values);  // what matters now are the errors
  return told(
      "{}; write {{value: …, source: …}} or {{value: …, grade: assumed, range: … .. …}}\n{}",
      "{}；请写{{value: …, source: …}}或{{value: …, grade: assumed, range: … .. …}}\n{}", values,
      list);
}

std::string Diagnostics::text(Language language) const {
  const std::vector<Diagnostic> all = sorted();
  std::string out;
  for (const Diagnostic& d : all) {
    if (d.code != Code::unsourced) out += text(d, language);
  }
  out += in(unsourced_text(all), language);
  if (errors_ + warnings_ == 0) return out;
  const Text count{counted(errors_, "error") + ", " + counted(warnings_, "warning") + "\n",
                   fmt::format("{}处错误，{}条警告\n", errors_, warnings_)};
  return out + in(count, language);
}

}  // namespace kouan::models::language
