// The closed list of distribution functions, and reading of measured values.
#include <fmt/format.h>

#include <sstream>
#include <string_view>

#include "models/language/data_file.hpp"
#include "models/language/distribution_text.hpp"

namespace kouan::models::language {
namespace {

constexpr std::size_t k_most_values = 100'000;

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
  return std::string(trimmed(header.substr(open + 1, close - open - 1)));
}

/// A file of values and their weights.
class EmpiricalReader {
 public:
  EmpiricalReader(const std::string& path, const std::string& name, const Dimension& dimension)
      : troubles_(path, name), dimension_(dimension) {}

  Parsed<Table> read(const std::string& text) {
    std::istringstream lines(text);
    std::string row;
    if (!std::getline(lines, row))
      return {{},
              troubles_.of_file({"the file is empty", "文件为空"},
                                {"a header such as \"value [min]\" and one value a line",
                                 "表头（如\"value [min]\"），其后每行一个数值"})};
    read_header(row);
    for (int line = 2; !is_header_wrong_ && !troubles_.has_most() && std::getline(lines, row);
         ++line)
      if (const std::string_view whole = without_line_end(row); !trimmed(whole).empty())
        read_row(line, whole);
    if (troubles_.has_any()) return {{}, troubles_.in_rows(text)};
    double total = 0;
    for (const double weight : table_.weights)
      total += weight;
    if (total > 0) return {std::move(table_), std::nullopt};
    return {{},
            troubles_.of_file({"no value has a weight", "没有权重大于0的数值"},
                              {"at least one value", "至少一个数值"})};
  }

 private:
  void read_header(const std::string& row) {
    unit_ = header_unit(row);
    is_header_wrong_ = true;
    if (unit_.empty() && !dimension_.units.empty())
      return troubles_.add(1, 1, {"the header names no unit", "表头未注明单位"},
                           {"\"value [UNIT]\" or \"value [UNIT],weight\"",
                            "\"value [单位]\"或\"value [单位],weight\""});
    if (!unit_.empty() && !parse_quantity("1 " + unit_, dimension_))
      return troubles_.add(
          1, characters(row, row.find('[')) + 1, told("found the unit \"{}\"", "单位为“{}”", unit_),
          dimension_.units.empty() ? Text{"no unit", "不写单位"} : dimension_.unit_list());
    is_header_wrong_ = false;
  }

  void read_row(int line, std::string_view row) {
    const std::vector<DataCell> cells = data_cells(row);
    table_.values.push_back(troubles_.value(line, cells[0], unit_, dimension_).value_or(0));
    table_.weights.push_back(1);
    if (cells.size() > 1) read_weight(line, cells[1]);
    if (cells.size() > 2)
      troubles_.add(line, cells[2].column, told("found {} columns", "有{}列", cells.size()),
                    {"a value, or a value and its weight", "一个数值，或数值及其权重"});
    if (table_.values.size() > k_most_values)
      troubles_.add(line, 1, {"found too many values", "数值过多"},
                    told("at most {}", "至多{}个", k_most_values));
  }

  void read_weight(int line, const DataCell& cell) {
    const Parsed<double> read = parse_number(cell.text);
    if (read && read.value >= 0) {
      table_.weights.back() = read.value;
      return;
    }
    troubles_.add(line, cell.column,
                  cell.text.empty() ? Text{"found no weight after the comma", "逗号后没有权重"}
                                    : told("found the weight \"{}\"", "权重为“{}”", cell.text),
                  {"a number, 0 or more", "不小于0的数"});
  }

  DataTroubles troubles_;
  const Dimension& dimension_;
  std::string unit_;
  bool is_header_wrong_ = false;  ///< so that rows can't be judged
  Table table_;
};

}  // namespace

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
  const Parsed<std::string> text =
      read_data_file(path, name, {"a UTF-8 file of values", "UTF-8编码的数据文件"});
  if (!text) return {{}, text.problem};
  Parsed<Table> table = EmpiricalReader(path, name, dimension).read(text.value);
  if (!table) return {{}, table.problem};
  std::vector<double>& values = table.value.values;
  std::vector<double>& weights = table.value.weights;
  DistributionText out;
  out.file = path;
  for (std::size_t i = 0; i < values.size(); ++i)
    out.data += number_text(values[i]) + "," + number_text(weights[i]) + ";";
  out.distribution = sim::empirical(std::move(values), std::move(weights));
  return {std::move(out), std::nullopt};
}

}  // namespace kouan::models::language
