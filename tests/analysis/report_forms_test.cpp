// JSON, CSV and text of a report: keys, columns, units and titles.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "analysis/report/csv.hpp"
#include "analysis/report/files.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/report.hpp"
#include "analysis/report/text.hpp"
#include "analysis/system_error.hpp"
#include "sim/run.hpp"
#include "tests/analysis/made_up_port.hpp"
#include "tests/models/temporary_folder.hpp"
#include "tests/support/file_content.hpp"

namespace an = kouan::analysis;
namespace fs = std::filesystem;
namespace models = kouan::models;
namespace sim = kouan::sim;
using namespace kouan::test;

TEST_CASE("json of a comparison has the documented keys") {
  const auto both = variants();
  const an::Report report =
      an::make_report("compare", an::Language::zh, an::run_experiment(both, {}, options(4)), {});
  const auto json = an::to_json(report);
  for (const char* key : {"kouan", "command", "lang", "title", "question", "answer", "certainty",
                          "scenarios", "comparisons", "validation", "sources"})
    CHECK_MESSAGE(json.contains(key), key);
  CHECK(json["lang"] == "zh");
  const auto& base = json["scenarios"][0];
  for (const char* key :
       {"id",        "title",    "scenario", "hash",        "version", "seed",    "replications",
        "horizon_s", "warmup_s", "start",    "interrupted", "levers",  "classes", "stages",
        "sides",     "ledger",   "capacity", "series",      "graph",   "checks",  "assumptions"})
    CHECK_MESSAGE(base.contains(key), key);
  CHECK(base["classes"][0]["document_clearance_s"].is_null());
  CHECK(base["classes"][0]["physical_clearance_s"]["mean"]["n"] == 4);
  CHECK(base["capacity"]["bottleneck"]["stage"] == "gate");
  CHECK(base["series"]["days"].size() == 10);
  CHECK(base["series"]["queue_by_hour"][0]["mean"].size() == 24);
  CHECK(base["stages"][0]["queue_km"].is_null());  // trucks without a length
  const auto& measure = json["comparisons"][0]["measures"][0];
  for (const char* key : {"id", "title", "unit", "base", "with", "difference", "relative", "real",
                          "small", "correlation", "variance_saved"})
    CHECK_MESSAGE(measure.contains(key), key);
}

TEST_CASE("json of a run has the scenario at its top level") {
  const std::vector<an::Variant> one = {variants()[0]};
  an::ExperimentOptions o = options(1);
  o.capacity = false;
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(one, {}, o), {});
  const auto json = an::to_json(report);
  CHECK_FALSE(json.contains("scenarios"));
  CHECK(json["scenario"] == "port.yaml");
  CHECK(json["capacity"].is_null());
  CHECK(json["classes"][0]["cleared"]["half_width"].is_null());  // one replication
  CHECK(json["classes"][0]["cleared"]["n"] == 1);
  CHECK(json["title"]["zh"] == "口岸");
}

TEST_CASE("csv has eight columns in every row and unknown numbers empty") {
  const std::vector<an::Variant> one = {variants()[0]};
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(one, {}, options(1)), {});
  const std::string csv = an::csv_text(report);
  std::size_t start = 0;
  while (start < csv.size()) {
    const std::size_t end = csv.find('\n', start);
    const std::string line = csv.substr(start, end - start);
    CHECK_MESSAGE(std::count(line.begin(), line.end(), ',') == 7, line);
    start = end + 1;
  }
  CHECK(csv.find("base,class,truck,cleared,vehicles,300,,1\n") != std::string::npos);
}

TEST_CASE("csv says of each observed case what its agreement is worth") {
  const std::vector<an::Variant> one = {variants()[0]};
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("B", 7), observed("C", 7)};
  cases[0].dependent = true;
  cases[1].fitted = true;
  cases[2].design = true;
  cases[1].tolerance = {"at most", -1e300, 0};
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(one, cases, options(2)), {});
  const std::string csv = an::csv_text(report);
  for (const char* row : {"A,inside,1,1", "A,fitted,1,0", "A,dependent,1,1", "A,of_base,1,1",
                          "B,inside,1,0", "B,fitted,1,1", "B,dependent,1,0", "B,of_base,1,0",
                          "B,design,1,0", "C,inside,1,1", "C,fitted,1,0", "C,design,1,1"})
    CHECK_MESSAGE(csv.find("base,validation," + std::string(row) + ",,1\n") != std::string::npos,
                  row);
}

TEST_CASE("whence an observed figure is and how well it is known stand in every form") {
  const std::vector<an::Variant> one = {variants()[0]};
  std::vector<an::ValidationCase> cases = {observed("A", 1), observed("B", 1)};
  cases[0].source = "NN23";
  cases[0].grade = "D";
  const an::Report report =
      an::make_report("run", an::Language::en, an::run_experiment(one, cases, options(2)), {});
  const auto json = an::to_json(report)["validation"];
  CHECK(json[0]["source"] == "NN23");
  CHECK(json[0]["grade"] == "D");
  CHECK(json[1]["grade"].is_null());
  const std::string csv = an::csv_text(report);
  CHECK(csv.find("base,validation,A,source,NN23,,,0\n") != std::string::npos);
  CHECK(csv.find("base,validation,A,grade,D,,,0\n") != std::string::npos);
  CHECK(csv.find("validation,B,grade") == std::string::npos);
  const std::string text = an::validation_text(report.outcome.validation, an::Language::en);
  CHECK(text.find("source, grade\n") != std::string::npos);
  CHECK(text.find("  NN23 D\n") != std::string::npos);
  CHECK(an::validation_text(report.outcome.validation, an::Language::zh).find("来源、等级\n") !=
        std::string::npos);
}

TEST_CASE("a place at which more was tried is of the kind that it has among the stages") {
  std::vector<an::Variant> one = {variants()[0]};
  models::Scenario& s = one[0].scenario;
  s.stages.push_back(yard("park", 3));
  s.stores = {{"heap", {"Heap", "堆场"}, "", 1e9, 0, 1e6 / 86400}};
  s.processes[0].steps = {within("park", {visit("gate", {unload("heap")})}), cleared()};
  an::ExperimentOptions o = options(2);
  o.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  const auto json =
      an::to_json(an::make_report("run", an::Language::en, an::run_experiment(one, {}, o), {}));
  std::map<std::string, std::string> kinds;
  for (const auto& stage : json["stages"])
    kinds[stage["id"]] = stage["kind"];
  CHECK(kinds ==
        std::map<std::string, std::string>{{"gate", "stage"}, {"park", "yard"}, {"heap", "store"}});
  REQUIRE(json["capacity"]["bottleneck"]["gains"].size() >= 2);
  for (const auto& gain : json["capacity"]["bottleneck"]["gains"])
    CHECK(gain["kind"] == kinds[gain["stage"]]);
}

TEST_CASE("the Chinese text has no English units and no minus nothing") {
  const auto both = variants();
  an::ValidationCase v;
  v.id = "V";
  v.title = {"Tonnes", "货运量"};
  v.scenario = std::make_shared<const models::Scenario>(port(1));
  v.measure = an::ValidationMeasure::tonnes;
  v.unit = "Mt";
  v.unit_si = 1e6;
  v.classes = {0};
  v.observed = 37.857;
  v.tolerance = {"factor 3", 0, 1};
  const std::vector<an::ValidationCase> cases = {v};
  const an::Report report =
      an::make_report("compare", an::Language::zh, an::run_experiment(both, cases, options(2)), {});
  std::string text = an::text_report(report);
  text.erase(0, text.find("== "));  // the answer's sentences are made elsewhere
  for (const char* word : {"Mt", "vehicles", " min", " h ", " d ", "factor", "-0 %"})
    CHECK_MESSAGE(text.find(word) == std::string::npos, word);
  CHECK(text.find("3,785.7 万吨") != std::string::npos);
  CHECK(text.find("3 倍以内") != std::string::npos);
}

TEST_CASE("the short text has what was asked for by an option") {
  const auto both = variants();
  an::ExperimentOptions o = options(18);
  o.precision = 0.02;
  const an::Report report =
      an::make_report("compare", an::Language::en, an::run_experiment(both, {}, o), {});
  const auto has = [](const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
  };
  const std::string bare = an::text_answer(report);
  CHECK_FALSE(has(bare, "precision asked for"));
  CHECK_FALSE(has(bare, "saturated throughput"));
  const std::string precise = an::text_answer(report, {.precision = true});
  CHECK(has(precise, "\nPrecision\n- The precision asked for, 2 %, was"));
  CHECK_FALSE(has(precise, "saturated throughput"));
  const std::string worth = an::text_answer(report, {.value = true});
  CHECK(has(worth, "\n== Port (base)\n\nCapacity\n"));
  CHECK(has(worth, "\n== Two lanes (two)\n"));
  CHECK_FALSE(has(worth, "Where the time goes"));
}

TEST_CASE("the text names both languages' titles and never breaks for want of data") {
  const auto both = variants();
  an::Report report =
      an::make_report("compare", an::Language::zh, an::run_experiment(both, {}, options(2)), {});
  const std::string zh = an::text_report(report);
  CHECK(zh.find("两条通道") != std::string::npos);
  CHECK(zh.find("饱和通过量：") != std::string::npos);
  CHECK(zh.find("与基准比较：two") != std::string::npos);
  CHECK(zh.find("情景：") != std::string::npos);
  // Chinese has colons and brackets as wide as its letters.
  for (const char* narrow : {"量: ", "界: ", "）: ", "较: ", "景: ", "界 (", "量 ("})
    CHECK_MESSAGE(zh.find(narrow) == std::string::npos, narrow);
  report.language = an::Language::en;
  CHECK(an::text_report(report).find("Two lanes") != std::string::npos);
  CHECK(report.answer.en.size() == report.answer.zh.size());
}

TEST_CASE("what takes no file is told apart from what the system refuses") {
  const auto folder = TemporaryFolder::own();
  CHECK_THROWS_AS(an::prepare_file("/dev/null"), an::NotOrdinaryFile);
  CHECK_THROWS_AS(an::prepare_file(folder), std::system_error);
  CHECK_THROWS_AS(an::prepare_file(folder / "gone" / "trace.csv"), std::system_error);
  CHECK_NOTHROW(an::prepare_file(folder / "trace.csv"));
  CHECK_THROWS_AS(an::prepare_file(folder / std::string(300, 'a')), an::SystemError);
  fs::remove(folder / "ring");
  fs::create_symlink("ring", folder / "ring");
  CHECK_THROWS_AS(an::prepare_file(folder / "ring"), an::SystemError);
}

TEST_CASE("a folder made for results is gone again where nothing was written into it") {
  const fs::path folder = fs::path(TemporaryFolder::own()) / "made";
  fs::remove_all(folder);
  { const an::PreparedFolder made(folder / "a" / "b"); }
  CHECK_FALSE(fs::exists(folder));
  {
    const an::PreparedFolder made(folder / "a" / "b");
    an::write_files({{folder / "a" / "b" / "results.csv", "x"}});
  }
  CHECK(fs::exists(folder / "a" / "b" / "results.csv"));
  fs::create_directories(folder / "mine");
  { const an::PreparedFolder found(folder / "mine"); }
  CHECK(fs::exists(folder / "mine"));
  CHECK_THROWS_AS(an::PreparedFolder("/proc/none/here"), an::SystemError);
}

TEST_CASE("a file that a link names is written where the link leads") {
  const fs::path folder = fs::path(TemporaryFolder::own()) / "links";
  fs::remove_all(folder);
  fs::create_directories(folder / "there");
  fs::create_symlink("there", folder / "here");
  fs::create_symlink("../again", folder / "there" / "link");
  fs::create_symlink("there/new", folder / "again");
  an::write_files({{folder / "here" / "link", "first"}});
  an::write_files({{folder / "again", "second"}});
  CHECK(fs::is_symlink(folder / "there" / "link"));
  CHECK(fs::is_symlink(folder / "again"));
  CHECK(content(folder / "there" / "new") == "second");
  CHECK(an::written_at(folder / "here" / "link") == an::written_at(folder / "there" / "new"));
  CHECK(std::distance(fs::directory_iterator(folder / "there"), {}) == 2);
}
