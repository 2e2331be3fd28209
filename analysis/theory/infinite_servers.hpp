// Numbers present when nobody waits: M(t)/M/inf with a rate that swings over the day. Any unit of
// time will do, as long as rates and times share it.
#pragma once

namespace kouan::analysis::theory {

/// Poisson arrivals of rate base + amplitude sin(2 pi t / period), 0 <= amplitude <= base, period >
/// 0.
struct SinusoidalRate {
  double base = 0;
  double amplitude = 0;
  double period = 1;
};

/// Mean number present at time t, also its variance, since the number is Poisson (Eick, Massey &
/// Whitt 1993): base E[S] + amplitude (mu sin wt - w cos wt) / (mu^2 + w^2), w = 2 pi / period,
/// when it has gone on for ever; stays exponential of mean `mean_stay` = 1 / mu > 0. Throws
/// std::domain_error when values are out of range.
double present_periodic(const SinusoidalRate& rate, double mean_stay, double t);

/// When in [0, period) most are present in the periodic state, and how many: a while after the rate
/// is highest, atan(w / mu) / w of it. Errors as present_periodic.
struct Peak {
  double time = 0;
  double present = 0;
};
Peak present_peak(const SinusoidalRate& rate, double mean_stay);

}  // namespace kouan::analysis::theory
