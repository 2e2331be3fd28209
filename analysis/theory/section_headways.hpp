// What headways let through a section of way: a row of the capacity bound beside that of its
// places.
#pragma once

#include "sim/distribution.hpp"
#include "sim/program.hpp"

namespace kouan::analysis::theory {

/// When a section can be entered, in one opening after another.
struct SectionOpen {
  double open_s = 0;
  double openings = 0;
};

/// Within [from, to): hours of the section, and those of its directions. Where these do not exclude
/// each other, the mean time of all directions, and the openings of all.
SectionOpen section_open(const sim::ResourceDef& section, sim::Micros from, sim::Micros to);

/// What one who travels the section for a time of `run_s` takes of the time in which it can be
/// entered [s], at least: from its entry to that of the next, whoever that is, and of what the end
/// of a turn costs its part. 0 where any number may enter at once. `least_run_s`: of all who come.
double least_headway_s(const sim::ResourceDef& section, const sim::Distribution& run_s,
                       double least_run_s);

}  // namespace kouan::analysis::theory
