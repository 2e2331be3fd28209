// Choices, loops and attributes, in sentences.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/check_processes.hpp"

namespace kouan::analysis {

void ProcessWriter::sentence(const models::Choose& choose, std::size_t depth) {
  if (choose.options.front().by_condition()) return conditional(choose, depth);
  double rest = 1;
  bool has_otherwise = false;
  for (const models::Option& option : choose.options) {
    if (!option.otherwise) rest -= option.share;
    has_otherwise = has_otherwise || option.otherwise;
  }
  for (const models::Option& option : choose.options) {
    const double share = option.otherwise ? rest : option.share;
    const char* ends = option.steps.empty() ? say_(" go straight on", "直接通过") : say_(":", "：");
    const std::string who = say_.share(std::max(0.0, share));
    line(depth, (option.otherwise ? say_("the rest ({})", "其余（{}）", who) : who) + ends);
    steps(option.steps, depth + 1);
  }
  if (!has_otherwise && rest > 1e-12) {
    line(depth, say_("the rest ({}) go straight on", "其余（{}）直接通过", say_.share(rest)));
  }
}

void ProcessWriter::conditional(const models::Choose& choose, std::size_t depth) {
  for (const models::Option& option : choose.options) {
    std::string who = option.otherwise ? say_("the rest", "其余") : "";
    if (!option.classes.empty()) who = say_("class {}", "类别{}", list(option.classes));
    for (const models::When& when : option.when)
      who += (who.empty() ? "" : say_(" and ", "且")) + say_("if {}", "若{}", condition(when));
    line(depth,
         who + (option.steps.empty() ? say_(": goes straight on", "：直接通过") : say_(":", "：")));
    steps(option.steps, depth + 1);
  }
  if (!choose.options.back().otherwise)
    line(depth, say_("the rest goes straight on", "其余直接通过"));
}

std::string ProcessWriter::condition(const models::When& when) const {
  const std::string title = stage_title(when.of);
  switch (when.what) {
    case sim::Question::number:
      return say_("the number at {} is {}", "{}的车辆数{}", title, comparison(when));
    case sim::Question::waiting:
      return say_("the number waiting at {} is {}", "{}的排队车辆数{}", title, comparison(when));
    case sim::Question::free:
      return when.value > 0 ? say_("{} is free", "{}空闲", title)
                            : say_("{} is not free", "{}不空闲", title);
    case sim::Question::open:
      return when.value > 0 ? say_("hours {} are open", "时段{}开放", when.of)
                            : say_("hours {} are closed", "时段{}关闭", when.of);
    case sim::Question::attribute:
      return say_("its {} is {}", "其属性{}{}", attribute(when.attribute), comparison(when));
  }
  return "";
}

std::string ProcessWriter::comparison(const models::When& when) const {
  const std::string number = number_text(when);
  switch (when.how) {
    case sim::Comparison::below:
      return say_("below {}", "小于{}", number);
    case sim::Comparison::at_most:
      return say_("at most {}", "不大于{}", number);
    case sim::Comparison::equal:
      return say_("equal to {}", "等于{}", number);
    case sim::Comparison::at_least:
      return say_("at least {}", "不小于{}", number);
    case sim::Comparison::above:
      return say_("above {}", "大于{}", number);
  }
  return number;
}

std::string ProcessWriter::number_text(const models::When& when) const {
  if (when.what != sim::Question::attribute) return fmt::format("{:.6g}", when.value);
  return when.written;
}

void ProcessWriter::sentence(const models::Assign& assign, std::size_t depth) {
  line(depth, assign.adds ? say_("adds to its {}", "累加其属性{}", attribute(assign.attribute))
                          : say_("gets its {}", "确定其属性{}", attribute(assign.attribute)));
}

void ProcessWriter::sentence(const models::Repeat& repeat, std::size_t depth) {
  line(depth, say_("does the following, ", "执行以下步骤，") +
                  (repeat.when.empty()
                       ? say_("and again with {}", "并以{}的概率重复", say_.share(repeat.again))
                       : say_("and again while {}", "{}则重复", condition(repeat.when.front()))));
  steps(repeat.steps, depth + 1);
}

void ProcessWriter::sentence(const models::Label& label, std::size_t depth) {
  line(depth, say_("label {}", "标签{}", label.name));
}

void ProcessWriter::sentence(const models::GoTo& go_to, std::size_t depth) {
  line(depth, say_("goes on at label {}", "转到标签{}", go_to.label));
}

}  // namespace kouan::analysis
