#include "analysis/report/screening_text.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "analysis/report/numbers.hpp"
#include "analysis/report/table.hpp"
#include "analysis/report/text_writer.hpp"
#include "analysis/report/written_values.hpp"

namespace kouan::analysis {

namespace {

class ScreeningText : public TextWriter {
 public:
  using TextWriter::TextWriter;

  std::string of(const RangeScreening& found, const ScreenedFigure& figure) {
    paragraph(fmt::format(fmt::runtime(say(figure.head)), found.tried, found.effects.size()), 2);
    for (const auto& [values, head] :
         {std::pair{&found.unsure, say("cannot be told: ", "无法判断：")},
          std::pair{&found.untried, say("an end could not be run: ", "有一端无法运行：")}})
      if (!values->empty()) paragraph(head + titles(*values), 2);
    if (!found.effects.empty()) table(found, figure);
    return take();
  }

 private:
  /// Values that move it, each by itself at the ends of its range.
  void table(const RangeScreening& found, const ScreenedFigure& figure) {
    const std::string unit = figure.unit.name;
    TextTable table({say("value", "数值"), say("at", "取低值"), unit, say("change", "变化"),
                     say("at", "取高值"), unit, say("change", "变化")});
    table.narrow(k_widest_title);
    for (const ScreenedValue& value : found.effects) {
      std::vector<std::string> row = {say(value.title)};
      for (const auto& [at, end] :
           {std::pair{&value.of.low, &value.low}, std::pair{&value.of.high, &value.high}}) {
        const auto& paired = end->paired;
        row.push_back(say(written_quantity(*at)));
        row.push_back(paired ? with_interval(scaled(paired->with, figure.unit.factor)) : "–");
        row.push_back(paired ? signed_percent(paired->relative)
                             : without_figures(end->effect, figure.stays));
      }
      table.add(row);
    }
    out_ += table.text(2, columns_);
  }

  std::string without_figures(EndEffect effect, const std::string& stays) const {
    if (effect == EndEffect::stays) return stays;
    return effect == EndEffect::grows ? say("queues grow", "排队增长") : "–";
  }

  std::string titles(const std::vector<ScreenedValue>& values) const {
    std::string out;
    for (const ScreenedValue& value : values)
      out += (out.empty() ? "" : say("; ", "；")) + say(value.title);
    return out;
  }
};

}  // namespace

std::string screening_text(const RangeScreening& found, const ScreenedFigure& figure,
                           Language language, std::size_t columns) {
  return ScreeningText(language, columns).of(found, figure);
}

}  // namespace kouan::analysis
