// What the steps of a process must fulfil together.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "models/scenario_fields.hpp"
#include "models/steps_attributes.hpp"
#include "models/steps_movement.hpp"
#include "models/steps_parting.hpp"
#include "models/steps_passage.hpp"
#include "models/steps_places.hpp"

namespace kouan::models {
namespace {

using namespace language;  // NOLINT(build/namespaces)

/// Walks along the nodes of steps that have been read without error, in their order. Where jumps
/// and loops come back, the walk is repeated without messages until what the ways have passed does
/// not change, then once with messages.
class StepsCheck {
 public:
  StepsCheck(Reader& reader, const std::string& process)
      : reader_(reader), places_(reader), attributes_(reader), parting_(reader), movement_(reader) {
    const Node* classes = reader.root().value("classes");
    if (classes == nullptr) return;
    for (const Entry& entry : classes->entries) {
      if (text_of(entry.node, "process") == process) classes_.push_back(entry.key);
    }
  }

  void check_all(const Node& list, const std::string& path, bool is_whole) {
    constexpr int k_most_rounds = 1000;  // every round but the last changes a mark for good
    is_silent_ = true;
    changed_ = true;
    for (int round = 0; changed_ && round < k_most_rounds; ++round) {
      changed_ = false;
      Passage passage;
      labels_.clear();
      check(list, path, passage);
    }
    is_silent_ = false;
    known_labels_ = labels_;
    labels_.clear();
    Passage passage;
    const int errors_before = reader_.errors();
    check(list, path, passage);
    if (!is_whole) return;
    movement_.check_end(passage, path, {"at the end", "流程末尾"});
    if (reader_.errors() == errors_before) check_documents(path);
  }

 private:
  /// A declaration that nobody awaits holds nobody up, and one without release has no clearance
  /// time: neither does anything.
  void check_documents(const std::string& path) {
    const auto declared = met_.find("declare");
    if (declared == met_.end() || met_.count("release") > 0) return;
    const bool is_awaited = met_.count("await-documents") > 0;
    reader_.warning(
        Code::no_effect, declared->second, path,
        is_awaited
            ? Text{"found \"declare\" without \"release\": document clearance is not counted",
                   "有“declare”而无“release”：不计整体通关时间"}
            : Text{"found \"declare\" whose documents nobody awaits: it changes nothing",
                   "有“declare”而无人等待其单证：不起作用"},
        {"await-documents and release on its way", "其后设await-documents与release"});
  }

  /// Where a label stands: its mark, and what is held there.
  struct LabelPlace {
    Mark mark;
    std::vector<std::string> held_since;
  };

  void check(const Node& list, const std::string& path, Passage& passage) {
    bool is_told = false;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      const Node& step = list.items[i];
      const std::string at = join(path, i);
      const bool is_label = step.is_map() && step.entries.front().key == "label";
      if (!passage.comes && !is_label) {
        if (!is_silent_ && !is_told)
          reader_.error(
              Code::step, step.mark, at,
              {"found a step that nobody comes to: all have left or gone elsewhere before",
               "无人到达此步骤：此前均已离开或转往他处"},
              {"a label before it, or \"leave\" or go-to as the last step of its list",
               "其前设label，或将“leave”、go-to置于所在列表末尾"});
        is_told = true;
        continue;  // a label may follow to which others go
      }
      check_step(step, at, passage);
      if (!is_silent_) places_.check_room_ahead(step, at, list, i, loops_ > 0);
    }
  }

  void check_step(const Node& step, const std::string& at, Passage& passage) {
    if (step.is_scalar()) {
      check_clocks(step.text, step.mark, at, passage);
      if (step.text == "leave") check_leave(step.mark, at, passage);
      return;
    }
    const Entry& verb = step.entries.front();
    const std::string inside = join(at, verb.key);
    check_clocks(verb.key, verb.mark, at, passage);
    if (verb.key == "visit") check_visit(verb.node, inside, passage);
    if (verb.key == "within") check_within(verb.node, inside, passage);
    if (verb.key == "choose") check_choose(verb.node, inside, passage);
    if (verb.key == "repeat") check_repeat(verb.node, inside, passage);
    if (verb.key == "parallel") check_parallel(verb.node, inside, passage);
    if (verb.key == "gather" || verb.key == "meet") check_gather(verb.node, inside, passage);
    if (verb.key == "seize") check_seize(verb.node, inside, passage);
    if (verb.key == "vacate")
      movement_.vacate(StepsMovement::yards_of(verb.node), inside, passage, is_silent_);
    if (verb.key == "pass") check_pass(verb, inside, passage);
    if (verb.key == "appointment") check_missing(verb.node, inside, passage);
    if (verb.key == "label") check_label(verb.node, inside, passage);
    if (verb.key == "go-to") check_go_to(verb.node, inside, passage);
    if (verb.key == "assign")
      passage.passed["assign " + text_of(verb.node, "attribute")] = {true, true, verb.mark};
    if (verb.key == "travel") {
      const Node* time = verb.node.value("time");
      if (!is_silent_)
        attributes_.check_value(time != nullptr ? *time : verb.node, inside, passage, classes_);
    }
  }

  /// Ways from elsewhere come in.
  void come_in(const std::string& place, Passage& passage) {
    const auto from = coming_.find(place);
    if (from != coming_.end()) passage = merged(passage, from->second);
  }

  void go_out(const std::string& place, const Passage& passage) {
    Passage& known = coming_.try_emplace(place, Passage{false, {}}).first->second;
    const Passage more = merged(known, passage);
    changed_ = changed_ || !is_same(known, more);
    known = more;
  }

  void check_repeat(const Node& node, const std::string& path, Passage& passage) {
    come_in(path, passage);
    ++loops_;
    check(*node.value("steps"), join(path, "steps"), passage);
    --loops_;
    if (const Node* condition = node.value("while")) check_when(*condition, path, passage);
    go_out(path, passage);
  }

  void check_label(const Node& node, const std::string& path, Passage& passage) {
    const std::string name = plain(node).text;
    const auto [known, is_new] = labels_.emplace(name, LabelPlace{node.mark, held_since_});
    if (!is_new && !is_silent_)
      reader_.conflict(Code::conflict, node.mark, path,
                       told("found the label \"{}\" a second time", "标签“{}”重复", name),
                       {"each label once in a process", "同一流程中每个标签仅一次"},
                       known->second.mark, {"the first", "首次出现"});
    come_in("label " + name, passage);
  }

  void check_go_to(const Node& node, const std::string& path, Passage& passage) {
    const std::string name = plain(node).text;
    go_out("label " + name, passage);
    passage.comes = false;
    if (is_silent_) return;
    const auto label = known_labels_.find(name);
    if (label == known_labels_.end()) {
      std::vector<std::string> words;
      for (const auto& known : known_labels_)
        words.push_back(known.first);
      return reader_.error(
          Code::reference, node.mark, path,
          told("found no label \"{}\" in this process", "本流程中没有标签“{}”", name),
          words.empty() ? Text{"label: NAME in the same process", "同一流程中写明“label: 名称”"}
                        : word_list(words),
          nearest_word(name, words));
    }
    if (label->second.held_since != held_since_)
      reader_.conflict(
          Code::step, node.mark, path,
          {"found a way out of or into what is held over steps", "跳转越出或进入了占用期间的步骤"},
          {"a label within the same \"within\", visit or parallel way",
           "同一“within”、visit或并行分支内的标签"},
          label->second.mark, {"the label", "该标签"});
  }

  void check_when(const Node& condition, const std::string& path, const Passage& passage) {
    const Node* name = condition.value("attribute");
    if (name != nullptr && !is_silent_)
      attributes_.check(name->text, *name, path, passage, classes_);
  }

  /// Documents are declared, awaited and released in this order on every way, and what moves a
  /// clock or counts a load does so once.
  void check_clocks(const std::string& verb, const Mark& mark, const std::string& path,
                    Passage& passage) {
    met_.emplace(verb, mark);
    auto& passed_by = passage.passed;
    const bool declared = (verb != "await-documents" && verb != "release") ||
                          require(passed_by["declare"], "declare",
                                  {"declare: TIME", "declare: 时长"}, verb, mark, path);
    // Else customs would release what is not processed yet, and the document clock stop too early.
    if (verb == "release" && declared)
      require(passed_by["await-documents"], "await-documents",
              {"await-documents", "await-documents"}, verb, mark, path);
    if (verb == "await-documents") passed_by[verb] = {true, true, mark};
    if (!stands_once(verb)) return;
    Passed& passed = passed_by[verb];
    const bool is_itself = passed.where.file == mark.file && passed.where.line == mark.line &&
                           passed.where.column == mark.column;
    if (passed.sometimes && !is_silent_ && is_itself)
      reader_.error(
          Code::step, mark, path,
          told("found \"{}\" in a loop, where it may come again", "“{}”在循环之内，可能重复", verb),
          told("at most one \"{}\" on every way, before or after the loop",
               "每条路径至多一个“{}”，置于循环之前或之后", verb));
    if (passed.sometimes && !is_silent_ && !is_itself)
      reader_.conflict(Code::step, mark, path,
                       told("found \"{}\" a second time on one way", "“{}”在同一路径上重复", verb),
                       told("at most one \"{}\" on every way", "每条路径至多一个“{}”", verb),
                       passed.where, {"the first", "首次出现"});
    // Now every way has it, whatever came before.
    passed = {true, true, mark};
  }

  /// False after a message where not every way has passed `needed` before `verb`; one is enough.
  bool require(Passed& needed, const char* name, const Text& allowed, const std::string& verb,
               const Mark& mark, const std::string& path) {
    if (needed.always) return true;
    if (!is_silent_)
      reader_.error(Code::step, mark, path,
                    needed.sometimes ? told("found \"{}\" after \"{}\" on some ways only",
                                            "仅部分路径上“{}”之前有“{}”", verb, name)
                                     : told("found \"{}\" without \"{}\" before it",
                                            "“{}”之前没有“{}”", verb, name),
                    told("{} before it, on every way", "每条路径上其前均有“{}”", allowed));
    needed.always = true;
    return false;
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
    constexpr double k_slack = 1e-9;
    const bool is_left = rest > k_slack && (all.empty() || !left.empty());
    passage = is_left ? merged(after, passage) : after;
  }

  static bool has(const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  }

  /// Those of the classes for which the option is.
  static std::vector<std::string> those_of(const std::vector<std::string>& classes,
                                           const Node& option) {
    const Node* only = option.value("classes");
    if (only == nullptr) return classes;
    std::vector<std::string> out;
    for (const Node& id : only->items) {
      if (has(classes, plain(id).text)) out.push_back(plain(id).text);
    }
    return out;
  }

  void check_parallel(const Node& node, const std::string& path, Passage& passage) {
    const Node& ways = node.is_map() ? plain(*node.value("ways")) : node;
    const std::string inside = node.is_map() ? join(path, "ways") : path;
    const bool waits_for_all = !node.is_map() || node.find("needed") == nullptr;
    const Passage before = passage;
    for (std::size_t i = 0; i < ways.items.size(); ++i) {
      Passage way = before;
      check_apart(ways.items[i], join(inside, i), way);
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
    held_since_.push_back(path);
    ++apart_;
    Passage inside = StepsMovement::without_held(passage);
    check(steps, path, inside);
    if (!is_silent_)
      movement_.check_end(inside, path, {"at the end of these steps", "这些步骤末尾"});
    passage = StepsMovement::holding_as(inside, passage);
    --apart_;
    held_since_.pop_back();
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
    check_otherwise(node, path, places, before, passage);
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
    check_otherwise(node, path, {places_.place("sections", text_of(node, "section"))}, before,
                    passage);
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
    check_otherwise(node, path, {places_.place("yards", yard.text)}, std::move(before), passage);
  }

  /// Steps while `id` is held.
  void check_inside(const Node& list, const std::string& path, const std::string& id,
                    Passage& passage) {
    held_.push_back(id);
    held_since_.push_back(path);
    check(list, join(path, "steps"), passage);
    held_.pop_back();
    held_since_.pop_back();
  }

  /// The way of those who are turned away or give up at one of the places.
  void check_otherwise(const Node& node, const std::string& path,
                       const std::vector<const Entry*>& places, Passage before, Passage& passage) {
    const Entry* otherwise = node.is_map() ? node.find("otherwise") : nullptr;
    if (otherwise == nullptr) return;
    const bool may_be = std::any_of(places.begin(), places.end(),
                                    [&](const Entry* at) { return may_turn_away(node, at); });
    if (!may_be && !is_silent_)
      reader_.warning(Code::no_effect, otherwise->mark, join(path, "otherwise"),
                      {"found \"otherwise\" where nobody is turned away or gives up",
                       "此处无人被拒或放弃排队，“otherwise”不起作用"},
                      {"when_full: turn-away, balk_at: NUMBER or patience: TIME beside it",
                       "同时写明when_full: turn-away、balk_at: 数目或patience: 时长"});
    // Where one of several stages is chosen the steps stand once for each: no way leads in or out.
    const bool is_apart = places.size() > 1;
    if (is_apart) held_since_.push_back(join(path, "otherwise"));
    check(otherwise->node, join(path, "otherwise"), before);
    if (is_apart) held_since_.pop_back();
    passage = merged(passage, before);
  }

  void check_visit(const Node& node, const std::string& path, Passage& passage) {
    const Node* inner = node.is_map() ? node.value("steps") : nullptr;
    const Passage before = passage;
    const auto labels_before = labels_;
    std::vector<const Entry*> places;
    passage.comes = false;
    for (const Node* name : stages_of(node)) {
      labels_ = labels_before;  // the inner steps stand once for each stage
      Passage way = before;
      check_visit_to(*name, inner, path, way);
      passage = merged(passage, way);
      places.push_back(places_.stage(name->text));
    }
    check_otherwise(node, path, places, before, passage);
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
      if (next.empty() || std::find(chain.begin(), chain.end(), next) != chain.end()) return;
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
    if (is_silent_ || std::find(held_.begin(), held_.end(), id) == held_.end()) return;
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
  StepsAttributes attributes_;
  StepsParting parting_;
  StepsMovement movement_;
  std::vector<std::string> classes_;                ///< that come to the step
  std::vector<std::string> held_;                   ///< stages and yards, outermost first
  std::vector<std::string> held_since_;             ///< paths of the steps that hold them
  std::map<std::string, Passage> coming_;           ///< into labels and loops, from elsewhere
  std::map<std::string, LabelPlace> labels_;        ///< met in this round
  std::map<std::string, LabelPlace> known_labels_;  ///< all of them
  std::map<std::string, Mark> met_;                 ///< verbs of steps, each where it was met first
  int loops_ = 0;                                   ///< that the step stands in
  int apart_ = 0;                                   ///< ways and carriers that it stands in
  bool is_silent_ = false;
  bool changed_ = false;
};

}  // namespace

void check_steps(Reader& reader, const Node& steps, const std::string& path,
                 const std::string& process) {
  StepsCheck(reader, process).check_all(steps, path, true);
}

void check_first_steps(Reader& reader, const Node& steps, const std::string& path,
                       const std::string& process) {
  StepsCheck(reader, process).check_all(steps, path, false);
}

}  // namespace kouan::models
