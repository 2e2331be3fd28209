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

  void check(const Node& list, const std::string& path, Passage& passage) {
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      const Node& step = list.items[i];
      const std::string at = join(path, i);
      if (step.is_scalar()) {
        check_clocks(step.text, step.mark, at, passage);
        continue;
      }
      const Entry& verb = step.entries.front();
      const std::string inside = join(at, verb.key);
      check_clocks(verb.key, verb.mark, at, passage);
      if (verb.key == "visit") check_visit(verb.node, inside, passage);
      if (verb.key == "within") check_within(verb.node, inside, passage);
      if (verb.key == "choose") check_choose(verb.node, inside, passage);
      if (verb.key == "parallel") check_parallel(verb.node, inside, passage);
      const Node* carried = verb.node.is_map() ? verb.node.value("steps") : nullptr;
      if (carried != nullptr && (verb.key == "gather" || verb.key == "meet"))
        check_carrier(*carried, join(inside, "steps"), passage);
    }
  }

 private:
  /// Documents are awaited and released where they have been declared, and what moves a clock or
  /// counts a load does so once.
  void check_clocks(const std::string& verb, const Mark& mark, const std::string& path,
                    Passage& passage) {
    Passed& declared = passage["declare"];
    if ((verb == "await-documents" || verb == "release") && !declared.always) {
      const char* where = declared.sometimes ? "after a \"declare\" on some ways only"
                                             : "without \"declare\" before it";
      reader_.error(Code::step, mark, path, fmt::format("found \"{}\" {}", verb, where),
                    "declare: TIME before it, on every way");
      declared.always = true;  // one message is enough
    }
    if (!stands_once(verb)) return;
    Passed& passed = passage[verb];
    if (passed.sometimes)
      return reader_.conflict(
          Code::step, mark, path, fmt::format("found \"{}\" a second time on one way", verb),
          fmt::format("at most one \"{}\" on every way", verb), passed.where, "the first");
    passed = {true, true, mark};
  }

  void check_choose(const Node& options, const std::string& path, Passage& passage) {
    double rest = 1;
    std::vector<Passage> ways;
    for (std::size_t i = 0; i < options.items.size(); ++i) {
      const Node& option = options.items[i];
      Passage way = passage;
      for (const Entry& entry : option.entries) {
        if (entry.key == "otherwise") rest = 0;
        if (entry.node.is_list()) check(entry.node, join(join(path, i), entry.key), way);
      }
      rest -= parse_quantity(text_of(option, "share"), share_dimension()).value;
      ways.push_back(std::move(way));
    }
    constexpr double k_slack = 1e-9;
    if (rest > k_slack) ways.push_back(passage);
    passage = ways.front();
    for (const Passage& way : ways)
      passage = merged(passage, way);
  }

  /// What holds after all ways: each starts from what held before. Whose clocks start or stop is
  /// the vehicle itself, not a part of it.
  void check_parallel(const Node& node, const std::string& path, Passage& passage) {
    const Node& ways = node.is_map() ? plain(*node.value("ways")) : node;
    const std::string inside = node.is_map() ? join(path, "ways") : path;
    const Passage before = passage;
    for (std::size_t i = 0; i < ways.items.size(); ++i) {
      Passage way = before;
      check(ways.items[i], join(inside, i), way);
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
    check(steps, path, inside);
    refuse_new(passage, inside, {"reach-border", "declare", "release", "cleared"}, path,
               "in the steps of those who gather");
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

  void check_within(const Node& node, const std::string& path, Passage& passage) {
    const Node& yard = plain(*node.value("yard"));
    check_held(yard, path, yard.text, fmt::format("\"within\" of \"{}\"", yard.text));
    held_.push_back(yard.text);
    check(*node.value("steps"), join(path, "steps"), passage);
    held_.pop_back();
  }

  void check_visit(const Node& node, const std::string& path, Passage& passage) {
    const bool is_long = node.is_map() && node.find("stage") != nullptr;
    const Node& name = plain(is_long ? *node.value("stage") : node);
    const Node* inner = is_long ? node.value("steps") : nullptr;
    const bool has_inner = inner != nullptr && !inner->items.empty();
    const std::string visit = fmt::format("a visit to \"{}\"", name.text);
    check_held(name, path, name.text, visit);
    if (has_inner) {
      held_.push_back(name.text);
      check(*inner, join(path, "steps"), passage);
      held_.pop_back();
    } else {
      check_service(name, path, name.text,
                    fmt::format("a visit without inner steps to \"{}\"", name.text));
    }
    check_fall_backs(name, path, visit);
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
