#include "models/language/data_file.hpp"

#include <algorithm>
#include <utility>

#include "models/language/document.hpp"
#include "models/language/nearest_file.hpp"

namespace kouan::models::language {
namespace {

/// One more than messages show of any kind: that there are more is then told too.
constexpr std::size_t k_most_troubles = 1001;

Text number_alone(const std::string& unit) {
  if (unit.empty()) return number_dimension().name;
  return told("a number alone: the header says the unit ({})", "仅写数：单位（{}）由表头给出",
              unit);
}

}  // namespace

std::vector<DataCell> data_cells(std::string_view row) {
  std::vector<DataCell> cells;
  for (std::size_t from = 0; from <= row.size();) {
    const std::size_t comma = std::min(row.find(',', from), row.size());
    const std::string_view whole = row.substr(from, comma - from);
    const std::string_view text = trimmed(whole);
    const std::size_t blanks = text.empty() ? 0 : whole.find_first_not_of(" \t");
    cells.push_back({text, characters(row, from + blanks) + 1});
    from = comma + 1;
  }
  return cells;
}

bool DataTroubles::has_most() const { return items_.size() >= k_most_troubles; }

void DataTroubles::add(int line, int column, Text found, Text allowed, std::string nearest) {
  if (has_most()) return;
  items_.push_back({line, column, std::move(found), std::move(allowed), std::move(nearest)});
}

std::optional<double> DataTroubles::value(int line, const DataCell& cell, const std::string& unit,
                                          const Dimension& dimension) {
  const Parsed<double> number = parse_number(cell.text);
  if (number) {
    const std::string whole = std::string(cell.text) + (unit.empty() ? "" : " " + unit);
    const Parsed<double> read = parse_quantity(whole, dimension);
    if (read) return read.value;
    add(line, cell.column, as_found(cell.text), read.problem->allowed);
    return std::nullopt;
  }
  const Problem& why = *number.problem;
  // The number of "6 h" is no number of minutes.
  const bool is_in_unit =
      why.code != Code::unit_dimension || trimmed(cell.text.substr(why.nearest.size())) == unit;
  const bool is_number = is_in_unit && parse_number(why.nearest);
  add(line, cell.column, cell.text.empty() ? Text{"found an empty cell", "单元格为空"} : why.found,
      why.code == Code::number || why.code == Code::full_width ? why.allowed : number_alone(unit),
      is_number ? why.nearest : "");
  return std::nullopt;
}

Problem DataTroubles::in_rows(std::string text) const {
  Problem problem{Code::data_file, items_.front().found, items_.front().allowed};
  problem.data = std::make_shared<const WrongData>(WrongData{path_, std::move(text), items_});
  return problem;
}

Problem DataTroubles::of_file(const Text& trouble, const Text& allowed) const {
  return {Code::data_file, told("found \"{}\": {}", "文件“{}”：{}", name_, trouble), allowed};
}

Parsed<std::string> read_data_file(const std::string& path, const std::string& name,
                                   const Text& allowed) {
  Diagnostics reading;
  const int file = reading.files().add(name, path);
  std::optional<std::string> text = read_text_file(file, reading);
  if (text && !reading.has_errors()) return {*std::move(text), std::nullopt};
  const Diagnostic why = reading.sorted().front();
  // Of bytes that are no text the line is known.
  const Text trouble = why.mark.line > 0
                           ? told("{} (line {})", "{}（第{}行）", why.found, why.mark.line)
                           : why.found;
  Problem problem = DataTroubles(path, name).of_file(trouble, allowed);
  if (why.code == Code::file_missing) problem.nearest = nearest_data_file(path, name);
  return {{}, problem};
}

}  // namespace kouan::models::language
