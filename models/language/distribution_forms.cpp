// The closed list of distribution functions, and reading of measured values.
#include <fmt/format.h>

#include <sstream>
#include <string_view>

#include "models/language/distribution_text.hpp"
#include "models/language/document.hpp"
#include "models/language/nearest_file.hpp"

namespace kouan::models::language {
namespace {

constexpr std::size_t k_most_values = 100'000;

Problem data_problem(const std::string& name, int line, const Text& trouble, const Text& allowed) {
  return {Code::data_file, found_in_file(name, line, trouble), allowed};
}

std::string_view without_line_end(std::string_view row) {
  return !row.empty() && row.back() == '\r' ? row.substr(0, row.size() - 1) : row;
}

Text mean_and_cv() { return {"a mean above 0 and cv from 0 to 10", "mean大于0，cv在0至10之间"}; }
bool fits_mean_and_cv(double a, double b, double) { return a > 0 && b >= 0 && b <= 10; }

/// Below this its series end no more.
constexpr double k_least_cv_of_gamma = 1e-3;
Text gamma_mean_and_cv() {
  return {"a mean above 0 and cv 0 or from 0.001 to 10", "mean大于0，cv为0或在0.001至10之间"};
}
bool fits_gamma(double a, double b, double c) {
  return fits_mean_and_cv(a, b, c) && (b == 0 || b >= k_least_cv_of_gamma);
}

struct Table {
  std::vector<double> values;
  std::vector<double> weights;
};

/// Unit between brackets in the header's first column.
std::string header_unit(std::string_view header) {
  const std::size_t open = header.find('[');
  const std::size_t close = header.find(']');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return {};
  return std::string(header.substr(open + 1, close - open - 1));
}

std::optional<Problem> read_row(const std::string& name, int line, std::string_view row,
                                const std::string& unit, const Dimension& dimension, Table& out) {
  const std::size_t comma = row.find(',');
  const std::string cell(trimmed(row.substr(0, comma)));
  const Parsed<double> value = parse_quantity(cell + (unit.empty() ? "" : " " + unit), dimension);
  if (!value) return data_problem(name, line, value.problem->found, value.problem->allowed);
  double weight = 1;
  if (comma != std::string_view::npos) {
    const Parsed<double> read = parse_number(row.substr(comma + 1));
    if (!read || read.value < 0)
      return data_problem(name, line, {"found no weight after the comma", "逗号后没有权重"},
                          {"a number, 0 or more", "不小于0的数"});
    weight = read.value;
  }
  out.values.push_back(value.value);
  out.weights.push_back(weight);
  if (out.values.size() > k_most_values)
    return data_problem(name, line, {"found too many values", "数值过多"},
                        told("at most {}", "至多{}个", k_most_values));
  return std::nullopt;
}

}  // namespace

Text found_in_file(const std::string& name, int line, const Text& trouble) {
  const Text at = line > 0 ? told(", line {}", "第{}行", line) : Text{};
  return told("found \"{}\"{}: {}", "文件“{}”{}：{}", name, at, trouble);
}

Text DistributionForm::signature() const {
  Text out;
  for (const Parameter& p : parameters) {
    const Text kind = p.kind == Parameter::Kind::quantity ? Text{"QUANTITY", "数量"}
                      : p.kind == Parameter::Kind::number ? Text{"NUMBER", "数"}
                                                          : Text{"COUNT", "整数"};
    out = told("{0}{1}{2} {3}", "{0}{1}{2} {3}", out, out.en.empty() ? "" : ", ", p.keyword, kind);
  }
  return told("{}({})", "{}({})", name, name == "empirical" ? Text{"FILE.csv", "文件.csv"} : out);
}

const std::vector<DistributionForm>& distribution_forms() {
  constexpr auto k_quantity = Parameter::Kind::quantity;
  constexpr auto k_number = Parameter::Kind::number;
  constexpr auto k_whole = Parameter::Kind::whole;
  static const std::vector<DistributionForm> k_forms = {
      {"constant",
       {{"value", k_quantity}},
       {"always the same; a bare quantity says it too", "常数；直接写数量亦可"},
       {},
       [](double, double, double) { return true; },
       [](double a, double, double) { return sim::constant(a); }},
      {"uniform",
       {{"low", k_quantity}, {"high", k_quantity}},
       {"any value between two, equally likely", "区间内均匀分布"},
       {"low < high", "low < high"},
       [](double a, double b, double) { return a < b; },
       [](double a, double b, double) { return sim::uniform(a, b); }},
      {"triangular",
       {{"low", k_quantity}, {"mode", k_quantity}, {"high", k_quantity}},
       {"least, most likely and greatest value: for expert guesses",
        "三角分布：最小、最可能、最大，适合专家估计"},
       {"low <= mode <= high, low < high", "low <= mode <= high，且low < high"},
       [](double a, double b, double c) { return a <= b && b <= c && a < c; },
       [](double a, double b, double c) { return sim::triangular(a, b, c); }},
      {"exponential",
       {{"mean", k_quantity}},
       {"memoryless, coefficient of variation 1", "指数分布，变异系数为1"},
       {"a mean above 0", "mean大于0"},
       [](double a, double, double) { return a > 0; },
       [](double a, double, double) { return sim::exponential(a); }},
      {"erlang",
       {{"k", k_whole}, {"mean", k_quantity}},
       {"sum of k exponential phases; the mean is of the sum", "k个指数阶段之和，均值为总和的均值"},
       {"k from 1 to 1000 and a mean above 0", "k在1至1000之间，mean大于0"},
       [](double a, double b, double) { return a >= 1 && a <= 1000 && b > 0; },
       [](double a, double b, double) { return sim::erlang(static_cast<int>(a), b); }},
      {"gamma",
       {{"mean", k_quantity}, {"cv", k_number}},
       {"by mean and coefficient of variation", "伽马分布：均值与变异系数"},
       gamma_mean_and_cv(),
       &fits_gamma,
       [](double a, double b, double) { return sim::gamma(a, b); }},
      {"weibull",
       {{"shape", k_number}, {"scale", k_quantity}},
       {"times between failures", "威布尔分布，常用于故障间隔"},
       {"a shape from 0.1 to 1000 and a scale above 0", "shape在0.1至1000之间，scale大于0"},
       [](double a, double b, double) { return a >= 0.1 && a <= 1000 && b > 0; },
       [](double a, double b, double) { return sim::weibull(a, b); }},
      {"lognormal",
       {{"mean", k_quantity}, {"cv", k_number}},
       {"by its own mean and coefficient of variation: most service times",
        "对数正态分布：自身均值与变异系数，适合多数作业时间"},
       mean_and_cv(),
       &fits_mean_and_cv,
       [](double a, double b, double) { return sim::lognormal(a, b); }},
      {"normal",
       {{"mean", k_quantity}, {"sd", k_quantity}},
       {"needs a cut at or above zero where values can't be negative",
        "正态分布；不得为负之处须截断"},
       {"sd above 0", "sd大于0"},
       [](double, double b, double) { return b > 0; },
       [](double a, double b, double) { return sim::normal(a, b); }},
      {"empirical",
       {},
       {"measured values from a file; header \"value [min]\" or \"value [min],weight\"",
        "实测数据文件；表头如 value [min],weight"}},
  };
  return k_forms;
}

Parsed<DistributionText> read_empirical(const std::string& path, const std::string& name,
                                        const Dimension& dimension) {
  Diagnostics reading;
  const int file = reading.files().add(name, path);
  const std::optional<std::string> text = read_text_file(file, reading);
  if (!text || reading.has_errors()) {
    const Diagnostic why = reading.sorted().front();
    Problem problem =
        data_problem(name, 0, why.found, {"a UTF-8 file of values", "UTF-8编码的数据文件"});
    if (why.code == Code::file_missing) problem.nearest = nearest_data_file(path, name);
    return {{}, problem};
  }
  std::istringstream lines(*text);
  std::string row;
  if (!std::getline(lines, row))
    return {{},
            data_problem(name, 0, {"the file is empty", "文件为空"},
                         {"a header such as \"value [min]\" and one value a line",
                          "表头（如\"value [min]\"），其后每行一个数值"})};
  const std::string unit = header_unit(row);
  if (unit.empty() && !dimension.units.empty())
    return {{},
            data_problem(name, 1, {"the header names no unit", "表头未注明单位"},
                         {"\"value [UNIT]\" or \"value [UNIT],weight\"",
                          "\"value [单位]\"或\"value [单位],weight\""})};
  Table table;
  for (int line = 2; std::getline(lines, row); ++line) {
    if (trimmed(without_line_end(row)).empty()) continue;
    if (auto problem = read_row(name, line, without_line_end(row), unit, dimension, table))
      return {{}, problem};
  }
  double total = 0;
  for (const double weight : table.weights)
    total += weight;
  if (!(total > 0))
    return {{},
            data_problem(name, 0, {"no value has a weight", "没有权重大于0的数值"},
                         {"at least one value", "至少一个数值"})};
  DistributionText out;
  for (std::size_t i = 0; i < table.values.size(); ++i)
    out.data += number_text(table.values[i]) + "," + number_text(table.weights[i]) + ";";
  out.distribution = sim::empirical(std::move(table.values), std::move(table.weights));
  return {std::move(out), std::nullopt};
}

}  // namespace kouan::models::language
