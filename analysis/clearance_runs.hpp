// What an experiment runs to tell what clearance times hang on besides chance.
#pragma once

#include "analysis/experiment_jobs.hpp"

namespace kouan::analysis {

/// Screens all values with a range for what they do to the clearance of the main class, and at the
/// ends that move it furthest what alternatives change: into the variants of the outcome. At an
/// interruption these stay empty.
void ask_what_clearance_rests_on(ExperimentJobs& jobs, ExperimentOutcome& outcome);

}  // namespace kouan::analysis
