#include "models/language/overlay.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

#include "models/language/changed_value.hpp"
#include "models/language/distribution_text.hpp"
#include "models/language/nearest_word.hpp"
#include "models/language/path.hpp"

namespace kouan::models::language {
namespace {

/// Marks a tree as coming from a lever.
void stamp(Node& node, int lever) {
  node.lever = lever;
  for (Node& item : node.items)
    stamp(item, lever);
  for (Entry& entry : node.entries)
    stamp(entry.node, lever);
}

bool says_the_same(const Node& a, const Node& b) {
  const Node* one = is_sourced(a) ? a.value("value") : &a;
  const Node* other = is_sourced(b) ? b.value("value") : &b;
  return one->is_scalar() && other->is_scalar() && one->text == other->text;
}

class LeverChanges {
 public:
  LeverChanges(Node& document, const LeverFile& lever, const LeverRequest& request, int number,
               Diagnostics& diagnostics)
      : document_(document),
        lever_(lever),
        request_(request),
        number_(number),
        diagnostics_(diagnostics) {}

  /// Whether every value that the lever sets stood there before, and was another.
  bool changes_all_it_sets() const { return changes_all_it_sets_; }

  void apply() {
    if (!check_needs()) return;
    each_path(lever_.remove, "remove", [&](const Node& path) { remove(path); });
    add();
    each_change(lever_.set, "set", [&](const Entry& entry) {
      if (!changes(entry)) changes_all_it_sets_ = false;
      set(entry);
    });
    each_change(lever_.scale, "scale", [&](const Entry& entry) { scale(entry); });
    each_change(lever_.shift, "shift", [&](const Entry& entry) { shift(entry); });
  }

 private:
  void error(Code code, const Mark& mark, std::string path, std::string found, std::string allowed,
             std::string nearest = "") {
    diagnostics_.add({Severity::error, code, mark, std::move(path), std::move(found),
                      std::move(allowed), std::move(nearest)});
  }

  template <class Visit>
  void each_path(const Node& list, const char* key, Visit visit) {
    if (list.is_null() && list.mark.line == 0) return;
    if (!list.is_list())
      return error(Code::wrong_type, list.mark, key, "found " + describe(list), "a list of paths");
    for (const Node& item : list.items) {
      if (item.is_scalar())
        visit(item);
      else
        error(Code::wrong_type, item.mark, key, "found " + describe(item),
              "a path such as classes.agv");
    }
  }

  template <class Visit>
  void each_change(const Node& map, const char* key, Visit visit) {
    if (map.is_null() && map.mark.line == 0) return;
    if (!map.is_map())
      return error(Code::wrong_type, map.mark, key, "found " + describe(map),
                   "a map of paths, such as {stages.entry-gate.service: 24 s}");
    for (const Entry& entry : map.entries)
      visit(entry);
  }

  bool check_needs();
  /// The path, walked; a message when it is none.
  std::optional<std::vector<PathStep>> path_of(const std::string& text, const Mark& mark,
                                               const std::string& at);
  std::string made_by(const std::vector<PathStep>& path, const Walk& reached) const;
  void report_missing(Code code, const std::string& text, const Mark& mark, const std::string& at,
                      const std::vector<PathStep>& path, const Walk& reached);
  void remove(const Node& item);
  void add();
  void add_section(const Entry& section);
  bool changes(const Entry& entry) const;
  void set(const Entry& entry);
  void scale(const Entry& entry);
  void shift(const Entry& entry);
  bool can_take(const std::vector<PathStep>& to, const Entry& entry);
  void send(const Entry& entry, const Node& from, const std::vector<PathStep>& path,
            const std::vector<PathStep>& to, Node& sent);

  Node& document_;
  const LeverFile& lever_;
  const LeverRequest& request_;
  int number_;
  Diagnostics& diagnostics_;
  bool changes_all_it_sets_ = true;
  std::set<std::string> told_makers_;  ///< one message says it of all that they make
};

std::optional<std::vector<PathStep>> LeverChanges::path_of(const std::string& text,
                                                           const Mark& mark,
                                                           const std::string& at) {
  auto path = parse_path(text);
  if (!path)
    error(Code::lever_path, mark, at, fmt::format("found \"{}\"", text),
          "a path such as stages.entry-gate.service or stages.entry-gate.lanes[0].servers");
  return path;
}

/// How to apply the lever after those that make the thing at the path; empty where none does.
std::string LeverChanges::made_by(const std::vector<PathStep>& path, const Walk& reached) const {
  if (reached.steps > 1 || path.size() < 2 || request_.folders == nullptr) return "";
  const std::string& section = path[0].key;
  const std::string& id = path[1].key;
  std::vector<std::string> order = request_.folders->order_for(document_, section, id);
  if (order.empty()) {
    const std::vector<std::string> makers = request_.folders->makers_of(section, id);
    return makers.empty() ? "" : "one of these levers before it: " + word_list(makers);
  }
  const std::string maker = order.back();
  order.push_back(request_.name);
  const bool is_list = request_.asked_with == "levers";
  return fmt::format("the lever {} before it, which makes that: {}", maker,
                     is_list ? fmt::format("levers: [{}]", fmt::join(order, ", "))
                             : fmt::format("{} {}", request_.asked_with, fmt::join(order, "+")));
}

void LeverChanges::report_missing(Code code, const std::string& text, const Mark& mark,
                                  const std::string& at, const std::vector<PathStep>& path,
                                  const Walk& reached) {
  const std::string parent = path_text(path, reached.steps);
  const PathStep& missing = path[reached.steps];
  std::vector<std::string> words = keys_of(*reached.node);
  std::string nearest = missing.index ? "" : nearest_word(missing.key, words);
  if (!nearest.empty()) {
    std::vector<PathStep> right = path;
    right[reached.steps].key = nearest;
    nearest = path_text(right, right.size());
  }
  const std::string there = missing.index   ? fmt::format("{} of {} items", describe(*reached.node),
                                                          reached.node->items.size())
                            : words.empty() ? describe(*reached.node)
                                            : word_list(words);
  const std::string found =
      code == Code::lever_need
          ? fmt::format("the lever needs \"{}\", which the scenario lacks", text)
          : fmt::format("found the path \"{}\", which the scenario lacks", text);
  const std::string makers = made_by(path, reached);
  if (!makers.empty() && !told_makers_.insert(makers).second) return;
  Diagnostic d{Severity::error,
               code,
               mark,
               at,
               found,
               fmt::format("in {}: {}", parent.empty() ? "the scenario" : parent, there),
               nearest};
  if (!makers.empty()) {
    d.allowed = makers;
    d.nearest.clear();
  }
  if (request_.mark.file >= 0) {
    d.other = request_.mark;
    d.other_says = "the lever is applied here";
  }
  diagnostics_.add(std::move(d));
}

bool LeverChanges::check_needs() {
  bool fine = true;
  for (const Node& need : lever_.needs) {
    if (!need.is_scalar()) {
      error(Code::wrong_type, need.mark, "needs", "found " + describe(need),
            "a path such as stages.entry-gate");
      fine = false;
      continue;
    }
    const auto path = path_of(need.text, need.mark, "needs");
    if (!path) {
      fine = false;
      continue;
    }
    const Walk reached = walk(document_, *path);
    if (reached.steps == path->size()) continue;
    report_missing(Code::lever_need, need.text, need.mark, "needs", *path, reached);
    fine = false;
  }
  return fine;
}

void LeverChanges::remove(const Node& item) {
  auto path = path_of(item.text, item.mark, "remove");
  if (!path) return;
  const Walk reached = walk(document_, *path);
  if (reached.steps < path->size())
    return report_missing(Code::lever_path, item.text, item.mark, "remove", *path, reached);
  const PathStep last = path->back();
  path->pop_back();
  Node& parent = *walk(document_, *path).node;
  if (last.index) {
    parent.items.erase(parent.items.begin() + static_cast<std::ptrdiff_t>(*last.index));
  } else {
    parent.entries.erase(std::find_if(parent.entries.begin(), parent.entries.end(),
                                      [&](const Entry& e) { return e.key == last.key; }));
  }
}

void LeverChanges::add() {
  each_change(lever_.add, "add", [&](const Entry& section) { add_section(section); });
}

void LeverChanges::add_section(const Entry& section) {
  std::vector<std::string> sections;
  for (const FieldInfo& field : scenario_info().fields) {
    if (field.type->shape == Shape::things) sections.push_back(field.name);
  }
  const std::string at = join("add", section.key);
  if (std::find(sections.begin(), sections.end(), section.key) == sections.end()) {
    return error(Code::unknown_key, section.mark, at,
                 fmt::format("found the unknown section \"{}\"", section.key), word_list(sections),
                 nearest_word(section.key, sections));
  }
  if (!section.node.is_map())
    return error(Code::wrong_type, section.node.mark, at, "found " + describe(section.node),
                 "a map of new names");
  Entry* existing = document_.find(section.key);
  if (existing == nullptr) {
    Node empty;
    empty.kind = NodeKind::map;
    empty.mark = section.node.mark;
    document_.entries.push_back({section.key, section.mark, empty});
    existing = &document_.entries.back();
  }
  if (!existing->node.is_map()) return;  // the reader says what is wrong with the section
  for (const Entry& thing : section.node.entries) {
    if (const Entry* there = existing->node.find(thing.key)) {
      diagnostics_.add(
          {Severity::error, Code::lever_exists, thing.mark, join(at, thing.key),
           fmt::format("found the name \"{}\", which {} has already", thing.key, section.key),
           "a new name, or set: for what exists", "", there->mark, "it stands here"});
      continue;
    }
    existing->node.entries.push_back(thing);
    stamp(existing->node.entries.back().node, number_);
  }
}

/// Whether something else stands where the entry goes.
bool LeverChanges::changes(const Entry& entry) const {
  const auto path = parse_path(entry.key);
  if (!path) return false;
  const Walk reached = walk(document_, *path);
  return reached.steps == path->size() && !says_the_same(*reached.node, entry.node);
}

void LeverChanges::set(const Entry& entry) {
  const auto path = path_of(entry.key, entry.mark, "set");
  if (!path) return;
  Walk reached = walk(document_, *path);
  Node value = entry.node;
  stamp(value, number_);
  if (reached.steps == path->size()) {
    *reached.node = std::move(value);
    return;
  }
  // A field that the thing may have but has not yet: the reader checks its name.
  const PathStep& last = path->back();
  std::vector<PathStep> above(path->begin(), path->end() - 1);
  const TypeInfo* parent = type_at(above);
  const bool is_section = above.empty() || (parent != nullptr && parent->shape == Shape::things);
  if (reached.steps + 1 < path->size() || last.index || is_section || !reached.node->is_map() ||
      is_sourced(*reached.node)) {
    return report_missing(Code::lever_path, entry.key, entry.mark, "set", *path, reached);
  }
  reached.node->entries.push_back({last.key, entry.mark, std::move(value)});
}

void LeverChanges::scale(const Entry& entry) {
  const std::string at = "scale." + entry.key;
  const auto path = path_of(entry.key, entry.mark, "scale");
  if (!path) return;
  Walk reached = walk(document_, *path);
  if (reached.steps < path->size())
    return report_missing(Code::lever_path, entry.key, entry.mark, "scale", *path, reached);
  const Node* factor_node = is_sourced(entry.node) ? entry.node.value("value") : &entry.node;
  const Parsed<double> factor =
      factor_node->is_scalar()
          ? parse_number(factor_node->text)
          : Parsed<double>{
                0, Problem{Code::wrong_type, "found " + describe(*factor_node), "a factor"}};
  if (!factor || factor.value < 0) {
    return error(factor ? Code::out_of_range : factor.problem->code, factor_node->mark, at,
                 factor ? "found " + describe(*factor_node) : factor.problem->found,
                 "a factor, a bare number at least 0");
  }
  const TypeInfo* type = type_at(*path);
  const Dimension* dimension = type != nullptr ? type->dimension : nullptr;
  const Node* value = is_sourced(*reached.node) ? reached.node->value("value") : reached.node;
  if (dimension == nullptr && value->is_scalar()) {
    // Inside steps the listings end: the text says what it is.
    for (const Dimension* other : all_dimensions()) {
      if (parse_distribution(value->text, *other, ".")) dimension = other;
    }
  }
  const bool parses = value->is_scalar() && dimension != nullptr &&
                      parse_distribution(value->text, *dimension, ".") &&
                      value->text.find("empirical") == std::string::npos;
  if (!parses)
    return error(Code::lever_scale, entry.mark, at, "found " + describe(*value) + " there",
                 "a quantity, a count, a share or a distribution without a data file");
  Node scaled = scaled_node(*reached.node, entry.node, *dimension, factor.value, lever_.info.id);
  stamp(scaled, number_);
  *reached.node = std::move(scaled);
}

/// "flows.rail.annual: {from: flows.road.annual, value: 15 Mt/yr}", or share: 40 % for the value:
/// the one is set to the amount, the other keeps what is left. The target is set also where the
/// amount is refused, so that the reader does not ask for a value that the lever states.
void LeverChanges::shift(const Entry& entry) {
  const std::string at = "shift." + entry.key;
  const auto to = path_of(entry.key, entry.mark, "shift");
  if (!to || !can_take(*to, entry)) return;
  Node sent = entry.node;
  std::erase_if(sent.entries, [](const Entry& e) { return e.key == "from"; });
  const Node* from = entry.node.value("from");
  const Node* amount = entry.node.value("value");
  const Node* share = entry.node.value("share");
  if (from == nullptr || !from->is_scalar() || (amount == nullptr && share == nullptr)) {
    error(Code::missing_key, entry.node.mark, at,
          fmt::format("found no {}",
                      amount == nullptr && share == nullptr ? "\"value\"" : "path under \"from\""),
          "{from: flows.road.annual, value: 15 Mt/yr, source: …, grade: …, range: …}");
  } else if (amount != nullptr && share != nullptr) {
    error(Code::conflict, share->mark, at, "found a share beside a value",
          "one of both: value: 15 Mt/yr, or share: 40 %");
    std::erase_if(sent.entries, [](const Entry& e) { return e.key == "share"; });
  } else if (const auto path = path_of(from->text, from->mark, at)) {
    send(entry, *from, *path, *to, sent);
  }
  if (amount != nullptr || !sent.is_map() || is_sourced(sent))
    set({entry.key, entry.mark, std::move(sent)});
}

/// What a shift goes to has no value yet, which would be lost; a message when it has one.
bool LeverChanges::can_take(const std::vector<PathStep>& to, const Entry& entry) {
  const Walk target = walk(document_, to);
  if (target.steps < to.size() || target.node->is_null()) return true;
  const Node* from = entry.node.value("from");
  const auto path = from != nullptr && from->is_scalar() ? parse_path(from->text) : std::nullopt;
  const bool is_source = path && path_text(*path, path->size()) == path_text(to, to.size());
  const std::string at = "shift." + entry.key;
  if (is_source) {
    error(Code::conflict, from->mark, at, fmt::format("found \"{}\" under \"from\"", from->text),
          "another quantity than the one that the amount goes to");
    return false;
  }
  Diagnostic d{
      Severity::error,
      Code::lever_exists,
      entry.mark,
      at,
      "found " + describe(is_sourced(*target.node) ? *target.node->value("value") : *target.node) +
          " there already, which would be lost",
      "a quantity without a value, such as annual of a flow under add",
      ""};
  d.other = target.node->mark;
  d.other_says = "it stands here";
  diagnostics_.add(std::move(d));
  return false;
}

/// Takes the amount from what is under "from"; a message when it can't be taken. An amount that is
/// refused leaves in `sent` what is there, which the reader can read.
void LeverChanges::send(const Entry& entry, const Node& from, const std::vector<PathStep>& path,
                        const std::vector<PathStep>& to, Node& sent) {
  const std::string at = "shift." + entry.key;
  const Walk reached = walk(document_, path);
  if (reached.steps < path.size())
    return report_missing(Code::lever_path, from.text, from.mark, at, path, reached);
  const TypeInfo* type = type_at(path);
  const TypeInfo* to_type = type_at(to);
  const Node& there = is_sourced(*reached.node) ? *reached.node->value("value") : *reached.node;
  const bool fits = type != nullptr && to_type != nullptr && type->shape == Shape::quantity &&
                    type->dimension != nullptr && type->dimension == to_type->dimension;
  if (!fits || !there.is_scalar() || !parse_quantity(there.text, *type->dimension))
    return error(Code::lever_scale, from.mark, at, "found " + describe(there) + " there",
                 "a quantity, of the same kind as what the amount goes to");
  if (sent.find("share") != nullptr) {
    Parsed<Node> part = share_node(*reached.node, sent, *type->dimension, lever_.info.id);
    if (!part) {
      error(part.problem->code, sent.value("share")->mark, at, part.problem->found,
            part.problem->allowed);
      sent = there;
      return;
    }
    sent = std::move(part.value);
  }
  const Node& amount = *sent.value("value");
  const auto shifted = amount.is_scalar() ? parse_quantity(amount.text, *type->dimension)
                                          : Parsed<double>{0, Problem{}};
  const double present = parse_quantity(there.text, *type->dimension).value;
  if (!shifted || shifted.value < 0 || shifted.value > present) {
    Diagnostic d{Severity::error,
                 Code::out_of_range,
                 amount.mark,
                 at,
                 "found " + describe(amount),
                 fmt::format("{}, at most the {} that are there", type->dimension->description(),
                             there.text),
                 ""};
    d.other = there.mark;
    d.other_says = "what is there";
    diagnostics_.add(std::move(d));
    sent = there;
    return;
  }
  Node rest = rest_node(*reached.node, sent, *type->dimension, lever_.info.id);
  stamp(rest, number_);
  *reached.node = std::move(rest);
}

}  // namespace

void merge(Node& base, Node over) {
  if (!base.is_map() || !over.is_map() || is_sourced(base) || is_sourced(over)) {
    base = std::move(over);
    return;
  }
  for (Entry& entry : over.entries) {
    Entry* existing = base.find(entry.key);
    if (existing == nullptr) {
      base.entries.push_back(std::move(entry));
    } else if (entry.node.is_null()) {
      base.entries.erase(base.entries.begin() + (existing - base.entries.data()));
    } else {
      existing->mark = entry.mark;
      merge(existing->node, std::move(entry.node));
    }
  }
}

bool apply_lever(Node& document, const LeverFile& lever, const LeverRequest& request, int number,
                 Diagnostics& diagnostics) {
  LeverChanges changes(document, lever, request, number, diagnostics);
  changes.apply();
  return changes.changes_all_it_sets();
}

}  // namespace kouan::models::language
