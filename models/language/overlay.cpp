#include "models/language/overlay.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

#include "models/language/changed_value.hpp"
#include "models/language/distribution_text.hpp"
#include "models/language/lever_chain.hpp"
#include "models/language/lever_changes.hpp"
#include "models/language/lever_contrary.hpp"
#include "models/language/nearest_word.hpp"
#include "models/language/path.hpp"

namespace kouan::models::language {

void stamp(Node& node, int lever) {
  node.lever = lever;
  for (Node& item : node.items)
    stamp(item, lever);
  for (Entry& entry : node.entries)
    stamp(entry.node, lever);
}

void LeverChanges::apply() {
  const auto of = [](const Node& base, const char* key) {
    const Node* changes = base.value(key);
    return changes == nullptr ? Node{} : *changes;
  };
  for (const Node& base : lever_.bases) {
    if (!check_needs(listed(base, "needs"))) {
      check_needs(needs_of_chain(lever_.bases, lever_.needs));  // all that is missing at once
      return;
    }
    change(of(base, "remove"), of(base, "add"), of(base, "set"), of(base, "scale"));
  }
  if (!check_needs(lever_.needs)) return;
  change(lever_.remove, lever_.add, lever_.set, lever_.scale);
  each_change(lever_.shift, "shift", [&](const Entry& entry) { shift(entry); });
  check_presupposed();
}

/// What is presupposed of a value that is not there could never be told.
void LeverChanges::check_presupposed() {
  for (const PresupposedValue& value : lever_.presupposes) {
    const auto path = path_of(value.path, value.mark, "presupposes");
    if (!path) continue;
    const Walk reached = walk(document_, *path);
    if (reached.steps < path->size() && !request_.is_partial)
      report_missing(Code::lever_path, value.path, value.mark, "presupposes", *path, reached);
  }
}

std::optional<std::vector<PathStep>> LeverChanges::path_of(const std::string& text,
                                                           const Mark& mark,
                                                           const std::string& at) {
  auto path = parse_path(text);
  if (!path)
    error(Code::lever_path, mark, at, as_found(text),
          {"a path such as stages.entry-gate.service or stages.entry-gate.lanes[0].servers",
           "路径，如“stages.entry-gate.service”或“stages.entry-gate.lanes[0].servers”"});
  return path;
}

/// How to apply the lever after those that make the thing at the path; empty where none does.
Text LeverChanges::made_by(const std::vector<PathStep>& path, const Walk& reached) const {
  if (reached.steps > 1 || path.size() < 2 || request_.folders == nullptr) return {};
  const std::string& section = path[0].key;
  const std::string& id = path[1].key;
  std::vector<std::string> order = request_.folders->order_for(document_, section, id);
  if (order.empty()) {
    const std::vector<std::string> makers = request_.folders->makers_of(section, id);
    // One alone that has no order can't be applied here itself.
    return makers.size() < 2 ? Text{}
                             : told("one of these levers before it: {}", "先采用下列措施之一：{}",
                                    word_list(makers));
  }
  const std::string maker = order.back();
  const std::vector<std::string> all = request_with(order);
  if (request_.all != nullptr) *request_.all = all;
  const bool is_list = request_.asked_with == "levers";
  return told("the lever {} before it, which makes that: {}", "先采用产生它的措施{}：“{}”", maker,
              is_list ? fmt::format("levers: [{}]", fmt::join(all, ", "))
                      : fmt::format("{} {}", request_.asked_with, fmt::join(all, "+")));
}

/// All that was asked for, with what goes before this lever: `before`, and what makes the rest that
/// it needs, as far as that is known.
std::vector<std::string> LeverChanges::request_with(const std::vector<std::string>& before) const {
  std::vector<std::string> all;
  const auto add = [&](const std::string& name) {
    if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
  };
  const auto add_before = [&] {
    for (const Node& need : needs_of_chain(lever_.bases, lever_.needs)) {
      const auto path = parse_path(need.text);
      if (!path || path->size() < 2 || walk(document_, *path).steps > 1) continue;
      for (const std::string& name :
           request_.folders->order_for(document_, path->at(0).key, path->at(1).key))
        add(name);
    }
    for (const std::string& name : before)
      add(name);
  };
  const std::vector<std::string> alone = {request_.name};
  for (const std::string& name : request_.all == nullptr ? alone : *request_.all) {
    if (name == request_.name) add_before();
    add(name);
  }
  return all;
}

bool LeverChanges::report_missing(Code code, const std::string& text, const Mark& mark,
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
  const Text place = parent.empty() ? Text{"the scenario", "情景"} : told("{}", "“{}”", parent);
  const Text there = missing.index ? told("{} of {} items", "{1}项的{0}", describe(*reached.node),
                                          reached.node->items.size())
                     : words.empty() ? describe(*reached.node)
                                     : word_list(words);
  const Text found = code == Code::lever_need
                         ? told("the lever needs \"{}\", which the scenario lacks",
                                "该措施需要“{}”，而本情景没有", text)
                         : told("found the path \"{}\", which the scenario lacks",
                                "路径“{}”在本情景中不存在", text);
  const Text makers = made_by(path, reached);
  const bool is_made = !makers.en.empty();
  if (is_made && !told_makers_.insert(makers.en).second) return false;
  Diagnostic d{Severity::error,
               code,
               mark,
               at,
               found,
               code == Code::lever_need ? told("a scenario that has it; here stands in {}: {}",
                                               "含有它的情景；此处{}中有：{}", place, there)
                                        : told("in {}: {}", "{}中的{}", place, there),
               nearest};
  if (is_made) {
    d.allowed = makers;
    d.nearest.clear();
  }
  if (request_.mark.file >= 0) {
    d.other = request_.mark;
    d.other_says = {"the lever is applied here", "该措施在此采用"};
  }
  diagnostics_.add(std::move(d));
  return !nearest.empty();
}

/// Whether the rest of the lever can be looked at: where a need is but misspelt its other errors
/// are told too; where the port lacks it they would all say the same.
bool LeverChanges::check_needs(const std::vector<Node>& needs) {
  bool fine = true;
  for (const Node& need : needs) {
    if (!need.is_scalar()) {
      error(Code::wrong_type, need.mark, "needs", as_found(describe(need)),
            {"a path such as stages.entry-gate", "路径，如“stages.entry-gate”"});
      fine = false;
      continue;
    }
    const auto path = path_of(need.text, need.mark, "needs");
    if (!path) {
      fine = false;
      continue;
    }
    const Walk reached = walk(document_, *path);
    if (reached.steps == path->size() || request_.is_partial) continue;
    if (!report_missing(Code::lever_need, need.text, need.mark, "needs", *path, reached))
      fine = false;
  }
  return fine;
}

void LeverChanges::remove(const Node& item) {
  auto path = path_of(item.text, item.mark, "remove");
  if (!path) return;
  const Walk reached = walk(document_, *path);
  if (reached.steps < path->size()) {
    report_missing(Code::lever_path, item.text, item.mark, "remove", *path, reached);
    return;
  }
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

void LeverChanges::add_section(const Entry& section) {
  std::vector<std::string> sections;
  for (const FieldInfo& field : scenario_info().fields) {
    if (field.type->shape == Shape::things) sections.push_back(field.name);
  }
  const std::string at = join("add", section.key);
  if (std::find(sections.begin(), sections.end(), section.key) == sections.end()) {
    return error(Code::unknown_key, section.mark, at,
                 told("found the unknown section \"{}\"", "没有“{}”这一部分", section.key),
                 word_list(sections), nearest_word(section.key, sections));
  }
  if (!section.node.is_map())
    return error(Code::wrong_type, section.node.mark, at, as_found(describe(section.node)),
                 {"a map of new names", "以新名称为键的映射"});
  Entry* existing = document_.find(section.key);
  if (existing == nullptr) {
    Node empty;
    empty.kind = YamlKind::map;
    empty.mark = section.node.mark;
    document_.entries.push_back({section.key, section.mark, empty});
    existing = &document_.entries.back();
  }
  if (!existing->node.is_map()) return;  // the reader says what is wrong with the section
  for (const Entry& thing : section.node.entries) {
    if (const Entry* there = existing->node.find(thing.key)) {
      diagnostics_.add({Severity::error,
                        Code::lever_exists,
                        thing.mark,
                        join(at, thing.key),
                        told("found the name \"{}\", which {} has already", "名称“{}”在“{}”中已有",
                             thing.key, section.key),
                        {"a new name, or set: for what exists", "新名称；已有者用“set:”"},
                        "",
                        there->mark,
                        {"it stands here", "已写于此"}});
      continue;
    }
    existing->node.entries.push_back(thing);
    stamp(existing->node.entries.back().node, number_);
  }
}

void LeverChanges::put(const Entry& entry, const std::string& at) {
  const auto path = path_of(entry.key, entry.mark, at);
  if (!path) return;
  Walk reached = walk(document_, *path);
  Node value = entry.node;
  stamp(value, number_);
  if (reached.steps == path->size()) {
    *reached.node = std::move(value);
    return;
  }
  if (request_.is_partial) {
    if (Node* parent = made_parent(*path, entry.mark))
      parent->entries.push_back({path->back().key, entry.mark, std::move(value)});
    return;
  }
  // A field that the thing may have but has not yet: the reader checks its name.
  const PathStep& last = path->back();
  std::vector<PathStep> above(path->begin(), path->end() - 1);
  const TypeInfo* parent = type_at(above);
  const bool is_section = above.empty() || (parent != nullptr && parent->shape == Shape::things);
  if (reached.steps + 1 < path->size() || last.index || is_section || !reached.node->is_map() ||
      is_sourced(*reached.node)) {
    report_missing(Code::lever_path, entry.key, entry.mark, at, *path, reached);
    return;
  }
  reached.node->entries.push_back({last.key, entry.mark, std::move(value)});
}

/// Where the document is not whole: the map for the last step of the path, made as far as it is not
/// there, so that the reader looks at the value all the same. Null where no map can stand.
Node* LeverChanges::made_parent(const std::vector<PathStep>& path, const Mark& mark) {
  Node* at = &document_;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i].index || !at->is_map()) return nullptr;
    if (i + 1 == path.size()) return at;
    const TypeInfo* type =
        type_at({path.begin(), path.begin() + static_cast<std::ptrdiff_t>(i) + 1});
    const bool takes_keys = type == nullptr || type->shape == Shape::object ||
                            type->shape == Shape::things || type->shape == Shape::by_name;
    if (!takes_keys) return nullptr;
    Entry* next = at->find(path[i].key);
    if (next == nullptr) {
      Node made;
      made.kind = YamlKind::map;
      made.mark = mark;
      at->entries.push_back({path[i].key, made.mark, std::move(made)});
      next = &at->entries.back();
    }
    at = &next->node;
  }
  return nullptr;
}

std::optional<double> LeverChanges::factor_of(const Entry& entry) {
  const Node& node = is_sourced(entry.node) ? *entry.node.value("value") : entry.node;
  const Parsed<double> factor =
      node.is_scalar() ? parse_number(node.text)
                       : Parsed<double>{0, Problem{Code::wrong_type, as_found(describe(node)), {}}};
  if (factor && factor.value >= 0) return factor.value;
  error(factor ? Code::out_of_range : factor.problem->code, node.mark, "scale." + entry.key,
        factor ? as_found(describe(node)) : factor.problem->found,
        {"a factor, a bare number at least 0", "系数，不小于0且不带单位的数"});
  return std::nullopt;
}

void LeverChanges::scale(const Entry& entry) {
  const auto path = path_of(entry.key, entry.mark, "scale");
  const std::optional<double> factor = factor_of(entry);
  if (!path) return;
  Walk reached = walk(document_, *path);
  if (reached.steps < path->size()) {
    report_missing(Code::lever_path, entry.key, entry.mark, "scale", *path, reached);
    return;
  }
  if (!factor) return;
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
    return error(Code::lever_scale, entry.mark, "scale." + entry.key,
                 told("found {} there", "该处为{}", describe(*value)),
                 {"a quantity, a count, a share or a distribution without a data file",
                  "数量、个数、比例，或不引用数据文件的分布"});
  Node scaled = scaled_node(*reached.node, entry.node, *dimension, *factor, lever_.info.id);
  stamp(scaled, number_);
  *reached.node = std::move(scaled);
}

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
      base.mark = over.mark;  // what it lacks now, it lacks for this
    } else {
      existing->mark = entry.mark;
      merge(existing->node, std::move(entry.node));
    }
  }
}

AppliedLever apply_lever(Node& document, const LeverFile& lever, const LeverRequest& request,
                         int number, Diagnostics& diagnostics) {
  const bool is_told = !lever.counterfactual.en.empty();
  Node before = is_told ? document : Node{};
  LeverChanges changes(document, lever, request, number, diagnostics);
  changes.apply();
  return {is_told && was_contrary(before, document, lever), changes.shifts()};
}

}  // namespace kouan::models::language
