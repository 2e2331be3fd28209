#include "models/compile_meeting.hpp"

#include <algorithm>
#include <iterator>

#include "models/program_writing.hpp"
#include "models/working_time.hpp"

namespace kouan::models {
namespace {

std::vector<OpenSpan> spans_of(const Scenario& scenario, const std::string& hours,
                               const std::string& side) {
  ServerGroup group;
  group.hours = hours;
  return open_spans(scenario, group, side);
}

/// Shifts until `end`, those that join as one stretch; each from when it opened, which may be
/// before the run: slots are counted from there, and such hours do not open at its start. What has
/// been open for more than a year is counted from a year before.
std::vector<OpenSpan> stretches_of(const Scenario& scenario, const std::string& hours,
                                   sim::Micros end) {
  constexpr std::int64_t k_days_before = 366;
  constexpr std::int64_t k_days_after = 3;  // clocks up to 28 h apart
  const std::int64_t start = days_from_civil(scenario.start);
  const std::int64_t last = start + end / sim::k_day + k_days_after;
  std::vector<OpenSpan> stretches;
  for (const OpenDay& day : open_days(scenario, hours, start - k_days_before, last)) {
    for (const OpenSpan& span : day.spans) {
      if (stretches.empty() || span.from > stretches.back().to) stretches.push_back(span);
      stretches.back().to = std::max(stretches.back().to, span.to);
    }
  }
  return stretches;
}

/// Slots of one stretch, from the start of the run on: slot k is k / per_hour hours after its
/// opening.
void add_slots(const OpenSpan& stretch, const Book& book, sim::Micros end, sim::BookDef& def) {
  const sim::Micros before = std::max<sim::Micros>(0, -stretch.from);
  for (std::int64_t k = before / sim::k_hour * book.per_hour;; ++k) {
    const sim::Micros at = stretch.from + k * sim::k_hour / book.per_hour;
    if (at >= std::min(stretch.to, end)) return;
    if (at >= 0) def.slots.push_back({at, 1});
  }
}

/// When the hours open in the run: not at its start, if they had opened before. And once after it,
/// so that nobody waits for ever who waits for that.
std::vector<sim::Micros> openings_of(const Scenario& scenario, const std::string& hours) {
  constexpr sim::Micros k_days_after = 366;
  const sim::Micros end = sim::from_seconds(scenario.horizon_s);
  std::vector<sim::Micros> openings;
  for (const OpenSpan& stretch : stretches_of(scenario, hours, end + k_days_after * sim::k_day)) {
    if (stretch.from >= 0) openings.push_back(stretch.from);
    if (stretch.from >= end) break;
  }
  return openings;
}

}  // namespace

sim::GatheringDef gathering_of(const Scenario& scenario, const Gathering& gathering) {
  sim::GatheringDef def;
  def.name = gathering.id;
  for (const auto& [id, number] : gathering.of) {
    const auto places = gathering.places.find(id);
    def.kinds.push_back({static_cast<std::uint32_t>(number),
                         places == gathering.places.end() ? -1 : places->second});
  }
  if (!gathering.is_meeting()) {
    const auto number = static_cast<std::uint32_t>(gathering.number);
    def.kinds.push_back({number == 0 ? sim::k_none : number, -1});
  }
  if (gathering.within_s) def.within = sim::from_seconds(*gathering.within_s);
  def.every = sim::from_seconds(gathering.every_s);
  def.first = sim::from_seconds(gathering.first_s);
  if (!gathering.opening.empty()) def.departures = openings_of(scenario, gathering.opening);
  def.least = static_cast<std::uint32_t>(gathering.least);
  if (gathering.most > 0) def.most = static_cast<std::uint32_t>(gathering.most);
  if (!gathering.into.empty()) def.into = index_of(scenario.classes, gathering.into);
  if (!gathering.onto.empty()) {
    const auto kind = std::distance(gathering.of.begin(), gathering.of.find(gathering.onto));
    def.onto = static_cast<std::uint32_t>(kind);
  }
  def.members_end = gathering.members == "end";
  def.by_origin = gathering.by == "origin";
  for (std::uint32_t c = 0; def.by_origin && c < scenario.classes.size(); ++c) {
    if (gathering.of.count(gathering.comes_as(scenario.classes[c].id)) > 0) def.parts.push_back(c);
  }
  return def;
}

/// With `most_ahead` slots are known for so long beyond the run (as long as the run is, at most),
/// so that near its end too those are turned away who find none; a last one without a place says
/// until when.
sim::BookDef book_of(const Scenario& scenario, const Book& book) {
  sim::BookDef def;
  def.name = book.id;
  def.ahead = sim::from_seconds(book.ahead_s);
  if (book.most_ahead_s) def.most_ahead = sim::from_seconds(*book.most_ahead_s);
  sim::Micros end = sim::from_seconds(scenario.horizon_s);
  if (book.most_ahead_s) end += std::min(def.most_ahead, end) + 1;
  for (const OpenSpan& stretch : stretches_of(scenario, book.hours, end))
    add_slots(stretch, book, end, def);
  if (book.most_ahead_s) def.slots.push_back({end, 0});
  return def;
}

sim::OpeningDef opening_of(const Scenario& scenario, const Hours& hours) {
  sim::OpeningDef def;
  def.name = hours.id;
  for (const OpenSpan& span : spans_of(scenario, hours.id, hours.side))
    def.spans.push_back({span.from, span.to});
  return def;
}

}  // namespace kouan::models
