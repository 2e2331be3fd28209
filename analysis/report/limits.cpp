#include "analysis/report/limits.hpp"

#include <fmt/format.h>

#include "models/endless_classes.hpp"

namespace kouan::analysis {

using models::Text;

Text not_limited(const VariantReport& variant) {
  if (!models::is_unlimited(variant.outcome->variant->scenario)) return {};
  return {"capacity is not limited by anything in the file", "通过能力不受文件中任何数值限制"};
}

void say_sent_as_given(const Report& report, const VariantReport& variant, Sentences& out) {
  if (!variant.outcome->saturated) return;
  const models::Scenario& scenario = variant.outcome->variant->scenario;
  const std::vector<char> unlimited = models::unlimited_classes(scenario);
  Text classes;
  for (std::size_t c = 0; c < unlimited.size(); ++c) {
    if (unlimited[c] == 0) continue;
    const Text& title = scenario.classes[c].title;
    classes.en += (classes.en.empty() ? "“" : ", “") + title.en + "”";
    classes.zh +=
        (classes.zh.empty() ? "“" : "、“") + (title.zh.empty() ? title.en : title.zh) + "”";
  }
  if (classes.en.empty()) return;
  const Text head = under(report, variant);
  out.say(
      fmt::format("{} nothing in the file limits {}: in capacity they count as under their own "
                  "demand.",
                  head.en, classes.en),
      fmt::format("{}，文件中无任何数值限制{}：通过能力中按其实际需求计入。", head.zh, classes.zh));
}

}  // namespace kouan::analysis
