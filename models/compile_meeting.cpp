#include "models/compile_meeting.hpp"

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
  if (!gathering.opening.empty()) {
    for (const OpenSpan& span : spans_of(scenario, gathering.opening, gathering.side))
      def.departures.push_back(span.from);
  }
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

/// Slot k of an opening is k / per_hour hours after it.
sim::BookDef book_of(const Scenario& scenario, const Book& book) {
  sim::BookDef def;
  def.name = book.id;
  def.ahead = sim::from_seconds(book.ahead_s);
  if (book.most_ahead_s) def.most_ahead = sim::from_seconds(*book.most_ahead_s);
  for (const OpenSpan& span : spans_of(scenario, book.hours, book.side)) {
    for (std::int64_t k = 0;; ++k) {
      const sim::Micros at = span.from + k * sim::k_hour / book.per_hour;
      if (at >= span.to) break;
      def.slots.push_back({at, 1});
    }
  }
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
