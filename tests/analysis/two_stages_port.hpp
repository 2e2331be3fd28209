// A port of two stages one after the other, for tests of what its ranges make of it.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "analysis/experiment.hpp"
#include "models/read_scenario.hpp"
#include "sim/run.hpp"
#include "tests/models/temporary_folder.hpp"

namespace kouan::test {

/// A gate of one lane that takes 60 s, before a scale of one lane that takes 40 s, between 20 s and
/// 2 min. What the truck weighs empty, and who comes before opening, moves nothing.
inline std::string two_stages(const std::string& lanes_of_gate) {
  return "kouan: 1\ntitle: {en: Port, zh: 口岸}\n"
         "run: {start: 2023-01-02, horizon: 4 d, saturated_warm_up: 1 d}\n"
         "sides: {cn: {title: {en: China, zh: 中国}}}\n"
         "classes:\n  truck:\n    title: {en: Trucks, zh: 货车}\n    process: way\n"
         "    payload: 10 t\n    arrivals: {rate: 1 /min}\n"
         "    vehicle_length: {value: 20 m, grade: assumed, range: 18 m .. 25 m}\n"
         "stages:\n"
         "  gate: {title: {en: Gate, zh: 卡口}, side: cn, servers: " +
         lanes_of_gate +
         ",\n    service: {value: 60 s, grade: assumed, range: 30 s .. 2 min}}\n"
         "  scale: {title: {en: Scale, zh: 地磅}, side: cn, servers: {value: 1, grade: assumed, "
         "range: 1 .. 2},\n"
         "    service: {value: 40 s, grade: assumed, range: 20 s .. 2 min}}\n"
         "processes: {way: {steps: [{visit: gate}, {visit: scale}, cleared]}}\n";
}

inline models::Scenario screened_port(const std::string& text) {
  const std::filesystem::path file = TemporaryFolder::own() / "screened.yaml";
  std::ofstream(file) << text;
  const models::ReadResult result = models::read_scenario(file.string());
  REQUIRE_MESSAGE(result.scenario, result.diagnostics.text());
  return *result.scenario;
}

inline analysis::ExperimentOptions screened_runs() {
  analysis::ExperimentOptions options;
  options.replications = 4;
  options.ranges = true;
  options.replicate.runner = [](const sim::Model& model, const sim::RunOptions& run) {
    return sim::run(model, run);
  };
  return options;
}

}  // namespace kouan::test
