// What `kouan check` says of small systems by their Markov chain, from scenario files on, against
// runs of the same scenarios.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "analysis/check.hpp"
#include "models/compile.hpp"
#include "models/read_scenario.hpp"
#include "sim/run.hpp"

using namespace kouan;
using namespace kouan::analysis;

namespace {

constexpr double k_most_z_of_system = 4;

/// `text`: classes, places and processes. Thirty days after two to warm up.
models::Scenario scenario_of(const std::string& name, const std::string& text) {
  const auto folder = std::filesystem::temp_directory_path() / "kouan-system-test";
  std::filesystem::create_directories(folder);
  const std::string file = (folder / (name + ".yaml")).string();
  std::ofstream(file) << "kouan: 1\ntitle: " << name
                      << "\nrun: {start: 2023-01-01, horizon: 32 d, warm_up: 2 d}\n"
                      << text;
  const models::ReadResult read = models::read_scenario(file);
  REQUIRE_MESSAGE(read.scenario, read.diagnostics.text());
  return *read.scenario;
}

/// A figure by theory, and its value in each run.
struct Compared {
  std::string name;
  double expected = 0;
  std::vector<double> values{};
};

double z_of_runs(const Compared& one) {
  const auto n = static_cast<double>(one.values.size());
  double mean = 0, squares = 0;
  for (const double v : one.values)
    mean += v / n;
  for (const double v : one.values)
    squares += (v - mean) * (v - mean);
  const double error = std::sqrt(squares / (n - 1) / n);
  if (error > 0) return (mean - one.expected) / error;
  return std::abs(mean - one.expected) <= 1e-9 ? 0 : INFINITY;
}

using Figure = double (*)(const sim::RunResult&, std::size_t, double observed_s);

struct ToCompare {
  const char* name;
  std::optional<double> expected;
  Figure of_run;
};

double ratio_of(double part, double all) { return all > 0 ? part / all : 0; }

std::vector<ToCompare> of_stage(const theory::StageFigures& f) {
  return {{"busy", f.utilisation,
           [](const sim::RunResult& r, std::size_t s, double) {
             return ratio_of(r.resources[s].busy_time_s, r.resources[s].open_time_s);
           }},
          {"blocked", f.blocked,
           [](const sim::RunResult& r, std::size_t s, double) {
             return ratio_of(r.resources[s].blocked_time_s, r.resources[s].open_time_s);
           }},
          {"queue", f.in_queue,
           [](const sim::RunResult& r, std::size_t s, double observed_s) {
             return r.resources[s].queue_time_s / observed_s;
           }},
          {"wait", f.wait_s,
           [](const sim::RunResult& r, std::size_t s, double) {
             return r.resources[s].waiting.mean_s;
           }},
          {"refused", f.turned_away_share, [](const sim::RunResult& r, std::size_t s, double) {
             const auto refused = static_cast<double>(r.resources[s].refused);
             return refused / (refused + static_cast<double>(r.resources[s].waiting.count));
           }}};
}

std::vector<ToCompare> of_way(const theory::WayAnswer& way) {
  return {
      {"through", way.per_s,
       [](const sim::RunResult& r, std::size_t c, double observed_s) {
         return static_cast<double>(r.classes[c].sojourn.count) / observed_s;
       }},
      {"inside", way.sojourn_s,
       [](const sim::RunResult& r, std::size_t c, double) { return r.classes[c].sojourn.mean_s; }},
      {"turned away", way.turned_away_share, [](const sim::RunResult& r, std::size_t c, double) {
         const auto away = static_cast<double>(r.classes[c].turned_away);
         return away / (away + static_cast<double>(r.classes[c].sojourn.count));
       }}};
}

std::vector<sim::RunResult> runs_of(const sim::Model& model) {
  constexpr std::uint32_t k_runs_of_system = 30;
  std::vector<sim::RunResult> out;
  for (std::uint32_t replication = 0; replication < k_runs_of_system; ++replication)
    out.push_back(sim::run(model, {.seed = 7, .replication = replication}));
  return out;
}

/// All that theory tells of the scenario is exact, and what the runs say.
void compare_system(const models::Scenario& scenario, bool all_by_chain = true) {
  const sim::Model model = models::compile(scenario).model;
  const double observed_s = sim::to_seconds(model.horizon - model.warm_up);
  const std::vector<sim::RunResult> runs = runs_of(model);
  const theory::ScenarioTheory found = check(scenario).theory;
  REQUIRE(found.stages.size() == model.resources.size());
  REQUIRE(found.ways.size() == model.classes.size());
  const auto judge = [&](const std::string& of, std::size_t i, const ToCompare& one) {
    if (!one.expected) return;
    Compared compared{of + " " + one.name, *one.expected};
    for (const sim::RunResult& run : runs)
      compared.values.push_back(one.of_run(run, i, observed_s));
    CAPTURE(compared.name);
    CAPTURE(compared.expected);
    CHECK(std::abs(z_of_runs(compared)) <= k_most_z_of_system);
  };
  for (std::size_t s = 0; s < found.stages.size(); ++s) {
    CHECK(found.stages[s].standing == theory::Standing::exact);
    if (all_by_chain) CHECK(found.stages[s].model == theory::QueueModel::markov_chain);
    for (const ToCompare& one : of_stage(found.stages[s].figures))
      judge(found.stages[s].stage, s, one);
  }
  for (std::size_t c = 0; c < found.ways.size(); ++c) {
    CHECK(found.ways[c].standing == theory::Standing::exact);
    for (const ToCompare& one : of_way(found.ways[c]))
      judge(found.ways[c].entity_class, c, one);
  }
}

/// Arrivals at so many an hour, all through.
std::string come(const std::string& id, int per_h) {
  return "  " + id + ": {payload: 1 t, process: " + id +
         ", arrivals: {rates: [{from: 2023-01-01, to: 2029-12-31, rate: " + std::to_string(per_h) +
         " /h}]}}\n";
}

}  // namespace

TEST_CASE("a fleet turned away at full docks, in theory as in results") {
  compare_system(scenario_of("engset", R"yaml(
classes:
  shuttle: {payload: 1 t, process: round, fleet: 6}
stages:
  dock: {servers: 2, queue: 1 vehicles, when_full: turn-away, service: "exponential(mean 20 min)"}
processes:
  round: {steps: [{travel: "exponential(mean 30 min)"}, {visit: dock}, cleared]}
)yaml"));
}

TEST_CASE("trains of several tracks beside single wagons, in theory as in results") {
  compare_system(scenario_of("tracks", "classes:\n" + come("wagon", 6) + come("train", 3) + R"yaml(
yards:
  tracks: {places: 6, queue: 0 vehicles, when_full: turn-away}
processes:
  wagon: {steps: [{seize: [{yard: tracks, keep_free: 1}]}, {travel: "exponential(mean 20 min)"}, {vacate: [tracks]}, cleared]}
  train: {steps: [{seize: [{yard: tracks, number: 3}]}, {travel: "exponential(mean 30 min)"}, {vacate: [tracks]}, cleared]}
)yaml"));
}

TEST_CASE("trains and wagons that stay as long as they may, in theory as in results") {
  compare_system(scenario_of("stays", "classes:\n" + come("wagon", 6) + come("train", 3) + R"yaml(
yards:
  tracks: {places: 6, queue: 0 vehicles, when_full: turn-away}
processes:
  wagon: {steps: [{seize: [tracks]}, {travel: 20 min}, {vacate: [tracks]}, cleared]}
  train: {steps: [{seize: [{yard: tracks, number: 3}]}, {travel: "lognormal(mean 30 min, cv 1.5)"}, {vacate: [tracks]}, cleared]}
)yaml"));
}

TEST_CASE("a fleet of constant service turned away at full docks, in theory as in results") {
  compare_system(scenario_of("engset-constant", R"yaml(
classes:
  shuttle: {payload: 1 t, process: round, fleet: 6}
stages:
  dock: {servers: 3, queue: 0 vehicles, when_full: turn-away, service: 20 min}
processes:
  round: {steps: [{travel: "erlang(2, 30 min)"}, {visit: dock}, cleared]}
)yaml"));
}

TEST_CASE("two classes in a yard with chance and a full queue inside, in theory as in results") {
  compare_system(scenario_of("yard", "classes:\n" + come("car", 3) + come("bus", 1) + R"yaml(
stages:
  gate: {servers: 1, service: "exponential(mean 2 min)"}
  search: {servers: 1, queue: 1 vehicles, service: "exponential(mean 8 min)"}
yards:
  lot: {places: 3}
processes:
  car: {steps: [{travel: 10 min}, {within: {yard: lot, steps: [{visit: gate}, {choose: [{share: 25 %, steps: [{visit: search}]}, {share: 10 %, steps: [{travel: "exponential(mean 3 min)"}]}]}]}}, cleared]}
  bus: {steps: [{within: {yard: lot, steps: [{visit: gate}, {visit: search}]}}, cleared, {travel: 7 min}]}
)yaml"));
}

TEST_CASE("two fleets of different work that block each other, in theory as in results") {
  compare_system(scenario_of("fleets", R"yaml(
classes:
  agv: {payload: 1 t, process: a, fleet: 3}
  truck: {payload: 1 t, process: b, fleet: 2}
stages:
  load: {servers: 1, service: "exponential(mean 4 min)", service_by_class: {truck: "exponential(mean 10 min)"}}
  unload: {servers: 1, queue: 0 vehicles, service: "exponential(mean 6 min)"}
processes:
  a: {steps: [{visit: load}, {visit: unload}, cleared, {travel: "exponential(mean 10 min)"}]}
  b: {steps: [{visit: load}, {visit: unload}, cleared, {travel: "exponential(mean 5 min)"}]}
)yaml"));
}

TEST_CASE("cars that overflow to a lane where buses are urgent, in theory as in results") {
  compare_system(scenario_of("overflow", "classes:\n" + come("car", 20) + come("bus", 6) + R"yaml(
stages:
  first: {servers: 1, queue: 1 vehicles, when_full: turn-away, service: "exponential(mean 4 min)"}
  second: {servers: 1, queue: 3 vehicles, when_full: turn-away, service: "exponential(mean 6 min)", priority: {bus: 1, car: 2}}
processes:
  car: {steps: [{visit: {stage: first, otherwise: [{visit: second}]}}, cleared]}
  bus: {steps: [{visit: second}, {travel: 20 min}, cleared]}
)yaml"),
                 false);
}

TEST_CASE("a line that loses at its entry and blocks behind it, in theory as in results") {
  compare_system(scenario_of("line", "classes:\n" + come("car", 9) + come("bus", 5) + R"yaml(
stages:
  gate: {servers: 2, queue: 2 vehicles, when_full: turn-away, service: "exponential(mean 4 min)"}
  scan: {servers: 1, queue: 1 vehicles, service: "exponential(mean 5 min)", service_by_class: {bus: "exponential(mean 3 min)"}}
  search: {servers: 1, queue: 0 vehicles, service: "exponential(mean 8 min)"}
processes:
  car: {steps: [{travel: 12 min}, {visit: gate}, {visit: scan}, {choose: [{share: 30 %, steps: [{visit: search}]}, {share: 20 %, steps: [leave]}]}, cleared]}
  bus: {steps: [{visit: gate}, {choose: [{share: 50 %, steps: [{visit: scan}]}]}, cleared, {travel: 7 min}]}
)yaml"));
}

TEST_CASE("of those turned away late the time of the others is not known, nor a fleet's round") {
  const theory::ScenarioTheory found =
      check(scenario_of("late", "classes:\n" + come("car", 9) + come("bus", 1) + R"yaml(
stages:
  gate: {servers: 2, queue: 2 vehicles, when_full: turn-away, service: "exponential(mean 4 min)"}
processes:
  car: {steps: [{visit: gate}, {choose: [{share: 30 %, steps: [leave]}]}, cleared]}
  bus: {steps: [{visit: gate}, cleared]}
)yaml"))
          .theory;
  CHECK(found.ways.at(0).standing == theory::Standing::exact);
  CHECK_FALSE(found.ways[0].sojourn_s.has_value());
  CHECK(found.ways[0].per_s.has_value());
}

TEST_CASE("what is known of a fleet that is turned away is told in both languages") {
  const CheckReport report = check(scenario_of("told", R"yaml(
classes:
  shuttle: {payload: 1 t, process: round, fleet: 6}
stages:
  dock: {servers: 3, queue: 0 vehicles, when_full: turn-away, service: "exponential(mean 20 min)"}
processes:
  round: {steps: [{travel: "exponential(mean 30 min)"}, {visit: dock}, cleared]}
)yaml"));
  const auto tells = [&](Language language, const std::string& part) {
    const std::string text = to_text(report, language, 200);
    CHECK_MESSAGE(text.find(part) != std::string::npos, text);
  };
  tells(Language::en, "shuttle: 144 rounds a day together, 25.2 % turned away (exact)");
  tells(Language::zh, "全部车辆每日共循环144次，被拒25.2");
  tells(Language::en, "Markov chain of all who wait, work and hold places together");
  tells(Language::zh, "全部等候、作业及占用车位情形的马尔可夫链");
}

TEST_CASE("a place that some pass in no time leaves chance too many ways, and no long check") {
  const CheckReport report =
      check(scenario_of("passed", "classes:\n" + come("car", 10) + come("bus", 3) + R"yaml(
stages:
  gate: {servers: 1, queue: 1 vehicles, service: "exponential(mean 6 min)"}
yards:
  lot: {places: 1}
processes:
  car: {steps: [{choose: [{when: {number: gate, below: 3}, steps: [{visit: gate}]}, {otherwise: [leave]}]}, cleared]}
  bus: {steps: [{within: {yard: lot, steps: [{choose: [{share: 50 %, steps: [{choose: [{share: 32 %, steps: [{visit: gate}]}, {share: 20 %, steps: [leave]}]}]}]}]}}, cleared]}
)yaml"));
  CHECK(report.theory.ways.at(1).standing == theory::Standing::none);
}

TEST_CASE("vehicles served while others still set out go on behind all of them: no answer") {
  // The order in which they come to the gate stays for good, and the whole depends on it.
  const theory::ScenarioTheory found = check(scenario_of("set-out", R"yaml(
classes:
  a: {payload: 1 t, process: once, fleet: 1}
  b: {payload: 1 t, process: twice, fleet: 2}
  c: {payload: 1 t, process: once, fleet: 1}
stages:
  gate: {servers: 1, service: "exponential(mean 5 min)", service_by_class: {b: "exponential(mean 1 min)"}}
  scan: {servers: 1, queue: 0 vehicles, service: "exponential(mean 9 min)", service_by_class: {c: "exponential(mean 1 min)"}}
yards:
  lot: {places: 1}
processes:
  once: {steps: [{within: {yard: lot, steps: [{assign: {attribute: seen, value: 1}}]}}, {visit: gate}, {visit: scan}, cleared]}
  twice: {steps: [{within: {yard: lot, steps: [{assign: {attribute: seen, value: 1}}]}}, {within: {yard: lot, steps: [{assign: {attribute: seen, value: 1}}]}}, {visit: gate}, {visit: scan}, cleared]}
)yaml"))
                                           .theory;
  for (const theory::WayAnswer& way : found.ways)
    CHECK(way.standing == theory::Standing::none);
}

TEST_CASE("those there at the start alone are not spread over the run") {
  const std::string port = R"yaml(
stages:
  gate: {servers: 4, queue: 5 vehicles, when_full: turn-away, service: "exponential(mean 8 min)"}
  dock: {servers: 2, queue: 1 vehicles, when_full: turn-away, service: "exponential(mean 8 min)"}
processes:
  car: {steps: [{visit: gate}, cleared]}
  bus: {steps: [{visit: {stage: gate, otherwise: [{visit: dock}]}}, cleared]}
)yaml";
  const std::string old = "  old: {payload: 1 t, process: car, arrivals: {at_start: 500}}\n";
  const std::string classes = "classes:\n" + come("car", 20) + come("bus", 10);
  const theory::ScenarioTheory alone = check(scenario_of("alone", classes + port)).theory;
  const theory::ScenarioTheory beside = check(scenario_of("beside", classes + old + port)).theory;
  CHECK(beside.stages.at(0).figures.utilisation.value() ==
        alone.stages.at(0).figures.utilisation.value());
  REQUIRE(beside.ways.size() == alone.ways.size());
  CHECK(alone.ways.at(1).standing == theory::Standing::exact);
  CHECK(beside.ways.at(1).standing == theory::Standing::none);  // no small system
}

TEST_CASE("one vehicle that may come to very many lines is too large") {
  std::string options;
  for (int i = 1; i <= 60; ++i) {
    const std::string priority = ", priority: " + std::to_string(i) + "}}";
    options += "{share: 1 %, steps: [{visit: {stage: gate" + priority + ", {visit: {stage: scan" +
               priority + ", {visit: {stage: search" + priority + "]}, ";
  }
  const std::string stage = "{servers: 1, queue: 0 vehicles, service: \"exponential(mean 2 min)\"}";
  const theory::ScenarioTheory found =
      check(scenario_of("lines",
                        "classes: {f: {payload: 1 t, process: f, fleet: 1}}\nstages: {gate: " +
                            stage + ", scan: " + stage + ", search: " + stage +
                            "}\nprocesses: {f: {steps: [{travel: \"exponential(mean 9 min)\"},"
                            " {choose: [" +
                            options + "{otherwise: []}]}, cleared]}}\n"))
          .theory;
  CHECK(found.ways.at(0).why.count(theory::Obstacle::too_large) > 0);
}
