#include "models/language/trace_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "models/language/distribution_text.hpp"
#include "models/language/document.hpp"
#include "models/language/nearest_file.hpp"
#include "models/language/type_parts.hpp"

namespace kouan::models::language {
namespace {

constexpr std::size_t k_most_rows = 1'000'000;

Text header_form() {
  return {"a header such as \"time [min],service [min],load [t]\"",
          "表头，如\"time [min],service [min],load [t]\""};
}

/// A column as its header says it.
struct Header {
  std::string name;
  std::string unit;
};

class TraceReader {
 public:
  explicit TraceReader(std::string name) : name_(std::move(name)) {}

  Parsed<TraceTable> read(const std::string& text) {
    std::istringstream lines(text);
    std::string row;
    for (line_ = 1; std::getline(lines, row); ++line_) {
      if (!row.empty() && row.back() == '\r') row.pop_back();
      if (trimmed(row).empty()) continue;
      const auto wrong = headers_.empty() ? read_header(row) : read_row(row);
      if (wrong) return {{}, wrong};
    }
    line_ = 0;
    if (table_.times_s.empty()) return {{}, problem({"no rows", "没有数据行"}, header_form())};
    return {std::move(table_), std::nullopt};
  }

  Problem problem(const Text& trouble, const Text& allowed) const {
    return {Code::data_file, found_in_file(name_, line_, trouble), allowed};
  }

 private:
  static std::vector<std::string> cells(const std::string& row) {
    std::vector<std::string> out;
    std::istringstream rest(row);
    for (std::string cell; std::getline(rest, cell, ',');)
      out.emplace_back(trimmed(cell));
    if (!row.empty() && row.back() == ',') out.emplace_back();
    return out;
  }

  std::optional<Problem> read_header(const std::string& row) {
    for (const std::string& cell : cells(row)) {
      const std::size_t open = cell.find('[');
      const std::size_t close = cell.find(']');
      Header header{std::string(trimmed(cell.substr(0, open))), ""};
      if (open != std::string::npos && close != std::string::npos && open < close)
        header.unit = std::string(trimmed(cell.substr(open + 1, close - open - 1)));
      const Dimension* dimension = dimension_of(header.unit);
      if (header.name.empty() || dimension == nullptr)
        return problem(told("found the column \"{}\"", "列名为“{}”", cell), header_form());
      const auto is_same = [&](const Header& other) { return other.name == header.name; };
      if (std::any_of(headers_.begin(), headers_.end(), is_same))
        return problem(told("found the column \"{}\" a second time", "列“{}”重复", header.name),
                       {"each column once", "每列仅一次"});
      if (!headers_.empty()) table_.columns.push_back({header.name, dimension});
      headers_.push_back(std::move(header));
      data_ += cell + ",";
    }
    if (headers_.empty() || headers_[0].name != "time" ||
        dimension_of(headers_[0].unit) != &time_dimension())
      return problem({"the first column is no time with its unit", "第一列不是带单位的time"},
                     header_form());
    table_.data = data_ + ";";
    return std::nullopt;
  }

  /// Dimension to which the unit belongs; that of bare numbers without one.
  static const Dimension* dimension_of(const std::string& unit) {
    if (unit.empty()) return &number_dimension();
    for (const Dimension* dimension : all_dimensions()) {
      if (parse_quantity("1 " + unit, *dimension)) return dimension;
    }
    return nullptr;
  }

  std::optional<Problem> read_row(const std::string& row) {
    const std::vector<std::string> found = cells(row);
    if (found.size() != headers_.size())
      return problem(told("found {} columns", "有{}列", found.size()),
                     told("{}, as in the header", "{}列，与表头一致", headers_.size()));
    for (std::size_t i = 0; i < found.size(); ++i) {
      const std::string& unit = headers_[i].unit;
      const Dimension& dimension = i == 0 ? time_dimension() : *table_.columns[i - 1].dimension;
      const Parsed<double> value =
          parse_quantity(found[i] + (unit.empty() ? "" : " " + unit), dimension);
      if (!value) return problem(value.problem->found, value.problem->allowed);
      if (value.value < 0)
        return problem(told("found {}", "所写为“{}”", found[i]),
                       told("at least 0{}", "不小于0{}", unit.empty() ? "" : " " + unit));
      if (&dimension == &time_dimension() && value.value > k_longest_time_s)
        return problem(told("found {}", "所写为“{}”", found[i]), {"up to 36500 d", "至多36500 d"});
      (i == 0 ? table_.times_s : table_.values).push_back(value.value);
      table_.data += number_text(value.value) + ",";
    }
    table_.data += ";";
    const auto rows = table_.times_s.size();
    if (rows > 1 && table_.times_s[rows - 1] < table_.times_s[rows - 2])
      return problem({"found a time before the one above", "时刻早于上一行"},
                     {"rows in order of time", "各行按时刻先后排列"});
    if (rows > k_most_rows)
      return problem({"found too many rows", "行数过多"}, told("{}", "至多{}行", k_most_rows));
    return std::nullopt;
  }

  std::string name_;
  std::string data_;
  int line_ = 0;
  std::vector<Header> headers_;
  TraceTable table_;
};

}  // namespace

Parsed<TraceTable> read_trace(const std::string& path, const std::string& name) {
  Diagnostics reading;
  const int file = reading.files().add(name, path);
  const std::optional<std::string> text = read_text_file(file, reading);
  if (text && !reading.has_errors()) return TraceReader(name).read(*text);
  const Diagnostic why = reading.sorted().front();
  Problem problem =
      TraceReader(name).problem(why.found, {"a CSV file of arrivals", "到达数据的CSV文件"});
  if (why.code == Code::file_missing) problem.nearest = nearest_data_file(path, name);
  return {{}, problem};
}

}  // namespace kouan::models::language
