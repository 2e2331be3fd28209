// Servers that open and close, break down, are repaired or go on vacation; stoppages of several
// resources at once. Of all this what comes at one instant, and in which order.
#include <algorithm>
#include <string>

#include "sim/engine.hpp"

namespace kouan::sim {

void Engine::start_servers() {
  std::uint32_t events = 0;
  sets_.resize(resources_.size());
  for (std::uint32_t r = 0; r < resources_.size(); ++r) {
    const ResourceDef& def = model_.resources[r];
    if (!def.rules) continue;
    std::int32_t most = 0;
    for (const CapacityChange& change : def.capacity)
      most = std::max(most, change.servers);
    ServerSet& set = sets_[r];
    resources_[r].handling = Handling::told_apart;
    set.servers.resize(static_cast<std::size_t>(most));
    set.first_event = events;
    for (std::int32_t k = 0; k < most; ++k) {
      set.purposes.push_back(name_hash("server " + std::to_string(k + 1), name_hash(def.name)));
      server_of_event_.emplace_back(r, static_cast<std::uint32_t>(k));
    }
    events += static_cast<std::uint32_t>(most);
    if (!def.rules->breakdowns) continue;
    breaking_down_.push_back(r);
    for (std::uint32_t k = 0; k < set.servers.size(); ++k)
      book_failure(r, k);
  }
  stoppages_.resize(model_.stoppages.size());
  for (std::uint32_t i = 0; i < stoppages_.size(); ++i) {
    stoppages_[i].purpose = name_hash("stoppage", name_hash(model_.stoppages[i].name));
    book_stoppage(i);
  }
}

double Engine::draw_of_server(const Distribution& d, std::uint32_t resource, std::uint32_t k,
                              const char* what, std::uint64_t number) const {
  return d.quantile(draws_.uniform(number, name_hash(what, sets_[resource].purposes[k])));
}

/// Draws the time to the next failure; on operating time it passes once the server works.
void Engine::book_failure(std::uint32_t resource, std::uint32_t k) {
  const BreakdownDef& def = *model_.resources[resource].rules->breakdowns;
  Server& s = sets_[resource].servers[k];
  s.to_failure =
      from_seconds(draw_of_server(def.to_failure_s, resource, k, "to failure", s.failures));
  if (!def.by_operating_time) book_server(resource, k, s.to_failure);
}

void Engine::book_server(std::uint32_t resource, std::uint32_t k, Micros after) {
  ServerSet& set = sets_[resource];
  set.servers[k].booked_for = now_ + after;
  set.servers[k].booked = calendar_.push(now_ + after, Rank::outage, set.first_event + k);
}

void Engine::start_clock(std::uint32_t resource, std::uint32_t k) {
  const auto& breakdowns = model_.resources[resource].rules->breakdowns;
  if (!breakdowns || !breakdowns->by_operating_time) return;
  Server& s = sets_[resource].servers[k];
  s.clock_started = now_;
  book_server(resource, k, s.to_failure);
}

void Engine::stop_clock(std::uint32_t resource, std::uint32_t k) {
  const auto& breakdowns = model_.resources[resource].rules->breakdowns;
  if (!breakdowns || !breakdowns->by_operating_time) return;
  Server& s = sets_[resource].servers[k];
  if (!s.is_up) return;  // it is the failure that stops the work
  s.to_failure -= now_ - s.clock_started;
  s.booked = 0;
}

/// A failure, the end of a repair, the return from a vacation, or a stoppage.
void Engine::outage(const Event& event) {
  if (event.index >= server_of_event_.size()) {
    const auto i = event.index - static_cast<std::uint32_t>(server_of_event_.size());
    if (stoppages_[i].booked == event.number) turn_stoppage(i);  // else it has turned already
    for (const std::uint32_t stopped : model_.stoppages[i].resources)
      dispatch(stopped);
    return;
  }
  const auto [resource, k] = server_of_event_[event.index];
  Server& s = sets_[resource].servers[k];
  if (s.booked != event.number) return;  // called off
  s.booked = 0;
  if (s.is_away) {
    s.is_away = false;
  } else if (s.is_up) {
    fail(resource, k);
    return;
  } else {
    s.is_up = true;
    book_failure(resource, k);
    go_on(resource, k);
  }
  refresh(resource, k);
  dispatch(resource);
}

void Engine::fail(std::uint32_t resource, std::uint32_t k) {
  const BreakdownDef& def = *model_.resources[resource].rules->breakdowns;
  Server& s = sets_[resource].servers[k];
  s.is_up = false;
  suspend(resource, k);
  const double repair_s = draw_of_server(def.repair_s, resource, k, "repair", s.failures++);
  book_server(resource, k, from_seconds(repair_s));
  refresh(resource, k);
  note_room(resource);
}

void Engine::leave_for_vacation(std::uint32_t resource, std::uint32_t k) {
  const Distribution& d = *model_.resources[resource].rules->vacation_s;
  Server& s = sets_[resource].servers[k];
  s.is_away = true;
  // A vacation of no time would never end an instant.
  const Micros lasts =
      std::max<Micros>(1, from_seconds(draw_of_server(d, resource, k, "vacation", s.vacations++)));
  book_server(resource, k, lasts);
  refresh(resource, k);
}

/// Opens or closes servers until `count` are open.
void Engine::open_servers(std::uint32_t resource, std::int64_t count) {
  ResourceState& r = resources_[resource];
  r.set_servers(now_, count);
  auto open = std::count_if(sets_[resource].servers.begin(), sets_[resource].servers.end(),
                            [](const Server& s) { return s.is_open; });
  for (; open > count; --open)
    close_one(resource);
  for (; open < count; ++open)
    open_one(resource);
}

/// An idle server closes first, the one with the highest number; else the one that began last.
void Engine::close_one(std::uint32_t resource) {
  ServerSet& set = sets_[resource];
  std::uint32_t last = k_none;
  for (std::uint32_t k = 0; k < set.servers.size(); ++k) {
    const Server& s = set.servers[k];
    if (!s.is_open) continue;
    const auto order = [&](std::uint32_t i) {
      const Server& one = set.servers[i];
      return std::pair(one.entity == k_none, one.entity == k_none ? i : one.began);
    };
    if (last == k_none || order(k) > order(last)) last = k;
  }
  Server& s = set.servers[last];
  s.is_open = false;
  switch (model_.resources[resource].rules->at_closing) {
    case AtClosing::finish:
      break;
    case AtClosing::suspend:
      suspend(resource, last);
      break;
    case AtClosing::hand_over:
      hand_over(resource, last);
      break;
  }
  refresh(resource, last);
}

/// A server with somebody at it opens first, the one that began first; else the lowest number.
void Engine::open_one(std::uint32_t resource) {
  ServerSet& set = sets_[resource];
  std::uint32_t first = k_none;
  for (std::uint32_t k = 0; k < set.servers.size(); ++k) {
    const Server& s = set.servers[k];
    if (s.is_open) continue;
    const auto order = [&](std::uint32_t i) {
      const Server& one = set.servers[i];
      return std::pair(one.entity == k_none, one.entity == k_none ? i : one.began);
    };
    if (first == k_none || order(k) < order(first)) first = k;
  }
  set.servers[first].is_open = true;
  go_on(resource, first);
  refresh(resource, first);
}

/// The next stoppage begins, or the present one ends, after its drawn time.
void Engine::book_stoppage(std::uint32_t i) {
  const StoppageDef& def = model_.stoppages[i];
  StoppageState& s = stoppages_[i];
  const double uniform = draws_.uniform(s.turns++, s.purpose);
  const Micros after = from_seconds((s.is_on ? def.lasts_s : def.between_s).quantile(uniform));
  s.turns_at = now_ + after;
  s.booked = calendar_.push(s.turns_at, Rank::outage,
                            static_cast<std::uint32_t>(server_of_event_.size()) + i);
}

void Engine::turn_stoppage(std::uint32_t i) {
  StoppageState& s = stoppages_[i];
  s.is_on = !s.is_on;
  for (const std::uint32_t resource : model_.stoppages[i].resources) {
    resources_[resource].stops += s.is_on ? 1 : -1;
    set_open(resource);
  }
  book_stoppage(i);
}

/// Before anybody goes on at an instant: all that closes then closes, for whatever reason, then all
/// that opens by its hours or as a stoppage ends is opened. Else somebody would begin at one place
/// because another opens, and that one would close with its very next event: work begins on
/// [opening, closing). The events of the instant then serve those who wait, each its own.
void Engine::close_and_open(bool hours_change) {
  if (turned_at_ == now_) return;
  turned_at_ = now_;
  fail_those_due();
  turn_stoppages(true);
  if (hours_change) follow_hours();
  turn_stoppages(false);
  use_given_back();  // by who was handed over, before others come for that room
}

void Engine::fail_those_due() {
  for (const std::uint32_t resource : breaking_down_) {
    const auto& servers = sets_[resource].servers;
    for (std::uint32_t k = 0; k < servers.size(); ++k) {
      const bool fails = servers[k].booked != 0 && servers[k].is_up && !servers[k].is_away;
      if (fails && servers[k].booked_for == now_) fail(resource, k);
    }
  }
}

/// Those that begin at this instant, or those that end.
void Engine::turn_stoppages(bool begin) {
  for (std::uint32_t i = 0; i < stoppages_.size(); ++i) {
    if (stoppages_[i].is_on != begin && stoppages_[i].turns_at == now_) turn_stoppage(i);
  }
}

/// Closes and opens whatever changes by its hours at this instant.
void Engine::follow_hours() {
  changing_.clear();
  for (std::uint32_t r = 0; r < resources_.size(); ++r) {
    const auto& capacity = model_.resources[r].capacity;
    std::size_t& period = capacity_period_[r];
    const std::size_t before = period;
    while (period < capacity.size() && capacity[period].at <= now_)
      ++period;
    if (period != before) changing_.push_back(r);
  }
  std::stable_partition(changing_.begin(), changing_.end(), [this](std::uint32_t r) {
    return servers_to_open(r) < resources_[r].servers;  // it closes
  });
  for (const std::uint32_t r : changing_)
    set_open(r);
}

}  // namespace kouan::sim
