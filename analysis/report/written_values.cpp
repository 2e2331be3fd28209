#include "analysis/report/written_values.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "analysis/report/numbers.hpp"
#include "analysis/report/units.hpp"
#include "models/language/distribution_text.hpp"
#include "models/language/quantity.hpp"

namespace kouan::analysis {

using models::Text;
using models::language::trimmed;

namespace {

struct Word {
  std::string_view en, zh;
};

constexpr auto k_distributions = std::to_array<Word>({{"constant", "常数"},
                                                      {"uniform", "均匀分布"},
                                                      {"triangular", "三角分布"},
                                                      {"exponential", "指数分布"},
                                                      {"erlang", "爱尔朗分布"},
                                                      {"gamma", "伽马分布"},
                                                      {"weibull", "威布尔分布"},
                                                      {"lognormal", "对数正态分布"},
                                                      {"normal", "正态分布"},
                                                      {"empirical", "实测数据"}});
constexpr auto k_parameters = std::to_array<Word>({{"mean", "均值"},
                                                   {"cv", "变异系数"},
                                                   {"sd", "标准差"},
                                                   {"k", "阶数"},
                                                   {"shape", "形状参数"},
                                                   {"scale", "尺度参数"},
                                                   {"low", "最小"},
                                                   {"mode", "最可能"},
                                                   {"high", "最大"},
                                                   {"value", "取值"},
                                                   {"min", "不低于"},
                                                   {"max", "不超过"}});

template <class Words>
std::optional<std::string> chinese(const Words& words, std::string_view en) {
  const auto found =
      std::find_if(words.begin(), words.end(), [&](const Word& w) { return w.en == en; });
  return found == words.end() ? std::nullopt : std::optional(std::string(found->zh));
}

/// "2 min": 2 分钟. Nothing where the text does not begin with a number and a blank.
std::optional<std::string> chinese_quantity(std::string_view text) {
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  const auto number = models::language::parse_number(text.substr(0, blank));
  if (!number) return std::nullopt;
  const ShownUnit unit = shown_unit(trimmed(text.substr(blank)), Language::zh);
  constexpr int k_kept_digits = 12;  // fewer than a product of doubles is wrong in
  return as_written(rounded(number.value * unit.factor, k_kept_digits)) + " " + unit.name;
}

/// "mean 2 min" or "cv 0.5": 均值 2 分钟. What has no word before it is the first parameter not yet
/// given, which is taken out of `open`.
std::string chinese_argument(const models::language::Argument& argument,
                             std::vector<std::string>& open) {
  std::string name = argument.keyword;
  std::string_view value = argument.text;
  if (chinese(k_parameters, name)) {
    std::erase(open, name);
  } else {
    value = argument.whole;
    if (open.empty()) return std::string(value);  // a file of measured values
    name = open.front();
    open.erase(open.begin());
  }
  return chinese(k_parameters, name).value_or(name) + " " +
         chinese_quantity(value).value_or(std::string(value));
}

/// Nothing where the text is no distribution.
std::optional<std::string> chinese_distribution(std::string_view text) {
  text = trimmed(text);
  const std::size_t bracket = text.find('(');
  if (bracket == std::string_view::npos || text.back() != ')') return std::nullopt;
  const std::string_view word = trimmed(text.substr(0, bracket));
  const auto name = chinese(k_distributions, word);
  if (!name) return std::nullopt;
  std::vector<std::string> open;
  for (const auto& form : models::language::distribution_forms())
    if (form.name == word)
      for (const auto& parameter : form.parameters)
        open.push_back(parameter.keyword);
  std::string all;
  for (const auto& argument : models::language::split_arguments(text, bracket + 1, text.size() - 1))
    all += (all.empty() ? "" : "，") + chinese_argument(argument, open);
  return *name + "（" + all + "）";
}

bool ends_in_ascii(const std::string& text) {
  return !text.empty() && static_cast<unsigned char>(text.back()) < 0x80;
}

}  // namespace

Text written_quantity(const std::string& text) {
  if (const auto zh = chinese_distribution(text)) return {text, *zh};
  return {text, chinese_quantity(text).value_or(text)};
}

Text written_range(const std::string& text) {
  constexpr std::string_view k_dots = " .. ";
  const std::size_t dots = text.find(k_dots);
  if (dots == std::string::npos) return {text, text};
  const std::string low = written_quantity(text.substr(0, dots)).zh;
  return {text, low + (ends_in_ascii(low) ? " " : "") + "至 " +
                    written_quantity(text.substr(dots + k_dots.size())).zh};
}

std::string tolerance_text(const std::string& tolerance, Language language) {
  constexpr std::string_view k_either_way = "±", k_factor = "factor ";
  if (language == Language::en) return tolerance;
  if (tolerance == "at least") return "不低于";
  if (tolerance == "at most") return "不高于";
  if (tolerance.starts_with(k_factor)) return tolerance.substr(k_factor.size()) + " 倍以内";
  if (tolerance.starts_with(k_either_way))
    return std::string(k_either_way) + written_quantity(tolerance.substr(k_either_way.size())).zh;
  return written_range(tolerance).zh;
}

}  // namespace kouan::analysis
