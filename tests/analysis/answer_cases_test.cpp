// What the answer says of observed cases.
#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "analysis/report/answer_validation.hpp"
#include "tests/analysis/answer_with.hpp"
#include "tests/analysis/made_up_port.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
using namespace kouan::test;

TEST_CASE("cases that were fitted or depend on inputs are told apart from tests") {
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("B", 1), observed("C", 1),
                                           observed("D", 7)};
  cases[0].fitted = true;
  cases[1].dependent = true;
  cases[2].tolerance = {"at most", -1e300, 0};
  cases[2].title = {"C observed", "观测C"};
  const an::Answer answer = answer_with(cases);
  CHECK(says(answer, "3 of 4 cases are inside tolerance; 2 are independent tests (1 inside)."));
  CHECK(says(answer, "Outside: “C observed”."));
  CHECK(says(answer, "No independent test is of its capacity."));
  CHECK(says(answer,
             "Of the 4 held against observation, 2 are independent tests (1 inside), 1 follows "
             "from inputs or fitted cases, 1 was fitted."));
  CHECK(says(answer, "Of the 3 of this scenario itself, 1 is an independent test."));
}

TEST_CASE("of many cases that miss the answer has their number and the gravest") {
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("B", 1), observed("C", 1)};
  for (an::ValidationCase& v : cases)
    v.tolerance = {"at most", -1e300, 0};
  for (an::ValidationCase& v : cases)
    v.observed = 50;
  cases[1].title = {"B observed", "观测B"};
  const auto told_of = [&](double observed_of_b) {
    cases[1].observed = observed_of_b;
    return answer_with(cases);
  };
  // 100 t are simulated: A and C at twice what was observed.
  const an::Answer few = told_of(0.8);
  CHECK(says(
      few,
      "The gravest of 3 outside is “B observed”, simulated at 125 times the observed; the table "
      "of cases has all."));
  CHECK(any_tells(few.zh, "超差 3 例，最甚者为“观测B”，仿真为观测值的 125 倍；其余见观测对照表。"));
  // A small part of what was observed is told the other way round, as one says it.
  CHECK(says(told_of(2900), "outside is “B observed”, simulated 29 times too low;"));
  CHECK(any_tells(told_of(2900).zh, "仿真仅为观测值的 1/29；"));
  // Nothing is a multiple of nothing.
  CHECK(says(told_of(0), "The gravest of 3 outside is A, simulated at 2.00 times the observed"));
}

TEST_CASE("cases of a scenario that are no tests are said to test nothing of it") {
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("B", 7)};
  cases[0].dependent = true;
  const an::Answer answer = answer_with(cases);
  CHECK(says(answer, "; 1 is an independent test (1 inside)."));
  CHECK(says(answer, "No observation tests the capacity of this scenario itself."));
  CHECK(says(answer,
             "Of the 2 held against observation, 1 is an independent test (1 inside), 1 follows "
             "from inputs or fitted cases, 0 were fitted."));
  CHECK(says(answer, "Of the 1 of this scenario itself, none is an independent test."));
}

TEST_CASE("how far the farthest test is from what was observed is told, inside or not") {
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("B", 1), observed("C", 1)};
  for (an::ValidationCase& of : cases)
    of.tolerance = {"factor 3", 0, 1e9};
  cases[0].observed = 80;  // of 100 t
  cases[1].observed = 250;
  cases[2].observed = 1;
  cases[2].tolerance = {"at least", 1, std::numeric_limits<double>::infinity()};  // to one side: no
                                                                                  // distance
  const std::string far =
      "The farthest of the tests, inside or not, is simulated 2.5 times too low.";
  CHECK(says(answer_with(cases), "3 of 3 cases are inside tolerance."));
  CHECK(says(answer_with(cases), far));
  cases[2].fitted = true;
  const an::Answer answer = answer_with(cases);
  CHECK(says(answer, "3 of 3 cases are inside tolerance; 2 are independent tests (2 inside)."));
  CHECK(says(answer, far));
  CHECK(says(answer, "Of the 3 held against observation, 2 are independent tests (2 inside), "));
  CHECK(any_tells(answer.zh, "独立检验（不论是否在容差之内）中最远者，仿真值仅为观测值的 1/2.5。"));
  // One that misses is not left out: it is the farthest all the same.
  cases[1].tolerance = {"factor 2", 0, 90};
  CHECK(says(answer_with(cases), "2 of 3 cases are inside"));
  CHECK(says(answer_with(cases), far));
  cases[1].fitted = true;
  CHECK(says(answer_with(cases), "The test is simulated 25 % above the observed."));
}

TEST_CASE("a bound that is missed is far off too") {
  constexpr double k_no_end = std::numeric_limits<double>::infinity();
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("B", 1)};
  cases[0].observed = 80;  // of 100 t
  cases[0].tolerance = {"factor 3", 0, 1e9};
  cases[1].observed = 3000;
  cases[1].tolerance = {"at least", 3000, k_no_end};
  const std::string of_all = "The farthest of the tests, inside or not, is simulated ";
  CHECK(says(answer_with(cases), of_all + "30 times too low."));
  cases[1].observed = 2;
  cases[1].tolerance = {"at most", -k_no_end, 2};
  CHECK(says(answer_with(cases), of_all + "at 50.0 times the observed."));
}

TEST_CASE("a test that is simulated as nothing is the farthest there can be") {
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("B", 1)};
  std::vector<an::ValidationOutcome> outcomes;
  for (an::ValidationCase& of : cases) {
    of.observed = 50;
    outcomes.emplace_back();
    outcomes.back().of = &of;
    outcomes.back().simulated = {50000, 0, 4};  // a thousand times as much
    outcomes.back().replications = 4;
    outcomes.back().of_base = true;
  }
  outcomes[1].simulated.mean = 0;
  CHECK(an::count(outcomes).farthest == 0);
  an::Sentences out;
  an::say_validation(outcomes, out);
  CHECK(says(out.take(),
             "The farthest of the tests, inside or not, is simulated as nothing at all."));
}

TEST_CASE("of a run that ended before it is said how many cases were not run") {
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("B", 1), observed("C", 1)};
  std::vector<an::ValidationOutcome> outcomes;
  for (an::ValidationCase& of : cases) {
    outcomes.emplace_back();
    outcomes.back().of = &of;
    outcomes.back().of_base = true;
  }
  const auto said = [&] {
    an::Sentences out;
    an::say_validation(outcomes, out);
    return out.take();
  };
  CHECK(says(said(), "None of 3 observed cases was run."));
  CHECK(any_tells(said().zh, "3 例观测例均未运行。"));
  const auto run = [](an::ValidationOutcome& v) {
    v.simulated = {100, 0, 4};
    v.replications = 4;
    v.inside = true;
  };
  run(outcomes[0]);
  CHECK(says(said(), "1 of 1 case run is inside tolerance, 2 more were not run."));
  CHECK(any_tells(said().zh, "与观测对照，所运行的 1 例中 1 例在容差之内，另有 2 例未运行。"));
  // One of those not run may be a test of capacity.
  CHECK_FALSE(says(said(), "its capacity"));
  cases[0].dependent = true;
  CHECK(any_tells(said().zh, "1 例在容差之内；其中无独立检验，另有 2 例未运行。"));
  outcomes[0].of_base = false;
  CHECK(says(said(),
             "No observed case of this scenario was run: 1 of other scenarios was run (1 inside "
             "its tolerance), 2 more were not run."));
  run(outcomes[1]);
  run(outcomes[2]);
  CHECK(says(said(), "3 of 3 cases are inside tolerance"));
  CHECK(says(said(), "No independent test is of its capacity."));
  outcomes.resize(1);
  outcomes[0].replications = 0;
  CHECK(says(said(), "The one observed case was not run."));
}

TEST_CASE("a test of clearance times is told as one") {
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("B", 1)};
  std::vector<an::ValidationOutcome> outcomes(2);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    outcomes[i].of = &cases[i];
    outcomes[i].of_base = true;
    outcomes[i].simulated = {100, 0, 4};
    outcomes[i].replications = 4;
  }
  outcomes[0].inside = true;
  const auto said = [&] {
    an::Sentences out;
    an::say_validation(outcomes, out);
    return out.take();
  };
  CHECK_FALSE(says(said(), "clearance times"));
  cases[1].measure = an::ValidationMeasure::physical_clearance;
  CHECK(says(said(), "Of its clearance times one case is a test, which misses."));
  CHECK(any_tells(said().zh, "其通关时间经 1 例独立检验，超差。"));
  cases[0].measure = an::ValidationMeasure::document_clearance;
  CHECK(says(said(), "Of its clearance times 2 cases are tests, of which 1 is inside."));
  cases[1].fitted = true;
  CHECK(says(said(), "Of its clearance times one case is a test, which is inside."));
}

TEST_CASE("the gravest miss, if it is the farthest test too, is told once") {
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("B", 1), observed("C", 1)};
  for (an::ValidationCase& v : cases) {
    v.tolerance = {"factor 1", 0, 1};
    v.observed = 50;  // of 100 t
  }
  cases[1].observed = 2900;
  const std::string farthest = "The farthest of the tests";
  CHECK(says(answer_with(cases), "The gravest of 3 outside is B, simulated 29 times too low;"));
  CHECK_FALSE(says(answer_with(cases), farthest));
  cases[1].fitted = true;  // no test: the others are the farthest of these
  CHECK(says(answer_with(cases), farthest));
}

TEST_CASE("a test in saturated runs is one of capacity, unless some classes alone count") {
  std::vector<an::ValidationCase> cases = {observed("A", 1)};
  cases[0].mode = models::DemandMode::saturated;
  CHECK(says(answer_with(cases), "1 of 1 case is inside tolerance."));
  cases[0].names_classes = true;
  CHECK(says(answer_with(cases),
             "Of its capacity only that of some classes is tested, by one case, which is inside."));
  cases.push_back(cases[0]);
  cases[1].id = "B";
  cases[1].tolerance = {"at most", -1e300, 0};
  const an::Answer two = answer_with(cases);
  CHECK(says(two,
             "Of its capacity only that of some classes is tested, by 2 cases, of which 1 is "
             "inside."));
  CHECK(any_tells(two.zh, "其通过能力仅有部分车型经独立检验，共 2 例，1 例在容差之内。"));
  cases.erase(cases.begin());
  CHECK(says(answer_with(cases), ", by one case, which misses."));
  // A test of demand does not become one of capacity.
  cases[0].mode = models::DemandMode::as_given;
  CHECK(says(answer_with(cases), "No independent test is of its capacity."));
}

TEST_CASE("cases of other scenarios alone are no praise of this one") {
  const an::Answer answer = answer_with({observed("A", 7), observed("B", 8)});
  CHECK(says(answer,
             "No observed case is of this scenario: 2 of other scenarios were run (2 inside their "
             "tolerance)"));
  CHECK_FALSE(says(answer, "Held against observation"));
}
