#include "analysis/check_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "analysis/report/numbers.hpp"
#include "analysis/report/table.hpp"
#include "analysis/value_title.hpp"
#include "models/amounts.hpp"

namespace kouan::analysis {

std::string Words::title(const models::Text& text, const std::string& id) const {
  const std::string& wanted = is_zh_ && !text.zh.empty() ? text.zh : text.en;
  return wanted.empty() ? id : wanted;
}

std::string Words::named(const models::Text& text, const std::string& id) const {
  const std::string name = title(text, id);
  return name == id ? id : (*this)("{} ({})", "{}（{}）", name, id);
}

std::string Words::paragraph(const std::string& text, std::size_t indent) const {
  std::string out;
  if (text.empty()) return out;
  for (const std::string& line : wrapped(text, columns_ - indent))
    out += std::string(indent, ' ') + line + "\n";
  return out;
}

std::string Words::time(double seconds) const {
  const auto in = [](double value, const std::string& unit) {
    return short_number(value, 3) + " " + unit;
  };
  if (seconds < 90) return in(seconds, (*this)("s", "秒"));
  if (seconds < 90 * 60) return in(seconds / 60, (*this)("min", "分钟"));
  return in(seconds / models::k_hour_s, (*this)("h", "小时"));
}

std::string Words::time(const sim::Distribution& d) const {
  if (d.attribute >= 0) return (*this)("by vehicle", "因车而异");
  const double cv = std::sqrt(d.scv());
  if (d.kind == sim::DistributionKind::constant || cv < 0.005) return time(d.mean());
  return (*this)("{}, cv {:.2f}", "{}，变异系数 {:.2f}", time(d.mean()), cv);
}

std::string Words::tonnes(double tonnes) const {
  if (!std::isfinite(tonnes)) return (*this)("unlimited", "不限");
  if (is_zh_ && tonnes >= 1e4) return plain(tonnes / 1e4) + " 万吨";
  if (!is_zh_ && tonnes >= 1e6) return plain(tonnes / 1e6) + " Mt";
  return grouped(tonnes, 0) + (*this)(" t", " 吨");
}

std::string Words::vehicles(double vehicles) const {
  if (!std::isfinite(vehicles)) return (*this)("unlimited", "不限");
  return grouped(vehicles, 0) + (*this)(" vehicles", "辆");
}

double Words::tonnes_of_column(const std::vector<double>& tonnes) const {
  const double unit_t = is_zh_ ? 1e4 : 1e6;
  double least = std::numeric_limits<double>::infinity(), most = 0;
  for (const double t : tonnes) {
    if (!(t > 0) || !std::isfinite(t)) continue;
    least = std::min(least, t);
    most = std::max(most, t);
  }
  return most >= unit_t && least >= 0.01 * unit_t ? unit_t : 1;
}

std::string Words::unit_of_column(double unit_t) const {
  return unit_t > 1 ? (*this)("Mt", "万吨") : (*this)("t", "吨");
}

std::string Words::in_column(double tonnes, double unit_t) {
  return unit_t > 1 ? plain(tonnes / unit_t) : grouped(tonnes, 0);
}

std::string lower_loads_text(const CheckReport& report, const Words& say) {
  struct Reason {
    bool theory::UncountedTime::*holds;
    const char* en;
    const char* zh;
  };
  using U = theory::UncountedTime;
  static const std::array<Reason, 6> k_reasons = {
      {{&U::documents, "while documents are awaited", "等待单证"},
       {&U::others, "while a batch or an appointment is awaited", "等待集结或预约时间"},
       {&U::hours, "while stages inside are shut", "其内环节未开放"},
       {&U::queues, "in queues inside", "其内排队"},
       {&U::beside, "while ways go on side by side", "并行作业"},
       {&U::sent, "by those who are turned away, there or at another place, and then come to it",
        "被拒（本处或他处）后改来或再来者"}}};
  std::string all;
  for (const Reason& reason : k_reasons) {
    std::string places;
    for (const theory::StageLoad& load : report.loads) {
      const bool comes_any = load.visits > 0 || load.uncounted.sent;
      if (!comes_any || !(load.uncounted.*reason.holds)) continue;
      places += (places.empty() ? "" : say(", ", "、")) +
                say.text(place_title(report.scenario, load.stage));
    }
    if (places.empty()) continue;
    all += say("; {}: {}", "；{}：{}", say(reason.en, reason.zh), places);
  }
  if (all.empty()) return "";
  return say("≥ at least: places are also held for times that depend on the state; these are not "
             "counted here, runs show them",
             "≥ 负荷率为下限：以下时间亦占用位置，取决于口岸状态，未计入，由仿真给出") +
         all;
}

std::string Words::share(double value) const { return fmt::format("{:.3g} %", value * 100); }

}  // namespace kouan::analysis
