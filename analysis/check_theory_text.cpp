// What queueing theory says of a scenario, for a terminal; declared in analysis/check_words.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "analysis/check_words.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/table.hpp"
#include "analysis/theory_words.hpp"
#include "models/amounts.hpp"

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
    for (const StageAnswer& stage : stages())
      reasons_.insert(stage.why.begin(), stage.why.end());
    for (const WayAnswer& way : report_.theory.ways)
      reasons_.insert(way.why.begin(), way.why.end());
    turns_away_ = std::any_of(stages().begin(), stages().end(), [](const StageAnswer& s) {
      return s.figures.turned_away_share.has_value();
    });
    if (!stages().empty()) table();
    for (const WayAnswer& way : report_.theory.ways)
      this->way(way);
    models();
    reasons();
    return std::move(out_);
  }

 private:
  const std::vector<StageAnswer>& stages() const { return report_.theory.stages; }

  void paragraph(const std::string& text, std::size_t indent) {
    out_ += say_.paragraph(text, indent);
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

  bool is_fleet_class(const std::string& id) const {
    const auto& classes = report_.scenario.classes;
    return std::any_of(classes.begin(), classes.end(),
                       [&](const models::EntityClass& c) { return c.id == id && c.fleet > 0; });
  }

  /// Digits below what can matter say no more than that it is little.
  std::string share(const std::optional<double>& value) const {
    if (!value) return "–";
    return *value > 0 && *value < 0.001 ? "< 0.1 %" : say_.share(*value);
  }
  std::string time(const std::optional<double>& value) const {
    if (!value) return "–";
    return *value > 0 && *value < 0.1 ? "< " + say_.time(0.1) : say_.time(*value);
  }
  static std::string number(const std::optional<double>& value) {
    if (!value) return "–";
    return *value > 0 && *value < 0.001 ? "< 0.001" : plain(*value);
  }

  /// "1 2": the numbers of the reasons below.
  std::string numbers_of(const theory::Obstacles& why) const {
    std::string text;
    for (const Obstacle o : why) {
      const auto found = reasons_.find(o);
      text +=
          fmt::format("{}{}", text.empty() ? "" : " ", std::distance(reasons_.begin(), found) + 1);
    }
    return text;
  }

  /// "exact", "approximation 1 2".
  std::string standing(Standing standing, const theory::Obstacles& why) const {
    const std::string numbers = numbers_of(why);
    return say_.text(text_of(standing)) + (numbers.empty() ? "" : " " + numbers);
  }

  void table() {
    std::vector<std::string> headings{
        say_("stage", "环节"),          say_("model", "模型"),
        say_("answer", "结果"),         say_("why not exact", "非精确原因"),
        say_("utilisation", "利用率"),  say_("mean wait", "平均等候"),
        say_("mean queue", "平均排队"), say_("who waits", "须等候")};
    if (turns_away_) headings.emplace_back(say_("turned away", "被拒或放弃"));
    TextTable table(headings);
    table.left(1);
    table.left(2);
    table.left(3);
    for (const StageAnswer& stage : stages())
      add(stage, table);
    out_ += table.text(2, say_.columns());
  }

  void add(const StageAnswer& stage, TextTable& table) {
    const theory::StageFigures& f = stage.figures;
    std::vector<std::string> cells{title_of_stage(stage.stage),
                                   stage.model == QueueModel::markov_chain
                                       ? say_("Markov chain", "马尔可夫链")
                                       : stage.notation,
                                   say_.text(text_of(stage.standing)),
                                   numbers_of(stage.why),
                                   share(f.utilisation),
                                   time(f.wait_s),
                                   number(f.in_queue),
                                   share(f.wait_share)};
    if (turns_away_) cells.push_back(share(f.turned_away_share));
    table.add(std::move(cells));
    for (const theory::ClassFigures& c : stage.classes) {
      if (!c.wait_s) continue;
      std::vector<std::string> row{
          "  " + title_of_class(c.entity_class), "", "", "", "", say_.time(*c.wait_s), "", ""};
      if (turns_away_) row.emplace_back();
      table.add(std::move(row));
    }
  }

  void way(const WayAnswer& way) {
    const std::string who = title_of_class(way.entity_class);
    if (way.standing == Standing::none) {
      paragraph(
          say_("{}: whole way not computed ({})", "{}：全程未计算（{}）", who, numbers_of(way.why)),
          2);
      return;
    }
    used(way.model, "");
    std::string text;
    const auto add = [&](const std::string& part) {
      text += (text.empty() ? "" : say_(", ", "，")) + part;
    };
    const bool is_fleet = is_fleet_class(way.entity_class);
    if (is_fleet && !way.sojourn_s) {
      add(say_("{} rounds a day together", "全部车辆每日共循环{}次",
               plain(*way.per_s * models::k_day_s)));
    } else if (is_fleet) {
      add(say_("a round takes {}, {} rounds a day together", "一次循环{}，全部车辆每日共{}次",
               say_.time(*way.sojourn_s), plain(*way.per_s * models::k_day_s)));
    } else if (way.sojourn_s) {
      add(say_("{} from arriving to leaving", "自到达至离开平均{}", say_.time(*way.sojourn_s)));
    }
    if (way.in_system && !is_fleet)
      add(say_("{} inside on average", "平均在场{}辆", plain(*way.in_system)));
    if (way.turned_away_share) add(say_("{} turned away", "被拒{}", share(way.turned_away_share)));
    if (way.peak)
      add(say_("most {} after each cycle begins: {}", "每周期开始后{}最多，为{}辆",
               say_.time(way.peak->at_s), plain(way.peak->inside)));
    if (way.capacity_per_s && !way.in_system)
      add(say_("more come than go through", "到达超过通过能力"));
    if (way.capacity_per_s)
      add(say_("at most {} a day", "每日至多{}辆", plain(*way.capacity_per_s * models::k_day_s)));
    paragraph(say_("{}: {} ({})", "{}：{}（{}）", who, text, standing(way.standing, way.why)), 2);
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
    for (const Obstacle o : reasons_)
      paragraph(fmt::format("{} {}", numbers_of({o}), say_.text(text_of(o))), 4);
    if (is_approximate_for(Obstacle::hours) || is_approximate_for(Obstacle::rates_change)) {
      paragraph(
          say_("Approximations take arrivals at their mean rate and open hours as if one "
               "followed the other: waits for opening and in busy times are longer.",
               "近似值按平均到达率计算，并将开放时间视为首尾相接：等候开放及高峰时段的等候更长。"),
          2);
    }
    if (is_approximate_for(Obstacle::waits_on_way)) {
      paragraph(
          say_("Behind places, lines and appointments that are waited for, arrivals are more "
               "even than approximations take them, and waits shorter; behind an opening "
               "they are bunched, and waits longer.",
               "在须等候车位（股道）、区间或预约时段之后，到达比近似公式所设更均匀，实际等候更短；"
               "在须等候开放之后，到达集中，等候更长。"),
          2);
    }
  }

  bool is_approximate_for(Obstacle why) const {
    return std::any_of(stages().begin(), stages().end(), [&](const StageAnswer& s) {
      return s.standing == Standing::approximate && s.why.count(why) > 0;
    });
  }

  const CheckReport& report_;
  const Words& say_;
  bool turns_away_ = false;
  theory::Obstacles reasons_;  ///< all there are, told by their number
  std::vector<std::pair<QueueModel, std::vector<std::string>>> used_;
  std::string out_;
};

}  // namespace

std::string theory_text(const CheckReport& report, const Words& say) {
  return TheoryWriter(report, say).write();
}

}  // namespace kouan::analysis
