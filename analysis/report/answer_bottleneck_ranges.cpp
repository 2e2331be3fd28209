#include "analysis/report/answer_bottleneck_ranges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/report/written_values.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

constexpr std::size_t k_values_named = 2;

/// "“Exit check: service time” at 3 min": at both ends where more adds nothing at either.
std::vector<Text> at_ends(const std::vector<BottleneckAtEnd>& ends) {
  std::vector<Text> out;
  std::string path;
  for (const BottleneckAtEnd& end : ends) {
    const Text at = written_quantity(end.of.at(end.end));
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

/// "; at 2 ends it cannot be told".
Text unsure_too(const BottleneckOverRanges& found) {
  const std::size_t count = found.unsure.size();
  if (count == 0) return {};
  return {fmt::format("; at {} end{} it cannot be told", count, count == 1 ? "" : "s"),
          fmt::format("；有 {} 个端值无法判断", count)};
}

/// Of the ends that were run alone: those that leave capacity as it is are not.
Text never_elsewhere(const BottleneckOverRanges& found) {
  const std::size_t unknown = found.unsure.size();
  if (found.tried == 0)
    return {fmt::format("Whether the bottleneck is elsewhere cannot be told at {} end{} of ranges.",
                        unknown, unknown == 1 ? "" : "s"),
            fmt::format("取值范围的 {} 个端值处，无法判断瓶颈是否转移。", unknown)};
  const Text unsure = unsure_too(found);
  const Text none =
      found.tried == 1
          ? Text{"At the one end of a range that moves capacity the bottleneck is not seen to be "
                 "elsewhere",
                 "使通过能力变化的端值仅 1 个，该处瓶颈未见转移"}
          : Text{fmt::format("At none of the {} ends of ranges that move capacity is the "
                             "bottleneck seen to be elsewhere",
                             found.tried),
                 fmt::format("使通过能力变化的 {} 个端值处，瓶颈均未见转移", found.tried)};
  return {none.en + unsure.en + ".", none.zh + unsure.zh + "。"};
}

}  // namespace

Text bottleneck_over_ranges(const VariantOutcome& base) {
  if (!base.bottleneck_over_ranges) return {};
  const BottleneckOverRanges& found = *base.bottleneck_over_ranges;
  if (found.tried == 0 && found.unsure.empty()) return {};  // no end moves capacity
  std::vector<Text> named = at_ends(found.elsewhere);
  if (named.empty()) return never_elsewhere(found);
  const std::size_t all = named.size();
  named.resize(std::min(all, k_values_named));
  const Text list = models::one_of(named), unsure = unsure_too(found);
  const bool is_cut = all > named.size();
  const Text which = is_cut ? Text{fmt::format("at an end of {} values, such as {}", all, list.en),
                                   fmt::format("共 {} 项数值取某一端值（如{}）", all, list.zh)}
                            : Text{"with " + list.en, list.zh};
  const Place& place = *base.bottleneck->place;
  const Text step = one_more(base.variant->scenario, place);
  return {fmt::format("The bottleneck is elsewhere {}. There {} at {} adds less than a tenth of as "
                      "much{}.",
                      which.en, step.en, place.title.en, unsure.en),
          fmt::format("{}时，瓶颈在别处：{}{}的增量不足现值的十分之一{}。", which.zh,
                      place.title.zh, step.zh, unsure.zh)};
}

void say_bottleneck_over_ranges(const VariantOutcome& base, Sentences& out) {
  const Text text = bottleneck_over_ranges(base);
  if (!text.en.empty()) out.say(text.en, text.zh);
}

}  // namespace kouan::analysis
