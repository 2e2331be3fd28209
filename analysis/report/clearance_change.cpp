#include "analysis/report/clearance_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "analysis/report/answer_clearance_ranges.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/units.hpp"
#include "models/amounts.hpp"

namespace kouan::analysis {

using models::Text;

namespace {

/// Share of what it was that makes the change of a class worth telling beside that of the main one.
constexpr double k_worth_telling = 0.05;
/// Classes that are named in a sentence; the others are counted.
constexpr std::size_t k_most_named = 3;

bool is_worth_telling(const PairedDifference& hours) {
  return std::abs(hours.relative.mean) >= k_worth_telling;
}

/// A change for sure, although it was picked out of those of `compared` classes: its interval at
/// 1 - 0.05 / compared (Bonferroni) leaves out 0. What is printed stays the interval at 95 %.
bool is_sure_among(const PairedDifference& hours, std::size_t compared) {
  if (!hours.is_real()) return false;
  const Estimate& d = hours.difference;
  const double confidence = 1 - (1 - k_confidence) / static_cast<double>(compared);
  return std::abs(d.mean) > *d.half_width * t_factor(d.n, confidence) / t_factor(d.n);
}

/// The change without its sign, and which way it goes.
struct Told {
  Text by;
  Text way;
};

Told told(const PairedDifference& hours, bool is_of_base) {
  const Estimate change = seen_from(hours, is_of_base).difference;
  const bool is_longer = change.mean > 0;
  const Estimate seconds = scaled(change, is_longer ? models::k_hour_s : -models::k_hour_s);
  return {{duration(seconds, Language::en), duration(seconds, Language::zh)},
          is_longer ? Text{"longer", "延长"} : Text{"shorter", "缩短"}};
}

/// ", but physical clearance of Coal trucks is 21 ± 1 s shorter on average, of Buses 20 ± 1 min".
/// `over` stands beside the change of `main`.
Text physical_changed(const std::vector<ClearanceChange>& changes, const models::EntityClass& main,
                      const Text& over, bool is_of_base, bool has_no_effect) {
  const auto over_of = [&](const ClearanceChange& change) {
    return change.of == &main ? over : Text{};
  };
  if (changes.empty()) return {};
  const Told first = told(changes.front().hours, is_of_base);
  Text all = {fmt::format(", {} physical clearance of {} is {} {} on average",
                          has_no_effect ? "but" : "and", changes.front().of->title.en, first.by.en,
                          first.way.en),
              fmt::format("，{}{}的车辆通关时间平均{} {}", has_no_effect ? "但" : "",
                          changes.front().of->title.zh, first.way.zh, first.by.zh)};
  all += over_of(changes.front());
  const std::size_t named = std::min(changes.size(), k_most_named);
  for (std::size_t i = 1; i < named; ++i) {
    const Told next = told(changes[i].hours, is_of_base);
    const bool is_same_way = next.way.en == first.way.en;
    all.en += fmt::format(", of {} {}{}", changes[i].of->title.en, next.by.en,
                          is_same_way ? "" : " " + next.way.en);
    all.zh += fmt::format("，{}{} {}", changes[i].of->title.zh, next.way.zh, next.by.zh);
    all += over_of(changes[i]);
  }
  const auto more =
      std::count_if(changes.begin() + static_cast<std::ptrdiff_t>(named), changes.end(),
                    [](const ClearanceChange& c) { return is_worth_telling(c.hours); });
  if (more > 0) {
    all.en += fmt::format(", and that of {} by 5 % or more",
                          more == 1 ? "one more class" : fmt::format("{} more classes", more));
    all.zh += fmt::format("，另有 {} 类变化 5 % 以上", more);
  }
  return all;
}

/// ", and document clearance 12 ± 3 s longer", of the main class. `is_second`: right after a clause
/// on the same class alone.
Text documents_changed(const models::EntityClass& cls, const ComparedMeasure* m, const Text& over,
                       bool is_of_base, bool is_second) {
  if (m == nullptr || !m->paired.is_real() || is_small(m->paired.relative)) return {};
  const Told change = told(m->paired, is_of_base);
  if (is_second)
    return Text{fmt::format(", and document clearance {} {}", change.by.en, change.way.en),
                fmt::format("，整体通关时间{} {}", change.way.zh, change.by.zh)} +
           over;
  return Text{fmt::format(", and document clearance of {} is {} {} on average", cls.title.en,
                          change.by.en, change.way.en),
              fmt::format("，{}的整体通关时间平均{} {}", cls.title.zh, change.way.zh,
                          change.by.zh)} +
         over;
}

}  // namespace

std::vector<ClearanceChange> clearance_changes(const Report& report, const Comparison& comparison) {
  const auto main = main_class(report);
  if (!main) return {};
  std::vector<ClearanceChange> others;
  std::vector<ClearanceChange> own;
  const auto& classes = report.base().classes;
  for (std::size_t c = 0; c < classes.size(); ++c) {
    const std::string id = classes[c].id + ".physical_clearance_s.mean";
    const ComparedMeasure* m = find_measure(comparison, id);
    if (m == nullptr) continue;
    if (c != *main)
      others.push_back({&classes[c], m->paired});
    else if (m->paired.is_real())
      own.push_back({&classes[c], m->paired});
  }
  const std::size_t compared = others.size();
  const auto is_left_out = [&](const ClearanceChange& change) {
    return !is_worth_telling(change.hours) || !is_sure_among(change.hours, compared);
  };
  others.erase(std::remove_if(others.begin(), others.end(), is_left_out), others.end());
  std::stable_sort(others.begin(), others.end(), [](const auto& a, const auto& b) {
    return std::abs(a.hours.relative.mean) > std::abs(b.hours.relative.mean);
  });
  const bool is_main_first = !own.empty() && is_worth_telling(own.front().hours);
  // Last of those that are named, so that it is told beside however many others.
  const std::size_t at = is_main_first ? 0 : std::min(others.size(), k_most_named - 1);
  others.insert(others.begin() + static_cast<std::ptrdiff_t>(at), own.begin(), own.end());
  return others;
}

Text clearance_changed(const Report& report, const Comparison& comparison, bool is_of_base,
                       bool has_no_effect) {
  const auto main = main_class(report);
  if (!main) return {};
  const std::vector<ClearanceChange> changes = clearance_changes(report, comparison);
  const models::EntityClass& cls = report.base().classes[*main];
  const bool is_alone = changes.size() == 1 && changes.front().of == &cls;
  const VariantOutcome& with = *variant_of(report, comparison.with).outcome;
  const auto on = [&](ClearanceClock clock) {
    return find_measure(comparison, cls.id + "." + clearance_measure(clock));
  };
  const auto over = [&](ClearanceClock clock, const std::string& named) {
    return change_over_range(with, clock, on(clock), is_of_base, named);
  };
  const OverRange physical = over(ClearanceClock::physical, "");
  const bool is_told = std::any_of(changes.begin(), changes.end(),
                                   [&](const ClearanceChange& c) { return c.of == &cls; });
  const OverRange documents = over(ClearanceClock::documents, is_told ? physical.path : "");
  return physical_changed(changes, cls, in_brackets(physical.text), is_of_base, has_no_effect) +
         documents_changed(cls, on(ClearanceClock::documents), in_brackets(documents.text),
                           is_of_base, is_alone);
}

}  // namespace kouan::analysis
