#include "analysis/value_title.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <set>
#include <string>

#include "analysis/check.hpp"
#include "models/read_scenario.hpp"
#include "tests/analysis/hand_made.hpp"

namespace an = kouan::analysis;

namespace {

using Json = nlohmann::json;

/// Paths of all values of the schema that may be assumed within a range: {value: …, range: …}.
/// Things are called "one", list items [0].
class RangedPaths {
 public:
  explicit RangedPaths(const Json& schema) : definitions_(schema["$defs"]) {}

  std::set<std::string> of(const std::string& definition, const std::string& path) {
    walk(definitions_[definition], path, {definition});
    return std::move(found_);
  }

 private:
  void walk(const Json& node, const std::string& path, std::set<std::string> within) {
    if (!node.is_object()) return;
    if (node.contains("$ref")) {
      const auto ref = node["$ref"].get<std::string>();
      const std::string name = ref.substr(ref.rfind('/') + 1);
      if (within.insert(name).second) walk(definitions_[name], path, within);
      return;
    }
    for (const char* some : {"anyOf", "oneOf", "allOf", "prefixItems"})
      if (node.contains(some))
        for (const Json& one : node[some])
          walk(one, path, within);
    for (const char* each : {"items", "additionalProperties"})
      if (node.contains(each))
        walk(node[each], path + (each == std::string("items") ? "[0]" : ".one"), within);
    if (!node.contains("properties")) return;
    const Json& keys = node["properties"];
    if (keys.contains("value") && keys.contains("range")) {
      found_.insert(path);
      return;
    }
    for (const auto& [key, value] : keys.items())
      if (key != "value")  // of a list whose items may be sourced together
        walk(value, path.empty() ? key : path + "." + key, within);
  }

  const Json& definitions_;
  std::set<std::string> found_;
};

}  // namespace

TEST_CASE("every value that may be assumed within a range has words in both languages") {
  const Json schema = Json::parse(kouan::models::scenario_schema());
  std::set<std::string> paths = RangedPaths(schema).of("scenario", "");
  paths.merge(RangedPaths(schema).of("lever", "levers.one"));
  CHECK(paths.size() > 120);
  CHECK(paths.count("stages.one.balk_at") == 1);
  CHECK(paths.count("stages.one.service_by_class.one") == 1);
  CHECK(paths.count("processes.one.steps[0].seize.patience") == 1);
  CHECK(paths.count("levers.one.cost") == 1);
  const auto s = kouan::tests::hand_made_scenario();
  for (const std::string& path : paths) {
    CAPTURE(path);
    const auto title = an::value_title(s, path);
    CHECK_FALSE(title.en.empty());
    CHECK(title.zh != title.en);
  }
}

TEST_CASE("a value of one class names the class, and a thing may be called like a field") {
  const auto s = kouan::tests::hand_made_scenario();
  CHECK(an::value_title(s, "stages.gate.service_by_class.truck").zh == "卡口：作业时间（货车）");
  CHECK(an::value_title(s, "stages.gate.balk_at").en ==
        "Gate: queue at which nobody joins any more");
  CHECK(an::value_title(s, "stages.gate.patience").zh == "卡口：排队耐心时长");
  CHECK(an::value_title(s, "stages.priority.servers").en == "priority: lanes or places of work");
}

TEST_CASE("a value is called by its thing and its field in both languages") {
  const auto s = kouan::tests::hand_made_scenario();
  CHECK(an::value_title(s, "stages.gate.service").en == "Gate: service time");
  CHECK(an::value_title(s, "stages.gate.service").zh == "卡口：作业时间");
  CHECK(an::value_title(s, "classes.truck.payload").zh == "货车：单车载重");
  CHECK(an::value_title(s, "sides.cn.holidays[0].from").en == "China: holiday, first day");
  CHECK(an::value_title(s, "yards.yard.places").en == "Yard: places");
  CHECK(an::value_title(s, "yards.yard.queue").zh == "场地：候位");
  CHECK(an::value_title(s, "stages.gate.queue_lanes").en == "Gate: queue lanes abreast");
}

TEST_CASE("what has no title is called by its id and what has no words by nothing") {
  auto s = kouan::tests::hand_made_scenario();
  CHECK(an::value_title(s, "hours.night.open").en == "night: opening hours");
  s.hours.push_back({});
  s.hours.back().id = "night";
  s.hours.back().title = {"Night shift", "夜班"};
  CHECK(an::value_title(s, "hours.night.open").zh == "夜班：开放时间");
  CHECK(an::value_title(s, "stages.gate.colour").en.empty());
  CHECK(an::value_title(s, "service").en.empty());
}

TEST_CASE("the time of a drive with a title is called by it wherever the drive is") {
  namespace m = kouan::models;
  const auto drive = [](const char* en, const char* zh) {
    m::Travel travel;
    travel.title = {en, zh};
    return m::ProcessStep{travel, {}};
  };
  m::Within yard;
  yard.steps = {m::ProcessStep{m::Release{}, {}}, drive("Making up", "编组")};
  yard.otherwise = {drive("Round the yard", "绕行")};
  m::Choose choose;
  choose.options.resize(4);
  choose.options[3].steps = {drive("By-pass", "便道"), drive("", "")};
  m::Within yard_of_gate;
  yard_of_gate.yard = "yard";
  m::Visit gate;
  gate.stage = "gate";
  choose.options[2].steps = {m::ProcessStep{yard_of_gate, {}}};
  yard_of_gate.steps = {m::ProcessStep{gate, {}}};
  m::Choose other;  // not all of them go there
  other.options.resize(1);
  m::Visit post;
  post.stage = "post";
  other.options[0].steps = {m::ProcessStep{post, {}}};
  choose.options[1].steps = {m::ProcessStep{other, {}}, m::ProcessStep{yard_of_gate, {}}};
  m::Parallel parallel;
  parallel.ways = {{m::ProcessStep{m::Release{}, {}}}, {drive("On foot", "")}};
  auto s = kouan::tests::hand_made_scenario();
  s.processes.push_back({"way", {"Way", "流程"}, {{yard, {}}, {choose, {}}, {parallel, {}}}});

  const auto title = [&](const std::string& path) { return an::value_title(s, path); };
  CHECK(title("processes.way.steps[0].within.steps[1].travel.time").en == "Making up: travel time");
  CHECK(title("processes.way.steps[0].within.steps[1].travel.time").zh == "编组：行驶时间");
  CHECK(title("processes.way.steps[0].within.otherwise[0].travel.time").zh == "绕行：行驶时间");
  CHECK(title("processes.way.steps[1].choose[3].steps[0].travel.time").zh == "便道：行驶时间");
  CHECK(title("processes.way.steps[1].choose[3].otherwise[0].travel.time").en ==
        "By-pass: travel time");
  CHECK(title("processes.way.steps[2].parallel[1][0].travel.time").zh == "On foot：行驶时间");
  CHECK(title("processes.way.steps[2].parallel.ways[1][0].travel.time").en ==
        "On foot: travel time");
  // Of a share, by the first stage on the way, else by the first yard.
  CHECK(title("processes.way.steps[1].choose[1].share").en == "Way: share sent to Gate");
  CHECK(title("processes.way.steps[1].choose[1].share").zh == "流程：前往卡口的比例");
  CHECK(title("processes.way.steps[1].choose[2].share").en == "Way: share sent to Yard");
  CHECK(title("processes.way.steps[1].choose[0].share").en == "Way: share of vehicles");
  CHECK(title("processes.way.steps[0].split.share").zh == "流程：拆出部分所占载重比例");
  // Without a title, and where there is no drive, by the process.
  CHECK(title("processes.way.steps[1].choose[3].steps[1].travel.time").en == "Way: travel time");
  CHECK(title("processes.way.steps[7].travel.time").en == "Way: travel time");
  CHECK(title("processes.way.steps[0].within.steps[0].travel.time").en == "Way: travel time");
  CHECK(an::owner_title(s, "processes.way.steps[0].within.steps[1].travel.time").zh == "流程");
  CHECK(an::owner_title(s, "run").en.empty());
}

TEST_CASE("assumptions in the results have titles") {
  auto s = kouan::tests::hand_made_scenario();
  kouan::models::Provenance p;
  p.path = "stages.gate.service";
  p.value = "24 s";
  p.grade = kouan::models::Grade::assumed;
  s.provenance = {p};
  const auto json = an::assumptions_json(s);
  REQUIRE(json.size() == 1);
  CHECK(json[0]["title"]["zh"] == "卡口：作业时间");
}
