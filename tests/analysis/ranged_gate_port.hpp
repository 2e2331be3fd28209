// A port of one gate, for tests of what its ranges make of it.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "models/read_scenario.hpp"
#include "tests/models/temporary_folder.hpp"

/// One truck a minute at one gate; `stage` is what the gate says, `rest` what the port has besides,
/// where `visits` may lead.
inline kouan::models::Scenario ranged_gate_port(const std::string& stage,
                                                const std::string& rest = "",
                                                const std::string& payload = "10 t",
                                                const std::string& visits = "{visit: gate}") {
  const std::filesystem::path file = TemporaryFolder::own() / "gate.yaml";
  std::ofstream(file) << "kouan: 1\ntitle: {en: Port, zh: 口岸}\n"
                         "run: {start: 2023-01-02, horizon: 4 d, saturated_warm_up: 1 d}\n"
                         "sides: {cn: {title: {en: China, zh: 中国}}}\n"
                         "classes: {truck: {payload: "
                      << payload
                      << ", process: way, arrivals: {rate: 1 /min}}}\n"
                         "stages:\n  gate: {title: {en: Gate, zh: 卡口}, side: cn, "
                      << stage << "}\n"
                      << rest << "processes: {way: {steps: [" << visits << ", cleared]}}\n";
  const kouan::models::ReadResult read = kouan::models::read_scenario(file.string());
  REQUIRE_MESSAGE(read.scenario, read.diagnostics.text());
  return *read.scenario;
}

/// {value: …, range: …}
inline std::string ranged(const std::string& value, const std::string& range) {
  return "{value: \"" + value + "\", grade: assumed, range: " + range + "}";
}

/// A gate that takes between 30 s and 2 min.
inline kouan::models::Scenario one_gate(const std::string& servers = "1",
                                        const std::string& payload = "10 t") {
  return ranged_gate_port("servers: " + servers + ", service: " + ranged("1 min", "30 s .. 2 min"),
                          "", payload);
}
