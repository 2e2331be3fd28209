// Counts what of scenarios can be evaluated without events: argument is a folder that holds one
// folder a port. Of each port's scenarios (validation.yaml is none) it prints how many classes
// there are; how many come plainly, one by one as a rate says; how many of these are carried the
// whole way by recursion, and how many begin with a place that would do; how many more are carried
// to the end of their way ("ended"), however they come; at how many places classes ask for a
// server; and how many of these would do, however they came there. Nothing is carried by recursion
// where anything is stopped now and then; "begun" and "would do" ask of the place alone.
// See docs/methods/engine.md.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

#include "models/compile.hpp"
#include "models/read_scenario.hpp"
#include "sim/recursive_ways.hpp"

namespace {

using namespace kouan;
using sim::StepKind;

struct Counts {
  int scenarios = 0;
  int classes = 0;
  int plain = 0;
  int whole = 0;
  int ended = 0;
  int begun = 0;
  int places = 0;
  int fit = 0;

  void add(const Counts& other) {
    scenarios += other.scenarios;
    classes += other.classes;
    plain += other.plain;
    whole += other.whole;
    ended += other.ended;
    begun += other.begun;
    places += other.places;
    fit += other.fit;
  }
};

bool asks(const sim::Step& step) {
  return step.kind == StepKind::seize || step.kind == StepKind::seize_server ||
         step.kind == StepKind::share || step.kind == StepKind::take;
}

bool is_stopped(const sim::Model& model, std::uint32_t resource) {
  return std::any_of(model.stoppages.begin(), model.stoppages.end(),
                     [&](const sim::StoppageDef& stoppage) {
                       const auto& all = stoppage.resources;
                       return std::find(all.begin(), all.end(), resource) != all.end();
                     });
}

/// Whether class `c` would qualify if its way were the steps from `first` up to `end`, it came as
/// `source` does and nothing were ever stopped.
bool would_qualify(sim::Model& model, std::uint32_t c, const sim::ClassDef& source,
                   std::uint32_t first, std::uint32_t end) {
  if (end >= model.steps.size()) return false;
  const sim::ClassDef class_before = model.classes[c];
  const sim::Step step_before = model.steps[end];
  model.classes[c] = source;
  model.classes[c].first_step = first;
  model.steps[end] = {};  // leaves
  auto stoppages = std::exchange(model.stoppages, {});
  const bool does = sim::qualifies_for_recursion(model, c);
  model.stoppages = std::move(stoppages);
  model.steps[end] = step_before;
  model.classes[c] = class_before;
  return does;
}

/// A visit is three steps: a server is asked for, held and left.
constexpr std::uint32_t k_steps_of_visit = 3;

void count_class(sim::Model& model, std::uint32_t c, Counts& counts) {
  const sim::ClassDef source = model.classes[c];
  const auto all = static_cast<std::uint32_t>(model.steps.size());
  std::uint32_t end = all;
  for (const sim::ClassDef& other : model.classes) {
    if (other.first_step > source.first_step) end = std::min(end, other.first_step);
  }
  ++counts.classes;
  counts.plain += would_qualify(model, c, source, source.first_step, source.first_step);
  const bool is_whole = sim::qualifies_for_recursion(model, c);
  counts.whole += is_whole;
  counts.ended += !is_whole && sim::end_without_events(model, c) != sim::k_none;
  bool is_first = true;
  for (std::uint32_t i = source.first_step; i < end; ++i) {
    if (!asks(model.steps[i])) continue;
    ++counts.places;
    const bool is_free = !is_stopped(model, model.steps[i].a);
    counts.fit += is_free && would_qualify(model, c, {}, i, i + k_steps_of_visit);
    if (is_first)
      counts.begun +=
          is_free && would_qualify(model, c, source, source.first_step, i + k_steps_of_visit);
    is_first = false;
  }
}

Counts count(const std::filesystem::path& file) {
  const models::ReadResult read = models::read_scenario(file.string());
  if (!read.scenario) throw std::runtime_error(file.string() + " cannot be read");
  sim::Model model = models::compile(*read.scenario).model;
  Counts counts;
  counts.scenarios = 1;
  for (std::uint32_t c = 0; c < model.classes.size(); ++c)
    count_class(model, c, counts);
  return counts;
}

void print(const std::string& name, const Counts& c) {
  std::cout << fmt::format("{:14} {:9} {:8} {:7} {:6} {:6} {:6} {:7} {:8}\n", name, c.scenarios,
                           c.classes, c.plain, c.whole, c.ended, c.begun, c.places, c.fit);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: recursion_share FOLDER\n";
    return 2;
  }
  std::map<std::string, Counts> ports;
  for (const auto& port : std::filesystem::directory_iterator(argv[1])) {
    if (!port.is_directory()) continue;
    for (const auto& file : std::filesystem::directory_iterator(port.path())) {
      const std::filesystem::path& path = file.path();
      if (path.extension() == ".yaml" && path.filename() != "validation.yaml")
        ports[port.path().filename().string()].add(count(path));
    }
  }
  std::cout << fmt::format("{:14} {:>9} {:>8} {:>7} {:>6} {:>6} {:>6} {:>7} {:>8}\n", "",
                           "scenarios", "classes", "plain", "whole", "ended", "begun", "places",
                           "would do");
  Counts all;
  for (const auto& [name, counts] : ports) {
    print(name, counts);
    all.add(counts);
  }
  print("in all", all);
  return 0;
}
