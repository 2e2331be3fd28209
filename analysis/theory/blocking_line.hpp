// Lines of stations with finite places between, exactly, by their Markov chain. Any unit of time
// will do.
#pragma once

#include <vector>

namespace kouan::analysis::theory {

/// What keeps a unit in front of a full next station.
enum class Blocking {
  after_service,   ///< it is served, and keeps its server until there is a place (manufacturing)
  before_service,  ///< it lies at its server, and service starts only once a place is reserved for
                   ///< it (communication; server occupied)
};

/// Saturated line: there is always a unit before the first station, the last one is never blocked.
struct BlockingLine {
  std::vector<double> mu;    ///< service rate of one server at each station, > 0
  std::vector<int> buffers;  ///< places between neighbours, >= 0, one fewer than stations
  std::vector<int> servers;  ///< >= 1 at each station; empty: one each
  Blocking blocking = Blocking::after_service;
};

struct LineFigures {
  double throughput = 0;          ///< units per time
  std::vector<double> blocked;    ///< mean blocked servers of each station / servers
  std::vector<double> busy;       ///< mean working servers / servers
  std::vector<double> in_buffer;  ///< mean number in each buffer
};

/// Stationary state of the line: exponential service, each buffer first come first served, units
/// move at once when they can (Hunt 1956). Two stations of rate mu with b places make mu (b + 2) /
/// (b + 3) after service, mu (b + 1) / (b + 2) before. Throws std::domain_error when the line is
/// not sound or has more than 200,000 states.
LineFigures saturated_line(const BlockingLine& line);

}  // namespace kouan::analysis::theory
