// Field listings shared by stages, yards and visits: who waits, in what order, for how long; how
// servers work.
#pragma once

#include "models/scenario_fields.hpp"

namespace kouan::models {

/// A visit as written: ties in words.
struct VisitText : Visit {
  std::string ties;
};

/// Keys of a visit or of a place of a yard: priority, when_full, balk_at, patience, otherwise.
template <class S>
language::Listing<S>& with_own_queue_rules(language::Listing<S>& listing);

/// Keys of stages and yards: priority, when_full, balk_at, patience.
void add_queue_rules(language::Listing<StageText>& listing);
/// `turn-away` stands where the queue takes all.
void warn_never_full(language::Reader& reader, const language::Mark& mark, const std::string& path);
/// Keys of stages: preemption, at_closing, breakdowns, vacation, discipline, batch, blocking.
void add_server_rules(language::Listing<StageText>& listing);

const language::Listing<Stoppage>& stoppage_listing();

}  // namespace kouan::models
