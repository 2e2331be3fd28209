#include "analysis/report/answer_validation.hpp"

#include <fmt/format.h>

#include <string>

namespace kouan::analysis {

namespace {

using models::Text;

/// How many of the cases are a test of the model at all.
Text worth_of(const ValidationCount& all) {
  if (all.fitted == 0 && all.dependent == 0) return {};
  return {
      fmt::format("; independent tests are {} of them, {} inside: {} follow from inputs or "
                  "from fitted cases, {} were fitted",
                  all.tests, all.tests_inside, all.dependent, all.fitted),
      fmt::format("；其中独立检验 {} 例（{} 例在容差之内），{} 例可由输入或参与拟合的例推出，{} "
                  "例参与拟合",
                  all.tests, all.tests_inside, all.dependent, all.fitted)};
}

/// Tests of other scenarios say little of this one, and a flow that gets through says nothing of
/// how much more would.
Text worth_of_own(const ValidationCount& all, const ValidationCount& own) {
  Text text;
  if (own.ran < all.ran) {
    const std::string are = own.tests == 0   ? "none is an independent test"
                            : own.tests == 1 ? "1 is an independent test"
                                             : fmt::format("{} are independent tests", own.tests);
    text = {fmt::format("; of the {} of this scenario itself {}", own.ran, are),
            fmt::format("；本情景自身的 {} 例中{}", own.ran,
                        own.tests == 0 ? "无独立检验" : fmt::format("独立检验 {} 例", own.tests))};
  }
  if (own.capacity_tests > 0) return text;
  text.en += own.tests > 0 ? "; no independent test is of its capacity"
                           : "; nothing observed tests its capacity";
  text.zh += own.tests > 0 ? "；独立检验均不涉及其通过能力" : "；其通过能力未经观测检验";
  return text;
}

}  // namespace

void say_validation(const std::vector<ValidationOutcome>& validation, Sentences& out) {
  const ValidationCount all = count(validation);
  const ValidationCount own = count_of_base(validation);
  if (all.ran == 0) return;
  if (own.ran == 0) {
    out.say(fmt::format("No observed case is of this scenario: the {} cases that were run are "
                        "of others ({} inside their tolerance).",
                        all.ran, all.inside),
            fmt::format("没有针对本情景的观测例：所运行的 {} 例均属其他情景（{} 例在容差之内）。",
                        all.ran, all.inside));
    return;
  }
  const Text worth = worth_of(all), of_own = worth_of_own(all, own);
  out.say(fmt::format("Held against observation, {} of {} cases come out inside their "
                      "tolerance{}{}.",
                      all.inside, all.ran, worth.en, of_own.en),
          fmt::format("与观测对照，{} 例中 {} 例在容差之内{}{}。", all.ran, all.inside, worth.zh,
                      of_own.zh));
}

}  // namespace kouan::analysis
