// Between what single values lead a change: over ends that move the change, however little that is
// of clearance itself.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "analysis/experiment.hpp"
#include "analysis/extremes.hpp"
#include "analysis/report/report.hpp"
#include "models/read_scenario.hpp"
#include "tests/analysis/few_runs.hpp"
#include "tests/analysis/sentences.hpp"
#include "tests/models/temporary_folder.hpp"

namespace an = kouan::analysis;
namespace models = kouan::models;
using doctest::Approx;
using kouan::test::few_runs;
using kouan::test::says;

namespace {

/// Long at the gate, and soon through the post after it; nobody waits at either.
models::Scenario long_and_short(const std::string& post) {
  const std::filesystem::path file = TemporaryFolder::own() / "long.yaml";
  std::ofstream(file)
      << "kouan: 1\ntitle: {en: Port, zh: 口岸}\n"
         "run: {start: 2023-01-02, horizon: 5 d, saturated_warm_up: 1 d}\n"
         "sides: {cn: {title: {en: China, zh: 中国}}}\n"
         "classes: {truck: {title: {en: Trucks, zh: 货车}, payload: 10 t, process: "
         "way, arrivals: {rate: 0.1 /min}}}\n"
         "stages:\n"
         "  gate: {title: {en: Gate, zh: 卡口}, side: cn, servers: 60, service: "
         "100 min}\n"
         "  post: {title: {en: Post, zh: 岗}, side: cn, servers: 60, service: "
      << post
      << "}\n"
         "  scale: {title: {en: Scale, zh: 地磅}, side: cn, servers: 60, service: "
         "{value: 2 min, grade: assumed, range: 1 min .. 40 min}}\n"
         "processes: {way: {steps: [{declare: 5 min}, {visit: gate}, {visit: post}, "
         "{visit: scale}, await-documents, release, cleared]}}\n";
  const models::ReadResult read = models::read_scenario(file.string());
  REQUIRE_MESSAGE(read.scenario, read.diagnostics.text());
  return *read.scenario;
}

an::Report report_of(const std::string& quicker) {
  const std::vector<an::Variant> both = {{"base", {"Port", "口岸"}, long_and_short("2 min")},
                                         {"quick", {"Quick", "快"}, long_and_short(quicker)}};
  return an::make_report("compare", an::Language::en,
                         an::run_experiment(both, {}, few_runs(3, true)), {});
}

}  // namespace

TEST_CASE("an end that moves the change is run, though it hardly moves clearance") {
  const an::Report report = report_of("{value: 1 min, grade: assumed, range: 0.5 min .. 3.4 min}");
  const auto found =
      an::change_extremes(report.outcome.variants[1], an::ClearanceClock::physical, {-60, 0.1, 3});
  REQUIRE(found);
  REQUIRE(found->highest.of);
  CHECK(found->highest.of->path == "stages.post.service");
  CHECK(found->highest.there.mean == Approx(84));
  CHECK(found->lowest.there.mean == Approx(-90));
  CHECK(says(report.answer, "There it is longer, not shorter."));
  // Of clearance itself it moves less than a twentieth.
  CHECK(report.outcome.variants[1].clearance->on(an::ClearanceClock::physical).effects.empty());
}

TEST_CASE("both ends of a value that base and alternative share are run with both") {
  const an::Report report = report_of("1 min");
  const auto& changes =
      report.outcome.variants[1].clearance->changes_on(an::ClearanceClock::physical);
  const auto scale = std::find_if(changes.begin(), changes.end(), [](const auto& change) {
    return change.of.path == "stages.scale.service";
  });
  REQUIRE(scale != changes.end());
  REQUIRE(scale->low);  // by 1 min of 104 the base is not moved there
  REQUIRE(scale->high);
  CHECK(scale->low->difference.mean == Approx(-60));
  const auto& base = report.outcome.variants[0].clearance->on(an::ClearanceClock::physical);
  REQUIRE(base.effects.size() == 1);
  CHECK(base.effects[0].low.effect == an::EndEffect::stays);
}

TEST_CASE("where no value moves either clock, that is told of both") {
  const an::Report report =
      report_of("{value: 1 min, grade: assumed, range: 0.99 min .. 1.01 min}");
  CHECK_FALSE(says(report.answer, "The same values lead it as far."));
  CHECK(says(report.answer,
             "None of 2 values tried at the ends of their ranges is seen to move it by 5 % or "
             "more."));
}
