#include "analysis/validation_file.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/models/temporary_folder.hpp"
#include "tests/support/file_content.hpp"

namespace an = kouan::analysis;

using kouan::test::content;

namespace {

std::string messages(const an::ValidationFile& file) {
  std::string all;
  for (const kouan::models::language::Diagnostics& wrong : file.wrong)
    all += wrong.text();
  return all;
}

}  // namespace

// With KOUAN_UPDATE_GOLDEN=1 the page is written anew instead.
TEST_CASE("the reference page of validation files holds the tables of the listings") {
  std::filesystem::current_path(KOUAN_SOURCE_DIR);
  const std::string page = "docs/reference/validation.md";
  const std::string begin = "<!-- generated from the field listings; do not edit below -->\n\n";
  const std::string text = content(page);
  const std::size_t at = text.find(begin);
  REQUIRE(at != std::string::npos);
  const std::string wanted = text.substr(0, at) + begin + an::validation_reference();
  if (std::getenv("KOUAN_UPDATE_GOLDEN") != nullptr)
    std::ofstream(page, std::ios::binary) << wanted;
  CHECK(content(page) == wanted);
}

TEST_CASE("shipped validation files fit their schema and broken ones do not") {
  std::filesystem::current_path(KOUAN_SOURCE_DIR);
  const std::filesystem::path folder = TemporaryFolder::own();
  const auto written = [&](const char* name, const std::string& text) {
    std::ofstream(folder / name, std::ios::binary) << text;
    return " '" + (folder / name).string() + "'";
  };
  const std::string schema = written("validation.json", an::validation_schema());
  const std::string head = "validation: 1\ncases:\n  - {id: A, title: a, scenario: a.yaml, ";
  std::string broken;
  broken +=
      written("key.yaml", head + "measure: tonnes, observed: 1 kt, tolerance: 5 %, fited: 1}\n");
  broken += written("word.yaml", head + "measure: tons, observed: 1 kt, tolerance: 5 %}\n");
  broken += written("missing.yaml", head + "measure: tonnes, observed: 1 kt}\n");
  broken +=
      written("truth.yaml", head + "measure: tonnes, observed: 1 kt, tolerance: 5 %, fitted: 2}\n");
  broken += written("none.yaml", "validation: 1\ncases: []\n");
  const std::string command =
      "python3 tests/models/validate_schema.py" + schema +
      " --valid scenarios/ports/*/validation.yaml tests/cli/data/validation.yaml" +
      written("well.yaml",
              head + "measure: tonnes, observed: 1 kt, tolerance: 5 %, fitted: true}\n") +
      " --broken" + broken;
  CHECK(std::system(command.c_str()) == 0);
}

TEST_CASE("a time needs what it is of, and has no period") {
  const std::filesystem::path folder = TemporaryFolder::own();
  const auto errors = [&](const std::string& of) {
    std::ofstream(folder / "validation.yaml", std::ios::binary)
        << "validation: 1\ncases:\n  - {id: A, title: a, scenario: " << KOUAN_SOURCE_DIR
        << "/tests/cli/data/small.yaml, tolerance: 50 %, " << of << "}\n";
    return an::read_validation((folder / "validation.yaml").string());
  };
  const auto refuses = [&](const std::string& of, const std::string& why) {
    return messages(errors(of)).find(why) != std::string::npos;
  };
  CHECK(refuses("measure: waiting, observed: 20 min", "found waiting without its stage"));
  CHECK(refuses("measure: time_held, observed: 20 min", "found time_held without its stage"));
  CHECK(refuses("measure: time_in_system, observed: 20 h, from: 2023-01-01", "no from"));
  CHECK(refuses("measure: time_in_system, observed: 20 h, stage: gate", "no stage"));
  CHECK(refuses("measure: physical_clearance, observed: 20 km", "20 km"));
  const an::ValidationFile well = errors("measure: physical_clearance, observed: 2 h");
  REQUIRE(messages(well) == "");
  CHECK(well.cases[0].unit == "h");
  CHECK(well.cases[0].unit_si == 3600);
  CHECK(well.cases[0].tolerance.high == 3);
}

TEST_CASE("an observed figure's source is one of the bibliography and gives the grade") {
  const std::filesystem::path file = TemporaryFolder::own() / "sourced.yaml";
  const auto read = [&](const std::string& sourcing) {
    std::ofstream(file, std::ios::binary)
        << "validation: 1\ncases:\n  - {id: A, title: a, scenario: " << KOUAN_SOURCE_DIR
        << "/tests/cli/data/small.yaml, measure: tonnes, observed: 1 kt, tolerance: 50 %"
        << sourcing << "}\n";
    return an::read_validation(file.string());
  };
  const auto grade = [&](const std::string& sourcing) {
    const an::ValidationFile found = read(sourcing);
    REQUIRE(messages(found) == "");
    return found.cases.at(0).grade;
  };
  CHECK(grade("") == "");
  CHECK(grade(", source: NN23") == "A");
  CHECK(grade(", source: NN23, grade: D") == "D");
  CHECK(grade(", grade: D") == "D");
  const std::string unknown = messages(read(", source: NN2, grade: A"));
  CHECK(unknown.find("found the source \"NN2\"") != std::string::npos);
  CHECK(unknown.find("did you mean \"NN23\"?") != std::string::npos);
  CHECK(messages(read(", grade: B")).find("found grade B without a source") != std::string::npos);
}

TEST_CASE("a range of tolerance holds what is observed, else both places are told") {
  const std::filesystem::path folder = TemporaryFolder::own();
  const std::string file = (folder / "validation.yaml").string();
  const auto errors = [&](const std::string& of) {
    std::ofstream(file, std::ios::binary)
        << "validation: 1\ncases:\n  - id: A\n    title: a\n    scenario: " << KOUAN_SOURCE_DIR
        << "/tests/cli/data/small.yaml\n    measure: physical_clearance\n"
        << of;
    return messages(an::read_validation(file));
  };
  const std::string found = errors("    observed: 20 min\n    tolerance: 4 min .. 10 min\n");
  CAPTURE(found);
  CHECK(found.find(file + ":8:16: error: cases[0].tolerance: found the tolerance 4 min .. 10 min "
                          "that does not hold what is observed") != std::string::npos);
  CHECK(found.find(file + ":7:15") != std::string::npos);
  CHECK(errors("    observed: 20 min\n    tolerance: 21 min .. 1 h\n") != "");
  CHECK(errors("    observed: 20 min\n    tolerance: 1200 s .. 1 h\n") == "");
  CHECK(errors("    observed: 0.7 h\n    tolerance: 5 min .. 42 min\n") == "");
}

TEST_CASE("a time held is refused where several share a server or a section") {
  const std::filesystem::path folder = TemporaryFolder::own();
  std::ofstream(folder / "port.yaml", std::ios::binary) << R"(kouan: 1
title: {en: Port, zh: 口岸}
run: {start: 2023-01-01, horizon: 7 d}
sides: {cn: {title: {en: China, zh: 中国}}}
classes: {truck: {payload: 10 t, process: way, arrivals: {rate: 1 /h}}}
stages:
  own: {title: own, side: cn, activity: none, servers: 2, service: 5 min}
  shared: {title: shared, side: cn, activity: none, servers: 2, service: 5 min, discipline: sharing}
  together: {title: together, side: cn, activity: none, servers: 1, service: 5 min, batch: {most: 2}}
yards: {yard: {title: yard, side: cn, places: 2}}
sections: {line: {title: line, side: cn, run: 5 min}}
processes: {way: {steps: [{visit: own}, {visit: shared}, {visit: together}, {within: {yard: yard, steps: [{travel: 1 min}]}}, {pass: {section: line, direction: in}}, cleared]}}
)";
  const auto errors = [&](const std::string& stage) {
    std::ofstream(folder / "validation.yaml", std::ios::binary)
        << "validation: 1\ncases:\n  - {id: A, title: a, scenario: port.yaml, tolerance: 50 %, "
           "observed: 5 min, measure: time_held, stage: "
        << stage << "}\n";
    return messages(an::read_validation((folder / "validation.yaml").string()));
  };
  const auto refused = [&](const std::string& stage, const std::string& why) {
    const std::string found = errors(stage);
    CAPTURE(found);
    CHECK(found.find("stage: found " + why + " \"" + stage + "\"") != std::string::npos);
    CHECK(found.find("where each has a server of its own") != std::string::npos);
  };
  CHECK(errors("own") == "");
  CHECK(errors("yard") == "");
  refused("line", "the section");
  refused("together", "the batches of");
  refused("shared", "the shared");
}

TEST_CASE("every key of a validation file is explained in both languages") {
  const std::string tables = an::validation_reference();
  for (const char* key : {"`validation`", "`cases`", "`measure`", "`tolerance`", "`fit`"})
    CHECK_MESSAGE(tables.find(key) != std::string::npos, key);
  CHECK(tables.find("|  |  |") == std::string::npos);  // neither meaning nor 含义
}
