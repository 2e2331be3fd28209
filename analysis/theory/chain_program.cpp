#include "analysis/theory/chain_program.hpp"

#include <algorithm>
#include <numeric>

#include "analysis/theory/stage_arrivals.hpp"
#include "analysis/theory/stage_obstacles.hpp"

namespace kouan::analysis::theory {
namespace {

using sim::StepKind;

/// Follows the steps of the one class.
class StepReader {
 public:
  explicit StepReader(const sim::Model& model) : model_(model) {}

  bool read(const StepRange& range) {
    for (std::size_t i = range.first; i < range.last; ++i) {
      if (jumps_over_the_lost(i)) {
        ++i;
      } else if (!read(model_.steps[i])) {
        return false;
      }
    }
    return !out_.places.empty();
  }

  ChainProgram program() { return std::move(out_); }

 private:
  bool read(const sim::Step& step) {
    switch (step.kind) {
      case StepKind::seize:
      case StepKind::seize_server:
        return seize(step);
      case StepKind::reserve:
        reserve(step);
        return true;
      case StepKind::hold:
      case StepKind::serve:
        return work(step);
      case StepKind::travel:
        return travel(step);
      case StepKind::finish: {
        const std::size_t r = resource(step.a);
        held_.erase(std::find(held_.begin(), held_.end(), r));
        kept_.push_back(r);
        return true;
      }
      case StepKind::served:
      case StepKind::reach_border:
      case StepKind::declare:
      case StepKind::release_documents:
      case StepKind::clear:
      case StepKind::depart:
      case StepKind::leave_events:
        return true;
      default:
        return false;
    }
  }

  std::size_t resource(std::uint32_t number) {
    for (std::size_t r = 0; r < out_.resources.size(); ++r) {
      if (out_.resources[r].number == number) return r;
    }
    ChainResource added;
    added.number = number;
    added.servers = model_.resources[number].capacity.front().servers;
    added.queue_places = model_.resources[number].queue_places;
    out_.resources.push_back(added);
    return out_.resources.size() - 1;
  }

  std::size_t add(const ChainPlace& place) {
    const std::size_t i = out_.places.size();
    out_.places.push_back(place);
    for (const std::size_t r : held_)
      out_.resources[r].holding.push_back(i);
    if (promised_) out_.resources[*promised_].promised.push_back(i);
    return i;
  }

  /// Over the way of those who were turned away at the first queue.
  bool jumps_over_the_lost(std::size_t i) const {
    const sim::Step& step = model_.steps[i];
    return out_.loses && step.kind == StepKind::jump && step.a == i + 2 &&
           model_.steps[i + 1].kind == StepKind::turn_away;
  }

  /// Whether they are lost who find the queue full: the first one, with nothing before it, which
  /// they would go through too.
  bool loses(const sim::Step& step) const {
    return out_.places.empty() && out_.other_s <= 0 && !step.stays_when_full &&
           model_.resources[step.a].queue_places >= 0 &&
           model_.steps[step.c].kind == StepKind::turn_away;
  }

  bool seize(const sim::Step& step) {
    const bool has_rules = step.b != sim::k_none || step.limit != sim::k_none;
    if (has_rules || is_away_) return false;
    if (step.c != sim::k_none) {
      if (!loses(step)) return false;
      out_.loses = true;
    }
    const std::size_t r = resource(step.a);
    const std::size_t before = add({PlaceKind::before, r, 0, step.level});
    for (const std::size_t k : kept_) {
      out_.resources[k].holding.push_back(before);
      out_.resources[k].kept.push_back(before);
    }
    out_.resources[r].before.push_back(before);
    kept_.clear();
    promised_.reset();
    out_.resources[r].queues.push_back(add({PlaceKind::queue, r, 0, step.level}));
    held_.push_back(r);
    return true;
  }

  void reserve(const sim::Step& step) {
    const std::size_t ahead = resource(step.a);
    const std::size_t i = add({PlaceKind::reserving, ahead, 0, 0});
    out_.resources[resource(step.limit)].kept.push_back(i);
    promised_ = ahead;
  }

  bool work(const sim::Step& step) {
    if (step.b == sim::k_none) return false;  // as long as an attribute says
    const sim::Distribution& time = model_.distributions[step.b];
    if (time.mean() <= 0) return true;
    if (!is_exponential(time)) return false;
    add({PlaceKind::working, 0, 1 / time.mean(), 0});
    return true;
  }

  /// Where nothing is held any number may be on the way: no matter before the first queue and after
  /// the last, too many states between.
  bool travel(const sim::Step& step) {
    kept_.clear();
    if (!held_.empty()) return work(step);
    out_.other_s += model_.distributions[step.b].mean();
    is_away_ = !out_.places.empty();
    return true;
  }

  const sim::Model& model_;
  ChainProgram out_;
  std::vector<std::size_t> held_;  ///< resources, outermost first
  std::vector<std::size_t> kept_;  ///< whose work is done, until the next step lets one move
  std::optional<std::size_t> promised_;
  bool is_away_ = false;
};

bool is_simple(const sim::Model& model, const ChainProgram& program,
               const ChainResource& resource) {
  const sim::ResourceDef& def = model.resources[resource.number];
  const bool has_rules = def.rules && (def.rules->breakdowns || def.rules->vacation_s ||
                                       def.rules->batch_most > 1 || def.rules->preempts);
  if (has_rules || def.is_shared || resource.servers < 1) return false;
  for (const sim::CapacityChange& change : def.capacity) {
    if (change.at < model.horizon && change.servers != resource.servers) return false;
  }
  for (const sim::StoppageDef& stoppage : model.stoppages) {
    for (const std::uint32_t r : stoppage.resources) {
      if (r == resource.number) return false;
    }
  }
  std::set<int> levels;
  for (const std::size_t i : resource.queues)
    levels.insert(program.places[i].level);
  const std::size_t asked = resource.queues.size();
  return levels.size() == asked && (resource.queue_places < 0 || asked == 1);
}

/// The only class that comes; k_none if there is none or another.
std::size_t only_class(const sim::Model& model) {
  std::size_t only = sim::k_none;
  for (std::size_t c = 0; c < model.classes.size(); ++c) {
    if (!comes(model, c)) continue;
    if (only != sim::k_none) return sim::k_none;
    only = c;
  }
  return only;
}

/// Queues by urgency, then who asks for room, then who comes.
std::vector<std::size_t> urgent_first(const ChainProgram& program) {
  std::vector<std::size_t> order(program.places.size());
  std::iota(order.begin(), order.end(), 0);
  const auto rank = [&](std::size_t i) {
    const ChainPlace& place = program.places[i];
    const int kind = place.kind == PlaceKind::queue       ? 0
                     : place.kind == PlaceKind::reserving ? 1
                                                          : 2;
    return std::pair(kind, place.level);
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  return order;
}

}  // namespace

std::optional<ChainProgram> chain_program(const sim::Model& model, Obstacles& why) {
  const std::size_t c = only_class(model);
  if (c == sim::k_none) return {};
  const Obstacles on_way = obstacles_on_way(model, c);
  why.insert(on_way.begin(), on_way.end());
  if (!on_way.empty()) return {};
  StepReader reader(model);
  if (!reader.read(steps_of_class(model, c))) return {};
  ChainProgram program = reader.program();
  program.lambda_per_s = long_run_rate_per_s(model, c);
  const bool is_sound =
      std::all_of(program.resources.begin(), program.resources.end(),
                  [&](const ChainResource& r) { return is_simple(model, program, r); });
  if (!is_sound) return {};
  program.urgent_first = urgent_first(program);
  return program;
}

}  // namespace kouan::analysis::theory
