#include "analysis/report/answer_bottleneck.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "analysis/report/carried_words.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"

namespace kouan::analysis {

namespace {

using models::Text;

/// Shown by running it: only more at both places adds anything.
Text bind_together(const VariantReport& variant, const Gain& pair) {
  const models::Scenario& scenario = variant.outcome->variant->scenario;
  const Text one = one_more(scenario, pair.place), other = one_more(scenario, *pair.also);
  const Text by = CarriedWords(scenario).amount(pair.per_year.difference);
  const Text first = pair.place.title, second = pair.also->title;
  return {
      fmt::format("no single place is the bottleneck: {} and {} bind together (more at one alone "
                  "adds nothing that can be told from chance, {} and {} add {} a year)",
                  first.en, second.en, one.en, other.en, by.en),
      fmt::format("无单一瓶颈：{}与{}共同限制通过能力（仅一处扩能，增量均不显著；两处依次{}、{}，"
                  "年增量 {}）",
                  first.zh, second.zh, one.zh, other.zh, by.zh)};
}

/// Where the analytic bound is set by what was not tried with more: a section of which there is
/// no more, or where nobody waited.
Text bound_elsewhere(const VariantReport& variant, const Bottleneck& found) {
  const std::string& at = variant.bound.stage;
  const bool is_tried = std::any_of(found.gains.begin(), found.gains.end(),
                                    [&](const Gain& gain) { return gain.place.key() == at; });
  if (at.empty() || is_tried) return {};
  const Text title = place_title(variant, at);
  const Text why = why_no_more(variant.outcome->variant->scenario, at);
  return {
      fmt::format(". {} sets the analytic bound, and was not tried with more{}", title.en, why.en),
      fmt::format("。解析上界取决于{}，该处未试扩能{}", title.zh, why.zh)};
}

/// More at no place alone adds anything that can be told from chance.
Text no_single_place(const VariantReport& variant, const Bottleneck& found) {
  if (found.together) return bind_together(variant, *found.together);
  const Text tried = found.pairs.empty() ? Text{"more at any of them", "任一处"}
                                         : Text{"more at any of them, or at two of the fullest,",
                                                "任一处或最繁忙各处中任两处"};
  const Text none{fmt::format("no single place is the bottleneck: {} adds nothing that can be told "
                              "from chance",
                              tried.en),
                  fmt::format("无单一瓶颈：{}扩能的增量均不显著", tried.zh)};
  return none + bound_elsewhere(variant, found);
}

/// Both ends of the bottleneck's move from the base are known for sure.
bool is_sure_move(const Report& report, const VariantReport& variant) {
  const auto& before = report.variants.front().outcome->bottleneck;
  const auto& after = variant.outcome->bottleneck;
  return &variant != &report.variants.front() && before && before->place &&
         before->rivals.empty() && after && after->place && after->rivals.empty();
}

Text moved(const Report& report, const VariantReport& variant) {
  if (!is_sure_move(report, variant)) return {"is", "为"};
  const bool is_same = report.variants.front().outcome->bottleneck->place->key() ==
                       variant.outcome->bottleneck->place->key();
  return is_same ? Text{"stays at", "仍为"} : Text{"moves to", "转移至"};
}

/// "one more lane (9 instead of 8)": what was tried, so that unlike steps are not taken for like.
/// Of servers and places, so many in all as the increment says; stages of several groups that are
/// open at different times have no one number.
Text step_tried(const models::Scenario& scenario, const Gain& gain) {
  const Text step = one_more(scenario, gain.place);
  const double now = 1 / gain.increment;
  const bool is_number = !gain.place.is_store && gain.place.waiting_places == 0 && now > 0.5 &&
                         std::abs(now - std::round(now)) < 1e-6 * now;
  const bool is_track = step.en == "a second track";
  if (!is_number || is_track) return step;
  return {fmt::format("{} ({:.0f} instead of {:.0f})", step.en, now + 1, now),
          fmt::format("{}（{:.0f} 增至 {:.0f}）", step.zh, now, now + 1)};
}

/// " (one more lane (9 instead of 8) adds 3.2 ± 0.1 Mt)"; of rivals what was tried at each.
Text what_more_adds(const models::Scenario& scenario, const Bottleneck& found) {
  std::vector<Text> steps;
  const Gain* first = gain_at(found, *found.place);
  if (first == nullptr) return {};
  steps.push_back(step_tried(scenario, *first));
  for (const Place& rival : found.rivals)
    if (const Gain* gain = gain_at(found, rival)) steps.push_back(step_tried(scenario, *gain));
  if (found.rivals.empty()) {
    const Text by = CarriedWords(scenario).amount(first->per_year.difference);
    return {fmt::format(": {} adds {}", steps.front().en, by.en),
            fmt::format("：{}，年增量 {}", steps.front().zh, by.zh)};
  }
  const Text tried = models::listed(steps);
  return {fmt::format(" (the gains of {} cannot be told apart)", tried.en),
          fmt::format("（{}的增量无法区分）", tried.zh)};
}

/// The largest mean of those not given up after screening, sure or not; null where none was tried.
const Gain* largest_so_far(const Bottleneck& found) {
  const auto it = std::find_if(found.gains.begin(), found.gains.end(),
                               [](const Gain& gain) { return !gain.is_screened_out; });
  return it == found.gains.end() ? nullptr : &*it;
}

/// That more replications are needed, and what adds most in those that there are.
Text too_few_to_say(const models::Scenario& scenario, const Bottleneck& found) {
  const Gain* most = largest_so_far(found);
  if (most == nullptr || most->per_year.difference.n < 2)
    return {"where the bottleneck is takes at least two replications to say",
            "至少两次重复才能判断瓶颈"};
  const Text step = step_tried(scenario, *most);
  const Text by = CarriedWords(scenario).amount(most->per_year.difference);
  const Text at = most->place.title;
  const int n = most->per_year.difference.n;
  return {
      fmt::format("where the bottleneck is cannot be told yet: in {} replications {} at {} adds "
                  "most, {}",
                  n, step.en, at.en, by.en),
      fmt::format("尚无法判断瓶颈：{} 次重复中{}{}的增量最大，年增量 {}", n, at.zh, step.zh,
                  by.zh)};
}

}  // namespace

Text bottleneck_alone(const VariantReport& variant) {
  const auto& found = variant.outcome->bottleneck;
  const bool is_none = found && found->judged && !found->gains.empty() && !found->place;
  return is_none ? no_single_place(variant, *found) : Text{};
}

Text bottleneck_told(const Report& report, const VariantReport& variant) {
  if (!variant.outcome->saturated) return {};
  if (!variant.outcome->bottleneck)
    return {"the search for its bottleneck was not finished", "瓶颈查找未完成"};
  const Bottleneck& found = *variant.outcome->bottleneck;
  if (!found.judged) return too_few_to_say(variant.outcome->variant->scenario, found);
  if (found.gains.empty())
    return {"nobody waits at any single place, so that more was tried at none",
            "各处均无车辆排队，故未试算任何一处扩能"};
  if (!found.place) return {};
  std::vector<Text> names = {named_place(*found.place)};
  for (const Place& rival : found.rivals)
    names.push_back(named_place(rival));
  const Text name = models::one_of(names);
  const Text verb = moved(report, variant);
  const Text adds = what_more_adds(variant.outcome->variant->scenario, found);
  return {fmt::format("the bottleneck {} {}{}", verb.en, name.en, adds.en),
          fmt::format("瓶颈{}{}{}", verb.zh, name.zh, adds.zh)};
}

Text bottleneck_without(const Report& report, const VariantReport& variant) {
  const Text where = bottleneck_told(report, variant) + bottleneck_alone(variant);
  if (where.en.empty()) return {};
  const Text& title = variant.outcome->variant->title;
  return {fmt::format("with “{}” {}", title.en, where.en),
          fmt::format("采用“{}”时，{}", title.zh, where.zh)};
}

Text never_bound(const Report& report, const VariantReport& variant) {
  const theory::StageLoad* most = nullptr;
  bool is_lower_figure = false;
  for (const theory::StageLoad& then : variant.before.loads) {
    const auto& loads = report.variants.front().before.loads;
    const auto now = std::find_if(loads.begin(), loads.end(), [&](const theory::StageLoad& one) {
      return one.stage == then.stage;
    });
    const bool is_changed = now != loads.end() && then.load > now->load * (1 + 1e-9);
    is_lower_figure = is_lower_figure || (is_changed && then.uncounted.any());
    if (is_changed && (most == nullptr || then.load > most->load)) most = &then;
  }
  if (most == nullptr || !(most->worst_month_load < 1)) return {};
  if (is_lower_figure) return {};  // one of them may be full for all that
  const Text& title = variant.outcome->variant->title;
  const Text place = place_title(variant, most->stage);
  const std::string load = plain(most->load);
  return {fmt::format("even with “{}” the offered load of {} would be only {}", title.en, place.en,
                      load),
          fmt::format("即使采用“{}”，{}的负荷率也仅 {}", title.zh, place.zh, load)};
}

}  // namespace kouan::analysis
