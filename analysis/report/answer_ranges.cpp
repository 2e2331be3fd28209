#include "analysis/report/answer_ranges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "analysis/report/carried_words.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/written_values.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

constexpr std::size_t k_named = 3;  ///< values that a sentence names

/// What the headline hangs on besides chance, which its interval covers: it tells between what, and
/// this what the ends are. `of` is the base, as it stands or with levers put on it.
void say_range(const CapacityRange& range, const Variant& of, Sentences& out) {
  const CarriedWords words(of.scenario);
  const Text as = of.with.en.empty()
                      ? Text{"as it stands", "现状"}
                      : Text{"with “" + of.with.en + "”", "采用“" + of.with.zh + "”后"};
  const Text name = name_of_value(range.title, range.of);
  const Text from = written_quantity(range.of.low), to = written_quantity(range.of.high);
  const Text low = words.amount(range.at_low), high = words.amount(range.at_high);
  const bool is_assumed = range.of.grade == models::Grade::assumed;
  out.say(
      fmt::format("The bottleneck’s “{}” has a range of {} to {}{}: at its ends capacity {} is {} "
                  "and {} a year ({} each).",
                  name.en, from.en, to.en, is_assumed ? " (assumed)" : "", as.en, low.en, high.en,
                  counted(range.at_low.n, "replication")),
      fmt::format("瓶颈的“{}”取值范围为 {}至 {}{}；取两端值时{}年通过能力分别为 {}和 {}（各 {} "
                  "次重复）。",
                  name.zh, before_han(from.zh), to.zh, is_assumed ? "（假定）" : "", as.zh, low.zh,
                  high.zh, range.at_low.n));
}

/// The end that moves capacity further.
bool is_low_farther(const ScreenedValue& value) {
  const auto reach = [](const ScreenedEnd& end) {
    return end.effect == EndEffect::moves ? std::abs(end.paired->difference.mean) : -1.0;
  };
  return reach(value.low) > reach(value.high);
}

/// "“Driver check: service time” at 150 s it is 39.8 ± 0.1 Mt", at the end that moves capacity
/// further.
Text farthest(const ScreenedValue& value, const CarriedWords& words) {
  const bool is_low = is_low_farther(value);
  const Text at = written_quantity(is_low ? value.of.low : value.of.high);
  const Text capacity = words.amount((is_low ? value.low : value.high).paired->with);
  return {fmt::format("“{}” at {} it is {}", value.title.en, at.en, capacity.en),
          fmt::format("“{}”取 {}时为 {}", value.title.zh, before_han(at.zh), capacity.zh)};
}

/// "“Driver check: lanes”, “Gate: queue” and 4 more".
Text names(const std::vector<ScreenedValue>& values) {
  std::vector<Text> named;
  for (std::size_t i = 0; i < std::min(values.size(), k_named); ++i)
    named.push_back(
        {fmt::format("“{}”", values[i].title.en), fmt::format("“{}”", values[i].title.zh)});
  const std::size_t more = values.size() - named.size();
  if (more == 0) return models::listed(named);
  return models::listed(named) +
         Text{fmt::format(" and {} more", more), fmt::format("等 {} 项", values.size())};
}

/// "; “Gate: queue” could not be run at both ends of its range".
Text untried(const RangeScreening& found) {
  if (found.untried.empty()) return {};
  const Text which = names(found.untried);
  return {fmt::format("; {} could not be run at both ends of {} range", which.en,
                      found.untried.size() == 1 ? "its" : "their"),
          fmt::format("；{}未能在范围两端试算", which.zh)};
}

/// "; of 2 it cannot be told" of those that a sentence is on, and what could not be tried.
Text unsure(const RangeScreening& found, const std::string& told) {
  const auto count = std::count_if(found.unsure.begin(), found.unsure.end(),
                                   [&](const ScreenedValue& v) { return v.of.path != told; });
  Text out;
  if (count > 0)
    out = {fmt::format("; of {} it cannot be told", count), fmt::format("；{} 项无法判断", count)};
  out += untried(found);
  return out;
}

/// But for the one at `told`, of which a sentence of its own has said it already.
std::vector<const ScreenedValue*> others(const RangeScreening& found, const std::string& told) {
  std::vector<const ScreenedValue*> out;
  for (const ScreenedValue& value : found.effects)
    if (value.of.path != told) out.push_back(&value);
  return out;
}

/// Each at the end that moves capacity further; how many more there are.
void say_farthest(const std::vector<const ScreenedValue*>& values, const CarriedWords& words,
                  Sentences& out) {
  const std::size_t named = std::min(values.size(), k_named);
  for (std::size_t i = 0; i < named; ++i) {
    const Text one = farthest(*values[i], words);
    out.say("With " + one.en + " a year.", one.zh + "。");
  }
  const std::size_t more = values.size() - named;
  if (more > 0)
    out.say(fmt::format("{} more move it less.", more),
            fmt::format("另有 {} 项，影响较小。", more));
}

/// The bottleneck's value is left out: its ends are run more often before one looks at them, and
/// the sentence on them says how often.
void say_screening(const VariantOutcome& base, Sentences& out) {
  const RangeScreening& found = *base.screening;
  const bool is_one_told = !found.reused.empty();
  const std::size_t count = found.tried - (is_one_told ? 1 : 0);
  if (count == 0) return;
  const std::vector<const ScreenedValue*> moving = others(found, found.reused);
  const bool does_told_move = moving.size() < found.effects.size();
  const int more = std::min(base.saturated->replications(), k_screening_replications) - 1;
  const Text rest = unsure(found, found.reused);
  const bool is_none = moving.empty();
  const Text how = {fmt::format("put at its ends one at a time (one replication, {} more where "
                                "that moved it)",
                                more),
                    fmt::format("逐一取端值试算（一次重复，有变化者再作 {} 次）", more)};
  const std::string number_en = is_none              ? "none is seen to move"
                                : moving.size() == 1 ? "one moves"
                                                     : fmt::format("{} move", moving.size());
  const std::string number_zh =
      is_none ? "未见" : fmt::format("{} {} 项", does_told_move ? "另有" : "有", moving.size());
  out.open_group();
  out.say(fmt::format("Of {} with a range, assumed or not, {}, {} capacity by 1 % or more{}{}.",
                      counted(static_cast<int>(count), is_one_told ? "other value" : "value"),
                      how.en, number_en, does_told_move && !is_none ? " too" : "", rest.en),
          fmt::format("带范围的{} {} 项数值（不论是否假定）{}，{}使年通过能力变化 1 % 以上{}{}。",
                      is_one_told ? "其余" : "", count, how.zh, number_zh, is_none ? "者" : "",
                      rest.zh));
  say_farthest(moving, CarriedWords(base.variant->scenario), out);
  out.close_group();
}

/// Which values of the base an alternative was run with too.
void say_shared(const VariantOutcome& alternative, Sentences& out) {
  if (!alternative.shared_screening) return;
  const std::size_t tried = alternative.shared_screening->tried;
  if (tried == 0) return;
  out.say(fmt::format("Of the values that it shares with the base, {} run with it too, {} the base "
                      "most.",
                      tried == 1 ? "one was" : fmt::format("{} were", tried),
                      tried == 1 ? "that which moves" : "those that move"),
          fmt::format("与基准共有的数值中，另以其取端值试算 {} 项，即对基准影响最大者。", tried));
}

}  // namespace

void say_ranges(const VariantOutcome& base, Sentences& out) {
  if (base.range) say_range(*base.range, *base.variant, out);
  if (base.screening) say_screening(base, out);
}

bool is_far_end_told(const ComparedMeasure* capacity, const VariantOutcome& alternative) {
  if (capacity == nullptr || !alternative.screening || alternative.screening->effects.empty())
    return false;
  const Verdict verdict = capacity->paired.verdict();
  return verdict == Verdict::nothing || verdict == Verdict::chance ||
         (verdict == Verdict::real && is_small(capacity->paired.relative));
}

Text at_far_end(const VariantOutcome& alternative, const CarriedWords& words) {
  if (words.in() != carried_in(alternative.variant->scenario)) return {};
  const ScreenedValue& value = alternative.screening->effects.front();
  const bool is_low = is_low_farther(value);
  const Text at = written_quantity(is_low ? value.of.low : value.of.high);
  const Text capacity = words.amount((is_low ? value.low : value.high).paired->with);
  const Text& title = alternative.variant->title;
  return {fmt::format("with “{}” and its “{}” at {}, an end of its range, capacity is {} a year",
                      title.en, value.title.en, at.en, capacity.en),
          fmt::format("采用“{}”且其“{}”取范围端值 {}时，年通过能力为 {}", title.zh, value.title.zh,
                      before_han(at.zh), capacity.zh)};
}

void say_own_ranges(const VariantOutcome& alternative, bool is_first_told, Sentences& out) {
  if (!alternative.screening || alternative.screening->tried == 0) return;
  const RangeScreening& found = *alternative.screening;
  const Text& title = alternative.variant->title;
  const Text rest = unsure(found, "");
  const std::size_t count = found.effects.size();
  const std::string moving = count == 0   ? "none is seen to move"
                             : count == 1 ? "one moves"
                                          : fmt::format("{} move", count);
  out.say(fmt::format("Of {} with a range that “{}” brings or changes, {} its capacity by 1 % or "
                      "more{}.",
                      counted(static_cast<int>(found.tried), "value"), title.en, moving, rest.en),
          fmt::format("“{}”自带或改动的、带范围的 {} 项数值中，{}使其通过能力变化 1 % 以上{}{}。",
                      title.zh, found.tried, count == 0 ? "未见" : fmt::format("{} 项", count),
                      count == 0 ? "者" : "", rest.zh));
  std::vector<const ScreenedValue*> all;
  for (std::size_t i = is_first_told ? 1 : 0; i < count; ++i)
    all.push_back(&found.effects[i]);
  say_farthest(all, CarriedWords(alternative.variant->scenario), out);
  say_shared(alternative, out);
}

}  // namespace kouan::analysis
