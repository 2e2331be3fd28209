#include "analysis/report/answer_ranges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "analysis/report/carried_words.hpp"
#include "analysis/report/numbers.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

constexpr std::size_t k_named = 3;  ///< values that a sentence names

void append(Text& text, const Text& more) {
  text.en += more.en;
  text.zh += more.zh;
}

/// The headline's interval covers chance; what it hangs on besides stands beside it.
void say_range(const CapacityRange& range, const CarriedWords& words, Sentences& out) {
  const Text name = name_of_value(range.title, range.of);
  const Text from = written_quantity(range.of.low), to = written_quantity(range.of.high);
  const Text low = words.amount(range.at_low), high = words.amount(range.at_high);
  const bool is_assumed = range.of.grade == models::Grade::assumed;
  out.say(fmt::format("That interval covers chance alone: the range of “{}” is {} to {}{}; at {} "
                      "capacity is {} a year, at {} it is {} ({} each).",
                      name.en, from.en, to.en, is_assumed ? " (assumed)" : "", from.en, low.en,
                      to.en, high.en, counted(range.at_low.n, "replication")),
          fmt::format("以上区间仅含随机误差：“{}”取值范围为 {}至 {}{}；取 {}时年通过能力为 {}，取 "
                      "{}时为 {}（各 {} 次重复）。",
                      name.zh, before_han(from.zh), to.zh, is_assumed ? "（假定）" : "",
                      before_han(from.zh), low.zh, before_han(to.zh), high.zh, range.at_low.n));
}

/// "“Driver check: service time” (at 150 s: 39.8 ± 0.1 Mt a year)", at the end that moves capacity
/// further.
Text farthest(const ScreenedValue& value, const CarriedWords& words) {
  const auto reach = [](const ScreenedEnd& end) {
    return end.effect == EndEffect::moves ? std::abs(end.paired->difference.mean) : -1.0;
  };
  const bool is_low = reach(value.low) > reach(value.high);
  const Text at = written_quantity(is_low ? value.of.low : value.of.high);
  const Text capacity = words.amount((is_low ? value.low : value.high).paired->with);
  return {fmt::format("“{}” (at {}: {} a year)", value.title.en, at.en, capacity.en),
          fmt::format("“{}”（取 {}时为 {}）", value.title.zh, before_han(at.zh), capacity.zh)};
}

/// "A, B, C and 4 more".
Text listed(const std::vector<const ScreenedValue*>& values, const CarriedWords& words) {
  Text out;
  const std::size_t named = std::min(values.size(), k_named);
  const std::size_t more = values.size() - named;
  for (std::size_t i = 0; i < named; ++i) {
    const Text one = farthest(*values[i], words);
    const bool is_last = i + 1 == named && more == 0 && i > 0;
    out.en += (i == 0 ? "" : is_last ? " and " : ", ") + one.en;
    out.zh += (i == 0 ? "" : "、") + one.zh;
  }
  if (more > 0) {
    out.en += fmt::format(" and {} more", more);
    out.zh += fmt::format("，另有 {} 项", more);
  }
  return out;
}

/// "“Driver check: lanes”, “Gate: queue” and 4 more".
Text names(const std::vector<ScreenedValue>& values) {
  Text out;
  const std::size_t named = std::min(values.size(), k_named);
  for (std::size_t i = 0; i < named; ++i) {
    out.en += (i == 0 ? "" : ", ") + fmt::format("“{}”", values[i].title.en);
    out.zh += (i == 0 ? "" : "、") + fmt::format("“{}”", values[i].title.zh);
  }
  if (values.size() > named) {
    out.en += fmt::format(" and {} more", values.size() - named);
    out.zh += fmt::format("等 {} 项", values.size());
  }
  return out;
}

/// "; “Gate: queue” could not be run at both ends of its range".
Text untried(const RangeScreening& found) {
  if (found.untried.empty()) return {};
  const Text which = names(found.untried);
  return {fmt::format("; {} could not be run at both ends of {} range", which.en,
                      found.untried.size() == 1 ? "its" : "their"),
          fmt::format("；{}未能在范围两端试算", which.zh)};
}

/// "; of 2 it cannot be told", and what could not be tried.
Text unsure(const RangeScreening& found) {
  Text out;
  if (!found.unsure.empty())
    out = {fmt::format("; of {} it cannot be told", found.unsure.size()),
           fmt::format("；{} 项无法判断", found.unsure.size())};
  append(out, untried(found));
  return out;
}

/// What the sentence on the bottleneck's value has said already is not said again.
std::vector<const ScreenedValue*> others(const VariantOutcome& base) {
  std::vector<const ScreenedValue*> out;
  for (const ScreenedValue& value : base.screening->effects)
    if (!base.range || value.of.path != base.range->of.path) out.push_back(&value);
  return out;
}

void say_screening(const VariantOutcome& base, Sentences& out) {
  const RangeScreening& found = *base.screening;
  if (found.tried == 0) return;
  const std::string tried = counted(static_cast<int>(found.tried), "value");
  const int more = std::min(base.saturated->replications(), k_screening_replications) - 1;
  const std::vector<const ScreenedValue*> moving = others(base);
  const bool has_named = base.range.has_value();
  const Text rest = unsure(found);
  if (moving.empty()) {
    out.say(fmt::format("Of {} with a range, put at its ends one at a time (one replication, {} "
                        "more where that moved it), none{} is seen to move capacity by 1 % or "
                        "more{}.",
                        tried, more, has_named ? " but that" : "", rest.en),
            fmt::format("带范围的 {} 项数值逐一取端值试算（一次重复，有变化者再作 {} "
                        "次），{}未见使年通过能力变化 1 % 以上者{}。",
                        found.tried, more, has_named ? "除上述外" : "", rest.zh));
    return;
  }
  const Text list = listed(moving, CarriedWords(base.variant->scenario));
  out.say(
      fmt::format("Of {} with a range, put at its ends one at a time (one replication, {} more "
                  "where that moved it), {} capacity by 1 % or more{}: {}{}.",
                  tried, more,
                  moving.size() == 1 ? "one moves" : fmt::format("{} move", moving.size()),
                  has_named ? " too" : "", list.en, rest.en),
      fmt::format("带范围的 {} 项数值逐一取端值试算（一次重复，有变化者再作 {} 次），{} {} "
                  "项使年通过能力变化 1 % 以上：{}{}。",
                  found.tried, more, has_named ? "另有" : "有", moving.size(), list.zh, rest.zh));
}

}  // namespace

void say_ranges(const VariantOutcome& base, Sentences& out) {
  if (base.range) say_range(*base.range, CarriedWords(base.variant->scenario), out);
  if (base.screening) say_screening(base, out);
}

Text own_ranges(const VariantOutcome& alternative) {
  if (!alternative.screening) return {};
  const RangeScreening& found = *alternative.screening;
  if (found.effects.empty()) return untried(found);
  std::vector<const ScreenedValue*> all;
  for (const ScreenedValue& value : found.effects)
    all.push_back(&value);
  Text list = listed(all, CarriedWords(alternative.variant->scenario));
  append(list, untried(found));
  const Text& title = alternative.variant->title;
  return {
      fmt::format("; of {} with a range that “{}” brings or changes {} its capacity by 1 % or "
                  "more: {}",
                  counted(static_cast<int>(found.tried), "value"), title.en,
                  all.size() == 1 ? "one moves" : fmt::format("{} move", all.size()), list.en),
      fmt::format("；“{}”自带或改动的、带范围的 {} 项数值中，{} 项使其通过能力变化 1 % 以上：{}",
                  title.zh, found.tried, all.size(), list.zh)};
}

}  // namespace kouan::analysis
