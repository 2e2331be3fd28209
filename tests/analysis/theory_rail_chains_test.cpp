#include <doctest/doctest.h>

#include <stdexcept>

#include "analysis/theory/queues.hpp"
#include "analysis/theory/rail_chains.hpp"
#include "tests/analysis/exact.hpp"

using namespace kouan::analysis::theory;

TEST_CASE("trains held until a receiving track is free (Q37)") {
  const ReceivingYard yard{1.2, 3, 4, 2, 0.8};
  const ReceivingYardFigures q = receiving_yard(yard);
  CHECK(q.held == exact(1.9218890019838937));
  CHECK(q.held_wait == exact(1.6015741683199114));
  CHECK(q.in_yard == exact(2.194310489827219));
  CHECK(q.sojourn == exact(3.7634995765092603));
  CHECK(q.full_share == exact(0.38187808716936844));
  CHECK(receiving_yard_capacity(yard) == exact(1.507415014790719));
}

TEST_CASE("a track kept through locomotive, inspection and locomotive again (Q39)") {
  const NestedTrack tracks{0.7, 3, 4, 2, 0.8, 3, 1};
  const NestedTrackFigures q = nested_track(tracks);
  CHECK(q.held == exact(0.3271201277423135));
  CHECK(q.track_wait == exact(0.4673144682033051));
  CHECK(q.sojourn == exact(2.7145572156884836));
  CHECK(q.locomotive_utilisation == exact(0.4083333333333332));
  CHECK(q.track_occupancy == exact(0.524356641079875));
  CHECK(nested_track_capacity(tracks) == exact(1.162732913093209));
}

TEST_CASE("with tracks in plenty the section and the yard are queues in a row") {
  const ReceivingYardFigures q = receiving_yard({1.2, 3, 200, 2, 0.8});
  CHECK(q.held == exact(mmc(1.2, 3, 1).in_queue));
  CHECK(q.in_yard == exact(mmc(1.2, 0.8, 2).in_system));
}

TEST_CASE("with locomotives in plenty a track's service is three phases") {
  // One track: M/G/1 with the sum of three exponential times.
  const NestedTrackFigures q = nested_track({0.3, 1, 4, 1, 0.8, 3, 5});
  const double mean = 1 / 4.0 + 1 / 0.8 + 1 / 3.0;
  const double variance = 1 / 16.0 + 1 / 0.64 + 1 / 9.0;
  CHECK(q.held == exact(mg1(0.3, mean, variance / (mean * mean)).in_queue));
  CHECK(nested_track_capacity({0.3, 1, 4, 1, 0.8, 3, 5}) == exact(1 / mean));
}

TEST_CASE("rail systems that can't take what comes are refused") {
  CHECK_THROWS_AS(receiving_yard({1.6, 3, 4, 2, 0.8}), std::domain_error);
  CHECK_THROWS_AS(nested_track({1.2, 3, 4, 2, 0.8, 3, 1}), std::domain_error);
  CHECK_THROWS_AS(receiving_yard({1, 0, 4, 2, 0.8}), std::domain_error);
  CHECK_THROWS_AS(nested_track({0.1, 3, 4, 2, 0.8, 3, 0}), std::domain_error);
}
