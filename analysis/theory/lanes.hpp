// Arrivals that choose among lanes, and jobs that are split over two. Any unit of time will do.
#pragma once

namespace kouan::analysis::theory {

struct LaneFigures {
  double in_system = 0;  ///< L, over all lanes
  double sojourn = 0;    ///< W
};

/// Poisson arrivals join the shortest of `lanes` >= 1 lanes, those in service counted, ties at
/// random, and stay in it; one exponential server of rate mu in each (Haight 1958; Adan, Wessels &
/// Zijm 1990). Exact, by the chain of the ordered lengths, cut where it hardly ever is; meant for
/// two or three lanes. Throws std::domain_error unless 0 < lambda < lanes mu, and when the chain
/// would need more than 200,000 states.
LaneFigures join_shortest_lane(double lambda, double mu, int lanes);

/// A job that is split over parallel checks and leaves when all are done.
struct ForkJoinFigures {
  double sojourn = 0;         ///< T, mean from arrival until all checks are done
  double single_sojourn = 0;  ///< of one check
  double gap = 0;             ///< T - that of one check: mean wait for the others
};

/// Two checks, each with its own M/M/1 queue: T = (12 - rho) / 8 / (mu - lambda), exact (Flatto &
/// Hahn 1984; Nelson & Tantawi 1988). Throws std::domain_error unless 0 <= lambda < mu.
ForkJoinFigures fork_join_of_two(double lambda, double mu);

/// APPROXIMATION for `checks` >= 2, exact for two: T times (H_k / H_2 + 4 rho (1 - H_k / H_2) /
/// 11), H the harmonic numbers (Nelson & Tantawi 1988), within 5 % up to 32 checks by their
/// account. Errors as fork_join_of_two.
ForkJoinFigures fork_join_approximation(double lambda, double mu, int checks);

}  // namespace kouan::analysis::theory
