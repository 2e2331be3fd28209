// Which changes of clearance times the answer tells of an alternative, on runs made by hand.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "tests/analysis/made_up_port.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;

namespace {

/// Trucks with a load, and others without.
models::Scenario port_of_many(const std::vector<std::string>& others) {
  models::Scenario s = kouan::test::port(1);
  for (const std::string& id : others)
    add_class(s, id, {visit("gate"), cleared()}).payload_kg = sim::constant(0);
  return s;
}

/// What the alternative does to the mean clearance of each class, by its id; an hour as it is.
using Changes = std::map<std::string, double>;

/// `noisy`: of it the change is 0.7, 1 and 1.3 of what is said, by replication.
an::Report report_of_changes(const Changes& changes, const std::string& noisy = "") {
  static std::vector<an::Variant> both;  // outlives the report
  std::vector<std::string> others;
  for (const auto& [id, change_s] : changes)
    if (id != "truck") others.push_back(id);
  both = variants();
  both[0].scenario = both[1].scenario = port_of_many(others);
  both[1].scenario.hash = "other";
  both[1].scenario.stages[0].queue_places = 5;  // tells the runs apart
  an::ExperimentOptions o = options(3);
  o.capacity = false;
  o.replicate.runner = [&changes, &noisy](const sim::Model& model, const sim::RunOptions& run) {
    sim::RunResult result = made_up(model, run);
    const sim::ClassResult one = result.classes[0];
    result.classes.clear();
    for (const sim::ClassDef& cls : model.classes) {
      result.classes.push_back(one);
      if (cls.name != "truck") result.classes.back().cleared_kg = 0;
      if (model.resources[0].queue_places == 5)
        result.classes.back().physical.mean_s +=
            changes.at(cls.name) * (cls.name == noisy ? 0.7 + 0.3 * (run.replication % 3) : 1);
    }
    return result;
  };
  return an::make_report("compare", an::Language::en, an::run_experiment(both, {}, o), {});
}

}  // namespace

TEST_CASE("a class whose clearance alone an alternative helps is told, the main class after it") {
  const an::Report report = report_of_changes({{"truck", -18}, {"bus", -1230}});
  CHECK_MESSAGE(
      group_of(report.answer, 1)
              .en.find("Physical clearance of Class bus is 20.50 ± 0 min "
                       "shorter on average, of Class truck 18.00 ± 0 s.") != std::string::npos,
      group_of(report.answer, 1).en);
  CHECK_MESSAGE(group_of(report.answer, 1)
                        .zh.find("类别bus的车辆通关时间平均缩短 20.50 ± 0 分钟，类别truck"
                                 "缩短 18.00 ± 0 秒。") != std::string::npos,
                group_of(report.answer, 1).zh);
  CHECK(an::to_json(report)["comparisons"][0]["clearance_changes"].dump() == R"(["bus","truck"])");
}

TEST_CASE("the main class is told first where its own change is large, trifles of others are not") {
  const an::Report report = report_of_changes({{"truck", -390}, {"bus", 1230}, {"car", -150}});
  CHECK_MESSAGE(group_of(report.answer, 1)
                        .en.find("Physical clearance of Class truck is 6.500 ± 0 min "
                                 "shorter on average, of Class bus 20.50 ± 0 min longer.") !=
                    std::string::npos,
                group_of(report.answer, 1).en);
  CHECK_MESSAGE(
      group_of(report.answer, 1).zh.find("类别bus延长 20.50 ± 0 分钟。") != std::string::npos,
      group_of(report.answer, 1).zh);
  CHECK_FALSE(says(report.answer, "Class car"));
}

TEST_CASE("of many classes three are named, the largest change first, and the rest is counted") {
  const an::Report report = report_of_changes(
      {{"truck", -390}, {"bus", -930}, {"car", -1230}, {"van", -600}, {"taxi", -300}});
  CHECK_MESSAGE(
      group_of(report.answer, 1)
              .en.find("Class truck is 6.500 ± 0 min shorter on average, of Class car 20.50 "
                       "± 0 min, of Class bus 15.50 ± 0 min, and that of 2 more classes by "
                       "5 % or more.") != std::string::npos,
      group_of(report.answer, 1).en);
  CHECK_MESSAGE(
      group_of(report.answer, 1).zh.find("，另有 2 类变化 5 % 以上。") != std::string::npos,
      group_of(report.answer, 1).zh);
}

TEST_CASE("the main class is told beside however many others change by more") {
  const an::Report report = report_of_changes(
      {{"truck", -18}, {"bus", -930}, {"car", -1230}, {"van", -600}, {"taxi", -300}});
  CHECK_MESSAGE(says(report.answer,
                     "Physical clearance of Class car is 20.50 ± 0 min shorter on average, of "
                     "Class bus 15.50 ± 0 min, of Class truck 18.00 ± 0 s, and that of 2 more "
                     "classes by 5 % or more."),
                group_of(report.answer, 1).en);
  CHECK_MESSAGE(group_of(report.answer, 1)
                        .zh.find("，类别truck缩短 18.00 ± 0 秒，另有 2 类变化 5 % 以上。") !=
                    std::string::npos,
                group_of(report.answer, 1).zh);
}

TEST_CASE("a class that chance may have picked out of many is not named") {
  // 5.8 standard errors: t of 2 degrees is 4.3 at 95 %, and 7.6 at 1 - 0.05 / 3.
  const an::Report alone = report_of_changes({{"truck", -18}, {"bus", -930}}, "bus");
  CHECK(says(alone.answer, "Class bus"));
  const an::Report among =
      report_of_changes({{"truck", -18}, {"bus", -930}, {"car", 0}, {"van", 0}}, "bus");
  CHECK_FALSE(says(among.answer, "Class bus"));
}
