// What levers cost and when they open; the declaration is in analysis/report/phrases.hpp.
#include <fmt/format.h>

#include <utility>
#include <vector>

#include "analysis/report/numbers.hpp"
#include "analysis/report/phrases.hpp"
#include "models/language/dates.hpp"

namespace kouan::analysis {

using models::Text;

namespace {

/// "1.2 billion yuan", "8 million US dollars".
std::string money_en(const models::LeverInfo& lever) {
  const char* currency = lever.cost_currency == "USD" ? "US dollars" : "yuan";
  const double amount = *lever.cost_amount;
  if (amount >= 1e9) return fmt::format("{} billion {}", rounded(amount / 1e9, 12), currency);
  if (amount >= 1e6) return fmt::format("{} million {}", rounded(amount / 1e6, 12), currency);
  return fmt::format("{} {}", as_written(amount), currency);
}

/// "grade B", "assumed", "no source stated"; nothing of what has a source without a grade.
Text grade_of_cost(const models::Scenario& scenario, const models::LeverInfo& lever) {
  for (const models::Provenance& p : scenario.provenance) {
    if (p.path != "levers." + lever.id + ".cost") continue;
    if (p.grade == models::Grade::assumed) return {"assumed", "假定"};
    if (p.grade == models::Grade::none)
      return p.source.empty() ? Text{"no source stated", "未标注来源"} : Text{};
    const std::string word(1,
                           "ABCD"[static_cast<int>(p.grade) - static_cast<int>(models::Grade::a)]);
    return {"grade " + word, "等级 " + word};
  }
  return {};
}

/// "at least 260 million US dollars (Mongolian section only; grade C)"; of a cost of the whole
/// neither "at least" nor a part.
Text cost_with(const models::LeverInfo& lever, const Text& cost, const Text& grade) {
  const Text& part = lever.cost_covers;
  Text in = part;
  if (!grade.en.empty()) in.en += (in.en.empty() ? "" : "; ") + grade.en;
  if (!grade.zh.empty()) in.zh += (in.zh.empty() ? "" : "；") + grade.zh;
  const Text told = part.en.empty() ? cost : Text{"at least " + cost.en, "至少 " + cost.zh};
  if (in.en.empty()) return told;
  return {told.en + " (" + in.en + ")", told.zh + "（" + in.zh + "）"};
}

Text terms_of(const models::Scenario& scenario, const models::LeverInfo& lever) {
  Text terms;
  if (lever.cost_amount) {
    const Text cost =
        cost_with(lever, {money_en(lever), lever.cost.zh}, grade_of_cost(scenario, lever));
    terms = {"cost " + cost.en, (lever.cost_covers.en.empty() ? "费用 " : "费用") + cost.zh};
  }
  if (!lever.opens) return terms;
  const std::string date = models::language::date_text(*lever.opens);
  return {terms.en + (terms.en.empty() ? "" : ", ") + "opens " + date,
          terms.zh + (terms.zh.empty() ? "" : "，") + date + " 启用"};
}

}  // namespace

Text presupposed_by_levers(const models::Scenario& scenario, std::size_t from) {
  std::vector<Text> all;
  for (std::size_t i = from; i < scenario.levers.size(); ++i)
    for (const models::Presupposition& one : scenario.levers[i].presupposes)
      all.push_back({"It presupposes " + one.says.en + ".", "前提：" + one.says.zh + "。"});
  Text out;
  for (const Text& one : all)
    out = one_after(out, one);
  return out;
}

Text cost_of_lever(const models::LeverInfo& lever) { return cost_with(lever, lever.cost, {}); }

Text terms_of_levers(const models::Scenario& scenario, std::size_t from, bool names_single) {
  std::vector<Text> all;
  for (std::size_t i = from; i < scenario.levers.size(); ++i) {
    const models::LeverInfo& lever = scenario.levers[i];
    Text terms = terms_of(scenario, lever);
    if (terms.en.empty()) continue;
    if (names_single || scenario.levers.size() - from > 1)
      terms = {"“" + lever.title.en + "”: " + terms.en, "“" + lever.title.zh + "”" + terms.zh};
    all.push_back(std::move(terms));
  }
  return models::one_after_another(all);
}

}  // namespace kouan::analysis
