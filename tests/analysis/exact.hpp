// What tests of theory call equal.
#pragma once

#include <doctest/doctest.h>

/// Equal within 1e-9 of the value, of 1 when it is 0: formulas against digits that were computed
/// with 40 of them and written with 16.
inline doctest::Approx exact(double value) {
  return doctest::Approx(value).epsilon(1e-9).scale(value == 0 ? 1 : 0);
}
