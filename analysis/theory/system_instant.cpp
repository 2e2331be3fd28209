#include "analysis/theory/system_instant.hpp"

#include <algorithm>
#include <utility>

namespace kouan::analysis::theory {
namespace {

using sim::k_none;
using sim::StepKind;

/// More at one instant is a round without end.
constexpr int k_most_steps_at_once = 10'000;
/// Where many wait for a place that some pass in no time, chance has ways without number.
constexpr std::size_t k_most_courses_at_once = 1'000;
/// Over all states: a second or so.
constexpr std::size_t k_most_effort = 3'000'000;

void append(WaitingLine& line, std::uint32_t step, std::uint32_t kept) {
  if (!line.empty() && line.back().step == step && line.back().kept == kept) {
    ++line.back().count;
  } else {
    line.push_back({step, kept, 1});
  }
}

WaitingRun pop_one(WaitingLine& line) {
  WaitingRun one = line.front();
  one.count = 1;
  if (--line.front().count == 0) line.erase(line.begin());
  return one;
}

int length(const WaitingLine& line) {
  int sum = 0;
  for (const WaitingRun& run : line)
    sum += run.count;
  return sum;
}

bool compares_so(double answer, const sim::Condition& when) {
  switch (when.how) {
    case sim::Comparison::below:
      return answer < when.value;
    case sim::Comparison::at_most:
      return answer <= when.value;
    case sim::Comparison::equal:
      return answer == when.value;
    case sim::Comparison::at_least:
      return answer >= when.value;
    case sim::Comparison::above:
      return answer > when.value;
  }
  return false;
}

}  // namespace

Instant::Instant(const sim::Model& model, const SystemProgram& program,
                 const std::vector<std::size_t>& first_line, int limit, SystemRates& rates,
                 std::size_t& effort)
    : model_(model),
      program_(program),
      first_line_(first_line),
      limit_(limit),
      rates_(rates),
      effort_(effort) {}

void Instant::go(Course first, std::vector<Move<SystemState>>& moves) {
  open_.push_back(std::move(first));
  for (std::size_t courses = 1; !open_.empty(); ++courses) {
    if (courses > k_most_courses_at_once) throw TooManyStates("chance decides on too much");
    Course course = std::move(open_.back());
    open_.pop_back();
    while (course.next < course.ready.size() && !course.is_left_out) {
      const Goer one = course.ready[course.next++];
      proceed(course, one);
    }
    if (!course.is_left_out) moves.push_back({std::move(course.state), course.rate});
  }
}

int Instant::waiting_at(const SystemState& state, std::size_t r) const {
  return sum(state.queue, r) + sum(state.outside, r);
}

int Instant::sum(const std::vector<WaitingLine>& lines, std::size_t r) const {
  int all = 0;
  for (std::size_t i = first_line_[r]; i < first_line_[r + 1]; ++i)
    all += length(lines[i]);
  return all;
}

std::size_t Instant::line_of(std::uint32_t step) const {
  return first_line_[program_.place_of[model_.steps[step].a]] + model_.steps[step].level;
}

bool Instant::has_free_server(const Course& w, std::size_t r) const {
  return w.state.in_use[r] < program_.resources[r].servers;
}

bool Instant::is_full(const Course& w, std::size_t r) const {
  const std::int64_t places = program_.resources[r].queue_places;
  return places >= 0 && sum(w.state.queue, r) >= places;
}

void Instant::may_go(Course& w, const Goer& other, double chance) {
  if (chance <= 0) return;
  Course way = w;
  way.ready[--way.next] = other;
  way.rate *= chance;
  open_.push_back(std::move(way));
}

void Instant::reveal(Course& w, Goer& one) {
  one.is_served = false;
  const std::vector<LikelyStep>& among = program_.among[one.step];
  double left = 1;
  for (std::size_t i = 1; i < among.size(); ++i) {
    Goer other = one;
    other.step = among[i].step + 1;
    may_go(w, other, among[i].probability);
    left -= among[i].probability;
  }
  w.rate *= left;
  ++one.step;
}

void Instant::proceed(Course& w, Goer one) {
  if (one.is_served) reveal(w, one);
  while (!w.is_left_out) {
    require(++w.steps < k_most_steps_at_once, "too much happens at once");
    if (++effort_ > k_most_effort) throw TooManyStates("too much may happen");
    const sim::Step& step = model_.steps[one.step];
    switch (step.kind) {
      case StepKind::seize:
        if (!seize(w, one)) return;
        continue;
      case StepKind::take:
        take(w, one);
        continue;
      case StepKind::hold:
        require(one.kept == k_none, "work begins before the server before is left");
        ++w.state.at_work[program_.work[one.step]];
        return;
      case StepKind::travel:
        leave_kept(w, one);
        if (program_.is_after_all[one.step] == 0) {
          ++w.state.at_work[program_.work[one.step]];
          return;
        }
        rates_.after_s[source_of(one)] += w.rate * model_.distributions[step.b].mean();
        one.is_fresh = false;
        break;
      case StepKind::branch: {
        Goer other = one;
        other.step = step.a;
        may_go(w, other, program_.chance[one.step]);
        w.rate *= 1 - program_.chance[one.step];
        if (program_.chance[one.step] >= 1) w.is_left_out = true;
        break;
      }
      case StepKind::branch_if:
        if (!holds(w, model_.conditions[step.c])) break;
        one.step = step.a;
        continue;
      case StepKind::jump:
        one.step = step.a;
        continue;
      case StepKind::finish:
        leave_kept(w, one);
        one.kept = program_.place_of[step.a];
        break;
      case StepKind::give_up:
        for (const sim::NeedDef& need : model_.needs[step.needs].of)
          w.state.in_use[program_.place_of[need.resource]] -= need.count;
        break;
      case StepKind::turn_away:
      case StepKind::depart:
        if (!depart(w, one)) return;
        continue;
      default:
        break;  // takes no time, and is nothing to others
    }
    ++one.step;
  }
}

bool Instant::holds(const Course& w, const sim::Condition& when) const {
  const std::size_t r = program_.place_of[when.of];
  const int waiting = waiting_at(w.state, r);
  double answer = waiting;
  if (when.what == sim::Question::number) answer += w.state.in_use[r];
  if (when.what == sim::Question::free) answer = waiting == 0 && has_free_server(w, r) ? 1 : 0;
  return compares_so(answer, when) != when.negated;
}

bool Instant::seize(Course& w, Goer& one) {
  const sim::Step& step = model_.steps[one.step];
  const std::size_t r = program_.place_of[step.a];
  const int waiting = waiting_at(w.state, r);
  if (waiting == 0 && has_free_server(w, r)) {
    ++w.state.in_use[r];
    rates_.begun[r] += w.rate;
    ++one.step;
    one.is_fresh = false;
    leave_kept(w, one);
    return true;
  }
  if (step.c != k_none && (static_cast<std::uint32_t>(waiting) >= step.limit ||
                           (is_full(w, r) && !step.stays_when_full))) {
    rates_.refused[r] += w.rate;
    one.step = step.c;
    return true;
  }
  join(w, one, r, waiting);
  return false;
}

void Instant::join(Course& w, Goer& one, std::size_t r, int waiting) {
  if (program_.is_open_ended && one.is_fresh && waiting >= limit_) {
    w.is_left_out = true;
    return;
  }
  const std::uint32_t as = program_.waits_as[one.step];
  const std::size_t line = line_of(one.step);
  if (is_full(w, r)) return append(w.state.outside[line], as, one.kept);
  append(w.state.queue[line], as, k_none);
  leave_kept(w, one);
}

void Instant::take(Course& w, Goer& one) {
  const sim::Step& step = model_.steps[one.step];
  const std::vector<sim::NeedDef>& needs = model_.needs[step.needs].of;
  const bool can_have = std::all_of(needs.begin(), needs.end(), [&](const sim::NeedDef& need) {
    const std::size_t r = program_.place_of[need.resource];
    return program_.resources[r].servers - w.state.in_use[r] >= need.count + need.spare;
  });
  const std::size_t asked = program_.place_of[step.a];
  if (!can_have) {
    rates_.refused[asked] += w.rate;
    one.step = step.c;
    return;
  }
  for (const sim::NeedDef& need : needs)
    w.state.in_use[program_.place_of[need.resource]] += need.count;
  rates_.begun[asked] += w.rate;
  ++one.step;
  leave_kept(w, one);
}

void Instant::leave_kept(Course& w, Goer& one) {
  if (one.kept != k_none) leave(w, std::exchange(one.kept, k_none));
}

void Instant::leave(Course& w, std::uint32_t r) {
  if (waiting_at(w.state, r) == 0) {
    --w.state.in_use[r];
    return;
  }
  grant_first(w, r);
  while (waiting_at(w.state, r) > 0 && has_free_server(w, r)) {
    ++w.state.in_use[r];
    grant_first(w, r);
  }
}

std::size_t Instant::first_of(const std::vector<WaitingLine>& lines, std::uint32_t r) const {
  std::size_t i = first_line_[r];
  while (lines[i].empty())
    ++i;
  return i;
}

void Instant::grant_first(Course& w, std::uint32_t r) {
  // Such go on when all fleets have set out, not before the next vehicle as in SystemMoves::starts.
  require(w.state.has_begun, "some are served as others set out");
  SystemState& state = w.state;
  std::vector<WaitingLine>& lines = sum(state.queue, r) > 0 ? state.queue : state.outside;
  WaitingRun first = pop_one(lines[first_of(lines, r)]);
  rates_.begun[r] += w.rate;
  w.ready.push_back({first.step, k_none, true, false});
  if (first.kept != k_none) leave(w, first.kept);
  admit(w, r);
}

void Instant::admit(Course& w, std::uint32_t r) {
  SystemState& state = w.state;
  while (sum(state.outside, r) > 0 && !is_full(w, r)) {
    const std::size_t line = first_of(state.outside, r);
    const WaitingRun first = pop_one(state.outside[line]);
    append(state.queue[line], first.step, k_none);
    if (first.kept != k_none) leave(w, first.kept);
  }
}

std::size_t Instant::source_of(const Goer& one) const {
  const std::uint32_t c = program_.class_of[one.step];
  const auto source = std::find_if(program_.sources.begin(), program_.sources.end(),
                                   [&](const SystemSource& s) { return s.entity_class == c; });
  return static_cast<std::size_t>(source - program_.sources.begin());
}

bool Instant::depart(Course& w, Goer& one) {
  leave_kept(w, one);
  const std::size_t s = source_of(one);
  const bool is_lost = model_.steps[one.step].kind == StepKind::turn_away;
  (is_lost ? rates_.turned_away : rates_.departed)[s] += w.rate;
  if (is_lost && !one.is_fresh) rates_.turned_away_late[s] += w.rate;
  one = {program_.sources[s].first, k_none, false, false};
  return program_.sources[s].fleet > 0;
}

}  // namespace kouan::analysis::theory
