#include "analysis/report/clearance_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "analysis/extremes.hpp"
#include "analysis/report/answer_extremes.hpp"
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

/// "physical clearance of Coal trucks is 21 ± 1 s shorter on average, of Buses 20 ± 1 min".
Text physical_changed(const std::vector<ClearanceChange>& changes, bool is_of_base) {
  const Told first = told(changes.front().hours, is_of_base);
  Text all = {fmt::format("physical clearance of {} is {} {} on average",
                          changes.front().of->title.en, first.by.en, first.way.en),
              fmt::format("{}的车辆通关时间平均{} {}", changes.front().of->title.zh, first.way.zh,
                          first.by.zh)};
  const std::size_t named = std::min(changes.size(), k_most_named);
  for (std::size_t i = 1; i < named; ++i) {
    const Told next = told(changes[i].hours, is_of_base);
    const bool is_same_way = next.way.en == first.way.en;
    all.en += fmt::format(", of {} {}{}", changes[i].of->title.en, next.by.en,
                          is_same_way ? "" : " " + next.way.en);
    all.zh += fmt::format("，{}{} {}", changes[i].of->title.zh, next.way.zh, next.by.zh);
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

/// "document clearance of Coal trucks is 12 ± 3 s longer on average", where that can be told.
Text documents_changed(const models::EntityClass& cls, const ComparedMeasure* m, bool is_of_base) {
  if (m == nullptr || !m->paired.is_real() || is_small(m->paired.relative)) return {};
  const Told change = told(m->paired, is_of_base);
  return {fmt::format("document clearance of {} is {} {} on average", cls.title.en, change.by.en,
                      change.way.en),
          fmt::format("{}的整体通关时间平均{} {}", cls.title.zh, change.way.zh, change.by.zh)};
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

void say_clearance_changed(const Report& report, const Comparison& comparison, bool is_of_base,
                           Sentences& out) {
  const auto main = main_class(report);
  if (!main) return;
  const std::vector<ClearanceChange> changes = clearance_changes(report, comparison);
  const models::EntityClass& cls = report.base().classes[*main];
  const VariantOutcome& with = *variant_of(report, comparison.with).outcome;
  const auto on = [&](ClearanceClock clock) {
    return find_measure(comparison, cls.id + "." + clearance_measure(clock));
  };
  const auto between = [&](ClearanceClock clock, bool is_alone) {
    const Text what = is_alone ? Text{"the change", "变化"}
                               : Text{"the change of " + cls.title.en, cls.title.zh + "的变化"};
    return change_between(with, clock, on(clock), what, is_of_base);
  };
  Text over;
  if (!changes.empty()) {
    const bool is_told = std::any_of(changes.begin(), changes.end(),
                                     [&](const ClearanceChange& c) { return c.of == &cls; });
    if (is_told) over = between(ClearanceClock::physical, changes.size() == 1);
    out.say(one_after(as_sentence(physical_changed(changes, is_of_base)), over));
  }
  const Text documents = documents_changed(cls, on(ClearanceClock::documents), is_of_base);
  if (documents.en.empty()) return;
  Text over_documents = between(ClearanceClock::documents, true);
  const auto lead =
      change_extremes(with, ClearanceClock::documents,
                      scaled(on(ClearanceClock::documents)->paired.difference, models::k_hour_s));
  if (lead && lead->any_moves() && over_documents.en == over.en)
    over_documents = {"The same values lead it as far.", "单一数值对其影响同上。"};
  out.say(one_after(as_sentence(documents), over_documents));
}

}  // namespace kouan::analysis
