// One exponential server with arrivals at independent, equally distributed intervals (GI/M/1). Any
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

/// GI/M/1: Wq = sigma / (mu (1 - sigma)). Errors as gim1_root.
QueueFigures gim1(double lambda, double mu, const Transform& interval);

/// P(wait > t) in GI/M/1: sigma exp(-mu (1 - sigma) t). Errors as gim1_root.
double gim1_wait_exceeds(double lambda, double mu, const Transform& interval, double t);

}  // namespace kouan::analysis::theory
