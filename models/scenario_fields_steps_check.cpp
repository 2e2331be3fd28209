// What the steps of a process must fulfil together.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "models/scenario_fields.hpp"
#include "models/steps_attributes.hpp"
#include "models/steps_clocks.hpp"
#include "models/steps_gaps.hpp"
#include "models/steps_jumps.hpp"
#include "models/steps_movement.hpp"
#include "models/steps_parting.hpp"
#include "models/steps_passage.hpp"
#include "models/steps_places.hpp"

namespace kouan::models {
namespace {

using namespace language;

bool has(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// Walks along the nodes of steps, in their order. Where jumps and loops come back, the walk is
/// repeated without messages until what the ways have passed does not change, then once with
/// messages. A step that could not be read is a gap: nothing is known of what came before it.
class StepsCheck {
 public:
  /// The path is that of the steps.
  StepsCheck(Reader& reader, const std::string& process, const std::string& path)
      : reader_(reader),
        places_(reader),
        clocks_(reader),
        jumps_(reader),
        attributes_(reader),
        parting_(reader),
        movement_(reader),
        gaps_(reader, path) {
    const Node* classes = reader.root().value("classes");
    if (classes == nullptr) return;
    for (const Entry& entry : classes->entries) {
      if (text_of(entry.node, "process") == process) classes_.push_back(entry.key);
    }
  }

  void check_all(const Node& list, const std::string& path) {
    constexpr int k_most_rounds = 1000;  // every round but the last changes a mark for good
    is_silent_ = true;
    for (int round = 0; jumps_.has_changed() && round < k_most_rounds; ++round) {
      jumps_.begin_round();
      Passage passage;
      check(list, path, passage);
    }
    is_silent_ = false;
    jumps_.begin_round();
    Passage passage;
    const int errors_before = reader_.errors();
    check(list, path, passage);
    movement_.check_end(passage, path, {"at the end", "流程末尾"});
    if (reader_.errors() == errors_before && !jumps_.has_gaps()) clocks_.check_end(path);
  }

 private:
  void check(const Node& list, const std::string& path, Passage& passage) {
    bool is_told = false;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      const Node& step = list.items[i];
      const std::string at = join(path, i);
      const bool is_gap = gaps_.is_gap(at);
      const bool is_label = step.is_map() && !is_gap && step.entries.front().key == "label";
      if (!passage.comes && !is_label && !is_gap) {
        if (!is_silent_ && !is_told) tell_nobody_comes(step.mark, at);
        is_told = true;
        continue;  // a label may follow to which others go
      }
      if (is_gap) {
        jumps_.note_gap(step);
        check_inside_gap(step, at, passage);
        passage = after_gap();
        continue;
      }
      check_step(step, at, passage);
      if (!is_silent_)
        places_.check_room_ahead(at, list, i, gaps_.known_from(list, path, i), loops_ > 0);
    }
  }

  void tell_nobody_comes(const Mark& mark, const std::string& at) {
    reader_.error(Code::step, mark, at,
                  {"found a step that nobody comes to: all have left or gone elsewhere before",
                   "无人到达此步骤：此前均已离开或转往他处"},
                  {"a label before it, or \"leave\" or go-to as the last step of its list",
                   "其前设label，或将“leave”、go-to置于所在列表末尾"});
  }

  /// What a step that could not be read holds of steps.
  void check_inside_gap(const Node& step, const std::string& at, const Passage& before) {
    if (!step.is_map()) return;
    for (const Entry& entry : step.entries)
      check_lists(entry.node, join(at, entry.key), before);
  }
  void check_lists(const Node& node, const std::string& path, const Passage& before) {
    for (const Entry& entry : node.entries) {
      Passage inside = before.comes ? before : after_gap();
      const bool is_steps = entry.key == "steps" || entry.key == "otherwise";
      if (is_steps && entry.node.is_list()) check(entry.node, join(path, entry.key), inside);
    }
    for (std::size_t i = 0; i < node.items.size(); ++i)
      check_lists(node.items[i], join(path, i), before);
  }

  void check_step(const Node& step, const std::string& at, Passage& passage) {
    if (step.is_scalar()) {
      clocks_.check(step.text, step.mark, at, passage, is_silent_);
      if (step.text == "leave") check_leave(step.mark, at, passage);
      return;
    }
    const Entry& verb = step.entries.front();
    const std::string inside = join(at, verb.key);
    clocks_.check(verb.key, verb.mark, at, passage, is_silent_);
    if (verb.key == "visit") check_visit(verb.node, inside, passage);
    if (verb.key == "within") check_within(verb.node, inside, passage);
    if (verb.key == "choose") check_choose(verb.node, inside, passage);
    if (verb.key == "repeat") check_repeat(verb.node, inside, passage);
    if (verb.key == "parallel") check_parallel(verb.node, inside, passage);
    if (verb.key == "gather" || verb.key == "meet") {
      if (ways_ > 0 && !is_silent_) parting_.check_into(verb, inside);
      check_gather(verb.node, inside, passage);
    }
    if (verb.key == "seize") check_seize(verb.node, inside, passage);
    if (verb.key == "vacate")
      movement_.vacate(StepsMovement::yards_of(verb.node), inside, passage, is_silent_);
    if (verb.key == "pass") check_pass(verb, inside, passage);
    if (verb.key == "appointment") check_missing(verb.node, inside, passage);
    if (verb.key == "label") jumps_.label(verb.node, inside, passage, is_silent_);
    if (verb.key == "go-to") jumps_.go_to(verb.node, inside, passage, is_silent_);
    if (verb.key == "assign")
      passage.passed["assign " + text_of(verb.node, "attribute")] = {true, true, verb.mark};
    if (verb.key == "travel") {
      const Node* time = verb.node.value("time");
      if (!is_silent_)
        attributes_.check_value(time != nullptr ? *time : verb.node, inside, passage, classes_);
    }
  }

  void check_repeat(const Node& node, const std::string& path, Passage& passage) {
    jumps_.come_in(path, passage);
    ++loops_;
    check(*node.value("steps"), join(path, "steps"), passage);
    --loops_;
    if (const Node* condition = node.value("while")) check_when(*condition, path, passage);
    jumps_.go_out(path, passage);
  }

  void check_when(const Node& condition, const std::string& path, const Passage& passage) {
    const Node* name = condition.value("attribute");
    if (name != nullptr && !is_silent_)
      attributes_.check(name->text, *name, path, passage, classes_);
  }

  void check_choose(const Node& options, const std::string& path, Passage& passage) {
    double rest = 1;
    Passage after{false, {}};
    const std::vector<std::string> all = classes_;
    std::vector<std::string> left = all;  // that may come to the option
    for (std::size_t i = 0; i < options.items.size(); ++i) {
      const Node& option = options.items[i];
      Passage way = passage;
      classes_ = those_of(left, option);
      if (const Node* condition = option.value("when")) {
        check_when(*condition, join(join(path, i), "when"), passage);
      } else if (option.value("classes") != nullptr) {
        left.erase(std::remove_if(left.begin(), left.end(),
                                  [&](const std::string& id) { return has(classes_, id); }),
                   left.end());
      }
      for (const Entry& entry : option.entries) {
        if (entry.key == "otherwise") rest = 0;
        const bool is_steps = entry.key == "otherwise" || entry.key == "steps";
        if (is_steps) check(entry.node, join(join(path, i), entry.key), way);
      }
      rest -= parse_quantity(text_of(option, "share"), share_dimension()).value;
      after = merged(after, way);
    }
    classes_ = all;
    constexpr double k_little = 1e-9;
    const bool is_left = rest > k_little && (all.empty() || !left.empty());
    passage = is_left ? merged(after, passage) : after;
  }

  void check_parallel(const Node& node, const std::string& path, Passage& passage) {
    const Node& ways = node.is_map() ? plain(*node.value("ways")) : node;
    const std::string inside = node.is_map() ? join(path, "ways") : path;
    const bool waits_for_all = !node.is_map() || node.find("needed") == nullptr;
    const Passage before = passage;
    for (std::size_t i = 0; i < ways.items.size(); ++i) {
      Passage way = before;
      ++ways_;
      check_apart(ways.items[i], join(inside, i), way);
      --ways_;
      if (!is_silent_) parting_.check_way(before, way, passage, join(inside, i));
      add_way(before, way, waits_for_all, passage);
    }
  }

  void check_gather(const Node& node, const std::string& path, Passage& passage) {
    const Node* steps = node.is_map() ? node.value("steps") : nullptr;
    if (steps != nullptr) {
      Passage inside = passage;
      check_apart(*steps, join(path, "steps"), inside);
      if (!is_silent_) parting_.check_carrier(passage, inside, join(path, "steps"));
    }
    check_missing(node, path, passage);
  }

  /// The way of those who find no place, no slot or not enough others.
  void check_missing(const Node& node, const std::string& path, Passage& passage) {
    const Entry* otherwise = node.is_map() ? node.find("otherwise") : nullptr;
    if (otherwise == nullptr) return;
    if (!is_silent_) parting_.check_otherwise(node, path);
    Passage way = passage;
    check(otherwise->node, join(path, "otherwise"), way);
    passage = merged(passage, way);
  }

  /// Steps of a part or a carrier: no way leads out of them or into them, and what they seize they
  /// vacate.
  void check_apart(const Node& steps, const std::string& path, Passage& passage) {
    jumps_.begin_held(path);
    ++apart_;
    Passage inside = StepsMovement::without_held(passage);
    check(steps, path, inside);
    if (!is_silent_)
      movement_.check_end(inside, path, {"at the end of these steps", "这些步骤末尾"});
    passage = StepsMovement::holding_as(inside, passage);
    --apart_;
    jumps_.end_held();
  }

  void check_seize(const Node& node, const std::string& path, Passage& passage) {
    const Passage before = passage;
    std::vector<const Entry*> places;
    for (const Node* yard : StepsMovement::yards_of(node)) {
      check_held(*yard, path, yard->text,
                 told("\"seize\" of \"{}\"", "以“seize”占用“{}”", yard->text));
      if (places.empty()) places.push_back(places_.place("yards", yard->text));
    }
    movement_.take(StepsMovement::yards_of(node), path, passage, is_silent_);
    check_otherwise(node, path, "yards", places, before, passage);
  }

  void check_pass(const Entry& verb, const std::string& path, Passage& passage) {
    const Node& node = verb.node;
    if (!is_silent_) movement_.check_pass(node, verb.mark, path, classes_);
    const Passage before = passage;
    if (!node.is_map()) return;
    movement_.take(StepsMovement::yards_of(node, "with"), join(path, "with"), passage, is_silent_);
    movement_.vacate(StepsMovement::yards_of(node, "vacate"), join(path, "vacate"), passage,
                     is_silent_);
    const Node* time = node.value("time");
    if (time != nullptr && !is_silent_) attributes_.check_value(*time, path, passage, classes_);
    check_otherwise(node, path, "sections", {places_.place("sections", text_of(node, "section"))},
                    before, passage);
  }

  void check_leave(const Mark& mark, const std::string& path, Passage& passage) {
    passage.comes = false;
    if (apart_ == 0 || is_silent_) return;
    reader_.error(Code::step, mark, path,
                  {"found \"leave\" in a parallel way or the steps of a batch",
                   "“leave”在并行分支或成批步骤之内"},
                  {"\"leave\" where the vehicle is whole", "车辆为整体处的“leave”"});
  }

  void check_within(const Node& node, const std::string& path, Passage& passage) {
    const Node& yard = plain(*node.value("yard"));
    check_held(yard, path, yard.text,
               told("\"within\" of \"{}\"", "以“within”占用“{}”", yard.text));
    Passage before = passage;
    check_inside(*node.value("steps"), path, yard.text, passage);
    check_otherwise(node, path, "yards", {places_.place("yards", yard.text)}, std::move(before),
                    passage);
  }

  /// Steps while `id` is held.
  void check_inside(const Node& list, const std::string& path, const std::string& id,
                    Passage& passage) {
    held_.push_back(id);
    jumps_.begin_held(path);
    check(list, join(path, "steps"), passage);
    held_.pop_back();
    jumps_.end_held();
  }

  /// The way of those who are turned away or give up at one of the places of the section.
  void check_otherwise(const Node& node, const std::string& path, const char* section,
                       const std::vector<const Entry*>& places, Passage before, Passage& passage) {
    if (!is_silent_) places_.check_turning_away(node, path, section, places);
    const Entry* otherwise = node.is_map() ? node.find("otherwise") : nullptr;
    if (otherwise == nullptr) return;
    // Where one of several stages is chosen the steps stand once for each: no way leads in or out.
    const bool is_apart = places.size() > 1;
    if (is_apart) jumps_.begin_held(join(path, "otherwise"));
    check(otherwise->node, join(path, "otherwise"), before);
    if (is_apart) jumps_.end_held();
    passage = merged(passage, before);
  }

  void check_visit(const Node& node, const std::string& path, Passage& passage) {
    const Node* inner = node.is_map() ? node.value("steps") : nullptr;
    const Passage before = passage;
    const StepsJumps::Labels labels_before = jumps_.labels();
    std::vector<const Entry*> places;
    passage.comes = false;
    for (const Node* name : stages_of(node)) {
      jumps_.put_back(labels_before);  // the inner steps stand once for each stage
      Passage way = before;
      check_visit_to(*name, inner, path, way);
      passage = merged(passage, way);
      places.push_back(places_.stage(name->text));
      if (!is_silent_) places_.check_queue_keys(node, path, name->text);
    }
    check_otherwise(node, path, "stages", places, before, passage);
  }

  void check_visit_to(const Node& name, const Node* inner, const std::string& path,
                      Passage& passage) {
    const bool has_inner = inner != nullptr && !inner->items.empty();
    const Text visit = told("a visit to \"{}\"", "到访“{}”", name.text);
    check_held(name, path, name.text, visit);
    if (!is_silent_) attributes_.check_times(name.text, name, path, passage, classes_);
    if (has_inner) {
      if (!is_silent_) places_.check_holds(inner->mark, path, name.text);
      check_inside(*inner, path, name.text, passage);
    } else {
      check_service(
          name, path, name.text,
          told("a visit without inner steps to \"{}\"", "到访“{}”（无内部步骤）", name.text));
    }
    check_fall_backs(name, path, visit, passage);
  }

  /// Those whom the stage misreads are served elsewhere, while the outer places stay held.
  void check_fall_backs(const Node& name, const std::string& path, const Text& visit,
                        const Passage& passage) {
    std::vector<std::string> chain{name.text};
    while (true) {
      const std::string next = places_.fall_back_of(chain.back());
      // A ring has its own message.
      if (next.empty() || has(chain, next)) return;
      const Text step =
          told("{}, whose misreads go to \"{}\"", "{}（识读失败者转往“{}”）", visit, next);
      check_held(name, path, next, step);
      check_service(name, path, next, step);
      if (!is_silent_) attributes_.check_times(next, name, path, passage, classes_);
      chain.push_back(next);
    }
  }

  void check_held(const Node& at, const std::string& path, const std::string& id,
                  const Text& what) {
    if (is_silent_ || !has(held_, id)) return;
    reader_.error(
        Code::step, at.mark, path,
        told("found {} while a server or place of it is held",
             "{}，而其通道（作业位）或位置正被占用", what),
        told("inner steps that do not come back to \"{}\"", "不再回到“{}”的内部步骤", id));
  }

  void check_service(const Node& at, const std::string& path, const std::string& id,
                     const Text& what) {
    if (!is_silent_) places_.check_service(at, path, id, what, classes_);
  }

  Reader& reader_;
  StepsPlaces places_;
  StepsClocks clocks_;
  StepsJumps jumps_;
  StepsAttributes attributes_;
  StepsParting parting_;
  StepsMovement movement_;
  StepsGaps gaps_;
  std::vector<std::string> classes_;  ///< that come to the step
  std::vector<std::string> held_;     ///< stages and yards, outermost first
  int loops_ = 0;                     ///< that the step stands in
  int apart_ = 0;                     ///< ways and carriers that it stands in
  int ways_ = 0;                      ///< of those, parallel ways
  bool is_silent_ = false;
};

}  // namespace

void check_steps(Reader& reader, const Node& steps, const std::string& path,
                 const std::string& process) {
  StepsCheck(reader, process, path).check_all(steps, path);
}

}  // namespace kouan::models
