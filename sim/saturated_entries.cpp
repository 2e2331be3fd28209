#include "sim/saturated_entries.hpp"

#include <algorithm>
#include <limits>

#include "sim/ways.hpp"

namespace kouan::sim {

SaturatedEntries::SaturatedEntries(const Model& model)
    : model_(model), entries_(model.classes.size()), classes_(model.classes.size()) {
  for (std::uint32_t c = 0; c < classes_.size(); ++c) {
    const ClassDef& def = model.classes[c];
    classes_[c].lead = c;
    if (def.source != SourceKind::saturated) continue;
    for (const std::uint32_t lead : leads_)
      if (def.entry != k_none && model.classes[lead].entry == def.entry) classes_[c].lead = lead;
    if (classes_[c].lead == c) leads_.push_back(c);
    if (def.count > 0) entries_[classes_[c].lead].classes.push_back(c);
  }
  if (any()) find_ways_out(model);
}

void SaturatedEntries::find_ways_out(const Model& model) {
  const auto before = steps_before(model);
  const auto always = [](std::uint32_t, std::uint32_t) { return true; };
  std::vector<std::uint32_t> places, clearances, handings_on;
  for (std::uint32_t i = 0; i < model.steps.size(); ++i) {
    switch (model.steps[i].kind) {
      case StepKind::clear:
        clearances.push_back(i);
        break;
      case StepKind::split:
      case StepKind::gather:
        handings_on.push_back(i);
        break;
      case StepKind::seize:
      case StepKind::seize_server:
      case StepKind::take:
      case StepKind::share:
      case StepKind::served:
      case StepKind::finish:
      case StepKind::give_up:
      case StepKind::deposit:
        places.push_back(i);
        break;
      default:
        break;
    }
  }
  places.insert(places.end(), clearances.begin(), clearances.end());
  places.insert(places.end(), handings_on.begin(), handings_on.end());
  only_out_ = leading_to(before, places, always);
  for (char& step : only_out_)
    step = static_cast<char>(step == 0);
  const std::vector<char> clears = leading_to(before, clearances, always);
  const std::vector<char> hands_on = leading_to(before, handings_on, always);
  for (std::uint32_t c = 0; c < classes_.size(); ++c) {
    const ClassDef& def = model.classes[c];
    classes_[c].has_to_be_cleared = def.source == SourceKind::saturated &&
                                    clears[def.first_step] != 0 && hands_on[def.first_step] == 0;
  }
}

std::uint32_t SaturatedEntries::take_turn(std::uint32_t lead) {
  std::uint32_t next = lead;
  double least = std::numeric_limits<double>::infinity();
  for (const std::uint32_t c : entries_[lead].classes) {
    const double after = static_cast<double>(classes_[c].turns + 1) / model_.classes[c].share;
    if (after < least) {
      least = after;
      next = c;
    }
  }
  ++classes_[next].turns;
  return next;
}

SaturatedEntries::Entry& SaturatedEntries::at(std::uint32_t lead, Micros now) {
  Entry& entry = entries_[lead];
  if (entry.at == now) return entry;
  entry.at = now;
  entry.came = 0;
  entry.turned_back = 0;
  return entry;
}

bool SaturatedEntries::is_followed(std::uint32_t class_index, Micros now) {
  Entry& entry = at(lead_of(class_index), now);
  ++entry.came;
  if (entry.unfollowed == 0) return true;
  --entry.unfollowed;
  return false;
}

void SaturatedEntries::note_turned_back(std::uint32_t class_index, Micros now) {
  OfClass& of = classes_[class_index];
  Entry& entry = at(of.lead, now);
  ++entry.turned_back;
  if (entry.classes.size() > 1) of.again = std::min(of.again + 1, k_most_turns_again);
}

bool SaturatedEntries::is_turning_back(std::uint32_t lead, Micros now) const {
  const Entry& entry = entries_[lead];
  if (entry.at != now || entry.turned_back < k_most_turned_back_at_once) return false;
  const std::uint64_t stayed = entry.came > entry.turned_back ? entry.came - entry.turned_back : 0;
  return entry.turned_back >= std::min<std::uint64_t>((stayed + 1) * k_most_turned_back_at_once,
                                                      k_most_turned_back_in_all);
}

bool SaturatedEntries::take_put_off(std::uint32_t lead, Micros now) {
  if (entries_[lead].put_off == 0 || is_turning_back(lead, now)) return false;
  --entries_[lead].put_off;
  return true;
}

bool SaturatedEntries::take_turn_again(std::uint32_t class_index, Micros now) {
  OfClass& of = classes_[class_index];
  Entry& entry = entries_[of.lead];
  if (of.again == 0 || (entry.at == now && entry.turned_back > 0)) return false;
  --of.again;
  ++entry.unfollowed;
  return true;
}

bool SaturatedEntries::has_any_waiting(std::uint32_t lead) const {
  const Entry& entry = entries_[lead];
  return entry.put_off > 0 || std::any_of(entry.classes.begin(), entry.classes.end(),
                                          [&](std::uint32_t c) { return classes_[c].again > 0; });
}

}  // namespace kouan::sim
