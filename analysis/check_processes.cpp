// How processes are told in sentences; `processes_text` is declared in analysis/check_words.hpp.
#include "analysis/check_processes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "analysis/value_title.hpp"

namespace kouan::analysis {

using models::Steps;

std::string ProcessWriter::write(const models::Process& process) {
  out_ = fmt::format("  {}\n", say_.named(process.title, process.id));
  steps(process.steps, 2);
  return std::move(out_);
}

void ProcessWriter::line(std::size_t depth, const std::string& text) {
  out_ += std::string(2 * depth, ' ') + "- " + text + "\n";
}

void ProcessWriter::steps(const Steps& list, std::size_t depth) {
  for (const models::ProcessStep& step : list) {
    std::visit([&](const auto& what) { sentence(what, depth); }, step.what);
  }
}

const models::Stage* ProcessWriter::stage(const std::string& id) const {
  for (const models::Stage& s : scenario_.stages) {
    if (s.id == id) return &s;
  }
  return nullptr;
}

std::string ProcessWriter::stage_title(const std::string& id) const {
  return say_.text(place_title(scenario_, id));
}

std::string ProcessWriter::mean_time(const sim::Distribution& d) const {
  if (d.attribute < 0) return say_("{} on average", "平均{}", say_.time(d.mean()));
  return say_("as long as its {} says", "时长取其属性{}", attribute(d.attribute));
}

const std::string& ProcessWriter::attribute(int number) const {
  return scenario_.attributes.at(static_cast<std::size_t>(number));
}

std::string ProcessWriter::list(const std::vector<std::string>& titles) const {
  std::string out;
  for (const std::string& title : titles)
    out += (out.empty() ? "" : say_(", ", "、")) + title;
  return out;
}

void ProcessWriter::turned(const Steps* otherwise, const std::vector<std::string>& causes,
                           std::size_t depth) {
  if (causes.empty()) return;
  const std::string when = fmt::format("{}", fmt::join(causes, say_(" or ", "或")));
  if (otherwise != nullptr) {
    line(depth, say_("if {}, instead", "若{}，则改为", when));
    return steps(*otherwise, depth + 1);
  }
  line(depth, ways_around_ > 0
                  ? say_("if {}, leaves this way, which is then done",
                         "若{}，退出本项，该项即算完成", when)
                  : say_("if {}, leaves without being cleared", "若{}，未办结即离开", when));
}

std::string processes_text(const models::Scenario& scenario, const Words& say) {
  std::string out;
  for (const models::Process& process : scenario.processes) {
    out += ProcessWriter(scenario, say).write(process);
  }
  return out;
}

}  // namespace kouan::analysis
