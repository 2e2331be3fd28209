#include "models/language/parsing.hpp"

#include <algorithm>
#include <utility>

#include "models/language/left_out.hpp"
#include "models/language/tab_indentation.hpp"
#include "models/language/yaml_tree.hpp"

namespace kouan::models::language {
namespace {

/// How often a text of that size is read at most, however much is wrong in it.
int most_readings(std::size_t bytes) {
  constexpr std::size_t k_most_bytes = 16U << 20U;
  return static_cast<int>(std::clamp<std::size_t>(k_most_bytes / (bytes + 1), 3, 200));
}

/// Columns of longer lines take too long to be told after mending.
bool has_short_lines(const SourceFile& file) {
  constexpr std::size_t k_longest = 1U << 16U;
  for (std::size_t i = 0; i < file.line_starts.size(); ++i) {
    const bool is_last = i + 1 == file.line_starts.size();
    const std::size_t end = is_last ? file.text.size() : file.line_starts[i + 1];
    if (end - file.line_starts[i] > k_longest) return false;
  }
  return true;
}

/// Reads, mends what is in the way, and reads again.
class Parsing {
 public:
  Parsing(int file, Diagnostics& diagnostics)
      : file_(file), diagnostics_(diagnostics), text_(diagnostics.files().at(file)) {}

  std::optional<Node> run() {
    name_tabs(file_, text_.now(), diagnostics_);
    const IndentationMeant meant = indentation_meant(text_.now());
    if (!meant.lines.empty()) text_.indent(meant.lines);
    is_part_ = !meant.is_certain;
    const int most = has_short_lines(text_.now()) ? most_readings(text_.now().text.size()) : 1;
    for (int count = 1;; ++count) {
      YamlReading reading = read_yaml(file_, text_);
      if (reading.fault) tell(*reading.fault);
      const bool goes_on = reading.fault && count < most && mend(*reading.fault);
      if (goes_on) continue;
      for (Diagnostic& one : reading.told)
        diagnostics_.add(std::move(one));
      if (is_part_ || reading.is_part) diagnostics_.expect_gaps(Gaps::in_files);
      return std::move(reading.tree);
    }
  }

 private:
  void tell(const Fault& fault) {
    const bool is_unreadable = text_.file().unreadable_lines.count(fault.line) > 0;
    if (is_unreadable || (fault.may_follow && is_part_)) return;
    for (Diagnostic one : fault.told) {
      one.mark = text_.in_file(one.mark);
      if (one.other) one.other = text_.in_file(*one.other);
      diagnostics_.add(std::move(one));
    }
  }

  /// False where nothing is left to be mended.
  bool mend(const Fault& fault) {
    text_.replace(fault.wide);
    if (!fault.wide.empty()) return true;
    if (fault.line == 0) return false;
    auto lines = entry_around(text_.now(), fault.line);
    if (!lines) return false;
    text_.leave_out(lines->first, lines->last);
    is_part_ = true;
    return true;
  }

  int file_;
  Diagnostics& diagnostics_;
  MendedText text_;
  bool is_part_ = false;  ///< what was meant is not all there, or not for certain
};

}  // namespace

std::optional<Node> parse_yaml(int file, Diagnostics& diagnostics) {
  return Parsing(file, diagnostics).run();
}

}  // namespace kouan::models::language
