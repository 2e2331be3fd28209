// Small rail systems with nested resources, exactly, by their Markov chains. Exponential times;
// any unit of time will do.
#pragma once

namespace kouan::analysis::theory {

/// Trains wait at the neighbour's station until a receiving track is free for them; it is reserved
/// before they enter the section, which takes one train at a time from entry to arrival. On the
/// track they wait for a team that inspects them, then leave.
struct ReceivingYard {
  double lambda = 0;           ///< trains per time, Poisson
  double section_rate = 0;     ///< 1 / mean run through the section
  int tracks = 1;              ///< in the receiving yard
  int teams = 1;               ///< that inspect, one train each
  double inspection_rate = 0;  ///< 1 / mean inspection
};

struct ReceivingYardFigures {
  double held = 0;        ///< mean trains at the neighbour's station
  double held_wait = 0;   ///< mean time there
  double in_yard = 0;     ///< mean trains on tracks
  double sojourn = 0;     ///< from arrival at the neighbour's station to departure
  double full_share = 0;  ///< P(all tracks are occupied or reserved)
};

/// Trains per time that the section and the yard can take when there is always one waiting. Throws
/// std::domain_error unless rates are > 0 and there are tracks and teams.
double receiving_yard_capacity(const ReceivingYard& yard);

/// Steady state. Throws std::domain_error when lambda is not below the capacity, or so close to it
/// that more than 4,096 trains would have to be looked at; else as receiving_yard_capacity.
ReceivingYardFigures receiving_yard(const ReceivingYard& yard);

/// Trains take a track, then a locomotive that pulls them in, a team that inspects them, and a
/// locomotive that pulls them out; they keep the track all the time. When a locomotive gets free a
/// waiting departure goes before a waiting arrival.
struct NestedTrack {
  double lambda = 0;  ///< trains per time, Poisson
  int tracks = 1;
  double pull_in_rate = 0;
  int teams = 1;
  double inspection_rate = 0;
  double pull_out_rate = 0;
  int locomotives = 1;
};

struct NestedTrackFigures {
  double held = 0;                    ///< mean trains without a track
  double track_wait = 0;              ///< mean wait for one
  double sojourn = 0;                 ///< from arrival to pulled out
  double locomotive_utilisation = 0;  ///< busy locomotives / locomotives
  double track_occupancy = 0;         ///< occupied tracks / tracks
};

/// Trains per time when there is always one waiting. Errors as receiving_yard_capacity.
double nested_track_capacity(const NestedTrack& tracks);

/// Steady state. Errors as receiving_yard.
NestedTrackFigures nested_track(const NestedTrack& tracks);

}  // namespace kouan::analysis::theory
