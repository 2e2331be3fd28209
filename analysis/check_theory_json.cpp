// What queueing theory says of a scenario, for programs; declared in analysis/check.hpp.
#include "analysis/check.hpp"
#include "analysis/theory_words.hpp"

namespace kouan::analysis {

namespace {

using nlohmann::ordered_json;

ordered_json two_languages(const models::Text& text) { return {{"en", text.en}, {"zh", text.zh}}; }

ordered_json optional_json(const std::optional<double>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json why_json(const theory::Obstacles& why) {
  ordered_json out = ordered_json::array();
  for (const theory::Obstacle o : why)
    out.push_back({{"id", id_of(o)}, {"text", two_languages(text_of(o))}});
  return out;
}

ordered_json head_json(const char* key, const std::string& id, theory::Standing standing,
                       theory::QueueModel model) {
  const bool has_answer = standing != theory::Standing::none;
  return {{key, id},
          {"answer", id_of(standing)},
          {"model", has_answer ? ordered_json(id_of(model)) : ordered_json(nullptr)},
          {"source", has_answer ? string_or_null(source_of(model)) : ordered_json(nullptr)}};
}

ordered_json answer_json(const theory::StageAnswer& stage) {
  ordered_json out = head_json("stage", stage.stage, stage.standing, stage.model);
  const theory::StageFigures& f = stage.figures;
  out["notation"] = string_or_null(stage.notation);
  out["utilisation"] = optional_json(f.utilisation);
  out["blocked"] = optional_json(f.blocked);
  out["down"] = optional_json(f.down);
  out["waited"] = optional_json(f.wait_share);
  out["wait_s"] = optional_json(f.wait_s);
  out["sojourn_s"] = optional_json(f.sojourn_s);
  out["queue"] = optional_json(f.in_queue);
  out["inside"] = optional_json(f.in_system);
  out["turned_away_share"] = optional_json(f.turned_away_share);
  out["served_per_s"] = optional_json(f.served_per_s);
  out["classes"] = ordered_json::array();
  for (const theory::ClassFigures& c : stage.classes)
    out["classes"].push_back({{"class", c.entity_class},
                              {"wait_s", optional_json(c.wait_s)},
                              {"sojourn_s", c.sojourn_s}});
  out["why"] = why_json(stage.why);
  return out;
}

ordered_json way_json(const theory::WayAnswer& way) {
  ordered_json out = head_json("class", way.entity_class, way.standing, way.model);
  out["sojourn_s"] = optional_json(way.sojourn_s);
  out["inside"] = optional_json(way.in_system);
  out["per_s"] = optional_json(way.per_s);
  out["turned_away_share"] = optional_json(way.turned_away_share);
  out["peak"] = nullptr;
  if (way.peak) out["peak"] = {{"at_s", way.peak->at_s}, {"inside", way.peak->inside}};
  out["capacity_per_s"] = optional_json(way.capacity_per_s);
  out["why"] = why_json(way.why);
  return out;
}

}  // namespace

ordered_json theory_json(const theory::ScenarioTheory& theory) {
  ordered_json out{{"stages", ordered_json::array()}, {"classes", ordered_json::array()}};
  for (const theory::StageAnswer& stage : theory.stages)
    out["stages"].push_back(answer_json(stage));
  for (const theory::WayAnswer& way : theory.ways)
    out["classes"].push_back(way_json(way));
  return out;
}

}  // namespace kouan::analysis
