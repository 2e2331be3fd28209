// The sources that a report lists.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "analysis/report/report.hpp"
#include "tests/analysis/made_up_port.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
using namespace kouan::test;

TEST_CASE("sources that notes and levers quote are listed beside those of values") {
  std::vector<an::Variant> both = variants();
  models::Provenance value{"stages.gate.service", "60 s", "OWN1", models::Grade::b, "", {}, {}};
  value.note = {"as in NOTE2, not at NEARBY-3", "见NOTE4"};
  both[0].scenario.provenance = {value};
  models::LeverInfo lane{
      "two", {"Two lanes", "两条通道"}, {"Planned (LEVER5).", "列入规划。"}, {}, {}, "", {}, ""};
  both[1].scenario.levers = {lane};
  both[0].scenario.question = {"Does the PLAN (of the CORRIDOR, ASK-8) hold (BOOK)?",
                               "PLAN（见CORRIDOR）可行否（2024年，REPORT）？"};
  an::ValidationCase held = observed("A", 1);
  held.source = "CASE6";
  held.note = {"half of CASE7", "半数"};
  const std::vector<an::ValidationCase> cases = {held};
  std::vector<models::Source> all;
  for (const char* key : {"OWN1", "NOTE2", "NEARBY", "NOTE4", "LEVER5", "CASE6", "CASE7", "NEVER8",
                          "NOTE", "PLAN", "CORRIDOR", "ASK-8", "BOOK", "REPORT"})
    all.push_back({key, {key, key}, "", "", models::Grade::b, {}});
  const an::Report report = an::make_report("compare", an::Language::en,
                                            an::run_experiment(both, cases, options(3)), all);
  std::string keys;
  for (const models::Source& source : report.sources)
    keys += source.key + " ";
  CHECK(keys == "OWN1 NOTE2 NOTE4 LEVER5 CASE6 CASE7 ASK-8 BOOK REPORT ");
}
