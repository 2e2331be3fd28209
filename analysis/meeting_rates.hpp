// Who comes to a meeting, and how often: where more come of one side than of the other, its queue
// grows though no server is full, as with permits that a neighbour gives out by the day.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "models/scenario.hpp"
#include "sim/program.hpp"

namespace kouan::analysis {

/// Those who count as one in a meeting.
struct MeetingSide {
  std::vector<std::size_t> classes;
  double wholes_per_day = 0;   ///< as many meetings as they suffice for, over the horizon
  double patient_per_day = 0;  ///< of that, by those who wait as long as it takes
  std::vector<std::string> stages_before;  ///< yards and sections too, that any pass

  bool may_leave() const {
    return patient_per_day < wholes_per_day;
  }  ///< some wait only for a time
};

struct MeetingRates {
  std::string meeting;
  MeetingSide more;  ///< of the two sides ...
  MeetingSide less;
  double load = 0;  ///< ... the former over the latter
};

/// Meetings of two sides, each of classes that arrive by themselves and come there once whatever
/// happens; fleets, parts and ways that the process leaves open are nothing that is known before a
/// run.
std::vector<MeetingRates> meeting_rates(const models::Scenario& scenario, const sim::Model& model);

}  // namespace kouan::analysis
