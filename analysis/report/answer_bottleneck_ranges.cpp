#include "analysis/report/answer_bottleneck_ranges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace kouan::analysis {

namespace {

using models::RangeEnd;
using models::Text;

constexpr std::size_t k_values_named = 3;

/// "“Exit check: service time” at 3 min": at both ends where more adds nothing at either.
std::vector<Text> at_ends(const std::vector<BottleneckAtEnd>& ends) {
  std::vector<Text> out;
  std::string path;
  for (const BottleneckAtEnd& end : ends) {
    const Text at = written_quantity(end.end == RangeEnd::low ? end.of.low : end.of.high);
    if (end.of.path == path) {
      out.back() += {" or " + at.en, "或 " + at.zh};
      continue;
    }
    path = end.of.path;
    out.push_back({fmt::format("“{}” at {}", end.title.en, at.en),
                   fmt::format("“{}”取 {}", end.title.zh, at.zh)});
  }
  return out;
}

std::size_t count_values(const std::vector<BottleneckAtEnd>& ends) {
  std::set<std::string> paths;
  for (const BottleneckAtEnd& end : ends)
    paths.insert(end.of.path);
  return paths.size();
}

/// "; of 2 it cannot be told".
Text unsure_too(const BottleneckOverRanges& found) {
  const std::size_t count = count_values(found.unsure);
  if (count == 0) return {};
  return {fmt::format("; with {} it cannot be told", count),
          fmt::format("；另有 {} 项无法判断", count)};
}

Text never_elsewhere(const BottleneckOverRanges& found) {
  const Text unsure = unsure_too(found);
  return {fmt::format("At no end of {} tried is the bottleneck seen to be elsewhere{}.",
                      found.tried == 1 ? "the range" : fmt::format("the {} ranges", found.tried),
                      unsure.en),
          fmt::format("试算的 {} 项取值范围两端，瓶颈均未见转移{}。", found.tried, unsure.zh)};
}

}  // namespace

Text bottleneck_over_ranges(const VariantOutcome& base) {
  if (!base.bottleneck_over_ranges || base.bottleneck_over_ranges->tried == 0) return {};
  const BottleneckOverRanges& found = *base.bottleneck_over_ranges;
  std::vector<Text> named = at_ends(found.elsewhere);
  if (named.empty()) return never_elsewhere(found);
  const std::size_t more = named.size() - std::min(named.size(), k_values_named);
  named.resize(named.size() - more);
  if (more > 0)
    named.push_back({fmt::format("{} more value{} at an end of {} range", more,
                                 more == 1 ? "" : "s", more == 1 ? "its" : "their"),
                     fmt::format("另外 {} 项取范围端值", more)});
  const Text list = models::one_of(named), unsure = unsure_too(found);
  const Place& place = *base.bottleneck->place;
  const Text step = one_more(base.variant->scenario, place);
  return {
      fmt::format("The bottleneck is elsewhere with {}, where {} at {} adds less than a tenth of "
                  "as much{}.",
                  list.en, step.en, place.title.en, unsure.en),
      fmt::format("{}时，瓶颈在别处（{}{}的增量不足现值的十分之一）{}。", list.zh, place.title.zh,
                  step.zh, unsure.zh)};
}

void say_bottleneck_over_ranges(const VariantOutcome& base, Sentences& out) {
  const Text text = bottleneck_over_ranges(base);
  if (!text.en.empty()) out.say(text.en, text.zh);
}

}  // namespace kouan::analysis
