// What an experiment runs besides its variants once these are through: where more capacity gains
// most, and what the capacity hangs on.
#pragma once

#include "analysis/experiment_jobs.hpp"

namespace kouan::analysis {

/// Bottlenecks, the ends of the ranges that bind and, where asked for, of all ranges: into the
/// variants of the outcome. Stops at an interruption; what is then unfinished stays empty.
void ask_what_limits(ExperimentJobs& jobs, ExperimentOutcome& outcome);

}  // namespace kouan::analysis
