// What queueing theory says of a scenario, for a terminal; declared in analysis/check_words.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "analysis/check_words.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/table.hpp"
#include "analysis/theory_words.hpp"

namespace kouan::analysis {

namespace {

using theory::Obstacle;
using theory::QueueModel;
using theory::StageAnswer;
using theory::Standing;
using theory::WayAnswer;

class TheoryWriter {
 public:
  TheoryWriter(const CheckReport& report, const Words& say) : report_(report), say_(say) {}

  std::string write() {
    turns_away_ = std::any_of(stages().begin(), stages().end(), [](const StageAnswer& s) {
      return s.figures.turned_away_share.has_value();
    });
    table();
    for (const WayAnswer& way : report_.theory.ways)
      this->way(way);
    models();
    reasons();
    return std::move(out_);
  }

 private:
  const std::vector<StageAnswer>& stages() const { return report_.theory.stages; }

  void paragraph(const std::string& text, std::size_t indent) {
    for (const std::string& line : wrapped(text, k_width - indent))
      out_ += std::string(indent, ' ') + line + "\n";
  }

  std::string title_of_stage(const std::string& id) const {
    for (const models::Stage& s : report_.scenario.stages) {
      if (s.id == id) return say_.title(s.title, id);
    }
    return id;
  }

  std::string title_of_class(const std::string& id) const {
    for (const models::EntityClass& c : report_.scenario.classes) {
      if (c.id == id) return say_.title(c.title, id);
    }
    return id;
  }

  std::string share(const std::optional<double>& value) const {
    return value ? say_.share(*value) : "–";
  }
  std::string time(const std::optional<double>& value) const {
    return value ? say_.time(*value) : "–";
  }
  static std::string number(const std::optional<double>& value) {
    return value ? plain(*value) : "–";
  }

  /// "exact", "approximation 1 2": the numbers are those of the reasons below.
  std::string standing(Standing standing, const theory::Obstacles& why) {
    std::string text = say_.text(text_of(standing));
    for (const Obstacle o : why)
      text += fmt::format(" {}", number_of(o));
    return text;
  }

  std::size_t number_of(Obstacle o) {
    const auto found = std::find(reasons_.begin(), reasons_.end(), o);
    if (found != reasons_.end())
      return static_cast<std::size_t>(std::distance(reasons_.begin(), found)) + 1;
    reasons_.push_back(o);
    return reasons_.size();
  }

  void table() {
    std::vector<std::string> headings{say_("stage", "环节"),         say_("model", "模型"),
                                      say_("answer", "结果"),        say_("utilisation", "利用率"),
                                      say_("mean wait", "平均等候"), say_("mean queue", "平均排队"),
                                      say_("who waits", "须等候")};
    if (turns_away_) headings.emplace_back(say_("turned away", "被拒或放弃"));
    TextTable table(headings);
    table.left(1);
    table.left(2);
    for (const StageAnswer& stage : stages())
      add(stage, table);
    out_ += table.text();
  }

  void add(const StageAnswer& stage, TextTable& table) {
    const theory::StageFigures& f = stage.figures;
    std::vector<std::string> cells{title_of_stage(stage.stage),
                                   stage.model == QueueModel::markov_chain
                                       ? say_("Markov chain", "马尔可夫链")
                                       : stage.notation,
                                   standing(stage.standing, stage.why),
                                   share(f.utilisation),
                                   time(f.wait_s),
                                   number(f.in_queue),
                                   share(f.wait_share)};
    if (turns_away_) cells.push_back(share(f.turned_away_share));
    table.add(std::move(cells));
    for (const theory::ClassFigures& c : stage.classes) {
      std::vector<std::string> row{
          "  " + title_of_class(c.entity_class), "", "", "", say_.time(c.wait_s), "", ""};
      if (turns_away_) row.emplace_back();
      table.add(std::move(row));
    }
  }

  void way(const WayAnswer& way) {
    const std::string who = title_of_class(way.entity_class);
    std::string text;
    if (way.sojourn_s) {
      text = say_("{}: {} from arriving to leaving, {} inside on average",
                  "{}：自到达至离开平均{}，"
                  "平均在场{}辆",
                  who, say_.time(*way.sojourn_s), plain(*way.in_system));
    } else if (way.capacity_per_s) {
      text = say_("{}: more come than go through", "{}：到达超过通过能力", who);
    } else {
      text = say_("{}: whole way not computed", "{}：全程未计算", who);
    }
    if (is_fleet(way))
      text += say_(", {} rounds a day", "，每日{}次循环", plain(*way.per_s * 86400));
    if (way.capacity_per_s)
      text += say_("; at most {} a day", "；每日至多{}辆", plain(*way.capacity_per_s * 86400));
    if (way.standing != Standing::none) used(way.model, "");
    paragraph(fmt::format("{} ({})", text, standing(way.standing, way.why)), 2);
  }

  static bool is_fleet(const WayAnswer& way) {
    return way.model == QueueModel::closed_network && way.per_s.has_value();
  }

  /// Notes that a model gave an answer, under this notation.
  void used(QueueModel model, const std::string& notation) {
    auto found = std::find_if(used_.begin(), used_.end(),
                              [&](const auto& entry) { return entry.first == model; });
    if (found == used_.end()) found = used_.insert(used_.end(), {model, {}});
    std::vector<std::string>& names = found->second;
    if (!notation.empty() && std::find(names.begin(), names.end(), notation) == names.end())
      names.push_back(notation);
  }

  void models() {
    for (const StageAnswer& stage : stages()) {
      if (stage.standing != Standing::none) used(stage.model, stage.notation);
    }
    for (const auto& [model, notations] : used_) {
      std::string names;
      for (const std::string& n : notations)
        names += (names.empty() ? "" : ", ") + n;
      if (!names.empty()) names += say_(": ", "：");
      paragraph(say_("{}{} ({})", "{}{}（{}）", names, say_.text(text_of(model)), source_of(model)),
                2);
    }
  }

  void reasons() {
    if (!reasons_.empty())
      paragraph(say_("Not exact, or no answer, because:", "非精确或无结果的原因："), 2);
    for (std::size_t i = 0; i < reasons_.size(); ++i)
      paragraph(fmt::format("{} {}", i + 1, say_.text(text_of(reasons_[i]))), 4);
    const bool is_smoothed =
        std::any_of(stages().begin(), stages().end(), [](const StageAnswer& s) {
          return s.standing == Standing::approximate &&
                 s.why.count(Obstacle::hours) + s.why.count(Obstacle::rates_change) > 0;
        });
    if (is_smoothed) {
      paragraph(
          say_("Approximations take arrivals at their mean rate and open hours as if one "
               "followed the other: waits for opening and in busy times are longer.",
               "近似值按平均到达率计算，并将开放时间视为首尾相接：等候开放及高峰时段的等候更长。"),
          2);
    }
  }

  const CheckReport& report_;
  const Words& say_;
  bool turns_away_ = false;
  std::vector<Obstacle> reasons_;
  std::vector<std::pair<QueueModel, std::vector<std::string>>> used_;
  std::string out_;
};

}  // namespace

std::string theory_text(const CheckReport& report, const Words& say) {
  return TheoryWriter(report, say).write();
}

}  // namespace kouan::analysis
