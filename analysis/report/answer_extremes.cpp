#include "analysis/report/answer_extremes.hpp"

#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <string>

#include "analysis/report/numbers.hpp"
#include "analysis/report/units.hpp"
#include "analysis/report/written_values.hpp"
#include "models/amounts.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

/// "5 %"
std::string whole_percent(double share) { return fmt::format("{:.0f} %", share * 100); }

/// The text with the blank that parts a Chinese word from Latin letters and digits after it.
std::string after_han(const std::string& text) {
  const bool is_latin = !text.empty() && static_cast<unsigned char>(text.front()) < 0x80;
  return is_latin ? " " + text : text;
}

using Figure = std::function<Text(const Estimate&)>;

/// "33.6 Mt (“Entry check: service time” at 3 min)"; of the value that is `named` already "the
/// same"; of what no value goes beyond that it is as it is.
Text told_end(const Extreme& end, const Figure& figure, const Extreme* named = nullptr) {
  const Text number = figure(end.there);
  if (!end.of) return {number.en + " (as it is)", number.zh + "（现取值）"};
  const Text at = written_quantity(end.of->at(end.end));
  if (named != nullptr && named->of && named->of->path == end.of->path)
    return {fmt::format("{} (the same at {})", number.en, at.en),
            fmt::format("{}（同一数值取 {}）", number.zh, at.zh)};
  const Text name = name_of_value(end.title, *end.of);
  return {fmt::format("{} (“{}” at {})", number.en, name.en, at.en),
          fmt::format("{}（“{}”取 {}）", number.zh, name.zh, at.zh)};
}

/// "With one of 72 values at an end of its range": how it came about.
Text how(const Extremes& found) {
  if (found.tried == 1)
    return {"With one value, the only one tried, at an end of its range",
            "仅 1 项数值试算，取范围端值时"};
  return {fmt::format("With one of {} values at an end of its range", found.tried),
          fmt::format("{} 项数值逐一取范围端值", found.tried)};
}

Text none_moves(const Extremes& found, double of_it) {
  const std::string share = whole_percent(of_it);
  if (found.tried == 1 && found.unsure == 0)
    return {fmt::format("The one value tried at the ends of its range is not seen to move it by {} "
                        "or more.",
                        share),
            fmt::format("试算的 1 项数值取范围端值时，未见其变化 {} 以上。", share)};
  if (found.tried == 1)
    return {fmt::format("Of the one value tried at the ends of its range it cannot be told whether "
                        "it moves it by {} or more.",
                        share),
            fmt::format("试算的 1 项数值取范围端值时，其是否变化 {} 以上无法判断。", share)};
  Text unsure;
  if (found.unsure > 0)
    unsure = {fmt::format("; of {} it cannot be told", found.unsure),
              fmt::format("，其中 {} 项无法判断", found.unsure)};
  return {fmt::format("None of {} values tried at the ends of their ranges is seen to move it by "
                      "{} or more{}.",
                      found.tried, share, unsure.en),
          fmt::format("{} 项数值逐一取范围端值，均未见其变化 {} 以上{}。", found.tried, share,
                      unsure.zh)};
}

/// What may lead beyond, for all that the replications tell.
Text untold(const Extremes& found) {
  if (found.unsure == 0) return {};
  return {fmt::format(" At an end of {} of them it cannot be told.", found.unsure),
          fmt::format("其中 {} 项取某一端值时无法判断。", found.unsure)};
}

/// " Apart from that, with “Coal by rail: annual amount” at 0 Mt/yr, so none at all: 54.8 Mt."
Text without(const Extremes& found, const Figure& figure) {
  Text text;
  for (const Extreme& end : found.without) {
    const Text name = name_of_value(end.title, *end.of), number = figure(end.there),
               at = written_quantity(end.of->at(end.end));
    text += {fmt::format(" Apart from that, with “{}” at {}, so none at all: {}.", name.en, at.en,
                         number.en),
             fmt::format("另外，“{}”取 {}，即完全没有时：{}。", name.zh, at.zh, number.zh)};
  }
  return text;
}

Text between(const Extremes& found, const Text& subject, const Figure& figure, double share) {
  if (!found.any_moves()) return none_moves(found, share) + without(found, figure);
  const Text by = how(found), low = told_end(found.lowest, figure),
             high = told_end(found.highest, figure, &found.lowest);
  return Text{fmt::format("{}, {} is between {} and {}.", by.en, subject.en, low.en, high.en),
              fmt::format("{}，{}最低{}，最高{}。", by.zh, subject.zh, after_han(low.zh),
                          after_han(high.zh))} +
         untold(found) + without(found, figure);
}

bool is_clear(const Estimate& change) {
  return change.half_width && std::abs(change.mean) > *change.half_width;
}

/// "30.9 min shorter".
Text told_change(const Estimate& change) {
  if (!is_clear(change)) return {"no clear change", "无明显变化"};
  const bool is_longer = change.mean > 0;
  const Text by = rough_duration(scaled(change, is_longer ? 1 : -1));
  return is_longer ? Text{by.en + " longer", "延长" + after_han(by.zh)}
                   : Text{by.en + " shorter", "缩短" + after_han(by.zh)};
}

/// Where an end has the other sign: what shortens as it is may lengthen there.
Text turned(const Extremes& found, const Estimate& as_it_is) {
  if (!is_clear(as_it_is)) return {};
  if (as_it_is.mean < 0 && found.highest.there.mean > 0 && is_clear(found.highest.there))
    return {" There it is longer, not shorter.", "后者反而延长。"};
  if (as_it_is.mean > 0 && found.lowest.there.mean < 0 && is_clear(found.lowest.there))
    return {" At the first it is shorter, not longer.", "前者反而缩短。"};
  return {};
}

/// Queues that grow have no mean that would not hang on the length of the run.
Text growing(const Extremes& found) {
  if (found.growing.empty()) return {};
  const std::size_t more = found.growing.size() - 1;
  const Text& first = found.growing.front();
  return {fmt::format(" At an end of “{}”{} queues grow, and no change can be told.", first.en,
                      more == 0 ? "" : fmt::format(" and of {} more", more)),
          fmt::format("“{}”{}取某一端值时排队持续增长，变化无从判断。", first.zh,
                      more == 0 ? "" : fmt::format("等 {} 项", more + 1))};
}

}  // namespace

Text capacity_between(const VariantOutcome& of, const CarriedWords& words, const Text& subject) {
  if (words.in() != carried_in(of.variant->scenario)) return {};
  const auto found = capacity_extremes(of);
  if (!found) return {};
  return between(
      *found, subject, [&](const Estimate& e) { return words.roughly(e); }, k_effect_share);
}

Text clearance_between(const VariantOutcome& of, ClearanceClock clock) {
  const auto found = clearance_extremes(of, clock);
  if (!found) return {};
  return between(*found, {"it", "平均"}, rough_duration, k_clearance_share);
}

Text change_between(const VariantOutcome& alternative, ClearanceClock clock,
                    const ComparedMeasure* change, const Text& subject, bool is_of_base) {
  if (change == nullptr) return {};
  const Estimate measured = scaled(change->paired.difference, models::k_hour_s);
  auto found = change_extremes(alternative, clock, measured);
  if (!found) return {};
  if (is_of_base) found = reversed(*std::move(found));
  const Text no_figure = without(*found, told_change) + growing(*found);
  if (!found->any_moves()) return none_moves(*found, k_clearance_share) + no_figure;
  const Text by = how(*found), low = told_end(found->lowest, told_change),
             high = told_end(found->highest, told_change, &found->lowest);
  const Text sign = turned(*found, is_of_base ? scaled(measured, -1) : measured);
  return Text{fmt::format("{}, {} is between {} and {}.", by.en, subject.en, low.en, high.en),
              fmt::format("{}，{}介于{}与{}之间。", by.zh, subject.zh, low.zh, high.zh)} +
         sign + untold(*found) + no_figure;
}

}  // namespace kouan::analysis
