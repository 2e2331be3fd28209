// A gate that is open for parts of the day while arrivals come all day. Any unit of time will do,
// as long as rates and times share it.
#pragma once

#include <vector>

namespace kouan::analysis::theory {

/// What happens to services under way when the gate closes.
enum class WorkInHand {
  finished,   ///< they go on until they end; nobody starts
  suspended,  ///< they stop, and go on when the gate opens
};

struct GateTurn {
  double open = 0;    ///< time open, then
  double closed = 0;  ///< time closed
};

/// M/M/c that is open and closed in turn.
struct DailyGate {
  double lambda = 0;
  double mu = 0;
  int servers = 1;
  std::vector<GateTurn> turns;  ///< of a day, or a week, that repeats
  WorkInHand in_hand = WorkInHand::finished;
};

/// In the state that repeats from day to day; means over the whole day.
struct DailyFigures {
  double in_system = 0;       ///< L, waiting or in service, suspended ones included
  double in_queue = 0;        ///< Lq, those whose service has not begun
  double sojourn = 0;         ///< W
  double wait = 0;            ///< Wq, until service begins
  double before_opening = 0;  ///< mean number in system when the gate opens for the first turn
  double at_closing = 0;      ///< mean number in system when it closes in the last one
};

/// Kolmogorov's equations over one day after the other until nothing changes. Throws
/// std::domain_error unless lambda, mu and all times open > 0, times closed >= 0, servers >= 1 and
/// less comes in a day than can be served: lambda times the day < servers mu times what of it is
/// open, plus servers (1 - exp(-mu closed)) in each turn when work in hand is finished; and when
/// the load is so high that more than 8,192 in system would have to be looked at, or 100,000 days.
DailyFigures daily_gate(const DailyGate& gate);

}  // namespace kouan::analysis::theory
