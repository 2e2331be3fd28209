#include "analysis/theory/system_program.hpp"

#include <algorithm>
#include <numeric>

#include "analysis/theory/complete_sharing.hpp"
#include "analysis/theory/stage_arrivals.hpp"
#include "analysis/theory/stage_obstacles.hpp"
#include "sim/ways.hpp"

namespace kouan::analysis::theory {
namespace {

using sim::k_none;
using sim::StepKind;

/// What one has who comes to a step, whichever way.
struct OnComing {
  int held = 0;           ///< servers and places
  bool is_fresh = false;  ///< comes there at the instant at which it came to the first

  bool operator==(const OnComing&) const = default;
};

bool takes_no_time(const sim::Step& step) {
  switch (step.kind) {
    case StepKind::reach_border:
    case StepKind::declare:
    case StepKind::release_documents:
    case StepKind::clear:
    case StepKind::assign:
    case StepKind::lap:
      return true;
    default:
      return false;
  }
}

/// Whether what others do bears on what happens there.
bool meets_others(const sim::Step& step) {
  return step.kind == StepKind::seize || step.kind == StepKind::take ||
         step.kind == StepKind::branch_if;
}

int units_of(const sim::NeedsDef& needs) {
  return std::accumulate(needs.of.begin(), needs.of.end(), 0,
                         [](int sum, const sim::NeedDef& need) { return sum + need.count; });
}

class SystemReader {
 public:
  explicit SystemReader(const sim::Model& model)
      : model_(model), known_(model.steps.size()), takes_any_times_(is_complete_sharing(model)) {
    out_.class_of.assign(model.steps.size(), k_none);
    out_.work.assign(model.steps.size(), k_none);
    out_.rate_per_s.assign(model.steps.size(), 0);
    out_.is_after_all.assign(model.steps.size(), 0);
    out_.chance.assign(model.steps.size(), 0);
    out_.waits_as.resize(model.steps.size());
    std::iota(out_.waits_as.begin(), out_.waits_as.end(), 0U);
    out_.among.resize(model.steps.size());
    out_.place_of.assign(model.resources.size(), k_none);
  }

  bool read() {
    for (std::uint32_t c = 0; c < model_.classes.size(); ++c) {
      if (comes(model_, c) && !read(c)) return false;
    }
    if (out_.sources.empty() || out_.resources.empty()) return false;
    forget_who_waits();
    return true;
  }

  SystemProgram program() { return std::move(out_); }

 private:
  bool read(std::uint32_t c) {
    Obstacles why = obstacles_at_source(model_, c);
    const bool is_fleet = why.erase(Obstacle::fleet) > 0;
    if (!why.empty()) return false;
    SystemSource source;
    source.entity_class = c;
    source.first = model_.classes[c].first_step;
    if (is_fleet) {
      source.fleet = static_cast<int>(std::min<std::int64_t>(model_.classes[c].count, 1 << 20));
    } else {
      source.rate_per_s = long_run_rate_per_s(model_, c);
      if (!(source.rate_per_s > 0)) return false;  // there at the start alone, perhaps for good
      skip_to_the_others(source);
    }
    is_fleet_ = is_fleet;
    out_.sources.push_back(source);
    return follow(source.first, c);
  }

  /// Poisson arrivals that are each moved by a drive of its own are Poisson again, and who comes
  /// when does not tell how long it drove (Kingman 1993, ch. 5.1).
  void skip_to_the_others(SystemSource& source) const {
    for (; source.first + 1 < model_.steps.size(); ++source.first) {
      const sim::Step& step = model_.steps[source.first];
      const bool is_drive = step.kind == StepKind::travel && step.b != k_none;
      if (!is_drive && !takes_no_time(step)) return;
      if (is_drive) source.before_s += model_.distributions[step.b].mean();
    }
  }

  bool follow(std::uint32_t first, std::uint32_t c) {
    known_[first] = {0, !is_fleet_};
    out_.class_of[first] = c;
    for (std::vector<std::uint32_t> open{first}; !open.empty();) {
      const std::uint32_t i = open.back();
      open.pop_back();
      const OnComing with = known_[i];
      if (!read_step(i, with)) return false;
      for (const std::uint32_t to : sim::next_steps(model_, i)) {
        if (to == k_none) continue;
        const OnComing then = after(i, to, with);
        if (out_.class_of[to] == k_none) {
          out_.class_of[to] = c;
          known_[to] = then;
        } else if (known_[to].held != then.held) {
          return false;
        } else if (known_[to].is_fresh && !then.is_fresh) {
          known_[to].is_fresh = false;
        } else {
          continue;
        }
        open.push_back(to);
      }
    }
    return true;
  }

  OnComing after(std::uint32_t i, std::uint32_t to, OnComing with) const {
    const sim::Step& step = model_.steps[i];
    switch (step.kind) {
      case StepKind::seize:
        return to == step.c ? with : OnComing{with.held + 1, false};
      case StepKind::take:
        if (to == step.c) return with;
        return {with.held + units_of(model_.needs[step.needs]), with.is_fresh};
      case StepKind::finish:
        return {with.held - 1, with.is_fresh};
      case StepKind::give_up:
        return {with.held - units_of(model_.needs[step.needs]), with.is_fresh};
      case StepKind::hold:
      case StepKind::travel:
        return {with.held, false};
      default:
        return with;
    }
  }

  bool read_step(std::uint32_t i, const OnComing& with) {
    const sim::Step& step = model_.steps[i];
    switch (step.kind) {
      case StepKind::seize:
        return seize(step, with);
      case StepKind::take:
        return take(step);
      case StepKind::give_up:
        return has_all(model_.needs[step.needs]);
      case StepKind::hold:
        return work(i);
      case StepKind::travel:
        return travel(i, with);
      case StepKind::branch:
        return branch(i);
      case StepKind::branch_if: {
        const sim::Condition& when = model_.conditions[step.c];
        const bool is_of_place = when.what == sim::Question::waiting ||
                                 when.what == sim::Question::number ||
                                 when.what == sim::Question::free;
        return is_of_place && has(when.of);
      }
      case StepKind::finish:
      case StepKind::jump:
      case StepKind::turn_away:
      case StepKind::depart:
        return true;
      default:
        return takes_no_time(step);
    }
  }

  /// Any number may wait where they come in; elsewhere those alone who hold something, or who keep
  /// the server where they come from.
  bool seize(const sim::Step& step, const OnComing& with) {
    const sim::ResourceDef& resource = model_.resources[step.a];
    if (step.b != k_none || resource.is_joint || !has(step.a)) return false;
    SystemResource& at = out_.resources[out_.place_of[step.a]];
    at.levels = std::max(at.levels, step.level + 1);
    const bool is_limited = step.c != k_none && (step.limit != k_none || is_lost_when_full(step));
    if (is_limited || is_fleet_ || with.held > 0) return true;
    out_.is_open_ended = out_.is_open_ended || with.is_fresh;
    return with.is_fresh || resource.queue_places >= 0;
  }

  bool is_lost_when_full(const sim::Step& step) const {
    return step.c != k_none && !step.stays_when_full && model_.resources[step.a].queue_places >= 0;
  }

  /// Such alone at which nobody waits: who can't have all at once is turned away.
  bool take(const sim::Step& step) {
    const bool waits = step.c == k_none || step.b != k_none ||
                       (step.limit != 0 &&
                        !(is_lost_when_full(step) && model_.resources[step.a].queue_places == 0));
    return !waits && has_all(model_.needs[step.needs]);
  }

  bool has_all(const sim::NeedsDef& needs) {
    return std::all_of(needs.of.begin(), needs.of.end(),
                       [&](const sim::NeedDef& need) { return has(need.resource); });
  }

  /// Whether the resource is a plain one, always open.
  bool has(std::uint32_t r) {
    if (out_.place_of[r] != k_none) return true;
    const sim::ResourceDef& def = model_.resources[r];
    const int servers = def.capacity.front().servers;
    if (def.rules || def.is_shared || def.section || def.may_knot || servers < 1) return false;
    for (const sim::CapacityChange& change : def.capacity) {
      if (change.at < model_.horizon && change.servers != servers) return false;
    }
    for (const sim::StoppageDef& stoppage : model_.stoppages) {
      const auto& stopped = stoppage.resources;
      if (std::find(stopped.begin(), stopped.end(), r) != stopped.end()) return false;
    }
    out_.place_of[r] = static_cast<std::uint32_t>(out_.resources.size());
    out_.resources.push_back({r, servers, def.queue_places, 1});
    return true;
  }

  bool work(std::uint32_t i) {
    const std::uint32_t drawn = model_.steps[i].b;
    if (drawn == k_none || !(model_.distributions[drawn].mean() > 0)) return false;
    if (!takes_any_times_ && !is_exponential(model_.distributions[drawn])) return false;
    if (out_.work[i] != k_none) return true;
    out_.work[i] = static_cast<std::uint32_t>(out_.places_of_work++);
    out_.rate_per_s[i] = 1 / model_.distributions[drawn].mean();
    return true;
  }

  /// Where nothing is held any number of those from outside may be on the way.
  bool travel(std::uint32_t i, const OnComing& with) {
    if (is_fleet_ || with.held > 0) return work(i);
    out_.is_after_all[i] = 1;
    std::vector<char> passed(model_.steps.size(), 0);
    for (std::vector<std::uint32_t> open{i}; !open.empty();) {
      const std::uint32_t from = open.back();
      open.pop_back();
      if (meets_others(model_.steps[from])) return false;
      for (const std::uint32_t to : sim::next_steps(model_, from)) {
        if (to == k_none || passed[to] != 0) continue;
        passed[to] = 1;
        open.push_back(to);
      }
    }
    return model_.steps[i].b != k_none;
  }

  /// The options of one choice are taken by one draw.
  bool branch(std::uint32_t i) {
    const sim::Step& step = model_.steps[i];
    double before = 0;
    if (i > 0 && out_.class_of[i - 1] == out_.class_of[i]) {
      const sim::Step& last = model_.steps[i - 1];
      if (last.kind == StepKind::branch && last.purpose == step.purpose) before = last.probability;
    }
    out_.chance[i] =
        before < 1 ? std::clamp((step.probability - before) / (1 - before), 0.0, 1.0) : 0.0;
    return true;
  }

  /// Whether its first step is a queue that nobody comes to again.
  bool waits_first(const SystemSource& source) const {
    if (source.fleet > 0 || model_.steps[source.first].kind != StepKind::seize) return false;
    for (std::uint32_t i = 0; i < model_.steps.size(); ++i) {
      if (out_.class_of[i] != source.entity_class) continue;
      for (const std::uint32_t to : sim::next_steps(model_, i)) {
        if (to != k_none && to <= source.first && out_.class_of[to] == source.entity_class)
          return false;
      }
    }
    return true;
  }

  /// Of those who come to one queue by the same rules each is of a class by chance, whatever has
  /// happened: it is enough to draw it when it is served.
  void forget_who_waits() {
    std::vector<SystemSource> alike;
    for (const SystemSource& source : out_.sources) {
      if (waits_first(source)) alike.push_back(source);
    }
    for (const SystemSource& one : alike) {
      const sim::Step& asks = model_.steps[one.first];
      for (const SystemSource& first : alike) {
        const sim::Step& other = model_.steps[first.first];
        const bool is_same = asks.a == other.a && asks.level == other.level &&
                             asks.limit == other.limit &&
                             asks.stays_when_full == other.stays_when_full &&
                             (asks.c == k_none) == (other.c == k_none);
        if (!is_same) continue;
        out_.waits_as[one.first] = first.first;
        out_.among[first.first].push_back({one.first, one.rate_per_s});
        break;
      }
    }
    for (std::vector<LikelyStep>& among : out_.among) {
      double sum = 0;
      for (const LikelyStep& one : among)
        sum += one.probability;
      for (LikelyStep& one : among)
        one.probability /= sum;
    }
  }

  const sim::Model& model_;
  SystemProgram out_;
  std::vector<OnComing> known_;  ///< by step
  bool takes_any_times_ = false;
  bool is_fleet_ = false;
};

}  // namespace

std::optional<SystemProgram> system_program(const sim::Model& model) {
  SystemReader reader(model);
  if (!reader.read()) return {};
  return reader.program();
}

}  // namespace kouan::analysis::theory
