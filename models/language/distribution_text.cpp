#include "models/language/distribution_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>
#include <utility>

#include "models/language/nearest_word.hpp"
#include "models/language/separators.hpp"
#include "models/language/type.hpp"
#include "models/language/unit_words.hpp"

namespace kouan::models::language {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();

/// Arguments read: values in the order of the parameters, and the cuts.
struct Arguments {
  std::array<std::optional<double>, 3> values;
  double low = -k_infinity;
  double high = k_infinity;
  bool has_low = false;
  bool has_high = false;
};

Problem shifted(Problem problem, int offset) {
  problem.offset += offset;
  return problem;
}

const DistributionForm* find_form(std::string_view name) {
  const auto& forms = distribution_forms();
  const auto found = std::find_if(forms.begin(), forms.end(),
                                  [&](const DistributionForm& f) { return f.name == name; });
  return found == forms.end() ? nullptr : &*found;
}

/// The form with the cuts that may follow.
Text with_cuts(const DistributionForm& form) {
  return told("{}, then min a, max b", "{}，其后可加min a、max b", form.signature());
}

Text found_again(const std::string& keyword) {
  return told("found \"{}\" a second time", "“{}”重复出现", keyword);
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

Argument split_keyword(std::string_view whole, std::size_t from, std::size_t to) {
  while (from < to && whole[from] == ' ')
    ++from;
  std::size_t end = from;
  while (end < to && is_word_character(whole[end]))
    ++end;
  return {std::string(whole.substr(from, end - from)), trimmed(whole.substr(end, to - end)),
          trimmed(whole.substr(from, to - from)), characters(whole, from)};
}

}  // namespace

std::vector<Argument> split_arguments(std::string_view text, std::size_t from, std::size_t to) {
  std::vector<Argument> out;
  if (trimmed(text.substr(from, to - from)).empty()) return out;
  for (std::size_t start = from;;) {
    const std::size_t comma = std::min(text.find(',', start), to);
    out.push_back(split_keyword(text, start, comma));
    if (comma == to) return out;
    start = comma + 1;
  }
}

namespace {

Parsed<double> read_value(const Parameter& parameter, const Argument& argument,
                          const Dimension& dimension) {
  if (parameter.kind == Parameter::Kind::quantity) return parse_quantity(argument.text, dimension);
  if (parameter.kind == Parameter::Kind::number) {
    Parsed<double> number = parse_number(argument.text);
    if (number || parameter.keyword != std::string_view("cv")) return number;
    // Its bare number would be another spread than is meant: no nearest.
    number.problem->allowed = {"a bare number, the standard deviation over the mean, as cv 0.5",
                               "不带单位的数，即标准差与均值之比，如“cv 0.5”"};
    number.problem->nearest.clear();
    return number;
  }
  const Parsed<int> whole = parse_whole(argument.text);
  return {static_cast<double>(whole.value), whole.problem};
}

/// The parameter an argument is for, or what is wrong.
Parsed<std::size_t> parameter_of(const DistributionForm& form, const Argument& argument,
                                 const Arguments& sofar) {
  const auto& all = form.parameters;
  if (argument.keyword.empty()) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!sofar.values[i]) return {i, std::nullopt};
    }
    return {0,
            Problem{Code::distribution,
                    told("found one argument too many, \"{}\"", "多出一个参数“{}”", argument.text),
                    with_cuts(form), "", argument.offset}};
  }
  std::vector<std::string> words = {"min", "max"};
  for (std::size_t i = 0; i < all.size(); ++i) {
    words.push_back(all[i].keyword);
    if (all[i].keyword != argument.keyword) continue;
    if (!sofar.values[i]) return {i, std::nullopt};
    return {0, Problem{Code::distribution, found_again(argument.keyword), form.signature(), "",
                       argument.offset}};
  }
  return {0, Problem{Code::distribution,
                     told("found \"{}\" in {}", "{1}中写有“{0}”", argument.keyword, form.name),
                     with_cuts(form), nearest_word(argument.keyword, words), argument.offset}};
}

std::optional<Problem> read_cut(const Argument& argument, const Dimension& dimension,
                                Arguments& out) {
  const bool is_low = argument.keyword == "min";
  bool& has = is_low ? out.has_low : out.has_high;
  if (has)
    return Problem{Code::distribution,
                   found_again(argument.keyword),
                   {"one min and one max", "min、max各一个"},
                   "",
                   argument.offset};
  has = true;
  const Parsed<double> value = parse_quantity(argument.text, dimension);
  if (!value) return shifted(*value.problem, argument.offset);
  (is_low ? out.low : out.high) = value.value;
  return std::nullopt;
}

Parsed<Arguments> read_arguments(const DistributionForm& form,
                                 const std::vector<Argument>& arguments,
                                 const Dimension& dimension) {
  Arguments out;
  for (const Argument& argument : arguments) {
    if (argument.keyword == "min" || argument.keyword == "max") {
      if (auto problem = read_cut(argument, dimension, out)) return {{}, problem};
      continue;
    }
    const Parsed<std::size_t> at = parameter_of(form, argument, out);
    if (!at) return {{}, at.problem};
    const Parsed<double> value = read_value(form.parameters[at.value], argument, dimension);
    if (!value) return {{}, shifted(*value.problem, argument.offset)};
    out.values[at.value] = value.value;
  }
  for (std::size_t i = 0; i < form.parameters.size(); ++i) {
    if (out.values[i]) continue;
    return {{},
            Problem{Code::distribution,
                    told("found {} without \"{}\"", "{}缺少“{}”", form.name,
                         form.parameters[i].keyword),
                    form.signature()}};
  }
  return {out, std::nullopt};
}

Parsed<DistributionText> cut_to(DistributionText whole, const Arguments& arguments) {
  if (!arguments.has_low && !arguments.has_high) return {std::move(whole), std::nullopt};
  if (arguments.low >= arguments.high)
    return {{},
            Problem{Code::order,
                    {"found a cut with min at or above max", "截断的min不小于max"},
                    {"min below max", "min小于max"}}};
  try {
    whole.distribution = sim::cut(std::move(whole.distribution), arguments.low, arguments.high);
  } catch (const std::invalid_argument&) {
    return {
        {},
        Problem{Code::distribution,
                {"found a cut that leaves nothing", "截断后不剩任何取值"},
                {"min and max where the distribution has probability", "min与max之间须有概率"}}};
  }
  return {std::move(whole), std::nullopt};
}

Parsed<DistributionText> parse_empirical(std::string_view text, std::size_t open,
                                         const Dimension& dimension, const std::string& folder) {
  const std::size_t close = text.size() - 1;
  const std::size_t comma = std::min(text.find(',', open), close);
  const std::string name(trimmed(text.substr(open + 1, comma - open - 1)));
  if (name.empty())
    return {{},
            Problem{Code::distribution,
                    {"found empirical without a file", "empirical未写文件"},
                    {"empirical(FILE.csv)", "empirical(文件.csv)"}}};
  Parsed<DistributionText> values = read_empirical(folder + "/" + name, name, dimension);
  if (!values) return values;
  if (comma == close) return values;
  const DistributionForm no_parameters{"empirical", {}, {}};
  const Parsed<Arguments> cuts =
      read_arguments(no_parameters, split_arguments(text, comma + 1, close), dimension);
  if (!cuts) return {{}, cuts.problem};
  return cut_to(std::move(values.value), cuts.value);
}

Parsed<DistributionText> parse_as_written(std::string_view text, const Dimension& dimension,
                                          const std::string& folder) {
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos) {
    const Parsed<double> value = parse_quantity(text, dimension);
    if (value) return {{sim::constant(value.value), {}}, std::nullopt};
    Problem problem = *value.problem;
    if (problem.code == Code::wrong_type)
      problem.allowed = told("{} or a distribution", "{}，或分布", problem.allowed);
    const std::string bounds = meant_bounds(text, dimension);
    if (const std::size_t dots = bounds.find(" .. "); dots != std::string::npos) {
      problem.allowed = told("{}, or a distribution such as uniform(LOW, HIGH)",
                             "{}，或分布，如uniform(下限, 上限)", dimension.description());
      problem.nearest = "uniform(" + bounds.substr(0, dots) + ", " + bounds.substr(dots + 4) + ")";
    }
    return {{}, problem};
  }
  const std::string name(trimmed(text.substr(0, open)));
  std::vector<std::string> names;
  for (const DistributionForm& form : distribution_forms())
    names.push_back(form.name);
  const DistributionForm* form = find_form(name);
  if (form == nullptr)
    return {{},
            Problem{Code::distribution,
                    told("found \"{}\", which is no distribution", "所写为“{}”，不是分布", name),
                    word_list(names), nearest_word(name, names)}};
  if (text.back() != ')' || std::count(text.begin(), text.end(), '(') != 1 ||
      std::count(text.begin(), text.end(), ')') != 1) {
    return {{}, Problem{Code::distribution, as_found(text), form->signature()}};
  }
  if (name == "empirical") return parse_empirical(text, open, dimension, folder);
  const Parsed<Arguments> read =
      read_arguments(*form, split_arguments(text, open + 1, text.size() - 1), dimension);
  if (!read) return {{}, read.problem};
  const auto value = [&](std::size_t i) { return read.value.values[i].value_or(0); };
  if (!form->fits(value(0), value(1), value(2))) {
    const bool is_order = form->parameters[0].keyword == "low";
    return {{}, Problem{is_order ? Code::order : Code::out_of_range, as_found(text), form->limits}};
  }
  return cut_to({form->make(value(0), value(1), value(2)), {}}, read.value);
}

/// "mean 2,5 min" is read as two arguments; a wrong one where it would be right with a point.
std::optional<Problem> comma_in_number(std::string_view text, const Dimension& dimension,
                                       const std::string& folder, const Problem& problem) {
  const std::string meant = without_separators(text);
  if (meant == text || !parse_as_written(meant, dimension, folder)) return std::nullopt;
  return Problem{Code::number, as_found(text), unseparated_digits(), meant, problem.offset};
}

}  // namespace

Parsed<DistributionText> parse_distribution(std::string_view text, const Dimension& dimension,
                                            const std::string& folder) {
  text = trimmed(text);
  if (auto wide = full_width_problem(text)) return {{}, wide};
  Parsed<DistributionText> read = parse_as_written(text, dimension, folder);
  if (read || text.find('(') == std::string_view::npos) return read;
  if (auto comma = comma_in_number(text, dimension, folder, *read.problem)) return {{}, comma};
  return read;
}

double probability_below_zero(const sim::Distribution& distribution) {
  if (distribution.lower_bound() >= 0) return 0;
  double low = 0;
  double high = 1;
  constexpr double k_precision = 1e-6;
  // However small: it is told with two digits, and the smallest there is stands for less.
  while (high - low > k_precision * high && high > std::numeric_limits<double>::min()) {
    const double middle = (low + high) / 2;
    (distribution.quantile(middle) < 0 ? low : high) = middle;
  }
  return high;
}

std::string scaled_distribution(std::string_view text, const Dimension& dimension, double factor) {
  text = trimmed(text);
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos) return scaled_quantity(text, factor);
  std::string out(text.substr(0, open + 1));
  bool first = true;
  for (const Argument& argument : split_arguments(text, open + 1, text.size() - 1)) {
    if (!first) out += ", ";
    first = false;
    if (!argument.keyword.empty()) out += argument.keyword + " ";
    const bool is_quantity = static_cast<bool>(parse_quantity(argument.text, dimension));
    out += is_quantity ? scaled_quantity(argument.text, factor) : std::string(argument.text);
  }
  return out + ")";
}

std::string_view mean_as_written(std::string_view text, const Dimension& dimension) {
  text = trimmed(text);
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos) return text;
  std::string_view first;
  for (const Argument& argument : split_arguments(text, open + 1, text.size() - 1)) {
    if (!parse_quantity(argument.text, dimension)) continue;
    if (argument.keyword == "mean") return argument.text;
    if (first.empty()) first = argument.text;
  }
  return first;
}

}  // namespace kouan::models::language
