// Exponential servers with arrivals at independent, equally distributed intervals (GI/M/c). Any
// unit of time will do, as long as rates and times share it.
#pragma once

#include <functional>

#include "analysis/theory/queues.hpp"

namespace kouan::analysis::theory {

/// Laplace-Stieltjes transform of a time, E[exp(-s X)] for s >= 0.
using Transform = std::function<double(double)>;

/// Of a constant time.
Transform constant_transform(double value);
/// Of a sum of `stages` >= 1 exponential times, together of mean `mean`.
Transform erlang_transform(double mean, int stages);
/// Of a time uniform on [low, high], 0 <= low < high.
Transform uniform_transform(double low, double high);

/// Root sigma in (0, 1) of sigma = A(mu (1 - sigma)), A the transform of the interval between
/// arrivals: P(an arrival waits) (Gross & Harris, ch. 5.3). Throws std::domain_error unless lambda
/// < mu, lambda = 1 / mean interval.
double gim1_root(double lambda, double mu, const Transform& interval);

/// GI/M/c: `servers` >= 1, each of rate mu (Takács 1962, ch. 2; Gross & Harris, ch. 5.3): with
/// sigma the root of sigma = A(c mu (1 - sigma)), A the transform, phi_j = A(j mu) and C_j =
/// product over i <= j of phi_i / (1 - phi_i),
///   P(wait) = 1 / (1 + (1 - sigma) sum over j = 1 .. c of
///                       binom(c, j) (c (1 - phi_j) - j) / (C_j (1 - phi_j) (c (1 - sigma) - j)))
/// and Wq = P(wait) / (c mu (1 - sigma)). Where c (1 - sigma) comes to a whole number j both
/// differences vanish; their ratio is then its limit. Throws std::domain_error unless lambda < c
/// mu.
QueueFigures gimc(double lambda, double mu, int servers, const Transform& interval);

}  // namespace kouan::analysis::theory
