// `shift` of a lever: an amount stated once, which one quantity gains and another loses.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "models/language/changed_value.hpp"
#include "models/language/distribution_text.hpp"
#include "models/language/lever_changes.hpp"

namespace kouan::models::language {

/// "flows.rail.annual: {from: flows.road.annual, value: 15 Mt/yr}", or share: 40 % for the value:
/// the one is set to the amount, the other keeps what is left. The target is set also where the
/// amount is refused, so that the reader does not ask for a value that the lever states.
void LeverChanges::shift(const Entry& entry) {
  const std::string at = "shift." + entry.key;
  const auto to = path_of(entry.key, entry.mark, "shift");
  if (!to) return;
  if (!entry.node.is_map() && type_at(*to) == nullptr)  // the parts, written side by side
    return error(Code::lever_path, entry.mark, "shift", as_found(entry.key),
                 {"the path that gains, as in flows.rail.annual: {from: flows.road.annual, "
                  "value: 15 Mt/yr}",
                  "增加一方的路径，如“flows.rail.annual: {from: flows.road.annual, "
                  "value: 15 Mt/yr}”"});
  if (!can_take(*to, entry)) return;
  Node sent = entry.node;
  std::erase_if(sent.entries, [](const Entry& e) { return e.key == "from"; });
  const Node* from = entry.node.value("from");
  const Node* amount = entry.node.value("value");
  const Node* share = entry.node.value("share");
  if (from == nullptr || !from->is_scalar() || (amount == nullptr && share == nullptr)) {
    error(Code::missing_key, entry.node.mark, at,
          amount == nullptr && share == nullptr
              ? Text{"found no \"value\"", "缺少“value”"}
              : Text{"found no path under \"from\"", "“from”中没有路径"},
          {"{from: flows.road.annual, value: 15 Mt/yr, source: …, grade: …, range: …}",
           "{from: flows.road.annual, value: 15 Mt/yr, source: …, grade: …, range: …}"});
  } else if (amount != nullptr && share != nullptr) {
    error(Code::conflict, share->mark, at, {"found a share beside a value", "“share”与“value”并存"},
          {"one of both: value: 15 Mt/yr, or share: 40 %",
           "二者择一：“value: 15 Mt/yr”或“share: 40 %”"});
    std::erase_if(sent.entries, [](const Entry& e) { return e.key == "share"; });
  } else if (const auto path = path_of(from->text, from->mark, at)) {
    send(entry, *from, *path, *to, sent);
  }
  if (amount != nullptr || !sent.is_map() || is_sourced(sent))
    put({entry.key, entry.mark, std::move(sent)}, "shift");
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
    error(Code::conflict, from->mark, at,
          told("found \"{}\" under \"from\"", "“from”写为“{}”", from->text),
          {"another quantity than the one that the amount goes to", "转入量以外的另一个量"});
    return false;
  }
  Diagnostic d{
      Severity::error,
      Code::lever_exists,
      entry.mark,
      at,
      told("found {} there already, which would be lost", "该处已有{}，将被覆盖",
           describe(is_sourced(*target.node) ? *target.node->value("value") : *target.node)),
      {"a quantity without a value, such as annual of a flow under add",
       "尚无取值的量，如add中某货流的annual"},
      ""};
  d.other = target.node->mark;
  d.other_says = {"it stands here", "已写于此"};
  diagnostics_.add(std::move(d));
  return false;
}

/// Takes the amount from what is under "from"; a message when it can't be taken. An amount that is
/// refused leaves in `sent` what is there, which the reader can read.
void LeverChanges::send(const Entry& entry, const Node& from, const std::vector<PathStep>& path,
                        const std::vector<PathStep>& to, Node& sent) {
  const std::string at = "shift." + entry.key;
  const Walk reached = walk(document_, path);
  if (reached.steps < path.size()) {
    report_missing(Code::lever_path, from.text, from.mark, at, path, reached);
    return;
  }
  const TypeInfo* type = type_at(path);
  const TypeInfo* to_type = type_at(to);
  const Node& there = is_sourced(*reached.node) ? *reached.node->value("value") : *reached.node;
  const bool fits = type != nullptr && to_type != nullptr && type->shape == Shape::quantity &&
                    type->dimension != nullptr && type->dimension == to_type->dimension;
  if (!fits || !there.is_scalar() || !parse_quantity(there.text, *type->dimension))
    return error(Code::lever_scale, from.mark, at,
                 told("found {} there", "该处为{}", describe(there)),
                 {"a quantity, of the same kind as what the amount goes to", "与转入量同类的数量"});
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
    tell_too_much(amount, there, *type->dimension, at);
    sent = there;
    return;
  }
  Node rest = rest_node(*reached.node, sent, *type->dimension, lever_.info.id);
  stamp(rest, number_);
  shifts_.push_back({path_text(path, path.size()), path_text(to, to.size()),
                     rest.value("value")->text, amount.text});
  *reached.node = std::move(rest);
}

void LeverChanges::tell_too_much(const Node& amount, const Node& there, const Dimension& dimension,
                                 const std::string& at) {
  Diagnostic d{Severity::error,
               Code::out_of_range,
               amount.mark,
               at,
               as_found(describe(amount)),
               told("{}, at most the {} that are there", "{}，不超过该处的{}",
                    dimension.description(), there.text),
               ""};
  d.other = there.mark;
  d.other_says = {"what is there", "该处的量"};
  diagnostics_.add(std::move(d));
}

}  // namespace kouan::models::language
