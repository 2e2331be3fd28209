#include "analysis/check_bound_text.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "analysis/carried.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/report/table.hpp"
#include "analysis/value_title.hpp"

namespace kouan::analysis {

namespace {

class BoundText {
 public:
  BoundText(const CheckReport& report, const Words& say)
      : report_(report), scenario_(report.scenario), in_(carried_in(report.scenario)), say_(say) {}

  std::string write() {
    if (!report_.computed) {
      paragraph(say_("not computed: see the warnings", "未计算：见警告"), 2);
      return std::move(out_);
    }
    const theory::CapacityBound& b = report_.bound;
    sustained(b);
    any_run(b);
    least_cut(b);
    const models::Text room = limited_room_text(scenario_, report_.limited_room);
    if (!room.en.empty()) paragraph(say_.text(room), 2);
    return std::move(out_);
  }

 private:
  void paragraph(const std::string& text, std::size_t indent) {
    out_ += say_.paragraph(text, indent);
  }

  /// Of tonnes or vehicles.
  std::string amount(double carried) const {
    return in_ == CarriedIn::tonnes ? say_.tonnes(carried) : say_.vehicles(carried);
  }

  std::string title_of(const std::string& id) const {
    return id.empty() ? say_("no stage alone", "无单一环节")
                      : say_.text(place_title(scenario_, id));
  }

  std::string title_of(const theory::BoundPart& part) const {
    if (!part.is_fleet) return title_of(part.id);
    const auto& classes = scenario_.classes;
    const auto fleet = std::find_if(classes.begin(), classes.end(),
                                    [&](const auto& c) { return c.id == part.id; });
    return say_("the round trips of {}", "{}的循环周转", say_.title(fleet->title, part.id));
  }

  /// "Gate binds", or where several places make the bound what each of them lets through.
  std::string what_binds(const std::vector<theory::BoundPart>& parts, const std::string& stage,
                         double all_per_year) const {
    if (parts.size() < 2)
      return say_("{} binds", "制约环节：{}",
                  parts.empty() ? title_of(stage) : title_of(parts.front()));
    std::string all;
    for (const theory::BoundPart& part : parts)
      all += (all.empty() ? "" : say_(", ", "、")) +
             say_("{} ({})", "{}（{}）", title_of(part), amount(part.share * all_per_year));
    return say_("set by {}", "制约环节：{}", all);
  }

  void sustained(const theory::CapacityBound& b) {
    const double carried = sustained_per_year(b, in_);
    if (!std::isfinite(carried)) {
      paragraph(say_("Nothing is known that bounds what can be kept up.",
                     "可持续的通过量没有已知的上界。"),
                2);
      return;
    }
    paragraph(
        say_("In the mix of the demand at most {} a year ({} vehicles a calendar day) "
             "with queues that stay finite; {}.",
             "按需求的车辆构成，若各环节排队保持有限，每年至多{}（每日历日{}辆）；{}。",
             amount(carried), plain(b.vehicles_per_day), what_binds(b.parts, b.stage, carried)),
        2);
  }

  void least_cut(const theory::CapacityBound& b) {
    std::string cut;
    for (const std::string& id : b.min_cut)
      cut += (cut.empty() ? "" : " + ") + title_of(id);
    if (!std::isfinite(b.min_cut_vehicles_per_day)) return;
    paragraph(say_("However routed, at most {} vehicles a calendar day; least cut: {}.",
                   "无论路径如何，每日历日至多{}辆；最小割：{}。",
                   plain(b.min_cut_vehicles_per_day), cut.empty() ? title_of("") : cut),
              2);
  }

  void any_run(const theory::CapacityBound& b) {
    const double carried = any_run_per_year(b, in_);
    if (!std::isfinite(carried)) {
      paragraph(say_("No place that every vehicle passes bounds what one run can clear.",
                     "没有全部车辆必经的环节限制单次仿真的放行量。"),
                2);
      return;
    }
    paragraph(say_("No run can clear more than {} a year, whatever the mix; {}.",
                   "无论构成如何，任何一次仿真的年放行量不会超过{}；{}。", amount(carried),
                   what_binds(b.parts_any_run, b.stage_any_run, carried)),
              2);
  }

  const CheckReport& report_;
  const models::Scenario& scenario_;
  CarriedIn in_;
  const Words& say_;
  std::string out_;
};

}  // namespace

std::string bound_text(const CheckReport& report, const Words& say) {
  return BoundText(report, say).write();
}

}  // namespace kouan::analysis
