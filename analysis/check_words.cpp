#include "analysis/check_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "analysis/report/numbers.hpp"

namespace kouan::analysis {

std::string Words::title(const models::Text& text, const std::string& id) const {
  const std::string& wanted = is_zh_ && !text.zh.empty() ? text.zh : text.en;
  return wanted.empty() ? id : wanted;
}

std::string Words::named(const models::Text& text, const std::string& id) const {
  const std::string name = title(text, id);
  return name == id ? id : (*this)("{} ({})", "{}（{}）", name, id);
}

std::string Words::time(double seconds) const {
  if (seconds < 90) return fmt::format("{:.3g} {}", seconds, (*this)("s", "秒"));
  if (seconds < 90 * 60) return fmt::format("{:.3g} {}", seconds / 60, (*this)("min", "分钟"));
  return fmt::format("{:.3g} {}", seconds / 3600, (*this)("h", "小时"));
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

std::string Words::share(double value) const { return fmt::format("{:.3g} %", value * 100); }

}  // namespace kouan::analysis
