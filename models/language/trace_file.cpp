#include "models/language/trace_file.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

#include "models/language/data_file.hpp"
#include "models/language/type_parts.hpp"

namespace kouan::models::language {
namespace {

constexpr std::size_t k_most_rows = 1'000'000;

Text header_form() {
  return {"a header such as \"time [min],service [min],load [t]\"",
          "表头，如\"time [min],service [min],load [t]\""};
}

Text columns(std::size_t number) {
  return {counted(static_cast<int>(number), "column"), told("{}", "{}列", number).zh};
}

/// A column as its header says it.
struct Header {
  std::string name;
  std::string unit;
};

class TraceReader {
 public:
  TraceReader(const std::string& path, const std::string& name) : troubles_(path, name) {
    table_.file = path;
  }

  Parsed<TraceTable> read(const std::string& text) {
    std::istringstream lines(text);
    std::string row;
    for (line_ = 1; !troubles_.has_most() && std::getline(lines, row); ++line_) {
      if (!row.empty() && row.back() == '\r') row.pop_back();
      if (trimmed(row).empty()) continue;
      if (!headers_.empty()) {
        read_row(row);
        continue;
      }
      read_header(row);
      if (troubles_.has_any()) break;  // what rows hold is not known
    }
    if (troubles_.has_any()) return {{}, troubles_.in_rows(text)};
    if (table_.times_s.empty())
      return {{}, troubles_.of_file({"no rows", "没有数据行"}, header_form())};
    return {std::move(table_), std::nullopt};
  }

 private:
  void add(int column, Text found, Text allowed) {
    troubles_.add(line_, column, std::move(found), std::move(allowed));
  }

  void read_header(const std::string& row) {
    std::string data;
    for (const DataCell& cell : data_cells(row)) {
      Header header = header_of(cell.text);
      const Dimension* dimension = dimension_of(header.unit);
      const auto is_same = [&](const Header& other) { return other.name == header.name; };
      if (header.name.empty() || dimension == nullptr)
        add(cell.column, told("found the column \"{}\"", "列名为“{}”", cell.text), header_form());
      else if (std::any_of(headers_.begin(), headers_.end(), is_same))
        add(cell.column, told("found the column \"{}\" a second time", "列“{}”重复", header.name),
            {"each column once", "每列仅一次"});
      else if (headers_.empty() && (header.name != "time" || dimension != &time_dimension()))
        add(cell.column, {"the first column is no time with its unit", "第一列不是带单位的time"},
            header_form());
      if (!headers_.empty()) table_.columns.push_back({header.name, dimension});
      headers_.push_back(std::move(header));
      data += std::string(cell.text) + ",";
    }
    table_.data = data + ";";
  }

  static Header header_of(std::string_view cell) {
    const std::size_t open = cell.find('[');
    const std::size_t close = cell.find(']');
    Header header{std::string(trimmed(cell.substr(0, open))), ""};
    if (open != std::string_view::npos && close != std::string_view::npos && open < close)
      header.unit = std::string(trimmed(cell.substr(open + 1, close - open - 1)));
    return header;
  }

  /// Dimension to which the unit belongs; that of bare numbers without one.
  static const Dimension* dimension_of(const std::string& unit) {
    if (unit.empty()) return &number_dimension();
    for (const Dimension* dimension : all_dimensions()) {
      if (parse_quantity("1 " + unit, *dimension)) return dimension;
    }
    return nullptr;
  }

  void read_row(const std::string& row) {
    const std::vector<DataCell> found = data_cells(row);
    if (found.size() != headers_.size())
      return add(1, told("found {}", "有{}", columns(found.size())),
                 told("{}, as in the header", "{}列，与表头一致", headers_.size()));
    for (std::size_t i = 0; i < found.size(); ++i) {
      const double value = value_of(found[i], i);
      if (i == 0) add_time(value, found[i].column);
      if (i > 0) table_.values.push_back(value);
      table_.data += number_text(value) + ",";
    }
    table_.data += ";";
    if (table_.times_s.size() > k_most_rows)
      add(1, {"found too many rows", "行数过多"}, told("{}", "至多{}行", k_most_rows));
  }

  /// Of the column, in SI; NaN after a message.
  double value_of(const DataCell& cell, std::size_t column) {
    const std::string& unit = headers_[column].unit;
    const Dimension& dimension =
        column == 0 ? time_dimension() : *table_.columns[column - 1].dimension;
    const std::optional<double> read = troubles_.value(line_, cell, unit, dimension);
    const double value = read.value_or(0);
    const Text what = told("found {}", "所写为“{}”", cell.text);
    if (value < 0)
      add(cell.column, what, told("at least 0{}", "不小于0{}", unit.empty() ? "" : " " + unit));
    else if (&dimension == &time_dimension() && value > k_longest_time_s)
      add(cell.column, what, {"up to 36500 d", "至多36500 d"});
    else if (read)
      return value;
    return std::numeric_limits<double>::quiet_NaN();
  }

  /// A time that is none is before and after nothing.
  void add_time(double time_s, int column) {
    if (!table_.times_s.empty() && time_s < table_.times_s.back())
      add(column, {"found a time before the one above", "时刻早于上一行"},
          {"rows in order of time", "各行按时刻先后排列"});
    if (!std::isnan(time_s)) table_.times_s.push_back(time_s);
  }

  DataTroubles troubles_;
  int line_ = 0;
  std::vector<Header> headers_;
  TraceTable table_;
};

}  // namespace

Parsed<TraceTable> read_trace(const std::string& path, const std::string& name) {
  const Parsed<std::string> text =
      read_data_file(path, name, {"a CSV file of arrivals", "到达数据的CSV文件"});
  if (!text) return {{}, text.problem};
  return TraceReader(path, name).read(text.value);
}

}  // namespace kouan::models::language
