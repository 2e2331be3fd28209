// Constants of ranking and selection: how many replications it takes to name the best of several
// scenarios. Replications of one scenario are taken as independent and normal.
#pragma once

#include <span>
#include <vector>

namespace kouan::analysis {

/// The size of a selection: the best is named with probability 1 - alpha when it is better than
/// each other by the least difference that matters.
struct Selection {
  int alternatives = 2;  ///< k >= 2
  int first = 20;        ///< replications of each before anything is judged, n0 >= 2
  double alpha = 0.05;   ///< error probability, in (0, 1 - 1/k)
};

/// eta of Kim & Nelson's fully sequential procedure with c = 1: ((2 alpha / (k - 1))^(-2 / (n0 -
/// 1)) - 1) / 2 (Kim & Nelson 2001, "A fully sequential procedure for indifference-zone selection
/// in simulation", ACM TOMACS 11, section 3). Holds with common random numbers. Throws
/// std::invalid_argument outside the ranges of Selection, or for alpha that is no less than (k -
/// 1) / 2, where there is none.
double kim_nelson_eta(const Selection& selection);

/// h^2 = 2 c eta (n0 - 1) of the same, c = 1.
double kim_nelson_h2(const Selection& selection);

/// Rinott's h: max(n0, ceil((h S / delta)^2)) replications are needed in all of a scenario whose
/// first n0 have the standard deviation S. Root of
///   E[ E[ Phi(h / sqrt((n0 - 1) (1/X + 1/Y))) | Y ]^(k - 1) ] = 1 - alpha,
/// X and Y chi-squared with n0 - 1 degrees of freedom (Rinott 1978, "On two-stage selection
/// procedures and related probability-inequalities", Communications in Statistics A7; the form of
/// Wilcox 1984, Journal of Statistical Computation and Simulation 20). By quadrature, to six
/// digits. Throws std::invalid_argument outside the ranges of Selection.
double rinott_h(const Selection& selection);

/// What is known of one scenario, by replications so far. The smallest mean is the best.
struct Alternative {
  double mean = 0;
  double standard_deviation = 0;  ///< of one replication
};

/// Shares of a fixed number of replications by which the best is named most surely: N_i / N_j =
/// ((s_i / d_i) / (s_j / d_j))^2 with d_i the distance to the best mean, and N_b = s_b sqrt(sum
/// (N_i / s_i)^2) for the best itself (optimal computing budget allocation: Chen, Lin, Yucesan &
/// Chick 2000, Discrete Event Dynamic Systems 10, theorem 1). Sums to 1. Throws
/// std::invalid_argument for fewer than two alternatives, two means that tie for the best, numbers
/// that are not finite, a negative standard deviation, or none above 0 beside the best.
std::vector<double> ocba_shares(std::span<const Alternative> alternatives);

}  // namespace kouan::analysis
