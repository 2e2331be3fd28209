// What the steps of a process must fulfil together.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "models/scenario_fields.hpp"

namespace kouan::models {
namespace {

using namespace language;  // NOLINT(build/namespaces)

/// The value itself where it is written with its sourcing.
const Node& plain(const Node& node) { return is_sourced(node) ? *node.value("value") : node; }

/// Text of a key of a map; empty when it is missing or no text.
std::string text_of(const Node& map, const char* key) {
  const Node* node = map.value(key);
  return node == nullptr ? "" : plain(*node).text;
}

/// A step that stands at most once on a way: whether all or some of the ways so far have it.
struct Passed {
  bool always = false;
  bool sometimes = false;
  Mark where{};
};
using Passage = std::map<std::string, Passed>;

/// What holds where two ways meet.
Passage merged(const Passage& one, const Passage& other) {
  Passage out = one;
  for (auto& [verb, passed] : out) {
    const auto also = other.find(verb);
    passed.always = passed.always && also != other.end() && also->second.always;
    if (also == other.end() || !also->second.sometimes) continue;
    if (!passed.sometimes) passed.where = also->second.where;
    passed.sometimes = true;
  }
  for (const auto& [verb, passed] : other) {
    if (out.emplace(verb, passed).second) out[verb].always = false;
  }
  return out;
}

bool stands_once(const std::string& verb) {
  static const std::array<const char*, 4> k_verbs = {"reach-border", "declare", "release",
                                                     "cleared"};
  return std::find(k_verbs.begin(), k_verbs.end(), verb) != k_verbs.end();
}

/// Walks along the nodes of steps that have been read without error, in their order.
class StepsCheck {
 public:
  StepsCheck(Reader& reader, const std::string& process) : reader_(reader) {
    const Node* classes = reader.root().value("classes");
    if (classes == nullptr) return;
    for (const Entry& entry : classes->entries) {
      if (text_of(entry.node, "process") == process) classes_.push_back(entry.key);
    }
  }

  /// Whether anybody comes to the end of the list: not past `leave`.
  bool check(const Node& list, const std::string& path, Passage& passage) {
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      const Node& step = list.items[i];
      const std::string at = join(path, i);
      bool goes_on = true;
      if (step.is_scalar()) {
        check_clocks(step.text, step.mark, at, passage);
        goes_on = step.text != "leave";
      } else {
        const Entry& verb = step.entries.front();
        const std::string inside = join(at, verb.key);
        check_clocks(verb.key, verb.mark, at, passage);
        if (verb.key == "visit") goes_on = check_visit(verb.node, inside, passage);
        if (verb.key == "within") goes_on = check_within(verb.node, inside, passage);
        if (verb.key == "choose") goes_on = check_choose(verb.node, inside, passage);
        if (verb.key == "parallel") check_parallel(verb.node, inside, passage);
        const Node* carried = verb.node.is_map() ? verb.node.value("steps") : nullptr;
        if (carried != nullptr && (verb.key == "gather" || verb.key == "meet"))
          check_carrier(*carried, join(inside, "steps"), passage);
        check_room_ahead(verb, inside, list, i);
      }
      if (goes_on) continue;
      if (i + 1 < list.items.size())
        reader_.error(Code::step, list.items[i + 1].mark, join(path, i + 1),
                      "found a step that nobody comes to: all have left before",
                      "\"leave\" as the last step of its list");
      return false;
    }
    return true;
  }

 private:
  /// Documents are declared, awaited and released in this order on every way, and what moves a
  /// clock or counts a load does so once.
  void check_clocks(const std::string& verb, const Mark& mark, const std::string& path,
                    Passage& passage) {
    const bool declared = (verb != "await-documents" && verb != "release") ||
                          require(passage["declare"], "declare", "declare: TIME", verb, mark, path);
    // Else customs would release what is not processed yet, and the document clock stop too early.
    if (verb == "release" && declared)
      require(passage["await-documents"], "await-documents", "await-documents", verb, mark, path);
    if (verb == "await-documents") passage[verb] = {true, true, mark};
    if (!stands_once(verb)) return;
    Passed& passed = passage[verb];
    if (passed.sometimes)
      reader_.conflict(
          Code::step, mark, path, fmt::format("found \"{}\" a second time on one way", verb),
          fmt::format("at most one \"{}\" on every way", verb), passed.where, "the first");
    // Now every way has it, whatever came before.
    passed = {true, true, mark};
  }

  /// False after a message where not every way has passed `needed` before `verb`; one is enough.
  bool require(Passed& needed, const char* name, const char* allowed, const std::string& verb,
               const Mark& mark, const std::string& path) {
    if (needed.always) return true;
    const std::string where = needed.sometimes ? fmt::format("after \"{}\" on some ways only", name)
                                               : fmt::format("without \"{}\" before it", name);
    reader_.error(Code::step, mark, path, fmt::format("found \"{}\" {}", verb, where),
                  fmt::format("{} before it, on every way", allowed));
    needed.always = true;
    return false;
  }

  bool check_choose(const Node& options, const std::string& path, Passage& passage) {
    double rest = 1;
    std::vector<Passage> ways;
    for (std::size_t i = 0; i < options.items.size(); ++i) {
      const Node& option = options.items[i];
      Passage way = passage;
      bool goes_on = true;
      for (const Entry& entry : option.entries) {
        if (entry.key == "otherwise") rest = 0;
        if (entry.node.is_list()) goes_on = check(entry.node, join(join(path, i), entry.key), way);
      }
      rest -= parse_quantity(text_of(option, "share"), share_dimension()).value;
      if (goes_on) ways.push_back(std::move(way));
    }
    constexpr double k_slack = 1e-9;
    if (rest > k_slack) ways.push_back(passage);
    if (ways.empty()) return false;
    passage = ways.front();
    for (const Passage& way : ways)
      passage = merged(passage, way);
    return true;
  }

  /// What holds after all ways: each starts from what held before. Whose clocks start or stop is
  /// the vehicle itself, not a part of it.
  void check_parallel(const Node& node, const std::string& path, Passage& passage) {
    const Node& ways = node.is_map() ? plain(*node.value("ways")) : node;
    const std::string inside = node.is_map() ? join(path, "ways") : path;
    const Passage before = passage;
    for (std::size_t i = 0; i < ways.items.size(); ++i) {
      Passage way = before;
      if (!check(ways.items[i], join(inside, i), way)) refuse_leave(ways.items[i], join(inside, i));
      refuse_new(before, way, {"reach-border", "cleared"}, join(inside, i),
                 "after the ways, where the vehicle is whole");
      for (auto& [verb, passed] : way) {
        const auto was = before.find(verb);
        if (was != before.end() && was->second.sometimes) continue;
        if (passed.sometimes && passage[verb].sometimes && stands_once(verb))
          reader_.conflict(Code::step, passed.where, join(inside, i),
                           fmt::format("found \"{}\" on two parallel ways", verb),
                           fmt::format("\"{}\" on one of them", verb), passage[verb].where,
                           "the first");
        if (passed.sometimes) passage[verb] = passed;
      }
    }
  }

  /// A carrier has no papers and no clocks: those are of its members.
  void check_carrier(const Node& steps, const std::string& path, const Passage& passage) {
    Passage inside = passage;
    if (!check(steps, path, inside)) refuse_leave(steps, path);
    refuse_new(passage, inside, {"reach-border", "declare", "release", "cleared"}, path,
               "in the steps of those who gather");
  }

  /// A part or a carrier has no way of its own out of the port.
  void refuse_leave(const Node& steps, const std::string& path) {
    reader_.error(Code::step, steps.mark, path, "found steps that end with \"leave\"",
                  "\"leave\" where the vehicle is whole");
  }

  /// One message for each verb that the inner steps add.
  void refuse_new(const Passage& before, const Passage& after,
                  const std::vector<std::string>& verbs, const std::string& path,
                  const char* allowed) {
    for (const std::string& verb : verbs) {
      const auto was = before.find(verb);
      const auto is = after.find(verb);
      if (is == after.end() || !is->second.sometimes) continue;
      if (was != before.end() && was->second.sometimes) continue;
      reader_.error(Code::step, is->second.where, path, fmt::format("found \"{}\" inside", verb),
                    fmt::format("\"{}\" {}", verb, allowed));
    }
  }

  bool check_within(const Node& node, const std::string& path, Passage& passage) {
    const Node& yard = plain(*node.value("yard"));
    check_held(yard, path, yard.text, fmt::format("\"within\" of \"{}\"", yard.text));
    const Passage before = passage;
    held_.push_back(yard.text);
    const bool goes_on = check(*node.value("steps"), join(path, "steps"), passage);
    held_.pop_back();
    return check_otherwise(node, path, "yards", yard.text, before, goes_on, passage);
  }

  /// The way of those who are turned away or give up; whether anybody comes to the end.
  bool check_otherwise(const Node& node, const std::string& path, const char* section,
                       const std::string& place, Passage before, bool goes_on, Passage& passage) {
    const Entry* otherwise = node.is_map() ? node.find("otherwise") : nullptr;
    if (otherwise == nullptr) return goes_on;
    const Node* places = reader_.root().value(section);
    const Entry* at = places == nullptr ? nullptr : places->find(place);
    bool may_be = false;
    for (const char* key : {"when_full", "balk_at", "patience"}) {
      const bool is_own = node.find(key) != nullptr;
      const bool is_places = at != nullptr && at->node.find(key) != nullptr;
      const std::string word = text_of(is_own || at == nullptr ? node : at->node, key);
      may_be = may_be || ((is_own || is_places) && word != "wait" && word != "unlimited");
    }
    if (!may_be)
      reader_.warning(Code::no_effect, otherwise->mark, join(path, "otherwise"),
                      "found \"otherwise\" where nobody is turned away or gives up",
                      "when_full: turn-away, balk_at: NUMBER or patience: TIME beside it");
    const bool others_go_on = check(otherwise->node, join(path, "otherwise"), before);
    if (!others_go_on) return goes_on;
    passage = goes_on ? merged(passage, before) : before;
    return true;
  }

  bool check_visit(const Node& node, const std::string& path, Passage& passage) {
    const bool is_long = node.is_map() && node.find("stage") != nullptr;
    const Node& name = plain(is_long ? *node.value("stage") : node);
    const Node* inner = is_long ? node.value("steps") : nullptr;
    const bool has_inner = inner != nullptr && !inner->items.empty();
    const std::string visit = fmt::format("a visit to \"{}\"", name.text);
    const Passage before = passage;
    bool goes_on = true;
    check_held(name, path, name.text, visit);
    if (has_inner) {
      check_holds(inner->mark, path, name.text);
      held_.push_back(name.text);
      goes_on = check(*inner, join(path, "steps"), passage);
      held_.pop_back();
    } else {
      check_service(name, path, name.text,
                    fmt::format("a visit without inner steps to \"{}\"", name.text));
    }
    check_fall_backs(name, path, visit);
    if (!is_long) return goes_on;
    return check_otherwise(node, path, "stages", name.text, before, goes_on, passage);
  }

  /// Whether what is written of the stage says something else than `usual` under the key.
  bool says(const std::string& id, const char* key, const char* usual) const {
    const Entry* entry = stage(id);
    if (entry == nullptr || entry->node.find(key) == nullptr) return false;
    return text_of(entry->node, key) != usual;
  }

  /// No inner steps at stages whose servers are shared or take batches.
  void check_holds(const Mark& mark, const std::string& path, const std::string& id) {
    const Entry* entry = stage(id);
    if (entry == nullptr) return;
    for (const char* key : {"discipline", "batch"}) {
      if (!says(id, key, key[0] == 'd' ? "queue" : "-")) continue;
      reader_.conflict(Code::step, mark, join(path, "steps"),
                       fmt::format("found inner steps at \"{}\", where no server is held", id),
                       "inner steps where one server serves one", entry->node.find(key)->mark,
                       "the stage");
    }
  }

  /// Work that begins once a place ahead is reserved has to know which.
  void check_room_ahead(const Entry& verb, const std::string& path, const Node& list,
                        std::size_t i) {
    if (verb.key != "visit") return;
    const bool is_long = verb.node.is_map() && verb.node.find("stage") != nullptr;
    const std::string id = plain(is_long ? *verb.node.value("stage") : verb.node).text;
    if (!says(id, "blocking", "after-service")) return;
    for (std::size_t next = i + 1; next < list.items.size(); ++next) {
      const Node& step = list.items[next];
      if (step.is_scalar()) continue;
      const std::string& word = step.entries.front().key;
      if (word == "visit" || word == "within") return;
      if (word != "choose") continue;
      return reader_.conflict(
          Code::step, step.mark, path,
          fmt::format("found a choice after \"{}\", which reserves the next place before its work",
                      id),
          "the next visit or within, without a choice before it",
          stage(id)->node.find("blocking")->mark, "the stage");
    }
  }

  /// Those whom the stage misreads are served elsewhere, while the outer places stay held.
  void check_fall_backs(const Node& name, const std::string& path, const std::string& visit) {
    std::vector<std::string> chain{name.text};
    while (true) {
      const std::string next = fall_back_of(chain.back());
      // A ring has its own message.
      if (next.empty() || std::find(chain.begin(), chain.end(), next) != chain.end()) return;
      const std::string step = fmt::format("{}, whose misreads go to \"{}\"", visit, next);
      check_held(name, path, next, step);
      check_service(name, path, next, step);
      chain.push_back(next);
    }
  }

  const Entry* stage(const std::string& id) const {
    const Node* stages = reader_.root().value("stages");
    return stages == nullptr ? nullptr : stages->find(id);
  }

  /// Stage to which misreads of a stage go; empty when there are none.
  std::string fall_back_of(const std::string& id) const {
    const Entry* entry = stage(id);
    if (entry == nullptr) return {};
    const auto rate = parse_quantity(text_of(entry->node, "read_rate"), share_dimension());
    return rate && rate.value >= 1 ? "" : text_of(entry->node, "on_misread");
  }

  void check_held(const Node& at, const std::string& path, const std::string& id,
                  const std::string& what) {
    if (std::find(held_.begin(), held_.end(), id) == held_.end()) return;
    reader_.error(Code::step, at.mark, path,
                  fmt::format("found {} while a server or place of it is held", what),
                  fmt::format("inner steps that do not come back to \"{}\"", id));
  }

  /// Every class that follows the process has a time at the stage.
  void check_service(const Node& at, const std::string& path, const std::string& id,
                     const std::string& what) {
    const Entry* entry = stage(id);
    if (entry == nullptr || entry->node.find("service") != nullptr) return;
    const Node* own = entry->node.value("service_by_class");
    std::vector<std::string> without;
    for (const std::string& name : classes_) {
      if (own != nullptr && own->find(name) == nullptr) without.push_back(name);
    }
    if (own != nullptr && without.empty()) return;
    reader_.conflict(Code::missing_key, at.mark, path,
                     fmt::format("found {}, which has no service{}", what,
                                 without.empty() ? "" : " for " + word_list(without)),
                     without.empty()
                         ? "service: TIME at the stage"
                         : "service: TIME at the stage, or a time for each in service_by_class",
                     entry->mark, "the stage");
  }

  Reader& reader_;
  std::vector<std::string> classes_;  ///< that follow the process
  std::vector<std::string> held_;     ///< stages and yards, outermost first
};

}  // namespace

void check_steps(Reader& reader, const Node& steps, const std::string& path,
                 const std::string& process) {
  Passage passage;
  StepsCheck(reader, process).check(steps, path, passage);
}

}  // namespace kouan::models
