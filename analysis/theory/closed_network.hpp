// Closed networks: a fleet of fixed size that goes round, or several fleets that share stations.
// Any unit of time will do.
#pragma once

#include <vector>

namespace kouan::analysis::theory {

/// A station of a closed network: first come first served with exponential service, or with nobody
/// waiting (a delay), then of any distribution.
struct ClosedStation {
  double demand = 0;  ///< visits per cycle times mean service time of one visit, >= 0
  int servers = 1;    ///< 0: a delay, as many servers as there are units
};

struct ClosedFigures {
  double throughput = 0;            ///< cycles per time of all units together
  double cycle = 0;                 ///< mean time of one cycle
  std::vector<double> in_system;    ///< mean number at each station
  std::vector<double> sojourn;      ///< mean time at each station per cycle, all visits
  std::vector<double> utilisation;  ///< busy servers / servers; of a delay the mean number there
};

/// Exact mean value analysis (Reiser & Lavenberg 1980, with the marginal probabilities of stations
/// with several servers) for a fleet of `units` >= 0. Time grows with units x stations x servers.
/// Fast, but the probability that a station with several servers is empty is found by subtraction:
/// where all its servers are nearly always busy digits are lost, and closed_convolution is the one
/// to use. Throws std::domain_error unless demands and servers are >= 0, some demand is > 0, and
/// when the loss of digits shows.
ClosedFigures mean_value_analysis(const std::vector<ClosedStation>& stations, int units);

/// The same by convolution (Buzen 1973): only sums of positive terms, so exact to rounding. Time
/// grows with units^2 x stations. Errors as mean_value_analysis.
ClosedFigures closed_convolution(const std::vector<ClosedStation>& stations, int units);

/// A station that fleets share: first come first served, exponential service alike for all, or
/// processor sharing, or a delay; the latter two of any distribution.
struct SharedStation {
  std::vector<double> demand;  ///< by fleet: visits per cycle times mean service time, >= 0
  int servers = 1;             ///< 0: a delay, as many servers as there are units
  double open_load = 0;  ///< of Poisson arrivals beside the fleets: their rate times mean service
};

struct FleetsFigures {
  std::vector<double> throughput;  ///< by fleet: cycles per time of all its units
  /// By station, then by fleet: mean number there.
  std::vector<std::vector<double>> in_system;
  std::vector<double> open_in_system;  ///< by station: mean number that come beside the fleets
};

/// How many ways to part populations in two `closed_fleets` goes through, about.
double work_of_fleets(const std::vector<SharedStation>& stations, const std::vector<int>& units);

/// The product form of Baskett, Chandy, Muntz & Palacios (1975), its constants by convolution over
/// all populations (Reiser & Kobayashi 1975): only sums of positive terms. Mixed where classes come
/// from outside too: a station's terms are then summed over how many of these are there. Throws
/// std::domain_error unless demands and servers are >= 0, units >= 1, some demand of every fleet is
/// > 0, and open loads are below 99.9 % of the servers, which a delay has none of.
FleetsFigures closed_fleets(const std::vector<SharedStation>& stations,
                            const std::vector<int>& units);

}  // namespace kouan::analysis::theory
