// Arrivals whose rate follows a sine: the cumulative rate and its inverse.
#pragma once

#include "sim/program.hpp"

namespace kouan::sim {

/// Expected arrivals in [from, to): base t + (A P / 2 pi) sin(2 pi (t - peak) / P), between both.
double expected(const CyclicRate& rate, Micros from, Micros to);

/// Time [s] after `from` until `needed` arrivals are expected, by inversion of the cumulative rate
/// (Çınlar 1975, "Introduction to Stochastic Processes", §4.7), whole periods apart. The base must
/// be above 0.
double time_until_expected(const CyclicRate& rate, Micros from, double needed);

}  // namespace kouan::sim
