#include "tools/kouan/progress.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "analysis/report/table.hpp"
#include "models/language/source_file.hpp"
#include "tools/kouan/output.hpp"

namespace kouan::cli {

namespace {

using analysis::Phase;
using Clock = std::chrono::steady_clock;

constexpr auto k_bar_every = std::chrono::milliseconds(200);
constexpr auto k_line_every = std::chrono::seconds(10);
constexpr std::size_t k_widest_bar = 30;
constexpr std::size_t k_narrowest_bar = 5;

/// Asked at every line, since a window may be drawn narrower meanwhile.
std::size_t columns_of_terminal() {
  constexpr std::size_t k_usual = 80;
  winsize size{};
  const bool is_known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return is_known ? size.ws_col : k_usual;
}

std::string bar(const analysis::Progress& p, std::size_t width) {
  const std::size_t filled = p.total == 0 ? 0 : width * p.done / p.total;
  return " [" + std::string(filled, '#') + std::string(width - filled, '.') + "]";
}

/// The beginning of the text, as far as that many columns go.
std::string cut(const std::string& text, std::size_t columns) {
  using models::language::utf8_length;
  if (analysis::display_width(text) <= columns) return text;
  std::size_t end = 0;
  for (std::size_t next = utf8_length(text, 0);
       analysis::display_width(text.substr(0, next)) < columns; next += utf8_length(text, end))
    end = next;
  return columns == 0 ? "" : text.substr(0, end) + "…";
}

/// A line that wraps leaves its upper rows behind when it is drawn anew. Where there is no room for
/// all of it the bar is shortened, then left out, then what the time left is of, and then the title
/// is cut.
std::string line_within(std::size_t columns, const std::string& title,
                        const analysis::Progress& progress, const std::string& time_left,
                        const std::string& of_phase) {
  using analysis::display_width;
  constexpr std::size_t k_frame = 3;  // " [" and "]"
  const std::string shorter = fmt::format(" {}/{}{}", progress.done, progress.total, time_left);
  const bool is_room = display_width(title + shorter + of_phase) <= columns;
  const std::string figures = is_room ? shorter + of_phase : shorter;
  const std::size_t taken = display_width(title) + display_width(figures);
  const std::size_t room = columns > taken + k_frame ? columns - taken - k_frame : 0;
  if (room >= k_narrowest_bar) return title + bar(progress, std::min(room, k_widest_bar)) + figures;
  const std::size_t of_figures = std::min(columns, display_width(figures));
  return cut(title, columns - of_figures) + cut(figures, of_figures);
}

models::Text title_of(Phase phase) {
  switch (phase) {
    case Phase::runs:
      return {"runs", "仿真"};
    case Phase::precision:
      return {"more runs for the precision asked for", "为所要求的精度追加仿真"};
    case Phase::bottleneck_screening:
      return {"more at each place", "各处分别扩能"};
    case Phase::bottleneck:
      return {"more at the best places", "增量最大的几处分别扩能"};
    case Phase::pairs:
      return {"more at two places at a time", "两处同时扩能"};
    case Phase::range:
      return {"ends of the range of what the bottleneck rests on", "瓶颈所依据数值取范围两端"};
    case Phase::range_screening:
      return {"ends of all ranges, one value at a time", "各数值逐一取范围两端"};
    case Phase::range_movers:
      return {"ends that seem to move capacity, more often", "似使通过能力变化的端值追加仿真"};
    case Phase::range_shared:
      return {"values that move capacity most, in the alternatives",
              "影响最大的数值，在各方案中取端值"};
    case Phase::range_bottleneck:
      return {"more at the bottleneck, at ends that move capacity",
              "瓶颈扩能，取使通过能力变化的端值"};
    case Phase::clearance_screening:
      return {"ends of all ranges again, for clearance times",
              "各数值再逐一取范围两端，看通关时间"};
    case Phase::clearance_movers:
      return {"ends that seem to move clearance times, more often",
              "似使通关时间变化的端值追加仿真"};
  }
  return {};
}

/// With a precision asked for there are always more than any of this takes.
bool has_at_least(const analysis::ExperimentOptions& options, int replications) {
  return options.precision || options.replications >= replications;
}

}  // namespace

ProgressLine::ProgressLine(analysis::Language language, bool has_phases)
    : language_(language),
      has_phases_(has_phases),
      terminal_(::isatty(STDERR_FILENO) != 0),
      last_(Clock::now()) {}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::clear() {
  if (drawn_) tell("\r\033[K");
  drawn_ = false;
}

/// At the pace so far. Anew only when a run ends: between two ends the pace seems to fall, and the
/// time left would rise while nothing moves.
std::string ProgressLine::time_left(const analysis::Progress& p) {
  if (p.done == 0) return "";
  const double now_s = p.elapsed.count();
  if (p.done != done_ || p.total != total_) {
    done_ = p.done;
    total_ = p.total;
    left_s_ = now_s / static_cast<double>(p.done) * static_cast<double>(p.total - p.done);
    left_at_s_ = now_s;
  }
  return fmt::format(fmt::runtime(say(", {} left", "，剩余 {}")),
                     clock_text(left_s_ - (now_s - left_at_s_), language_));
}

void ProgressLine::show(const std::string& what, const analysis::Progress& progress) {
  if (progress.stopping) return show_stopping(progress);
  const auto now = Clock::now();
  const bool due = terminal_
                       ? !drawn_ || now - last_ >= k_bar_every || progress.done == progress.total
                       : now - last_ >= k_line_every;
  if (!due) return;
  last_ = now;
  const std::string left = time_left(progress);
  const char* of_phase = has_phases_ && !left.empty() ? say(" of this phase", "（本阶段）") : "";
  if (terminal_) {
    const std::size_t columns = columns_of_terminal() - 1;  // the cursor has the last one
    tell("\r\033[K" + line_within(columns, what, progress, left, of_phase));
    drawn_ = true;
  } else {
    tell(fmt::format(fmt::runtime(say("kouan: {0}: {1} of {2} runs{3}\n",
                                      "kouan：{0}：共 {2} 次仿真，已完成 {1} 次{3}\n")),
                     what, progress.done, progress.total, left + of_phase));
  }
}

void ProgressLine::tell_of(const analysis::RetriedRun& run) {
  clear();
  cli::tell({run.says.en + "; it is run again", run.says.zh + "；重新运行"}, language_);
}

void ProgressLine::show_stopping(const analysis::Progress& progress) {
  if (std::exchange(said_stopping_, true) || progress.running == 0) return;
  clear();
  tell(fmt::format(fmt::runtime(say("kouan: stopping after the {} running; again to end them\n",
                                    "kouan：待运行中的 {} 次仿真结束后停止；再按一次立即终止\n")),
                   progress.running));
}

bool screens_ranges(const analysis::ExperimentOptions& options) {
  return options.ranges && options.capacity &&
         has_at_least(options, analysis::k_least_screening_replications);
}

std::vector<Phase> phases_of(const analysis::ExperimentOptions& options, bool has_alternatives) {
  std::vector<Phase> phases{Phase::runs};
  if (!options.capacity) return phases;
  phases.push_back(Phase::bottleneck_screening);
  const bool has_more = has_at_least(options, analysis::Screening{}.replications + 1);
  if (!options.value && has_more) phases.push_back(Phase::bottleneck);
  // Of a single replication there is no bottleneck whose range it could be.
  if (has_at_least(options, 2)) phases.push_back(Phase::range);
  if (!screens_ranges(options)) return phases;
  phases.push_back(Phase::range_screening);
  phases.push_back(Phase::range_movers);
  if (has_alternatives) phases.push_back(Phase::range_shared);
  phases.push_back(Phase::range_bottleneck);
  phases.push_back(Phase::clearance_screening);
  phases.push_back(Phase::clearance_movers);
  return phases;
}

std::string phase_name(Phase phase, const std::vector<Phase>& planned,
                       analysis::Language language) {
  const bool is_zh = language == analysis::Language::zh;
  const std::string title = is_zh ? title_of(phase).zh : title_of(phase).en;
  const auto at = std::find(planned.begin(), planned.end(), phase);
  if (planned.size() < 2 || at == planned.end()) return title;
  const auto number = at - planned.begin() + 1;
  return is_zh ? fmt::format("第 {} 阶段（共 {} 阶段），{}", number, planned.size(), title)
               : fmt::format("phase {} of {}, {}", number, planned.size(), title);
}

std::string clock_text(double seconds, analysis::Language language) {
  const auto s = static_cast<long>(std::ceil(std::max(0.0, seconds)));
  if (s < 60) return fmt::format("{} {}", s, language == analysis::Language::zh ? "秒" : "s");
  if (s < 3600) return fmt::format("{}:{:02}", s / 60, s % 60);
  return fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

}  // namespace kouan::cli
