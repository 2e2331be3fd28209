// Words and numbers of `kouan check`, shared by its pages of text.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <vector>

#include "analysis/check.hpp"
#include "models/scenario.hpp"
#include "sim/distribution.hpp"

namespace kouan::analysis {

/// Says things in one language.
class Words {
 public:
  /// `columns` is what a line of text may fill.
  explicit Words(Language language, std::size_t columns = k_text_columns)
      : is_zh_(language == Language::zh), columns_(columns) {}

  std::size_t columns() const { return columns_; }

  const char* operator()(const char* en, const char* zh) const { return is_zh_ ? zh : en; }
  /// The same with {} filled in, in each language's own order if numbered.
  template <class... Values>
  std::string operator()(const char* en, const char* zh, const Values&... values) const {
    return fmt::vformat((*this)(en, zh), fmt::make_format_args(values...));
  }
  /// The title, or the id of what has none.
  std::string title(const models::Text& text, const std::string& id) const;
  /// "China (cn)"; the id alone of what has no title of its own.
  std::string named(const models::Text& text, const std::string& id) const;
  std::string text(const models::Text& text) const { return title(text, ""); }
  /// The text broken into lines, each set in by so many blanks; empty of an empty text.
  std::string paragraph(const std::string& text, std::size_t indent) const;
  /// "24 s", "3.14 min", "2.5 h".
  std::string time(double seconds) const;
  /// "3.14 min, cv 0.50", in Chinese "3.14 分钟，变异系数 0.50"; a constant has none.
  std::string time(const sim::Distribution& d) const;
  /// "37.9 Mt", "12,300 t"; in Chinese 万吨.
  std::string tonnes(double tonnes) const;
  /// "87,600 vehicles".
  std::string vehicles(double vehicles) const;
  /// Unit of a column with these tonnages [t]: a million (in Chinese ten thousand), where that
  /// leaves two digits of the smallest of them, or else 1.
  double tonnes_of_column(const std::vector<double>& tonnes) const;
  /// Its name: Mt or t, in Chinese 万吨 or 吨.
  std::string unit_of_column(double unit_t) const;
  /// A value in it, without the unit.
  static std::string in_column(double tonnes, double unit_t);
  /// "2 %", "0.5 %".
  std::string share(double value) const;

 private:
  bool is_zh_;
  std::size_t columns_;
};

/// Which loads are lower figures, and what they leave out; empty where all is counted.
std::string lower_loads_text(const CheckReport& report, const Words& say);

/// What queueing theory says: a table of the stages, the ways of the classes, where the formulas
/// come from, and why there is no exact one.
std::string theory_text(const CheckReport& report, const Words& say);

/// "Quota of trains: Trains out 8.03; Permits 7; load 1.15".
std::string meeting_text(const models::Scenario& scenario, const MeetingRates& rates,
                         const Words& say);

/// What to look at before running, and what the scenario takes for granted.
std::string warnings_text(const CheckReport& report, const Words& say);
std::string assumptions_text(const CheckReport& report, const Words& say);

/// The processes as indented sentences.
std::string processes_text(const models::Scenario& scenario, const Words& say);

}  // namespace kouan::analysis
