// How much of what is long is done where sanitizers make every step slow.
#pragma once

namespace kouan::test {

/// `all`, or `less` where the cases of a file are run together (KOUAN_TESTS_BY_FILE): the same code
/// runs, less often.
template <class Amount>
constexpr Amount enough([[maybe_unused]] Amount all, [[maybe_unused]] Amount less) {
#ifdef KOUAN_TESTS_BY_FILE
  return less;
#else
  return all;
#endif
}

}  // namespace kouan::test
