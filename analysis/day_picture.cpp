#include "analysis/day_picture.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <tuple>
#include <utility>

#include "analysis/compression.hpp"
#include "models/amounts.hpp"
#include "models/working_time.hpp"
#include "sim/run.hpp"
#include "sim/trace.hpp"

namespace kouan::analysis {
namespace {

/// A stay over [from, to) of the run.
struct Stay {
  std::uint32_t place = 0;
  std::uint32_t class_index = 0;
  std::uint64_t serial = 0;
  std::size_t direction = 0;
  std::int32_t count = 1;  ///< places that it takes
  sim::Micros from = 0;
  sim::Micros to = 0;
};

/// Puts together the stays of rail classes at yards and sections from what a run traces.
class StayCollector {
 public:
  StayCollector(const models::Scenario& scenario, const sim::Model& model)
      : scenario_(scenario), model_(model), done_(scenario.stages.size()) {}

  void take(std::span<const sim::TraceRecord> records) {
    for (const sim::TraceRecord& r : records)
      take(r);
  }

  /// All of them by place, those not over at the end cut there, in order of their begin.
  std::vector<std::vector<Stay>> stays() {
    for (auto& [who, stay] : open_) {
      stay.to = model_.horizon;
      done_[stay.place].push_back(stay);
    }
    open_.clear();
    for (std::vector<Stay>& at_place : done_)
      std::sort(at_place.begin(), at_place.end(), [](const Stay& a, const Stay& b) {
        return std::tie(a.from, a.class_index, a.serial) <
               std::tie(b.from, b.class_index, b.serial);
      });
    return std::move(done_);
  }

 private:
  using Who = std::tuple<std::uint32_t, std::uint32_t, std::uint64_t>;

  bool is_drawn(const sim::TraceRecord& r) const {
    return r.place < scenario_.stages.size() &&
           scenario_.stages[r.place].kind != models::StageKind::stage &&
           scenario_.classes[r.class_index].mode == "rail";
  }

  void take(const sim::TraceRecord& r) {
    if (!is_drawn(r)) return;
    const Who who{r.place, r.class_index, r.serial};
    // On a section the way ends with the running; in a yard the place is held until it is left.
    const bool is_section = scenario_.stages[r.place].section.has_value();
    const auto last = is_section ? sim::TraceEvent::end : sim::TraceEvent::leave;
    if (r.event == sim::TraceEvent::start) {
      const sim::NeedDef need = need_at(r);
      open_[who] = {r.place, r.class_index, r.serial, need.direction, need.count, r.at, r.at};
    } else if (r.event == last) {
      const auto found = open_.find(who);
      if (found == open_.end()) return;
      found->second.to = r.at;
      done_[r.place].push_back(found->second);
      open_.erase(found);
    }
  }

  /// What the step takes of the place: one, where it takes nothing together with others.
  sim::NeedDef need_at(const sim::TraceRecord& r) const {
    const sim::Step& step = model_.steps[r.step];
    if (step.needs == sim::k_none) return {};
    const auto& needs = model_.needs[step.needs].of;
    const auto it = std::find_if(needs.begin(), needs.end(), [&](const sim::NeedDef& need) {
      return need.resource == r.place;
    });
    return it == needs.end() ? sim::NeedDef{} : *it;
  }

  const models::Scenario& scenario_;
  const sim::Model& model_;
  std::map<Who, Stay> open_;
  std::vector<std::vector<Stay>> done_;  ///< by place
};

/// After the warm-up, the day on which the median of all days with any throughput was cleared.
std::optional<std::int64_t> median_day(const sim::Model& model, const sim::RunResult& run) {
  const std::size_t classes = model.classes.size();
  const auto first = static_cast<std::size_t>((model.warm_up + sim::k_day - 1) / sim::k_day);
  const auto days = static_cast<std::size_t>(model.horizon / sim::k_day);
  std::vector<std::pair<double, std::int64_t>> cleared;
  for (std::size_t d = first; d < days; ++d) {
    double kg = 0;
    for (std::size_t c = 0; c < classes; ++c)
      kg += run.daily_cleared_kg[d * classes + c];
    if (kg > 0) cleared.emplace_back(kg, static_cast<std::int64_t>(d));
  }
  if (cleared.empty()) return std::nullopt;
  std::sort(cleared.begin(), cleared.end());
  return cleared[cleared.size() / 2].second;
}

std::uint32_t most_open(const sim::ResourceDef& resource, sim::Micros from, sim::Micros to) {
  std::int32_t most = 0;
  for (std::size_t i = 0; i < resource.capacity.size(); ++i) {
    const bool is_last = i + 1 == resource.capacity.size();
    const sim::Micros until = is_last ? to : resource.capacity[i + 1].at;
    if (resource.capacity[i].at < to && until > from)
      most = std::max(most, resource.capacity[i].servers);
  }
  return static_cast<std::uint32_t>(most);
}

/// Gives each stay the lowest track that is free when it begins. `stays` are in order.
void number_tracks(std::vector<DayStay>& stays) {
  std::vector<double> free_from_h;
  for (DayStay& stay : stays) {
    const auto free = std::find_if(free_from_h.begin(), free_from_h.end(),
                                   [&](double h) { return h <= stay.from_h; });
    stay.track = static_cast<std::uint32_t>(free - free_from_h.begin());
    if (free == free_from_h.end()) {
      free_from_h.push_back(stay.to_h);
    } else {
      *free = stay.to_h;
    }
  }
}

double open_s(const sim::ResourceDef& resource, sim::Micros from, sim::Micros to) {
  double open = 0;
  for (std::size_t i = 0; i < resource.capacity.size(); ++i) {
    const bool is_last = i + 1 == resource.capacity.size();
    const sim::Micros start = std::max(from, resource.capacity[i].at);
    const sim::Micros end = std::min(to, is_last ? to : resource.capacity[i + 1].at);
    if (resource.capacity[i].servers > 0 && start < end) open += sim::to_seconds(end - start);
  }
  return open;
}

/// What the entries to a section are compressed by, and which they are, in order.
struct Entries {
  const models::SectionRules& rules;
  const sim::ResourceDef& resource;
  std::span<const Stay> stays;

  /// Those in [from, to).
  std::span<const Stay> between(sim::Micros from, sim::Micros to) const {
    const auto first_at = [&](sim::Micros at) {
      return std::lower_bound(stays.begin(), stays.end(), at,
                              [](const Stay& s, sim::Micros time) { return s.from < time; });
    };
    return {first_at(from), first_at(to)};
  }
};

/// Passages of a time pushed together, and the time for which the section is open then.
struct Occupied {
  double passages_s = 0;
  double open_s = 0;
  double share() const { return passages_s / open_s; }
};

/// Of the entries to the section in [from, to); none where it is shut then.
std::optional<Occupied> occupied_in(const Entries& entries, sim::Micros from, sim::Micros to) {
  const models::SectionRules& rules = entries.rules;
  const double open = open_s(entries.resource, from, to);
  if (open <= 0) return std::nullopt;
  std::vector<SectionPassage> passages;
  for (const Stay& s : entries.between(from, to))
    passages.push_back({s.direction, sim::to_seconds(s.to - s.from)});
  Headways headways{rules.following_s, rules.opposing_s, rules.exclusive};
  if (rules.turns) {
    headways.turns = CompressedTurns{};
    headways.turns->changeover_s = rules.turns->changeover_s.mean();
    if (rules.turns->most) headways.turns->most = static_cast<std::size_t>(*rules.turns->most);
  }
  return Occupied{compressed_s(passages, headways), open};
}

/// The whole days after the warm-up, as numbers of days.
std::pair<std::int64_t, std::int64_t> whole_days(const sim::Model& model) {
  return {(model.warm_up + sim::k_day - 1) / sim::k_day, model.horizon / sim::k_day};
}

std::vector<OccupiedHours> occupied_hours(const Entries& entries, const sim::Model& model) {
  constexpr int k_part_h = 4;  // a shift of 12 h has three of them
  const auto [first, end] = whole_days(model);
  std::vector<OccupiedHours> all;
  for (int from_h = 0; from_h < 24; from_h += k_part_h) {
    OccupiedHours part{static_cast<double>(from_h), static_cast<double>(from_h + k_part_h)};
    Occupied sum;
    for (std::int64_t d = first; d < end; ++d) {
      const sim::Micros from = d * sim::k_day + from_h * (sim::k_day / 24);
      const auto one = occupied_in(entries, from, from + k_part_h * (sim::k_day / 24));
      if (!one) continue;
      sum.passages_s += one->passages_s;
      sum.open_s += one->open_s;
      part.peak = std::max(part.peak, one->share());
    }
    if (sum.open_s <= 0) continue;
    part.mean = sum.share();
    all.push_back(part);
  }
  return all;
}

Occupation occupation_of(const Entries& entries, const sim::Model& model, std::int64_t day) {
  const auto [first, end] = whole_days(model);
  Occupation out;
  Occupied sum;  // a day on which the line is hardly open weighs as little
  for (std::int64_t d = first; d < end; ++d) {
    const auto one = occupied_in(entries, d * sim::k_day, (d + 1) * sim::k_day);
    if (!one) continue;
    sum.passages_s += one->passages_s;
    sum.open_s += one->open_s;
    if (d == day) out.on_day = one->share();
    out.peak = std::max(out.peak, one->share());
  }
  if (sum.open_s > 0) out.mean = sum.share();
  out.hours = occupied_hours(entries, model);
  return out;
}

/// Whether it is known from their order alone what turns let through: neither from who waits when a
/// turn begins, nor from the clock, nor by chance.
bool follows_from_order(const models::Turns& turns) {
  return turns.by == "exhaustive" && !turns.lasts_s && !turns.keeps_turning &&
         turns.changeover_s.kind == sim::DistributionKind::constant;
}

/// Only headways, and turns of such a kind, keep passages of the section apart.
bool is_compressible(const models::Stage& stage) {
  if (!models::takes_any_number(stage)) return false;
  const models::SectionRules& rules = *stage.section;
  if (rules.overtaking || (rules.turns && !follows_from_order(*rules.turns))) return false;
  return rules.turns || rules.following_s > 0 || rules.opposing_s > 0;
}

/// `stays` are those at the place, in order.
DayPlace place_on_day(const models::Scenario& scenario, const sim::Model& model, std::uint32_t p,
                      std::span<const Stay> stays, sim::Micros from) {
  const models::Stage& stage = scenario.stages[p];
  const sim::Micros to = from + sim::k_day;
  DayPlace place{
      stage.id, stage.title, stage.section.has_value(), {}, most_open(model.resources[p], from, to),
      {}};
  if (stage.section)
    for (const models::Direction& d : stage.section->directions)
      place.directions.push_back(d.id);
  const auto hour = [&](sim::Micros at) {
    return sim::to_seconds(std::clamp(at, from, to) - from) / models::k_hour_s;
  };
  place.length_m = stage.length_m;
  if (is_compressible(stage))
    place.occupation =
        occupation_of({*stage.section, model.resources[p], stays}, model, from / sim::k_day);
  for (const Stay& s : stays) {
    if (s.to <= from || s.from >= to) continue;
    place.stays.insert(place.stays.end(), static_cast<std::size_t>(s.count),
                       {s.class_index, s.serial + 1, 0, s.direction, hour(s.from), hour(s.to)});
  }
  number_tracks(place.stays);
  return place;
}

bool has_rail(const models::Scenario& scenario) {
  const auto is_rail = [](const models::EntityClass& c) { return c.mode == "rail"; };
  const auto is_track = [](const models::Stage& s) { return s.kind != models::StageKind::stage; };
  return std::any_of(scenario.classes.begin(), scenario.classes.end(), is_rail) &&
         std::any_of(scenario.stages.begin(), scenario.stages.end(), is_track);
}

}  // namespace

std::optional<DayPicture> day_picture(const models::Scenario& scenario,
                                      const models::Compiled& compiled, std::uint64_t seed) {
  if (!has_rail(scenario)) return std::nullopt;
  const sim::Model& model = compiled.model;
  StayCollector collector(scenario, model);
  sim::Trace trace([&](std::span<const sim::TraceRecord> records) { collector.take(records); });
  sim::RunOptions options;
  options.seed = seed;
  options.trace = &trace;
  const sim::RunResult run = sim::run(model, options);
  trace.flush();
  const std::vector<std::vector<Stay>> stays = collector.stays();
  const auto day = run.stop == sim::StopReason::horizon ? median_day(model, run) : std::nullopt;
  if (!day) return std::nullopt;
  DayPicture picture;
  picture.date = models::civil_from_days(models::days_from_civil(scenario.start) + *day);
  for (std::uint32_t p = 0; p < scenario.stages.size(); ++p) {
    DayPlace place = place_on_day(scenario, model, p, stays[p], *day * sim::k_day);
    if (!place.stays.empty()) picture.places.push_back(std::move(place));
  }
  if (picture.places.empty()) return std::nullopt;
  return picture;
}

}  // namespace kouan::analysis
