#include "analysis/capacity.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "analysis/range_screening.hpp"
#include "models/compile.hpp"
#include "models/endless_classes.hpp"
#include "models/process_graph.hpp"
#include "models/waiting_room.hpp"
#include "models/working_time.hpp"
#include "sim/program.hpp"

namespace kouan::analysis {

namespace {

bool larger(const Gain& a, const Gain& b) {
  return a.per_year.difference.mean > b.per_year.difference.mean;
}

/// False where one more changed nothing in any replication.
bool changes_anything(const Gain& gain) {
  const Estimate& d = gain.per_year.difference;
  return d.mean != 0 || d.half_width.value_or(1) != 0;
}

bool is_rival(const Gain& gain, const Gain& leader) {
  if (&gain == &leader || gain.is_screened_out) return false;
  if (!(gain.per_year.difference.mean > 0)) return false;
  return !paired_difference(gain.with, leader.with).is_real();
}

/// Half-width of the interval of one gain of `tried`, at 1 - 0.05 / tried (Bonferroni).
double strict_half_width(const Estimate& d, std::size_t tried) {
  const double confidence = 1 - (1 - k_confidence) / static_cast<double>(tried);
  return *d.half_width * t_factor(d.n, confidence) / t_factor(d.n);
}

/// A gain for sure, although it was picked as the largest of `tried` or after others of them had
/// failed: not given up after screening, and with its strict interval above 0.
bool can_lead(const Gain& gain, std::size_t tried) {
  const Estimate& d = gain.per_year.difference;
  if (gain.is_screened_out || !gain.per_year.is_real()) return false;
  return d.mean > strict_half_width(d, tried);
}

/// Cannot be told from nothing, and may for all that add what is worth having.
bool may_matter(const Gain& gain, std::size_t tried) {
  const Estimate& d = gain.per_year.difference;
  if (gain.is_screened_out || !d.half_width || !changes_anything(gain)) return false;
  return d.mean + strict_half_width(d, tried) >= k_effect_share * gain.per_year.base.mean;
}

/// More than the leader for sure, replication by replication, though too uncertain by itself to
/// lead: then the leader is not where more adds most.
bool surpasses(const Gain& gain, const Gain& leader) {
  if (gain.is_screened_out) return false;
  const PairedDifference more = paired_difference(leader.with, gain.with);
  return more.is_real() && more.difference.mean > 0;
}

bool any_positive(std::span<const double> values) {
  return std::any_of(values.begin(), values.end(), [](double v) { return v > 0; });
}

/// Places that are taken together with others wait in the queue of the first of them (a section
/// before its receiving tracks), so that their own are empty. By stage: somebody waited in a queue
/// for it and others.
std::vector<char> waited_for_with_others(const models::Scenario& scenario,
                                         const Samples& saturated) {
  std::vector<char> found(scenario.stages.size(), 0);
  if (scenario.processes.empty()) return found;  // nobody takes anything
  const sim::Model model = models::compile(scenario, {models::DemandMode::saturated, {}}).model;
  for (const sim::Step& step : model.steps) {
    if (step.kind != sim::StepKind::take) continue;
    if (!any_positive(saturated.of_stage(step.a, "queue.mean"))) continue;
    for (const sim::NeedDef& need : model.needs[step.needs].of)
      found[need.resource] = 1;
  }
  return found;
}

/// Whether all who come to the place are of endless classes and come there first: its queue is full
/// throughout a saturated run, whatever its room.
bool is_filled_by_sources(const models::ProcessGraph& graph, const std::vector<char>& endless,
                          const std::string& id) {
  const std::vector<models::GraphNode>& nodes = graph.nodes();
  std::vector<char> seen(nodes.size(), 0);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (models::is_place(nodes[i].kind) && nodes[i].id == id) open.push_back(i);
  while (!open.empty()) {
    const std::size_t to = open.back();
    open.pop_back();
    for (const models::GraphEdge& edge : graph.edges()) {
      if (edge.to != to || seen[edge.from] != 0) continue;
      const models::GraphNode& from = nodes[edge.from];
      if (models::is_place(from.kind)) return false;
      if (from.kind == models::NodeKind::source && endless[from.entity_class] == 0) return false;
      seen[edge.from] = 1;
      open.push_back(edge.from);
    }
  }
  return true;
}

}  // namespace

std::vector<Place> bottleneck_candidates(const models::Scenario& scenario,
                                         const Samples& saturated) {
  std::vector<Place> candidates;
  const std::vector<char> with_others = waited_for_with_others(scenario, saturated);
  for (std::size_t s = 0; s < scenario.stages.size(); ++s) {
    if (!models::can_have_more(scenario.stages[s])) continue;
    // Nobody queues where all who are there share the servers: each is served the more slowly.
    const bool holds_up =
        any_positive(saturated.of_stage(s, "queue.mean")) || with_others[s] != 0 ||
        (scenario.stages[s].is_shared && any_positive(saturated.of_stage(s, "served_per_day")));
    if (holds_up) candidates.push_back({scenario.stages[s].id, scenario.stages[s].title, false});
  }
  for (std::uint32_t s = 0; s < scenario.stores.size(); ++s) {
    const auto cell = sim::LedgerLayout::store_cell(scenario.stages.size(), s);
    for (std::size_t c = 0; c < scenario.classes.size(); ++c) {
      if (!any_positive(saturated.ledger_hours(c, cell))) continue;
      candidates.push_back({scenario.stores[s].id, scenario.stores[s].title, true});
      break;
    }
  }
  return candidates;
}

std::vector<Place> queue_candidates(const models::Scenario& scenario, const Samples& saturated) {
  std::vector<Place> candidates;
  const models::ProcessGraph graph(scenario);
  const std::vector<char> endless = models::endless_classes(scenario);
  for (std::size_t s = 0; s < scenario.stages.size(); ++s) {
    const models::Stage& stage = scenario.stages[s];
    if (!models::could_have_longer_queue(stage)) continue;
    if (is_filled_by_sources(graph, endless, stage.id)) continue;
    const auto longest = saturated.of_stage(s, "queue.max");
    const auto places = static_cast<double>(*stage.queue_places);
    if (std::none_of(longest.begin(), longest.end(), [&](double v) { return v >= places; }))
      continue;
    Place place{stage.id, stage.title};
    place.waiting_places = *stage.queue_places;
    candidates.push_back(std::move(place));
  }
  return candidates;
}

std::vector<std::pair<Place, Place>> pair_candidates(const models::Scenario& scenario,
                                                     const Samples& saturated,
                                                     const std::vector<Place>& tried) {
  struct Full {
    Place place;
    double share;
  };
  std::vector<Full> full;
  for (std::size_t s = 0; s < scenario.stages.size(); ++s) {
    const models::Stage& stage = scenario.stages[s];
    if (!models::can_have_more(stage)) continue;
    const auto mean = [&](const char* of) { return estimate(saturated.of_stage(s, of)).mean; };
    const double share = mean("utilisation") + mean("blocked");
    if (share > 0) full.push_back({{stage.id, stage.title, false}, share});
  }
  for (const Place& place : tried)
    if (place.is_store) full.push_back({place, 1});
  std::stable_sort(full.begin(), full.end(),
                   [](const Full& a, const Full& b) { return a.share > b.share; });
  if (full.size() > k_fullest_places) full.resize(k_fullest_places);
  const auto is_tried = [&](const Place& place) {
    return std::any_of(tried.begin(), tried.end(),
                       [&](const Place& one) { return one.key() == place.key(); });
  };
  std::vector<std::pair<Place, Place>> pairs;
  for (std::size_t a = 0; a < full.size(); ++a)
    for (std::size_t b = a + 1; b < full.size(); ++b)
      if (is_tried(full[a].place) || is_tried(full[b].place))
        pairs.emplace_back(full[a].place, full[b].place);
  return pairs;
}

std::vector<Place> hours_candidates(const models::Scenario& scenario) {
  std::set<std::string> kept;
  for (const models::Stage& stage : scenario.stages) {
    for (const models::ServerGroup& group : stage.groups)
      kept.insert(group.hours);
    if (!stage.section) continue;
    for (const models::Direction& direction : stage.section->directions)
      kept.insert(direction.hours);
  }
  std::vector<Place> candidates;
  for (const models::Hours& hours : scenario.hours) {
    if (kept.count(hours.id) == 0) continue;
    double open_s = models::open_s_per_week(hours);
    for (const int more : {1, 2}) {
      const models::Scenario longer = models::with_longer_hours(scenario, hours.id, more * 3600);
      const auto of = std::find_if(longer.hours.begin(), longer.hours.end(),
                                   [&](const models::Hours& h) { return h.id == hours.id; });
      if (models::open_s_per_week(*of) <= open_s) break;
      open_s = models::open_s_per_week(*of);
      candidates.push_back({hours.id, hours.title, false, more});
    }
  }
  return candidates;
}

std::vector<std::string> best_candidates(std::span<const Gain> screened, std::size_t keep) {
  std::vector<Gain> ranked;
  std::copy_if(screened.begin(), screened.end(), std::back_inserter(ranked), changes_anything);
  std::stable_sort(ranked.begin(), ranked.end(), larger);
  if (ranked.size() > keep) ranked.resize(keep);
  std::vector<std::string> ids;
  for (const Gain& gain : ranked)
    ids.push_back(gain.key());
  return ids;
}

Bottleneck rank_gains(std::vector<Gain> gains) {
  Bottleneck bottleneck;
  const auto is_place = [](const Gain& gain) { return gain.place.hours == 0; };
  const auto longer = std::stable_partition(gains.begin(), gains.end(), is_place);
  bottleneck.longer.assign(std::make_move_iterator(longer), std::make_move_iterator(gains.end()));
  gains.erase(longer, gains.end());
  std::stable_sort(gains.begin(), gains.end(), larger);
  bottleneck.gains = std::move(gains);
  const std::vector<Gain>& ranked = bottleneck.gains;
  bottleneck.judged = std::none_of(ranked.begin(), ranked.end(), [](const Gain& g) {
    return g.per_year.verdict() == Verdict::unknown;
  });
  const std::size_t tried = ranked.size();
  const auto leader = std::find_if(ranked.begin(), ranked.end(),
                                   [&](const Gain& gain) { return can_lead(gain, tried); });
  const auto leaves_open = [&](const Gain& gain) {
    return leader == ranked.end() ? may_matter(gain, tried) : surpasses(gain, *leader);
  };
  if (std::any_of(ranked.begin(), ranked.end(), leaves_open)) bottleneck.judged = false;
  if (leader == ranked.end() || !bottleneck.judged) return bottleneck;
  bottleneck.place = leader->place;
  for (const Gain& gain : ranked)
    if (is_rival(gain, *leader)) bottleneck.rivals.push_back(gain.place);
  return bottleneck;
}

const Gain* gain_at(const Bottleneck& found, const Place& place) {
  const auto it = std::find_if(found.gains.begin(), found.gains.end(),
                               [&](const Gain& gain) { return gain.place.key() == place.key(); });
  return it == found.gains.end() ? nullptr : &*it;
}

void rank_pairs(std::vector<Gain> pairs, Bottleneck& bottleneck) {
  std::stable_sort(pairs.begin(), pairs.end(), larger);
  bottleneck.pairs = std::move(pairs);
  const std::vector<Gain>& ranked = bottleneck.pairs;
  const auto is_more_than_alone = [&](const Gain& pair) {
    return std::none_of(bottleneck.gains.begin(), bottleneck.gains.end(), [&](const Gain& single) {
      const std::string key = single.place.key();
      if (key != pair.place.key() && key != pair.also->key()) return false;
      const PairedDifference more = paired_difference(single.with, pair.with);
      return !more.is_real() || more.difference.mean < 0;
    });
  };
  const std::size_t tried = bottleneck.gains.size() + ranked.size();  // singles had their chance
  const auto binds = std::find_if(ranked.begin(), ranked.end(), [&](const Gain& pair) {
    return can_lead(pair, tried) && is_more_than_alone(pair);
  });
  if (binds == ranked.end()) return;
  bottleneck.together = *binds;
  bottleneck.judged = true;  // whatever the singles leave open
}

}  // namespace kouan::analysis
