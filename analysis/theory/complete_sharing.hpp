// Systems of which nothing but the means of their times matters.
#pragma once

#include "sim/program.hpp"

namespace kouan::analysis::theory {

/// Whether all who come want so many places of one yard or servers of one stage, at most once, are
/// turned away if these are not free, and wait for nothing else: complete sharing. How many of each
/// are there then depends on the means of the times alone, since what each of them does balances by
/// itself (insensitivity; Schassberger 1978): of those from outside, Kaufman 1981; of fleets, whose
/// vehicles come back to it after the same drives, taken in or not, and these not always as long,
/// Cohen 1957. Not so where places are kept for some, that is, with `keep_free` or conditions.
bool is_complete_sharing(const sim::Model& model);

}  // namespace kouan::analysis::theory
