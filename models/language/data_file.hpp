// CSV files of data that a value names: their cells, and what is wrong in them, told where it
// stands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/language/quantity.hpp"

namespace kouan::models::language {

/// A cell of a row, without blanks around it.
struct DataCell {
  std::string_view text;
  int column = 1;  ///< in characters
};
/// The cells between the commas of a row.
std::vector<DataCell> data_cells(std::string_view row);

/// What is wrong in a file of data, all of it.
struct WrongData {
  struct Item {
    int line = 0;
    int column = 0;
    Text found;
    Text allowed;
    std::string nearest;
  };
  std::string path;
  std::string text;  ///< of the file, for messages that show a line
  std::vector<Item> items;
};

/// Collects what is wrong in one file of data, while its rows are read.
class DataTroubles {
 public:
  DataTroubles(std::string path, std::string name)
      : path_(std::move(path)), name_(std::move(name)) {}

  bool has_any() const { return !items_.empty(); }
  /// More are not told: whoever reads need not look on.
  bool has_most() const;
  void add(int line, int column, Text found, Text allowed, std::string nearest = "");

  /// A number in the unit that the header says, in SI; nothing, and one trouble more, where it is
  /// none.
  std::optional<double> value(int line, const DataCell& cell, const std::string& unit,
                              const Dimension& dimension);

  /// All that was found in its rows; `text` is that of the file.
  Problem in_rows(std::string text) const;
  /// Trouble of the file as a whole, told where it is named.
  Problem of_file(const Text& trouble, const Text& allowed) const;

 private:
  std::string path_;
  std::string name_;
  std::vector<WrongData::Item> items_;
};

/// Text of the file; a problem where it can't be read, with the nearest name where it is not there.
/// `allowed` says what may be named.
Parsed<std::string> read_data_file(const std::string& path, const std::string& name,
                                   const Text& allowed);

}  // namespace kouan::models::language
